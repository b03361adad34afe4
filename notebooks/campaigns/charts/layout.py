"""The sheet a chart is drawn on: places in points from the top left corner.

Every position is computed from measured text before anything is drawn, so no label can collide with another however
many rows there are, and one layout serves SVG, PNG and PDF. What is laid is kept as Ink, so that the rules of honesty
can look at it without drawing.
"""

import math
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Affine2D

from campaigns.charts import fonts
from campaigns.charts.text import DPI, said_in, text_width, wrap
from campaigns.claims.wording import curled

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
    ours = {**matplotlib.rcParamsDefault, **_style_sheet(), "font.family": fonts.FAMILIES}
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
    color: str
    draw: Callable = field(repr=False, compare=False)
    parts: tuple
    words: str = ""
    size: float = 0
    ground: str = "white"
    over: bool = False

    @property
    def box(self):
        """(left, top, right, bottom) in points."""
        lefts, tops, rights, bottoms = zip(*self.parts, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


class Sheet:
    """A page of fixed width whose height grows as things are laid on it, from top to bottom, in points.

    ``left``, ``right``: the edges of the drawing room; ``top``: where the next thing goes; ``signs``: names of what the
    key explains and no id tells (pale dots, owners); ``apart``: figure_ids drawn in no owner's colour; ``is_key``: the
    picture is itself the key; ``scales``: the Scales used; ``heads``: figure_id -> heading of its group, of bars;
    ``groups``: the same of a grid, where what is said of the row does not tell it; ``dot_sizes``: points of a dot and
    of a small one, where they are not the usual ones.
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
        self.ink, self.signs, self.apart, self.scales, self.is_key = [], set(), set(), [], False
        self.heads, self.groups = {}, {}
        self.dot_sizes = None
        self._times = Counter()

    def drawn(self):
        """{figure_id: kinds of ink laid for it}."""
        found = {}
        for ink in self.ink:
            kind, _, key = ink.gid.partition(":")
            if key and not ink.gid.startswith(("tick:x:", "tick:y:", "key")):  # a scale's labels; "tick:ID" is a sign
                found.setdefault(key, {})[kind] = True
        return found

    # ---- words ----

    def say(self, words):
        """Words in the sheet's language: a string, or a pair (English, Chinese)."""
        return said_in(words, self.language)

    def text(self, words, size=9, weight="normal", color=INK, x=None, gap=0, gid=""):
        """Lay a wrapped text below what is there."""
        x = self.left if x is None else x
        lines = wrap(self.say(words), self.right - x, size, weight)
        self.top += self.put(lines, x, self.top, size, weight, color, gid) + gap

    def put(self, lines, x, y, size=9, weight="normal", color=INK, gid="", align="left", over=False, ground="white"):
        """Place a line, or several, with their top at (x, y), without moving the sheet's end; returns their height.

        align: "left", "center" or "right" of x. over: hides a grid line that would run through. ground: the
        colour that the text stands on.
        """
        lines = (lines,) if isinstance(lines, str) else lines
        for n, line in enumerate(lines):
            if line:
                self._line_of_text(line, x, y + n * size * LEADING, size, weight, color, gid, align, over, ground)
        return len(lines) * size * LEADING

    def _line_of_text(self, line, x, y, size, weight, color, gid, align, over, ground):
        line = curled(line)
        weight = "normal" if self.language == "zh" else weight  # the Chinese font has one weight: so has the phrase
        width = text_width(line, size, weight)
        x0 = x - {"left": 0, "center": width / 2, "right": width}[align]
        box = dict(facecolor=self._shade(ground), edgecolor="none", pad=1) if over else None
        look = dict(fontsize=size, fontweight=weight, color=self._shade(color), bbox=box, ha=align, zorder=6)
        baseline = y + 0.5 * size * LEADING + size * 0.36

        def draw(figure, place, gid):
            figure.text(x, baseline, line, transform=place, gid=gid, **look)

        room = (x0, baseline - size * 0.78, x0 + width, baseline + size * 0.24)
        self._lay("text", gid, color, draw, (room,), words=line, size=size, ground=ground, over=over)

    def run(self, pieces, x, y, size, gid):
        """Place pieces of one line one after another: (words, weight, colour)."""
        for words, weight, color in pieces:
            self.put(words, x, y, size, weight, color, gid)
            x += text_width(words, size, weight) + 0.4 * size  # wider than a blank, which a bold digit would swallow

    # ---- shapes ----

    def dots(self, xs, ys, marker="o", size=6.5, face=INK, edge=None, edge_width=1.2, gid="", zorder=4):
        """Markers of one look at many places.

        size: their diameter in points. marker: one of matplotlib's, or a Path.
        """
        face, edge = self._shade(face), self._shade(edge or face)
        look = dict(marker=marker, markersize=size, markerfacecolor=face, markeredgecolor=edge, linestyle="none",
                    markeredgewidth=edge_width)  # fmt: skip
        left, top, right, bottom = _reach(marker, size)
        parts = tuple((x + left, y + top, x + right, y + bottom) for x, y in zip(xs, ys, strict=True))
        self._lay("dots", gid, edge, _adding(Line2D, list(xs), list(ys), zorder=zorder, **look), parts)

    def line(self, xs, ys, color=SOFT, width=0.8, dashes=None, gid="", zorder=2):
        """A line through points."""
        look = dict(color=self._shade(color), linewidth=width, linestyle=(0, dashes) if dashes else "-")
        draw = _adding(Line2D, xs, ys, zorder=zorder, solid_capstyle="butt", **look)
        self._lay("line", gid, color, draw, tuple(_strokes(xs, ys)))

    def rect(self, x, y, width, height, face="none", edge="none", edge_width=0.8, hatch=None, gid="", zorder=3):
        """A rectangle with its top left corner at (x, y); hatch: matplotlib's pattern, in the colour of the edge."""
        look = dict(facecolor=self._shade(face), edgecolor=self._shade(edge), linewidth=edge_width, hatch=hatch)
        frame = _strokes([x, x + width, x + width, x, x], [y, y, y + height, y + height, y])
        parts = tuple(frame) if face == "none" and not hatch else ((x, y, x + width, y + height),)
        self._lay("rect", gid, face, _adding(Rectangle, (x, y), width, height, zorder=zorder, **look), parts)

    def polygon(self, points, face):
        """A filled polygon through points (x, y), behind all else."""
        look = dict(facecolor=self._shade(face), edgecolor="none", linewidth=0.8, zorder=1)
        xs, ys = zip(*points, strict=True)
        self._lay("polygon", "", face, _adding(Polygon, points, **look), ((min(xs), min(ys), max(xs), max(ys)),))

    # ---- scales: their labels are a promise, through which tests read the values of marks ----

    def axis(self, scale, top, bottom, most=6, zero=()):
        """Grid lines of a horizontal scale from ``top`` to ``bottom`` with their tick labels below.

        The line of zero is dark where values lie on both sides of it, or where bars stand on it. zero: from where to
        where it runs [(top, bottom)], by default like the others.
        """
        self.scales.append(scale)
        for value, words in self._ticks(scale, most):
            x = scale(value)
            dark = value == 0 and (scale.low < 0 or zero)
            for ends in zero if dark and zero else [(top, bottom)]:
                self.line([x, x], ends, color=INK if dark else RULE, width=0.9 if dark else 0.6, zorder=1)
            if words:
                self.put(words, x, bottom + 3, 8, color=SOFT, align="center", gid=f"tick:x:{value:g}")

    def clear(self, words):
        """Where a scale may begin so that these words of its first tick, centred there, are on the sheet."""
        return self.left + text_width(words, 8) / 2

    def _ticks(self, scale, most):
        """[(value, words)]: on a linear scale as many as have room for words, on a log scale words where there is."""
        for count in range(most, 1, -1):
            reach, found = 0.0, []
            for value in scale.ticks(count):
                x, words = scale(value), scale.tick_words(value, self.language)
                half = text_width(words, 8) / 2
                fits = x - half > reach and x + half <= self.full_width
                found.append((value, words if fits else ""))
                reach = x + half + 4 if fits else reach
            if all(words for _, words in found):
                break
        return found

    def upright_axis(self, scale, left, right, most=6):
        """Grid lines of an upright scale from ``left`` to ``right`` with their tick labels at the left."""
        self.scales.append(scale)
        for value in scale.ticks(most):
            y = scale(value)
            self.line([left, right], [y, y], RULE if value else SOFT, 0.6 if value else 0.8, zorder=1)
            words = scale.tick_words(value, self.language)
            self.put(words, left - 5, y - 8 * LEADING / 2, 8, color=SOFT, align="right", gid=f"tick:y:{value:g}")

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

    def _lay(self, kind, gid, color, draw, parts, **more):
        self._times[gid] += 1  # an SVG holds each id once
        own = None if not gid else gid if self._times[gid] == 1 else f"{gid}~{self._times[gid]}"
        self.ink.append(Ink(kind, gid, color, partial(draw, gid=own), parts, **more))

    def _shade(self, color):
        return grey_of(color) if self.layout.grey else color


def _adding(artist, *args, **look):
    def draw(figure, place, gid):
        figure.add_artist(artist(*args, transform=place, gid=gid, clip_on=False, **look))

    return draw


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
