"""The tables of data/ as data/datapackage.json declares them.

Nothing about a column is said a second time; its name, type, allowed values and keys come from the declaration.
"""

import csv
import io
import json
from dataclasses import dataclass, field
from functools import cache

from campaigns.project import DATA

#: How a column that holds several values joins them.
SEPARATOR = " | "


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where (file, spreadsheet row, key, column), what, and the cure."""

    file: str
    row: int | None
    key: str
    column: str
    problem: str
    cure: str

    def __str__(self):
        place = [self.file, f"row {self.row}" if self.row else "", self.key, self.column and f"column {self.column}"]
        return f"{', '.join(p for p in place if p)}: {self.problem}. {self.cure}."


@dataclass(frozen=True)
class Table:
    """One table as text, every cell a string in its canonical form.

    numbers: the spreadsheet's row number of each row. faults: what could not be read; only without
    any may the rows be used. repairs: what was read otherwise than written, in sentences.
    """

    name: str
    header: list
    rows: list
    numbers: list
    faults: list = field(default_factory=list)
    repairs: list = field(default_factory=list)

    def records(self):
        """The rows as dicts."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows]


@cache
def package():
    """data/datapackage.json."""
    return json.loads((DATA / "datapackage.json").read_text("utf-8"))


def version():
    """The version of the data."""
    return package()["version"]


@cache
def declaration():
    """The declared tables, as {table name: resource}."""
    return {resource["name"]: resource for resource in package()["resources"]}


def place(name):
    """The file of a table, relative to data/."""
    return declaration()[name]["path"]


def fault(name, index, record, column, problem, cure):
    """A Fault of the row at ``index`` (0-based, None: of no row) of a table; ``record`` is that row as a dict."""
    [key, *_] = declaration()[name]["schema"]["primaryKey"]
    return Fault(place(name), None if index is None else index + 2, record.get(key, ""), column, problem, cure)


def fields(name):
    """The declared fields of a table, as {column: field}."""
    return {declared["name"]: declared for declared in declaration()[name]["schema"]["fields"]}


def written(header, rows):
    """The canonical text of a table: comma, LF, quotes only where needed (encode with utf-8-sig)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()
