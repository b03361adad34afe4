"""What the declaration forbids in one cell, and keys that lead nowhere."""

import re
from collections import Counter

from campaigns.record import schema
from campaigns.record.cell_dates import days
from campaigns.record.grouped import ONE_BY_ONE
from campaigns.record.schema import fault, meant

# A cell like these is turned into a date or a number when a spreadsheet opens the file.
_SPREADSHEET_EATS = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*-?\d+|\d+e\d+|true|false|[\d./:-]+", re.IGNORECASE
)


#: Days before and beyond these are slips of the pen; the ministry was founded in 1949.
EARLIEST, LATEST = "1949-10-01", "2100"


def cell_faults(name, records):
    """Faults of single cells of a table: blanks, types, allowed values, patterns, doubles."""
    for column, field in schema.fields(name).items():
        rules = field.get("constraints", {})
        pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
        seen, judged = {}, {}  # most columns hold few texts, over and over
        for index, record in enumerate(records):
            text = record[column]
            if text not in judged:
                judged[text] = _cell_fault(text, field, rules, pattern)
            told = judged[text]
            if not told and rules.get("unique") and text in seen:
                told = f"{text!r} stands already in row {seen[text] + 2}", "Give this row a name of its own"
            seen.setdefault(text, index)
            if told:
                yield fault(name, index, record, column, *told)
    keys = schema.declaration()[name]["schema"]["primaryKey"]
    held = [tuple(record[key] for key in keys) for record in records] if len(keys) > 1 else []
    last = {key: index for index, key in enumerate(held)}
    for key, times in Counter(held).items():
        if times > 1:
            told = f"{' + '.join(key)} stands {times} times", "Keep one of them"
            yield fault(name, last[key], records[last[key]], keys[-1], *told)


def _cell_fault(text, field, rules, pattern):
    """(problem, cure) of one cell, or None."""
    if text != text.strip():
        return f"{text!r} begins or ends with a blank", "Remove the blank"
    if not text:
        return ("the cell is empty", f"Fill it: {field['description'].rstrip('.')}") if rules.get("required") else None
    if "enum" in rules and text not in rules["enum"]:
        return f"{text!r} is not allowed", f"{meant(text, rules['enum'])}Write one of {', '.join(rules['enum'])}"
    if pattern and not pattern.fullmatch(text):
        return f"{text!r} has not the right form", f"Write it like {field.get('example', rules['pattern'])!r}"
    if rules.get("unique") and _SPREADSHEET_EATS.fullmatch(text):
        return f"a spreadsheet would turn {text!r} into a date or a number", "Choose another name"
    return _type_fault(text, field["type"], rules)


def _type_fault(text, kind, rules):
    """(problem, cure) of a cell that is no number or date of its kind, or None."""
    if kind == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"{text!r} is not a plain number", "Write digits only, such as 870000 or -14.5"
    if kind == "integer" and not re.fullmatch(r"-?\d+", text):
        return f"{text!r} is not a whole number", "Write digits only, such as 12"
    if "minimum" in rules and float(text) < rules["minimum"]:
        return f"{text} is too small", f"Write {rules['minimum']} or more"
    if kind == "date" and days(text) != [text]:
        return f"{text!r} is not a date", "Write it as YYYY-MM-DD, such as 2022-07-20"
    if kind == "date" and not EARLIEST <= text < LATEST:
        return f"{text} is no day of these campaigns", f"Write a day from {EARLIEST} on"
    return None


def links(name):
    """[(column, table it leads to, key there)] of the columns of a table that hold one key or several."""
    declared = schema.declaration()[name]["schema"].get("foreignKeys", [])
    found = [
        (key["fields"][0], key["reference"].get("resource", name), key["reference"]["fields"][0]) for key in declared
    ]
    return [*found, *([("source_ids", "sources", "source_id")] if "source_ids" in schema.fields(name) else [])]


def key_faults(name, records, whole=None, lost=dict):
    """Keys of a table that lead nowhere. whole: the tables of which every row is there; None: all.

    lost: gives {table: {key that stood there before: its new name, or "" where the row is gone}}, asked only if needed.
    """
    for column, target, key in links(name):
        if whole is not None and target not in whole:
            continue
        known, told = {record[key] for record in records[target]}, {}
        for index, record in enumerate(records[name]):
            for held in filter(None, record[column].split(schema.SEPARATOR)):
                if held in known:
                    continue
                if held not in told:
                    near = records[target] if len(told) < ONE_BY_ONE else ()  # of many, those that are told one by one
                    told[held] = _gone(held, lost().get(target, {}), target) or _unknown(held, key, target, near)
                yield fault(name, index, record, column, *told[held])


def _gone(held, lost, target):
    """(problem, cure) of a key whose row stood in a table before, or None."""
    if held not in lost:
        return None
    if now := lost[held]:
        return f"{held!r} is named {now!r} now in {target}.csv", f"Write {now}, or give the row its name back"
    cure = f"Put the row back: undo, or {schema.restored(schema.place(target))}"
    if target == "sources":
        cure += f". A whole report is taken out by python3 run.py add --take-out {held}"
    return f"{held!r} stood in {target}.csv, and its row is gone", cure


def _unknown(held, key, target, near):
    """(problem, cure) of a key that no row has; near: the rows among which it may be misspelled."""
    a_key = f"{'an' if key[0] in 'aeiou' else 'a'} {key}"
    cure = f"{_meant_key(held, key, near)}Write {a_key} that stands in {target}.csv, or add it there first"
    return f"{held!r} is not in {target}.csv", cure


def _meant_key(held, key, records):
    """The words "Did you mean X? " of the key that is spelled like one, or of the row that is named so."""
    names = {record.get(column): record[key] for column in ("name_zh", "name_en") for record in records}
    return meant(held, {name: held for name, held in names.items() if name} | {r[key]: r[key] for r in records})
