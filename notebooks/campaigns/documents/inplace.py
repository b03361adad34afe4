"""Changes in the XML of an office file that touch nothing else: words, cells of a row, size of a picture."""

import copy
from os.path import commonprefix

from campaigns.documents.audit.package import ancestor, local, walk

_SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "delText", "txbxContent", "drawing", "pict", "rPr", "pPr"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def text_of(paragraph):
    """The words of a paragraph, each break and tab as one blank."""
    return "".join(text for _, text in _pieces(paragraph))


def _pieces(paragraph):
    """(element, text) of the runs' texts and breaks of a paragraph, in order."""
    found = []
    for element in walk(paragraph, _SKIPPED):
        if local(element) == "t":
            found.append((element, element.text or ""))
        elif local(element) in ("br", "tab", "cr"):
            found.append((None, " "))
    return found


def replace(paragraph, start, end, words):
    """Put words in place of a stretch of a paragraph; the new ones look as the beginning of what they replace."""
    start, end, words = _differing(text_of(paragraph), start, end, words)
    at, first = 0, True
    for element, text in _pieces(paragraph):
        begins, ends = at, at + len(text)
        at = ends
        if element is None or ends <= start or begins >= end:
            continue
        before, after = text[: max(0, start - begins)], text[end - begins :] if end < ends else ""
        element.text = before + (words if first else "") + after
        if element.tag.startswith("{http://schemas.openxmlformats.org/wordprocessingml"):
            element.set(_SPACE, "preserve")
        first = False


def _differing(text, start, end, words):
    """(start, end, words) without what the stretch and the words begin and end with alike."""
    held = text[start:end]
    alike = len(commonprefix([held, words]))
    rest = len(commonprefix([held[alike:][::-1], words[alike:][::-1]]))
    if not held[alike : len(held) - rest].strip():  # an insertion needs a text to stand in
        return start, end, words
    return start + alike, end - rest, words[alike : len(words) - rest]


def set_text(holder, words):
    """Put words in place of all of a paragraph, or of the first paragraph of a cell."""
    paragraph = holder if local(holder) == "p" else next(e for e in holder.iter() if local(e) == "p")
    replace(paragraph, 0, len(text_of(paragraph)), words)


def cells(row):
    """The cells of a row."""
    return [cell for cell in row if local(cell) == "tc"]


def add_after(element, texts):
    """Put a copy of a row or paragraph below it, with other words; returns the copy."""
    added = copy.deepcopy(element)
    for name in [key for key in added.attrib if key.endswith(("}paraId", "}textId"))]:
        del added.attrib[name]
    for extras in [e for e in added if local(e) == "extLst"]:  # the number of a row, which is its own
        added.remove(extras)
    element.addnext(added)
    for holder, words in zip(cells(added) if local(added) == "tr" else [added], texts, strict=True):
        set_text(holder, words)
    return added


def set_value(element, words):
    """Put words in place of the value of an element that says them in an attribute."""
    element.set(next(key for key in element.attrib if key.endswith("}val")), words)


def crop_top(blip, share):
    """Crop a picture at the top to a share of its height; the other sides stay as they are."""
    cut = next(e for e in blip.getparent() if local(e) == "srcRect")
    cut.set("t", str(round(share * 100_000)))


def stretch(blip, ratio):
    """Make a picture higher or lower by a factor, in the same width; returns whether it was found how."""
    holder = _holder(blip)
    if holder is None:
        return False
    sizes = [e for e in holder.iter() if local(e) in ("extent", "ext") and e.get("cy")]
    for size in sizes:
        size.set("cy", str(round(int(size.get("cy")) * ratio)))
    return bool(sizes)


def describe(blip, old, new, **more):
    """Put a new description in place of the old one of a picture, wherever it stands; more: attributes beside it."""
    holder = _holder(blip)
    for element in holder.iter() if holder is not None else ():
        if local(element) in ("docPr", "cNvPr"):
            for key, words in more.items():
                element.set(key, words)
            if element.get("descr") == old:
                element.set("descr", new)


def _holder(blip):
    outer = ancestor(blip, {"inline", "anchor"})
    return outer if outer is not None else ancestor(blip, {"pic", "graphicFrame"})
