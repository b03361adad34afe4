"""The key of all signs and colours in one strip, each sign with a real row of the record."""

from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.layout import LEADING, RULE, SOFT, wrap


def signs_key(examples, name, *, title, subtitle, note="", sources=None, columns=5):
    """A cell a sign: its specimen as charts draw it, its meaning, an example in words.

    examples: DataFrame with figure_id (the row that shows it), sign (a name of marks.ORDER, an owner, or "" for a plain
    mark), meaning and said (words or pairs), in the order to read.
    """
    rows = examples.assign(who=examples.meaning, when="", printed="", value=0.0)

    def body(sheet, told):
        across = 3 if sheet.narrow else columns
        width = (sheet.width - 12 * (across - 1)) / across
        shown = list(told.itertuples())
        for start in range(0, len(shown), across):
            top = sheet.top
            ends = [
                _cell(sheet, row, sheet.left + n * (width + 12), top, width)
                for n, row in enumerate(shown[start : start + across])
            ]
            sheet.top = max(ends) + 6
        sheet.signs.clear()

    return make(body, name=name, form=("Key of the signs", "符号图例"), rows=rows, title=title, subtitle=subtitle, note=note,
                sources=sources, claims=False, scale="none, a key")  # fmt: skip


def _cell(sheet, row, x, top, width):
    sheet.line([x, x + width], [top, top], RULE, 0.8)
    y = top + 12
    marks.specimen(sheet, x, y, row.sign or "other")
    top = y + 8
    top += sheet.put(wrap(sheet.say(row.meaning), width, 8.5, 600), x, top, 8.5, 600, gid=f"label:{row.figure_id}")
    return (
        top
        + sheet.put(wrap(sheet.say(row.said), width, 8), x, top, 8, color=SOFT, gid=f"detail:{row.figure_id}")
        + LEADING
    )
