"""Find every numeral of a text, in reading order, with the paragraph it stands in, and draft the rows it may need.

The same scanner proves the ledger (data/numerals.csv) against the texts and
drafts rows for a new report. A draft says only what the printed words say;
what a person must decide is left blank.
"""

import hashlib
import re
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from campaigns.reading.phrases import phrases
from campaigns.reading.printed import NUMERAL, ReadingError, read_figure, read_range
from campaigns.reading.settled import settled
from campaigns.record import schema
from campaigns.record.propose import propose


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


def drafts(text):
    """(ledger lines, figure rows): dicts with the columns of numerals.csv and of reported_figures.csv.

    A ledger line has a disposition only where it is certain, or ``figure``
    where a figure row is drafted; its figure_id is for a person to fill.
    A figure row without a value has words that state not exactly one number.
    """
    lines, found = _read(text)
    return lines, [row for row, _ in found]


def _read(text):
    """(ledger lines, (figure row, Phrase) pairs) of a text."""
    rows, certain, lengths = [], {}, set()
    for locator, line in enumerate(paragraphs(text), 1):
        certain[locator] = settled(line)
        for phrase in phrases(line, certain[locator]):
            row = _figure_row(phrase, locator)
            if row["unit"] in ("days", "years"):
                if (row["value"], row["unit"]) in lengths:  # from its second mention on, a length is part of a name
                    continue
                lengths.add((row["value"], row["unit"]))
            rows.append((row, phrase))
            start, end = phrase.number
            certain[locator][start:end] = [("figure", "")] * (end - start)
    return [_ledger_line(numeral, certain[numeral.locator]) for numeral in numerals(text)], rows


def _ledger_line(numeral, held):
    line = dict.fromkeys(schema.fields("numerals"), "")
    line |= {"locator": str(numeral.locator), "position": str(numeral.position), "token": numeral.token}
    certain = set(held[numeral.start : numeral.end])
    if len(certain) == 1 and None not in certain:
        [(line["disposition"], line["reason"])] = certain
    return line


def _figure_row(phrase, locator):
    row = dict.fromkeys(schema.fields("reported_figures"), "") | {"locator": str(locator), "printed": phrase.printed}
    try:
        read = read_figure(phrase.printed)
    except (ReadingError, ArithmeticError) as problem:
        return row | _undecided(phrase, problem)
    row |= {"value": _digits(read.value), "unit": phrase.unit, "qualifier": read.qualifier, "reading": "as_printed"}
    row |= {
        "low": _digits(read.low),
        "high": _digits(read.high),
        "baseline": read.baseline or ("not_stated" if phrase.changed else ""),
    }
    doubts = [*phrase.doubts, *(doubt for holds, doubt in _DOUBTS if holds(phrase, read))]
    return row | {"note": ". ".join(doubts)}


def _undecided(phrase, problem):
    """The cells of a figure whose words are not one number: the ends of a range, or what is wrong."""
    try:
        read = read_range(phrase.printed)
    except (ReadingError, ArithmeticError):
        return {"unit": phrase.unit, "note": f"To decide: {problem or 'the number is too long'}"}
    ends = {"low": _digits(read.low), "high": _digits(read.high), "qualifier": read.qualifier}
    return ends | {
        "unit": phrase.unit,
        "baseline": read.baseline,
        "note": "To decide: a range, both of whose ends are printed",
    }


def _digits(number):
    """A number as the tables write it."""
    return "" if number is None else f"{Decimal(str(number)):f}"


_MEASURED = {
    "percent",
    "percentage_points",
    "yuan",
    "kilograms",
    "grams",
    "tonnes",
    "points",
    "kilometres",
    "mu",
    "hours",
    "square_metres",
}
_DOUBTS = [
    (
        lambda phrase, read: read.unit == "percent" and read.value > 100 and not re.search("[倍番]", phrase.printed),
        "To decide: more than 100 %; is a decimal point lost?",
    ),
    (
        lambda phrase, read: phrase.unit not in _MEASURED and phrase.unit and read.value != int(read.value),
        "To decide: a fraction of what is counted in wholes; does the point part thousands?",
    ),
    (
        lambda phrase, read: read.value > 0 and re.search(r"\b(?:fewer|lower|less)$", phrase.printed),
        "To decide: is it a fall? Then value, low and high are negative",
    ),
    (
        lambda phrase, _: re.search(r"\d[ ，]\d{3}", phrase.printed),
        "To decide: a gap within the number; is it one number?",
    ),
    (lambda phrase, _: re.search("[$€£]|[美港欧]元", phrase.printed), "To decide: the value is not in yuan"),
]

# ---- the command ---------------------------------------------------------------------------------------------------


def fragments(path):
    """{table: (header, rows)} to add to sources, numerals and reported_figures for the report at path."""
    text, digest = read_report(path)
    lines, found = _read(text)
    source = dict.fromkeys(schema.fields("sources"), "") | {"coverage": "complete", "file": Path(path).name}
    source |= {"sha256": digest, "numerals": str(len(lines))}
    propose(paragraphs(text), source, found)
    drafted = {"sources": [source], "numerals": lines, "reported_figures": [row for row, _ in found]}
    return {name: (_columns(name), [list(row.values()) for row in held]) for name, held in drafted.items()}


def _columns(name):
    """The columns of a table, and behind them for drafts the names of the cells that are only proposals."""
    return [*schema.fields(name), *([] if name == "numerals" else ["proposed"])]


def scan(path, out=None):
    """Print the fragments of a report, or write them to the folder ``out``; raises ScanError."""
    found = fragments(path)
    if out is None:
        for name, (header, rows) in found.items():
            print(f"For {name}.csv:\n\n{schema.written(header, rows)}")
    else:
        _write(found, Path(out))
    drafted, undecided = found["reported_figures"][1], sum(not row[4] for row in found["numerals"][1])
    told = (
        f"{len(found['numerals'][1])} numerals, {undecided} of them for you to decide; {len(drafted)} figures drafted"
    )
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
