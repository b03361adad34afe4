"""Two small charts of two notebooks, and the documents that hold them."""

import nbformat
import pytest
from campaigns.charts.forms import bars, strip
from campaigns.documents import caption, sections, slides, webpage, word
from documents.small import FINDING, TITLE, WORDS, few


@pytest.fixture(scope="session")
def charts():
    """Two small charts, one of each of two notebooks."""
    return [
        bars(few(1200, (900, "more_than"), 1500), "91_disputes_bars", title=TITLE, **WORDS),
        strip(few(300, (4000, "more_than"), 900), "92_visits_strip", title=TITLE, lane="lane", log=True, **WORDS),
    ]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Notebooks with a question and findings, as they are stored."""
    made = tmp_path_factory.mktemp("notebooks")
    for stem, heading in (("91_disputes", "Disputes resolved 化解矛盾纠纷"), ("92_visits", "Visits")):
        shown = nbformat.v4.new_output(
            "execute_result", {"text/markdown": f"- {FINDING}", "text/plain": f"- {FINDING}"}
        )
        cells = [
            nbformat.v4.new_markdown_cell(f"# {heading}\n\nSome *words*. How many\ndoes [a report](x.md) claim?"),
            nbformat.v4.new_code_cell("findings(\n    FINDING)", outputs=[shown], execution_count=1),
        ]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), made / f"{stem}.ipynb")
    return made


@pytest.fixture(scope="session")
def made(charts, folder):
    """The Sections of the English edition."""
    return word.arranged(sections.sections(caption.numbered(charts), folder))


@pytest.fixture(scope="session")
def chinese(charts, folder):
    """The Sections of the Chinese edition."""
    return sections.sections(caption.numbered(charts, "zh"), folder)


@pytest.fixture(scope="session")
def work():
    return caption.work("A title & more", "An author")


@pytest.fixture(scope="session")
def docx(made, work):
    return word.document(made, work)


@pytest.fixture(scope="session")
def pptx(made, work):
    return slides.presentation(made, work, native=True)


@pytest.fixture(scope="session")
def html(made, work):
    return webpage.page(made, work).decode()
