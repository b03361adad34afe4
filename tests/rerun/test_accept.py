"""What looks like damage stops a run until the editor says that it is meant; tidy is a run of its own."""

import csv
import io

import pytest
from campaigns.record import schema
from filelock import FileLock


def sort_alone(tiny, file, column):
    """Sort one column of a table by itself, as a spreadsheet does if only that column was marked."""
    path = tiny.folder / "data" / file
    header, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    place = header.index(column)
    for row, cell in zip(rows, sorted(row[place] for row in rows), strict=True):
        row[place] = cell
    path.write_text(schema.written(header, rows), "utf-8-sig")


@pytest.mark.slow
def test_a_column_sorted_alone_is_refused_until_it_is_accepted(tiny):
    before = tiny.files()
    sort_alone(tiny, "tasks.csv", "task")
    for command in ((), ("check",), ("tidy",)):
        told = tiny.run(*command, code=1)
        assert "tasks.csv, column task: no longer fits its rows" in told and "run.py --accept" in told
        assert "Nothing was changed." in told and tiny.files() == before and not tiny.litter()
    assert "--accept goes with" in tiny.run("--accept", "check", code=2)
    assert "Done in" in tiny.run("--accept")
    assert "data/ is sound" in tiny.run("check"), "what was accepted is asked again"


@pytest.mark.slow
def test_after_a_spreadsheet_saved_tidy_is_offered_and_leaves_the_edit_alone(tiny):
    path = tiny.folder / "data" / "tasks.csv"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"\n", b"\r\n"))
    assert "tasks.csv: as a spreadsheet saved it; python3 run.py tidy" in tiny.run()
    assert path.read_bytes() != kept, "written without being asked"
    assert "tasks.csv is tidy now" in tiny.run("tidy")
    assert path.read_bytes() == kept
    with FileLock(tiny.folder / ".cache" / "lock"):
        assert "Another run.py is at work" in tiny.run("tidy", code=1)


def test_a_broken_declaration_stops_every_command_with_its_cure(tiny):
    tiny.edit('"resources"', '"resources', file="data/datapackage.json")
    for command in ((), ("check",), ("tidy",)):
        told = tiny.run(*command, code=1)
        assert told.startswith("datapackage.json: line") and "git checkout" in told and "Traceback" not in told
