"""The documents hold what the charts say: once, in words, with fields, alt text, languages and fonts; and load nothing."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import nbformat
import pytest
from campaigns import cli
from campaigns.charts.forms import bars, strip
from campaigns.charts.honesty import MisleadingChart
from campaigns.documents import (
    caption,
    factsheet,
    office,
    pictures,
    sections,
    slide_parts,
    slides,
    webpage,
    word,
    word_flow,
)
from campaigns.documents.words import spoken, tag_of
from campaigns.rerun import collect
from charts.made_up import rows
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn as pptx_qn
from pypdf import PdfReader

SOURCES = ["gz-2022", "mps-2024"]
TITLE = "Many disputes & <few> visits are claimed 六必访", "声称化解的纠纷多、走访少"
WORDS = {"subtitle": ("Claims of two bodies, 2022", "两机构的说法，2022年"), "note": ("A note.", "一条说明。")}
FINDING = "A finding with a “quoted” term 走访 & more."


def few(*amounts, **columns):
    """Rows of made-up claims that name sources of the record."""
    made = rows(*amounts, **columns)
    for column, words in {"said": "起", "who": "某省", "name": "某省", "detail": "某行动", "when": "2022年7月"}.items():
        made[f"{column}_zh"] = made.said + words if column == "said" else words
    return made.assign(source_id=[SOURCES[n % 2] for n in range(len(made))])


@pytest.fixture(scope="session")
def charts():
    """Two small charts, one of each of two notebooks."""
    return [
        bars(few(1200, (900, "more_than"), 1500), "91_disputes_bars", title=TITLE, **WORDS),
        strip(few(300, (4000, "more_than"), 900), "92_visits_strip", title=TITLE, lane="lane", log=True, **WORDS),
    ]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Notebooks with a question and findings, as they are stored."""
    made = tmp_path_factory.mktemp("notebooks")
    for stem, heading in (("91_disputes", "Disputes resolved 化解矛盾纠纷"), ("92_visits", "Visits")):
        shown = nbformat.v4.new_output(
            "execute_result", {"text/markdown": f"- {FINDING}", "text/plain": f"- {FINDING}"}
        )
        cells = [
            nbformat.v4.new_markdown_cell(f"# {heading}\n\nSome *words*. How many\ndoes [a report](x.md) claim?"),
            nbformat.v4.new_code_cell("findings(\n    FINDING)", outputs=[shown], execution_count=1),
        ]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), made / f"{stem}.ipynb")
    return made


@pytest.fixture(scope="session")
def made(charts, folder):
    """The Sections of the English edition."""
    return word.arranged(sections.sections(caption.numbered(charts), folder))


@pytest.fixture(scope="session")
def chinese(charts, folder):
    """The Sections of the Chinese edition."""
    return sections.sections(caption.numbered(charts, "zh"), folder)


@pytest.fixture(scope="session")
def work():
    return caption.work("A title & more", "An author")


@pytest.fixture(scope="session")
def docx(made, work):
    return word.document(made, work)


@pytest.fixture(scope="session")
def pptx(made, work):
    return slides.presentation(made, work, native=True)


@pytest.fixture(scope="session")
def html(made, work):
    return webpage.page(made, work).decode()


def cards(held):
    return [card for section in held for card in section.cards]


# ---- sections ----


def test_a_section_is_a_notebooks_question_with_its_findings_and_charts(made):
    assert [(s.title, s.questions, s.findings) for s in made] == [
        ("Disputes resolved 化解矛盾纠纷", ("How many does a report claim?",), (FINDING,)),
        ("Visits", ("How many does a report claim?",), (FINDING,)),
    ]
    assert [card.number for card in cards(made)] == [1, 2]


def test_charts_of_no_notebook_come_last_and_a_notebook_is_known_by_its_code(charts, folder, tmp_path):
    held = sections.sections(caption.numbered(charts), tmp_path)
    assert [section.title for section in held] == ["Further charts"] and len(held[0].cards) == 2
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell('finish(bars(x, "92_visits_strip"))')])
    nbformat.write(notebook, tmp_path / "20_mine.ipynb")
    assert [s.title for s in sections.sections(caption.numbered(charts), tmp_path)] == ["20_mine", "Further charts"]


def test_a_chinese_document_has_the_chinese_titles(chinese):
    assert [section.title for section in chinese] == ["化解矛盾纠纷", "Visits"]
    assert {card.chart.title for card in cards(chinese)} == {TITLE[1]}


# ---- words ----


def test_each_piece_of_a_text_has_its_language():
    assert spoken("Six must-visits 六必访, 2022") == [
        ("Six must-visits ", "en-GB"),
        ("六必访", "zh-CN"),
        (", 2022", "en-GB"),
    ]
    assert spoken("共3份", "zh") == [("共3份", "zh-CN")] and spoken("", "zh") == []
    assert tag_of("化解矛盾纠纷3起", "en") == "zh-CN" and tag_of("Police deployed 投入警力", "zh") == "en-GB"


def test_captions_have_links_and_a_citation_a_chart(made, work):
    text = caption.captions(cards(made), work)
    for card in cards(made):
        assert f"**{card.label}. Many disputes & \\<few\\> visits" in text and card.chart.trace in text
        assert "(<https://www.ccasindia.org/newsdetails.php?nid=7445>)" in text


# ---- Word ----


def test_the_word_file_has_a_heading_a_question_and_contents_with_the_pages_of_both(made, docx):
    held = Document(io.BytesIO(docx))
    texts = {style: [p.text for p in held.paragraphs if p.style.name == style] for style in ("Heading 1", "toc 1")}
    assert texts["Heading 1"] == ["Disputes resolved 化解矛盾纠纷", "Visits", "Sources", "The figures used"]
    pages = [line.split("\t") for line in texts["toc 1"]]
    assert pages == [[title, str(page)] for page, title in enumerate(texts["Heading 1"], 2)]
    figures = [p.text.split("\t") for p in held.paragraphs if p.style.name == "table of figures"]
    assert figures == [[card.caption, str(page)] for page, card in enumerate(cards(made), 2)]
    findings = [p.text for p in held.paragraphs if p.style.name == "List Bullet"]
    assert findings.count(FINDING) == 2


def test_fields_and_links_of_the_word_file_are_whole(made, docx):
    root = Document(io.BytesIO(docx)).element
    kinds = [mark.get(qn("w:fldCharType")) for mark in root.iter(qn("w:fldChar"))]
    assert (
        kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 2 + 6 + 2
    )  # contents, pages, numbers
    marks = {mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink"))} - {None}
    assert links and links <= marks
    codes = " ".join(code.text for code in root.iter(qn("w:instrText")))
    assert set(re.findall(r"PAGEREF (\S+)", codes)) <= marks and codes.count("SEQ Figure") == len(cards(made))


def test_the_word_file_has_page_numbers_title_author_and_the_day_of_the_data(docx, work):
    held = Document(io.BytesIO(docx))
    footer = [code.text.strip() for code in held.sections[0].footer._element.iter(qn("w:instrText"))]
    assert footer == ["PAGE", "NUMPAGES"] and held.sections[0].header.paragraphs[0].text == work.title
    properties = held.core_properties
    assert (properties.title, properties.author) == (work.title, work.author)
    assert properties.created.date() == work.day and properties.created.year > 2000


def test_sources_are_links(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        links = package.read("word/_rels/document.xml.rels").decode()
    assert links.count('Target="https://www.ccasindia.org/newsdetails.php?nid=7445"') >= 1
    small = [p.text for p in Document(io.BytesIO(docx)).paragraphs if p.style.name == "Small Print"]
    assert small[0].startswith("Sources: Guizhou Daily (贵州日报)")


def test_every_run_of_both_editions_has_its_language(docx, chinese, work):
    for content, language in ((docx, "en"), (word.document(chinese, work, language="zh"), "zh")):
        held = Document(io.BytesIO(content))
        for part in (held, held.sections[0].footer, held.sections[0].header):
            for run in part._element.iter(qn("w:r")):
                text = "".join(words.text for words in run.iter(qn("w:t")))
                tags = run.find(qn("w:rPr")).find(qn("w:lang"))
                assert tags.get(qn("w:val")) == tag_of(text, language) and tags.get(qn("w:eastAsia")) == "zh-CN"


def test_the_table_of_figures_holds_every_row_and_can_be_left_out(made, docx, work):
    held = Document(io.BytesIO(docx))
    for table, card in zip(held.tables, cards(made), strict=True):
        told = [[cell.text for cell in row.cells] for row in table.rows]
        assert told[1:] == [[about, said, printed, key] for key, about, said, printed in card.chart.claims]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == card.chart.trace
    without = Document(io.BytesIO(word.document(made, work, table=False)))
    assert not without.tables and "The figures used" not in [p.text for p in without.paragraphs]


def test_the_word_file_is_as_wide_as_its_paper_and_lean(made, work, docx):
    letter = Document(io.BytesIO(word.document(made, work, paper="Letter", table=False)))
    assert (letter.sections[0].page_width.inches, letter.sections[0].page_height.inches) == (8.5, 11)
    assert all(p.width.inches == pytest.approx(6.3) for p in letter.inline_shapes)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert sum(i.file_size for i in package.infolist() if "style" in i.filename.lower()) < 20_000
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))


def test_a_house_template_keeps_its_page_styles_and_header(made, work, tmp_path):
    house = Document()
    house.sections[0].header.paragraphs[0].text = "House"
    house.styles["Heading 1"].font.name = "Georgia"
    house.add_paragraph("Text of the template")
    house.save(tmp_path / "house.docx")
    as_template(
        tmp_path / "house.docx", tmp_path / "house.dotx", b"wordprocessingml.document", b"wordprocessingml.template"
    )
    held = Document(io.BytesIO(word.document(made, work, paper=None, template=tmp_path / "house.dotx")))
    assert held.sections[0].page_width == house.sections[0].page_width
    assert held.styles["Heading 1"].font.name == "Georgia" and held.sections[0].header.paragraphs[0].text == "House"
    assert "Text of the template" not in [p.text for p in held.paragraphs]
    assert all(p.width <= Document().sections[0].page_width for p in held.inline_shapes)
    (tmp_path / "none.docx").write_text("no Word file")
    with pytest.raises(office.CannotUse, match="none.docx cannot be used"):
        word.document(made, work, template=tmp_path / "none.docx")


def as_template(document, template, kind, as_kind):
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(template, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(kind + b".main+xml", as_kind + b".main+xml"))


def test_blocks_fall_on_pages_and_the_order_leaves_least_blank():
    assert word_flow.plan([300, 300, 300], 700).pages == [0, 0, 1]
    assert word_flow.plan([300, 300, 300], 700).blanks == [pytest.approx(1 / 7)]
    assert word_flow.plan([400, 400], 700).count == 2
    assert word_flow.best_order(100, [320, 400, 250], 700) == (0, 2, 1)
    assert word_flow.best_order(100, [300, 250, 600], 700) == (0, 1, 2)  # already good


# ---- both of Office ----


def test_alt_texts_are_the_same_everywhere(made, docx, pptx, html, work):
    told = [card.chart.alt for card in cards(made)]
    assert all(alt.endswith(".") for alt in told)
    shapes = Document(io.BytesIO(docx)).inline_shapes
    assert [p._inline.docPr.get("descr") for p in shapes] == told
    assert [p._inline.docPr.get("name") for p in shapes] == [card.chart.name for card in cards(made)]
    on_slides = [s for slide in Presentation(io.BytesIO(pptx)).slides for s in slide.shapes if s.shape_type == 13]
    assert list(dict.fromkeys(s._element.nvPicPr.cNvPr.get("descr") for s in on_slides)) == told
    for alt in told:
        assert f'aria-label="{webpage.Markup.escape(alt)}"' in html.replace("&quot;", "&#34;")
        assert f"Alt: {caption._plain(alt)}" in caption.captions(cards(made), work)


@pytest.mark.parametrize("file", ["docx", "pptx"])
def test_the_title_is_cropped_from_the_picture_and_the_drawing_is_there_as_vectors(file, made, request):
    with zipfile.ZipFile(io.BytesIO(request.getfixturevalue(file))) as package:
        names = package.namelist()
        drawings = [name for name in names if name.endswith(".svg")]
        crops = [
            int(crop)
            for name in names
            if re.search(r"(document|slide\d+)\.xml$", name)
            for crop in re.findall(r'srcRect t="(\d+)"', package.read(name).decode())
        ]
        assert len(crops) == len(drawings) >= 2 and all(3_000 < crop < 40_000 for crop in crops)
        for name in drawings:
            root = ElementTree.fromstring(package.read(name))
            assert "data" in "".join(root.itertext())  # the trace
            assert not list(root.iter("{http://www.w3.org/2000/svg}text"))  # Office has not the fonts
        told = package.read("docProps/custom.xml").decode()
    for card in cards(made):
        assert f'name="Chart {card.chart.name}"' in told and card.chart.trace in told


# ---- slides ----


def test_slides_are_wide_have_numbers_and_an_agenda_that_leads_to_the_sections(made, pptx):
    held = Presentation(io.BytesIO(pptx))
    assert held.slide_width / held.slide_height == pytest.approx(16 / 9)
    titles = [slide.shapes.title.text for slide in held.slides]
    assert titles[1:3] == ["Agenda", "How to read the charts"] and len(titles) == len(list(held.slides))
    agenda = held.slides[1]
    targets = {rel.target_part for rel in agenda.part.rels.values() if rel.reltype.endswith("/slide")}
    opened = [slide for slide in held.slides if slide.shapes.title.text in [section.title for section in made]]
    assert targets == {slide.part for slide in opened} and len(opened) == 2
    for slide in list(held.slides)[1:]:
        assert list(slide._element.iter(pptx_qn("a:fld")))[0].get("type") == "slidenum"
    sections_told = re.findall(
        r'<p14:section name="([^"]*)"', zipfile.ZipFile(io.BytesIO(pptx)).read("ppt/presentation.xml").decode()
    )
    assert sections_told == ["How to read the charts", *(section.title for section in made)]


def test_all_text_of_slides_fits_its_box_is_large_and_has_a_language(pptx, chinese, work):
    for content in (pptx, slides.presentation(chinese, work, language="zh")):
        held = Presentation(io.BytesIO(content))
        for slide in held.slides:
            for shape in slide.placeholders:
                if shape.placeholder_format.type in (13, 15):
                    continue
                width, height = slide_parts.box(shape)
                texts, sizes = [p.text for p in shape.text_frame.paragraphs], set()
                for run in shape._element.iter(pptx_qn("a:rPr")):
                    assert run.get("lang") in ("en-GB", "zh-CN")
                    sizes.add(int(run.get("sz")) / 100)
                assert min(sizes) >= slide_parts.SMALLEST
                used = sum(slide_parts.lines_high(text, width, max(sizes), bold=True) for text in texts)
                assert used <= height and shape._element.find(".//" + pptx_qn("a:noAutofit")) is not None
            for shape in slide.shapes:
                assert shape.left >= 0 and shape.left + shape.width <= held.slide_width
                assert shape.top >= 0 and shape.top + shape.height <= held.slide_height


def test_a_title_that_is_too_long_becomes_smaller_and_never_below_the_smallest_size():
    assert slide_parts.fitting(["Short"], 800, 70, 28, bold=True) == 28
    assert 16 <= slide_parts.fitting(["long words " * 16], 800, 70, 28, bold=True) < 28
    assert slide_parts.fitting(["long words " * 99], 800, 70, 28, bold=True) is None


def test_charts_on_slides_are_enlarged_twice_and_spread_without_losing_a_row():
    chart = strip(few(*range(400, 2500, 300), 100, lane="A lane"), "95_long", title=TITLE, lane="lane", log=True,
                  named=[f"row-{n}" for n in range(8)], **WORDS)  # fmt: skip
    chart = replace(chart)
    room = 12.2, 3.6
    parts = slides.drawn(chart, *room)
    told = [ink.gid for part in parts for ink in part.sheet.ink if ink.gid.startswith("label:")]
    assert len(parts) > 1 and {gid for gid in told} == {f"label:row-{n}" for n in range(8)}
    assert min(ink.size for part in parts for ink in part.sheet.ink if ink.size) * slides.FACTOR >= 16
    for part in parts:
        assert (part.sheet.height - office.title_height(part)) * slides.FACTOR <= room[1] + 0.01
    assert slides.drawn(chart, 12.2, 0.5) == []


def test_bars_and_tables_can_be_edited(made, pptx):
    held = Presentation(io.BytesIO(pptx))
    drawn = [shape.chart for slide in held.slides for shape in slide.shapes if shape.has_chart]
    chart = cards(made)[0].chart
    assert [list(one.plots[0].series[0].values) for one in drawn] == [list(chart.rows.value)]
    labels = [text.text for text in drawn[0]._chartSpace.iter(pptx_qn("a:t"))]
    assert labels == list(chart.rows.said) and "more than 900" in labels
    tables = [shape.table for slide in held.slides for shape in slide.shapes if shape.has_table]
    told = [[cell.text for cell in row.cells] for row in tables[0].rows][1:]
    assert told == [[about, said, printed] for _, about, said, printed in cards(made)[1].chart.claims]


def test_notes_hold_rows_sources_and_citation(made, pptx):
    notes = [s.notes_slide.notes_text_frame.text for s in Presentation(io.BytesIO(pptx)).slides if s.has_notes_slide]
    for card in cards(made):
        assert any(
            card.chart.long_alt in note and card.chart.citation in note and card.sources[0].link in note
            for note in notes
        )


def test_a_house_template_for_slides_keeps_its_format_and_loses_its_slides(made, work, tmp_path):
    house = Presentation()
    house.slides.add_slide(house.slide_layouts[0])
    house.save(tmp_path / "house.pptx")
    as_template(
        tmp_path / "house.pptx", tmp_path / "house.potx", b"presentationml.presentation", b"presentationml.template"
    )
    held = Presentation(io.BytesIO(slides.presentation(made, work, template=tmp_path / "house.potx")))
    assert held.slide_width == house.slide_width and held.slides[0].shapes.title.text == work.title


# ---- pages ----


def test_the_page_loads_nothing_and_has_no_broken_reference(html):
    references = re.findall(r'(?:href|src|action|poster|srcset)="([^"]*)"', html) + re.findall(r"url\(([^)]*)\)", html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) and references
    for reference in references:
        assert reference.startswith(("data:", "https://", "http://")) or reference.removeprefix("#") in ids
    assert not re.search(r"<script|@import|<iframe|<object|<img|<link(?! rel=\"icon\" href=\"data:)", html)
    for reference in re.findall(r'(?:src|xlink:href)="([^"]*)"', html):
        assert reference.startswith("#")


def test_the_page_has_a_heading_a_chart_its_rows_and_downloads(made, html):
    for card in cards(made):
        assert f'<h2 id="{card.chart.name}-title">' in html
        assert html.count("&lt;few&gt; visits") > 0 and "<few>" not in html
        for key, *_ in card.chart.claims:
            assert f"<td>{key}</td>" in html
        for kind in webpage.FILES:
            assert f'download="{card.chart.name}.{kind}" href="data:' in html
    assert '<span lang="zh-CN">六必访</span>' in html
    assert "<title>A title &amp; more</title>" in html
    for rule in ("prefers-color-scheme:dark", "@page", "details::details-content"):
        assert rule in html


def test_the_chinese_page_marks_what_is_left_english(chinese, work):
    page = webpage.page(chinese, work, language="zh").decode()
    assert '<html lang="zh-CN">' in page and '<span lang="en-GB">A title &amp; more</span>' in page
    assert f">{TITLE[1]}" in page or TITLE[1] in page and TITLE[0] not in page


def test_the_page_carries_a_glyph_for_every_character(html):
    import base64

    from fontTools.ttLib import TTFont

    held = set()
    for encoded in set(re.findall(r"data:font/woff;base64,([^)]+)\)", html.split("</style>")[0])):
        held |= set(TTFont(io.BytesIO(base64.b64decode(encoded))).getBestCmap())
    said = re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL)
    assert {c for c in webpage.Markup(said).unescape() if not c.isspace()} <= {chr(point) for point in held}


def test_a_chart_to_embed_is_small_and_whole(made):
    for card in cards(made):
        content = webpage.embed(card)
        assert len(content) < 100_000 and b"<svg" in content and card.chart.trace.encode() in content
        assert b"@font-face" in content and b"<script" not in content


def test_an_inline_drawing_leaves_its_title_out(charts):
    drawn = webpage.inline_svg(charts[0], "broad")
    gone = office.title_height(charts[0]) * 72
    assert gone > 10 and re.search(rf'viewBox="0 {gone:g} ', drawn)
    assert "Many disputes" not in re.sub(r'aria-label="[^"]*"', "", drawn)


# ---- factsheets, pictures, sizes ----


def test_a_factsheet_is_one_tagged_page_with_alt_texts(made, chinese, work):
    for held, language in ((made, "en"), (chinese, "zh")):
        content, missing = factsheet.factsheet(held[0], work, language=language)
        read = PdfReader(io.BytesIO(content))
        assert len(read.pages) == 1 and not missing and read.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert read.trailer["/Root"]["/Lang"] == language and read.metadata.title == held[0].title
        text = read.pages[0].extract_text()
        assert held[0].cards[0].chart.digest in text and "quoted" in text
        alts = [node.get("/Alt") for node in structure(read.trailer["/Root"]["/StructTreeRoot"])]
        assert held[0].cards[0].chart.alt in alts


def structure(node):
    """All dictionaries of a PDF's structure."""
    node = node.get_object()
    if isinstance(node, dict):
        yield node
    for child in node if isinstance(node, list) else [node["/K"]] if isinstance(node, dict) and "/K" in node else []:
        if not isinstance(child, int):
            yield from structure(child)


def test_a_factsheet_without_room_says_which_charts_are_not_shown(made, work):
    card = cards(made)[0]
    many = [replace(card, number=n) for n in range(1, 6)]
    content, missing = factsheet.factsheet(replace(made[0], cards=many), work)
    assert missing and len(PdfReader(io.BytesIO(content)).pages) == 1
    assert "Not shown, for want of room: 91_disputes_bars" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_a_card_is_1200_by_630_also_where_the_chart_does_not_fit(charts):
    tall = bars(few(*range(100, 1300, 100)), "96_tall", title=TITLE, **WORDS)
    for chart in (charts[0], tall):
        with Image.open(io.BytesIO(pictures.card(chart))) as drawn:
            drawn.load()
            assert drawn.size == (1200, 630) and drawn.text["Comment"] == chart.trace
            assert drawn.convert("L").getextrema()[0] < 80  # something is drawn


@pytest.mark.parametrize(("size", "grey"), [("two-columns", True), ("slide", False)])
def test_pictures_of_a_size_carry_their_fonts(charts, size, grey):
    files = dict(pictures.at_size(charts[0], size, grey=grey))
    svg = files["91_disputes_bars.svg"].decode()
    assert "@font-face" in svg and charts[0].trace in webpage.Markup(svg).unescape()
    with Image.open(io.BytesIO(files["91_disputes_bars.png"])) as picture:
        inches = pictures.SIZES[size] or pictures.SLIDE_ROOM[0]
        assert picture.width / 300 == pytest.approx(inches, abs=0.1)
        if grey:
            red, green, blue = picture.convert("RGB").resize((200, 200)).split()
            assert red.tobytes() == green.tobytes() == blue.tobytes()


# ---- the command ----


def test_the_same_inputs_give_the_same_bytes(charts, folder, made, docx, pptx, work):
    again = word.arranged(sections.sections(caption.numbered([chart.at() for chart in charts]), folder))
    assert word.document(again, work) == docx
    assert slides.presentation(again, work, native=True) == pptx
    assert webpage.page(again[:1], work) == webpage.page(made[:1], work)
    assert factsheet.factsheet(again[0], work)[0] == factsheet.factsheet(made[0], work)[0]
    assert pictures.card(cards(again)[0].chart) == pictures.card(cards(made)[0].chart)


@pytest.fixture
def collected(charts, monkeypatch):
    monkeypatch.setattr(collect, "charts", lambda patterns=(), failures=None: charts)


def test_report_writes_where_it_is_told_and_keeps_what_was_there(collected, tmp_path, capsys):
    out = tmp_path / "mine.docx"
    out.write_text("an author's work")
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", "--out", str(out), "--title", "Mine", "--author", "Me"])
    told = capsys.readouterr()
    assert ended.value.code == 0 and told.out.split() == [str(out)]
    assert Document(out).core_properties.title == "Mine" and Document(out).core_properties.author == "Me"
    assert (tmp_path / "mine.kept-1.docx").read_text() == "an author's work" and "kept as mine.kept-1.docx" in told.err
    with pytest.raises(SystemExit):
        cli.main(["report", "--out", str(out), "--title", "Mine", "--author", "Me"])
    assert len(list(tmp_path.iterdir())) == 2  # the same again is no second file


def test_report_makes_the_kinds_that_are_asked_for(collected, tmp_path):
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", "--as", "captions", "embed", "cards", "factsheet", "--out", str(tmp_path)])
    assert ended.value.code == 0
    names = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")}
    assert names == {"captions.md", "report_factsheet.pdf", *(
        f"{folder}.{ending}" for name in ("91_disputes_bars", "92_visits_strip")
        for folder, ending in ((f"embed/{name}", "html"), (f"cards/{name}", "png"))
    )}  # fmt: skip


def test_report_refuses_a_template_that_is_none(collected, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", "--template", "house.pdf", "--out", str(tmp_path)])
    assert ended.value.code == 1 and "house.pdf is no template" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_chart_that_fits_no_slide_is_named(monkeypatch, charts):
    monkeypatch.setattr(pictures, "SLIDE_ROOM", (12.2, 0.5))
    with pytest.raises(MisleadingChart, match="91_disputes_bars has a row higher than a slide"):
        list(pictures.at_size(charts[0], "slide"))


# ---- slow: what other programs make of them ----


@pytest.fixture(scope="session")
def long_report(tmp_path_factory):
    """A report of many charts, as Word file and as pages of LibreOffice."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("needs LibreOffice (soffice) and poppler-utils")
    many = [bars(few(*range(100, 100 * count, 100)), f"9{n}_bars", title=(f"Finding no. {n} of many", "发现"), **WORDS)
            for n, count in enumerate((4, 7, 8, 11, 4, 6, 9, 12))]  # fmt: skip
    held = sections.sections(caption.numbered(many), tmp_path_factory.mktemp("none"))
    parts = [replace(held[0], title=f"Question {n}?", cards=held[0].cards[n : n + 4]) for n in (0, 4)]
    folder = tmp_path_factory.mktemp("report")
    (folder / "report.docx").write_bytes(word.document(word.arranged(parts), caption.work()))
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "report.docx"], check=True
    )
    return folder


@pytest.mark.slow
def test_libreoffice_finds_the_figures_on_the_pages_that_the_contents_say(long_report):
    pages = subprocess.run(
        ["pdftotext", "-layout", long_report / "report.pdf", "-"], capture_output=True, text=True
    ).stdout.split("\f")
    listed = [
        p.text.split("\t")
        for p in Document(long_report / "report.docx").paragraphs
        if p.style.name == "table of figures"
    ]
    assert len(listed) == 8
    for words, page in listed:
        assert words in pages[int(page) - 1]


@pytest.mark.slow
def test_no_page_of_a_section_is_more_than_a_third_blank_but_its_last(long_report):
    subprocess.run(
        ["pdftoppm", "-r", "30", "-gray", "-png", long_report / "report.pdf", long_report / "page"], check=True
    )
    texts = subprocess.run(["pdftotext", long_report / "report.pdf", "-"], capture_output=True, text=True).stdout.split(
        "\f"
    )
    starts = [
        n for n, text in enumerate(texts) if re.search(r"^(Question \d\?|Sources|The figures used)$", text, re.M) and n
    ]
    for number, path in enumerate(sorted(long_report.glob("page-*.png"))):
        if number + 1 in starts or number < 1 or number >= starts[-1]:
            continue
        with Image.open(path) as page:
            room = page.crop((0, page.height // 12, page.width, page.height * 92 // 100))
            used = room.point(lambda grey: 255 * (grey < 200)).getbbox()[3]
        assert used >= room.height * 2 / 3, f"page {number + 1}"


@pytest.mark.slow
def test_the_page_passes_axe_in_a_browser(html, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    playwright = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.skip("needs Chromium")
    (tmp_path / "report.html").write_text(html, "utf-8")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme)
            page.goto((tmp_path / "report.html").as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            assert [v["id"] for v in axe.run(page).response["violations"]] == []
            loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
            assert [name for name in loaded if not name.startswith("data:")] == []
        browser.close()
