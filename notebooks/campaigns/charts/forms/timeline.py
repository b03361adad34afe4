"""Spans of campaigns on one scale of time, with empty years cut out."""

import pandas as pd

from campaigns.charts import key, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, RULE, SOFT
from campaigns.charts.text import text_width

__all__ = ["timeline"]

_BAR, _CUT, _ON = 10.0, 14.0, 14.0  # points: the height of a span, the gap where years are left out, an open end
#: The key of the looks of a span: stated, not stated, without an end.
_LOOKS = {
    "stated": ("filled: dates printed in the report", "实心：日期见于报告"),
    "light": ("light, outlined: dates inferred*", "浅色带框：日期系推断*"),
    "open": ("no end named", "未写明终点"),
}


def timeline(spans, name, **said):
    """Campaigns as bars on one scale of time, ticked in months; empty years between are cut out, and the cut is marked.

    spans: DataFrame with figure_id, name, detail, said (each once more in Chinese), start, end (NaT = none named),
    drawn_to (where the bar ends), start_basis, end_basis, owner, in the order to draw. A span whose days are stated is
    filled and its words carry the accent, an inferred one is light with an outline; where no end is named the bar goes
    on as a dotted line. said: as for make().
    """
    rows = spans.assign(who=spans.name, who_zh=spans.name_zh, when=spans.detail, when_zh=spans.detail_zh, printed="")

    def body(sheet, told):
        axis = _Years(told, sheet.left + sheet.width * (0.02 if sheet.narrow else 0.38), sheet.right - 8)
        top = sheet.top + 8 * LEADING + 4
        sheet.top = top
        for row in sheet.part(told).itertuples():
            _span_row(sheet, axis, row)
        axis.lay(sheet, top, sheet.top)
        sheet.top += 9
        _key(sheet, sheet.part(told))

    form, scale = ("Timeline", "时间线"), "months; cut years are marked"
    return make(body, name=name, form=form, rows=rows, claims=False, scale=scale, **said)


class _Years:
    """The years that hold anything, side by side, each as long as its days; a cut where years are left out."""

    def __init__(self, spans, start, end):
        held = {year for a, b in zip(spans.start, spans.drawn_to, strict=True) for year in range(a.year, b.year + 1)}
        years = sorted(held)
        self.cuts = [b for a, b in zip(years, years[1:], strict=False) if b != a + 1]
        self.year = (end - start - _CUT * len(self.cuts)) / len(years)
        self.from_, x = {}, start
        for year in years:
            x += _CUT if year in self.cuts else 0
            self.from_[year] = x
            x += self.year

    def __call__(self, day, ends=False):
        """The place of a day's beginning, or of its end."""
        number = day.day_of_year - (0 if ends else 1)
        return self.from_[day.year] + number / (366 if day.is_leap_year else 365) * self.year

    def lay(self, sheet, top, bottom):
        """Years with their names above, months as ticks below."""
        for year, x in self.from_.items():
            for edge in (x, x + self.year):
                sheet.line([edge, edge], [top - 3, bottom], RULE, 0.8, zorder=1)
            middle = x + self.year / 2
            gid = f"tick:year:{year}"
            sheet.put(str(year), middle, top - 8 * LEADING - 4, 8, 600, SOFT, align="center", gid=gid)
            sheet.line([x, x + self.year], [bottom, bottom], SOFT, 0.8)
            for month in range(1, 13):
                place = self(pd.Timestamp(year, month, 1))
                sheet.line([place, place], [bottom, bottom + 3], SOFT, 0.6)
            if year in self.cuts:
                sheet.put("//", x - _CUT / 2, bottom - 9 * LEADING / 2, 9, 600, SOFT, align="center", over=True)


def _stated(row):
    return row.start_basis == "stated" and (row.end_basis == "stated" or pd.isna(row.end))


def _span_row(sheet, axis, row):
    """Name and dates on the left (above, on a narrow sheet), the bar, its length in words behind it."""
    room = sheet.width if sheet.narrow else min(axis.from_.values()) - sheet.left - 10
    high = marks.words(sheet, row, "name", sheet.left, sheet.top, room, over=True)
    high += marks.words(sheet, row, "detail", sheet.left, sheet.top + high, room, over=True)
    y = sheet.top + (high + _BAR / 2 + 2 if sheet.narrow else high / 2)
    x0, x1 = axis(row.start), axis(row.drawn_to, ends=True)
    _bar(sheet, x0, x1, y, marks.colour(row), _stated(row), f"span:{row.figure_id}")
    sheet.signs.add(row.owner)
    if pd.isna(row.end):
        _dotted(sheet, x1, y, marks.colour(row), f"open:{row.figure_id}")
        x1 += _ON
    _length(sheet, x0, x1, y, row)
    sheet.top = (y + _BAR / 2 if sheet.narrow else sheet.top + high) + 6
    sheet.line([sheet.left, sheet.right], [sheet.top - 3] * 2, "#eceff1", 0.6, zorder=0)


def _bar(sheet, x0, x1, y, face, stated, gid):
    ground = face if stated else marks.pale(marks.pale(marks.pale(face)))
    sheet.rect(x0, y - _BAR / 2, x1 - x0, _BAR, ground, face, 0.8, gid=gid)


def _dotted(sheet, x, y, face, gid):
    sheet.line([x, x + _ON], [y, y], face, 2, (1, 1.4), gid)


def _length(sheet, x0, x1, y, row):
    """The length of a span behind its bar, or before it where the sheet ends."""
    width, colour = text_width(row.said, 8, 600), ACCENT if _stated(row) else SOFT
    x, align = (x1 + 5, "left") if x1 + 5 + width <= sheet.right else (x0 - 5, "right")
    sheet.put(row.said, x, y - 8 * LEADING / 2, 8, 600, colour, f"label:{row.figure_id}", align, over=True)


def _key(sheet, told):
    """What the looks of a span mean, as far as they are drawn, each in the colours that have it."""
    faces = {look: {} for look in _LOOKS}
    for row in told.itertuples():
        for look in ("stated" if _stated(row) else "light", *(["open"] if pd.isna(row.end) else [])):
            faces[look][marks.colour(row)] = True

    def draw(sheet, x, y, look):
        for n, face in enumerate(faces[look]):
            specimen(sheet, x + 20 * n, y, face, look)

    key.flow(sheet, [(look, sheet.say(_LOOKS[look]), 20 * len(held), draw) for look, held in faces.items() if held],
             between=3, spare=14)  # fmt: skip


def specimen(sheet, x, y, face, look):
    """A look of a span, 14 points wide: "stated", "light" or "open"."""
    if look == "open":
        _dotted(sheet, x, y, face, f"key-span:{look}")
    else:
        _bar(sheet, x, x + 14, y, face, look == "stated", f"key-span:{look}")
