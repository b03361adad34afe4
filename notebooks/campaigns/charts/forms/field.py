"""A claim as part of its whole, as a field of dots."""

import math

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.forms.units import PALE, count_of, lay_alike
from campaigns.charts.layout import ACCENT, LEADING, SOFT
from campaigns.charts.scale import Scale

__all__ = ["field"]

_PITCH = 9.0  # points from dot to dot, at most


def field(row_of, name, *, whole, unit, unit_words, whole_words, finding="", doubt="", **said):
    """One claim as part of its whole: a field of dots, the claimed ones in its owner's colour from the left.

    row_of: described rows with exactly one row. whole: all there are. unit: how many a dot stands for. unit_words,
    whole_words: "one dot: 10,000 households", "all 12.7 million family households (2020)". finding: words in the accent
    colour above the claimed part. doubt: what would make it less. said: as for make(). A lower bound fills whole
    dots only and carries its chevron. Raises MisleadingChart for a claim beyond the whole or of several readings.
    """
    honesty.within_limit(row_of, whole)
    honesty.certain_units(row_of)

    def body(sheet, told):
        claim = next(told.itertuples())
        deep = 14 if sheet.compact else 20
        columns = math.ceil(whole / unit / deep)
        left = sheet.clear("0")
        step = (sheet.right - left) / columns
        filled, _ = count_of(claim, unit)
        _field_words(sheet, claim, unit_words, whole_words, finding)
        _bracket(sheet, claim, left, math.ceil(filled / deep) * step, doubt)
        top = sheet.top
        _field_dots(sheet, claim, round(whole / unit), filled, deep, left, step)
        sheet.top = top + deep * min(step, _PITCH) + 2
        scale = Scale(0, columns * deep * unit, left, sheet.right, (claim.metric_id, claim.unit))
        sheet.line([left, sheet.right], [sheet.top] * 2, SOFT, 0.6)
        sheet.axis(scale, sheet.top, sheet.top + 3)
        sheet.top += 3 + 8 * LEADING + 4

    form, scale = ("Field of units", "单位点阵图"), f"{unit:,} a dot, of {whole:,}"
    return make(body, name=name, form=form, rows=row_of, scale=scale, **said)


def _field_words(sheet, claim, unit_words, whole_words, finding):
    """The finding and the claim on the left, unit and whole on the right (below one another where it is narrow)."""
    colour = marks.text_colour(claim)
    if finding:
        sheet.text(finding, size=11, weight=600, color=ACCENT, gap=1)
    if sheet.narrow:
        sheet.text(claim.said, weight=600, color=colour, gid=f"label:{claim.figure_id}")
        sheet.text(whole_words, color=SOFT, gid="whole-words:")
        sheet.text(unit_words, size=8, color=SOFT, gap=3, gid="unit-words:")
    else:
        if finding:
            y, words = sheet.top - 11 * LEADING, sheet.say(unit_words)
            sheet.put(words, sheet.right, y, 8, color=SOFT, align="right", gid="unit-words:")
        sheet.put(claim.said, sheet.left, sheet.top, 9, 600, colour, f"label:{claim.figure_id}")
        sheet.put(sheet.say(whole_words), sheet.right, sheet.top, 9, color=SOFT, align="right", gid="whole-words:")
        sheet.top += 9 * LEADING + 3


def _bracket(sheet, claim, left, reach, doubt):
    """The finding's bracket over the claimed part, and behind it what would make that less."""
    ends = [left, left, left + reach - 1, left + reach - 1]
    sheet.line(ends, [sheet.top + 4, sheet.top, sheet.top, sheet.top + 4], ACCENT, 1.2)
    if doubt:  # behind the sign of the hedge, which stands at the end of the bracket
        marks.doubt(sheet, left + reach + 16, sheet.top + 2, sheet.say(doubt), claim.figure_id)
        sheet.top += 4
    sheet.top += 7


def _field_dots(sheet, claim, total, filled, per_column, left, step):
    top, pitch = sheet.top, min(step, _PITCH)
    places = [(left + (n // per_column + 0.5) * step, top + (n % per_column + 0.5) * pitch) for n in range(total)]
    size, form, face = pitch * 0.72, marks.due(claim), marks.colour(claim)
    lay_alike(sheet, places[:filled], "o", size, face, f"unit:{claim.figure_id}", form.hollow)
    lay_alike(sheet, places[filled:], "o", size, PALE, f"rest:{claim.figure_id}")
    if form.sign:  # behind the bracket over the claimed part, clear of the other dots
        columns = math.ceil(filled / per_column)
        marks.beside(sheet, left + columns * step, top - 5, form, face, claim.figure_id)
