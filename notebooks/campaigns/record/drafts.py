"""The drafts of a report, once settled, into the tables, and a report out of them again: all of it or nothing."""

import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from campaigns import project
from campaigns.record import check_cells, grouped, plausible, schema, tables, validate
from campaigns.record.propose import PROPOSED
from campaigns.record.scan import NEW, OPEN
from campaigns.record.spreadsheet import read_csv, tidied, with_whole_tokens

#: The tables that drafts may add to, in the order in which they lead to each other.
TABLES = "sources", *NEW, "reported_figures", "numerals"
#: The tables whose rows are there for the figures and tasks that name them.
_NAMED = "campaigns", "areas", "metrics"
#: Between the sentences of a note.
_SENTENCE_END = re.compile(r"(?:\.|(?<=\?))\s+(?=[A-Z])")


class Refused(Exception):
    """Nothing was changed; ``faults`` lists what is in the way."""

    def __init__(self, faults, told):
        self.faults = faults
        super().__init__("\n".join([*grouped.lines(faults), f"{told} Nothing was changed."]))


def add(folder, data=None):
    """Add the drafts in a folder (CSV files named as the tables) to the tables.

    Returns ({table: number of rows added}, sentences on what was read otherwise than written and what is out of
    proportion). The column ``proposed`` is dropped. Raises
    Refused with everything that is still open or that the whole record with the new rows would have wrong, and OSError.
    """
    data, new = Path(data or project.DATA), _drafts(Path(folder))
    held = tables.read_all(data)
    both = with_whole_tokens(held | {name: _joined(held[name], table) for name, table in new.items()})

    def placed(faults):
        """The faults, each with the file and the row of the drafts if it is in one of their rows."""
        starts = {schema.place(name): (Path(folder, f"{name}.csv"), _last(held[name])) for name in new}
        for fault in faults:
            path, start = starts.get(fault.file, ("", 0))
            is_draft = path and fault.row and fault.row > start
            yield replace(fault, file=str(path), row=fault.row - start) if is_draft else fault

    if found := [*_undecided(new, folder), *placed(validate.faults(both))]:
        raise Refused(found, f"{len(found)} thing{'s' * (len(found) > 1)} to settle.")
    repairs = [repair for table in new.values() for repair in table.repairs]
    told = [*repairs, *placed(plausible.warnings(both, held))]
    _replace({schema.place(name): _canonical(both[name]) for name in new}, data)
    return {name: len(table.rows) for name, table in new.items()}, list(map(str, told))


def take_out(source_id, data=None):
    """Take a report out of the tables, with what names it and the campaigns, areas and metrics it alone needs.

    Returns {table: number of rows taken out}. Raises Refused with the rows that need it and would stay, and OSError.
    """
    data = Path(data or project.DATA)
    held = tables.read_all(data)
    if faults := validate.faults(held):
        raise Refused(faults, "The record is not sound.")
    records = {name: table.records() for name, table in held.items()}
    if source_id not in {source["source_id"] for source in records["sources"]}:
        raise Refused([], f"{source_id} is no source_id of sources.csv.")
    kept = {name: [r.get("source_id") != source_id for r in rows] for name, rows in records.items()}
    while any([_drop_unneeded(name, source_id, records, kept) for name in _NAMED]):
        pass
    left = {name: _only(table, kept[name]) for name, table in held.items()}
    if needed := list(_needed(left, source_id)):
        raise Refused(needed, f"{source_id} is needed by {len(needed)} cell{'s' * (len(needed) > 1)} that would stay.")
    if faults := validate.faults(left):
        raise Refused(faults, f"Without {source_id} the record would not be sound.")
    gone = {name: kept[name].count(False) for name in held if not all(kept[name])}
    _replace({schema.place(name): _canonical(left[name]) for name in gone}, data)
    return gone


# ---- in ------------------------------------------------------------------------------------------------------------


def _drafts(folder):
    """{table name: Table} of the drafts that hold rows; the faults name the files of the folder."""
    paths = sorted(folder.glob("*.csv"))
    strange = [path for path in paths if path.stem not in TABLES]
    if strange or not paths:
        listed = [
            schema.Fault(str(path), None, "", "", "no table of this name", "Rename or remove the file")
            for path in strange
        ]
        raise Refused(listed, f"Drafts are files of {folder} named {', '.join(f'{name}.csv' for name in TABLES)}.")
    read = {}
    for path in paths:
        found = read_csv(path.read_bytes(), path.stem, (PROPOSED,))
        faults, repairs = ([replace(one, file=str(path)) for one in many] for many in (found.faults, found.repairs))
        read[path.stem] = schema.Table(path.stem, found.header, found.rows, found.numbers, faults, repairs)
    held = {name: read[name] for name in TABLES if name in read and (read[name].rows or read[name].faults)}
    if not held:
        raise Refused([], f"The drafts in {folder} hold no row.")
    return held


def _undecided(new, folder):
    """A Fault for every draft cell that says that it is to decide."""
    for name, table in new.items():
        for index, record in enumerate(table.records()):
            for column, text in record.items():
                if OPEN in text:
                    found = schema.fault(name, index, record, column, f"it says {text!r}", _decide(text))
                    yield replace(found, file=str(Path(folder, f"{name}.csv")), row=table.numbers[index])


def _decide(text):
    """The cure of an open cell: what to do with its sentences that are open, and which are to stay."""
    settled = [one for one in _SENTENCE_END.split(text) if OPEN not in one]
    found = f"Decide it, correct the row, and write what was found in place of each sentence with {OPEN!r}"
    return f"{found}; keep the rest, {'. '.join(settled)!r}" if settled else f"{found}, or empty the cell"


def _joined(table, more):
    """A table with the drafts behind its rows; their numbers go on where the table's end."""
    last = _last(table)
    numbers = [*table.numbers, *(last + number for number in more.numbers)]
    return replace(table, rows=[*table.rows, *more.rows], numbers=numbers, faults=[*table.faults, *more.faults])


def _last(table):
    return max(table.numbers, default=1)


# ---- out -----------------------------------------------------------------------------------------------------------


def _drop_unneeded(name, source_id, records, kept):
    """Mark the rows of a table that nothing needs once the report is gone; returns whether there were any."""
    [key] = schema.declaration()[name]["schema"]["primaryKey"]
    needed, named = (_keys(name, records, kept, stay) for stay in (True, False))
    drop = [
        index
        for index, record in enumerate(records[name])
        if kept[name][index]
        and record[key] not in needed
        and (record.get("source_ids") == source_id or (record[key] in named and not record.get("source_ids")))
    ]
    for index in drop:
        kept[name][index] = False
    return bool(drop)


def _keys(target, records, kept, stay):
    """The keys of a table that rows name which stay, or which do not."""
    found = set()
    for name, rows in records.items():
        for column in (column for column, to, _ in check_cells.links(name) if to == target):
            found |= {row[column] for row, is_kept in zip(rows, kept[name], strict=True) if is_kept == stay}
    return found


def _only(table, kept):
    """A table with only the rows that are kept, each with its number."""
    rows, numbers = (
        [one for one, stays in zip(many, kept, strict=True) if stays] for many in (table.rows, table.numbers)
    )
    return replace(table, rows=rows, numbers=numbers)


def _needed(left, source_id):
    """A Fault for every cell left that names something which would go."""
    records = {name: table.records() for name, table in left.items()}
    for name, table in left.items():
        for fault in check_cells.key_faults(name, records):
            problem = f"it names what would go with {source_id}: {fault.problem.split(' is not in ')[0]}"
            cure = "Change the cell first, or take its report out too"
            yield replace(fault, row=table.numbers[fault.row - 2], problem=problem, cure=cure)


# ---- written -------------------------------------------------------------------------------------------------------


def _canonical(table):
    return tidied(table.header, table.rows, table.name)


def _replace(contents, folder):
    """Replace files of a folder, {name: bytes}, all or none: what was replaced is put back if one cannot be."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".replaced-") as stage:
        new, old = Path(stage, "new"), Path(stage, "old")
        for name, content in contents.items():  # all that needs room is written before anything is replaced
            for path, held in ((new / name, content), (old / name, (folder / name).read_bytes())):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(held)
        try:
            for name in contents:
                os.replace(new / name, folder / name)
        except BaseException:
            for name in contents:
                os.replace(old / name, folder / name)
            raise
