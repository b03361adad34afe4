"""The wider record: every candidate has a place, and nothing that must stay apart is mixed."""

import re
from collections import Counter

import pytest
from campaigns.record import agreement, tables, validate

FIGURES = {r["figure_id"]: r for r in tables.read("reported_figures").records()}
SOURCES = {r["source_id"]: r for r in tables.read("sources").records()}
CANDIDATES = tables.read("candidates").records()
SELECTED = [r for r in FIGURES.values() if SOURCES[r["source_id"]]["coverage"] == "selected"]


def test_the_list_of_candidates_has_no_gap():
    held = Counter(c["candidate_key"].split(":")[0] for c in CANDIDATES)
    assert held == {"wider_summer_actions": 967, "wider_visits_and_disputes": 439}
    for file, times in held.items():
        places = [int(c["candidate_key"].split(":")[1]) for c in CANDIDATES if c["candidate_key"].startswith(file)]
        assert places == list(range(1, times + 1))


def test_every_candidate_is_in_the_record_or_left_out_with_a_reason():
    assert [c["candidate_key"] for c in CANDIDATES if bool(c["figure_id"]) == bool(c["reason"])] == []
    assert all(re.match("[a-z_]+: .", c["reason"]) for c in CANDIDATES if not c["figure_id"])


def test_every_selected_row_comes_from_one_candidate():
    assert Counter(c["figure_id"] for c in CANDIDATES if c["figure_id"]) == Counter(r["figure_id"] for r in SELECTED)


def test_a_selected_row_keeps_the_value_of_its_candidate():
    for candidate in CANDIDATES:
        if candidate["figure_id"]:
            row = FIGURES[candidate["figure_id"]]
            assert float(candidate["candidate_key"].rsplit(":", 1)[1]) == float(row["value"]), row["figure_id"]
            assert candidate["listed"].split(": ")[-1] in row["printed"], row["figure_id"]


def test_the_complete_reports_stand_first():
    kinds = [SOURCES[r["source_id"]]["coverage"] for r in FIGURES.values()]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize(
    ("counter", "units"),
    [
        ("人次", {"person_times"}),
        ("户次", {"household_visits"}),
        ("家次", {"venue_visits", "place_visits"}),
        ("人(次)", {"people_or_person_times"}),
        ("[辆台]次", {"vehicle_times"}),
    ],
)
def test_a_counter_of_times_is_never_a_count_of_heads(counter, units):
    pattern = re.escape(counter) if "(" in counter else counter
    rows = [r for r in SELECTED if re.search(pattern, r["printed"])]
    assert rows and {r["unit"] for r in rows} <= units


def test_a_deleted_row_is_named(raw):
    gone = raw["reported_figures"].rows.pop()[0]
    assert any(gone in str(fault) for fault in validate.faults(raw))


def test_selected_reports_claim_no_completeness():
    assert not {r["source_id"] for r in tables.read("numerals").records()} & {r["source_id"] for r in SELECTED}


def test_night_rounds_are_actions_of_their_own():
    """970.7万 and 1,078.1万 person-times are of the rounds, 1,205万 and 4,517万 of the whole action: never one selection."""
    actions = {"hundred-day-2022", "summer-action-2023", "summer-action-2024"}
    rounds = re.compile(r"of the [^;]*(night|round)[^;]* only|two night-patrol rounds")
    said = [
        r["figure_id"] for r in SELECTED if r["campaign_id"] in actions and rounds.search(r["note"].split("; the ")[0])
    ]
    assert said == []
    totals = {"china-cctv-y2022-1-police-deployed", "china-xinhua-y2024-1-police-deployed"}
    assert {FIGURES[f]["campaign_id"] for f in totals} == {"night-rounds-2022", "night-rounds-2024"}


#: A row for each known doubt of the wider record, and words that its note must hold.
DOUBTS = [
    ("china-cns-y2023-1-police-deployed", "covers the whole action"),
    ("china-xinhua-y2024-1-police-deployed", "night rounds only"),
    ("china-xinhua-y2024-1-suspects-caught", "not to be drawn as a series"),
    ("china-xinhua-y2024-1-dangers-removed", "safety hazards"),
    ("china-cctv-y2022-1-drink-and-drunk-driving", "does not fit the rounds"),
    ("hebei-paper-y2022-1-suspects-caught", "in the act"),
    ("sichuan-chinanews-y2024-1-disputes-mediated", "definitions differ"),
    ("china-fazhi-ribao-y2024-1-school-guard-posts", "another definition"),
    ("xiadang-gongan-y2024-1-resolution-rate", "quota"),
    ("shanghai-police-undated-1-disputes-resolved", "weakest row"),
    ("hunan-voc-y2022-1-vice-gambling-cases", "running count falls"),
    ("jiangxi-people-y2025-1-disputes-resolved", "all agencies"),
    ("zhongwei-minzhu-undated-1-resolution-rate", "neither the year nor the date"),
]


@pytest.mark.parametrize(("figure_id", "words"), DOUBTS)
def test_a_known_doubt_stands_at_its_row(figure_id, words):
    assert words in FIGURES[figure_id]["note"]


def test_a_third_reading_settles_every_difference():
    rows = tables.read("third_coding").records()
    weakest = [row for row in rows if row["finding"]]
    assert (len(rows), len(weakest)) == (289, 30)
    for row, (first, third) in zip(rows, agreement.third_pairs(rows), strict=True):
        now = FIGURES[row["figure_id"]]
        differs = [c for c in agreement.THIRD if first[c] != third[c]]
        assert row["settlement"] or not differs, row["figure_id"]
        assert now["value"] == third["value"]
        assert all(now[c] == first[c] for c in agreement.THIRD if c not in row["settlement"])


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
