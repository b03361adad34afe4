"""Save a chart as SVG, PNG, PDF and CSV: the same rows give the same bytes.

Title, alt text, sources and the trace travel inside every file; no dates, no random ids.
"""

import html
import io
import json
import os
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import matplotlib
from PIL.PngImagePlugin import PngInfo

from campaigns import project
from campaigns.charts.honesty import MisleadingChart
from campaigns.charts.layout import style
from campaigns.charts.show import Shown, few_colours, in_dots
from campaigns.charts.text import said_in
from campaigns.claims.cells import as_csv

_FIRST = "said figure_id source_id locator campaign_id area_id metric_id printed label_zh value unit qualifier low high"
_FIRST += " incomplete reading baseline scope counted_by period_start period_end start_basis end_basis nights claim"
_FIRST += " same_as part_of note publisher published"
#: Words for the eye only, and what joining tables added.
_NOT_EXPORTED = (
    "name detail who when owner lane group panel icon sign place metric_en kind stage campaign_en area_en level"
)
_NOT_EXPORTED += " claimant claimant_kind coverage object act broader language translation"
_TOLD = ("name", "form", "title", "subtitle", "note", "how_to_read", "scale", "sources", "digest", "trace", "alt",
         "long_alt", "reference")  # fmt: skip
DOTS = "Dots"  # what a PNG calls the digest of its dots
_COLLECTED = ContextVar("collected", default=None)


def finish(chart):
    """Save a Chart's files and return what the notebook shows.

    A chart is checked when it is made. Raises MisleadingChart where another chart of the notebook has its name: its
    files would be replaced in silence. Where the folder for charts is the null device, as in a test, nothing is saved;
    within ``collecting()`` the chart is handed over instead.
    """
    _hold_name(chart)
    if (found := _COLLECTED.get()) is not None:
        found.append(chart)
        return Shown(chart)
    if project.figures() == Path(os.devnull):
        return Shown(chart, {"svg": made(chart, "svg")})
    pdf = _pdf(chart)
    saved = {"svg": _svg(chart), "png": _of_page(chart, pdf), "pdf": pdf, "csv": _csv(chart)}
    for kind, content in saved.items():
        project.write(project.figures() / f"{chart.name}.{kind}", content)
    if path := os.environ.get("CAMPAIGNS_TOLD"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(told(chart)) + "\n")
    return Shown(chart, saved)


def _hold_name(chart):
    """Raise MisleadingChart where another cell of this notebook, or this run of its cell, finished another chart of the
    name; a cell that is run again draws its chart anew."""
    from IPython import get_ipython  # here: a command that draws nothing need not wait for it

    shell = get_ipython()
    cell = (getattr(shell, "get_parent", dict)() or {}).get("metadata", {}).get("cellId")
    if cell is None:  # no notebook, or one in a program that does not tell its cells apart
        return
    names = shell.user_ns.setdefault("_finished_charts", {})  # which goes when the kernel starts anew
    before, drawn = names.get(chart.name), (cell, shell.execution_count, chart.trace)
    if before and before[2] != chart.trace and (before[0] != cell or before[1] == shell.execution_count):
        raise MisleadingChart(f"another chart of this notebook is named {chart.name}, and would lose its files: give "
                              f"one of them a name of its own, name=\"{chart.name}_2\". If its cell is gone, "
                              "restart the kernel")  # fmt: skip
    names[chart.name] = drawn


def told(chart):
    """All that a Chart says, as JSON can hold it: {attribute: text; claims, reference, rows: lists; drawn: str(chart)}."""
    rows = chart.rows[[column for column in ("figure_id", "source_id", "who", "when") if column in chart.rows]]
    held = {name: getattr(chart, name) for name in _TOLD}
    return held | {"claims": chart.claims, "rows": rows.to_dict("list"), "drawn": str(chart)}


@contextmanager
def collecting():
    """Context in which finished charts are collected in the list that it gives, and no file is written."""
    token = _COLLECTED.set([])
    try:
        yield _COLLECTED.get()
    finally:
        _COLLECTED.reset(token)


def made(chart, kind):
    """A chart as bytes: svg, png, pdf or csv."""
    return _MAKERS[kind](chart)


def picture(chart, dpi=300):
    """A chart as PNG with all that is said of it inside; 256 colours make it half as large and look the same."""
    return _of_page(chart, _pdf(chart), dpi)


def _of_page(chart, pdf, dpi=300):
    drawn = in_dots(pdf, int(chart.figure.get_figwidth() * dpi + 1e-6))
    return marked(few_colours(drawn), _said(chart, "Comment"), dpi=(dpi, dpi))


def marked(drawn, words, **how):
    """A PIL image as PNG with words inside, and a digest of its dots, by which it is seen whether they were altered."""
    said, out = PngInfo(), io.BytesIO()
    for name, text in (words | {DOTS: dots(drawn)}).items():
        said.add_itxt(name, text)
    drawn.save(out, "PNG", pnginfo=said, compress_level=4, **how)  # half the time of 6, a twelfth larger
    return out.getvalue()


def dots(drawn):
    """The digest of the dots of a PIL image, whatever its format."""
    return project.digest(drawn.convert("RGB").tobytes() + repr(drawn.size).encode())


def outlined(chart):
    """A chart as SVG whose text is drawn as shapes, for programs that cannot be given fonts (Word, PowerPoint)."""
    return _saved(chart, {"svg.fonttype": "path"}, format="svg", metadata=_said(chart, "Identifier") | _NO_MARKS)


#: What an SVG would say of its making; left out, so that the same rows give the same bytes.
_NO_MARKS = {"Date": None, "Creator": None, "Format": None, "Type": None}


def _saved(chart, settings=None, **how):
    out = io.BytesIO()
    with style(), matplotlib.rc_context(settings or {}):
        chart.figure.savefig(out, **how)
    return out.getvalue()


def _said(chart, trace):
    """What is said of a chart inside its files; trace: the format's name for the line that finds it again."""
    return {"Title": chart.title, "Description": chart.long_alt, "Source": chart.sources, trace: chart.trace}


def _pdf(chart):
    words = {"Title": chart.title, "Subject": chart.long_alt, "Keywords": f"{chart.trace}; {chart.sources}"}
    return _saved(chart, format="pdf", metadata={**words, "Creator": None, "Producer": None, "CreationDate": None})


def _svg(chart):
    drawn = _saved(chart, format="svg", metadata=_said(chart, "Identifier") | _NO_MARKS).decode()
    label = f'<svg role="img" lang="{chart.sheet.language}" aria-label="{html.escape(chart.alt)}" '
    described = f"<desc>{html.escape(chart.long_alt)}</desc>\n <metadata>"
    return drawn.replace("<svg ", label, 1).replace("<metadata>", described, 1).encode()


def _csv(chart):
    """The rows: of claims the columns of the record and what was reckoned from them; of own counts all columns."""
    rows = chart.rows
    first = [column for column in _FIRST.split() if column in rows]
    if "source_id" in rows:
        return as_csv(rows[first + [column for column in _RECKONED if column in rows]])
    more = [c for c in rows if c not in first and not c.endswith("_zh") and c not in _NOT_EXPORTED.split()]
    said = {c: [said_in(v, chart.sheet.language) if isinstance(v, tuple) else v for v in rows[c]] for c in more}
    return as_csv(rows[first].assign(**said))


#: Columns that a chart adds to claims: the reports with which it compares them, what a derived bound excludes, days
#: divided by (and the fewest that it may be), the cell of a grid.
_RECKONED = ("set_against", "strict_low", "strict_high", "days", "fewest", "in_row", "in_column")

_MAKERS = {"svg": _svg, "png": picture, "pdf": _pdf, "csv": _csv}
