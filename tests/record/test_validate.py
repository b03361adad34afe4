"""Every rule of the contract: break it once, and the fault names file, row, key, column and cure."""

import pytest
from broken import broken, unbroken
from campaigns import hedges, project
from campaigns.record import check_cells, check_fit, schema, tables, validate
from campaigns.record.spreadsheet import read_csv

FIGURES = "reported_figures"
VISITED = "gz22-households-visited"
ROUND = "china-mps-y2022-1-key-locations-patrolled"
ACTION = "china-chinanews-y2022-1-suspects-caught"
INTERIM, TOTAL = "hunan-ribao-y2022-1-suspects-caught", "hunan-voc-y2022-1-suspects-caught"
STANDING = "china-chinanews-y2025-1-police-vice-principals"
AGAINST = "yangquan-gov-y2023-1-clearance-rate-change"
TWIN = "habahe-police-y2020-1-places-visited"
FOUND, RESOLVED, RATE = (
    f"luohe-dahe-bao-y2020-1-{what}" for what in ("disputes-found", "disputes-resolved", "dispute-resolution-rate")
)


@pytest.fixture(scope="module")
def records(sound):
    return {name: table.records() for name, table in sound.items()}


def edit(raw, table, key, **cells):
    """Overwrite cells of the row whose first column is ``key``."""
    for row in raw[table].rows:
        if row[0] == key:
            for column, text in cells.items():
                row[raw[table].header.index(column)] = text
            return
    raise KeyError(key)


def row_of(records, key):
    return next(record for record in records[FIGURES] if record["figure_id"] == key)


def cell(raw, table, key, column):
    return next(record[column] for record in raw[table].records() if next(iter(record.values())) == key)


def test_the_data_are_sound(raw):
    assert validate.faults(raw) == []


# table, row, cells to write, column that must be named, words that the cure or problem must hold
BREAKS = [
    (FIGURES, VISITED, {"value": "807000"}, "value", "as its bounds do. Write 870000"),
    (FIGURES, VISITED, {"printed": "more than 880,000 households"}, "value",
     "One of the two is wrong, value or printed"),
    (FIGURES, VISITED, {"value": "14840O"}, "value", "plain number"),
    (FIGURES, VISITED, {"printed": "more than 87O,000 households"}, "printed", "Write more than 870,000 households"),
    (FIGURES, VISITED, {"value": "8.7E+05"}, "value", "plain number"),
    (FIGURES, VISITED, {"value": ""}, "value", "Fill in"),
    (FIGURES, VISITED, {"value": "-870000"}, "value", "cannot be negative"),
    (FIGURES, VISITED, {"low": "860000"}, "low", "870000"),
    (FIGURES, VISITED, {"high": "900000"}, "high", "blank"),
    (FIGURES, VISITED, {"low": "900000", "high": "800000"}, "low", "wrong way round"),
    (FIGURES, VISITED, {"qualifier": "about"}, "qualifier", "more_than"),
    (FIGURES, VISITED, {"qualifier": "roughly"}, "qualifier", "not allowed"),
    (FIGURES, VISITED, {"qualifier": "more-than"}, "qualifier", "Did you mean more_than? Write one of unhedged"),
    (FIGURES, VISITED, {"claim": "results"}, "claim", "Did you mean result?"),
    (FIGURES, VISITED, {"unit": "cases"}, "unit", "not a unit of households_visited"),
    (FIGURES, VISITED, {"unit": "household"}, "unit", "Did you mean households?"),
    (FIGURES, VISITED, {"printed": "more than 870,000 or 900,000 households"}, "printed", "more than one"),
    (FIGURES, VISITED, {"printed": " ".join(["more than 870,000"] + ["words"] * 9)}, "printed", "10 words"),
    (FIGURES, VISITED, {"baseline": "year_on_year"}, "baseline", "not a change"),
    (FIGURES, VISITED, {"baseline": "2019"}, "baseline", "right form"),
    (FIGURES, VISITED, {"incomplete": "no"}, "incomplete", "not allowed"),
    (FIGURES, VISITED, {"scope": "in the rain only"}, "scope", "not allowed"),
    (FIGURES, VISITED, {"counted_by": ""}, "counted_by", "empty"),
    (FIGURES, VISITED, {"counted_by": "neighbours"}, "counted_by", "not allowed"),
    (FIGURES, VISITED, {"period_start": "2022-09-01"}, "period_start", "before it starts"),
    (FIGURES, VISITED, {"period_start": "2022/01/01"}, "period_start", "YYYY-MM-DD"),
    (FIGURES, VISITED, {"period_start": ""}, "start_basis", "does not fit"),
    (FIGURES, VISITED, {"end_basis": "not_stated"}, "end_basis", "does not fit"),
    (FIGURES, VISITED, {"end_basis": "guessed"}, "end_basis", "not allowed"),
    (FIGURES, VISITED, {"note": ""}, "note", "inferred"),
    (FIGURES, VISITED, {"period_end": "2022-12-31"}, "period_end", "2022-08-08"),
    (FIGURES, VISITED, {"locator": ""}, "locator", "empty"),
    (FIGURES, VISITED, {"nights": "2"}, "nights", "no round"),
    (FIGURES, VISITED, {"nights": "two"}, "nights", "whole number"),
    (FIGURES, ROUND, {"nights": "4"}, "nights", "do not fit"),
    (FIGURES, ROUND, {"nights": "0"}, "nights", "too small"),
    (FIGURES, ROUND, {"period_end": "", "end_basis": "not_stated"}, "nights", "both dates"),
    (FIGURES, ACTION, {"period_start": "2022-06-01"}, "period_start", "outside hundred-day-2022"),
    (FIGURES, VISITED, {"metric_id": "houses"}, "metric_id", "metrics.csv"),
    (FIGURES, VISITED, {"metric_id": "household_visited"}, "metric_id",
     "Did you mean households_visited? Write a metric_id"),
    (FIGURES, VISITED, {"area_id": "CN-XX"}, "area_id", "Write an area_id that stands in areas.csv"),
    (FIGURES, VISITED, {"area_id": "Guizhou"}, "area_id", "Did you mean CN-GZ?"),
    (FIGURES, VISITED, {"area_id": "贵州省"}, "area_id", "Did you mean CN-GZ?"),
    (FIGURES, VISITED, {"area_id": "CN-SC"}, "area_id", "does not lie in CN-GZ (Guizhou), the area of the campaign"),
    (FIGURES, INTERIM, {"area_id": "CN-HB"}, "area_id", "of the claimant, Hunan public security organs. Write CN-HN, or"),
    (FIGURES, INTERIM, {"area_id": "CN"}, "area_id", "CN (China) does not lie in CN-HN (Hunan)"),
    (FIGURES, VISITED, {"campaign_id": "visits"}, "campaign_id", "campaigns.csv"),
    (FIGURES, VISITED, {"campaign_id": "Six_Must_Visits"}, "campaign_id", "Did you mean six-must-visits?"),
    (FIGURES, VISITED, {"source_id": "gz-202"}, "source_id", "Did you mean gz-2022?"),
    (FIGURES, VISITED, {"part_of": "gz22-place-visited"}, "part_of", "Did you mean gz22-places-visited?"),
    (FIGURES, "gz22-places-visited", {"figure_id": VISITED}, "figure_id", "already in row"),
    (FIGURES, ACTION, {"reading": "repaired", "note": ""}, "note", "damaged"),
    (FIGURES, VISITED, {"same_as": VISITED}, "same_as", "names itself"),
    (FIGURES, VISITED, {"same_as": "gz22-places-visited"}, "metric_id", "differs"),
    (FIGURES, "sc22-criminal-cases-body", {"scope": "theft only"}, "scope", "differs"),
    (FIGURES, VISITED, {"part_of": "gz22-places-visited"}, "part_of", "cannot contain"),
    (FIGURES, VISITED, {"part_of": VISITED}, "part_of", "part of itself"),
    (FIGURES, TOTAL, {"part_of": INTERIM}, "part_of", "part of itself"),
    (FIGURES, ACTION, {"part_of": TOTAL}, "part_of",
     "does not contain CN. Name a total of an area that contains it"),
    (FIGURES, INTERIM, {"part_of": "sc22-suspects-caught-body"}, "part_of", "Write sc22-suspects-caught"),
    (FIGURES, VISITED, {"figure_id": "gz22-houses-visited"}, "figure_id", "no line of numerals.csv accounts for"),
    (FIGURES, RESOLVED, {"printed": "41204起", "value": "41204", "low": "41204", "high": "41204", "part_of": ""},
     "value", "resolved is more than"),
    (FIGURES, "sc22-suspects-caught", {"same_as": "sc22-suspects-caught-body"}, "same_as",
     "Write sc22-suspects-caught"),
    (FIGURES, VISITED, {"printed": "30至50户", "qualifier": "about", "value": "", "low": "30", "high": "60"}, "high",
     "no end of"),
    (FIGURES, STANDING, {"period_start": "2024-01-01", "start_basis": "stated"}, "period_start", "has no start"),
    (FIGURES, AGAINST, {"printed": "上升1.9%", "baseline": "against 2019", "note": ""}, "note", "explains it"),
    (FIGURES, f"{TWIN}-b", lambda held: {"label_zh": row_of(held, TWIN)["label_zh"]}, "figure_id",
     f"tells it from {TWIN}"),
    (FIGURES, ACTION, {"source_id": "china-cctv-y2023-1"}, "source_id", "does not begin with china-cctv-y2023-1"),
    (FIGURES, ACTION, {"label_zh": "suspects"}, "label_zh", "not Chinese"),
    (FIGURES, "gz22-places-visited", lambda held: row_of(held, VISITED) | {"figure_id": "gz22-b"}, "figure_id",
     "only its number tells it from"),
    (FIGURES, "sc22-criminal-cases-body", {"printed": "14%"}, "printed", "fall or a rise"),
    (FIGURES, "gz22-school-police", {"printed": "6万余人次", "locator": "2"}, "unit", "person_times"),
    (FIGURES, "sc22-criminal-cases-body", {"baseline": "previous_period"}, "baseline", "year_on_year"),
    (FIGURES, "sc22-criminal-cases-body", {"baseline": ""}, "baseline", "no baseline"),
    (FIGURES, "sc22-criminal-cases-body", {"value": "14", "low": "14", "high": "14"}, "value", "-14"),
    (FIGURES, "sc23-public-satisfaction", {"value": "9885", "low": "9885", "high": "9885"}, "value", "100%"),
    (FIGURES, "sc23-property-recovered", {"low": ""}, "low", "both ends"),
    (FIGURES, "sc23-property-recovered", {"low": "105000000", "high": "106000000"}, "low", "around the value"),
    (FIGURES, "china-cctv-y2022-1-drink-and-drunk-driving", {"low": ""}, "low", "both ends"),
    (FIGURES, RESOLVED, {"value": "31000", "low": "31000", "high": "31000", "printed": "31000起"}, "part_of",
     "more than"),
    (FIGURES, RATE, {"value": "92.7", "low": "92.7", "high": "92.7", "printed": "化解率92.7%"}, "value", "is not"),
    ("numerals", "gz-2022", {"disposition": "figure"}, "figure_id", "not named"),
    ("numerals", "gz-2022", {"reason": ""}, "reason", "nothing says why"),
    ("numerals", "sc-2022", {"source_id": "gz-2022", "position": "1"}, "position", "stands already in row"),
    ("numerals", "gz-2022", {"disposition": "figure", "figure_id": ACTION}, "source_id", "Make both agree"),
    ("numerals", "gz-2022", {"disposition": "figure", "figure_id": VISITED, "locator": "99"}, "locator",
     "Make both agree"),
    ("numerals", "gz-2022", {"figure_id": "gz22-household-visited"}, "figure_id",
     "Did you mean gz22-households-visited?"),
    ("sources", "gz-2022", {"numerals": "999"}, "numerals", "numerals are said"),
    ("sources", "china-cctv-y2023-1", {"published": "2021-01-01"}, "published", "source_id names 2023"),
    (FIGURES, VISITED, None, "figure_id", "'gz22-households-visited' is not in reported_figures.csv"),
    ("numerals", "gz-2022", None, "position", "numeral 1 of 25 is not accounted for"),
    ("areas", "CN-SC", {"name_en": "四川"}, "name_en", "not English"),
    ("reference", "police-areas-tj-y2022", {"subject": "police_rooms"}, "subject", "does not name police_rooms"),
    ("reference", "police-areas-tj-y2022", {"area_id": "CN-SC"}, "area_id", "does not name CN-SC"),
    ("reference", "police-areas-tj-y2022", {"year": "2021"}, "year", "does not name 2021"),
    ("reference", "population-tj-y2020", {"value": "13866109"}, "value", "not the sum of the 31 provinces"),
    ("sources", "gz-2022", {"sha256": ""}, "sha256", "complete"),
    ("sources", "gz-2022", {"claimant_kind": "newspaper"}, "claimant_kind", "not allowed"),
    ("numerals", "gz-2022", {"locator": "9"}, "locator", "the one before it in 9"),
    ("sources", "gz-2022", {"numerals": "26"}, "position", "not accounted for"),
    ("sources", "gz-2022", {"numerals": "24"}, "position", "only 24"),
    ("campaigns", "qianfeng", {"source_ids": "gz-2022 | gz-2021"}, "source_ids", "'gz-2021' is not in sources.csv"),
    ("campaigns", "qianfeng", {"from": "2022-06-01"}, "from", "before it begins"),
    ("campaigns", "qianfeng", {"dates_basis": "not_stated"}, "dates_basis", "does not fit"),
    ("campaigns", "qianfeng", {"kind": "none"}, "kind", "not allowed"),
    ("campaigns", "qianfeng", {"parent": "qianfeng"}, "parent", "above itself"),
    ("campaigns", "night-rounds-2022", {"parent": ""}, "parent", "belongs to an action"),
    ("campaigns", "night-rounds-2022", {"from": "2022-06-01"}, "from", "lies before hundred-day-2022"),
    ("campaigns", "night-rounds-2022", {"to": "2022-10-30"}, "to", "lies after hundred-day-2022"),
    ("areas", "CN-SC-chengdu", {"parent": "CN-XX"}, "parent", "areas.csv"),
    ("areas", "CN-SC", {"parent": "CN-SC-chengdu"}, "parent", "above itself"),
    ("areas", "CN-SC", {"gb_code": "51"}, "gb_code", "right form"),
    ("areas", "CN-SC-chengdu", {"gb_code": "520100"}, "gb_code", "520100 lies not in CN-SC (510000)"),
    ("areas", "CN-SC-chengdu", {"parent": "CN-GZ"}, "parent", "does not begin with CN-GZ"),
    ("areas", "CN-SC", {"name_zh": "贵州省"}, "area_id", "has the same name_zh, parent"),
    ("metrics", "households_visited", {"kind": "number"}, "kind", "not allowed"),
    ("metrics", "households_visited", {"act": "called on"}, "act", "not allowed"),
    ("metrics", "fraud_cases_solved", {"broader": "criminal_cases_change"}, "broader", "same kind"),
    ("metrics", "criminal_cases_solved", {"broader": "fraud_cases_solved"}, "broader", "above itself"),
    ("tasks", "six-must-visits-1", {"item": "one"}, "item", "whole number"),
    ("reference", "police-areas-tj-y2022", {"value": "4634"}, "value", "does not follow"),
    ("reference", "police-areas-tj-y2022", {"low": ""}, "low", "Write 4643"),
    ("reference", "police-areas-tj-y2022", {"qualifier": "about"}, "qualifier", "unhedged"),
    ("reference", "police-areas-tj-y2022", {"year": ""}, "note", "year"),
    ("reference", "police-areas-tj-y2022", {"published": "2022"}, "published", "not a date"),
    ("reference", "police-areas-tj-y2022", {"published": "1022-05-01"}, "published", "no day of these campaigns"),
    ("sources", "mps-2024", {"url": "english.scio.gov.cn/pressroom"}, "url", "no address"),
    ("sources", "mps-2024", {"url": "http://https://english.scio.gov.cn"}, "url", "no address"),
    ("searches", "search-1", {"found": "something"}, "found", "not allowed"),
    ("searches", "search-1", {"source_ids": "nowhere"}, "source_ids", "sources.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "key", "cells", "column", "words"), BREAKS)
def test_a_fault_names_its_place_and_its_cure(records, table, key, cells, column, words):
    found, told = [], None
    for fault in broken(records, table, key, cells):
        found.append(fault)
        if fault.column == column and words in f"{fault.problem}. {fault.cure}":
            told = fault
            break
    assert told and told.cure, list(map(str, found))
    assert told.file in (schema.place(table), "numerals.csv", "reference.csv") and told.key


def test_every_check_is_broken_on_purpose(records):
    """No fault that a check can find goes without a line above: the file and line of what nothing breaks is told."""
    with unbroken() as left:
        for table, key, cells, column, words in BREAKS:
            any(f.column == column and words in f"{f.problem}. {f.cure}" for f in broken(records, table, key, cells))
        shifted = [row | {"metric_id": "households_visited"} for row in records[FIGURES]]
        assert list(check_fit.column_faults(records | {FIGURES: shifted}))
        without = records | {"sources": [row for row in records["sources"] if row["source_id"] != "sc-2022"]}
        for now, words in (("", "its row is gone"), ("sc-2023", "is named 'sc-2023' now")):
            lost = {"sources": {"sc-2022": now}}
            assert words in next(check_cells.key_faults(FIGURES, without, lost=lambda lost=lost: lost)).problem
    assert not left


# What is allowed: table, row, cells to write.
ALLOWED = [
    ("sc22-criminal-cases-body", {"printed": "同比下14%", "reading": "repaired", "note": "下降 lost a character."}),
    (VISITED, {"printed": "30至50户", "qualifier": "about", "value": "", "low": "30", "high": "50"}),
    ("china-cctv-y2022-1-drink-and-drunk-driving", {"value": "674000"}),
    (ACTION, {"period_start": "2022-06-01", "note": "Checked: the count began with a drive before the action."}),
    (ACTION, {"period_start": "", "start_basis": "not_stated"}),
    (STANDING, {"area_id": "CN-HN"}),
    (VISITED, {"area_id": "CN-SC", "note": "Checked: counted by Guizhou police in Sichuan; dates inferred."}),
]


@pytest.mark.parametrize(("key", "cells"), ALLOWED)
def test_what_a_row_may_hold(raw, key, cells):
    edit(raw, FIGURES, key, **cells)
    assert [str(f) for f in validate.faults(raw)] == []


def test_a_note_on_a_date_does_not_answer_for_the_sums(raw):
    """Most rows have a note for their dates; only its word "Checked:" lets a rule pass."""
    edit(raw, FIGURES, RESOLVED, printed="41204起", value="41204", low="41204", high="41204")
    assert {(f.key, f.column) for f in validate.faults(raw)} == {(RESOLVED, "part_of"), (RESOLVED, "value")}
    edit(
        raw, FIGURES, RESOLVED, part_of="", note="The end is the day of the event. Checked: disputes of last year too."
    )
    assert validate.faults(raw) == []


def test_a_claimant_may_be_named_in_chinese_and_a_medium_is_none(raw):
    """A claimant in short Chinese words is held to its province; who only studies or prints it is held to nothing."""
    edit(raw, FIGURES, INTERIM, area_id="CN-HB", part_of="")
    for claimant, kind, held in (
        ("湖南公安", "police", True),
        ("Hubei police, through Hunan Daily", "police", False),
        ("Hunan University", "think_tank", False),
    ):
        edit(raw, "sources", "hunan-ribao-y2022-1", claimant=claimant, claimant_kind=kind)
        assert {(f.key, f.column) for f in validate.faults(raw) if f.key == INTERIM} == (
            {(INTERIM, "area_id")} if held else set()
        ), claimant


def test_a_period_lies_within_the_parent_of_its_campaign(raw):
    edit(raw, "campaigns", "night-rounds-2022", **{"from": ""})
    edit(raw, FIGURES, ROUND, period_start="2022-06-20", note="", nights="")
    assert [(f.key, f.column) for f in validate.faults(raw)] == [(ROUND, "period_start")]
    assert "hundred-day-2022" in validate.faults(raw)[0].problem


def test_the_declaration_allows_the_hedges_of_the_registry():
    assert (project.DATA / "datapackage.json").read_text("utf-8") == schema.declared()
    for table in (FIGURES, "reference"):
        assert sorted(schema.fields(table)["qualifier"]["constraints"]["enum"]) == sorted(hedges.QUALIFIERS)


def test_the_columns_stand_in_the_order_of_the_contract():
    assert (
        list(schema.fields(FIGURES))
        == (
            "figure_id source_id locator campaign_id area_id metric_id printed label_zh value unit qualifier low high "
            "incomplete reading baseline scope counted_by period_start period_end start_basis end_basis nights claim "
            "same_as part_of note"
        ).split()
    )


def test_data_holds_only_what_is_edited():
    frozen = {r["name"] for r in schema.package()["resources"] if r["path"].startswith("coding/")}
    assert frozen == {n for n in schema.declaration() if n in ("candidates", "searches") or "_coding" in n}


def test_a_second_validator_agrees():
    frictionless = pytest.importorskip("frictionless")
    package = frictionless.Package(str(project.DATA / "datapackage.json"))
    for resource in package.resources:
        resource.encoding = "utf-8-sig"  # the mark by which Excel knows UTF-8
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]


def test_a_change_without_its_verb_hides_no_other_fault(raw):
    edit(raw, FIGURES, "sc22-criminal-cases-body", printed="14%", qualifier="about", low="", high="")
    assert {"printed", "qualifier"} <= {f.column for f in validate.faults(raw) if f.key == "sc22-criminal-cases-body"}


def test_every_fault_is_told_at_once(raw):
    edit(raw, FIGURES, "gz22-places-visited", value="1")
    edit(raw, FIGURES, "gz22-school-police", value="1")
    edit(raw, FIGURES, "sc23-property-gangs", qualifier="more_than")
    assert {f.key for f in validate.faults(raw)} == {"gz22-places-visited", "gz22-school-police", "sc23-property-gangs"}


def test_all_that_is_wrong_in_a_row_is_told_at_once(raw):
    """An unreadable cell, a wrong key, a hedge that there is not, and what rules find in the cells that are left."""
    wrong = {"value": "87OOOO", "printed": "more than 87O,000 households", "area_id": "CN-GX-GZ", "qualifier": "more"}
    edit(raw, FIGURES, VISITED, **wrong, part_of="gz22", period_start="2022-09-01", unit="household", note="")
    held = raw[FIGURES]
    data = schema.written(held.header, held.rows).encode("utf-8-sig")
    told = validate.faults(raw | {FIGURES: read_csv(data, FIGURES)})
    assert {f.key for f in told} == {VISITED}
    assert {f.column for f in told} == {*wrong, "part_of", "period_start", "unit", "note"}


def test_one_cure_where_value_and_printed_part(raw):
    """Bounds and hedge are not told against the value where the printed words say something else than both."""
    edit(raw, FIGURES, VISITED, value="807000", printed="880,000 households")
    [told] = validate.faults(raw)
    assert "One of the two is wrong, value or printed" in told.cure
    assert "write value 880000 and qualifier unhedged and low 880000 and high 880000, or correct printed" in told.cure


def test_a_row_that_cannot_be_read_is_missed_nowhere_else(raw):
    """A table of which rows are lost or keys refused is not held against those that name them."""
    rows = [[*row] for row in raw["areas"].rows]
    rows[1].append("one cell too many")
    lost = read_csv(schema.written(raw["areas"].header, rows).encode("utf-8-sig"), "areas")
    edit(raw, FIGURES, VISITED, value="807000")
    assert {f.file for f in validate.faults(raw | {"areas": lost})} == {"areas.csv", "reported_figures.csv"}
    assert [f.key for f in validate.faults(raw | {"areas": lost}) if f.file != "areas.csv"] == [VISITED]


def test_rows_are_counted_as_the_spreadsheet_does(data_folder):
    """Two blank rows above a fault shift its number; the fault keeps the spreadsheet's."""
    path = data_folder / "reported_figures.csv"
    header, first, second, *rest = path.read_text("utf-8-sig").split("\n")
    blank = "," * header.count(",")
    damaged = second.replace(",18000,", ",81000,", 1)
    path.write_text("\n".join([header, first, blank, blank, damaged, *rest]), "utf-8-sig")
    found = validate.faults(tables.read_all(data_folder))
    assert {(f.row, f.key) for f in found} == {(5, "gz22-places-visited")}


@pytest.mark.parametrize("name", ["areas.csv", "coding/searches.csv"])
def test_a_missing_file_is_named(data_folder, name):
    (data_folder / name).unlink()
    assert any(f.file == name and "missing" in f.problem for f in validate.faults(tables.read_all(data_folder)))


def test_a_cell_is_told_once(data_folder):
    path = data_folder / "reported_figures.csv"
    path.write_text(path.read_text("utf-8-sig").replace(",870000,", ",#REF!,", 1), "utf-8-sig")
    found = validate.faults(tables.read_all(data_folder))
    assert [(f.row, f.column) for f in found if f.column == "value"] == [(2, "value")]


def test_load_refuses_unsound_data(data_folder):
    path = data_folder / "reported_figures.csv"
    path.write_text(path.read_text("utf-8").replace(",870000,", ",807000,", 1), "utf-8")
    with pytest.raises(validate.DataError, match=VISITED):
        validate.load(data_folder)
