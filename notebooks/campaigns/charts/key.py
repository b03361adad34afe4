"""The key below a chart: a specimen of each sign and owner that it used, drawn as in the chart, and its meaning."""

import math
from dataclasses import dataclass

from campaigns.charts import marks
from campaigns.charts.layout import LEADING, SOFT
from campaigns.charts.text import text_width
from campaigns.hedges import HEDGES

_HOLLOW = {"dot", "bar", "unit", "cell", "column", "area"}  # marks that are hollow where a reading is repaired


def used(sheet, rows, note):
    """The names of the signs and owners that a sheet shows, by what was laid on it: the key explains no sign that is
    not there. Of colours that tell owners apart those that are drawn; one owner needs no key."""
    if sheet.is_key:
        return set()
    drawn = sheet.drawn()
    found = sheet.signs | {kind for kinds in drawn.values() for kind in kinds if kind in marks.ORDER}
    for row in rows.itertuples():
        kinds = drawn.get(row.figure_id, {}).keys()
        if kinds & _HOLLOW and getattr(row, "reading", "") == "repaired":
            found.add("repaired")
        if "dot" in kinds and marks.row_is_small(row):
            found.add("small")
    if "owner" in rows and rows.owner.nunique() > 1:
        found |= set(rows.owner[rows.figure_id.isin(drawn.keys() - sheet.apart)])
    words = [ink.words for ink in sheet.ink] + ([] if sheet.compact else [note])
    return found | ({"inferred"} if any("*" in said for said in words) else set())


def lay(sheet, signs):
    """Lay the key of signs and owners, by their names, below what is there."""
    entries = [(name, marks.sign_words(name, sheet.language)) for name in marks.ORDER if name in signs]
    entries += [(owner, sheet.say(words)) for owner, (_, words) in marks.OWNERS.items() if owner in signs]
    if entries:
        flow(sheet, [(name, words, 20, specimen) for name, words in entries], gap=12)
        sheet.top += 2


def flow(sheet, entries, size=8, weight="normal", color=SOFT, gap=14, between=1, spare=0, kind="key"):
    """Lay specimens with their words side by side, on as few lines as they need.

    entries: (name, words, points that the specimen takes, function (sheet, x, y, name) that draws it around the middle
    y of the line). gap, between: points between two of them and between lines; spare: those kept free at the right.
    """
    x, half = sheet.left, size * LEADING / 2
    y = sheet.top + half
    for name, words, room, draw in entries:
        width = room + text_width(words, size, weight)
        if x > sheet.left and x + width + spare > sheet.right:
            x, y = sheet.left, y + size * LEADING + between
        draw(sheet, x, y, name)
        sheet.put(words, x + room, y - half, size, weight, color, f"{kind}:{name}")
        x += width + gap
    sheet.top = y + half


@dataclass(frozen=True)
class _Specimen:
    """A row that no report stated, to show a sign by."""

    figure_id: str
    value: float
    low: float
    high: float
    qualifier: str = "unhedged"
    reading: str = "as_printed"
    level: str = "province"
    owner: str = "none"  # of nobody: a sign of the key in no owner's colour


def specimen(sheet, x, y, name):
    """One sign as charts draw it, about 16 points wide, from x on."""
    nan, gid, middle = math.nan, f"key-{name}", x + 6
    size, small = sheet.dot_sizes or (6.4, marks.SMALL)
    hedge = next((h for h in HEDGES.values() if h.sign == name), None)
    if hedge:
        row = _Specimen(gid, 1, 1 if hedge.closes_low else nan, 1 if hedge.closes_high else nan, hedge.qualifier)
        marks.dot(sheet, middle - 1, y, row, size=6)
    elif name == "repaired":
        marks.dot(sheet, middle, y, _Specimen(gid, 1, 1, 1, reading="repaired"), size=size)
    elif name == "quiet":
        marks.dot(sheet, middle, y, _Specimen(gid, 1, 1, 1), quiet=True)
    elif name == "small":
        marks.dot(sheet, middle, y, _Specimen(gid, 1, 1, 1, level="county"), size=small)
    elif name in ("range", "interval"):
        reading = "uncertain" if name == "range" else "as_printed"
        marks.span(sheet, x + 3, x + 13, y, _Specimen(gid, nan, 0, 1, reading=reading))
    elif name == "possible":
        marks.possible(sheet, x, x + 15, y, _Specimen(gid, 1, 1, nan), 7, SOFT)
    elif name == "inferred":
        sheet.put("*", middle, y - 10 * LEADING / 2, 10, 600, SOFT, f"inferred:{gid}")
    else:
        marks.dot(sheet, middle, y, _Specimen(gid, 1, 1, 1, owner=name), size=size)
