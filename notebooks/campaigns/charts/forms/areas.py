"""Rectangles whose width is the days counted and whose height is the number a day, so that the area is the number."""

import math

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, SOFT
from campaigns.charts.scale import fitting
from campaigns.charts.text import joined, text_width, wrap
from campaigns.claims.amounts import Amount
from campaigns.claims.wording import number

__all__ = ["areas"]

_GAP, _SLOT, _KEYED = 12.0, 62.0, 22.0  # points between rectangles; the least room for words, and for a key number
_FLAT = 1.2  # points: a rectangle that is lower cannot be seen
_SEEN = 6.0  # points: a line from bound to bound that is shorter runs together with its ends, so only words tell it
_TALL, _HEAD = 170.0, 30.0  # points of the tallest rectangle, and above it, for its words
_TALL_COMPACT, _HEAD_COMPACT = 44.0, 28.0
_DAYS = ("{} days", "{}天")
_AS_SQUARE = ("its area as a square", "面积折成方块")


def areas(rows, name, *, height_words, accent=(), **said):
    """True areas on one scale of days and one of numbers a day; what is too flat is drawn once more as a square.

    rows: described rows of one unit with a column ``days``; value / days is the height. A column ``fewest``: the days
    from the last possible first day, to whose height a line leads where it is long enough to be seen. height_words:
    what the height counts. accent: figure_ids whose pace is the finding. said: as for make(). Raises MisleadingChart
    for mixed units, a lone rectangle.
    """
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value)
    honesty.certain_units(rows)
    rows = rows if "fewest" in rows else rows.assign(fewest=rows.days)

    def body(sheet, told):
        left = sheet.left + 44
        keyed = len(told) * (_SLOT + _GAP) > sheet.right - left
        least = _KEYED if keyed else _SLOT
        length = _points_a_day(told.days, sheet.right - left, least)
        head, high = (_HEAD_COMPACT, _TALL_COMPACT) if sheet.compact else (_HEAD, _TALL)
        ground = sheet.top + head + high
        paces = [*told.value / told.days, *told.value / told.fewest]
        up = fitting(paces, ground, ground - high, what=("a day", told.unit.iloc[0]))
        sheet.put(sheet.say(height_words), sheet.left, sheet.top, 8, color=SOFT)
        sheet.upright_axis(up, left, sheet.right, most=4)
        x, lowest = left, ground + (10 + 8 * LEADING if keyed else 0)
        for n, row in enumerate(told.itertuples(), start=1):
            _rectangle(sheet, row, x, row.days * length, up)
            slot = max(row.days * length, least)
            if keyed:
                sheet.put(str(n), x, ground + 10, 8, 600, marks.text_colour(row), gid=f"key-number:{n}")
            else:
                _pace(sheet, row, x, slot, up, row.figure_id in accent)
                lowest = max(lowest, _words_below(sheet, row, x, slot, ground + 9))
            x += slot + _GAP
        sheet.top = lowest + 6
        if keyed:
            _list_below(sheet, told, accent)

    form, scale = ("Rectangles, area is the number", "面积图"), "width days, height a day, area the number"
    return make(body, name=name, form=form, rows=rows, scale=scale, **said)


def _points_a_day(days, width, least):
    """The length of a day at which all rectangles, none with less room than ``least``, fill the width."""
    low, high = 0.0, width / max(days)
    for _ in range(60):
        middle = (low + high) / 2
        taken = sum(max(one * middle, least) for one in days) + _GAP * (len(days) - 1)
        low, high = (middle, high) if taken <= width else (low, middle)
    return low


def _rectangle(sheet, row, x, broad, up):
    """The rectangle of a row with the sign of its hedge, the line of a range, and below it ticks where its days end."""
    form, face = marks.due(row), marks.colour(row)
    y = up(row.value / row.days)
    high = up.start - y
    inset = 0.8 if form.hollow and high > 2 else 0
    look = ("white", face, 1.6) if inset else (face, "none", 0)
    sheet.rect(x + inset, y + inset, broad - 2 * inset, high - 2 * inset, *look, gid=f"area:{row.figure_id}")
    if high < _FLAT:
        sheet.line([x, x + broad], [up.start - 0.4] * 2, face, 0.8, zorder=3)
        side = math.sqrt(broad * high)
        sheet.rect(x, up.start - 5 - side, side, side, face, gid=f"square:{row.figure_id}")
    if form.sign == "ring":
        marks.ring(sheet, x + broad / 2, (y + up.start) / 2, 10, "white", row.figure_id)
    elif form.sign:
        marks.above(sheet, x + broad / 2, y, form, face, row.figure_id)
    if y - (most := up(row.value / row.fewest)) >= _SEEN:
        _upright_span(sheet, x + broad / 2, y, most, min(4.5, broad * 0.4), row)
    for end in (x, x + broad):
        sheet.line([end, end], [up.start, up.start + 5], SOFT, 0.8)


def _upright_span(sheet, x, y0, y1, half, row):
    """The line of a range from y0 to y1, with ends ``half`` a width to each side: narrower than its rectangle."""
    for y in (y0, y1):
        sheet.line([x - half, x + half], [y, y], marks.colour(row), 1.2, zorder=4)
    sheet.line([x, x], [y0, y1], marks.colour(row), 1.8, gid=f"interval:{row.figure_id}", zorder=4)


def _pace_words(sheet, row):
    said = Amount.of(row).per(Amount(row.fewest, row.days, "day")).said(3, sheet.language)
    return sheet.say(("{} a\u00a0day", "每天{}")).format(said)


def _days_words(sheet, row):
    count = number(row.days, sheet.language)
    if row.fewest < row.days:
        count = sheet.say(("{} to {}", "{}至{}")).format(number(row.fewest, sheet.language), count)
    return sheet.say(_DAYS).format(count)


def _pace(sheet, row, x, slot, up, finding):
    """The pace of a rectangle above it; on a slide, whose scale is low, inside it where there is room."""
    y, form, face = up(row.value / row.days), marks.due(row), marks.colour(row)
    lines = wrap(_pace_words(sheet, row), slot - 8, 9, 600)
    tall, gid = len(lines) * 9 * LEADING, f"pace:{row.figure_id}"
    is_filled = not form.hollow and form.sign != "ring" and honesty.contrast("white", face) >= honesty.TEXT_CONTRAST
    if sheet.compact and is_filled and not finding and tall + 2 < up.start - y:
        sheet.put(lines, x + 4, (y + up.start - tall) / 2, 9, 600, "white", gid, over=True, ground=face)
        return
    if up.start - y < _FLAT:
        words = wrap(sheet.say(_AS_SQUARE), slot - 8, 8)
        sheet.put(words, x + 6, up.start - 3 - len(words) * 8 * LEADING, 8, color=SOFT, over=True)
        y = up.start - 4 - len(words) * 8 * LEADING
    y = min(y, up(row.value / row.fewest)) - (10 if form.sign else 0)
    lines = wrap(_pace_words(sheet, row), min(slot + _GAP - 4, sheet.right - x), 9, 600)
    colour = ACCENT if finding else marks.text_colour(row)
    sheet.put(lines, x, y - len(lines) * 9 * LEADING - 2, 9, 600, colour, gid, over=True)


def _words_below(sheet, row, x, slot, top):
    """Days, place, number and, but for a slide, detail below a rectangle; returns where they end."""
    room = min(slot + _GAP - (4 if sheet.compact else 12), sheet.right - x)
    days = wrap(_days_words(sheet, row), room, 8)
    top += sheet.put(days, x, top, 8, color=SOFT, gid=f"days:{row.figure_id}")
    top += marks.words(sheet, row, "name", x, top, room)
    top += marks.words(sheet, row, "label", x, top, room)
    return top if sheet.compact else top + marks.words(sheet, row, "detail", x, top, room)


def _list_below(sheet, told, accent):
    """The words of all rectangles, each behind its number."""
    for n, row in enumerate(told.itertuples(), start=1):
        colour = marks.text_colour(row)
        sheet.put(str(n), sheet.left, sheet.top, 9, 600, colour)
        x = sheet.left + text_width("0", 9, 600) + 5
        said = joined(sheet.language, row.said, row.name)
        sheet.text(said, 9, 600, colour, x=x, gid=f"label:{row.figure_id}")
        shade = ACCENT if row.figure_id in accent else colour
        sheet.text(_pace_words(sheet, row), 8, 600, shade, x=x, gid=f"pace:{row.figure_id}")
        days = joined(sheet.language, _days_words(sheet, row), row.detail)
        sheet.text(days, 8, color=SOFT, x=x, gap=4, gid=f"detail:{row.figure_id}")
