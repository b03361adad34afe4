"""Percent changes around no change: each a line from zero to its dot, in lanes by baseline."""

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, SOFT, said_in, wrap
from campaigns.charts.scale import Scale, fitting


def changes(rows, name, *, title, subtitle, lane, note="", left_out=None, sources=None):
    """Each change as a line from zero to its dot, its words on the other side of zero, on one frame for all lanes.

    rows: described rows of kind change, in the order to draw; a lane (column of words or pairs) holds one baseline.
    """
    only_changes(rows)
    for _, held in rows.groupby(lane, sort=False):
        honesty.one_baseline(held)
    honesty.two_marks_or_a_whole(rows.value)
    ends = [*rows.value, *rows.low, *rows.high]

    def body(sheet, told):
        scale = _frame(sheet, ends)
        first = sheet.top
        for heading, held in sheet.part(told).groupby(lane, sort=False):
            sheet.put((said_in(heading, sheet.language),), sheet.left, sheet.top, 9, 600, SOFT, over=True, gid="lane:")
            sheet.top += 9 * LEADING + 3
            for row in held.itertuples():
                _change(sheet, scale, row)
            sheet.top += 4
        sheet.axis(scale, first, sheet.top, strong=(0,))
        sheet.top += 8 * LEADING + 6

    return make(body, name=name, form=("Diverging dots", "变化点图"), rows=rows, title=title, subtitle=subtitle, note=note,
                left_out=left_out, sources=sources, scale="linear, percent change")  # fmt: skip


def only_changes(rows):
    if set(rows.kind) != {"change"}:
        raise honesty.MisleadingChart("only percent changes go on this axis: select them with kind='change'")
    honesty.one_unit(rows)


def _frame(sheet, ends):
    """One frame from the greatest fall to the greatest rise; words of a fall stand right of zero, where there is room."""
    share = 0.46 if not sheet.narrow else 0.4
    tried = fitting(ends, 0, 1)
    width = sheet.width * share
    start = sheet.left + 14
    return Scale(tried.low, tried.high, start, start + width, ("change", "percent"), percent=True, signed=True)


def _change(sheet, scale, row):
    zero, x = scale(0), scale(row.value if row.value == row.value else row.low)
    names = wrap(f"{row.said}  {row.name}", sheet.right - scale.end - 8, 9, 600)
    detail = wrap(row.detail, sheet.right - scale.end - 8, 8)
    height = (len(names) * 9 + len(detail) * 8) * LEADING
    y = sheet.top + max(height, 14) / 2
    sheet.line([zero, x], [y, y], marks.colour(row), 2, zorder=3)
    marks.dot(sheet, x, y, row, to_x=scale)
    left = scale.end + 10
    sheet.put(names, left, y - height / 2, 9, 600, marks.text_colour(row), f"label:{row.figure_id}", over=True)
    sheet.put(
        detail, left, y - height / 2 + len(names) * 9 * LEADING, 8, color=SOFT, gid=f"detail:{row.figure_id}", over=True
    )
    sheet.top += max(height, 14) + 5
