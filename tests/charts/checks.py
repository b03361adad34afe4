"""What must be true of any chart of the project, checked on the finished SVG against the rows of its CSV.

Each check takes a Picture and the rows (a DataFrame of text and numbers as the CSV holds them) and returns the
figure_ids that it vouched for; it raises AssertionError with the row's name. The rules are written out here once more,
from the printed rules of the project and not from its drawing code: a bound of "more than" is open above, and so on.
"""

import math
import re

import numpy as np
import pandas as pd
from charts.geometry import Axis, number_in

CLOSE = 0.9  # points that a mark may stand beside its value
OPEN_ABOVE, CLOSED_ABOVE = {"more_than": False, "at_least": True}, {"nearly": False, "up_to": True}
WORDS = {
    "more_than": ("more than", "超过"),
    "at_least": ("at least", "至少"),
    "nearly": ("nearly", "近"),
    "about": ("about", "约"),
    "up_to": ("up to", "至多"),
}
KEY = {
    "chevron": ("more than", "超过"), "chevron_underlined": ("at least", "至少"), "ring": ("about", "约"),
    "wall": ("nearly", "近"), "wall_underlined": ("up to", "至多"), "repaired": ("repaired", "修复"),
    "range": ("several readings", "多种读法"), "interval": ("from the lower", "下限至"), "possible": ("possible, not claimed", "未声称"),
    "quiet": ("pale", "浅色"), "small": ("below the province", "省以下"), "inferred": ("inferred", "推断"),
}  # fmt: skip
MARKS = "dot", "dot-beyond", "bar", "column", "area", "unit", "cell", "range", "interval", "span", "square", "share"
SIGNS = ("chevron", "chevron_underlined", "wall", "wall_underlined", "ring")


def check(picture, rows):
    """All checks; every row must be vouched for by one that looks at its place, its words or its number of units."""
    rows = rows.set_index("figure_id", drop=False)
    if picture.keyed:  # specimens on no scale
        signs(picture, rows)
        return
    vouched = set()
    for one in (dots, bars, columns, ranges, units, areas, spans, shares, cells):
        vouched |= one(picture, rows)
    signs(picture, rows)
    possible(picture, rows)
    labels(picture, rows)
    names(picture)
    key(picture)
    wraps(picture)
    lost = [
        figure_id for figure_id in rows.index if figure_id not in vouched and picture.get("label", figure_id) is None
    ]
    assert not lost, f"{lost} stand nowhere in the picture"


def _axis(picture, name="x"):
    return Axis(picture, name) if picture.of(f"tick:{name}") else None


def _rows_of(found, rows):
    for figure_id, shape in found.items():
        assert figure_id in rows.index, f"{figure_id} is drawn and no row of the chart"
        yield figure_id, shape, rows.loc[figure_id]


def _near(place, wanted, what, slack=CLOSE):
    assert abs(place - wanted) <= slack, f"{what} stands at {place:.1f}, its value at {wanted:.1f}"


def dots(picture, rows):
    """A dot stands at its value, as the tick labels read; stacked dots within a step of it."""
    found, across, upright = picture.of("dot"), _axis(picture, "x"), _axis(picture, "y")
    if "area" in {name.partition(":")[0] for name in picture.shapes}:
        return set()
    for figure_id, shape, row in _rows_of(found, rows):
        if picture.of("column"):
            continue  # an interim inside a column: columns() looks at it
        x, y = shape.middle
        axis, place = (upright, y) if upright is not None and across is None else (across, x)
        slack = CLOSE if not picture.stacked else abs(across.place(1) - across.place(0)) * 2.3
        _near(place, axis.place(row.value), f"the dot of {figure_id}", slack)
        if row.get("reading") == "uncertain":
            raise AssertionError(f"{figure_id} has several readings and no best point, but a dot")
        _hollow(shape, row)
    return set(found)


def _hollow(shape, row):
    repaired = row.get("reading") == "repaired"
    white = re.search(r"fill: #ffffff", shape.style) is not None
    assert white == repaired, f"{row.figure_id} is {row.get('reading')}: its mark is {'hollow' if white else 'filled'}"


def bars(picture, rows):
    """A bar stands on zero and ends at its value (at the lower reading where there are several)."""
    found, axis = picture.of("bar"), _axis(picture)
    for figure_id, shape, row in _rows_of(found, rows):
        x0, _, x1, _ = shape.box
        several = row.get("reading") == "uncertain" or pd.isna(row.value) or row.low < row.high
        end = row.low if several else row.value
        for place, value, what in zip(sorted((x0, x1)), sorted((0, end)), ("foot", "end"), strict=True):
            _near(place, axis.place(value), f"the {what} of the bar of {figure_id}")
        if not several:
            _hollow(shape, row)
    return set(found)


def columns(picture, rows):
    """Columns of a metric stand on one ground, and their heights are to one another as their values."""
    found = picture.of("column")
    ground, per_unit = {}, {}
    for figure_id, shape, row in _rows_of(found, rows):
        _, y0, _, y1 = shape.box
        ground.setdefault(row.metric_id, y1)
        _near(y1, ground[row.metric_id], f"the foot of the column of {figure_id}")
        value = row.value if not math.isnan(row.value) else row.low
        ratio = per_unit.setdefault(row.get("metric_id", ""), (y1 - y0) / value)
        assert abs((y1 - y0) - ratio * value) <= CLOSE, (
            f"the column of {figure_id} is {(y1 - y0) / ratio:,.0f} high, not {value:,.0f}"
        )
    for figure_id, shape, row in _rows_of(picture.of("dot") if found else {}, rows):
        y = shape.middle[1]
        _near(ground[row.metric_id] - y, per_unit[row.metric_id] * row.value, f"the line of {figure_id}")
        words = picture.get("label", figure_id).words
        assert all(y < w.y - w.size * 0.7 for w in words), f"the words of {figure_id} do not stand below its line"
    return set(found) | (set(picture.of("dot")) if found else set())


def ranges(picture, rows):
    """Two bounds are a line from the lower to the higher, several readings two marks with nothing between."""
    found = picture.of("range") | picture.of("interval")
    across, upright = _axis(picture, "x"), _axis(picture, "y")
    for figure_id, shape, row in _rows_of(found, rows):
        if across is None and upright is None:
            continue
        uncertain = row.get("reading") == "uncertain"
        readings = len({row.low, row.high}) if uncertain else 0
        assert len(shape.places) == readings, f"{figure_id}: its marks and its doubt do not agree"
        x0, y0, x1, y1 = (*shape.places[0], *shape.places[-1]) if uncertain else shape.box
        ends = (x0, x1) if across is not None else (y0, y1)
        axis = across if across is not None else upright
        bounds = (
            (row.value / row.days, row.value / row.fewest) if picture.get("area", figure_id) else (row.low, row.high)
        )
        wanted = sorted(map(axis.place, bounds))
        for end, place in zip(sorted(ends), wanted, strict=True):
            _near(end, place, f"an end of the readings of {figure_id}")
    return set(found)


def units(picture, rows):
    """As many marks as the amount holds units; what a mark stands for is printed. A lower bound is never rounded up."""
    found = picture.of("unit")
    if not found:
        return set()
    words = picture.shapes.get("unit-words:")
    if words is None:  # one mark a claim, or one of so many
        for figure_id, shape, _ in _rows_of(found, rows):
            assert len(shape.places) == 1, f"{figure_id} is one claim and has {len(shape.places)} marks"
            rest = picture.get("rest", figure_id)
            many = 1 + len(rest.places) if rest else 1
            title = picture.shapes["title:"].text
            assert many == 1 or str(many) in title, f"{figure_id} is drawn as one of {many}: {title!r}"
        return set(found)
    stands_for = re.split("[:：]", words.text, maxsplit=1)[-1].strip().split(" for ")[0]
    per = 1 if stands_for.startswith(("one", "一")) else number_in(stands_for) or 1
    for figure_id, shape, row in _rows_of(found, rows):
        amount = (row.low if not math.isnan(row.low) else row.value) / per
        part = picture.get("unit-part", figure_id)
        drawn = len(shape.places)
        if math.isnan(row.high):
            assert drawn <= amount + 1e-6, f"{figure_id} shows {drawn} units of more than {amount:g}"
        within = 0.5 if part else 1
        assert abs(drawn + (0.5 if part else 0) - amount) <= within, f"{figure_id} shows {drawn} units, not {amount:g}"
    for figure_id, shape in picture.of("rest").items():
        whole = len(shape.places) + len(picture.get("unit", figure_id).places)
        printed = number_in(picture.shapes["whole-words:"].text)
        assert abs(whole * per - printed) <= max(per, printed * 0.006), (
            f"the whole of {figure_id} shows {whole * per:,.0f}, not {printed:,.0f}"
        )
    return set(found)


def areas(picture, rows):
    """Width times height is the number, on one scale; the height is read through the printed tick labels."""
    found, up = picture.of("area"), _axis(picture, "y")
    for figure_id, shape, row in _rows_of(found, rows):
        x0, y0, x1, _ = shape.box
        top = min(y0, shape.middle[1])
        _near(top, up.place(row.value / row.days), f"the top of {figure_id}", 1.6)
    if found:
        lengths = [(found[k].box[2] - found[k].box[0]) / rows.loc[k].days for k in found if rows.loc[k].days > 20]
        assert max(lengths) - min(lengths) <= 0.02 * max(lengths), "a day is not equally long in all areas"
    return set(found)


def spans(picture, rows):
    """A span begins and ends on its days, as the printed years lie."""
    found = picture.of("span")
    if not found:
        return set()
    years = {int(w.text): w.x for shape in picture.of("tick:year").values() for w in shape.words}
    step = min(abs(a - b) for a in years.values() for b in years.values() if a != b)
    for figure_id, shape, row in _rows_of(found, rows):
        for place, day in ((shape.box[0], row.start), (shape.box[2], row.end)):
            if pd.isna(day) or day == "":
                continue
            day = pd.Timestamp(day)
            year = years[day.year] + ((day.day_of_year - 1) / 365 - 0.5) * step
            _near(place, year, f"an end of {figure_id}", step / 365 * 2 + CLOSE)
    return set(found)


def shares(picture, rows):
    """Segments are as wide as their share, as the tick labels read."""
    if "part" not in rows:
        return set()
    axis = _axis(picture)
    for figure_id, shape, row in _rows_of(picture.of("cell"), rows):
        x0, _, x1, _ = shape.box
        _near(x1 - x0, axis.place(row.value) - axis.place(0), f"the segment {figure_id}", 1.2)
    return set(picture.of("cell"))


def cells(picture, rows):
    """A square lies on the line of its row's words and under the words of its column."""
    found = picture.of("cell")
    heads = picture.of("head")
    names = picture.of("line")
    if not (heads and names):
        return tiles(picture, rows) if "answer" in rows else set()
    starts = sorted((shape.words[0].x, key) for key, shape in heads.items())
    for figure_id, shape, row in _rows_of(found, rows):
        x, y = shape.middle
        column = [key for start, key in starts if start <= x + 1][-1]
        lines = {key: (s.words[0].y - s.words[0].size, s.words[-1].y) for key, s in names.items()}
        if starts[0][0] - min(s.words[0].x for s in names.values()) < 5:  # narrow: a line's name stands above it
            line = max((key for key in lines if lines[key][0] < y), key=lambda key: lines[key][0])
        else:
            line = min(lines, key=lambda key: abs(sum(lines[key]) / 2 - y))
        assert (line, column) == (row.in_row, row.in_column), f"{figure_id} lies at {line} x {column}"
    for key, shape in picture.of("total").items():
        drawn = sum(1 for s in found.values() if [k for start, k in starts if start <= s.middle[0] + 1][-1] == key)
        assert number_in(shape.text) == drawn, f"the total of {key} is {shape.text}, {drawn} are drawn"
    return set(found)


#: Which province lies north (or west) of which.
_NORTH = [("CN-HL", "CN-LN"), ("CN-LN", "CN-SD"), ("CN-BJ", "CN-HA"), ("CN-HA", "CN-HB"), ("CN-HB", "CN-HN"),
          ("CN-HN", "CN-GD"), ("CN-GD", "CN-HI"), ("CN-NM", "CN-SX"), ("CN-GS", "CN-SC"), ("CN-SC", "CN-YN")]  # fmt: skip
_WEST = [("CN-XJ", "CN-GS"), ("CN-GS", "CN-SD"), ("CN-XZ", "CN-SC"), ("CN-SC", "CN-HB"), ("CN-HB", "CN-SH"),
         ("CN-GZ", "CN-FJ"), ("CN-YN", "CN-GZ"), ("CN-SN", "CN-JS")]  # fmt: skip


def tiles(picture, rows):
    """A tile has the look of its answer in the key, its own name, and lies about where its province lies."""
    found, looks = picture.of("cell"), picture.of("key-tile")
    for figure_id, shape, row in _rows_of(found, rows):
        fill = re.search(r"fill: (#?[\w()]+)", shape.style)[1]
        assert fill == re.search(r"fill: (#?[\w()]+)", looks[row.answer].style)[1], (
            f"{figure_id} is coloured as another answer"
        )
        x0, y0, x1, y1 = shape.box
        words = picture.get("name", figure_id).words
        assert all(x0 <= w.x <= x1 and y0 <= w.y <= y1 for w in words), (
            f"the name of {figure_id} stands on another tile"
        )
    places = {rows.loc[figure_id].area_id: shape.middle for figure_id, shape in found.items()}
    for north, south in _NORTH:
        assert places[north][1] < places[south][1], f"{north} lies south of {south}"
    for west, east in _WEST:
        assert places[west][0] < places[east][0], f"{west} lies east of {east}"
    for answer, shape in picture.of("key").items():
        if answer in looks:
            assert number_in(shape.text) == (rows.answer == answer).sum(), f"the key counts {shape.text!r}"
    return set(found)


def _says(figure_id, words, row):
    hedge = row.get("qualifier")
    if "strict_low" not in row.index and hedge in WORDS and row.get("reading") != "uncertain":
        assert any(word in words for word in WORDS[hedge]), f"the label of {figure_id} hides {hedge}: {words!r}"
    shown = number_in(words)
    allowed = [abs(v) for v in (row.value, row.low, row.high) if not math.isnan(v)]
    assert shown is None or not allowed or any(abs(abs(shown) - v) <= 0.006 * v + 1e-9 for v in allowed), (
        f"the label of {figure_id} says {words!r}"
    )


def signs(picture, rows):
    """The sign of each hedge stands beside its mark on the due side and points away from it; no sign that is not due."""
    for kind in SIGNS:
        for figure_id, shape, row in _rows_of(picture.of(kind), rows):
            assert kind == _due(row), f"{figure_id} carries {kind}, due is {_due(row) or 'none'}"
            if kind != "ring":
                _points_rightly(figure_id, kind, shape, picture, row)
    for figure_id in rows.index:
        kind = _due(rows.loc[figure_id])
        drawn = [k for k in ("dot", "bar", "column", "unit", "area") if picture.get(k, figure_id)]
        if kind and drawn:
            assert picture.get(kind, figure_id), f"{figure_id} lacks the sign {kind}"


def _due(row):
    """The sign that a row's bounds call for."""
    if "qualifier" not in row.index or pd.isna(row.get("qualifier")) or row.get("reading") == "uncertain":
        return ""
    low, high = row.low, row.high
    if math.isnan(low) and math.isnan(high):
        return "ring"
    if not math.isnan(low) and not math.isnan(high):
        return ""
    number = low if math.isnan(high) else high
    outward_open = (math.isnan(high) and number >= 0) or (math.isnan(low) and number < 0)
    strict = row.get("strict_low" if math.isnan(high) else "strict_high")
    if strict is None or (isinstance(strict, float) and math.isnan(strict)):
        strict = row.qualifier in ("more_than", "nearly")
    included = strict in (False, "no", "")
    return ("chevron" if outward_open else "wall") + ("_underlined" if included else "")


def _upright(picture):
    """Whether values run upwards and nothing is told across but time."""
    return bool(picture.of("tick:y")) and not picture.of("tick:x")


def _points_rightly(figure_id, kind, shape, picture, row):
    x, y = shape.middle
    side = -1 if (row.value if not math.isnan(row.value) else -1 if math.isnan(row.low) else row.low) < 0 else 1
    mark = next((picture.get(k, figure_id) for k in ("dot", "bar", "unit", "area") if picture.get(k, figure_id)), None)
    upright = (
        picture.get("column", figure_id) or picture.get("area", figure_id) or (mark if _upright(picture) else None)
    )
    if upright:
        assert y < upright.box[1], f"the sign of {figure_id} stands below the top of its mark"
        if kind.startswith("chevron"):
            first, tip, last = shape.outlines[0][:3]
            assert tip[1] < first[1] and tip[1] < last[1], f"the chevron of {figure_id} does not point up"
        return
    if mark is not None:
        edge = mark.box[2] if side > 0 else mark.box[0]
        beside = (x - edge) * side
        allowed = 30 if picture.of("rest") else 16
        assert -2 <= beside <= allowed or picture.of("unit"), (
            f"the sign of {figure_id} stands {beside:.1f} points from its mark"
        )
    if kind.startswith("chevron"):
        first, tip, last = shape.outlines[0][:3]
        assert (tip[0] - first[0]) * side > 0 and (tip[0] - last[0]) * side > 0, (
            f"the chevron of {figure_id} points the wrong way"
        )


def possible(picture, rows):
    """Hatching begins at the bound and ends at the natural limit, never beyond."""
    axis = _axis(picture)
    for figure_id, shape, row in _rows_of(picture.of("possible"), rows):
        x0, _, x1, _ = shape.box
        _near(x0, axis.place(row.low), f"the hatching of {figure_id}")
        limit = max(axis.values)
        assert x1 <= axis.place(limit) + CLOSE, f"the hatching of {figure_id} runs past {limit:g}"


def labels(picture, rows):
    """A label stands on the line of its mark, nearer to it than to any other mark on that line, and says its amount."""
    marks = {k: s for kind in ("dot", "bar", "range", "interval") for k, s in picture.of(kind).items()}
    for figure_id, shape, row in _rows_of(picture.of("label"), rows):
        one_of_many = picture.of("rest") and "unit-words:" not in picture.shapes
        if "low" in rows and not isinstance(row.get("low"), str) and "part" not in rows and not one_of_many:
            _says(figure_id, shape.text, row)
        mark = marks.get(figure_id)
        counted = picture.of("column") or picture.of("unit")  # the number stands over its column, or over its figures
        if mark is None or not shape.words or counted or picture.stacked:
            continue
        middle = np.mean([w.y - w.size * 0.36 for w in shape.words])
        if _upright(picture):  # the words stand where there is room, nearest to their own dot
            apart = {k: math.hypot(_across(shape.words, s), middle - s.middle[1]) for k, s in marks.items()}
            assert min(apart, key=apart.get) == figure_id, f"the label of {figure_id} stands nearer to another dot"
            continue
        first, last = min(w.x for w in shape.words), max(w.x + 0.5 * w.size * len(w.text) for w in shape.words)
        assert (
            abs(middle - mark.middle[1]) <= 8 or picture.of("lane") and abs(shape.words[0].y - mark.middle[1]) < 14
        ), f"the label of {figure_id} is off its line"
        same_line = [k for k, s in marks.items() if abs(s.middle[1] - mark.middle[1]) < 4]
        nearest = min(same_line, key=lambda k: max(0, marks[k].box[0] - last, first - marks[k].box[2]))
        assert nearest == figure_id or picture.of("detail"), f"the label of {figure_id} stands nearer to {nearest}"


def names(picture):
    """In a strip a dot stands beside its own name, or below it and above the next."""
    if not picture.of("lane"):
        return
    marks = {k: s.middle[1] for kind in ("dot", "range", "interval") for k, s in picture.of(kind).items()}
    lines = {key: shape.words for key, shape in picture.of("name").items() if key in marks}
    for figure_id in lines:
        above = {
            k: words[0].y - words[0].size for k, words in lines.items() if words[0].y - words[0].size < marks[figure_id]
        }
        assert above and max(above, key=above.get) == figure_id, f"the dot of {figure_id} stands at another name"


def _across(words, mark):
    """Points between words and a mark beside them, 0 where one stands over the other."""
    starts = [w.x - {"start": 0, "middle": 0.25, "end": 0.5}[w.anchor] * w.size * len(w.text) for w in words]
    ends = [start + 0.5 * w.size * len(w.text) for start, w in zip(starts, words, strict=True)]
    return max(0, mark.box[0] - max(ends), min(starts) - mark.box[2])


_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
#: What no end of a line may tear apart: day, month and year; a number and its size or its Chinese counter.
_TORN = re.compile(
    rf"\b\d{{1,2}}\n{_MONTHS}\b|\b{_MONTHS}\n\d{{4}}|\d\n(?P<size>thousand|million|billion)\b|\d\n[%万亿年月日]|[年月]\n\d+[月日]"
)


def wraps(picture):
    """No line ends inside a date or a number; over a column, which may be narrower, a size stands below its number."""
    for name, shape in picture.shapes.items():
        torn = _TORN.search("\n".join(words.text for words in shape.words))
        if torn and torn["size"] and picture.get("column", name.partition(":")[2]):
            continue
        assert not torn or name == "trace:", f"{name} breaks {torn[0]!r}"


def _owners(picture):
    """Each owner that the key names, and the pale dots, are drawn in the colour that the key gives them."""
    drawn = {
        colour
        for name, shape in picture.shapes.items()
        if not name.partition(":")[2].startswith("key-") and name.partition(":")[0] in MARKS
        for colour in re.findall(r"#[0-9a-f]{6}", shape.style)
    }
    for owner in ("core", "nation", "other", "quiet"):
        if f"key:{owner}" in picture.shapes:
            colour = re.search(r"fill: (#[0-9a-f]{6})", picture.shapes[f"dot:key-{owner}"].style)[1]
            assert colour in drawn, f"the key names {owner}, and no mark is drawn in its colour"


def key(picture):
    """Words of the key stand on the line of the sign that they name, right of it, and mean it in their language."""
    _owners(picture)
    for name, shape in picture.of("key").items():
        if name not in KEY:
            continue
        assert any(word in shape.text for word in KEY[name]), f"the key says {shape.text!r} of {name}"
        specimen = [s for k, s in picture.shapes.items() if k.endswith(f":key-{name}")]
        assert specimen, f"the key names {name} and shows no sign"
        line = shape.words[0]
        for sign in specimen:
            points = sign.outlines or [np.array([(w.x, w.y)]) for w in sign.words]
            x, y = np.vstack(points).mean(axis=0)
            assert x < line.x and abs(y - (line.y - line.size * 0.36)) < 8, (
                f"the sign of {name} does not stand beside its words"
            )
        kinds = {k.partition(":")[0] for k in picture.shapes if k.endswith(f":key-{name}")}
        if name in SIGNS:
            assert name in kinds, f"beside {shape.text!r} stands {kinds}"
