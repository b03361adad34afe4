"""Run notebooks from top to bottom, and save each only when its whole run succeeded.

nbclient drives a kernel per notebook, so the outputs are those of JupyterLab. Where the system allows it, the kernels
are forked from a warm process (see kernels), and they start and end beside those that are running.
"""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from campaigns.rerun.kernels import FORKS, PATIENCE, PRELOAD, QUIET, WarmProcess, kernel_manager


@dataclass(frozen=True)
class Result:
    """What became of one notebook: seconds its cells took, whether its file changed, the fault (None: it ran)."""

    path: Path
    seconds: float
    changed: bool
    error: str | None


class Fault(Exception):
    """A run that failed, told in plain words."""


def run_notebooks(
    paths: Iterable[str | Path],
    workers: int = 2,
    env: Mapping[str, str] | None = None,
    timeout: int = 300,
    progress: Callable[[Result], None] | None = None,
    preload: Iterable[str] = PRELOAD,
    warm: bool = FORKS,
    env_of: Callable[[Path], Mapping[str, str]] | None = None,
    before_save: Callable[[Path], None] | None = None,
) -> list[Result]:
    """Run each notebook in its own folder and save it; return one Result per path, in the order given.

    workers: notebooks run at a time; env: variables added to the kernels' environment; timeout: seconds a cell may
    take; progress: called with each Result as it comes; preload: modules the kernels find already imported, which must
    import silently; warm: fork kernels (True) or start ordinary ones; env_of: variables set in one notebook's kernel
    before its first cell; before_save: called when a notebook ran well, just before its file is replaced (an OSError
    from it leaves the file as it was). A notebook whose run fails, or is interrupted, stays byte for byte as it was.
    Faults are returned, not raised; Ctrl-C ends every kernel and raises KeyboardInterrupt.
    """
    paths = [Path(path) for path in paths]
    environment = {**os.environ, **(env or {})}
    with contextlib.ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="kernels-"))
        folders = {path.resolve().parent for path in paths if path.is_file()} if warm and hasattr(os, "fork") else ()
        parents = {folder: stack.enter_context(WarmProcess(folder, preload, environment)) for folder in folders}
        without_address_grammar()
        hooks = env_of or (lambda path: {}), before_save or (lambda path: None)
        return asyncio.run(_Run(workers, environment, timeout, progress, parents, scratch, *hooks).all(paths))


def without_address_grammar() -> None:
    """Import nbformat without the second that jsonschema spends on a check of web addresses no notebook needs."""
    wanted = "rfc3987_syntax" not in sys.modules
    if wanted:
        sys.modules["rfc3987_syntax"] = None  # an import of it now fails, which jsonschema allows for
    try:
        import_module("nbformat")
    finally:
        if wanted:
            del sys.modules["rfc3987_syntax"]


class _Run:
    """One call of run_notebooks: what its notebooks share."""

    def __init__(self, workers, env, timeout, progress, parents, scratch, env_of, before_save):
        self.env, self.timeout, self.progress, self.parents, self.scratch = env, timeout, progress, parents, scratch
        self.env_of, self.before_save = env_of, before_save
        self.running = asyncio.Semaphore(workers)
        self.living = asyncio.Semaphore(2 * workers)  # kernels that start or end while others run

    async def all(self, paths: list[Path]) -> list[Result]:
        # nbclient would catch Ctrl-C for one notebook only; asyncio's own way ends them all.
        asyncio.get_running_loop().add_signal_handler = lambda *_: None
        return await asyncio.gather(*(self.one(path, str(number)) for number, path in enumerate(paths)))

    async def one(self, path: Path, name: str) -> Result:
        async with self.living:
            started, changed, error = time.perf_counter(), False, None
            try:
                notebook, before = read(path)
                async with self.kernel(notebook, path, name) as client, self.running:
                    started = time.perf_counter()
                    variables = dict(self.env_of(path))
                    environ = "__import__('os').environ"  # no import: a name of ours would hide one that a cell forgot
                    client.kc.execute(f"{environ}.update({variables!r})", silent=True, store_history=False)
                    await self.execute(client)
                    changed = save(path, notebook, before, self.before_save)
                    seconds = time.perf_counter() - started
            except Exception as fault:
                if asyncio.current_task().cancelling():  # nbclient turns a cancelled run into a dead kernel
                    raise asyncio.CancelledError from None
                seconds = time.perf_counter() - started
                error = f"{path}{'' if isinstance(fault, Fault) else ': '}{fault}"
        result = Result(path, seconds, changed, error)
        if self.progress:
            self.progress(result)
        return result

    @contextlib.asynccontextmanager
    async def kernel(self, notebook, path: Path, name: str):
        """A client of a started kernel in the notebook's folder; the kernel is killed only after a failure."""
        from nbclient import NotebookClient

        folder = path.resolve().parent
        manager = kernel_manager(os.path.join(self.scratch, name + ".json"), self.parents.get(folder))
        client = NotebookClient(
            notebook, km=manager, timeout=self.timeout, startup_timeout=PATIENCE, record_timing=False, log=QUIET,
            iopub_timeout=PATIENCE, raise_on_iopub_timeout=True,
        )  # fmt: skip
        succeeded = False
        try:
            arguments = ["--HistoryManager.hist_file=:memory:"]
            await manager.start_kernel(extra_arguments=arguments, cwd=str(folder), env=dict(self.env))
            await client.async_start_new_kernel_client()
            yield client
            succeeded = True
        finally:
            await manager.shutdown_kernel(now=not succeeded)
            if client.kc:
                client.kc.stop_channels()

    async def execute(self, client) -> None:
        """Run all cells, filling in their outputs; raise Fault with the cell and what went wrong."""
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

        place = 0

        def note_place(cell, cell_index):
            nonlocal place
            place = cell_index + 1

        client.on_cell_start = note_place
        try:
            await client.async_execute()
        except CellExecutionError as error:
            raise Fault(f", cell {place}: {_in_few_lines(error)}") from error
        except CellTimeoutError as error:
            raise Fault(f", cell {place}: not done after {self.timeout} seconds; it was stopped") from error
        except DeadKernelError as error:
            code = client.km.provisioner.process.poll()
            how = signal.Signals(-code).name if code and code < 0 else f"exit code {code}"
            raise Fault(f", cell {place}: the Python process that ran it has ended ({how})") from error
        except Exception as error:  # an output that no notebook may hold, for one
            raise Fault(f", cell {place}: {type(error).__name__}: {str(error).strip().splitlines()[0]}") from error


def read(path: Path):
    """Return the notebook, its old outputs removed, and the bytes of its file."""
    import nbformat

    try:
        before = path.read_bytes()
        notebook = nbformat.reads(before.decode("utf-8"), as_version=4)
        nbformat.validate(notebook)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise Fault(f": cannot be read as a notebook: {str(error).splitlines()[0]}") from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("execution", None)
    return notebook, before


def save(path: Path, notebook, before: bytes, before_save: Callable[[Path], None] = lambda path: None) -> bool:
    """Replace the file in one step; False if its bytes are the same. Raise Fault, the file untouched, if it cannot."""
    after = stable_bytes(notebook)
    path = path.resolve()
    temporary = None
    try:
        if path.read_bytes() != before:
            raise Fault(": was edited while it ran, and is left as it is; run it again")
        if after == before:
            before_save(path)
            return False
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
        with open(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, temporary)
        before_save(path)
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise Fault(f": ran, but cannot be saved ({error.strerror}); the file is as it was") from error
    finally:
        if temporary:
            os.unlink(temporary)
    return True


def stable_bytes(notebook) -> bytes:
    """The notebook as its file holds it, without what differs between machines and runs."""
    import nbformat

    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = joined_streams(cell.outputs)
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode("utf-8")


def joined_streams(outputs: list) -> list:
    """Join the pieces in which printed text arrived: between two displays one stdout, then one stderr.

    Where a kernel cuts printed text, and which stream comes first, depends on the clock.
    """
    joined, since_display = [], {}
    for output in outputs:
        if output.output_type != "stream":
            joined, since_display = joined + [output], {}
        elif output.name in since_display:
            since_display[output.name].text += output.text
        else:
            since_display[output.name] = output
            first = output.name == "stdout" and len(since_display) == 2
            joined.insert(len(joined) - first, output)
    for output in joined:
        if output.get("name") == "stderr":  # a warning names its cell by a folder that bears the process's number
            output.text = re.sub(r"\S*[/\\]ipykernel_\d+[/\\](\d+\.py)", r"ipykernel/\1", output.text)
    return joined


def _in_few_lines(error) -> str:
    """The exception and the line of the cell that raised it."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", error.traceback)
    line = re.search(r"^-+> *\d+ (.*)$", plain, re.MULTILINE)
    message = "\n    ".join(f"{error.ename}: {error.evalue}".strip().splitlines()[:5])[:500]
    return message + (f"\n    in: {line[1].strip()}" if line else "")
