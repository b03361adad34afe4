"""A finished chart as a notebook shows it: the picture, then its rows, files, citation and long description.

Picture and words are two outputs: viewers that strip HTML of its pictures still show the picture, and those that show
no HTML lose only what stands below it. As text stands what was drawn, which the regression test compares.
"""

import base64
import html
import io

from PIL import Image

from campaigns import project

SHOWN_WIDTH = 760  # CSS pixels; the picture has twice as many, for screens of double resolution
FORMATS = ("svg", "png", "pdf", "csv")
_WHITE = 250  # a colour of which every share is at least this is meant to be white


class Shown:
    """What finish() returns; the last line of a cell shows it. saved: {"svg": bytes, "pdf": bytes} as far as drawn."""

    def __init__(self, chart, saved=None):
        self.chart, self._saved = chart, saved or {}

    def __repr__(self):
        """What was drawn, and a digest of the picture itself: a picture that comes out otherwise turns a test red."""
        svg = self._saved.get("svg")
        return f"{self.chart}\npicture {self.chart.name}: {project.digest(svg)}" if svg else str(self.chart)

    def _ipython_display_(self):
        from IPython.display import display

        pdf = self._saved.get("pdf")
        picture = {"image/png": base64.b64encode(_on_screen(pdf)).decode()} if pdf else {}
        shown = {"image/png": {"width": SHOWN_WIDTH, "alt": self.chart.alt}} if pdf else {}
        display({**picture, "text/plain": repr(self)}, raw=True, metadata=shown)
        display({"text/html": _words_html(self.chart), "text/plain": self.chart.alt}, raw=True)


def _on_screen(pdf):
    """The picture at twice the width that it is shown at, in few colours, so that a notebook stays small."""
    out = io.BytesIO()
    few_colours(in_dots(pdf, 2 * SHOWN_WIDTH), 64).save(out, "PNG")
    return out.getvalue()


def in_dots(pdf, width):
    """The one page of a PDF as a PIL image so many dots wide: what is printed, and sooner than drawing it again."""
    import pypdfium2  # here: what draws nothing need not wait for it

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        scale = width / page.get_width()
        drawn = page.render(scale=scale - 1e-6).to_pil()  # which rounds up
        return drawn.convert("RGB").crop((0, 0, width, int(page.get_height() * scale + 1e-3)))


def few_colours(drawn, most=256):
    """A PIL image in at most so many colours, white being white, not almost so: a page would show a grey ground."""
    few = drawn.quantize(most, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    held = few.getpalette()
    colours = [held[n : n + 3] for n in range(0, len(held), 3)]
    few.putpalette([shade for colour in colours for shade in ([255] * 3 if min(colour) >= _WHITE else colour)])
    return few


def _words_html(chart):
    links = " · ".join(f'<a href="../figures/{chart.name}.{kind}" download>{kind.upper()}</a>' for kind in FORMATS)
    description = "<br>".join(map(html.escape, chart.long_alt.split("\n")))
    return (
        f'<div class="tex2jax_ignore" role="group" aria-label="{html.escape(chart.alt)}">{links}'
        f"<details><summary>Rows</summary>{_table_html(chart)}</details>"
        f"<details><summary>Cite, describe</summary><p>{html.escape(chart.citation)}</p>"
        f"<p>{description}</p></details></div>"
    )


def _table_html(chart):
    left = ' style="text-align:left;vertical-align:top"'
    head = "".join(f'<th scope="col"{left}>{name}</th>' for name in ("Who", "When", "Drawn", "As printed", "figure_id"))
    rows = "".join(
        f'<tr><th scope="row"{left}>{html.escape(str(row.who))}</th>'
        + "".join(f"<td{left}>{html.escape(str(v))}</td>" for v in (row.when, row.said, row.printed, row.figure_id))
        + "</tr>"
        for row in chart.rows.itertuples()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
