"""Claims as dots on one scale, one a row, with all that tells it from the others beside it."""

from dataclasses import replace

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, RULE, SOFT
from campaigns.charts.scale import fitting
from campaigns.charts.text import text_width, wrap

__all__ = ["listed"]

_NAMES = 0.42  # as much of the sheet's width is for names, at most
_LABEL = 0.26  # and for the longest label


def listed(rows, name, *, log=False, percent=False, **said):
    """Dots on one common scale, one a row, in the order given; name, detail and number stand in words.

    rows: described rows. log, percent: of the scale. said: as for make(). Raises MisleadingChart for mixed units, a
    lone dot, a spread that is too wide for a linear scale.
    """
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value)
    ends = marks.ends(rows)
    honesty.spread_fits(ends, log)

    def body(sheet, told):
        label = min(max(text_width(said, 9, 600) for said in told.said) + 22, sheet.width * _LABEL)
        scale = fitting(ends, 0, sheet.right - label, log=log, percent=percent, what=marks.what(told))
        first = sheet.clear(scale.tick_words(scale.low, sheet.language))
        start = max(first, sheet.left + 8) if sheet.narrow else sheet.left + sheet.width * _NAMES
        scale = replace(scale, start=start)
        top = sheet.top
        for row in sheet.part(told).itertuples():
            _lay_listed(sheet, scale, row)
        sheet.axis(scale, top, sheet.top)
        sheet.top += 8 * LEADING + 6
        if log:
            sheet.text(("Equal steps are equal ratios.", "等距表示等比。"), 8, color=SOFT, gap=2)

    scale = "logarithmic" if log else "linear"
    return make(body, name=name, form=("List of dots", "点列图"), rows=rows, scale=scale, **said)


def _lay_listed(sheet, scale, row):
    """Name and detail, the mark in the middle of them, the number behind it or, where it is narrow, below them."""
    room = (sheet.width if sheet.narrow else scale.start - sheet.left) - 12
    sheet.line([sheet.left, sheet.right], [sheet.top, sheet.top], RULE, 0.4, zorder=0)
    top = sheet.top + 2
    tall = marks.words(sheet, row, "name", sheet.left, top, room, over=True)
    tall += marks.words(sheet, row, "detail", sheet.left, top + tall, room, over=True)
    reach = max(map(scale, marks.known(row)))
    room = sheet.right - reach - 18
    said = len(wrap(row.said, room, 9, 600)) * 9 * LEADING
    height = max(said, 10)
    y = top + tall + height / 2 + 1 if sheet.narrow else top + max(tall, height) / 2
    after = marks.dot(sheet, reach, y, row, to_x=scale)
    marks.words(sheet, row, "label", after + 2, y - said / 2, room, over=True)
    sheet.top = (y + height / 2 if sheet.narrow else top + max(tall, height)) + 3
