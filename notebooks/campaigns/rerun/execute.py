"""Run notebooks, two at a time, and save each only when its whole run succeeded.

A notebook runs in a process of its own: forked from one that has imported the libraries, or started where forking is
not safe. The process that asked keeps the time, notices a process that died, and saves.
"""

import atexit
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection, forkserver, resource_tracker
from pathlib import Path

FORKS = sys.platform.startswith("linux")  # macOS: its frameworks may fail in a forked process; Windows: no fork
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
WORKERS = 2  # notebooks run at a time
START = 60  # seconds a process may take until its first cell
_CONTEXT = multiprocessing.get_context("forkserver" if FORKS else "spawn")


@dataclass(frozen=True)
class Result:
    """What became of one notebook: seconds its cells took, whether its file changed, the fault (None: it ran)."""

    path: Path
    seconds: float
    changed: bool
    error: str | None


class Fault(Exception):
    """A run that failed, told in plain words."""


def run_notebooks(paths, progress=lambda result: None, env_of=lambda path: {}, before_save=lambda path: None,
                  timeout=300):  # fmt: skip
    """Run each notebook in its own folder and save it; return one Result per path, in the order given.

    progress: called with each Result as it comes; env_of: variables added to the environment of one notebook's process;
    before_save: called when a notebook ran well, just before its file is replaced (an OSError from it leaves the file as
    it was); timeout: seconds a cell may take. A notebook whose run fails, or is interrupted, stays byte for byte as it
    was. Faults are returned, not raised; Ctrl-C ends every process and raises KeyboardInterrupt.
    """
    warm_up()
    import_module("nbformat")  # while the workers' libraries are loaded, which takes as long
    paths = [Path(path) for path in paths]
    waiting, live, results = paths[::-1], [], {}
    try:
        while waiting or live:
            while waiting and len(live) < WORKERS:
                live.append(_Run(waiting.pop(), timeout, env_of))
            soonest = min(run.deadline for run in live) - time.monotonic()
            connection.wait([run.pipe for run in live if run.pipe], max(0, soonest))
            for run in [run for run in live if run.is_over()]:
                live.remove(run)
                if waiting:  # the next one runs while this one is saved
                    live.append(_Run(waiting.pop(), timeout, env_of))
                results[run.path] = run.saved(before_save)
                progress(results[run.path])
    finally:
        for run in live:
            run.stop()
    return [results[path] for path in paths]


def warm_up():
    """Start the process that workers are forked from, unless it runs; Ctrl-C is not for it, nor for them."""
    if FORKS:
        _CONTEXT.set_forkserver_preload(["campaigns.rerun.warm"])
        resource_tracker.ensure_running()  # which would else unblock it again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        forkserver.ensure_running()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Run:
    """One notebook in its process: how it ended is an error, or the outputs (done)."""

    def __init__(self, path, timeout, env_of):
        self.path, self.timeout, self.cell, self.process, self.pipe = path, timeout, 0, None, None
        self.began, self.deadline = time.monotonic(), time.monotonic() + START
        self.error = self.done = None
        try:
            self.before, cells = read(path)
        except Fault as fault:
            self.error = str(fault)
            return
        self.pipe, theirs = _CONTEXT.Pipe()
        environment = {**os.environ, **env_of(path)}
        self.process = _CONTEXT.Process(target=_work, args=(theirs, cells, str(path.resolve().parent), environment))
        self.process.start()
        theirs.close()

    def is_over(self):
        """Hear what the process says, or that it says nothing any more."""
        try:
            while self.error is self.done is None and self.pipe.poll():
                what, told = self.pipe.recv()
                setattr(self, what, told)  # cell, done or error
                self.deadline = time.monotonic() + self.timeout
        except (EOFError, OSError):
            self.process.join()
            code = self.process.exitcode
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            self.error = f"cell {self.cell}: the Python process that ran it has ended ({how})"
        if self.error is self.done is None and time.monotonic() >= self.deadline:
            self.error = f"cell {self.cell}: not done after {self.timeout} seconds; it was stopped"
        return self.error is not None or self.done is not None

    def saved(self, before_save):
        """Save the notebook if it ran well, and end the process; returns the Result."""
        seconds, changed = time.monotonic() - self.began, False
        try:
            if self.error is None:
                changed = save(self.path, self.before, self.done, before_save)
                self.process.join(5)
        except Fault as fault:
            self.error = str(fault)
        self.stop()
        return Result(self.path, seconds, changed, self.error and f"{self.path}, {self.error}")

    def stop(self):
        """End the process, and what it has started."""
        if self.process and self.process.is_alive():
            with suppress(ProcessLookupError, AttributeError):  # no group of its own yet, or never on this system
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.join()


def _work(pipe, cells, folder, environment):
    """In the notebook's own process: run its cells, tell of each, send what they show."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked ends this one
    if hasattr(os, "setsid"):
        os.setsid()  # with all that the cells start
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv, sys.path[:0] = sys.argv[:1], [folder]
    from campaigns.rerun import shell

    written = {"stdout": shell.Written(1), "stderr": shell.Written(2)}
    try:
        told = "done", shell.run_cells(cells, folder, lambda number: pipe.send(("cell", number)), written)
    except shell.CellFault as fault:
        told = "error", str(fault)
    pipe.send(told)
    atexit._run_exitfuncs()


def _end_with_parent():
    multiprocessing.parent_process().join()
    os._exit(1)


def read(path):
    """(bytes of the file, cells of the notebook as in its JSON)."""
    try:
        before = path.read_bytes()
        notebook = json.loads(before)
        if notebook["nbformat"] != 4:
            raise ValueError("its format is not version 4; open it in JupyterLab and save it")
        return before, [{key: cell[key] for key in ("cell_type", "source", "metadata")} for cell in notebook["cells"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Fault(f"cannot be read as a notebook: {str(error).splitlines()[0]}") from error


def save(path, before, done, before_save=lambda path: None):
    """Replace the file in one step; False if its bytes are the same. Raise Fault, the file untouched, if it cannot."""
    path, part, after = path.resolve(), None, filled(before, done)
    try:
        if path.read_bytes() != before:
            raise Fault("was edited while it ran, and is left as it is; run it again")
        if after != before:
            handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")
            with open(handle, "wb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(path, part)
        with undisturbed():
            before_save(path)
            if part:
                os.replace(part, path)
        return after != before
    except OSError as error:
        raise Fault(f"ran, but cannot be saved ({error.strerror}); the file is as it was") from error
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


@contextmanager
def undisturbed():
    """Context that Ctrl-C and SIGTERM do not break into: a notebook and its charts are replaced together."""
    held = []
    kept = {n: signal.signal(n, lambda *told: held.append(told)) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
        if held:
            raise KeyboardInterrupt


def filled(before, done):
    """The bytes of a notebook with other outputs, as run_cells() returns them, and nothing that differs by machine."""
    import nbformat  # here: a command that runs nothing need not wait for it

    try:
        notebook = nbformat.reads(before.decode("utf-8"), as_version=4)
        notebook.metadata |= {"kernelspec": KERNEL, "language_info": {"name": "python"}}
        for number, cell in enumerate(notebook.cells, 1):
            if cell.cell_type == "code":
                cell.execution_count, outputs = done.get(number, (None, []))
                cell.outputs = [nbformat.from_dict(output) for output in outputs]
                cell.metadata.pop("execution", None)
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise Fault(f"cannot be saved as a notebook: {str(error).splitlines()[0]}") from error
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode("utf-8")
