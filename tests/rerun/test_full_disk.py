"""On a full disk: the state of before or, notebook by notebook, whole new ones; one sentence; the next run is clean."""

import os
import shutil
import subprocess
import sys

import pytest

LEFT = "what was finished is in place, whole; all else is as it was before."


def limited(tiny, most, *arguments):
    """What a command says if no file may grow over ``most`` bytes, and what it ends with."""
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); sys.argv = ['campaigns', *sys.argv[1:]]"
    code = f"import resource, runpy, sys; {limit}; runpy.run_module('campaigns', run_name='__main__')"
    with tiny.start("-c", code, *arguments) as running:
        return running.communicate()[0], running.returncode


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit on the size of files")
def test_what_cannot_be_written_is_said_in_a_sentence(tiny):
    """tidy writes whole tables, each one or not at all; check writes nothing."""
    small, large = (tiny.folder / "data" / f"{name}.csv" for name in ("tasks", "reported_figures"))
    kept = {path: path.read_bytes() for path in (small, large)}
    edited = {path: content.replace(b"\n", b"\r\n") for path, content in kept.items()}
    for path, content in edited.items():
        path.write_bytes(content)
    assert limited(tiny, 100_000, "check")[1] == 0
    said, code = limited(tiny, 100_000, "tidy")
    assert code == 1 and "Traceback" not in said and not tiny.litter()
    assert said.splitlines()[-1] == f"{large}: File too large. Stopped: {LEFT}"
    assert large.read_bytes() == edited[large] and small.read_bytes() in (kept[small], edited[small])
    tiny.run("tidy")
    assert {path: path.read_bytes() for path in kept} == kept


@pytest.fixture
def disk(tmp_path):
    """A disk of its own, of 16 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name != "posix" or os.geteuid():
        pytest.skip("only root may mount a disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(folder, left):
    """Leave so many bytes free."""
    held = os.statvfs(folder)
    (folder / "ballast").write_bytes(b"x" * max(0, held.f_bavail * held.f_frsize - left))


@pytest.mark.slow
def test_a_full_disk_leaves_whole_things_and_the_next_run_is_clean(tiny, disk):
    before = tiny.files()
    after_all = type(tiny)(shutil.copytree(tiny.folder, tiny.folder.with_name("after")))
    after_all.correct()
    after_all.run()
    after, ends = after_all.files(), set()
    tables = sum(-(-path.stat().st_size // 4096) * 4096 for path in tiny.folder.glob("data/**/*.csv"))
    for left in (0, tables // 2, *(tables + more * 1024 for more in (0, 12, 24, 36, 48, 72))):
        one = type(tiny)(shutil.copytree(tiny.folder, disk / "project"))
        one.correct()
        fill(disk, left)
        with one.start("-m", "campaigns") as running:
            said = running.communicate()[0]
        now, code = one.files(), running.returncode
        assert "Traceback" not in said and not one.litter(), said
        for name in ("01_visits", "02_police"):
            own = [{n: c for n, c in state.items() if n.startswith(name)} for state in (now, before, after)]
            assert own[0] in own[1:], f"{name} and its charts are a mixture with {left} bytes left"
        assert code == 0 or LEFT in said or "left as they were" in said, said
        ends.add((code, now == after))
        (disk / "ballast").unlink()
        one.run()
        assert one.files() == after and not one.litter()
        shutil.rmtree(disk / "project")
    assert (1, False) in ends, "the disk was never full"
