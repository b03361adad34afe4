"""Word, PowerPoint and OpenDocument files, read as Items."""

import posixpath
import re

from campaigns.documents.audit import native
from campaigns.documents.audit.held import LABEL, CannotRead, Picture, Row, Words
from campaigns.documents.audit.package import LOCKED, ancestor, attribute, flowing, local, opened, walk
from campaigns.documents.audit.traces import traces

# What a reader does not see: deleted text, old versions of text boxes, codes of fields, notes of comments.
_UNSEEN = {"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "commentRangeStart", "rPrChange"}
_UNSEEN_ODF = {"tracked-changes", "annotation", "annotation-end", "script", "forms", "sequence-decls"}
_BLANKS = {"s": " ", "tab": " ", "line-break": "\n"}
_HOLDERS = {"inline", "anchor", "pic", "sp", "graphicFrame", "object", "pict"}
_WITHIN = {
    "notes": "notes", "tc": "cell", "table-cell": "cell", "illustration-index": "list", "table-of-content": "list",
}  # fmt: skip
_LISTS = re.compile(r"(?i)tableoffigures|tableofcontents|toc|illustrationindex|figureindex|abbildungsverz")


def word(content):
    """Items of a docx, docm, dotx or dotm file."""
    package = opened(content, "word/document.xml", "document")
    items = _Part(package, "word/document.xml").items()
    for name in sorted(package.names):
        if kind := re.fullmatch(r"word/(header|footer|footnotes|endnotes)\d*\.xml", name):
            items += _Part(package, name, kind[1]).items()
    return [*items, *_diagrams(package)]


def slides(content):
    """Items of a pptx, pptm, ppsx or potx file, slide by slide, the notes after their slide; then what stands behind
    the slides, each once: it is seen on every one of them."""
    package = opened(content, "ppt/presentation.xml", "presentation")
    links = package.links("ppt/presentation.xml")
    order = [e for e in package.xml("ppt/presentation.xml").iter() if local(e) == "sldId"]
    shown = [links.get(attribute(entry, "id"), ("", True))[0] for entry in order]
    items = []
    for number, name in enumerate(shown, 1):
        for part in [name] if name in package.names else []:
            items += _Part(package, part, f"slide {number}").items()
            for notes in package.linked(part, "/notesSlides/"):
                items += _Part(package, notes, f"slide {number}, notes").items()
    items += _diagrams(package)
    for kind, letters in (("layout", "/slideLayouts/"), ("master", "/slideMasters/")):
        shown = sorted({part for name in shown for part in package.linked(name, letters)})
        for number, name in enumerate(shown, 1):
            held = _Part(package, name, f"slide {kind} {number}").items()
            items += [item for item in held if isinstance(item, Picture) or not _holds_place(item.mark)]
    return items


def _diagrams(package):
    """The Items of drawn diagrams (SmartArt), which may hold pictures."""
    drawn = sorted(name for name in package.names if re.search(r"/diagrams/drawing\d*\.xml$", name))
    return [item for number, name in enumerate(drawn, 1) for item in _Part(package, name, f"diagram {number}").items()]


def _holds_place(paragraph, kind=""):
    """Whether a paragraph stands in a placeholder of a kind; that of a layout only asks for words."""
    holder = ancestor(paragraph, {"sp"})
    return holder is not None and any(local(e) == "ph" and kind in e.get("type", "") for e in holder.iter())


class _Part:
    """One part of a package on its way to Items."""

    def __init__(self, package, name, place=""):
        self.package, self.name, self.place = package, name, place
        self.root, self.links = package.xml(name), package.links(name)
        self.page = 1 if any(local(e) == "lastRenderedPageBreak" for e in self.root.iter()) else 0

    def items(self):
        """The Items in reading order."""
        found = [item for element in walk(self.root, _UNSEEN) if (item := self._item(element)) is not None]
        for item in found:
            item.part = self.name
        return found

    def _item(self, element):
        """The Item of an element, or None where it is none by itself."""
        kind = local(element)
        place = self.place or (f"page {self.page}" if self.page else "")
        if kind == "lastRenderedPageBreak":
            self.page += 1
        elif kind == "p" and (text := _text(element)):
            return Words(place, text, _kind(element, text), element)
        elif kind == "tblDescription" and traces(described := attribute(element, "val") or ""):
            return Words(place, described, "cell", element)
        elif kind == "tr":
            cells = [_text(cell) for cell in element if local(cell) == "tc"]
            return Row(place, cells, element, native.table_of(element))
        elif kind == "altChunk":
            note = "a document within the document, which is not looked at: ask for it by itself"
            return Picture(place, note=note, mark=element)
        elif kind in ("blip", "imagedata") or (kind == "chart" and attribute(element, "id")):
            return self._picture(element, kind, place)
        return None

    def _picture(self, element, kind, place):
        holders = ancestor(element, {"inline", "anchor"}), ancestor(element, _HOLDERS), element
        holder = next(one for one in holders if one is not None)
        named = next((e for e in holder.iter() if local(e) in ("docPr", "cNvPr")), {})
        picture = Picture(place, name=named.get("name", ""), alt=named.get("descr") or "", mark=element)
        links = [next(filter(None, (attribute(element, name) for name in ("embed", "id", "link"))), None)]
        links += [attribute(e, "embed") for e in element.iter() if local(e) == "svgBlip"]
        for target, outside in (self.links[link] for link in links if link in self.links):
            if outside:
                picture.note = "it is linked, not in the file"
            elif target not in self.package.names:
                picture.note = f"{posixpath.basename(target)} is not in the file"
            elif kind == "chart":
                picture.native = native.read(self.package, target, named.get("title", ""))
            else:
                picture.files.append(self.package.read(target))
        picture.crop = _crop(element)
        return picture


def _kind(paragraph, text):
    """What the words of a paragraph are (see held.Words), in Office's files and in OpenDocument."""
    within = next(filter(None, (_WITHIN.get(local(holder)) for holder in paragraph.iterancestors())), None)
    style = next((attribute(e, "val") or "" for e in paragraph.iter() if local(e) == "pStyle"), "")
    frame = ancestor(paragraph, {"frame"})
    if within or _LISTS.match(style):
        return within or "list"
    if _holds_place(paragraph, "itle") or (frame is not None and attribute(frame, "class") == "title"):
        return "title"
    return "caption" if style == "Caption" or LABEL.match(text) else "text"


def _crop(blip):
    """The shares that a document cuts off a picture at left, top, right and bottom; () for none."""
    cut = next((e for e in blip.getparent() if local(e) == "srcRect"), {})
    shares = tuple(_share(cut.get(side, "0")) for side in "ltrb")
    return shares if any(shares) else ()


def _share(text):
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 100_000)
    except ValueError:
        return 0.0


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


def open_document(content):
    """Items of an odt, ott, odp or otp file."""
    package = opened(content, "content.xml", "content")
    manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    if b"encryption-data" in manifest:
        raise CannotRead(LOCKED)
    behind = _odf_items(package, "styles.xml", "behind the pages") if "styles.xml" in package.names else []
    return [*_odf_items(package, "content.xml"), *behind]


def _odf_items(package, name, behind=""):
    """The Items of one part; behind: the place of what stands on every page, as heads, feet and masters do."""
    root = package.xml(name)
    paged = any(local(element) == "soft-page-break" for element in root.iter())
    page = slide = 0
    items, place = [], behind or ("page 1" if paged else "")
    for element in walk(root, _UNSEEN_ODF):
        kind = local(element)
        if kind == "soft-page-break":
            page += 1
            place = f"page {page + 1}"
        elif kind == "page" and element.tag.startswith("{urn:oasis:names:tc:opendocument:xmlns:drawing"):
            slide += 1
            place = f"slide {slide}"
        elif kind in ("p", "h") and (text := _odf_text(element)):
            items.append(Words(place, text, _kind(element, text), element))
        elif kind == "table-row":
            cells = [_odf_text(cell) for cell in element if local(cell) == "table-cell"]
            items.append(Row(place, cells, element))
        elif kind == "frame" and any(local(child) in ("image", "object") for child in element):
            items.append(_odf_picture(package, element, place))
    return items


def _odf_picture(package, frame, place):
    said = {local(e): e.text or "" for e in frame}
    alt = " ".join(said.get(key, "") for key in ("title", "desc")).strip()
    picture = Picture(place, name=attribute(frame, "name") or "", alt=alt, mark=frame)
    for image in (e for e in frame if local(e) == "image"):
        target = (attribute(image, "href") or "").removeprefix("./")
        if target in package.names:
            picture.files.append(package.read(target))
        elif target:
            picture.note = "it is linked, not in the file"
    return picture


def _odf_text(element):
    """The text of a paragraph, or of the paragraphs of a cell as lines."""
    held = [e for e in element if local(e) in ("p", "h")] or [element]
    return "\n".join(flowing(one, _BLANKS, _UNSEEN_ODF | {"note", "frame"}) for one in held).strip()
