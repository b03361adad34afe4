"""Pictures of a finished file replaced in place by today's drawings of the same charts, in the same layout."""

import posixpath
import re

from lxml import etree

from campaigns.charts import save
from campaigns.charts.honesty import MARKS
from campaigns.documents import audit, inplace, office, slide_parts
from campaigns.documents.audit import looks, native, raster
from campaigns.documents.audit.album import EDITIONS, laid_out
from campaigns.documents.audit.held import Picture
from campaigns.documents.audit.package import Package, local
from campaigns.documents.audit.shapes import Shapes

_DPI = 300
_ROUNDED = 0.02  # share of a picture's height within which its crop is that of its title
_SAME_CROP = 0.001  # share of a picture's height by which programs round a crop
_PRINTED = ("title", "subtitle", "note", "sources", "trace")  # what a crop may take away, besides rows
_SAME = 0.01  # relative difference of two shapes that is none


_CLEARLY = 1.4  # so many times nearer an edition must be than the usual one of its medium


class Replacer:
    """Replaces the outdated pictures of charts. work: a refresh.Work, album: an Album of drawings."""

    def __init__(self, work, album):
        self.work, self.album = work, album
        self.package = Package(work.path.read_bytes())
        self.done = set()  # ids of the pictures that were replaced

    def replace(self, name):
        """Replace all outdated pictures of a chart; a chart in parts keeps their number and order."""
        told = [v for v in self.work.told if v.name == name and v.what == "picture" and v.state == audit.OUTDATED]
        for picture in [v.item for v in told if isinstance(v.item, Picture) and v.item.native]:
            self._renew(picture, name)
        pictures = [verdict.item for verdict in told if isinstance(verdict.item, Picture) and verdict.item.files]
        shown = [v for v in self.work.told if v.name == name and v.what == "picture"]
        for number, picture in enumerate(pictures):
            parts = laid_out(self.work.today.charts[name], self._edition(name, picture))
            if len(parts) == 1 or len(parts) == len(shown) == len(pictures):
                self._put(picture, name, *parts[number if len(parts) > 1 else 0])

    def _renew(self, picture, name):
        """Today's rows in a chart of Office, in the language in which it stands; its look is the author's."""
        chart = native.likest(picture.native.tables, self.work.today.charts[name])
        held = self.work.path.read_bytes()
        self.work.files |= slide_parts.renewed_bars(held, picture.native.part, chart)
        inplace.describe(picture.mark, picture.alt, chart.alt, title=chart.trace)
        self.done.add(id(picture))
        self.work.note(picture, f"{name}, a chart that can be edited, has today's rows")

    def _edition(self, name, picture):
        """The edition in which a picture was drawn: the one of today most like it, else that of its medium."""
        slides = self.work.path.suffix.lower().startswith(".pp")
        usual = "slide" if slides else "figure"
        opened = next(filter(None, map(raster.image, (f for f in picture.files if not raster.is_drawing(f)))), None)
        grey = looks.ink(opened) if opened is not None else None
        if grey is None:
            return usual
        found = (looks.FAR, usual)
        for edition in [usual, *(edition for edition in EDITIONS if edition != usual)]:
            self.album.draw(name, edition)
            apart = self._apart(name, edition, looks.look(grey)) * (1 if edition == usual else _CLEARLY)
            found = min(found, (apart, edition), key=lambda pair: pair[0])
            if found[0] < looks.NEAR:
                break
        return found[1]

    def _apart(self, name, edition, look):
        digest = self.work.today.digest(name)
        kept = (
            d for d in self.album.kept() if (d.name, d.digest, d.edition.partition("-")[0]) == (name, digest, edition)
        )
        return min((looks.apart(look, drawing.look) for drawing in kept), default=looks.FAR)

    def _put(self, picture, name, chart, factor):
        """Today's drawing in place of a picture's files; alt text and height follow it, width, place and crop stay."""
        new = save.picture(chart, dpi=round(_DPI * factor))
        old = next((f for f in picture.files if not raster.is_drawing(f)), new)
        ratio = _shape(new) * self._cropped(picture, old, chart) / _shape(old)
        for link in _links(picture.mark):
            self._put_file(picture.part, link, new, chart)
        title, older = self.work.today.titled(picture.alt) if picture.alt else (None, None)
        if title == name and (older or picture.alt != chart.alt):
            inplace.describe(picture.mark, picture.alt, chart.alt)
        said = f"{name} is drawn anew"
        if abs(ratio - 1) > _SAME:
            inplace.stretch(picture.mark, ratio)
            said += f", {'higher' if ratio > 1 else 'lower'} by {abs(ratio - 1):.0%}"
        if lost := _cut_off(picture, chart):
            said += f"; the crop stays, and cuts off {', '.join(lost)}"
        self.done.add(id(picture))
        self.work.note(picture, said)

    def _cropped(self, picture, old, chart):
        """Crop today's title off where the old one was; returns by what that makes the picture higher.

        A crop of the author's own stays as it is.
        """
        if not picture.crop or abs(picture.crop[1] - raster.title_share(old, chart.title)) > _ROUNDED:
            return 1
        top = office.title_height(chart) / chart.sheet.height
        if abs(picture.crop[1] - top) < _SAME_CROP:
            return 1
        inplace.crop_top(picture.mark, top)
        left, before, right, bottom = picture.crop
        picture.crop = left, top, right, bottom
        return (1 - top - bottom) / (1 - before - bottom)

    def _put_file(self, part, link, new, chart):
        """The bytes behind a link of a part; a file of another kind is left, and the link led to a new one."""
        links = self.package.links(part)
        target, outside = links.get(link, ("", True))
        if outside:
            return
        kind = posixpath.splitext(target)[1].lower()
        if kind == ".svg":
            self.work.files[target] = drawing = save.outlined(chart)
            Shapes(self.album.folder).note(chart, drawing)
        elif kind == ".png":
            self.work.files[target] = new
        else:
            fresh = f"{posixpath.splitext(target)[0]}-refreshed.png"
            self.work.files[fresh] = new
            self._lead(part, link, fresh)

    def _lead(self, part, link, fresh):
        """Lead a link of a part to another file, and tell the package what a png is."""
        folder, file = posixpath.split(part)
        path = f"{folder}/_rels/{file}.rels"
        root = etree.fromstring(self.work.files.get(path) or self.package.read(path))
        for entry in root:
            if entry.get("Id") == link:
                entry.set("Target", f"/{fresh}")
        self.work.files[path] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        types = self.work.files.get("[Content_Types].xml") or self.package.read("[Content_Types].xml")
        if not re.search(rb'Extension="png"', types, re.IGNORECASE):
            root = etree.fromstring(types)
            space = root.tag.partition("}")[0] + "}"
            root.insert(0, etree.Element(f"{space}Default", Extension="png", ContentType="image/png"))
            self.work.files["[Content_Types].xml"] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )


def _cut_off(picture, chart):
    """What of a chart a picture's crop cuts into: its title, unless it is that alone, note, sources, rows."""
    left, top, right, bottom = picture.crop or (0, 0, 0, 0)
    wide, high = chart.sheet.full_width, chart.sheet.height * 72
    start, end = left * wide - 1, (1 - right) * wide + 1
    above, below = top * high - 1, (1 - bottom) * high + 1
    is_ours = abs(above + 1 - office.title_height(chart) * 72) < _ROUNDED * high
    lost = []
    for ink in chart.sheet.ink:
        part, _, key = ink.gid.partition(":")
        x0, y0, x1, y1 = ink.box
        if not (start <= x0 and x1 <= end and above <= y0 and y1 <= below) and not (part == "title" and is_ours):
            lost.append("rows" if key and part in MARKS else part if part in _PRINTED else "")
    return [f"its {part}" for part in (*_PRINTED, "rows") if part in lost]


def _links(mark):
    """The ids by which a picture's element names its files."""
    found = [mark, *(element for element in mark.iter() if local(element) == "svgBlip")]
    return [value for element in found for key, value in element.attrib.items() if key.endswith(("}embed", "}id"))]


def _shape(content):
    opened = raster.image(content)
    return opened.height / opened.width if opened is not None else 1
