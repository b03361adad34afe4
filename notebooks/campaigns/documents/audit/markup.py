"""HTML, Markdown and SVG, read as Items."""

import base64
import binascii
import re
import urllib.parse

from lxml import etree, html

from campaigns.documents.audit.held import LABEL, CannotRead, Picture, Row, Words
from campaigns.documents.audit.package import LARGEST_PICTURE, flowing

_BLOCKS = {
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption", "caption", "blockquote",
    "pre", "summary", "div", "section", "article", "main", "header", "footer", "nav", "figure", "body", "ul", "ol",
    "table", "thead", "tbody", "tr", "details", "address", "aside",
}  # fmt: skip
_BREAKS = {"br": "\n"}
_OTHERS = _BREAKS | dict.fromkeys(_BLOCKS, "\n")  # what stands for the blocks inside a block
_UNSEEN = {"script", "style", "template", "svg", "canvas", "del"}
_CHOICE = re.compile(r"(data:[^\s,]+,[^\s,]+|[^\s,]+)(?:\s+[\d.]+[wx])?(?:\s*,|\s*$)")  # of a srcset
_GROUND = re.compile(r"url\(\s*['\"]?([^'\")\s]+)")
_WIKI = re.compile(r"!\[\[([^\]|\n]+)(?:\|[^\]\n]*)?\]\]")  # how some editors show a picture
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
_ADDRESSES = {"img": "src", "embed": "src", "input": "src", "object": "data", "a": "href"}


def page(content, folder=None):
    """Items of an HTML page; pictures in its folder are looked up by their relative addresses. Raises CannotRead."""
    try:
        root = html.document_fromstring(_decoded(content), parser=html.HTMLParser(huge_tree=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise CannotRead("it holds no page") from None
    return list(_items(root, folder))


def markdown(content, folder=None):
    """Items of a Markdown text, by way of the HTML that it stands for."""
    import mistune

    text = _WIKI.sub(r"![](<\1>)", _decoded(content))
    to_html = mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])
    return page(f"<html><body>{to_html(text)}</body></html>".encode(), folder)


def drawing(content):
    """The one Item of an SVG file."""
    if b"<svg" not in content:
        raise CannotRead("it holds no drawing")
    return [Picture(files=[content])]


def _decoded(content):
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _items(element, folder):
    """The Items of an element and of all below it, in reading order."""
    kind = element.tag if isinstance(element.tag, str) else ""
    kind = kind.rpartition("}")[2].rpartition(":")[2].lower()
    if kind == "svg":
        drawn = etree.tostring(element, encoding="utf-8", with_tail=False)
        yield Picture("", [drawn], element.get("id") or "", element.get("aria-label") or "", mark=element)
    for n, address in enumerate(_addresses(element, kind)):
        named = (element.get("download") or "", element.get("alt") or "") if n == 0 and kind in _ADDRESSES else ("", "")
        content, note = _fetched(address, folder)
        yield Picture("", [content] if content else [], *named, note=note, mark=element)
    if kind == "iframe":
        yield from _framed(element, folder)
    if kind == "canvas":
        yield Picture("", note="it is drawn by the page itself when it is opened", mark=element)
    if (kind in _UNSEEN and element.get("shadowrootmode") is None) or not kind:
        return
    if kind in _BLOCKS and (text := flowing(element, _OTHERS, _UNSEEN).strip()):
        yield Words("", text, _kind(element, kind, text), element)
    if kind == "tr":
        cells = [flowing(cell, _BREAKS, _UNSEEN).strip() for cell in element if cell.tag in ("td", "th")]
        yield Row("", cells, element)
    for child in element:
        yield from _items(child, folder)


def _kind(element, kind, text):
    if kind in ("td", "th"):
        return "cell"
    links = element.findall(".//a")
    if kind == "li" and links and all(a.get("href", "").startswith("#") for a in links):
        return "list"
    return "caption" if LABEL.match(text) or kind == "figcaption" else "text"


def _addresses(element, kind):
    """The addresses of the pictures that an element shows: its own, those chosen by width, its ground."""
    own = (kind in _ADDRESSES and element.get(_ADDRESSES[kind])) or ""
    shown = own.startswith("data:image/") if kind == "a" else kind != "input" or element.get("type") == "image"
    found = [own] if own and shown else []
    found += _CHOICE.findall(element.get("srcset", "")) if kind in ("img", "source") else []
    found += [element.get(name) for name in ("poster", "data-src", "data-original") if element.get(name)]
    style = (element.text if kind == "style" else element.get("style")) or ""
    grounds = _GROUND.findall(style)
    return found + [one for one in grounds if one.startswith("data:image/") or one.lower().endswith(_PICTURES)]


def _framed(element, folder):
    """The Items of a page within a page: of one that is in the file; a Picture not seen for any other."""
    inside, address = element.get("srcdoc"), element.get("src") or ""
    if inside is None and address.startswith("data:text/html"):
        inside = _decoded(_fetched(address, folder)[0])
    if inside is not None:
        return page(inside.encode(), folder) if inside.strip() else []
    if not address or address.startswith("about:"):
        return []
    note = "a page within the page, not in the file: ask for it by itself"
    return [Picture("", [], element.get("name") or "", element.get("title") or "", note=note, mark=element)]


def _fetched(source, folder):
    """(bytes of a picture, "" or why there are none)."""
    if source.startswith("data:"):
        head, _, body = source.partition(",")
        try:
            plain = urllib.parse.unquote_to_bytes(body)
            return (base64.b64decode(plain) if head.endswith(";base64") else plain), ""
        except (binascii.Error, ValueError):
            return b"", "its data are broken"
    try:
        parts = urllib.parse.urlsplit(source)
        if parts.scheme or parts.netloc:
            return b"", "it is loaded from elsewhere, not in the file"
        file = folder / urllib.parse.unquote(parts.path) if folder else None
        if file and file.suffix.lower() in _PICTURES and file.stat().st_size < LARGEST_PICTURE:
            return file.read_bytes(), ""
    except (OSError, ValueError):
        pass
    return b"", f"{source.rpartition('/')[2]} is not beside the file"
