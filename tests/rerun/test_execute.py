"""The runner gives what an ordinary Jupyter run gives, and loses nothing when a run fails."""

import asyncio
import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from campaigns.rerun import execute, kernels
from campaigns.rerun.execute import run_notebooks, stable_bytes
from nbclient import NotebookClient

execute.without_address_grammar()
import nbformat  # noqa: E402
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook  # noqa: E402

pytestmark = pytest.mark.slow

HELPER = """
class Picture:
    def __init__(self, label):
        self.label = label
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": f"<svg><title>{self.label}</title></svg>", "text/plain": self.label}, {"alt": "x"}

class Plain:
    def __repr__(self):
        return "plain <&> 化解"
    def _repr_html_(self):
        return "<b>&lt;plain&gt;</b>"

def fail(depth):
    return 1 / 0 if not depth else fail(depth - 1)
"""

KINDS = {
    "streams": [
        "print('one'); print('two', end='')",
        "import sys; print('out'); print('err', file=sys.stderr); print('out again')",
        "import time\nfor n in range(3):\n    print(n); time.sleep(0.3)",
        "import os; os.write(1, b'by number\\n'); sys.stdout.flush(); time.sleep(0.5)",
        "!echo from a shell",
        "import subprocess; print(subprocess.run(['echo', 'child'], capture_output=True, text=True).stdout)",
        "import logging; logging.warning('logged'); logging.info('not shown')",
        "import threading; t = threading.Thread(target=lambda: print('thread')); t.start(); t.join()",
        "sys.stdout.write('no newline')",
        "print('\\rprogress 1\\rprogress 2')",
    ],
    "displays": [
        "from IPython.display import *\nimport helper",
        "display(1, 'two', [3]); print('between'); display(helper.Plain()); helper.Picture('last')",
        "helper.Plain()",
        "42;",
        "None",
        "",
        "display(HTML('<i>h</i>'), Markdown('*m*'), Latex('$x$'), JSON({'a': 1}), SVG('<svg></svg>'))",
        "Image(data=bytes([137, 80, 78, 71, 13, 10, 26, 10]), format='png')",
        "handle = display('first', display_id='d'); handle.update('second')",
        "display({'text/plain': 'p', 'application/x-own+json': {'k': [1]}}, raw=True, metadata={'m': 1})",
        "print('gone'); clear_output(); print('stays')",
        "print('gone'); clear_output(wait=True); display('stays')",
        "handle.update('from another cell')",
        "_, __, Out[3], In[1]",
    ],
    "frames": [
        "import pandas as pd, numpy as np",
        "frame = pd.DataFrame({'n': [1.5, np.nan, 2e7], 't': ['<b>', '起', '$x$'], "
        "'d': pd.to_datetime(['2022-07-20'] * 3)})",
        "frame",
        "display(frame.T, frame.n, frame.dtypes)",
        "pd.DataFrame(np.arange(4000).reshape(100, 40))",
        "print(frame)",
        "from IPython.display import HTML; HTML(frame.style.set_uuid('u').to_html())",
        "np.arange(2000), np.float64(1) / 3, frame.n.describe()",
    ],
    "inline plots": [
        "import matplotlib, matplotlib.pyplot as plt\nmatplotlib.get_backend(), matplotlib.rcParams['figure.dpi']",
        "plt.plot([1, 2]); plt.show(); print('after')",
        "fig, ax = plt.subplots(); ax.bar([1], [2]);",
        "plt.plot([1]); plt.figure(); plt.plot([2]);",
        "from matplotlib.figure import Figure\nf = Figure(figsize=(1, 1)); f.add_subplot().plot([1, 2]); f",
        "%config InlineBackend.figure_formats = ['png', 'retina']\nplt.plot([3]);",
        "plt.rcParams['svg.hashsalt'] = 'x'\nplt.title('化'); plt.savefig('x.svg', metadata={'Date': None})",
        "sorted((k, str(v)) for k, v in plt.rcParams.items())",
    ],
    "inline magic": ["%matplotlib inline\nfrom pylab import plot", "plot([1, 2]);", "%matplotlib agg\nplot([1, 2]);"],
    "magics": [
        "%%capture caught\nprint('caught')",
        "caught.stdout, caught.outputs",
        "%precision 3\n3.14159",
        "%%writefile made.py\nX = 5",
        "%run made.py\nX",
        "%who",
        "%load_ext autoreload\n%autoreload 2\nimport made; made.X",
        "files = !ls *.py\nfiles",
        "%%bash\necho bash; echo err >&2",
        "%%html\n<i>x</i>",
        "len?",
        "%xmode Minimal",
        "%history -n 1-3",
    ],
    "state": [
        "import os, sys, warnings, threading, signal, logging, gc, locale, decimal, multiprocessing, asyncio",
        "os.path.basename(os.getcwd()), [p for p in sys.path if 'notebooks' not in p], __name__, sys.argv[0]",
        "sys.argv[3:]",
        "sys.flags, sys.warnoptions, sys.getrecursionlimit(), sys.stdin.read(), sys.dont_write_bytecode",
        "os.environ.get('MPLBACKEND'), sorted(set(os.environ) - {'PYTEST_CURRENT_TEST', 'JPY_SESSION_NAME'})",
        "threading.active_count(), [t.name.split('-')[0] for t in threading.enumerate()]",
        "[signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)]",
        "logging.getLogger().handlers, logging.getLogger().level, gc.isenabled(), gc.get_threshold()",
        "locale.getlocale(), decimal.getcontext(), multiprocessing.get_start_method(), os.getsid(0) == os.getpid()",
        "type(asyncio.get_event_loop()).__name__, sys.modules['__main__'].__dict__ is globals()",
        "import pandas as pd, numpy as np, matplotlib\npd.describe_option(_print_desc=False)",
        "np.get_printoptions(), np.geterr(), matplotlib.rcParams['backend'], matplotlib.is_interactive()",
        "sorted(map(str, warnings.filters))",
        "sorted(globals())",
        "import os; print(sorted(int(fd) for fd in os.listdir('/proc/self/fd'))[:3], oct(os.umask(0o22)), os.nice(0))",
        "import resource; resource.getrlimit(resource.RLIMIT_NOFILE)",
    ],
    "errors": [
        "#raises\n1 / 0",
        "#raises\nimport helper; helper.fail(2)",
        "#raises\nprint('before'); undefined",
        "#raises\nx = = 1",
        "#raises\nimport pandas as pd; pd.DataFrame({'a': [1]})['b']",
        "#raises\ninput('who? ')",
        "#raises\nimport sys; sys.exit(3)",
        "#raises\nraise KeyboardInterrupt",
        "#raises\nraise ExceptionGroup('two', [ValueError('1'), KeyError('2')])",
        "#raises\nimport no_such_module",
        "#raises\n%no_such_magic",
        "#raises\nassert 1 == 2, 'a $long$ <message> ' * 3",
        "#raises\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('化') from e",
        "import warnings; warnings.warn('careful'); warnings.warn('old', DeprecationWarning)",
        "%tb",
        "1",
    ],
    "processes": [
        "import os, multiprocessing, pickle, uuid",
        "def square(n):\n    return n * n",
        "with multiprocessing.get_context('fork').Pool(2) as pool:\n    print(pool.map(square, range(4)))",
        "class Own: pass\npickle.loads(pickle.dumps(Own())).__class__.__module__",
        "import asyncio; await asyncio.sleep(0.01); 'awaited'",
        "pid = os.fork()\nif pid == 0: os._exit(7)\nos.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])",
        "from concurrent.futures import ThreadPoolExecutor\nlist(ThreadPoolExecutor(2).map(square, [2, 3]))",
    ],
}


def write(path: Path, sources: list[str]) -> Path:
    cells = [new_markdown_cell("# prose", id="prose")]
    for number, source in enumerate(sources):
        tags = {"tags": ["raises-exception"]} if source.startswith("#raises") else {}
        cells.append(new_code_cell(source, id=f"cell-{number}", metadata=tags))
    (path.parent / "helper.py").write_text(HELPER, encoding="utf-8")
    nbformat.write(new_notebook(cells=cells), path)
    return path


async def stock(path: Path, seats: asyncio.Semaphore) -> bytes:
    """What an ordinary nbclient run saves."""
    notebook = nbformat.read(path, 4)
    resources = {"metadata": {"path": str(path.parent)}}
    async with seats:
        await NotebookClient(notebook, record_timing=False, resources=resources, iopub_timeout=60).async_execute()
    return stable_bytes(notebook)


def only(results):
    (result,) = results
    return result


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory):
    """Per kind of notebook, its path and what an ordinary run saves."""
    paths = {}
    for kind, sources in KINDS.items():
        paths[kind] = write(tmp_path_factory.mktemp("kind") / f"{kind}.ipynb", sources)

    async def run():
        seats = asyncio.Semaphore(2)
        return await asyncio.gather(*(stock(path, seats) for path in paths.values()))

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST")  # ipykernel behaves otherwise under pytest
        saved = asyncio.run(run())
    return {kind: (paths[kind], after) for kind, after in zip(paths, saved, strict=True)}


def as_ordinary(path: Path, ordinary: bytes, monkeypatch, **options) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    (path.parent / "made.py").unlink(missing_ok=True)
    result = only(run_notebooks([path], **options))
    assert result.error is None and result.changed
    assert path.read_text(encoding="utf-8").splitlines() == ordinary.decode("utf-8").splitlines()


@pytest.mark.skipif(not kernels.FORKS, reason="kernels are not forked here")
@pytest.mark.parametrize("kind", KINDS)
def test_forked_kernel_equals_an_ordinary_run(ordinary, monkeypatch, kind):
    as_ordinary(*ordinary[kind], monkeypatch, preload=(*kernels.PRELOAD, "helper"))


def test_ordinary_kernel_equals_an_ordinary_run(ordinary, monkeypatch, tmp_path):
    path = write(tmp_path / "streams.ipynb", KINDS["streams"])
    as_ordinary(path, ordinary["streams"][1], monkeypatch, warm=False)


def test_second_run_changes_nothing(tmp_path):
    paths = [write(tmp_path / f"{kind}.ipynb", KINDS[kind]) for kind in ("displays", "frames", "errors")]
    assert all(result.changed and not result.error for result in run_notebooks(paths))
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]
    assert not any(result.changed or result.error for result in run_notebooks(paths))
    assert before == [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]


def test_results_progress_environment_and_clean_start(tmp_path):
    (tmp_path / "b").mkdir()
    leak = ["import helper; print(helper.__file__, 'leak' in dir(helper))", "helper.leak = 1"]
    paths = [
        write(tmp_path / "1.ipynb", ["import os, helper; print(os.environ['SAID'], os.getcwd(), helper.__file__)"]),
        write(tmp_path / "b" / "2.ipynb", leak),
        write(tmp_path / "b" / "3.ipynb", leak),
        write(tmp_path / "4.ipynb", ["import numpy; print(numpy.random.rand())"]),
        write(tmp_path / "5.ipynb", ["import numpy; print(numpy.random.rand())"]),
    ]
    seen = []
    results = run_notebooks(paths, env={"SAID": "yes"}, progress=seen.append, preload=("pandas", "helper"))
    assert [result.path for result in results] == paths and set(seen) == set(results)
    outputs = [nbformat.read(path, 4).cells[1].outputs[0] for path in paths]
    assert outputs[0].text == f"yes {tmp_path} {tmp_path / 'helper.py'}\n"
    for output in outputs[1:3]:
        assert output.text == f"{tmp_path / 'b' / 'helper.py'} False\n"
    assert outputs[3].text != outputs[4].text


def test_no_old_outputs_survive(tmp_path):
    path = write(tmp_path / "a.ipynb", ["", "1"])
    notebook = nbformat.read(path, 4)
    notebook.cells[1].update(outputs=[nbformat.v4.new_output("stream", text="old")], execution_count=9)
    notebook.cells[2].metadata["execution"] = {"iopub.status.busy": "2020"}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.0"}
    nbformat.write(notebook, path)
    assert only(run_notebooks([path])).error is None
    notebook = nbformat.read(path, 4)
    assert notebook.cells[1].outputs == [] and notebook.cells[1].execution_count is None
    assert notebook.cells[2].metadata == {} and notebook.cells[2].execution_count == 1
    assert notebook.metadata["language_info"] == {"name": "python"}


def test_warnings_are_steady(tmp_path):
    warn = "import time, warnings\nfor n in range(3):\n    warnings.warn(f'{n}'); print(n); time.sleep(0.3)"
    path = write(tmp_path / "a.ipynb", [warn])
    assert only(run_notebooks([path])).changed
    out, err = nbformat.read(path, 4).cells[1].outputs
    assert (out.name, out.text, err.name) == ("stdout", "0\n1\n2\n", "stderr")
    assert err.text.count("ipykernel/") == 3 and "ipykernel_" not in err.text
    assert not only(run_notebooks([path])).changed


FAILURES = {
    "1 / 0": "cell 3: ZeroDivisionError: division by zero\n    in: 1 / 0",
    "x = = 1": "cell 3: SyntaxError",
    "import sys; sys.exit(2)": "cell 3: SystemExit: 2",
    "input()": "cell 3: StdinNotImplementedError",
    "raise KeyboardInterrupt": "cell 3: KeyboardInterrupt",
    "import os; os._exit(3)": "cell 3: the Python process that ran it has ended (exit code 3)",
    "import os; os.kill(os.getpid(), 9)": "cell 3: the Python process that ran it has ended (SIGKILL)",
    "from IPython.display import display\ndisplay({'x/y': {}}, raw=True)": "cell 3: NotebookValidationError: {}",
    "while True: pass": "cell 3: not done after 3 seconds; it was stopped",
    "import time; time.sleep(99)": "cell 3: not done after 3 seconds; it was stopped",
    "import signal; signal.signal(2, signal.SIG_IGN); signal.signal(15, signal.SIG_IGN)\nwhile 1: 0": "cell 3: not",
}


@pytest.mark.parametrize("warm", [kernels.FORKS, False])
def test_failed_run_leaves_the_file(tmp_path, warm):
    failures = FAILURES if warm else dict(list(FAILURES.items())[-7:-4])
    paths = [write(tmp_path / f"{n}.ipynb", ["'ok'", source, "'never'"]) for n, source in enumerate(failures)]
    good = write(tmp_path / "good.ipynb", ["'ok'"])
    before = [path.read_bytes() for path in paths]
    started = time.monotonic()
    *results, last = run_notebooks([*paths, good], timeout=3, warm=warm)
    assert time.monotonic() - started < 60
    assert last.error is None and last.changed
    for path, result, message in zip(paths, results, failures.values(), strict=True):
        assert result.error.startswith(f"{path}, {message}") and not result.changed
        assert len(result.error.splitlines()) < 8
    assert before == [path.read_bytes() for path in paths]
    assert not list(tmp_path.glob(".*"))


def test_what_cannot_be_read(tmp_path):
    broken, empty, foreign = (tmp_path / f"{name}.ipynb" for name in ("broken", "empty", "foreign"))
    broken.write_bytes(b'{"cells": [')
    empty.write_bytes(b"")
    foreign.write_bytes('{"title": "é"}'.encode("latin-1"))
    results = run_notebooks([broken, empty, foreign, tmp_path / "missing.ipynb", tmp_path])
    assert all("cannot be read as a notebook" in result.error for result in results)
    assert broken.read_bytes() == b'{"cells": ['


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_file_that_cannot_be_saved(tmp_path, monkeypatch, code):
    path = write(tmp_path / "a.ipynb", ["1"])
    before = path.read_bytes()

    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(execute.os, "fsync" if code == errno.ENOSPC else "replace", refuse)
    result = only(run_notebooks([path]))
    assert os.strerror(code) in result.error and "the file is as it was" in result.error
    assert path.read_bytes() == before and not list(tmp_path.glob(".*"))


def test_an_edit_during_the_run_is_kept(tmp_path):
    path = write(tmp_path / "a.ipynb", ["import time; time.sleep(0.1); open('a.ipynb', 'a').write('\\n')"])
    before = path.read_bytes()
    assert "was edited while it ran" in only(run_notebooks([path])).error
    assert path.read_bytes() == before + b"\n"


def test_mode_and_link_are_kept(tmp_path):
    path = write(tmp_path / "a.ipynb", ["1"])
    path.chmod(0o640)
    link = tmp_path / "link.ipynb"
    link.symlink_to(path)
    assert only(run_notebooks([link])).changed
    assert link.is_symlink() and path.stat().st_mode & 0o777 == 0o640


def test_unfit_preload_falls_back(tmp_path, caplog):
    path = write(tmp_path / "a.ipynb", ["import noisy"])
    (tmp_path / "noisy.py").write_text("print('hello')")
    assert only(run_notebooks([path], preload=["noisy"], warm=True)).error is None
    assert nbformat.read(path, 4).cells[1].outputs[0].text == "hello\n"
    assert "an imported module printed: hello" in caplog.text


def test_broken_preload_is_the_notebooks_fault(tmp_path):
    path = write(tmp_path / "a.ipynb", ["import broken"])
    (tmp_path / "broken.py").write_text("x = undefined")
    assert "cell 2: NameError: name 'undefined'" in only(run_notebooks([path], preload=["broken"])).error


def test_files_left_open_are_written_out(tmp_path):
    sources = ["f = open('out.txt', 'w'); f.write('kept')", "import atexit; atexit.register(lambda: open('bye', 'w'))"]
    assert only(run_notebooks([write(tmp_path / "a.ipynb", sources)])).error is None
    assert (tmp_path / "out.txt").read_text() == "kept" and (tmp_path / "bye").exists()


def marked(mark: str) -> list[int]:
    """Processes that carry the mark in their environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"MARK={mark}".encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            pass
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize(
    ("how", "warm"),
    [(signal.SIGINT, True), (signal.SIGTERM, True), (signal.SIGKILL, True), (signal.SIGINT, False)],
)
def test_ended_run_leaves_files_and_no_processes(tmp_path, how, warm):
    slow = "import pathlib, time; pathlib.Path(str(time.time())).touch()\nwhile True: pass"
    paths = [write(tmp_path / f"{n}.ipynb", [slow, "1"]) for n in range(4)]
    before = [path.read_bytes() for path in paths]
    code = f"import sys; from campaigns.rerun import execute; execute.run_notebooks(sys.argv[1:], warm={warm})"
    env = {**os.environ, "MARK": str(tmp_path), "PYTHONPATH": str(Path(execute.__file__).parents[1])}
    command = [sys.executable, "-c", code, *paths]
    run = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 30
    while len(list(tmp_path.glob("[0-9]*.[0-9]*[0-9]"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(run.pid, how)
    said = run.communicate(timeout=15)[1].decode()
    assert run.returncode != 0 and (how != signal.SIGINT or said.rstrip().endswith("KeyboardInterrupt"))
    deadline = time.monotonic() + 15
    while marked(str(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert marked(str(tmp_path)) == []
    assert before == [path.read_bytes() for path in paths]


def test_two_runs_at_once(tmp_path):
    paths = [write(tmp_path / f"{n}.ipynb", ["import pandas", "print('x' * 10)"]) for n in range(4)]
    code = "import sys; from campaigns import runner as runner; print([r.error for r in execute.run_notebooks(sys.argv[1:])])"
    env = {**os.environ, "PYTHONPATH": str(Path(execute.__file__).parents[1])}
    runs = [subprocess.Popen([sys.executable, "-c", code, *paths], env=env, stdout=subprocess.PIPE) for _ in range(2)]
    said = "".join(run.communicate(timeout=60)[0].decode() for run in runs)
    assert all(run.returncode == 0 for run in runs) and "cell" not in said
    for path in paths:
        assert nbformat.read(path, 4).cells[2].outputs[0].text == "x" * 10 + "\n"
