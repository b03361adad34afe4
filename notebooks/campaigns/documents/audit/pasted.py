"""Tables that somebody typed or pasted from ours: known by the ids in their rows, or by what these count and by most of
their numbers."""

import re
from collections import Counter
from functools import cache

from campaigns.documents import rows as shown
from campaigns.documents.audit import parts, places
from campaigns.documents.audit.amounts import amounts
from campaigns.documents.audit.held import Row, Words, folded, squeezed
from campaigns.documents.audit.verdict import CURRENT, OUTDATED, UNSURE
from campaigns.reading.printed import NUMERAL
from campaigns.record import tables

_WIDE = 6  # columns, which no table of a report has: it is a CSV
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


def dealt(loose, owners):
    """([(name of a chart, key, Row)], {state: [(Row, line)]} of the record) of the (key, Row) of tables without a caption.

    A row as our CSVs have it is of the record; one that says otherwise, or has all columns of a report's table, of the
    chart that reads most rows as they stand. owners: {key: [(Chart, its key) that has the row]}.
    """
    found, of_charts, of_record = [], [], {}
    for key, row in loose:
        is_ours = len(row.cells) < _WIDE or key.startswith(tuple(_rows()))
        held, told = owners.get(key, ()) if is_ours else (), _of_record(row.cells, key)
        whole = [one.name for one, its in held if 2 < len(shown.told(one)[its]) <= len(row.cells) < _WIDE]
        if told and told[0] == CURRENT:
            wanted = [name for name in whole if name in _reading(row, held)]
        else:
            wanted = _reading(row, held) or whole or ([held[0][0].name] if held and not told else [])
        found.append((key, row, told, held, wanted))
    often = Counter(name for *_, wanted in found for name in wanted)
    taken = {max(wanted, key=often.get) for *_, wanted in found if wanted}
    for key, row, told, held, wanted in found:
        if wanted := wanted or _reading(row, [pair for pair in held if pair[0].name in taken]):
            of_charts.append((max(wanted, key=often.get), key, row))
        elif told:
            of_record.setdefault(told[0], []).append((row, told[1]))
    return of_charts, of_record


def _reading(row, held):
    """Names of the charts of which a Row reads as they tell it; held: [(Chart, its key) that has the row]."""
    return [one.name for one, its in held if not parts.row_moved(row.cells, one, its)]


def is_of_record(key):
    """Whether the record has a row of this figure_id."""
    return key in _rows()


def _of_record(cells, key):
    """(state, line "row: key: old -> new") of a row that names the row of the record with this key; None where the
    record has none, or no cell has a number.

    A cell is right that says the figure with its hedge, or is what a column of the record has; beside one that says the
    figure, others are the author's, unless they say one not far from it. What is far from it may be reckoned from it.
    """
    claim, row = _by_key().get(key), _rows().get(key)
    said = [cell for cell in cells if squeezed(cell) != key and NUMERAL.search(cell)]
    if claim is None or not said:
        return None
    right = [cell for cell in said if _is_said(cell, claim) or cell.strip() in (row["value"], row["printed"])]
    others = [cell for cell in said if cell not in right and cell.strip() not in row.values()]
    near = [cell for cell in others if any(_is_near(one, claim) for one in amounts(cell))]
    doubted = near if right else others
    if not right and not doubted:
        return None
    state = CURRENT if not doubted else OUTDATED if near and not right else UNSURE
    return state, f"row: {key}: {'; '.join(map(folded, doubted))} -> {claim.printed}"


def _is_said(cell, claim):
    """Whether a cell says the figure of a claim, and no other."""
    said = amounts(cell)
    return bool(said) and all(
        one.values <= claim.values and one.fits(claim.unit) and one.agrees(claim.qualifier) for one in said
    )


def _is_near(amount, claim):
    size = max(amount.values)
    return amount.fits(claim.unit) and any(size <= 2 * value <= 4 * size for value in claim.values)


@cache
def _by_key():
    return {claim.key: claim for claim in places.claims()}


@cache
def _rows():
    return {row["figure_id"]: row for row in tables.read("reported_figures").records()}


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
