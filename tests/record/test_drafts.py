"""Drafts come into the tables whole or not at all, and a report leaves them as it found them."""

import csv
import io
import os

import pytest
from campaigns import cli, project
from campaigns.record import drafts, scan, schema, tables, validate
from campaigns.record.spreadsheet import tidied
from example_reports import BOUNDS, examples

FIGURES = "reported_figures"


def held(folder):
    """Every byte of a folder, hidden files included."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def drafted(example, tmp_path, settled=True):
    folder = tmp_path / example.source_id
    scan.scan(example.file, folder, example.source_id)
    if settled:
        example.settle(folder)
    return folder


def rewrite(path, change):
    """Change the rows of a CSV, a list of dicts, in place."""
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    changed = list(rows)
    change(changed)
    path.write_text(schema.written(rows.fieldnames, [list(row.values()) for row in changed]), "utf-8-sig", newline="")


@pytest.mark.slow
def test_three_reports_come_in_canonical_form_and_go_again_leaving_every_byte(data_folder, tmp_path):
    before = held(data_folder)
    for example in examples():
        added, _ = drafts.add(drafted(example, tmp_path), data_folder)
        assert added["sources"] == 1 and added[FIGURES] > 5
    raw = tables.read_all(data_folder)
    assert validate.faults(raw) == []
    for name, table in raw.items():
        assert (data_folder / schema.place(name)).read_bytes() == tidied(table.header, table.rows, name)
    assert {example.source_id for example in examples()} <= {row["source_id"] for row in raw[FIGURES].records()}
    assert set(held(data_folder)) == set(before)
    for example in examples():
        drafts.take_out(example.source_id, data_folder)
    assert held(data_folder) == before


def refusal(folder, data_folder):
    """What add refuses the drafts with; nothing is changed."""
    before = held(data_folder)
    with pytest.raises(drafts.Refused) as refused:
        drafts.add(folder, data_folder)
    assert held(data_folder) == before
    return refused.value


def test_what_is_open_is_said_with_file_row_column_and_cure(data_folder, tmp_path):
    page, *_ = examples()
    folder = drafted(page, tmp_path, settled=False)
    told = refusal(folder, data_folder)
    places = {(fault.file, fault.row, fault.column) for fault in told.faults}
    rows, ledger, source = (str(folder / f"{name}.csv") for name in (FIGURES, "numerals", "sources"))
    assert {
        (rows, 2, "campaign_id"),
        (rows, 11, "area_id"),
        (ledger, 6, "disposition"),
        (source, 2, "claimant"),
    } <= places
    undecided = {(fault.file, fault.row): fault.problem for fault in told.faults if fault.column == "note"}
    assert list(undecided) == [(rows, 8), (rows, 9)]
    assert "decimal point" in undecided[rows, 8] and "announced" in undecided[rows, 9]
    assert all(fault.cure for fault in told.faults) and "rows 2 to 11" in str(told)


def test_of_a_note_with_an_open_sentence_the_rest_is_to_be_kept(data_folder, tmp_path):
    folder, how = drafted(BOUNDS, tmp_path), "Period: the end is the day of the report"
    cures = {}
    for note in (f"To decide: a fall? To decide: which unit?. {how}", "To decide: a fall?"):
        rewrite(folder / f"{FIGURES}.csv", lambda rows, note=note: rows[2].update(note=note))
        [cures[note]] = [fault.cure for fault in refusal(folder, data_folder).faults if fault.column == "note"]
    both, alone = cures.values()
    assert both.endswith(f"keep the rest, {how!r}") and "empty" not in both
    assert "or empty the cell" in alone and "keep" not in alone


@pytest.mark.parametrize(
    ("name", "row", "cells", "column"),
    [
        (FIGURES, 0, {"unit": ""}, "unit"),
        (FIGURES, 1, {"value": "901"}, "value"),
        (FIGURES, 2, {"note": "To decide: of how many?"}, "note"),
        (FIGURES, 3, {"metric_id": "no_such_metric"}, "metric_id"),
        (FIGURES, 4, {"figure_id": "gz22-households-visited"}, "figure_id"),
        (FIGURES, 5, {"value": "ninety"}, "value"),
        ("numerals", 3, {"disposition": ""}, "disposition"),
        ("campaigns", 0, {"from": "2023-13-01"}, "from"),
    ],
)
def test_one_cell_that_is_not_sound_keeps_all_out(data_folder, tmp_path, name, row, cells, column):
    folder = drafted(BOUNDS, tmp_path)
    rewrite(folder / f"{name}.csv", lambda rows: rows[row].update(cells))
    told = refusal(folder, data_folder)
    assert (str(folder / f"{name}.csv"), row + 2, column) in {(f.file, f.row, f.column) for f in told.faults}


def test_a_missing_line_of_the_ledger_keeps_all_out(data_folder, tmp_path):
    folder = drafted(BOUNDS, tmp_path)
    rewrite(folder / "numerals.csv", lambda rows: rows.pop(4))
    assert "not accounted for" in str(refusal(folder, data_folder))


@pytest.mark.parametrize("files", [{}, {"figures.csv": "a"}, {"sources.csv": ",".join(schema.fields("sources"))}])
def test_a_folder_without_drafts_is_refused(data_folder, tmp_path, files):
    (tmp_path / "empty").mkdir()
    for name, text in files.items():
        (tmp_path / "empty" / name).write_text(text)
    refusal(tmp_path / "empty", data_folder)


def test_a_write_that_fails_leaves_every_table_as_it_was(data_folder, tmp_path, monkeypatch):
    before, real, calls = held(data_folder), os.replace, []

    def failing(source, target):
        calls.append(target)
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(source, target)

    folder = drafted(BOUNDS, tmp_path)
    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(KeyboardInterrupt):
        drafts.add(folder, data_folder)
    assert len(calls) > 3 and held(data_folder) == before


def test_what_was_repaired_or_is_out_of_proportion_is_pointed_out(data_folder, tmp_path):
    folder = drafted(BOUNDS, tmp_path)

    def tenfold(rows):
        more = str(10**6 * int(rows[1]["value"]))
        rows[1] |= {"value": more, "high": more, "printed": f"up to {int(more):,} officers"}

        rows[5]["value"] = "97,2"

    rewrite(folder / f"{FIGURES}.csv", tenfold)
    _, told = drafts.add(folder, data_folder)
    assert (
        len(told) > 1
        and "read as '97.2'" in told[0]
        and all(one.startswith(f"{folder / FIGURES}.csv, row 3, ") for one in told[1:])
    )


def with_a_row_of_another_report(data_folder, tmp_path, cells):
    """The tables with the example's report, and with a row like one of its own in another report."""
    drafts.add(drafted(BOUNDS, tmp_path), data_folder)
    like = next(row for row in tables.read(FIGURES, data_folder).records() if row["figure_id"] == "elsewhere-2024-3")
    row = (
        like
        | {
            "figure_id": "wenshan-gongren-ribao-y2024-1-other",
            "source_id": "wenshan-gongren-ribao-y2024-1",
            "locator": "",
            "note": "Checked: a report of another place.",
        }
        | cells
    )
    rewrite(data_folder / f"{FIGURES}.csv", lambda rows: rows.append(row))
    assert validate.faults(tables.read_all(data_folder)) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"same_as": "elsewhere-2024-3"},
        {"area_id": "CN-HB"},
        {"part_of": "elsewhere-2024-3", "low": "", "note": "Checked: x"},
    ],
)
@pytest.mark.slow
def test_a_report_that_others_need_stays_and_they_are_listed(data_folder, tmp_path, cells):
    with_a_row_of_another_report(data_folder, tmp_path, cells)
    before = held(data_folder)
    with pytest.raises(drafts.Refused, match=f"{BOUNDS.source_id} is needed by") as refused:
        drafts.take_out(BOUNDS.source_id, data_folder)
    assert held(data_folder) == before
    last = len(tables.read(FIGURES, data_folder).rows) + 1
    due = (schema.place("campaigns"), "source_ids") if "area_id" in cells else (schema.place(FIGURES), [*cells][0])
    assert due in {(fault.file, fault.column) for fault in refused.value.faults}
    assert {fault.row for fault in refused.value.faults if fault.file == schema.place(FIGURES)} <= {last}


@pytest.mark.slow
def test_a_place_that_others_need_stays(data_folder, tmp_path):
    with_a_row_of_another_report(data_folder, tmp_path, {"campaign_id": "no-campaign"})
    gone = drafts.take_out(BOUNDS.source_id, data_folder)
    assert "areas" not in gone and gone["campaigns"] == 1
    assert validate.faults(tables.read_all(data_folder)) == []


def test_what_is_not_in_the_record_cannot_be_taken_out(data_folder):
    before = held(data_folder)
    with pytest.raises(drafts.Refused, match="no source_id"):
        drafts.take_out("nowhere-1900", data_folder)
    assert held(data_folder) == before


def test_the_command_wants_a_folder_or_a_report(capsys):
    for arguments in (["add"], ["add", "drafts", "--take-out", "gz-2022"]):
        with pytest.raises(SystemExit) as end:
            cli.main(arguments)
        assert end.value.code == 1 and "--take-out" in capsys.readouterr().err
    assert project.DATA.exists()
