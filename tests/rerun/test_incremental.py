"""Edit, rerun: only what an edit can change runs again, and the result is that of a full run."""

import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys

import pytest
from campaigns import project
from campaigns.claims import needs
from campaigns.record import schema, tables, validate
from campaigns.rerun import change_report
from plain import shown

NOTEBOOKS = sorted((project.ROOT / "notebooks").glob("*.ipynb"))
SOME = ("02_households_visited", "03_police_deployed", "06_changes_and_shares")


class Project:
    """A small copy of the project, driven by its commands."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("data", "notebooks/campaigns"):
            shutil.copytree(project.ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in SOME:
            shutil.copy(project.ROOT / "notebooks" / f"{name}.ipynb", folder / "notebooks")
        for name in ("requirements.txt", "pyproject.toml", "CITATION.cff"):
            shutil.copy(project.ROOT / name, folder)

    def run(self, *arguments, code=0, **more):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("CAMPAIGNS_")}
        environment = {**clean, "PYTHONPATH": str(self.folder / "notebooks"), **more}
        command = [sys.executable, "-m", "campaigns", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def files(self):
        """Every notebook and chart, byte for byte."""
        paths = [*self.folder.glob("notebooks/*.ipynb"), *self.folder.glob("figures/[0-9]*")]
        return {path.name: path.read_bytes() for path in paths}

    def edit(self, old, new, file="data/reported_figures.csv"):
        path = self.folder / file
        text = path.read_text("utf-8-sig")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8-sig")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("project"))
    project.run()
    return project


@pytest.fixture
def project(built):
    """The built project; edits are undone afterwards."""
    kept = built.folder.with_name("kept")
    shutil.copytree(built.folder, kept)
    yield built
    shutil.rmtree(built.folder)
    kept.rename(built.folder)


@pytest.mark.slow
def test_nothing_to_do_does_nothing(project):
    before = project.files()
    assert "Nothing to do: 3 notebooks" in project.run()
    assert project.files() == before


@pytest.mark.slow
def test_an_edit_reruns_what_it_can_change_and_equals_a_full_run(project):
    before = project.files()
    project.edit(
        '"168,000 police forces",168000,person_times,unhedged,168000,168000',
        '"169,000 police forces",169000,person_times,unhedged,169000,169000',
    )
    told = project.run()
    assert "Running 1 of 3" in told and "ran 03_police_deployed.ipynb" in told
    assert (
        "value '168000' -> '169000'" in told
        and "was: sc22-police-deployed | hollow dot at 168000 | 168,000 person-times" in told
    )
    assert "now: sc22-police-deployed | hollow dot at 169000 | 169,000 person-times" in told
    partly = project.files()
    moved = {name for name in partly if partly[name] != before[name]}
    assert all(name.startswith("03_") for name in moved) and "03_police_deployed_claims.svg" in moved
    project.run("all")
    assert project.files() == partly
    page = (project.folder / "figures" / "CHANGES.html").read_text("utf-8")
    assert "<h1>" in page


@pytest.mark.slow
def test_a_fault_stops_before_anything_is_written(project):
    before = project.files()
    project.edit(",60000,people_or_person_times", ",66000,people_or_person_times")
    told = project.run(code=1)
    assert re.search(r"row \d+, gz22-school-police, column value: .*Write 60000", told)
    assert project.files() == before


@pytest.mark.slow
def test_a_failing_finding_leaves_notebook_and_charts_as_they_were(project):
    before = project.files()
    project.edit(
        '"more than 60,000 police personnel",60000,people_or_person_times',
        '"more than 60,000 police personnel",60000,people',
    )
    path = project.folder / "notebooks" / "03_police_deployed.ipynb"
    source = json.loads(path.read_text("utf-8"))
    source["cells"][-2]["source"] = ["assert False, 'this finding does not hold'"]
    path.write_text(json.dumps(source), "utf-8")
    edited = path.read_bytes()
    told = project.run(code=1)
    assert "this finding does not hold" in told and "left as they were" in told
    after = project.files()
    assert after.pop(path.name) == edited
    assert {name: content for name, content in before.items() if name != path.name} == after


@pytest.mark.slow
def test_a_chart_that_was_lost_is_made_again(project):
    before = project.files()
    (project.folder / "figures" / "03_police_deployed_claims.svg").unlink()
    (project.folder / "figures" / "99_old_chart.svg").write_text("no notebook makes it")
    project.run()
    assert project.files() == before


@pytest.mark.slow
def test_two_runs_at_once(project):
    from filelock import FileLock

    with FileLock(project.folder / ".cache" / "lock"):
        assert "Another run.py is at work" in project.run("all", code=1)


@pytest.mark.slow
def test_tables_that_a_spreadsheet_saved_otherwise_are_read_and_tidied(project):
    path = project.folder / "data" / "reported_figures.csv"
    tidy = path.read_bytes()
    rows = list(csv.reader(io.StringIO(tidy.decode("utf-8-sig"))))
    other = io.StringIO()
    csv.writer(other, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    path.write_bytes(other.getvalue().encode("utf-8"))
    before = project.files()
    project.run()
    assert project.files() == before
    project.run("tidy")
    assert path.read_bytes() == tidy


STRANGE = '<script>alert(1)</script> =HYPERLINK("x") $x$ 100% & "quoted" \U0001f600 \u0645\u0631\u062d\u0628\u0627'


@pytest.mark.slow
def test_text_is_only_text(project):
    doubled = STRANGE.replace('"', '""')
    project.edit("Huaxiba Police Station, Chengdu", doubled.replace(",", ""), "data/areas.csv")
    project.edit("Change in incidents reported", "=1+1", "data/metrics.csv")
    project.run()
    svg = (project.folder / "figures" / "06_changes_and_shares_changes.svg").read_text("utf-8")
    assert "<script" not in svg and "[U+1F600]" in svg and "$x$" in svg
    page = (project.folder / "notebooks" / "06_changes_and_shares.ipynb").read_text("utf-8")
    html = "".join(
        "".join(o["data"].get("text/html", ""))
        for c in json.loads(page)["cells"]
        for o in c.get("outputs", [])
        if "data" in o
    )
    assert "<script" not in html and "&lt;script" in html and "tex2jax_ignore" in html


def test_what_a_spreadsheet_did_to_a_token_is_no_change(data_folder):
    before, ledger = change_report.Snapshot.take([], data_folder), data_folder / "numerals.csv"
    text = ledger.read_text("utf-8-sig")
    assert ',"870,000",' in text
    ledger.write_text(text.replace(',"870,000",', ",870000,"), "utf-8-sig")
    assert change_report.row_changes(before.tables, change_report.Snapshot.take([], data_folder).tables) == []
    ledger.write_text(text.replace(',"870,000",', ",970000,"), "utf-8-sig")
    assert len(change_report.row_changes(before.tables, change_report.Snapshot.take([], data_folder).tables)) > 0


# ---- any edit: what is not rerun would have come out the same ----


def edits(data_folder, seed):
    """One random valid edit of the tables on disk, in words; None if the draw came to nothing."""
    draw = random.Random(seed)
    name = draw.choice(["reported_figures"] * 4 + ["campaigns", "metrics", "areas", "sources", "reference", "tasks"])
    table = tables.read(name, data_folder)
    row, column = draw.choice(table.rows), table.header.index
    if name == "reported_figures":
        told = _edit_figure(draw, row, column, table)
    elif name == "reference":
        row[column("value")] = str(round(float(row[column("value")]) * 1.01))
        told = f"value of {row[0]}"
    else:
        field = draw.choice(
            {
                "campaigns": ["name_en", "name_zh"],
                "metrics": ["name_en"],
                "areas": ["name_en"],
                "sources": ["publisher", "note"],
                "tasks": ["task"],
            }[name]
        )
        row[column(field)] += " anew"
        told = f"{field} of {row[0]}"
    text = schema.written(table.header, table.rows)
    (data_folder / f"{name}.csv").write_text(text, "utf-8-sig")
    return told


def _edit_figure(draw, row, column, table):
    """Another number in print, value and bounds, also where the claim is told again; or another note."""
    token = re.search(r"\d[\d,]*", row[column("printed")])
    if row[column("reading")] != "as_printed" or not token or draw.random() < 0.3:
        row[column("note")] += " Looked at again."
        return f"note of {row[0]}"
    number = int(token[0].replace(",", ""))
    other = max(1, round(number * draw.choice([0.5, 0.9, 1.1])))
    ids = {row[0], row[column("same_as")]} - {""}
    for line in table.rows:
        if line[0] in ids or line[column("same_as")] in ids:
            line[column("printed")] = line[column("printed")].replace(
                token[0], f"{other:,}" if "," in token[0] else str(other)
            )
            for name in ("value", "low", "high"):
                at = column(name)
                line[at] = line[at].replace(str(number), str(other)) if line[at] else ""
    return f"number of {row[0]}"


@pytest.fixture(scope="module")
def unedited(tmp_path_factory):
    """What the notebooks show of the data as they are, and the needs that they note: {name: texts}, {name: lines}."""
    folder = tmp_path_factory.mktemp("needs")
    before = shown(NOTEBOOKS, project.DATA, folder)
    return before, {p.name: (folder / f"{p.name}.jsonl").read_text("utf-8").splitlines() for p in NOTEBOOKS}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(int(os.environ.get("CAMPAIGNS_EDITS", "5"))))
def test_what_an_edit_does_not_rerun_would_not_change(unedited, data_folder, seed):
    before, noted = unedited
    told = edits(data_folder, seed)
    if validate.faults(tables.read_all(data_folder)):
        pytest.skip(f"the draw was no valid edit ({told})")
    data = validate.load(data_folder)
    changed = {
        name
        for name, lines in noted.items()
        if any(needs.current(data, kind, key) != digest for kind, key, digest in map(json.loads, lines))
    }
    after = shown(NOTEBOOKS, data_folder)
    moved = {name for name in after if after[name] != before[name]}
    assert moved <= changed, f"{told}: {moved - changed} would be left stale"


@pytest.mark.slow
def test_watch_redraws_when_a_table_is_saved(project):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("CAMPAIGNS_")}
    environment = {**clean, "PYTHONPATH": str(project.folder / "notebooks"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "campaigns", "watch"]
    before = project.files()
    command = ["timeout", "120", *command] if shutil.which("timeout") else command
    with subprocess.Popen(command, cwd=project.folder, env=environment, stdout=subprocess.PIPE, text=True) as watching:
        try:
            assert any("Nothing to do" in line for line in watching.stdout)
            project.edit("Zhaohua Police Station, Guangyuan", "Zhaohua Station, Guangyuan", "data/areas.csv")
            assert any("Row changed: areas.csv" in line for line in watching.stdout)
            assert any(line.startswith("Done in") for line in watching.stdout)
        finally:
            watching.terminate()
    assert project.files()["06_changes_and_shares_shares.svg"] != before["06_changes_and_shares_shares.svg"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "red"),
    [
        ("hollow dot at 168000", "full dot at 168000", True),  # a mark
        ("at 168000 |", "at 186000 |", True),  # a value
        ("| 168,000 person-times", "| 168,000 people", True),  # a label
        ("iVBORw0KGgo", "iVBORw0KGgp", False),  # only the picture's bytes
    ],
)
def test_nbval_compares_what_was_drawn_and_not_its_bytes(project, old, new, red):
    shutil.copy(project.ROOT / "conftest.py", project.folder)
    path = project.folder / "notebooks" / "03_police_deployed.ipynb"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(project.folder / "notebooks")}
    command = [sys.executable, "-m", "pytest", "-q", str(path)]
    done = subprocess.run(command, cwd=project.folder, env=environment, capture_output=True, text=True)
    assert done.returncode == (1 if red else 0), done.stdout
    if red:
        assert "stored: " in done.stdout and new in done.stdout and "now:    " in done.stdout
