"""That nothing changed is said fast, and never where any byte changed."""

import contextlib
import json
import os
import sys

import pytest
from campaigns import project
from campaigns.rerun import unchanged


@pytest.fixture
def here(tiny, monkeypatch):
    """The small project as this process's own."""
    monkeypatch.setattr(project, "ROOT", tiny.folder)
    for name, folder in (("DATA", "data"), ("NOTEBOOKS", "notebooks"), ("CACHE", ".cache")):
        monkeypatch.setattr(project, name, tiny.folder / folder)
    monkeypatch.setenv("CAMPAIGNS_FIGURES", str(tiny.folder / "figures"))
    return tiny.folder


@contextlib.contextmanager
def other(path, content):
    """A file with other content (None: gone), for a while."""
    kept = path.read_bytes() if path.exists() else None
    for now in (content, kept):
        path.unlink(missing_ok=True)
        if now is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(now)
        if now is content:
            yield


def test_any_byte_that_changes_is_noticed(here):
    assert unchanged.said()[-1].startswith("Nothing to do")
    files = [*here.glob("data/**/*.*"), *here.glob("notebooks/*.*"), *sorted(here.glob("notebooks/campaigns/**/*.py"))[::12],
             *here.glob("figures/0*.*"), here / "requirements.txt", here / "CITATION.cff", here / ".cache/built.json",
             here / ".cache/data/areas.csv"]  # fmt: skip
    for path in filter(os.path.isfile, files):
        held = path.read_bytes()
        middle = len(held) // 2
        for changed in (held[:middle] + bytes([held[middle] ^ 1]) + held[middle + 1 :] if held else b" ", None):
            with other(path, changed):
                assert unchanged.said() is None, path
    for new in ("data/a.csv", "notebooks/my_own.ipynb", "notebooks/more.py", "README.md", "figures/.part/01/a.svg"):
        with other(here / new, b"{}"):
            assert unchanged.said() is None, new
        if "part" in new:
            (here / new).parent.rmdir()
            (here / "figures/.part").rmdir()
    assert unchanged.said()


def test_another_python_or_package_is_noticed(here, monkeypatch, tmp_path):
    with monkeypatch.context() as now:
        now.setattr(sys, "version", "4.0")
        assert unchanged.said() is None
    (tmp_path / "site-packages" / "pandas-9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site-packages"))
    assert unchanged.said() is None


def test_a_linked_folder_is_never_called_unchanged(here):
    (here / "data" / "coding").rename(here / "coding")
    (here / "data" / "coding").symlink_to(here / "coding")
    assert unchanged.read() is None and unchanged.said() is None


def test_a_table_saved_while_the_run_lasts_is_not_noted(here):
    before, kept = unchanged.read(), json.loads((here / ".cache" / unchanged.STAMP).read_text("utf-8"))
    with other(here / "data" / "areas.csv", b"another"):
        unchanged.note(before, kept["made"], ["new"])
        assert unchanged.said() is None
    assert "new" not in unchanged.said()
    unchanged.note(before, kept["made"], ["new"])
    assert "new" in unchanged.said()


@pytest.mark.slow
def test_what_the_check_gave_to_look_at_is_said_again_and_nothing_heavy_is_loaded(tiny):
    tiny.correct()
    look = [line for line in tiny.run().splitlines() if line.startswith("Look again")]
    with tiny.start("-X", "importtime", "-m", "campaigns") as running:
        told = running.communicate()[0]
    assert "Nothing changed since" in told and "campaigns.rerun.unchanged" in told
    assert look and all(line in told for line in look)
    assert not any(name in told for name in ("pandas", "matplotlib", "campaigns.record", "argparse"))
    tiny.correct(back=True)
    assert "Running 1 of 2" in tiny.run()
