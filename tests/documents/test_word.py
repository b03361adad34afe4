"""The Word file: headings, fields, pages, links, languages, tables, house templates."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from campaigns.charts.chart import quoted
from campaigns.charts.forms import bars, grid
from campaigns.documents import (
    caption,
    office,
    rows,
    sections,
    word,
    word_flow,
)
from campaigns.documents.audit.held import squeezed
from campaigns.documents.words import NUMBER, unbroken, whole_terms
from documents.small import FINDING, TITLE, WORDS, as_template, cards, few
from docx import Document
from docx.oxml.ns import qn


@pytest.mark.parametrize("printed", ["12起", ""])
def test_a_column_in_which_nothing_is_printed_is_left_out(printed, work, tmp_path):
    held = sections.sections(
        caption.numbered([bars(few(7, 9, printed=printed), "91_bars", title=TITLE, **WORDS)]), tmp_path
    )
    table = Document(io.BytesIO(word.document(held, work))).tables[-1]
    assert ("As printed" in [cell.text for cell in table.rows[0].cells]) is bool(printed)
    assert len(table.columns) == 3 + bool(printed)


def test_a_row_says_what_is_counted_and_the_head_the_unit_of_what_is_drawn():
    """Nobody claimed the number that is drawn: it is named what it is, and has its unit."""
    key, unit = "sc22-police-deployed", "person-times a day per 100,000 residents"
    for said, told, unit_zh in (("7.72 to 10.1", f": {unit}", "：每10万居民每天，人次"), ("8 turns", "", "")):
        made = few(7, 8, unit=unit, said=said).assign(figure_id=[key, "another"], said_zh=said)
        chart = bars(made, "91_bars", title=TITLE, **WORDS)
        assert rows.told(chart)[key][1] == f"Police deployed: {said}"
        assert rows.heads(chart)[1] == f"What is drawn{told}"
        chinese = chart.at(language="zh")
        assert rows.told(chinese)[key][1] == f"投入警力：{said}" and rows.heads(chinese)[1] == f"所绘内容{unit_zh}"


@pytest.mark.parametrize(("nights", "span"), [([None, None], "a day"), ([3, None], "a day or night")])
def test_a_head_speaks_of_nights_only_where_a_row_is_of_nights(nights, span):
    made = few(7, 8, unit="person-times a day or night per 100,000 residents").assign(nights=nights)
    chart = bars(made, "91_bars", title=TITLE, **WORDS)
    assert rows.heads(chart)[1] == f"What is drawn: person-times {span} per 100,000 residents"


def test_a_name_of_parts_that_a_program_reads_is_said_once_and_plainly():
    parted = few(7, 9).assign(figure_id=["A | 1", "A | 2"], who=["A | 1", "A | 2"], when="", printed="")
    chart = bars(parted, "91_bars", title=TITLE, **WORDS)
    assert list(rows.told(chart).values()) == [("A, 1", "7"), ("A, 2", "9")]
    assert rows.heads(chart) == ("Whole and part", "What is drawn: disputes")


def test_the_table_of_a_grid_says_the_group_that_only_the_place_of_a_square_tells():
    made = few(7, 9).assign(row=[("First work", "甲项"), ("Second work", "乙项")], stage=[("Plan", "方案")] * 2)
    made = made.assign(who=["Town, first: work", "Town"], who_zh="某镇")
    stages = [(("Plan", "方案"), "")]
    chart = grid(made, "91_grid", row="row", column="stage", columns=stages, total_words="all", title=TITLE, **WORDS)
    assert [cells[1] for cells in rows.told(chart).values()] == ["7 (Plan)", "9 (Second work, Plan)"]
    assert next(iter(rows.told(chart.at(language="zh")).values()))[1] == "7起（甲项，方案）"


def test_columns_are_as_wide_as_their_contents_need():
    wide = rows.widths(
        [("Who", "What", "Row"), ("A long name of a place, and then some", "7", "a-long-key")], 300, [9] * 3
    )
    assert sum(wide) == pytest.approx(300) and wide[0] > wide[2] > wide[1]


def test_a_chinese_cell_breaks_at_its_stops_and_inside_a_name_only_where_that_is_longer_than_a_line():
    for text in (
        "抓获违法犯罪嫌疑人：|0.622",
        "枫桥式公安派出所：|14个",
        "江苏省，夏季治安打击整治行动，|2023年6月25日至8月18日*",
    ):
        wide = max(map(len, text.split("|"))) * 8 / 0.86 + 14
        assert rows.broken(text.replace("|", ""), wide, 8).split("\n") == text.split("|")
    assert rows.broken("所绘内容：每10万居民每天（夜），人", 130, 8).split("\n") == [
        "所绘内容：",
        "每10万居民每天（夜），人",
    ]
    scoped = "查处酒驾醉驾（仅首轮夜间行动）：7,670"
    assert not any(re.search(r"^[：，）]", rows.broken(scoped, wide, 8), re.MULTILINE) for wide in range(50, 200, 4))
    long = rows.broken("公共场所携带管制器具案件", 70, 8)
    assert all(len(line) > 3 for line in long.split("\n")) and "\n" in long


def test_a_row_says_its_scope_in_both_languages_but_not_one_that_it_does_not_have():
    """Of what is read as a number of the whole action nobody may say that it is of night rounds only."""
    id_ = "china-cctv-y2022-1-drink-and-drunk-driving"
    made = few(7, 8, 9, said="7").assign(figure_id=[id_, f"{id_}-whole-action", "sc23-business-measures"], said_zh="7")
    chart = bars(made, "91_bars", title=TITLE, **WORDS)
    assert [cells[1] for cells in rows.told(chart).values()] == [
        "Drink and drunk driving together (night rounds only): 7", "Drink and drunk driving together: 7",
        "Service measures introduced (business environment only): 7"]  # fmt: skip
    chinese = rows.told(chart.at(language="zh"))
    assert [cells[1] for cells in chinese.values()] == [
        "查处酒驾醉驾（仅夜间行动）：7", "查处酒驾醉驾：7", "出台服务措施（仅营商环境）：7"]  # fmt: skip


def test_a_name_is_not_broken_where_all_columns_have_room():
    row = "某省，2022年6月25日*至9月30日*", "抓获违法犯罪嫌疑人：0.892", "46.58万名", "a-place-y2022-1-suspects"
    lines = [("谁", "所绘内容", "原文", "数据行"), row]
    wide = rows.widths(lines, 400, [8.5, 8.5, 8.5, 7])
    assert rows.broken(lines[1][1], wide[1], 8.5).split("\n")[0].startswith("抓获违法犯罪嫌疑人：")


def test_head_and_first_rows_of_a_table_stay_together_and_the_last_two(docx):
    for table in Document(io.BytesIO(docx)).tables:
        stays = [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in table.rows]
        assert stays[0] and stays[1] and stays[-2] and not stays[-1]
        assert table._tbl.getprevious().find(qn("w:pPr")).find(qn("w:keepNext")) is not None


def test_a_small_table_stays_whole_and_a_long_one_does_not(work, tmp_path):
    for many, whole in ((4, True), (15, False)):
        held = sections.sections(caption.numbered([bars(few(*[9] * many), "91_bars", title=TITLE, **WORDS)]), tmp_path)
        table = Document(io.BytesIO(word.document(held, work))).tables[-1]
        stays = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        assert len(stays) == many + 1 and all(stays[:-1]) is whole and not stays[-1]


def test_reports_that_a_chart_sets_its_rows_against_are_among_its_sources():
    whole = few(100).assign(source_id="mps-2024")
    chart = bars(few(7, 9).assign(source_id="gz-2022"), "91_bars", title=TITLE, against=whole, **WORDS)
    assert [s.source_id for s in caption.Card(1, chart.at()).sources] == ["gz-2022", "mps-2024"]


def test_sources_end_in_their_language_and_quotes_are_not_doubled():
    said = (
        caption.Source("a", "中国新闻网，2023年9月27日", "标题", "", "zh").said,
        caption.Source("a", "A, 1 May", "A title", "").said,
        caption.Source("a", "not stated, 1 May", "标题", "").said,
    )
    assert said == ("标题。中国新闻网，2023年9月27日。", "A title. A, 1 May.", "标题. Not stated, 1 May.")
    assert quoted("22 say “more than”") == "“22 say ‘more than’”"


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
    small = [p for p in Document(io.BytesIO(docx)).paragraphs if p.style.name == "Small Print"]
    assert small[0].text == "Sources, by their numbers in the list: 1–2"  # their names stand in the picture
    assert [link.fragment for link in small[0].hyperlinks] == ["_Source1"]


def test_every_run_of_both_editions_has_its_language(docx, chinese, work):
    for content, language in ((docx, "en"), (word.document(chinese, work, language="zh"), "zh")):
        held = Document(io.BytesIO(content))
        for part in (held, held.sections[0].footer, held.sections[0].header):
            for run in part._element.iter(qn("w:r")):
                properties = run.find(qn("w:rPr"))
                tags, fonts = properties.find(qn("w:lang")), properties.find(qn("w:rFonts"))
                assert (tags.get(qn("w:val")), tags.get(qn("w:eastAsia"))) == ("en-GB", "zh-CN")
                hint = fonts is not None and fonts.get(qn("w:hint")) == "eastAsia"  # whose the quotation marks are
                assert hint is (language == "zh")


def test_the_table_of_figures_holds_every_row_and_can_be_left_out(made, docx, work):
    held = Document(io.BytesIO(docx))
    for table, card in zip(held.tables, cards(made), strict=True):
        told = [[cell.text for cell in row.cells] for row in table.rows]
        whole = [list(map(squeezed, row)) for row in rows.told(card.chart).values()]
        assert [list(map(squeezed, row)) for row in told[1:]] == whole
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


def test_blocks_fall_on_pages_and_findings_stand_where_they_leave_least_blank():
    assert word_flow.plan([300, 300, 300], 700).pages == [0, 0, 1]
    assert word_flow.plan([300, 300, 300], 700).blanks == [pytest.approx(1 / 7)]
    assert word_flow.plan([400, 400], 700).count == 2
    assert word_flow.cost([100, 380, 200], 700) < word_flow.cost([100, 380, 200], 600)  # one page less, none wasted
    section = [100, 300, 350, 400]  # heading, findings, charts
    assert word_flow.best_places([section], [700]) == [1] and word_flow.best_places([[100, 380, 200]], [700]) == [0]
    assert word_flow.best_places([section], [700, 760]) == [0]  # of the room with the least blank
    assert word_flow.best_places([[30, 110, 330, 210]], [670]) == [0]  # else they stand on a page alone


def test_charts_have_one_order_in_every_edition(tmp_path, monkeypatch):
    """Else Figure 9 of the English edition is another chart than Figure 9 of the Chinese one."""
    said = (60, 140)  # heading, findings
    assert word_flow.orders_of_all([[[*said, 300, 430]]], [680]) == [(1, 0)]  # a section's last page may be half empty
    assert word_flow.orders_of_all([[[*said, 300, 100, 250]]], [680]) == [(0, 1, 2)]  # already good
    assert word_flow.orders_of_all([[[*said, 484, 442, 376]], [[30, 140, 473, 442, 353]]], [647, 662, 719]) == [
        (1, 0, 2)
    ]  # with the findings first, where they are looked for
    assert word_flow.orders_of_all([[[*said, *[150] * 8]]], [680]) == [tuple(range(8))]
    asked = []

    def noted(told, _):
        asked.append(told)
        return [range(len(blocks) - 2) for blocks in told[0]]

    monkeypatch.setattr(word_flow, "orders_of_all", noted)
    long = bars(few(7, 9), "91_bars", title=("A finding of many words in English " * 5, "一项发现"), **WORDS)
    for language, paper in (("en", "A4"), ("en", "Letter"), ("zh", "A4")):
        word.arranged(sections.sections(caption.numbered([long], language), tmp_path), language, paper)
    assert asked[0] == asked[1] == asked[2]


@pytest.mark.parametrize(
    "text",
    [
        "Police campaigns in reported figures 报道数字中的公安行动: start here",
        "What do campaigns ask, and what do they report? 要求与报告",
        "Visits, stations and schools over the years 走访、枫桥式派出所、护学: what is counted?",
        "Households visited 走访家庭: how many, and out of how many?",
        "Enforcement 打击: what do the actions claim to have yielded?",
    ],
)
def test_lines_of_a_heading_are_never_a_lone_word_and_cut_no_chinese_word(text):
    style = Document(office.TEMPLATES / "report.docx").styles["Heading 1"]
    away = word_flow.kept_away(style, text, 453.6)
    assert 0 < away < 227
    lines = word_flow._Lines(style, text).at(453.6 - away)
    assert len(lines) == 2 and len(lines[1]) > 4 and not re.search(r"[一-鿿]\|[一-鿿]", "|".join(lines))
    assert word_flow.kept_away(style, "Short", 453.6) == 0


@pytest.mark.parametrize(
    "said",
    [
        "China-Guizhou: a police bureau pursuing “Six Must-Visits” since beginning of this year. Guizhou Daily (贵州日报), digest by a centre, 8 Aug 2022.",
        "萬家燈火——蚌埠公安夏季治安嚴打整治“百日行動”綜述打击整治建设工作. People’s Daily Online Anhui (人民网安徽频道), 3 Oct 2022.",
    ],
)
def test_a_publishers_own_name_is_not_torn_in_a_list_of_sources(said):
    """Nor where a program sets its words a little narrower: LibreOffice breaks Chinese between any two characters."""
    style = word._usual("en").made.styles["Source List"]
    lines, indent, mended = word_flow._Lines(style, said), word_flow.look(style)[4], []

    def torn(room):
        line = ""
        for piece in re.findall(r"\(?[一-鿿][),.“”]* ?|[^ 一-鿿(]+ ?| ", said):
            if lines.wide((line + piece).rstrip()) > room:
                if "(" in line and ")" not in line.rpartition("(")[2]:
                    return True
                line = ""
            line += piece
        return False

    widths = [width for width in range(400, 460) if torn(width - indent)]
    for width in widths:
        room = width - indent - word_flow.kept_away(style, said, width, lone=0.05)
        mended += [not any(torn(room * more) for more in (1, 1.01, 1.02))]
    assert len(widths) > 5 and all(mended)


def test_an_entry_whose_number_would_stand_alone_breaks_before_its_last_words():
    """A word more or less: at some length the last line is full, and there is no room for the number behind it."""
    style, words = Document(office.TEMPLATES / "report.docx").styles["table of figures"], ["households"] * 30
    told = [(text, word_flow.with_room(style, text, 453.6)) for text in (" ".join(words[:n]) + "s" * k
            for n in range(3, 30) for k in range(0, 10, 3))]  # fmt: skip
    for text, entry in told:
        lines = word_flow._Lines(style, entry)
        assert entry.replace("\n", " ") == text and not lines.ends_after(453.6, 453.6 - 20)
        assert "\n" in entry or not lines.ends_after(453.6 * 1.04, 453.6 * 1.04 - 20)  # measured a little too wide
        assert "\n" not in entry or lines.ends_after(453.6, 60)  # and what follows the break is no lone word
    assert 0 < sum("\n" in entry for _, entry in told) < len(told) / 2


def test_no_document_of_word_or_powerpoint_holds_a_joiner_that_its_font_may_lack(docx, pptx):
    for held in (docx, pptx):
        with zipfile.ZipFile(io.BytesIO(held)) as parts:
            assert not [name for name in parts.namelist() if "\u2060".encode() in parts.read(name)]


def test_dates_stay_on_one_line_and_labels_of_titles_not_shown_are_chinese_in_a_chinese_list():
    assert unbroken("25 Jun* – 20 Jul 2022*, Jul 9") == "25\u00a0Jun*\u00a0– 20\u00a0Jul\u00a02022*, Jul 9"
    assert unbroken("3.1 million, 110 million yuan") == "3.1\u00a0million, 110\u00a0million\u00a0yuan"
    assert unbroken("1,755 suspects, 33 to 44% of 5") == "1,755\u00a0suspects, 33\u00a0to\u00a044% of 5"
    assert (
        unbroken("5% to 6%, 3.1 million to 4.2, 24–26")
        == "5%\u00a0to\u00a06%, 3.1\u00a0million\u00a0to\u00a04.2, 24–\u206026"
    )
    ranges = ("47|至|63%", "45%|至|59%", "0.827|至|1.08", "5.9|或|5.5|倍")
    hedged = ("超|过|2,300|万|人", "不|到|8.8|年", "近|2|万|个", "至|少|95%")
    for kept in ("2022|年|6|月|25|日|*", "3000|余|户", "12.1|万|人|次", "18|倍", *ranges, *hedged):
        text = "声称的数字为{}，以及其他"
        assert unbroken(text.format(kept.replace("|", ""))) == text.format(kept).replace("|", "\u2060").replace(
            "其他", "其\u2060他"
        )
    assert unbroken("Daily (贵州日报), rows 9fa53a5a") == "Daily (贵\u2060州\u2060日\u2060报), rows\u00a09fa53a5a"
    assert unbroken("夏季行动 2022、2023、2024: what").endswith("2022、\u20602023、\u20602024: what")
    assert unbroken("Chart 01_a · data 2.0.0") == "Chart\u00a001_a · data\u00a02.0.0"
    label = "[title not shown: {}]"
    assert (
        caption._title(label.format("Yunnan, Summer Action 2024"), "zh")
        == "[原题未见：云南省，2024年夏季治安打击整治行动]"
    )
    assert caption._title(label.format("Nowhere, Summer Action 2024"), "zh") == "[原题未见]"
    assert caption._title(label.format("Yunnan, Summer Action 2024"), "en") == label.format(
        "Yunnan, Summer Action 2024"
    )


def test_in_chinese_a_quoted_name_an_aside_and_the_name_of_a_source_are_not_broken():
    for kept in ("整|治|“|百|日|行|动|”", "（|转|载|，|原|文|未|见|）"):
        text = "四川省成都市夏季治安打击{}的报道"
        assert whole_terms(text.format(kept.replace("|", ""))) == text.format(kept).replace("|", "\u2060")
    assert whole_terms("中新网四川，某日") == "中\u2060新\u2060网\u2060四\u2060川，某日"
    assert whole_terms("The word “百日行动” of a report") == "The word “百日行动” of a report"


def test_no_number_of_a_chinese_finding_is_cut_and_the_gaps_around_it_are_measured():
    """Programs break Chinese between any characters, and leave gaps at numbers."""
    report = word._usual("zh")
    style, told = (
        report.made.styles["List Bullet"],
        "因起始日没有报告写明；全国同年夏季1,205万人次，合23.1人次，为四川的1.91至2.5倍。",
    )
    assert word_flow.look(style)[4] > 10  # the bullet has a place of its own
    lines = word_flow._Lines(style, told)

    def cut(width):
        return any(found.start() < end < found.end() for end in _ends(lines, width) for found in NUMBER.finditer(told))

    widths = [width for width in range(330, 460) if cut(width)]
    mended = [width - word_flow.kept_away(style, told, width + word_flow.look(style)[4], lone=0.05) for width in widths]
    assert len(widths) > 5 and not any(map(cut, mended))
    full = "图 23　每10万居民每天破获刑事案件多在0.3至0.6起；2022年广东省、2023年江苏省在0.7以上。"
    caption_style = report.made.styles["Caption"]
    assert word_flow.kept_away(caption_style, full, report.width) > 0  # in LibreOffice a mark too long for a line
    two = "若无重复计算，每100个家庭户中有超过6.8户，即超过15分之一；若在2022年1月1日*至8月8日*期间天天走访，每天为超过3,950户（次），照此走遍全部家庭户需不到8.8年。"
    assert word_flow.kept_away(style, two, 453.6, lone=0.05) > 0


@pytest.mark.parametrize("told", ["合每100名居民超过1.62人", "按四川居民计，追回1.21元"])
def test_a_hedge_or_another_word_before_a_number_is_not_cut_in_a_chinese_finding(told):
    style = word._usual("zh").made.styles["List Bullet"]
    said = f"公安部称动员若干人；若所计为人且每人只计一次，{told}，未注明年份，也未注明由谁统计。"
    lines, end = word_flow._Lines(style, said), said.index(told) + re.search(r"(?=\d\.)", told).start() - 1
    widths = [width for width in range(250, 460) if end in _ends(lines, width)]
    kept = [width - word_flow.kept_away(style, said, width + word_flow.look(style)[4], lone=0.05) for width in widths]
    assert len(widths) > 5 and not any(end in _ends(lines, width) for width in kept)


def _ends(lines, width):
    """Where the lines of a Chinese text end."""
    return {len("".join(lines.at(width)[:n])) for n in range(1, len(lines.at(width)))}
