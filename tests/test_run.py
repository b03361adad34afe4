"""The door: what run.py does before the package is there, and how a command says that it cannot."""

import os
import subprocess
import sys

import pytest
from campaigns import cli, project
from campaigns.rerun.incremental import Busy


def test_help_needs_no_package(tmp_path):
    """Nor an environment: it runs on the bare interpreter, from a folder where nothing was installed."""
    (tmp_path / "run.py").write_bytes((project.ROOT / "run.py").read_bytes())
    os.symlink(project.ROOT / "notebooks", tmp_path / "notebooks")
    os.symlink(project.ROOT / "data", tmp_path / "data")
    for words in (["--help"], ["test", "--help"], ["report", "-h"]):
        done = subprocess.run([sys.executable, "-S", "run.py", *words], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0 and "usage: run.py" in done.stdout and not done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("problem", "ends", "words"),
    [
        (Busy("Wait."), SystemExit, "Wait.\n"),
        (OSError(28, "No space left", "a.csv"), SystemExit, f"a.csv: No space left. Stopped: {cli.LEFT}\n"),
        (ZeroDivisionError(), ZeroDivisionError, ""),  # a fault of the program keeps its traceback
    ],
)
def test_what_a_user_can_mend_is_said_in_words_and_nothing_else(monkeypatch, capsys, problem, ends, words):
    def fail():
        raise problem

    monkeypatch.setitem(cli.COMMANDS, "check", ("", fail))
    with pytest.raises(ends):
        cli.main(["check"])
    assert capsys.readouterr().err == words
