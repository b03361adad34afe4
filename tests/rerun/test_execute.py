"""Cells give what a real kernel gives, and nothing is lost when a run fails."""

import errno
import os
import re
import signal

import pytest
from campaigns.rerun import collect, execute, incremental, shell
from nbclient import NotebookClient
from nbformat import read, v4, write

PICTURE = """class Picture:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": "<svg/>", "text/plain": "picture", "image/png": b"png"}, {"alt": "x"}"""
CELLS = [
    "print('one'); print('two', end='')",
    "import sys; print('out'); print('err', file=sys.stderr); print('out again')",
    "print('err', file=sys.stderr); display(1); print('err', file=sys.stderr); print('out')",
    "import subprocess; subprocess.run(['echo', 'by number']);",
    "!echo from a shell",
    "import logging; logging.warning('logged'); import warnings; warnings.warn('careful')",
    "from IPython.display import display, clear_output, HTML, Markdown, JSON, Image",
    PICTURE,
    "display(1, 'two', Picture()); print('between'); Picture()",
    "42;",
    "",
    "None",
    "display(HTML('<i>h</i>'), Markdown('*m*'), JSON({'a': 1}), Image(data=bytes([137, 80, 78, 71, 13]), format='png'))",
    "handle = display('first', display_id='d'); handle.update('second')",
    "handle.update('from another cell')",
    "print('gone'); clear_output(); print('stays')",
    "print('gone'); clear_output()",
    "print('gone'); clear_output(wait=True); display('stays')",
    "40 + 2",
    "_, Out[_oh and max(_oh)], In[1], __name__, type(get_ipython()).__name__, hasattr(get_ipython(), 'kernel')",
    "import pandas as pd, numpy as np\nframe = pd.DataFrame({'n': [1.5, np.nan, 2e7], 't': ['<b>', '起', '$x$']})\nframe",
    "display(frame.n, frame.dtypes); print(frame); pd.DataFrame(np.arange(4000).reshape(100, 40))",
    "pd.get_option('display.max_columns'), pd.get_option('display.encoding')",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show(); print('after')",
    "import matplotlib; matplotlib.get_backend(), sorted((k, str(v)) for k, v in plt.rcParams.items())",
    "fig, ax = plt.subplots(figsize=(1, 1)); ax.bar([1], [2]);",
    "plt.figure(figsize=(1, 1)); plt.figure(figsize=(2, 1)); fig",
    "%config InlineBackend.figure_formats = ['retina']\nplt.plot([3]);",
    "%matplotlib agg\nplt.plot([1, 2]);",
    "%matplotlib inline\nplt.figure(figsize=(1, 1));",
    "%%capture caught\nprint('caught')",
    "caught.stdout",
    "%%writefile made.py\nX = 5",
    "import made, os; made.X, os.path.basename(os.getcwd())",
    "%%bash\necho bash; echo err >&2",
    "len?",
    "import asyncio; await asyncio.sleep(0.01); 'awaited'",
    "task = asyncio.create_task(asyncio.sleep(0, 'done')); await task",
    "class Own: pass\nimport pickle; pickle.loads(pickle.dumps(Own())).__class__.__module__",
    "#raises\ndef fail(depth): return 1 / 0 if not depth else fail(depth - 1)\nfail(2)",
    "#raises\nprint('before'); undefined",
    "#raises\nx = = 1",
    "#raises\nraise KeyboardInterrupt",
    "#raises\n%no_such_magic",
    "#raises\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('化') from e",
]


def notebook(path, *sources):
    """A notebook of these code cells after one of prose."""
    cells = [v4.new_markdown_cell("# prose", id="prose")]
    for number, source in enumerate(sources):
        tags = {"tags": ["raises-exception"]} if source.startswith("#raises") else {}
        cells.append(v4.new_code_cell(source, id=f"cell-{number}", metadata=tags))
    write(v4.new_notebook(cells=cells), path)
    return path


def joined(cells):
    """(source, count, outputs) of cells that a kernel ran: streams joined, as what came first depends on the clock."""
    outputs = shell.Outputs()
    for cell in cells:
        outputs.cell = []
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                outputs.print(output.name, re.sub(r"\S*ipykernel_\d+/", "ipykernel/", output.text))
            else:
                outputs.cell.append(dict(output))
        yield cell.source, cell.get("execution_count"), outputs.cell


@pytest.mark.slow
def test_cells_show_what_they_show_in_a_real_kernel(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # ipykernel behaves otherwise under pytest
    monkeypatch.delenv("MPLBACKEND", raising=False)
    (tmp_path / "a").mkdir()
    path = notebook(tmp_path / "a" / "own.ipynb", *CELLS)
    real = read(path, 4)
    NotebookClient(real, resources={"metadata": {"path": str(path.parent)}}).execute()
    (path.parent / "made.py").unlink()
    (result,) = execute.run_notebooks([path])
    assert result.error is None and result.changed
    for done, other in zip(read(path, 4).cells, joined(real.cells), strict=True):
        cell = done.source, done.get("execution_count"), done.get("outputs", [])
        assert cell == other, f"now {str(cell)[:400]}\nin a kernel {str(other)[:400]}"
    before = path.read_bytes()
    (path.parent / "made.py").unlink()
    (again,) = execute.run_notebooks([path])
    assert not again.changed and path.read_bytes() == before


FAILURES = {
    "x = 2\n1 / 0": "cell 3, line 2: ZeroDivisionError: division by zero\n    in: 1 / 0",
    "x = = 1": "cell 3, line 1: SyntaxError: invalid syntax",
    "def f():\n    return undefined\nf()": "cell 3, line 3: NameError: name 'undefined' is not defined\n    in: f()",
    "import sys; sys.exit(2)": "cell 3, line 1: SystemExit: 2",
    "%no_such": "cell 3, line 1: UsageError: ",
    "import os; os._exit(3)": "cell 3: the Python process that ran it has ended (exit code 3)",
    "import os; os.kill(os.getpid(), 9)": "cell 3: the Python process that ran it has ended (SIGKILL)",
    "display({'x/y': {}}, raw=True)": "cannot be saved as a notebook: {} is not valid",
    "while True: pass": "cell 3: not done after 2 seconds; it was stopped",
    "import signal; signal.signal(15, signal.SIG_IGN)\nwhile 1: 0": "cell 3: not done after 2 seconds; it was stopped",
}


@pytest.mark.slow
def test_a_failed_run_leaves_its_file_and_the_others_run(tmp_path):
    paths = [notebook(tmp_path / f"{n}.ipynb", "'ok'", source, "'never'") for n, source in enumerate(FAILURES)]
    good, missing = notebook(tmp_path / "good.ipynb", "'ok'"), tmp_path / "missing.ipynb"
    (broken := tmp_path / "broken.ipynb").write_bytes(b'{"cells": [')
    before, seen = [path.read_bytes() for path in [*paths, broken]], []
    results = execute.run_notebooks([*paths, broken, missing, good], timeout=2, progress=seen.append)
    for result, message in zip(results, FAILURES.values(), strict=False):
        assert result.error.startswith(f"{result.path}, {message}"), result.error
    *_, unread, lost, last = results
    assert "cannot be read as a notebook" in unread.error and "cannot be read as a notebook" in lost.error
    assert last.error is None and last.changed and set(seen) == set(results)
    assert before == [path.read_bytes() for path in [*paths, broken]] and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    "line",
    [
        "next(row for row in rows)",
        "rows[0]",
        "(only,) = rows",
        "max(rows)",
        "(only,) = 'ab'",
    ],
)
def test_a_line_that_finds_no_row_to_pick_says_so(tmp_path, line):
    (result,) = execute.run_notebooks([notebook(tmp_path / "a.ipynb", f"rows = []\n{line}")])
    assert ", line 2: " in result.error and f"in: {line}\n" in result.error
    assert "It picks rows, and finds fewer or more than it takes" in result.error and "reword the cell" in result.error


def test_other_faults_are_told_as_they_are(tmp_path):
    (result,) = execute.run_notebooks([notebook(tmp_path / "a.ipynb", "int('x')")])
    assert result.error.endswith("ValueError: invalid literal for int() with base 10: 'x'\n    in: int('x')")


def test_each_notebook_starts_clean_in_its_own_folder(tmp_path, monkeypatch):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "helper.py").write_text("leak = 0")
    sources = ["import helper, os, random; print(helper.leak, os.getcwd(), os.environ['SAID'])", "helper.leak = 1"]
    paths = [notebook(tmp_path / "b" / f"{n}.ipynb", *sources) for n in range(3)]
    assert not any(r.error for r in execute.run_notebooks(paths, env_of=lambda path: {"SAID": path.stem}))
    assert [read(p, 4).cells[1].outputs[0].text for p in paths] == [f"0 {tmp_path / 'b'} {n}\n" for n in range(3)]


def test_files_left_open_are_written_out(tmp_path):
    sources = ["f = open('out.txt', 'w'); f.write('kept');", "import atexit; atexit.register(open, 'bye', 'w');"]
    assert execute.run_notebooks([notebook(tmp_path / "a.ipynb", *sources)])[0].error is None
    assert (tmp_path / "out.txt").read_text() == "kept" and (tmp_path / "bye").exists()


def test_old_outputs_and_a_machines_metadata_do_not_survive(tmp_path):
    path = notebook(tmp_path / "a.ipynb", "", "1")
    old = read(path, 4)
    old.cells[1].update(outputs=[v4.new_output("stream", text="old")], execution_count=9)
    old.cells[2].metadata["execution"] = {"iopub.status.busy": "2020"}
    old.metadata["language_info"] = {"name": "python", "version": "3.0"}
    write(old, path)
    path.chmod(0o640)
    (link := tmp_path / "link.ipynb").symlink_to(path)
    assert execute.run_notebooks([link])[0].changed
    assert link.is_symlink() and path.stat().st_mode & 0o777 == 0o640
    new = read(path, 4)
    assert new.cells[1].outputs == [] and new.cells[1].execution_count is None and new.cells[2].metadata == {}
    assert new.metadata.language_info == {"name": "python"}


def test_an_edit_during_the_run_is_kept(tmp_path):
    path = notebook(tmp_path / "a.ipynb", "open('a.ipynb', 'a').write(chr(10))")
    before = path.read_bytes()
    assert "was edited while it ran" in execute.run_notebooks([path])[0].error
    assert path.read_bytes() == before + b"\n"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_file_that_cannot_be_saved_is_as_it_was(tmp_path, monkeypatch, call):
    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = notebook(tmp_path / "a.ipynb", "1")
    before = path.read_bytes()
    monkeypatch.setattr(execute.os, call, refuse)
    assert "No space left on device); the file is as it was" in execute.run_notebooks([path])[0].error
    assert path.read_bytes() == before and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_nothing_breaks_into_the_replacing_of_a_notebook_and_its_charts(how):
    before, done = signal.getsignal(how), []
    with pytest.raises(KeyboardInterrupt), execute.undisturbed():
        os.kill(os.getpid(), how)
        done.append("notebook and charts")
    assert done and signal.getsignal(how) == before


def test_charts_are_collected_by_the_same_execution(tmp_path, monkeypatch):
    """What only a kernel's shell knows, and the notebook's own folder, are there for a report too."""
    monkeypatch.setattr(collect.project, "NOTEBOOKS", tmp_path)
    (tmp_path / "beside.txt").write_text("here")
    path = notebook(
        tmp_path / "01_own.ipynb", "%who\nimport asyncio; await asyncio.sleep(0)", "open('beside.txt').read()"
    )
    failures, folder = {}, os.getcwd()
    assert collect.charts(failures=failures) == [] and failures == {} and os.getcwd() == folder
    notebook(path, "class Own: pass\nimport pickle; pickle.dumps(Own())", "display(2)\n1 / 0")
    with pytest.raises(collect.NotebookFails, match="01_own.ipynb fails in cell 3, line 2: ZeroDivisionError"):
        collect.charts()


def test_a_chart_that_is_not_there_is_told_with_near_names_before_notebooks_are_read(tmp_path, monkeypatch):
    path = notebook(tmp_path / "01_visits.ipynb", "bars(rows, '01_visits_bars'); unit = 10_000")
    for name in ("my_script_a", "99_script", "01_visits_old"):  # two that a script drew, one of a notebook
        (tmp_path / "figures").mkdir(exist_ok=True)
        (tmp_path / "figures" / f"{name}.svg").touch()
    built = {
        "notebooks": {path.name: {"content": incremental.content_digest(path), "told": [{"name": "01_visits_all"}]}}
    }
    read = []
    monkeypatch.setattr(collect.project, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(collect.project, "figures", lambda: tmp_path / "figures")
    monkeypatch.setattr(collect.incremental, "recall", lambda: built)
    monkeypatch.setattr(collect, "_charts_of", lambda path: (read.append(path.name) or [], ""))
    for pattern, near in (
        ("01_vists_bars", "01_visits_bars"),
        ("all", "01_visits_all"),
        ("vxyzw", "the notebooks make\n  01_visits_all\n  01_visits_bars\n  01_visits_old$"),
        ("my_script*", "no notebook makes my_script_a.svg in figures/.* run.py new"),
        ("99_*", "no notebook makes 99_script.svg in figures/"),
    ):
        with pytest.raises(collect.NoSuchChart, match=near):
            collect.charts([pattern])
    assert read == []
    notebook(tmp_path / "my_own.ipynb", "1")  # which was not run yet, and may make any chart
    with pytest.raises(collect.NoSuchChart):
        collect.charts(["my_other"])
    assert "my_own.ipynb" in read


def test_only_what_changed_and_is_asked_for_is_run_to_tell_of_charts(tmp_path, monkeypatch):
    """What the last sound run told stands for the rest; a chart asked for more than that has its notebook run."""
    paths = [notebook(tmp_path / name, "1") for name in ("01_a.ipynb", "02_b.ipynb", "03_c.ipynb")]
    words = {
        "name": "01_a_chart",
        "title": "A title",
        "drawn": "as drawn",
        "claims": [],
        "reference": [],
        "rows": {"figure_id": []},
    }
    built = {"notebooks": {"01_a.ipynb": {"told": [words]}}}
    ran, told = [], []
    monkeypatch.setattr(collect, "_charts_of", lambda path: (ran.append(path.name) or [], ""))
    monkeypatch.setattr(collect.project, "notebooks", lambda: paths)
    monkeypatch.setattr(collect.incremental, "recall", lambda: built)
    monkeypatch.setattr(collect.incremental, "to_run", lambda built: (paths[1:], "they changed"))
    (kept,) = collect.told({}, told.append, {"01", "02"})
    assert ran == ["02_b.ipynb"] and kept.title == "A title" and str(kept) == "as drawn"
    assert "no picture names a chart of 03: not read" in told and told[-1] == "reading 02_b ..."
    collect.told({}, told.append)
    assert ran[1:] == ["02_b.ipynb", "03_c.ipynb"]
    with pytest.raises(KeyError):
        kept.sheet  # noqa: B018 (which runs its notebook, and that makes no such chart here)
    assert ran[3:] == ["01_a.ipynb"]


def test_plots_of_ones_own_show_before_and_after_a_chart_of_the_project(tmp_path):
    """Nothing of the project's changes matplotlib's state for the cells, whenever pyplot is imported."""
    chart = (
        "from campaigns.charts.layout import style\nfrom matplotlib.figure import Figure\n"
        "with style():\n    Figure().savefig('chart.svg')"
    )
    plot = "import matplotlib.pyplot as plt\nplt.plot([1]);"
    state = "import matplotlib, pandas; print(matplotlib.get_backend(), dict(matplotlib.rcParams), pandas.describe_option(_print_desc=False))"
    late, both = notebook(tmp_path / "late.ipynb", chart, plot), notebook(tmp_path / "both.ipynb", plot, chart, plot)
    told = notebook(tmp_path / "state.ipynb", state, chart, state)
    assert not any(result.error for result in execute.run_notebooks([late, both, told]))
    for path in (late, both):
        for cell in read(path, 4).cells:
            if "plt" in cell.source:
                assert [list(output.data) for output in cell.outputs] == [["image/png", "text/plain"]], path.name
    before, _, after = read(told, 4).cells[1:]
    assert before.outputs[0].text == after.outputs[0].text
