"""Tests ask, they never write: charts drawn under test are checked and saved nowhere."""

import difflib
import os

from campaigns.rerun import execute

os.environ["CAMPAIGNS_FIGURES"] = os.devnull

# nbformat need not spend a second on a check of web addresses that no notebook needs.
execute.without_address_grammar()

# Pictures and HTML say again, for the eye, what the text of an output says; the text is compared.
SKIPPED = ("text/html", "image/png")


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
