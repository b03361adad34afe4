"""Very many percent changes: dots stacked at their value."""

import math
from collections import Counter
from dataclasses import dataclass

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.forms.changes import only_changes
from campaigns.charts.layout import INK, LEADING, SOFT
from campaigns.charts.scale import Scale
from campaigns.charts.text import joined, wrap

__all__ = ["stacks"]

#: Percentage points that a stack holds, dots side by side in it, points between two dots: on a page, a column, a slide.
_PAGE, _COLUMN, _SLIDE = (2, 1, 0.9), (4, 1, 0.9), (4, 3, 0.5)
_LINE = 12  # points between the labels of claims beyond the frame
_FARTHER = 12  # points that a larger one of them stands farther right
_HIGH_COMPACT = 46  # points of the highest stack on a slide
_SMALL = 0.72  # of a dot: one of a place below the province


def stacks(rows, name, *, lane, low, high, named=(), label=lambda row, language: row.name, **said):
    """Very many changes: each claim one dot, stacked in steps of a few points above its value, a lane for each kind.

    lane: column of words or pairs. low, high: the frame; what lies beyond is drawn behind a break at its edge, with its
    value in words. named: figure_ids with a label, few. label: function (row, language) of the words after the number,
    default the place. said: as for make(). A dot stands in the middle of its step; the rows hold values.
    """
    only_changes(rows)

    def body(sheet, told):
        farther = int(((told.value < low) | (told.value > high)).sum())
        end = sheet.right - (29 + farther * _FARTHER if farther else 0)
        scale = Scale(low, high, sheet.left + 10, end, ("change", "percent"), percent=True, signed=True)
        lanes = list(told.groupby(lane, sort=False))
        look = _look(sheet, scale, [held for _, held in lanes])
        for heading, held in sheet.part(lanes):
            _stack_lane(sheet, scale, heading, held, look, set(named), label)

    form, scale = ("Stacked dots", "堆叠点图"), "linear, percent change in steps"
    return make(body, name=name, form=form, rows=rows, scale=scale, **said)


@dataclass(frozen=True)
class _Look:
    """How dots are stacked, in all lanes and in the key alike: percentage points of a step, dots side by side in it,
    points of a dot and from dot to dot."""

    step: int
    across: int
    size: float
    pitch: float

    def step_of(self, row):
        """The middle of the step that holds a value, in steps: a fall always left of zero, a rise right of it."""
        if not row.value:
            return 0
        return math.copysign(max(math.ceil(abs(row.value) / self.step - 1e-9), 1) - 0.5, row.value)


def _look(sheet, scale, lanes):
    step, across, gap = _SLIDE if sheet.compact else _COLUMN if sheet.narrow else _PAGE
    size = min(6.2, (scale(step) - scale(0)) / across * 0.92)
    if sheet.compact:
        steps = _Look(step, across, 0, 0).step_of
        tallest = max(
            count for held in lanes
            for count in Counter(steps(row) for row in held.itertuples() if _in_stack(scale, row)).values()
        )  # fmt: skip
        size = min(size, _HIGH_COMPACT / math.ceil(tallest / across) - gap)
    sheet.dot_sizes = size, size * _SMALL
    return _Look(step, across, size, size + gap)


def _in_stack(scale, row):
    return marks.due(row).body == "dot" and scale.low <= row.value <= scale.high


def _side_by_side(stack, across):
    """The rows of a step in columns of like height, from the least value on: [(columns right of the middle, rows)]."""
    held, used = sorted(stack, key=lambda row: row.value), min(across, len(stack))
    cut = [len(held) * n // used for n in range(used + 1)]
    order = {row.figure_id: n for n, row in enumerate(stack)}
    columns = [sorted(held[a:b], key=lambda row: order[row.figure_id]) for a, b in zip(cut, cut[1:], strict=False)]
    return [(n - (used - 1) / 2, column) for n, column in enumerate(columns)]


def _stack_lane(sheet, scale, heading, held, look, named, label):
    dots = sorted(held.itertuples(), key=lambda row: list(marks.OWNERS).index(row.owner))
    spans = [row for row in dots if marks.due(row).body != "dot"]
    beyond = sorted((r for r in dots if r not in spans and not _in_stack(scale, r)), key=lambda row: row.value)
    told = [_words_beyond(sheet, scale, row, n, label) for n, row in enumerate(beyond)]
    bins = {}
    for row in dots:
        if _in_stack(scale, row):
            bins.setdefault(look.step_of(row), []).append(row)
    tallest = max(math.ceil(len(stack) / look.across) for stack in bins.values())
    size, pitch = look.size, look.pitch
    at_stacks = [row for stack in bins.values() for row in stack if row.figure_id in named]
    names = [len(_beside(sheet, scale(look.step_of(row) * look.step), row, look, label)[0]) for row in at_stacks]
    clear = max(tallest * pitch, 8 * LEADING * max(names, default=0) + 4)  # of stacks and their names
    deepest = math.ceil((clear + sum(map(_deep, told))) / pitch)
    words = wrap(sheet.say(heading), sheet.width, 9.5, 600)
    sheet.top += sheet.put(words, sheet.left, sheet.top, 9.5, 600, INK, over=True, gid="lane:")
    ground = sheet.top + 8 + deepest * pitch
    for place, stack in bins.items():
        for aside, column in _side_by_side(stack, look.across):
            for n, row in enumerate(column):
                x, y = scale(place * look.step) + aside * pitch, ground - (n + 0.6) * pitch
                _stacked(sheet, x, y, row, look, row.figure_id in named and label)
    for n, row in enumerate(beyond):
        foot = ground - clear - sum(map(_deep, told[:n]))
        _beyond(sheet, _place_beyond(scale, n), ground - 0.6 * pitch, row, size, foot, told[n])
    if beyond:
        sheet.put("//", scale.end + 3, ground - 8, 9, color=SOFT)
    sheet.line([scale.start, scale.end], [ground, ground], SOFT, 0.8, gid="ground:")
    sheet.axis(scale, ground - deepest * pitch - 4, ground)
    sheet.top = ground + 8 * LEADING + 6
    for row in spans:
        _span(sheet, scale, row, label)
    sheet.top += 4


def _stacked(sheet, x, y, row, look, label):
    size = look.size
    form, small = marks.due(row), marks.row_is_small(row)
    marks.plain(sheet, x, y, marks.colour(row), size * (_SMALL if small else 1), form.hollow, f"dot:{row.figure_id}")
    sheet.signs.add(row.owner)
    if form.sign:
        marks.beside(sheet, x + form.side * size / 2, y, form, marks.colour(row), row.figure_id, height=size)
    if label:  # outwards, away from zero, where the exceptions stand alone
        lines, beside, align = _beside(sheet, x, row, look, label)
        half = len(lines) * 4 * LEADING
        lift = max(half - 2, half + 1.5 - 0.6 * look.pitch)  # clear of the ground
        _say(sheet, lines, beside, y - lift, row, align)


def _beside(sheet, x, row, look, label):
    """(lines, their end, how they are aligned) of the words beside a dot at x."""
    side, align = (1, "left") if row.value > 0 else (-1, "right")
    words, beside = joined(sheet.language, row.said, label(row, sheet.language)), x + side * (look.size / 2 + 4)
    return _lines(sheet, words, beside, align), beside, align


def _say(sheet, lines, x, y, row, align="left"):
    """Lines of words beside x, centred on y."""
    gid = f"label:{row.figure_id}"
    sheet.put(lines, x, y - len(lines) * 4 * LEADING, 8, 600, marks.text_colour(row), gid, align, over=True)


def _lines(sheet, words, x, align="left"):
    return wrap(words, sheet.right - x if align == "left" else x - sheet.left, 8, 600)


def _place_beyond(scale, n):
    return scale.end + 17 + n * _FARTHER


def _deep(lines):
    return _LINE + 8 * LEADING * (len(lines) - 1)


def _words_beyond(sheet, scale, row, n, label):
    """Lines of words at the left of a claim beyond the frame: its number, place and, from label, what changed."""
    if scale.low > row.value:
        raise honesty.MisleadingChart(f"{row.figure_id} lies below the frame: widen low")
    near = row._replace(name=", ".join(row.name.split(", ")[:2]))
    words = joined(sheet.language, row.said, label(near, sheet.language))
    return _lines(sheet, words, _place_beyond(scale, n) + 2, "right")


def _beyond(sheet, x, y, row, size, foot, lines):
    """A claim beyond the frame: behind a break of the axis, the larger the farther; its words end at foot, a thin line
    leads to them."""
    size *= _SMALL if marks.row_is_small(row) else 1
    marks.plain(sheet, x, y, marks.colour(row), size, marks.due(row).hollow, f"dot-beyond:{row.figure_id}")
    colour, top = marks.text_colour(row), foot - 8 * LEADING * len(lines)
    sheet.line([x, x], [y - size / 2 - 1, foot], colour, 0.7, gid=f"leader:{row.figure_id}")
    sheet.put(lines, x + 2, top, 8, 600, colour, f"label:{row.figure_id}", "right", over=True)


def _span(sheet, scale, row, label):
    words, x = f"{row.said}? {label(row, sheet.language)}", scale(row.high) + 8
    lines = _lines(sheet, words, x)
    half = len(lines) * 4 * LEADING
    marks.span(sheet, scale(row.low), scale(row.high), sheet.top + half, row)
    _say(sheet, lines, x, sheet.top + half, row)
    sheet.top += 2 * half + 3
