"""Big numbers with their hedges: claims that cannot be set against one another or against a whole."""

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, RULE, SOFT, text_width, wrap


def numbers(rows, name, *, title, subtitle, note="", big=None, columns=3, left_out=None, sources=None):
    """Cells with a large number, its hedge in words and as a sign, what it counts and where; no axis, no order by value.

    rows: described rows in the order to read. big: function (row, language) of the large words, default ``said``.
    """

    def body(sheet, told):
        across = min(columns, 2 if sheet.narrow else columns, len(told))
        width = (sheet.width - 14 * (across - 1)) / across
        shown = list(sheet.part(told).itertuples())
        for start in range(0, len(shown), across):
            line = shown[start : start + across]
            top = sheet.top
            sheet.top += (
                max(_cell(sheet, row, sheet.left + n * (width + 14), width, top, big) for n, row in enumerate(line))
                + 10
            )

    return make(body, name=name, form=("Numbers with their hedges", "数字与限定词"), rows=rows, title=title, subtitle=subtitle,
                note=note, left_out=left_out, sources=sources, scale="none, numbers in words")  # fmt: skip


def _cell(sheet, row, x, width, top, big):
    """Lay one cell; returns its height."""
    words = big(row, sheet.language) if big else row.said
    size = next(s for s in (20, 18, 16, 14, 12, 10) if text_width(words, s, 600) <= width - 16 or s == 10)
    sheet.line([x, x + width], [top, top], RULE, 1)
    lines = wrap(words, width - 16, size, 600)
    y = top + 4
    sheet.put(lines, x, y, size, 600, marks.text_colour(row), f"number:{row.figure_id}")
    form = marks.due(row)
    if form.sign and form.side > 0 and form.sign != "ring":
        end = x + text_width(lines[-1], size, 600) + 2
        marks.beside(
            sheet,
            end,
            y + (len(lines) - 0.5) * size * LEADING,
            form,
            marks.colour(row),
            row.figure_id,
            height=size * 0.5,
        )
    elif form.sign == "ring":
        sheet.signs["ring"] = True
        end = x + text_width(lines[-1], size, 600) + 7
        sheet.dots(
            [end],
            [y + (len(lines) - 0.5) * size * LEADING],
            size=8,
            face="none",
            edge=marks.colour(row),
            edge_width=0.9,
            gid=f"ring:{row.figure_id}",
        )
    y += len(lines) * size * LEADING
    y += sheet.put(wrap(row.name, width, 9, 600), x, y, 9, 600, gid=f"name:{row.figure_id}")
    y += sheet.put(wrap(row.detail, width, 8), x, y, 8, color=SOFT, gid=f"detail:{row.figure_id}")
    return y - top
