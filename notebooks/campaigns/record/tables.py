"""The tables of data/, read and typed."""

from dataclasses import replace
from pathlib import Path

from campaigns.project import DATA
from campaigns.record.schema import Fault, Table, declaration, fields, place
from campaigns.record.spreadsheet import read_csv, with_whole_tokens


def read(name, folder=DATA):
    """Read one table as a spreadsheet saved it; what is refused stands in its faults."""
    try:
        held = read_csv((Path(folder) / place(name)).read_bytes(), name)
    except FileNotFoundError:
        lost = Fault(place(name), None, "", "", "the file is missing", "Put it back, under this very name")
        return Table(name, list(fields(name)), [], [], [lost])
    found = [replace(fault, file=place(name)) for fault in held.faults]
    return Table(name, held.header, held.rows, held.numbers, found, held.repairs)


def read_all(folder=DATA):
    """Read every declared table, as {table name: Table}."""
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
