"""Rectangles whose width is the days counted and whose height is the number a day, so that the area is the number."""

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, RULE, SOFT, wrap
from campaigns.charts.scale import fitting


def areas(rows, name, *, title, subtitle, note="", height_words="", left_out=None, sources=None, tall=170):
    """True areas on one scale of days and one of numbers a day.

    rows: described rows of one unit with a column ``days``; value / days is the height. height_words: what the height
    counts ("disputes a day"). A bar too flat to be seen is a line of its width.
    """
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value)

    def body(sheet, told):
        left = sheet.left + 46
        gap = 16
        length = (sheet.right - left - gap * (len(told) - 1)) / max(told.days.sum(), 1)
        broad = {row.figure_id: max(row.days * length, 1.5) for row in told.itertuples()}
        up = fitting(
            [*(told.value / told.days)], sheet.top + 26 + tall, sheet.top + 26, what=("a day", told.unit.iloc[0])
        )
        _ruled(sheet, up, left, height_words)
        x, lowest = left, up.start
        for row in told.itertuples():
            lowest = max(lowest, _area(sheet, row, x, broad[row.figure_id], up, gap))
            x += broad[row.figure_id] + gap
        sheet.top = lowest + 6

    return make(body, name=name, form=("Rectangles, area is the number", "面积图"), rows=rows, title=title, subtitle=subtitle,
                note=note, left_out=left_out, sources=sources, scale="width days, height a day, area the number")  # fmt: skip


def _ruled(sheet, up, left, height_words):
    sheet.scales.append(up)
    for value in up.ticks(4):
        y = up(value)
        sheet.line([left, sheet.right], [y, y], SOFT if value == 0 else RULE, 0.8 if value == 0 else 0.6, zorder=1)
        sheet.put(
            (up.tick_words(value, sheet.language),),
            left - 5,
            y - 8 * LEADING / 2,
            8,
            color=SOFT,
            align="right",
            gid=f"tick:y:{value:g}",
        )
    sheet.put((sheet.say(height_words),), sheet.left, up.end - 26, 8, color=SOFT)


def _area(sheet, row, x, broad, up, gap):
    """Lay one rectangle and its words; returns where they end."""
    form, face = marks.due(row), marks.colour(row)
    y = up(row.value / row.days)
    if up.start - y < 1.2:
        sheet.line([x, x + broad], [up.start - 0.8] * 2, face, 1.8, gid=f"area:{row.figure_id}", zorder=3)
    else:
        hollow = form.hollow
        sheet.rect(
            x,
            y,
            broad,
            up.start - y,
            "white" if hollow else face,
            face if hollow else "none",
            1.6,
            gid=f"area:{row.figure_id}",
        )
    if form.sign:
        marks.beside(sheet, x + broad, (y + up.start) / 2, form, face, row.figure_id)
    rate = wrap(row.rate_words, max(broad + gap, 64), 9, 600)
    sheet.put(rate, x, y - len(rate) * 9 * LEADING - 2, 9, 600, ACCENT, over=True)
    sheet.line([x, x, x + broad, x + broad], [up.start + 3, up.start + 7, up.start + 7, up.start + 3], face, 1)
    top = up.start + 9
    top += sheet.put(
        wrap(f"{row.days:,.0f} {'天' if sheet.language == 'zh' else 'days'}", max(broad + gap - 4, 40), 8),
        x,
        top,
        8,
        color=SOFT,
    )
    top += sheet.put(
        wrap(row.name, max(broad + gap - 4, 52), 9, 600),
        x,
        top,
        9,
        600,
        marks.text_colour(row),
        f"name:{row.figure_id}",
    )
    top += sheet.put(
        wrap(row.said, max(broad + gap - 4, 52), 9, 600),
        x,
        top,
        9,
        600,
        marks.text_colour(row),
        f"label:{row.figure_id}",
    )
    top += sheet.put(
        wrap(row.detail, max(broad + gap - 4, 52), 8), x, top, 8, color=SOFT, gid=f"detail:{row.figure_id}"
    )
    return top
