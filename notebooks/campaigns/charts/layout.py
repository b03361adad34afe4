"""The sheet a chart is drawn on: places in points from the top left corner.

Every position is computed from measured text before anything is drawn, so no label can collide with another however
many rows there are, and one layout serves SVG, PNG and PDF. What is laid is kept as Ink, so that the rules of honesty
can look at it without drawing.
"""

import math
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Affine2D

from campaigns.charts import fonts
from campaigns.charts.text import DPI, said_in, text_width, wrap

STYLE = Path(__file__).with_name("campaigns.mplstyle")
WIDTH = 6.3  # inches: the text column of an A4 or Letter report
INK, SOFT, RULE, ACCENT = "#1a1a1a", "#505050", "#d5d9dd", "#b3470f"
QUIET = "#747474"  # as light as small words may be
LEADING = 1.3
EDGE = 6  # points of white around everything
NARROW = 4.5  # inches: below this, names stand above their marks instead of beside them


@dataclass(frozen=True)
class Layout:
    """How charts are laid out.

    width: inches. height: inches that a medium has, None = a page. grey: colours become the grey of their lightness.
    language: "en" or "zh". part: (1, 2) draws the first half of rows too many for one slide; fuller_last: where they
    cannot be dealt evenly, the last parts have one more, else the first. compact: for a slide or a card, which enlarge
    it: the note, further labels and air give way to size.
    """

    width: float = WIDTH
    height: float | None = None
    grey: bool = False
    language: str = "en"
    part: tuple = (1, 1)
    fuller_last: bool = False
    compact: bool = False


_LAYOUT = ContextVar("layout", default=Layout())  # noqa: B039 (a Layout is frozen)


@contextmanager
def laid_out(**changes):
    """Context in which charts are laid out otherwise, e.g. ``laid_out(width=3.35, grey=True)``."""
    before = _LAYOUT.set(replace(_LAYOUT.get(), **changes))
    try:
        yield
    finally:
        _LAYOUT.reset(before)


def current():
    """The Layout in force."""
    return _LAYOUT.get()


@contextmanager
def style():
    """Context in which figures are drawn and saved: the project's fonts and style, nothing of the user's, and nothing
    of it left behind (the backend is never touched)."""
    fonts.register()
    ours = {**matplotlib.rcParamsDefault, **_style_sheet()}
    ours.pop("backend", None), ours.pop("backend_fallback", None)
    with matplotlib.rc_context(ours):
        yield


@cache
def _style_sheet():
    return dict(matplotlib.rc_params_from_file(STYLE, use_default_template=False))


@dataclass(frozen=True)
class Ink:
    """One thing laid on a sheet: kind (text, dots, rect, line, polygon), gid "what:figure_id", box in points, colour.

    draw(figure, place) adds it to a matplotlib Figure, place being the transform from points. parts: the boxes of
    what it inks, smaller than its box for many dots, a line of several strokes or a frame. ground: the colour that
    words stand on. over: words that hide the grid lines behind them.
    """

    kind: str
    gid: str
    box: tuple
    color: str
    draw: Callable = field(repr=False, compare=False)
    words: str = ""
    size: float = 0
    ground: str = "white"
    parts: tuple = ()
    over: bool = False


class Sheet:
    """A page of fixed width whose height grows as things are laid on it, from top to bottom, in points.

    ``left``, ``right``: the edges of the drawing room; ``top``: where the next thing goes; ``signs``: names of the
    signs used, for the key; ``scales``: the Scales used; ``heads``: figure_id -> heading of its group, of bars.
    """

    def __init__(self, layout=None):
        self.layout = layout or _LAYOUT.get()
        self.full_width = self.layout.width * 72
        self.left, self.right = EDGE, self.full_width - EDGE
        self.width = self.right - self.left
        self.narrow = self.layout.width < NARROW
        self.compact = self.layout.compact
        self.language = self.layout.language
        self.top = float(EDGE)
        self.ink, self.signs, self.scales, self.heads, self._times = [], {}, [], {}, {}

    # ---- words ----

    def say(self, words):
        """Words in the sheet's language: a string, or a pair (English, Chinese)."""
        return said_in(words, self.language)

    def text(self, words, size=9, weight="normal", color=INK, x=None, width=None, gap=0, gid=""):
        """Lay a wrapped text below what is there."""
        x = self.left if x is None else x
        lines = wrap(self.say(words), width or self.right - x, size, weight)
        self.put(lines, x, self.top, size, weight, color, gid)
        self.top += len(lines) * size * LEADING + gap

    def put(self, lines, x, y, size=9, weight="normal", color=INK, gid="", align="left", over=False, ground="white"):
        """Place lines with their top at (x, y), without moving the sheet's end; returns the height they take.

        align: "left", "center" or "right" of x. over: hides a grid line that would run through. ground: the
        colour that the text stands on.
        """
        for n, line in enumerate((lines,) if isinstance(lines, str) else lines):
            if line:
                self._line_of_text(line, x, y + n * size * LEADING, size, weight, color, gid, align, over, ground)
        return (1 if isinstance(lines, str) else len(lines)) * size * LEADING

    def _line_of_text(self, line, x, y, size, weight, color, gid, align, over, ground):
        line = fonts.curled(line)
        width = text_width(line, size, weight)
        x0 = x - {"left": 0, "center": width / 2, "right": width}[align]
        box = dict(facecolor=self._shade(ground), edgecolor="none", pad=1) if over else None
        look = dict(fontsize=size, fontweight=weight, color=self._shade(color), bbox=box, ha=align, zorder=6)
        baseline, own = y + 0.5 * size * LEADING + size * 0.36, self._own(gid)

        def draw(figure, place):
            figure.text(x, baseline, line, transform=place, gid=own, **look)

        room = (x0, baseline - size * 0.78, x0 + width, baseline + size * 0.24)
        self._lay("text", gid, room, color, draw, words=line, size=size, ground=ground, parts=(room,), over=over)

    def run(self, pieces, x, y, size=9, gid="", align="left", over=False):
        """Place pieces of one line one after another: (words, weight, colour); returns the width they take."""
        widths = [text_width(words, size, weight) for words, weight, _ in pieces]
        gap = 0.4 * size  # wider than a blank, which a bold digit before it would swallow
        whole = sum(widths) + gap * (len(pieces) - 1)
        x -= {"left": 0, "center": whole / 2, "right": whole}[align]
        for (words, weight, color), width in zip(pieces, widths, strict=True):
            self._line_of_text(words, x, y, size, weight, color, gid, "left", over, "white")
            x += width + gap
        return whole

    # ---- shapes ----

    def dots(self, xs, ys, marker="o", size=6.5, face=INK, edge=None, edge_width=1.2, gid="", zorder=4):
        """Markers of one look at many places.

        size: their diameter in points. marker: one of matplotlib's, or a Path.
        """
        face, edge = self._shade(face), self._shade(edge or face)
        look = dict(marker=marker, markersize=size, markerfacecolor=face, markeredgecolor=edge, linestyle="none")
        look |= dict(markeredgewidth=edge_width, zorder=zorder, clip_on=False)
        xs, ys = list(xs), list(ys)
        left, top, right, bottom = _reach(marker, size)
        parts = tuple((x + left, y + top, x + right, y + bottom) for x, y in zip(xs, ys, strict=True))
        own = self._own(gid)
        self._lay("dots", gid, _around(parts), edge, lambda fig, at: fig.add_artist(_lines(xs, ys, at, own, **look)),
                  parts=parts)  # fmt: skip

    def line(self, xs, ys, color=SOFT, width=0.8, dashes=None, gid="", zorder=2):
        """A line through points."""
        look = dict(color=self._shade(color), linewidth=width, linestyle=(0, dashes) if dashes else "-")
        look |= dict(zorder=zorder, solid_capstyle="butt", clip_on=False)
        parts, own = tuple(_strokes(list(xs), list(ys))), self._own(gid)
        self._lay("line", gid, _around(parts), color, lambda fig, at: fig.add_artist(_lines(xs, ys, at, own, **look)),
                  parts=parts)  # fmt: skip

    def rect(self, x, y, width, height, face="none", edge="none", edge_width=0.8, hatch=None, gid="", zorder=3):
        """A rectangle with its top left corner at (x, y); hatch: matplotlib's pattern, in the colour of the edge."""
        look = dict(facecolor=self._shade(face), edgecolor=self._shade(edge), linewidth=edge_width, hatch=hatch)
        own = self._own(gid)

        def draw(figure, place):
            patch = Rectangle((x, y), width, height, transform=place, zorder=zorder, clip_on=False, **look)
            patch.set_gid(own)
            figure.add_artist(patch)

        box = (x, y, x + width, y + height)
        empty = face == "none" and not hatch
        frame = _strokes([x, x + width, x + width, x, x], [y, y, y + height, y + height, y])
        self._lay("rect", gid, box, face, draw, parts=tuple(frame) if empty else (box,))

    def polygon(self, points, face, edge="none", edge_width=0.8, gid="", zorder=1):
        """A filled polygon through points (x, y)."""
        look = dict(facecolor=self._shade(face), edgecolor=self._shade(edge), linewidth=edge_width, zorder=zorder)
        own = self._own(gid)

        def draw(figure, place):
            patch = Polygon(points, transform=place, clip_on=False, **look)
            patch.set_gid(own)
            figure.add_artist(patch)

        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        self._lay("polygon", gid, box, face, draw, parts=(box,))

    # ---- scales ----

    def axis(self, scale, top, bottom, at="bottom", name="x", suffix="", most=6, strong=()):
        """Grid lines of a horizontal scale from ``top`` to ``bottom`` with their tick labels above or below.

        suffix: words behind the last tick. strong: values whose grid line is dark. The labels are the scale's promise:
        tests read the marks' values through them.
        """
        self.scales.append(scale)
        y = top - 8 * LEADING - 3 if at == "top" else bottom + 3
        ticks, words, labelled = self._ticks(scale, most, suffix)
        for n, value in enumerate(ticks):
            x = scale(value)
            dark = value in strong or (value == 0 and scale.low < 0)
            self.line([x, x], [top, bottom], color=INK if dark else RULE, width=0.9 if dark else 0.6, zorder=1)
            if labelled[n]:
                self.put((words[n],), x, y, 8, color=SOFT, align="center", gid=f"tick:{name}:{value:g}")

    def _ticks(self, scale, most, suffix):
        """(values, words, which are labelled): on a linear scale as many as have room, on a log scale where it is."""
        for count in range(most, 1, -1):
            ticks = scale.ticks(count)
            words = [scale.tick_words(value, self.language) for value in ticks]
            words[-1] += (" " * (self.language == "en") + suffix) if suffix else ""
            reach, labelled = 0.0, []
            for value, said in zip(ticks, words, strict=True):
                x, half = scale(value), text_width(said, 8) / 2
                labelled.append(x - half > reach and x + half <= self.full_width)
                reach = x + half + 4 if labelled[-1] else reach
            if all(labelled):
                break
        return ticks, words, labelled

    def part(self, rows, first=()):
        """The rows that this sheet draws, where a chart is spread over several.

        first: figure_ids of rows (then a DataFrame) that the title compares: the first part draws those alone.
        """
        part, parts = self.layout.part
        if parts > 1 and len(first):
            chosen = rows.figure_id.isin(list(first))
            if part == 1:
                return rows[chosen]
            rows, part, parts = rows[~chosen], part - 1, parts - 1
        over = 0 if self.layout.fuller_last else parts - 1
        start, end = ((len(rows) * n + over) // parts for n in (part - 1, part))
        return rows[start:end]

    # ---- the end ----

    @property
    def height(self):
        """Height in inches."""
        return (self.top + EDGE) / 72

    def figure(self):
        """The finished Figure."""
        height = self.top + EDGE
        with style():
            figure = Figure(figsize=(self.full_width / 72, height / 72), dpi=DPI)
            FigureCanvasAgg(figure)
            place = Affine2D().scale(1 / self.full_width, -1 / height).translate(0, 1) + figure.transFigure
            for ink in self.ink:
                ink.draw(figure, place)
        return figure

    def _lay(self, kind, gid, box, color, draw, **more):
        self.ink.append(Ink(kind, gid, box, color, draw, **more))

    def _own(self, gid):
        """The id of one more thing laid under a gid: an SVG holds each id once."""
        if not gid:
            return None
        self._times[gid] = self._times.get(gid, 0) + 1
        return gid if self._times[gid] == 1 else f"{gid}~{self._times[gid]}"

    def _shade(self, color):
        return grey_of(color) if self.layout.grey else color


def grey_of(color):
    """The grey of a colour's lightness."""
    if color in ("none", "white"):
        return color
    red, green, blue = matplotlib.colors.to_rgb(color)
    return matplotlib.colors.to_hex([0.299 * red + 0.587 * green + 0.114 * blue] * 3)


def _reach(marker, size):
    """How far a marker reaches from its place: (left, top, right, bottom); a Path is scaled to its longer half."""
    if isinstance(marker, str):
        return -size / 2, -size / 2, size / 2, size / 2
    (left, low), (right, high) = marker.vertices.min(axis=0), marker.vertices.max(axis=0)
    scale = size / 2 / abs(marker.vertices).max()
    return left * scale, -high * scale, right * scale, -low * scale


def _strokes(xs, ys):
    """The boxes of a line's strokes; a slanting one in short pieces, so that no box holds what it passes by."""
    for x0, y0, x1, y1 in zip(xs, ys, xs[1:], ys[1:], strict=False):
        pieces = 1 if x0 == x1 or y0 == y1 else max(1, round(math.hypot(x1 - x0, y1 - y0) / 2))
        for n in range(pieces):
            xa, xb = (x0 + (x1 - x0) * k / pieces for k in (n, n + 1))
            ya, yb = (y0 + (y1 - y0) * k / pieces for k in (n, n + 1))
            yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _around(boxes):
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _lines(xs, ys, place, gid, **look):
    line = Line2D(xs, ys, transform=place, **look)
    line.set_gid(gid)
    return line
