"""A grid of unit squares: which row and column each claim (or task) belongs to, one square each, with totals."""

import re
from dataclasses import dataclass

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, INK, LEADING, RULE, SOFT
from campaigns.charts.text import joined, said_in, wrap

__all__ = ["grid"]

_SIDE, _STEP, _LINE, _SIGN = 7.6, 11.5, 15.0, 4.5  # points; _SIGN: what a sign beside a square takes
_STEP_NARROW = 9.2  # from line to line of squares on a narrow sheet
_APART = 14.0  # points between the columns that are counted and those that are not


def grid(
    rows, name, *, row, column, columns, total_words, accent=(), apart=(), total_head="",
    without="", claims=True, **said,
):  # fmt: skip
    """One square a row of data, in the cell of its ``row`` and ``column`` (columns of words or pairs).

    rows: described rows (for claims) in the order to draw. columns: the columns in order, each (words, detail); the
    exported rows name them in_row and in_column. accent: words of the columns whose heading and total carry the accent.
    apart: words of the last columns, which stand pale behind a line and are in no total but their own. total_words: of
    all the totals, which are counted from the squares that are drawn; total_head: of those of the rows, above them (a
    narrow column has no room). without: words about rows that have no square, below the totals, where there is room.
    said: as for make(). Raises MisleadingChart for a row whose column is not among ``columns``.
    """
    unknown = set(rows[column]) - {words for words, _ in columns}
    if unknown:
        raise honesty.MisleadingChart(f"no column for {', '.join(map(str, unknown))}")
    rows = rows.assign(in_row=[said_in(w, "en") for w in rows[row]], in_column=[said_in(w, "en") for w in rows[column]])

    def body(sheet, told):
        sheet.groups |= {item.figure_id: _untold(sheet, item, row, column) for item in told.itertuples()}
        frame = _frame(sheet, columns, apart)
        top = sheet.top
        _headings(sheet, columns, frame, accent, total_head)
        for words, held in sheet.part(list(told.groupby(row, sort=False))):
            _line(sheet, words, held, column, frame)
        if sheet.layout.part[0] == sheet.layout.part[1]:  # the totals stand below the last part
            _totals(sheet, told, column, frame, accent, total_words)
        if without and not (sheet.narrow or sheet.compact):
            sheet.top += 3
            sheet.text(without, 8, color=SOFT, gap=4, gid="without:")
        if apart:
            sheet.line([frame.end + 2] * 2, [top, sheet.top], RULE, 0.8, zorder=0)

    form, scale = ("Grid of unit squares", "方格图"), "one square each"
    return make(body, name=name, form=form, rows=rows, claims=claims, scale=scale, **said)


def _untold(sheet, item, *groups):
    """The row and column of a square in words, but those whose every word is in who it is of."""
    said = [sheet.say(getattr(item, group)) for group in groups]
    return joined(sheet.language, *(words for words in said if not _words(words) <= _words(item.who)))


def _words(text):
    return set(re.findall(r"\w+", text.casefold()))


@dataclass(frozen=True)
class _Frame:
    """Where the counted columns begin and end, the width of one, the place of each by its words, which stand apart."""

    left: float
    end: float
    step: float
    places: dict
    apart: tuple

    def counted(self, rows, column):
        """The rows that stand in no column apart."""
        return rows[[words not in self.apart for words in rows[column]]]


def _frame(sheet, heads, apart):
    left, gap = sheet.left + (0 if sheet.narrow else sheet.width * 0.34), _APART if apart else 0
    step = (sheet.right - left - gap) / len(heads)
    places = {words: left + n * step + (gap if words in apart else 0) for n, (words, _) in enumerate(heads)}
    end = min((places[words] for words in apart), default=sheet.right + 12) - 12
    return _Frame(left, end, step, places, tuple(apart))


def _headings(sheet, heads, frame, accent, total_head):
    step = frame.step
    size = 8 if sheet.narrow else 9
    told = [(wrap(sheet.say(w), step - 6, size, 600), wrap(sheet.say(detail), step - 6, 8)) for w, detail in heads]
    deepest = max(len(lines) for lines, _ in told) * size * LEADING
    for (words, _), (lines, more) in zip(heads, told, strict=True):
        colour = ACCENT if words in accent else SOFT if words in frame.apart else INK
        x = frame.places[words]
        y = sheet.top + deepest - len(lines) * size * LEADING
        sheet.put(lines, x, y, size, 600, colour, f"head:{said_in(words, 'en')}")
        sheet.put(more, x, sheet.top + deepest, 8, color=SOFT)
    sheet.top += deepest + max(len(more) for _, more in told) * 8 * LEADING + 5
    if total_head and not sheet.narrow:
        y = sheet.top - 5 - 8 * LEADING
        sheet.put(sheet.say(total_head), frame.left - 10, y, 8, color=SOFT, align="right", gid="head-of-rows:")


def _line(sheet, words, held, column, frame):
    """One row: its name and total (above, on a narrow sheet), and its squares under their columns."""
    room = frame.end - sheet.left - 20 if sheet.narrow else frame.left - sheet.left - 26
    names = wrap(sheet.say(words), room, 9)
    cells = {head: _places(held[held[column] == head], frame.step - 4) for head in frame.places}
    deep = _STEP_NARROW if sheet.narrow else _STEP if sheet.compact else _LINE
    high, squares = len(names) * 9 * LEADING, (max(line for cell in cells.values() for _, _, line in cell) + 1) * deep
    height = high + squares if sheet.narrow else max(high + (0 if sheet.compact else 3), squares)
    y = sheet.top + (high + squares / 2 if sheet.narrow else height / 2)
    top = sheet.top if sheet.narrow else y - high / 2
    sheet.put(names, sheet.left, top, 9, gid=f"line:{said_in(words, 'en')}")
    counted = frame.counted(held, column)
    _total(sheet, counted, frame, top if sheet.narrow else y - 9 * LEADING / 2, 9, f"row-total:{said_in(words, 'en')}")
    for head, cell in cells.items():
        middle = cell[-1][2] / 2 if cell else 0
        for item, x, line in cell:
            _square(sheet, item, frame.places[head] + x, y + (line - middle) * deep, head in frame.apart)
    sheet.top += height + (1 if sheet.narrow else 0)
    sheet.line([sheet.left, sheet.right], [sheet.top] * 2, "#e6e9ec", 0.6, zorder=0)


def _places(rows, room):
    """(row, x, line) of each square of a cell; a square with a sign right of it takes more room."""
    placed, x, line = [], 0.0, 0
    for row in rows.itertuples():
        form = marks.due(row)
        wide = _STEP + (_SIGN if form.sign and form.side > 0 or form.body == "range" else 0)
        if x and x + wide > room:
            x, line = 0.0, line + 1
        placed.append((row, x + _STEP / 2, line))
        x += wide
    return placed


def _total(sheet, held, frame, top, size, gid):
    """How many squares a row has, left of its squares; on a narrow sheet above their end, on its name's line."""
    x = frame.end if sheet.narrow else frame.left - 10
    sheet.put(f"{len(held):,}", x, top, size, 600, align="right", gid=gid)


def _square(sheet, row, x, y, is_apart):
    form, face = marks.due(row), marks.pale(marks.colour(row)) if is_apart else marks.colour(row)
    gid = f"cell:{row.figure_id}"
    if is_apart:
        sheet.apart.add(row.figure_id)
    else:
        sheet.signs.add(row.owner)
    if form.body == "range":
        sheet.dots([x], [y], "s", _SIDE, "white", edge_width=0, gid=gid)
        marks.span(sheet, x - 1.5, x + _SIDE, y, row)
        return
    if form.hollow:
        sheet.dots([x], [y], "s", _SIDE - 1.4, "white", face, 1.4, gid)
    else:
        sheet.dots([x], [y], "s", _SIDE, face, edge_width=0, gid=gid)
    if form.sign == "ring":
        marks.ring(sheet, x, y, _SIDE + 5, face, row.figure_id)
    elif form.sign:
        marks.beside(sheet, x + form.side * (_SIDE / 2 - 1.6), y, form, face, row.figure_id, height=5)


def _totals(sheet, told, column, frame, accent, total_words):
    sheet.top += 2
    sheet.put(sheet.say(total_words), sheet.left, sheet.top, 9, color=SOFT)
    _total(sheet, frame.counted(told, column), frame, sheet.top, 10, "total-of-all:")
    sheet.top += 9 * LEADING if sheet.narrow else 0
    for head, x in frame.places.items():
        count = f"{int((told[column] == head).sum()):,}"
        colour = ACCENT if head in accent else SOFT if head in frame.apart else INK
        sheet.put(count, x + 0.5 * _STEP, sheet.top, 10, 600, colour, f"total:{said_in(head, 'en')}", "center")
    sheet.top += 10 * LEADING + 2
