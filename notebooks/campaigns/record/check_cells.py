"""What the declaration forbids in one cell, and keys that lead nowhere."""

import re

from campaigns.record import schema
from campaigns.record.cell_dates import days
from campaigns.record.grouped import ONE_BY_ONE
from campaigns.record.schema import fault, links, meant

#: Days before and beyond these are slips of the pen; the ministry was founded in 1949.
EARLIEST, LATEST = "1949-10-01", "2100"


def cell_faults(name, records):
    """Faults of single cells of a table: blanks, types, allowed values, patterns; and keys that stand twice."""
    unique = [schema.keys(name)]
    for column, field in schema.fields(name).items():
        rules, judged = field.get("constraints", {}), {}  # most columns hold few texts, over and over
        pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
        unique += [[column]] if rules.get("unique") and [column] not in unique else []
        for index, record in enumerate(records):
            text = record[column]
            if text not in judged:
                judged[text] = _cell_fault(text, field, rules, pattern)
            if judged[text]:
                yield fault(name, index, record, column, *judged[text])
    for columns in unique:
        seen = {}
        for index, record in enumerate(records):
            key = " + ".join(record[column] for column in columns)
            if key and key in seen:
                told = f"{key!r} stands already in row {seen[key] + 2}", "Keep one of them, or give this row another"
                yield fault(name, index, record, columns[-1], *told)
            seen.setdefault(key, index)


def _cell_fault(text, field, rules, pattern):
    """(problem, cure) of one cell as it was read, or None."""
    if not text:
        return ("the cell is empty", f"Fill it: {field['description'].rstrip('.')}") if rules.get("required") else None
    if "enum" in rules and text not in rules["enum"]:
        return f"{text!r} is not allowed", f"{meant(text, rules['enum'])}Write one of {', '.join(rules['enum'])}"
    if pattern and not pattern.fullmatch(text):
        return f"{text!r} has not the right form", f"Write it like {field.get('example', rules['pattern'])!r}"
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
    """(problem, cure) of a key that no row has; near: the rows among which it may be misspelled, or named in words."""
    names = {record.get(column, ""): record[key] for column in ("name_zh", "name_en", key) for record in near}
    a_key = f"{'an' if key[0] in 'aeiou' else 'a'} {key}"
    cure = f"{meant(held, names)}Write {a_key} that stands in {target}.csv, or add it there first"
    return f"{held!r} is not in {target}.csv", cure
