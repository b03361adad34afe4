"""The saved notebooks: one clean run, short cells, nothing copied, every figure told somewhere."""

import ast
import re
from collections import Counter

import nbformat
import pytest
from campaigns import project
from campaigns.charts.show import FORMATS
from campaigns.record import codebook
from campaigns.record.validate import load
from campaigns.rerun import contents

NOTEBOOKS = sorted((project.ROOT / "notebooks").glob("[0-9]*.ipynb"))
FIGURES = project.ROOT / "figures"


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def texts(path):
    """The text of every output."""
    for cell in code_cells(path):
        for output in cell.outputs:
            yield output.get("text") or output.get("data", {}).get("text/plain", "")


def charts():
    """(notebook, text of a chart) of every chart in the notebooks."""
    return [(path, text) for path in NOTEBOOKS for text in texts(path) if text.startswith("chart ")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_saved_from_one_clean_run(path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert outputs and not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    for cell in cells:
        if isinstance(ast.parse(cell.source).body[-1], ast.Expr):
            assert cell.outputs, f"saved without its output: {cell.source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_cells_are_short_and_define_nothing(path):
    cells = [cell.source.splitlines() for cell in code_cells(path)]
    assert max(map(len, cells)) <= 10
    assert [line for lines in cells for line in lines if len(line) > 120] == []
    assert not [cell.source for cell in code_cells(path) if re.search(r"^\s*(def|class) ", cell.source, re.MULTILINE)]


def given_and_taken(source):
    """The names that a cell gives to other cells, and those that it takes from them."""
    given, taken = set(), set()
    for statement in ast.parse(source).body:
        nodes = list(ast.walk(statement))
        targets = [node for loop in nodes if isinstance(loop, ast.comprehension) for node in ast.walk(loop.target)]
        own = {node.id for node in targets if isinstance(node, ast.Name)}
        own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
        names = [node for node in nodes if isinstance(node, ast.Name) and node.id not in own]
        taken |= {name.id for name in names if isinstance(name.ctx, ast.Load)} - given
        given |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
        given |= {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
    return given, taken


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_cell_that_is_run_again_finds_what_it_found(path):
    """Else a chart that is drawn once more, after the whole notebook ran, would take the title of a later one."""
    cells = [given_and_taken(cell.source) for cell in code_cells(path)]
    givers = Counter(name for given, _ in cells for name in given)
    assert [name for _, taken in cells for name in sorted(taken) if givers[name] > 1] == []


def test_no_two_notebooks_hold_the_same_lines():
    runs = Counter()
    for path in NOTEBOOKS:
        lines = [line.strip() for cell in code_cells(path) for line in cell.source.splitlines()]
        lines = [line for line in lines if len(line) > 6 and "import" not in line]
        runs.update({tuple(lines[n : n + 4]) for n in range(len(lines) - 3)})
    assert [run for run, times in runs.items() if times > 1] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_prose_makes_up_a_notebook(path):
    prose = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert prose and prose[0].source.startswith("# ")


def test_every_chart_is_exported_and_every_export_is_a_chart():
    named = sorted(text.split(":")[0].removeprefix("chart ") for _, text in charts())
    assert len(named) == len(set(named))
    held = sorted(p.name for p in FIGURES.iterdir() if p.suffix[1:] in FORMATS and not p.name.startswith("my_"))
    assert held == sorted(f"{name}.{kind}" for name in named for kind in FORMATS)
    for path, text in charts():
        assert text.removeprefix("chart ").startswith(f"{path.stem}_"), "a chart bears the name of its notebook"


def test_every_stored_picture_is_the_one_that_its_notebook_drew():
    """nbval compares the digest in a chart's text with a fresh drawing; here the file is held against that digest."""
    drawn = dict(re.findall(r"^picture (\S+): (\w+)$", "\n".join(text for _, text in charts()), re.MULTILINE))
    stored = {path.stem: project.digest(path.read_bytes()) for path in FIGURES.glob("[0-9][0-9]_*.svg")}
    assert drawn == stored


def test_every_reported_figure_is_told_somewhere():
    """Each row of the complete reports is drawn, or left out of a chart with a reason."""
    told = set()
    for _, text in charts():
        told |= set(re.findall(r"^(?:left out: )?([a-z0-9-]+) \|", text, re.MULTILINE))
    data = load()
    complete = data.sources.source_id[data.sources.coverage == "complete"]
    figures = data.figures.figure_id[data.figures.source_id.isin(complete)]
    assert set(figures) - told == set()


def test_the_codebook_is_the_one_that_the_tables_give(sound):
    assert (project.DATA / "README.md").read_text("utf-8") == codebook.text(sound)


def test_the_readme_tells_the_facts_of_the_data(data, sound):
    readme = (project.ROOT / "README.md").read_text("utf-8")
    assert codebook.with_facts(readme, codebook.facts(sound)) == readme
    figures = data.figures.merge(data.sources[["source_id", "coverage"]])
    for coverage in ("complete", "selected"):
        held = figures[figures.coverage == coverage]
        assert f"{len(held):,} " in codebook.facts(
            sound
        ) and f"{(held.same_as == '').sum():,} distinct" in codebook.facts(sound)


def test_the_list_of_the_notebooks_is_the_one_that_their_headings_give():
    for path, folder in ((project.ROOT / "README.md", "notebooks/"), (NOTEBOOKS[0], "")):
        cells = nbformat.read(path, as_version=4).cells if path in NOTEBOOKS else [{"source": path.read_text("utf-8")}]
        assert contents.listed(folder) in "\n".join(cell["source"] for cell in cells), path.name
    assert len(re.findall(r"^\| \[\d\d\]", contents.listed(), re.MULTILINE)) == len(NOTEBOOKS)
    assert not [path.name for path in NOTEBOOKS if contents.heading(path) == path.stem], "has no heading"


def test_the_readme_names_only_what_is_there():
    readme = (project.ROOT / "README.md").read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (project.ROOT / target).exists(), target
    for path in NOTEBOOKS:
        assert f"notebooks/{path.name}" in readme
