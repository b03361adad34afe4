"""Find every numeral of a text, in reading order, with the paragraph it stands in, and draft the rows it may need.

The same scanner proves the ledger (data/numerals.csv) against the texts and
drafts rows for a new report. A draft says only what the printed words say;
what a person must decide is left blank, or its note says ``To decide``.
"""

import hashlib
import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

from campaigns import project
from campaigns.reading.printed import NUMERAL, ReadingError, names_direction, read_figure, read_range
from campaigns.reading.texts import passages, read_text
from campaigns.record import schema, tables
from campaigns.record.periods import dates_of
from campaigns.record.propose import PROPOSED, propose

#: By this a note says that the row is not settled.
OPEN = "To decide"
#: Tables to which a report may add rows of its own: drafted with their columns only.
NEW = "areas", "campaigns", "metrics", "tasks"


@dataclass(frozen=True)
class Numeral:
    """One numeral: its paragraph (locator), its place among the text's numerals, its characters."""

    locator: int
    position: int
    token: str
    start: int
    end: int


class ScanError(Exception):
    """The report cannot be read, or the drafts cannot be written."""


def paragraphs(text):
    """The lines of a text that hold a visible character; locator n is the n-th of them, from 1."""
    return [line for line in text.split("\n") if line.replace("\ufeff", "").strip()]


def numerals(text):
    """Every digit run and number word of the text as Numeral, position counted from 1 over the whole text."""
    found = [(locator, match) for locator, line in enumerate(paragraphs(text), 1) for match in NUMERAL.finditer(line)]
    return [
        Numeral(locator, position, match.group(), match.start(), match.end())
        for position, (locator, match) in enumerate(found, 1)
    ]


def read_report(path):
    """The text and the SHA-256 of a report in UTF-8; raises ScanError that says how to save it.

    Nothing else is guessed: the ledger is proved against the very bytes of the file.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as problem:
        raise ScanError(f"{path} cannot be read: {problem.strerror}.") from problem
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        told = f"byte {problem.start + 1} is not UTF-8"
        raise ScanError(f"{path}: {told}. Save it as plain text in UTF-8 (not as a Word file or PDF).") from problem
    if "\0" in text:
        raise ScanError(f"{path} holds NUL characters. Save it as plain text in UTF-8 (not as a Word file or PDF).")
    return text, hashlib.sha256(data).hexdigest()


def drafts(text, source_id=""):
    """(ledger lines, figure rows): dicts with the columns of numerals.csv and of reported_figures.csv.

    A ledger line has a disposition only where it is certain, or ``figure``
    and the figure_id where a figure row is drafted. The ids are numbered after the source_id, blank without one.
    A figure row without a value has words that state not exactly one number.
    """
    lines, found = _read(text, source_id)
    return lines, [row for row, _ in found]


def _read(text, source_id):
    """(ledger lines, (figure row, Phrase) pairs) of a text; the places of a Phrase are those in its passage."""
    lines = paragraphs(text)
    rows, certain, lengths = [], {}, set()
    for locators, held, found in read_text(lines, dates_of(lines).year):
        starts = [0, *accumulate(len(lines[locator - 1]) + 1 for locator in locators[:-1])]
        for phrase in found:
            start, end = phrase.number
            row = _figure_row(phrase, locators[bisect_right(starts, start) - 1])
            if row["unit"] in ("days", "years"):
                if (row["value"], row["unit"]) in lengths:  # from its second mention on, a length is part of a name
                    continue
                lengths.add((row["value"], row["unit"]))
            rows.append((row, phrase))
            row["source_id"], row["figure_id"] = source_id, source_id and f"{source_id}-{len(rows)}"
            held[start:end] = [("figure", "", row["figure_id"])] * (end - start)
        for locator, start in zip(locators, starts, strict=True):
            certain[locator] = held[start : start + len(lines[locator - 1])]
    return [_ledger_line(numeral, certain[numeral.locator], source_id) for numeral in numerals(text)], rows


def _ledger_line(numeral, held, source_id):
    line = dict.fromkeys(schema.fields("numerals"), "") | {"source_id": source_id}
    line |= {"locator": str(numeral.locator), "position": str(numeral.position), "token": numeral.token}
    certain = set(held[numeral.start : numeral.end])
    if len(certain) == 1 and None not in certain:
        line |= zip(("disposition", "reason", "figure_id"), certain.pop(), strict=False)  # a settled one has no figure
    return line


def _figure_row(phrase, locator):
    row = dict.fromkeys(schema.fields("reported_figures"), "") | {"locator": str(locator), "printed": phrase.printed}
    row |= {"unit": phrase.unit, "baseline": phrase.baseline}
    try:
        read = read_figure(phrase.printed)
    except (ReadingError, ArithmeticError) as problem:
        return row | _undecided(phrase.printed, problem)
    row |= {"value": _digits(read.value), "qualifier": read.qualifier, "reading": "as_printed"}
    row["unit"] = row["unit"] or read.unit  # "more than half a" names nothing, and is a share
    doubts = [*phrase.doubts, *(f"{OPEN}: {doubt}" for doubt, holds in _DOUBTS.items() if holds(phrase, read))]
    return row | {"low": _digits(read.low), "high": _digits(read.high), "note": ". ".join(doubts)}


def _undecided(printed, problem):
    """The cells of a figure whose words are not one number: the ends of a range, or what is wrong."""
    try:
        read = read_range(printed)
    except (ReadingError, ArithmeticError):
        return {"note": f"{OPEN}: {problem or 'the number is too long'}"}
    ends = {"low": _digits(read.low), "high": _digits(read.high), "qualifier": read.qualifier}
    return ends | {"note": f"{OPEN}: a range, both of whose ends are printed"}


def _digits(number):
    """A number as the tables write it."""
    return "" if number is None else f"{Decimal(str(number)):f}"


_MEASURED = set(
    "percent percentage_points points yuan kilograms grams tonnes kilometres mu square_metres hours minutes".split()
)
_POINT_APART = re.compile(r"\d\.\d{3}(?!\d|\s?[万亿])")


def _is_broken(phrase, read):
    """Whether what is counted in wholes has a fraction, or a point where thousands may be parted."""
    fraction = phrase.unit and read.value != int(read.value)
    return phrase.unit not in _MEASURED and (fraction or _POINT_APART.search(phrase.printed))


def _printed(pattern):
    return lambda phrase, _: re.search(pattern, phrase.printed)


#: What is said of a figure that a person has to look at, and when, by its Phrase and Reading.
_DOUBTS = {
    "is it a fall or a rise?": lambda phrase, read: (
        phrase.changed and read.value > 0 and not names_direction(phrase.printed)
    ),
    "more than 100%; is a decimal point lost?": lambda phrase, read: (
        read.unit == "percent" and read.value > 100 and not re.search(r"[倍番]|[pb]led\b", phrase.printed)
    ),
    "a fraction of what is counted in wholes; does the point part thousands?": _is_broken,
    "is it a fall? Then value, low and high are negative": lambda phrase, read: (
        read.value > 0 and re.search(r"(?<!no )(?<!not )\b(?:fewer|lower|less)\b(?! than)", phrase.printed)
    ),
    "a gap within the number; is it one number?": _printed(r"\d[ ，]\d{3}"),
    "is a digit lost behind the point?": _printed(r"\d[.．][%％﹪]"),
    "the value is not in yuan": _printed("[$€£]|[美港欧]元|dollars|euros|pounds"),
}

# ---- the command ---------------------------------------------------------------------------------------------------


def fragments(path, source_id=None):
    """{table: (header, rows)} to add to the tables for the report at path; the tables of NEW have no rows yet.

    source_id: the name of the report in the record; by default made from the name of the file. Raises ScanError.
    """
    text, digest = read_report(path)
    source_id = _free(source_id or _name_of(path))
    lines, found = _read(text, source_id)
    source = dict.fromkeys(schema.fields("sources"), "") | {"source_id": source_id, "coverage": "complete"}
    source |= {"file": Path(path).name, "sha256": digest, "numerals": str(len(lines))}
    held = paragraphs(text)
    propose(held, passages(held), source, found)
    drafted = {"sources": [source], "numerals": lines, "reported_figures": [row for row, _ in found]}
    return {name: (_columns(name), [list(row.values()) for row in drafted.get(name, [])]) for name in (*drafted, *NEW)}


def _name_of(path):
    """A source_id from the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", Path(path).stem.lower()).strip("-").lstrip("0123456789-") or "report"


def _free(source_id):
    """The source_id, if it has the right form and no source has it yet."""
    declared = schema.fields("sources")["source_id"]
    if not re.fullmatch(declared["constraints"]["pattern"], source_id):
        raise ScanError(f"{source_id!r} cannot name a report. Write it like {declared['example']!r}, with --source.")
    if any(source["source_id"] == source_id for source in tables.read("sources", project.DATA).records()):
        raise ScanError(f"{source_id} is in the record already. Give the report another name, with --source.")
    return source_id


def _columns(name):
    """The columns of a table, and behind them for drafts the names of the cells that are only proposals."""
    return [*schema.fields(name), *([PROPOSED] if name in ("sources", "reported_figures") else [])]


def scan(path, out=None, source_id=None):
    """Print the fragments of a report, or write them to the folder ``out``; raises ScanError."""
    found = fragments(path, source_id)
    if out is None:
        for name, (header, rows) in found.items():
            print(f"For {name}.csv:\n\n{schema.written(header, rows)}")
    else:
        _write(found, Path(out))
    lines, drafted = found["numerals"][1], found["reported_figures"][1]
    undecided = sum(not row[found["numerals"][0].index("disposition")] for row in lines)
    told = f"{len(lines)} numerals, {undecided} of them for you to decide; {len(drafted)} figures drafted"
    print(told + (f", in {out}." if out else "."), file=sys.stderr)


def _write(found, folder):
    """Write the fragments; nothing that is there is overwritten."""
    paths = {name: folder / f"{name}.csv" for name in found}
    for path in paths.values():
        if path.exists():
            raise ScanError(f"{path} is there already and would be overwritten. Name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (header, rows) in found.items():
            paths[name].write_bytes(schema.written(header, rows).encode("utf-8-sig"))
    except OSError as problem:
        raise ScanError(f"{folder} cannot be written: {problem.strerror}.") from problem
