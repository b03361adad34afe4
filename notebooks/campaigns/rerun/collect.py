"""The charts of the notebooks as live objects: their cells, run in this process as execute runs them elsewhere.

A report is drawn anew at its own sizes, so it needs the Chart objects, not
their pictures; running the cells that make them is the one way by which title,
caption, alt text and source exist once. What needs only what a chart says takes
what its last sound run told of it, where nothing changed since.
"""

import re
from difflib import get_close_matches
from fnmatch import fnmatch
from functools import cache

import pandas as pd

from campaigns import project
from campaigns.charts import save
from campaigns.record import validate
from campaigns.rerun import execute, incremental, shell


class NoSuchChart(ValueError):
    """No chart has a name like the one asked for."""


class NotebookFails(RuntimeError):
    """A notebook does not run on the data as they are."""


class Kept:
    """A Chart as the last sound run of its notebook told of it (save.told); asked for more, it has it made.

    made: gives the live Chart.
    """

    def __init__(self, told, made):
        claims, rows = [tuple(claim) for claim in told["claims"]], pd.DataFrame(told["rows"])
        vars(self).update(told | {"claims": claims, "rows": rows, "_made": made})

    def __str__(self):
        return self.drawn

    def __getattr__(self, name):
        return getattr(self._made(), name)


def charts(patterns=(), failures=None, tell=lambda line: None):
    """The checked Charts of all notebooks in their order, or those whose names match a pattern such as "02_*".

    Nothing is exported. tell is called with a line for each notebook that is run. Raises NoSuchChart for a pattern
    that no chart matches, and NotebookFails; with failures, a dict, what a notebook failed with is put there under its
    name and the others go on.
    """
    paths = project.notebooks()
    _check_names(patterns, paths)
    likely = [path for path in paths if not patterns or any(_may_hold(path.stem, pattern) for pattern in patterns)]
    found = _charts_of_all(likely, failures, tell)
    if _unmatched(patterns, [chart.name for chart in found]):  # perhaps a notebook whose charts are not named after it
        found += _charts_of_all([path for path in paths if path not in likely], failures, tell)
    found = _of_own_names(found, failures)
    for pattern in _unmatched(patterns, [chart.name for chart in found]):
        raise _no_such(pattern, [chart.name for chart in found])
    return [chart for chart in found if not patterns or any(fnmatch(chart.name, p) for p in patterns)]


def told(failures, tell=lambda line: None, named=None):
    """The charts of today for who asks what they say: Kept ones where nothing changed since the last sound run.

    named: how the names of charts begin that are asked for ("02"), None for all; of the notebooks that changed only
    theirs are run. failures and tell as in charts().
    """
    built = incremental.recall()
    changed, found = _changed(built), []
    unread = [name for name in changed if named is not None and name[:2] not in named]
    if changed:
        tell("data or notebooks changed since they ran: python3 run.py first, and findings in the text are told too")
    if unread:
        tell(f"no picture names a chart of {', '.join(sorted(name[:2] for name in unread))}: not read")
    for path in project.notebooks():
        if path.name in unread:
            continue
        if path.name in changed:
            found += _charts_of_all([path], failures, tell)
        else:
            live = cache(lambda path=path: {chart.name: chart for chart in _charts_of_all([path], None, tell)})
            kept = built["notebooks"][path.name]["told"]
            found += [Kept(one, lambda name=one["name"], live=live: live()[name]) for one in kept]
    return found


def _changed(built):
    """Names of the notebooks of whose charts nothing is kept that still holds."""
    try:
        changed = incremental.to_run(built)[0]
    except validate.DataError:  # each notebook says so when it runs
        changed = project.notebooks()
    return {path.name for path in changed}


def _unmatched(patterns, names):
    return [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in names)]


def _check_names(patterns, paths):
    """Raise NoSuchChart, before any notebook is read, for a pattern that no name matches that a chart can have.

    Names are those of the last run, of the exported charts and of the code; a notebook that has changed since, or was
    not run here, may make others.
    """
    kept = incremental.recall().get("notebooks", {})
    names = {one["name"] for made in kept.values() for one in made.get("told", ())}
    names |= {path.stem for path in project.figures().glob("*.svg")}
    sure = bool(names)
    for path in paths:
        texts = re.findall(r"\b(?:\d\d|my)_\w+", path.read_text("utf-8"))
        names |= {name for name in texts if name not in {other.stem for other in paths}}
        same = incremental.content_digest(path) == kept.get(path.name, {}).get("content")
        sure = sure and (same or not path.stem.startswith("my_"))
    for pattern in _unmatched(patterns, names) if sure else ():
        raise _no_such(pattern, sorted(names))


def _no_such(pattern, names):
    """The NoSuchChart that says which names are near, or all of them."""
    plain = re.sub(r"[*?\[\]]", "", pattern).casefold()
    by_words = {re.sub(r"^(\d\d|my)_", "", name): name for name in names}
    near = [name for name in names if len(plain) > 1 and plain in name]
    near += get_close_matches(plain, names, 3) + [by_words[one] for one in get_close_matches(plain, by_words, 3)]
    told = f"did you mean {', '.join(dict.fromkeys(near[:6]))}?" if near else "there are\n  " + "\n  ".join(names)
    return NoSuchChart(f"no chart is named like {pattern!r}; {told}")


def _charts_of_all(paths, failures, tell):
    found = []
    for path in paths:
        tell(f"reading {path.stem} ...")
        made, problem = _charts_of(path)
        for chart in made:
            chart.notebook = path.stem
        found += made
        if problem and failures is None:
            raise NotebookFails(f"{path.name} {problem}\nRun run.py to see where, then try again.")
        if problem:
            failures[path.name] = problem
    return found


def _of_own_names(found, failures):
    """The charts without those of whose name an earlier notebook has another chart, which is a failure of theirs."""
    kept = {}
    for chart in found:
        first = kept.setdefault(chart.name, chart)
        if first.trace != chart.trace:
            problem = (f"makes another chart of the name {chart.name}, which {first.notebook}.ipynb has too; give one "
                       "of them a name of its own")  # fmt: skip
            if failures is None:
                raise NotebookFails(f"{chart.notebook}.ipynb {problem}")
            failures[f"{chart.notebook}.ipynb"] = problem
    return list(kept.values())


def _may_hold(stem, pattern):
    """Whether a notebook can make a chart of such a name: as a rule it begins with the name of its notebook."""
    start = re.match(r"[^*?\[]*", pattern)[0]
    return stem.startswith(start) or start.startswith(stem)


def _charts_of(path):
    """(charts that the code cells of one notebook finish, what it fails with or "")."""
    with save.collecting() as found:
        try:
            shell.run_cells(execute.read(path)[1], path.parent)
        except execute.Fault as problem:
            return found, str(problem)
        except shell.CellFault as problem:
            return found, f"fails in {problem}"
    return found, ""
