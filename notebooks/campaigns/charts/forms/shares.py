"""Hundred percent bars: how a whole of counted rows is made up; this project's own counts, which have no hedge."""

import pandas as pd

from campaigns.charts import honesty, key
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, INK, LEADING, SOFT
from campaigns.charts.scale import Scale
from campaigns.charts.text import said_in, text_width, wrap

__all__ = ["shares"]

#: Shades from dark to light, of no owner's colour; white or dark words stand on them.
SHADES = ("#4a4a4a", "#6e6e6e", "#b4b4b4", "#d4d4d4", "#e8e8e8", "#f4f4f4")
_BAR = 20.0


def shares(counts, name, *, accent=None, **said):
    """One bar a row, its segments side by side from 0 to 100 percent.

    counts: DataFrame with row, detail (of the row), part (words or pairs), count, in the order to draw; every row has
    the same parts.
    accent: row -> (percent, words): a mark of the finding above that row's bar. said: as for make().
    """
    rows = _own_rows(counts)

    def body(sheet, told):
        left = sheet.clear("0%") if sheet.narrow else sheet.left + sheet.width * 0.26
        scale = Scale(0, 100, left, sheet.right - 22, percent=True, limit=100)
        top = sheet.top
        for row, held in told.groupby("row", sort=False):
            _row(sheet, scale, row, held, (accent or {}).get(row), left)
        sheet.axis(scale, top + 2, sheet.top, most=4)
        sheet.top += 8 * LEADING + 6
        _parts(sheet, dict.fromkeys(map(sheet.say, told.part)))

    form, scale = ("Hundred percent bars", "百分比堆积条形图"), "percent of each row"
    return make(body, name=name, form=form, rows=rows, claims=False, scale=scale, **said)


def _own_rows(counts):
    rows = counts.copy()
    total = rows.groupby("row", sort=False)["count"].transform("sum")
    if (total == 0).any():
        raise honesty.MisleadingChart("a row of shares counts nothing: leave it out")
    rows["value"] = rows["count"] / total * 100
    for language, ending in (("en", ""), ("zh", "_zh")):
        parts = zip(rows.row, rows.part, strict=True)
        rows[f"who{ending}"] = [f"{said_in(row, language)} | {said_in(part, language)}" for row, part in parts]
    counts = list(zip(rows["count"], total, strict=True))
    rows["said"] = [f"{n:,} of {whole:,} ({n / whole:.0%})" for n, whole in counts]
    rows["said_zh"] = [f"{whole:,}项中{n:,}项（{n / whole:.0%}）" for n, whole in counts]
    return pd.DataFrame(rows.assign(figure_id=rows.who, when="", printed=""))


def _row(sheet, scale, row, held, accent, left):
    room = max(left - sheet.left - 8, 120)
    names, details = wrap(sheet.say(row), room, 9, 600), wrap(sheet.say(held.detail.iloc[0]), room, 8)
    if accent:
        x, words = scale(accent[0]), sheet.say(accent[1])
        sheet.put(words, x, sheet.top, 9, 600, ACCENT, align="right" if accent[0] > 50 else "center", over=True)
        sheet.top += 9 * LEADING + 1
    top = sheet.top
    height = sheet.put(names, sheet.left, top, 9, 600, over=sheet.narrow)
    height += sheet.put(details, sheet.left, top + height, 8, color=SOFT, over=sheet.narrow)
    y = top + height + 2 if sheet.narrow else top + max(0, (height - _BAR) / 2)
    start = 0.0
    for n, part in enumerate(held.itertuples()):
        _segment(sheet, scale, part, start, y, SHADES[n], scale(accent[0]) if accent else None)
        start += part.value
    if accent:
        x = scale(accent[0])
        sheet.line([x, x], [y - 3, y + _BAR + 3], ACCENT, 2, zorder=5)
    sheet.top = max(y + _BAR, top + height) + 8


def _segment(sheet, scale, part, start, y, shade, line):
    """A part of a bar with its percent in the middle of it, or of its larger side of a line of the finding."""
    x, width = scale(start), scale(min(100, start + part.value)) - scale(start)
    sheet.rect(x, y, width, _BAR, shade, "white", 0.8, gid=f"cell:{part.figure_id}")
    if line and x + 1 < line < x + width - 1:
        x, width = max((x, line - x), (line, x + width - line), key=lambda side: side[1])
    words, high, gid = f"{part.value:.0f}%", y + (_BAR - 8 * LEADING) / 2, f"label:{part.figure_id}"
    if text_width(words, 8, 600) + 4 < width:
        colour = "white" if honesty.contrast("white", shade) >= honesty.TEXT_CONTRAST else INK
        sheet.put(words, x + width / 2, high, 8, 600, colour, gid, "center", True, shade)
    elif start + part.value > 99.99:  # the last segment has room beside it
        sheet.put(words, x + width + 3, high, 8, 600, SOFT, gid)


def _parts(sheet, parts):
    shades = dict(zip(parts, SHADES, strict=False))

    def draw(sheet, x, y, part):
        sheet.rect(x, y - 4 * LEADING + 1.5, 8, 8, shades[part], "#9aa7b2", 0.5, gid=f"key-shade:{part}")

    key.flow(sheet, [(part, part, 12, draw) for part in shades], between=2, spare=14)
    sheet.top += 2
