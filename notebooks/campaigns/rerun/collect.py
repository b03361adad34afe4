"""The charts of the notebooks as live objects: their cells, run in this process as execute runs them elsewhere.

A report is drawn anew at its own sizes, so it needs Charts, not their pictures. What needs only what a chart says takes
what its last sound run told of it, where nothing changed since.
"""

import re
from fnmatch import fnmatch
from functools import cache

import pandas as pd

from campaigns import project
from campaigns.charts import save
from campaigns.claims import wording
from campaigns.claims.names import near
from campaigns.record import validate
from campaigns.rerun import execute, incremental, shell

#: What to do with a chart that a script drew.
OF_NOTEBOOKS = (
    "Reports, and what is said of them later, are of the charts of notebooks. Draw it in one of your own: "
    'python3 run.py new "my question"'
)


class NoSuchChart(ValueError):
    """No chart has a name like the one asked for."""


class NotebookFails(RuntimeError):
    """A notebook does not run on the data as they are."""


class Kept:
    """A Chart as the last sound run of its notebook told of it (save.told); asked for more, it has it made.

    made: gives the live Chart.
    """

    def __init__(self, told, made):
        lists = {name: [tuple(row) for row in told[name]] for name in ("claims", "reference")}
        vars(self).update(told | lists | {"rows": pd.DataFrame(told["rows"]), "_made": made})

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
    _refuse_unmatched(patterns, _names_there_may_be(paths))
    likely = [path for path in paths if not patterns or any(_may_hold(path.stem, pattern) for pattern in patterns)]
    found = _charts_of_all(likely, failures, tell)
    if _unmatched(patterns, [chart.name for chart in found]):  # perhaps a notebook whose charts are not named after it
        found += _charts_of_all([path for path in paths if path not in likely], failures, tell)
    found = _of_own_names(found, failures)
    _refuse_unmatched(patterns, [chart.name for chart in found])
    return [chart for chart in found if not patterns or any(fnmatch(chart.name, p) for p in patterns)]


def told(failures, tell=lambda line: None, named=None):
    """The charts of today for who asks what they say: Kept ones where nothing changed since the last sound run.

    named: how the names of charts begin that are asked for ("02"), None for all; of the notebooks that changed only
    theirs are run. failures and tell as in charts().
    """
    built, found = incremental.recall(), []
    try:
        changed = {path.name for path in incremental.to_run(built)[0]}
    except validate.DataError:  # each notebook says so when it runs
        changed = {path.name for path in project.notebooks()}
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


def _unmatched(patterns, names):
    return [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in names)]


def _names_there_may_be(paths):
    """The names that charts can have: of the last run, of charts exported by a notebook, in the code. None where a
    notebook of one's own has changed since, or was not run here, and may make others."""
    kept = incremental.recall().get("notebooks", {})
    names = {one["name"] for made in kept.values() for one in made.get("told", ())}
    notebooks = tuple(path.stem for path in paths)
    names |= {picture.stem for picture in _pictures() if picture.stem.startswith(notebooks)}
    for path in paths:
        if path.stem.startswith("my_") and incremental.content_digest(path) != kept.get(path.name, {}).get("content"):
            return None
        names |= {*re.findall(r"\b(?:\d\d_[A-Za-z]|my_)\w+", path.read_text("utf-8"))}
    return sorted(names - {*notebooks}) or None


def _refuse_unmatched(patterns, names):
    """Raise NoSuchChart for a pattern that none of the names matches, and say which are near, or all of them."""
    for pattern in () if names is None else _unmatched(patterns, names):
        if drawn := sorted(path.name for path in _pictures() if fnmatch(path.stem, pattern)):
            raise NoSuchChart(f"no notebook makes {wording.few(drawn)} in figures/. {OF_NOTEBOOKS}")
        alike = near(re.sub(r"[*?\[\]]", "", pattern), names)
        told = f"did you mean {alike}?" if alike else "the notebooks make\n  " + "\n  ".join(names)
        raise NoSuchChart(f"no chart is named like {pattern!r}; {told}")


def _pictures():
    return project.figures().glob("*.svg")


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
