"""What a document holds, whatever its format: pictures, words and rows of tables in order, each with its place."""

import re
from dataclasses import dataclass, field

LABEL = re.compile(r"^\W{0,3}(?:figure|fig\.|abbildung|图)\s*(\d+)", re.IGNORECASE)  # how a caption begins


class CannotRead(ValueError):
    """The file is not one that can be searched; says why in a sentence."""


@dataclass
class Item:
    """One object of a document. place: "page 3", "slide 2", "picture 4", as far as it is known. part: the part of the
    package in which it stands."""

    place: str = ""
    part: str = field(default="", kw_only=True)


@dataclass
class Picture(Item):
    """A picture: files (its bytes in every format in which it is held), its name and alt text in the document.

    crop: shares cut off at left, top, right and bottom, () for none. note: why it cannot be looked at, where it
    cannot. words: what it says beside its files. native: a native.Native, where it is a chart of Office. made_of:
    "dots", "lines" or "rules" (straight lines only, as of a table) where it was cut out of a drawn page. mark: the XML
    element, for a comment at the spot.
    """

    files: list = field(default_factory=list)
    name: str = ""
    alt: str = ""
    crop: tuple = ()
    note: str = ""
    words: str = ""
    native: object = None
    made_of: str = ""
    mark: object = field(default=None, repr=False)


@dataclass
class Words(Item):
    """A paragraph. kind: "text", "caption", "list" (of figures), "notes" (of a slide), "cell", "title", "page" (all the
    words of a page, where paragraphs are not kept apart). sheet: a sheets.Sheet, where a page has charts drawn on it."""

    text: str = ""
    kind: str = "text"
    mark: object = field(default=None, repr=False)
    sheet: object = field(default=None, repr=False)


@dataclass
class Row(Item):
    """A row of a table: the texts of its cells. table: name and mark of the table of a slide, but for its head."""

    cells: list = field(default_factory=list)
    mark: object = field(default=None, repr=False)
    table: str = ""


@dataclass
class Unread(Item):
    """What was not read, for want of time: pages, or the rest of very long "words"; place says which."""

    what: str = field(default="pages", kw_only=True)


def squeezed(text):
    """A text without its white space, and without what keeps words on a line."""
    return "".join(text.replace("\u2060", "").split())


def folded(text):
    """A text with each run of white space as one blank."""
    return " ".join(text.replace("\u2060", "").split())
