"""Blocks: each claim one small mark with its own signs, in blocks by kind, so that a count is a count of marks."""

import math

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.text import wrap
from campaigns.hedges import HEDGES

__all__ = ["blocks"]

_SIDE, _STEP, _SIGNED = 9.0, 12.5, 19.0  # points: a square, from square to square, and where a sign stands between
_GAP = 16


def firm_as(row):
    """How firm a claim is, (English, Chinese), as the name of a block: as printed, hedged, repaired, uncertain."""
    if row.reading == "uncertain":
        return "damaged in translation, several readings possible", "原文有损，有多种可能读法"
    if row.reading == "repaired":
        return "damaged in translation, only one reading possible", "原文有损，仅一种读法可能"
    if row.qualifier == "unhedged":
        return "a plain number", "仅有数字，无限定词"
    english, chinese = HEDGES[row.qualifier].key
    return f"“{english}”", chinese


def blocks(rows, name, *, title, subtitle, block=firm_as, deep=5, note="", left_out=None, sources=None):
    """Claims as squares in blocks, one a kind: the count large above, what the kind is below; the largest block first.

    rows: described rows with all that marks need. block: function of a row that names its block, words or a pair
    (English, Chinese). deep: squares in a column. A square is its claim's mark: hollow where repaired, two diamonds
    where several readings are possible, with the sign of its hedge, in the colour of its owner.
    """

    def body(sheet, told):
        held = {}
        for row in sorted(told.itertuples(), key=lambda row: list(marks.OWNERS).index(row.owner)):
            held.setdefault(block(row), []).append(row)
        x, top, bottom = sheet.left, sheet.top, sheet.top
        for kind, some in sorted(held.items(), key=lambda item: -len(item[1])):
            room = max(_width(some, deep), sheet.width * (0.4 if sheet.narrow else 0.2))
            if x > sheet.left and x + room > sheet.right + 1:
                x, top = sheet.left, bottom + 8
            bottom = max(bottom, _block(sheet, kind, some, x, top, room, deep))
            x += room + _GAP
        sheet.top = bottom + 4

    return make(body, name=name, form=("Blocks of unit squares", "分组方块图"), rows=rows, title=title, subtitle=subtitle,
                note=note, left_out=left_out, sources=sources, scale="one square a claim")  # fmt: skip


def _signed(some):
    return any(marks.due(row).sign for row in some)


def _width(some, deep):
    return math.ceil(len(some) / deep) * (_SIGNED if _signed(some) else _STEP)


def _block(sheet, kind, some, x, y, room, deep):
    """Lay one block with its words; returns where it ends."""
    step = _SIGNED if _signed(some) else _STEP
    y += sheet.put((f"{len(some)}",), x, y, 15, 600) + 2
    for n, row in enumerate(some):
        _square(sheet, row, x + _SIDE / 2 + n // deep * step, y + _SIDE / 2 + n % deep * _STEP)
    y += deep * _STEP + 3
    return y + sheet.put(wrap(sheet.say(kind), room, 9, 600), x, y, 9, 600)


def _square(sheet, row, x, y):
    form, face = marks.due(row), marks.colour(row)
    sheet.signs[getattr(row, "owner", "other")] = True
    if form.body != "dot":
        marks.span(sheet, x - 1, x + _SIDE, y, row)
        return
    marks.plain(sheet, x, y, face, _SIDE, form.hollow, "s", f"unit:{row.figure_id}")
    if form.sign == "ring":
        sheet.signs["ring"] = True
        sheet.dots([x], [y], "o", _SIDE + 4, "none", face, 0.9, f"ring:{row.figure_id}")
    elif form.sign:
        marks.beside(sheet, x + form.side * _SIDE / 2, y, form, face, row.figure_id)
