"""Very many percent changes: each claim one dot, stacked above its value."""

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.forms.changes import only_changes
from campaigns.charts.layout import INK, LEADING, SOFT, said_in
from campaigns.charts.scale import Scale


def stacks(
    rows, name, *, title, subtitle, lane, step=2.0, low=None, high=None, named=(), note="", left_out=None, sources=None
):
    """Very many changes: each claim one dot, stacked in steps of ``step`` points above its value, a lane for each kind.

    lane: column of words or pairs. low, high: the frame; what lies beyond is drawn behind a break at its edge, with its
    value in words. named: figure_ids with a label, few. The place of a dot is rounded to its step; the rows hold values.
    """
    only_changes(rows)
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
    marks.plain(sheet, x, y, marks.colour(row), size * (0.72 if small else 1), form.hollow, "o", f"dot:{row.figure_id}")
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
    marks.plain(sheet, x, ground - 5, marks.colour(row), 5, marks.due(row).hollow, "o", f"dot-beyond:{row.figure_id}")
    sheet.put((row.said,), x, ground - 20, 8, 600, marks.text_colour(row), f"label:{row.figure_id}", align="center")
