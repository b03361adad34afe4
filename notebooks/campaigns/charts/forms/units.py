"""Counts as units: one mark a unit, never rescaled, so that an amount is an amount of ink.

field: a claim as part of a whole, one dot a fixed number. squares: rows of unit squares, several claims on one unit.
icons: the same with figures of police, helpers or doors.
"""

import math

from matplotlib.path import Path

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, SOFT, said_in, wrap
from campaigns.charts.scale import Scale

PALE = "#c9d2da"


def count_of(row, unit):
    """(whole units, part of one) that a row's amount fills; the part of a lower bound is dropped, never rounded up."""
    low = row.low if row.low == row.low else row.value
    whole = math.floor(low / unit + 1e-9)
    return whole, 0.0 if row.high != row.high else low / unit - whole


def field(row_of, name, *, whole, unit, unit_words, whole_words, title, subtitle, note="", finding="", per_column=20,
          scale_words="", sources=None, left_out=None):  # fmt: skip
    """One claim as part of its whole: a field of dots, the claimed ones in its owner's colour from the left.

    row_of: described rows with exactly one row. whole: all there are. unit: how many a dot stands for. unit_words,
    whole_words: "one dot: 10,000 households", "all 12.7 million family households (2020)". finding: words in the accent
    colour above the claimed part. A lower bound fills whole dots only and carries its chevron.
    """
    honesty.within_limit(row_of, whole)

    def body(sheet, told):
        claim = next(told.itertuples())
        columns = math.ceil(whole / unit / per_column)
        step = sheet.width / columns
        filled, _ = count_of(claim, unit)
        _field_words(sheet, claim, unit_words, whole_words, finding, (math.ceil(filled / per_column)) * step)
        top = sheet.top
        _field_dots(sheet, claim, round(whole / unit), filled, per_column, step, top)
        sheet.top = top + per_column * min(step, 9) + 2
        scale = Scale(0, columns * per_column * unit, sheet.left, sheet.right, (claim.metric_id, claim.unit))
        sheet.line([sheet.left, sheet.right], [sheet.top] * 2, SOFT, 0.6)
        sheet.axis(scale, sheet.top, sheet.top + 3)
        sheet.top += 3 + 8 * LEADING + 4

    return make(body, name=name, form=("Field of units", "单位点阵图"), rows=row_of, title=title, subtitle=subtitle, note=note,
                sources=sources, left_out=left_out, scale=scale_words or f"{unit:,} a dot, of {whole:,}")  # fmt: skip


def _field_words(sheet, claim, unit_words, whole_words, finding, reach):
    if finding:
        sheet.put((sheet.say(finding),), sheet.left, sheet.top, 11, 600, ACCENT)
    sheet.put((sheet.say(unit_words),), sheet.right, sheet.top + 1, 8, color=SOFT, align="right", gid="unit-words:")
    sheet.top += 11 * LEADING + 1
    sheet.put((claim.said,), sheet.left, sheet.top, 9, 600, marks.text_colour(claim), f"label:{claim.figure_id}")
    sheet.put((sheet.say(whole_words),), sheet.right, sheet.top, 9, color=SOFT, align="right", gid="whole-words:")
    sheet.top += 9 * LEADING + 3
    sheet.line([sheet.left, sheet.left, sheet.left + reach - 1, sheet.left + reach - 1],
               [sheet.top + 4, sheet.top, sheet.top, sheet.top + 4], ACCENT, 1.2)  # fmt: skip
    sheet.top += 7


def _field_dots(sheet, claim, total, filled, per_column, step, top):
    pitch = min(step, 9)
    places = [(sheet.left + (n // per_column + 0.5) * step, top + (n % per_column + 0.5) * pitch) for n in range(total)]
    size = pitch * 0.72
    form = marks.due(claim)
    xs, ys = zip(*places[:filled], strict=True)
    hollow = (
        dict(face="white", edge=marks.colour(claim), edge_width=1)
        if form.hollow
        else dict(face=marks.colour(claim), edge_width=0)
    )
    sheet.dots(xs, ys, size=size, gid=f"unit:{claim.figure_id}", **hollow)
    xs, ys = zip(*places[filled:], strict=True)
    sheet.dots(xs, ys, size=size, face=PALE, edge_width=0, gid=f"rest:{claim.figure_id}")
    if form.sign:  # behind the bracket over the claimed part, clear of the other dots
        columns = math.ceil(filled / per_column)
        marks.beside(sheet, sheet.left + columns * step, top - 5, form, marks.colour(claim), claim.figure_id)


def squares(rows, name, *, unit, unit_words, title, subtitle, note="", per_line=40, side=7.0, group=None, big=None,
            extra=None, sources=None, left_out=None, claims=True, scale_words=""):  # fmt: skip
    """Rows of unit squares: name and detail on the left, the number large, then one square for each unit.

    rows: described rows (value, low, high ...). unit: how many a square stands for; all rows share it. unit_words: says
    so. per_line: squares in a line. group: column of headings. big: function (row) of the large number, default said.
    extra: figure_id -> how many of its last units carry the accent (an increase). Part of a unit is a narrower square.
    """
    return _rows_of_units(
        rows,
        name,
        None,
        unit,
        unit_words,
        title,
        subtitle,
        note,
        per_line,
        side,
        group,
        big,
        extra,
        sources,
        left_out,
        claims,
        scale_words,
    )


def icons(rows, name, *, icon, unit, unit_words, title, subtitle, note="", per_line=30, side=15.0, group=None, big=None,
          sources=None, left_out=None, claims=True, scale_words=""):  # fmt: skip
    """Rows of small figures, one for each unit, rounded to whole ones (a lower bound down).

    icon: the name of a figure in ICONS, or a column that holds one a row; the rest as for ``squares``.
    """
    return _rows_of_units(
        rows,
        name,
        icon,
        unit,
        unit_words,
        title,
        subtitle,
        note,
        per_line,
        side,
        group,
        big,
        None,
        sources,
        left_out,
        claims,
        scale_words,
    )


def _rows_of_units(
    rows,
    name,
    icon,
    unit,
    unit_words,
    title,
    subtitle,
    note,
    per_line,
    side,
    group,
    big,
    extra,
    sources,
    left_out,
    claims,
    scale_words,
):
    honesty.two_marks_or_a_whole(rows.value)
    if claims:
        honesty.certain_units(rows)

    def body(sheet, told):
        sheet.put((sheet.say(unit_words),), sheet.right, sheet.top - 4, 8, color=SOFT, align="right", gid="unit-words:")
        sheet.top += 8 * LEADING
        heading = None
        for row in sheet.part(told).itertuples():
            if group and getattr(row, group) != heading:
                heading = getattr(row, group)
                sheet.text(heading, size=9, weight=600, color=SOFT, gap=2)
            figure = None if icon is None else ICONS[getattr(row, icon) if icon not in ICONS else icon]
            _unit_row(sheet, row, unit, figure, per_line, side, big, (extra or {}).get(row.figure_id, 0))

    form = ("Rows of unit squares", "单位方块图") if icon is None else ("Rows of figures, one a unit", "象形图")
    return make(body, name=name, form=form, rows=rows, title=title, subtitle=subtitle, note=note, sources=sources,
                left_out=left_out, claims=claims, scale=scale_words or said_in(unit_words, "en"))  # fmt: skip


def _unit_row(sheet, row, unit, figure, per_line, side, big, extra):
    left = sheet.left if figure or sheet.narrow else sheet.left + sheet.width * 0.34
    top = sheet.top
    number = big(row) if big else row.said
    colour = marks.text_colour(row)
    if left == sheet.left:
        width = sheet.run([(row.name, 600, colour), (number, 600, colour)], left, top, 10, f"label:{row.figure_id}")
        detail = wrap(row.detail, sheet.right - left - width - 8, 8)
        sheet.put(detail, left + width + 8, top + 1.5, 8, color=SOFT, gid=f"detail:{row.figure_id}")
        y, words = top + max(10, len(detail) * 8) * LEADING + 2, 0
    else:
        room = left - sheet.left - 60
        names, detail = wrap(row.name, room, 9, 600), wrap(row.detail, room, 8)
        sheet.put(names, sheet.left, top, 9, 600, colour, f"name:{row.figure_id}")
        sheet.put(detail, sheet.left, top + len(names) * 9 * LEADING, 8, color=SOFT, gid=f"detail:{row.figure_id}")
        sheet.put((number,), left - 10, top - 1, 13, 600, colour, f"label:{row.figure_id}", align="right")
        y, words = top + 2, (len(names) * 9 + len(detail) * 8) * LEADING
    bottom = _units(sheet, row, unit, figure, left, y, per_line, side, extra)
    sheet.top = max(bottom, top + words) + 7


def _units(sheet, row, unit, figure, left, y, per_line, side, extra):
    """Lay the units of a row in lines from (left, y); returns where they end."""
    whole, part = count_of(row, unit)
    if figure:
        whole, part = (whole + (part >= 0.5)), 0
    form, face = marks.due(row), marks.colour(row)
    per_line = min(per_line, int((sheet.right - left - 10) // (side * (1.18 if figure is None else 0.86))))
    step = side * (1.18 if figure is None else 0.86)
    tall = step if figure is None else side * 1.9
    place = [(left + (n % per_line + 0.5) * step, y + (n // per_line + 0.5) * tall) for n in range(whole + 1)]
    look = dict(face="white", edge=face, edge_width=1.1) if form.hollow else dict(face=face, edge_width=0)
    marker, size = ("s", side - (1.1 if form.hollow else 0)) if figure is None else (figure, side * 1.7)
    if form.hollow:
        sheet.signs["repaired"] = True
    kept = whole - extra
    if kept:
        sheet.dots(*zip(*place[:kept], strict=True), marker=marker, size=size, gid=f"unit:{row.figure_id}", **look)
    if extra:
        sheet.dots(
            *zip(*place[kept:whole], strict=True),
            marker=marker,
            size=size,
            face=ACCENT,
            edge_width=0,
            gid=f"unit:{row.figure_id}",
        )
    x, last = place[whole] if part else place[max(whole - 1, 0)]
    if part > 0.02:
        sheet.rect(x - side / 2, last - side / 2, side * part, side, "white" if form.hollow else face, face if form.hollow else "none",
                   0.9, gid=f"unit-part:{row.figure_id}")  # fmt: skip
    if form.sign:
        marks.beside(
            sheet, x + side / 2, last, form, face, row.figure_id, height=side * (0.9 if figure is None else 0.6)
        )
    return last + tall / 2


def _shape(*strokes, closed=True):
    points, codes = [], []
    for stroke in strokes:
        points += [*stroke, stroke[0]] if closed else stroke
        codes += [Path.MOVETO, *[Path.LINETO] * (len(stroke) - 1), *([Path.CLOSEPOLY] if closed else [])]
    return Path(points, codes)


def _round(x, y, r, n=16):
    return [(x + r * math.cos(2 * math.pi * k / n), y + r * math.sin(2 * math.pi * k / n)) for k in range(n)]


_BODY = [(-0.34, 0.05), (-0.24, 0.14), (0.24, 0.14), (0.34, 0.05), (0.34, -1.0), (-0.34, -1.0)]
_CAP = [(-0.36, 0.78), (-0.2, 0.98), (0.2, 0.98), (0.36, 0.78), (0.26, 0.66), (-0.26, 0.66)]
#: Figures as marker paths, about one high: a person with a cap, a person, a door.
ICONS = {
    "police": Path.make_compound_path(_shape(_CAP), _shape(_round(0, 0.42, 0.22)), _shape(_BODY)),
    "person": Path.make_compound_path(_shape(_round(0, 0.5, 0.26)), _shape(_BODY)),
    "door": Path.make_compound_path(_shape([(-0.48, -1.0), (-0.48, 1.0), (0.48, 1.0), (0.48, -1.0)])),
}
