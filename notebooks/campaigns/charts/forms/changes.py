"""Percent changes around no change: named ones as bars with a dot in lanes by baseline, many as stacked dots."""

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import INK, LEADING, SOFT, said_in, wrap
from campaigns.charts.scale import Scale, fitting
from campaigns.claims import wording


def changes(rows, name, *, title, subtitle, lane, note="", left_out=None, sources=None):
    """Each change as a line from zero to its dot, its words on the other side of zero, on one frame for all lanes.

    rows: described rows of kind change, in the order to draw; a lane (column of words or pairs) holds one baseline.
    """
    _only_changes(rows)
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


def _only_changes(rows):
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


def stacks(
    rows, name, *, title, subtitle, lane, step=2.0, low=None, high=None, named=(), note="", left_out=None, sources=None
):
    """Very many changes: each claim one dot, stacked in steps of ``step`` points above its value, a lane for each kind.

    lane: column of words or pairs. low, high: the frame; what lies beyond is drawn behind a break at its edge, with its
    value in words. named: figure_ids with a label, few. The place of a dot is rounded to its step; the rows hold values.
    """
    _only_changes(rows)
    known = rows.value.dropna()
    low = min(known) // 10 * 10 if low is None else low
    high = -(-max(known) // 10) * 10 if high is None else high

    def body(sheet, told):
        scale = Scale(low, high, sheet.left + 10, sheet.right - 60, ("change", "percent"), percent=True, signed=True)
        for heading, held in told.groupby(lane, sort=False):
            _stack_lane(sheet, scale, heading, held, step, set(named))

    return make(body, name=name, form=("Stacked dots", "堆叠点图"), rows=rows, title=title, subtitle=subtitle, note=note,
                left_out=left_out, sources=sources, scale=f"linear, percent change in steps of {step:g}")  # fmt: skip


def _stack_lane(sheet, scale, heading, held, step, named):
    dots = sorted(held.itertuples(), key=lambda row: ("core", "nation", "other").index(getattr(row, "owner", "other")))
    bins, beyond = {}, []
    for row in dots:
        if marks.due(row).body == "dot" and scale.low <= row.value <= scale.high:
            bins.setdefault(round(row.value / step), []).append(row)
        else:
            beyond.append(row)
    size = min(6.2, (scale(step) - scale(0)) * 0.92)
    deepest = max(map(len, bins.values()), default=1)
    sheet.put((said_in(heading, sheet.language),), sheet.left, sheet.top, 9.5, 600, INK, over=True, gid="lane:")
    ground = sheet.top + 9.5 * LEADING + 8 + deepest * (size + 0.9)
    for place, stack in bins.items():
        for n, row in enumerate(stack):
            _stacked(sheet, scale(place * step), ground - (n + 0.6) * (size + 0.9), row, size, row.figure_id in named)
    sheet.line([scale.start, scale.end], [ground, ground], SOFT, 0.8)
    sheet.axis(scale, ground - deepest * (size + 0.9) - 4, ground, strong=(0,))
    sheet.top = ground + 8 * LEADING + 8
    for row in beyond:
        _beyond(sheet, scale, row, ground)


def _stacked(sheet, x, y, row, size, is_named):
    form = marks.due(row)
    small = marks.row_is_small(row)
    marks._dot(sheet, x, y, marks.colour(row), size * (0.72 if small else 1), form.hollow, "o", f"dot:{row.figure_id}")
    if small:
        sheet.signs["small"] = True
    sheet.signs[getattr(row, "owner", "other")] = True
    if form.sign:
        marks.beside(sheet, x + form.side * size / 2, y, form, marks.colour(row), row.figure_id, height=size)
    if is_named:
        sheet.put(
            (row.said,),
            x + size / 2 + 12,
            y - 8 * LEADING / 2,
            8,
            600,
            marks.text_colour(row),
            f"label:{row.figure_id}",
            over=True,
        )


def _beyond(sheet, scale, row, ground):
    """A claim beyond the frame, or with several readings: behind a break, or as the broken line between its readings."""
    if marks.due(row).body == "range":
        y = ground + 8 * LEADING + 12
        marks.span(sheet, scale(max(scale.low, row.low)), scale(min(scale.high, row.high)), y, row)
        sheet.put(
            (row.said,),
            scale(min(scale.high, row.high)) + 8,
            y - 8 * LEADING / 2,
            8,
            color=SOFT,
            gid=f"label:{row.figure_id}",
        )
        sheet.top = y + 8
        return
    x = sheet.right - 30
    sheet.put(("//",), scale.end + 8, ground - 8, 9, color=SOFT)
    marks._dot(sheet, x, ground - 5, marks.colour(row), 5, marks.due(row).hollow, "o", f"dot-beyond:{row.figure_id}")
    sheet.put((row.said,), x, ground - 20, 8, 600, marks.text_colour(row), f"label:{row.figure_id}", align="center")


__all__ = ["changes", "stacks", "wording"]
