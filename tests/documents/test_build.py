"""The documents hold what the charts say: once, in words, with fields, alt text and fonts; and load nothing."""

import base64
import io
import multiprocessing
import os
import re
import signal
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from campaigns import browser
from campaigns.charts import forms, honesty, save
from campaigns.claims.select import select
from campaigns.documents import build, caption, slides, webpage, word
from campaigns.rerun import collect
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from pptx import Presentation

WORDS = {"title": "A finding & <more>", "subtitle": "What, where, when"}


@pytest.fixture(scope="session")
def made(data):
    """Cards of four charts of different forms, without a run of the notebooks."""
    claims = select(data, coverage="complete", campaign_id="six-must-visits")
    changes = select(data, coverage="complete", kind="change")
    own = forms.pd.DataFrame({"key": ["a", "b"], "label": ["A", "B"], "count": [3, 12]})
    words = forms.pd.DataFrame({"key": ["r1", "r2"], "What": ["Visits", "Places"], "How many": ["many", "few"]})
    return build.numbered([
        forms.claim_dots(claims, "91_dots", panels="metric_id", note="A note.", **WORDS),
        forms.changes(changes, "92_changes", **WORDS),
        forms.count_bars(own, "93_bars", sources="ours", **WORDS),
        forms.table(words, "94_table", widths=[1, 1], sources="ours", **WORDS),
    ])  # fmt: skip


@pytest.fixture(scope="session")
def docx(made):
    return word.document(made)


@pytest.fixture(scope="session")
def pptx(made):
    return slides.presentation(made)


@pytest.fixture(scope="session")
def html(made):
    return webpage.page(made).decode()


def test_the_pictures_of_the_word_file_have_the_charts_alt_text_and_300_dpi(made, docx):
    pictures = Document(io.BytesIO(docx)).inline_shapes
    assert [p._inline.docPr.get("descr") for p in pictures] == [card.chart.alt for card in made]
    assert len({p._inline.docPr.get("id") for p in pictures}) == len(made)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in (n for n in package.namelist() if n.endswith(".png")):
            with Image.open(io.BytesIO(package.read(name))) as picture:
                assert round(picture.width / 6.3) == 300


def test_captions_are_numbered_fields_and_the_list_of_figures_points_at_them(made, docx):
    root = Document(io.BytesIO(docx)).element
    codes = [code.text.strip() for code in root.iter(qn("w:instrText"))]
    assert codes == ['TOC \\h \\z \\n \\c "Figure"', *["SEQ Figure \\* ARABIC"] * len(made)]
    kinds = [mark.get(qn("w:fldCharType")) for mark in root.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * (len(made) + 1)
    captions = [p.text for p in Document(io.BytesIO(docx)).paragraphs if p.style.name == "Caption"]
    assert captions == [f"Figure {card.number}. {card.title}." for card in made]
    marks = {mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink"))]
    assert len(links) == len(made) and set(links) <= marks


def test_source_note_and_trace_stand_below_each_chart(made, docx):
    small = [p.text for p in Document(io.BytesIO(docx)).paragraphs if p.style.name == "Small Print"]
    assert small == [line for card in made for line in (f"{card.chart.subtitle}.", *card.small_print)]
    assert "Note: A note." in small and made[0].chart.trace in small


def test_the_table_of_figures_holds_every_row(made, docx):
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(docx)).tables[0].rows]
    for card in made:
        for key, about, said, printed in card.chart.claims:
            assert [about, said, printed, key] in rows


def test_a_slide_says_finding_alt_text_caption_sources_and_rows(made, pptx):
    shown = list(Presentation(io.BytesIO(pptx)).slides)[1:]
    assert [slide.shapes.title.text for slide in shown] == [card.title for card in made]
    for slide, card in zip(shown, made, strict=True):
        (picture,) = (shape for shape in slide.shapes if shape.shape_type == 13)
        assert picture._element.nvPicPr.cNvPr.get("descr") == card.chart.alt
        notes = slide.notes_slide.notes_text_frame.text
        for words in (card.caption, card.chart.sources, card.chart.long_alt, card.chart.citation):
            assert words in notes


def test_pictures_stay_on_the_slide(pptx):
    shown = Presentation(io.BytesIO(pptx))
    for slide in shown.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= shown.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= shown.slide_height


def test_a_chart_too_tall_for_a_slide_is_spread_and_loses_no_row():
    chart = long_table(40)
    parts = slides.drawn(chart)
    assert len(parts) > 1 and all(factor >= 1 for _, factor in parts)
    assert [mark.figure_id for part, _ in parts for mark in part.marks] == [f"r{n}" for n in range(40)]
    assert {part.trace for part, _ in parts} == {chart.trace}


def test_a_spread_chart_keeps_its_panels_together(data):
    claims = select(data, coverage="selected", kind="change", campaign_id="summer-action-2024")
    chart = forms.changes(claims, "97_changes", **WORDS)
    assert chart.rows.baseline.ne(chart.rows.baseline.shift()).sum() != chart.rows.baseline.nunique()  # mixed rows
    told = [mark.figure_id for part, _ in slides.drawn(chart) for mark in part.marks]
    kinds = chart.rows.set_index("figure_id").baseline[told]
    assert kinds.ne(kinds.shift()).sum() == kinds.nunique()


def long_table(rows):
    words = forms.pd.DataFrame({"key": [f"r{n}" for n in range(rows)], "What": ["Visits"] * rows})
    return forms.table(
        words, "95_long", widths=[1], sources="; ".join(f"Paper {n}, 1 Jan 2022" for n in range(99)), **WORDS
    )


def test_a_chart_too_tall_for_a_page_is_spread_over_several(made):
    card = caption.Card(1, long_table(60))
    document = Document(io.BytesIO(word.document([card])))
    pictures = list(document.inline_shapes)
    assert len(pictures) > 1 and all(p.height.inches <= word.HIGHEST + 0.01 for p in pictures)
    drawn = card.chart.spread(word.HIGHEST, framed=False)
    assert [mark.figure_id for part in drawn for mark in part.marks] == [f"r{n}" for n in range(60)]
    assert [p.text for p in document.paragraphs if p.style.name == "Caption"] == [f"Figure 1. {card.title}."]
    assert f"Figure 1 (1/{len(pictures)})" in [p.text for p in document.paragraphs]


def test_bars_too_many_for_a_slide_are_spread():
    own = forms.pd.DataFrame({"key": [f"b{n}" for n in range(40)], "label": ["A"] * 40, "count": range(1, 41)})
    parts = slides.drawn(forms.count_bars(own, "98_bars", sources="ours", **WORDS))
    assert len(parts) > 1 and [mark.figure_id for part, _ in parts for mark in part.marks] == list(own.key)
    longest = [max(mark.x for mark in part.marks) for part, _ in parts]
    assert longest[0] < longest[-1] == 40  # one scale for all parts


def test_a_chart_is_found_though_its_notebook_has_another_name(tmp_path, monkeypatch):
    notebook = save.project.ROOT / "notebooks" / "02_households_visited.ipynb"
    (tmp_path / "20_mine.ipynb").write_bytes(notebook.read_bytes())
    monkeypatch.setattr(collect, "NOTEBOOKS", tmp_path)
    assert [chart.name for chart in collect.charts(["02_*claims"])] == ["02_households_visited_claims"]


def test_a_killed_process_costs_time_and_no_document():
    def make():
        if multiprocessing.parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        return b"made"

    assert build._side_by_side([make, make]) == [b"made", b"made"]


def test_a_list_of_sources_too_long_for_a_slide_is_in_its_notes():
    card = caption.Card(1, long_table(3))
    shown = Presentation(io.BytesIO(slides.presentation([card]))).slides[1]
    texts = [shape.text_frame.text for shape in shown.shapes if shape.has_text_frame]
    assert "Sources: 99, listed in the notes." in texts[-1] and "Paper 98" not in texts[-1]
    assert "Paper 98" in shown.notes_slide.notes_text_frame.text


@pytest.mark.parametrize(
    ("file", "links"), [("docx", "word/_rels/document.xml.rels"), ("pptx", "ppt/slides/_rels/slide{}.xml.rels")]
)
def test_every_picture_has_its_drawing_as_vectors_too(made, file, links, request):
    with zipfile.ZipFile(io.BytesIO(request.getfixturevalue(file))) as package:
        for card in made:
            drawn = package.read(
                f"{file[:4].replace('docx', 'word').replace('pptx', 'ppt')}/media/chart{card.number + (file == 'pptx')}.svg"
            )
            root = ElementTree.fromstring(drawn)
            assert card.chart.trace in "".join(root.itertext())
            assert not list(root.iter("{http://www.w3.org/2000/svg}text"))  # Office has not the fonts
            link = package.read(links.format(card.number + 1)).decode()
            assert re.search(rf'Target="[^"]*media/chart{card.number + (file == "pptx")}.svg"', link)


def test_the_page_loads_nothing_and_has_no_broken_reference(html):
    references = re.findall(r'(?:href|src|action|poster|srcset)="([^"]*)"', html)
    references += re.findall(r"url\(([^)]*)\)", html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for reference in references:
        assert reference.startswith("data:") or reference.removeprefix("#") in ids, reference[:80]
    assert not re.search(r"<script|@import|<iframe|<object|<link(?! rel=\"icon\" href=\"data:)", html)


def test_the_page_has_alt_text_data_and_downloads(made, html):
    for card in made:
        assert html.count(f'aria-label="{webpage._text(card.chart.alt)}"') == 2  # for a wide and a narrow window
        for key, *_ in card.chart.claims:
            assert f"<td>{webpage._text(key)}</td>" in html
        for kind in ("svg", "png", "pdf", "csv"):
            found = re.search(rf'download="{card.chart.name}\.{kind}" href="data:[^;]+;base64,([^"]+)"', html)
            assert len(base64.b64decode(found[1])) > 20


def test_the_page_carries_a_glyph_for_every_character(html):
    from fontTools.ttLib import TTFont

    held = set()
    for encoded in set(re.findall(r"data:font/woff;base64,([^)]+)\)", html.split("</style>")[0])):
        held |= set(TTFont(io.BytesIO(base64.b64decode(encoded))).getBestCmap())
    said = re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL)
    assert {c for c in webpage.html.unescape(said) if not c.isspace()} <= {chr(point) for point in held}


def test_the_same_inputs_give_the_same_bytes(made, docx):
    again = build.numbered([card.chart.at() for card in made])
    assert word.document(again) == docx
    assert webpage.page(again[:1]) == webpage.page(made[:1])
    assert slides.presentation(again[-1:]) == slides.presentation(made[-1:])
    assert caption.captions(again) == caption.captions(made)


def test_captions_hold_a_citation_a_chart(made):
    text = caption.captions(made)
    for card in made:
        assert caption._plain(card.chart.citation) in text and f"**Figure {card.number}. " in text
    assert "Police campaigns in reported figures (2026)" in text and "CC-BY-4.0" in text


@pytest.mark.parametrize(("size", "grey"), [("one-column", True), ("two-columns", False), ("slide", False)])
def test_every_size_is_legible_and_carries_its_fonts(made, size, grey):
    for card in made[:1]:
        files = dict(build.at_size(card.chart, size, grey=grey))
        svg = files[f"{card.chart.name}.svg"].decode()
        assert "@font-face" in svg and card.chart.trace in webpage.html.unescape(svg)
        with Image.open(io.BytesIO(files[f"{card.chart.name}.png"])) as picture:
            inches = build.SIZES[size] or slides.WIDTH - 2 * slides.EDGE
            assert abs(picture.width / 300 - inches) < 0.05
            if grey:
                red, green, blue = picture.convert("RGB").resize((200, 200)).split()
                assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_a_chart_is_laid_out_anew_not_scaled(made):
    chart = made[0].chart
    narrow = chart.at(width=3.35)
    assert narrow.figure.get_figwidth() == 3.35 and narrow.rows.equals(chart.rows) and narrow.trace == chart.trace
    sizes = {text.get_fontsize() for text in narrow.figure.texts}
    assert min(sizes) >= honesty.SMALLEST_TEXT
    assert chart.figure.get_figwidth() == 6.3


def test_chinese_captions_use_sure_terms_only(made):
    card = caption.Card(1, made[0].chart, "zh")
    assert card.label == "图 1" and card.title.startswith("贵州省，六必访：")
    drawn = card.chart.at(language="zh")
    names = [text.get_text() for text in drawn.figure.texts]
    assert "走访家庭" in names and "Households visited 走访家庭" not in names
    assert drawn.trace == card.chart.trace


def test_an_unsure_campaign_keeps_its_english_name(data):
    rows = select(data, campaign_id="escort-school-opening")
    card = caption.Card(1, forms.claim_dots(rows, "96_school", panels="metric_id", **WORDS), "zh")
    assert "护航开学季" not in card.title


def test_charts_are_collected_from_the_notebooks_and_chosen_by_name(tmp_path, monkeypatch):
    notebook = save.project.ROOT / "notebooks" / "02_households_visited.ipynb"
    (tmp_path / notebook.name).write_bytes(notebook.read_bytes())
    monkeypatch.setattr(collect, "NOTEBOOKS", tmp_path)
    assert [chart.name for chart in collect.charts(["02_*claims"])] == ["02_households_visited_claims"]
    with pytest.raises(collect.NoSuchChart, match="'99_\\*'(.|\n)*02_households_visited_against"):
        collect.charts(["99_*"])


AXE = os.environ.get("CAMPAIGNS_AXE", "")


@pytest.mark.slow
def test_the_page_passes_axe_in_a_browser(html, tmp_path):
    """CAMPAIGNS_AXE names axe.min.js of the npm package axe-core."""
    if not Path(AXE).is_file():
        pytest.skip("set CAMPAIGNS_AXE to axe.min.js (npm pack axe-core) for the accessibility check")
    try:
        program = browser.find_browser()
    except browser.BrowserError as problem:
        pytest.skip(str(problem))
    file = tmp_path / "report.html"
    file.write_text(html, "utf-8")
    ready = "() => document.readyState === 'complete' && location.protocol === 'file:'"
    with browser._browser(tmp_path, program) as open_page:
        shown = open_page(file.as_uri(), ready)
        shown.command("Runtime.evaluate", expression=Path(AXE).read_text("utf-8"))
        found = shown.ask(
            "async () => { document.querySelectorAll('details').forEach(d => { d.open = true; });"
            " return (await axe.run()).violations.map(v => `${v.impact}: ${v.help}: ${v.nodes[0].html}`); }"
        )
        loaded = shown.ask("() => performance.getEntriesByType('resource').map(entry => entry.name)")
        shown.close()
    assert found == [] and [name for name in loaded if not name.startswith("data:")] == []


def test_word_file_is_well_formed(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))
