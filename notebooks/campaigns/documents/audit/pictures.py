"""Which chart a picture shows, and whether it is today's: by its own trace, else by its looks, else it is not known."""

import re

from campaigns import project
from campaigns.charts import save
from campaigns.documents.audit import looks, native, parts, raster
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
_AGAIN = "ask again: the drawings that were made so far are kept"
_LOST_ROWS = "which rows moved cannot be told: the picture does not hold the old ones"
_TOKEN = re.compile(r"\w[\w,.'’–-]*")


class Pictures:
    """Judges pictures. today: the charts of today (today.Today), album: an album.Album, clock: a clock.Clock."""

    def __init__(self, today, album, clock):
        self.today, self.album, self.clock = today, album, clock
        self._vocabulary, self.shapes = {}, Shapes(album.folder, clock)

    def judge(self, picture, hints):
        """The Verdict of a Picture, or None for an ornament; hints: names of charts that stand near it."""
        if self.clock.is_over_for_pictures():
            name, state, details = self._described(picture, "", LATE, [])
            return Verdict(name, state, "picture", picture.place, tuple(details), picture)
        seen = [
            found
            for content in picture.files
            if (found := self._file(content, hints, _REDRAWN if picture.made_of else 0)) is not None
        ]
        if picture.words:
            seen = [own for own in [self._said(picture.words)] if own] or seen
            if picture.made_of == "dots" and seen[0][1] == CURRENT:
                seen = [(seen[0][0], UNSURE, [_DOTS])]
        if picture.native:
            name = self.today.named(picture.name) or self.today.titled(picture.alt)[0]
            seen = [own for own in [native.judge(picture.native, name, self.today)] if own]
        if not seen and picture.files:
            return None  # ornaments only
        name, state, details = _together(seen) if seen else ("", UNSURE, [picture.note or UNKNOWN])
        if picture.made_of == "rules" and not name:
            return None  # the rules of a table
        if state in (UNSURE, LATE):
            name, state, details = self._described(picture, name, state, details)
        if name and picture.crop and self._shows_less(picture, name):
            details = [*details, "it is cropped in the document"]
        return Verdict(name, state, "picture", picture.place, tuple(details), picture)

    def _described(self, picture, name, state, details):
        """What name and alt text say of a picture whose looks say too little: at most that it is an old one."""
        for trace in traces(picture.alt):
            if self.today.known(trace) and not self.today.is_current(trace):
                return self.today.name(trace), OUTDATED, [f"its alt text says digest {trace.digest}", *details]
        by_alt = self.today.titled(picture.alt)[0] if picture.alt else None
        by_name = self.today.named(picture.name)
        if not name and (by_alt or by_name):
            details = [f"known by its {'alt text' if by_alt else 'name'} alone", *details]
        return name or by_alt or by_name or "", state, details

    def _shows_less(self, picture, name):
        """Whether more is cropped than the title, which documents say in words of their own."""
        left, top, right, bottom = picture.crop
        shares = [raster.title_share(content, self._title(name)) for content in picture.files]
        return bool(left or right or bottom) or top > max(shares, default=0) + _CROPPED

    def _title(self, name):
        return self.today.charts[name].title if name in self.today.charts else ""

    def _file(self, content, hints, allowed):
        """(name, state, details) of one file of a picture; None for an ornament."""
        if raster.is_drawing(content):
            return self._said(words := raster.words(content), content) or (
                "",
                UNSURE,
                [f"{UNKNOWN} (a drawing in lines)" if words else UNKNOWN],
            )
        opened = raster.image(content)
        if opened is None:
            return "", UNSURE, [f"{UNKNOWN}: of a kind that cannot be looked at"]
        if min(opened.size) < SMALLEST:
            return None
        return self._marked(raster.words(content), opened, allowed) or self._by_looks(opened, hints, allowed)

    def _marked(self, words, opened, allowed):
        """What a picture's own trace says; today's is believed of dots that are as they were drawn, or look so."""
        said = self._said(words)
        if not said or said[1] != CURRENT or opened.info.get(save.DOTS) == save.dots(opened):
            return said
        name, state, details = self._by_looks(opened, [said[0]], allowed)
        if name == said[0]:
            return (
                name,
                state,
                ["it carries today's mark, and its dots are not those drawn", *details] if details else [],
            )
        told = f"it carries the mark of {said[0]} but does not look like it"
        return said[0], UNSURE, [told, f"it looks like {name}" if name else "", *details]

    def _said(self, words, drawing=None):
        """What a picture's own trace says; None if it has none."""
        found = [trace for trace in traces(words) if trace.whole]
        if not found:
            return None
        trace = found[0]
        if not self.today.known(trace):
            return trace.name, UNSURE, [self.today.lost(trace)]
        chart = self.today.chart(trace)
        if not self.today.is_current(trace):
            return chart.name, OUTDATED, [self.today.moved_on(trace), *self._rows_moved(words, chart)]
        strange = self._strange(drawing, chart) if drawing else []
        if strange:
            return chart.name, OUTDATED, [f"altered: it says {', '.join(strange)}, which today's drawing does not"]
        if drawing and not (known := self.shapes.is_known(chart, drawing)):
            return chart.name, LATE if known is None else UNSURE, [_AGAIN if known is None else _STRANGE]
        return chart.name, CURRENT, []

    def _rows_moved(self, words, chart):
        moved = parts.rows_moved(words, chart)
        if moved is None:
            return [_LOST_ROWS]
        return moved or ["no word of it has moved: a cell behind it did, such as a bound, or how it is drawn"]

    def _strange(self, drawing, chart):
        """Words and numbers that an SVG draws and today's drawings of the chart do not."""
        drawn = {token.strip(".,'’–-") for line in raster.drawn_words(drawing) for token in _TOKEN.findall(plain(line))}
        for language in ("en", "zh"):
            for width in ({}, {"width": 3.35}):
                if not (drawn := drawn - self._words_of(chart, language, width)):
                    return []
        return sorted(drawn)[:6]

    def _words_of(self, chart, language, width):
        made, drawn = self._lines_of(chart, language, width)
        said = [str(made), made.long_alt, made.trace, *drawn]
        return {token.strip(".,'’–-") for line in said for token in _TOKEN.findall(plain(line))}

    def _lines_of(self, chart, language, width):
        """(a layout of a chart of today, the lines that it draws)."""
        key = chart.name, language, *width
        if key not in self._vocabulary:
            made = chart.at(language=language, **width) if language != self.today.language or width else chart
            drawing = None if language != "en" or width else _exported(chart)
            self._vocabulary[key] = made, raster.drawn_words(drawing or save.made(made, "svg"))
        return self._vocabulary[key]

    def _by_looks(self, opened, hints, allowed):
        """What the looks of a picture say, held against the drawings of today and those kept from earlier."""
        grey = looks.ink(opened)
        if grey is None:
            return "", UNSURE, [f"{UNKNOWN}: it is blank"]
        near, late = self._near(looks.look(grey), hints), self.clock.is_over_for_pictures()
        if not near:
            return ("", LATE, [_AGAIN]) if late else ("", UNSURE, [UNKNOWN])
        if grey.width < looks.SMALLEST * near[0].image.width:
            return (
                near[0].name,
                UNSURE,
                [f"it looks like this chart, and is too small to be read ({grey.width} pixels)"],
            )
        differing, inked, drawing = _likest(grey, near)
        if late and differing > allowed:  # today's drawing may be missing
            return "", LATE, [_AGAIN]
        return self._looks_like(0 if differing <= allowed else differing, inked, drawing)

    def _near(self, look, hints):
        """The Drawings that a picture may be, likest first, as far as the time allows to draw them."""
        likely = [(name, edition) for name in hints for edition in EDITIONS]
        others = [(name, edition) for edition in EDITIONS[:3] for name in self.album.charts]
        near = self._alike(look)
        for name, edition in [*likely, *others]:
            if near and looks.apart(look, near[0].look) < looks.NEAR or self.clock.is_over_for_pictures():
                break
            if self.album.draw(name, edition):
                near = self._alike(look)
        for drawing in near:  # an old one may be known from earlier, and today's in this layout not be drawn yet
            if self.clock.is_over_for_pictures():
                break
            self.album.draw(drawing.name, drawing.edition.partition("-")[0])
        return self._alike(look)

    def _alike(self, look):
        near = [(looks.apart(look, drawing.look), drawing) for drawing in self.album.kept()]
        near = sorted((pair for pair in near if looks.may_be_one(pair[0])), key=lambda pair: pair[0])
        return [drawing for _, drawing in near[:6]]

    def _looks_like(self, differing, inked, drawing):
        name, now = drawing.name, self.today.digest(drawing.name)
        if now is None:
            return name, UNSURE, ["it looks like an earlier drawing of a chart that is not made now"]
        if differing == 0 and drawing.digest == now:
            return name, CURRENT, []
        if differing == 0:
            moved = self._rows_moved(drawing.words, self.today.charts[name])
            return name, OUTDATED, [f"it looks like the drawing of digest {drawing.digest}, now {now}", *moved]
        if 3 <= differing <= _FEW * inked:
            return (
                name,
                OUTDATED,
                [f"it looks like this chart, and differs from today's drawing in {differing} places", _LOST_ROWS],
            )
        return name, UNSURE, ["it looks like this chart, and is not quite today's drawing"]


def _exported(chart):
    """The exported SVG of a chart, if it is today's: then it need not be drawn again."""
    path = project.ROOT / "figures" / f"{chart.name}.svg"
    content = path.read_bytes() if path.exists() else b""
    return content if chart.trace.encode() in content else None


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
    names = [name for name, _, _ in seen if name]
    details = list(dict.fromkeys(line for _, _, lines in seen for line in lines if line))
    states = [state for _, state, _ in seen]
    if not names:
        return "", LATE if LATE in states else UNSURE, details
    if len(set(names)) > 1:
        return names[0], UNSURE, [f"its files show different charts: {', '.join(dict.fromkeys(names))}", *details]
    if OUTDATED in states:
        part = ["it was replaced only in part: one of its files is today's"] if CURRENT in states else []
        return names[0], OUTDATED, [*part, *details]
    if UNSURE in states or LATE in states:
        return names[0], UNSURE, [*details, *(["one of its files is today's"] if CURRENT in states else [])]
    return names[0], CURRENT, []
