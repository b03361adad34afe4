"""OpenDocument texts and presentations (odt, odp), read as Items."""

from campaigns.documents.audit.held import LABEL, CannotRead, Picture, Row, Words
from campaigns.documents.audit.package import Package, ancestor, local, walk

_UNSEEN = {"tracked-changes", "annotation", "annotation-end", "script", "forms", "sequence-decls"}
_LINK = "{http://www.w3.org/1999/xlink}href"


def opened(content):
    """Items of an odt, ott, odp or otp file."""
    package = Package(content)
    if "content.xml" not in package.names:
        raise CannotRead("it is damaged, or not what its suffix says: it holds no content")
    manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
    if b"encryption-data" in manifest:
        raise CannotRead("it is protected by a password; save a copy without")
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
    if ancestor(paragraph, {"notes"}) is not None:
        return "notes"
    if ancestor(paragraph, {"table-cell"}) is not None:
        return "cell"
    if ancestor(paragraph, {"illustration-index", "table-of-content"}) is not None:
        return "list"
    frame = ancestor(paragraph, {"frame"})
    if frame is not None and any(key.endswith("}class") and value == "title" for key, value in frame.attrib.items()):
        return "title"
    return "caption" if LABEL.match(text) else "text"


def _picture(package, frame, place):
    name = next((value for key, value in frame.attrib.items() if key.endswith("}name")), "")
    said = [(local(e), e.text or "") for e in frame if local(e) in ("title", "desc")]
    picture = Picture(
        place, name=name, alt=" ".join(dict(said).get(key, "") for key in ("title", "desc")).strip(), mark=frame
    )
    for image in frame:
        target = image.get(_LINK, "").removeprefix("./") if local(image) == "image" else ""
        if target in package.names:
            picture.files.append(package.read(target))
        elif target:
            picture.note = "it is linked, not in the file"
    return picture


def _text(element):
    return "".join(_pieces(element)).strip()


def _pieces(element):
    yield {"s": " ", "tab": " ", "line-break": "\n"}.get(local(element), element.text or "")
    for place, child in enumerate(element):
        if local(child) not in _UNSEEN | {"note", "frame"}:
            yield "\n" if place and local(child) in ("p", "h") else ""
            yield from _pieces(child)
        yield child.tail or ""
