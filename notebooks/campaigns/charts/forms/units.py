"""Counts as units: one mark a unit, never rescaled, so that an amount is an amount of ink.

squares: rows of unit squares, several claims on one unit. icons: the same with figures of police or helpers.
one_in: a claim as one in so many, as a row of doors.
"""

import math
from dataclasses import dataclass, replace

from matplotlib.path import Path

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, SOFT
from campaigns.charts.text import said_in, text_width, wrap

__all__ = ["icons", "one_in", "squares"]

PALE = "#c9d2da"
_NUMBER = 13  # points: the large number of a row
_SMALLEST = 9.0  # points: the side of a figure that is still seen
_COMPACT = 10.0  # points: the side of a figure on a slide
_DOOR = 46.0  # points: the height of a door, at most
_LEAST = 0.1  # of a unit: less is not drawn


def count_of(row, unit):
    """(whole units, part of one) that a row's amount fills; the part of a lower bound is dropped, never rounded up."""
    low = row.low if row.low == row.low else row.value
    whole = math.floor(low / unit + 1e-9)
    return whole, 0.0 if row.high != row.high else low / unit - whole


@dataclass(frozen=True)
class _Look:
    """How rows of units are laid: see squares() and icons()."""

    unit: float
    unit_words: object
    per_line: int
    side: float
    icon: str | None
    brackets: dict

    @property
    def step(self):
        """Points from unit to unit along a line."""
        return self.side * (0.86 if self.icon else 1.18)

    @property
    def tall(self):
        """Points from line to line of units."""
        return self.side * 1.95 if self.icon else self.step


def squares(rows, name, *, unit, unit_words, per_line=40, side=7.0, **said):
    """Rows of unit squares: name and detail on the left, the number large, then one square for each unit.

    rows: described rows (value, low, high ...). unit: how many a square stands for; all rows share it. unit_words: says
    so. per_line: squares in a line. Part of a unit is a narrower square. said: as for make(). Raises MisleadingChart
    for a lone row and for rows of several readings.
    """
    form, look = ("Rows of unit squares", "单位方块图"), _Look(unit, unit_words, per_line, side, None, {})
    return _rows_of_units(rows, name, form, look, **said)


def icons(rows, name, *, icon, unit, unit_words, per_line=30, side=15.0, brackets=None, **said):
    """Rows of small figures, one for each unit, rounded to whole ones (a lower bound down).

    Of an amount between two bounds there are as many as the lower one, and a line to the higher.

    icon: the name of a figure in ICONS, or a column that holds one a row. brackets: figure_id -> [(units, words)], an
    accent line under so many units, one after another, with its words; the rest as for ``squares``.
    """
    form = "Rows of figures, one a unit", "象形图"
    return _rows_of_units(rows, name, form, _Look(unit, unit_words, per_line, side, icon, brackets or {}), **said)


def _rows_of_units(rows, name, form, asked, **said):
    honesty.two_marks_or_a_whole(rows.value)
    honesty.certain_units(rows, bounds=asked.icon is not None)

    def body(sheet, told):
        look = _fitted(asked, sheet, told)
        words = wrap(sheet.say(look.unit_words), sheet.width, 8)
        sheet.top += sheet.put(words, sheet.right, sheet.top - 4, 8, color=SOFT, align="right", gid="unit-words:")
        for row in sheet.part(told).itertuples():
            _unit_row(sheet, row, look)

    return make(body, name=name, form=form, rows=rows, scale=said_in(asked.unit_words, "en"), **said)


def _fitted(look, sheet, rows):
    """Figures so small that the longest row fits on one line, where that is still seen; on a slide less high."""
    if look.icon and sheet.compact:
        look = replace(look, side=min(look.side, _COMPACT))
    longest = max(count_of(row, look.unit)[0] + 1 for row in rows.itertuples())
    room = sheet.width / (0.86 * longest)
    fits = look.icon and longest <= look.per_line and _SMALLEST <= room < look.side
    return replace(look, side=room) if fits else look


def _unit_row(sheet, row, look):
    above = look.icon or sheet.narrow
    left = sheet.left if above else sheet.left + sheet.width * 0.34
    words = _words_above(sheet, row) if above else _words_beside(sheet, row, left)
    y = sheet.top + (words + 3 if above else 2)
    bottom = _lay_units(sheet, row, look, left, y)
    bottom = _lay_brackets(sheet, look, look.brackets.get(row.figure_id, ()), left, bottom)
    sheet.top = max(bottom, sheet.top + words) + (4 if sheet.compact else 8)


def _words_above(sheet, row):
    """Name, large number and detail above the units, on one line where they have the room; returns their height."""
    colour, x, top = marks.text_colour(row), sheet.left, sheet.top
    sheet.put(row.name, x, top + 2.5, 10, 600, colour, f"name:{row.figure_id}")
    x += text_width(row.name, 10, 600) + 6
    sheet.put(row.said, x, top, _NUMBER, 600, colour, f"label:{row.figure_id}")
    x += text_width(row.said, _NUMBER, 600) + 8
    if x + text_width(row.detail, 8) <= sheet.right:
        marks.words(sheet, row, "detail", x, top + 4.5, sheet.width)
        return _NUMBER * LEADING
    high = _NUMBER * LEADING
    return high + marks.words(sheet, row, "detail", sheet.left, top + high, sheet.width)


def _words_beside(sheet, row, left):
    """Name and detail left of the units, the large number between; returns their height."""
    top, room = sheet.top, left - sheet.left - text_width(row.said, _NUMBER, 600) - 18
    height = marks.words(sheet, row, "name", sheet.left, top, room)
    height += marks.words(sheet, row, "detail", sheet.left, top + height, room)
    gid = f"label:{row.figure_id}"
    sheet.put(row.said, left - 10, top - 1, _NUMBER, 600, marks.text_colour(row), gid, align="right")
    return height


def _lay_units(sheet, row, look, left, y):
    """Lay the units of a row in lines from (left, y); returns where they end."""
    whole, part = count_of(row, look.unit)
    if look.icon:
        whole, part = whole + (part >= 0.5), 0
    form, face = marks.due(row), marks.colour(row)
    per_line = _fitting(look.per_line, sheet.right - left, look.step, whole)
    place = [(left + (n % per_line + 0.5) * look.step, y + (n // per_line + 0.5) * look.tall) for n in range(whole + 1)]
    marker = ICONS[getattr(row, look.icon, look.icon)] if look.icon else "s"
    size = look.side * 1.8 if look.icon else look.side - (1.1 if form.hollow else 0)
    lay_alike(sheet, place[:whole], marker, size, face, f"unit:{row.figure_id}", form.hollow, 1.1)
    x, last = place[whole] if part > _LEAST else place[max(whole - 1, 0)]
    if part > _LEAST:
        ground = "white" if form.hollow else face
        sheet.rect(x - look.side / 2, last - look.side / 2, look.side * part, look.side, ground,
                   face if form.hollow else "none", 0.9, gid=f"unit-part:{row.figure_id}")  # fmt: skip
    if form.sign:
        height = look.side * (0.6 if look.icon else 0.9)
        marks.beside(sheet, x + look.side / 2, last, form, face, row.figure_id, height=height)
    if form.body == "interval":
        _to_the_higher(sheet, row, look, left, whole, last)
    return last + look.tall / 2


def _to_the_higher(sheet, row, look, left, whole, y):
    """A line behind the last figure to where the higher bound would end; raises MisleadingChart off the sheet."""
    end = left + row.high / look.unit * look.step
    if end > sheet.right:
        raise honesty.MisleadingChart(f"{row.figure_id} reaches past its line: use bars")
    marks.span(sheet, left + whole * look.step, end, y, row)


def _fitting(per_line, room, step, whole):
    """Units in a line: as many as asked for or needed, else the tens that fit (a reader counts in tens)."""
    fits = int((room + 0.1) // step)
    return per_line if min(per_line, whole) <= fits else max(fits - fits % 10, 5)


def lay_alike(sheet, places, marker, size, face, gid, hollow=False, edge_width=1.0):
    """Units of one look at their places, under one id."""
    look = dict(face="white", edge=face, edge_width=edge_width) if hollow else dict(face=face, edge_width=0)
    if places:
        sheet.dots(*zip(*places, strict=True), marker=marker, size=size, gid=gid, **look)


def _lay_brackets(sheet, look, brackets, left, y):
    """Accent lines under so many units each, with their words; returns where they end."""
    x = left
    for count, words in brackets:
        end = x + count * look.step
        sheet.line([x + 1, x + 1, end - 1, end - 1], [y - 1, y + 3, y + 3, y - 1], ACCENT, 1.2)
        if text_width(sheet.say(words), 9, 600) <= end - x + 8:
            sheet.put(sheet.say(words), (x + end) / 2, y + 4, 9, 600, ACCENT, align="center")
        x = end
    return y + 5 + 9 * LEADING if brackets else y


def one_in(row_of, name, *, count, words, doubt="", **said):
    """One claim as one in so many: a row of ``count`` doors, the first in its owner's colour, with its chevron.

    row_of: described rows with exactly one row, whose low (in percent of the whole) is at least 100 / count. words:
    what stands below the doors, (of the first, of all), each words or a pair. doubt: what would make it less. said: as
    for make(). Raises MisleadingChart for a share below one in ``count``.
    """
    claim = next(row_of.itertuples())
    if not claim.low * count >= 100:
        raise honesty.MisleadingChart(f"{claim.figure_id} is less than one in {count}: ask for more doors")
    honesty.within_limit(row_of, 100)

    def body(sheet, told):
        row = next(told.itertuples())
        step = sheet.width / count
        tall = min(_DOOR, step * 2)
        sheet.top += 4
        y = sheet.top + tall / 2
        places = [(sheet.left + (n + 0.5) * step, y) for n in range(count)]
        form, face = marks.due(row), marks.colour(row)
        lay_alike(sheet, places[:1], ICONS["door"], tall, face, f"unit:{row.figure_id}")
        lay_alike(sheet, places[1:], ICONS["door"], tall, PALE, f"rest:{row.figure_id}")
        sheet.top += tall
        sheet.line([sheet.left, sheet.right], [sheet.top] * 2, SOFT, 0.8)
        first, last = (sheet.say(part) for part in words)
        sheet.put(first, sheet.left + 2, sheet.top + 3, 12, 600, marks.text_colour(row), f"label:{row.figure_id}")
        sheet.put(last, sheet.right, sheet.top + 4, 10, color=SOFT, align="right", gid="whole-words:")
        if form.sign:
            marks.beside(sheet, places[0][0] + tall * 0.24, y, form, face, row.figure_id, height=8)
        if doubt:
            taken = text_width(first, 12, 600) + text_width(sheet.say(doubt), 9) + text_width(last, 10)
            narrow = taken > sheet.width - 50
            x = sheet.left + (4 if narrow else text_width(first, 12, 600) + 18)
            sheet.top += 12 * LEADING + 3 if narrow else 0
            marks.doubt(sheet, x, sheet.top + 3 + 6 * LEADING, sheet.say(doubt), row.figure_id, 9)
        sheet.top += 12 * LEADING + 6

    form, scale = ("One in so many, as doors", "几分之一（门）"), f"one door: 1 of {count}"
    return make(body, name=name, form=form, rows=row_of, scale=scale, **said)


def _shape(*strokes):
    points, codes = [], []
    for stroke in strokes:
        points += [*stroke, stroke[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(stroke) - 1), Path.CLOSEPOLY]
    return Path(points, codes)


def _round(x, y, r, turn=1, n=16):
    return [
        (x + r * math.cos(turn * 2 * math.pi * k / n), y + r * math.sin(turn * 2 * math.pi * k / n)) for k in range(n)
    ]


def _box(x0, y0, x1, y1, hole=False):
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    return corners[::-1] if hole else corners


_BODY = [(-0.36, -1.0), (0.36, -1.0), (0.36, -0.02), (0.3, 0.1), (0.18, 0.15), (-0.18, 0.15), (-0.3, 0.1),
         (-0.36, -0.02)]  # fmt: skip
_CAP = [(-0.24, 0.6), (0.24, 0.6), (0.24, 0.7), (0.38, 0.82), (0.2, 0.98), (-0.2, 0.98), (-0.38, 0.82), (-0.24, 0.7)]
#: Figures as marker paths, two high: a person with a cap, a person, a door with its panels and knob as holes.
ICONS = {
    "police": _shape(_CAP, _round(0, 0.38, 0.2), _BODY),
    "person": _shape(_round(0, 0.44, 0.26), _BODY),
    "door": _shape(_box(-0.4, -1, 0.4, 1), _box(-0.22, 0.16, 0.22, 0.74, True), _box(-0.22, -0.74, 0.22, -0.2, True),
                   _round(0.28, -0.02, 0.06, -1)),
}  # fmt: skip
