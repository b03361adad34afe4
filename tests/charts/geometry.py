"""A finished SVG read back in the coordinates of its page, by code that shares nothing with what drew it.

``Picture`` holds what stands on the page under each id: markers with their outlines, paths, lines of text. ``Axis``
reads values off the printed tick labels alone. The ids say only what a mark claims to be ("dot:FIGURE_ID"); where it
stands, which way it points and what is written beside it is taken from the page.
"""

import math
import re
from dataclasses import dataclass, field

import numpy as np
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "万": 1e4, "亿": 1e8}
_NUMBER = re.compile(r"([+\-−]?)(\d[\d,]*(?:\.\d+)?)\s*(thousand|million|billion|万|亿)?")


@dataclass
class Words:
    """A line of text: its words, the point it hangs from, its size."""

    text: str
    x: float
    y: float
    anchor: str
    size: float


@dataclass
class Shape:
    """What stands under one id: outlines (arrays of points), places of markers, lines of text, and its look."""

    outlines: list = field(default_factory=list)
    places: list = field(default_factory=list)
    words: list = field(default_factory=list)
    style: str = ""

    @property
    def box(self):
        """(x0, y0, x1, y1) of its outlines."""
        points = np.vstack(self.outlines)
        return (*points.min(axis=0), *points.max(axis=0))

    @property
    def middle(self):
        x0, y0, x1, y1 = self.box
        return (x0 + x1) / 2, (y0 + y1) / 2

    @property
    def text(self):
        return " ".join(line.text for line in self.words)


class Picture:
    """An SVG by the ids of its groups; what came twice under one id ("id~2") stands together."""

    def __init__(self, svg):
        root = etree.fromstring(svg)
        self.width, self.height = (float(v) for v in root.get("viewBox").split()[2:])
        paths = {path.get("id"): path for path in root.iter(f"{SVG}path") if path.get("id")}
        self.shapes = {}
        self.keyed = b">Key of the signs" in svg or ">符号图例".encode() in svg
        self.stacked = b">Stacked dots" in svg or "堆叠点图".encode() in svg
        for group in root.iter(f"{SVG}g"):
            name = (group.get("id") or "").split("~")[0]
            if ":" in name:
                _read(group, self.shapes.setdefault(name, Shape()), paths)

    def of(self, kind):
        """{key: Shape} of all ids "kind:key"; the key's own specimens are not among them."""
        found = {name.partition(":")[2]: shape for name, shape in self.shapes.items() if name.startswith(kind + ":")}
        return {key: shape for key, shape in found.items() if key and not key.startswith("key-")}

    def get(self, kind, key):
        return self.shapes.get(f"{kind}:{key}")


def _read(group, shape, paths):
    for item in group.iter():
        if item.tag == f"{SVG}text":
            size = float(re.search(r"([\d.]+)px", item.get("style"))[1])
            anchor = re.search(r"text-anchor: (\w+)", item.get("style"))
            shape.words.append(
                Words(
                    "".join(item.itertext()),
                    float(item.get("x")),
                    float(item.get("y")),
                    anchor[1] if anchor else "start",
                    size,
                )
            )
        elif item.tag == f"{SVG}use":
            x, y = float(item.get("x")), float(item.get("y"))
            shape.places.append((x, y))
            outline = paths[item.get(LINK)[1:]]
            shape.outlines.append(_points(outline.get("d")) + (x, y))
            shape.style = item.get("style") or outline.get("style") or ""
        elif (
            item.tag == f"{SVG}path"
            and item.getparent().tag not in (f"{SVG}defs", f"{SVG}pattern")
            and not item.get("id")
        ):
            shape.outlines.append(_points(item.get("d")))
            shape.style = item.get("style") or ""


def _points(d):
    """The end points of a path's segments, in order; control points of curves are left out."""
    found = []
    for command, rest in re.findall(r"([MLCQz])([^MLCQz]*)", d):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", rest)]
        if command != "z":
            found.append(numbers[-2:])
    return np.array(found)


def number_in(words):
    """The first number in words: "more than 2.63 million" -> 2630000.0; None if there is none."""
    found = _NUMBER.search(words)
    if not found:
        return None
    sign = -1 if found[1] in ("-", "−") else 1
    return sign * float(found[2].replace(",", "")) * _SCALES.get(found[3], 1)


class Axis:
    """A scale as its printed tick labels give it: linear if they lie so, else logarithmic."""

    def __init__(self, picture, name="x"):
        ticks = [
            (number_in(w.text), w.x if name == "x" else w.y - w.size * 0.36 + w.size * 0.0)
            for shape in picture.of(f"tick:{name}").values()
            for w in shape.words
        ]
        self.values = np.array([v for v, _ in ticks], float)
        self.places = np.array([p for _, p in ticks], float)
        assert len(set(self.values)) >= 2, "fewer than two tick labels"
        self.log = False
        if self._fit(self.values) > 1.0:
            assert (self.values > 0).all() and self._fit(np.log10(self.values)) < 1.0, "the tick labels lie on no scale"
            self.log = True
        self._fit(np.log10(self.values) if self.log else self.values)

    def _fit(self, values):
        self.slope, self.start = np.polyfit(values, self.places, 1)
        return np.abs(self.slope * values + self.start - self.places).max()

    def place(self, value):
        """Where a value stands in points."""
        return self.slope * (math.log10(value) if self.log else value) + self.start
