"""A grid of unit squares: which row and column each claim (or task) belongs to, one square each, with totals."""

from campaigns.charts import honesty, marks
from campaigns.charts.chart import make
from campaigns.charts.layout import ACCENT, INK, LEADING, SOFT, text_width, wrap

_SIDE, _STEP, _LINE = 7.6, 11.5, 15.0


def grid(rows, name, *, row, column, title, subtitle, note="", columns=None, accent=(), total_words=("claims", "说法数"),
         claims=True, left_out=None, sources=None, after=None):  # fmt: skip
    """One square a row of data, in the cell of its ``row`` and ``column`` (columns of words or pairs).

    rows: described rows (for claims) in the order to draw. columns: the columns in order, each (words, detail); default
    as they come. accent: words of the columns whose heading and total carry the accent. after: lines of words below.
    Totals are counted from the squares that are drawn.
    """
    heads = columns or [(words, "") for words in dict.fromkeys(rows[column])]
    unknown = set(rows[column]) - {words for words, _ in heads}
    if unknown:
        raise honesty.MisleadingChart(f"no column for {', '.join(map(str, unknown))}")

    def body(sheet, told):
        left = sheet.left + sheet.width * 0.31
        step = (sheet.right - left) / len(heads)
        _headings(sheet, heads, left, step, accent)
        for words, held in sheet.part(told).groupby(row, sort=False):
            _line(sheet, words, held, column, heads, left, step)
        _totals(sheet, told, column, heads, left, step, accent, total_words)
        if after:
            sheet.top += 4
            for words in after:
                sheet.text(words, size=8, color=SOFT, gap=1)

    return make(body, name=name, form=("Grid of unit squares", "方格图"), rows=rows, title=title, subtitle=subtitle, note=note,
                claims=claims, left_out=left_out, sources=sources, scale="one square each")  # fmt: skip


def _headings(sheet, heads, left, step, accent):
    deepest = 0
    for n, (words, detail) in enumerate(heads):
        lines, more = wrap(sheet.say(words), step - 3, 9, 600), wrap(sheet.say(detail), step - 3, 8)
        colour = ACCENT if words in accent else INK
        high = sheet.put(lines, left + n * step, sheet.top, 9, 600, colour, f"head:{sheet.say(words)}")
        high += sheet.put(more, left + n * step, sheet.top + high, 8, color=SOFT)
        deepest = max(deepest, high)
    sheet.top += deepest + 5


def _line(sheet, words, held, column, heads, left, step):
    across = max(1, int((step - 6) // _STEP))
    names = wrap(sheet.say(words), left - sheet.left - 8, 9)
    most = max(-(-int((held[column] == head).sum()) // across) for head, _ in heads)
    height = max(len(names) * 9 * LEADING + 3, most * _LINE)
    sheet.line([sheet.left, sheet.right], [sheet.top + height] * 2, "#e6e9ec", 0.6, zorder=0)
    y = sheet.top + height / 2
    sheet.put(names, sheet.left, y - len(names) * 9 * LEADING / 2, 9, gid=f"line:{sheet.say(words)}")
    for n, (head, _) in enumerate(heads):
        found = list(held[held[column] == head].itertuples())
        lines = -(-len(found) // across)
        for k, item in enumerate(found):
            _square(
                sheet, item, left + n * step + (k % across + 0.5) * _STEP, y + (k // across - (lines - 1) / 2) * _LINE
            )
    sheet.top += height


def _square(sheet, row, x, y):
    form, face = marks.due(row), marks.colour(row)
    if form.body == "range":
        sheet.signs["range"] = True
        sheet.dots([x], [y], "s", _SIDE - 1, "white", face, 1.1, f"cell:{row.figure_id}")
        sheet.line([x - 3, x + 3], [y, y], face, 1.4, (1.6, 1.2), f"range:{row.figure_id}", zorder=6)
        return
    if form.hollow:
        sheet.signs["repaired"] = True
    look = dict(face="white", edge=face, edge_width=1.4) if form.hollow else dict(face=face, edge_width=0)
    sheet.dots([x], [y], "s", _SIDE - (1.4 if form.hollow else 0), gid=f"cell:{row.figure_id}", **look)
    if form.sign and form.sign != "ring":
        marks.beside(sheet, x + form.side * _SIDE / 2 - form.side * 1.6, y, form, face, row.figure_id, height=5)
    elif form.sign:
        sheet.signs["ring"] = True
        sheet.dots([x], [y], "o", _SIDE + 5, "none", face, 0.8, f"ring:{row.figure_id}")


def _totals(sheet, told, column, heads, left, step, accent, total_words):
    sheet.top += 2
    sheet.put((sheet.say(total_words),), sheet.left, sheet.top, 9, color=SOFT)
    for n, (head, _) in enumerate(heads):
        count = f"{int((told[column] == head).sum()):,}"
        colour = ACCENT if head in accent else INK
        sheet.put(
            (count,), left + n * step + _STEP / 2, sheet.top, 10, 600, colour, f"total:{sheet.say(head)}", "center"
        )
    sheet.top += 10 * LEADING + 2


def room_for(words, size=9):
    """Width in points that words take."""
    return text_width(words, size)
