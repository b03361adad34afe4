"""How the pages of a Word document will fill: measured before it is written, so that contents carry page numbers and
the charts of a section stand in the order that leaves the least blank.

Only the program that lays a document out knows its pages for sure; the project's own template has exact line heights,
so the reckoning errs by a line or two, on the safe side; a block that hardly did not fit is sent to the next page by
name (Plan.breaks).
"""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import permutations, product

from campaigns.charts.text import LONE, balanced, text_width, wrap
from campaigns.documents.words import CHINESE, HAN, LED_NUMBER, NUMBER

#: Widths of Word's Calibri to those of the charts' Fira Sans, measured; a little more, to be on the safe side.
_NARROWER = 0.92
_NEAR = 40  # points: what hardly did not fit a page by this reckoning may fit it by another program's
MOST_BLANK = 0.3  # of a page, except at a section's end: what is measured errs by 0.03, and a third is minded
_OVER, _LATE, _A_PAGE = 100, 0.3, 0.02  # what a page costs that is blank beyond that, a chart before findings, a page
_MOST_ORDERED = 6  # charts of which every order is tried: 720
# What is not cut: in running Chinese a number, if it can be with the word before it, and a publisher's own name; in any
# other text all Chinese.
_NAME = rf"|\([{HAN}]+[,)]"
_WHOLE = (re.compile(LED_NUMBER.pattern + _NAME), re.compile(NUMBER.pattern + _NAME))
_CHINESE_WHOLE = (re.compile(rf"[(“《]?[{HAN}]+[)”》,.:]*"),)
_GAPS = re.compile(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9*])(?=[{HAN}])")
_GAP = 0.21  # of the size: between a Chinese character and a number, measured
_STEP = re.compile(r"\n|[“‘（《\[]*(?:[!-~]+|[^\n])[，。；：、？！）》”’\]]*")
_NUMBER = 20  # points: two digits and a gap
_WIDER = (1, 1.015, 1.03, 1.045, 1.06)  # what a text is measured at, to what it is
_ERR = 0.03  # of a line: what is measured here may be so much off


@dataclass
class Plan:
    """Where blocks fall: page of each from 0, which of them must begin a page by name, blank shares of all pages but
    the last."""

    pages: list = field(default_factory=list)
    breaks: list = field(default_factory=list)
    blanks: list = field(default_factory=list)

    @property
    def starts(self):
        """Whether each block begins a page after the first."""
        return [page > before for before, page in zip([0, *self.pages], self.pages, strict=False)]

    @property
    def count(self):
        """How many pages there are."""
        return self.pages[-1] + 1 if self.pages else 1


def plan(blocks, room):
    """The Plan of blocks (heights in points, none of which may break) on pages of ``room`` points."""
    made, y, page = Plan(), 0.0, 0
    for height in blocks:
        if y and y + height > room:
            made.blanks.append(1 - y / room)
            made.breaks.append(y + height - room < _NEAR)
            y, page = 0.0, page + 1
        else:
            made.breaks.append(False)
        made.pages.append(page)
        y += height
    return made


def cost(blocks, room):
    """What a section (heights of its blocks) costs on pages of a room: each page more than MOST_BLANK and each block that
    is too high much, any other blank the more the less it is spread, and each page a little."""
    made = plan(blocks, room)
    over = sum(max(0, blank - MOST_BLANK) for blank in made.blanks) + sum(height > room for height in blocks)
    return round(_OVER * over + sum(blank**2 for blank in made.blanks) + _A_PAGE * made.count, 3)


def best_places(sections, rooms):
    """How many charts stand before the findings in each section (heights of heading, findings, charts), on pages of the
    room that cost least."""
    tried = ([_best(room, *blocks) for blocks in sections] for room in sorted(rooms, reverse=True))
    return [place for _, place in min(tried, key=lambda found: round(sum(one[0] for one in found), 3))]


def _best(room, heading, findings, *charts):
    """(cost, place) where findings cost least: the first, where a reader looks for them, unless a page is left too blank
    by it; never behind all charts, where they may stand on a page alone."""
    places = range(max(1, len(charts)))
    return min((cost(placed(n, heading, findings, *charts), room) + _LATE * n, n) for n in places)


def placed(place, heading, findings, *charts):
    """The blocks of a section with its findings after so many charts."""
    return [heading, *charts[:place], findings, *charts[place:]]


def orders_of_all(editions, rooms):
    """The order of the charts of each section, one in all editions (each the heights of heading, findings and charts of
    its sections), so that a number names one chart: that which costs least where each edition has pages of one room."""
    sections = list(zip(*editions, strict=True))
    best = cache(_best)

    def costs(order, chosen, blocks):
        told = ((room, *one[:2], *(one[2 + n] for n in order)) for room, one in zip(chosen, blocks, strict=True))
        return round(sum(best(*one)[0] for one in told), 3), sum(abs(place - n) for place, n in enumerate(order))

    def orders(chosen):
        for blocks in sections:
            given = tuple(range(len(blocks[0]) - 2))
            tried = permutations(given) if len(given) <= _MOST_ORDERED else [given]
            yield min((*costs(order, chosen, blocks), order) for order in tried)

    tried = (list(orders(chosen)) for chosen in product(rooms, repeat=len(editions)))
    return [order for *_, order in min(tried, key=lambda found: round(sum(one[0] for one in found), 3))]


def text_height(style, text, width):
    """Points that a text takes as a paragraph of a style, ``width`` points wide, with the spaces around it."""
    _, line, before, after, indent = look(style)
    return before + line * len(_Lines(style, text).at(width - indent)) + after


def kept_away(style, text, width, lone=LONE):
    """Points by which the lines of a paragraph must end short of the width, so that the last is no lone word and no
    Chinese word or number is cut, as programs do that know neither; 0 where nothing is to be mended, or can be.
    lone: the share of the width up to which a last line is."""
    lines, room = _Lines(style, text), width - look(style)[4]
    count = len(lines.at(room))
    wholes = _CHINESE_WHOLE if lines.is_english else _WHOLE
    for err, whole in product((2 * _ERR, _ERR, _ERR / 2), wholes):  # between two dates of a range there is hardly room
        for away in range(round(room / 2)):
            if len(lines.at(room - away)) > count:
                break
            if lines.are_well(room - away, lone, err, whole):
                return away
    return 0


def with_room(style, text, width):
    """An entry of a list with a page number behind it: broken by hand before its last line where the text would fill
    that line and the number stand alone on the next, behind its dots."""
    lines, room = _Lines(style, text), width - look(style)[4]
    if not any(lines.ends_after(room * more, room * more - _NUMBER) for more in _WIDER):
        return text
    for wide in range(round(room - _NUMBER), round(room / 2), -5):
        last = lines.wrapped(wide)[-1]
        if len(lines.wrapped(wide)) < 2 or lines.wide(last) < wide * LONE or not text.endswith(last):
            continue
        return f"{text[: -len(last)].rstrip()}\n{last}"
    return text


def share(text, size, weight):
    """The width of a text in Calibri as a share of that in the charts' fonts; Chinese is as wide in every font, its
    quotation marks wider, and programs leave a gap between its characters and numbers."""
    chinese = sum(map(len, CHINESE.findall(text))) * size
    whole = max(text_width(text.replace("\n", " "), size, weight), 1)
    added = len(_GAPS.findall(text)) * _GAP * size
    if 2 * chinese > whole:
        added += sum(size - text_width(mark, size, weight) for mark in re.findall("[“”]", text))
    return _NARROWER + (1 - _NARROWER) * min(1, chinese / whole) + added / whole


def lines_of(source, style, width):
    """What is said of a Source, and its address; apart, so that no program breaks it as it likes: that, and in Chinese
    publisher and day, where they do not stand on one line with the title."""
    size, room, said = look(style)[0], width - look(style)[4], source.said
    if source.language == "zh" and text_width(said, size) > room * filled(said):
        said = "\n".join(balanced(words, room * filled(words), size) for words in source.sentences)
    return [said, *[source.place] * bool(source.link)]


def filled(text):
    """The share of a line that a Chinese text fills where a program leaves gaps between its characters and numbers."""
    return 0.86 if re.search(r"\d[年月日]", text) else 0.93


class _Lines:
    """A text in a style: how it breaks into lines."""

    def __init__(self, style, text):
        self.text, self.size, self.weight = text, look(style)[0], 600 if _bold(style) else "normal"
        self.share = share(text, self.size, self.weight)
        self.is_english = self.share < (1 + _NARROWER) / 2

    def wide(self, text):
        """Points of a text in the style, on one line."""
        return text_width(text.replace("\n", " "), self.size, self.weight) * share(text, self.size, self.weight)

    def at(self, width):
        """The lines in a column of ``width`` points; a Chinese text breaks between any of its characters."""
        if self.is_english:
            return self.wrapped(width)
        lines, start, last = [], 0, 0.0
        for begin, end, before, after in self._steps:
            if self.text[begin] == "\n" or (after - last > width and begin > start):
                lines.append(self.text[start:begin].strip())
                start, last = (end, after) if self.text[begin] == "\n" else (begin, before)
        return (*lines, self.text[start:].strip())

    def wrapped(self, width):
        """Lines that cut no word."""
        return wrap(self.text, width / self.share, self.size, self.weight)

    @cached_property
    def _steps(self):
        """(begin, end, points before, points up to its end) of what stays whole: a character or word, and its marks."""
        places = [found.span() for found in _STEP.finditer(self.text)]
        ends = [0.0, *(self.wide(self.text[:end]) for _, end in places)]
        return [(*place, *both) for place, *both in zip(places, ends, ends[1:], strict=False)]

    def ends_after(self, width, end):
        """Whether the last line in a column of ``width`` points ends after ``end``."""
        return self.wide(self.at(width)[-1]) > end

    def are_well(self, width, lone, err, whole):
        """Whether in this column the last line is no lone word, and no break can cut a Chinese word of an English
        text; a Chinese one breaks anywhere, but in a number."""
        pairs = zip(self.at(width), self.at(width)[1:], strict=False)
        if any(self._may_cut(line, following, width, err, whole) for line, following in pairs):
            return False
        ends = [self.at(wide) for wide in (width, width * (1 + err))]
        return all(len(lines) == 1 or self.wide(lines[-1]) > width * lone for lines in ends)

    def _may_cut(self, line, following, width, err, pattern):
        """Whether what stays whole is cut between these lines, or may be where they are a little longer or shorter."""
        text = line + " " * (self.is_english and not CHINESE.match(line[-1])) + following
        wholes = [(text[: found.start()], found[0]) for found in pattern.finditer(text)]
        return any(
            self.wide(before + whole) > width * (1 - err)
            and self.wide(before + re.match(r"\W?(?:[\d,.]+|.)", whole)[0]) < width * (1 + err)
            for before, whole in wholes
        )


def look(style):
    """(size, height of a line, space before, space after, indents) of a paragraph style in points."""
    formats = [s.paragraph_format for s in _chain(style)]
    size = _first(s.font.size for s in _chain(style))
    spacing = _first(f.line_spacing for f in formats)
    line = spacing.pt if hasattr(spacing, "pt") else (spacing or 1) * 1.22 * (size.pt if size else 11)
    before, after = (_first(getattr(f, name) for f in formats) for name in ("space_before", "space_after"))
    indents = [_first(getattr(f, name) for f in formats) for name in ("left_indent", "right_indent")]
    points = [0 if length is None else length.pt for length in (before, after, *indents)]
    return (size.pt if size else 11), line, points[0], points[1], points[2] + points[3]


def _bold(style):
    return _first(s.font.bold for s in _chain(style))


def _chain(style):
    while style is not None:
        yield style
        style = style.base_style


def _first(values):
    return next((value for value in values if value is not None), None)


def break_before(paragraphs, breaks):
    """Begin a page with each paragraph whose break is true, at its very top."""
    for paragraph, by_name in zip(paragraphs, breaks, strict=True):
        if by_name:
            paragraph.paragraph_format.page_break_before, paragraph.paragraph_format.space_before = True, 0
