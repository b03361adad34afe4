"""A finished file brought up to date: what is outdated is replaced, and nothing else differs, proved on its XML."""

import io
import re
from copy import deepcopy

import papers
import pytest
from campaigns.charts.forms import bars
from campaigns.documents import audit, caption, office, sections, slides, word
from campaigns.documents import rows as shown
from campaigns.documents.audit import prose, raster
from campaigns.documents.refresh import refreshed
from documents.small import WORDS, few
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Emu
from lxml import etree
from papers import BARS, VISITS, parts_of
from PIL.PngImagePlugin import PngInfo
from pptx import Presentation


def authors(made):
    """What an author does to a report: prose, a comment, a resized and cropped picture, a caption of his own words."""
    first, second = made.inline_shapes
    made.add_paragraph("It is said that 870,000 households opened their doors.").add_run(" Is it so?").bold = True
    made.add_comment(made.paragraphs[0].runs, text="To be checked", author="Me", initials="M")
    first.width, first.height = Emu(first.width // 2), Emu(first.height // 2)
    first._inline.graphic.graphicData.pic.blipFill.find(qn("a:srcRect")).set("l", "1000")
    caption = next(p for p in made.paragraphs if p.style.name == "Caption")
    caption.add_run(" My own remark stands here.").italic = True
    second._inline.docPr.set("descr", "My own words for the bars")


@pytest.fixture(scope="module")
def report(then, shown_then, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.docx"
    path.write_bytes(papers.word(shown_then, then, alter=authors))
    return path


@pytest.fixture
def renewed(now, album, tmp_path):
    """renewed(bytes of a docx): the file, its copy, what was done and what is left; with other charts than today's."""

    def of(content, charts=None):
        path, known = tmp_path / "a.docx", audit.Album(charts, tmp_path / "kept") if charts else album
        path.write_bytes(content)
        return path, *refreshed(path, charts or now, {}, album=known)

    return of


@pytest.fixture(scope="module")
def done(report, now, album):
    """(the copy, what was done, what is left)."""
    return refreshed(report, now, {}, album=album)


def test_the_copy_is_current_but_for_the_authors_prose(done, now, album):
    path, _, left = done
    told = papers.judged(path, now, album)
    assert path.name == "report.refreshed.docx"
    assert {v.what for v in told if v.state != audit.CURRENT} == {"number"}
    assert sum("870,000 households" in line for line in left) == 1 and not any("caption" in line for line in left)
    assert any(re.match("outdated: .*numbers in", line) for line in left)  # known by the pictures that were replaced


def in_chinese(value):
    """A chart of which the documents of the Chinese edition say all in Chinese."""
    title = f"More than {value} disputes are claimed here", f"声称化解纠纷超过{value}起，比走访多"
    return bars(few(value, 1500), BARS, title=title, **WORDS)


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_a_chinese_edition_is_refreshed_in_chinese(kind, work, tmp_path):
    """Caption, list, table, title and notes, and the drawing, which stays Chinese."""
    old, new = in_chinese(945), in_chinese(987)
    held = sections.sections(caption.numbered([old], "zh"), papers.NO_NOTEBOOKS)
    write = word.document if kind == "docx" else slides.presentation
    path = tmp_path / f"a.{kind}"
    path.write_bytes(write(held, work, language="zh"))
    album = audit.Album([new], tmp_path / "album")
    assert papers.states(papers.judged(path, [old], audit.Album([old], tmp_path / "old")), name=BARS) == {audit.CURRENT}
    copy, done, left = refreshed(path, [new], {}, album=album)
    words = b"".join(parts_of(copy).values()).decode("utf-8", "ignore")
    assert left == [] and done and "声称化解纠纷超过987起" in words
    assert not re.search("945起|than 945|>945", words)  # a drawing's coordinates may hold any digits
    (drawing,) = [part for name, part in parts_of(copy).items() if name.endswith(".png") and b"987" in part]
    assert "声称化解纠纷超过987起" in raster.words(drawing) and new.trace in raster.words(drawing)


def test_findings_follow_and_an_edited_one_is_left(then, monkeypatch, shown_then, renewed):
    ours = "The visits of a province come to more than 910,000 households, or 7.16 for every 100."
    monkeypatch.setattr(prose, "findings", lambda language: [(VISITS, ours)])
    was = ours.replace("910,000", "870,000").replace("7.16", "6.85")

    def alter(made):
        made.add_paragraph(was[:50], style="List Bullet").add_run(was[50:]).bold = True
        made.add_paragraph(was.replace("come to", "amount to"))

    path, copy, done, left = renewed(papers.word(shown_then, then, alter=alter))
    finding, edited = Document(copy).paragraphs[-2:]
    assert finding.text == ours and [bool(run.bold) for run in finding.runs] == [False, True]
    assert "amount to more than 870,000" in edited.text and any("edited" in line for line in left)
    assert f"{was} -> {ours}" in done


def test_the_original_is_untouched(report, album, now):
    assert any(v.state == audit.OUTDATED for v in papers.judged(report, now, album))


def test_only_the_outdated_parts_of_the_package_differ(done, report):
    before, after = parts_of(report), parts_of(done[0])
    differing = {name for name in before | after if before.get(name) != after.get(name)}
    assert before.keys() == after.keys()
    assert differing == {"word/document.xml", "word/media/image1.png", "word/media/chart1.svg"}


def test_only_the_outdated_words_of_the_document_differ(done, report):
    """Every element but the texts that hold the old figure, the old trace and the old alt text is as it was."""
    before, after = (list(etree.fromstring(parts_of(path)["word/document.xml"]).iter()) for path in (report, done[0]))
    assert len(before) == len(after)
    texts, attributes = [], set()
    for old, new in zip(before, after, strict=True):
        assert old.tag == new.tag
        if old.text != new.text:
            texts.append((old.text, new.text))
        changed = {key for key in {*old.attrib, *new.attrib} if old.get(key) != new.get(key)}
        attributes |= {(old.tag.rpartition("}")[2], key) for key in changed if not key.endswith("}space")}
    assert texts and all("870,000" in old or re.search(r"rows [0-9a-f]{8}|^[0-9a-f]{8}$", old) for old, _ in texts), (
        texts
    )
    assert attributes == {("docPr", "descr"), ("cNvPr", "descr"), ("tblDescription", qn("w:val"))}


def test_size_crop_and_the_authors_words_stay(done, report):
    before, after = (Document(path) for path in (report, done[0]))
    for old, new in zip(before.inline_shapes, after.inline_shapes, strict=True):
        assert (old.width, old.height) == (new.width, new.height)
    was, crop = (
        made.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.find(qn("a:srcRect")) for made in (before, after)
    )
    assert dict(crop.attrib) == dict(was.attrib) and crop.get("l") == "1000"
    words = "\n".join(p.text for p in after.paragraphs)
    assert "My own remark stands here." in words and "said that 870,000 households" in words
    assert "910,000" in next(p.text for p in after.paragraphs if p.style.name == "Caption")
    assert after.inline_shapes[1]._inline.docPr.get("descr") == "My own words for the bars"
    assert [c.text for c in after.comments] == ["To be checked"]


def test_the_list_says_what_was_done(done):
    lines = "\n".join(done[1])
    assert "91_visits is drawn anew" in lines and re.search("gz22-households-visited: .*870,000.*-> .*910,000", lines)
    assert BARS not in lines


def test_nothing_to_do_changes_nothing(now, shown, renewed):
    path, copy, done, left = renewed(papers.word(shown, now))
    assert done == left == [] and parts_of(copy) == parts_of(path)


def test_a_deck_is_refreshed_with_its_notes(then, now, album, tmp_path, shown_then):
    def alter(made):
        frame = made.slides[0].notes_slide.notes_text_frame
        frame.add_paragraph().text = "Say hello first."
        picture = next(s for s in made.slides[0].shapes if s.shape_type == 13)
        picture.left, picture.crop_left = Emu(12345), 0.1

    path = tmp_path / "deck.pptx"
    path.write_bytes(papers.slides(shown_then, then, alter=alter))
    copy, done, left = refreshed(path, now, {}, album=album, out=tmp_path / "new.pptx")
    assert copy == tmp_path / "new.pptx" and left == [] and done
    made = Presentation(copy)
    notes = made.slides[0].notes_slide.notes_text_frame.text
    assert "910,000" in made.slides[0].shapes.title.text and "870,000" not in notes and "Say hello first." in notes
    assert now[0].trace in notes
    picture = next(s for s in made.slides[0].shapes if s.shape_type == 13)
    assert picture.left == 12345 and round(picture.crop_left, 3) == 0.1
    before, after = parts_of(path), parts_of(copy)
    differing = {name for name in before | after if before.get(name) != after.get(name)}
    assert differing <= {"ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml", "ppt/media/image1.png"}


def test_rows_that_are_new_or_gone_follow_in_the_table(then, now, shown_then, renewed):
    def alter(made):
        rows = made.tables[0].rows
        row = next(r for r in rows if r.cells[3].text == now[0].claims[1][0])
        row._tr.getparent().remove(row._tr)
        stray = next(r for r in rows if r.cells[3].text == now[0].claims[2][0])
        stray.cells[3].text = "gz22-no-longer"

    path, copy, done, left = renewed(papers.word(shown_then, then, alter=alter))
    table = [tuple(cell.text for cell in row.cells) for row in Document(copy).tables[0].rows]
    assert table[1:] == list(shown.told(now[0]).values())
    assert not any("gz22-no-longer" in row for row in table) and left == []
    assert any("is new" in line for line in done) and any("no longer" in line for line in done)


OWN = [["", "Total by author: 12", "", ""], ["Guizhou", "a guess: 7", "", "my-own-row"]]


def with_own(made):
    """A report whose author has added rows and a column to the table of figures."""
    table = made.tables[0]
    for words in OWN:
        for cell, text in zip(table.add_row().cells, words, strict=True):
            cell.text = text
    for number, row in enumerate(table.rows):
        remark = deepcopy(row.cells[0]._tc)
        row._tr.insert(1, remark)
        row.cells[1].text = f"remark {number}"


def test_rows_and_columns_of_the_authors_own_stay(then, now, shown_then, renewed):
    """Beside them the chart's own cells are brought up to date, and only then is the table said to be of today."""
    _, copy, done, left = renewed(papers.word(shown_then, then, alter=with_own))
    table = Document(copy).tables[0]
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert [line.pop(1) for line in lines] == [f"remark {n}" for n in range(6)]
    assert lines[1:] == [*map(list, shown.told(now[0]).values()), *OWN]
    assert any("Total by author: 12" in line and "stays" in line for line in left)
    assert not any("remark 1" in line for line in left) and not any("Total by author" in line for line in done)
    assert now[0].digest in etree.tostring(table._tbl.tblPr).decode()


def test_a_table_that_keeps_old_figures_keeps_its_old_digest(then, now, shown_then, renewed):
    def alter(made):
        """A table in which nobody knows which column is whose: its head is gone, and there is one more."""
        with_own(made)
        made.tables[0].rows[0]._tr.getparent().remove(made.tables[0].rows[0]._tr)

    _, copy, _, left = renewed(papers.word(shown_then, then, alter=alter))
    table = etree.tostring(Document(copy).tables[0]._tbl).decode()
    assert "870,000" in table and then[0].digest in table and now[0].digest not in table
    assert any("outdated" in line and "table of figures" in line for line in left)


def test_a_row_that_is_new_at_the_top_stands_there(then, now, shown_then, renewed):
    def alter(made):
        row = made.tables[0].rows[1]._tr
        row.getparent().remove(row)

    copy = renewed(papers.word(shown_then, then, alter=alter))[1]
    rows = [tuple(cell.text for cell in row.cells) for row in Document(copy).tables[0].rows]
    assert rows[1:] == list(shown.told(now[0]).values())


def test_a_row_whose_id_has_blanks_is_changed_in_place(then, bars_png, renewed):
    other = papers.drawn(few=5)
    path, copy, done, left = renewed(papers.word([(bars_png, then[1])], then[1:]), other)
    rows = [[cell.text for cell in row.cells] for row in Document(copy).tables[0].rows]
    assert [row[-1] for row in rows[1:]] == ["a-1", "b-2 / all of them"] and left == []
    assert rows[1][1] == "5" and any("a-1: 3 -> 5" in line for line in done)


def test_a_jpeg_becomes_a_png_that_carries_its_trace(then, now, album, old_png, tmp_path):
    known = audit.Album(then, tmp_path / "kept")
    known.draw(VISITS, "figure")
    path = tmp_path / "a.docx"
    jpeg = papers.as_("JPEG", old_png)
    path.write_bytes(papers.word([(jpeg, then[0])], then[:1], with_svg=False))
    copy, _, left = refreshed(path, now, {}, album=audit.Album(now, tmp_path / "kept"))
    told = papers.judged(copy, now, album)
    assert {v.state for v in told if v.what == "picture"} == {audit.CURRENT} and left == []
    words = [raster.words(v) for k, v in parts_of(copy).items() if k.endswith(".png")]
    assert any(now[0].trace in text for text in words)


def test_a_title_of_more_lines_is_cropped_off_as_a_whole(now, renewed):
    long = "More households than anyone has counted so far are said to have been visited in this half of the year, it is claimed"
    new = [papers.drawn(value=910_000, title=long)[0]]
    path, copy, _, _ = renewed(papers.word([(papers.png(now[0]), now[0])], now[:1]), new)
    before, after = (Document(p).inline_shapes[0]._inline for p in (path, copy))
    was, crop = (float(e.graphic.graphicData.pic.blipFill.find(qn("a:srcRect")).get("t")) for e in (before, after))
    assert (
        crop / 100_000 == pytest.approx(office.title_height(new[0]) / new[0].sheet.height, abs=0.001)
        and crop > was * 1.3
    )
    assert after.extent.cy == pytest.approx(before.extent.cy, rel=0.02)  # the body of the chart is as high as it was


@pytest.mark.parametrize(
    ("crop", "told"),
    [
        ({"t": 5_000, "b": 12_000}, {"title", "sources", "trace"}),
        ({"t": None, "r": 60_000}, {"sources", "rows"}),
        ({"t": None}, set()),
        ({"t": 0}, set()),
    ],
)
def test_a_crop_of_the_authors_stays_and_what_it_cuts_off_is_said(crop, told, then, old_png, renewed):
    def alter(made):
        mark = made.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.find(qn("a:srcRect"))
        for side, share in crop.items():
            mark.set(side, mark.get(side) if share is None else str(share))

    path, copy, done, _ = renewed(papers.word([(old_png, then[0])], then[:1], alter=alter))
    before, after = (
        Document(p).inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.find(qn("a:srcRect"))
        for p in (path, copy)
    )
    assert dict(before.attrib) == dict(after.attrib)
    line = next(line for line in done if "is drawn anew" in line)
    assert set(re.findall(r" its (\w+)", line)) == told and ("cuts off" in line) == bool(told)


def test_other_kinds_are_refused(now, album, tmp_path):
    (tmp_path / "a.odt").write_bytes(b"x")
    with pytest.raises(audit.CannotRead, match="only Word and PowerPoint"):
        refreshed(tmp_path / "a.odt", now, {}, album=album)


def test_a_taller_chart_keeps_its_width(then, old_png, renewed):
    info = PngInfo()
    for key in ("Title", "Description", "Source", "Comment"):
        info.add_text(key, raster.image(old_png).info[key])
    image, out = raster.image(old_png), io.BytesIO()
    image.convert("RGB").resize((image.width, image.height // 2)).save(out, "PNG", pnginfo=info)
    path, copy, done, _ = renewed(papers.word([(out.getvalue(), then[0])], then[:1], with_svg=False))
    before, after = (Document(p).inline_shapes[0] for p in (path, copy))
    assert before.width == after.width and 1.9 < after.height / before.height < 2.1
    assert any("higher by" in line for line in done)


def test_words_beside_a_picture_that_cannot_be_replaced_keep_its_trace(then, now, shown_then, renewed):
    """Of a chart shown twice, once as an editor drew upon it, once as it was in its day."""
    (png, chart), *_ = shown_then
    strange = papers.changed(png, lambda image: image.crop((0, 0, image.width, image.height // 2)))
    path, copy, done, left = renewed(
        papers.word([(strange, chart), (png, chart)], [chart, chart], with_svg=False, table=False)
    )
    texts = [p.text for p in Document(copy).paragraphs]
    assert [f"rows {one.digest}" in text for text in texts if "· rows " in text for one in (chart, now[0])] == [
        True, False, False, True]  # fmt: skip
    heads = [text for text in texts if text.startswith("Figure ") and "Guizhou" in text]
    assert sum("870,000" in text for text in heads) == sum("910,000" in text for text in heads) == 2
    assert any("was not replaced" in line for line in left)


@pytest.mark.parametrize("remark", ["{} (my own count: none)", "Ask: {}?"])
def test_a_remark_inside_a_cell_of_ours_stays_beside_todays_number(remark, then, now, shown_then, renewed):
    def alter(made):
        for cell in made.tables[0].rows[1].cells:
            cell.text = remark.format(cell.text)

    copy = renewed(papers.word(shown_then, then, alter=alter))[1]
    rows = [[cell.text for cell in row.cells] for row in Document(copy).tables[0].rows][1:]
    first, *others = shown.told(now[0]).values()
    assert rows == [[remark.format(cell) for cell in first], *map(list, others)]


def test_a_cell_that_its_author_has_rewritten_stays_and_is_told(then, now, shown_then, renewed):
    def alter(made):
        made.tables[0].rows[1].cells[1].text = "87 myriad, so 870,000, of which I saw 3"

    _, copy, done, left = renewed(papers.word(shown_then, then, alter=alter))
    table = Document(copy).tables[0]
    assert table.rows[1].cells[1].text == "87 myriad, so 870,000, of which I saw 3"
    assert any("87 myriad" in line and "910,000" in line for line in left)
    assert then[0].digest in etree.tostring(table._tbl.tblPr).decode()


def test_a_cell_of_which_more_than_the_number_moved_is_renewed_where_a_picture_tells_what_it_said(
    then, shown_then, monkeypatch, renewed
):
    row = papers._row
    monkeypatch.setattr(papers, "_row", lambda key, value, *words: {
        **row(key, value, *words), "said": f"about {value:,} {words[0]}"})  # fmt: skip
    new = papers.drawn(value=910_000)

    def alter(made):
        made.tables[0].rows[2].cells[1].text = "July"  # a piece of what the chart says, not a cell of it

    copy = renewed(papers.word(shown_then, then, alter=alter), new)[1]
    cells = [row.cells[1].text for row in Document(copy).tables[0].rows[1:]]
    assert cells == [told[1] if n != 1 else "July" for n, told in enumerate(shown.told(new[0]).values())]
