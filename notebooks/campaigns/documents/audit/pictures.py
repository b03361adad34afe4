"""Which chart a picture shows, and whether it is today's: by its own trace, else by its looks, else it is not known."""

import re
from functools import cached_property

from campaigns.charts import save
from campaigns.documents import office
from campaigns.documents.audit import looks, native, parts, raster, sheets
from campaigns.documents.audit.album import EDITIONS
from campaigns.documents.audit.shapes import Shapes
from campaigns.documents.audit.traces import plain, traces
from campaigns.documents.audit.verdict import CURRENT, LATE, OUTDATED, UNSURE, Verdict

SMALLEST = 64  # pixels: what is smaller is an ornament
UNKNOWN = "a picture that cannot be identified"
_FEW = 0.3  # share of a drawing that may differ for it to be an older or altered one
_CROPPED = 0.02  # share of the height beyond the title that is more than rounding
_REDRAWN = 2  # places in which another program's drawing of the same lines may differ
_DOTS = "it holds a picture of dots, which was not looked at"
_STRANGE = "its words are today's, but it is no drawing that is known: altered, covered or laid out otherwise"
_ON_PAGE = "its letters or lines are not where today's drawing has them: altered, covered or laid out otherwise"
_AGAIN = "run it again: what was found so far is kept"
_LOST_ROWS = "which rows moved cannot be told: the picture does not hold the old ones"
_NO_ROWS = "no word of it has moved: a cell behind it did, such as a bound, or how it is drawn"
_LIKE = "it looks like this chart, and"
_TOKEN = re.compile(r"\w[\w,.'’–-]*")
_WIDTHS = ({}, {"width": 3.35}, {"width": 6.9}, {"width": 6.3})  # as it is, on a telephone, on a factsheet
_LAYOUTS = (*_WIDTHS, *({**width, "grey": True} for width in _WIDTHS))


class Pictures:
    """Judges the pictures of a document. texts: its texts.Texts, album: an album.Album.

    What is said of a picture, or of one of its files, is (name of the chart or "", state, details).
    """

    def __init__(self, texts, album):
        self.texts, self.today, self.album = texts, texts.today, album
        self.altered = set()  # (page, name) of charts that stand there with other words or other lines
        self.shapes, self.is_over = Shapes(album.folder), texts.today.is_over_for_pictures

    def judge(self, n):
        """The Verdicts of the Picture that is item number n, and of its alt text; none for an ornament."""
        picture = self.texts.items[n]
        found = [(name, *told) for name, told in self._on_its_page(picture).items()]
        found = found or list(filter(None, [self._judged(picture, self.texts.near(n))]))
        for name, state, lines in found:
            yield Verdict(name, state, "picture", picture.place, tuple(filter(None, lines)), picture)
        said, old = self.today.titled(picture.alt) if picture.alt else (None, None)
        if old and said in [name for name, *_ in found]:
            line = f"title: {old} -> {self.today.charts[said].title}"
            yield Verdict(said, OUTDATED, "alt text", picture.place, (line,), picture)

    def _judged(self, picture, hints):
        """What is said of a Picture, or None for an ornament; hints: names of charts that stand near it."""
        if self.is_over():
            return self._described(picture, "", LATE, [self._more])
        tries, allowed = self._tries(hints), _REDRAWN if picture.made_of else 0
        seen = [self._file(content, tries, allowed) for content in picture.files]
        seen = [found for found in seen if found]
        if (own := self._said(picture.words)) and not (own[1] == CURRENT and seen and picture.made_of != "dots"):
            seen = [own if own[1] != CURRENT else (own[0], UNSURE, [_DOTS if picture.made_of == "dots" else _STRANGE])]
        if picture.native:
            name = self.today.named(picture.name) or self.today.titled(picture.alt)[0]
            seen = list(filter(None, [native.judge(picture.native, name, self.today)]))
        if not seen and picture.files:
            return None  # ornaments only
        name, state, details = _together(seen) if seen else ("", UNSURE, [picture.note or UNKNOWN])
        if picture.made_of == "rules" and not name:
            return None  # the rules of a table
        if state in (UNSURE, LATE):
            name, state, details = self._described(picture, name, state, details)
        if name and picture.crop and self._shows_less(picture, name):
            details = [*details, "it is cropped in the document"]
        return name, state, details

    def _described(self, picture, name, state, details):
        """What name and alt text say of a picture whose looks say too little: at most that it is an old one."""
        for trace in traces(picture.alt):
            if self.today.chart(trace) and not self.today.is_current(trace):
                return self.today.name(trace), OUTDATED, [f"its alt text says digest {trace.digest}", *details]
        by_alt = self.today.titled(picture.alt)[0] if picture.alt else None
        by_name = self.today.named(picture.name)
        if not name and (by_alt or by_name):
            details = [f"known by its {'alt text' if by_alt else 'name'} alone", *details]
        return name or by_alt or by_name or "", state, details

    def _shows_less(self, picture, name):
        """Whether more is cropped than the title, which documents say in words of their own."""
        left, top, right, bottom = picture.crop
        title = self.today.charts[name].title if name in self.today.charts else ""
        shares = [raster.title_share(content, title) for content in picture.files]
        return bool(left or right or bottom) or top > max(shares, default=0) + _CROPPED

    def _on_its_page(self, picture):
        """{chart of today: (state, details)} of those that are drawn in lines, with their words, on the page that a
        picture was cut out of: by a browser, by matplotlib or on a factsheet."""
        page = self.texts.page(picture.place) if picture.made_of in ("lines", "rules") else None
        if page is None or page.sheet is None:
            return {}
        there = dict.fromkeys(self.today.name(trace) for trace in traces(page.text) if self.today.is_current(trace))
        told = {name: self._is_drawn(self.today.charts[name], page) for name in there}
        said = {True: (CURRENT, []), False: (UNSURE, [_ON_PAGE]), LATE: (LATE, [_AGAIN])}
        self.altered |= {(page.place, name) for name, how in told.items() if how is False}
        return {name: said[how] for name, how in told.items() if how is not None}

    def _is_drawn(self, chart, page):
        """Whether a chart is drawn on a page as it is today, in one of its layouts and the document's language; None if
        it is not drawn there at all, LATE if the time is over before that is known."""
        found = None
        for layout in _LAYOUTS:
            if self.today.is_over():
                return LATE
            made = chart.at(language=self.today.language, **layout)
            told = sheets.is_drawn(page.sheet, save.made(made, "pdf"), office.title_height(made) * 72)
            if told:
                return True
            found = told if found is None else found
        return found

    def _tries(self, hints):
        """(chart, edition) of what a picture may be, likeliest first."""
        return [*((name, edition) for name in hints for edition in EDITIONS), *self.album.tried()]

    def _file(self, content, tries, allowed):
        """What is said of one file of a picture; None for an ornament."""
        if raster.is_drawing(content):
            words = raster.words(content)
            strange = f"{UNKNOWN} (a drawing in lines)" if words else UNKNOWN
            return self._said(words, content) or ("", UNSURE, [strange])
        opened = raster.image(content)
        if opened is None:
            return "", UNSURE, [f"{UNKNOWN}: of a kind that cannot be looked at"]
        if min(opened.size) < SMALLEST:
            return None
        return self._marked(raster.words(content), opened, allowed) or self._by_looks(opened, tries, allowed)

    def _marked(self, words, opened, allowed):
        """What a picture's own trace says; today's is believed of dots that are as they were drawn, or look so."""
        said = self._said(words)
        if not said or said[1] != CURRENT or opened.info.get(save.DOTS) == save.dots(opened):
            return said
        name, state, details = self._by_looks(opened, self._tries(said[:1]), allowed)
        if name == said[0]:
            altered = "it carries today's mark, and its dots are not those drawn"
            return name, state, [altered, *details] if details else []
        told = f"it carries the mark of {said[0]} but does not look like it"
        return said[0], UNSURE, [told, f"it looks like {name}" if name else "", *details]

    def _said(self, words, drawing=None):
        """What a picture's own trace says; None if it has none."""
        trace = next((trace for trace in traces(words) if trace.whole), None)
        if trace is None:
            return None
        if (chart := self.today.chart(trace)) is None:
            return trace.name, UNSURE, [self.today.lost(trace)]
        if not self.today.is_current(trace):
            return chart.name, OUTDATED, [self.today.moved_on(trace), *_rows_moved(words, chart)]
        known = self.shapes.is_known(chart, drawing, self.is_over) if drawing else True
        if known:
            return chart.name, CURRENT, []
        if strange := _strange(drawing, chart):
            return chart.name, OUTDATED, [f"altered: it says {', '.join(strange)}, which today's drawing does not"]
        return chart.name, LATE if known is None else UNSURE, [_AGAIN if known is None else _STRANGE]

    def _by_looks(self, opened, tries, allowed):
        """What the looks of a picture say, held against the drawings of today and those kept from earlier."""
        grey = looks.ink(opened)
        if grey is None:
            return "", UNSURE, [f"{UNKNOWN}: it is blank"]
        near, late = self._near(looks.look(grey), tries), self.is_over()
        if not near:
            return ("", LATE, [self._more]) if late else ("", UNSURE, [UNKNOWN])
        if grey.width < looks.SMALLEST * near[0].image.width:
            return near[0].name, UNSURE, [f"{_LIKE} is too small to be read ({grey.width} pixels)"]
        differing, inked, drawing = _likest(grey, near)
        if late and differing > allowed:  # today's drawing may be missing
            return "", LATE, [self._more]
        return self._looks_like(grey, 0 if differing <= allowed else differing, inked, drawing)

    @cached_property
    def _more(self):  # once there is no time left, no more is drawn
        return f"run it again, or with --wait: {self.album.progress()} that it is held against"

    def _near(self, look, tries):
        """The Drawings that a picture may be, likest first, as far as the time allows to draw them."""
        near = self._alike(look)
        for name, edition in tries:
            if near and looks.apart(look, near[0].look) < looks.NEAR or self.is_over():
                break
            if self.album.draw(name, edition):
                near = self._alike(look)
        for drawing in near:  # an old one may be known from earlier, and today's in this layout not be drawn yet
            if not self.is_over():
                self.album.draw(drawing.name, drawing.edition.partition("-")[0])
        return self._alike(look)

    def _alike(self, look):
        near = [(looks.apart(look, drawing.look), drawing) for drawing in self.album.kept()]
        near = sorted((pair for pair in near if pair[0] <= looks.FAR), key=lambda pair: pair[0])
        return [drawing for _, drawing in near[:6]]

    def _looks_like(self, grey, differing, inked, drawing):
        name, now = drawing.name, self.today.digest(drawing.name)
        if now is None:
            return name, UNSURE, ["it looks like an earlier drawing of a chart that is not made now"]
        if differing == 0 and drawing.digest == now:
            return name, CURRENT, []
        altered = 3 <= differing <= _FEW * inked
        same = differing <= inked and looks.holds_last_line(grey, drawing.image)
        if same and drawing.digest == now:
            where = f"{differing} place{'s' * (differing > 1)}"
            return name, UNSURE, [f"drawn upon, or altered in {where}: its last line is today's"]
        if differing == 0 or same and altered:
            moved = _rows_moved(drawing.words, self.today.charts[name])
            return name, OUTDATED, [f"it looks like the drawing of digest {drawing.digest}, now {now}", *moved]
        if altered:
            return name, OUTDATED, [f"{_LIKE} differs from today's drawing in {differing} places", _LOST_ROWS]
        return name, UNSURE, [f"{_LIKE} is not quite today's drawing"]


def _rows_moved(words, chart):
    """Lines on what moved in a chart since a picture that holds these words."""
    moved = parts.rows_moved(words, chart)
    return [_LOST_ROWS] if moved is None else moved or [_NO_ROWS]


def _strange(drawing, chart):
    """Words and numbers that an SVG draws and today's drawings of the chart do not."""
    drawn = _tokens(raster.drawn_words(drawing))
    for layout in [{"language": language, **width} for language in ("en", "zh") for width in _WIDTHS] if drawn else ():
        made = chart.at(**layout)
        drawn = drawn - _tokens([made.long_alt, *_drawn(made)])
    return sorted(drawn)[:6]


def _tokens(lines):
    return {token.strip(".,'’–-") for line in lines for token in _TOKEN.findall(plain(line))}


def _drawn(chart):
    """The lines of words that a chart draws."""
    return [ink.words for ink in chart.sheet.ink if ink.words]


def _likest(grey, near):
    """(fields that differ, fields with ink, Drawing) of the drawing that differs least."""
    found = (looks.ALL, looks.ALL, near[0])
    for drawing in near:
        told = (*looks.differing(grey, drawing.image), drawing)
        if told[0] / told[1] < found[0] / found[1]:
            found = told
        if not found[0]:
            break
    return found


def _together(seen):
    """What the files say together in which one picture is held: today's only if none says otherwise."""
    names = list(dict.fromkeys(name for name, _, _ in seen if name))
    details = list(dict.fromkeys(line for _, _, lines in seen for line in lines))
    states = {state for _, state, _ in seen}
    if len(names) > 1:
        return names[0], UNSURE, [f"its files show different charts: {', '.join(names)}", *details]
    worst = next(state for state in (OUTDATED, LATE, UNSURE, CURRENT) if state in states)
    if worst != CURRENT and CURRENT in states:
        part = "it was replaced only in part: " if worst == OUTDATED else ""
        details = [f"{part}one of its files is today's", *details]
    return "".join(names), worst, details
