"""Nothing goes missing: every numeral of the texts stands in the ledger, every figure in both tables."""

import hashlib
import os
from collections import Counter
from pathlib import Path

import pytest
from campaigns.reading.printed import NUMERAL
from campaigns.record import check_ledger, scan, tables, validate

COMPLETE = [s for s in tables.read("sources").records() if s["coverage"] == "complete"]
FIGURES = [r for r in tables.read("reported_figures").records() if r["source_id"] in {s["source_id"] for s in COMPLETE}]
LINES = tables.read("numerals").records()


@pytest.fixture(scope="module")
def records(sound):
    return {name: table.records() for name, table in sound.items()}


@pytest.mark.parametrize("index", range(len(FIGURES)), ids=[r["figure_id"] for r in FIGURES])
def test_a_deleted_row_is_named(raw, index):
    gone = raw["reported_figures"].rows.pop(index)[0]
    assert any(gone in str(fault) for fault in validate.faults(raw))


@pytest.mark.parametrize("index", range(len(LINES)))
def test_a_deleted_ledger_line_is_named(records, index):
    gone, rest = LINES[index], [*LINES[:index], *LINES[index + 1 :]]
    told = [str(fault) for rule in check_ledger.RULES for fault in rule(records | {"numerals": rest})]
    assert any(gone["source_id"] in fault and f"numeral {gone['position']} " in fault for fault in told), told


def test_a_deleted_ledger_line_is_refused(raw):
    gone = raw["numerals"].rows.pop(20)
    told = [str(fault) for fault in validate.faults(raw)]
    assert any(gone[0] in fault and f"numeral {gone[2]} " in fault for fault in told), told


@pytest.mark.parametrize("row", FIGURES, ids=[r["figure_id"] for r in FIGURES])
def test_the_numerals_printed_are_those_of_the_ledger(row):
    """A corrected figure is corrected in the ledger too; `3` of "within 3 days" may stand there alone."""
    held = [n["token"] for n in LINES if n["figure_id"] == row["figure_id"]]
    assert not Counter(NUMERAL.findall(row["printed"])) - Counter(held)


def test_a_figure_that_the_ledger_does_not_know_is_named(raw):
    lines = raw["numerals"]
    at = lines.header.index("figure_id")
    for line in lines.rows:
        if line[at] == "gz22-schools-guarded":
            line[at], line[at + 1], line[at - 1] = "", "no figure any more", "name"
    told = [str(fault) for fault in validate.faults(raw)]
    assert len(told) == 1 and "gz22-schools-guarded" in told[0]


@pytest.fixture(params=COMPLETE, ids=[s["source_id"] for s in COMPLETE])
def source(request):
    """A complete source with its text, where the texts are at hand."""
    folder = os.environ.get("SOURCES")
    if not folder:
        pytest.skip("the texts are not part of the project; SOURCES=folder would prove the ledger against them")
    path = Path(folder) / request.param["file"]
    if not path.exists():
        pytest.skip(f"{path.name} is not in SOURCES")
    return request.param, path.read_bytes()


def test_the_text_is_the_one_that_was_coded(source):
    record, content = source
    assert hashlib.sha256(content).hexdigest() == record["sha256"]


def test_the_ledger_holds_every_numeral_of_the_text(source):
    record, content = source
    held = [(int(n["locator"]), int(n["position"]), n["token"]) for n in LINES if n["source_id"] == record["source_id"]]
    assert held == [(n.locator, n.position, n.token) for n in scan.numerals(content.decode())]
    assert len(held) == int(record["numerals"])


def test_printed_words_stand_in_their_paragraph(source):
    record, content = source
    lines = scan.paragraphs(content.decode())
    for row in FIGURES:
        if row["source_id"] == record["source_id"]:
            assert row["printed"] in lines[int(row["locator"]) - 1], row["figure_id"]


def test_paragraphs_count_lines_with_a_visible_character():
    assert scan.paragraphs("one\n\n \u00a0 \ntwo\n") == ["one", "two"]


def test_numerals_are_digit_runs_and_number_words():
    text = 'The "six must-visits": 870,000 homes, 42 year-on-year71%.\n\nOnce 1.1 million，近三年'
    assert [(n.locator, n.position, n.token) for n in scan.numerals(text)] == [
        (1, 1, "six"), (1, 2, "870,000"), (1, 3, "42"), (1, 4, "71"),
        (2, 5, "Once"), (2, 6, "1.1"), (2, 7, "million"), (2, 8, "三"),
    ]  # fmt: skip
