"""No two charts of a notebook, or of two, have one name: the files of one would be those of the other."""

import campaigns as pc
import pytest
from campaigns.charts import save
from campaigns.rerun import collect, shell
from nbformat import v4, write

START = "import campaigns as pc\nclaims = pc.load().select(metric='disputes_resolved', level='province')"
FIRST = "claims.only(unit='disputes')"


def drawn(*sources):
    """Names of the charts that the cells of a notebook finish."""
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in (START, *sources)]
    with save.collecting() as found:
        shell.run_cells(cells, ".")
    return [chart.name for chart in found]


@pytest.mark.slow
def test_charts_without_a_name_are_named_after_their_titles():
    assert drawn(f"{FIRST}.draw('First chart.')", f"{FIRST}.draw('矛盾纠纷 2022')") == [
        "my_first_chart",
        "my_矛盾纠纷_2022",
    ]
    claims = pc.load().select(metric="disputes_resolved")
    assert pc.draw(claims, "What is claimed " * 20).name == "my_what_is_claimed_what_is_claimed_what_is_claimed"
    assert pc.draw(claims, "...").name == "my_chart"


@pytest.mark.parametrize(
    "sources",
    [
        ("{}.draw('One', name='my_own')", "{}.draw('Two', name='my_own')"),
        ("{}.draw('One', name='my_own'); {}.draw('Two', name='my_own')",),
        ("for title in ('One', 'Two'): {}.draw(title, name='my_own')",),
    ],
)
def test_a_second_chart_of_one_name_is_refused(sources):
    with pytest.raises(shell.CellFault, match=r'another chart of this notebook is named my_own.*name="my_own_2"'):
        drawn(*(source.replace("{}", FIRST) for source in sources))


@pytest.mark.slow
def test_a_cell_that_is_run_again_draws_its_chart_anew_and_the_next_notebook_begins_afresh():
    again = "ip = get_ipython(); ip.cell = '2'\n"
    assert len(drawn(f"{again}{FIRST}.draw('One', name='my_own')", f"{again}{FIRST}.draw('Two', name='my_own')")) == 2
    assert drawn(f"{FIRST}.draw('Three', name='my_own')") == ["my_own"]
    assert len(drawn(*[f"{FIRST}.draw('The same', name='my_own')"] * 2)) == 2


@pytest.mark.slow
def test_two_notebooks_with_one_name_are_told(tmp_path, monkeypatch):
    for stem, title in (("my_a", "One"), ("my_b", "Two")):
        cells = [v4.new_code_cell(source) for source in (START, f"{FIRST}.draw({title!r}, name='my_own')")]
        write(v4.new_notebook(cells=cells), tmp_path / f"{stem}.ipynb")
    monkeypatch.setattr(collect.project, "NOTEBOOKS", tmp_path)
    with pytest.raises(collect.NotebookFails, match="my_b.ipynb makes another chart of the name my_own, which my_a"):
        collect.charts()
    failures = {}
    assert [chart.notebook for chart in collect.charts(failures=failures)] == ["my_a"] and "my_b.ipynb" in failures
