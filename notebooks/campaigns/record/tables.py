"""The tables of data/, read and typed."""

import errno
import os
from pathlib import Path

from campaigns.project import DATA
from campaigns.record.decode import CONFLICT_CURE, CONFLICT_TOLD, conflict_lines
from campaigns.record.schema import Fault, Table, declaration, fields, place
from campaigns.record.spreadsheet import read_csv, with_whole_tokens

#: Endings of files that hold tables.
SHEETS = {".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods", ".numbers"}
#: Bytes from which on a file is worth a line of progress.
LARGE = 5_000_000


def read(name, folder=DATA):
    """Read one table as a spreadsheet saved it; what is refused stands in its faults."""
    try:
        return parsed((Path(folder) / place(name)).read_bytes(), name)
    except OSError as problem:
        lost = Fault(place(name), None, "", "", *_lost(problem))
        return Table(name, list(fields(name)), [], [], [lost])


def parsed(data, name):
    """The Table that the bytes of a file hold."""
    held = read_csv(data, name)
    return Table(name, held.header, held.rows, held.numbers, held.faults, held.repairs)


def _lost(problem):
    """(problem, cure) of a file that cannot be read."""
    if isinstance(problem, FileNotFoundError):
        return "the file is missing", "Put it back, under this very name"
    if isinstance(problem, IsADirectoryError) or (os.name == "nt" and Path(problem.filename).is_dir()):
        return "a folder stands in its place", "Move the folder away and put the file back, under this very name"
    if problem.errno == errno.ELOOP:
        return "it is a link that leads to itself", "Remove the link and put the file back"
    if isinstance(problem, PermissionError):
        return "it may not be read", "Close the program that holds it, or give yourself the right to read it"
    return f"it cannot be read ({problem.strerror})", "Put it back from the last version that was kept"


def read_all(folder=DATA, progress=lambda words: None):
    """Read every declared table, as {table name: Table}. progress takes a line on each large file before it is read."""
    raw = {}
    for name in declaration():
        try:
            size = (Path(folder) / place(name)).stat().st_size
        except OSError:
            size = 0
        if size > LARGE:
            progress(f"Reading {place(name)}, {size / 1e6:.0f} MB ...")
        raw[name] = read(name, folder)
    return with_whole_tokens(raw)


def strangers(folder=DATA):
    """Faults: files in data/ that look like tables and are none, so that edits in them are not read."""
    folder, known = Path(folder), {place(name) for name in declaration()}
    found = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    return [
        Fault(
            path.as_posix(), None, "", "", "it is no table of the project, what stands in it is not read", _cure(path)
        )
        for path in found
        if _is_sheet(path) and path.as_posix() not in known
    ]


def torn_texts(folder=DATA):
    """Faults: texts in data/ that hold both sides of a merge conflict."""
    found = [path for path in sorted(Path(folder).glob("*.md")) if path.is_file()]
    return [
        Fault(path.name, None, "", "", f"the file {CONFLICT_TOLD} (lines {lines})", CONFLICT_CURE)
        for path in found
        if (lines := conflict_lines(path.read_text("utf-8", "replace")))
    ]


def _cure(path):
    """What to do with a file that is no table: of a workbook, save its sheet as the table that it is a copy of."""
    newer = "put it in the place of the table that it is a copy of"
    if path.suffix.lower() != ".csv":
        names = [name for name in declaration() if name.split("/")[-1] in path.stem.casefold()]
        name = place(names[0]) if names else "reported_figures.csv, or the table that it is a copy of"
        newer = f"save it in the spreadsheet as CSV UTF-8 (comma separated), under the name data/{name}"
    return f"If it is the newer one, {newer}; then move it out of data/"


def _is_sheet(path):
    """Whether a name is that of a table; a program's lock or copy of its own begins with "." or "~"."""
    return path.suffix.lower() in SHEETS and not any(part[0] in ".~" for part in path.parts)


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
