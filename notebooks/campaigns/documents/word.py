"""report.docx: a section for each question with its findings and charts, contents and list of figures with pages,
sources that are links, and the table of the figures used."""

import io
from dataclasses import replace
from functools import cache

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Inches, Pt

from campaigns.charts import save
from campaigns.charts.layout import WIDTH
from campaigns.documents import office, word_fields, word_flow
from campaigns.documents.caption import ended, in_runs
from campaigns.documents.words import TAGS

#: Width and height in inches, and left and right margins that leave the charts their width.
PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}
#: Inches above and below the text, of which that is taken with which the pages fill best; a Letter page has no choice.
_MARGINS = {"A4": (0.85, 0.95, 1.05, 1.15, 1.25, 1.35), "Letter": (0.78,)}
_WIDEST = 88  # a figure's number, where it is not known yet
_OF_A_LIST = {"en": 1.0, "zh": 1.03}  # of a page is filled with a long list; Chinese is measured a little wide
_WORD = 0.05  # of a line: in a list a last line may be shorter than in a heading, but no lone word
_OF_SOURCES = ("look", "labels")  # what is said above their list
_OWN = "report.docx"


def document(sections, work, *, language="en", paper="A4", template=None, table=True, each=lambda card: None):
    """The bytes of a Word document of Sections. paper: of PAPERS; a house template keeps its own where it is None.
    template: path of a docx or dotx whose styles, page and header are used. table: with the table of figures.
    each: called with each Card before its chart is drawn. Raises office.CannotUse.
    """
    return _Report(language, paper, template, each).write(sections, work, table)


def arranged(sections, language="en", paper="A4", template=None, each=lambda card: None):
    """The same Sections with their charts in the order that fills the pages of all editions, numbered in that order, and
    the findings where they fill these best."""
    report, number, made = _Report(language, paper, template, each), 0, []
    editions = [report if (language, paper, template) == (one, "A4", None) else _usual(one) for one in TAGS]
    heights = [[one.blocks(section.at([one.own_card(card) for card in section.cards])) for section in sections]
               for one in editions]  # fmt: skip
    for section, order in zip(sections, word_flow.orders_of_all(heights, _usual().rooms), strict=True):
        cards = [replace(section.cards[place], number=number + n) for n, place in enumerate(order, 1)]
        number += len(cards)
        made.append(replace(section, cards=cards))
    places = word_flow.best_places([report.blocks(section) for section in made], report.rooms)
    return [replace(section, findings_after=place) for section, place in zip(made, places, strict=True)]


@cache
def _usual(language="en"):
    return _Report(language, "A4", None)


def drawn(chart, **layout):
    """A chart as it stands in a document on A4 without a house template, in parts where it is higher than a page."""
    return _usual().parts(chart, **layout)


class _Report:
    """A Word document in the making: its page, its styles, and the numbers of its sources."""

    def __init__(self, language, paper, template, each=lambda card: None):
        self.language, self.own, self.each = language, template is None, each
        self.made = office.opened(template, _OWN, Document)
        if not self.own:
            office.add_missing_styles(self.made, Document(office.TEMPLATES / _OWN))
            office.empty(self.made)
        page = self.page = self.made.sections[-1]
        if paper:
            page.page_width, page.page_height = map(Inches, PAPERS[paper])
            page.left_margin = page.right_margin = Inches((PAPERS[paper][0] - WIDTH) / 2)
        self.width = (page.page_width - page.left_margin - page.right_margin) / 914400 * 72
        margins = [(page.top_margin, page.bottom_margin)]
        if paper and self.own:
            margins = [(Inches(m), Inches(m)) for m in _MARGINS[paper]]
        self.rooms = {(page.page_height - sum(both)) / 12700: both for both in margins}  # points: (top, bottom)
        self.bookmarks, self.sources, self._drawn = word_fields.Bookmarks(), {}, {}

    # ---- what things measure ----

    def figure_height(self, card):
        """Points of a chart with its caption and sources, which stay together; whatever number an order gives it."""
        picture = sum(part.sheet.height - office.title_height(part) for part in self.drawn(card)) * 72
        caption = replace(card, number=_WIDEST).caption
        texts = [("Caption", caption), *[("Small Print", self._sources_line(card))] * bool(card.sources)]
        return self._texts(*texts) + picture + sum(word_flow.look(self.made.styles["Figure"])[2:4]) + 4

    def own_card(self, card):
        """The Card as a report in this language has it."""
        return replace(card, chart=self.drawn(card)[0], language=self.language)

    def blocks(self, section, placed=False):
        """Points of a section's heading with its questions, of its findings under their heading, and of its charts;
        placed: the findings in their place."""
        questions, lines = " ".join(section.questions), [("List Bullet", one) for one in section.findings]
        heading = self._texts(("Heading 1", section.title), *[("Question", questions)] * bool(questions))
        findings = self._texts(("Heading 2", section.title), *lines) if lines else 0
        charts = [self.figure_height(card) for card in section.cards]
        return word_flow.placed(section.findings_after if placed else 0, heading, findings, *charts)

    def drawn(self, card):
        """The chart as wide as the text, in parts where it is higher than a page."""
        mark = card.chart.trace  # a name alone may be that of another chart
        if mark not in self._drawn:
            self.each(card)
            self._drawn[mark] = self.parts(card.chart, language=self.language)
        return self._drawn[mark]

    def parts(self, chart, **layout):
        """The chart whole where it fits some page beside its caption and sources, else in parts."""
        layout["width"] = min(WIDTH, int(self.width / 7.2 + 0.01) / 10)
        highest = max(self.rooms) / 72 - 1.15  # inches that caption and sources leave
        whole = chart.at(**layout)
        fits = whole.sheet.height - office.title_height(whole) <= highest
        return [whole] if fits else chart.spread(highest, office.title_height, **layout) or [whole]

    def _texts(self, *texts):
        """Points of a block of (style, text); the space behind it is part of that before the next block."""
        return sum(self._text(style, text) for style, text in texts) - word_flow.look(self.made.styles[texts[-1][0]])[3]

    def _text(self, style, text):
        return word_flow.text_height(self.made.styles[style], text, self.width)

    def _sources_line(self, card):
        return card.words["numbered"] + card.words["and"].join(words for words, _ in self._numbers(card))

    def _numbers(self, card):
        """[(words, number)] of a chart's sources in the list of sources."""
        return in_runs(self.sources.get(s.source_id, _WIDEST + n) for n, s in enumerate(card.sources))

    # ---- writing ----

    def write(self, sections, work, table):
        """The bytes of the document."""
        cards = [card for section in sections for card in section.cards]
        words = self.words = cards[0].words
        for card in cards:
            for source in card.sources:
                self.sources.setdefault(source.source_id, len(self.sources) + 1)
        office.set_properties(self.made.core_properties, work, TAGS[self.language])
        blocks = [self.blocks(section, placed=True) for section in sections]
        self.room = min(self.rooms, key=lambda room: (sum(word_flow.cost(one, room) for one in blocks), -room))
        self.page.top_margin, self.page.bottom_margin = self.rooms[self.room]
        plans = [word_flow.plan(heights, self.room) for heights in blocks]
        appendix = [words["source_list"]] * bool(self.sources) + [words["table"]] * table
        self._front(sections, plans, appendix, work)
        for number, (section, plan) in enumerate(zip(sections, plans, strict=True)):
            self._section(section, plan, f"_TocSection{number}")
        if self.sources:
            self._source_list(cards)
        if table:
            self._table_of_figures(cards)
        self._head_and_foot(work)
        return self._finished(cards)

    def _finished(self, cards):
        office.add_traces(self.made.part.package, cards, Part, PackURI)
        for part in (self.made, self.page.header, self.page.footer, self.page.first_page_footer):
            word_fields.keep_lines(part._element)
            word_fields.tag_languages(part._element, self.language)
        default = self.made.styles.element.find(".//" + qn("w:lang"))
        if default is not None:
            default.set(qn("w:val"), TAGS[self.language])
        out = io.BytesIO()
        self.made.save(out)
        return office.repacked(out.getvalue())

    def _front(self, sections, plans, appendix, work):
        """Title, contents, list of figures, how to read: the first pages."""
        words, made = self.words, self.made
        front = self._front_plan(sections, appendix, work)
        entries, figures = self._pages(sections, plans, appendix, front.count + 1)
        made.add_paragraph(work.title, "Title")
        made.add_paragraph(f"{work.author}\n{work.line(self.language)}", "Subtitle")
        made.add_paragraph(words["contents"], "Contents Heading")
        word_fields.contents(made, "toc 1", r'TOC \o "1-1" \h \z', entries)
        made.add_paragraph(words["figures"], "Contents Heading")
        word_fields.contents(made, "table of figures", rf'TOC \h \z \c "{words["figure"]}"', figures)
        made.add_paragraph(words["how"], "Contents Heading")
        word_flow.break_before(made.paragraphs, front.breaks)
        for line in words["reading"]:
            made.add_paragraph(line, "List Bullet").paragraph_format.keep_with_next = line != words["reading"][-1]

    def _pages(self, sections, plans, appendix, page):
        """(text, bookmark, page) of the headings, and of the figures; page: that of the first section."""
        entries, figures = [], []
        for number, (section, plan) in enumerate(zip(sections, plans, strict=True)):
            entries.append((self._entry("toc 1", section.title), f"_TocSection{number}", page))
            for card, there in zip(section.cards, _without_findings(section, plan.pages), strict=True):
                figures.append((self._entry("table of figures", card.caption), _bookmark(card), page + there))
            page += plan.count
        for heading in appendix:
            is_list = heading == appendix[0] and self.sources
            entries.append((heading, "_TocSources" if is_list else "_TocTable", page))
            page += self._source_plan([card for section in sections for card in section.cards]).count if is_list else 0
        return entries, figures

    def _entry(self, style, text):
        return word_flow.with_room(self.made.styles[style], text, self.width)

    def _front_plan(self, sections, appendix, work):
        """Plan of all paragraphs before the first section; how to read stays together."""
        words, captions = self.words, [card.caption for section in sections for card in section.cards]
        lines = [("Title", work.title), ("Subtitle", f"{work.author}\n{work.line(self.language)}")]
        for style, heading, texts in (
            ("toc 1", words["contents"], [*(section.title for section in sections), *appendix]),
            ("table of figures", words["figures"], captions),
        ):
            lines += [("Contents Heading", heading), *((style, self._entry(style, text)) for text in texts)]
        how = [("Contents Heading", words["how"]), *(("List Bullet", line) for line in words["reading"])]
        heights = [self._text(style, text) for style, text in lines]
        return word_flow.plan([*heights, sum(self._text(style, text) for style, text in how)], self.room)

    def _balanced(self, paragraph, **how):
        """The paragraph, its lines kept short of where the last would be a lone word or a Chinese word be cut."""
        if away := word_flow.kept_away(paragraph.style, paragraph.text, self.width, **how):
            paragraph.paragraph_format.right_indent = Pt(away)
        return paragraph

    def _heading(self, title, bookmark):
        heading = self._balanced(self.made.add_paragraph(title, "Heading 1"))
        heading.paragraph_format.page_break_before = True
        self.bookmarks.around(heading, bookmark)

    def _section(self, section, plan, bookmark):
        self._heading(section.title, bookmark)
        if section.questions:
            self._balanced(self.made.add_paragraph(" ".join(section.questions), "Question"))
        on_next_page = _without_findings(section, plan.breaks)
        for place in range(len(section.cards) + 1):
            if place == section.findings_after and section.findings:
                self._findings(section, plan.breaks[1 + place])
            if place < len(section.cards):
                self._figure(section.cards[place], on_next_page[place])

    def _findings(self, section, on_next_page):
        heading = self.made.add_paragraph(self.words["findings"], "Heading 2")
        word_flow.break_before([heading], [on_next_page])
        for finding in section.findings:
            line = self._balanced(self.made.add_paragraph(finding, "List Bullet"), lone=_WORD)
            line.paragraph_format.keep_with_next = finding != section.findings[-1]

    def _figure(self, card, on_next_page):
        """A chart between its caption, which says what its picture's title says, and its sources; all on one page."""
        caption = self.made.add_paragraph(style="Caption")
        word_flow.break_before([caption], [on_next_page])
        caption.paragraph_format.keep_with_next = True
        caption.add_run(f"{card.words['figure']} ")
        word_fields.field(caption, rf"SEQ {card.words['figure']} \* ARABIC", str(card.number))
        caption.add_run(f"{card.words['between']}{ended(card.chart.title)}")
        self.bookmarks.around(self._balanced(caption), _bookmark(card))
        parts = self.drawn(card)
        for part in parts:
            self._picture(card, part, bool(card.sources) or part is not parts[-1])
        if card.sources:
            self._sources(card)

    def _picture(self, card, part, goes_on):
        holder = self.made.add_paragraph(style="Figure")
        holder.paragraph_format.keep_with_next = goes_on
        width = part.sheet.layout.width
        picture = holder.add_run().add_picture(io.BytesIO(save.picture(part)), width=Inches(width))._inline
        for place in (picture.docPr, picture.graphic.graphicData.pic.nvPicPr.cNvPr):
            place.set("name", card.chart.name)
            place.set("descr", card.chart.alt)
        number = len(self.made.inline_shapes)
        picture.docPr.set("id", str(number))
        for side in ("distT", "distB", "distL", "distR"):  # without them some programs move it to the right
            picture.set(side, "0")
        office.add_drawing(picture, part, self.made.part, Part, PackURI(f"/word/media/chart{number}.svg"))
        height = round(Inches(part.sheet.height) * office.crop_title(picture, part))
        picture.extent.cy = picture.graphic.graphicData.pic.spPr.cy = height

    def _sources(self, card):
        """The numbers of a chart's sources in their list, which has their addresses; the picture itself names them."""
        paragraph = self.made.add_paragraph(card.words["numbered"], "Small Print")
        for place, (words, number) in enumerate(self._numbers(card)):
            paragraph.add_run(card.words["and"] if place else "")
            word_fields.link(paragraph, words, anchor=f"_Source{number}")

    def _listed(self, cards):
        """[(number, Source)] of all charts, each once."""
        return sorted({self.sources[s.source_id]: s for card in cards for s in card.sources}.items())

    def _source_plan(self, cards):
        """Plan of the list of sources, its heading and entries, which flow as they will; only its count is told."""
        style = self.made.styles["Source List"]
        told = ("\n".join(word_flow.lines_of(source, style, self.width)) for _, source in self._listed(cards))
        lines = [self._text("Source List", entry) for entry in told]
        above = self._text("Heading 1", "A") + sum(self._text("Small Print", self.words[one]) for one in _OF_SOURCES)
        return word_flow.plan([above, *lines], self.room * _OF_A_LIST[self.language])

    def _source_list(self, cards):
        self._heading(self.words["source_list"], "_TocSources")
        for one in _OF_SOURCES:
            self.made.add_paragraph(self.words[one], "Small Print")
        for number, source in self._listed(cards):
            entry = self.made.add_paragraph(style="Source List")
            entry.add_run(f"{number}\t")
            self.bookmarks.around(entry, f"_Source{number}")
            said, *address = word_flow.lines_of(source, entry.style, self.width)
            if away := word_flow.kept_away(entry.style, said, self.width, _WORD):
                entry.paragraph_format.right_indent = Pt(away)
            entry.add_run(said)
            if address:
                entry.add_run().add_break()
                word_fields.link(entry, source.place, address=source.link).style = "Hyperlink"

    def _table_of_figures(self, cards):
        """Every row of every chart, a table a chart, whole where no page is left too blank by that: the values that a
        later check compares with."""
        self._heading(self.words["table"], "_TocTable")
        for card in cards:
            self._balanced(self.made.add_paragraph(card.caption, "Heading 2"))
            self.made.add_paragraph(card.chart.subtitle, "Small Print").paragraph_format.keep_with_next = True
            above = self._text("Heading 2", card.caption) + self._text("Small Print", card.chart.subtitle)
            word_fields.figures_table(self.made, card.chart, self.width, word_flow.MOST_BLANK * self.room - above)

    def _head_and_foot(self, work):
        """Title above, but not on the page that begins with it; version of the data and page number below, where a
        house template has nothing there."""
        page = self.page
        if not "".join(p.text for p in page.header.paragraphs).strip():
            word_fields.first_empty(page.header, "Header").add_run(work.title)
            page.different_first_page_header_footer = True
        for footer in [page.footer, page.first_page_footer][: 1 + page.different_first_page_header_footer]:
            if not footer._element.findall(".//" + qn("w:instrText")):
                self._foot(word_fields.first_empty(footer, "Footer"), work)

    def _foot(self, line, work):
        line.paragraph_format.tab_stops.add_tab_stop(Pt(self.width), 2)
        before, between, after = self.words["page"].split("{}")
        for told, code in ((f"{work.line(self.language)}\t{before}", "PAGE"), (between, "NUMPAGES")):
            line.add_run(told)
            word_fields.field(line, code, "1")
        line.add_run(after)


def _without_findings(section, of_blocks):
    """What is said of a section's charts, of what is said of all its blocks: heading, and findings among the charts."""
    return [said for place, said in enumerate(of_blocks[1:]) if place != section.findings_after]


def _bookmark(card):
    return f"_TocFigure{card.number}"
