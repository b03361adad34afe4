"""A page of a PDF as it is drawn: whether a chart on it is today's, letter by letter and line by line.

The words of a drawing may be kept while a bar is made longer or a patch is laid upon it. So its letters are looked for
where they were drawn, those that are seen, and what it draws beside them is laid upon today's drawing.
"""

import ctypes
import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from campaigns.documents.audit.held import squeezed
from campaigns.documents.audit.traces import plain

_DPI = 220
_TELLING = 8  # letters: a shorter line may stand in several places
_ASKEW = 1.5  # points by which a line may begin elsewhere
_DRIFT = 3.0  # points by which a letter may stand elsewhere in its line, as programs step between letters differently
_SEEN = 24  # shades by which a letter differs from what is behind it
_HAIR, _STEP, _STRAY = 7, 48, 8  # dots, shades, dots: what another renderer may do to an edge, and to all of them
_MIN, _MAX = ImageFilter.MinFilter, ImageFilter.MaxFilter
_SIZES = (0.5, 2)  # how much smaller or larger than it was laid out a drawing may be, and still be read


@dataclass(frozen=True)
class Sheet:
    """A drawn page: content is a PNG in grey of all but its words, letters are (letter, x, y) of those that are seen,
    lines {words without white space: (x, y) where they begin}, in points from the top left; lines that stand there
    twice are left out."""

    content: bytes
    letters: tuple
    lines: dict


def sheet(page):
    """The Sheet of a page of pypdfium2; afterwards the page has no words."""
    letters, whole = list(_letters(page)), _drawn(page)
    _hide_words(page)
    bare, out = _drawn(page), io.BytesIO()
    bare.save(out, "PNG", compress_level=1)
    inked = ImageChops.difference(whole, bare)
    seen = (one[:3] for one in letters if not one[0].isspace() and _is_seen(inked, one[3]))
    return Sheet(out.getvalue(), tuple(seen), dict(_lines(letters)))


def _drawn(page, scale=1):
    return page.render(scale=_DPI / 72 * scale, may_draw_forms=False).to_pil().convert("L")


def _is_seen(inked, box):
    left, top, right, bottom = (int(side * _DPI / 72) for side in box)
    ink = inked.crop((left, top, right + 1, bottom + 2))
    return ink.getextrema()[1] >= _SEEN


def _letters(page):
    """(letter, x, y, box) of each letter of a page; a new line is one too."""
    import pypdfium2.raw as raw

    text, high = page.get_textpage(), page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    for n in range(text.count_chars()):
        raw.FPDFText_GetCharOrigin(text, n, x, y)
        left, bottom, right, top = text.get_charbox(n)
        letter = plain(chr(raw.FPDFText_GetUnicode(text, n)))
        yield letter, x.value, high - y.value, (left, high - top, right, high - bottom)


def _hide_words(page):
    import pypdfium2.raw as raw

    for words in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8):
        raw.FPDFTextObj_SetTextRenderMode(words, raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _lines(letters):
    """(words, (x, y)) of each line that stands on a page once."""
    held, words, begin = {}, "", None
    for letter, x, y, _ in [*letters, ("\n", 0, 0, ())]:
        if letter in ("\r", "\n"):
            held.setdefault(squeezed(words), []).append(begin)
            words = ""
        elif words or not letter.isspace():
            begin, words = (begin if words else (x, y)), words + letter
    return [(words, places[0]) for words, places in held.items() if len(places) == 1 and len(words) >= _TELLING]


def is_drawn(there, content, title):
    """Whether the drawing that is alone in the bytes of a PDF stands on a Sheet; None if no words of it do.

    title: points that its title takes at the top, which documents say in words of their own.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        letters = list(_letters(page))
        lines = dict(_lines(letters))
        scale, left, top = _placed(there.lines, lines)
        if not _SIZES[0] < scale < _SIZES[1]:
            return None
        heads = [words for words, (_, y) in lines.items() if y < title]
        untold = 0 if any(head in there.lines for head in heads) else title * scale
        wide, high = (side * scale for side in page.get_size())
        box = left, top + untold, left + wide, top + high
        wanted = [(letter, left + x * scale, top + y * scale) for letter, x, y, _ in letters if not letter.isspace()]
        if not _are_the_same(_inside(wanted, box), _inside(there.letters, box)):
            return False
        _hide_words(page)
        bare = _drawn(page, scale)
    begin = [round(side * _DPI / 72) for side in (left, top)]
    found = Image.open(io.BytesIO(there.content)).crop((*begin, begin[0] + bare.width, begin[1] + bare.height))
    below = (0, round(untold * _DPI / 72), *bare.size)
    return _are_alike(found.crop(below), bare.crop(below))


def _inside(letters, box):
    left, top, right, bottom = box
    return [one for one in letters if left <= one[1] <= right and top <= one[2] <= bottom]


def _are_alike(one, other):
    """Whether two pictures in grey are the same but for a hair's breadth: renderers set edges on whole dots."""
    apart = False
    for seen, wanted in ((one, other), (other, one)):
        least, most = (np.asarray(wanted.filter(kind(_HAIR)), np.int16) for kind in (_MIN, _MAX))
        shades = np.asarray(seen, np.int16)
        apart = apart | (shades < least - _STEP) | (shades > most + _STEP)
    return int(np.sum(apart)) <= _STRAY


def _placed(there, here):
    """(scale, left, top) at which the lines of a drawing stand on a page; scale 0 where they do not."""
    both = [words for words in here if words in there]
    if len(both) < 3:
        return 0, 0, 0
    ours, theirs = (np.array([held[words] for words in both]) for held in (here, there))
    ways = np.array([row for x, y in ours for row in ((x, 1, 0), (y, 0, 1))])
    placed = np.linalg.lstsq(ways, theirs.ravel(), rcond=None)[0]
    off = np.abs(ways @ placed - theirs.ravel()).max()
    return tuple(placed) if off < _ASKEW else (0, 0, 0)


def _are_the_same(wanted, found):
    """Whether two lists of letters hold the same at the same places."""
    left = {}
    for letter, x, y in found:
        left.setdefault(letter, []).append((x, y))
    for letter, x, y in wanted:
        near = [p for p in left.get(letter, ()) if abs(p[0] - x) < _DRIFT and abs(p[1] - y) < _ASKEW]
        if not near:
            return False
        left[letter].remove(min(near, key=lambda p: abs(p[0] - x)))
    return not any(left.values())
