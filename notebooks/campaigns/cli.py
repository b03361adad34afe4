"""The commands of run.py."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from campaigns import project
from campaigns.documents import KINDS
from campaigns.editing import check_data, rebuild, rebuild_all, tidy, watch

#: What is true whenever a command ends before its end.
LEFT = "what was finished is in place, whole; all else is as it was before."


def main(arguments=None):
    """Run one command; exits with 0 if it went well, else with 1 and a message that says what to do."""
    parser = argparse.ArgumentParser(prog="run.py", description="Check the data, run the notebooks, export the charts.")
    meant = "what looks like damage of a table (a column sorted by itself, a mass change) is meant"
    parser.add_argument("--accept", action="store_true", help=meant)
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, (what, run, *takes) in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what)
        command.set_defaults(run=run)
        for argument, options in takes:
            command.add_argument(argument, **options)
    chosen = vars(parser.parse_args(arguments))
    run, accept = chosen.pop("run", rebuild), chosen.pop("accept")
    if chosen.pop("command") in (None, "all"):
        chosen["accept"] = accept
    elif accept:
        parser.error("--accept goes with run.py and run.py all")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(run(**chosen) or 0)
    except KeyboardInterrupt:
        print(f"Stopped: {LEFT}", file=sys.stderr)
        sys.exit(130)
    except Exception as problem:
        if isinstance(problem, OSError):
            problem = f"{problem.filename or 'A file'}: {problem.strerror}. Stopped: {LEFT}"
        elif not type(problem).__module__.startswith("campaigns."):
            raise  # all errors of the package's own are words for who asked
        print(problem, file=sys.stderr)
        sys.exit(1)


def new(question):
    """Write a notebook for a question of one's own, with a worked example in it."""
    from campaigns.rerun import own

    try:
        path = own.new(question)
    except FileExistsError as problem:
        print(f"{problem.filename} is there already. Choose other words, or open it.", file=sys.stderr)
        return 1
    print(f"{path.relative_to(project.ROOT)} is there: open it in JupyterLab (python3 run.py lab), "
          "run it with python3 run.py.")  # fmt: skip


def scan_report(report, out, source):
    """Print the numerals of a report and draft rows, or write them to the folder ``out``."""
    from campaigns.record import scan

    scan.scan(report, out, source)


def add_report(folder, take_out):
    """Bring settled drafts into the tables, or take a report out of them; say what is in the way."""
    from campaigns.record import drafts
    from campaigns.rerun import incremental

    if bool(folder) == bool(take_out):
        print("Name the folder of the drafts, or --take-out and a source_id.", file=sys.stderr)
        return 1
    with incremental.alone():
        rows, told = (drafts.take_out(take_out), []) if take_out else drafts.add(folder)
    done = "taken out" if take_out else "added"
    counts = [f"{name}.csv: {number} row{'s' * (number > 1)} {done}." for name, number in rows.items()]
    print("\n".join([*told, *counts]))
    meant = " --accept" if take_out else ""  # rows that are gone would be taken for damage
    print(f"python3 run.py{meant} brings notebooks and charts up to date.")
    return 0


def test(slow=(), only=None):
    """Lint, layers, unit tests, data tests, and every notebook as a regression test; only: one notebook and its tests.

    slow: instead, the tests that take minutes in these files and folders.
    """
    if only:
        found = [path for path in project.notebooks() if path.stem.startswith(only)]
        if not found:
            there = ", ".join(path.stem for path in project.notebooks())
            print(f"No notebook begins with {only!r}; there are {there}.", file=sys.stderr)
            return 1
        names = [str(path) for path in found]
        return _call("pytest", "-q", *names, "tests/test_notebooks.py", "-k", " or ".join(path.stem for path in found))
    if slow:
        return _call("pytest", "-q", "-n", "2", "-m", "slow", *slow)
    lint = _call("ruff", "check", "--quiet", ".") or _call("ruff", "format", "--quiet", "--check", ".") or _rooms()
    tests = _call("pytest", "-q", "-n", "2", "--dist", "loadfile")
    if lint:  # it was told before the tests, a screen or more above
        print("The form of the code is not as agreed: see what stands before the tests.", file=sys.stderr)
    return tests or lint


def _rooms():
    """Hold the package to its layers (pyproject.toml, importlinter); says what breaks them."""
    ask = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", ask, "--no-cache"]
    done = subprocess.run(command, cwd=project.ROOT, env=project.environment(), capture_output=True, text=True)
    print(done.stdout + done.stderr if done.returncode else "", end="")
    return done.returncode


def lab():
    """Open JupyterLab on the first notebook."""
    from campaigns.rerun import incremental, trust

    signed, others = trust.sign_own(project.notebooks(), incremental.recall())
    if others:
        print(trust.how_others_are_trusted(others))
    command = [sys.executable, "-m", "jupyterlab", str(project.notebooks()[0]), "--ServerApp.ip=127.0.0.1"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container there is often no other user
        command.append("--allow-root")
    command.append(f"--ServerApp.root_dir={project.ROOT}")
    server = subprocess.Popen(command, cwd=project.ROOT, env=project.environment())
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()  # it ends its kernels too
        server.wait()
        print("JupyterLab has ended.")
        return 0


def browser(names, pictures):
    """Read notebooks in JupyterLab in a headless browser, as stored and after a run of all cells."""
    asked = [*names, *(["--pictures", pictures] if pictures else [])]
    command = [sys.executable, str(project.ROOT / "tools" / "lab_check.py"), *asked]
    return subprocess.call(command, env=project.environment())


def pages(out):
    """Write the notebooks as a small website, from their stored outputs, with drawings for telephones."""
    from campaigns.documents import pages as site
    from campaigns.rerun import collect

    if out and Path(out).suffix and not Path(out).is_dir():
        print(f"--out {out}: a website is many files. Name a folder", file=sys.stderr)
        return 1
    print(site.write(project.notebooks(), out or site.SITE, collect.told({}, _tell)))
    return 0


def report(size, grey, out, template, **wishes):
    """Write the charts as documents, or as pictures of other sizes."""
    from campaigns.documents import build

    wish = build.Wish(out=Path(out) if out else None, templates=tuple(template), **wishes)
    sizes = size or (["two-columns"] if grey else [])
    made = build.write_sizes(sizes, wish, grey, _tell) if sizes else build.write(wish, _tell)
    print("\n".join(map(str, made)))


def stale(files, annotate, wait):
    """Say of every picture, caption, table and number of this project in the files whether it is still true.

    Returns 1 if one is not, or cannot be told.
    """
    from campaigns.documents import annotate as notes
    from campaigns.documents import audit
    from campaigns.rerun import collect

    opened, failures, sound = {}, {}, True
    for file in files:
        try:
            opened[file] = audit.guarded(file)
        except audit.CannotRead as problem:
            print(problem, file=sys.stderr)
            sound = False
    charts = collect.told(failures, _tell, audit.named(opened.values())) if opened else []
    album = audit.Album(charts)
    if wait:
        album.draw_all(_tell)
    for file, items in opened.items():
        told = audit.audit(items, charts, failures, album)
        print("\n".join(audit.summary(file, told)), flush=True)
        sound = sound and any(one.state == audit.CURRENT for one in told) and not any(one.is_fault for one in told)
        try:
            print(f"  {notes.annotated(file, charts, failures, album)}\n" if annotate else "", end="")
        except (audit.CannotRead, OSError) as problem:
            print(problem, file=sys.stderr)
            sound = False
    album.prune()
    return 0 if sound else 1


def _tell(line):
    """A line of progress, apart from what the command is asked for."""
    print(f"  {line}", file=sys.stderr, flush=True)


def refresh(file, out):
    """Write a copy of a Word or PowerPoint file in which what is outdated is replaced in place; say what is left."""
    from campaigns.documents import audit
    from campaigns.documents.refresh import refreshed
    from campaigns.rerun import collect

    failures = {}
    charts = collect.told(failures, _tell, audit.named([audit.guarded(file)]))
    path, done, left = refreshed(file, charts, failures, out)
    print("\n".join([f"{path}: {len(done)} replaced", *(f"  {line}" for line in done)]))
    if left:
        print("\n".join(["Left to the author:", *(f"  {line}" for line in left)]))


def _call(module, *arguments):
    return subprocess.call([sys.executable, "-m", module, *arguments], cwd=project.ROOT, env=project.environment())


# fmt: off
#: {command: (what it does, its function, (argument, its options as argparse takes them) ...)}
COMMANDS = {
    "all": ("run every notebook, whatever changed", rebuild_all),
    "watch": ("bring the charts up to date whenever a table is saved", watch),
    "new": ("write a notebook for a question of your own, with a worked example in it", new,
        ("question", dict(help='in a few words, e.g. "my question"; it names the notebook'))),
    "check": ("check the data and say what is wrong", check_data),
    "tidy": ("write the tables in their canonical form", tidy),
    "scan": ("read a new report: draft its rows and account for its numerals", scan_report,
        ("report", dict(help="the report as plain text in UTF-8, English or Chinese")),
        ("--out", dict(help="folder to write CSV files to; without it they are printed")),
        ("--source", dict(metavar="SOURCE_ID", help="name of the report in the record; else made from its file name"))),
    "add": ("bring the settled drafts of a report into the tables, or take a report out again", add_report,
        ("folder", dict(nargs="?", help="the folder that scan wrote, settled")),
        ("--take-out", dict(metavar="SOURCE_ID", help="take this report out, with all that is there for it alone"))),
    "test": ("lint, unit tests, data tests, and the notebooks as regression tests", test,
        ("--slow", dict(nargs="+", default=(), metavar="PATH", help="instead, the slow tests of these folders")),
        ("--only", dict(metavar="NOTEBOOK", help='one notebook and its tests, e.g. "02"'))),
    "browser": ("read the notebooks in JupyterLab in a real browser and say what a reader would miss", browser,
        ("names", dict(nargs="*", metavar="NAME", help="how their names begin, e.g. 04; without any, all")),
        ("--pictures", dict(metavar="FOLDER", help="save a picture of each notebook, of its full height"))),
    "pages": ("write the notebooks as a small website that needs no script and no network, into site/", pages,
        ("--out", dict(metavar="FOLDER", help="another folder"))),
    "report": (
        "write the charts as documents: Word, slides, a page, captions, factsheets, or as pictures of other sizes", report,
        ("--charts", dict(nargs="+", default=(), metavar="NAME", help='only these, e.g. "02_*" "04_*"')),
        ("--as", dict(dest="kinds", nargs="+", default=(), choices=tuple(KINDS),
                      help="what to write (default: word slides page captions)")),
        ("--out", dict(help="folder, or one .docx, .pptx, .html, .md or .pdf file; default: figures/")),
        ("--title", dict(help="title of the document")),
        ("--author", dict(help="author of the document")),
        ("--lang", dict(dest="language", choices=("en", "zh"), default="en", help="zh: the Chinese edition")),
        ("--paper", dict(choices=("A4", "Letter"), help="paper of the Word file; default: A4, or the template's")),
        ("--template", dict(nargs="+", default=(), metavar="FILE", help="house templates: docx, dotx, pptx, potx")),
        ("--no-table", dict(dest="table", action="store_false", help="Word file without the table of figures")),
        ("--native", dict(action="store_true", help="slides also with charts and tables that can be edited")),
        ("--size", dict(nargs="+", choices=("one-column", "two-columns", "slide"), help="pictures of this size")),
        ("--grey", dict(action="store_true", help="pictures in shades of grey"))),
    "stale": ("say whether the charts and their words in documents and pictures are still true", stale,
        ("files", dict(nargs="+", metavar="FILE", help="docx, pptx, odt, odp, pdf, html, md, svg, png, jpg, webp")),
        ("--annotate", dict(action="store_true", help="also write a copy of a docx with comments at the spot")),
        ("--wait", dict(action="store_true", help="draw all charts first, for pictures that do not say what they are"))),
    "refresh": ("replace what is outdated in a Word or PowerPoint file, in a copy", refresh,
        ("file", dict(metavar="FILE", help="docx or pptx")),
        ("--out", dict(metavar="FILE", help="the copy; by default FILE.refreshed.docx beside it"))),
    "lab": ("open JupyterLab on the first notebook", lab),
}
# fmt: on
