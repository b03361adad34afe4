"""report.pptx: 16:9, a slide for each question with its findings, then a slide a chart with the finding as its title;
an agenda, slide numbers, notes with rows and sources. No text is below 16 points: a chart too large for one slide is
spread over several."""

import copy
import io
from functools import cache

from lxml import etree
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from campaigns.charts import honesty, save
from campaigns.documents import office, rows, slide_parts
from campaigns.documents.caption import ended
from campaigns.documents.words import TAGS

FACTOR = 2  # a chart's smallest text has 8 points, so 16 on a slide
_MOST_TABLES = 4  # slides of rows, which nobody reads further in a room
_FEW_ROWS = 2  # head and one row: the chart itself says as much
_GAP = Inches(0.1)
_SPACE = 6  # points between paragraphs
_SECTIONS = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_OWN = "slides.pptx"


def presentation(sections, work, *, language="en", template=None, native=False, each=lambda card: None):
    """The bytes of a PowerPoint presentation of Sections. template: path of a pptx or potx whose master is used.

    native: after each chart its rows, as a chart that Office can edit where they are bars, else as a table; a chart
    that cannot be read on slides gives a table anyway. each: called with each Card before its chart is drawn. Raises
    office.CannotUse.
    """
    return _Deck(language, template, native, each).write(sections, work)


def drawn(chart, width, height, **layout):
    """The parts of a chart laid out for a room of a slide (inches), to be enlarged by FACTOR.

    The title is not counted, for the slide says it. [] where a part of the chart, however small, is too high.
    """
    layout |= {"width": int(width / FACTOR * 10) / 10, "compact": True}
    return chart.spread(height / FACTOR, uncounted=office.title_height, **layout) or []


@cache
def room():
    """(width, height) in inches of the room for a chart on a slide of the project's own template."""
    deck = _Deck("en", None, False)
    return deck.width / 914400, deck.height / 914400


class _Deck:
    """A presentation in the making: its layouts and the room that they leave for a chart."""

    def __init__(self, language, template, native, each=lambda card: None):
        self.language, self.native, self.each = language, native, each
        self.made = office.opened(template, _OWN, Presentation)
        self._empty()
        kinds = {layout._element.get("type"): layout for layout in self.made.slide_layouts}
        try:
            self.first, self.text, self.chart = kinds["title"], kinds["obj"], kinds["titleOnly"]
        except KeyError as lost:
            raise office.CannotUse(f"{template} has no layout {lost}: title, obj and titleOnly are needed") from lost
        title = next(p for p in self.chart.placeholders if p.placeholder_format.type in (1, 3))
        feet = [p.top for p in self.chart.placeholders if p.placeholder_format.type in (13, 15, 16) and p.top]
        self.left, self.width, self.top = title.left, title.width, title.top + title.height + _GAP
        self.height = min([*feet, self.made.slide_height - Inches(0.4)]) - self.top - _GAP

    def _empty(self):
        """Take the slides of a house template out."""
        listed = self.made.slides._sldIdLst
        for slide in list(listed):
            self.made.part.drop_rel(slide.rId)
            listed.remove(slide)

    def write(self, sections, work):
        """The bytes of the presentation."""
        cards = [card for section in sections for card in section.cards]
        self.words, self.work = cards[0].words, work
        office.set_properties(self.made.core_properties, work, TAGS[self.language])
        opening, agenda = self._opening(), self._agenda(sections)
        groups = [(self.words["how"], [opening, agenda, *self._texts(self.words["how"], self.words["reading"])])]
        groups += [(section.title, self._section(section)) for section in sections]
        self._link_agenda(agenda, groups[1:])
        self._group(groups)
        office.add_traces(self.made.part.package, cards, Part, lambda name: PackURI(name))
        out = io.BytesIO()
        self.made.save(out)
        return office.repacked(out.getvalue())

    def _slide(self, layout, title, largest=28):
        """A slide with its title, footer and number; the title is as large as fits its box."""
        slide = self.made.slides.add_slide(layout)
        for holder in layout.placeholders:
            if holder.placeholder_format.type in (13, 15):  # slide number, footer: not taken over by the library
                slide.shapes._spTree.append(copy.deepcopy(holder._element))
        for holder in slide.placeholders:
            if holder.placeholder_format.type == 15:
                slide_parts.write(holder.text_frame, [self.work.line(self.language)], None, self.language)
        width, height = slide_parts.box(slide.shapes.title)
        size = slide_parts.title_size(title, width, height, largest)
        slide_parts.write(slide.shapes.title.text_frame, [slide_parts.whole(title, width, size)], size, self.language)
        return slide

    def _opening(self):
        slide = self._slide(self.first, self.work.title, 40)
        lines = [self.work.author, self.work.line(self.language)]
        slide_parts.write(slide.placeholders[1].text_frame, lines, 20, self.language)
        return slide

    def _texts(self, title, paragraphs):
        """Slides of a title with paragraphs, as many as these need."""
        width, height = slide_parts.box(next(p for p in self.text.placeholders if p.placeholder_format.idx == 1))
        chunks = [list(paragraphs)]
        while slide_parts.fitting(chunks[-1], width - 24, height, 24, gap=_SPACE) is None and len(chunks[-1]) > 1:
            chunks[-1:] = [chunks[-1][: len(chunks[-1]) // 2], chunks[-1][len(chunks[-1]) // 2 :]]
        slides = []
        for number, chunk in enumerate(chunks, 1):
            slide = self._slide(self.text, self._continued(title, number, len(chunks)))
            size = slide_parts.fitting(chunk, width - 24, height, 24, gap=_SPACE) or slide_parts.SMALLEST
            self._write(slide, chunk, size, width - 24)
            slides.append(slide)
        return slides

    def _write(self, slide, paragraphs, size, width):
        """Put paragraphs into the text of a slide, ``width`` points wide."""
        told = [slide_parts.by_hand(text, width, size) for text in paragraphs]
        slide_parts.write(slide.placeholders[1].text_frame, told, size, self.language, gap=_SPACE)

    def _continued(self, title, number, of):
        return self.words["continued"].format(title=title, n=number, of=of) if of > 1 else title

    def _agenda(self, sections):
        slide = self._slide(self.text, self.words["agenda"])
        frame, titles = slide.placeholders[1].text_frame, [section.title for section in sections]
        width, height = slide_parts.box(slide.placeholders[1])
        size = slide_parts.fitting(titles, width - 24, height, 24, gap=_SPACE)
        self._write(slide, titles, size or slide_parts.SMALLEST, width / (1 if size else 2) - 24)
        if size is None:
            frame._txBody.find(qn("a:bodyPr")).set("numCol", "2")
        return slide

    def _link_agenda(self, agenda, groups):
        for paragraph, (_, slides) in zip(agenda.placeholders[1].text_frame.paragraphs, groups, strict=True):
            for run in paragraph.runs:
                slide_parts.link_to(run, agenda, slides[0])

    def _section(self, section):
        findings = [*section.questions, *section.findings] if section.findings else list(section.questions)
        slides = self._texts(section.title, findings) if findings else []
        for card in section.cards:
            self.each(card)
            slides += self._charts(card)
        return slides

    def _charts(self, card):
        inches = self.width / 914400, self.height / 914400
        parts = drawn(card.chart, *inches, language=self.language)
        slides = [self._picture(card, part, number, len(parts)) for number, part in enumerate(parts, 1)]
        if self.native and parts and slide_parts.is_bars(card.chart):
            slide, top = self._told_what(card, _rows_title(card))
            _, foot = slide_parts.laid(self._foot(card)[-1], self.width / 12700)
            high = self.top + self.height - top - Pt(foot + _SPACE)
            frame = slide_parts.add_bars(slide, card.chart, self.left, top, self.width, high)
            _named(frame._element, card, title=card.chart.trace)
            self._footed(slide, card, top + high)
            return [*slides, slide]
        return slides + (self._rows(card, is_shown=bool(parts)) if self.native or not parts else [])

    def _picture(self, card, part, number, of):
        slide = self._slide(self.chart, self._continued(card.chart.title, number, of))
        file = io.BytesIO(save.picture(part, dpi=300 * FACTOR))
        wide, high = (round(Inches(side) * FACTOR) for side in (part.sheet.layout.width, part.sheet.height))
        honesty.text_size(part, wide / Inches(1), slide_parts.SMALLEST)
        left = self.left + max(0, self.width - wide) // 2
        picture = slide.shapes.add_picture(file, left, self.top, Emu(wide), Emu(high))
        _named(picture._element, card)
        name = PackURI(f"/ppt/media/chart{len(self.made.slides)}.svg")
        office.add_drawing(picture._element, part, slide.part, Part, name)
        picture.height = Emu(round(high * office.crop_title(picture._element, part)))
        self._notes(slide, card, number)
        return slide

    def _notes(self, slide, card, number):
        chart, words = card.chart, card.words
        said = [card.caption, ended(chart.subtitle)]
        if number == 1:
            said += ["", chart.long_alt, "", words["sources"].strip()]
            said += [f"{s.said} {s.link}".strip() for s in card.sources] or [chart.sources]
        said += ["", f"{words['cite']}{chart.citation}"]
        frame = slide.notes_slide.notes_text_frame
        slide_parts.write(frame, "\n".join(said).split("\n"), None, self.language)

    def _rows(self, card, is_shown):
        """The rows of a chart as tables of Office; of very many, which the notes hold, only that they are there."""
        lines = rows.without_keys(card.chart)
        if is_shown and len(lines) <= _FEW_ROWS:
            return []
        room = self.height / 12700 - slide_parts.laid(card.chart.subtitle, self.width / 12700)[1]
        wide = rows.widths(lines, self.width / 12700, [slide_parts.SMALLEST] * len(lines[0]))
        lines = [
            [rows.broken(cell, width, slide_parts.SMALLEST) for cell, width in zip(line, wide, strict=True)]
            for line in lines
        ]
        _, least = slide_parts.laid(self._foot(card)[-1], self.width / 12700)
        chunks = slide_parts.tables(lines[1:], lines[0], wide, room - least - 2 * _SPACE)
        if len(chunks) > _MOST_TABLES:
            return [] if is_shown else [self._many(card)]
        slides = []
        for number, chunk in enumerate(chunks, 1):
            slide, top = self._told_what(card, self._continued(_rows_title(card), number, len(chunks)))
            frame = slide_parts.add_table(slide, [lines[0], *chunk], wide, self.left, top, self.language)
            _named(frame._element, card, title=card.chart.trace)
            self._footed(slide, card, top + sum(row.height for row in frame.table.rows))
            slides.append(slide)
        return slides

    def _told_what(self, card, title):
        """(a slide for rows, the height below the words that say what their numbers count)."""
        slide, (words, high) = self._slide(self.chart, title), slide_parts.laid(card.chart.subtitle, self.width / 12700)
        slide_parts.add_words(slide, [words], self.left, self.top, self.width, Pt(high), self.language)
        return slide, self.top + Pt(high + _SPACE)

    def _foot(self, card):
        """What may stand below rows, the fullest first: note, sources and mark of the chart; sources are shortened
        before the note is left out."""
        chart, words = card.chart, card.words
        prints = [f"{chart.small_print(most)} {chart.trace}" for most in (len(chart.listed), 3, 1)]
        noted = [f"{words['to_chart']}{chart.note}\n{one}" for one in prints] if chart.note else []
        return [*noted, *prints]

    def _footed(self, slide, card, top):
        """Lay below rows that end at ``top`` (EMU) as much of the foot as there is room for."""
        room = (self.top + self.height - top) / 12700 - _SPACE
        for words in self._foot(card):
            lines, heights = zip(
                *(slide_parts.laid(line, self.width / 12700) for line in words.split("\n")), strict=True
            )
            tall = sum(heights)
            if tall <= room:
                break
        slide_parts.add_words(slide, lines, self.left, top + Pt(_SPACE), self.width, Pt(tall), self.language)

    def _many(self, card):
        """The finding of a chart that no slide can show, and where its rows are."""
        slide = self._slide(self.text, card.chart.title)
        where = card.words["many"].format(rows=len(card.chart.rows), name=card.chart.name)
        said = [ended(card.chart.subtitle), *filter(None, [card.chart.caution]), where]
        self._write(slide, said, 24, slide_parts.box(slide.placeholders[1])[0] - 24)
        self._notes(slide, card, 1)
        return slide

    def _group(self, groups):
        """The sections that PowerPoint shows beside its slides."""
        ids = {slide.slide_id: slide for slide in self.made.slides}
        held = etree.Element(f"{{{_SECTIONS}}}sectionLst", nsmap={"p14": _SECTIONS})
        for number, (title, slides) in enumerate(groups, 1):
            mark = f"{{00000000-0000-4000-8000-{number:012X}}}"
            section = etree.SubElement(held, f"{{{_SECTIONS}}}section", name=title, id=mark)
            listed = etree.SubElement(section, f"{{{_SECTIONS}}}sldIdLst")
            for slide in slides:
                key = next(key for key, one in ids.items() if one is slide or one.part is slide.part)
                etree.SubElement(listed, f"{{{_SECTIONS}}}sldId", id=str(key))
        root = self.made.part._element
        extensions = root.find(qn("p:extLst"))
        if extensions is None:
            extensions = etree.SubElement(root, qn("p:extLst"))
        etree.SubElement(extensions, qn("p:ext"), uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}").append(held)


def _rows_title(card):
    return f"{card.words['rows']}{card.chart.title}"


def _named(shape, card, **more):
    """Give a shape the chart's name and alt text; title: its mark, where it is no picture that carries one inside."""
    place = next(shape.iter(qn("p:cNvPr")))
    for key, words in {"name": card.chart.name, "descr": card.chart.alt, **more}.items():
        place.set(key, words)
