"""The chart grammar: a handful of forms, each from rows to a Chart.

claim_dots: labelled claims with their hedges, on one axis or a panel each.
changes: percent changes around zero, by baseline. count_bars: this project's
own counts. matrix: how often two things meet. timeline: spans of time.
table: words and figures in columns.
"""

from dataclasses import dataclass
from functools import wraps

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator

from campaigns.charts import honesty
from campaigns.charts.chart import SHAPES, Chart, source_line, trace
from campaigns.charts.layout import ACCENT, LEADING, REPAIRED, SOFT, Sheet, text_width
from campaigns.claims import wording

_ARROW = 24  # points that an open end reaches beyond its mark
_KEYS = ("unit", "metric_id", "baseline", "figure_id")  # panels by another column are headed by its words
_LEFT, _RIGHT, _GAP = 0.36, 0.25, 10  # shares of the width for names and for labels
_NARROW_RIGHT = 0.38


def _redrawable(form):
    """A form whose charts know how to be drawn again in another layout."""

    @wraps(form)
    def draw(*rows, **words):
        chart = form(*rows, **words)
        chart.again = lambda: draw(*rows, **words)
        return chart

    return draw


def described(claims, say=wording.quantity):
    """The rows of a selection with the words a chart needs: said, name, detail, who, when."""
    rows = claims.rows.copy()
    told = list(rows.itertuples())
    rows["said"] = [say(row) for row in told]
    rows["name"] = [wording.both_names(row.area_en, row.area_zh) for row in told]
    rows["detail"] = [
        f"{wording.both_names(row.campaign_en, row.campaign_zh)}\n{_unbroken(wording.period(row))}" for row in told
    ]
    rows["who"] = [f"{row.area_en}, {row.campaign_en}" for row in told]
    rows["when"] = [wording.period(row) for row in told]
    return rows


@_redrawable
def claim_dots(
    claims, name, *, title, subtitle, note="", scale="linear", panels=None, say=wording.quantity, names=None
):
    """Labelled dots, one per claim, with the hedge as an open end.

    claims: Claims. scale: "linear" (from zero) or "log". panels: None for one axis, or a
    column ("unit", "metric_id", or words of one's own) for one axis each. say, names: functions of a row for the
    label and for (name, detail); names may be the names of two columns. Raises MisleadingChart where the rows do not fit one axis.
    """
    rows = described(claims, say)
    groups = [(None, rows)] if panels is None else list(rows.groupby(panels, sort=False))
    one_each = panels is not None and len(groups) == len(rows)
    if names or one_each:
        names = names or _metric_names(rows)
        told = rows[list(names)].to_numpy().tolist() if isinstance(names, tuple) else map(names, rows.itertuples())
        rows[["name", "detail"]] = list(told)
        groups = [(None, rows)] if panels is None else list(rows.groupby(panels, sort=False))
    for _, group in groups:
        honesty.one_unit(group)
        honesty.one_baseline(group)
        honesty.spread_fits([*group.value, *group.low, *group.high], scale)
    sheet = _headed(title, subtitle, rows)
    for _, group, drawn in _drawn(sheet, groups):
        heading = _panel_heading(group, panels) if panels and not one_each else None
        _dot_panel(sheet, drawn, heading, _Axis.of(group, scale))
    words = f"{scale}, {wording.listed(dict.fromkeys(wording.unit_terms(u) for u in rows.unit))}"
    return _footed(sheet, name, "Dot chart", title, subtitle, rows, claims.left_out, note, words)


@_redrawable
def changes(claims, name, *, title, subtitle, note=""):
    """Percent changes left and right of zero, a panel for each baseline, one scale for all.

    claims: Claims of kind change only. Raises MisleadingChart for anything else.
    """
    rows = described(claims)
    if set(rows.kind) != {"change"}:
        raise honesty.MisleadingChart("only percent changes go on this axis: select them with kind='change'")
    rows["name"] = [wording.both_names(row.metric_en, row.metric_zh) for row in rows.itertuples()]
    rows["detail"] = [f"{row.area_en}\u00a0· {row.campaign_en}\n{_unbroken(row.when)}" for row in rows.itertuples()]
    rows["who"] = [f"{row.metric_en}, {row.area_en}, {row.campaign_en}" for row in rows.itertuples()]
    sheet = _headed(title, subtitle, rows)
    reach = float(np.nanmax(np.abs(rows[["value", "low", "high"]].to_numpy(float))))
    for baseline, _, drawn in _drawn(sheet, list(rows.groupby("baseline", sort=False))):
        heading = wording.BASELINE_WORDS[baseline]
        _dot_panel(sheet, drawn, heading[0].upper() + heading[1:], _Axis.around_zero(reach))
    return _footed(
        sheet, name, "Diverging dot chart", title, subtitle, rows, claims.left_out, note, "linear, percent change"
    )


def _drawn(sheet, groups):
    """(key, rows of the panel, those of them that this sheet draws) of each panel on it; parts keep the order of panels."""
    here = sheet.part(pd.concat([group for _, group in groups]).index)
    for key, group in groups:
        drawn = group[group.index.isin(here)]
        if len(drawn):
            yield key, group, drawn


def _unbroken(words):
    """Words that stay on one line."""
    return words.replace(" ", "\u00a0")


def _metric_names(rows):
    """Names for panels of one row each: the metric, then what differs between the rows."""
    places, drives, times = rows.area_id.nunique() > 1, rows.campaign_id.nunique() > 1, rows.when.nunique() > 1

    def names(row):
        parts = [row.area_en] * places + [row.campaign_en] * drives + [_unbroken(row.when)] * times
        return wording.both_names(row.metric_en, row.metric_zh), "\u00a0· ".join(parts)

    return names


def _panel_heading(group, panels):
    first = group.iloc[0]
    if panels not in _KEYS:
        words, unit = first[panels], wording.unit_terms(first.unit)
        return words if unit in words else f"{words}, in {unit}"
    name = wording.both_names(first.metric_en, first.metric_zh) if group.metric_id.nunique() == 1 else ""
    unit = wording.unit_terms(first.unit)
    return f"{name}, in {unit}" if name else f"In {unit}"


@dataclass(frozen=True)
class _Axis:
    """Limits, ticks and words of a value axis."""

    low: float
    high: float
    scale: str
    ticks: tuple
    zero_line: bool = False

    @classmethod
    def of(cls, rows, scale):
        ends = rows[["value", "low", "high"]].to_numpy(float)
        smallest, largest = float(np.nanmin(ends)), float(np.nanmax(ends))
        if scale == "log":
            low, high = 10 ** np.floor(np.log10(smallest) - 0.15), 10 ** np.ceil(np.log10(largest) + 0.3)
            powers = LogLocator(numticks=4).tick_values(low, high)
            return cls(low, high, scale, tuple(t for t in powers if low <= t <= high))
        if rows.unit.iloc[0] == "percent" and largest <= 100:
            return cls(0, 100, scale, (0, 25, 50, 75, 100))
        ticks = MaxNLocator(nbins=3, steps=[1, 2, 2.5, 5, 10], integer=largest < 10).tick_values(0, largest * 1.05)
        return cls(0, max(ticks[-1], largest * 1.05), scale, tuple(t for t in ticks if t >= 0))

    @classmethod
    def around_zero(cls, reach):
        ticks = MaxNLocator(nbins=4, symmetric=True, steps=[1, 2, 2.5, 5, 10]).tick_values(-reach, reach)
        return cls(ticks[0], ticks[-1], "linear", tuple(ticks), zero_line=True)

    def apply(self, axes):
        axes.set_xscale(self.scale)
        axes.set_xlim(self.low, self.high)
        axes.set_xticks(self.ticks)
        axes.minorticks_off()
        axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: wording.number(float(f"{v:.6g}"))))
        if self.zero_line:
            axes.axvline(0, color=SOFT, linewidth=0.8)
        self._keep_on_sheet(axes)

    def _keep_on_sheet(self, axes):
        """Let the words of a tick at the sheet's edge begin or end at the tick, where centred they would run off."""
        sheet = axes.figure.get_figwidth() * 72
        for tick, label in zip(self.ticks, axes.get_xticklabels(), strict=True):
            place = axes.figure.transFigure.inverted().transform(axes.transData.transform((tick, 0)))[0] * sheet
            half = text_width(wording.number(tick), label.get_fontsize()) / 2
            label.set_horizontalalignment("left" if place < half else "right" if place + half > sheet else "center")


def _headed(title, subtitle, rows):
    """A sheet with title, subtitle and the legend of the marks that occur."""
    sheet = _titled(title, subtitle)
    x, y = 5.0, sheet.top + 6
    for look, words in ((look, sheet.term(words)) for look, words in _legend(rows)):
        arrow = look.get("arrow", 0)
        before, after = 18 * (arrow in (-1, 2)), 12 * (arrow in (1, 2))
        width = before + after + 14 + text_width(words, 8)
        if x + width > sheet.width:
            x, y = 5.0, y + 13
        _legend_mark(sheet, x + before, y, look)
        sheet.put((words,), x + before + after + 14, y - 5.4, size=8, color=SOFT)
        x += width + 20
    sheet.top = y + 12
    return sheet


def _legend(rows):
    """(look, words) of the marks that occur in the rows."""
    found = [(dict(shape=SHAPES[c], fill="full"), wording.CLAIM_WORDS[c]) for c in SHAPES if (rows.claim == c).any()]
    sure = rows[rows.reading != "uncertain"]
    if (sure.high.isna() & sure.low.notna()).any():
        found.append((dict(shape="o", fill="full", arrow=1), "lower bound, open above"))
    if (sure.low.isna() & sure.high.notna()).any():
        found.append((dict(shape="o", fill="full", arrow=-1), "upper bound, open below"))
    if (sure.low.isna() & sure.high.isna()).any():
        found.append((dict(shape="o", fill="full", arrow=2), "about, open at both ends"))
    if (rows.reading == "repaired").any():
        found.append((dict(shape="o", fill="hollow"), "repaired reading"))
    if (rows.reading == "uncertain").any():
        found.append((dict(shape="o", fill="hollow", dashed=True), "uncertain: range of readings"))
    return found


def _look(fill):
    face = ACCENT if fill == "full" else "white"
    return dict(
        markersize=6.5,
        markerfacecolor=face,
        markeredgecolor=ACCENT if fill == "full" else REPAIRED,
        markeredgewidth=1.4,
    )


def _legend_mark(sheet, x, y, look):
    if look.get("dashed"):
        sheet.line([x - 5, x + 9], [y, y], color=REPAIRED, linestyle=(0, (2, 1.5)), linewidth=1.4)
        x += 2
    sheet.marker(x, y, marker=look["shape"], **_look(look["fill"]))
    for side in {1: (1,), -1: (-1,), 2: (-1, 1)}.get(look.get("arrow"), ()):
        sheet.line([x + 4 * side, x + 14 * side], [y, y], color=ACCENT, linewidth=1.4)
        sheet.marker(x + 15 * side, y, marker=">" if side > 0 else "<", markersize=4.5, color=ACCENT, markeredgewidth=0)


def _dot_panel(sheet, rows, heading, axis):
    """One axis with its rows: names on the left, marks in the middle, labels on the right."""
    if heading:
        sheet.text(heading, size=9, weight=600, gap=2)
    left, right = sheet.width * _LEFT, sheet.width * (_NARROW_RIGHT if sheet.narrow else _RIGHT)
    x0, width = left + _GAP, sheet.width - left - right - 2 * _GAP
    if sheet.narrow:
        left, x0, width = sheet.width, _GAP, sheet.width - right - 2 * _GAP
    top, y, centres = sheet.top, 6.0, []
    for row in rows.itertuples():
        name = sheet.wrap(row.name, left, 9, 600)
        detail = sheet.wrap(row.detail, left, 8) if row.detail else ()
        said = sheet.wrap(row.said, right, 9)
        named, labelled = (len(name) * 9 + len(detail) * 8) * LEADING, len(said) * 9 * LEADING
        height = max(named, labelled)
        below = top + y + len(name) * 9 * LEADING
        sheet.put(name, 0, top + y, 9, 600, gid=f"name:{row.figure_id}", over=sheet.narrow)
        sheet.put(detail, 0, below, 8, color=SOFT, gid=f"detail:{row.figure_id}", over=sheet.narrow)
        if sheet.narrow:  # the mark stands below its name, where the axis has the room
            y, height = y + named + 3, max(12, labelled)
        sheet.put(
            said, x0 + width + _GAP, top + y + height / 2 - len(said) * 9 * LEADING / 2, 9, gid=f"label:{row.figure_id}"
        )
        centres.append(y + height / 2)
        y += height + 8
    sheet.axes(x0, top, width, y, lambda axes: _draw_dots(axes, rows, centres, y, axis))
    sheet.top = top + y + 20


def _draw_dots(axes, rows, centres, height, axis):
    axis.apply(axes)
    axes.set_ylim(height, 0)
    axes.tick_params(axis="y", left=False, labelleft=False)
    room = _ARROW / (axes.get_position().width * axes.figure.get_figwidth() * 72)
    _make_room(axes, rows, axis, room)
    for row, y in zip(rows.itertuples(), centres, strict=True):
        form = honesty.expected_form(row)
        if axis.zero_line:
            axes.plot([0, row.value], [y, y], color=ACCENT, linewidth=1.4, zorder=2)
        if form["range"]:
            dashes = dict(color=REPAIRED, linestyle=(0, (2, 1.5)), linewidth=1.6, zorder=2)
            axes.plot([row.low, row.high], [y, y], gid=f"range:{row.figure_id}", **dashes)
        for end, side in (("low", -1), ("high", 1)):
            if form[end]:
                _open_end(axes, row, y, end, side)
        axes.plot(
            [row.value],
            [y],
            marker=SHAPES[row.claim],
            gid=f"dot:{row.figure_id}",
            zorder=3,
            clip_on=False,
            **_look(form["fill"]),
        )


def _make_room(axes, rows, axis, room):
    """Widen the axis where an open end would leave it."""
    ends = rows[["value", "low", "high"]].to_numpy(float)
    to = np.log10 if axis.scale == "log" else float
    back = (lambda v: 10**v) if axis.scale == "log" else float
    low, high = to(axis.low), to(axis.high)
    sure = rows[rows.reading != "uncertain"]
    if sure.high.isna().any() and (high - to(np.nanmax(ends))) < room * (high - low):
        axes.set_xlim(right=back(low + (to(np.nanmax(ends)) - low) / (1 - room)))
    if axis.zero_line and sure.low.isna().any() and (to(np.nanmin(ends)) - low) < room * (high - low):
        axes.set_xlim(left=back(high - (high - to(np.nanmin(ends))) / (1 - room)))


def _open_end(axes, row, y, end, side):
    """An arrow of fixed length from the mark towards the side that the hedge leaves open."""
    arrow = dict(arrowstyle="<|-", color=ACCENT, linewidth=1.4, shrinkA=0, shrinkB=0, mutation_scale=7)
    reach = dict(xytext=(side * _ARROW, 0), textcoords="offset points", annotation_clip=False)
    axes.annotate("", (row.value, y), arrowprops=arrow, gid=f"open {end}:{row.figure_id}", **reach)


@_redrawable
def count_bars(counts, name, *, title, subtitle, sources, note="", scale="linear"):
    """Bars from zero for this project's own counts (how many rows, numerals, reports), which have no hedge.

    counts: DataFrame with columns key, label, count, and optionally detail.
    """
    honesty.bars_from_zero(scale)
    rows = _own_rows(counts.key, counts.label, [f"{n:,}" for n in counts["count"]])
    rows["value"], rows["detail"] = counts["count"].to_numpy(float), counts.get("detail", "")
    sheet = _titled(title, subtitle)
    left, right = sheet.width * _LEFT, 40
    x0, width, top, y, centres = left + _GAP, sheet.width - left - right - 2 * _GAP, sheet.top, 4.0, []
    drawn = sheet.part(rows)
    for row in drawn.itertuples():
        lines, detail = sheet.wrap(row.who, left, 9, 600), sheet.wrap(row.detail, left, 8) if row.detail else ()
        height = (len(lines) * 9 + len(detail) * 8) * LEADING
        sheet.put(lines, 0, top + y, 9, 600)
        sheet.put(detail, 0, top + y + len(lines) * 9 * LEADING, 8, color=SOFT)
        label_y = top + y + height / 2 - 9 * LEADING / 2
        sheet.put((row.said,), x0 + width * row.value / rows.value.max() + 5, label_y, 9, gid=f"label:{row.figure_id}")
        centres.append(y + height / 2)
        y += height + 5
    sheet.axes(x0, top, width, y, lambda axes: _draw_bars(axes, drawn, rows.value.max(), centres, y))
    sheet.top = top + y + 4
    scale_words = "linear from 0, bars"
    return _footed(sheet, name, "Bar chart", title, subtitle, rows, _none_left_out(), note, scale_words, sources, "")


def _draw_bars(axes, rows, largest, centres, height):
    _bare(axes, (0, largest), (height, 0))
    axes.axvline(0, color=SOFT, linewidth=0.8)
    for row, y in zip(rows.itertuples(), centres, strict=True):
        axes.barh(y, row.value, height=9, color=ACCENT)[0].set_gid(f"bar:{row.figure_id}")


@_redrawable
def matrix(cells, name, *, title, subtitle, sources, note=""):
    """Dots whose area and number say how often a row and a column meet.

    cells: DataFrame with columns row, column, count (and detail, said in the alt text), in the order to draw.
    """
    ups, downs = list(dict.fromkeys(cells["column"])), list(dict.fromkeys(cells["row"]))
    rows = _own_rows(
        cells["row"] + " × " + cells["column"], cells["row"] + " × " + cells["column"], cells["count"].map(str)
    )
    rows["value"] = cells["count"].to_numpy(float)
    sheet = _titled(title, subtitle)
    left = sheet.width * 0.3
    step = (sheet.width - left - 8) / len(ups)
    # Points of a count of one: the largest dot keeps to its row, and on a narrow sheet a number has its place beside it.
    dot = min(7, (min(26, step - 7) if sheet.narrow else 26) / rows.value.max() ** 0.5)
    deepest = max(text_width(column, 8.5) for column in ups)
    for n, column in enumerate(ups):
        sheet.upright(column, left + (n + 0.5) * step - 4, sheet.top + deepest, 8.5, SOFT)
    y, centres = sheet.top + deepest + 4, {}
    for row in sheet.part(downs):
        lines = sheet.wrap(row, left - 8, 9)
        height = max(24, len(lines) * 9 * LEADING + 8)
        centres[row] = y + height / 2
        sheet.line([left, sheet.width], [centres[row]] * 2, color="#e3e3e3", linewidth=0.6, zorder=0)
        sheet.put(lines, 0, centres[row] - len(lines) * 9 * LEADING / 2, 9)
        y += height
    for key, row, column, count in zip(rows.figure_id, cells["row"], cells["column"], cells["count"], strict=True):
        if row not in centres:
            continue
        x, size = left + (ups.index(column) + 0.5) * step - 4, dot * count**0.5
        sheet.marker(x, centres[row], marker="o", markersize=size, color=ACCENT, gid=f"cell:{key}")
        sheet.put((str(count),), x + size / 2 + 2, centres[row] - 8 * LEADING / 2, 8, gid=f"label:{key}")
    sheet.top = y + 6
    return _footed(
        sheet, name, "Dot matrix", title, subtitle, rows, _none_left_out(), note, "counts, dot area", sources, ""
    )


@_redrawable
def timeline(spans, name, *, title, subtitle, sources, left_out, note=""):
    """Spans of time, drawn through where the dates are stated and dashed where they are inferred.

    spans: DataFrame with columns key, label, detail, start, end (NaT = not known), basis, in the order to draw.
    left_out: DataFrame figure_id, reason.
    """
    said = [
        wording.day(s) if pd.isna(e) else f"{wording.day(s)} – {wording.day(e)}"
        for s, e in zip(spans.start, spans.end, strict=True)
    ]
    rows = _own_rows(
        spans.key, spans.label, [f"{words} ({basis})" for words, basis in zip(said, spans.basis, strict=True)]
    )
    rows["value"] = [float(s.toordinal()) for s in spans.start]
    sheet = _titled(title, subtitle)
    left = sheet.width * _LEFT
    x0, width, top, y, centres = left + _GAP, sheet.width - left - _GAP - 12, sheet.top, 4.0, []
    for row, detail in zip(sheet.part(rows).itertuples(), sheet.part(spans).detail, strict=True):
        lines, more = (
            sheet.wrap(row.who, left, 9, 600),
            (*sheet.wrap(row.said, left, 8), *(sheet.wrap(detail, left, 8) if detail else ())),
        )
        sheet.put(lines, 0, top + y, 9, 600)
        sheet.put(more, 0, top + y + len(lines) * 9 * LEADING, 8, color=SOFT, gid=f"label:{row.figure_id}")
        height = (len(lines) * 9 + len(more) * 8) * LEADING
        centres.append(y + height / 2)
        y += height + 6
    sheet.axes(x0, top, width, y, lambda axes: _draw_spans(axes, spans, sheet.part(spans), centres, y))
    sheet.top = top + y + 20
    how = "Dashed where the dates are inferred; an open end has no last day."
    return _footed(sheet, name, "Timeline", title, subtitle, rows, left_out, note, "years", sources, how)


def _draw_spans(axes, spans, drawn, centres, height):
    first, last = spans.start.min().year, max(spans.start.max(), spans.end.max()).year + 1
    axes.set_xlim(pd.Timestamp(first, 1, 1).toordinal(), pd.Timestamp(last, 1, 1).toordinal())
    years = range(first, last + 1, max(1, (last - first) // 7 + 1))
    axes.set_xticks([pd.Timestamp(year, 1, 1).toordinal() for year in years], [str(year) for year in years])
    axes.set_ylim(height, 0)
    axes.tick_params(axis="y", left=False, labelleft=False)
    for span, y in zip(drawn.itertuples(), centres, strict=True):
        start = span.start.toordinal()
        end = axes.get_xlim()[1] if pd.isna(span.end) else span.end.toordinal()
        color, dash = (ACCENT, "-") if span.basis == "stated" else (REPAIRED, (0, (2, 1.2)))
        axes.plot([start, end], [y, y], color=color, linestyle=dash, linewidth=2.4, solid_capstyle="butt")
        face = color if span.basis == "stated" else "white"
        axes.plot(
            [start],
            [y],
            marker="o",
            markersize=6,
            color=color,
            markerfacecolor=face,
            gid=f"dot:{span.key}",
            clip_on=False,
        )


@_redrawable
def table(words, name, *, title, subtitle, sources, widths, note="", left_out=None):
    """A small table as a chart, for a report that has no room for a picture.

    words: DataFrame of text with a column ``key`` and the columns to show. widths: their shares of the width.
    """
    shown = [column for column in words if column != "key"]
    said = [" | ".join(row) for row in words[shown].itertuples(index=False)]
    rows = _own_rows(words.key, words[shown[0]], said)
    rows["value"] = np.arange(len(rows), dtype=float)
    sheet = _titled(title, subtitle)
    starts = np.cumsum([0, *widths[:-1]]) * sheet.width / sum(widths)
    room = np.array(widths) * sheet.width / sum(widths) - 8
    _table_line(sheet, shown, starts, room, 600, SOFT, None)
    drawn = sheet.part(words)
    for row, key in zip(drawn[shown].itertuples(index=False), drawn.key, strict=True):
        sheet.line([0, sheet.width], [sheet.top, sheet.top], color="#8a8a8a", linewidth=0.5, gid=f"dot:{key}")
        _table_line(sheet, row, starts, room, "normal", "#1a1a1a", key)
    left_out = _none_left_out() if left_out is None else left_out
    return _footed(sheet, name, "Table", title, subtitle, rows, left_out, note, "none, a table", sources, "")


def _table_line(sheet, cells, starts, room, weight, color, key):
    weights = [600, *[weight] * (len(cells) - 1)]  # the first column names the row
    lines = [sheet.wrap(str(cell), width, 8.5, w) for cell, width, w in zip(cells, room, weights, strict=True)]
    for cell, x, w in zip(lines, starts, weights, strict=True):
        sheet.put(cell, x, sheet.top + 3, 8.5, w, color, key and f"label:{key}")
    sheet.top += max(map(len, lines)) * 8.5 * LEADING + 6


def _own_rows(keys, names, said):
    """Rows of this project's own making in the columns a Chart needs; there is no hedge to lose."""
    words = {"figure_id": list(keys), "who": list(names), "when": "", "said": list(said), "printed": ""}
    return pd.DataFrame(words)


def _none_left_out():
    return pd.DataFrame({"figure_id": [], "reason": []}, dtype=str)


def _bare(axes, xlim, ylim):
    """An axes without scale: the labels carry the numbers."""
    axes.set_xlim(xlim)
    axes.set_ylim(ylim)
    axes.grid(False)
    axes.spines.bottom.set_visible(False)
    axes.tick_params(left=False, labelleft=False, bottom=False, labelbottom=False)


def _titled(title, subtitle):
    sheet = Sheet()
    if not sheet.layout.framed:
        return sheet
    sheet.text(title, size=12.5, weight=600, gap=2)
    sheet.text(subtitle, size=9, color=SOFT, gap=5)
    return sheet


CLAIMS_NOT_MEASUREMENTS = "Claims by the named bodies, not measurements."


def _footed(sheet, name, form, title, subtitle, rows, left_out, note, scale, sources=None, how=None):
    """Note, how to read, sources, chart id; then the Chart."""
    sources = source_line(rows) if sources is None else sources
    honesty.said_with_source(title, subtitle, sources)
    honesty.has_glyphs(title, subtitle, note)
    if how is None:
        star = " * Period inferred." if rows.when.str.contains("*", regex=False).any() else ""
        how = CLAIMS_NOT_MEASUREMENTS + star
    sheet.top += 2
    footer = (f"Note: {note}" if note else "", how, f"Sources: {sources}") if sheet.layout.framed else ()
    for words in (*footer, trace(name, rows)):
        if words:
            sheet.text(words, size=8, color=SOFT, gap=2)
    return Chart(name, form, title, subtitle, rows, left_out, sources, note, scale, sheet, how)
