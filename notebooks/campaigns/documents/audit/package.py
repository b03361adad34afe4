"""A zip package with bounds: Word, PowerPoint and OpenDocument files are zips, and a zip may hold anything."""

import io
import posixpath
import zipfile

from lxml import etree

from campaigns.documents.audit.held import CannotRead

LARGEST_FILE = 300_000_000  # bytes of a file
LARGEST_PART = 60_000_000  # bytes of one part of words, unpacked
LARGEST_PICTURE = 80_000_000
LOCKED = "it is protected by a password; save a copy without"
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
        except RuntimeError:
            raise CannotRead(LOCKED) from None
        except Exception:  # KeyError, zlib.error and whatever else a broken stream may raise
            raise CannotRead(f"it is damaged: {name} is missing or broken") from None
        if len(content) > most:
            raise CannotRead(f"it is too large to be searched: {name} holds more than {most // 1_000_000} MB")
        return content

    def xml(self, name):
        """The root element of a part; entities are not expanded, nothing is loaded."""
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(self.read(name, LARGEST_PART), parser)
        except etree.XMLSyntaxError as problem:
            raise CannotRead(f"it is damaged: {name} is no sound XML ({str(problem)[:80]})") from None

    def links(self, name):
        """{id: (part that it points at, whether it lies outside the file)} of an OOXML part."""
        folder, file = posixpath.split(name)
        path = f"{folder}/_rels/{file}.rels"
        found = {}
        for link in self.xml(path) if path in self.names else ():
            target, outside = link.get("Target", ""), link.get("TargetMode") == "External"
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[link.get("Id")] = (target if outside else whole, outside)
        return found

    def linked(self, name, kind):
        """The parts that a part points at, with these letters in their names."""
        targets = [target for target, outside in self.links(name).values() if not outside]
        return [target for target in targets if kind in target and target in self.names]


def opened(content, main, what):
    """The Package of a document, which has a main part of this name. Raises CannotRead."""
    package = Package(content)
    if main not in package.names:
        raise CannotRead(f"it is damaged, or not what its suffix says: it holds no {what}")
    return package


def local(element):
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element, name):
    """The value of an attribute that has a namespace, whichever, or None."""
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), None)


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


def flowing(element, words, skip):
    """The text of an element as one, of which text may stand around other elements.

    words: {local name: what stands for such an element}; skip: local names of those that are left out.
    """
    pieces = [element.text or ""]
    for child in element:
        name = local(child)
        if name in words:
            pieces.append(words[name])
        elif name and name not in skip:
            pieces.append(flowing(child, words, skip))
        pieces.append(child.tail or "")
    return "".join(pieces)
