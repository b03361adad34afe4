"""Counts at points in time, as dots without a line, with breaks of definition between them."""

import pandas as pd

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, RULE, SOFT, said_in, wrap
from campaigns.charts.scale import Scale, fitting


def points(
    rows, name, *, title, subtitle, note="", breaks=(), left_out=None, sources=None, scale_words="", suffix="", tall=150
):
    """Counts of one metric at points in time, as dots without a line: no course between them is known.

    rows: described rows with period_end. breaks: [(first day, last day, words)] hatched spans in which the definition may
    have changed. tall: points of height.
    """
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value)
    ends = [*rows.value, *rows.low, *rows.high]

    def body(sheet, told):
        first, last = told.period_end.min().year, told.period_end.max().year + 1
        left, right = sheet.left + 56, sheet.right - 96
        days = Scale(pd.Timestamp(first, 1, 1).toordinal(), pd.Timestamp(last, 1, 1).toordinal(), left, right)
        up = fitting(ends, sheet.top + tall, sheet.top + 6, what=(told.metric_id.iloc[0], told.unit.iloc[0]))
        _frame(sheet, days, up, first, last, suffix)
        for start, end, words in breaks:
            _break(sheet, days(start.toordinal()), days(end.toordinal()), up, words)
        for row in told.itertuples():
            _point(sheet, days(row.period_end.toordinal()), up(row.value), row)
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
    most = max(1, -(-(last - first) // 9))
    for year in range(first, last, most):
        x = days(pd.Timestamp(year, 1, 1).toordinal())
        sheet.line([x, x], [up.start, up.start + 4], SOFT, 0.8)
        sheet.put((str(year),), x, up.start + 4, 8, color=SOFT, align="center", gid=f"tick:year:{year}")


def _break(sheet, x0, x1, up, words):
    sheet.rect(x0, up.end, x1 - x0, up.start - up.end, "none", "#c9c2bb", 0.4, "///", gid="break:", zorder=1)
    lines = wrap(said_in(words, sheet.language), x1 - x0 - 6, 9, 600)
    sheet.put(lines, (x0 + x1) / 2, up.end + 6, 9, 600, ACCENT, align="center", over=True)


def _point(sheet, x, y, row):
    after = marks.dot(sheet, x, y, row, size=8 if not marks.row_is_small(row) else None)
    pieces = wrap(f"{row.said} {row.detail}".strip(), sheet.right - after, 8.5, 600)
    sheet.put(
        pieces,
        after,
        y - len(pieces) * 8.5 * LEADING / 2,
        8.5,
        600,
        marks.text_colour(row),
        f"label:{row.figure_id}",
        over=True,
    )
