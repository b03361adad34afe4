"""The sheet a chart is drawn on: measured text, wrapped lines, places in points, fixed margins.

Every position is computed from measured text before anything is drawn, so no
label can collide with another however many rows there are, and one layout
serves SVG, PNG and PDF.
"""

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from campaigns.charts import fonts
from campaigns.claims import chinese

STYLE = Path(__file__).with_name("campaigns.mplstyle")
WIDTH = 6.3  # inches: the text column of an A4 or Letter report
DPI = 300  # text is measured as finely as it is printed
INK, SOFT, ACCENT, REPAIRED = "#1a1a1a", "#505050", "#14507a", "#9a3d00"
LEADING = 1.3
NARROW = 4.5  # inches: below this, names stand above their marks instead of beside them
# Where a line may break: after blanks and beside a run of Chinese; inside the run only if it is too long itself.
_PIECE = re.compile(r"[\u2e80-\u9fff\uff01-\uffef“”]+ *|[^ \u2e80-\u9fff\uff01-\uffef“”]+ *| +")


@dataclass(frozen=True)
class Layout:
    """How charts are laid out: width in inches, with title and footer or without, in grey or not."""

    width: float = WIDTH
    framed: bool = True
    grey: bool = False
    language: str = "en"  # "zh": Chinese terms where they are sure
    part: tuple = (1, 1)  # rows too many for a slide: (1, 2) draws the first half of them


_LAYOUT = ContextVar("layout", default=Layout())  # noqa: B039 (a Layout is frozen)


@contextmanager
def laid_out(**changes):
    """Context in which charts are laid out otherwise, e.g. ``laid_out(width=3.35, grey=True)``."""
    before = _LAYOUT.set(replace(_LAYOUT.get(), **changes))
    try:
        yield
    finally:
        _LAYOUT.reset(before)


def style():
    """Context in which figures are drawn and saved: the project's fonts and style sheet, nothing of the user's."""
    fonts.register()
    return matplotlib.rc_context(
        {k: v for k, v in {**matplotlib.rcParamsDefault, **_sheet()}.items() if k != "backend"}
    )


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

    def __init__(self):
        self.layout = _LAYOUT.get()
        self.width = self.layout.width * 72
        self.narrow = self.layout.width < NARROW
        self.top = 4.0
        self._late = []

    def wrap(self, text, width, size, weight="normal"):
        """Break a text into lines, in the terms of the sheet's language."""
        return wrap(self.term(text), width, size, weight)

    def term(self, text):
        """A text in the terms of the sheet's language."""
        return chinese.in_chinese(text) if self.layout.language == "zh" else text

    def text(self, text, size=9, weight="normal", color=INK, x=0, width=None, gap=0, gid=None):
        """Lay a wrapped text below what is there."""
        lines = self.wrap(text, (width or self.width) - (0 if width else x), size, weight)
        self.put(lines, x, self.top, size, weight, color, gid)
        self.top += len(lines) * size * LEADING + gap

    def put(self, lines, x, y, size=9, weight="normal", color=INK, gid=None, over=False):
        """Place lines with their top at (x, y) points from the top left corner, without moving the sheet's end.

        over: on a white ground, where grid lines would otherwise run through the text.
        """
        ground = dict(facecolor="white", edgecolor="none", pad=1) if over else None
        self._late.append(lambda fig, place: self._write(fig, place, lines, x, y, size, weight, color, gid, ground))

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

    def part(self, rows):
        """The rows that this sheet draws, where a chart is spread over several."""
        part, parts = self.layout.part
        return rows[len(rows) * (part - 1) // parts : len(rows) * part // parts]

    @property
    def height(self):
        """Height in inches."""
        return (self.top + 4) / 72

    def figure(self):
        """The finished Figure."""
        height = self.top + 4
        with style():
            figure = Figure(figsize=(self.width / 72, height / 72), dpi=DPI)
            FigureCanvasAgg(figure)
            place = Affine2D().scale(1 / self.width, -1 / height).translate(0, 1) + figure.transFigure
            for lay in self._late:
                lay(figure, place)
            if self.layout.grey:
                _in_grey(figure)
        return figure

    @staticmethod
    def _write(figure, place, lines, x, y, size, weight, color, gid, ground):
        for n, line in enumerate(lines):
            baseline = y + (n + 0.5) * size * LEADING + size * 0.36
            text = figure.text(
                x, baseline, line, transform=place, fontsize=size, fontweight=weight, color=color, bbox=ground
            )
            text.set_gid(f"{gid}:{n}" if gid and n else gid)

    def _axes(self, figure, x, y, width, height):
        total = figure.get_figheight() * 72
        return figure.add_axes((x / self.width, 1 - (y + height) / total, width / self.width, height / total))


def _in_grey(figure):
    """Turn every colour into the grey of its lightness; what colour says is said by shape and dashes too."""
    found = figure.findobj(lambda a: isinstance(a, Line2D | Patch | Text))
    found += [artist.arrow_patch for artist in found if getattr(artist, "arrow_patch", None)]
    for artist in found:
        names = ("color", "markerfacecolor", "markeredgecolor") if isinstance(artist, Line2D) else ("color",)
        for name in ("facecolor", "edgecolor") if isinstance(artist, Patch) else names:
            colour = getattr(artist, f"get_{name}")()
            if colour not in ("white", "none", "None"):
                red, green, blue, opacity = matplotlib.colors.to_rgba(colour)
                grey = 0.299 * red + 0.587 * green + 0.114 * blue
                getattr(artist, f"set_{name}")((grey, grey, grey, opacity))


def _line(xs, ys, place, **look):
    return Line2D(xs, ys, transform=place, **look)
