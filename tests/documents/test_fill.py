"""The report as LibreOffice lays its pages out: how far each is filled, whether the contents say the right page, and
where lines break."""

import re

import numpy as np
import pypdfium2
import pytest
from campaigns.documents import caption, sections, word
from campaigns.rerun import collect
from docx import Document
from test_programs import office

pytestmark = pytest.mark.slow
MOST_BLANK = 1 / 3  # of the room between the margins, except where a section ends


@pytest.fixture(scope="module")
def all_charts():
    return collect.charts()


@pytest.fixture(scope="module", params=[("A4", "en"), ("Letter", "en"), ("A4", "zh")], ids=" ".join)
def report(request, all_charts, tmp_path_factory):
    """(the Word file, its pages as PDF)."""
    paper, language = request.param
    folder = tmp_path_factory.mktemp("report")
    told = word.arranged(sections.sections(caption.numbered(all_charts, language)), language, paper)
    work = caption.work(language=language)
    (folder / "report.docx").write_bytes(word.document(told, work, language=language, paper=paper, table=True))
    pages = pypdfium2.PdfDocument(office(folder / "report.docx", "pdf", folder))
    return Document(folder / "report.docx"), list(pages)


def blank(page, setup):
    """The share of the room between the margins that is blank below the last ink on a page."""
    dots = np.asarray(page.render(grayscale=True).to_numpy()).squeeze()
    top, bottom = (round(side / setup.page_height * len(dots)) for side in (setup.top_margin, setup.bottom_margin))
    inked = np.flatnonzero((dots[top : len(dots) - bottom] < 200).any(axis=1))
    return 1 - (inked.max() + 1) / (len(dots) - top - bottom)


def said(page):
    """The words of a page, without what keeps them on a line."""
    return page.get_textpage().get_text_range().replace("\u2060", "").replace("\r\n", "\n").replace("\ufffe", "")


def heads(document):
    return [p.text.replace("\u2060", "") for p in document.paragraphs if p.style.name == "Heading 1"]


def starts(document, pages):
    """{heading: number of the page that it begins} of the sections."""
    headings = heads(document)
    title = document.core_properties.title
    texts = ["".join(said(page).split()) for page in pages]
    found = {}
    for heading in headings:
        begins = "".join(f"{title}{heading}".split())[:60]
        found[heading] = next((n for n, text in enumerate(texts, 1) if n > 1 and text.startswith(begins)), None)
    return found


def test_no_page_is_more_than_a_third_blank_but_at_the_end_of_a_section(report):
    document, pages = report
    begins = starts(document, pages).values()  # the last of them the table of figures, whose rows end where they end
    told = [(n, page) for n, page in enumerate(pages, 1) if n + 1 not in begins and n < max(begins)]
    blanks = {n: blank(page, document.sections[0]) for n, page in told}
    assert len(blanks) > 12 and {n: round(share, 2) for n, share in blanks.items() if share > MOST_BLANK} == {}


def test_the_contents_say_the_page_on_which_a_section_begins(report):
    document, pages = report
    told = [p.text.replace("\u2060", "").split("\t") for p in document.paragraphs if p.style.name == "toc 1"]
    assert {heading: int(page) for heading, page in told} == starts(document, pages)


def test_no_chinese_word_of_a_heading_is_cut_and_no_number_of_a_source(report):
    document, pages = report
    lines = "\n".join(map(said, pages)).splitlines()
    headings = heads(document)
    words = {word for heading in headings for word in re.findall("[\u4e00-\u9fff]{2,8}", heading)}
    assert words and {word for word in words if not any(word in line for line in lines)} == set()
    assert not [line for line in lines if re.fullmatch(r"\d{1,3}\.", line)]  # the rest of a year
    assert not [line for line in lines if re.search(r"[A-Za-z] \([一-鿿]{1,9}$", line)]  # of a publisher's name


def test_no_date_range_or_number_is_cut_at_the_end_of_a_line(report):
    """Whatever stands between the characters: LibreOffice breaks Chinese where it likes."""
    text = "\n".join(map(said, report[1]))
    months = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    cut = (rf"\d *\n{months}\b", rf"\b{months}\*? *\n20\d\d", r"\n– ", r"\d *\n[mb]illion", r"\d *\n[年月日万亿倍起人户名次]",
           r"[年月] *\n\d", r"\n\*", r"\n[日倍次][。*]?\n")  # fmt: skip
    found = [text[max(0, place.start() - 20) : place.end() + 10] for one in cut for place in re.finditer(one, text)]
    assert found == []
