"""Bring notebooks and charts up to date with the data: run what an edit can change, leave the rest alone.

What was last built is remembered in .cache/: digests of the code, of every notebook and its files, what each notebook
needed of the data, and the tables themselves, for the report of changes.
"""

import contextlib
import json
import os
import re
import shutil
from functools import cache
from importlib import import_module
from pathlib import Path

from campaigns import project
from campaigns.record import schema
from campaigns.rerun import execute, unchanged

#: The rooms whose code can change what a notebook shows; hedges is a module of its own.
_CODE = (".py", ".mplstyle", ".js", ".j2")
_SHOWN = ("hedges.py", "project.py", "reading", "record", "claims", "charts")
PART = ".part"  # in figures/: the charts of notebooks that are running
NEEDS, TOLD, LANDED = "needs.jsonl", "told.jsonl", "landed.json"  # beside them: what the notebook needed, what its
# charts say, and the digests of their files


class Busy(RuntimeError):
    """Another run is under way in this folder."""


@contextlib.contextmanager
def alone():
    """Hold the folder for one run; raises Busy if another run holds it."""
    from filelock import FileLock, Timeout

    project.CACHE.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(project.CACHE / "lock", timeout=0):
            shutil.rmtree(project.figures() / PART, ignore_errors=True)  # of a run that was killed
            yield
    except Timeout:
        raise Busy("Another run.py is at work in this folder. Wait until it is done, then try again.") from None


def recall():
    """What was last built: {"code", "data", "notebooks": {name: {"file", "content", "needs", "told", "charts"}}}."""
    try:
        return json.loads((project.CACHE / "built.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def to_run(built, raw=None, digests=None):
    """(notebooks that must run, why) given what was last built.

    raw, digests: the tables if they were checked already, and data_digests() before that; else they are read here, if
    they changed.
    """
    if not built or built.get("code") != code_digest():
        return project.notebooks(), "the code or the declaration changed" if built else "nothing was built here before"
    kept = built["notebooks"]
    stale = [path for path in project.notebooks() if not _files_are_kept(path, kept.get(path.name))]
    if built["data"] != (digests or data_digests()):
        known = [path for path in project.notebooks() if path not in stale]
        stale += _with_changed_needs(known, kept, raw)
    return sorted(stale), "the data, a notebook or a chart changed"


def nothing_to_do():
    """What is said of notebooks that are all up to date."""
    return f"Nothing to do: {len(project.notebooks())} notebooks and their charts are up to date."


def note_sound(read_before, lines):
    """Note after a sound run what the next one need not look at again; read_before: unchanged.read() as it began."""
    built = recall()
    made = unchanged.made({name for held in built["notebooks"].values() for name in held["charts"]})
    if not to_run(built)[0]:
        unchanged.note(read_before, made, [*lines, nothing_to_do()])


def run(paths, data, progress):
    """Run notebooks and move their charts into place; returns one message per notebook that failed.

    data: data_digests() before it was found out what must run. progress: called with words on each notebook. The
    largest notebooks, which take longest, go first, so that no worker waits for the other at the end. A notebook and
    its charts are replaced together, and only if its whole run went well. What is done when a run is interrupted is
    remembered too.
    """
    built, code, done = recall(), code_digest(), []
    before, others = built.get("notebooks", {}), {path.name for path in project.notebooks() if path not in paths}
    kept = {name: made for name, made in before.items() if name in others and built["code"] == code}
    paths = sorted(paths, key=lambda path: -path.stat().st_size)

    def finished(result):
        done.append(result)
        if not result.error:
            kept[result.path.name] = _made(result.path, stage / result.path.stem)
        told = "failed" if result.error else f"ran in {result.seconds:.1f} s"
        progress(f"{len(done)} of {len(paths)}: {result.path.name} {told}")

    stage = project.figures() / PART
    try:
        for path in paths:
            (stage / path.stem).mkdir(parents=True)
        execute.run_notebooks(paths, finished, lambda path: _orders(stage / path.stem),
                              lambda path: _land(stage / path.stem, kept))  # fmt: skip
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        built = {"code": code, "data": data, "notebooks": kept}
        project.write(project.CACHE / "built.json", json.dumps(built, indent=1).encode())
    failed = [result.error for result in done if result.error]
    if not failed:
        _sweep(before, kept)
    return failed


@contextlib.contextmanager
def held_tables():
    """Copy the tables as a run finds them: one saved meanwhile is an edit for the next run. Gives their data_digests()
    and a function that keeps the copy for the next report of changes."""
    held, digests = project.CACHE / "data.new", {}
    shutil.rmtree(held, ignore_errors=True)

    def keep():
        shutil.rmtree(project.CACHE / "data", ignore_errors=True)
        os.replace(held, project.CACHE / "data")

    try:  # also what an interruption leaves of the copy is removed
        for place, content in _tables():
            project.write(held / place, content)
            digests[place] = project.digest(content)
        yield digests, keep
    finally:
        shutil.rmtree(held, ignore_errors=True)


def code_digest():
    """A digest of all that is neither data nor a notebook and may change what a notebook shows."""
    package = Path(__file__).parents[1]
    files = [f for f in sorted(package.rglob("*.*")) if f.suffix in _CODE and f.relative_to(package).parts[0] in _SHOWN]
    files += [project.DATA / "datapackage.json", project.ROOT / "requirements.txt"]
    return project.digest(b"\0".join(f.read_bytes() for f in files))


def data_digests():
    """{its place in data/: digest} of each table."""
    return {place: project.digest(content) for place, content in _tables()}


def _tables():
    """(place in data/, bytes) of each table; one that cannot be read, which the check tells, is left out."""
    for place in map(schema.place, schema.declaration()):
        with contextlib.suppress(OSError):
            yield place, (project.DATA / place).read_bytes()


def _with_changed_needs(paths, kept, raw=None):
    """The notebooks whose needs do not hold what they held."""
    from campaigns.claims.select import joined
    from campaigns.record import validate

    data = validate.typed(raw) if raw else validate.load()
    rows = joined(data)
    now = cache(lambda kind, key: _held_now(data, kind, json.loads(key), rows))
    needs = {path: kept[path.name]["needs"] for path in paths}
    return [path for path in paths if any(now(kind, json.dumps(key)) != held for kind, key, held in needs[path])]


def _held_now(data, kind, key, rows=None):
    """The digest of a need over the tables as they are now; rows: their figures joined() already."""
    from campaigns.claims import needs
    from campaigns.claims.select import chosen

    with contextlib.suppress(Exception):  # what it asked for is gone: the notebook says so when it runs
        if kind == "reckoned":
            module, name = key.split(":")
            return needs.digest(getattr(import_module(module), name).__wrapped__(data))
        if kind == "table":
            return needs.digest(getattr(data, key))
        if kind == "reference":
            return needs.digest(data.reference[data.reference.reference_id == key])
        claims = chosen(data, key, rows)
        return needs.digest(claims.rows, claims.left_out)
    return ""


def content_digest(path):
    """A digest of what a notebook says and shows: its cells without what reading alone writes into its metadata.

    None for a file that is no notebook.
    """
    try:
        cells = json.loads(path.read_bytes())["cells"]
        held = [[c["cell_type"], "".join(c["source"]), c["metadata"].get("tags"), c.get("execution_count"),
                 c.get("outputs")] for c in cells]  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return project.digest(json.dumps(held, sort_keys=True).encode())


def digests():
    """{name of a notebook: its content_digest()}."""
    return {path.name: content_digest(path) for path in project.notebooks()}


def _files_are_kept(path, made):
    """Whether a notebook and its charts are those of its last run."""
    if not made or content_digest(path) != made.get("content"):
        return False
    files = {project.figures() / name: digest for name, digest in made["charts"].items()}
    return all(file.exists() and project.digest(file.read_bytes()) == digest for file, digest in files.items())


def _orders(stage):
    """Where a notebook's process writes its charts and its needs."""
    return {"CAMPAIGNS_FIGURES": str(stage), "CAMPAIGNS_NEEDS": str(stage / NEEDS),
            "CAMPAIGNS_TOLD": str(stage / TOLD)}  # fmt: skip


def _land(stage, others):
    """Move a notebook's finished charts into place; their digests stay behind. Raises execute.Fault where another one
    made another chart of the same name."""
    files = [path for path in sorted(stage.iterdir()) if path.name not in (NEEDS, TOLD)]
    charts = {path.name: project.digest(path.read_bytes()) for path in files}
    for notebook, made in others.items():
        for name in charts.keys() & made["charts"].keys():
            if charts[name] != made["charts"][name]:
                raise execute.Fault(f"ran, but is not saved: {notebook} makes another chart of the name "
                                    f"{Path(name).stem}; give one of them a name of its own")  # fmt: skip
    (stage / LANDED).write_text(json.dumps(charts), "utf-8")  # first, because the disk may be full
    for name, digest in charts.items():
        there = project.figures() / name
        if not there.exists() or project.digest(there.read_bytes()) != digest:
            os.replace(stage / name, there)


def _made(path, stage):
    """What is to be remembered of a notebook that ran."""
    return {
        "file": project.digest(path.read_bytes()),
        "content": content_digest(path),
        "needs": [json.loads(line) for line in sorted(set(_lines(stage / NEEDS)))],
        "told": [json.loads(line) for line in _lines(stage / TOLD)],
        "charts": json.loads((stage / LANDED).read_text("utf-8")),
    }


def _lines(path):
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _sweep(before, kept):
    """Remove charts that no notebook makes any more; other files in figures/ are not ours."""
    made, known = ({name for notebook in held.values() for name in notebook["charts"]} for held in (kept, before))
    for path in project.figures().iterdir():
        ours = path.name in known or re.match(r"\d\d_.*\.(svg|png|pdf|csv)$", path.name)
        if ours and path.name not in made:
            path.unlink()
