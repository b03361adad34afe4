"""A chart and everything that is said of it, from the same rows.

A Chart holds the figure, what was drawn (read back from the artists), its
words (title, subtitle, how to read, sources, alt text) and its rows. Forms
make it (campaigns.forms); campaigns.export checks, saves and shows it.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from campaigns import project
from campaigns.charts.layout import Sheet, laid_out
from campaigns.claims import wording
from campaigns.record import schema

SHAPES = {"result": "o", "standing": "s", "plan": "D", "target": "^"}
_SHAPE_WORDS = {"o": "dot", "s": "square", "D": "diamond", "^": "triangle", "bar": "bar", "_": "span", "cell": "cell"}


@dataclass(frozen=True)
class Mark:
    """One drawn mark, read back from the figure: form, label, and position (bar: length; cell: area)."""

    figure_id: str
    x: float
    shape: str
    fill: str
    open_low: bool
    open_high: bool
    dashed_range: bool
    label: str
    name: str = ""

    def __str__(self):
        ends = {(0, 0): "", (0, 1): ", open above", (1, 0): ", open below", (1, 1): ", open at both ends"}
        form = f"{self.fill} {_SHAPE_WORDS[self.shape]}{ends[self.open_low, self.open_high]}"
        return f"{form}{', dashed range' if self.dashed_range else ''} at {self.x:.7g}"


@dataclass
class Chart:
    """A chart and all that is said of it.

    name: NN_question_name, the stem of its files. rows: the rows drawn, with the
    column ``said`` (the label). left_out: figure_id, reason. scale: words on the axis.
    again: draws the chart once more, in whatever layout is set.
    """

    name: str
    form: str
    title: str
    subtitle: str
    rows: pd.DataFrame
    left_out: pd.DataFrame
    sources: str
    note: str
    scale: str
    sheet: Sheet = field(repr=False)
    how_to_read: str = ""
    again: Callable = field(default=None, repr=False)

    def at(self, **layout):
        """The same chart laid out anew, not scaled: ``chart.at(width=3.35)``, see canvas.Layout."""
        with laid_out(**layout):
            return self.again()

    def spread(self, height, **layout):
        """The fewest parts of the chart that are each at most ``height`` inches high, laid out anew; None if none are."""
        for count in range(1, len(self.rows) + 1):
            parts = [self.at(part=(n, count), **layout) for n in range(1, count + 1)]
            if all(part.sheet.height <= height for part in parts):
                return parts
        return None

    @cached_property
    def figure(self):
        """The drawn matplotlib Figure."""
        return self.sheet.figure()

    @cached_property
    def marks(self):
        """What was drawn, read back from the artists of the figure."""
        return read_marks(self.figure)

    @cached_property
    def digest(self):
        """Eight hex digits that change with any cell of the rows drawn."""
        return digest(self.rows)

    @property
    def trace(self):
        """The line by which a chart is found again wherever it was pasted: name, version of the data, digest."""
        return _trace(self.name, self.digest)

    @property
    def citation(self):
        """How the chart is cited, ready to paste: work, year, finding, trace, licence."""
        work = project.work()
        return f"{work['title']} ({work['date-released'][:4]}), “{self.title}”. {self.trace}. {work['license']}."

    @property
    def alt(self):
        """Short alt text: form, finding, number of figures."""
        return f"{self.form}. {self.title} {self.subtitle}"

    @property
    def long_alt(self):
        """Long alt text: every row as it is drawn, then what is left out, the marks and the sources."""
        lines = [f"{line}." for line in self._row_lines()]
        lines += [f"Left out: {row.figure_id} ({row.reason})." for row in self.left_out.itertuples()]
        return "\n".join([self.alt, *lines, self.how_to_read, self.note, f"Sources: {self.sources}"]).replace(
            "\n\n", "\n"
        )

    @property
    def claims(self):
        """(figure_id, who and when, what is said, as printed) of every row, as documents print them."""
        return [
            (row.figure_id, f"{row.who}{row.when and ', ' + row.when}", row.said, row.printed)
            for row in self.rows.itertuples()
        ]

    def _row_lines(self):
        return [f"{about}: {said}" for _, about, said, _ in self.claims]

    def __str__(self):
        """What was drawn, as text: the part of a chart that a regression test compares."""
        lines = [f"chart {self.name}: {self.title}", self.subtitle, f"scale: {self.scale}"]
        for mark in self.marks:
            lines.append(
                " | ".join(filter(None, [mark.figure_id, str(mark), mark.label, mark.name.replace("\u00a0", " ")]))
            )
        lines += [f"left out: {row.figure_id} | {row.reason}" for row in self.left_out.itertuples()]
        return "\n".join([*lines, f"note: {self.note}" if self.note else "", f"sources: {self.sources}"]).replace(
            "\n\n", "\n"
        )


def digest(rows):
    """Eight hex digits of the rows' cells, the same on every machine."""
    text = rows.map(lambda v: "" if pd.isna(v) else f"{v:.12g}" if isinstance(v, float) else str(v)).to_csv(index=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def trace(name, rows):
    """ "Chart 02_households_visited_claims · data 1.0.0 · rows 1a2b3c4d"."""
    return _trace(name, digest(rows))


def _trace(name, digits):
    return f"Chart {name} · data {schema.version()} · rows {digits}"


def source_line(rows):
    """Publishers with dates, each once, in the order of the rows."""
    parts = []
    for row in rows.itertuples():
        when = "no date" if pd.isna(row.published) else wording.day(row.published)
        part = f"{row.publisher}, {when}"
        if part not in parts:
            parts.append(part)
    return "; ".join(parts) + "." if parts else ""


def read_marks(figure):
    """The marks of a figure, read back from its artists in drawing order.

    An artist's gid says what it is: "dot:", "bar:", "open high:", "open low:",
    "range:", "cell:", "label:", "name:" or "detail:" and the row's figure_id.
    """
    parts, words = {}, {}
    for artist in figure.findobj(lambda a: bool(a.get_gid())):
        kind, _, key = artist.get_gid().partition(":")
        key = re.sub(r":\d+$", "", key)  # further lines of a text
        if kind in ("label", "name", "detail"):
            words.setdefault((kind, key), []).append(artist.get_text())
        else:
            parts.setdefault(key, {})[kind] = artist
    said = {part: " ".join(lines) for part, lines in words.items()}
    return [
        _mark(
            key,
            found,
            said.get(("label", key), ""),
            " ".join(said[k, key] for k in ("name", "detail") if (k, key) in said),
        )
        for key, found in parts.items()
        if {"dot", "bar", "cell"} & set(found)
    ]


def _mark(key, found, label, name):
    if "bar" in found:
        return Mark(key, found["bar"].get_width(), "bar", "full", False, False, False, label, name)
    if "cell" in found:
        return Mark(key, found["cell"].get_markersize() ** 2, "cell", "full", False, False, False, label, name)
    dot = found["dot"]
    fill = "hollow" if dot.get_markerfacecolor() == "white" else "full"
    shape = dot.get_marker() if dot.get_marker() != "None" else "_"
    x = float(dot.get_xdata()[0])
    return Mark(key, x, shape, fill, "open low" in found, "open high" in found, "range" in found, label, name)
