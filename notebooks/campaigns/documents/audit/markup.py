"""HTML, Markdown and SVG, read as Items."""

import base64
import binascii
import re
import urllib.parse
from pathlib import Path

from lxml import etree, html

from campaigns.documents.audit.held import LABEL, CannotRead, Picture, Row, Words

_BLOCKS = {
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption", "caption", "blockquote",
    "pre", "summary", "div", "section", "article", "main", "header", "footer", "nav", "figure", "body", "ul", "ol",
    "table", "thead", "tbody", "tr", "details", "address", "aside",
}  # fmt: skip
_UNSEEN = {"script", "style", "head", "template", "svg", "canvas", "del"}
_CHOICE = re.compile(r"(data:[^\s,]+,[^\s,]+|[^\s,]+)(?:\s+[\d.]+[wx])?(?:\s*,|\s*$)")  # of a srcset
_GROUND = re.compile(r"url\(\s*['\"]?([^'\")\s]+)")
_WIKI = re.compile(r"!\[\[([^\]|\n]+)(?:\|[^\]\n]*)?\]\]")  # how some editors show a picture
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")


def page(content, path=None):
    """Items of an HTML page; pictures beside it are looked up by their relative addresses. Raises CannotRead."""
    try:
        root = html.document_fromstring(_decoded(content), parser=html.HTMLParser(huge_tree=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise CannotRead("it holds no page") from None
    items = []
    _read(root, items, Path(path).parent if path else None)
    return items


def markdown(content, path=None):
    """Items of a Markdown text, by way of the HTML that it stands for."""
    import mistune

    text = _WIKI.sub(r"![](<\1>)", _decoded(content))
    to_html = mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])
    return page(f"<html><body>{to_html(text)}</body></html>".encode(), path)


def drawing(content, path=None):
    """The one Item of an SVG file."""
    if b"<svg" not in content:
        raise CannotRead("it holds no drawing")
    return [Picture(files=[content])]


def _decoded(content):
    for coding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _read(element, items, folder):
    """Add the Items below an element, in reading order."""
    kind = element.tag if isinstance(element.tag, str) else ""
    kind = kind.rpartition("}")[2].rpartition(":")[2].lower()
    if kind in ("img", "svg", "object", "embed", "input", "source", "a"):
        picture = _picture(element, kind, folder)
        if picture is not None:
            items.append(picture)
    items += [_loaded(address, folder, mark=element) for address in _styled(element, kind)]
    if kind == "iframe":
        items += _framed(element, folder)
    if kind == "canvas":
        items.append(Picture("", note="it is drawn by the page itself when it is opened", mark=element))
    if (kind in _UNSEEN and element.get("shadowrootmode") is None) or not kind:
        return
    if kind in _BLOCKS and (text := _own_text(element)):
        items.append(Words("", text, _kind(element, kind, text), element))
    if kind == "tr":
        items.append(Row("", [_text(cell) for cell in element if cell.tag in ("td", "th")], element))
    for child in element:
        _read(child, items, folder)


def _framed(element, folder):
    """The Items of a page within a page: of one that is in the file; a Picture not seen for any other."""
    inside, address = element.get("srcdoc"), element.get("src") or ""
    if inside is None and address.startswith("data:text/html"):
        inside = _decoded(_fetched(address, folder)[0])
    if inside is not None:
        return page(inside.encode(), folder / "frame" if folder else None) if inside.strip() else []
    if not address or address.startswith("about:"):
        return []
    note = "a page within the page, not in the file: ask for it by itself"
    return [Picture("", [], element.get("name") or "", element.get("title") or "", note=note, mark=element)]


def _kind(element, kind, text):
    if kind in ("td", "th"):
        return "cell"
    links = element.findall(".//a")
    if kind == "li" and links and all(a.get("href", "").startswith("#") for a in links):
        return "list"
    return "caption" if LABEL.match(text) or kind == "figcaption" else "text"


def _own_text(element):
    """The text of a block without that of the blocks inside it."""
    return "".join(_pieces(element, True)).strip()


def _text(element):
    return "".join(_pieces(element, False)).strip()


def _pieces(element, own):
    yield element.text or ""
    for child in element:
        kind = child.tag.lower() if isinstance(child.tag, str) else ""
        if kind == "br":
            yield "\n"
        elif kind and kind not in _UNSEEN and not (own and kind in _BLOCKS):
            yield from _pieces(child, own)
        elif kind in _BLOCKS:
            yield "\n"
        yield child.tail or ""


def _picture(element, kind, folder):
    """The Picture of an element, or None for a link that leads to none, or for one that is not shown."""
    if kind == "svg":
        drawn = etree.tostring(element, encoding="utf-8", with_tail=False)
        name = element.get("id") or ""
        return Picture("", [drawn], name, element.get("aria-label") or "", mark=element)
    source = element.get("src") or element.get("data") or (element.get("href") if kind == "a" else "") or ""
    if kind == "a" and not source.startswith("data:image/"):
        return None
    if kind == "source" or not source or (kind == "input" and element.get("type") != "image"):
        return None
    return _loaded(source, folder, element.get("download") or "", element.get("alt") or "", element)


def _styled(element, kind):
    """The addresses of pictures that an element shows otherwise: chosen by width, or as its ground."""
    chosen = _CHOICE.findall(element.get("srcset", "")) if kind in ("img", "source") else []
    chosen += [element.get(name) for name in ("poster", "data-src", "data-original") if element.get(name)]
    style = (element.text if kind == "style" else element.get("style")) or ""
    return [*chosen, *(address for address in _GROUND.findall(style) if _is_picture(address))]


def _is_picture(address):
    return address.startswith("data:image/") or address.lower().endswith(_PICTURES)


def _loaded(address, folder, name="", alt="", mark=None):
    """The Picture behind an address."""
    content, note = _fetched(address, folder)
    return Picture("", [content] if content else [], name, alt, note=note, mark=mark)


def _fetched(source, folder):
    """(bytes of a picture, "" or why there are none)."""
    if source.startswith("data:"):
        head, _, body = source.partition(",")
        try:
            plain = urllib.parse.unquote_to_bytes(body)
            return (base64.b64decode(plain) if head.endswith(";base64") else plain), ""
        except (binascii.Error, ValueError):
            return b"", "its data are broken"
    parts = urllib.parse.urlsplit(source)
    if parts.scheme or parts.netloc:
        return b"", "it is loaded from elsewhere, not in the file"
    file = folder / urllib.parse.unquote(parts.path) if folder else None
    try:
        if file and file.suffix.lower() in _PICTURES and file.stat().st_size < 80_000_000:
            return file.read_bytes(), ""
    except (OSError, ValueError):
        pass
    return b"", f"{Path(parts.path).name} is not beside the file"
