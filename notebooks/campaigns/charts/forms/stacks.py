"""Very many percent changes: dots stacked at their value."""

import math

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.forms.changes import only_changes
from campaigns.charts.layout import INK, LEADING, SOFT
from campaigns.charts.scale import Scale
from campaigns.charts.text import joined, wrap

__all__ = ["stacks"]

_STEP = 2  # percentage points that a stack holds
_LINE = 12  # points between the labels of claims beyond the frame
_FARTHER = 12  # points that a larger one of them stands farther right
_HIGH_COMPACT = 44  # points of the highest stack on a slide
_BEYOND = 92  # points right of the frame, for what lies beyond it


def stacks(rows, name, *, lane, low, high, named=(), label=lambda row, language: row.name, **said):
    """Very many changes: each claim one dot, stacked in steps of two points above its value, a lane for each kind.

    lane: column of words or pairs. low, high: the frame; what lies beyond is drawn behind a break at its edge, with its
    value in words. named: figure_ids with a label, few. label: function (row, language) of the words after the number,
    default the place. said: as for make(). A dot stands in the middle of its step; the rows hold values.
    """
    only_changes(rows)

    def body(sheet, told):
        end = sheet.right - _BEYOND
        scale = Scale(low, high, sheet.left + 10, end, ("change", "percent"), percent=True, signed=True)
        for heading, held in sheet.part(list(told.groupby(lane, sort=False))):
            _stack_lane(sheet, scale, heading, held, set(named), label)

    form, scale = ("Stacked dots", "堆叠点图"), f"linear, percent change in steps of {_STEP}"
    return make(body, name=name, form=form, rows=rows, scale=scale, **said)


def _step(value):
    """The middle of the step that holds a value, in steps: a fall always left of zero, a rise right of it."""
    return math.copysign(max(math.ceil(abs(value) / _STEP - 1e-9), 1) - 0.5, value) if value else 0


def _stack_lane(sheet, scale, heading, held, named, label):
    dots = sorted(held.itertuples(), key=lambda row: list(marks.OWNERS).index(row.owner))
    spans = [row for row in dots if marks.due(row).body != "dot"]
    beyond = [row for row in dots if row not in spans and not scale.low <= row.value <= scale.high]
    bins = {}
    for row in dots:
        if row not in spans and row not in beyond:
            bins.setdefault(_step(row.value), []).append(row)
    size = min(6.2, (scale(_STEP) - scale(0)) * 0.92)
    tallest = max(len(stack) for stack in bins.values())
    size = min(size, _HIGH_COMPACT / tallest - 0.9) if sheet.compact else size
    clear = max(tallest * (size + 0.9), 4 * 8 * LEADING if beyond and sheet.narrow else 0)  # of stacks and their names
    deepest = math.ceil((clear + _LINE * len(beyond)) / (size + 0.9))
    words = wrap(sheet.say(heading), sheet.width, 9.5, 600)
    sheet.top += sheet.put(words, sheet.left, sheet.top, 9.5, 600, INK, over=True, gid="lane:")
    ground = sheet.top + 8 + deepest * (size + 0.9)
    for place, stack in bins.items():
        for n, row in enumerate(stack):
            y = ground - (n + 0.6) * (size + 0.9)
            _stacked(sheet, scale(place * _STEP), y, row, size, row.figure_id in named and label)
    for n, row in enumerate(sorted(beyond, key=lambda row: row.value)):
        _beyond(sheet, scale, row, n, ground - 0.6 * (size + 0.9), size, ground - clear - n * _LINE)
    if beyond:
        sheet.put("//", scale.end + 3, ground - 8, 9, color=SOFT)
    sheet.line([scale.start, scale.end], [ground, ground], SOFT, 0.8, gid="ground:")
    sheet.axis(scale, ground - deepest * (size + 0.9) - 4, ground)
    sheet.top = ground + 8 * LEADING + 6
    for row in spans:
        _span(sheet, scale, row, label)
    sheet.top += 4


def _stacked(sheet, x, y, row, size, label):
    form, small = marks.due(row), marks.row_is_small(row)
    marks.plain(sheet, x, y, marks.colour(row), size * (0.72 if small else 1), form.hollow, f"dot:{row.figure_id}")
    sheet.signs.add(row.owner)
    if form.sign:
        marks.beside(sheet, x + form.side * size / 2, y, form, marks.colour(row), row.figure_id, height=size)
    if label:  # outwards, away from zero, where the exceptions stand alone
        side = 1 if row.value > 0 else -1
        words, beside = joined(sheet.language, row.said, label(row, sheet.language)), x + side * (size / 2 + 4)
        align = "left" if side > 0 else "right"
        half = len(_lines(sheet, words, beside, align)) * 4 * LEADING
        lift = max(half - 2, half + 1.5 - 0.6 * (size + 0.9))  # clear of the ground
        _say(sheet, words, beside, y - lift, row, align)


def _say(sheet, words, x, y, row, align="left"):
    """Words beside x, centred on y: one line, or as many as the room needs."""
    lines = _lines(sheet, words, x, align)
    gid = f"label:{row.figure_id}"
    sheet.put(lines, x, y - len(lines) * 4 * LEADING, 8, 600, marks.text_colour(row), gid, align, over=True)


def _lines(sheet, words, x, align="left"):
    return wrap(words, sheet.right - x if align == "left" else x - sheet.left, 8, 600)


def _beyond(sheet, scale, row, n, y, size, foot):
    """A claim beyond the frame: behind a break of the axis, the larger the farther; its number and place end at foot,
    a thin line leads to them."""
    if scale.low > row.value:
        raise honesty.MisleadingChart(f"{row.figure_id} lies below the frame: widen low")
    x = scale.end + 17 + n * _FARTHER
    size *= 0.72 if marks.row_is_small(row) else 1
    marks.plain(sheet, x, y, marks.colour(row), size, marks.due(row).hollow, f"dot-beyond:{row.figure_id}")
    place = ", ".join(row.name.split(", ")[: 1 if sheet.narrow else 2])
    words, colour = joined(sheet.language, row.said, place), marks.text_colour(row)
    sheet.line([x, x], [y - size / 2 - 1, foot], colour, 0.7, gid=f"leader:{row.figure_id}")
    sheet.put(words, x + 2, foot - 8 * LEADING, 8, 600, colour, f"label:{row.figure_id}", "right", over=True)


def _span(sheet, scale, row, label):
    words, x = f"{row.said}? {label(row, sheet.language)}", scale(row.high) + 8
    half = len(_lines(sheet, words, x)) * 4 * LEADING
    marks.span(sheet, scale(row.low), scale(row.high), sheet.top + half, row)
    _say(sheet, words, x, sheet.top + half, row)
    sheet.top += 2 * half + 3
