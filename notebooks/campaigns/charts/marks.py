"""The signs and colours of all charts, one look for each meaning: what draws a mark, what its key says, what is due.

Colour says whose claim it is and in which kind of report, form how firm it is, size whether it stands below the
province. Every form draws its marks through these functions, so that a sign looks the same everywhere; so does the key.

What is laid carries an id "kind:figure_id" in the SVG, so that tests which share no code with this module can read it
back: dot, bar (horizontal), column (upright), range (a diamond at each of two readings), interval (a line from bound to
bound), possible (hatched), unit (one marker a unit), area, cell, span (of time); the signs chevron,
chevron_underlined, wall, wall_underlined, ring; doubt (what may make a number smaller); words: name, detail, label.
"tick:x:VALUE" and "tick:y:VALUE" are a scale's labels, their text centred on it. A second thing of one id is "id~2".
"""

import math
from dataclasses import dataclass

import matplotlib.colors
import pandas as pd
from matplotlib.path import Path

from campaigns.charts.layout import LEADING, SOFT
from campaigns.charts.text import text_width, wrap
from campaigns.hedges import HEDGES

CORE, NATION, OTHER = "#15507f", "#111111", "#7d92a5"
OTHER_TEXT = "#506578"  # the grey-blue of words, dark enough to read
OWNERS = {
    "core": (CORE, ("a place, from a report read in full", "地区，出自通读全文的报告")),
    "nation": (NATION, ("the nation", "全国")),
    "other": (OTHER, ("a place, from another report", "地区，出自其他报告")),
}
SIZE, SMALL = 7.0, 4.6  # points: the diameter of a mark, and below the province
BAR = 13.0  # points: the height of a bar


def _open_path(*strokes):
    points = [point for stroke in strokes for point in stroke]
    codes = [code for stroke in strokes for code in (Path.MOVETO, *[Path.LINETO] * (len(stroke) - 1))]
    return Path(points, codes)


_CHEVRON = [(-0.5, -1.0), (0.5, 0.0), (-0.5, 1.0)]
#: Signs beside a mark, looking right; those of a fall are turned round.
_PATHS = {
    "chevron": _open_path(_CHEVRON),
    "chevron_underlined": _open_path(_CHEVRON, [(-0.6, -1.5), (0.6, -1.5)]),
    "wall": _open_path([(0, -1.1), (0, 1.1)]),
    "wall_underlined": _open_path([(0, -1.1), (0, 1.1)], [(-0.6, -1.5), (0.6, -1.5)]),
}
_UP = {name: Path(path.vertices @ [[0, 1], [-1, 0]], path.codes) for name, path in _PATHS.items()}
_TURNED = {name: Path(path.vertices * (-1, 1), path.codes) for name, path in _PATHS.items()}

#: Signs that are no hedge: name -> (English, Chinese) of the key.
OTHER_SIGNS = {
    "repaired": ("hollow: damaged, repaired; only one reading possible", "空心：原文有损，修复后仅一种读法可能"),
    "range": ("several readings: only one can be right", "有多种读法：至多一种成立"),
    "interval": ("from the lower to the upper bound", "下限至上限"),
    "possible": ("hatched: possible, not claimed", "斜线：有可能，但未声称"),
    "small": ("small dot: below the province", "小点：省以下"),
    "quiet": ("pale dot: another claim, in the data file", "浅色点：其余说法，见数据文件"),
    "inferred": ("date inferred, not in that report", "日期系推断，该报道未写明"),
}


@dataclass(frozen=True)
class Due:
    """What the mark of a row must show: sign ("" or a name of hedges' signs), its side (-1 left, 1 right), hollow or
    filled, a dot or two ends without a dot ("range": several readings; "interval": bounds of a derived figure)."""

    sign: str
    side: int
    hollow: bool
    body: str


def due(row):
    """The Due of a row of claims: value, low, high, qualifier, reading; strict_low, strict_high where it is derived."""
    low, high = (None if pd.isna(v) else float(v) for v in (row.low, row.high))
    if row.reading == "uncertain":
        return Due("", 0, False, "range")
    hollow = row.reading == "repaired"
    if low is None and high is None:
        return Due("ring", 0, hollow, "dot")
    if low is not None and high is not None:
        return Due("", 0, hollow, "dot" if low == high else "interval")
    number = low if high is None else high
    outwards = 1 if number >= 0 else -1  # away from zero
    opens = 1 if high is None else -1
    strict = getattr(row, "strict_low" if high is None else "strict_high", HEDGES[row.qualifier].strict)
    kind = "chevron" if opens == outwards else "wall"
    return Due(kind if strict else f"{kind}_underlined", outwards, hollow, "dot")


def known(row):
    """What is known of a row's value and bounds, as a list of numbers."""
    return [v for v in (row.value, row.low, row.high) if v == v and v is not None]


def ends(rows):
    """All values and bounds of rows, for a scale that holds them."""
    return [*rows.value, *rows.low, *rows.high]


def what(rows):
    """The one metric and unit that rows share a scale by, () where there are several."""
    return (rows.metric_id.iloc[0], rows.unit.iloc[0]) if "metric_id" in rows and rows.metric_id.nunique() == 1 else ()


def colour(row):
    """The colour of a row's owner; grey where it is of nobody."""
    owner = getattr(row, "owner", "other")
    return OWNERS[owner][0] if owner in OWNERS else SOFT


def pale(color):
    """A colour nearer to white, for what stands behind the finding; an owner's stays its own."""
    return matplotlib.colors.to_hex([1 - (1 - c) * 0.5 for c in matplotlib.colors.to_rgb(color)])


def text_colour(row):
    """The colour of words about a row, dark enough on white."""
    found = colour(row)
    return OTHER_TEXT if found == OTHER else found


_WORDS = {"name": ("name", 9, 600), "label": ("said", 9, 600), "detail": ("detail", 8, "normal")}


def words(sheet, row, what, x, y, room, **how):
    """Lay the name, detail or label of a row at (x, y), wrapped to a room of points; returns its height.

    how: as for Sheet.put.
    """
    column, size, weight = _WORDS[what]
    said = getattr(row, column)
    lines = wrap(said, room, size, weight) if said else ()
    color = SOFT if what == "detail" else text_colour(row)
    return sheet.put(lines, x, y, size, weight, color, f"{what}:{row.figure_id}", **how)


def dot(sheet, x, y, row, *, size=None, quiet=False, to_x=None, upright=False, limit=None):
    """The mark of a claim at (x, y): a dot with the signs of its row; returns the x where its label may begin.

    For a row with two ends, x is ignored and ``to_x`` gives the place of a value. quiet: pale, in no owner's
    colour. upright: values run upwards, so the sign stands above. limit: the x up to which an open end is hatched.
    """
    form, face = due(row), pale(SOFT) if quiet else colour(row)
    if quiet:
        sheet.signs.add("quiet")
        sheet.apart.add(row.figure_id)
    if form.body != "dot":
        return span(sheet, to_x(row.low), to_x(row.high), y, row, face)
    size = size or (SMALL if row_is_small(row) else SIZE)
    plain(sheet, x, y, face, size, form.hollow, f"dot:{row.figure_id}")
    if form.sign == "ring":
        ring(sheet, x, y, size + 5, face, row.figure_id)
        return x + size / 2 + 6
    if form.sign and upright:
        above(sheet, x, y - size / 2, form, face, row.figure_id)
        return x + size / 2 + 3.5
    if not form.sign:
        return x + size / 2 + 3.5
    hatched = limit is not None and form.sign.startswith("chevron")
    if hatched:
        possible(sheet, x, limit, y, row, 5, colour(row))
    beside(sheet, x + form.side * size / 2, y, form, face, row.figure_id, edged=hatched)
    return (limit if hatched else x + size / 2 + (8 if form.side > 0 else 0)) + 3.5


def plain(sheet, x, y, face, size, hollow, gid, marker="o"):
    """A dot without signs, filled or hollow; like the signs it lies over the white ground of words."""
    if hollow:
        edge = min(1.7, size * 0.27)
        sheet.dots([x], [y], marker, size - 0.47 * edge, "white", face, edge, gid, 7)
    else:
        sheet.dots([x], [y], marker, size, face, face, 0, gid, 7)


def ring(sheet, x, y, size, face, figure_id):
    """The sign of "about", around a mark."""
    sheet.dots([x], [y], "o", size, "none", face, 0.9, f"ring:{figure_id}", 7)


def beside(sheet, x, y, form, face, figure_id, height=6.4, edged=False):
    """The sign of a hedge right of x (or left of it, for a fall), always of one size; its place says only the side.
    edged: with a white edge, to be seen on hatching."""
    if form.sign == "ring":
        ring(sheet, x, y, height + 5, face, figure_id)
        return
    path = (_PATHS if form.side > 0 else _TURNED)[form.sign]
    gap = 4.2 if form.sign.startswith("chevron") else 2.2
    tall = height * (1.5 if form.sign.endswith("underlined") else 1)
    if edged:
        sheet.dots([x + form.side * gap], [y], path, tall, "none", "white", 5, zorder=4)
    sheet.dots([x + form.side * gap], [y], path, tall, "none", face, 1.5, f"{form.sign}:{figure_id}", 7)


def above(sheet, x, y, form, face, figure_id):
    """The sign of a hedge above a column's top (x, y): the same sign, turned upwards."""
    if form.sign == "ring":
        ring(sheet, x, y, 10, face, figure_id)
        return
    gap = 4.6 if form.sign.startswith("chevron") else 2.4
    tall = 7 * (1.5 if form.sign.endswith("underlined") else 1)
    sheet.dots([x], [y - gap], _UP[form.sign], tall, "none", face, 1.5, f"{form.sign}:{figure_id}", 7)


def readings(sheet, xs, ys, row, face=None):
    """Two readings of a row as a diamond each, with "or" between where there is room: nothing between them is meant.
    A row that is itself one of several readings has one diamond."""
    if row.low == row.high:
        xs, ys = xs[:1], ys[:1]
    elif math.hypot(xs[1] - xs[0], ys[1] - ys[0]) < 6:  # neither hides the other
        ys = [ys[0] - 3, ys[1] + 3]
    sheet.dots(xs, ys, "D", 4.8, "white", face or colour(row), 1.4, f"range:{row.figure_id}", 7)
    word = sheet.say(("or", "或"))
    if xs[-1] - xs[0] > text_width(word, 8) + 14:
        sheet.put(word, sum(xs) / 2, ys[0] - 8 * LEADING / 2, 8, color=SOFT, align="center", over=True)


def span(sheet, x0, x1, y, row, face=None):
    """Several readings as two marks, a derived figure's bounds as a thin line between them; no best point."""
    face = face or colour(row)
    if due(row).body == "range":
        readings(sheet, [x0, x1], [y, y], row, face)
        return x1 + 7
    for x in (x0, x1):
        sheet.line([x, x], [y - 4.5, y + 4.5], face, 1.5, zorder=4)
    sheet.line([x0, x1], [y, y], face, 1.8, gid=f"interval:{row.figure_id}", zorder=4)
    return x1 + 5


def doubt(sheet, x, y, words, figure_id, size=8):
    """A broken open end that points to less, with words of what would make a number smaller; it claims no length."""
    for rise in (-1, 1):
        sheet.line([x, x + 4.6], [y, y + rise * 4.6], SOFT, 1.5, (2.6, 0.9), f"doubt:{figure_id}", zorder=7)
    gid = f"doubt-words:{figure_id}"
    sheet.put(words, x + 9, y - size * LEADING / 2, size, color=SOFT, gid=gid, over=True)


def bar(sheet, scale, y, row, *, height=BAR, limit=None):
    """The bar of a claim from zero, centred on y: filled, hollow where repaired, up to the lower of several readings
    with both marked, hatched up to ``limit`` (a natural end) where it is open."""
    form, face = due(row), colour(row)
    end = scale(row.value if form.body == "dot" else row.low)
    box = min(scale(0), end), y, abs(end - scale(0)), height
    oblong(sheet, *box, face, form.hollow, f"bar:{row.figure_id}")
    if form.body != "dot":
        span(sheet, end, scale(row.high), y, row)
    elif form.sign == "ring":
        ring(sheet, end, y, height - 2, face, row.figure_id)
    elif form.sign:
        if hatched := limit is not None and form.sign.startswith("chevron"):
            possible(sheet, end, scale(limit), y, row, height, face)
        beside(sheet, end, y, form, face, row.figure_id, min(8, max(6.4, height - 3)), hatched)


def oblong(sheet, x, y, width, height, face, hollow, gid):
    """A bar centred on y; the line of a hollow one is as heavy as a hollow dot's ring, lest a long bar look empty."""
    edge, inset = (height * 0.2, min(0.6, width / 4)) if hollow else (0, 0)
    look = ("white", face, edge) if hollow else (face,)
    sheet.rect(x + inset, y - (height - edge) / 2, width - 2 * inset, height - edge, *look, gid=gid)


def possible(sheet, x0, x1, y, row, height, face):
    """What an open end leaves possible up to a natural limit: hatched, "possible, not claimed"."""
    sheet.rect(x0, y - height / 2, x1 - x0, height, "none", face, 0.5, "/////", gid=f"possible:{row.figure_id}")


def row_is_small(row):
    """Whether a claim is of a place below the province."""
    return getattr(row, "level", "province") not in ("nation", "province")


#: The order of the signs in a key.
ORDER = [h.sign for h in HEDGES.values() if h.sign] + list(OTHER_SIGNS)


def sign_words(name, language="en"):
    """What a sign means, in a key."""
    pair = OTHER_SIGNS.get(name) or next(h.key for h in HEDGES.values() if h.sign == name)
    return pair[language == "zh"]


def strokes():
    """{sign: strokes}, each sign beside a mark looking right, a stroke a list of points (x, y) around (0, 0), y
    upwards, a half-width of 1 or so: for pictures that matplotlib does not draw."""
    found = {}
    for name in (sign for sign in ORDER if sign in _PATHS):
        path = _PATHS[name]
        starts = [n for n, code in enumerate(path.codes) if code == Path.MOVETO]
        found[name] = [path.vertices[a:b].tolist() for a, b in zip(starts, [*starts[1:], None], strict=True)]
    return found
