"""Blocks: each claim one small mark with its own signs, in blocks by kind, so that a count is a count of marks."""

import math

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, SOFT, wrap

_SIDE, _STEP, _SIGNED = 9.0, 12.5, 19.0  # points: a square, from square to square, and where a sign stands between


def blocks(rows, name, *, block, title, subtitle, words=None, deep=5, note="", left_out=None, sources=None):
    """Claims as squares in blocks, one a kind: the count large above, what the kind is below.

    rows: described rows with all that marks need. block: the column that names a row's block (words or pairs English,
    Chinese), blocks in order of first appearance. words: function (block) of the small words below its name, words or
    pairs. deep: squares in a column. A square is its claim's mark: hollow where repaired, broken where several readings
    are possible, with the sign of its hedge, in the colour of its owner.
    """

    def body(sheet, told):
        held = [(kind, some) for kind, some in told.groupby(block, sort=False)]
        x, tops = sheet.left, sheet.top
        bottom = tops
        for kind, some in held:
            width = _width(some, deep)
            room = max(width, sheet.width * 0.2) + 16
            if x > sheet.left and x + room - 16 > sheet.right + 1:
                x, tops = sheet.left, bottom + 8
            bottom = max(bottom, _block(sheet, kind, some, x, tops, room - 16, deep, words))
            x += room
        sheet.top = bottom + 4

    return make(body, name=name, form=("Blocks of unit squares", "分组方块图"), rows=rows, title=title, subtitle=subtitle,
                note=note, left_out=left_out, sources=sources, scale="one square a claim")  # fmt: skip


def _signed(some):
    return any(marks.due(row).sign for row in some.itertuples())


def _width(some, deep):
    return math.ceil(len(some) / deep) * (_SIGNED if _signed(some) else _STEP)


def _block(sheet, kind, some, x, y, room, deep, words):
    """Lay one block with its words; returns where it ends."""
    step = _SIGNED if _signed(some) else _STEP
    y += sheet.put((f"{len(some)}",), x, y, 15, 600) + 2
    for n, row in enumerate(some.itertuples()):
        _square(sheet, row, x + _SIDE / 2 + n // deep * step, y + _SIDE / 2 + n % deep * _STEP)
    y += deep * _STEP + 3
    y += sheet.put(wrap(sheet.say(kind), room, 9, 600), x, y, 9, 600)
    if words:
        y += sheet.put(wrap(sheet.say(words(kind)), room, 8), x, y, 8, color=SOFT)
    return y + LEADING


def _square(sheet, row, x, y):
    form, face = marks.due(row), marks.colour(row)
    sheet.signs[getattr(row, "owner", "other")] = True
    if form.body != "dot":
        marks.span(sheet, x - _SIDE / 2, x + _SIDE / 2 + 3, y, row)
        return
    marks.plain(sheet, x, y, face, _SIDE, form.hollow, "s", f"unit:{row.figure_id}")
    if form.sign == "ring":
        sheet.signs["ring"] = True
        sheet.dots([x], [y], "o", _SIDE + 4, "none", face, 0.9, f"ring:{row.figure_id}")
    elif form.sign:
        marks.beside(sheet, x + form.side * _SIDE / 2, y, form, face, row.figure_id)
