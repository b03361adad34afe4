"""Check all tables against the declaration, the contract and each other; say every fault at once.

``faults(tables)`` returns every Fault found; ``load()`` is what a notebook
calls: it reads, checks and types the tables, or raises DataError. The rules
stand in check_cells (one cell, one key), check_rows (one row), check_links
(between rows), check_fit (between rows and what names or repeats them) and
check_ledger (the numerals of the complete reports).
"""

from dataclasses import replace
from types import SimpleNamespace

from campaigns import project
from campaigns.record import check_cells, check_fit, check_ledger, check_links, check_rows, grouped, schema, tables

RULES = (*check_fit.RULES, *check_rows.RULES, *check_links.RULES, *check_ledger.RULES)


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
    raw = tables.read_all(folder or project.DATA)
    found = faults(raw)
    if found:
        raise DataError(found)
    return typed(raw)


def typed(raw):
    """A namespace with a DataFrame per table, ``figures`` for reported_figures; the tables must be sound."""
    frames = {name: tables.typed(table) for name, table in raw.items()}
    return SimpleNamespace(figures=frames.pop("reported_figures"), **frames)


def faults(raw):
    """Every Fault of the tables ({name: Table}); an empty list means that they are sound."""
    refused = [fault for table in raw.values() for fault in table.faults]
    records = {name: table.records() for name, table in raw.items()}
    found = [fault for name in raw for fault in check_cells.cell_faults(name, records[name])]
    try:
        if not refused:  # a row that could not be read would be missed everywhere else
            found += [fault for name in raw for fault in check_cells.key_faults(name, records)]
        if not refused and not found:
            found = [fault for rule in RULES for fault in rule(records)]
    except KeyError as lacking:
        told = f"datapackage.json: it declares no {lacking}, which a rule reads"
        raise schema.BrokenDeclaration(f"{told}. Restore it: git checkout datapackage.json.") from None
    numbers = {schema.place(name): table.numbers for name, table in raw.items()}
    found = [_as_the_spreadsheet_counts(fault, numbers) for fault in found]
    told = {(fault.file, fault.row, fault.column) for fault in refused}
    found = refused + [fault for fault in found if (fault.file, fault.row, fault.column) not in told]
    return sorted(found, key=lambda f: (f.file, f.row or 0))


def _as_the_spreadsheet_counts(fault, numbers):
    """The fault with the row number that the spreadsheet shows, blank rows counted."""
    return replace(fault, row=numbers[fault.file][fault.row - 2]) if fault.row else fault
