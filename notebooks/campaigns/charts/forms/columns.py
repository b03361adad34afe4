"""Upright columns from zero, a panel for each metric: the same count in several summers or years, interims inside."""

from dataclasses import dataclass

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import INK, LEADING, SOFT
from campaigns.charts.scale import fitting
from campaigns.charts.text import joined, text_width, wrap

__all__ = ["columns"]

_TALL, _TALL_NARROW, _TALL_COMPACT = 130.0, 90.0, 44.0  # points of the tallest column
_GAP = 22
_INTERIM = 8, "normal"  # size and weight of the words of an interim
_AIR = 4  # between what stands above a panel and the label of its tallest column


@dataclass(frozen=True)
class _Look:
    """How columns are laid: see columns(); within: words of interims stand in their columns, else below the names."""

    column: str
    inside: dict
    caution: dict
    across: int
    width: float
    within: bool


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
        every = [(heading, held, _scale(sheet, told, held)) for heading, held in told.groupby(panel, sort=False)]
        groups = sheet.part(every)
        across = 2 if sheet.narrow else max(1, len(groups))
        width = (sheet.width - _GAP * (across - 1)) / across
        look = _Look(column, inside, caution, across, width, _have_room(sheet, every, inside, width))
        for start in range(0, len(groups), across):
            _line_of_panels(sheet, groups[start : start + across], look)

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
    return found + _AIR


def _have_room(sheet, groups, inside, width):
    """Whether every column that holds an interim has room for its words, so that in all panels they stand alike."""
    for _, held, scale in groups:
        room = _breadth(width / (~held.figure_id.isin(inside.values())).sum()) - 4
        for row in held[held.figure_id.isin(inside.values())].itertuples():
            words = _interim_words(sheet, row, room)
            wide, tall = max(text_width(line, *_INTERIM) for line in words), len(words) * 8 * LEADING
            if wide > room or 3 + tall > scale(row.value):
                return False
    return True


def _breadth(pitch):
    return min(pitch * 0.82, 96)


def _line_of_panels(sheet, groups, look):
    """Panels side by side, their headings and cautions on common lines."""
    heads = [wrap(sheet.say(heading), look.width, 10, 600) for heading, *_ in groups]
    cautions = [wrap(sheet.say(look.caution.get(heading, "")), look.width, 9, 600) for heading, *_ in groups]
    below = sheet.top + max(map(len, heads)) * 10 * LEADING + 2
    high = _highest(groups, look.width, look.inside) + groups[0][2].end
    ground = below + max(map(len, cautions)) * 9 * LEADING + high
    foot = ground
    for n, (_, held, scale) in enumerate(groups):
        x = sheet.left + n * (look.width + _GAP)
        sheet.put(heads[n], x, sheet.top, 10, 600, INK, gid="panel:")
        sheet.put(cautions[n], x, below, 9, 600, SOFT, gid="caution:")
        foot = max(foot, _panel(sheet, held, scale, x, ground, look))
    sheet.top = foot + 8


def _panel(sheet, held, scale, x, ground, look):
    """Lay the columns of a panel on the ground; returns the foot of the words below them."""
    width, shown = look.width, held[~held.figure_id.isin(look.inside.values())]
    sheet.scales.append(scale)
    pitch, foot = width / len(shown), ground
    sheet.line([x, x + width], [ground, ground], SOFT, 0.8)
    for n, row in enumerate(shown.itertuples()):
        broad = _breadth(pitch)
        left = x + n * pitch + (pitch - broad) / 2
        _column(sheet, scale, row, left, broad, ground, pitch)
        lines = wrap(sheet.say(getattr(row, look.column)), pitch, 8)
        height = sheet.put(lines, left + broad / 2, ground + 4, 8, 600, SOFT, f"name:{row.figure_id}", "center")
        below = ground + 4 + height
        for part in held[held.figure_id == look.inside.get(row.figure_id)].itertuples():
            if look.within:
                _interim(sheet, scale, part, left, broad, ground, broad - 4)
            else:
                below += _interim(sheet, scale, part, left, broad, ground, pitch, below)
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


def _interim(sheet, scale, row, left, broad, ground, room, below=None):
    """An interim claim inside the column of the final one: a white line at its value, its words, in lines as wide as
    the room, below it, or below the column's name; returns their height."""
    y, face = ground - scale(row.value), marks.colour(row)
    sheet.line([left, left + broad], [y, y], "white", 1.8, gid=f"dot:{row.figure_id}", zorder=5)
    words, x, gid = _interim_words(sheet, row, room), left + broad / 2, f"label:{row.figure_id}"
    if below is None:
        return sheet.put(words, x, y + 3, *_INTERIM, "white", gid, "center", ground=face)
    return sheet.put(words, x, below, *_INTERIM, marks.text_colour(row), gid, "center")


def _interim_words(sheet, row, room):
    """The number and the last day of an interim, on one line where there is room for it."""
    line = wrap(joined(sheet.language, row.said, row.detail, stop=(" ", "，")), room, *_INTERIM)
    return line if len(line) == 1 else wrap(f"{row.said}\n{row.detail}", room, *_INTERIM)
