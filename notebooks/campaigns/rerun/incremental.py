"""Bring notebooks and charts up to date with the data: run what an edit can change, leave the rest alone.

What was last built is remembered in .cache/ (not part of the project): digests
of the code, of every notebook and its files, what each notebook needed of the
data, and the tables themselves, for the report of changes.
"""

import contextlib
import json
import os
import shutil
import tempfile
from pathlib import Path

from campaigns import project

NOTEBOOKS = project.ROOT / "notebooks"
CACHE = Path(os.environ.get("CAMPAIGNS_CACHE") or project.ROOT / ".cache")
#: The rooms whose code can change what a notebook shows; hedges is a module of its own.
_CODE = (".py", ".mplstyle", ".js", ".j2")
_SHOWN = ("hedges.py", "project.py", "reading", "record", "claims", "charts")
#: Imported once, before kernels are forked.
PRELOAD = ("pandas", "matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_pdf",
           "matplotlib.backends.backend_svg", "fontTools.subset", "campaigns.charts.save", "campaigns.charts.forms")  # fmt: skip


class Busy(RuntimeError):
    """Another run is under way in this folder."""


def notebooks():
    """The notebooks in the order of their numbers."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


@contextlib.contextmanager
def alone():
    """Hold the folder for one run; raises Busy if another run holds it."""
    from filelock import FileLock, Timeout

    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(CACHE / "lock", timeout=0):
            yield
    except Timeout:
        raise Busy("Another run.py is at work in this folder. Wait until it is done, then try again.") from None


def recall():
    """What was last built: {"code", "data", "notebooks": {name: {"file", "needs", "charts"}}}, or empty."""
    try:
        return json.loads((CACHE / "built.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def to_run(built):
    """(notebooks that must run, why) given what was last built; reads the data only if they changed."""
    if not built or built.get("code") != code_digest():
        return notebooks(), "the code or the declaration changed" if built else "nothing was built here before"
    kept = built["notebooks"]
    stale = [path for path in notebooks() if not _files_are_kept(path, kept.get(path.name))]
    if built["data"] != data_digests():
        known = [path for path in notebooks() if path not in stale]
        stale += _with_changed_needs(known, kept)
    return sorted(stale), "the data, a notebook or a chart changed"


@contextlib.contextmanager
def reusing():
    """Context in which PNG and PDF of a chart that comes out the same as SVG are taken from figures/, if this code drew them."""
    built = recall()
    kept = built["notebooks"] if built.get("code") == code_digest() else {}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "trusted.json"
        listed.write_text(json.dumps(_drawn_by(kept)), "utf-8")
        os.environ["CAMPAIGNS_REUSE"] = str(listed)
        try:
            yield
        finally:
            del os.environ["CAMPAIGNS_REUSE"]


def _drawn_by(kept):
    """{file name: digest} of the charts of notebooks that were kept."""
    return {name: digest for made in kept.values() for name, digest in made["charts"].items()}


def run(paths, progress=lambda words: None, reuse=True):
    """Run notebooks and move their charts into place; returns one message per notebook that failed.

    A notebook and its charts are replaced together, and only if its whole run went well.
    reuse: charts that come out the same as SVG are not drawn again in the other formats.
    """
    from campaigns.rerun.execute import run_notebooks

    built, code, data = recall(), code_digest(), data_digests()
    kept = built.get("notebooks", {}) if built.get("code") == code else {}
    project.figures().mkdir(parents=True, exist_ok=True)
    stage = project.figures() / ".part"
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path in paths:
            (stage / path.stem).mkdir(parents=True)
        (stage / "trusted.json").write_text(json.dumps(_drawn_by(kept) if reuse else {}), "utf-8")
        results = run_notebooks(
            paths,
            progress=lambda result: progress(f"{'failed' if result.error else 'ran'} {result.path.name}"),
            preload=PRELOAD,
            env_of=lambda path: _orders(stage / path.stem),
            before_save=lambda path: _land(stage / path.stem),
        )
        for result in results:
            if not result.error:
                kept[result.path.name] = _made(result.path, stage / result.path.stem)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    failed = [result.error for result in results if result.error]
    names = {path.name for path in notebooks()}
    kept = {name: made for name, made in kept.items() if name in names}
    for result in results:
        if result.error:
            kept.pop(result.path.name, None)  # so that the next run tries it again
    _remember({"code": code, "data": data, "notebooks": kept})
    if not failed:
        _sweep(kept)
    return failed


def hold_tables():
    """Copy the tables as a run finds them; one saved meanwhile is an edit for the next run."""
    shutil.rmtree(CACHE / "data.new", ignore_errors=True)
    shutil.copytree(project.DATA, CACHE / "data.new", ignore=shutil.ignore_patterns("*.md", ".*"))


def remember_tables():
    """Keep the tables that hold_tables() copied, for the next report of changes."""
    shutil.rmtree(CACHE / "data", ignore_errors=True)
    os.replace(CACHE / "data.new", CACHE / "data")


def code_digest():
    """A digest of all that is neither data nor a notebook and may change what a notebook shows."""
    package = Path(__file__).parents[1]
    files = [f for f in sorted(package.rglob("*.*")) if f.suffix in _CODE and f.relative_to(package).parts[0] in _SHOWN]
    files += [project.DATA / "datapackage.json", project.ROOT / "requirements.txt"]
    return project.digest(b"\0".join(f.read_bytes() for f in files))


def data_digests():
    """A digest of each table's file."""
    return {path.name: project.digest(path.read_bytes()) for path in sorted(project.DATA.glob("*.csv"))}


def _with_changed_needs(paths, kept):
    """The notebooks whose needs do not hold what they held."""
    from campaigns.record.validate import load

    data, digests = load(), {}

    def holds(need):
        kind, key, digest = need
        name = json.dumps([kind, key])
        if name not in digests:
            digests[name] = _held_now(data, kind, key)
        return digests[name] == digest

    return [path for path in paths if not all(holds(need) for need in kept[path.name]["needs"])]


def _held_now(data, kind, key):
    """The digest of a need over the tables as they are now."""
    from campaigns.claims import needs
    from campaigns.claims.select import chosen

    if kind == "table":
        return needs.digest(getattr(data, key))
    if kind == "reference":
        return needs.digest(data.reference[data.reference.reference_id == key])
    try:
        claims = chosen(data, key)
    except KeyError:  # a name or value that it asked for is gone: the notebook says which when it runs
        return ""
    return needs.digest(claims.rows, claims.left_out)


def _files_are_kept(path, made):
    """Whether a notebook and its charts are byte for byte those of its last run."""
    files = (
        {path: made["file"]} | {project.figures() / n: d for n, d in made["charts"].items()} if made else {path: None}
    )
    return all(file.exists() and project.digest(file.read_bytes()) == digest for file, digest in files.items())


def _orders(stage):
    """Where a notebook's kernel writes its charts and its needs."""
    return {
        "CAMPAIGNS_FIGURES": str(stage),
        "CAMPAIGNS_NEEDS": str(stage / "needs.jsonl"),
        "CAMPAIGNS_REUSE": str(stage.parent / "trusted.json"),
    }


def _land(stage):
    """Move a notebook's finished charts into place."""
    names = [path.name for path in sorted(stage.iterdir()) if path.name != "needs.jsonl"]
    (stage / "landed.json").write_text(json.dumps(names), "utf-8")
    for name in names:
        there = project.figures() / name
        if not there.exists() or there.read_bytes() != (stage / name).read_bytes():
            os.replace(stage / name, there)


def _made(path, stage):
    """What is to be remembered of a notebook that ran."""
    needs = stage / "needs.jsonl"
    lines = sorted(set(needs.read_text("utf-8").splitlines())) if needs.exists() else []
    charts = {
        name: project.digest((project.figures() / name).read_bytes())
        for name in json.loads((stage / "landed.json").read_text())
    }
    return {"file": project.digest(path.read_bytes()), "needs": [json.loads(line) for line in lines], "charts": charts}


def _remember(built):
    CACHE.mkdir(parents=True, exist_ok=True)
    part = CACHE / "built.json.part"
    part.write_text(json.dumps(built, indent=1), "utf-8")
    os.replace(part, CACHE / "built.json")


def _sweep(kept):
    """Remove charts that no notebook makes any more; other files in figures/ are not ours."""
    made = {name for notebook in kept.values() for name in notebook["charts"]}
    for path in project.figures().glob("[0-9][0-9]_*.*"):
        if path.name not in made and path.suffix in (".svg", ".png", ".pdf", ".csv"):
            path.unlink()
