"""Counts at points in time, as dots without a line, with breaks of definition between them."""

import math

import pandas as pd

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, SOFT
from campaigns.charts.scale import Scale, fitting
from campaigns.charts.text import text_width, wrap
from campaigns.claims import wording

__all__ = ["on_day", "points"]

_BAND = "#eceff1"  # pale: here what is counted may have changed

_APART = 30  # points between the lines of the grid, so that a number and its day have room between them
_SAID = 8.5  # points: the number of a dot


def points(rows, name, *, breaks=(), tall=150, **said):
    """Counts of one metric at points in time, as dots without a line: no course between them is known.

    rows: described rows with period_end. breaks: [(first day, last day, words)] pale bands in which the definition may
    have changed. tall: points of height, but for a slide. said: as for make().
    """
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value)

    def body(sheet, told):
        first, last = told.period_end.min().year, told.period_end.max().year + 1
        high = min(tall, 108) if sheet.compact else tall
        up = fitting(marks.ends(rows), sheet.top + high, sheet.top + 18, what=marks.what(told))
        most = int((up.start - up.end) // _APART)
        left = sheet.left + max(text_width(up.tick_words(tick, sheet.language), 8) for tick in up.ticks(most)) + 8
        right = sheet.right - (64 if sheet.narrow else 88) - 8
        days = Scale(pd.Timestamp(first, 1, 1).toordinal(), pd.Timestamp(last, 1, 1).toordinal(), left, right)
        sheet.upright_axis(up, days.start, days.end, most)
        _years(sheet, days, up.start, first, last)
        bands = [(days(start.toordinal()), days(end.toordinal())) for start, end, _ in breaks]
        taken = [_break(sheet, *band, up, words) for band, (_, _, words) in zip(bands, breaks, strict=True)]
        grid = [(days.start, up(tick) - 1, days.end, up(tick) + 1) for tick in up.ticks(most)]
        _points(sheet, told, days, up, bands, taken, grid)
        sheet.top += high + 8 * LEADING + 8

    form, scale = ("Dots over time", "时间点图"), "linear from 0; time in days"
    return make(body, name=name, form=form, rows=rows, scale=scale, **said)


def _years(sheet, days, foot, first, last):
    most = math.ceil(32 / (days.end - days.start) * (last - first))  # years between two that are named
    for year in range(first, last + 1):
        x, next_x = (days(pd.Timestamp(y, 1, 1).toordinal()) if y <= last else None for y in (year, year + 1))
        sheet.line([x, x], [foot, foot + 4], SOFT, 0.8, gid=f"tick:day:{year}-01-01")
        if next_x and (year - first) % most == 0:  # a year's name stands in the middle of its days
            sheet.put(str(year), (x + next_x) / 2, foot + 4, 8, color=SOFT, align="center", gid=f"year:{year}")


def _break(sheet, x0, x1, up, words):
    """A pale band with words above it; returns the box of the words."""
    sheet.rect(x0, up.end, x1 - x0, up.start - up.end, _BAND, gid="break:", zorder=0)
    said = sheet.say(words)
    half = text_width(said, 9, 600) / 2
    middle, top = min(max((x0 + x1) / 2, sheet.left + half), sheet.right - half), up.end - 9 * LEADING - 2
    tall = sheet.put(said, middle, top, 9, 600, SOFT, align="center", over=True)
    return middle - half, top, middle + half, top + tall


def on_day(row, language):
    """The day of a state of things, as the detail of its dot."""
    return wording.period(row, language).removeprefix("as of ").removeprefix("截至")


def _spots(sheet, x, y, row, left_end):
    """(corner and size of the words beside a dot, align, texts from the top), the best first: the number beside its dot,
    the detail below or above it, then both above, below, at its corners."""
    room = 64 if sheet.narrow else 88
    said = ("label", wrap(row.said, room, _SAID, 600), _SAID, 600, marks.text_colour(row))
    detail = ("detail", wrap(row.detail, room, 8), 8, "normal", SOFT)
    down, raised = (said, detail), (detail, said)
    wide = max(text_width(line, size, weight) for _, lines, size, weight, _ in down for line in lines)
    tall = sum(len(lines) * size for _, lines, size, *_ in down) * LEADING
    half, aside, above, below = _SAID * LEADING / 2, 8.5, y - tall - (16 if marks.due(row).sign else 6), y + 6
    middle, left, lift = min(max(x - wide / 2, left_end), sheet.right - wide), x - aside - wide, y + half - tall
    for start, top, align, texts in (
        (x + aside, y - half, "left", down), (left, y - half, "right", down), (x + aside, lift, "left", raised),
        (left, lift, "right", raised), (middle, above, "center", down), (middle, below, "center", down),
        (x - wide - 1, above, "right", down), (x - wide - 1, below, "right", down), (x + 1, above, "left", down),
        (x + 1, below, "left", down),
    ):  # fmt: skip
        if left_end <= start and start + wide <= sheet.right + 0.5:
            yield (start, top, start + wide, top + tall), align, texts


def _placed(choices, taken, bands):
    """One spot for each row, clear of dots, of one another and of the edges of bands; None if there is none."""
    if not choices:
        return []
    for spot in choices[0]:
        if not any(_hits(spot[0], box) for box in taken) and not any(_crosses(spot[0], band) for band in bands):
            rest = _placed(choices[1:], [*taken, spot[0]], bands)
            if rest is not None:
                return [spot, *rest]
    return None


def _hits(one, other):
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _crosses(box, band):
    return _hits(box, (band[0], -math.inf, band[1], math.inf)) and not _inside(box, band)


def _inside(box, band):
    return band[0] < box[0] and box[2] < band[1]


def _points(sheet, told, days, up, bands, taken, grid):
    """Dots, each with its number and below that its words where they are clear of all else, of what is taken too, and
    of the lines of the grid if they can."""
    rows = list(told.itertuples())
    places = [(days(row.period_end.toordinal()), up(row.value)) for row in rows]
    heights = [14 if marks.due(row).sign else 5 for row in rows]
    taken = taken + [(x - 6, y - high, x + 6, y + 5) for (x, y), high in zip(places, heights, strict=True)]
    choices = [list(_spots(sheet, *place, row, days.start + 2)) for place, row in zip(places, rows, strict=True)]
    spots = _placed(choices, taken + grid, bands) or _placed(choices, taken, bands) or [some[0] for some in choices]
    for row, (x, y), ((left, top, right, _), align, texts) in zip(rows, places, spots, strict=True):
        marks.dot(sheet, x, y, row, size=None if marks.row_is_small(row) else 8, upright=True)
        ground = _BAND if any(_inside((left, top, right, top), band) for band in bands) else "white"
        at = {"left": left, "center": (left + right) / 2, "right": right}[align]
        for kind, lines, size, weight, color in texts:
            gid = f"{kind}:{row.figure_id}"
            top += sheet.put(lines, at, top, size, weight, color, gid, align, over=True, ground=ground)
