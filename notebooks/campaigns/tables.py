"""The tables of data/ as data/datapackage.json declares them: read, typed, written.

Nothing about a column is said here a second time; its name, type, allowed
values and keys come from the declaration.
"""

import csv
import hashlib
import io
import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("CAMPAIGNS_DATA") or ROOT / "data")
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


def figures():
    """Where charts go: figures/, or the folder that the environment variable CAMPAIGNS_FIGURES names."""
    return Path(os.environ.get("CAMPAIGNS_FIGURES") or ROOT / "figures")


def digest(content):
    """Sixteen hex digits of bytes."""
    return hashlib.sha256(content).hexdigest()[:16]


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


def fields(name):
    """The declared fields of a table, as {column: field}."""
    return {declared["name"]: declared for declared in declaration()[name]["schema"]["fields"]}


def read(name, folder=DATA):
    """Read one table as a spreadsheet saved it; what is refused stands in its faults."""
    from campaigns.spreadsheet import read_csv  # here, because it needs this module's declaration

    path = Path(folder) / declaration()[name]["path"]
    try:
        held = read_csv(path.read_bytes(), name)
    except FileNotFoundError:
        lost = Fault(path.name, None, "", "", "the file is missing", "Put it back, under this very name")
        return Table(name, list(fields(name)), [], [], [lost])
    return Table(name, held.header, held.rows, held.numbers, held.faults, held.repairs)


def read_all(folder=DATA):
    """Read every declared table, as {table name: Table}."""
    from campaigns.spreadsheet import with_whole_tokens  # here, because it needs this module's declaration

    return with_whole_tokens({name: read(name, folder) for name in declaration()})


def typed(table):
    """A Table as a DataFrame: numbers as float64, integers as Int64, dates as datetime64, text as str ("" = blank)."""
    import pandas as pd  # here, because a check needs no DataFrame and should not wait for the import

    frame = pd.DataFrame(table.rows, columns=table.header, dtype=str)
    for column, declared in fields(table.name).items():
        if declared["type"] == "number":
            frame[column] = pd.to_numeric(frame[column].replace("", None))
        elif declared["type"] == "integer":
            frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("Int64")
        elif declared["type"] == "date":
            frame[column] = pd.to_datetime(frame[column].replace("", None), format="%Y-%m-%d")
    return frame


def written(header, rows):
    """The canonical text of a table: comma, LF, quotes only where needed (encode with utf-8-sig)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def write(path, content):
    """Write bytes as a whole or not at all; returns whether the file changed. OSError leaves it as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_bytes() == content:
        return False
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return True
