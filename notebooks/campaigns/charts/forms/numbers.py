"""Big numbers with their hedges: claims that cannot be set against one another or against a whole."""

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, RULE, SOFT
from campaigns.charts.text import text_width, wrap

_GAP = 14
_SIGN = 16  # points that a sign behind the number may take


def numbers(rows, name, *, title, subtitle, note="", big=None, columns=3, left_out=None, sources=None):
    """Cells with a large number, its hedge in words and as a sign, what it counts and where; no axis, no ranking.

    rows: described rows in the order to read. big: function (row, language) of the large words, default ``said``.
    """

    def body(sheet, told):
        across = min(2 if sheet.narrow else columns, len(told))
        width = (sheet.width - _GAP * (across - 1)) / across
        shown = list(sheet.part(told).itertuples())
        size = _size(sheet, shown, big, width - _SIGN)
        for start in range(0, len(shown), across):
            cells = enumerate(shown[start : start + across])
            sheet.top += (
                max(_cell(sheet, row, sheet.left + n * (width + _GAP), width, size, big) for n, row in cells) + 10
            )

    return make(body, name=name, form=("Numbers with their hedges", "数字与限定词"), rows=rows, title=title,
                subtitle=subtitle, note=note, left_out=left_out, sources=sources,
                scale="none, numbers in words")  # fmt: skip


def _words(sheet, row, big):
    return big(row, sheet.language) if big else row.said


def _size(sheet, shown, big, room):
    """One size for all numbers: the largest at which each fits on two lines; size says nothing."""
    for size in (20, 18, 16, 14, 12):
        if all(len(wrap(_words(sheet, row, big), room, size, 600)) <= 2 for row in shown):
            return size
    return 10


def _cell(sheet, row, x, width, size, big):
    """Lay one cell from the sheet's top; returns its height."""
    top = sheet.top
    sheet.line([x, x + width], [top, top], RULE, 1)
    lines = wrap(_words(sheet, row, big), width - _SIGN, size, 600)
    y = top + 4
    sheet.put(lines, x, y, size, 600, marks.text_colour(row), f"number:{row.figure_id}")
    _sign(sheet, row, x + text_width(lines[-1], size, 600), y + (len(lines) - 0.5) * size * LEADING, size)
    y += len(lines) * size * LEADING
    y += sheet.put(wrap(row.name, width, 9, 600), x, y, 9, 600, gid=f"name:{row.figure_id}")
    if row.detail:
        y += sheet.put(wrap(row.detail, width, 8), x, y, 8, color=SOFT, gid=f"detail:{row.figure_id}")
    return y - top


def _sign(sheet, row, x, y, size):
    """What a row's mark would show, behind its number: the sign of its hedge, hollow if repaired, two marks of two readings."""
    form, face = marks.due(row), marks.colour(row)
    if form.body != "dot":
        marks.span(sheet, x + 4, x + _SIGN - 2, y, row)
    elif form.sign == "ring":
        sheet.signs["ring"] = True
        sheet.dots([x + 7], [y], size=8, face="none", edge=face, edge_width=0.9, gid=f"ring:{row.figure_id}")
    elif form.sign:
        marks.beside(sheet, x + 2, y, form, face, row.figure_id, height=size * 0.5)
    elif form.hollow:
        marks.plain(sheet, x + 8, y, face, 7, True, "o", f"dot:{row.figure_id}")
