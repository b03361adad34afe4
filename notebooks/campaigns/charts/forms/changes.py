"""Percent changes around no change: each a line from zero to its dot."""

import math

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, SOFT
from campaigns.charts.scale import Scale, fitting
from campaigns.charts.text import wrap

__all__ = ["changes"]


def changes(rows, name, *, lane, **said):
    """Each change as a line from zero to its dot, on one frame for all lanes; words of a fall stand right of zero.

    rows: described rows of kind change, in the order to draw; a lane (column of words or pairs) holds one baseline.
    said: as for make(). Raises MisleadingChart for other kinds of rows, mixed units or baselines, a lone change.
    """
    only_changes(rows)
    for _, held in rows.groupby(lane, sort=False):
        honesty.one_baseline(held)
    honesty.two_marks_or_a_whole(rows.value)

    def body(sheet, told):
        scale = _frame(sheet, marks.ends(rows))
        first = sheet.top
        for heading, held in sheet.part(told).groupby(lane, sort=False):
            clear = scale(0) - sheet.left - 8  # of the line of no change, where falls leave the room
            room = clear if clear > sheet.width / 3 else sheet.width
            lines, gid = wrap(sheet.say(heading), room, 9, 600), f"lane:{sheet.top:.0f}"
            sheet.top += sheet.put(lines, sheet.left, sheet.top, 9, 600, SOFT, gid, over=True) + 3
            for row in held.itertuples():
                _change(sheet, scale, row)
            sheet.top += 5
        sheet.axis(scale, first, sheet.top)
        sheet.top += 8 * LEADING + 6

    form, scale = ("Diverging dots", "变化点图"), "linear, percent change"
    return make(body, name=name, form=form, rows=rows, scale=scale, **said)


def only_changes(rows):
    """Refuse rows that are no changes, or of more than one unit, with MisleadingChart."""
    if set(rows.kind) != {"change"}:
        raise honesty.MisleadingChart("only percent changes go on this axis: select them with kind='change'")
    honesty.one_unit(rows)


def _frame(sheet, ends):
    """One frame from tick to tick around the greatest fall and the greatest rise, with room for words right of it."""
    tried = fitting(ends, 0, 1)
    step = tried.ticks()[1] - tried.ticks()[0]
    low, high = math.floor(tried.low / step) * step, math.ceil(tried.high / step) * step
    start = sheet.left + 14
    end = sheet.right - 14 if sheet.narrow else start + sheet.width * 0.56
    return Scale(low, high, start, end, ("change", "percent"), percent=True, signed=True)


def _change(sheet, scale, row):
    """A line from zero to the dot; its words right of both, on a narrow sheet above and below."""
    zero, x = scale(0), scale(row.value if row.value == row.value else row.low)
    furthest = scale(row.high) if row.high == row.high else x
    left = sheet.left if sheet.narrow else max(zero, x, furthest) + 10
    names, detail = wrap(f"{row.said}  {row.name}", sheet.right - left, 9, 600), wrap(row.detail, sheet.right - left, 8)
    height = (len(names) * 9 + len(detail) * 8) * LEADING
    y = sheet.top + (len(names) * 9 * LEADING + 5 if sheet.narrow else max(height, 14) / 2)
    sheet.line([zero, x], [y, y], marks.colour(row), 2.4, zorder=3)
    marks.dot(sheet, x, y, row, to_x=scale)
    top = sheet.top if sheet.narrow else y - height / 2
    sheet.put(names, left, top, 9, 600, marks.text_colour(row), f"label:{row.figure_id}", over=True)
    top += len(names) * 9 * LEADING + (10 if sheet.narrow else 0)
    sheet.put(detail, left, top, 8, color=SOFT, gid=f"detail:{row.figure_id}", over=True)
    sheet.top += (height + 10 if sheet.narrow else max(height, 14)) + 6
