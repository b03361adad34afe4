"""Files of data/ that are not what they were: file and cure, never a traceback; what was accepted, and tidying."""

import os
import shutil
import subprocess

import pytest
from campaigns import project
from campaigns.record import checked, grouped, schema, tables
from damaged_rows import alone
from test_damage import damaged, names


@pytest.fixture
def elsewhere(data_folder, monkeypatch):
    """The check at work on a copy of data/."""
    for module in (project, schema):
        monkeypatch.setattr(module, "DATA", data_folder)
    monkeypatch.setattr(project, "CACHE", data_folder / ".cache")
    schema.package.cache_clear(), schema.declaration.cache_clear()
    yield data_folder
    schema.package.cache_clear(), schema.declaration.cache_clear()


def folder(path):
    path.unlink()
    path.mkdir()


def loop(path):
    path.unlink()
    path.symlink_to(path.name)


FILES = [
    ("missing", "tasks.csv", os.unlink, "tasks.csv: the file is missing. Put it back"),
    ("a folder", "tasks.csv", folder, "tasks.csv: a folder stands in its place"),
    ("a link to itself", "tasks.csv", loop, "tasks.csv: it cannot be read (Too many levels of symbolic links)"),
    ("a copy of a browser", "tasks.csv", lambda p: shutil.copy(p, p.with_name("tasks (1).csv")), "tasks (1).csv: it is no table"),
    ("a copy of a coding", "coding/first_coding.csv", lambda p: shutil.copy(p, p.with_name("first_coding - Copy.csv")),
     "coding/first_coding - Copy.csv: it is no table"),
    ("a workbook beside", "tasks.csv", lambda p: p.with_suffix(".xlsx").write_bytes(b"PK"), "tasks.xlsx: it is no table"),
    ("a torn text", "CHANGES.md", lambda p: p.write_text("# C\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n"),
     "CHANGES.md: the file holds both sides of a merge conflict (lines 2, 6)"),
    ("another case", "tasks.csv", lambda p: p.rename(p.with_name("Tasks.CSV")), "the file is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "damage", "told"), FILES, ids=names(FILES))
def test_a_file_that_is_not_what_it_was(elsewhere, name, file, damage, told):
    damage(elsewhere / file)
    assert told in "\n".join(checked.check().told())


def test_a_file_that_may_not_be_read(elsewhere, monkeypatch):
    def locked(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr("pathlib.Path.read_bytes", locked)
    assert "it may not be read. Close the program that holds it" in str(tables.read("tasks", elsewhere).faults[0])


def test_what_programs_leave_beside_is_no_table(elsewhere):
    for name in (".~lock.tasks.csv#", "~$tasks.xlsx", ".tasks.csv.swp"):
        (elsewhere / name).write_text("x")
    assert tables.strangers(elsewhere) == []


DECLARATIONS = [
    ("a comma too many", lambda text: text.replace('"resources": [', '"resources": [,'), "line"),
    ("cut off", lambda text: text[:5000], "line"),
    ("a conflict", lambda text: "<<<<<<< HEAD\n" + text, "merge conflict"),
    ("no tables", lambda text: "{}", "declares the tables no more"),
    ("a list", lambda text: "[]", "declares the tables no more"),
    ("a table less", lambda text: text.replace('"name": "areas"', '"name": "regions"'), "declares no 'areas'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "damage", "told"), DECLARATIONS, ids=names(DECLARATIONS))
def test_a_broken_declaration_is_said_with_its_cure(elsewhere, name, damage, told):
    path = elsewhere / "datapackage.json"
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    with pytest.raises(schema.BrokenDeclaration, match="git checkout") as problem:
        checked.check()
    assert told in str(problem.value)


def test_a_missing_declaration_and_one_with_a_mark(elsewhere):
    path = elsewhere / "datapackage.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert checked.check().told() == []
    path.unlink()
    schema.package.cache_clear(), schema.declaration.cache_clear()
    with pytest.raises(schema.BrokenDeclaration, match="datapackage.json: No such file"):
        checked.check()


def test_tidy_follows_links_and_finds_the_tables_of_codings(elsewhere):
    real = elsewhere / ".kept" / "areas.csv"
    real.parent.mkdir()
    (elsewhere / "areas.csv").rename(real)
    (elsewhere / "areas.csv").symlink_to(real)
    kept = real.read_bytes(), (elsewhere / "coding/first_coding.csv").read_bytes()
    real.write_bytes(kept[0].replace(b"\n", b"\r\n"))
    (elsewhere / "coding/first_coding.csv").write_bytes(kept[1][3:])
    forms = checked.untidy(checked.check().raw)
    assert forms == {real: kept[0], elsewhere / "coding/first_coding.csv": kept[1]}


@pytest.mark.slow
def test_the_state_of_the_last_run_and_the_committed_one(elsewhere, sound):
    """A column sorted alone after a run is refused until the state that holds it is accepted."""
    shutil.copytree(elsewhere, elsewhere / ".cache" / "data", ignore=shutil.ignore_patterns(".cache"))
    assert checked.check().sound
    text = schema.written(sound["areas"].header, damaged(sound, "areas", alone("name_en"))["areas"].rows)
    (elsewhere / "areas.csv").write_text(text, "utf-8-sig")
    found = checked.check()
    assert [(fault.file, fault.column) for fault in found.departures] == [("areas.csv", "name_en")]
    assert "more may follow" in found.told()[-1] or not found.faults
    assert not checked.check(accept=True).departures
    git = ["git", "-C", str(elsewhere), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "areas.csv"], ["commit", "-q", "-m", "sorted"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    assert not checked.check().departures, "what came with a commit is accepted"


def test_faults_of_one_kind_are_one_line():
    found = [
        schema.Fault("a.csv", row, f"k{row}", "value", f"{row!r} is 'x{row}'", "Write it") for row in range(2, 1199)
    ]
    other = schema.Fault("a.csv", None, "", "", "the header is wrong", "Mend it")
    assert grouped.lines([*found, other]) == [
        "a.csv: the header is wrong. Mend it.",
        "a.csv, rows 2 to 1198, column value: 1,197 times as in row 2: 2 is 'x2'. Write it.",
    ]
