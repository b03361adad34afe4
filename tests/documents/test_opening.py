"""How editors leave files, files that cannot be read, and an annotated copy."""

import copy
import html
import io
import os
import sys
import time
import urllib.parse

import papers
import pytest
from campaigns.charts import save
from campaigns.documents import annotate, audit
from campaigns.documents.audit import opening
from docx import Document
from docx.oxml.ns import qn
from papers import BARS, details, some, states
from PIL import Image

CURRENT, OUTDATED, MENTIONED, UNSURE = audit.CURRENT, audit.OUTDATED, audit.MENTIONED, audit.UNSURE


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
        assert (OUTDATED in states(told("a.docx", papers.joined(report, {file: part})))) is wanted


@pytest.mark.slow
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


def test_pages_that_the_office_program_counted_are_told(told, report):
    broken = xml(lambda text: text.replace("<w:drawing>", "<w:lastRenderedPageBreak/><w:drawing>"))(report)
    assert [v.place for v in told("a.docx", broken) if v.what == "picture"] == [
        "page 2, Figure 1, picture 1",
        "page 3, Figure 2, picture 2",
    ]


def test_neighbours_of_a_text_are_looked_at_and_strangers_said(told, old_png, new_png, tmp_path):
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


@pytest.mark.parametrize(
    "frame", ['<iframe srcdoc="{}"></iframe>', '<iframe src="data:text/html,{}"></iframe>', '<iframe src="a.html">']
)
def test_a_page_within_a_page_is_looked_at_or_said(frame, told, then, old_png):
    """Also beside a picture of today's: nothing on the page is told to be current for want of a look."""
    inside = papers.page([(old_png, then[0])], then[:1]).decode()
    inside = urllib.parse.quote(inside) if "data:" in frame else html.escape(inside)
    (picture,) = [v for v in told("b.html", f"<p>Hello</p>{frame.format(inside)}".encode()) if v.what == "picture"]
    assert picture.state == (UNSURE if "a.html" in frame else OUTDATED)


@pytest.mark.parametrize("kind", ["layout", "master"])
def test_pictures_behind_the_slides_are_looked_at(kind, told, now, old_png, shown):
    def alter(made):
        behind = made.slide_layouts[5] if kind == "layout" else made.slide_masters[0]
        _, link = behind.part.get_or_add_image_part(io.BytesIO(old_png))
        picture = copy.deepcopy(made.slides[0].shapes[1]._element)
        next(e for e in picture.iter() if e.tag.endswith("}blip")).set(qn("r:embed"), link)
        behind.shapes._spTree.append(picture)

    verdicts = told("a.pptx", papers.slides(shown, now, alter=alter))
    assert {v.state for v in verdicts if v.place.startswith(f"slide {kind} 1, picture")} == {OUTDATED}
    assert states(verdicts, "picture") == {CURRENT, OUTDATED}


def test_other_pictures_are_not_identified_and_ornaments_are_nothing(told):
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
    """More than 60 MB of words, in a small file."""
    return papers.zipped({"word/document.xml": b"<w:document xmlns:w='w'>" + b"<w:p/>" * 12_000_000})


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_LOCKED_PART = {"content.xml": b"x", "META-INF/manifest.xml": b"<a><encryption-data/></a>"}
#: {name: (bytes, or what is made of a report, words of the refusal)}
REFUSED = {
    "password.docx": (_LOCKED, "protected by a password"),
    "password.pptx": (_LOCKED, "protected by a password"),
    "password.odt": (papers.zipped(_LOCKED_PART), "password"),
    "cut.docx": (lambda report: report[: len(report) // 2], "damaged"),
    "text.docx": (b"just a text", "damaged"),
    "other.docx": (papers.zipped({"a.txt": b"a"}), "holds no document"),
    "other.pptx": (lambda report: report, "holds no presentation"),
    "other.odt": (lambda report: report, "holds no content"),
    "broken.docx": (papers.zipped({"word/document.xml": b"<w:document"}), "no sound XML"),
    "bomb.docx": (lambda _: bomb(), "too large"),
    **{f"empty.{kind}": (b" \n" * (kind == "html"), "empty") for kind in ("docx", "png", "html", "pdf")},
    "broken.pdf": (b"%PDF-1.7 nothing", "damaged, or no PDF"),
    "broken.png": (b"\x89PNG\r\n\x1a\n nothing", "damaged, or no picture"),
    "text.jpg": (b"a text", "damaged, or no picture"),
    "text.svg": (b"a text", "holds no drawing"),
    "old.doc": (b"x", "is not searched; save it as docx"),
    "none": (b"x", "is not searched"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_says_why(name, told, report):
    made, words = REFUSED[name]
    with pytest.raises(audit.CannotRead, match=words) as refusal:
        told(name, made(report) if callable(made) else made)
    assert "\n" not in str(refusal.value) and name in str(refusal.value)


def test_entities_are_not_expanded(told):
    assert told("a.docx", papers.zipped({"word/document.xml": ENTITIES})) == []


def test_a_missing_file_and_a_folder_are_said(tmp_path, now, album):
    (tmp_path / "folder.docx").mkdir()
    for name, words in (("gone.docx", "no such file"), ("folder.docx", "cannot be read")):
        with pytest.raises(audit.CannotRead, match=words):
            papers.judged(tmp_path / name, now, album)


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


# An annotated copy


def test_an_annotated_copy_has_comments_at_the_spot(then, now, album, old_png, bars_png, tmp_path):
    (tmp_path / "r.docx").write_bytes(papers.word([(old_png, then[0]), (bars_png, now[1])], [then[0], now[1]]))
    path = annotate.annotated(tmp_path / "r.docx", now, {}, album)
    made = Document(path)
    comments = {comment.comment_id: comment.text for comment in made.comments}
    assert any("picture: outdated" in text for text in comments.values())
    holders = [p for p in made.element.body.iter(qn("w:p")) if p.findall(f".//{qn('w:commentRangeStart')}")]
    assert len(holders) >= 3 and not any(BARS in text for text in comments.values())
    assert any(p.findall(f".//{qn('w:drawing')}") for p in holders)
