"""Many claims as dots on one scale, in lanes; those that carry the finding named, each on a line of its own."""

import re
from dataclasses import replace

import pandas as pd

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.forms.rows import short_period
from campaigns.charts.layout import ACCENT, LEADING, RULE, SOFT
from campaigns.charts.scale import Scale, fitting
from campaigns.charts.text import joined, text_width, wrap
from campaigns.claims import wording

__all__ = ["place_and_unit", "place_and_word", "strip"]

_LINE = 12.6  # points between the lines of a lane
_CLOSE = 9.0  # and between those of its pale dots
_TEXT = 9
_NAMES, _NAMES_COMPACT = 0.42, 0.5  # as much of the sheet's width is for names, at most; on a slide
_LONG = 24  # letters: a longer name of a place is said with its province alone
_FEW = 8  # as many rows have a name on a narrow sheet or a slide
_LEADER = "#e6eaed"
_ENLARGED = "All claims on the whole scale; its last part is enlarged below", "全部数字在完整刻度上的位置；末段放大见下"
_YEARS = re.compile(r"[\d–年*]*")


def strip(
    rows, name, *, lane, log=False, percent=False, limit=None, lens=None, named=None, finding=(), line=None,
    label=None, beside=None, **said,
):  # fmt: skip
    """Dots in lanes on one common scale, names in a column at the left.

    rows: described rows, in the order to draw. lane: the column that names a row's lane (words or pairs English,
    Chinese), lanes in order of first appearance. named: figure_ids with a line and a name of their own (default all, at
    most about 15 read well; on a narrow sheet or a slide few of a lane, those of the ``finding`` and ours first); the
    others stand pale below. label: function (row, language) of the name, default place and period. line: a value with
    an accent line through all lanes. beside: figure_id -> words or pair in the accent colour at a named dot. log,
    percent, limit: of the scale; up to a limit an open end is hatched. lens: the lower end of an enlarged last part of
    a scale with a limit. said: as for make(). Raises MisleadingChart for mixed units, a lone dot, rows by value, values
    out of the scale.
    """
    named, ends, naming = set(rows.figure_id if named is None else named), marks.ends(rows), label or _place_and_period
    _hold(rows, lane, named, ends, log, limit)

    def body(sheet, told):
        few = max(1, (_FEW - 4 * (lens is not None and sheet.narrow)) // told[lane].nunique())  # a lens takes room
        lanes = [held for _, held in told.groupby(lane, sort=False)]
        fewest = [_fewest(held, named, few, finding) for held in lanes]
        is_little = (sheet.narrow or sheet.compact) and not _in_pieces(sheet, lanes)
        shown = set().union(*fewest) if is_little else named
        look = dict(log=log, percent=percent, limit=limit, what=marks.what(told))
        scale = _beside_names(sheet, told[told.figure_id.isin(shown)], naming, ends, lens, look)
        if lens is not None:
            _lay_lens(sheet, told, fitting(ends, scale.start, scale.end, **look), scale)
        top = sheet.top
        for heading, held in _parted(sheet, lanes, lane, finding):
            _lane(sheet, scale, heading, held, shown, naming, beside or {}, line)
        if line is not None:  # through all lanes
            sheet.line([scale(line)] * 2, [top, sheet.top], ACCENT, 1.2, gid="reference:")
        sheet.axis(scale, top, sheet.top)
        sheet.top += 8 * LEADING + (4 if sheet.compact else 6)
        if tenfold := _tenfold(scale, sheet.language):
            sheet.text(tenfold, 8, color=SOFT, gap=2)

    words = dict(form=("Strip of dots", "点带图"), scale="logarithmic" if log else "linear")
    return make(body, name=name, rows=rows, **words, **said)


def _parted(sheet, lanes, lane, finding):
    """The lanes that a sheet draws, [(heading, rows)]: whole ones, or pieces if there are more sheets than lanes."""
    if _in_pieces(sheet, lanes):
        return list(sheet.part(pd.concat(lanes), finding).groupby(lane, sort=False))
    return [(held[lane].iloc[0], held) for held in sheet.part(lanes)]


def _in_pieces(sheet, lanes):
    return sheet.layout.part[1] > len(lanes)


def _hold(rows, lane, named, ends, log, limit):
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value, limit)
    honesty.spread_fits(ends, log)
    for _, held in rows.groupby(lane, sort=False):
        honesty.unranked(held[held.figure_id.isin(named)])
    if limit is not None:
        honesty.within_limit(rows, limit)


def _beside_names(sheet, rows, label, ends, lens, look):
    """The Scale right of the names of these rows, so far from the sheet's edge that the words behind each dot fit."""
    names = [label(row, sheet.language) for row in rows.itertuples()]
    widest = max((text_width(words, _TEXT) for words in names), default=0)
    most = sheet.width * (_NAMES_COMPACT if sheet.compact else _NAMES)
    end = sheet.right - 14
    scale = fitting(ends, 0, end, **look)
    first = sheet.clear(scale.tick_words(scale.low, sheet.language))
    start = max(first, sheet.left + 8) if sheet.narrow else sheet.left + 8 + min(widest + 14, most)
    scale = replace(scale, start=start)
    if lens is not None:
        scale = Scale(lens, look["limit"], start, end, look["what"], False, look["limit"], look["percent"])
    for row in rows.itertuples():
        along = (_reach(scale, row) - start) / (scale.end - start)
        room = sheet.right - start - text_width(row.said, _TEXT, 600) - (20 if marks.due(row).sign else 11)
        end = min(end, start + room / max(along, 0.01))
    return replace(scale, end=end)


def _reach(scale, row):
    """The place behind which a dot's words stand: its own, its upper end's, or the limit up to which it is hatched."""
    return scale.end if _is_open(scale, row) else max(map(scale, marks.known(row)))


def _tenfold(scale, language):
    """How a log scale is read, by its own ticks; "" of a linear one."""
    if not scale.log:
        return ""
    tens = [scale.tick_words(value, language) for value in scale.ticks() if f"{value:e}".startswith("1.000000e")][:3]
    if language == "zh":
        return f"坐标为对数：{'、'.join(f'{a}至{b}' for a, b in zip(tens, tens[1:], strict=False))}等距，各为十倍。"
    steps = ", and ".join(f"from {a} to {b}" for a, b in zip(tens, tens[1:], strict=False))
    return f"Logarithmic: {steps}, is ten times as many."


def _place_and_period(row, language):
    parts = row.name.split(", ")
    name = ", ".join(dict.fromkeys((parts[0], parts[-1]))) if len(row.name) > _LONG else row.name
    return joined(language, name, _until(row, language))


def _until(row, language):
    """The period of a row in few words: the year or month that holds it, the last day of a longer one, or its first."""
    period, start, end = short_period(row, language), row.period_start, row.period_end
    if period.rstrip("*").endswith("–"):  # no end is known
        begin = period.replace("–", "年" if language == "zh" else "")
        return f"{begin}起" if language == "zh" else f"since {begin}"
    if pd.isna(start) or (start.year, start.month) == (end.year, end.month) or _YEARS.fullmatch(period):
        return period
    star = "*" * (row.end_basis == "inferred")
    return f"截至{wording.day(end, language)}{star}" if language == "zh" else f"to {wording.day(end)}{star}"


def _fewest(held, named, few, finding):
    """The named rows of a lane where room is little: the finding's first, then ours and the nation's, its ends."""
    rows = held[held.figure_id.isin(named)]
    ours = rows.owner.isin(["core", "nation"]) if "owner" in rows else rows.figure_id == ""
    middle = rows.value.rank(method="first")
    ends = (middle - middle.mean()).abs()
    ranked = rows.assign(first=rows.figure_id.isin(list(finding)), ours=ours, ends=ends)
    return set(ranked.sort_values(["first", "ours", "ends", "value"], ascending=False).figure_id[:few])


def place_and_unit(claims):
    """Labels where a unit is not sure: place, period, and in words the unit of rows that may be of one or the other."""
    units = {row.figure_id: row.unit for row in claims if "_or_" in row.unit}

    def label(row, language):
        unit = units.get(row.figure_id)
        return joined(language, _place_and_period(row, language), unit and wording.unit_words(unit, 2, language))

    return label


def place_and_word(words):
    """Labels where the words counted differ: place, period, and words(row, language) of what is counted."""

    def label(row, language):
        return joined(language, _place_and_period(row, language), words(row, language))

    return label


# ---- the lens ----


def _lay_lens(sheet, rows, whole, part):
    """Lay the whole scale as a ruler, a stroke for each claim, and the rays to its enlarged part; on a slide words."""
    least = min(min(marks.known(row)) for row in rows.itertuples())
    if least < part.low:
        raise honesty.MisleadingChart(f"a claim of {least:g} lies below the lens from {part.low:g}: widen it")
    if sheet.compact:
        begins = sheet.say(("The scale begins at {}.", "坐标从{}开始。"))
        sheet.text(begins.format(whole.tick_words(part.low, sheet.language)), 8, color=SOFT, gap=4)
        return
    lines = wrap(sheet.say(_ENLARGED), sheet.width if sheet.narrow else whole.start - sheet.left - 16, 8)
    height = sheet.put(lines, sheet.left, sheet.top, 8, color=SOFT)
    top, tall = sheet.top + 8 * LEADING + 3 + (height if sheet.narrow else 0), 11
    sheet.rect(whole.start, top, whole.end - whole.start, tall, "#eceff1", zorder=1)
    for value in set(rows.value.dropna()):
        sheet.line([whole(value)] * 2, [top, top + tall], SOFT, 0.7)
    for value in (0, 50, part.low, whole.limit):
        words = whole.tick_words(value, sheet.language)
        sheet.put(words, whole(value), top - 8 * LEADING - 1, 8, color=SOFT, align="center")
    foot = top + tall + 16
    rays = (whole(part.low), top + tall), (whole.end, top + tall), (part.end, foot), (part.start, foot)
    sheet.polygon(rays, "#dfe5ea")
    sheet.top = foot + 2


# ---- lanes ----


def _lane(sheet, scale, heading, held, named, label, beside, line):
    """A heading, a line for each named row, and the other rows pale below them, on as few lines as they need; line: the
    value of the line of reference, if any."""
    sheet.top += 2 if sheet.compact else 4
    sheet.line([sheet.left, sheet.right], [sheet.top - 2, sheet.top - 2], RULE, 0.8)
    words = wrap(sheet.say(heading), sheet.width, _TEXT, 600)
    sheet.top += sheet.put(words, sheet.left, sheet.top, _TEXT, 600, over=True, gid=f"lane:{sheet.top:.0f}") + 2
    is_named = held.figure_id.isin(named)
    for row in held[is_named].itertuples():
        _lay_named(sheet, scale, row, label, sheet.say(beside.get(row.figure_id, "")), line)
    if not is_named.all():
        _lay_others(sheet, scale, held[~is_named])
    sheet.top += 2


def _lay_named(sheet, scale, row, label, accent, line):
    """A row's name at the left (above its dot on a narrow sheet), its dot, and its number behind it; words of the
    finding before its dot, or below its name."""
    colour = marks.text_colour(row)
    room = sheet.width if sheet.narrow else scale.start - sheet.left - 12
    lines = wrap(label(row, sheet.language), room, _TEXT)
    quiet = SOFT if colour == marks.OTHER_TEXT else colour
    height = sheet.put(lines, sheet.left, sheet.top + 0.5, _TEXT, color=quiet, gid=f"name:{row.figure_id}", over=True)
    before = accent and not sheet.narrow and scale.start + text_width(accent, _TEXT, 600) + 12 < scale(row.low)
    if accent and not before:
        below = wrap(accent, room, _TEXT, 600)
        height += sheet.put(below, sheet.left, sheet.top + 0.5 + height, _TEXT, 600, ACCENT, over=True)
    if sheet.narrow:
        sheet.top += height
        height = _LINE
    y = sheet.top + max(height + 1, _LINE) / 2
    sheet.line([scale.start, scale.end], [y, y], _LEADER, 0.6, zorder=1)
    if before:
        sheet.put(accent, scale(row.low) - 9, y - _TEXT * LEADING / 2, _TEXT, 600, ACCENT, align="right", over=True)
    after = _lay_dot(sheet, scale, row, y) + (1.5 if _is_open(scale, row) else 0)
    for words, x in _beside(scale, row, after):
        wide = text_width(words, _TEXT, 600)
        if line is not None and x < scale(line) < x + wide:  # before the dot, clear of the line
            x = min(map(scale, marks.known(row))) - marks.SIZE / 2 - 3.5 - wide
        sheet.put(words, x, y - _TEXT * LEADING / 2, _TEXT, 600, colour, f"label:{row.figure_id}", over=True)
    sheet.top += max(height + 1, _LINE) + sheet.narrow


def _beside(scale, row, after):
    """(words, place) behind a dot; of two readings each behind its own mark, where there is room between them."""
    words = re.split(r"\s*(?:\bor\b|或)\s*", row.said)
    if marks.due(row).body == "range" and len(words) == 2:
        room = scale(row.high) - scale(row.low) - text_width(words[0], _TEXT, 600)
        if room > 60:  # the word between the marks stands in the middle of it
            return [(f"{words[0]}?", scale(row.low) + 7), (words[1], after)]
    return [(row.said, after)]


def _is_open(scale, row):
    return scale.limit is not None and marks.due(row).sign.startswith("chevron")


def _lay_dot(sheet, scale, row, y, quiet=False):
    place = max(map(scale, marks.known(row)))
    limit = scale.end if _is_open(scale, row) else None
    return marks.dot(sheet, place, y, row, quiet=quiet, to_x=scale, limit=limit)


def _lay_others(sheet, scale, rows):
    """Pale dots of the rows without a name, each on the first line where it is free of the others."""
    count = len(rows)
    words = (f"{count} further claim{'s' * (count > 1)}", f"其余{count}项")
    height = sheet.put(sheet.say(words), sheet.left, sheet.top + 1, 8, color=SOFT, over=True)
    sheet.top += height if sheet.narrow else 0
    lines = []
    for row in rows.itertuples():
        ends = (min(map(scale, marks.known(row))) - 4, _reach(scale, row) + (11 if marks.due(row).sign else 4))
        line = next((n for n, taken in enumerate(lines) if _free(taken, ends)), len(lines))
        if line == len(lines):
            lines.append([])
        lines[line].append(ends)
        _lay_dot(sheet, scale, row, sheet.top + (line + 0.5) * _CLOSE + 2, quiet=True)
    sheet.top += len(lines) * _CLOSE + 4


def _free(taken, ends):
    return all(ends[1] < low or ends[0] > high for low, high in taken)


# ---- the list ----
