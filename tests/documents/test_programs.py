"""Documents that went through other programs, as far as they are installed: LibreOffice, pandoc, ghostscript, qpdf, a browser."""

import shutil
import subprocess

import papers
import pypdfium2
import pytest
from campaigns.documents import audit
from campaigns.documents import office as office_parts
from campaigns.documents.refresh import refreshed
from papers import BARS, VISITS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def old_files(then, shown_then, tmp_path_factory):
    """Last month's report, deck and page."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "report.docx").write_bytes(papers.word(shown_then, then))
    (folder / "report.pptx").write_bytes(papers.slides(shown_then, then))
    (folder / "report.html").write_bytes(papers.page(shown_then, then))
    return folder


def program(*names):
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


def office(source, kind, folder):
    """A file saved by LibreOffice as another kind."""
    command = [
        program("soffice", "libreoffice"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
    ]
    command += ["--convert-to", kind, "--outdir", str(folder / "made"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "made" / f"{source.stem}.{kind}"


def run(*command):
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=180)


def judged(path, charts, album):
    """{(chart, what): states} of a file."""
    told = {}
    for verdict in audit.audit(audit.guarded(path), charts, {}, album):
        told.setdefault((verdict.name, verdict.what), set()).add(verdict.state)
    return told


def never_current(told):
    """Last month's picture and words were found, and none of them was called today's."""
    assert any(name == VISITS for name, _ in told), told
    assert audit.CURRENT not in told.get((VISITS, "picture"), set()), told
    assert any(
        audit.OUTDATED in states or audit.UNSURE in states for (name, _), states in told.items() if name == VISITS
    )


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("report.docx", ["docx"]), ("report.docx", ["odt"]), ("report.docx", ["odt", "docx"]), ("report.docx", ["doc", "docx"]),
        ("report.docx", ["pdf"]), ("report.docx", ["html"]), ("report.pptx", ["pptx"]), ("report.pptx", ["odp"]),
        ("report.pptx", ["ppt", "pptx"]), ("report.pptx", ["pdf"]), ("report.docx", ["dotx"]), ("report.pptx", ["ppsx"]),
    ],
)  # fmt: skip
def test_what_libreoffice_saved_is_outdated_and_the_rest_is_current(
    source, kinds, old_files, now, long_album, tmp_path
):
    path = old_files / source
    for kind in kinds:
        path = office(path, kind, tmp_path)
    told = judged(path, now, long_album)
    never_current(told)
    found = told[VISITS, "picture"] | told.get((VISITS, "caption"), set())
    # On a page of a deck a long title may reach into the picture; then it cannot be told, and is said so.
    assert audit.OUTDATED in found or (source == "report.pptx" and kinds == ["pdf"] and found == {audit.UNSURE})
    assert told[BARS, "picture"] <= {audit.CURRENT} or kinds[0] in ("doc", "ppt", "html")


@pytest.mark.parametrize("kind", ["docx", "html", "md", "odt"])
@pytest.mark.parametrize("source", ["report.docx", "report.html"])
def test_what_pandoc_made_is_outdated(source, kind, old_files, now, album, tmp_path):
    target = tmp_path / f"made.{kind}"
    more = ["--self-contained"] if kind == "html" else [f"--extract-media={tmp_path / 'media'}"]
    run(program("pandoc"), old_files / source, "-o", target, *more)
    never_current(judged(target, now, album))


@pytest.mark.parametrize("kind", ["rewritten", "no-copy", "password"])
def test_a_pdf_that_was_rewritten_or_locked(kind, old_files, now, long_album, tmp_path):
    source, target = office(old_files / "report.docx", "pdf", tmp_path), tmp_path / "locked.pdf"
    if kind == "rewritten":
        run(program("gs"), "-q", "-sDEVICE=pdfwrite", "-o", target, source)
    else:
        words = ("", "owner") if kind == "no-copy" else ("open", "owner")
        run(program("qpdf"), "--encrypt", *words, "256", "--extract=n", "--", source, target)
    if kind == "password":
        with pytest.raises(audit.CannotRead, match="protected by a password"):
            judged(target, now, long_album)
    else:
        never_current(judged(target, now, long_album))


def test_a_page_printed_by_a_browser(then, now, old_png, album, tmp_path):
    browser = program("chromium", "chromium-browser", "google-chrome")
    (tmp_path / "a.html").write_bytes(papers.page([(old_png, then[0])], then[:1]))
    run(browser, "--headless", "--no-sandbox", f"--print-to-pdf={tmp_path / 'a.pdf'}", (tmp_path / "a.html").as_uri())
    never_current(judged(tmp_path / "a.pdf", now, album))


def printed(html, folder):
    """The texts of the pages of a page, as a browser prints it."""
    (folder / "a.html").write_text(html, "utf-8")
    browser, target = program("chromium", "chromium-browser", "google-chrome"), folder / "a.pdf"
    run(browser, "--headless", "--no-sandbox", f"--print-to-pdf={target}", (folder / "a.html").as_uri())
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(target)]


def test_in_print_each_question_begins_a_page(made, html, tmp_path):
    pages = ["".join(text.replace("\ufffe", "").split()) for text in printed(html, tmp_path)]
    for section in made:
        title = "".join(section.title.split())
        assert [title in page for page in pages[1:]].count(True) == 1
        assert any(page.startswith(title) for page in pages)


def test_in_print_a_small_table_is_not_parted_and_a_long_one_is(tmp_path):
    style = (office_parts.TEMPLATES / "style.css").read_text("utf-8")
    tables = [
        f"<div style='height:{high}mm;break-before:page'></div><table><tbody>"
        + "".join(f"<tr><td>row {high}-{n}</td></tr>" for n in range(many))
        + "</tbody></table>"
        for many, high in ((4, 245), (4, 250), (6, 255), (9, 244))
    ]
    pages = printed(f"<html><head><style>{style}</style></head><body>{''.join(tables)}</body></html>", tmp_path)
    held = {high: sum(f"row {high}-" in page for page in pages) for high in (245, 250, 255, 244)}
    assert held == {245: 1, 250: 1, 255: 1, 244: 2}


def test_in_print_a_questions_last_chart_goes_over_whole_where_a_line_of_its_table_would(tmp_path):
    style = (office_parts.TEMPLATES / "style.css").read_text("utf-8")
    table = "<table><thead><tr><th>head</th></tr></thead><tbody>{}</tbody></table>"
    before = f"<figure>picture 0<div style='height:164mm'></div>{table.format('<tr><td>line</td></tr>')}</figure>"
    charts = "".join(
        f"<h2 class='question'>{many}</h2>{before}<h2>title</h2><figure>picture {many}<div style='height:60mm'></div>"
        f"{table.format('<tr><td>row</td></tr>' * many)}</figure>"
        for many in (1, 9)
    )
    pages = printed(f"<html><head><style>{style}</style></head><body>{charts}</body></html>", tmp_path)
    said = ("picture 0", "line", "title", "picture 1", "picture 9", "row")
    told = [[word for word in said if word in page] for page in pages]
    assert told == [
        ["picture 0", "line"],
        ["title", "picture 1", "row"],
        ["picture 0", "line", "title", "picture 9"],
        ["row"],
    ]


def test_a_report_edited_in_libreoffice_is_refreshed(old_files, now, album, tmp_path):
    path = office(old_files / "report.docx", "docx", tmp_path)
    copy, done, left = refreshed(path, now, {}, album=album)
    told = judged(copy, now, album)
    assert {state for states in told.values() for state in states} == {audit.CURRENT} and done and not left
    assert office(copy, "pdf", tmp_path / "again").stat().st_size > 10_000  # it still opens
