"""One row broken on purpose, and what the checks say of it, without a check of all the others."""

import ast
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

from campaigns.record import (
    check_areas,
    check_cells,
    check_fit,
    check_ledger,
    check_links,
    check_rows,
    schema,
    validate,
)

CHECKS = check_cells, check_rows, check_links, check_fit, check_areas, check_ledger


def broken(records, table, key, cells):
    """The Faults of one row with cells changed, as they are found: of the row, of keys, of whole tables.

    records: {table: rows of the sound tables}. cells: {column: text}, a function of the row that gives them, or None
    to take the row out.
    """
    index = next(n for n, row in enumerate(records[table]) if next(iter(row.values())) == key)
    before, row, *after = records[table][:index], *records[table][index:]
    row = [] if cells is None else [row | (cells(records) if callable(cells) else cells)]
    changed = records | {table: [*before, *row, *after]}
    for one in row:
        yield from check_cells.cell_faults(table, [*before[:1], one])
        known = _known(records) | {table: _known(records)[table] | {one[schema.keys(table)[0]]: one}}
        for rule in validate.ROWS.get(table, ()):
            with suppress(KeyError):  # a key that leads nowhere, told as such
                for told in rule(one, known):
                    yield schema.fault(table, index, one, *told)
    linked = [
        name for name in records if name == table or table in {target for _, target, _ in check_cells.links(name)}
    ]
    for name in linked:
        yield from check_cells.key_faults(name, changed)
    for rule in validate.TABLES:
        yield from rule(changed)


_KNOWN = {}


def _known(records):
    """{table: {key: row}} of the sound tables, made once."""
    if id(records) not in _KNOWN:
        _KNOWN[id(records)] = {name: {row[schema.keys(name)[0]]: row for row in rows} for name, rows in records.items()}
    return _KNOWN[id(records)]


@contextmanager
def unbroken():
    """The set of (file, first line, last line) of all faults that checks can find, without those found meanwhile."""
    faults = {
        (check.__file__, line): place
        for check in CHECKS
        for place in _fault_lines(check)
        for line in range(place[1], place[2] + 1)
    }
    left, within = set(faults.values()), {}

    def line(frame, *_):
        left.discard(faults.get((frame.f_code.co_filename, frame.f_lineno)))
        return line

    def call(frame, *_):
        """Follow only functions that have a fault left to find."""
        code = frame.f_code
        if code not in within:
            within[code] = {faults.get((code.co_filename, number)) for *_, number in code.co_lines()} - {None}
        return line if within[code] & left else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield left
    finally:
        sys.settrace(before)


def _fault_lines(check):
    """(file, first, last line) of what yields a fault, or returns the words of one."""
    for node in ast.walk(ast.parse(Path(check.__file__).read_text("utf-8"))):
        words = isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and check is check_cells
        if words or isinstance(node, ast.Yield):
            yield check.__file__, node.lineno, node.end_lineno
