"""Tests ask, they never write: charts drawn under test are checked and saved nowhere."""

import difflib
import os

import pytest
from campaigns.rerun.compare import table_moves

os.environ["CAMPAIGNS_FIGURES"] = os.devnull

# Pictures and HTML say again, for the eye, what the text of an output says; the text is compared.
SKIPPED = ("text/html", "image/png")
TOLD = 20  # cells of tables that moved


def pytest_collectstart(collector):
    """Tell nbval what not to compare; its hooks are heard only from here."""
    if getattr(collector, "path", None) is not None and collector.path.suffix == ".ipynb":
        collector.skip_compare = (*collector.skip_compare, *SKIPPED)


def pytest_assertrepr_compare(op, left, right):
    """Say of two texts which lines differ: nbval asks here how to show a changed output."""
    if op != "==" or not (isinstance(left, str) and isinstance(right, str) and "\n" in left + right):
        return None
    marks = {"- ": "stored: ", "+ ": "now:    "}
    lines = [line for line in difflib.ndiff(left.splitlines(), right.splitlines()) if line[:2] in marks]
    return ["the text differs", *(marks[line[:2]] + line[2:] for line in lines)]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Under a cell whose outputs changed: row, column, old and new of every table in it, and what to do if it was meant."""
    outcome = yield
    if call.excinfo and getattr(item, "test_outputs", None):
        moves = table_moves(*("".join(_html(outputs)) for outputs in (item.cell.outputs, item.test_outputs)))
        more = [f"... and {len(moves) - TOLD} more"] if len(moves) > TOLD else []
        meant = "If you meant it, run `python3 run.py`, which stores what the cells show now."
        outcome.get_result().sections.append(("What moved", "\n".join([*moves[:TOLD], *more, meant])))


def _html(outputs):
    return ("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
