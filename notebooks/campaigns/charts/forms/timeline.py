"""Spans of campaigns on one scale of time, with empty years cut out."""

import matplotlib.colors
import pandas as pd

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, RULE, SOFT, wrap


def timeline(spans, name, *, title, subtitle, sources, left_out, note=""):
    """Campaigns as bars on one scale of time; empty years between are cut out, and the cut is marked.

    spans: DataFrame with figure_id, name, detail, start, end (NaT = open), start_basis, end_basis, owner, said, in the
    order to draw. A stated span is filled, an inferred one pale with an outline and an asterisk in its words; an open
    end has a chevron. left_out: DataFrame figure_id, reason.
    """
    rows = spans.assign(who=spans.name, when="", printed="", value=[s.toordinal() for s in spans.start])

    def body(sheet, told):
        axis = _Years(told, sheet.left + sheet.width * 0.38, sheet.right - 8)
        top = sheet.top + 8 * LEADING + 4
        sheet.top = top
        for row in sheet.part(told).itertuples():
            _span_row(sheet, axis, row)
        axis.lay(sheet, top, sheet.top)
        sheet.top += 4

    return make(body, name=name, form=("Timeline", "时间线"), rows=rows, title=title, subtitle=subtitle, note=note,
                sources=sources, left_out=left_out, claims=False, scale="months; cut years are marked")  # fmt: skip


class _Years:
    """The years that hold anything, side by side, each as long as its days; a cut where years are left out."""

    def __init__(self, spans, start, end):
        latest = max(spans.start.max(), spans.end.max())
        held = set()
        for span in spans.itertuples():
            held |= set(
                range(
                    span.start.year,
                    (latest if pd.isna(span.end) else span.end).year + 1
                    if not pd.isna(span.end)
                    else span.start.year + 1,
                )
            )
        self.years = sorted(held)
        self.cuts = [b for a, b in zip(self.years, self.years[1:], strict=False) if b != a + 1]
        gap = 14
        self.year = (end - start - gap * len(self.cuts)) / len(self.years)
        self.from_ = {}
        x = start
        for year in self.years:
            x += gap if year in self.cuts else 0
            self.from_[year] = x
            x += self.year
        self.end = x

    def __call__(self, day, ends=False):
        """The place of a day's beginning, or of its end."""
        number = day.dayofyear - (0 if ends else 1)
        return self.from_[day.year] + number / (366 if day.is_leap_year else 365) * self.year

    def lay(self, sheet, top, bottom):
        for year, x in self.from_.items():
            sheet.line([x, x], [top - 3, bottom], RULE, 0.8, zorder=1)
            sheet.put(
                (str(year),),
                x + self.year / 2,
                top - 8 * LEADING - 4,
                8,
                600,
                SOFT,
                align="center",
                gid=f"tick:year:{year}",
            )
            if year in self.cuts:
                sheet.put(("//",), x - 7, bottom - 8 * LEADING, 9, 600, SOFT, align="center", over=True)
        sheet.line([self.end, self.end], [top - 3, bottom], RULE, 0.8, zorder=1)


def _span_row(sheet, axis, row):
    room = min(axis.from_.values()) - sheet.left - 10
    names, detail = wrap(row.name, room, 9, 600), wrap(row.detail, room, 8)
    height = (len(names) * 9 + len(detail) * 8) * LEADING
    sheet.put(names, sheet.left, sheet.top, 9, 600, marks.text_colour(row), f"name:{row.figure_id}")
    sheet.put(detail, sheet.left, sheet.top + len(names) * 9 * LEADING, 8, color=SOFT, gid=f"detail:{row.figure_id}")
    y, face = sheet.top + height / 2, marks.colour(row)
    x0 = axis(row.start)
    x1 = axis(row.end, ends=True) if not pd.isna(row.end) else x0 + axis.year / 12
    stated = row.start_basis == "stated" and row.end_basis == "stated"
    sheet.rect(x0, y - 5, x1 - x0, 10, face if stated else _pale(face), face, 0.8, gid=f"span:{row.figure_id}")
    after = x1 + 4
    if pd.isna(row.end):
        marks.beside(sheet, x1, y, marks.Due("chevron", 1, False, "dot"), face, row.figure_id)
        after += 8
    width = sheet.right - after
    lines = wrap(row.said, max(width, 60), 8, 600)
    if width < 60:
        sheet.put(
            lines,
            x0 - 4,
            y - len(lines) * 8 * LEADING / 2,
            8,
            600,
            gid=f"label:{row.figure_id}",
            align="right",
            over=True,
        )
    else:
        sheet.put(lines, after, y - len(lines) * 8 * LEADING / 2, 8, 600, gid=f"label:{row.figure_id}", over=True)
    sheet.top += height + 6
    sheet.line([sheet.left, sheet.right], [sheet.top - 3] * 2, "#eceff1", 0.6, zorder=0)


def _pale(color):
    rgb = matplotlib.colors.to_rgb(color)
    return matplotlib.colors.to_hex([1 - (1 - c) * 0.35 for c in rgb])
