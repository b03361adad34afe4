"""Bars from zero: claims of one unit, or of parts of a whole, in groups with headings."""

from dataclasses import dataclass, replace

import pandas as pd

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, LEADING, SOFT
from campaigns.charts.scale import fitting
from campaigns.charts.text import text_width, wrap

__all__ = ["bars", "own_counts"]

_WHOLE = "#e6eaed"


@dataclass(frozen=True)
class _Look:
    """How bars are laid: see bars()."""

    group: str | None
    limit: float | None
    whole: float | None
    beside: dict
    quiet: tuple
    reference: tuple
    above: bool
    whole_words: dict


def bars(
    rows, name, *, group=None, limit=None, whole=None, percent=False, beside=None, quiet=(), reference=(), above=False,
    whole_words=None, finding=(), claims=True, **said,
):  # fmt: skip
    """Horizontal bars on one scale from zero, each with name and detail on the left and its label at its end.

    rows: described rows (value, low, high, qualifier, reading, unit, said, name, detail ...), in the order to draw.
    group: a column whose values, words or pairs (English, Chinese), head the groups, clear of the axis. limit: the
    natural end (100 percent, all households) up to which an open end is hatched. whole: a value drawn as a pale bar
    behind all. whole_words: heading of a group -> what its whole is, above the end of the whole. percent: tick labels
    carry %. beside: figure_id -> words or pair in the accent colour behind the label, at the right edge where names
    stand above. quiet: figure_ids whose bars are thin, beside the finding and no part of it. reference: (value, words
    "what: how much") of a line in the accent colour, and the sign of its hedge, if any. above: names stand above their
    bars, as they do in a narrow column, which leaves the bars the whole width. finding: figure_ids that the title
    compares, drawn together where a chart needs several slides. said: as for make(). Raises MisleadingChart for mixed
    units, a lone bar without a whole, values beyond the limit.
    """
    given = _Look(group, limit, whole, beside or {}, quiet, reference, above, whole_words or {})
    if claims:
        honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value, whole or limit or reference or None)
    if limit is not None:
        honesty.within_limit(rows, limit)
    ends = [*marks.ends(rows), whole or 0, *reference[:1]]

    def body(sheet, told):
        look = replace(given, above=given.above or sheet.narrow or _is_wordy(sheet, told))
        start = sheet.clear("0%") if look.above else sheet.left + sheet.width * 0.33
        end = sheet.right - _right_room(sheet, told, look, sheet.right - start, max(end for end in ends if end == end))
        scale = fitting(ends, start, end, limit=limit, percent=percent, what=marks.what(told))
        honesty.bars_from_zero(scale)
        _lay(sheet, sheet.part(told, finding), scale, look)

    words = {"scale": "linear from 0, bars"} | ({"reference": reference[1]} if reference else {}) | said
    return make(body, name=name, form=("Bar chart", "条形图"), rows=rows, claims=claims, **words)


def _is_wordy(sheet, rows):
    """Whether on a slide bars take less height with their names above them than beside."""
    width, beside = sheet.width - 8, sheet.width * 0.33 - 8
    if not sheet.compact:
        return False
    high_above, high_beside = 0, 0
    for row in rows.itertuples():
        on_one = text_width(row.name, 9, 600) + 8 + text_width(row.detail, 8) <= width
        high_above += marks.BAR + (9 * LEADING if on_one else _words_high(row, width))
        high_beside += max(marks.BAR, _words_high(row, beside))
    return high_above < high_beside


def _words_high(row, room):
    """Points that the name and detail of a row take below each other."""
    detail = len(wrap(row.detail, room, 8)) * 8 if row.detail else 0
    return (len(wrap(row.name, room, 9, 600)) * 9 + detail) * LEADING


def _right_room(sheet, rows, look, width, longest):
    """Points right of the scale, of ``width`` for both, so that the words behind each bar end on the sheet."""
    most = sheet.width * (0.42 if sheet.narrow else 0.28)
    aside = {} if look.above else {key: _widest(sheet.say(said)) + 12 for key, said in look.beside.items()}
    scale = width - 16
    for row in rows.itertuples():
        words = min(_widest(row.said) + 16, most) + aside.get(row.figure_id, 0)
        scale = min(scale, (width - words) * longest / max(_reach(row, look), longest / 100))
    return width - scale


def _reach(row, look):
    """The value behind which a bar's words stand: its end, or the limit up to which it is hatched."""
    is_open = look.limit is not None and row.high != row.high
    return look.limit if is_open else max(marks.known(row))


def _widest(words):
    return max(text_width(line, 9, 600) for line in words.split("\n"))


def _lay(sheet, rows, scale, look):
    if look.reference:
        _reference_words(sheet, scale, *look.reference[:2])
    heading, first, crossed = None, sheet.top, []
    for row in rows.itertuples():
        if look.group and getattr(row, look.group) != heading:
            sheet.top += 4 if heading is not None else 0
            heading = getattr(row, look.group)
            _heading(sheet, scale, heading, look)
        sheet.heads[row.figure_id] = sheet.say(heading or "")
        crossed.append(_lay_row(sheet, row, scale, look))
    lines = crossed if look.above else [(first, sheet.top)]  # past names that stand in their way
    sheet.axis(scale, first, sheet.top, zero=lines)
    if look.reference:
        x = scale(look.reference[0])
        for ends in lines:
            sheet.line([x, x], ends, ACCENT, 1.6, gid="reference:", zorder=5)
        for sign in look.reference[2:]:
            marks.beside(sheet, x, sheet.top - 3, marks.Due(sign, 1, False, "dot"), ACCENT, "")
    sheet.top += 8 * LEADING + 6
    if rows.figure_id.isin(look.quiet).any():
        sheet.text(("Thin bars are no part of the comparison.", "细条不在比较之内。"), 8, color=SOFT, gap=2)


def _heading(sheet, scale, heading, look):
    """The heading of a group, and what its whole is, over the end of its pale bars: below where that takes the line."""
    room = sheet.width if look.above else scale.start - sheet.left - 8
    high = sheet.put(wrap(sheet.say(heading), room, 9, 600), sheet.left, sheet.top, 9, 600, SOFT, over=True)
    if heading in look.whole_words:
        y = sheet.top + (high if look.above else high - 8 * LEADING)
        words = sheet.say(look.whole_words[heading])
        sheet.put(words, scale(look.whole), y, 8, 600, SOFT, align="right", over=True)
        high += 8 * LEADING if look.above else 0
    sheet.top += high + 2


def _lay_row(sheet, row, scale, look):
    """Lay a bar with its words; returns where its line begins and ends, without a name above it."""
    accent = sheet.say(look.beside.get(row.figure_id, ""))
    aside = _widest(accent) + 10 if accent else 0
    room = (sheet.width if look.above else scale.start - sheet.left) - 8
    top, words = sheet.top, _names(sheet, row, room, aside if look.above else 0, "\n" in accent, look.above)
    after, whole = _label_start(scale, row), scale(look.whole or 0)
    if after < whole < after + _widest(row.said):
        after = whole + 5  # clear of the end of the whole
    said = wrap(row.said, sheet.right - after - (0 if look.above else aside), 9, 600)
    tall = max(marks.BAR, len(said) * 9 * LEADING)
    y = top + words + tall / 2 + 1 if look.above else top + max(words, tall) / 2
    if look.whole:
        gid = f"whole:{row.figure_id}"
        sheet.rect(scale(0), y - marks.BAR / 2, whole - scale(0), marks.BAR, _WHOLE, zorder=1, gid=gid)
    thick = marks.BAR * (0.5 if row.figure_id in look.quiet else 1)
    marks.bar(sheet, scale, y, row, height=thick, limit=scale.limit)
    ground = _WHOLE if after < whole else "white"
    at, colour = y - len(said) * 9 * LEADING / 2, marks.text_colour(row)
    sheet.put(said, after, at, 9, 600, colour, f"label:{row.figure_id}", over=True, ground=ground)
    if accent:
        _accent(sheet, accent, top, y, after + _widest("\n".join(said)) + 12, look.above)
    sheet.top = (y + tall / 2 if look.above else top + max(words, tall)) + (4 if sheet.compact else 6)
    return y - tall / 2 - 1, y + tall / 2 + 3


def _label_start(scale, row):
    """Where a bar's label begins: behind its end and its sign, clear of the hatching up to a limit."""
    form = marks.due(row)
    if scale.percent and scale.limit is not None and form.sign.startswith("chevron"):
        return scale(scale.limit) + 5
    end = max(scale(0), *map(scale, marks.known(row)))
    if form.body == "range":
        return end + 9
    return end + (11 if form.sign and form.side > 0 else marks.BAR / 2 + 2 if form.sign else 5)


def _accent(sheet, words, top, y, x, above):
    """Words of the finding beside a bar: behind its label, or at the right edge where names stand above."""
    lines = words.split("\n")
    if above:
        sheet.put(lines, sheet.right, top, 9, 600, ACCENT, align="right", over=True)
    else:
        sheet.put(lines, x, y - len(lines) * 9 * LEADING / 2, 9, 600, ACCENT, over=True)


def _names(sheet, row, room, aside, is_deep, above):
    """Lay name and detail at the left from the sheet's top, on a slide on one line if they can; returns the height.

    aside: points that words of the finding take at the right of the name; is_deep: and of the detail below it.
    """
    below = room - (aside if is_deep and text_width(row.name, 9, 600) <= room - aside else 0)
    x = sheet.left + text_width(row.name, 9, 600) + 8
    if above and sheet.compact and row.detail and x + text_width(row.detail, 8) <= sheet.left + room - aside:
        marks.words(sheet, row, "detail", x, sheet.top + 0.8, below, over=True)
        return marks.words(sheet, row, "name", sheet.left, sheet.top, room - aside, over=True)
    height = marks.words(sheet, row, "name", sheet.left, sheet.top, room - aside, over=above)
    return height + marks.words(sheet, row, "detail", sheet.left, sheet.top + height, below, over=above)


def _reference_words(sheet, scale, value, words):
    lines = wrap(sheet.say(words), sheet.width, 8, 600)
    half = max(text_width(line, 8, 600) for line in lines) / 2
    middle = min(max(scale(value), sheet.left + half), sheet.right - half)
    sheet.top += sheet.put(lines, middle, sheet.top, 8, 600, ACCENT, align="center", over=True) + 2


def own_counts(counts):
    """This project's own counts (columns key, label, count) as rows for bars: there is no hedge to lose."""
    rows = pd.DataFrame({"figure_id": counts.key, "name": counts.label, "value": counts["count"].astype(float)})
    rows["low"] = rows["high"] = rows.value
    rows["said"] = [f"{n:,}" for n in counts["count"]]
    rows["detail"] = counts.get("detail", "")
    return rows.assign(who=rows.name, when="", printed="", unit="count", qualifier="unhedged", reading="as_printed")
