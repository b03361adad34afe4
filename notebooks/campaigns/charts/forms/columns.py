"""Upright columns from zero, a panel for each metric: the same count in several summers or years, interims inside."""

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import INK, LEADING, SOFT
from campaigns.charts.scale import fitting
from campaigns.charts.text import joined, text_width, wrap

__all__ = ["columns"]

_TALL, _TALL_NARROW, _TALL_COMPACT = 130.0, 90.0, 46.0  # points of the tallest column
_GAP = 22


def columns(rows, name, *, panel, column, inside=None, caution=None, **said):
    """Columns side by side in panels.

    rows: described rows in the order to draw. panel: column of words or pairs that head a panel; a panel holds one
    metric and unit, and panels of one metric share one scale from zero. column: column of the words below a column.
    inside: figure_id -> figure_id of an interim that is drawn inside the column of the final claim. caution: heading of
    a panel -> what forbids to read its columns as a series, said large between heading and columns. said: as for
    make().
    """
    inside, caution = inside or {}, caution or {}
    for _, held in rows.groupby(panel, sort=False):
        honesty.one_unit(held, "a panel")
        honesty.two_marks_or_a_whole(held.value)

    def body(sheet, told):
        panels = sheet.part(list(told.groupby(panel, sort=False)))
        groups = [(heading, held, _scale(sheet, told, held)) for heading, held in panels]
        across = 2 if sheet.narrow else max(1, len(groups))
        for start in range(0, len(groups), across):
            _line_of_panels(sheet, groups[start : start + across], column, inside, caution, across)

    scale = "linear from 0, a scale for each metric"
    return make(body, name=name, form=("Columns", "柱形图"), rows=rows, scale=scale, **said)


def _scale(sheet, told, held):
    """The scale of a panel's metric and unit, fitted to all its rows in the chart."""
    what = held.metric_id.iloc[0], held.unit.iloc[0]
    same = told[(told.metric_id == what[0]) & (told.unit == what[1])]
    tall = _TALL_COMPACT if sheet.compact else _TALL_NARROW if sheet.narrow else _TALL
    scale = fitting(marks.ends(same), 0, tall, what=what)
    honesty.bars_from_zero(scale)
    return scale


def _highest(groups, width, inside):
    """Points for the label of the tallest column of each panel."""
    found = 0
    for _, held, scale in groups:
        shown = held[~held.figure_id.isin(inside.values())]
        for row in shown.itertuples():
            words = len(wrap(row.said, width / len(shown), 9, 600)) * 9 * LEADING + (11 if marks.due(row).sign else 3)
            found = max(found, words + scale(max(marks.known(row))) - scale.end)
    return found


def _line_of_panels(sheet, groups, column, inside, caution, across):
    """Panels side by side, their headings and cautions on common lines."""
    width = (sheet.width - _GAP * (across - 1)) / across
    heads = [wrap(sheet.say(heading), width, 10, 600) for heading, *_ in groups]
    cautions = [wrap(sheet.say(caution.get(heading, "")), width, 9, 600) for heading, *_ in groups]
    below = sheet.top + max(map(len, heads)) * 10 * LEADING + 2
    ground = below + max(map(len, cautions)) * 9 * LEADING + _highest(groups, width, inside) + groups[0][2].end
    foot = ground
    for n, (_, held, scale) in enumerate(groups):
        x = sheet.left + n * (width + _GAP)
        sheet.put(heads[n], x, sheet.top, 10, 600, INK, gid="panel:")
        sheet.put(cautions[n], x, below, 9, 600, SOFT, gid="caution:")
        foot = max(foot, _panel(sheet, held, scale, x, width, ground, column, inside))
    sheet.top = foot + 8


def _panel(sheet, held, scale, x, width, ground, column, inside):
    """Lay the columns of a panel on the ground; returns the foot of the words below them."""
    shown = held[~held.figure_id.isin(inside.values())]
    sheet.scales.append(scale)
    pitch, foot = width / len(shown), ground
    sheet.line([x, x + width], [ground, ground], SOFT, 0.8)
    for n, row in enumerate(shown.itertuples()):
        broad = min(pitch * 0.82, 96)
        left = x + n * pitch + (pitch - broad) / 2
        _column(sheet, scale, row, left, broad, ground, pitch)
        lines = wrap(sheet.say(getattr(row, column)), pitch, 8)
        height = sheet.put(lines, left + broad / 2, ground + 4, 8, 600, SOFT, f"name:{row.figure_id}", "center")
        below = ground + 4 + height
        for part in held[held.figure_id == inside.get(row.figure_id)].itertuples():
            below += _interim(sheet, scale, part, left, broad, ground, below, pitch)
        foot = max(foot, below)
    return foot


def _column(sheet, scale, row, left, broad, ground, pitch):
    form, face = marks.due(row), marks.colour(row)
    height = scale(row.value if form.body == "dot" else row.low)
    inset, look = (0.8, ("white", face, 1.6)) if form.hollow else (0, (face,))
    box = left + inset, ground - height, broad - 2 * inset, height
    sheet.rect(*box, *look, gid=f"column:{row.figure_id}")
    if form.body == "range":
        marks.readings(sheet, [left + broad / 2] * 2, [ground - scale(row.low), ground - scale(row.high)], row)
        height = scale(row.high)
    if form.sign:
        marks.above(sheet, left + broad / 2, ground - height, form, face, row.figure_id)
    y = ground - height - len(wrap(row.said, pitch, 9, 600)) * 9 * LEADING - (11 if form.sign else 3)
    marks.words(sheet, row, "label", left + broad / 2, y, pitch, align="center")


def _interim(sheet, scale, row, left, broad, ground, below, pitch):
    """An interim claim inside the column of the final one: a white line at its value, its words below it, or, where
    that part of the column has no room for them, below the column's name; returns the height they take there."""
    y, face = ground - scale(row.value), marks.colour(row)
    sheet.line([left, left + broad], [y, y], "white", 1.8, gid=f"dot:{row.figure_id}", zorder=5)
    words = _interim_words(sheet, row, broad - 4)
    wide, tall = max(text_width(line, 8, 600) for line in words), len(words) * 8 * LEADING
    x, gid = left + broad / 2, f"label:{row.figure_id}"
    if wide <= broad - 4 and y + 3 + tall <= ground:
        sheet.put(words, x, y + 3, 8, 600, "white", gid, "center", ground=face)
        return 0
    return sheet.put(_interim_words(sheet, row, pitch), x, below, 8, 600, marks.text_colour(row), gid, "center")


def _interim_words(sheet, row, room):
    """The number and the last day of an interim, on one line where there is room for it."""
    line = wrap(joined(sheet.language, row.said, row.detail, stop=(" ", "，")), room, 8, 600)
    return line if len(line) == 1 else wrap(f"{row.said}\n{row.detail}", room, 8, 600)
