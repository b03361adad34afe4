"""Two small charts of two notebooks and the documents that hold them; last month's charts, today's, and albums."""

import time

import nbformat
import papers
import pytest
from campaigns.charts.forms import bars, strip
from campaigns.documents import audit, caption, sections, slides, webpage, word
from campaigns.documents.audit import pdf, places, prose, today
from documents.small import FINDING, IN_CHINESE, TITLE, WORDS, few


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """What is told of a document does not depend on how busy the machine is that tests it."""
    for module in (today, pdf):
        monkeypatch.setattr(module, "SECONDS", 90)


@pytest.fixture(scope="session")
def charts():
    """Two small charts, one of each of two notebooks."""
    made = [
        bars(few(1200, (900, "more_than"), 1500), "91_disputes_bars", title=TITLE, **WORDS),
        strip(few(300, (4000, "more_than"), 900), "92_visits_strip", title=TITLE, lane="lane", log=True, **WORDS),
    ]
    made[0].notebook, made[1].notebook = "91_disputes", "92_visits"
    return made


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Notebooks with a question and findings, as they are stored."""
    made = tmp_path_factory.mktemp("notebooks")
    for stem, heading in (("91_disputes", "Disputes resolved 化解矛盾纠纷"), ("92_visits", "Visits")):
        shown = nbformat.v4.new_output(
            "execute_result", {"text/markdown": f"- {FINDING}", "text/plain": f"- {FINDING}"}
        )
        if stem == "91_disputes":
            shown.metadata = {"text/markdown": {"zh": [IN_CHINESE]}}
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


@pytest.fixture(scope="session")
def then():
    return papers.drawn()


@pytest.fixture(scope="session")
def now():
    return papers.drawn(value=910_000)


@pytest.fixture(scope="session")
def old_png(then):
    return papers.png(then[0])


@pytest.fixture(scope="session")
def new_png(now):
    return papers.png(now[0])


@pytest.fixture(scope="session")
def bars_png(now):
    return papers.png(now[1])


@pytest.fixture(scope="session")
def shown_then(then, old_png, bars_png):
    """Last month's pictures, each with its chart."""
    return [(old_png, then[0]), (bars_png, then[1])]


@pytest.fixture(scope="session")
def shown(now, new_png, bars_png):
    """Today's pictures, each with its chart."""
    return [(new_png, now[0]), (bars_png, now[1])]


@pytest.fixture(scope="session")
def album(now, tmp_path_factory):
    """An album that knows today's drawings only."""
    return audit.Album(now, tmp_path_factory.mktemp("album"))


@pytest.fixture(scope="session")
def long_album(then, now, tmp_path_factory):
    """An album in which last month's drawings are kept."""
    folder = tmp_path_factory.mktemp("long_album")
    audit.Album(then, folder).draw(papers.VISITS, "figure")
    return audit.Album(now, folder)


@pytest.fixture(scope="session")
def report(now, shown):
    return papers.word(shown, now)


@pytest.fixture
def told(now, album, tmp_path):
    """told(name, bytes): the Verdicts on a file, within a time."""

    def of(name, content, album=album, charts=now, failures=None):
        (tmp_path / name).write_bytes(content)
        begin = time.process_time()
        verdicts = audit.audit(audit.look_into(tmp_path / name), charts, failures, album)
        assert time.process_time() - begin < 20
        audit.summary(name, verdicts)
        return verdicts

    return of


@pytest.fixture
def record(monkeypatch):
    """Today Guizhou claims 910,000 households and two smaller numbers, and Liaoning what Guizhou claimed before."""
    claimed = [("CN-GZ", 910_000), ("CN-GZ", 18_000), ("CN-GZ", 43_000), ("CN-LN", 870_000)]
    held = [papers.claim(area, value) for area, value in claimed]
    held.append(papers.claim("CN-GZ", 870_000, "people"))  # another thing
    held += [papers.claim("CN-GZ", 5, "percent"), papers.claim("CN-LN", 5_000, "household_visits")]
    monkeypatch.setattr(prose, "findings", lambda language: [])
    monkeypatch.setattr(places, "_record", lambda: held)
