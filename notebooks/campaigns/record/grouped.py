"""Faults as a reader wants them: the cause first, and what is wrong alike in many rows said once."""

import re
from collections import defaultdict

from campaigns.record.schema import visible

#: Faults of one kind that are still told one by one.
ONE_BY_ONE = 3


def lines(found):
    """The Faults as lines: of whole files first, then of headers, then of rows; many of one kind in one line."""
    groups = defaultdict(list)
    for fault in sorted(found, key=lambda one: (one.row is not None, one.file, one.row or 0)):
        groups[_kind(fault)].append(fault)
    told = []
    for faults in groups.values():
        told += [str(fault) for fault in faults] if len(faults) <= ONE_BY_ONE else [_together(faults)]
    return told


def _kind(fault):
    """What faults have in common that differ in row and value only."""
    plain = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\d[\d.,-]*", "#", fault.problem)
    return fault.file, fault.row is None, fault.column, plain


def _together(faults):
    first, rows, span = faults[0], sorted({fault.row for fault in faults if fault.row}), ""
    if rows:
        whole = len(rows) == rows[-1] - rows[0] + 1
        span = f"rows {rows[0]} to {rows[-1]}" if whole else f"{len(rows):,} rows, {rows[0]} to {rows[-1]}"
    place = ", ".join(filter(None, (first.file, span, first.column and f"column {first.column}")))
    where = f"in row {first.row}" if rows else f"for {first.key}"
    told = visible(f"{place}: {len(faults):,} times as {where}: {first.problem}")
    return f"{told}. {visible(first.cure)}." if first.cure else told
