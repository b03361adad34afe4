"""The selected reports: every candidate has a place, and nothing that must stay apart is mixed."""

import re
from collections import Counter, defaultdict

import pytest
from campaigns.reading.printed import NUMERAL
from campaigns.record import agreement, coverage, tables, validate

FIGURES = {r["figure_id"]: r for r in tables.read("reported_figures").records()}
SOURCES = {r["source_id"]: r for r in tables.read("sources").records()}
CANDIDATES = tables.read("candidates").records()
SELECTED = [r for r in FIGURES.values() if SOURCES[r["source_id"]]["coverage"] == "selected"]


def test_the_list_of_candidates_has_no_gap():
    held = defaultdict(list)
    for candidate in CANDIDATES:
        name, place, _ = candidate["candidate_key"].split(":")
        held[name].append(int(place))
    assert all(places == list(range(1, len(places) + 1)) for places in held.values())


def test_every_candidate_is_in_the_record_or_left_out_with_a_reason():
    assert [c["candidate_key"] for c in CANDIDATES if bool(c["figure_id"]) == bool(c["reason"])] == []
    assert all(re.match("[a-z_]+: .", c["reason"]) for c in CANDIDATES if not c["figure_id"])


def test_every_selected_row_comes_from_one_candidate():
    assert Counter(c["figure_id"] for c in CANDIDATES if c["figure_id"]) == Counter(r["figure_id"] for r in SELECTED)


def test_a_selected_row_keeps_the_value_of_its_candidate():
    for candidate in CANDIDATES:
        if candidate["figure_id"]:
            row = FIGURES[candidate["figure_id"]]
            value = float(candidate["candidate_key"].rsplit(":", 1)[1])
            read = [float(row[column]) for column in ("value", "low", "high") if row[column]]
            assert value in read or not row["value"] and min(read) <= value <= max(read), row["figure_id"]
            listed = set(NUMERAL.findall(candidate["listed"]))
            assert listed & set(NUMERAL.findall(row["printed"])), row["figure_id"]


def test_the_complete_reports_stand_first():
    kinds = [SOURCES[r["source_id"]]["coverage"] for r in FIGURES.values()]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize(
    ("counter", "units"),
    [
        ("人次", {"person_times"}),
        ("户次", {"household_visits"}),
        ("家次", {"venue_visits", "place_visits"}),
        ("人(次)", {"people_or_person_times", "person_times"}),
        ("[辆台]次", {"vehicle_times"}),
    ],
)
def test_a_counter_of_times_is_never_a_count_of_heads(counter, units):
    pattern = re.escape(counter) if "(" in counter else counter
    rows = [r for r in SELECTED if re.search(pattern, r["printed"])]
    assert rows and {r["unit"] for r in rows} <= units


def test_a_deleted_row_is_named(raw):
    gone, _ = raw["reported_figures"].rows.pop()[0], raw["reported_figures"].numbers.pop()
    assert any(gone in str(fault) and fault.file == "coding/candidates.csv" for fault in validate.faults(raw))


def test_selected_reports_claim_no_completeness():
    assert not {r["source_id"] for r in tables.read("numerals").records()} & {r["source_id"] for r in SELECTED}


def test_night_rounds_are_counted_apart():
    """970.7万 and 1,078.1万 person-times are of the rounds, 4,517万 of the whole action: never one selection."""
    rounds = {c["campaign_id"] for c in tables.read("campaigns").records() if c["kind"] == "round"}
    of_a_round = [r for r in SELECTED if "night round" in r["scope"] and "holiday" not in r["scope"]]
    assert of_a_round and {r["campaign_id"] for r in of_a_round} <= rounds
    assert all(r["nights"] for r in of_a_round if r["scope"].endswith("night round only") and r["period_end"])


#: A row for each known doubt of the wider record, and words that its note must hold.
DOUBTS = [
    ("china-cns-y2023-1-police-deployed", "are of the night rounds only"),
    ("china-xinhua-y2024-1-police-deployed", "taken to be of the night rounds"),
    ("china-xinhua-y2024-1-suspects-caught", "not to be drawn as a series"),
    ("china-xinhua-y2024-1-dangers-removed", "治安隐患"),
    ("china-cctv-y2022-1-drink-and-drunk-driving", "Three readings"),
    ("hebei-paper-y2022-1-suspects-caught", "in the act"),
    ("sichuan-chinanews-y2024-1-disputes-mediated", "definitions differ"),
    ("china-fazhi-ribao-y2024-1-school-guard-posts", "another definition"),
    ("xiadang-gongan-y2024-1-resolution-rate", "quota"),
    ("shanghai-police-undated-1-disputes-resolved", "no official text with this number was found"),
    ("hunan-voc-y2022-1-vice-gambling-cases", "running count falls"),
    ("jiangxi-people-y2025-1-disputes-resolved", "ties no year to this figure"),
    ("zhongwei-minzhu-undated-1-resolution-rate", "Neither the year nor the day"),
]


@pytest.mark.parametrize(("figure_id", "words"), DOUBTS)
def test_a_known_doubt_stands_at_its_row(figure_id, words):
    assert words in FIGURES[figure_id]["note"]


@pytest.mark.parametrize(("name", "other"), [("third_coding", "third"), ("fourth_coding", "fourth")])
def test_every_difference_of_two_readers_is_settled(name, other):
    rows = tables.read(name).records()
    for row, (first, second) in zip(rows, agreement.sides(rows, other), strict=True):
        assert row["settlement"] or all(first[column] == second[column] for column in second), row["figure_id"]


def test_no_figure_is_copied_as_a_bare_number():
    """A bare number says neither fall nor counter word, and a spreadsheet reformats it."""
    bare = re.compile(r"[-+\d.,\s]+[%％]?")
    assert [r["figure_id"] for r in FIGURES.values() if bare.fullmatch(r["printed"])] == []


def test_the_second_coding_is_of_candidates():
    pairs, alone = agreement.wider_pairs(tables.read("wider_codings").records())
    assert (len(pairs), len(alone)) == (305, 69)
    assert all(
        first["value"] == second["value"] and first["unit_class"] == second["unit_class"] for first, second in pairs
    )


def test_silence_is_told_from_what_nobody_looked_for(sound):
    records = {name: table.records() for name, table in sound.items()}
    found = {(c.area_id, c.summer, c.what): c for c in coverage.coverage(records)}
    provinces = {a["area_id"] for a in records["areas"] if a["level"] == "province"}
    assert set(found) == {(p, s, w) for p in provinces for s in coverage.SUMMERS for w in coverage.SOUGHT}
    key = ("CN-CQ", "2022", "criminal cases solved")
    assert found[key].state == "record"
    own = [r for r in records["reported_figures"] if r["campaign_id"] != "hundred-day-2022"]
    assert _state(records | {"reported_figures": own}, key) in ("neighbouring", "looked for and not found")
    silent = next(key for key, covered in found.items() if covered.state == "looked for and not found")
    asked = [s for s in records["searches"] if (s["area_id"], s["summer"], s["what"]) != silent]
    assert _state(records | {"searches": asked}, silent) == "not looked for"


def _state(records, key):
    return next(c.state for c in coverage.coverage(records) if (c.area_id, c.summer, c.what) == key)


def test_the_coverage_of_the_loaded_tables_is_that_of_the_text(sound, data):
    records = {name: table.records() for name, table in sound.items()}
    assert list(coverage.frame(data).itertuples(index=False, name=None)) == [
        tuple(c) for c in coverage.coverage(records)
    ]
