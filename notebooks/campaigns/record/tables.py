"""The tables of data/, read and typed."""

from pathlib import Path

from campaigns.project import DATA
from campaigns.record.decode import CONFLICT_CURE, CONFLICT_TOLD, conflict_lines
from campaigns.record.schema import Fault, Table, declaration, fields, place
from campaigns.record.spreadsheet import read_csv, with_whole_tokens

#: Endings of files that hold tables.
SHEETS = {".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods", ".numbers"}
#: Bytes from which on a file is worth a line of progress.
LARGE = 5_000_000
#: Why a file cannot be read: problem and cure.
LOST = {
    FileNotFoundError: ("the file is missing", "Put it back, under this very name"),
    IsADirectoryError: (
        "a folder stands in its place",
        "Move the folder away and put the file back, under this very name",
    ),
    PermissionError: ("it may not be read", "Close the program that holds it, or give yourself the right to read it"),
}


def read(name, folder=DATA):
    """Read one table as a spreadsheet saved it; what is refused stands in its faults."""
    try:
        return read_csv((Path(folder) / place(name)).read_bytes(), name)
    except OSError as problem:
        other = f"it cannot be read ({problem.strerror})", "Put it back from the last version that was kept"
        lost = Fault(place(name), None, "", "", *LOST.get(type(problem), other))
        return Table(name, list(fields(name)), [], [], [lost])


def read_all(folder=DATA, progress=lambda words: None):
    """Read every declared table, as {table name: Table}. progress takes a line on each large file before it is read."""
    raw = {}
    for name in declaration():
        path = Path(folder) / place(name)
        if path.is_file() and (size := path.stat().st_size) > LARGE:
            progress(f"Reading {place(name)}, {size / 1e6:.0f} MB ...")
        raw[name] = read(name, folder)
    return with_whole_tokens(raw)


def strangers(folder=DATA):
    """Faults: files in data/ that look like tables and are none, so that edits in them are not read."""
    known = {place(name) for name in declaration()}
    told = "it is no table of the project, what stands in it is not read"
    found = sorted(path.relative_to(folder) for path in Path(folder).rglob("*") if path.suffix.lower() in SHEETS)
    return [
        Fault(path.as_posix(), None, "", "", told, _cure(path))
        for path in found
        if path.as_posix() not in known and not any(part[0] in ".~" for part in path.parts)  # a program's own
    ]


def _cure(path):
    """What to do with a file that is no table: of a workbook, save its sheet as the table that it is a copy of."""
    newer = "put it in the place of the table that it is a copy of"
    if path.suffix.lower() != ".csv":
        names = [name for name in declaration() if name.split("/")[-1] in path.stem.casefold()]
        name = place(names[0]) if names else "reported_figures.csv, or the table that it is a copy of"
        newer = f"save it in the spreadsheet as CSV UTF-8 (comma separated), under the name data/{name}"
    return f"If it is the newer one, {newer}; then move it out of data/"


def torn_texts(folder=DATA):
    """Faults: texts in data/ that hold both sides of a merge conflict."""
    found = [path for path in sorted(Path(folder).glob("*.md")) if path.is_file()]
    return [
        Fault(path.name, None, "", "", f"the file {CONFLICT_TOLD} (lines {lines})", CONFLICT_CURE)
        for path in found
        if (lines := conflict_lines(path.read_text("utf-8", "replace")))
    ]


def typed(table):
    """A Table as a DataFrame: numbers as float64, integers as Int64, dates as datetime64, text as str ("" = blank)."""
    import pandas as pd  # here, because a check needs no DataFrame and should not wait for the import

    frame = pd.DataFrame(table.rows, columns=table.header, dtype=str)
    for column, declared in fields(table.name).items():
        kind, cells = declared["type"], frame[column].replace("", None)
        if kind == "date":
            frame[column] = pd.to_datetime(cells, format="%Y-%m-%d")
        elif kind == "integer":
            frame[column] = pd.to_numeric(cells).astype("Int64")
        elif kind == "number":
            frame[column] = pd.to_numeric(cells)
    return frame
