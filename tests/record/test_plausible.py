"""Each warning is made once by an edit, and answered once in the row."""

import pytest
from campaigns.record import plausible

FIGURES = "reported_figures"
# row, cells to write, words of the warning
ODD = [
    ("gz22-households-visited", {"value": "8700000"}, "870000 when it was last accepted"),
    ("gz22-households-visited", {"value": "87000"}, "870000 when it was last accepted"),
    ("gz22-households-visited", {"value": "14000000", "unit": "households"}, "households of CN-GZ"),
    ("guangzhou-police-y2022-1-police-and-helpers", {"value": "190000000"}, "residents of CN-GD"),
    ("gz22-households-visited", {"printed": "more than 880,000 households"}, "still has '870,000' for it"),
    ("liaoning-cri-y2025-1-criminal-calls-change", {"value": "-192"}, "more than all there was"),
    ("hangzhou-police-y2024-1-disputes-resolved", {"note": ""}, "stands far above"),
    ("bandian-zhumadian-net-y2022-1-people-visited", {"note": ""}, "1.3 people a household"),
]


def write(raw, key, **cells):
    row = next(row for row in raw[FIGURES].rows if row[0] == key)
    for column, text in cells.items():
        row[raw[FIGURES].header.index(column)] = text


def warned(raw, accepted=None):
    return [(one.key, one.problem) for one in plausible.warnings(raw, accepted)]


def test_the_record_has_answered_its_warnings(raw):
    assert warned(raw) == []


@pytest.mark.parametrize(("key", "cells", "words"), ODD)
def test_what_is_out_of_proportion_is_told_until_it_is_answered(raw, sound, key, cells, words):
    write(raw, key, **cells)
    told = [problem for k, problem in warned(raw, sound) if k == key]
    assert any(words in problem for problem in told), told
    assert not any("last accepted" in problem for _, problem in warned(raw, raw))
    write(raw, key, note="Checked: it is printed so.")
    assert warned(raw, sound) == []


def test_police_above_the_force_of_the_area_are_told(raw):
    yardstick = next(
        record
        for record in raw["reference"].records()
        if record["subject"] == "police" and record["high"] and record["unit"] == "people"
    )
    write(
        raw,
        "gz22-school-police",
        area_id=yardstick["area_id"],
        unit="people",
        metric_id="police_deployed",
        value=str(float(yardstick["high"]) + 1),
    )
    assert [key for key, problem in warned(raw) if "police officers" in problem] == ["gz22-school-police"]


def test_a_warning_names_the_row_that_a_spreadsheet_shows(raw):
    write(raw, "bandian-zhumadian-net-y2022-1-people-visited", note="")
    place = next(
        n
        for row, n in zip(raw[FIGURES].rows, raw[FIGURES].numbers, strict=True)
        if row[0].startswith("bandian-zhumadian-net-y2022-1-people")
    )
    assert [(one.file, one.row, one.column) for one in plausible.warnings(raw)] == [
        ("reported_figures.csv", place, "value")
    ]
