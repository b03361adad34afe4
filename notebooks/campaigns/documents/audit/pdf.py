"""PDF, read as Items: the words of each page, and its pictures, looked at on the drawn page."""

import io
import time

from campaigns.documents.audit.held import CannotRead, Picture, Unread, Words
from campaigns.documents.audit.traces import traces

MOST_PAGES = 400
SECONDS = 5  # of the clock, after which no further page is read
_DPI = 150
_GAP = 14  # points without ink that part two drawings
_MARGIN = 2  # points around a picture that are looked at too
_END = 0.3  # share of a picture's height that may be cropped
_SMALLEST = 60  # points: what is smaller is an ornament


def opened(content, path=None):
    """Items of a PDF; pictures, of dots or of lines, are cut out of the drawn page. Raises CannotRead."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        asked = "password" in str(problem).lower()
        raise CannotRead(
            "it is protected by a password; save a copy without" if asked else "it is damaged, or no PDF"
        ) from None
    with document:
        if len(document) > MOST_PAGES:
            raise CannotRead(f"it is too large to be searched: more than {MOST_PAGES} pages")
        said = document.get_metadata_dict()
        properties = "\n".join(
            value for value in (said.get("Title"), said.get("Subject"), said.get("Keywords")) if value
        )
        own = properties if len(document) == 1 and traces(properties) else ""  # the file is a chart, not a document
        items, until = [], time.monotonic() + SECONDS
        for number in range(len(document)):
            if time.monotonic() > until:
                return [*items, Unread(f"pages {number + 1} to {len(document)}")]
            items += _page(document[number], f"page {number + 1}", own)
    return items


def _page(page, place, own):
    whole = [(0, page.get_height(), "dots" if _has_dots(page) else "lines")] if own else _drawings(page)
    items = [Picture(place, [_cut(page, bottom, top)], words=own, made_of=kind) for bottom, top, kind in whole]
    text = page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "")
    return [*items, Words(place, text, "page")] if text.strip() else items


def _has_dots(page):
    """Whether a page shows a picture of dots, as none of our drawings does."""
    import pypdfium2.raw as raw

    return any(drawn.type == raw.FPDF_PAGEOBJ_IMAGE for drawn in page.get_objects(max_depth=4))


def _drawings(page):
    """(bottom, top, made of) of each drawing of a page: of what is not text, as far as no gap parts it; in points."""
    import pypdfium2.raw as raw

    boxes, grounds, texts = [], [], []
    for drawn in page.get_objects(max_depth=4):
        if drawn.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            left, bottom, right, top = drawn.get_bounds()
            dots, rule = drawn.type == raw.FPDF_PAGEOBJ_IMAGE, min(right - left, top - bottom) < 2
            whole = right - left > 0.98 * page.get_width() and top - bottom > 0.9 * page.get_height()
            covers = dots and (boxes or texts)  # it is drawn upon the others
            (grounds if whole and not covers else boxes).append((bottom, top, left, right, dots, rule))
        elif drawn.type == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(drawn.get_bounds()[1::2])
    boxes = boxes or [ground for ground in grounds if ground[4]]  # a scan is all of its page, a ground has things on it
    return [
        (*_clear(bottom, top, texts), kind) if kind == "dots" else (bottom, top, kind)
        for bottom, top, kind in _parted(boxes)
    ]


def _clear(bottom, top, texts):
    """The heights of a picture of dots without words of the page at its ends: they stand where it was cropped."""
    ends = bottom + (top - bottom) * _END, top - (top - bottom) * _END
    below = [high + _MARGIN for _, high in texts if bottom < high < ends[0]]
    above = [low - _MARGIN for low, _ in texts if ends[1] < low < top]
    return max([bottom, *below]), min([top, *above])


def _parted(boxes):
    found = []
    for bottom, top, left, right, dots, rule in sorted(boxes):
        if found and bottom - found[-1][1] < _GAP:
            old = found[-1]
            found[-1] = [
                old[0], max(top, old[1]), min(left, old[2]), max(right, old[3]), dots or old[4], rule and old[5],
            ]  # fmt: skip
        else:
            found.append([bottom, top, left, right, dots, rule])
    return [
        (bottom, top, "dots" if dots else "rules" if rule else "lines")
        for bottom, top, left, right, dots, rule in reversed(found)
        if top - bottom > _SMALLEST and right - left > _SMALLEST
    ]


def _cut(page, bottom, top):
    """The strip of a page between two heights, as PNG."""
    height = page.get_height()
    crop = (0, max(0, bottom - _MARGIN), 0, max(0, height - top - _MARGIN))
    picture = page.render(scale=_DPI / 72, crop=crop, may_draw_forms=False).to_pil().convert("L")
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()
