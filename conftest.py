"""Tests ask, they never write: charts drawn under test are checked and saved nowhere."""

import difflib
import os

import pytest

os.environ["CAMPAIGNS_FIGURES"] = os.devnull

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


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Under a cell whose outputs changed: row, column, old and new of every table in it, and what to do if it was meant."""
    outcome = yield
    if call.excinfo and hasattr(item, "test_outputs"):
        stored, now = ("".join(_html(outputs)) for outputs in (item.cell.outputs, item.test_outputs or []))
        told = [
            *table_moves(stored, now),
            "If you meant it, run `python3 run.py`, which stores what the cells show now.",
        ]
        outcome.get_result().sections.append(("What moved", "\n".join(told)))


def table_moves(stored, now):
    """Lines "row, column: old -> new" of the cells that differ between the tables of two pieces of HTML."""
    old, new = _cells(stored), _cells(now)
    told = []
    for row, column in dict.fromkeys([*old, *new]):
        was, is_now = old.get((row, column), "not there"), new.get((row, column), "no longer there")
        if was != is_now:
            told.append(f"{row}, {column}: {was} -> {is_now}")
    return told


def _html(outputs):
    return ("".join(output.get("data", {}).get("text/html", "")) for output in outputs)


def _cells(html):
    """{(row, column): text} of all tables in HTML; a row is named by its first cell."""
    from bs4 import BeautifulSoup

    held = {}
    for table in BeautifulSoup(html, "html.parser").find_all("table"):
        head, *rows = [
            [cell.get_text(" ").strip() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
        ]
        if rows and not head[0] and not any(rows[0][1:]):  # pandas sets the name of the first column a line lower
            head = [rows.pop(0)[0], *head[1:]]
        for cells in rows:
            key = cells[0]
            while (key, head[0]) in held:
                key += " (again)"
            held |= {(key, column): text for column, text in zip(head, cells, strict=False)}
    return held
