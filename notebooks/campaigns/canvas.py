"""The sheet a chart is drawn on: measured text, wrapped lines, places in points, fixed margins.

Every position is computed from measured text before anything is drawn, so no
label can collide with another however many rows there are, and one layout
serves SVG, PNG and PDF.
"""

import re
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D

from campaigns import fonts

STYLE = Path(__file__).with_name("campaigns.mplstyle")
WIDTH = 6.3  # inches: the text column of an A4 or Letter report
DPI = 300  # text is measured as finely as it is printed
INK, SOFT, ACCENT, REPAIRED = "#1a1a1a", "#505050", "#14507a", "#9a3d00"
LEADING = 1.3
# Where a line may break: after blanks and beside a run of Chinese; inside the run only if it is too long itself.
_PIECE = re.compile(r"[\u2e80-\u9fff\uff01-\uffef“”]+ *|[^ \u2e80-\u9fff\uff01-\uffef“”]+ *| +")


def style():
    """Context in which figures are drawn and saved: the project's fonts and style sheet, nothing of the user's."""
    fonts.register()
    return matplotlib.rc_context({**matplotlib.rcParamsDefault, **_sheet()} | {"backend": "agg"})


@cache
def _sheet():
    return dict(matplotlib.rc_params_from_file(STYLE, use_default_template=False))


@cache
def _renderer():
    return RendererAgg(10, 10, DPI)


@cache
def text_width(text, size, weight="normal"):
    """Width of one line of text in points."""
    fonts.register()
    font = FontProperties(family=fonts.FAMILIES, size=size, weight=weight)
    return _renderer().get_text_width_height_descent(text, font, ismath=False)[0] * 72 / DPI


@cache
def wrap(text, width, size, weight="normal"):
    """Break a text into lines no wider than ``width`` points; newlines are kept."""
    lines = []
    for paragraph in fonts.drawable(text).split("\n"):
        line = ""
        for piece in _pieces(paragraph, width, size, weight):
            if line and text_width((line + piece).rstrip(), size, weight) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return tuple(lines)


def _pieces(text, width, size, weight):
    for piece in _PIECE.findall(text):
        fits = piece.isascii() or text_width(piece.rstrip(), size, weight) <= width
        yield from [piece] if fits else piece


class Sheet:
    """A figure of fixed width whose height grows as blocks are laid on it, from top to bottom, in points."""

    def __init__(self, width=WIDTH):
        self.width = width * 72
        self.top = 4.0
        self._late = []

    def text(self, text, size=9, weight="normal", color=INK, x=0, width=None, gap=0, gid=None):
        """Lay a wrapped text below what is there."""
        lines = wrap(text, (width or self.width) - (0 if width else x), size, weight)
        self.put(lines, x, self.top, size, weight, color, gid)
        self.top += len(lines) * size * LEADING + gap

    def put(self, lines, x, y, size=9, weight="normal", color=INK, gid=None, align="left"):
        """Place lines with their top at (x, y) points from the top left corner, without moving the sheet's end."""
        self._late.append(lambda fig, place: self._write(fig, place, lines, x, y, size, weight, color, gid, align))

    def upright(self, text, x, y, size, color):
        """Place one line that reads upwards, centred on x, ending below at y."""
        look = dict(fontsize=size, color=color, rotation=90, ha="center", va="bottom")
        self._late.append(lambda fig, place: fig.text(x, y, text, transform=place, **look))

    def axes(self, x, y, width, height, draw):
        """Place an axes; ``draw(axes)`` is called once the sheet's height is known."""
        self._late.append(lambda fig, place: draw(self._axes(fig, x, y, width, height)))

    def marker(self, x, y, **look):
        """Place one marker at (x, y) points from the top left corner (for legends)."""
        self._late.append(lambda fig, place: fig.add_artist(_line([x], [y], place, **look)))

    def line(self, xs, ys, **look):
        """Draw a line through points given from the top left corner."""
        self._late.append(lambda fig, place: fig.add_artist(_line(xs, ys, place, **look)))

    def figure(self):
        """The finished Figure."""
        height = self.top + 4
        with style():
            figure = Figure(figsize=(self.width / 72, height / 72), dpi=DPI)
            FigureCanvasAgg(figure)
            place = Affine2D().scale(1 / self.width, -1 / height).translate(0, 1) + figure.transFigure
            for lay in self._late:
                lay(figure, place)
        return figure

    @staticmethod
    def _write(figure, place, lines, x, y, size, weight, color, gid, align):
        for n, line in enumerate(lines):
            baseline = y + (n + 0.5) * size * LEADING + size * 0.36
            text = figure.text(
                x, baseline, line, transform=place, fontsize=size, fontweight=weight, color=color, ha=align
            )
            text.set_gid(f"{gid}:{n}" if gid and n else gid)

    def _axes(self, figure, x, y, width, height):
        total = figure.get_figheight() * 72
        return figure.add_axes((x / self.width, 1 - (y + height) / total, width / self.width, height / total))


def _line(xs, ys, place, **look):
    return Line2D(xs, ys, transform=place, **look)
