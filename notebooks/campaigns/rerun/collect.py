"""The charts of the notebooks as live objects: their cells, run in this process as execute runs them elsewhere.

A report is drawn anew at its own sizes, so it needs the Chart objects, not
their pictures; running the cells that make them is the one way by which title,
caption, alt text and source exist once.
"""

import re
from fnmatch import fnmatch

from campaigns import project
from campaigns.charts import save
from campaigns.rerun import execute, shell

NOTEBOOKS = project.ROOT / "notebooks"


class NoSuchChart(ValueError):
    """No chart has a name like the one asked for."""


class NotebookFails(RuntimeError):
    """A notebook does not run on the data as they are."""


def charts(patterns=(), failures=None):
    """The checked Charts of all notebooks in their order, or those whose names match a pattern such as "02_*".

    Nothing is exported. Raises NoSuchChart for a pattern that no chart matches, and NotebookFails; with
    failures, a dict, what a notebook failed with is put there under its name and the others go on.
    """
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    likely = [path for path in paths if not patterns or any(_may_hold(path.stem, pattern) for pattern in patterns)]
    found = _charts_of_all(likely, failures)
    if _unmatched(patterns, found):  # perhaps a notebook whose charts are not named after it
        found += _charts_of_all([path for path in paths if path not in likely], failures)
    for pattern in _unmatched(patterns, found):
        names = "\n  ".join(chart.name for chart in found)
        raise NoSuchChart(f"no chart is named like {pattern!r}; there are\n  {names}")
    return [chart for chart in found if not patterns or any(fnmatch(chart.name, p) for p in patterns)]


def _unmatched(patterns, found):
    return [pattern for pattern in patterns if not any(fnmatch(chart.name, pattern) for chart in found)]


def _charts_of_all(paths, failures):
    found = []
    for path in paths:
        made, problem = _charts_of(path)
        found += made
        if problem and failures is None:
            raise NotebookFails(f"{path.name} {problem}\nRun run.py to see where, then try again.")
        if problem:
            failures[path.name] = problem
    return found


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
