"""The key below a chart: a specimen of each sign and owner that it used, drawn as in the chart, and its meaning."""

import math
from dataclasses import dataclass

from campaigns.charts import marks
from campaigns.charts.layout import LEADING, SOFT
from campaigns.charts.text import text_width
from campaigns.hedges import HEDGES

_WIDTH = 20  # points: the room of a specimen


def lay(sheet, size=8):
    """Lay the key of the signs and owners that this sheet used: specimens and words, on as few lines as they need."""
    entries = [(name, marks.sign_words(name, sheet.language)) for name in marks.ORDER if sheet.signs.get(name)]
    entries += [(owner, sheet.say(words)) for owner, (_, words) in marks.OWNERS.items() if sheet.signs.get(owner)]
    x, y = sheet.left, sheet.top + size * LEADING / 2
    for name, words in entries:
        width = _WIDTH + text_width(words, size) + 12
        if x > sheet.left and x + width > sheet.right + 12:
            x, y = sheet.left, y + size * LEADING + 1
        specimen(sheet, x, y, name)
        sheet.put((words,), x + _WIDTH, y - size * LEADING / 2, size, color=SOFT, gid=f"key:{name}")
        x += width
    if entries:
        sheet.top = y + size * LEADING / 2 + 2


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
    nan = math.nan
    hedge = next((h for h in HEDGES.values() if h.sign == name), None)
    gid = f"key-{name}"
    middle = x + 6
    if hedge:
        row = _Specimen(gid, 1, 1 if hedge.closes_low else nan, 1 if hedge.closes_high else nan, hedge.qualifier)
        marks.dot(sheet, middle - 1, y, row, size=6)
    elif name == "repaired":
        marks.dot(sheet, middle, y, _Specimen(gid, 1, 1, 1, reading="repaired"), size=6.4)
    elif name == "quiet":
        marks.dot(sheet, middle, y, _Specimen(gid, 1, 1, 1), quiet=True)
    elif name == "small":
        marks.dot(sheet, middle, y, _Specimen(gid, 1, 1, 1, level="county"))
    elif name in ("range", "interval"):
        reading = "uncertain" if name == "range" else "as_printed"
        marks.span(sheet, x + 3, x + 13, y, _Specimen(gid, nan, 0, 1, reading=reading))
    elif name == "possible":
        marks.possible(sheet, x, x + 15, y, _Specimen(gid, 1, 1, nan), 7, SOFT)
    elif name == "inferred":
        sheet.put(("*",), middle, y - 10 * LEADING / 2, 10, 600, SOFT, f"inferred:{gid}")
    else:
        marks.dot(sheet, middle, y, _Specimen(gid, 1, 1, 1, owner=name), size=6.4)
