"""The reading of notebooks in a real JupyterLab finds each fault and nothing else; and what only a browser can tell.

JupyterLab is started once. Without a browser only the rules are tested.
"""

import base64
import io
import sys

import nbformat
import pytest
from campaigns import project
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image, ImageDraw

sys.path.insert(0, str(project.ROOT / "tools"))
lab_check = pytest.importorskip("lab_check", reason="requirements-dev.txt is not installed")

pytestmark = pytest.mark.slow  # JupyterLab in a browser: about a minute

WORDS = "Households visited: more than 870,000 in Guizhou, 贵州"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab over a copy of the project with the notebooks of this test."""
    folder, picture = tmp_path_factory.mktemp("read"), png()
    notebooks = {"good": good_cells(picture), "bad": bad_cells(picture), "own": own_cells(), "script": script_cells()}
    for name, cells in notebooks.items():
        nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")
    try:
        with lab_check.opened([folder / f"{name}.ipynb" for name in notebooks]) as opened:
            yield opened
    except lab_check.CannotRead as problem:
        pytest.skip(str(problem))


def test_a_good_notebook_has_no_fault(lab, tmp_path):
    faults, images = lab.look_twice("good.ipynb", pictures=tmp_path)
    lab.close()
    assert faults == [] and images == 4
    with Image.open(tmp_path / "good.png") as shot:
        assert shot.height > 4 * 300 and len(shot.getcolors(1 << 24)) > 10


BAD = [
    "cell 1, as stored and after a run: an image that nothing describes",
    "cell 2, as stored and after a run: an image that nothing describes",
    "cell 3, as stored and after a run: an image is described by a file name, 'figures/02 chart.png'",
    "cell 4, as stored and after a run: an image does not load (data:image/png;base64,bm90",
    "cell 5, as stored and after a run: an image does not load (figures/no_such_file.svg)",
    "cell 6, as stored and after a run: an image is blank",
    "cell 7, as stored and after a run: an image has no size",
    "cell 8, as stored and after a run: 1 image of the output not shown",
    "cell 9, as stored: 1 image of the output not shown",
    "cell 10, after a run: the cell gives 1 image, stored are 0",
    "cell 11, as stored: the output is an error, KeyError: 'rows'",
    "cell 12, after a run: the cell gives other text than is stored",
    "cell 13, as stored and after a run: an image that nothing describes",
    "cell 14, after a run: the output is an error, ZeroDivisionError: division by zero",
    "cell 15, after a run: 1 code cell from here on not run",
]


def test_each_fault_is_found_and_no_other(lab):
    faults, _ = lab.look_twice("bad.ipynb")
    lab.close()
    unseen = [fault for fault in BAD if not any(found.startswith(fault) for found in faults)]
    assert not unseen and len(faults) == len(BAD), "\n".join([*unseen, "found:", *faults])


def test_keys_pressed_in_the_explorer_stay_there_and_plots_of_ones_own_show_beside_charts(lab):
    page = lab.open("own.ipynb")
    assert page.locator(".claims-explorer table").count() == 0
    lab.run()
    cells = lab.look()
    assert [cell["errors"] for cell in cells] == [[]] * 4
    assert [len(cell["images"]) for cell in cells[:3]] == [1, 1, 1], "a plot before finish(), a chart, a plot after it"
    assert lab.dialog() == ""
    keys_stay(page)
    lab.close()


def keys_stay(page):
    """Press keys in every control of the explorer: no cell goes, changes its kind or is left; then choose by keys alone."""
    box = page.locator(".claims-explorer")
    kinds = page.evaluate("notebook.content.widgets.map((cell) => cell.model.type)")
    box.locator("[data-find]").click()
    in_table = "thead button, tbody tr:first-child button"
    controls = box.locator(f"summary, [data-find], [data-reset], [data-save], [tabindex='0'], {in_table}")
    for control in controls.all():
        control.focus()
        for key in ("d", "d", "m", "y", "x", "a", "ArrowDown", "ArrowUp", "Escape"):
            page.keyboard.press(key)
        within = "Boolean(document.activeElement.closest('.claims-explorer'))"
        assert page.evaluate(within), control.evaluate("(node) => node.outerHTML.slice(0, 200)")
    assert page.evaluate("notebook.content.widgets.map((cell) => cell.model.type)") == kinds
    box.get_by_role("button", name="Reset").press("Enter")
    held = counted(box)
    box.locator("summary").first.press("Enter")
    for key in ("ArrowDown", "s", "i", "c", "h", "u", "ArrowDown", "Space"):
        page.keyboard.press(key)
    assert 0 < counted(box) < held and "Sichuan" in box.locator("[data-chosen]").inner_text()
    assert page.evaluate("notebook.content.widgets.map((cell) => cell.model.type)") == kinds


def counted(box):
    return int(box.locator("[data-count]").inner_text().split()[0].replace(",", ""))


def test_a_script_in_the_stored_output_of_a_stranger_does_nothing(lab):
    page = lab.open("script.ipynb")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ranBy") is None
    assert page.locator(".jp-OutputArea-output", has_text="Plain words beside the script").count() == 1
    table = page.locator(".claims-explorer table")
    assert table.locator("tbody tr").count() == 2 and "run" in page.locator(".claims-explorer").inner_text()
    lab.close()


def test_two_notebooks_of_one_name_are_refused(tmp_path):
    with pytest.raises(ValueError, match="two notebooks are named same.ipynb"):
        lab_check._copy(tmp_path / "copy", [tmp_path / "a" / "same.ipynb", tmp_path / "b" / "same.ipynb"])


def test_a_notebook_that_changes_meanwhile_is_a_fault(tmp_path, monkeypatch):
    path = tmp_path / "mine.ipynb"
    path.write_text("{}")

    class Lab:
        close = staticmethod(lambda: None)

        def look_twice(self, name, pictures):
            path.write_text("{ }")
            return [], 0

    monkeypatch.setattr(lab_check, "opened", lambda notebooks: Opened(Lab()))
    assert lab_check.read([path], progress=lambda line: None) == [
        "mine.ipynb: the file changed while it was read; try again"
    ]


class Opened:
    def __init__(self, lab):
        self.lab = lab

    def __enter__(self):
        return self.lab

    def __exit__(self, *_):
        """Nothing to end."""


def test_the_users_settings_and_figures_are_out_of_reach(tmp_path, monkeypatch):
    for name in ("JUPYTERLAB_SETTINGS_DIR", "JUPYTER_PATH", "CAMPAIGNS_FIGURES", "IPYTHONDIR"):
        monkeypatch.setenv(name, "/home/someone")
    told = lab_check._environment(tmp_path)
    ours = {name: value for name, value in told.items() if name.startswith(("JUPYTER", "IPYTHON", "CAMPAIGNS"))}
    assert ours and all(value.startswith(str(tmp_path)) for value in ours.values()), ours


def test_a_wrong_name_for_the_browser_is_said(monkeypatch):
    monkeypatch.setenv("CAMPAIGNS_BROWSER", "no-such-browser")
    with pytest.raises(lab_check.CannotRead, match="names no-such-browser"), lab_check.browser_of(None):
        pass


@pytest.mark.parametrize(
    "alt, below, fault",
    [
        ("chart.png", None, "file name"),
        ("figures/02_visits.SVG", "my chart.jpeg", "file name"),
        (None, None, "nothing describes"),
        ("Image", " ", "nothing describes"),
        (WORDS, None, None),
        ("案件/纠纷", None, None),
        (None, WORDS, None),
    ],
)
def test_what_describes_an_image(alt, below, fault):
    image = {"loads": True, "visible": True, "blank": False, "alt": alt, "below": below, "source": "data:"}
    found = lab_check.fault_of_image(image)
    assert (fault is None and found is None) or fault in found


def good_cells(picture):
    """A heading, charts in every place a notebook has for one, a link, and a check of where the run takes place."""
    html = figure(picture, WORDS)
    folded = f"<details><summary>More</summary>{html}</details>"
    words = f'<div role="group" aria-label="{WORDS}">Rows <details><summary>Describe</summary>{WORDS}</details></div>'
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
        chart({"image/png": picture, "text/plain": "chart"}, {"text/html": words, "text/plain": WORDS}),
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
        code("print(2)", new_output("stream", name="stdout", text="3\n")),
        chart({"image/png": picture, "text/plain": "chart"}, {"text/html": f"<div>{WORDS}</div>", "text/plain": WORDS}),
        code("1 / 0"),
        code("2;"),
    ]


def own_cells():
    """An analyst's notebook: a plot, a chart of ours in the style of ours, another plot, the explorer."""
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);"
    drawn = (
        "import campaigns as pc\nrecord = pc.load()\n"
        'rows = pc.forms.described(record.select(figure_id="gz22-households-visited"))\n'
        'pc.finish(pc.forms.bars(rows, "my_visits", title="What was visited", subtitle="As claimed", whole=12_700_000))'
    )
    return [code(plot), code(drawn), code(plot), code("pc.Explorer(record.select(), record)")]


def script_cells():
    """What a stranger might store: a script of each kind, and an explorer."""
    from campaigns.charts.explorer import Explorer
    from campaigns.claims.load import load

    record = load()
    few = record.select(figure_id=["gz22-households-visited", "gz22-places-visited"])
    evil = "<p>Plain words beside the script</p><script>window.ranBy = 1</script><img src=x onerror='window.ranBy = 2'>"
    markdown = new_markdown_cell("Words <script>window.ranBy = 3</script>")
    javascript = new_output("display_data", data={"application/javascript": "window.ranBy = 4"})
    shown = Explorer(few, record)._repr_mimebundle_()
    return [
        markdown,
        chart({"text/html": evil}),
        code("1;", javascript),
        code("2;", new_output("display_data", data=shown)),
    ]


def chart(*bundles):
    """A cell that shows mime bundles, stored as they were shown."""
    lines = "\n".join(source(data) for data in bundles)
    return code(lines, *(new_output("display_data", data=data) for data in bundles))


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
