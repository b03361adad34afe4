"""The 31 provinces as equal tiles: one question, one answer a province, small provinces with the same voice."""

from campaigns.charts import honesty
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, SOFT, text_width, wrap

#: ISO 3166-2 code -> (column, row) of its tile, about where the province lies.
PLACES = {
    "CN-HL": (7, 0), "CN-NM": (4, 1), "CN-JL": (7, 1), "CN-NX": (3, 2), "CN-SX": (4, 2), "CN-HE": (5, 2),
    "CN-BJ": (6, 2), "CN-LN": (7, 2), "CN-XJ": (0, 3), "CN-QH": (1, 3), "CN-GS": (2, 3), "CN-SN": (3, 3),
    "CN-HA": (4, 3), "CN-SD": (5, 3), "CN-TJ": (6, 3), "CN-XZ": (0, 4), "CN-SC": (1, 4), "CN-CQ": (2, 4),
    "CN-HB": (3, 4), "CN-AH": (4, 4), "CN-JS": (5, 4), "CN-SH": (6, 4), "CN-YN": (1, 5), "CN-GZ": (2, 5),
    "CN-HN": (3, 5), "CN-JX": (4, 5), "CN-ZJ": (5, 5), "CN-GX": (2, 6), "CN-GD": (3, 6), "CN-FJ": (4, 6),
    "CN-HI": (3, 7),
}  # fmt: skip
_LOOKS = (("#15507f", "none"), ("#b5c9da", "none"), ("#ffffff", "#7d92a5"), ("#ffffff", "#c6cdd3"))


def tiles(provinces, name, *, answers, title, subtitle, sources, note="", left_out=None):
    """One tile a province, coloured by its answer.

    provinces: DataFrame with figure_id (a key), area_id, name, name_zh, answer, said. answers: the answers in order, at
    most four, from the fullest to the emptiest: (key, words or a pair); the last is hatched ("nobody looked"). Every
    province has exactly one tile: a missing or doubled one is refused.
    """
    if sorted(provinces.area_id) != sorted(PLACES):
        odd = set(provinces.area_id) ^ set(PLACES)
        raise honesty.MisleadingChart(f"each province has one tile: {', '.join(sorted(odd)) or 'one is there twice'}")
    rows = provinces.assign(who=provinces.name, when="", printed="", value=0.0)

    def body(sheet, told):
        side = (sheet.width - 2) / 8
        tall = side * (0.62 if not sheet.narrow else 0.86)
        top = sheet.top
        looks = {key: look for (key, _), look in zip(answers, _LOOKS, strict=False)}
        for row in told.itertuples():
            column, line = PLACES[row.area_id]
            _tile(
                sheet,
                row,
                sheet.left + column * side,
                top + line * tall,
                side,
                tall,
                looks[row.answer],
                row.answer == answers[-1][0] and len(answers) == 4,
            )
        _answers(sheet, answers, told, top, side)
        sheet.top = top + 8 * tall + 4

    return make(body, name=name, form=("Tile map", "瓦片地图"), rows=rows, title=title, subtitle=subtitle, note=note,
                sources=sources, left_out=left_out, claims=False, scale="none, one answer a province")  # fmt: skip


def _tile(sheet, row, x, y, side, tall, look, hatched):
    face, edge = look
    sheet.rect(
        x + 1,
        y + 1,
        side - 2,
        tall - 2,
        face,
        edge if edge != "none" else face,
        0.8,
        "////" if hatched else None,
        gid=f"cell:{row.figure_id}",
    )
    dark = face == _LOOKS[0][0]
    words = [w for w in (row.name, row.name_zh) if w]
    size = 8
    lines = [
        line for w in words for line in (wrap(w, side - 4, size, 600) if text_width(w, size, 600) > side - 4 else (w,))
    ]
    colour = "white" if dark else "#1a1a1a" if face != "#ffffff" else SOFT
    sheet.put(lines, x + side / 2, y + (tall - len(lines) * size * LEADING) / 2, size, 600, colour, f"name:{row.figure_id}", "center",
              over=hatched, ground=face)  # fmt: skip


def _answers(sheet, answers, told, top, side):
    """The key with how many provinces have each answer, in the empty corner at the top left."""
    y = top + 2
    for n, (key, words) in enumerate(answers):
        face, edge = _LOOKS[n]
        count = int((told.answer == key).sum())
        sheet.rect(
            sheet.left,
            y,
            22,
            12,
            face,
            edge if edge != "none" else face,
            0.8,
            "////" if n == 3 else None,
            gid=f"key-tile:{key}",
        )
        sheet.run(
            [(str(count), 600, "#1a1a1a"), (sheet.say(words), "normal", SOFT)],
            sheet.left + 28,
            y - 0.5,
            9,
            f"key:{key}",
        )
        y += 17
