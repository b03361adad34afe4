"""The reading of notebooks in a real browser finds each fault, and nothing else.

Two small notebooks are read once: a good one, and one with a fault of each
kind in a cell of its own. Without a browser only the rules are tested.
"""

import base64
import io
import sys

import nbformat
import pytest
from campaigns import browser
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image, ImageDraw

pytestmark = pytest.mark.slow

WORDS = "Households visited: more than 870,000 in Guizhou, 贵州"


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Both notebooks read in the browser: faults, progress lines, the folder, the files' bytes before."""
    try:
        browser.find_browser()
    except browser.BrowserError as missing:
        pytest.skip(f"{str(missing).splitlines()[0]} run.py browser says how to get one.")
    folder = tmp_path_factory.mktemp("read")
    picture = png()
    write(folder / "good.ipynb", *good_cells(picture))
    write(folder / "bad.ipynb", *bad_cells(picture))
    before = (folder / "good.ipynb").read_bytes()
    lines = []

    def progress(line):
        lines.append(line)
        (folder / "bad.ipynb").write_bytes((folder / "bad.ipynb").read_bytes() + b"\n")

    notebooks = [folder / "bad.ipynb", folder / "good.ipynb"]
    faults = browser.read_in_browser(notebooks, screenshots=folder / "shots", progress=progress)
    return faults, lines, folder, before


def test_a_good_notebook_has_no_fault_and_stays_as_it_was(read):
    faults, lines, folder, before = read
    assert [fault for fault in faults if fault.startswith("good")] == []
    assert lines[1].startswith("good.ipynb: 3 images, 0 faults")
    assert (folder / "good.ipynb").read_bytes() == before


@pytest.mark.parametrize(
    "fault",
    [
        "cell 1, as stored and after a run: an image has no alt text",
        "cell 2, as stored and after a run: an image has no alt text",
        "cell 3, as stored and after a run: an image's alt text is a file name, 'figures/02 chart.png'",
        "cell 4, as stored and after a run: an image does not load (data:image/png;base64,bm90",
        "cell 5, as stored and after a run: an image does not load (figures/no_such_file.svg)",
        "cell 6, as stored and after a run: an image is blank",
        "cell 7, as stored and after a run: an image has no size",
        "cell 8, as stored and after a run: 1 image of the output not shown",
        "cell 9, as stored: 1 image of the output not shown",
        "cell 10, after a run: the cell gives 1 image, stored are 0",
        "cell 11, as stored: the output is an error, KeyError: 'rows'",
        "cell 12, after a run: the output is an error, ZeroDivisionError: division by zero",
        "cell 13, after a run: 1 code cell from here on not run",
    ],
)
def test_each_fault_is_found(read, fault):
    assert [found for found in read[0] if found.startswith(f"bad.ipynb, {fault}")]


def test_nothing_else_is_found(read):
    cells = [fault for fault in read[0] if fault.startswith("bad.ipynb, cell")]
    assert len(cells) == 13, "\n".join(cells)


def test_a_notebook_that_changed_is_a_fault(read):
    assert [fault for fault in read[0] if fault.startswith("bad.ipynb: the file changed")]


def test_a_picture_of_the_whole_notebook_is_saved(read):
    with Image.open(read[2] / "shots" / "good.png") as shot:
        assert shot.height > 3 * 300
        last = shot.crop((0, shot.height - 400, shot.width, shot.height))
        assert len(last.getcolors(1 << 24)) > 10  # the end of the notebook is drawn, not left white


def test_a_machine_without_a_browser_is_told_how_to_get_one(monkeypatch):
    monkeypatch.delenv(browser.BROWSER_VARIABLE, raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    with pytest.raises(browser.BrowserError, match="apt-get install chromium(.|\n)*CAMPAIGNS_BROWSER"):
        browser.find_browser()


def test_a_wrong_name_for_the_browser_is_said(monkeypatch):
    monkeypatch.setenv(browser.BROWSER_VARIABLE, "no-such-browser")
    with pytest.raises(browser.BrowserError, match="CAMPAIGNS_BROWSER names no-such-browser"):
        browser.find_browser()


def test_a_browser_that_does_not_start_is_said(tmp_path, monkeypatch):
    not_a_browser = browser._browser(tmp_path, sys.executable)
    with pytest.raises(browser.BrowserError, match="ended at once.*CAMPAIGNS_BROWSER"), not_a_browser:
        pass


def test_two_notebooks_of_one_name_are_refused(tmp_path):
    with pytest.raises(ValueError, match="two notebooks are named same.ipynb"):
        browser._copy_project(tmp_path / "copy", [tmp_path / "a" / "same.ipynb", tmp_path / "b" / "same.ipynb"])


def test_the_users_settings_and_figures_are_out_of_reach(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", "/home/someone/settings")
    monkeypatch.setenv("JUPYTER_PATH", "/home/someone/share")
    monkeypatch.setenv("CAMPAIGNS_FIGURES", "/home/someone/figures")
    environment = browser._environment(tmp_path, "token")
    ours = {name: value for name, value in environment.items() if name.startswith(("JUPYTER", "IPYTHON", "CAMPAIGNS"))}
    assert all(value.startswith(str(tmp_path)) for name, value in ours.items() if name != "JUPYTER_TOKEN"), ours


@pytest.mark.parametrize("alt", ["chart.png", "figures/02_visits.SVG", "my chart.jpeg"])
def test_a_file_name_is_no_alt_text(alt):
    assert "file name" in browser._fault_of_image(image(alt))


@pytest.mark.parametrize("alt", [None, " ", "Image", "chart"])
def test_an_empty_word_is_no_alt_text(alt):
    assert "no alt text" in browser._fault_of_image(image(alt))


@pytest.mark.parametrize("alt", [WORDS, "案件/纠纷", "Cases and/or disputes, 42.5 million."])
def test_words_are_alt_text(alt):
    assert browser._fault_of_image(image(alt)) is None


def image(alt):
    return {"loads": True, "visible": True, "blank": False, "alt": alt, "source": "data:"}


def good_cells(picture):
    """A heading, charts in every place a notebook has for one, a link, and a check of where the run takes place."""
    html = figure(picture, WORDS)
    folded = f"<details><summary>More</summary>{html}</details>"
    whereabouts = (
        "import os, pathlib, campaigns\n"
        "assert pathlib.Path(campaigns.__file__).is_relative_to(pathlib.Path.cwd())\n"
        "assert pathlib.Path(os.environ['CAMPAIGNS_FIGURES']).parent == pathlib.Path.cwd().parent.parent\n"
        "assert pathlib.Path('../data/sources.csv').exists()"
    )
    return [
        new_markdown_cell("# A good notebook\n\n[sources](../data/sources.csv)"),
        chart({"text/html": html, "image/png": picture, "text/plain": "chart"}),
        chart({"text/html": folded, "text/plain": "chart"}),
        code(whereabouts),
        new_markdown_cell(f"![{WORDS}](data:image/png;base64,{picture})"),
    ]


def bad_cells(picture):
    """One fault in each cell; the last two are there for the error that stops the run."""
    blank = png(lines=False)
    svg = '<figure><svg role="img" aria-label="A line"><path d="M0 0L90 90" stroke="red"/></svg></figure>'
    return [
        chart({"image/png": picture, "text/plain": "chart"}),
        chart({"text/html": figure(picture, "")}),
        chart({"text/html": figure(picture, "figures/02 chart.png")}),
        chart({"text/html": figure("bm90IGFuIGltYWdl", WORDS)}),
        new_markdown_cell(f"![{WORDS}](../figures/no_such_file.svg)"),
        chart({"text/html": figure(blank, WORDS)}),
        chart({"text/html": figure(picture, WORDS).replace("<img", "<img width=0 height=0")}),
        chart({"text/html": "<figure><figcaption>No picture</figcaption></figure>"}),
        chart({"text/html": svg}),
        code(source({"text/html": figure(picture, WORDS)})),
        code("1;", new_output("error", ename="KeyError", evalue="'rows'", traceback=["KeyError"])),
        code("1 / 0"),
        code("2;"),
    ]


def chart(data):
    """A cell that shows a mime bundle, stored as it was shown."""
    return code(source(data), new_output("display_data", data=data))


def source(data):
    return f"from IPython.display import display\ndisplay({data!r}, raw=True)"


def code(lines, *outputs):
    return new_code_cell(lines, outputs=list(outputs), execution_count=1)


def figure(picture, alt):
    return f'<figure><img alt="{alt}" src="data:image/png;base64,{picture}"><figcaption>Caption</figcaption></figure>'


def png(lines=True):
    """A small picture in base64: some lines, or nothing but white."""
    canvas = Image.new("RGB", (400, 300), "white")
    if lines:
        for x in range(0, 400, 10):
            ImageDraw.Draw(canvas).line((x, 300, 400 - x, 0), fill=(x % 256, 80, 160), width=3)
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def write(path, *cells):
    nbformat.write(new_notebook(cells=list(cells)), path)
