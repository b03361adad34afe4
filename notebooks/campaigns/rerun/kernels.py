"""Kernels for running notebooks without a window, forked from one warm process.

Starting a kernel and importing pandas and matplotlib in it takes over a second. The warm process does both once and
then forks: what comes out is a real IPython kernel, driven like any other through jupyter_client, in the state in which
an ordinary one would be after its imports. This file is run as a script to become the warm process.
"""

import builtins
import contextlib
import gc
import io
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import SimpleNamespace

FORKS = sys.platform.startswith("linux")  # macOS: its frameworks may fail in a forked process; Windows: no fork
PATIENCE = 60  # seconds given to a kernel or a warm process to answer
KERNEL = ("ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completerlib", "IPython.extensions.storemagic")
PRELOAD = ("pandas", "matplotlib.figure", *(f"matplotlib.backends.backend_{kind}" for kind in ("agg", "pdf", "svg")))
INLINE = "module://matplotlib_inline.backend_inline"
QUIET = logging.getLogger("campaigns.kernels.quiet")  # what jupyter_client would say: every fault is reported anyway
QUIET.addHandler(logging.NullHandler())
QUIET.propagate = False


def kernel_manager(connection_file: str, warm: "WarmProcess | None"):
    """A manager of one kernel of this interpreter, forked from the warm process if there is one."""
    from jupyter_client import AsyncKernelManager
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.provisioning import LocalProvisioner

    class Manager(AsyncKernelManager):
        # not looked up: what else is registered under this name on the machine does not matter
        kernel_spec = KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"])

    class Provisioner(LocalProvisioner):
        async def launch_kernel(self, cmd, **options):
            self.process = warm.fork(cmd[3:]) if warm else None
            if not self.process:
                return await super().launch_kernel(cmd, **options)
            self.pid = self.pgid = self.process.pid
            return self.connection_info

    # files in a folder of the run's own, not network ports, which two runs could both choose
    transport = "tcp" if sys.platform == "win32" else "ipc"
    manager = Manager(kernel_name="python3", connection_file=connection_file, transport=transport, log=QUIET)
    manager.provisioner = Provisioner(kernel_id=connection_file, kernel_spec=manager.kernel_spec, parent=manager)
    return manager


class WarmProcess:
    """A process with the big libraries imported, which forks kernels that then need not import them."""

    def __init__(self, folder: Path, preload: Iterable[str], env: Mapping[str, str]):
        self.pipe, theirs = Pipe()
        command = [sys.executable, __file__, str(theirs.fileno()), *preload]
        self.process = subprocess.Popen(
            command, cwd=folder, env=env, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True
        )
        theirs.close()
        self.ready = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.pipe.close()  # it ends, and ends its kernels, when the pipe does, however this process ends
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask(self, *request):
        """Send a request, return the answer; None if the process no longer answers."""
        try:
            if request:
                self.pipe.send(request)
            return self.pipe.recv() if self.pipe.poll(PATIENCE) else None
        except (EOFError, OSError):
            return None

    def fork(self, arguments: list[str]) -> "ForkedKernel | None":
        """Fork a kernel; None where that cannot be done."""
        if self.ready is None:
            fault = self.ask()
            self.ready = fault == ""
            if not self.ready:
                reason = fault or "the process that was to fork them has ended"
                logging.getLogger(__name__).warning("Slower run, each kernel started on its own: %s", reason)
        pid = self.ask("fork", arguments) if self.ready else None
        return ForkedKernel(self, pid) if pid else None


class ForkedKernel:
    """A kernel of a warm process, with those methods of subprocess.Popen that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, parent: WarmProcess, pid: int):
        self.parent, self.pid, self.returncode = parent, pid, None

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while the kernel lives."""
        if self.returncode is None:
            answer = self.parent.ask("poll", self.pid)
            self.returncode = -signal.SIGKILL if answer is None else answer[0]
        return self.returncode

    def wait(self) -> int:
        while self.poll() is None:
            time.sleep(0.02)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


# ---- inside the warm process ----


def warm_up(preload: Iterable[str]) -> str:
    """Import what kernels need; return what would make a fork of this process differ from a fresh kernel, or ''."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if entry != here]
    with contextlib.redirect_stderr(io.StringIO()):  # advice on debugging, which a kernel swallows too
        for name in KERNEL:
            import_module(name)
    if not sys.flags.safe_path:  # a kernel finds modules of its folder after the standard library
        packages = (n for n, entry in enumerate(sys.path) if entry.endswith(("site-packages", "dist-packages")))
        sys.path.insert(next(packages, 0), "")
    said = _Said()
    builtins.get_ipython = lambda: SimpleNamespace(kernel=True)  # pandas asks this name whether it is in a kernel
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        for name in preload:
            with contextlib.suppress(Exception):  # the notebook that imports it shows the fault
                import_module(name)
    del builtins.get_ipython
    if said.getvalue():
        return "an imported module printed: " + said.getvalue().strip().splitlines()[-1]
    return "" if threading.active_count() == 1 else "an imported module started a thread"


class _Said(io.StringIO):
    """Holds what is printed; names its encoding as a kernel's stdout does, which pandas remembers."""

    encoding = "UTF-8"


def serve(pipe: Connection) -> list[str]:
    """Fork a kernel on every request until the pipe ends; return only in a fork, with the kernel's arguments."""
    living = set()
    gc.freeze()  # a fork that ends need not look at, and so copy, what it was born with
    with contextlib.suppress(EOFError, OSError):
        while True:
            request, value = pipe.recv()
            if request == "fork":
                pid = fork()
                if pid == 0:
                    pipe.close()
                    return value
                living.add(pid)
                pipe.send(pid)
            else:
                done, status = os.waitpid(value, os.WNOHANG)
                living -= {done}
                pipe.send([os.waitstatus_to_exitcode(status) if done else None])
    for pid in living:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    os._exit(0)  # nothing to tidy up


def fork() -> int | None:
    """The new process's number, 0 in the new process itself, None if the system refuses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # numpy's own threads, which it restarts after a fork
        try:
            return os.fork()
        except OSError:
            return None


def main() -> None:
    """Become a warm process; in its forks, a kernel."""
    pipe = Connection(int(sys.argv[1]))
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # a kernel ends when this process is gone
    os.environ["MPLBACKEND"] = os.environ.get("MPLBACKEND") or INLINE  # read when matplotlib is imported
    pipe.send(warm_up(sys.argv[2:]))
    arguments = serve(pipe)
    os.setsid()
    sys.argv = [find_spec("ipykernel_launcher").origin, *arguments]
    if "numpy.random" in sys.modules:  # or every notebook would draw the same numbers
        sys.modules["numpy.random"].seed()
    sys.modules["ipykernel.kernelapp"].launch_new_instance()


if __name__ == "__main__":
    main()
