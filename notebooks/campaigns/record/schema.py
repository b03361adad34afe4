"""The tables of data/ as data/datapackage.json declares them.

Nothing about a column is said a second time; its name, type, allowed values and keys come from the declaration. The
allowed hedges alone come from their registry: the declaration repeats them for other programs (``declared``).
"""

import csv
import io
import json
import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from unicodedata import category

from campaigns.hedges import QUALIFIERS
from campaigns.project import DATA

#: The word by which a note answers a rule or a warning that its row departs from.
ANSWER = "Checked:"
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
        column = self.column and f"column{'s' * (', ' in self.column)} {self.column}"
        place = [self.file, f"row {self.row}" if self.row else "", self.key, column]
        told = f"{', '.join(p for p in place if p)}: {self.problem}. {self.cure}."
        return visible(told if self.cure else told.removesuffix(". ."))


def visible(text):
    """The text as a terminal may show it: what would steer it (escapes, directions, line breaks) stands escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or category(char) == "Zs" else ascii(char)[1:-1] for char in text)


class BrokenDeclaration(Exception):
    """data/datapackage.json cannot be used; the words say why, and the cure."""


@dataclass(frozen=True)
class Table:
    """One table as text, every cell a string in its canonical form.

    numbers: the spreadsheet's row number of each row. faults: what could not be read; only without
    any may the rows be used. repairs: what was read otherwise than written, as Faults without a cure.
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
    """data/datapackage.json; raises BrokenDeclaration."""
    path = DATA / "datapackage.json"
    try:
        held = json.loads(path.read_text("utf-8-sig"))
        str(held["version"])
        for resource in held["resources"]:
            os.fspath(resource["name"]), os.fspath(resource["path"])
            [str(key) for key in resource["schema"]["primaryKey"]]
            for declared in resource["schema"]["fields"]:
                name, _, rules = declared["name"], declared["type"], declared.get("constraints", {})
                if name == "qualifier" and "enum" in rules:
                    kept = [hedge for hedge in rules["enum"] if hedge in QUALIFIERS]
                    rules["enum"] = [*kept, *(hedge for hedge in QUALIFIERS if hedge not in kept)]
        return held
    except json.JSONDecodeError as problem:
        torn = " (both sides of a merge conflict stand in it)" if "<<<<<<<" in problem.doc else ""
        told = f"line {problem.lineno}: {problem.msg}{torn}"
    except UnicodeDecodeError:
        told = "it is not UTF-8"
    except OSError as problem:
        told = problem.strerror
    except (KeyError, TypeError) as problem:
        told = f"it declares the tables no more ({problem})"
    raise BrokenDeclaration(f"{path.name}: {visible(told)}. Mend it, or restore it: git checkout {path.name}.")


def declared():
    """The text of data/datapackage.json, with the hedges of the registry."""
    return json.dumps(package(), ensure_ascii=False, indent=1) + "\n"


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


def keys(name):
    """The columns that together name a row of a table."""
    return declaration()[name]["schema"]["primaryKey"]


@cache
def links(name):
    """[(column, table it leads to, key there)] of the columns of a table that hold one key or several."""
    declared = declaration()[name]["schema"].get("foreignKeys", [])
    found = [
        (key["fields"][0], key["reference"].get("resource", name), key["reference"]["fields"][0]) for key in declared
    ]
    return [*found, *([("source_ids", "sources", "source_id")] if "source_ids" in fields(name) else [])]


def restored(file):
    """The words of a cure: how a file of data/ is taken back from git, and what that undoes beside."""
    return f"git checkout data/{file}, which takes back every edit of the file since the last commit"


def fault(name, index, record, column, problem, cure):
    """A Fault of the row at ``index`` (0-based, None: of no row) of a table; ``record`` is that row as a dict."""
    key = record.get(keys(name)[0], "")
    return Fault(place(name), None if index is None else index + 2, key, column, problem, cure)


def meant(text, allowed):
    """The words "Did you mean X? " for the allowed value that a wrong one is spelled like, or "".

    allowed: the values, or {another name of it: value}.
    """
    names = allowed if isinstance(allowed, dict) else {value: value for value in allowed}
    folded = {name.casefold(): value for name, value in names.items()}
    close = get_close_matches(text.casefold(), folded, n=1)
    return f"Did you mean {folded[close[0]]}? " if close else ""


def answered(record):
    """Whether the note of a row answers: it was looked at, and what was found stands there."""
    return ANSWER in record["note"]


def upwards(key, above):
    """The key and all keys above it, as far as ``above`` (a function from key to key or "") leads."""
    seen = []
    while key and key not in seen:
        seen.append(key)
        key = above(key)
    return seen


def fields(name):
    """The declared fields of a table, as {column: field}."""
    return {declared["name"]: declared for declared in declaration()[name]["schema"]["fields"]}


def written(header, rows):
    """The canonical text of a table: comma, LF, quotes only where needed (encode with utf-8-sig)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()
