"""What the report command writes, where, and the same every time; sections and words of all documents."""

import io
import re
from dataclasses import replace
from types import SimpleNamespace

import nbformat
import pytest
from campaigns import cli
from campaigns.charts import save
from campaigns.charts.forms import bars
from campaigns.charts.honesty import MisleadingChart
from campaigns.documents import (
    caption,
    factsheet,
    pictures,
    sections,
    slides,
    webpage,
    word,
)
from campaigns.documents.audit.held import squeezed
from campaigns.documents.words import spoken, tag_of
from campaigns.rerun import collect
from documents.small import FINDING, IN_CHINESE, TITLE, WORDS, cards, few
from docx import Document
from lxml import etree
from PIL import Image
from pypdf import PdfReader

# ---- sections ----


def test_a_section_is_a_notebooks_question_with_its_findings_and_charts(made):
    assert [(s.title, s.questions, s.findings) for s in made] == [
        ("Disputes resolved 化解矛盾纠纷", ("How many does a report claim?",), (FINDING,)),
        ("Visits", ("How many does a report claim?",), (FINDING,)),
    ]
    assert [card.number for card in cards(made)] == [1, 2]


def test_charts_of_no_notebook_come_last_and_a_notebook_has_those_that_it_made(charts, tmp_path):
    held = sections.sections(caption.numbered(charts), tmp_path)
    assert [section.title for section in held] == ["Further charts"] and len(held[0].cards) == 2
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "92_visits.ipynb")  # whatever its charts are named
    own = replace(charts[1], name="my_chart")
    for language in ("en", "zh"):
        held = sections.sections(caption.numbered([charts[0], own], language), tmp_path)
        assert held[0].name == "92_visits" and held[0].cards[0].chart.title == own.at(language=language).title
        assert len(held) == 2


def test_charts_of_one_name_keep_their_own_pictures(charts, work):
    """Whoever made them so: under a caption stands what it says."""
    twins = [charts[0], replace(charts[1], name=charts[0].name)]
    held = word.arranged(sections.sections(caption.numbered(twins)))
    shapes = Document(io.BytesIO(word.document(held, work))).inline_shapes
    sizes = [(shape.width, shape.height) for shape in shapes]
    alone = [word.document(word.arranged(sections.sections(caption.numbered([one]))), work) for one in twins]
    assert sorted(sizes) == sorted((s.width, s.height) for a in alone for s in Document(io.BytesIO(a)).inline_shapes)
    assert sizes[0] != sizes[1]


def test_a_chinese_document_has_the_chinese_titles(chinese):
    assert [section.title for section in chinese] == ["化解矛盾纠纷", "Visits"]
    assert {card.chart.title for card in cards(chinese)} == {TITLE[1]}
    assert [section.findings for section in chinese] == [(IN_CHINESE,), (f"{TITLE[1]}。",)]  # else what its charts find
    assert not any(section.questions for section in chinese)


def test_a_chinese_word_file_says_nothing_of_its_own_in_english(chinese, tmp_path):
    work = caption.work(language="zh")
    held = Document(io.BytesIO(word.document(chinese, work, language="zh")))
    assert held.core_properties.title == work.title == "报道数字中的公安行动"
    kinds = {
        "Title",
        "Heading 1",
        "Heading 2",
        "Contents Heading",
        "List Bullet",
        "Caption",
        "toc 1",
        "table of figures",
    }
    said = [p.text for p in held.paragraphs if p.style.name in kinds]
    said = [re.sub(r"Visits|quoted|figure_id|run\.py stale", "", text) for text in said]
    assert len(said) > 15 and not [text for text in said if re.search(r"[A-Za-z]{2}|[.:;,](?!\d)", text)]
    assert [squeezed(c.text) for c in held.tables[0].rows[0].cells][:3] == ["发布主体与时期", "所绘内容", "原文"]


def test_a_full_stop_is_that_of_the_script():
    assert [caption.ended(words) for words in ("One", "一", "（一）", "“一”", "两次？", "占42%", "Go 走")] == [
        "One.", "一。", "（一）。", "“一”。", "两次？", "占42%。", "Go 走.",
    ]  # fmt: skip


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
    told = " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "Also on this question, not on this page: “Many disputes & <few> visits" in told


def test_a_line_in_two_scripts_is_set_in_two_fonts(charts):
    """Else the whole line is set in the Chinese one, whose quotation marks are wide."""
    svg = save.made(bars(few(1, 2), "95_x", title="Guizhou’s 六必访 police", **WORDS), "svg")
    told = etree.fromstring(factsheet._in_their_fonts(svg))
    pieces = [e for e in told.iter("{*}tspan") if e.text in ("Guizhou’s ", "六必访", " police")]
    fonts = [re.match("font-family: '([^']+)'", piece.get("style"))[1] for piece in pieces]
    assert fonts == ["Fira Sans", "Noto Sans SC", "Fira Sans"]
    places = [float(piece.get("x")) for piece in pieces]
    assert places == sorted(places) and len(set(places)) == 3


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
        inches = pictures.SIZES[size] or slides.room()[0]
        assert picture.width / 300 == pytest.approx(inches, abs=0.1)
        if grey:
            red, green, blue = picture.convert("RGB").resize((200, 200)).split()
            assert red.tobytes() == green.tobytes() == blue.tobytes()


@pytest.mark.parametrize("width", [3.8, 7.6])
def test_a_picture_of_any_width_has_its_margins(charts, width):
    with Image.open(io.BytesIO(save.picture(charts[0].at(width=width)))) as drawn:
        grey = drawn.convert("L")
        edge = grey.crop((0, 0, 12, grey.height))
        assert grey.width == round(width * 300) and edge.getextrema() == (255, 255)


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
    monkeypatch.setattr(collect, "charts", lambda patterns=(), tell=None: charts)


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


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        (["--out", "x.doc"], "no report is such a file. Give it one of the endings .docx, .pptx"),
        (["--out", "x.docx", "--as", "slides"], "one file, for word; for --as slides name a folder"),
        (["--out", "x.docx", "--size", "slide"], "many files. Name a folder"),
    ],
)
def test_a_file_that_a_report_cannot_be_is_refused_before_charts_are_drawn(wishes, told, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(collect, "charts", lambda *_, **__: pytest.fail("charts were drawn"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", *wishes])
    assert ended.value.code == 1 and told in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_file_is_known_by_its_ending_in_any_case_and_a_folder_by_having_none(collected, tmp_path, capsys):
    (tmp_path / "old.docx").mkdir()
    made = {"X.MD": ["X.MD"], "v1.2": ["v1.2/captions.md"], "old.docx": ["old.docx/captions.md"]}
    for out, files in made.items():
        kinds = [] if out == "X.MD" else ["--as", "captions"]
        with pytest.raises(SystemExit):
            cli.main(["report", "--out", str(tmp_path / out), *kinds])
        assert capsys.readouterr().out.split() == [str(tmp_path / file) for file in files]


@pytest.mark.parametrize(("kind", "name"), [("word", "Word file"), ("slides", "slides"), ("page", "page")])
def test_each_chart_of_a_report_is_told_as_its_turn_comes(kind, name, collected, tmp_path, capsys):
    with pytest.raises(SystemExit):
        cli.main(["report", "--as", kind, "--out", str(tmp_path)])
    lines = [line.strip() for line in capsys.readouterr().err.splitlines()]
    for what in ("laying out", name):
        assert [line for line in lines if line.startswith(f"{what}: ")] == [
            f"{what}: 91_disputes_bars (1 of 2)",
            f"{what}: 92_visits_strip (2 of 2)",
        ]


def test_report_refuses_a_template_that_is_none(collected, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", "--template", "house.pdf", "--out", str(tmp_path)])
    assert ended.value.code == 1 and "house.pdf is no template" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_chart_that_fits_no_slide_is_named(monkeypatch, charts):
    monkeypatch.setattr(slides, "room", lambda: (12.2, 0.5))
    with pytest.raises(MisleadingChart, match="91_disputes_bars cannot be read on slides"):
        list(pictures.at_size(charts[0], "slide"))


def test_charts_of_a_factsheet_are_dealt_to_its_columns_evenly():
    """In their order the third would find no room below the second, and the page would stand half blank."""
    charts = [SimpleNamespace(sheet=SimpleNamespace(height=height)) for height in (4.4, 8.5, 3.7)]
    assert factsheet._dealt(charts, 2) == [[0, 2], [1]]
    assert factsheet._dealt(charts, 1) is None
