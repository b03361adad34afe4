"""Every rule of the contract: break it once, and the fault names file, row, key, column and cure."""

import pytest
from campaigns.record import tables, validate

FIGURES = "reported_figures"


def edit(raw, table, key, **cells):
    """Overwrite cells of the row whose first column is ``key``."""
    for row in raw[table].rows:
        if row[0] == key:
            for column, text in cells.items():
                row[raw[table].header.index(column)] = text
            return
    raise KeyError(key)


def test_a_damaged_verb_may_be_repaired(raw):
    edit(
        raw, FIGURES, "sc22-criminal-cases-body", printed="同比下14%", reading="repaired", note="下降 lost a character."
    )
    assert validate.faults(raw) == []


def test_a_change_without_its_verb_hides_no_other_fault(raw):
    edit(raw, FIGURES, "sc22-criminal-cases-body", printed="14%", qualifier="about")
    assert {"printed", "qualifier"} <= {f.column for f in validate.faults(raw) if f.key == "sc22-criminal-cases-body"}


def test_the_data_are_sound(raw):
    assert validate.faults(raw) == []


# table, row, cells to write, column that must be named, words that the cure or problem must hold
BREAKS = [
    (FIGURES, "gz22-households-visited", {"value": "807000"}, "value", "870000"),
    (FIGURES, "gz22-households-visited", {"value": "8.7E+05"}, "value", "plain number"),
    (FIGURES, "gz22-households-visited", {"value": ""}, "value", "Fill in"),
    (FIGURES, "gz22-households-visited", {"low": "860000"}, "low", "870000"),
    (FIGURES, "gz22-households-visited", {"high": "900000"}, "high", "blank"),
    (FIGURES, "gz22-households-visited", {"low": "900000", "high": "800000"}, "low", "wrong way round"),
    (FIGURES, "gz22-households-visited", {"qualifier": "about"}, "qualifier", "more_than"),
    (FIGURES, "gz22-households-visited", {"qualifier": "roughly"}, "qualifier", "not allowed"),
    (FIGURES, "gz22-households-visited", {"unit": "cases"}, "unit", "not a unit of households_visited"),
    (
        FIGURES,
        "gz22-households-visited",
        {"printed": "more than 870,000 or 900,000 households"},
        "printed",
        "more than one",
    ),
    (
        FIGURES,
        "gz22-households-visited",
        {"printed": " ".join(["more than 870,000"] + ["words"] * 9)},
        "printed",
        "10 words",
    ),
    (FIGURES, "gz22-households-visited", {"baseline": "year_on_year"}, "baseline", "not a change"),
    (FIGURES, "gz22-households-visited", {"period_start": "2022-09-01"}, "period_start", "before it starts"),
    (FIGURES, "gz22-households-visited", {"period_start": "2022/01/01"}, "period_start", "YYYY-MM-DD"),
    (FIGURES, "gz22-households-visited", {"period_start": "", "period_end": ""}, "period_basis", "does not fit"),
    (FIGURES, "gz22-households-visited", {"period_end": "2022-12-31"}, "period_end", "2022-08-08"),
    (FIGURES, "gz22-households-visited", {"locator": ""}, "locator", "empty"),
    (FIGURES, "gz22-households-visited", {"metric_id": "houses"}, "metric_id", "metrics.csv"),
    (FIGURES, "gz22-households-visited", {"area_id": "CN-XX"}, "area_id", "areas.csv"),
    (FIGURES, "gz22-households-visited", {"figure_id": "mar-22"}, "figure_id", "spreadsheet"),
    (FIGURES, "gz22-households-visited", {"figure_id": "gz22-places-visited"}, "figure_id", "already in row"),
    (FIGURES, "gz22-households-visited", {"reading": "repaired", "note": ""}, "note", "damaged"),
    (FIGURES, "gz22-households-visited", {"note": " blank before"}, "note", "blank"),
    (FIGURES, "gz22-households-visited", {"same_as": "gz22-households-visited"}, "same_as", "names itself"),
    (FIGURES, "gz22-households-visited", {"same_as": "gz22-places-visited"}, "metric_id", "differs"),
    (FIGURES, "gz22-households-visited", {"part_of": "gz22-places-visited"}, "part_of", "cannot contain"),
    (FIGURES, "sc22-criminal-cases-body", {"printed": "14%"}, "printed", "fall or a rise"),
    (FIGURES, "gz22-school-police", {"printed": "6万余人次", "locator": "2"}, "unit", "person_times"),
    (FIGURES, "sc22-criminal-cases-body", {"baseline": "previous_period"}, "baseline", "year_on_year"),
    (FIGURES, "sc22-criminal-cases-body", {"value": "14", "low": "14", "high": "14"}, "value", "-14"),
    (FIGURES, "sc22-police-deployed-body", {"same_as": "sc22-police-deployed-body"}, "same_as", "names itself"),
    (FIGURES, "sc23-public-satisfaction", {"value": "9885", "low": "9885", "high": "9885"}, "value", "100 %"),
    (FIGURES, "sc23-property-recovered", {"low": ""}, "low", "both ends"),
    ("numerals", "gz-2022", {"disposition": "figure"}, "figure_id", "not named"),
    ("numerals", "gz-2022", {"reason": ""}, "reason", "nothing says why"),
    ("sources", "gz-2022", {"sha256": ""}, "sha256", "complete"),
    ("sources", "gz-2022", {"numerals": "26"}, "position", "not accounted for"),
    ("sources", "gz-2022", {"numerals": "24"}, "position", "only 24"),
    ("campaigns", "qianfeng", {"source_ids": "gz-2021"}, "source_ids", "sources.csv"),
    ("areas", "CN-SC-chengdu", {"parent": "CN-XX"}, "parent", "areas.csv"),
    ("metrics", "households_visited", {"kind": "number"}, "kind", "not allowed"),
    ("tasks", "six-must-visits-1", {"item": "one"}, "item", "whole number"),
]


@pytest.mark.parametrize(("table", "key", "cells", "column", "words"), BREAKS)
def test_a_fault_names_its_place_and_its_cure(raw, table, key, cells, column, words):
    edit(raw, table, key, **cells)
    found = [f for f in validate.faults(raw) if f.column == column and words in f"{f.problem} {f.cure}"]
    assert found, [str(f) for f in validate.faults(raw)]
    assert found[0].cure and found[0].key == cells.get("figure_id", key)
    assert found[0].file == ("numerals.csv" if column == "position" else f"{table}.csv")


def test_a_repeat_points_to_the_first_statement(raw):
    edit(raw, FIGURES, "sc22-suspects-caught", same_as="sc22-suspects-caught-body")
    assert any("Write sc22-suspects-caught" in f.cure or "repeats" in f.problem for f in validate.faults(raw))


def test_every_fault_is_told_at_once(raw):
    edit(raw, FIGURES, "gz22-places-visited", value="1")
    edit(raw, FIGURES, "gz22-school-police", value="1")
    edit(raw, FIGURES, "sc23-property-gangs", qualifier="more_than")
    assert {f.key for f in validate.faults(raw)} == {"gz22-places-visited", "gz22-school-police", "sc23-property-gangs"}


def test_the_row_is_the_one_that_a_spreadsheet_shows(raw):
    edit(raw, FIGURES, raw[FIGURES].rows[0][0], value="1")
    assert {f.row for f in validate.faults(raw)} == {2}


def test_rows_are_counted_as_the_spreadsheet_does(data_folder):
    """Two blank rows above a fault shift its number; the fault keeps the spreadsheet's."""
    path = data_folder / "reported_figures.csv"
    header, first, second, *rest = path.read_text("utf-8-sig").split("\n")
    blank = "," * header.count(",")
    damaged = second.replace(",18000,", ",81000,", 1)
    path.write_text("\n".join([header, first, blank, blank, damaged, *rest]), "utf-8-sig")
    found = validate.faults(tables.read_all(data_folder))
    assert {(f.row, f.key) for f in found} == {(5, "gz22-places-visited")}


def test_a_missing_file_is_named(data_folder):
    (data_folder / "areas.csv").unlink()
    assert any(f.file == "areas.csv" and "missing" in f.problem for f in validate.faults(tables.read_all(data_folder)))


def test_a_cell_is_told_once(data_folder):
    path = data_folder / "reported_figures.csv"
    path.write_text(path.read_text("utf-8-sig").replace(",870000,", ",#REF!,", 1), "utf-8-sig")
    found = validate.faults(tables.read_all(data_folder))
    assert [(f.row, f.column) for f in found if f.column == "value"] == [(2, "value")]


def test_load_refuses_unsound_data(data_folder):
    path = data_folder / "reported_figures.csv"
    path.write_text(path.read_text("utf-8").replace(",870000,", ",807000,", 1), "utf-8")
    with pytest.raises(validate.DataError, match="gz22-households-visited"):
        validate.load(data_folder)
