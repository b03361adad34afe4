"""Bars from zero: claims of one unit, or of parts of a whole, in groups with headings."""

from dataclasses import dataclass, field, replace

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
    percent: bool
    suffix: str
    inside: dict
    beside: dict
    quiet: tuple
    reference: tuple | None
    above: bool
    whole_words: dict
    doubt: dict
    finding: tuple = ()
    ends: list = field(default_factory=list)


def bars(
    rows, name, *, group=None, limit=None, whole=None, percent=False, suffix="", inside=None,
    beside=None, quiet=(), reference=None, above=False, whole_words=None, doubt=None, finding=(), claims=True, **said,
):  # fmt: skip
    """Horizontal bars on one scale from zero, each with name and detail on the left and its label at its end.

    rows: described rows (value, low, high, qualifier, reading, unit, said, name, detail ...), in the order to draw.
    group: a column whose values, words or pairs (English, Chinese), head the groups, clear of the axis. limit: the
    natural end (100 percent, all households) up to which an open end is hatched. whole: a value drawn as a pale bar
    behind all. percent: tick labels carry %. suffix: words behind the last tick. inside: figure_id -> figure_id of an
    interim drawn inside its bar. beside: figure_id -> words or pair in the accent colour behind the label, at the right
    edge where names stand above. quiet: figure_ids whose bars are thin, beside the finding and no part of it.
    whole_words: heading of a group -> what its whole is, above the end of the whole. doubt: figure_id -> what would
    make it less, in words behind its label. reference: (value, words) of a line in the accent colour, and the
    sign of its hedge, if any. above: names
    stand above their bars, as they do in a narrow column, which leaves the bars the whole width. finding: figure_ids
    that the title compares, drawn together where a chart needs several slides. said: title, subtitle, note, left_out,
    sources, scale of chart.make. Raises MisleadingChart for mixed units, a lone bar without a whole, values beyond the
    limit.
    """
    if claims:
        honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value, whole if whole is not None else limit or reference)
    if limit is not None:
        honesty.within_limit(rows, limit)
    ends = [*rows.value, *rows.low, *rows.high, whole or 0, reference[0] if reference else 0]
    given = _Look(group, limit, whole, percent, suffix, inside or {}, beside or {}, quiet, reference, above,
                 whole_words or {}, doubt or {}, tuple(finding), ends)  # fmt: skip

    def body(sheet, told):
        look = replace(given, above=given.above or _is_wordy(sheet, told))
        start = sheet.left + (4 if _above(sheet, look) else sheet.width * 0.33)
        end = sheet.right - _right_room(sheet, told, look, sheet.right - start)
        scale = fitting(ends, start, end, limit=limit, percent=percent, what=_what(told))
        honesty.bars_from_zero(scale)
        _lay(sheet, sheet.part(told[~told.figure_id.isin(look.inside.values())], look.finding), told, scale, look)

    words = {"scale": "linear from 0, bars"} | said
    return make(body, name=name, form=("Bar chart", "条形图"), rows=rows, claims=claims, **words)


def _what(rows):
    return (rows.metric_id.iloc[0], rows.unit.iloc[0]) if "metric_id" in rows and rows.metric_id.nunique() == 1 else ()


def _above(sheet, look):
    return look.above or sheet.narrow


def _is_wordy(sheet, rows):
    """Whether a slide has more room for names above their bars: each with its detail on one line, and not beside."""
    width, beside = sheet.width - 8, sheet.width * 0.33 - 8
    if not sheet.compact or (rows.detail == "").all():
        return False
    details = [text_width(words, 8) for words in rows.detail]
    names = [text_width(words, 9, 600) for words in rows.name]
    on_one = all(name + 8 + detail <= width for name, detail in zip(names, details, strict=True))
    return on_one and max(*names, *details) > beside


def _right_room(sheet, rows, look, width):
    """Points right of the scale, of ``width`` for both, so that the words behind each bar end on the sheet."""
    longest, most = max(end for end in look.ends if end == end), sheet.width * (0.42 if sheet.narrow else 0.28)
    aside = {} if _above(sheet, look) else {key: _widest(sheet.say(said)) + 12 for key, said in look.beside.items()}
    scale = width - 16
    for row in rows.itertuples():
        words = min(_widest(row.said) + 16, most) + aside.get(row.figure_id, 0)
        scale = min(scale, (width - words) * longest / max(_reach(row, look), longest / 100))
    return width - scale


def _reach(row, look):
    """The value behind which a bar's words stand: its end, or the limit up to which it is hatched."""
    is_open = look.limit is not None and row.high != row.high
    return look.limit if is_open else max(v for v in (row.value, row.low, row.high) if v == v)


def _widest(words):
    """Width in points of words in semi-bold 9 point."""
    return max(text_width(line, 9, 600) for line in words.split("\n"))


def _lay(sheet, shown, told, scale, look):
    heading, any_heading = None, False
    if look.reference:
        _reference_words(sheet, scale, look.reference)
    first = sheet.top
    for row in shown.itertuples():
        if look.group and getattr(row, look.group) != heading:
            heading = getattr(row, look.group)
            sheet.top += 4 if any_heading else 0
            any_heading = True
            room = sheet.width if _above(sheet, look) else scale.start - sheet.left - 8
            lines = wrap(sheet.say(heading), room, 9, 600)
            high = sheet.put(lines, sheet.left, sheet.top, 9, 600, SOFT, over=True)
            if heading in look.whole_words:
                _whole_words(sheet, scale, look, sheet.say(look.whole_words[heading]), high)
            sheet.top += high + 2
        sheet.heads[row.figure_id] = sheet.say(heading or "")
        _lay_row(sheet, row, told, scale, look)
    sheet.axis(scale, first, sheet.top, suffix=sheet.say(look.suffix), strong=(0,))
    if look.reference:
        x = scale(look.reference[0])
        sheet.line([x, x], [first, sheet.top], ACCENT, 1.6, gid="reference:", zorder=5)
        for sign in look.reference[2:]:
            marks.beside(sheet, x, sheet.top - 3, marks.Due(sign, 1, False, "dot"), ACCENT, "")
    sheet.top += 8 * LEADING + 6


def _lay_row(sheet, row, told, scale, look):
    above, accent = _above(sheet, look), sheet.say(look.beside.get(row.figure_id, ""))
    aside = _widest(accent) + 10 if accent else 0
    room = (sheet.width if above else scale.start - sheet.left) - 8
    top, words = sheet.top, _names(sheet, row, room, aside if above else 0, len(accent.split("\n")) > 1, above)
    after = _label_start(scale, row)
    if look.whole is not None and after < scale(look.whole) < after + _widest(row.said):
        after = scale(look.whole) + 5  # clear of the end of the whole
    said = wrap(row.said, sheet.right - after - (0 if above else aside), 9, 600)
    tall = max(marks.BAR, len(said) * 9 * LEADING)
    y = top + words + tall / 2 + 1 if above else top + max(words, tall) / 2
    if look.whole is not None:
        width = scale(look.whole) - scale(0)
        sheet.rect(scale(0), y - marks.BAR / 2, width, marks.BAR, _WHOLE, zorder=1, gid=f"whole:{row.figure_id}")
    thick = marks.BAR * (0.5 if row.figure_id in look.quiet else 1)
    marks.bar(sheet, scale, y, row, height=thick, limit=scale.limit)
    if interim := look.inside.get(row.figure_id):
        _interim(sheet, told[told.figure_id == interim], scale, y)
    on_whole = look.whole is not None and after < scale(look.whole)
    ground = _WHOLE if on_whole else "white"
    at = y - len(said) * 9 * LEADING / 2
    sheet.put(said, after, at, 9, 600, marks.text_colour(row), f"label:{row.figure_id}", over=True, ground=ground)
    if row.figure_id in look.doubt:
        tall += _doubt(sheet, sheet.say(look.doubt[row.figure_id]), after + _widest("\n".join(said)) + 10, y, row, look)
    if accent:
        _accent(sheet, accent, top, y, after + _widest("\n".join(said)) + 12, above)
    sheet.top = (y + tall / 2 if above else top + max(words, tall)) + (4 if sheet.compact else 6)


def _doubt(sheet, words, x, y, row, look):
    """What would make a number less, behind its label, or below where it is narrow; returns twice the added height."""
    below = x + 9 + text_width(words, 8) > sheet.right - 8
    ground = _WHOLE if look.whole is not None and not below else "white"
    marks.doubt(sheet, sheet.left + 12 if below else x, y + below * 13, words, row.figure_id, ground=ground)
    return 2 * 8 * LEADING if below else 0


def _whole_words(sheet, scale, look, words, high):
    """What a group's whole is, over the end of its pale bars; below the heading where that takes the line."""
    x = scale(look.whole)
    above = _above(sheet, look)
    y = sheet.top + (high if above else high - 8 * LEADING)
    sheet.put((words,), x, y, 8, 600, SOFT, align="right", over=True)
    sheet.top += 8 * LEADING if above else 0


def _label_start(scale, row):
    """Where a bar's label begins: behind its end and its sign, clear of the hatching up to a limit."""
    form = marks.due(row)
    if scale.percent and scale.limit is not None and form.sign.startswith("chevron"):
        return scale(scale.limit) + 5
    end = max(scale(0), *(scale(v) for v in (row.value, row.low, row.high) if v == v))
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
    names = wrap(row.name, room - aside, 9, 600)
    below = room - (aside if is_deep and len(names) == 1 else 0)
    details = wrap(row.detail, below, 8) if row.detail else ()
    colour, gid = marks.text_colour(row), row.figure_id
    x = sheet.left + text_width(row.name, 9, 600) + 8
    if above and sheet.compact and len(details) == 1 and x + text_width(row.detail, 8) <= sheet.left + room - aside:
        sheet.put(details, x, sheet.top + 0.8, 8, color=SOFT, gid=f"detail:{gid}", over=True)
        return sheet.put(names, sheet.left, sheet.top, 9, 600, colour, f"name:{gid}", over=True)
    height = sheet.put(names, sheet.left, sheet.top, 9, 600, colour, f"name:{gid}", over=above)
    return height + sheet.put(details, sheet.left, sheet.top + height, 8, color=SOFT, gid=f"detail:{gid}", over=above)


def _interim(sheet, rows, scale, y):
    """An interim claim inside the bar of the final one: a white line at its value, its words in the bar."""
    for row in rows.itertuples():
        x, gid = scale(row.value), f"label:{row.figure_id}"
        sheet.line([x, x], [y - marks.BAR / 2, y + marks.BAR / 2], "white", 1.6, gid=f"dot:{row.figure_id}", zorder=5)
        sheet.put((row.said,), x - 4, y - 8 * LEADING / 2, 8, color="white", align="right", gid=gid,
                  ground=marks.colour(row))  # fmt: skip


def _reference_words(sheet, scale, reference):
    value, words, *_ = reference
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
