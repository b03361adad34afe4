"""The commands of run.py."""

import argparse
import os
import subprocess
import sys
import time

from campaigns import project
from campaigns.record import tables, validate

NOTEBOOKS = project.ROOT / "notebooks"


def main(arguments=None):
    """Run one command; exits with 0 if it went well, else with 1 and a message that says what to do."""
    parser = argparse.ArgumentParser(prog="run.py", description="Check the data, run the notebooks, export the charts.")
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, (what, run, *takes) in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what)
        command.set_defaults(run=run)
        for argument, options in takes:
            command.add_argument(argument, **options)
    chosen = vars(parser.parse_args(arguments))
    run = chosen.pop("run", rebuild)
    del chosen["command"]
    try:
        sys.exit(run(**chosen))
    except KeyboardInterrupt:
        print("Stopped; what was not finished is as it was before.", file=sys.stderr)
        sys.exit(130)


def check_data():
    """Say every fault of data/, or that there is none."""
    raw = tables.read_all()
    found = validate.faults(raw)
    for name, table in raw.items():
        for repair in table.repairs:
            print(f"{name}.csv: {repair}")
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print(f"{len(found)} fault{'s' * (len(found) > 1)} in data/. Nothing was changed.", file=sys.stderr)
        return 1
    figures, sources = len(raw["reported_figures"].rows), len(raw["sources"].rows)
    print(f"data/ is sound: {figures:,} reported figures from {sources:,} sources.")
    return 0


def rebuild(everything=False):
    """Check the data, run the notebooks that the last edits can change, export their charts, say what moved."""
    from campaigns.rerun import incremental

    begin = time.perf_counter()
    try:
        with incremental.alone():
            incremental.hold_tables()
            if check_data():
                return 1
            return _bring_up_to_date(everything, begin)
    except (incremental.Busy, OSError) as problem:
        print(f"{problem}\nNotebooks, charts and data are as they were.", file=sys.stderr)
        return 1


def _bring_up_to_date(everything, begin):
    from campaigns.record import codebook
    from campaigns.rerun import change_report, incremental

    paths, why = (
        (incremental.notebooks(), "all were asked for") if everything else incremental.to_run(incremental.recall())
    )
    codebook.write()
    if not paths:
        incremental.remember_tables()
        print(f"Nothing to do: {len(incremental.notebooks())} notebooks and their charts are up to date.")
        return 0
    print(f"Running {len(paths)} of {len(incremental.notebooks())} notebooks: {why}.", flush=True)
    before = change_report.Snapshot.take(incremental.notebooks(), incremental.CACHE / "data")
    failed = incremental.run(paths, lambda words: print(f"  {words}", flush=True), reuse=not everything)
    print("\n".join(change_report.report(before, change_report.Snapshot.take(incremental.notebooks(), project.DATA))))
    if failed:
        print("\n".join(["Failed, and left as they were:", *failed]), file=sys.stderr)
        return 1
    incremental.remember_tables()
    print(f"Done in {time.perf_counter() - begin:.1f} s.")
    return 0


def rebuild_all():
    """Run every notebook, whatever changed."""
    return rebuild(everything=True)


def watch():
    """Wait for edits of data/ and the notebooks, and bring the charts up to date after each."""
    from campaigns.rerun import incremental

    print(f"Watching {project.DATA} and {NOTEBOOKS}; stop with Ctrl-C.", flush=True)
    seen = None
    while True:
        tables_now = _times(project.DATA.glob("*.csv"))
        if (tables_now, _times(incremental.notebooks())) != seen:
            rebuild()
            # The notebooks are written by the run itself; a table saved meanwhile is another edit.
            seen = tables_now, _times(incremental.notebooks())
        time.sleep(0.5)


def _times(paths):
    return {path: path.stat().st_mtime_ns for path in paths}


def tidy():
    """Write every table in its one canonical form; nothing is written if any of them cannot be read."""
    from campaigns.record.spreadsheet import tidied

    raw = tables.read_all()
    refused = [str(fault) for table in raw.values() for fault in table.faults]
    if refused:
        print("\n".join([*refused, "Nothing was changed."]), file=sys.stderr)
        return 1
    for name, table in raw.items():
        if project.write(project.DATA / f"{name}.csv", tidied(table.header, table.rows, name)):
            print(f"{name}.csv is tidy now.")
    return 0


def scan_report(report, out):
    """Print the numerals of a report and draft rows, or write them to the folder ``out``."""
    from campaigns.record import scan

    try:
        scan.scan(report, out)
    except scan.ScanError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def test(slow=False):
    """Lint, unit tests, data tests, and every notebook as a regression test."""
    lint = _call("ruff", "check", "--quiet", ".") or _call("ruff", "format", "--quiet", "--check", ".")
    more = ["-m", "slow or not slow"] if slow else []
    return _call("pytest", "-q", "-n", "2", "--dist", "loadfile", *more) or lint


def bench():
    """Print how the commands compare with the ordinary tools, as ratios from one run."""
    from campaigns.bench import bench as measure

    missed = measure()
    print("\n".join(f"missed: {name}" for name in missed) or "Every target is met.")
    return 1 if missed else 0


def lab():
    """Open JupyterLab on 00_start_here."""
    from nbformat import read, sign

    for path in _notebooks():  # so that JupyterLab shows the saved outputs in full
        sign.NotebookNotary().sign(read(path, as_version=4))
    first = NOTEBOOKS / "00_start_here.ipynb"
    return _call("jupyterlab", str(first), "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={project.ROOT}")


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


def report(charts, lang, size, grey):
    """Write the charts as Word, PowerPoint and HTML files with captions, or as pictures of other sizes."""
    from campaigns.charts.honesty import MisleadingChart
    from campaigns.documents import build
    from campaigns.rerun.collect import NoSuchChart, NotebookFails

    try:
        made = build.write_sizes(size or ["two-columns"], grey, charts, lang) if size or grey else None
        made = made or build.write(charts, lang, lambda line: print(f"  {line}", file=sys.stderr, flush=True))
    except (NoSuchChart, NotebookFails, MisleadingChart, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join(str(path) for path in made))
    return 0


def stale(files, annotate):
    """Say of every picture, caption, table and number of this project in the files whether it is still true.

    Returns 1 if one is not, or cannot be told.
    """
    from campaigns.documents import annotate as notes
    from campaigns.documents import audit
    from campaigns.rerun import collect

    failures = {}
    charts, sound = collect.charts((), failures), True
    album = audit.Album(charts)
    for file in files:
        try:
            told = audit.verdicts(file, charts, failures, album)
            print("\n".join(audit.summary(file, told)), flush=True)
            if annotate:
                print(f"  {notes.annotated(file, charts, failures, album)}")
        except (audit.CannotRead, OSError) as problem:
            print(problem, file=sys.stderr)
            sound = False
            continue
        sound = sound and bool(told) and all(verdict.state == audit.CURRENT for verdict in told)
    album.prune()
    return 0 if sound else 1


def refresh(file, out):
    """Write a copy of a Word or PowerPoint file in which what is outdated is replaced in place; say what is left."""
    from campaigns.documents import audit
    from campaigns.documents.refresh import refreshed
    from campaigns.rerun import collect

    failures = {}
    try:
        path, done, left = refreshed(file, collect.charts((), failures), failures, out)
    except (audit.CannotRead, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join([f"{path}: {len(done)} replaced", *(f"  {line}" for line in done)]))
    if left:
        print("\n".join(["Left to the author:", *(f"  {line}" for line in left)]))
    return 0


def _notebooks():
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def _call(module, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(NOTEBOOKS)}
    return subprocess.call([sys.executable, "-m", module, *arguments], cwd=project.ROOT, env=environment)


COMMANDS = {
    "all": ("run every notebook, whatever changed", rebuild_all),
    "watch": ("bring the charts up to date whenever a table is saved", watch),
    "check": ("check the data and say what is wrong", check_data),
    "tidy": ("write the tables in their canonical form", tidy),
    "scan": (
        "read a new report: its numerals and draft rows, ready to paste",
        scan_report,
        ("report", {"help": "the report as plain text in UTF-8, English or Chinese"}),
        ("--out", {"help": "folder to write CSV files to; without it they are printed"}),
    ),
    "test": (
        "lint, unit tests, data tests, and the notebooks as regression tests",
        test,
        ("--slow", {"action": "store_true", "help": "also the tests that take minutes: runs, kernels, browser"}),
    ),
    "browser": ("read the notebooks in JupyterLab in a real browser and say what a reader would miss", browser),
    "bench": ("measure the commands against the ordinary tools (some minutes)", bench),
    "report": (
        "write the charts as Word, PowerPoint and HTML files with captions, into figures/",
        report,
        ("--charts", {"nargs": "+", "default": (), "metavar": "NAME", "help": 'only these, e.g. "02_*" "04_*"'}),
        ("--lang", {"choices": ("en", "zh"), "default": "en", "help": "zh: captions and sure terms in Chinese"}),
        (
            "--size",
            {"nargs": "+", "choices": ("one-column", "two-columns", "slide"), "help": "write pictures of this size"},
        ),
        ("--grey", {"action": "store_true", "help": "write pictures in shades of grey"}),
    ),
    "stale": (
        "say whether the charts and their words in documents and pictures are still true",
        stale,
        (
            "files",
            {"nargs": "+", "metavar": "FILE", "help": "docx, pptx, odt, odp, pdf, html, md, svg, png, jpg, webp"},
        ),
        ("--annotate", {"action": "store_true", "help": "also write a copy of a docx with comments at the spot"}),
    ),
    "refresh": (
        "replace what is outdated in a Word or PowerPoint file, in a copy",
        refresh,
        ("file", {"metavar": "FILE", "help": "docx or pptx"}),
        ("--out", {"metavar": "FILE", "help": "the copy; by default FILE.refreshed.docx beside it"}),
    ),
    "lab": ("open JupyterLab on 00_start_here", lab),
}
