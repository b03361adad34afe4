"""What a picture file says of itself, and how it looks in shades of grey."""

import io
import warnings

from lxml import etree
from PIL import Image

from campaigns.documents import office
from campaigns.documents.audit.held import CannotRead, Picture

MOST_PIXELS = 120_000_000
DPI = 300  # of a chart's picture, where it does not say
_EXIF_WORDS = (0x010E, 0x9286, 0x9C9C, 0x013B)  # description, comment, Windows' comment, artist


def opened(content, path=None):
    """The one Item of a PNG, JPEG or WebP file. Raises CannotRead."""
    if not content:
        raise CannotRead("it is empty")
    if image(content) is None:
        raise CannotRead("it is damaged, or no picture of a kind that is known")
    return [Picture(files=[content])]


def is_drawing(content):
    """Whether the bytes are an SVG."""
    return b"<svg" in content[:4000] or (content[:1] == b"<" and b"svg" in content[:4000])


def image(content):
    """The opened PIL image, as far as it is whole; None for what is no picture or is too large."""
    from PIL import ImageFile

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(content))
            if opened.width * opened.height > MOST_PIXELS:
                return None
            before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
            try:
                opened.load()
            finally:
                ImageFile.LOAD_TRUNCATED_IMAGES = before
            return opened
    except Exception:  # a decoder may raise anything on broken bytes
        return None


def words(content):
    """All texts inside a picture file, those behind the picture's data too; of an SVG also the texts that are drawn."""
    if is_drawing(content):
        return "\n".join(svg_texts(content))
    opened = image(content)
    if opened is None:
        return ""
    said = [value for key, value in opened.info.items() if isinstance(value, str) and key != "exif"]
    said += [
        _decoded(opened.info[key]) for key in ("comment", "xmp", "photoshop") if isinstance(opened.info.get(key), bytes)
    ]
    said += [_decoded(value) for tag, value in _exif(opened) if tag in _EXIF_WORDS]
    return "\n".join(text for text in said if text)


def title_share(content, title):
    """Share of a chart's picture that its title takes at the top; 0 for a drawing in lines and other files.

    title: that of the chart, where the picture does not say its own.
    """
    opened = None if is_drawing(content) else image(content)
    if opened is None:
        return 0
    dots = float(opened.info.get("dpi", (DPI, DPI))[0]) or DPI
    return office.title_height_of(opened.info.get("Title") or title, opened.width / dots) * dots / opened.height


def _exif(opened):
    try:
        exif = opened.getexif()
        return [*exif.items(), *exif.get_ifd(0x8769).items()]
    except Exception:  # as above
        return []


def _decoded(value):
    if not isinstance(value, bytes):
        return str(value)
    if value[:8] in (b"UNICODE\0", b"ASCII\0\0\0"):
        value = value[8:]
    coding = "utf-16-le" if value.count(b"\0") > len(value) // 3 else "utf-8"
    return value.decode(coding, "ignore")


def svg_texts(content):
    """The texts of an SVG: properties, descriptions, labels, and each drawn line."""
    return [*_svg_said(root := svg(content)), *drawn_texts(root)] if svg(content) is not None else []


def svg(content):
    """The root of an SVG, as far as it can be read; None where it cannot."""
    try:
        return etree.fromstring(
            content, etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True)
        )
    except (etree.XMLSyntaxError, ValueError):
        return None


def _svg_said(root):
    for element in root.iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name in ("title", "desc", "identifier", "description", "source", "comment"):
            yield "".join(element.itertext()).strip()
        if element.get("aria-label"):
            yield element.get("aria-label")


def drawn_texts(root):
    """The lines of text that an SVG draws."""
    return [
        " ".join("".join(element.itertext()).split())
        for element in root.iter()
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "text"
    ]


def drawn_words(content):
    """The lines of text that the bytes of an SVG draw."""
    root = svg(content)
    return drawn_texts(root) if root is not None else []
