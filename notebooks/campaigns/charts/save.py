"""Finish a chart: check it, save it as SVG, PNG, PDF and CSV, show it in the notebook.

Title, alt text, sources and the digest of the rows travel inside every file.
The same rows give the same bytes: no dates, no random ids.
"""

import base64
import html
import io
import json
import os
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import matplotlib
import pandas as pd
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from campaigns import project
from campaigns.charts import honesty
from campaigns.charts.layout import style
from campaigns.record import schema

FORMATS = ("svg", "png", "pdf", "csv")
SHOWN_WIDTH = 760  # CSS pixels in a notebook
_CSV_COLUMNS = "said figure_id source_id locator campaign_id area_id metric_id printed value unit qualifier low high"
_CSV_COLUMNS += " reading baseline period_start period_end period_basis claim note publisher published"


def finish(chart):
    """Check a Chart against every rule, save its files, and return what the notebook shows.

    Raises MisleadingChart if the chart would mislead; then no file is written. Where the folder
    for charts is the null device, as in a test, the chart is drawn and checked and not saved.
    """
    check(chart)
    if (found := _COLLECTED.get()) is not None:
        found.append(chart)
        return Shown(chart, b"")
    if project.figures() == Path(os.devnull):  # a test asks, it saves nothing
        return Shown(chart, b"")
    saved = in_every_format(chart)
    for kind, content in saved.items():
        project.write(project.figures() / f"{chart.name}.{kind}", content)
    return Shown(chart, saved["png"])


_COLLECTED = ContextVar("collected", default=None)


@contextmanager
def collecting():
    """Context in which finished charts are checked and collected in the list that it gives, and no file is written."""
    before = _COLLECTED.set([])
    try:
        yield _COLLECTED.get()
    finally:
        _COLLECTED.reset(before)


def check(chart, *further_parts):
    """Hold a Chart, or all parts of one, against every rule that looks at what was drawn; raises MisleadingChart."""
    parts = (chart, *further_parts)
    marks = [mark for part in parts for mark in part.marks]
    honesty.nothing_dropped(chart.rows.figure_id, [mark.figure_id for mark in marks])
    if "qualifier" in chart.rows:  # reported figures, not this project's own counts
        honesty.hedges_survive(chart.rows, marks)
    with style():
        for part in parts:
            honesty.legible(part.figure)


def _reused(name, svg):
    """PNG and PDF of the last run, if they belong to the very same SVG; else None.

    The environment variable CAMPAIGNS_REUSE names a file {file name: digest} of the charts that
    the present code drew; without it, as in a full run or a test, everything is drawn.
    """
    listed = os.environ.get("CAMPAIGNS_REUSE")
    trusted = json.loads(Path(listed).read_text("utf-8")) if listed else {}
    held = {}
    for kind in ("svg", "png", "pdf"):
        path = project.ROOT / "figures" / f"{name}.{kind}"
        held[kind] = path.read_bytes() if path.name in trusted and path.exists() else b""
        if not held[kind] or project.digest(held[kind]) != trusted[path.name]:
            return None
    return {"png": held["png"], "pdf": held["pdf"]} if held["svg"] == svg else None


class Shown:
    """A finished chart as a notebook shows it: picture with alt text, data table, links; as text, what was drawn."""

    def __init__(self, chart, png):
        self.chart, self._png = chart, png

    def __repr__(self):
        return str(self.chart)

    def _repr_mimebundle_(self, include=None, exclude=None):
        picture = base64.b64encode(_on_screen(self._png)).decode()
        return {"text/html": _figure_html(self.chart, picture), "image/png": picture, "text/plain": str(self.chart)}


def _on_screen(png):
    """The picture at half its resolution in few colours: sharp on a screen, and a notebook stays small."""
    if not png:
        return b""
    small = (
        Image.open(io.BytesIO(png))
        .convert("RGB")
        .reduce(2)
        .quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _figure_html(chart, picture):
    alt = html.escape(chart.alt)
    links = " · ".join(f'<a href="../figures/{chart.name}.{kind}" download>{kind.upper()}</a>' for kind in FORMATS)
    return (
        f'<figure class="tex2jax_ignore" style="margin:0;max-width:{SHOWN_WIDTH}px">'
        f'<img alt="{alt}" width="{SHOWN_WIDTH}" src="data:image/png;base64,{picture}">'
        f"<figcaption>{links}"
        f"<details><summary>Cite</summary><p>{html.escape(chart.citation)}</p></details>"
        f"<details><summary>Data and long description</summary>{_table_html(chart)}"
        f"<p>{html.escape(chart.long_alt).replace(chr(10), '<br>')}</p></details></figcaption></figure>"
    )


def _table_html(chart):
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Who", "When", "Claim", "As printed", "figure_id"))
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{html.escape(str(v))}</td>" for v in (r.who, r.when, r.said, r.printed, r.figure_id))
        + "</tr>"
        for r in chart.rows.itertuples()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


#: What an SVG would say of its making; left out, so that the same rows give the same bytes.
_NO_MARKS = {"Date": None, "Creator": None, "Format": None, "Type": None}


def _saved(chart, settings=None, **how):
    out = io.BytesIO()
    with style(), matplotlib.rc_context(settings or {}):
        chart.figure.savefig(out, **how)
    return out.getvalue()


def in_every_format(chart):
    """{kind: bytes} of every format."""
    svg = made(chart, "svg")
    pictures = _reused(chart.name, svg) or {"png": made(chart, "png"), "pdf": made(chart, "pdf")}
    return {"svg": svg, **pictures, "csv": made(chart, "csv")}


def made(chart, kind):
    """A chart as bytes: svg, png, pdf or csv."""
    return _MAKERS[kind](chart)


def picture(chart, dpi=300):
    """A chart as PNG, with all that is said of it inside the file.

    With 256 colours, its white ground white, it is half as large and looks the same.
    """
    size = [int(side * dpi) for side in chart.figure.get_size_inches()]
    drawn = Image.frombytes("RGBA", size, _saved(chart, format="rgba", dpi=dpi)).convert("RGB")
    said = PngInfo()
    for name, words in _said(chart, "Comment").items():
        said.add_text(name, words)
    out = io.BytesIO()
    drawn.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        out, "PNG", dpi=(dpi, dpi), pnginfo=said
    )
    return out.getvalue()


def outlined(chart):
    """A chart as SVG whose text is drawn as shapes, for programs that cannot be given fonts (Word, PowerPoint)."""
    return _saved(chart, {"svg.fonttype": "path"}, format="svg", metadata=_said(chart, "Identifier") | _NO_MARKS)


def _said(chart, trace):
    """What is said of a chart inside its files; trace: the format's name for the line that finds it again."""
    return {"Title": chart.title, "Description": chart.long_alt, "Source": chart.sources, trace: chart.trace}


def _pdf(chart):
    words = {
        "Title": chart.title,
        "Subject": chart.long_alt,
        "Keywords": f"{chart.trace}; {chart.sources}",
    }
    return _saved(chart, format="pdf", metadata={**words, "Creator": None, "Producer": None, "CreationDate": None})


def _svg(chart):
    drawn = _saved(chart, format="svg", metadata=_said(chart, "Identifier") | _NO_MARKS).decode()
    label = f'<svg role="img" aria-label="{html.escape(chart.alt)}" '
    described = f"<desc>{html.escape(chart.long_alt)}</desc>\n <metadata>"
    return drawn.replace("<svg ", label, 1).replace("<metadata>", described, 1).encode()


def _csv(chart):
    rows = chart.rows
    columns = [column for column in _CSV_COLUMNS.split() if column in rows]
    cells = rows[columns].map(_cell).to_numpy().tolist()
    return schema.written(columns, cells).encode("utf-8-sig")


def _cell(value):
    """A cell of an exported CSV: dates as days, numbers plain, text that a spreadsheet would run made text."""
    if pd.isna(value):
        return ""
    if hasattr(value, "isoformat"):
        return value.date().isoformat()
    if isinstance(value, float | int):
        return f"{value:.15g}"
    return f"'{value}" if value[:1] in "=+-@\t\r" else value


_MAKERS = {"svg": _svg, "png": picture, "pdf": _pdf, "csv": _csv}
