"""A zip package with bounds: Word, PowerPoint and OpenDocument files are zips, and a zip may hold anything."""

import io
import posixpath
import zipfile

from lxml import etree

from campaigns.documents.audit.held import CannotRead

LARGEST_FILE = 300_000_000  # bytes of a file
LARGEST_PART = 60_000_000  # bytes of one part of words, unpacked
LARGEST_PICTURE = 80_000_000
_PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: what Office makes of a package with a password


class Package:
    """The parts of a package; read within bounds. Raises CannotRead."""

    def __init__(self, content):
        if content.startswith(_PROTECTED):
            raise CannotRead("it is protected by a password, or of the old format before 2007; save a copy without")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError):
            raise CannotRead("it is damaged, or not what its suffix says") from None
        self.names = self._zip.namelist()

    def read(self, name, most=LARGEST_PICTURE):
        """The bytes of a part."""
        try:
            with self._zip.open(name) as part:
                content = part.read(most + 1)
        except (KeyError, RuntimeError, zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as why:
            encrypted = isinstance(why, RuntimeError)
            raise CannotRead(
                "it is protected by a password; save a copy without"
                if encrypted
                else f"it is damaged: {name} is missing or broken"
            ) from None
        except Exception as why:  # zlib.error and its like for a broken stream
            raise CannotRead(f"it is damaged: {name} is broken ({type(why).__name__})") from None
        if len(content) > most:
            raise CannotRead(f"it is too large to be searched: {name} holds more than {most // 1_000_000} MB")
        return content

    def xml(self, name):
        """The root element of a part; entities are not expanded, nothing is loaded."""
        return parsed(self.read(name, LARGEST_PART), name)

    def links(self, name):
        """{id: (part that it points at, whether it lies outside the file)} of an OOXML part."""
        folder, file = posixpath.split(name)
        path = f"{folder}/_rels/{file}.rels"
        if path not in self.names:
            return {}
        found = {}
        for link in self.xml(path):
            target, outside = link.get("Target", ""), link.get("TargetMode") == "External"
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[link.get("Id")] = (target if outside else whole, outside)
        return found


def parsed(content, name):
    """The root element of XML. Raises CannotRead."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as problem:
        raise CannotRead(f"it is damaged: {name} is no sound XML ({str(problem)[:80]})") from None
    if root is None:
        raise CannotRead(f"it is damaged: {name} is empty")
    return root


def local(element):
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def walk(element, skip):
    """An element and all below it in reading order, without those whose local names are in skip, and their contents."""
    if local(element) in skip:
        return
    yield element
    for child in element:
        yield from walk(child, skip)


def ancestor(element, names):
    """The nearest element around one that has such a local name, or None."""
    return next((up for up in element.iterancestors() if local(up) in names), None)
