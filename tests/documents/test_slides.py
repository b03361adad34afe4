"""Slides, and what both files of Office share: alt texts, cropped titles, languages, text that fits."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import product
from xml.etree import ElementTree

import pytest
from campaigns.charts import honesty
from campaigns.charts.forms import bars, strip
from campaigns.charts.layout import Sheet, laid_out
from campaigns.charts.text import text_width
from campaigns.documents import (
    caption,
    office,
    slide_parts,
    slides,
    webpage,
)
from campaigns.documents import rows as shown
from documents.small import TITLE, WORDS, as_template, cards, few
from docx import Document
from pptx import Presentation
from pptx.oxml.ns import qn as pptx_qn


@pytest.mark.parametrize("height", range(150, 400, 10))
def test_rows_of_a_table_are_dealt_evenly_over_as_few_slides_as_they_need(height):
    rows = [("A province, a summer", f"{n}", f"{n}") for n in range(9)]
    chunks, each = slide_parts.tables(rows, ("Who", "What", "As printed"), (400, 200, 200), height), 16 * 1.22 + 8
    sizes = [len(chunk) for chunk in chunks]
    assert sum(chunks, []) == rows and len(chunks) == -(-9 // int(height / each - 1))
    assert max(sizes) == -(-9 // len(chunks)) and max(sizes) * each + each <= height


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
                texts = [line for p in shape.text_frame.paragraphs for line in p.text.split("\v")]
                sizes = set()
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


def test_a_title_is_somewhat_smaller_where_its_last_line_would_be_a_lone_word():
    long = "7 of 34 named campaigns can be dated, only 1 from dates printed in its report (1/4)"
    assert slide_parts.title_size("Short", 870, 70, 28) == 28
    assert 24 <= slide_parts.title_size(long, 870, 70, 28) < 28


def test_charts_on_slides_are_enlarged_twice_and_spread_without_losing_a_row():
    lanes = [{"value": 300 * n + 100, "lane": f"Lane {n % 4}"} for n in range(8)]
    chart = strip(few(*lanes), "95_long", title=TITLE, lane="lane", log=True, **WORDS)
    room = 12.2, 5
    parts = slides.drawn(chart, *room)
    told = [ink.gid for part in parts for ink in part.sheet.ink if ink.gid.startswith("dot:row")]
    assert len(parts) == 2 and sorted(told) == [f"dot:row-{n}" for n in range(8)]
    for part in parts:
        assert (part.sheet.height - office.title_height(part)) * slides.FACTOR <= room[1] + 0.01
    assert slides.drawn(chart, 12.2, 0.5) == []


def test_a_lane_too_high_for_a_slide_goes_on_over_the_next_and_no_text_is_below_sixteen_points():
    mixed = [400 + 100 * (n * 7 % 10) for n in range(40)]
    chart = strip(few(*mixed, lane="A lane"), "96_tall", title=TITLE, lane="lane", log=True, **WORDS)
    parts = slides.drawn(chart, *slides.room())
    told = [ink.gid for part in parts for ink in part.sheet.ink if ink.gid.startswith("dot:row")]
    assert len(parts) > 1 and sorted(told) == sorted(f"dot:row-{n}" for n in range(40))
    for part in parts:
        honesty.text_size(part, part.sheet.layout.width * slides.FACTOR, 16)
        with pytest.raises(honesty.MisleadingChart, match="use 16 pt"):
            honesty.text_size(part, part.sheet.layout.width * 1.9, 16)


def test_bars_and_tables_can_be_edited(made, pptx):
    held = Presentation(io.BytesIO(pptx))
    drawn = [shape.chart for slide in held.slides for shape in slide.shapes if shape.has_chart]
    chart = cards(made)[0].chart
    assert [list(one.plots[0].series[0].values) for one in drawn] == [list(chart.rows.value)]
    labels = [text.text for text in drawn[0]._chartSpace.iter(pptx_qn("a:t"))]
    assert labels == list(chart.rows.said) and "more than 900" in labels
    tables = [shape.table for slide in held.slides for shape in slide.shapes if shape.has_table]
    told = [[cell.text for cell in row.cells] for row in tables[0].rows][1:]
    assert told == [list(line) for line in shown.without_keys(cards(made)[1].chart)[1:]]


def test_rows_on_slides_have_note_sources_and_mark_below_them_and_none_runs_out_of_its_slide(made, pptx):
    held = Presentation(io.BytesIO(pptx))
    told = [slide for slide in held.slides if any(shape.has_chart or shape.has_table for shape in slide.shapes)]
    assert len(told) == 2
    for slide, card in zip(told, cards(made), strict=False):
        (rows,) = (shape for shape in slide.shapes if shape.has_chart or shape.has_table)
        foot = max((shape for shape in slide.shapes if not shape.is_placeholder), key=lambda shape: shape.top)
        *notes, sources = foot.text_frame.text.split("\n")
        assert "Sources: " in sources and (rows.has_chart or notes == ["Note to the chart: A note."])
        assert sources.replace("\u00a0", " ").endswith(card.chart.trace)
        assert rows.top + rows.height <= foot.top and foot.top + foot.height <= held.slide_height - 457200


def test_a_chart_with_two_readings_or_a_line_of_reference_is_no_bar_chart_of_office():
    sure = bars(few(1, 2), "94_sure", title=TITLE, **WORDS)
    unsure = bars(few(1, {"value": 2, "low": 1, "high": 2, "reading": "uncertain"}), "94_unsure", title=TITLE, **WORDS)
    lined = bars(few(1, 2), "94_lined", title=TITLE, reference=(1.5, "A line"), **WORDS)
    assert [slide_parts.is_bars(chart) for chart in (sure, unsure, lined)] == [True, False, False]


def test_dates_in_the_categories_of_a_chart_of_office_stay_on_one_line():
    held = few(1, 2).assign(detail="1 Jan* – 31 Oct 2023*")
    data = slide_parts._data(bars(held, "94_dates", title=TITLE, **WORDS))
    assert all(one.label.endswith("1\u00a0Jan*\u00a0– 31\u00a0Oct\u00a02023*") for one in data.categories)


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


def test_parts_of_a_chart_have_as_many_rows_as_each_other_and_one_more_at_the_start_or_the_end():
    def dealt(fuller_last):
        sheets = []
        for n in (1, 2, 3):
            with laid_out(part=(n, 3), fuller_last=fuller_last):
                sheets.append(Sheet().part(list(range(7))))
        return sheets

    assert dealt(False) == [[0, 1, 2], [3, 4], [5, 6]] and dealt(True) == [[0, 1], [2, 3], [4, 5, 6]]


def test_pieces_of_a_long_lane_name_each_of_their_rows():
    lanes = [{"value": 300 * (n * 5 % 13) + 100, "lane": f"Lane {n > 8}"} for n in range(13)]
    chart = strip(few(*lanes), "95_long", title=TITLE, lane="lane", log=True, **WORDS)
    parts = slides.drawn(chart, 12.2, 4.2)
    assert len(parts) > 2  # more than lanes
    for part in parts:
        keys = {
            kind: {i.gid.split(":")[1] for i in part.sheet.ink if i.gid.startswith(kind)} for kind in ("dot", "label")
        }
        assert len(keys["dot"]) > 1 and keys["dot"] == keys["label"]


def test_a_wanted_line_break_is_a_break_and_no_letters(tmp_path):
    deck = Presentation()
    shape = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, 900000, 900000)
    slide_parts.write(shape.text_frame, ["化解率達\n93.44%"], 16, "zh")
    deck.save(tmp_path / "deck.pptx")
    (read,) = Presentation(tmp_path / "deck.pptx").slides[0].shapes
    assert read.text_frame.text == "化解率達\v93.44%" and "_x000B_" not in shape._element.xml


def test_a_chinese_title_breaks_at_its_stops():
    title = "听取居民意见的走访以贵州为最多（若为户数），也是其中唯一的全省数字（1/4）"
    assert slide_parts.whole(title, 870, 28) == title.replace("，也", "，\n也")
    assert slide_parts.whole(title, 2000, 28) == title
    counted = "数据：1,784项说法中428项带限定词，其中404项为“超过”（1/2）"  # as wide as its box, by its letters
    assert slide_parts.whole(counted, text_width(counted, 24, 600) * 1.04, 24) == counted.replace("，", "，\n")


def test_chinese_paragraphs_are_broken_by_hand_and_no_date_or_number_is_torn():
    """Seen in LibreOffice: quotation marks are as wide as characters there, numbers have gaps around them."""
    told = ("抓获违法犯罪嫌疑人：2022年超过143万人、2023年97.5万人、2024年179.1万人，截至2022年8月10日*的数字。",
            "图下的图例说明各符号的含义：原文是否为“超过”“至少”“近”“约”，原文破损是否已还原，是否有多种读法。")  # fmt: skip
    for text, width in product(told, range(300, 900, 11)):
        lines = slide_parts.by_hand(text, width, 24).split("\n")
        assert "".join(lines) == text and slide_parts.lines_high(text, width, 24) == pytest.approx(
            len(lines) * 24 * 1.22
        )
        assert all(text_width(line, 24) + 16 * len(re.findall("[“”]", line)) <= width for line in lines)
        for whole in ("143万人", "179.1万人", "8月10日*"):
            assert whole not in text or any(whole in line for line in lines), lines
    assert slide_parts.by_hand("A paper of 5 words", 20, 24) == "A paper of 5 words"


def test_an_english_line_of_a_slide_ends_before_a_chinese_word_that_hardly_fits():
    told = (
        "For each police turn of duty Sichuan’s claims work out at 2.7 turns of helpers 社会力量, the nation’s at 1.9."
    )
    broken = slide_parts.by_hand(told, 839, 24)
    assert broken == told.replace(" 社会", "\n社会") and slide_parts.by_hand(told, 1000, 24) == told
    assert slide_parts.lines_high(broken, 839, 24) == slide_parts.lines_high(told, 839, 24)


def test_chinese_below_rows_is_broken_by_hand_and_takes_the_height_of_its_lines():
    sources = "资料来源：" + "；".join(f"某省某市某报，2022年{n}月15日" for n in range(1, 13)) + "。"
    told, height = slide_parts.laid(sources, 870)
    lines = told.split("\n")
    assert len(lines) > 2 and "".join(lines) == sources and all(line[-1] in "；。" for line in lines)
    assert all(text_width(line, slide_parts.SMALLEST) < 0.9 * 870 for line in lines)
    assert height == pytest.approx(len(lines) * slide_parts.SMALLEST * 1.22)
    assert slide_parts.laid("Sources: A paper", 870)[0] == "Sources: A paper"


def test_a_row_of_a_table_is_as_high_as_the_lines_of_its_cells():
    one = slide_parts.SMALLEST * 1.22
    assert slide_parts.high(("所绘内容：\n每10万居民每天，起", "原文"), (140, 90)) == pytest.approx(2 * one + 8)
    fits = text_width("18,000 contradictions", slide_parts.SMALLEST) * 0.92 + 13
    assert slide_parts.high(("18,000 contradictions",), (fits,)) == pytest.approx(one + 8)


def test_columns_are_not_dealt_unevenly_to_save_a_line_or_two():
    summer = "夏季治安打击整治“百日行动”，2022年6月25日*至"
    lines = [("发布主体与时期", "所绘内容：每10万居民每天，起", "原文")]
    lines += [(f"四川省，{summer}7月20日*", "化解矛盾纠纷：0.827至1.08", "18,000 contradictions and disputes"),
              (f"陕西省，{summer}7月20日*", "化解矛盾纠纷：0.32至0.418", "3298起"),
              (f"中国，{summer}9月27日*", "化解矛盾纠纷：2.04", "273.5万起"),
              ("中国，夏季治安打击整治行动，2023年6月25日至9月30日", "化解矛盾纠纷：2.06", "284.6万起")]  # fmt: skip
    wide = shown.widths(lines, 878, [16] * 3)
    assert max(wide) < 0.5 * sum(wide)


def test_below_rows_the_sources_are_shortened_before_the_note_is_left_out(made):
    card = next(card for card in cards(made) if card.chart.note)
    card = replace(card, chart=replace(card.chart, listed=tuple(f"Paper {n}" for n in range(9))))
    feet = slides._Deck("en", None, False)._foot(card)
    assert [foot.startswith("Note to the chart") for foot in feet] == [True] * 3 + [False] * 3
    assert "Paper 8" in feet[0] and "Paper 8" not in feet[1] and "more, in the data file" in feet[2]
