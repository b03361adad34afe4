"""Upright columns from zero, a panel for each metric: the same count in several summers or years, interims inside."""

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import INK, LEADING, SOFT, wrap
from campaigns.charts.scale import Scale, fitting

_TALL = 130.0  # points of the tallest column


def columns(
    rows, name, *, panel, column, title, subtitle, note="", inside=None, left_out=None, sources=None, scale_words=""
):
    """Columns side by side in panels.

    rows: described rows in the order to draw. panel: column of words or pairs that head a panel; a panel holds one
    metric and unit and has a scale of its own from zero, the same metric never two. column: the words below a column.
    inside: figure_id -> figure_id of an interim that is drawn inside the column of the final claim.
    """
    inside = inside or {}
    for _, held in rows.groupby(panel, sort=False):
        honesty.one_unit(held, "a panel")
        honesty.two_marks_or_a_whole(held.value)

    def body(sheet, told):
        groups = list(told.groupby(panel, sort=False))
        gap = 22
        width = (sheet.width - gap * (len(groups) - 1)) / len(groups)
        heads = [wrap(sheet.say(heading), width, 10, 600) for heading, _ in groups]
        top = sheet.top + max(map(len, heads)) * 10 * LEADING + 4
        for n, ((_, held), head) in enumerate(zip(groups, heads, strict=True)):
            x = sheet.left + n * (width + gap)
            sheet.put(head, x, sheet.top, 10, 600, INK, gid="panel:")
            _panel(sheet, held, x, width, top, column, inside)
        sheet.top = top + _TALL + 34 + 3 * 8 * LEADING

    return make(body, name=name, form=("Columns", "柱形图"), rows=rows, title=title, subtitle=subtitle, note=note,
                left_out=left_out, sources=sources, scale=scale_words or "linear from 0, a panel for each metric")  # fmt: skip


def _panel(sheet, held, x, width, top, column, inside):
    shown = held[~held.figure_id.isin(inside.values())]
    scale = fitting([*held.value, *held.low, *held.high], 0, _TALL, what=(held.metric_id.iloc[0], held.unit.iloc[0]))
    honesty.bars_from_zero(scale)
    sheet.scales.append(scale)
    ground = top + 30 + _TALL
    pitch = width / len(shown)
    sheet.line([x, x + width], [ground, ground], SOFT, 0.8)
    for n, row in enumerate(shown.itertuples()):
        left, broad = x + n * pitch + pitch * 0.12, pitch * 0.66
        _column(sheet, scale, row, left, broad, ground)
        interim = held[held.figure_id == inside.get(row.figure_id)]
        for part in interim.itertuples():
            _interim(sheet, scale, part, left, broad, ground)
        lines = wrap(getattr(row, column), pitch, 8)
        sheet.put(lines, left + broad / 2, ground + 4, 8, color=SOFT, align="center", gid=f"name:{row.figure_id}")


def _column(sheet, scale: Scale, row, left, broad, ground):
    form, face = marks.due(row), marks.colour(row)
    height = scale(row.value if row.value == row.value else row.low)
    if form.hollow:
        sheet.signs["repaired"] = True
        sheet.rect(left + 0.8, ground - height, broad - 1.6, height, "white", face, 1.6, gid=f"column:{row.figure_id}")
    else:
        sheet.rect(left, ground - height, broad, height, face, gid=f"column:{row.figure_id}")
    if form.body == "range":
        marks.upright_span(sheet, left + broad / 2, ground - scale(row.low), ground - scale(row.high), row)
    if form.sign:
        marks.above(sheet, left + broad / 2, ground - height, form, face, row.figure_id)
    said = wrap(row.said, broad * 1.5, 9, 600)
    lift = len(said) * 9 * LEADING + (11 if form.sign else 3)
    sheet.put(
        said,
        left + broad / 2,
        ground - height - lift,
        9,
        600,
        marks.text_colour(row),
        f"label:{row.figure_id}",
        align="center",
    )


def _interim(sheet, scale, row, left, broad, ground):
    y = ground - scale(row.value)
    sheet.line([left, left + broad], [y, y], "white", 1.8, gid=f"dot:{row.figure_id}", zorder=5)
    words = wrap(f"{row.said}\n{row.detail}", broad - 4, 8)
    sheet.put(
        words,
        left + broad / 2,
        y + 3,
        8,
        color="white",
        align="center",
        gid=f"label:{row.figure_id}",
        ground=marks.colour(row),
    )
