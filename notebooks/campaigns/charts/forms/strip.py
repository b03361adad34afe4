"""A strip: many claims as dots in lanes on one scale; those that carry the finding large and named, the rest quiet."""

from dataclasses import replace

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.forms.rows import short_period
from campaigns.charts.layout import ACCENT, LEADING, RULE, SOFT
from campaigns.charts.scale import Scale, fitting
from campaigns.charts.text import text_width, wrap
from campaigns.claims import wording

_ROW = 12.6  # points between the lines of a lane
_TEXT = 9
_LONG = 24  # letters: a longer name of a place is said without what it lies in
_FEW = 8  # as many rows have a name on a narrow sheet or a slide
_HEIGHT = ("Height has no meaning.", "高低无意义。")


def strip(
    rows, name, *, title, subtitle, lane, note="", log=False, percent=False, limit=None, lens=None, named=None,
    line=None, left_out=None, sources=None, why_unranked="what is counted differs", label=None,
):  # fmt: skip
    """Dots in lanes on one common scale.

    rows: described rows, in the order to draw. lane: the column that names a row's lane (words or pairs English,
    Chinese), lanes in order of first appearance. named: figure_ids with a label (default all, at most about 15 read
    well; on a narrow sheet or a slide few of a lane, ours first); the others are drawn small and are in the table below.
    label: function (row, language) of a label's words after the number, default place and period. line: a value with an
    accent line through all lanes. log, percent, limit: of the scale; up to a limit an open end is hatched. lens: the
    lower end of an enlarged last part of a scale with a limit, drawn below the whole scale. Raises MisleadingChart for
    mixed units, a lone dot, rows by value, values beyond the limit or below the lens.
    """
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value, limit)
    ends = [*rows.value, *rows.low, *rows.high]
    honesty.spread_fits(ends, log)
    named = set(rows.figure_id if named is None else named)
    for _, held in rows.groupby(lane, sort=False):
        honesty.unranked(held[held.figure_id.isin(named)], why_unranked)
    if limit is not None:
        honesty.within_limit(rows, limit)

    def body(sheet, told):
        start, end = sheet.left + 8, sheet.right - 14
        scale = fitting(ends, start, end, log=log, percent=percent, limit=limit, what=_what(told))
        if lens is not None:
            scale = _through_lens(sheet, told, scale, lens)
        top, few = sheet.top, max(1, _FEW // told[lane].nunique())
        for heading, held in _parted(sheet, told, lane):
            shown = _fewest(held, named, few) if sheet.narrow or sheet.compact else named
            _lane(sheet, scale, heading, held, shown, label or _place_and_period, line)
        sheet.axis(scale, top, sheet.top)
        sheet.top += 8 * LEADING + 6
        words = " ".join(filter(None, [_tenfold(scale, sheet.language), sheet.say(_HEIGHT)]))
        sheet.text(words, 8, color=SOFT, gap=2)

    return make(body, name=name, form=("Strip of dots", "点带图"), rows=rows, title=title, subtitle=subtitle, note=note,
                left_out=left_out, sources=sources, scale="logarithmic" if log else "linear")  # fmt: skip


def _parted(sheet, told, lane):
    """The lanes that a sheet draws, [(heading, rows)]: whole ones, and pieces where there are more sheets than lanes."""
    if sheet.layout.part[1] > told[lane].nunique():
        return list(sheet.part(told).groupby(lane, sort=False))
    return sheet.part(list(told.groupby(lane, sort=False)))


def _tenfold(scale, language):
    """How a log scale is read, by its own ticks; "" of a linear one."""
    if not scale.log:
        return ""
    tens = [scale.tick_words(value, language) for value in scale.ticks() if f"{value:e}".startswith("1.000000e")][:3]
    if language == "zh":
        return f"坐标为对数：{'、'.join(f'{a}至{b}' for a, b in zip(tens, tens[1:], strict=False))}等距，各为十倍。"
    steps = ", and ".join(f"from {a} to {b}" for a, b in zip(tens, tens[1:], strict=False))
    return f"Each step {steps}, is ten times as many."


def _what(rows):
    return (rows.metric_id.iloc[0], rows.unit.iloc[0]) if rows.metric_id.nunique() == 1 else ()


def _place_and_period(row, language):
    name = row.name.split(",")[0] if len(row.name) > _LONG else row.name
    period = short_period(row, language)
    if period.rstrip("*").endswith("–"):  # no end is known
        begin = period.replace("–", "年" if language == "zh" else "")
        period = f"{begin}起" if language == "zh" else f"since {begin}"
    return f"{name} {period}".strip()


def _fewest(held, named, few):
    """The named rows of a lane where there is little room: those of ours and of the nation first, then its ends."""
    rows = held[held.figure_id.isin(named)]
    ours = rows.owner.isin(["core", "nation"]) if "owner" in rows else rows.figure_id == ""
    middle = rows.value.rank(method="first")
    ends = (middle - middle.mean()).abs()
    return set(
        rows.assign(ours=ours, ends=ends).sort_values(["ours", "ends", "value"], ascending=False).figure_id[:few]
    )


# ---- the lens ----


def _through_lens(sheet, rows, whole, low):
    """Lay the whole scale as a ruler, a stroke for each claim, and the rays to its enlarged part; returns that part.

    On a slide there is room for words only.
    """
    least = min(v for v in [*rows.value, *rows.low] if v == v)
    if least < low:
        raise honesty.MisleadingChart(f"a claim of {least:g} lies below the lens from {low:g}: widen it")
    if sheet.compact:
        begins = sheet.say(("The scale begins at {}.", "坐标从{}开始。")).format(whole.tick_words(low, sheet.language))
        sheet.text(begins, 8, color=SOFT)
        return replace(whole, low=low)
    ruler = Scale(whole.low, whole.limit, sheet.left + 8, sheet.left + sheet.width * 0.52, percent=whole.percent)
    part = Scale(low, whole.limit, sheet.left + 8, sheet.left + sheet.width * 0.52, whole.what, False, whole.limit,
                 whole.percent)  # fmt: skip
    top, tall = sheet.top + 8 * LEADING + 3, 11
    sheet.rect(ruler.start, top, ruler.end - ruler.start, tall, "#eceff1", zorder=1)
    for value in {v for row in rows.itertuples() for v in (row.value,) if v == v}:
        sheet.line([ruler(value)] * 2, [top, top + tall], SOFT, 0.7)
    for value in (0, 50, low, whole.limit):
        words = ruler.tick_words(value, sheet.language)
        sheet.put((words,), ruler(value), top - 8 * LEADING - 1, 8, color=SOFT, align="center")
    said = (
        "all claims on the whole scale; its last part is enlarged below",
        "全部数字在完整刻度上的位置；末段放大见下",
    )
    sheet.put(wrap(sheet.say(said), sheet.right - ruler.end - 16, 8), ruler.end + 14, top - 5, 8, color=SOFT)
    foot = top + tall + 16
    sheet.polygon([(ruler(low), top + tall), (ruler.end, top + tall), (part.end, foot), (part.start, foot)], "#dfe5ea")
    sheet.top = foot + 2
    return part


# ---- lanes ----


def place_and_unit(claims):
    """Labels where a unit is not sure: place, period, and in words the unit of rows that may be of one or the other."""
    units = {row.figure_id: row.unit for row in claims if "_or_" in row.unit}

    def label(row, language):
        unit = units.get(row.figure_id)
        return _place_and_period(row, language) + (f", {wording.unit_words(unit, 2, language)}" if unit else "")

    return label


def place_and_word(words):
    """Labels where the words counted differ: place, period, and words(row, language) of what is counted."""

    def label(row, language):
        return f"{_place_and_period(row, language)}{'，' if language == 'zh' else ', '}{words(row, language)}"

    return label


def _lane(sheet, scale, heading, held, named, label, line):
    sheet.top += 4
    words = wrap(sheet.say(heading), sheet.width, _TEXT, 600)
    sheet.line([sheet.left, sheet.right], [sheet.top - 2, sheet.top - 2], RULE, 0.8)
    sheet.top += sheet.put(words, sheet.left, sheet.top, _TEXT, 600, over=True, gid=f"lane:{sheet.top:.0f}") + 2
    top = sheet.top
    sheet.top += _place_dots(sheet, scale, held, named, label, top) * _ROW + 3
    if line is not None:
        sheet.line([scale(line)] * 2, [top, sheet.top - 2], ACCENT, 1.2, gid="reference:")


def _place_dots(sheet, scale, held, named, label, top):
    """Place each dot on the first line of the lane where it and its label are free; returns the number of lines.

    Named rows come before the others, so that a label is never nearer to another mark than to its own.
    """
    taken = []
    for row in sorted(held.itertuples(), key=lambda row: row.figure_id not in named):
        spot = _Spot(sheet, scale, row, label if row.figure_id in named else None)
        line = next(n for n in range(len(taken) + 1) if all(_free(taken, n + k, ends) for k, ends in spot.room))
        for k, ends in spot.room:
            taken.extend([] for _ in range(line + k + 1 - len(taken)))
            taken[line + k].append(ends)
        spot.lay(top + (line + spot.depth - 0.5) * _ROW)
    return len(taken)


def _free(taken, line, ends):
    return line >= len(taken) or all(ends[1] < a or ends[0] > b for a, b in taken[line])


class _Spot:
    """A row's dot and label: ``room`` [(line, (from, to))] that it takes, ``depth`` the lines of it."""

    def __init__(self, sheet, scale, row, label):
        self.sheet, self.scale, self.row = sheet, scale, row
        values = [v for v in (row.value, row.low, row.high) if v == v]
        self.low, self.high = scale(min(values)), scale(max(values))
        self.form = marks.due(row)
        self.open = scale.limit is not None and self.form.sign.startswith("chevron")
        self.pieces = self._said(label) if label else []
        self.pair = self._pair() if self.form.body != "dot" and label else []
        self._room()

    def _said(self, label):
        colour = marks.text_colour(self.row)
        quiet = SOFT if colour == marks.OTHER_TEXT else colour
        return [(self.row.said, 600, colour), (label(self.row, self.sheet.language), "normal", quiet)]

    def _pair(self):
        """The numbers at the two ends of a span, if they have room above it, each at its end."""
        low, high = (wording.number(v, self.sheet.language) for v in (self.row.low, self.row.high))
        doubt = "?" * (self.form.body == "range")
        first = [(f"{low}{doubt}", *self.pieces[0][1:]), self.pieces[1]]
        last = [(f"{high}{doubt}", *self.pieces[0][1:])]
        width = sum(text_width(words, _TEXT, weight) + 4 for words, weight, _ in first + last)
        return [first, last] if width + 12 < self.high - self.low else []

    def _room(self):
        """The label stands right of the mark, left only where it would leave the page; where neither has room its number
        stands beside the mark and its words above."""
        if self.pair:
            self.depth, self.side, ends = 2, "ends", (self.low - 6, self.high + 12)
            self.room = [(0, ends), (1, ends)]
            return
        width = sum(text_width(words, _TEXT, weight) for words, weight, _ in self.pieces) + 4
        sign = 12 if self.form.sign else 5
        reach = self.scale.end if self.open else self.high
        self.depth, self.side = 1, "right"
        if not self.pieces:
            self.room = [(0, (self.low - 5, reach + sign))]
        elif reach + sign + 6 + width <= self.sheet.right:
            self.room = [(0, (self.low - 6, reach + sign + 16 + width))]
        elif self.low - 10 - width >= self.sheet.left:
            self.side = "left"  # and nothing else so near to the label's beginning as its own mark is
            self.room = [(0, (self.low - 2 * width - 24, reach + sign))]
        else:
            self._room_above(reach + sign)

    def _room_above(self, reach):
        number, words = (text_width(words, _TEXT, weight) for words, weight, _ in self.pieces)
        left, right = self.sheet.left, self.sheet.right
        fits = {"left": self.low - 10 - number >= left, "right": reach + 6 + number <= right}
        beside = next((side for side, there in fits.items() if there), None)
        self.side, self.depth = f"above {beside}", 2 if beside else 3
        wide = words if beside else max(number, words)
        self.above = max(left, min(self.low - (number + 7 if beside == "left" else 4), right - wide))
        ends = (
            self.low - number - 16 if beside == "left" else self.low - 6,
            reach + (number + 16) * (beside == "right"),
        )
        ends = min(self.above, ends[0]), max(self.above + wide, ends[1])
        self.room = [(n, ends) for n in range(self.depth)]  # on all its lines, lest it be taken for another's

    def lay(self, y):
        row, sheet = self.row, self.sheet
        if self.open:
            start = min(self.high + 13, self.scale.end)  # right of the sign, which it would hide
            marks.possible(sheet, start, self.scale.end, y, row, 5, marks.colour(row))
        after = marks.dot(sheet, self.high, y, row, quiet=not self.pieces, to_x=self.scale)
        if not self.pieces:
            return
        gid, top = f"label:{row.figure_id}", y - _TEXT * LEADING / 2
        if self.side == "ends":
            sheet.run(self.pair[0], self.low - 1, top - _ROW, _TEXT, gid, over=True)
            sheet.run(self.pair[1], self.high + 1, top - _ROW, _TEXT, gid, align="right", over=True)
            return
        beside, above = (self.pieces[:1], self.pieces[1:]) if self.depth > 1 else (self.pieces, [])
        if self.side.endswith("right"):
            sheet.run(beside, max(after, self.scale.end + 5) if self.open else after, top, _TEXT, gid, over=True)
        elif self.side.endswith("left"):
            sheet.run(beside, self.low - 7, top, _TEXT, gid, align="right", over=True)
        else:
            sheet.run(beside, self.above, top - _ROW, _TEXT, gid, over=True)
        if above:
            sheet.run(above, self.above, top - (self.depth - 1) * _ROW, _TEXT, gid, over=True)
