"""OpenDocument texts and presentations (odt, odp), read as Items."""

from campaigns.documents.audit.held import LABEL, CannotRead, Picture, Row, Words
from campaigns.documents.audit.package import LOCKED, ancestor, attribute, flowing, local, walk
from campaigns.documents.audit.package import opened as unpacked

_UNSEEN = {"tracked-changes", "annotation", "annotation-end", "script", "forms", "sequence-decls"}
_BLANKS = {"s": " ", "tab": " ", "line-break": "\n"}


def opened(content):
    """Items of an odt, ott, odp or otp file."""
    package = unpacked(content, "content.xml", "content")
    manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    if b"encryption-data" in manifest:
        raise CannotRead(LOCKED)
    behind = _part(package, "styles.xml", "behind the pages") if "styles.xml" in package.names else []
    return [*_part(package, "content.xml"), *behind]


def _part(package, name, behind=""):
    """The Items of one part; behind: the place of what stands on every page, as heads, feet and masters do."""
    root = package.xml(name)
    paged = any(local(element) == "soft-page-break" for element in root.iter())
    page = slide = 0
    items, place = [], behind or ("page 1" if paged else "")
    for element in walk(root, _UNSEEN):
        kind = local(element)
        if kind == "soft-page-break":
            page += 1
            place = f"page {page + 1}"
        elif kind == "page" and element.tag.startswith("{urn:oasis:names:tc:opendocument:xmlns:drawing"):
            slide += 1
            place = f"slide {slide}"
        elif kind in ("p", "h") and (text := _text(element)):
            items.append(Words(place, text, _kind(element, text), element))
        elif kind == "table-row":
            cells = [_text(cell) for cell in element if local(cell) == "table-cell"]
            items.append(Row(place, cells, element))
        elif kind == "frame" and any(local(child) in ("image", "object") for child in element):
            items.append(_picture(package, element, place))
    return items


def _kind(paragraph, text):
    for holders, kind in (
        ({"notes"}, "notes"),
        ({"table-cell"}, "cell"),
        ({"illustration-index", "table-of-content"}, "list"),
    ):
        if ancestor(paragraph, holders) is not None:
            return kind
    frame = ancestor(paragraph, {"frame"})
    if frame is not None and attribute(frame, "class") == "title":
        return "title"
    return "caption" if LABEL.match(text) else "text"


def _picture(package, frame, place):
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


def _text(element):
    """The text of a paragraph, or of the paragraphs of a cell as lines."""
    held = [e for e in element if local(e) in ("p", "h")] or [element]
    return "\n".join(flowing(one, _BLANKS, _UNSEEN | {"note", "frame"}) for one in held).strip()
