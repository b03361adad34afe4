"""Whether an SVG is one of our drawings of a chart of today: every line, surface and word of it, as it was drawn.

Its words may be kept while a bar is made longer or a patch laid upon it. What we write is noted when it is written;
a drawing that was not noted is held against those that are made of the chart now.
"""

import re
from contextlib import suppress

from campaigns import project
from campaigns.charts import save
from campaigns.documents.audit import raster
from campaigns.documents.audit.album import EDITIONS, exported, laid_out
from campaigns.documents.audit.held import Picture, folded
from campaigns.documents.audit.traces import traces

_UNSEEN = {"metadata", "title", "desc", "script"}
_ROOT_SHOWS = ("viewbox", "style", "transform", "opacity", "display", "visibility", "clip-path", "mask", "filter")
_FACES = re.compile(r"@font-face\s*\{[^}]*\}")  # which a drawing carries for its words
_POINTS = re.compile(r"#([^\s)\"';]+)")
_USUAL = "stroke-linejoin:round;stroke-linecap:butt"  # the style of every drawing, which a page says in its root
_SCROLLED = 60  # inches: no limit to the height
_NUMBER = re.compile(r"-?\d*\.\d+")


def digest(content):
    """The digest of what the bytes of an SVG draw, whatever its names of parts, size and fonts carried along."""
    root = next(iter(raster.svg(content)), None)
    shown = [] if root is None else [*_shown(root)]
    pointed = {one for element, _ in shown for value in element.attrib.values() for one in _POINTS.findall(value)}
    ids = [element.get("id") for element, _ in shown if element.get("id") in pointed]
    numbers = {one: str(n) for n, one in enumerate(ids)}
    return project.digest("\n".join(filter(None, (_told(*one, numbers) for one in shown))).encode())


def _shown(root):
    """(element, its depth) of a drawing in their order, without what is never drawn."""
    left = [(root, 0)]
    while left:
        element, depth = left.pop()
        if _name(element) not in _UNSEEN:
            yield element, depth
            left += [(one, depth + 1) for one in reversed(element) if isinstance(one.tag, str)]


def _name(element):
    return _bare(element.tag) if isinstance(element.tag, str) else ""


def _bare(name):
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def _told(element, depth, numbers):
    """An element in one line: its depth, its name, what it is drawn with, its words."""
    held = {_bare(key): folded(value) for key, value in element.attrib.items()}
    if element.getparent() is None:
        held = {key: value for key, value in held.items() if key in _ROOT_SHOWS and value != _USUAL}
    looks = [
        f"{key}={_NUMBER.sub(_rounded, _POINTS.sub(lambda one: '#' + numbers.get(one[1], one[1]), value))}"
        for key, value in sorted(held.items())
        if key not in ("id", "class", "lang", "role", "tabindex") and not key.startswith("aria-")
    ]
    tails = [one.tail or "" for one in element if not isinstance(one.tag, str)]  # words behind a comment are drawn
    words = folded(_FACES.sub("", "".join([element.text or "", *tails, element.tail or ""])))
    if _name(element) == "style" and re.sub(r"[\s*{}]", "", words) in ("", _USUAL):
        return ""
    return " ".join([str(depth), _name(element), *looks, words])


def _rounded(found):
    return f"{float(found[0]):.1f}"


class Shapes:
    """The drawings of ours that are known. folder: where they are noted."""

    def __init__(self, folder):
        self.folder = folder

    def note(self, chart, content):
        """Note a drawing of a chart as ours."""
        told = digest(content)
        if told not in (noted := self._noted(chart)):
            project.write(self._path(chart), "\n".join([*noted, told]).encode())

    def note_all(self, items, charts):
        """Note every drawing of these charts among the Items of a file that was written just now."""
        for content in [c for item in items if isinstance(item, Picture) for c in item.files if raster.is_drawing(c)]:
            digests = {(trace.name, trace.digest) for trace in traces(raster.words(content))}
            for chart in [chart for chart in charts if (chart.name, chart.digest) in digests]:
                self.note(chart, content)

    def is_known(self, chart, content, is_over=bool):
        """Whether a drawing is one of ours of a chart of today; None if is_over() before it was found."""
        wanted = digest(content)
        if wanted in self._noted(chart):
            return True
        for drawing in _drawings(chart, content):
            if digest(drawing) == wanted:
                self.note(chart, drawing)
                return True
            if is_over():
                return None
        return False

    def _path(self, chart):
        return self.folder / f"{chart.name}.{chart.digest}.shapes"

    def _noted(self, chart):
        path = self._path(chart)
        return path.read_text("ascii").split() if path.exists() else []


def _drawings(chart, content):
    """The drawings of a chart of today in the editions that are published, likeliest first."""
    has_words = bool(raster.drawn_words(content))
    if has_words and (drawing := exported(chart, "svg")):
        yield drawing
    for language in (chart.sheet.language, "zh" if chart.sheet.language == "en" else "en"):
        made = chart.at(language=language)
        for edition in (*EDITIONS, ""):
            with suppress(ValueError):  # a layout in which the chart would mislead is published nowhere
                wide = {"width": _width(content), "height": _SCROLLED, "language": language}
                for part in [part for part, _ in laid_out(made, edition)] if edition else [made.at(**wide)]:
                    yield from _forms(part, has_words)


def _forms(chart, has_words):
    """The SVGs of a layout: with its words as shapes, or as text, alone and on a page."""
    from campaigns.documents import webpage

    if not has_words:
        yield save.outlined(chart)
        return
    yield save.made(chart, "svg")
    yield webpage.inline_svg(chart, "only").encode()


def _width(content):
    """The width of an SVG in inches."""
    elements = raster.svg(content)
    box = next((value for key, value in elements[0].attrib.items() if key.lower() == "viewbox"), "").split()
    return float(box[2]) / 72 if len(box) == 4 else 6.3
