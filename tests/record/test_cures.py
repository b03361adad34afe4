"""What was lost or restyled in a table is told once, with how it is brought back."""

import calendar
import csv
import io

import pytest
from campaigns import editing, project
from campaigns.record import accepted, checked, grouped, tables, validate
from campaigns.record.spreadsheet import read_csv

FIGURES = "reported_figures"
BACK = "git checkout data/reported_figures.csv"


def rows():
    return list(csv.reader(io.StringIO((project.DATA / f"{FIGURES}.csv").read_text("utf-8-sig"))))


def read(held):
    out = io.StringIO()
    csv.writer(out).writerows(held)
    return read_csv(out.getvalue().encode("utf-8-sig"), FIGURES)


def restyled(style, only=None):
    """The table with the dates that columns begin with written in a style."""
    held = rows()
    places = [held[0].index(column) for column in ("period_start", "period_end")]
    for row in held[1:only]:
        for place in places:
            if row[place]:
                year, month, day = row[place].split("-")
                name = calendar.month_abbr[int(month)]
                row[place] = style.format(
                    year=year, month=month, day=day, y=year[2:], m=int(month), d=int(day), name=name
                )
    return held


@pytest.mark.parametrize(
    ("style", "first"),
    [
        ("{day}/{month}/{year}", "spreadsheet (the day first, as in"),
        ("{month}/{day}/{year}", "spreadsheet (the month first, as in"),
        ("{m}/{d}/{y}", "has a year of two digits. The whole column is in a style of the spreadsheet (the month first"),
        ("{m}/{d}/{y} 0:00", "spreadsheet (the month first, as in"),
        ("{d}.{m}.{y}", "spreadsheet: format it there"),  # the first number may be day or year
        ("{y}/{m}/{d}", "spreadsheet: format it there"),
        ("{d}-{name}-{y}", "spreadsheet: format it there"),
    ],
)
def test_a_column_of_dates_in_another_style_is_one_fault_with_its_cure(style, first):
    lines = grouped.lines(read(restyled(style)).faults)
    assert len(lines) == 2  # one a column
    assert all(
        "times as in row" in line and first in line and "format it there as YYYY-MM-DD" in line for line in lines
    )


def test_a_single_date_is_told_with_the_two_days_that_it_can_mean():
    held = rows()
    place = held[0].index("period_start")
    held[1][place] = "03/04/2022"
    (fault,) = read(held).faults
    assert fault.cure == "Write 2022-03-04 or 2022-04-03, whichever it is"


def test_many_faults_of_a_kind_are_said_to_be_of_one(monkeypatch, capsys):
    faults = read(restyled("{day}/{month}/{year}")).faults
    held = checked.Checked({}, faults, [], [], [], [])
    monkeypatch.setattr(editing.checked, "check", lambda *_: held)
    assert editing.check_data() == 1
    assert f"{len(faults):,} faults of 2 kinds in data/." in capsys.readouterr().err


def test_a_column_that_is_gone_is_told_with_its_cells():
    place = rows()[0].index("scope")
    (fault,) = read([row[:place] + row[place + 1 :] for row in rows()]).faults
    assert (fault.file, fault.column) == (f"{FIGURES}.csv", "scope")
    assert "and its cells with it" in fault.problem and BACK in fault.cure


def test_a_column_that_lost_its_name_alone_gets_it_again():
    held = rows()
    held[0][held[0].index("scope")] = ""
    named, nameless = sorted(read(held).faults, key=lambda fault: fault.column != "scope")
    assert "Write its name above its cells again" in named.cure and "git" not in named.cure
    assert "cells more" in nameless.problem  # once, not a cell


def test_a_column_that_was_added_is_not_taken_for_another_order():
    held = read([row[:3] + ["mine" if n == 0 else "x"] + row[3:] for n, row in enumerate(rows())])
    (fault,) = held.faults
    assert fault.column == "mine" and "not a column of the table" in fault.problem
    assert fault.cure == "Remove it, or write what it says in the column note"
    assert not any("another order" in repair.problem for repair in held.repairs)


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("reported_figures.xlsx", "CSV UTF-8 (comma separated), under the name data/reported_figures.csv;"),
        ("Sources (new).ods", "under the name data/sources.csv;"),
        ("mine.xlsx", "under the name data/reported_figures.csv, or the table"),
        ("tasks-copy.csv", "put it in the place of the table"),
    ],
)
def test_a_workbook_is_to_be_saved_under_the_name_of_its_table(name, cure, data_folder):
    (data_folder / name).write_bytes(b"x")
    (fault,) = tables.strangers(data_folder)
    assert fault.file == name and cure in fault.cure


def test_rows_that_point_to_a_row_that_is_gone_say_how_it_comes_back(raw, sound):
    key = "jiangsu-cctv-y2023-1-dangers-removed"
    table = raw[FIGURES]
    kept = [n for n, row in enumerate(table.rows) if row[0] != key]
    table.rows[:], table.numbers[:] = [table.rows[n] for n in kept], [table.numbers[n] for n in kept]
    (fault,) = validate.faults(raw, lambda: accepted.lost(raw, [sound]))
    assert fault.file.startswith("coding/") and "its row is gone" in fault.problem
    assert fault.cure.startswith("Put the row back: undo, or git checkout data/") and "mean" not in fault.cure


def test_rows_that_point_to_a_row_that_was_renamed_say_its_new_name(raw, sound):
    row = next(row for row in raw[FIGURES].rows if row[0] == "sc22-disputes-resolved")
    row[0] = "sc22-disputes-settled"
    found = validate.faults(raw, lambda: accepted.lost(raw, [sound]))
    assert found and all("is named 'sc22-disputes-settled' now" in fault.problem for fault in found)
