"""Check all tables against the declaration, the contract and each other; say every fault at once.

``faults(tables)`` returns every Fault found; ``load()`` is what a notebook
calls: it reads, checks and types the tables, or raises DataError. The rules
stand in check_cells (one cell, one key), check_rows (one row), check_links
(between rows), check_fit (between rows and what names or repeats them),
check_areas (where a figure lies) and check_ledger (the numerals of the complete
reports): each gives ROWS, {table: rules of one row}, and TABLES, rules of
whole tables.
"""

from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

from campaigns import project
from campaigns.record import (
    check_areas,
    check_cells,
    check_fit,
    check_ledger,
    check_links,
    check_rows,
    grouped,
    schema,
    tables,
)

_CHECKS = check_fit, check_rows, check_links, check_areas, check_ledger
#: {table: rules of its rows}, and the rules of whole tables.
ROWS = {name: [*chain(*(check.ROWS.get(name, ()) for check in _CHECKS))] for name in chain(*(c.ROWS for c in _CHECKS))}
TABLES = [*chain(*(check.TABLES for check in _CHECKS))]
#: {digest of the files: what was loaded of them}: read and checked once, also for the processes forked from this one.
_loaded = {}


class DataError(Exception):
    """The data cannot be used as it stands; ``faults`` lists why."""

    def __init__(self, found):
        self.faults = found
        super().__init__("\n".join(grouped.lines(found)))


def load(folder=None):
    """Read, check and type all tables.

    Returns a namespace with a DataFrame per table (``figures`` is
    reported_figures.csv; columns as in data/README.md). Raises DataError.
    """
    folder = Path(folder or project.DATA)
    files = _digest(folder)
    if files not in _loaded:
        raw = tables.read_all(folder)
        found = faults(raw)
        if found:
            raise DataError(found)
        frames = typed(raw)
        if files is None or files != _digest(folder):  # saved meanwhile
            return frames
        _loaded.clear()
        _loaded[files] = frames
    return SimpleNamespace(**{name: frame.copy() for name, frame in vars(_loaded[files]).items()})


def _digest(folder):
    """A digest of the files of all tables; None if one cannot be read."""
    try:
        files = [(folder / schema.place(name)).read_bytes() for name in schema.declaration()]
    except OSError:
        return None
    return project.digest(b"\0".join([str(len(one)).encode() + one for one in files]))


def typed(raw):
    """A namespace with a DataFrame per table, ``figures`` for reported_figures; the tables must be sound."""
    frames = {name: tables.typed(table) for name, table in raw.items()}
    return SimpleNamespace(figures=frames.pop("reported_figures"), **frames)


def faults(raw, lost=dict):
    """Every Fault of the tables ({name: Table}); an empty list means that they are sound.

    lost: see check_cells.key_faults. All that can be told of a row is told at once; what needs whole tables is told
    once every cell can be read.
    """
    records = {name: table.records() for name, table in raw.items()}
    found = [fault for name in raw for fault in check_cells.cell_faults(name, records[name])]
    whole = {name for name in raw if _is_whole(raw[name])}
    found += [fault for name in raw for fault in check_cells.key_faults(name, records, whole, lost)]
    found = _once([fault for table in raw.values() for fault in table.faults], _numbered(found, raw))
    try:
        if found:
            found = _once(found, _numbered(row_faults(_readable(raw, records, found), records, whole), raw))
        else:
            rules = (fault for rule in TABLES for fault in rule(records))
            found = _numbered([*row_faults(records, records, whole), *rules], raw)
    except KeyError as lacking:
        told = f"datapackage.json: it declares no {lacking}, which a rule reads"
        raise schema.BrokenDeclaration(f"{told}. Restore it: git checkout datapackage.json.") from None
    return sorted(found, key=lambda f: (f.file, f.row or 0))


def row_faults(readable, records, whole):
    """Faults that the rules of single rows find.

    readable: the rows without the cells that cannot be relied on; a rule that asks for one has no more to say on the
    row. whole: the tables in which every row can be looked up.
    """
    known = {name: {record.get(schema.keys(name)[0]): record for record in readable[name]} for name in whole}
    for name, rules in ROWS.items():
        for index, record in enumerate(readable[name]):
            for rule in rules:
                try:
                    for told in rule(record, known):
                        yield schema.fault(name, index, records[name][index], *told)
                except KeyError:
                    if readable is records:
                        raise


def _is_whole(table):
    """Whether every row of a table was read, with its key."""
    numbers = set(table.numbers)
    return all(fault.row in numbers and fault.column != schema.keys(table.name)[0] for fault in table.faults)


def _readable(raw, records, found):
    """{name: rows} without the cells of which a fault is told."""
    cells = {(fault.file, fault.row, fault.column) for fault in found}
    return {
        name: [
            {column: cell for column, cell in record.items() if (schema.place(name), number, column) not in cells}
            for number, record in zip(table.numbers, records[name], strict=True)
        ]
        for name, table in raw.items()
    }


def _once(told, more):
    """The faults told, and those of other cells."""
    cells = {(fault.file, fault.row, fault.column) for fault in told}
    return told + [fault for fault in more if (fault.file, fault.row, fault.column) not in cells]


def _numbered(found, raw):
    """The faults with the row numbers that the spreadsheet shows, blank rows counted."""
    numbers = {schema.place(name): table.numbers for name, table in raw.items()}
    return [replace(fault, row=numbers[fault.file][fault.row - 2]) if fault.row else fault for fault in found]
