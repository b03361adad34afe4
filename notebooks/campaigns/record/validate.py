"""Check all tables against the declaration, the contract and each other; say every fault at once.

``faults(tables)`` returns every Fault found; ``load()`` is what a notebook
calls: it reads, checks and types the tables, or raises DataError.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from campaigns import project
from campaigns.reading.printed import ReadingError, bounds_of, names_direction, read_figure
from campaigns.record import schema, tables
from campaigns.record.schema import Fault

MAX_PRINTED_WORDS = 10
#: What both ends of same_as must agree on: it is one claim, told twice.
SAME_CLAIM = "campaign_id area_id metric_id value unit baseline period_start period_end claim".split()
# A cell like these is turned into a date or a number when a spreadsheet opens the file.
_SPREADSHEET_EATS = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*-?\d+|\d+e\d+|true|false|[\d./:-]+", re.IGNORECASE
)


class DataError(Exception):
    """The data cannot be used as it stands; ``faults`` lists why."""

    def __init__(self, found):
        self.faults = found
        super().__init__("\n".join(map(str, found)))


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
    found = [fault for name in raw for fault in _cell_faults(name, records[name])]
    if not refused:  # a row that could not be read would be missed everywhere else
        found += [fault for name in raw for fault in _key_faults(name, records)]
    if not refused and not found:
        for rule in (_figure_faults, _claim_faults, _link_faults, _ledger_faults, _source_faults, _list_faults):
            found += rule(records)
    found = [_as_the_spreadsheet_counts(fault, raw) for fault in found]
    told = {(fault.file, fault.row, fault.column) for fault in refused}
    found = refused + [fault for fault in found if (fault.file, fault.row, fault.column) not in told]
    return sorted(found, key=lambda f: (f.file, f.row or 0))


def _as_the_spreadsheet_counts(fault, raw):
    """The fault with the row number that the spreadsheet shows, blank rows counted."""
    if not fault.row:
        return fault
    return replace(fault, row=raw[fault.file.removesuffix(".csv")].numbers[fault.row - 2])


def _fault(name, index, record, column, problem, cure):
    key = schema.declaration()[name]["schema"]["primaryKey"][0]
    row = None if index is None else index + 2
    return Fault(f"{name}.csv", row, record.get(key, "") if record else "", column, problem, cure)


def _cell_faults(name, records):
    """What the declaration forbids in one cell: blanks, types, allowed values, patterns, doubles."""
    for column, field in schema.fields(name).items():
        rules = field.get("constraints", {})
        pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
        seen = {}
        for index, record in enumerate(records):
            text = record[column]
            told = _cell_fault(text, field, rules, pattern)
            if not told and rules.get("unique") and text in seen:
                told = f"{text!r} stands already in row {seen[text] + 2}", "Give this row a name of its own"
            seen.setdefault(text, index)
            if told:
                yield _fault(name, index, record, column, *told)
    keys = schema.declaration()[name]["schema"]["primaryKey"]
    for key, times in Counter(tuple(r[k] for k in keys) for r in records).items():
        if times > 1 and len(keys) > 1:
            index = max(i for i, r in enumerate(records) if tuple(r[k] for k in keys) == key)
            told = f"{' + '.join(key)} stands {times} times", "Keep one of them"
            yield _fault(name, index, records[index], keys[-1], *told)


def _cell_fault(text, field, rules, pattern):
    """(problem, cure) of one cell, or None."""
    if text != text.strip():
        return f"{text!r} begins or ends with a blank", "Remove the blank"
    if not text:
        return ("the cell is empty", f"Fill it: {field['description']}") if rules.get("required") else None
    if "enum" in rules and text not in rules["enum"]:
        return f"{text!r} is not allowed", f"Write one of {', '.join(rules['enum'])}"
    if pattern and not pattern.fullmatch(text):
        return f"{text!r} has not the right form", f"Write it like {field.get('example', rules['pattern'])!r}"
    if rules.get("unique") and _SPREADSHEET_EATS.fullmatch(text):
        return f"a spreadsheet would turn {text!r} into a date or a number", "Choose another name"
    if field["type"] == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"{text!r} is not a plain number", "Write digits only, such as 870000 or -14.5"
    if field["type"] == "integer" and not re.fullmatch(r"-?\d+", text):
        return f"{text!r} is not a whole number", "Write digits only, such as 12"
    if "minimum" in rules and float(text) < rules["minimum"]:
        return f"{text} is too small", f"Write {rules['minimum']} or more"
    if field["type"] == "date" and not _is_date(text):
        return f"{text!r} is not a date", "Write it as YYYY-MM-DD, such as 2022-07-20"
    return None


def _is_date(text):
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _key_faults(name, records):
    """Keys that lead nowhere."""
    for link in schema.declaration()[name]["schema"].get("foreignKeys", []):
        [column], target = link["fields"], link["reference"].get("resource", name)
        [key] = link["reference"]["fields"]
        known = {record[key] for record in records[target]}
        for index, record in enumerate(records[name]):
            if record[column] and record[column] not in known:
                cure = f"Write a {key} that stands in {target}.csv, or add it there first"
                yield _fault(name, index, record, column, f"{record[column]!r} is not in {target}.csv", cure)


def _figure_faults(records):
    """printed to value, bounds, note: what one row of reported_figures must agree on within itself."""
    name = "reported_figures"
    for index, record in enumerate(records[name]):
        for column, problem, cure in _reading_faults(record):
            yield _fault(name, index, record, column, problem, cure)


def _reading_faults(record):
    """(column, problem, cure) where value, hedge and bounds do not follow from the printed words."""
    printed, value, reading = record["printed"], record["value"], record["reading"]
    if len(printed.split()) > MAX_PRINTED_WORDS:
        yield "printed", f"more than {MAX_PRINTED_WORDS} words", "Keep the hedge, the number and the counter word"
    if reading != "as_printed" and not record["note"]:
        yield (
            "note",
            f"the reading is {reading} and nothing says why",
            "Say in the note what was damaged and how it is read",
        )
    if not value:
        if reading == "as_printed":
            yield (
                "value",
                "the cell is empty",
                "Fill in the number, or set reading to uncertain and say why in the note",
            )
        return
    yield from _bound_faults(record, float(value))
    try:
        read = read_figure(printed)
    except ReadingError as problem:
        if reading == "as_printed":
            yield (
                "printed",
                str(problem),
                "Shorten it to one figure, or set reading to repaired or uncertain with a note",
            )
        return
    given = float(value)
    if record["baseline"] and not names_direction(printed):
        given = abs(given)  # its size at least must be right
        if reading == "as_printed":
            told = f"{printed!r} has no word for a fall or a rise that is known here"
            yield "printed", told, "Copy the verb too, such as 同比下降14% or fell 14%"
    if reading == "as_printed" and given != read.value:
        problem = f"{value} does not follow from printed, {printed!r}, which reads {read.value}"
        yield (
            "value",
            problem,
            f"Write {read.value}, correct printed, or set reading to repaired or uncertain with a note",
        )
    if record["qualifier"] != read.qualifier:
        yield "qualifier", f"{printed!r} reads {read.qualifier}, not {record['qualifier']}", f"Write {read.qualifier}"
    if read.baseline and record["baseline"] != read.baseline:
        yield "baseline", f"{printed!r} reads {read.baseline}", f"Write {read.baseline}"
    if read.unit in ("person_times", "household_visits") and record["unit"] != read.unit:
        yield "unit", f"the counter word of {printed!r} says {read.unit}, not {record['unit']}", f"Write {read.unit}"


def _bound_faults(record, value):
    """Bounds by the rule of the qualifier; an uncertain reading brings its own, around the value."""
    written = [float(record[c]) if record[c] else None for c in ("low", "high")]
    low, high = written
    if None not in written and low > high:
        yield (
            "low",
            f"the bounds are the wrong way round ({record['low']} to {record['high']})",
            "Exchange low and high",
        )
    elif record["reading"] == "uncertain":
        if None in written or not low <= value <= high:
            yield "low", "an uncertain reading needs both ends of its candidates around the value", "Fill low and high"
    else:
        for column, given, due in zip(("low", "high"), written, bounds_of(value, record["qualifier"]), strict=True):
            if given != due:
                told = "blank" if due is None else f"{due:.12g}"
                problem = f"{record[column] or 'blank'} does not follow from {record['qualifier']} {record['value']}"
                yield column, problem, f"Write {told}" if due is not None else "Leave the cell blank"


def _claim_faults(records):
    """What a figure must agree on with its metric, its source and its period."""
    name = "reported_figures"
    metrics = {m["metric_id"]: m for m in records["metrics"]}
    sources = {s["source_id"]: s for s in records["sources"]}
    for index, record in enumerate(records[name]):
        metric, source = metrics[record["metric_id"]], sources[record["source_id"]]
        for column, problem, cure in (
            *_metric_faults(record, metric),
            *_period_faults(record, source),
        ):
            yield _fault(name, index, record, column, problem, cure)


def _metric_faults(record, metric):
    units = metric["units"].split(schema.SEPARATOR)
    if record["unit"] not in units:
        problem = f"{record['unit']!r} is not a unit of {metric['metric_id']}"
        yield "unit", problem, f"Write {' or '.join(units)}, or allow it in metrics.csv"
    is_change = metric["kind"] == "change"
    if is_change and not record["baseline"]:
        yield "baseline", "a change has no baseline", "Write year_on_year, previous_period or not_stated"
    if not is_change and record["baseline"]:
        yield "baseline", f"{metric['metric_id']} is not a change", "Leave the cell blank"
    value = float(record["value"] or 0)
    if not is_change and value < 0:
        yield (
            "value",
            f"a {metric['kind']} cannot be negative",
            "Write it without the minus sign, or use a metric of change",
        )
    if metric["kind"] == "share" and value > 100:
        yield "value", f"{record['value']} is more than 100 %", "Look for a lost decimal point in the printed figure"


def _period_faults(record, source):
    start, end = record["period_start"], record["period_end"]
    if start and end and start > end:
        yield "period_start", f"the period ends ({end}) before it starts ({start})", "Exchange or correct the dates"
    if (record["period_basis"] == "not_stated") != (not start and not end):
        cure = "Write stated or inferred where a date is given, not_stated where none is"
        yield "period_basis", f"{record['period_basis']} does not fit the dates given", cure
    if record["claim"] == "result" and end and source["published"] and end > source["published"]:
        problem = f"a result to {end} cannot stand in a report of {source['published']}"
        yield "period_end", problem, "Correct the date, or the source's"
    if not record["locator"] and source["coverage"] == "complete":
        yield "locator", "the cell is empty and the source is complete", "Write the number of the paragraph"


def _link_faults(records):
    """same_as and part_of: no loops, one step to the first statement, the same claim at both ends."""
    name = "reported_figures"
    by_id = {record["figure_id"]: record for record in records[name]}
    for index, record in enumerate(records[name]):
        first, total = by_id.get(record["same_as"]), by_id.get(record["part_of"])
        if first is record or total is record:
            yield _fault(
                name, index, record, "same_as" if first is record else "part_of", "it names itself", "Name another row"
            )
        elif first and first["same_as"]:
            problem = f"{record['same_as']} repeats {first['same_as']} itself"
            yield _fault(name, index, record, "same_as", problem, f"Write {first['same_as']}")
        elif first:
            reprint = first["source_id"] != record["source_id"]  # another report may round or misprint the number
            for column in (c for c in SAME_CLAIM if not (reprint and c == "value")):
                if first[column] != record[column]:
                    problem = (
                        f"{record[column] or 'blank'} differs from {first[column] or 'blank'} in {record['same_as']}"
                    )
                    yield _fault(name, index, record, column, problem, "Make both rows agree, or empty same_as")
        if (
            total
            and total is not record
            and (total["unit"] != record["unit"] or total["part_of"] == record["figure_id"])
        ):
            problem = f"{record['part_of']} cannot contain it (unit {total['unit']})"
            yield _fault(name, index, record, "part_of", problem, "Name a total in the same unit, or empty the cell")


def _ledger_faults(records):
    """The ledger and the figures account for each other, numeral by numeral, without a gap."""
    name = "numerals"
    figures = {r["figure_id"]: (i, r) for i, r in enumerate(records["reported_figures"])}
    lines = defaultdict(list)
    for index, line in enumerate(records[name]):
        lines[line["source_id"]].append((index, line))
        yield from _ledger_line_faults(index, line, figures)
    for source in records["sources"]:
        if source["coverage"] == "complete":
            yield from _gap_faults(source, lines[source["source_id"]])
    accounted = {line["figure_id"] for line in records[name]}
    complete = {s["source_id"] for s in records["sources"] if s["coverage"] == "complete"}
    for figure_id, (index, record) in figures.items():
        if record["source_id"] in complete and figure_id not in accounted:
            problem = f"no line of numerals.csv accounts for {record['printed']!r}"
            cure = f"Give the lines of its numerals the disposition figure and the figure_id {figure_id}"
            yield _fault("reported_figures", index, record, "figure_id", problem, cure)


def _ledger_line_faults(index, line, figures):
    is_figure = line["disposition"] == "figure"
    if is_figure and not line["figure_id"]:
        told = f"the numeral {line['token']!r} belongs to a figure that is not named", "Write the figure_id"
        yield _fault("numerals", index, line, "figure_id", *told)
    if not is_figure and (line["figure_id"] or not line["reason"]):
        told = f"{line['token']!r} is no figure and nothing says why", "Write the reason and leave figure_id blank"
        yield _fault("numerals", index, line, "reason", *told)
    if is_figure and line["figure_id"]:
        record = figures[line["figure_id"]][1]
        for column in ("source_id", "locator"):
            if record[column] != line[column]:
                told = f"{line[column]} differs from {record[column]} in reported_figures.csv", "Make both agree"
                yield _fault("numerals", index, line, column, *told)


def _gap_faults(source, lines):
    """Missing positions of a complete source, told with the numerals that stand around the gap."""
    held = {int(line["position"]): line for _, line in lines}
    for n in range(1, int(source["numerals"] or 0) + 1):
        if n not in held:
            before, after = held.get(n - 1), held.get(n + 1)
            around = [f"after {before['token']!r} in paragraph {before['locator']}"] if before else []
            around += [f"before {after['token']!r} in paragraph {after['locator']}"] if after else []
            told = (
                f"numeral {n} of {source['numerals']} is not accounted for ({', '.join(around)})",
                "Put its line back",
            )
            yield Fault("numerals.csv", None, source["source_id"], "position", *told)
    for index, line in lines:
        if int(line["position"]) > int(source["numerals"] or 0):
            told = (
                f"{line['source_id']} has only {source['numerals']} numerals",
                "Remove the line, or correct sources.csv",
            )
            yield _fault("numerals", index, line, "position", *told)


def _source_faults(records):
    """A complete source says which text it is and how many numerals it holds."""
    for index, source in enumerate(records["sources"]):
        for column in ("file", "sha256", "numerals"):
            if source["coverage"] == "complete" and not source[column]:
                told = "the cell is empty and the source is complete", "Fill it, or set coverage to selected"
                yield _fault("sources", index, source, column, *told)


def _list_faults(records):
    """Keys in columns that hold several."""
    known = {source["source_id"] for source in records["sources"]}
    for index, campaign in enumerate(records["campaigns"]):
        for source_id in filter(None, campaign["source_ids"].split(schema.SEPARATOR)):
            if source_id not in known:
                told = f"{source_id!r} is not in sources.csv", 'Write keys of sources.csv, joined by " | "'
                yield _fault("campaigns", index, campaign, "source_ids", *told)
