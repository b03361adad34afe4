"""Spans of campaigns on one scale of time, with empty years cut out."""

import pandas as pd

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, RULE, SOFT
from campaigns.charts.text import text_width, wrap

_BAR, _CUT = 10.0, 14.0  # points: the height of a span, the gap where years are left out
#: The key of the two looks of a span: stated or not.
_LOOKS = (
    (True, ("dates printed in the report", "日期见于报告")),
    (False, ("pale: dates inferred", "浅色：日期系推断")),
)


def timeline(spans, name, *, title, subtitle, left_out, sources=None, note=""):
    """Campaigns as bars on one scale of time, ticked in months; empty years between are cut out, and the cut is marked.

    spans: DataFrame with figure_id, name, detail, said, start, end (NaT = none named), drawn_to (where the bar ends),
    start_basis, end_basis, owner, in the order to draw. A span whose days are stated is filled and its words carry the
    accent, an inferred one is pale with an outline; where no end is named the bar goes on as a dotted line. left_out:
    DataFrame figure_id, reason.
    """
    rows = spans.assign(who=spans.name, when=spans.detail, printed="")

    def body(sheet, told):
        axis = _Years(told, sheet.left + sheet.width * (0.02 if sheet.narrow else 0.38), sheet.right - 8)
        top = sheet.top + 8 * LEADING + 4
        sheet.top = top
        for row in sheet.part(told).itertuples():
            _span_row(sheet, axis, row)
        axis.lay(sheet, top, sheet.top)
        sheet.top += 9
        _key(sheet, told)

    return make(body, name=name, form=("Timeline", "时间线"), rows=rows, title=title, subtitle=subtitle, note=note,
                sources=sources, left_out=left_out, claims=False, scale="months; cut years are marked")  # fmt: skip


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
            sheet.put((str(year),), middle, top - 8 * LEADING - 4, 8, 600, SOFT, align="center", gid=gid)
            sheet.line([x, x + self.year], [bottom, bottom], SOFT, 0.8)
            for month in range(1, 13):
                place = self(pd.Timestamp(year, month, 1))
                sheet.line([place, place], [bottom, bottom + 3], SOFT, 0.6)
            if year in self.cuts:
                sheet.put(("//",), x - _CUT / 2, bottom - 9 * LEADING / 2, 9, 600, SOFT, align="center", over=True)


def _stated(row):
    return row.start_basis == "stated" and (row.end_basis == "stated" or pd.isna(row.end))


def _span_row(sheet, axis, row):
    """Name and dates on the left (above, on a narrow sheet), the bar, its length in words behind it."""
    room = sheet.width if sheet.narrow else min(axis.from_.values()) - sheet.left - 10
    names, detail = wrap(row.name, room, 9, 600), wrap(row.detail, room, 8)
    high = sheet.put(names, sheet.left, sheet.top, 9, 600, marks.text_colour(row), f"name:{row.figure_id}", over=True)
    gid = f"detail:{row.figure_id}"
    high += sheet.put(detail, sheet.left, sheet.top + high, 8, color=SOFT, gid=gid, over=True)
    y = sheet.top + (high + _BAR / 2 + 2 if sheet.narrow else high / 2)
    x0, x1 = axis(row.start), axis(row.drawn_to, ends=True)
    _bar(sheet, x0, x1, y, marks.colour(row), _stated(row), f"span:{row.figure_id}")
    sheet.signs[row.owner] = True
    if pd.isna(row.end):
        sheet.line([x1, x1 + 14], [y, y], marks.colour(row), 2, (1, 1.4), f"open:{row.figure_id}")
        x1 += 14
    _length(sheet, x0, x1, y, row)
    sheet.top = (y + _BAR / 2 if sheet.narrow else sheet.top + high) + 6
    sheet.line([sheet.left, sheet.right], [sheet.top - 3] * 2, "#eceff1", 0.6, zorder=0)


def _bar(sheet, x0, x1, y, face, stated, gid):
    sheet.rect(x0, y - _BAR / 2, x1 - x0, _BAR, face if stated else marks.pale(face), face, 0.8, gid=gid)


def _length(sheet, x0, x1, y, row):
    """The length of a span behind its bar, or before it where the sheet ends."""
    width, colour = text_width(row.said, 8, 600), ACCENT if _stated(row) else SOFT
    x, align = (x1 + 5, "left") if x1 + 5 + width <= sheet.right else (x0 - 5, "right")
    sheet.put((row.said,), x, y - 8 * LEADING / 2, 8, 600, colour, f"label:{row.figure_id}", align, over=True)


def _key(sheet, told):
    """What a filled and a pale span mean, as far as they are drawn."""
    drawn, x = {_stated(row) for row in told.itertuples()}, sheet.left
    for stated, words in _LOOKS:
        if stated in drawn:
            _bar(sheet, x, x + 14, sheet.top + 8 * LEADING / 2, marks.CORE, stated, f"key-span:{stated}")
            sheet.put((sheet.say(words),), x + 20, sheet.top, 8, color=SOFT, gid=f"key:{stated}")
            x += 20 + text_width(sheet.say(words), 8) + 14
    sheet.top += 8 * LEADING
