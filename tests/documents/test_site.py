"""The site holds what the notebooks hold, without their code, and everything that it points at."""

import json
import re
import shutil
from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from campaigns import cli, project
from campaigns.charts import explorer, forms, show
from campaigns.charts.save import made
from campaigns.claims.load import load
from campaigns.documents import pages
from nbformat import v4, write

EVIL = """<p onclick="alert(1)">Words</p><script>alert(2)</script><a href="javascript:alert(3)">Link</a>
<img src="x.png" onerror="alert(4)" alt="A plot"><iframe src="https://example.org"></iframe>"""


@pytest.fixture(scope="module")
def record():
    return load()


@pytest.fixture(scope="module")
def chart(record):
    rows = forms.described(record.select(figure_id="gz22-households-visited"))
    return forms.bars(rows, "01_visits_numbers", title="What was visited", subtitle="As claimed", whole=12_700_000)


@pytest.fixture
def notebooks(record, chart, tmp_path, monkeypatch):
    """Two notebooks as they are stored, the chart of the first one exported."""
    root = tmp_path / "project"
    (root / "figures").mkdir(parents=True)
    (root / "data").mkdir()
    for name in ("CITATION.cff", "requirements.txt"):
        shutil.copy(project.ROOT / name, root)
    (root / "data" / "README.md").write_text("The codebook.")
    monkeypatch.setattr(project, "ROOT", root)
    monkeypatch.setattr(project, "NOTEBOOKS", root / "notebooks")
    monkeypatch.setenv("CAMPAIGNS_FIGURES", str(root / "figures"))
    for kind in show.FORMATS:
        (root / "figures" / f"{chart.name}.{kind}").write_bytes(made(chart, kind) if kind == "svg" else b"held")
    explored = explorer.Explorer(record.select(figure_id="gz22-*-visited"), record)._repr_mimebundle_()
    links = "[two](02_two.ipynb), [codebook](../data/README.md), [gone](../gone.md), <b>raw</b>, <https://example.org>"
    first = [
        v4.new_markdown_cell(
            f"# One 一\n\nThe lead.\n\n{links}\n\n## Visits\n\n| a | b |\n| --- | --- |\n| c | 成都 |"
        ),
        v4.new_code_cell("secret_code()", outputs=outputs(chart)),
        v4.new_markdown_cell("## Choose"),
        v4.new_code_cell("2", outputs=[v4.new_output("display_data", data=explored)]),
    ]
    told = v4.new_output("execute_result", data={"text/markdown": "- a finding", "text/plain": "- a finding"})
    stream = v4.new_output("stream", name="stdout", text="printed <words>")
    second = [
        v4.new_markdown_cell("# Two"),
        v4.new_code_cell("3", outputs=[told, stream, v4.new_output("display_data", data={"text/html": EVIL})]),
    ]
    paths = [root / "notebooks" / name for name in ("01_one.ipynb", "02_two.ipynb")]
    (root / "notebooks").mkdir()
    for path, cells in zip(paths, (first, second), strict=True):
        write(v4.new_notebook(cells=cells), path)
    return paths


def outputs(chart):
    """What a cell stores that shows a finished chart."""
    shown, stored = show.Shown(chart, {kind: made(chart, kind) for kind in ("svg", "pdf")}), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "IPython.display.display",
            lambda data, raw, metadata=None: stored.append(
                v4.new_output("display_data", data=data, metadata=metadata or {})
            ),
        )
        shown._ipython_display_()
    return stored


@pytest.fixture
def site(notebooks, tmp_path):
    folder = tmp_path / "out"
    assert pages.write(notebooks, folder) == folder / "index.html"
    return folder


def read(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def test_a_page_a_notebook_a_page_of_contents_and_no_code(site):
    assert {p.name for p in site.glob("*.html")} == {
        "index.html",
        "all.html",
        "search.html",
        "01_one.html",
        "02_two.html",
    }
    assert [a.get_text() for a in read(site / "index.html").select("h2 a")] == ["One 一", "Two"]
    one = read(site / "01_one.html")
    assert (
        "The lead." in one.get_text() and "secret_code" not in str(one) and "成都" in one.td.find_next("td").get_text()
    )
    assert "<b>raw</b>" in one.get_text(), "raw HTML in prose is words"
    two = read(site / "02_two.html")
    assert two.li.get_text() == "a finding" and "printed <words>" in two.pre.get_text()


def test_every_page_has_its_language_title_and_headings_in_order(site):
    for path in site.glob("*.html"):
        page = read(path)
        assert page.html["lang"] == "en" and page.title.get_text() and page.find("meta", attrs={"name": "viewport"})
        levels = [int(heading.name[1]) for heading in page.main.find_all(re.compile("^h[1-6]$"))]
        assert levels and levels[0] == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), (
            path.name
        )
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), path.name


def test_no_link_is_broken_and_nothing_comes_from_elsewhere(site):
    checked = 0
    for path in site.glob("*.html"):
        page = read(path)
        for element in page.find_all(["a", "link", "img", "script", "form"]):
            address = element.get("href") or element.get("src") or element.get("action") or ""
            parts = urlsplit(address)
            if element.name == "a" and parts.scheme == "https":
                continue
            assert parts.scheme in ("", "data"), address
            target = path.parent / unquote(parts.path) if parts.path and not parts.scheme else path
            assert target.is_file(), f"{path.name}: {address}"
            assert not parts.fragment or read(target).find(id=parts.fragment), f"{path.name}: {address}"
            checked += 1
    assert checked > 40
    assert "url(" not in re.sub(r"url\(data:", "", (site / "style.css").read_text("utf-8"))
    assert (site / "files" / "data" / "README.md").read_text() == "The codebook."
    assert "gone" in read(site / "01_one.html").get_text(), "a link to nothing is left as its words"


def test_a_chart_is_its_own_drawing_with_words_that_can_be_searched(site, chart):
    drawing = read(site / "01_one.html").figure.svg
    assert drawing["aria-label"] == chart.alt and drawing["role"] == "img"
    assert "What was visited" in drawing.get_text() and "Guizhou" in read(site / "01_one.html").get_text()


def test_a_drawing_that_is_not_the_stored_one_is_not_shown(notebooks, tmp_path, chart):
    svg = project.figures() / f"{chart.name}.svg"
    svg.write_bytes(svg.read_bytes().replace(b"What was visited", b"What was not"))
    pages.write(notebooks, tmp_path / "out")
    page = read(tmp_path / "out" / "01_one.html")
    assert not page.figure.svg and page.figure.img["alt"] == chart.alt
    assert page.figure.img["src"].startswith("data:image/png;base64,")


def test_no_script_but_the_projects_own_reaches_the_site(site):
    two = (site / "02_two.html").read_text("utf-8")
    assert "Words" in two and not re.search("alert|javascript:|<script|<iframe", two)
    one = read(site / "01_one.html")
    assert [s.get("type") for s in one.find_all("script")] == ["application/json", None]
    assert one.select_one(".claims-explorer table"), "the first rows are there without a script"


def test_every_section_can_be_found(site):
    held = json.loads(read(site / "search.html").find("script", type="application/json").string)
    assert [(s["page"], s["heading"]) for s in held] == [
        ("One 一", "One 一"), ("One 一", "Visits"), ("One 一", "Choose"), ("Two", "Two"),
    ]  # fmt: skip
    assert "more than 870,000" in held[1]["text"] and "成都" in held[1]["text"] and "a finding" in held[3]["text"]
    assert all("claimsExplorer" not in s["text"] and "{" not in s["text"] for s in held)


def test_the_same_twice_and_only_the_own_folder_is_emptied(notebooks, site, tmp_path):
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    (site / "mine.txt").write_text("kept")
    pages.write(notebooks, site)
    assert before == {path: path.read_bytes() for path in before} and (site / "mine.txt").exists()


def test_a_viewer_that_strips_html_still_shows_the_picture(notebooks):
    """GitHub, nbviewer and the like: nbconvert with sanitising on, which is stricter than they are."""
    from nbconvert import HTMLExporter

    text, _ = HTMLExporter(sanitize_html=True).from_filename(str(notebooks[0]))
    page = BeautifulSoup(text, "html.parser")
    pictures = [image for image in page.find_all("img") if image["src"].startswith("data:image/png;base64,")]
    assert len(pictures) == 1 and len(pictures[0]["src"]) > 5_000
    assert "alert" not in str(page.main or page.body) and "more than 870,000" in page.get_text()


def test_a_chart_has_a_second_drawing_for_telephones(chart, notebooks, tmp_path, monkeypatch):
    """As wide as the screen of a telephone; one that is no more what is stored, or not at hand, is shown as it is."""
    monkeypatch.setattr(project, "CACHE", tmp_path / "cache")

    def figure_of(charts):
        return read(pages.write(notebooks, tmp_path / "out", charts).with_name("01_one.html")).figure

    figure = figure_of([chart])
    broad, narrow = figure.find_all("svg")
    assert (broad["class"], narrow["class"]) == (["on-page"], ["on-phone"])
    assert float(narrow["viewbox"].split()[2]) == pytest.approx(3.35 * 72, abs=1)
    ids = [element["id"] for element in figure.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for charts in ([], [replace(chart, digest="00000000")]):
        figure = figure_of(charts)
        assert figure.svg["class"] == ["everywhere"] and figure.a["href"] == f"files/figures/{chart.name}.svg"
        assert (tmp_path / "out" / figure.a["href"]).exists()


def test_a_website_is_no_single_file(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["pages", "--out", str(tmp_path / "x.html")])
    assert ended.value.code == 1 and "Name a folder" in capsys.readouterr().err and not list(tmp_path.iterdir())
