"""Tables that somebody typed or pasted from ours: known by what their rows count, and by most of their numbers."""

import re
from functools import cache

from campaigns.documents.audit import places
from campaigns.documents.audit.amounts import amounts
from campaigns.documents.audit.held import Row, Words, squeezed
from campaigns.record import tables

_FEWEST = 2  # rows whose numbers the record bears out, before a column is taken for one of ours


def strange(items, known=frozenset()):
    """{id of a Row: [printed number]} of numbers that no claim of today has, in columns most of whose numbers are claims
    of what their rows count, or of the places they name. known: values that the charts of the document tell besides.

    The first row says what its columns count where the others do not. Other columns are the author's.
    """
    found = {}
    for rows in _tables(items):
        for column in range(max(len(row.cells) for row in rows)):
            for row, printed in _of_column([row for row in rows if column < len(row.cells)], column, known):
                found.setdefault(id(row), []).append(printed)
    return found


def _tables(items):
    """The tables of a document, as lists of Rows: only the words of their cells stand between them."""
    found, is_open = [], False
    for item in items:
        if isinstance(item, Row) and item.cells:
            found += [] if is_open else [[]]
            found[-1].append(item)
            is_open = True
        elif not isinstance(item, Words) or item.kind != "cell":
            is_open = False
    return found


def _of_column(rows, column, known):
    """(Row, printed number) of what is no claim of today in a column of ours; nothing of any other column."""
    borne, others = 0, []
    head = _counted(rows[0].cells[column])
    for row in rows:
        wanted = [one for one in amounts(row.cells[column]) if not one.is_ordinary]
        claims = _claims(row.cells, head) if wanted else ()
        absent = [one for one in wanted if not one.values <= known and not _is_claimed(one, claims)]
        borne += bool(claims) and not absent
        others += [(row, one.printed) for one in absent if claims]
    return others if borne >= _FEWEST and borne > len({id(row) for row, _ in others}) else []


def _claims(cells, head):
    """The claims of what a row counts, or of the places that it names; head: metrics of the column's head."""
    metrics, there = head.union(*map(_counted, cells)), places.named("\n".join(cells))
    if not metrics and not there:
        return ()
    fitting = [one for one in places.claims() if not metrics or one.metric in metrics]
    return [one for one in fitting if not there or there & set(one.areas)]


def _is_claimed(amount, claims):
    fitting = [claim for claim in claims if amount.fits(claim.unit)]
    return any(amount.values <= claim.values or any(amount.rounds(v, False) for v in claim.values) for claim in fitting)


def _counted(cell):
    """The metrics that a cell names, alone or before a colon."""
    return _metrics().get(squeezed(re.split("[:：]", cell)[0]).casefold(), frozenset())


@cache
def _metrics():
    """{name or label, in small letters without white space: the metrics that are called so}."""
    metrics, found = {row["metric_id"]: row for row in tables.read("metrics").records()}, {}
    told = [(key, name) for key, row in metrics.items() for name in (row["name_en"], row["name_zh"])]
    for row in tables.read("reported_figures").records():
        key, label = row["metric_id"], row["label_zh"]
        told += [(key, label), (key, metrics[key]["name_en"] + label)]
    for key, name in told:
        found.setdefault(squeezed(name).casefold(), set()).add(key)
    return {name: frozenset(keys) for name, keys in found.items() if name}
