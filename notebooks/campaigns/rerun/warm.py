"""Imported once by the process that the workers are forked from: each then finds shell, libraries and tables there."""

import gc
from contextlib import suppress
from io import BytesIO

from campaigns.record import validate
from campaigns.rerun import shell


def draw():
    """Two words in every format: what draws and packs them, and the fonts, are loaded with it."""
    from matplotlib.figure import Figure  # not before the shell is ready: pandas looks where it is imported

    from campaigns.charts import layout, show

    page, svg, pdf, png = Figure(), BytesIO(), BytesIO(), BytesIO()
    with layout.style():
        page.text(0, 0, "A \u4e00", weight=400)
        page.text(0, 0, "A \u4e00", weight=600)
        page.savefig(svg, format="svg")
        page.savefig(pdf, format="pdf")
    show.few_colours(show.in_dots(pdf.getvalue(), 9)).save(png, "PNG")


shell.get_ready()
with suppress(Exception):  # the cell that loads or draws them tells the fault
    validate.load()
    draw()
gc.freeze()  # a fork that ends need not look at, and so copy, what it was born with
