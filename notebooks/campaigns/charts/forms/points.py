"""Counts at points in time, as dots without a line, with breaks of definition between them."""

import math

import pandas as pd

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, RULE, SOFT
from campaigns.charts.scale import Scale, fitting
from campaigns.charts.text import said_in, text_width
from campaigns.claims import wording

_BAND = "#f7e9df"  # the accent, pale: here what is counted may have changed


def points(
    rows, name, *, title, subtitle, note="", breaks=(), left_out=None, sources=None, scale_words="", suffix="", tall=150
):
    """Counts of one metric at points in time, as dots without a line: no course between them is known.

    rows: described rows with period_end. breaks: [(first day, last day, words)] pale bands in which the definition may
    have changed. tall: points of height.
    """
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value)
    ends = [*rows.value, *rows.low, *rows.high]

    def body(sheet, told):
        first, last = told.period_end.min().year, told.period_end.max().year + 1
        left, right = sheet.left + 56, sheet.right - (30 if sheet.narrow else 96)
        days = Scale(pd.Timestamp(first, 1, 1).toordinal(), pd.Timestamp(last, 1, 1).toordinal(), left, right)
        up = fitting(
            ends,
            sheet.top + tall,
            sheet.top + (32 if sheet.narrow else 18),
            what=(told.metric_id.iloc[0], told.unit.iloc[0]),
        )
        _frame(sheet, days, up, first, last, suffix)
        for start, end, words in breaks:
            _break(sheet, days(start.toordinal()), days(end.toordinal()), up, words)
        before = {start for start, _, _ in breaks}  # their words stand left of the dot, clear of the band
        for row in told.itertuples():
            _point(sheet, days(row.period_end.toordinal()), up(row.value), row, left=row.period_end in before)
        sheet.top += tall + 8 * LEADING + 8

    return make(body, name=name, form=("Dots over time", "时间点图"), rows=rows, title=title, subtitle=subtitle, note=note,
                left_out=left_out, sources=sources, scale=scale_words or "linear from 0; time in days")  # fmt: skip


def _frame(sheet, days, up, first, last, suffix):
    sheet.scales.append(up)
    ticks = up.ticks()
    for value in ticks:
        y = up(value)
        sheet.line([days.start, days.end], [y, y], SOFT if value == 0 else RULE, 0.8 if value == 0 else 0.6, zorder=1)
        words = up.tick_words(value, sheet.language) + (f" {suffix}" if suffix and value == ticks[-1] else "")
        sheet.put((words,), days.start - 5, y - 8 * LEADING / 2, 8, color=SOFT, align="right", gid=f"tick:y:{value:g}")
    most = math.ceil(32 / (days.end - days.start) * (last - first))  # years between two that are named
    for year in range(first, last + 1):
        x, next_x = (days(pd.Timestamp(y, 1, 1).toordinal()) if y <= last else None for y in (year, year + 1))
        sheet.line([x, x], [up.start, up.start + 4], SOFT, 0.8, gid=f"tick:day:{year}-01-01")
        if next_x and (year - first) % most == 0:  # a year's name stands in the middle of its days
            sheet.put((str(year),), (x + next_x) / 2, up.start + 4, 8, color=SOFT, align="center", gid=f"year:{year}")


def _break(sheet, x0, x1, up, words):
    sheet.rect(x0, up.end, x1 - x0, up.start - up.end, _BAND, gid="break:", zorder=0)
    said = said_in(words, sheet.language)
    half = text_width(said, 9, 600) / 2
    middle = min(max((x0 + x1) / 2, sheet.left + half), sheet.right - half)
    sheet.put(
        (said,), middle, up.end - 9 * LEADING - (16 if sheet.narrow else 2), 9, 600, ACCENT, align="center", over=True
    )


def on_day(row, language):
    """The day of a state of things, as the detail of its dot."""
    return wording.period(row, language).removeprefix("as of ").removeprefix("截至")


def _point(sheet, x, y, row, left=False):
    """A dot, right of it (or left) its number and below that its words; on a narrow sheet above it, for the next may be near."""
    after = marks.dot(sheet, x, y, row, size=8 if not marks.row_is_small(row) else None, upright=True)
    colour, gid = marks.text_colour(row), f"label:{row.figure_id}"
    if sheet.narrow:
        half = max(text_width(row.said, 8.5, 600), text_width(row.detail, 8)) / 2
        x, align = min(max(x, sheet.left + half), sheet.right - half), "center"
        top = y - (15 if marks.due(row).sign else 6) - (8.5 + 8 * bool(row.detail)) * LEADING
    else:
        x, align, top = (2 * x - after, "right", y) if left else (after, "left", y)
        top -= 8.5 * LEADING / 2
    tall = sheet.put((row.said,), x, top, 8.5, 600, colour, gid, align, over=True)
    sheet.put((row.detail,), x, top + tall, 8, "normal", SOFT, f"detail:{row.figure_id}", align, over=True)
