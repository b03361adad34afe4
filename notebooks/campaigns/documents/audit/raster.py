"""What a picture file says of itself, and how it looks in shades of grey."""

import io
import re
import warnings
from functools import lru_cache

from lxml import etree
from PIL import Image, ImageFile

from campaigns.documents import office
from campaigns.documents.audit.held import CannotRead, Picture
from campaigns.documents.audit.package import local

MOST_PIXELS = 120_000_000
DPI = 300  # of a chart's picture, where it does not say
_EXIF_WORDS = (0x010E, 0x9286, 0x9C9C, 0x013B)  # description, comment, Windows' comment, artist
_SAYING = {"title", "desc", "identifier", "description", "source", "comment"}  # elements of an SVG


def opened(content):
    """The one Item of a PNG, JPEG or WebP file. Raises CannotRead."""
    if image(content) is None:
        raise CannotRead("it is damaged, or no picture of a kind that is known")
    return [Picture(files=[content])]


def is_drawing(content):
    """Whether the bytes are an SVG."""
    return re.search(rb"<(\w+:)?svg\b|<!DOCTYPE svg", content[:4000]) is not None


@lru_cache(2)  # a picture is asked several things, one after the other
def image(content):
    """The opened PIL image, as far as it is whole; None for what is no picture or is too large."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(content))
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.load()
            return opened
    except Exception:  # a decoder may raise anything on broken bytes
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def words(content):
    """All texts inside a picture file, those behind the picture's data too; of an SVG also the texts that are drawn."""
    if is_drawing(content):
        return "\n".join(filter(None, [*_described(content), *drawn_words(content)]))
    opened = image(content)
    if opened is None:
        return ""
    said = [value for key, value in opened.info.items() if isinstance(value, str) and key != "exif"]
    said += [_decoded(value) for key in ("comment", "xmp") if (value := opened.info.get(key))]
    said += [_decoded(value) for tag, value in _exif(opened) if tag in _EXIF_WORDS]
    return "\n".join(filter(None, said))


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
    value = value.removeprefix(b"UNICODE\0").removeprefix(b"ASCII\0\0\0")
    return value.decode("utf-16-le" if value.count(b"\0") > len(value) // 3 else "utf-8", "ignore")


def svg(content):
    """The elements of an SVG, its root first, as far as it can be read; none where it cannot."""
    parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    return [] if root is None else [element for element in root.iter() if local(element)]


def _described(content):
    """Properties, descriptions and labels of an SVG."""
    for element in svg(content):
        if local(element) in _SAYING:
            yield "".join(element.itertext()).strip()
        yield element.get("aria-label") or ""


def drawn_words(content):
    """The lines of text that the bytes of an SVG draw."""
    return [" ".join("".join(e.itertext()).split()) for e in svg(content) if local(e) == "text"]
