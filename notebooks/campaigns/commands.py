"""The commands of run.py."""

import argparse
import os
import subprocess
import sys
import time

from campaigns import check, tables

NOTEBOOKS = tables.ROOT / "notebooks"


def main(arguments=None):
    """Run one command; exits with 0 if it went well, else with 1 and a message that says what to do."""
    parser = argparse.ArgumentParser(prog="run.py", description="Check the data, run the notebooks, export the charts.")
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, (what, run) in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what)
        command.set_defaults(run=run)
    chosen = parser.parse_args(arguments)
    try:
        sys.exit((getattr(chosen, "run", None) or rebuild)())
    except KeyboardInterrupt:
        print("Stopped; what was not finished is as it was before.", file=sys.stderr)
        sys.exit(130)


def check_data():
    """Say every fault of data/, or that there is none."""
    raw = _read()
    found = check.faults(raw)
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print(f"{len(found)} fault{'s' * (len(found) > 1)} in data/. Nothing was changed.", file=sys.stderr)
        return 1
    figures, sources = len(raw["reported_figures"].rows), len(raw["sources"].rows)
    print(f"data/ is sound: {figures:,} reported figures from {sources:,} sources.")
    return 0


def rebuild():
    """Check the data, then run every notebook in place; the charts are exported on the way."""
    from campaigns import codebook, export, fonts, notebooks

    begin = time.perf_counter()
    if check_data():
        return 1
    codebook.write()
    fonts.register()
    paths = _notebooks()
    failed = notebooks.run(paths, progress=lambda words: print(words, flush=True))
    if failed:
        print("\n".join(failed), file=sys.stderr)
        return 1
    charts = len(list(export.folder().glob("*.svg")))
    print(f"{len(paths)} notebooks and {charts} charts are up to date ({time.perf_counter() - begin:.0f} s).")
    return 0


def test():
    """Lint, unit tests, data tests, and every notebook as a regression test."""
    lint = _call("ruff", "check", "--quiet", ".") or _call("ruff", "format", "--quiet", "--check", ".")
    return _call("pytest", "-q", "-n", "2", "--dist", "loadfile") or lint


def lab():
    """Open JupyterLab on 00_start_here."""
    from campaigns import notebooks

    notebooks.trust(_notebooks())
    first = NOTEBOOKS / "00_start_here.ipynb"
    return _call("jupyterlab", str(first), "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={tables.ROOT}")


def browser():
    """Read every notebook in JupyterLab in a headless browser, as stored and after a run of all cells."""
    from campaigns.browser import BrowserError, read_in_browser

    try:
        found = read_in_browser(_notebooks())
    except BrowserError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join(found) or "Every notebook reads well in the browser.", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


def _notebooks():
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def _read():
    try:
        return tables.read_all()
    except (OSError, ValueError) as problem:
        print(f"data/ cannot be read: {problem}", file=sys.stderr)
        sys.exit(1)


def _call(module, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(NOTEBOOKS)}
    return subprocess.call([sys.executable, "-m", module, *arguments], cwd=tables.ROOT, env=environment)


COMMANDS = {
    "check": ("check the data and say what is wrong", check_data),
    "test": ("lint, unit tests, data tests, and the notebooks as regression tests", test),
    "browser": ("read the notebooks in JupyterLab in a real browser and say what a reader would miss", browser),
    "lab": ("open JupyterLab on 00_start_here", lab),
}
