"""PDF, read as Items: the words of each page, and its pictures, looked at on the drawn page."""

import io
import time

from campaigns.documents.audit import sheets
from campaigns.documents.audit.held import CannotRead, Picture, Unread, Words
from campaigns.documents.audit.package import LOCKED
from campaigns.documents.audit.traces import traces

MOST_PAGES = 400
SECONDS = 5  # of the clock, after which no further page is read
_DPI = 150
_GAP = 14  # points without ink that part two drawings
_MARGIN = 2  # points around a picture that are looked at too
_END = 0.3  # share of a picture's height that may be cropped
_SMALLEST = 60  # points: what is smaller is an ornament
_GROUND = (0.7, 0.85)  # shares of a page's width and height that a ground takes, at least
_BULLET = 4  # points: what is larger is no bullet of a list
_BEFORE = 16  # points from a bullet to its words
_COLUMNS = 4  # of bullets on a page, at most: lists in lists, and beside each other


def opened(content):
    """Items of a PDF; pictures, of dots or of lines, are cut out of the drawn page. Raises CannotRead."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise CannotRead(LOCKED if "password" in str(problem).lower() else "it is damaged, or no PDF") from None
    with document:
        if len(document) > MOST_PAGES:
            raise CannotRead(f"it is too large to be searched: more than {MOST_PAGES} pages")
        said = document.get_metadata_dict()
        properties = "\n".join(filter(None, (said.get(key) for key in ("Title", "Subject", "Keywords"))))
        own = properties if len(document) == 1 and traces(properties) else ""  # the file is a chart, not a document
        items, until = [], time.monotonic() + SECONDS
        for number in range(len(document)):
            if time.monotonic() > until:
                return [*items, Unread(f"pages {number + 1} to {len(document)}")]
            items += _page(document[number], f"page {number + 1}", own)
    return items


def _page(page, place, own):
    import pypdfium2.raw as raw

    has_dots = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))  # as none of our drawings has
    drawn = [(0, page.get_height(), "dots" if has_dots else "lines")] if own else _drawings(page)
    items = [Picture(place, [_cut(page, bottom, top)], words=own, made_of=kind) for bottom, top, kind in drawn]
    text = page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "")
    is_drawn = bool(traces(text)) and any(kind != "dots" for *_, kind in drawn)
    return (
        [*items, Words(place, text, "page", sheet=sheets.sheet(page) if is_drawn else None)] if text.strip() else items
    )


def _drawings(page):
    """(bottom, top, made of) of each drawing of a page: of what is not text, as far as no gap parts it; in points."""
    import pypdfium2.raw as raw

    boxes, grounds, texts = [], [], []
    for drawn in page.get_objects(max_depth=4):
        left, bottom, right, top = drawn.get_bounds()
        if drawn.type == raw.FPDF_PAGEOBJ_TEXT:
            texts.append((bottom, top, left))
        elif drawn.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            dots, rule = drawn.type == raw.FPDF_PAGEOBJ_IMAGE, min(right - left, top - bottom) < 2
            shares = (right - left) / page.get_width(), (top - bottom) / page.get_height()
            whole, upon = shares[0] > 0.98 and shares[1] > 0.9, bool(boxes or texts)  # it is drawn upon the others
            ground = (
                not (upon and dots)
                if whole
                else not (upon or dots) and min(shares[0] / _GROUND[0], shares[1] / _GROUND[1]) > 1
            )
            (grounds if ground else boxes).append((bottom, top, left, right, dots, rule))
    boxes = boxes or [ground for ground in grounds if ground[4]]  # a scan is all of its page, a ground has things on it
    return [
        (*_clear(bottom, top, texts), kind) if kind == "dots" else (bottom, top, kind)
        for bottom, top, kind in _parted(_without_bullets(boxes, texts))
    ]


def _without_bullets(boxes, texts):
    """The boxes without the bullets of lists: small ones in few columns, each with words behind it."""
    small = {box for box in boxes if max(box[1] - box[0], box[3] - box[2]) <= _BULLET and not box[4]}
    if len({round(box[2]) for box in small}) > _COLUMNS:
        return boxes
    return [
        box
        for box in boxes
        if box not in small
        or not any(low < box[1] and box[0] < high and 0 <= at - box[3] < _BEFORE for low, high, at in texts)
    ]


def _clear(bottom, top, texts):
    """The heights of a picture of dots without words of the page at its ends: they stand where it was cropped."""
    ends = bottom + (top - bottom) * _END, top - (top - bottom) * _END
    below = [high + _MARGIN for _, high, _ in texts if bottom < high < ends[0]]
    above = [low - _MARGIN for low, *_ in texts if ends[1] < low < top]
    return max([bottom, *below]), min([top, *above])


def _parted(boxes):
    found = []
    for box in sorted(boxes):
        if found and box[0] - found[-1][1] < _GAP:
            how = (min, max, min, max, max, min)  # any dots make it one of dots, and only rules one of rules
            box = [choose(pair) for choose, pair in zip(how, zip(found.pop(), box, strict=True), strict=True)]
        found.append(box)
    return [
        (bottom, top, "dots" if dots else "rules" if rule else "lines")
        for bottom, top, left, right, dots, rule in reversed(found)
        if top - bottom > _SMALLEST and right - left > _SMALLEST
    ]


def _cut(page, bottom, top):
    """The strip of a page between two heights, as PNG."""
    crop = (0, max(0, bottom - _MARGIN), 0, max(0, page.get_height() - top - _MARGIN))
    out = io.BytesIO()
    page.render(scale=_DPI / 72, crop=crop, may_draw_forms=False).to_pil().convert("L").save(
        out, "PNG", compress_level=1
    )
    return out.getvalue()
