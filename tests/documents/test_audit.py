"""A battery of documents: what is not today's is never called current, what is there never missing, no file stops it."""

import io
import os
import re
import sys
import time

import papers
import pytest
from campaigns.charts import save
from campaigns.documents import annotate, audit
from campaigns.documents.audit import looks, opening, package, raster, traces
from docx import Document
from docx.oxml.ns import qn
from papers import BARS, VISITS
from PIL import Image


def some(of, *quick):
    """All of them as parameters, those that are not named as slow ones."""
    return [name if name in quick else pytest.param(name, marks=pytest.mark.slow) for name in of]


CURRENT, OUTDATED, MENTIONED, UNSURE = audit.CURRENT, audit.OUTDATED, audit.MENTIONED, audit.UNSURE


def states(verdicts, what=None, name=VISITS):
    return {v.state for v in verdicts if v.name == name and what in (None, v.what)}


def details(verdicts, name=VISITS):
    return "\n".join(line for v in verdicts if v.name == name for line in v.details)


# Whole documents, last month's and today's, in every format

MAKERS = {
    "docx": papers.word, "docm": papers.word, "dotx": papers.word, "pptx": papers.slides, "pptm": papers.slides,
    "ppsx": papers.slides, "html": papers.page, "htm": papers.page, "odt": papers.open_document,
    "odp": lambda pictures, words: papers.open_document(pictures, words, deck=True),
}  # fmt: skip


@pytest.mark.parametrize("kind", some(MAKERS, "docx", "pptx", "html", "odt"))
def test_todays_document_is_current_in_every_object(kind, told, now, new_png, bars_png):
    pictures = [(new_png, now[0]), (bars_png, now[1])]
    verdicts = told(f"a.{kind}", MAKERS[kind](pictures, now))
    assert [v for v in verdicts if v.state != CURRENT] == []
    assert states(verdicts, "picture") == states(verdicts, "picture", BARS) == {CURRENT}


@pytest.mark.parametrize("kind", some(MAKERS, "docx", "pptx", "html", "odt"))
def test_last_months_document_is_outdated_with_old_and_new(kind, told, then, old_png, bars_png):
    pictures = [(old_png, then[0]), (bars_png, then[1])]
    verdicts = told(f"a.{kind}", MAKERS[kind](pictures, then))
    assert states(verdicts, "picture") == {OUTDATED} and CURRENT not in states(verdicts, "caption")
    assert states(verdicts, "picture", BARS) == {CURRENT}
    lines = [line for line in details(verdicts).split("\n") if "->" in line]
    assert any(re.search("870,000.* -> .*910,000", line) for line in lines)
    assert not any("18,000" in line for line in lines)


@pytest.mark.parametrize("kind", some(MAKERS, "docx", "pptx", "html", "odt"))
def test_old_pictures_under_new_words_are_outdated(kind, told, then, now, old_png, bars_png):
    """The worst case: every word is today's, and the picture is not."""
    pictures = [(old_png, now[0]), (bars_png, now[1])]
    made = MAKERS[kind](pictures, now, with_svg=False) if kind[:3] in ("doc", "dot") else MAKERS[kind](pictures, now)
    verdicts = told(f"a.{kind}", made)
    assert states(verdicts, "picture") == {OUTDATED} and states(verdicts, name=BARS) == {CURRENT}


@pytest.mark.parametrize("kind", some(MAKERS, "docx", "pptx", "html", "odt"))
def test_new_pictures_under_old_words_are_outdated_in_the_words_only(kind, told, then, now, new_png, bars_png):
    verdicts = told(f"a.{kind}", MAKERS[kind]([(new_png, now[0]), (bars_png, now[1])], then))
    assert states(verdicts, "picture") == {CURRENT} and OUTDATED in states(verdicts)


# Pictures alone, on all their ways


@pytest.mark.parametrize("kind", save.FORMATS[:3])
def test_a_chart_file_is_known_by_its_own_trace(kind, told, then, now):
    assert states(told(f"a.{kind}", save.made(now[0], kind))) == {CURRENT}
    old = told(f"a.{kind}", save.made(then[0], kind))
    assert states(old, "picture") == {OUTDATED} and "910,000" in details(old)


@pytest.mark.parametrize("way", some(papers.WAYS, "jpg40", "smaller"))
def test_todays_picture_without_words_is_known_by_its_looks(way, told, new_png):
    assert states(told("a.png", papers.WAYS[way](new_png))) == {CURRENT}


@pytest.mark.parametrize("way", some(papers.WAYS, "jpg40", "smaller"))
def test_an_old_picture_without_words_is_never_current(way, told, old_png):
    verdicts = told("a.jpg", papers.WAYS[way](old_png))
    assert verdicts and CURRENT not in {v.state for v in verdicts}


@pytest.mark.parametrize("way", some(papers.WAYS, "jpg40", "smaller"))
def test_an_old_picture_without_words_is_told_by_a_drawing_that_was_kept(way, told, old_png, long_album):
    verdicts = told("a.jpg", papers.WAYS[way](old_png), long_album)
    assert states(verdicts) == {OUTDATED} and re.search("870,000.* -> .*910,000", details(verdicts))


@pytest.mark.parametrize("way", some(papers.BLUNT, "tiny", "upright"))
def test_what_cannot_be_known_is_said(way, told, new_png):
    (verdict,) = told("a.webp", papers.BLUNT[way](new_png))
    assert verdict.state == UNSURE and verdict.details


@pytest.mark.parametrize("way", some([*papers.WAYS, *papers.BLUNT], "jpg90", "half"))
def test_an_old_picture_is_not_current_by_the_caption_below_it(way, told, now, old_png, bars_png):
    picture = (papers.WAYS | papers.BLUNT)[way](old_png)
    made = papers.page([(picture, now[0]), (bars_png, now[1])], now)
    verdicts = told("a.html", made)
    assert CURRENT not in states(verdicts, "picture") and states(verdicts, "picture")
    assert {v.state for v in verdicts if v.what == "picture" and v.name != BARS} <= {OUTDATED, UNSURE}


def test_texts_behind_the_picture_in_a_png_are_read(told, new_png):
    end = new_png.rindex(b"IDAT")
    texts = re.search(rb"....tEXtComment.*?(?=....(?:tEXt|iTXt|zTXt|pHYs|IDAT|PLTE))", new_png, re.DOTALL)[0]
    moved = new_png.replace(texts, b"")
    end = moved.rindex(b"IEND") - 4
    assert states(told("a.png", moved[:end] + texts + moved[end:])) == {CURRENT}
    assert traces.traces(raster.words(moved[:end] + texts + moved[end:]))


@pytest.mark.parametrize("swap", [("910,000", "870,000"), ("more than", "less than")])
def test_a_label_altered_in_an_svg_is_found(swap, told, now):
    drawing = save.made(now[0], "svg").decode()
    body = drawing.index("</metadata>")
    altered = drawing[:body] + drawing[body:].replace(*swap)
    assert altered != drawing
    verdicts = told("a.svg", altered.encode())
    assert states(verdicts) == {OUTDATED} and "altered" in details(verdicts)


def test_a_scan_in_a_pdf_is_looked_at(told, old_png, new_png):
    for content, wanted in ((new_png, {CURRENT}), (old_png, {OUTDATED, UNSURE})):
        out = io.BytesIO()
        image = Image.open(io.BytesIO(content)).convert("RGB")
        sheet = Image.new("RGB", (2480, 3508), "white")
        sheet.paste(image, (200, 300))
        sheet.save(out, "PDF", resolution=300)
        verdicts = told("a.pdf", out.getvalue())
        assert verdicts and states(verdicts, "picture") <= wanted


# The line by which a chart is found

WORN = {
    "bullet": ("·", "•"), "dash": (" · ", " - "), "long dash": ("·", "–"), "full stop": (" ·", "."), "comma": (" ·", ","),
    "full width": ("·", "・"), "star": ("·", "*"), "bar": ("·", "|"), "no-break": (" ", "\u00a0"), "lines": (" ", "\n"),
    "zero width": ("·", "\u200b·\u200b"), "soft hyphen": ("visits", "vi\u00adsits"), "small": ("Chart", "chart"),
    "German": ("Chart", "Diagramm"),
}  # fmt: skip


@pytest.mark.parametrize("way", WORN)
@pytest.mark.parametrize("today", [True, False])
def test_a_worn_line_is_still_read(way, today, told, then, now):
    line = (now if today else then)[0].trace.replace(*WORN[way])
    verdicts = told("a.html", f"<p>As shown there. {line}</p>".encode())
    assert states(verdicts) == {MENTIONED if today else OUTDATED}


def test_capitals_and_wide_letters_are_read(told, now):
    for line in (now[0].trace.upper(), "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in now[0].trace)):
        assert states(told("a.md", line.replace("_", "\\_").encode())) == {MENTIONED}


def test_a_line_that_is_cut_off_says_nothing_sure(told, now):
    assert states(told("a.html", f"<p>{now[0].trace[:-3]}</p>".encode())) == {UNSURE}


def test_another_projects_chart_is_not_ours(told):
    assert (
        told("a.html", b"<p>Chart sales_2024 \xc2\xb7 data 1.1.0 \xc2\xb7 rows deadbeef, 2024.11.20 20241120</p>") == []
    )


def test_a_chart_that_is_gone_and_a_notebook_that_fails_cannot_be_told(told, then, now, old_png):
    failures = {"91_visits.ipynb": "fails in cell 3: ValueError"}
    verdicts = told("a.png", old_png, charts=now[1:], failures=failures)
    assert states(verdicts) == {UNSURE} and "fails in cell 3" in details(verdicts)
    assert "no notebook makes" in details(told("a.png", old_png, charts=now[1:]))


# Words beside pictures that are today's

EDITED = {
    "caption": ("910,000 households", "870,000 households"),
    "note": ("Nobody knows what", "Everybody knows what"),
    "subtitle": ("What was visited, where", "What was counted, where"),
    "sources": ("Guizhou Daily", "Sichuan Daily"),
}


@pytest.mark.parametrize("edit", EDITED)
@pytest.mark.parametrize("kind", some(["docx", "pptx", "html", "odt"], "html"))
def test_words_that_are_not_todays_are_found_though_the_digest_is(edit, kind, told, now, new_png, bars_png):
    made = MAKERS[kind]([(new_png, now[0]), (bars_png, now[1])], now)
    was, new = EDITED[edit]
    changed = (
        papers.rewritten(made, lambda _, part: _in_texts(part, was, new))
        if kind != "html"
        else _in_texts(made, was, new)
    )
    verdicts = told(f"a.{kind}", changed)
    assert states(verdicts, "picture") == {CURRENT} and OUTDATED in states(verdicts)
    assert new.split()[0] in details(verdicts) and was.split()[0] in details(verdicts)


def _in_texts(part, was, new):
    """A part with words changed in texts, not in attributes or pictures."""
    if not part.startswith(b"<"):
        return part
    return re.sub(rb">[^<]*<", lambda found: found[0].replace(was.encode(), new.encode()), part)


def test_an_edited_cell_of_the_table_of_figures_is_named(told, now, new_png, bars_png):
    def alter(made):
        cell = next(c for row in made.tables[0].rows for c in row.cells if "910,000" in c.text)
        cell.text = cell.text.replace("910,000", "870,000")

    verdicts = told("a.docx", papers.word([(new_png, now[0]), (bars_png, now[1])], now, alter=alter))
    assert OUTDATED in states(verdicts, "table of figures") and states(verdicts, "picture") == {CURRENT}
    assert re.search("gz22-households-visited: .*870,000.* -> .*910,000", details(verdicts))


def test_an_old_alt_text_is_named_and_the_authors_own_is_not(told, then, now, new_png, bars_png):
    for alt, wanted in ((then[0].alt, {OUTDATED}), ("My own words for what one sees", set())):

        def alter(made, alt=alt):
            made.inline_shapes[0]._inline.docPr.set("descr", alt)

        verdicts = told("a.docx", papers.word([(new_png, now[0]), (bars_png, now[1])], now, alter=alter))
        assert states(verdicts, "alt text") == wanted and states(verdicts, "picture") == {CURRENT}


def test_an_old_number_in_the_authors_prose_is_named(told, then, old_png, bars_png):
    def alter(made):
        made.add_paragraph("As we saw, some 870,000 households had police at the door, on 18 streets.")

    verdicts = told("a.docx", papers.word([(old_png, then[0]), (bars_png, then[1])], then, alter=alter))
    (number,) = [v for v in verdicts if v.what == "number"]
    assert number.state == OUTDATED and "870000 households" in number.details[0]


def test_a_citation_without_a_picture_is_a_mention(told, now):
    said = f"<p>There were 870,000 households.</p><p>{now[0].citation}</p>"
    verdicts = told("a.html", said.encode())
    assert states(verdicts) == {MENTIONED} and any(v.what == "number" and v.state == UNSURE for v in verdicts)


def test_a_picture_known_by_its_alt_text_alone_cannot_be_told(told, now, new_png):
    half = papers.BLUNT["upright"](new_png)
    verdicts = told("a.html", papers.page([(half, now[0])], now[:1]).replace(now[0].trace.encode(), b""))
    assert states(verdicts, "picture") == {UNSURE} and "alone" in details(verdicts)


def test_only_the_part_that_moved_is_told(told, data, now):
    other = papers.drawn(
        data,
        note="Everybody knows what a visit is.",
        value=910000.0,
        low=910000.0,
        printed="more than 910,000 households",
    )
    verdicts = told("a.png", papers.png(other[0]))
    assert CURRENT in states(verdicts) or "note: Everybody" in details(verdicts)  # as far as the digest covers the note
    verdicts = told("a.docx", papers.word([(papers.png(now[0]), now[0])], other[:1], table=False))
    assert (
        "note: " in details(verdicts)
        and "Everybody" in details(verdicts)
        and "row" not in details(verdicts).replace("rows", "")
    )


# How editors leave a Word file


def xml(change):
    """A change of the XML of the document."""
    return lambda made: papers.rewritten(
        made, lambda name, part: change(part.decode()).encode() if name == "word/document.xml" else part
    )


def _run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _paragraph(text, wrap="{}"):
    return f"<w:p>{wrap.format(_run(text))}</w:p>"


LEFT = {
    "deleted": '<w:del w:id="9" w:author="a" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>{line}</w:delText></w:r></w:del>',
    "moved away": '<w:moveFrom w:id="9" w:author="a" w:date="2026-01-01T00:00:00Z"><w:r><w:t>{line}</w:t></w:r></w:moveFrom>',
    "a field's code": '<w:r><w:instrText xml:space="preserve">{line}</w:instrText></w:r>',
}
SEEN = {
    "inserted": '<w:ins w:id="9" w:author="a" w:date="2026-01-01T00:00:00Z"><w:r><w:t>{line}</w:t></w:r></w:ins>',
    "split": "<w:r><w:t xml:space='preserve'>{half}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>{rest}</w:t></w:r>",
    "a link": "<w:hyperlink w:anchor='a'><w:r><w:t>{line}</w:t></w:r></w:hyperlink>",
    "a control": "<w:sdt><w:sdtContent><w:r><w:t>{line}</w:t></w:r></w:sdtContent></w:sdt>",
}


def with_line(report, form, line):
    words = form.format(line=line, half=line[:17], rest=line[17:])
    return xml(lambda text: text.replace("<w:body>", f"<w:body><w:p>{words}</w:p>", 1))(report)


@pytest.mark.parametrize("way", LEFT)
def test_what_a_reader_does_not_see_does_not_count(way, told, then, report):
    assert states(told("a.docx", with_line(report, LEFT[way], then[0].trace))) == {CURRENT}


@pytest.mark.parametrize("way", SEEN)
def test_what_a_reader_sees_counts(way, told, then, report):
    verdicts = told("a.docx", with_line(report, SEEN[way], then[0].trace))
    assert states(verdicts, "caption") == {CURRENT, OUTDATED} and states(verdicts, "picture") == {CURRENT}


@pytest.mark.parametrize("name", some(["header1", "footer1", "footnotes", "endnotes"], "header1"))
def test_headers_and_notes_are_read_and_comments_are_not(name, told, then, report):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = f"<w:hdr {space}>{_paragraph(then[0].trace)}</w:hdr>".encode()
    for file, wanted in ((f"word/{name}.xml", True), ("word/comments.xml", False)):
        with_part = papers.rewritten(report, lambda _, content: content)
        files = {n: c for n, c in _parts(with_part).items()} | {file: part}
        assert (OUTDATED in states(told("a.docx", papers.zipped(files)))) is wanted


def _parts(content):
    held = package.Package(content)
    return {name: held.read(name) for name in held.names}


def test_two_versions_of_a_chart_are_told_apart(told, then, now, old_png, new_png):
    made = papers.word([(old_png, then[0]), (new_png, now[0])], [then[0], now[0]], table=False)
    pictures = [v for v in told("a.docx", made) if v.what == "picture"]
    assert [(v.state, v.place) for v in pictures] == [
        (OUTDATED, "Figure 1, picture 1"),
        (CURRENT, "Figure 2, picture 2"),
    ]


def test_a_picture_replaced_only_in_part_is_said(told, then, now, new_png):
    verdicts = told("a.docx", papers.word([(new_png, then[0])], now[:1], table=False))
    assert states(verdicts, "picture") == {OUTDATED} and "replaced only in part" in details(verdicts)


def test_pages_that_the_office_program_counted_are_told(told, then, report):
    broken = xml(lambda text: text.replace("<w:drawing>", "<w:lastRenderedPageBreak/><w:drawing>"))(report)
    assert [v.place for v in told("a.docx", broken) if v.what == "picture"] == [
        "page 2, Figure 1, picture 1",
        "page 3, Figure 2, picture 2",
    ]


def test_neighbours_of_a_text_are_looked_at_and_strangers_said(told, then, now, old_png, new_png, tmp_path):
    (tmp_path / "new chart.png").write_bytes(new_png)
    (tmp_path / "old.png").write_bytes(old_png)
    for suffix, form in (("md", "![a]({})\n"), ("html", '<img alt="a" src="{}">')):
        for source, state in (
            ("new%20chart.png", CURRENT),
            ("old.png", OUTDATED),
            ("gone.png", UNSURE),
            ("https://a.example/b.png", UNSURE),
        ):
            (verdict,) = told(f"a.{suffix}", form.format(source).encode())
            assert verdict.state == state, source


@pytest.mark.parametrize("kind", ["png", "jpg", "svg"])
def test_pictures_inside_a_page_are_looked_at(kind, told, then, now, old_png):
    content = {"png": old_png, "jpg": papers.as_("JPEG", old_png), "svg": save.outlined(then[0])}[kind]
    verdicts = told("a.html", papers.page([(content, now[0])], now[:1], kind))
    assert CURRENT not in states(verdicts, "picture") and states(verdicts, "picture")


def test_other_pictures_are_not_identified_and_ornaments_are_nothing(told, tmp_path):
    for size, found in (((400, 300), 1), ((32, 32), 0)):
        out = io.BytesIO()
        Image.linear_gradient("L").resize(size).save(out, "PNG")
        verdicts = told("a.png", out.getvalue())
        assert len(verdicts) == found and all(v.name == "" and v.state == UNSURE for v in verdicts)


def test_long_descriptions_take_no_long_time(told, now, new_png):
    alt = "Bar chart. " + " ".join(f"word{n % 997} 870,000 households" for n in range(9000))
    page = papers.page([(papers.as_("PNG", new_png), now[0])] * 3, [now[0]] * 3)
    begin = time.process_time()
    told("a.html", page.replace(f'alt="{now[0].alt[:9]}'.encode(), f'alt="{alt} '.encode()))
    assert time.process_time() - begin < 8


# What cannot be read says why


def bomb():
    out = io.BytesIO()
    import zipfile

    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        part.write(b"<w:document xmlns:w='w'>")
        for _ in range(80):
            part.write(b"<w:p/>" * 150_000)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
REFUSED = {
    "password.docx": (lambda r: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password"),
    "password.pptx": (lambda r: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password"),
    "password.odt": (
        lambda r: papers.zipped({"content.xml": b"x", "META-INF/manifest.xml": b"<a><encryption-data/></a>"}),
        "password",
    ),
    "cut.docx": (lambda r: r[: len(r) // 2], "damaged"),
    "text.docx": (lambda r: b"just a text", "damaged"),
    "other.docx": (lambda r: papers.zipped({"a.txt": b"a"}), "holds no document"),
    "other.pptx": (lambda r: r, "holds no presentation"),
    "other.odt": (lambda r: r, "holds no content"),
    "broken.docx": (lambda r: papers.zipped({"word/document.xml": b"<w:document"}), "no sound XML"),
    "bomb.docx": (lambda r: bomb(), "too large"),
    "empty.docx": (lambda r: b"", "empty"),
    "empty.png": (lambda r: b"", "empty"),
    "empty.html": (lambda r: b" \n", "empty"),
    "empty.pdf": (lambda r: b"", "empty"),
    "broken.pdf": (lambda r: b"%PDF-1.7 nothing", "damaged, or no PDF"),
    "broken.png": (lambda r: b"\x89PNG\r\n\x1a\n nothing", "damaged, or no picture"),
    "text.jpg": (lambda r: b"a text", "damaged, or no picture"),
    "text.svg": (lambda r: b"a text", "holds no drawing"),
    "old.doc": (lambda r: b"x", "is not searched; save it as docx"),
    "none": (lambda r: b"x", "is not searched"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_says_why(name, told, report):
    make, words = REFUSED[name]
    with pytest.raises(audit.CannotRead, match=words) as refusal:
        told(name, make(report))
    assert "\n" not in str(refusal.value) and name in str(refusal.value)


def test_entities_are_not_expanded(told):
    assert told("a.docx", papers.zipped({"word/document.xml": ENTITIES})) == []


def test_a_missing_file_and_a_folder_are_said(tmp_path, now, album):
    (tmp_path / "folder.docx").mkdir()
    for name, words in (("gone.docx", "no such file"), ("folder.docx", "cannot be read")):
        with pytest.raises(audit.CannotRead, match=words):
            audit.verdicts(tmp_path / name, now, {}, album, audit.look_into)


def test_a_cut_off_png_is_judged_by_what_is_left(told, old_png):
    assert CURRENT not in {v.state for v in told("a.png", old_png[: len(old_png) * 2 // 3])}


@pytest.mark.skipif(sys.platform != "linux", reason="a reader that is started anew does not know of the test's")
def test_a_reader_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK" + bytes(40))
    with pytest.raises(audit.CannotRead, match="damaged"):
        opening.guarded(path)
    monkeypatch.setitem(opening._READERS, ".docx", lambda content: time.sleep(60))
    with pytest.raises(audit.CannotRead, match="no answer"):
        opening.guarded(path, seconds=0.05)
    monkeypatch.setitem(opening._READERS, ".docx", lambda content: os._exit(1))
    with pytest.raises(audit.CannotRead, match="too long or too much memory"):
        opening.guarded(path)


# The looks of pictures


def test_one_digit_is_a_difference_and_a_format_is_none(now, new_png):
    kept = looks.narrowed(looks.ink(raster.image(new_png)), 960)
    assert looks.differing(looks.ink(raster.image(papers.WAYS["jpg40"](new_png))), kept)[0] == 0
    grey = looks.ink(raster.image(new_png))
    grey.paste(grey.crop((0, grey.height - 26, 26, grey.height)), (131, grey.height - 26))
    assert looks.differing(grey, kept)[0] > 0


def test_drawings_of_different_shapes_differ_in_all(new_png):
    kept = looks.ink(raster.image(new_png))
    differing, inked = looks.differing(kept.crop((0, 0, kept.width, kept.height * 9 // 10)), kept)
    assert differing == inked > 1000


def test_the_album_lets_go_of_the_oldest(album, monkeypatch, now):
    from campaigns.documents.audit import album as module

    album.draw(BARS, "figure")
    monkeypatch.setattr(module, "MOST", 1)
    before = len(album.kept())
    album.prune()
    assert len(album.kept()) == 1 < before


# An annotated copy


def test_an_annotated_copy_has_comments_at_the_spot(told, then, now, album, old_png, bars_png, tmp_path):
    (tmp_path / "r.docx").write_bytes(papers.word([(old_png, then[0]), (bars_png, now[1])], [then[0], now[1]]))
    path = annotate.annotated(tmp_path / "r.docx", now, {}, album)
    made = Document(path)
    comments = {comment.comment_id: comment.text for comment in made.comments}
    assert any("picture: outdated" in text for text in comments.values())
    holders = [p for p in made.element.body.iter(qn("w:p")) if p.findall(f".//{qn('w:commentRangeStart')}")]
    assert len(holders) >= 3 and not any(BARS in text for text in comments.values())
    assert any(p.findall(f".//{qn('w:drawing')}") for p in holders)
