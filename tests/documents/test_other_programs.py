"""What LibreOffice and a browser make of the documents (slow)."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from campaigns.charts.forms import bars
from campaigns.documents import (
    caption,
    sections,
    word,
)
from documents.small import WORDS, few
from docx import Document
from PIL import Image


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
