"""Word and PowerPoint files, read as Items."""

import posixpath
import re

from campaigns.documents.audit import native
from campaigns.documents.audit.held import LABEL, CannotRead, Picture, Row, Words
from campaigns.documents.audit.package import Package, ancestor, local, walk
from campaigns.documents.audit.traces import traces

# What a reader does not see: deleted text, old versions of text boxes, codes of fields, notes of comments.
_UNSEEN = {"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "commentRangeStart", "rPrChange"}
_HOLDERS = {"inline", "anchor", "pic", "sp", "graphicFrame", "object", "pict"}


def word(content):
    """Items of a docx, docm, dotx or dotm file."""
    package = Package(content)
    if "word/document.xml" not in package.names:
        raise CannotRead("it is damaged, or not what its suffix says: it holds no document")
    items = _Part(package, "word/document.xml").items()
    for name in sorted(package.names):
        if kind := re.fullmatch(r"word/(header|footer|footnotes|endnotes)\d*\.xml", name):
            items += _Part(package, name, place=kind[1]).items()
    return [*items, *_diagrams(package)]


def _diagrams(package):
    """The Items of drawn diagrams (SmartArt), which may hold pictures."""
    drawn = sorted(name for name in package.names if re.search(r"/diagrams/drawing\d*\.xml$", name))
    return [item for number, name in enumerate(drawn, 1) for item in _Part(package, name, f"diagram {number}").items()]


def slides(content):
    """Items of a pptx, pptm, ppsx or potx file, slide by slide, the notes after their slide."""
    package = Package(content)
    if "ppt/presentation.xml" not in package.names:
        raise CannotRead("it is damaged, or not what its suffix says: it holds no presentation")
    links = package.links("ppt/presentation.xml")
    order = [e for e in package.xml("ppt/presentation.xml").iter() if local(e) == "sldId"]
    items = []
    for number, entry in enumerate(order, 1):
        target = next((links[v][0] for k, v in entry.attrib.items() if k.endswith("}id") and v in links), None)
        if target is None or target not in package.names:
            continue
        items += _Part(package, target, place=f"slide {number}").items()
        for notes, outside in package.links(target).values():
            if not outside and "/notesSlides/" in notes and notes in package.names:
                items += _Part(package, notes, place=f"slide {number}, notes", kind="notes").items()
    return [*items, *_diagrams(package), *_behind(package, order, links)]


def _behind(package, order, links):
    """The Items of the layouts and masters of the slides, each once: what stands there is seen on every one of them."""
    names = [links[v][0] for entry in order for k, v in entry.attrib.items() if k.endswith("}id") and v in links]
    items = []
    for kind in ("layout", "master"):
        held = [name for name in names if name in package.names]
        linked = (target for name in held for target, outside in package.links(name).values() if not outside)
        names = sorted({target for target in linked if f"/slide{kind.title()}s/" in target and target in package.names})
        for number, name in enumerate(names, 1):
            held = _Part(package, name, place=f"slide {kind} {number}").items()
            items += [item for item in held if isinstance(item, Picture) or not _is_prompt(item.mark)]
    return items


def _is_prompt(paragraph):
    """Whether a paragraph of a layout asks for words ("Click to edit ..."), and so is not seen on a slide."""
    holder = ancestor(paragraph, {"sp"})
    return holder is not None and any(local(e) == "ph" for e in holder.iter())


class _Part:
    """One part of a package on its way to Items."""

    def __init__(self, package, name, place="", kind="text"):
        self.package, self.name, self.place, self.kind = package, name, place, kind
        self.links, self.page, self.paged = package.links(name), 1, False

    def items(self):
        """The Items in reading order."""
        found, root = [], self.package.xml(self.name)
        self.paged = any(local(e) == "lastRenderedPageBreak" for e in root.iter())
        for element in walk(root, _UNSEEN):
            kind = local(element)
            if kind == "lastRenderedPageBreak" or (
                kind == "br" and element.get(f"{_namespace(element)}type") == "page"
            ):
                self.page += kind == "lastRenderedPageBreak"
            elif kind == "p" and (text := _text(element)):
                found.append(Words(self._where(), text, self._kind(element, text), element))
            elif kind == "tblDescription" and traces(described := element.get(f"{_namespace(element)}val", "")):
                found.append(Words(self._where(), described, "cell", element))
            elif kind == "tr":
                cells = [_text(cell) for cell in element if local(cell) == "tc"]
                found.append(Row(self._where(), cells, element, native.table_of(element)))
            elif kind == "altChunk":
                note = "a document within the document, which is not looked at: ask for it by itself"
                found.append(Picture(self._where(), note=note, mark=element))
            elif kind in ("blip", "imagedata") or (kind == "chart" and _link(element, "id")):
                found.append(self._picture(element, kind))
        for item in found:
            item.part = self.name
        return found

    def _where(self):
        return self.place or (f"page {self.page}" if self.paged else "")

    def _kind(self, paragraph, text):
        if self.kind == "notes":
            return "notes"
        if ancestor(paragraph, {"tc"}) is not None:
            return "cell"
        style = next((e.get(f"{_namespace(e)}val", "") for e in paragraph.iter() if local(e) == "pStyle"), "")
        if re.match(r"(?i)tableoffigures|tableofcontents|toc|illustrationindex|figureindex|abbildungsverz", style):
            return "list"
        holder = ancestor(paragraph, {"sp"})
        if holder is not None and any(local(e) == "ph" and "itle" in e.get("type", "") for e in holder.iter()):
            return "title"
        return "caption" if style == "Caption" or LABEL.match(text) else "text"

    def _picture(self, element, kind):
        holder = ancestor(element, _HOLDERS)
        outer = ancestor(element, {"inline", "anchor"})
        holder = outer if outer is not None else holder
        named = next(
            (e for e in (holder if holder is not None else element).iter() if local(e) in ("docPr", "cNvPr")), {}
        )
        picture = Picture(self._where(), name=named.get("name", ""), alt=named.get("descr") or "", mark=element)
        links = [_link(element, "embed") or _link(element, "id") or _link(element, "link")]
        links += [_link(e, "embed") for e in element.iter() if local(e) == "svgBlip"]
        for target, outside in (self.links[link] for link in links if link in self.links):
            if outside:
                picture.note = "it is linked, not in the file"
            elif kind == "chart" and target in self.package.names:
                picture.native = native.read(self.package, target, named.get("title", ""))
            elif target in self.package.names:
                picture.files.append(self.package.read(target))
            else:
                picture.note = f"{posixpath.basename(target)} is not in the file"
        picture.crop = crop(element)
        return picture


def crop(blip):
    """The shares that a document cuts off a picture at left, top, right and bottom; () for none."""
    fill = blip.getparent()
    cut = next((e for e in fill if local(e) == "srcRect"), None) if fill is not None else None
    shares = tuple(_share(cut.get(side, "0")) for side in "ltrb") if cut is not None else ()
    return shares if any(shares) else ()


def _share(text):
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 100_000)
    except ValueError:
        return 0.0


def _namespace(element):
    return element.tag[: element.tag.index("}") + 1] if "}" in element.tag else ""


def _link(element, name):
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), None)


def _text(element):
    """The text of an element as it is read; paragraphs inside, as of a cell, are lines."""
    pieces, first = [], True
    for piece in walk(element, _UNSEEN | {"txbxContent", "drawing", "pict"}):
        kind = local(piece)
        if kind == "p":
            pieces += [] if first else ["\n"]
            first = False
        elif kind == "t":
            pieces.append(piece.text or "")
        elif kind in ("tab", "br", "cr") and local(piece.getparent()) != "tabs":
            pieces.append("\n" if kind != "tab" else " ")
        elif kind == "noBreakHyphen":
            pieces.append("-")
    return "".join(pieces).strip()
