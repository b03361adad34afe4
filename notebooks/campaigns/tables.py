"""The tables of data/ as data/datapackage.json declares them: read, typed, written.

Nothing about a column is said here a second time; its name, type, allowed
values and keys come from the declaration.
"""

import csv
import io
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("CAMPAIGNS_DATA") or ROOT / "data")
#: How a column that holds several values joins them.
SEPARATOR = " | "


@dataclass(frozen=True)
class Table:
    """One table as text: its name, its header and its rows as the file holds them."""

    name: str
    header: list
    rows: list

    def records(self):
        """The rows as dicts; row n of the spreadsheet is record n - 2."""
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


def fields(name):
    """The declared fields of a table, as {column: field}."""
    return {field["name"]: field for field in declaration()[name]["schema"]["fields"]}


def read(name, folder=DATA):
    """Read one table as text, every cell a string."""
    text = (Path(folder) / declaration()[name]["path"]).read_text("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    return Table(name, header, rows)


def read_all(folder=DATA):
    """Read every declared table, as {table name: Table}."""
    return {name: read(name, folder) for name in declaration()}


def typed(table):
    """A Table as a DataFrame: numbers as float64, integers as Int64, dates as datetime64, text as str ("" = blank)."""
    import pandas as pd  # here, because a check needs no DataFrame and should not wait for the import

    frame = pd.DataFrame(table.rows, columns=table.header, dtype=str)
    for column, field in fields(table.name).items():
        if field["type"] == "number":
            frame[column] = pd.to_numeric(frame[column].replace("", None))
        elif field["type"] == "integer":
            frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("Int64")
        elif field["type"] == "date":
            frame[column] = pd.to_datetime(frame[column].replace("", None), format="%Y-%m-%d")
    return frame


def written(header, rows):
    """The canonical text of a table: comma, LF, quotes only where needed (encode with utf-8-sig)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()
