"""The 31 provinces as equal tiles: one question, one answer a province, small provinces with the same voice."""

import re

from campaigns.charts import honesty
from campaigns.charts.chart import make
from campaigns.charts.layout import INK, LEADING, SOFT
from campaigns.charts.text import text_width, wrap

__all__ = ["tiles"]

#: ISO 3166-2 code -> (column, row) of its tile, about where the province lies.
PLACES = {
    "CN-HL": (7, 0), "CN-NM": (4, 1), "CN-JL": (7, 1), "CN-NX": (3, 2), "CN-SX": (4, 2), "CN-HE": (5, 2),
    "CN-BJ": (6, 2), "CN-LN": (7, 2), "CN-XJ": (0, 3), "CN-QH": (1, 3), "CN-GS": (2, 3), "CN-SN": (3, 3),
    "CN-HA": (4, 3), "CN-SD": (5, 3), "CN-TJ": (6, 3), "CN-XZ": (0, 4), "CN-SC": (1, 4), "CN-CQ": (2, 4),
    "CN-HB": (3, 4), "CN-AH": (4, 4), "CN-JS": (5, 4), "CN-SH": (6, 4), "CN-YN": (1, 5), "CN-GZ": (2, 5),
    "CN-HN": (3, 5), "CN-JX": (4, 5), "CN-ZJ": (5, 5), "CN-GX": (2, 6), "CN-GD": (3, 6), "CN-FJ": (4, 6),
    "CN-HI": (3, 7),
}  # fmt: skip
_SIZE = 8
_LINE = 13.6  # points: a tile of one line, on a slide
_SHORT = {"Inner Mongolia": "Inner Mong.", "Heilongjiang": "Heilongj."}  # one line of a slide
_SYLLABLE = re.compile(r"[^aeiou ]*[aeiou]+(?:ng|n(?![aeiou]))?|[^aeiou]+")
#: Faces and edges from the fullest to the emptiest answer, of no owner's colour.
_LOOKS = (("#595959", "#595959"), ("#cfcfcf", "#cfcfcf"), ("#ffffff", "#8a8a8a"), ("#f6f6f6", "#e3e3e3"))


def tiles(provinces, name, *, answers, counted="", **said):
    """One tile a province, coloured by its answer.

    provinces: DataFrame with figure_id (a key), area_id, name, name_zh, answer, said, and if wanted number (a few
    digits beside the name). answers: the answers in order, at most four, from the fullest to the emptiest: (key, words
    or a pair); those that no province has are not in the key. counted: words or a pair that tell what the numbers are.
    said: as for make(). Every province has exactly one tile: a missing or doubled one is refused.
    """
    if sorted(provinces.area_id) != sorted(PLACES):
        odd = set(provinces.area_id) ^ set(PLACES)
        raise honesty.MisleadingChart(f"each province has one tile: {', '.join(sorted(odd)) or 'one is there twice'}")
    rows = provinces.assign(who=provinces.name, who_zh=provinces.name_zh, when="", printed="", value=0.0)
    looks = {key: look for (key, _), look in zip(answers, _LOOKS, strict=False)}

    def body(sheet, told):
        side = sheet.width / 8
        tall = _LINE if sheet.compact else side * (1.6 if sheet.narrow else 0.62)
        key = _answers(sheet, answers, looks, told, counted)
        top = sheet.top + (key if sheet.narrow else _LINE if sheet.compact else 0)
        for row in told.itertuples():
            column, line = PLACES[row.area_id]
            _tile(sheet, row, sheet.left + column * side, top + line * tall, side, tall, *looks[row.answer])
        if not sheet.narrow:  # in the empty corner at the bottom right
            lines = wrap(sheet.say(counted), side * 2.9, 8)
            sheet.put(lines, sheet.right - side * 2.9, top + 6.1 * tall, 8, color=SOFT)
        sheet.top = top + 8 * tall + 4

    form, scale = ("Tile map", "瓦片地图"), "none, one answer a province"
    return make(body, name=name, form=form, rows=rows, claims=False, scale=scale, **said)


def _tile(sheet, row, x, y, side, tall, face, edge):
    sheet.rect(x + 1, y + 1, side - 2, tall - 2, face, edge, 0.8, gid=f"cell:{row.figure_id}")
    beside = f" {row.number}" if getattr(row, "number", "") else ""
    names = [_SHORT.get(row.name, row.name) if sheet.compact else row.name]
    names += [row.name_zh] if sheet.language == "en" and not sheet.narrow and not sheet.compact else []
    names[-1] += beside
    lines = [line for words in names for line in _lines(words, side - (2 if sheet.compact else 4))]
    dark = honesty.contrast("white", face) >= honesty.TEXT_CONTRAST
    colour = "white" if dark else INK if face == _LOOKS[1][0] else SOFT
    middle = y + (tall - len(lines) * _SIZE * LEADING) / 2
    sheet.put(lines, x + side / 2, middle, _SIZE, 600, colour, f"name:{row.figure_id}", "center", ground=face)


def _lines(words, width):
    """Words on as many lines as they need; a word too long for its tile is broken between syllables of pinyin."""
    found = []
    for line in wrap(words, width, _SIZE, 600):
        syllables = _SYLLABLE.findall(line) if text_width(line, _SIZE, 600) > width else [line]
        while syllables:
            pieces = ["".join(syllables[:n]) + "-" * (n < len(syllables)) for n in range(len(syllables), 0, -1)]
            taken = next((n for n, piece in enumerate(pieces) if text_width(piece, _SIZE, 600) <= width), -1)
            found.append(pieces[taken])
            syllables = syllables[len(pieces) - taken if taken >= 0 else 1 :]
    return found


def _answers(sheet, answers, looks, told, counted):
    """The key with how many provinces have each answer, in the empty corner at the top left; returns its height."""
    y = sheet.top + (0 if sheet.compact else 2)
    for key, words in answers:
        if not (told.answer == key).any():
            continue
        count = str(int((told.answer == key).sum()))
        sheet.rect(sheet.left, y, 20, 12, *looks[key], 0.8, gid=f"key-tile:{key}")
        size = 8 if sheet.narrow or sheet.compact else 9
        first, *more = wrap(sheet.say(words), sheet.right - sheet.left - 48, size)
        sheet.run([(count, 600, INK), (first, "normal", SOFT)], sheet.left + 26, y - 0.5, size, f"key:{key}")
        y += sheet.put(more, sheet.left + 42, y - 0.5 + size * LEADING, size, color=SOFT)
        y += _LINE if sheet.compact else 15
    if sheet.narrow:
        y += sheet.put(wrap(sheet.say(counted), sheet.width, 8), sheet.left, y, 8, color=SOFT)
    return y - sheet.top + 4
