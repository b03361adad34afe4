"""Measure the project against the ordinary tools, side by side in one run, in a copy of the project.

Only ratios are printed: seconds differ between machines and between hours.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from campaigns import project
from campaigns.record import schema, tables

#: What must hold: (name, measured part, against, at most).
TARGETS = [
    ("full run against nbconvert", "run.py all", "nbconvert", 1 / 2),
    ("run after one edited row against nbconvert", "run.py, one edit", "nbconvert", 1 / 4),
    ("run with nothing to do against nbconvert", "run.py, nothing to do", "nbconvert", 1 / 20),
    ("full run against the cells in a plain process", "run.py all", "plain process", 2),
    ("check against importing pandas", "run.py check", "import pandas", 3),
    ("test against pytest --nbval over tests and notebooks", "run.py test", "pytest --nbval", 2 / 3),
]
SIZES = (100, 1_000, 10_000, 100_000)


def bench():
    """Print the ratios of TARGETS and the cost per row at SIZES; returns the names of the targets missed."""
    with tempfile.TemporaryDirectory(prefix="campaigns-bench-") as temporary:
        copy = Path(temporary) / "project"
        left_out = shutil.ignore_patterns(".git", ".venv", ".cache", "__pycache__")
        shutil.copytree(project.ROOT, copy, ignore=left_out)
        seconds = _measured(copy)
    missed = []
    for name, part, against, most in TARGETS:
        ratio = seconds[part] / seconds[against]
        print(f"{name}: {ratio:.3f} (at most {most:.3f})", flush=True)
        if ratio > most:
            missed.append(name)
    print("\nrows      read    check   select   (cost per row, 100 rows = 1)")
    for size, costs in _per_row().items():
        print(f"{size:>7,}" + "".join(f"{cost:9.2f}" for cost in costs), flush=True)
    return missed


def _measured(project):
    """{part: seconds} of everything that TARGETS name."""
    notebooks = sorted(str(path) for path in (project / "notebooks").glob("*.ipynb"))
    module = [sys.executable, "-m"]
    own = [*module, "campaigns"]
    convert = [*module, "jupyter", "nbconvert", "--to", "notebook", "--execute", "--output-dir", str(project / "out")]
    seconds = {"nbconvert": _timed(project, [*convert, *notebooks])}
    seconds["run.py all"] = _timed(project, [*own, "all"])
    seconds["plain process"] = _timed(project, [sys.executable, __file__, *notebooks])
    seconds["run.py, nothing to do"] = _timed(project, own)
    _edit(project)
    seconds["run.py, one edit"] = _timed(project, own)
    seconds["run.py check"] = _timed(project, [*own, "check"])
    seconds["import pandas"] = _timed(project, [sys.executable, "-c", "import pandas"])
    seconds["pytest --nbval"] = _timed(project, [*module, "pytest", "-q", "--nbval", "tests", "notebooks"], ok=(0, 1))
    seconds["run.py test"] = _timed(project, [*own, "test"], ok=(0, 1))  # the edit is not in the texts' ledger
    return seconds


def _timed(project, command, ok=(0,)):
    environment = {**os.environ, "PYTHONPATH": str(project / "notebooks"), "CAMPAIGNS_FIGURES": ""}
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    if done.returncode not in ok:
        raise RuntimeError(f"{' '.join(command[:6])} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - begin


def _edit(project):
    """One corrected row: 743 gangs become 753."""
    path = project / "data" / "reported_figures.csv"
    text = path.read_text("utf-8-sig")
    edited = text.replace(
        "743 criminal gangs,743,gangs,unhedged,743,743", "753 criminal gangs,753,gangs,unhedged,753,753"
    )
    if edited == text:
        raise RuntimeError("the row to edit is not there; choose another in bench.py")
    path.write_text(edited, "utf-8-sig", newline="")


def _per_row():
    """{rows: cost per row of reading, checking and selecting}, each against that at the smallest size."""
    from campaigns.claims.select import chosen
    from campaigns.record import validate
    from campaigns.record.spreadsheet import read_csv

    costs = {}
    for size in SIZES:
        raw, file = _synthetic(size)
        begin = time.perf_counter()
        read_csv(file, "reported_figures")
        middle = time.perf_counter()
        found = validate.faults(raw)
        if found:
            raise RuntimeError(f"the synthetic rows are not sound: {found[0]}")
        checked = time.perf_counter()
        data = validate.typed(raw)
        typed = time.perf_counter()
        chosen(data, {"metric_id": ["disputes_resolved"]})
        costs[size] = [(middle - begin) / size, (checked - middle) / size, (time.perf_counter() - typed) / size]
    first = costs[SIZES[0]]
    return {size: [cost / base for cost, base in zip(row, first, strict=True)] for size, row in costs.items()}


def _synthetic(size):
    """The tables with ``size`` rows of a selected source in reported_figures, and that table as bytes."""
    raw = tables.read_all()
    name = "reported_figures"
    figures, sources = raw[name], raw["sources"]
    source = dict(zip(sources.header, sources.rows[0], strict=True))
    sources.rows.append(list((source | {"source_id": "made-up", "coverage": "selected"}).values()))
    sources.numbers.append(len(sources.rows) + 1)
    record = next(r for r in figures.records() if r["figure_id"] == "sc22-disputes-resolved")
    record |= {"source_id": "made-up", "period_start": "", "period_end": "", "period_basis": "not_stated"}
    figures.rows.extend(list((record | {"figure_id": f"made-up-n{n}"}).values()) for n in range(size))
    figures.numbers[:] = range(2, len(figures.rows) + 2)
    return raw, schema.written(raw[name].header, raw[name].rows).encode("utf-8-sig")


def _run_plainly(paths):
    """Run the code cells of notebooks one after another in this process, charts exported as ever."""
    for path in map(Path, paths):
        names = {"__name__": "__main__"}
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                _show(ast.parse("".join(cell["source"])), names)


def _show(tree, names):
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    for kind in ("_repr_mimebundle_", "_repr_html_", "_repr_markdown_", "__repr__"):
        if hasattr(value, kind):
            getattr(value, kind)()


if __name__ == "__main__":
    _run_plainly(sys.argv[1:])
