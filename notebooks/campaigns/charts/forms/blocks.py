"""Blocks: each claim one small mark with its own signs, in blocks by kind, so that a count is a count of marks."""

import math

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.text import wrap
from campaigns.hedges import HEDGES

__all__ = ["blocks"]

_SIDE, _STEP, _SIGNED = 9.0, 12.5, 19.0  # points: a square, from square to square, and where a sign stands between
_GAP, _DEEP = 16, 5  # points between blocks; squares in a column


def _firm_as(row):
    """How firm a claim is, (English, Chinese), as the name of a block: as printed, hedged, repaired, uncertain."""
    if row.reading == "uncertain":
        return "damaged in translation, several readings possible", "原文有损，有多种可能读法"
    if row.reading == "repaired":
        return "damaged in translation, only one reading possible", "原文有损，仅一种读法可能"
    if row.qualifier == "unhedged":
        return "a plain number", "仅有数字，无限定词"
    english, chinese = HEDGES[row.qualifier].key
    return f"“{english}”", chinese


def blocks(rows, name, **said):
    """Claims as squares in blocks, one for how firm they are: the count large above, what the block holds below; the
    largest first.

    rows: described rows with all that marks need. said: as for make(). A square is its claim's mark: hollow where
    repaired, two diamonds where several readings are possible, with the sign of its hedge, in the colour of its owner.
    """

    def body(sheet, told):
        held = {}
        for row in sorted(told.itertuples(), key=lambda row: list(marks.OWNERS).index(row.owner)):
            held.setdefault(_firm_as(row), []).append(row)
        x, top, bottom = sheet.left, sheet.top, sheet.top
        for kind, some in sorted(held.items(), key=lambda item: -len(item[1])):
            step = _SIGNED if any(marks.due(row).sign for row in some) else _STEP
            room = max(math.ceil(len(some) / _DEEP) * step, sheet.width * (0.4 if sheet.narrow else 0.2))
            if x > sheet.left and x + room > sheet.right + 1:
                x, top = sheet.left, bottom + 8
            bottom = max(bottom, _block(sheet, kind, some, x, top, room, step))
            x += room + _GAP
        sheet.top = bottom + 4

    form, scale = ("Blocks of unit squares", "分组方块图"), "one square a claim"
    return make(body, name=name, form=form, rows=rows, scale=scale, **said)


def _block(sheet, kind, some, x, y, room, step):
    """Lay one block with its words; returns where it ends."""
    y += sheet.put(f"{len(some)}", x, y, 15, 600) + 2
    for n, row in enumerate(some):
        _square(sheet, row, x + _SIDE / 2 + n // _DEEP * step, y + _SIDE / 2 + n % _DEEP * _STEP)
    y += _DEEP * _STEP + 3
    return y + sheet.put(wrap(sheet.say(kind), room, 9, 600), x, y, 9, 600)


def _square(sheet, row, x, y):
    form, face = marks.due(row), marks.colour(row)
    sheet.signs.add(row.owner)
    if form.body != "dot":
        marks.span(sheet, x - 1, x + _SIDE, y, row)
        return
    marks.plain(sheet, x, y, face, _SIDE, form.hollow, f"unit:{row.figure_id}", "s")
    if form.sign == "ring":
        marks.ring(sheet, x, y, _SIDE + 4, face, row.figure_id)
    elif form.sign:
        marks.beside(sheet, x + form.side * _SIDE / 2, y, form, face, row.figure_id)
