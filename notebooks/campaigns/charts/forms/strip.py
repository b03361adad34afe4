"""A strip: many claims as dots in lanes on one scale; those that carry the finding large and named, the rest quiet."""

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.forms.rows import short_period
from campaigns.charts.layout import ACCENT, LEADING, RULE, SOFT, said_in, text_width, wrap
from campaigns.charts.scale import fitting

_ROW = 13.0  # points between the lines of a lane
_HEADING = 9


def strip(
    rows, name, *, title, subtitle, lane, note="", log=False, percent=False, limit=None, named=None, lines=None,
    suffix="", left_out=None, sources=None, why_unranked="what is counted differs", scale_words="", label=None, apart=None,
):  # fmt: skip
    """Dots in lanes on one common scale.

    rows: described rows, in the order to draw. lane: the column that names a row's lane (words or pairs English,
    Chinese), lanes in order of first appearance. named: figure_ids with a label (default all, at most about 15 read
    well); the others are drawn small and pale and are in the table below the chart. label: function (row, language) of
    a label's words after the number, default place and period. lines: [(lane or None, value, words)] of accent lines.
    apart: (figure_id, figure_id, words), two named rows of one lane and how far apart they lie: a bracket in the accent
    colour over both. log, percent, limit, suffix: of the scale. Raises MisleadingChart for mixed units, a lone dot,
    rows by value.
    """
    honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value, limit)
    honesty.spread_fits([*rows.value, *rows.low, *rows.high], log)
    for _, held in rows.groupby(lane, sort=False):
        honesty.unranked(held[held.figure_id.isin(named)] if named is not None else held, why_unranked)
    if limit is not None:
        honesty.within_limit(rows, limit)
    named = set(rows.figure_id if named is None else named)
    ends = [*rows.value, *rows.low, *rows.high]

    def body(sheet, told):
        scale = fitting(ends, sheet.left + 4, sheet.right - 14, log=log, percent=percent, limit=limit, what=_what(told))
        top = sheet.top
        for heading, held in sheet.part(told).groupby(lane, sort=False):
            _lane(sheet, scale, heading, held, named, label or _place_and_period, lines or (), apart)
        sheet.axis(scale, top, sheet.top, suffix=suffix)
        sheet.top += 8 * LEADING + 6

    return make(body, name=name, form=("Strip of dots", "点带图"), rows=rows, title=title, subtitle=subtitle, note=note,
                left_out=left_out, sources=sources, scale=scale_words or ("logarithmic" if log else "linear"))  # fmt: skip


def _what(rows):
    return (rows.metric_id.iloc[0], rows.unit.iloc[0]) if rows.metric_id.nunique() == 1 else ()


def _place_and_period(row, language):
    return f"{row.name} {short_period(row, language)}"


def _lane(sheet, scale, heading, held, named, label, lines, apart):
    if sheet.top > sheet.left + 80:
        sheet.line([sheet.left, sheet.right], [sheet.top, sheet.top], RULE, 0.8)
        sheet.top += 4
    words = wrap(said_in(heading, sheet.language), sheet.width, _HEADING, 600)
    sheet.top += sheet.put(words, sheet.left, sheet.top, _HEADING, 600, over=True, gid="lane:") + 3
    ends = [row for row in held.itertuples() if apart and row.figure_id in apart[:2]]
    if len(ends) == 2:
        _bracket(sheet, [_ends(scale, row)[1] for row in ends], said_in(apart[2], sheet.language))
    top = sheet.top
    depth = _place_dots(sheet, scale, held, named, label, top, {row.figure_id for row in ends})
    sheet.top = top + depth * _ROW + 4
    for where, value, words in lines:
        if where is None or where == heading:
            x = scale(value)
            sheet.line([x, x], [top - 2, sheet.top - 2], ACCENT, 1.2)
            if words:
                sheet.put(
                    (said_in(words, sheet.language),), x + 4, top - _HEADING * LEADING - 3, 9, 600, ACCENT, over=True
                )


def _bracket(sheet, places, words):
    """A bracket over two places with its words above its right end, in the line of the lane's heading."""
    x0, x1 = min(places), max(places)
    if sheet.narrow:
        sheet.top += 9 * LEADING + 3
    sheet.put((words,), x1, sheet.top - 9 * LEADING - 3, 9, 600, ACCENT, align="right", over=True)
    sheet.line([x0, x0, x1, x1], [sheet.top + 5, sheet.top, sheet.top, sheet.top + 5], ACCENT, 1.2)
    sheet.top += 4


def _place_dots(sheet, scale, held, named, label, top, first=()):
    """Place each dot on the first line of the lane where it and its label are free; returns the number of lines.

    Named rows come before the others, so that a label is never nearer to another mark than to its own; ``first`` come
    before all.
    """
    taken = []
    order = sorted(held.itertuples(), key=lambda row: (row.figure_id not in first, row.figure_id not in named))
    for row in order:
        x0, x1 = _room(sheet, scale, row, row.figure_id in named, label)
        line = next(n for n in range(len(taken) + 1) if n == len(taken) or all(x1 < a or x0 > b for a, b in taken[n]))
        if line == len(taken):
            taken.append([])
        taken[line].append((x0, x1))
        _lay_dot(sheet, scale, row, top + (line + 0.5) * _ROW, row.figure_id in named, label)
    return len(taken)


def _ends(scale, row):
    values = [v for v in (row.value, row.low, row.high) if v == v]
    return scale(min(values)), scale(max(values))


def _words(sheet, row, label):
    return row.said, label(row, sheet.language)


def _room(sheet, scale, row, is_named, label):
    """The points that a dot takes with signs and label: (from, to); the label stands right, left only where the page ends."""
    low, high = _ends(scale, row)
    if not is_named:
        return low - 5, high + (12 if marks.due(row).sign else 5)
    width = (
        sum(
            text_width(words, 9 if n == 0 else 8, 600 if n == 0 else "normal")
            for n, words in enumerate(_words(sheet, row, label))
        )
        + 8
    )
    return (low - width - 12, high + 12) if high + 14 + width > sheet.right else (low - 6, high + width + 18)


def _lay_dot(sheet, scale, row, y, is_named, label):
    low, high = _ends(scale, row)
    size = None if is_named else marks.SMALL - 0.6
    after = marks.dot(sheet, high, y, row, size=size, to_x=scale)
    if not is_named:
        return
    said, words = _words(sheet, row, label)
    colour = marks.text_colour(row)
    pieces = [(said, 600, colour), (words, "normal", SOFT if colour == marks.OTHER_TEXT else colour)]
    width = text_width(said, 9, 600) + text_width(words, 9) + 3
    gid = f"label:{row.figure_id}"
    if after + width > sheet.right:
        sheet.run(pieces, low - 6, y - 9 * LEADING / 2, 9, gid, align="right", over=True)
    else:
        sheet.run(pieces, after, y - 9 * LEADING / 2, 9, gid, over=True)
