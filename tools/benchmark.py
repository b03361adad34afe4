#!/usr/bin/env python3
"""Measure the commands against the ordinary tools, side by side in one run, in a copy of the project.

    .venv/bin/python tools/benchmark.py           prints ratios; exits with 1 if a target is missed

Only ratios are printed: seconds differ between machines and between hours.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: What must hold: (name, measured part, against, at most).
TARGETS = [
    ("full run against nbconvert --execute", "run.py all", "nbconvert", 0.35),
    ("one edited row against nbconvert --execute", "run.py, one edit", "nbconvert", 0.12),
    ("nothing to do against nbconvert --execute", "run.py, nothing to do", "nbconvert", 0.01),
    ("full run against the cells in one plain process", "run.py all", "plain process", 0.6),
    ("test against plain pytest --nbval, the same tests", "run.py test", "pytest --nbval", 0.6),
    ("check against importing pandas", "run.py check", "import pandas", 3),
]
#: The cells of notebooks one after another in one process, charts exported as ever.
PLAIN = """
import sys
from pathlib import Path
from campaigns.rerun import execute, shell
for path in map(Path, sys.argv[1:]):
    shell.run_cells(execute.read(path)[1], path.parent)
"""


def main():
    with tempfile.TemporaryDirectory(prefix="campaigns-benchmark-") as temporary:
        copy = Path(temporary) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".cache", "__pycache__"))
        seconds = measured(copy)
    missed = 0
    for name, part, against, most in TARGETS:
        ratio = seconds[part] / seconds[against]
        missed += ratio > most
        print(f"{name}: {ratio:.3f} (at most {most}){' MISSED' * (ratio > most)}", flush=True)
    return 1 if missed else 0


def measured(copy):
    """{part: seconds} of everything that TARGETS name, in a copy of the project."""
    notebooks = sorted(str(path) for path in (copy / "notebooks").glob("[0-9]*.ipynb"))
    module = [sys.executable, "-m"]
    own = [*module, "campaigns"]
    convert = [*module, "jupyter", "nbconvert", "--to", "notebook", "--execute", "--output-dir", str(copy / "out")]
    seconds = {"nbconvert": timed(copy, [*convert, *notebooks])}
    seconds["run.py all"] = timed(copy, [*own, "all"])
    seconds["plain process"] = timed(copy, [sys.executable, "-c", PLAIN, *notebooks])
    timed(copy, own)
    seconds["run.py, nothing to do"] = timed(copy, own)
    seconds["run.py check"] = timed(copy, [*own, "check"])
    seconds["import pandas"] = timed(copy, [sys.executable, "-c", "import pandas"])
    seconds["pytest --nbval"] = timed(copy, [*module, "pytest", "-q", "-p", "no:xdist", "tests", "notebooks"])
    seconds["run.py test"] = timed(copy, [*own, "test"])
    edit(copy)
    seconds["run.py, one edit"] = timed(copy, own)
    return seconds


def timed(copy, command):
    """Seconds that a command takes; what it says if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "notebooks")}
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    took = time.perf_counter() - begin
    print(f"  {' '.join(command[1:4])[:60]} ... ended with {done.returncode}", file=sys.stderr, flush=True)
    if done.returncode:
        print(f"{done.stdout[-2000:]}{done.stderr[-2000:]}", file=sys.stderr)
    return took


def edit(copy):
    """One corrected row: 743 gangs become 753."""
    path = copy / "data" / "reported_figures.csv"
    text = path.read_text("utf-8-sig")
    edited = text.replace(
        "743 criminal gangs,,743,gangs,unhedged,743,743", "753 criminal gangs,,753,gangs,unhedged,753,753"
    )
    if edited == text:
        raise SystemExit("The row to edit is not there: choose another in tools/benchmark.py.")
    path.write_text(edited, "utf-8-sig", newline="")


if __name__ == "__main__":
    sys.exit(main())
