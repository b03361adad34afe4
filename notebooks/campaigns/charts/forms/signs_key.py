"""The key of all signs, looks and colours, each sign on a real row of the record that is due to carry it."""

from collections import Counter

import pandas as pd

from campaigns.charts import honesty, key, marks
from campaigns.charts.chart import make
from campaigns.charts.forms.timeline import specimen
from campaigns.charts.layout import ACCENT, INK, LEADING, RULE, SOFT
from campaigns.charts.text import joined, wrap
from campaigns.claims import needs, wording
from campaigns.claims.select import chosen

__all__ = ["carried", "signs_counted", "signs_key"]

_PLAIN = ("as printed, no hedge", "照印数，无限定词")
_DOUBT = ("; its label ends in ?", "；标注以“?”结尾")
#: What is no row's sign: words of the colour that is no owner's, of the looks of bars and of what hangs on a condition.
_REMARK = ("orange: this project points to the finding", "橙色：本项目的提示")
_LOOKS = {
    "hollow": ("bar: repaired", "条形：修复读数"),
    "light": ("span: dates inferred", "时段：日期系推断"),
    "open": ("span: no end named", "时段：未写明终点"),
    "interval": marks.OTHER_SIGNS["interval"],
    "doubt": ("fewer, if the condition beside it is true", "若旁注条件成立则更少"),
}
_MARK = 9.0  # points: the marks of the key, larger than in charts


def signs_key(rows, name, *, columns=5, **said):
    """A cell a sign: the mark of a row as charts draw it, how many claims carry it, its meaning, the row in words; last
    looks and colours.

    rows: described rows in the order to read, with a column sign, what a row shows: "" (a plain mark) or a name of
    marks.ORDER, and a column many: a count, blank where nothing is counted. said: as for make(). Raises MisleadingChart
    for a row that does not carry the sign it is to show.
    """
    for row in rows.itertuples():
        if row.sign not in carried(row):
            raise honesty.MisleadingChart(f"{row.figure_id} does not show {row.sign!r}: take another row")
    rows = rows.assign(when="", when_zh="")  # a key has no period

    def body(sheet, told):
        across = 1 if sheet.narrow else columns
        width = (sheet.width - 12 * (across - 1)) / across
        cells = sheet.part(list(told.itertuples()))
        for start in range(0, len(cells), across):
            places = [(row, sheet.left + n * (width + 12)) for n, row in enumerate(cells[start : start + across])]
            sheet.top = max(_cell(sheet, row, x, sheet.top, width) for row, x in places) + (3 if sheet.narrow else 5)
        if sheet.layout.part[0] == sheet.layout.part[1]:
            _strip(sheet, _LOOKS, _look)
            _strip(sheet, {what: words for what, (_, words) in marks.OWNERS.items()} | {"remark": _REMARK}, _colour)
        sheet.is_key = True

    return make(body, name=name, form=("Key of the signs", "符号图例"), rows=rows, scale="none, a key", **said)


def carried(row):
    """The names of all signs that a row carries, and so may serve as an example of."""
    form = marks.due(row)
    found = {form.sign or ""} if not form.hollow and form.body == "dot" else set()
    found |= {"repaired"} if form.hollow else set()
    found |= {form.body} if form.body != "dot" else set()
    found |= {"possible"} if form.sign.startswith("chevron") and row.unit == "percent" else set()
    found |= {"small"} if marks.row_is_small(row) else {"quiet"}
    return found | ({"inferred"} if "inferred" in (row.start_basis, row.end_basis) else set())


@needs.reckoned
def signs_counted(record):
    """How many distinct claims of the record carry each sign: DataFrame sign, count."""
    counts = Counter(sign for row in chosen(record, {}) for sign in carried(row))
    return pd.DataFrame(sorted(counts.items()), columns=["sign", "count"])


def _cell(sheet, row, x, top, width):
    """Lay one cell, its words below the mark, or beside it on a narrow sheet; returns where it ends."""
    sign, count = row.sign, row.many
    sheet.line([x, x + width], [top, top], RULE, 0.8)
    y = top + 12
    if count == count:
        gid = f"total:{row.figure_id}"
        sheet.put(f"{count:,.0f}", x + width, y - 12 * LEADING / 2, 12, 600, gid=gid, align="right")
    if sign == "inferred":
        day = row.period_start if row.start_basis == "inferred" else row.period_end
        said, gid = f"{wording.day(day, sheet.language)}*", f"label:{row.figure_id}"
        size = 8 if sheet.narrow else 9  # a Chinese date is as wide as the room beside the words
        sheet.put(said, x, y - size * LEADING / 2, size, 600, marks.text_colour(row), gid)
    elif sign == "possible":
        _half_open(sheet, row, x, y)
    else:
        size = _MARK if sign != "small" else None
        end = marks.dot(sheet, x + 8, y, row, size=size, quiet=sign == "quiet", to_x=_two_places(row, x))
        if sign == "range":
            sheet.put("?", end, y - 9 * LEADING / 2, 9, 600, marks.text_colour(row))
    x, y, width = (x + 66, top + 3, width - 66 - 32) if sheet.narrow else (x, y + 9, width)
    meaning = marks.sign_words(sign, sheet.language) if sign else sheet.say(_PLAIN)
    meaning += sheet.say(_DOUBT) if sign == "range" else ""
    y += sheet.put(wrap(meaning, width, 8.5, 600), x, y, 8.5, 600, gid=f"name:{row.figure_id}")
    example = wrap(joined(sheet.language, row.said, row.name), width, 8)
    return y + sheet.put(example, x, y, 8, color=SOFT, gid=f"detail:{row.figure_id}")


def _two_places(row, x):
    """The places of the two ends of a range, of no scale."""
    return lambda value: x + 4 if value == min(row.low, row.high) else x + 14


def _half_open(sheet, row, x, y):
    """A share's bar up to its bound, hatched up to the whole, which is 60 points long."""
    end = x + 60 * row.low / 100
    sheet.rect(x, y - 4, end - x, 8, marks.colour(row), gid=f"bar:{row.figure_id}")
    marks.beside(sheet, end, y, marks.due(row), marks.colour(row), row.figure_id, 7, edged=True)
    marks.possible(sheet, end, x + 60, y, row, 8, marks.colour(row))


def _strip(sheet, told, draw):
    """Things that are no row's, each drawn with its words, on one line or on as many as they need."""
    sheet.line([sheet.left, sheet.right], [sheet.top, sheet.top], RULE, 0.8)
    sheet.top += 4
    entries = [(what, sheet.say(words), 20, draw) for what, words in told.items()]
    key.flow(sheet, entries, 8.5, 600, INK, gap=16, between=2, kind="key-words")
    sheet.top += 4


def _colour(sheet, x, y, what):
    if what == "remark":
        sheet.line([x, x, x + 14, x + 14], [y - 2, y + 3, y + 3, y - 2], ACCENT, 1.2, gid=f"key:{what}")
    else:
        sheet.dots([x + 7], [y], size=7, face=marks.OWNERS[what][0], edge_width=0, gid=f"key:{what}")


def _look(sheet, x, y, what):
    """A bar or span as charts draw it, or the sign of what may make a number smaller."""
    if what == "doubt":
        marks.doubt(sheet, x + 4, y, "", "key-doubt")
    elif what == "interval":
        key.specimen(sheet, x, y, what)
    elif what == "hollow":
        marks.oblong(sheet, x, y, 14, 9, marks.CORE, True, f"key:{what}")
    else:
        specimen(sheet, x, y, marks.CORE, what)
