"""Run the cells of a notebook in this process, in IPython's own shell, and collect what a kernel would send.

The outputs are in nbformat's form, and those of a real kernel: `run.py test` runs the same cells in real kernels.
"""

import asyncio
import io
import os
import re
import sys
import tempfile
import traceback
from base64 import b64encode
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from importlib import import_module

import matplotlib
from ipykernel.compiler import XCachingCompiler, get_tmp_directory
from IPython.core import page, payloadpage
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

#: Imported once, before workers are forked. pyplot is not among them: the cell that imports it has its plots shown.
LIBRARIES = ("pandas", "matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_pdf",
             "matplotlib.backends.backend_svg", "fontTools.subset", "campaigns.charts.save",
             "campaigns.charts.forms")  # fmt: skip
INLINE = "module://matplotlib_inline.backend_inline"
#: What Python says where a selection holds fewer rows than a line takes, or more: nothing of rows, nor what to do.
_OTHER_ROWS = re.compile(
    r"StopIteration|RuntimeError: generator raised StopIteration|IndexError: .*out of (?:range|bounds)"
    r"|ValueError: (?:not enough|too many) values to unpack|ValueError: (?:min|max)\(\) |ValueError: attempt to get arg"
)
OTHER_ROWS = ("It picks rows, and finds fewer or more than it takes: an edit may have changed which rows match. Look at "
              "the row that was edited; if it is right, reword the cell.")  # fmt: skip


class CellFault(Exception):
    """A cell that failed, told in a few lines: its number in the notebook, the line, what was raised."""


class Outputs:
    """The outputs of the cell that runs."""

    def __init__(self):
        self.cell, self._by_id, self._clear = [], {}, False

    def add(self, kind, data, metadata, display_id=None, **more):
        """Another display: its {MIME type: content}, bytes in base 64."""
        self._make_room()
        self.cell.append({"output_type": kind, **_content(data, metadata), **more})
        self._by_id.setdefault(display_id, []).append(self.cell[-1])

    def update(self, data, metadata, display_id):
        """Show something else in place of what was displayed under an id, in whatever cell."""
        for output in self._by_id.get(display_id, ()):
            output |= _content(data, metadata)

    def clear(self, wait):
        """Forget the outputs of this cell, now or when the next one comes."""
        self._clear = True
        if not wait:
            self._make_room()

    def print(self, name, text):
        """Text on stdout or stderr; between two displays one stdout stands before one stderr, whichever came first."""
        self._make_room()
        text = text.replace(
            get_tmp_directory() + os.sep, "ipykernel/"
        )  # a warning names its cell by a process's number
        start = max((n + 1 for n, output in enumerate(self.cell) if "name" not in output), default=0)
        same = [output for output in self.cell[start:] if output["name"] == name]
        if not same:
            same = [{"output_type": "stream", "name": name, "text": ""}]
            self.cell.insert(start if name == "stdout" else len(self.cell), *same)
        same[0]["text"] += text

    def _make_room(self):
        if self._clear:
            self.cell, self._clear = [], False


def _content(data, metadata):
    data = {mime: b64encode(held).decode() if isinstance(held, bytes) else held for mime, held in data.items()}
    return {"data": data, "metadata": metadata or {}}


class _Hook(DisplayHook):
    """The value of a cell's last line."""

    def write_output_prompt(self):
        """A notebook shows the count beside the cell."""

    def write_format_data(self, format_dict, md_dict=None):
        if format_dict:
            self.shell.outputs.add("execute_result", format_dict, md_dict, execution_count=self.prompt_count)

    def finish_displayhook(self):
        """No line of its own follows."""


class _Publisher(DisplayPublisher):
    """What display() shows."""

    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        show = self.shell.outputs.update if update else lambda *told: self.shell.outputs.add("display_data", *told)
        show(data, metadata, (transient or {}).get("display_id"))

    def clear_output(self, wait=False):
        self.shell.outputs.clear(wait)


class ZMQInteractiveShell(InteractiveShell):
    """A shell named as Jupyter's, with a ``kernel``: by these pandas and others know that they are in a notebook."""

    kernel = None

    def __init__(self):
        self.outputs, self.cell = Outputs(), None
        super().__init__(displayhook_class=_Hook, display_pub_class=_Publisher, compiler_class=XCachingCompiler)
        self.history_manager.enabled = False  # nothing of a run goes into the user's own history
        self.set_hook("show_in_pager", page.as_hook(payloadpage.page), 99)

    def get_parent(self):
        """What asked for the cell that runs, as a kernel tells it: here its place in the notebook."""
        return {"metadata": {"cellId": self.cell}}

    def enable_gui(self, gui=None):
        """%matplotlib asks for an event loop; there is none."""

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.cell.append(
            {"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": list(stb)}
        )


class _Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of the cells."""

    encoding = "UTF-8"

    def __init__(self, outputs, name):
        self.outputs, self.name = outputs, name

    def write(self, text):
        self.outputs.print(self.name, text)
        return len(text)

    def fileno(self):
        return 1 if self.name == "stdout" else 2


class Written:
    """What programs that a cell starts write to a file number of this process: 1 or 2."""

    def __init__(self, number):
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the process)
        os.dup2(self.file.fileno(), number)

    def taken(self):
        """What was written since the last call."""
        self.file.seek(0)
        text = self.file.read().decode("utf-8", "replace")
        self.file.seek(0)
        self.file.truncate()
        return text


def get_ready():
    """The shell of this process, the libraries imported in it; the first call makes it."""
    if not ZMQInteractiveShell.initialized():
        shell = ZMQInteractiveShell.instance()
        with shell.builtin_trap, redirect_stdout(_Stream(shell.outputs, "stdout")):  # pandas looks where it is imported
            for name in LIBRARIES:
                with suppress(Exception):  # the cell that imports it tells the fault
                    import_module(name)
        matplotlib.rcParams["backend"] = os.environ.setdefault("MPLBACKEND", INLINE)  # as a kernel has it
    return ZMQInteractiveShell.instance()


def run_cells(cells, folder, at_cell=lambda number: None, written=None):
    """Run the code cells among the cells of a notebook (as in its JSON) from top to bottom, in its folder.

    Returns {number of the cell from 1: (execution count, outputs)}; raises CellFault at the first cell that fails and
    is not tagged raises-exception. at_cell is called with the number of each cell before it runs; written: {"stdout":
    Written} for what is to be collected beside sys.stdout.
    """
    main, shell, done = sys.modules["__main__"], get_ready(), {}
    out, err = (_Stream(shell.outputs, name) for name in ("stdout", "stderr"))
    sys.modules["__main__"] = shell.user_module  # where pickle looks for what a cell defines
    shell.reset()
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(err):
            asyncio.run(_run_all(shell, cells, at_cell, written or {}, done))
    finally:
        sys.modules["__main__"], shell.cell = main, None
        shell.reset()  # which closes the files that cells left open
    return done


async def _run_all(shell, cells, at_cell, written, done):
    """The cells, as a kernel runs them: in an event loop that is running."""
    for number, cell in enumerate(cells, 1):
        source = "".join(cell["source"])
        if cell["cell_type"] != "code" or not source.strip():
            continue
        at_cell(number)
        shell.outputs.cell, shell.cell = [], str(number)
        result = await _run(shell, source)
        for name, file in written.items():
            if text := file.taken():
                shell.outputs.print(name, text)
        done[number] = result.execution_count, shell.outputs.cell
        if not result.success and "raises-exception" not in cell["metadata"].get("tags", ()):
            raise CellFault(_in_few_lines(shell, result, source, number))


async def _run(shell, source):
    transformed, fault = source, None
    try:
        transformed = shell.transform_cell(source)
    except Exception:
        fault = sys.exc_info()
    result = await shell.run_cell_async(
        source, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=fault
    )
    shell.events.trigger("post_execute")  # pyplot's plots are shown here
    shell.events.trigger("post_run_cell", result)
    return result


def _in_few_lines(shell, result, source, number):
    error = result.error_before_exec or result.error_in_exec
    file = shell.compile.get_code_name(source, source, result.execution_count)
    raised = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    line = (*raised, getattr(error, "lineno", None))[0]
    message = "\n    ".join(f"{type(error).__name__}: {error}".strip(": ").splitlines()[:5])[:500]
    where = f"cell {number}, line {line}" if line else f"cell {number}"
    told = [
        f"{where}: {message}",
        *(f"in: {text.strip()}" for text in source.splitlines()[(line or 0) - 1 : line or 0]),
    ]
    return "\n    ".join(told + [OTHER_ROWS] * bool(raised and _OTHER_ROWS.match(f"{type(error).__name__}: {error}")))
