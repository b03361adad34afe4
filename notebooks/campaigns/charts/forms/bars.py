"""Bars from zero: claims of one unit, or of parts of a whole, in groups with headings."""

import pandas as pd

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, INK, LEADING, SOFT, wrap
from campaigns.charts.scale import fitting


def bars(
    rows, name, *, title, subtitle, note="", group=None, limit=None, whole=None, percent=False, suffix="",
    inside=None, beside=None, quiet=(), reference=None, left_out=None, sources=None, claims=True, scale_words="",
):  # fmt: skip
    """Horizontal bars on one scale from zero, each with name and detail on the left and its label at its end.

    rows: described rows (value, low, high, qualifier, reading, unit, said, name, detail ...), in the order to draw.
    group: a column whose values, pairs (English, Chinese) or words, head the groups. limit: the natural end (100
    percent, all households) up to which an open end is hatched. whole: a value drawn as a pale bar behind all. percent:
    tick labels carry %. suffix: words behind the last tick. inside: figure_id -> figure_id of an interim drawn inside
    its bar. beside: figure_id -> words (or a pair) in the accent colour behind the bar's label. quiet:
    figure_ids whose bars are thin, beside the finding and no part of it. reference: (value, words) of a dark line.
    Raises MisleadingChart for mixed units, a lone bar without a whole, values beyond the limit.
    """
    if claims:
        honesty.one_unit(rows)
    honesty.two_marks_or_a_whole(rows.value, whole if whole is not None else limit or reference)
    if limit is not None:
        honesty.within_limit(rows, limit)
    inside, beside = inside or {}, beside or {}
    ends = [*rows.value, *rows.low, *rows.high, whole or 0, reference[0] if reference else 0]

    def body(sheet, told):
        names = _name_width(sheet, told)
        labels = _label_width(sheet, told)
        start, end = sheet.left + names, sheet.right - labels
        scale = fitting(ends, start, end, limit=limit, percent=percent, what=_what(told))
        honesty.bars_from_zero(scale)
        _lay(
            sheet,
            sheet.part(told[~told.figure_id.isin(inside.values())]),
            told,
            scale,
            group,
            whole,
            inside,
            beside,
            quiet,
            reference,
            suffix,
        )

    return make(body, name=name, form=("Bar chart", "条形图"), rows=rows, title=title, subtitle=subtitle, note=note,
                left_out=left_out, sources=sources, claims=claims, scale=scale_words or "linear from 0, bars")  # fmt: skip


def _what(rows):
    return (rows.metric_id.iloc[0], rows.unit.iloc[0]) if "metric_id" in rows and rows.metric_id.nunique() == 1 else ()


def _name_width(sheet, rows):
    return 8 if sheet.narrow else sheet.width * 0.33


def _label_width(sheet, rows):
    longest = max(wrap_width(words) for words in rows.said)
    return min(longest + 16, sheet.width * (0.42 if sheet.narrow else 0.28))


def wrap_width(words):
    """Width in points of a label in semi-bold 9 point."""
    from campaigns.charts.layout import text_width

    return max(text_width(line, 9, 600) for line in words.split("\n"))


def _lay(sheet, shown, told, scale, group, whole, inside, beside, quiet, reference, suffix):
    first, heading = sheet.top, None
    headings = []
    for row in shown.itertuples():
        if group and getattr(row, group) != heading:
            heading = getattr(row, group)
            sheet.top += 4 if headings else 0
            headings.append(heading)
            lines = wrap(sheet.say(heading), sheet.width, 9, 600)
            sheet.top += sheet.put(lines, sheet.left, sheet.top, 9, 600, SOFT, over=True) + 2
        height = marks.BAR * (0.5 if row.figure_id in quiet else 1)
        _lay_row(sheet, row, told, scale, whole, inside.get(row.figure_id), beside.get(row.figure_id), height)
    strong = (0, *((reference[0],) if reference else ()))
    sheet.axis(scale, first, sheet.top, suffix=suffix, strong=strong)
    sheet.top += 8 * LEADING + 6
    if reference:
        _reference_line(sheet, scale, first, reference)


def _lay_row(sheet, row, told, scale, whole, interim, accent, tall):
    names = wrap(row.name, (scale.start - sheet.left if not sheet.narrow else sheet.width) - 8, 9, 600)
    details = (
        wrap(row.detail, (scale.start - sheet.left if not sheet.narrow else sheet.width) - 8, 8) if row.detail else ()
    )
    top, words = sheet.top, (len(names) * 9 + len(details) * 8) * LEADING
    gid = f"name:{row.figure_id}"
    sheet.put(names, sheet.left, top, 9, 600, marks.text_colour(row), gid, over=sheet.narrow)
    sheet.put(
        details,
        sheet.left,
        top + len(names) * 9 * LEADING,
        8,
        color=SOFT,
        gid=f"detail:{row.figure_id}",
        over=sheet.narrow,
    )
    y = top + words + marks.BAR / 2 + 1 if sheet.narrow else top + max(words, marks.BAR) / 2
    if whole is not None:
        sheet.rect(
            scale(0),
            y - marks.BAR / 2,
            scale(whole) - scale(0),
            marks.BAR,
            "#eceff1",
            zorder=1,
            gid=f"whole:{row.figure_id}",
        )
    after = marks.bar(sheet, scale, y, row, height=tall, limit=scale.limit)
    if scale.percent and scale.limit is not None and marks.due(row).sign.startswith("chevron"):
        after = scale(scale.limit) + 5  # clear of the hatching
    if interim:
        _interim(sheet, told[told.figure_id == interim], scale, y)
    said = wrap(row.said, sheet.right - after, 9, 600)
    sheet.put(
        said,
        after,
        y - len(said) * 9 * LEADING / 2,
        9,
        600,
        marks.text_colour(row),
        f"label:{row.figure_id}",
        over=True,
    )
    if accent:
        x = after + wrap_width("\n".join(said)) + 12
        sheet.put((sheet.say(accent),), x, y - 9 * LEADING / 2, 9, 600, ACCENT, over=True)
    sheet.top = (y + marks.BAR / 2 if sheet.narrow else top + max(words, marks.BAR)) + 6


def _interim(sheet, rows, scale, y):
    """An interim claim inside the bar of the final one: a white line at its value, its words in the bar or below."""
    for row in rows.itertuples():
        x = scale(row.value)
        sheet.line([x, x], [y - marks.BAR / 2, y + marks.BAR / 2], "white", 1.6, gid=f"dot:{row.figure_id}", zorder=5)
        sheet.put(
            (row.said,),
            x - 4,
            y - 8 * LEADING / 2,
            8,
            color="white",
            align="right",
            gid=f"label:{row.figure_id}",
            ground=marks.colour(row),
        )


def _reference_line(sheet, scale, top, reference):
    value, words = reference
    x = scale(value)
    sheet.line([x, x], [top, sheet.top - 8 * LEADING - 6], INK, 1.2, gid="reference:")
    sheet.put((sheet.say(words),), x, top - 9 * LEADING, 8, 600, INK, align="center", over=True)


def own_counts(counts):
    """This project's own counts (columns key, label, count) as rows for bars: there is no hedge to lose."""
    rows = pd.DataFrame({"figure_id": counts.key, "name": counts.label, "value": counts["count"].astype(float)})
    rows["low"] = rows["high"] = rows.value
    rows["said"] = [f"{n:,}" for n in counts["count"]]
    rows["detail"] = counts.get("detail", "")
    return rows.assign(who=rows.name, when="", printed="", unit="count", qualifier="unhedged", reading="as_printed")
