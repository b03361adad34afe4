"""The rules that keep a chart from lying and from showing nothing, as errors that say what to do instead.

The first part looks at rows before they are drawn, the second at what was laid on the sheet. What was drawn is tested
once more by tests that read finished SVGs and share no code with this module.
"""

import re

import matplotlib.colors
import numpy as np

from campaigns.charts import fonts, marks
from campaigns.charts.layout import ACCENT, EDGE
from campaigns.claims.wording import counted, number

SMALLEST_TEXT = 8
TEXT_CONTRAST = 4.5
TALLEST, AT_WIDTH = 23 / 2.54, 16 / 2.54  # inches
#: What counts as the mark of a row; the signs beside a mark are not.
MARKS = ("dot", "bar", "column", "range", "interval", "unit", "area", "cell", "span", "possible",
         *(s for s in marks.ORDER if s not in ("repaired", "small", "inferred")))  # fmt: skip
_BODIES = ("dot", "bar", "column", "range", "interval", "unit", "area", "cell", "span")


class MisleadingChart(ValueError):
    """The chart asked for would say what its rows do not, or would show nothing."""


# ---- rows, before they are drawn ----


class TallChart(MisleadingChart):
    """A chart is higher than a page at its width."""


def one_unit(rows, axis="an axis"):
    """People never with person-times, visits never with households, levels never with changes."""
    units = sorted(set(rows.unit))
    if len(units) > 1:
        each = "\n".join(f'  .only(unit="{unit}")  # {counted((rows.unit == unit).sum(), "row")}' for unit in units)
        raise MisleadingChart(f"{', '.join(units)} cannot share {axis}: give each its own chart, or keep one\n{each}")
    if "kind" in rows and rows.kind.nunique() > 1:
        raise MisleadingChart(f"{', '.join(sorted(set(rows.kind)))} cannot share {axis}: draw levels and changes apart")


def one_baseline(rows):
    """Year-on-year changes never stand in one lane with those against another baseline."""
    baselines = sorted(set(rows.baseline))
    if len(baselines) > 1:
        raise MisleadingChart(f"{' and '.join(baselines)} cannot share a lane: make a lane for each baseline")


def two_marks_or_a_whole(values, whole=None):
    """A position shows something only beside another or against a whole: no lone dot on an axis fitted to it."""
    if whole is None and len(list(values)) < 2:
        raise MisleadingChart(
            "a single mark on an axis of its own shows nothing: set it against its whole, or say it in a sentence"
        )


def spread_fits(values, log):
    """On a linear scale no mark may vanish: the smallest of a hundredfold spread would."""
    values = np.abs([float(v) for v in values if v == v and v])
    if not log and len(values) and values.max() > 1000 * values.min():
        raise MisleadingChart(
            f"the values spread {values.max() / values.min():,.0f}-fold: use log=True, or say the smallest in words"
        )


def bars_from_zero(scale):
    """A bar's length is its value, so it starts at zero, which a log scale has not."""
    if scale.log or not scale.low <= 0 <= scale.high:
        raise MisleadingChart("a bar starts at zero: use a linear scale that holds it, or a strip of dots")


def within_limit(rows, limit):
    """Nothing stands beyond a natural limit such as 100 percent or all households."""
    for row in rows.itertuples():
        for value in marks.known(row):
            if value > limit:
                raise MisleadingChart(
                    f"{row.figure_id} is {value:g}, beyond the natural limit {limit:g}: "
                    "draw it without limit, or mend the row"
                )


def unranked(rows):
    """Where what is counted differs, the order must not be one by value; order by place, time or name."""
    values = [v for v in rows.value if v == v]
    if len(values) > 3 and (values == sorted(values) or values == sorted(values, reverse=True)):
        raise MisleadingChart("the rows stand by value although what they count differs: sort by place, period or name")


def certain_units(rows, bounds=False):
    """An amount with several readings is no number of units; nor is one with two bounds, unless a form draws both."""
    allowed = ("dot", "interval") if bounds else ("dot",)
    doubtful = [row.figure_id for row in rows.itertuples() if marks.due(row).body not in allowed]
    if doubtful:
        raise MisleadingChart(f"{', '.join(doubtful)} have no one number of units: use bars or a strip")


# ---- what was laid on the sheet ----


def hold(chart, claims=True):
    """Hold a Chart against every rule that looks at what was laid; raises MisleadingChart."""
    said_with_source(chart)
    has_glyphs(chart.title, chart.subtitle, chart.note)
    if chart.sheet.layout.part == (1, 1):
        nothing_dropped(chart)
    if claims:
        hedges_survive(chart)
        certain_title(chart)
    one_scale(chart.sheet)
    legible(chart)
    one_page(chart)


def said_with_source(chart):
    """No chart without a finding, a subtitle and a source."""
    for what, text in (("title", chart.title), ("subtitle", chart.subtitle), ("source", chart.sources.strip("."))):
        if not text or not text.strip():
            raise MisleadingChart(
                f"{chart.name} has no {what}: say {'the finding' if what == 'title' else 'it'} in {what}=..."
            )


def has_glyphs(*texts):
    """What the author of a chart writes can be drawn; a cell of the data is spelled out instead."""
    for text in texts:
        missing = fonts.undrawable(text)
        if missing:
            raise MisleadingChart(f"{text!r} holds {' '.join(missing)}, which no font of the charts has: reword it")


def nothing_dropped(chart):
    """Every row is drawn; rows to leave out are listed with a reason first."""
    drawn = chart.sheet.drawn()
    lost = [key for key in chart.rows.figure_id if not drawn.get(key, {}).keys() & {*_BODIES, "label"}]
    if lost:
        raise MisleadingChart(f"{', '.join(lost)} would be dropped in silence: use leave_out('reason', figure_id=...)")


def hedges_survive(chart):
    """Every drawn mark carries the sign of its row's hedge and of its doubt."""
    drawn = chart.sheet.drawn()
    for row in chart.rows.itertuples():
        kinds = drawn.get(row.figure_id, {}).keys() & set(MARKS)
        if not kinds or not hasattr(row, "low"):
            continue
        form = marks.due(row)
        wanted = {form.sign} - {""} | ({form.body} if form.body != "dot" else set())
        lost = wanted - kinds
        if lost:
            raise MisleadingChart(
                f"{row.figure_id} is {row.qualifier} and {row.reading}: its mark lacks {', '.join(sorted(lost))}; "
                f"draw it through campaigns.charts.marks"
            )


def certain_title(chart):
    """No title asserts one reading of a row that has several; a title that asks, or gives both, may name them."""
    if "reading" not in chart.rows or "?" in chart.title:
        return
    for row in chart.rows[chart.rows.reading == "uncertain"].itertuples():
        readings = {number(value) for value in marks.known(row)}
        named = [w for w in readings if re.search(rf"(?<![\d.,]){re.escape(w)}(?![\d.,]*\d)", chart.title)]
        if len(named) == 1:
            raise MisleadingChart(
                f"the title says {named[0]}, one of several readings of {row.figure_id}: ask, or give both readings"
            )


def one_scale(sheet):
    """One metric and unit has one scale in a chart: a larger number never stands left of a smaller one."""
    seen = {}
    for scale in sheet.scales:
        if not scale.what:
            continue
        kept = seen.setdefault(scale.what, scale)
        if (kept.low, kept.high, kept.log) != (scale.low, scale.high, scale.log):
            raise MisleadingChart(f"{' in '.join(scale.what)} stands on two scales: draw all on one, in lanes")


def one_page(chart):
    """No chart is taller than a page at its width."""
    layout = chart.sheet.layout
    limit = TALLEST * max(1, layout.width / AT_WIDTH)
    if layout.part == (1, 1) and layout.height is None and chart.sheet.height > limit:
        raise TallChart(
            f"{chart.name} is {chart.sheet.height * 2.54:.1f} cm high, more than a page: "
            "fewer labelled rows, or two charts"
        )


def legible(chart):
    """Text is large and dark enough, on the sheet, and free of other text and of marks."""
    sheet, height = chart.sheet, (chart.sheet.top + EDGE)
    texts = [ink for ink in sheet.ink if ink.kind == "text"]
    text_size(chart, sheet.layout.width, SMALLEST_TEXT)
    for ink in texts:
        if contrast(ink.color, ink.ground) < TEXT_CONTRAST:
            raise MisleadingChart(
                f"{ink.words!r} has too little contrast ({contrast(ink.color, ink.ground):.1f}:1): darken it"
            )
        x0, y0, x1, y1 = ink.box
        if x0 < EDGE - 1 or y0 < -1 or x1 > sheet.full_width + 1 or y1 > height + 1:
            raise MisleadingChart(f"{ink.words!r} runs off the page: shorten or wrap it")
    words_apart(chart, texts)
    words_clear(chart, texts)


def words_apart(chart, texts):
    """No words lie on other words."""
    edges = _edges(texts)
    for n, ink in enumerate(texts):
        for other in np.flatnonzero(_hit(edges[n + 1 :], edges[n])):
            words = texts[n + 1 + other].words
            raise MisleadingChart(f"{chart.name}: {ink.words!r} and {words!r} lie on each other: shorten one")


def words_clear(chart, texts):
    """No dot, sign, line or surface crosses the box of words.

    Words may stand on a surface of the colour that they are written for, and hide a grid line or a line of reference,
    but no part of the ground that marks stand on.
    """
    edges = _edges(texts)
    for mark in chart.sheet.ink:
        reached = edges - _SLACK + _PAD if mark.gid == "ground:" else edges
        for part in mark.parts if mark.kind != "text" else ():
            for n in np.flatnonzero(_hit(reached, part)):
                if not _meant(mark, part, texts[n], edges[n]):
                    what = mark.gid or mark.kind
                    raise MisleadingChart(f"{chart.name}: the {what} crosses the words {texts[n].words!r}: move one")


_SLACK = np.array([0.5, 0.8, -0.5, -0.8])  # points by which the box of words is larger than their ink
_PAD = np.array([-1, -1, 1, 1])  # and by which their white ground is, where they hide what is behind them


def _edges(texts):
    return np.array([ink.box for ink in texts]).reshape(-1, 4) + _SLACK


def _hit(edges, box):
    x0, y0, x1, y1 = box
    return (edges[:, 0] < x1) & (edges[:, 2] > x0) & (edges[:, 1] < y1) & (edges[:, 3] > y0)


def _meant(mark, part, words, edges):
    if mark.kind == "line" and words.over and (mark.gid == "reference:" or not mark.gid and mark.color != ACCENT):
        return True
    holds = part[0] <= edges[0] and part[1] <= edges[1] and part[2] >= edges[2] and part[3] >= edges[3]
    return mark.kind in ("rect", "polygon") and mark.color == words.ground and holds


def text_size(chart, width, smallest):
    """No text of a chart is smaller than ``smallest`` points where a medium shows it ``width`` inches wide."""
    factor = width / chart.sheet.layout.width
    for ink in chart.sheet.ink:
        if ink.kind == "text" and ink.size * factor < smallest - 0.01:
            raise MisleadingChart(
                f"{chart.name}: {ink.words!r} is set in {ink.size * factor:.3g} pt: use {smallest} pt or more"
            )


def contrast(color, background="white"):
    """Contrast ratio of two colours (WCAG 2)."""
    light, dark = sorted((_luminance(color), _luminance(background)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color):
    rgb = np.array(matplotlib.colors.to_rgb(color))
    linear = np.where(rgb <= 0.03928, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
