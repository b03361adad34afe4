"""The door: what run.py does before the package is there."""

import os
import subprocess
import sys

from campaigns import project


def test_help_needs_no_package(tmp_path):
    """Nor an environment: it runs on the bare interpreter, from a folder where nothing was installed."""
    (tmp_path / "run.py").write_bytes((project.ROOT / "run.py").read_bytes())
    os.symlink(project.ROOT / "notebooks", tmp_path / "notebooks")
    os.symlink(project.ROOT / "data", tmp_path / "data")
    for words in (["--help"], ["test", "--help"], ["report", "-h"]):
        done = subprocess.run([sys.executable, "-S", "run.py", *words], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0 and "usage: run.py" in done.stdout and not done.stderr
    assert not (tmp_path / ".venv").exists()
