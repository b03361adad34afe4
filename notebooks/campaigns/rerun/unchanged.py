"""Whether any file changed since the last sound run, told without loading what checks and runs.

A run that ended well, with nothing left to do, notes the digest of every file that it read or made, and the Python and
packages that it ran on. While all of them hold, check and notebooks would come out as they did.
"""

import contextlib
import json
import os
import sys
import time

from campaigns import project

STAMP = "sound.json"  # in .cache/
_ALONE = ("README.md", "CITATION.cff", "requirements.txt")
_WRITTEN = {"README.md", "data/README.md"}  # by a run, from the tables
_NOT_OURS = {"__pycache__", ".ipynb_checkpoints"}


def said():
    """What to say if nothing changed since the last sound run, as lines; None if anything did, or nobody can tell."""
    try:
        held = json.loads((project.CACHE / STAMP).read_bytes())
        same = held["read"] == read() and held["made"] == made(held["made"]["charts"])
        return [f"Nothing changed since {held['when']}, when this was found:", *held["said"]] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(read_before, made_now, lines):
    """Note the files of a sound run that left nothing to do, unless one that it read is no longer as it was before.

    read_before: read() as the run began. made_now: made() before it was known that nothing is left to do. lines: what
    the run said.
    """
    read_now = read()
    if read_before is None or read_now is None or _not_written(read_now) != _not_written(read_before):
        return
    held = {"read": read_now, "made": made_now, "when": time.strftime("%d %b %Y, %H:%M"), "said": lines}
    with contextlib.suppress(OSError):  # then the next run takes the long way
        project.write(project.CACHE / STAMP, json.dumps(held).encode())


def read():
    """{name: digest} of what a run reads and does not make: tables, code, pins, Python, installed packages.

    None if a file cannot be read, or a folder is a link.
    """
    try:
        found = _of_folder("data", project.DATA)
        found |= {n: d for n, d in _of_folder("notebooks", project.NOTEBOOKS).items() if not n.endswith(".ipynb")}
        found |= {name: _of_file(project.ROOT / name) for name in _ALONE}
        folders = [folder for folder in sys.path if os.path.basename(folder) in ("site-packages", "dist-packages")]
        packages = [name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info")]
    except OSError:
        return None
    return found | {"python": sys.version, "packages": sorted(packages)}


def _not_written(found):
    return {name: digest for name, digest in found.items() if name not in _WRITTEN}


def made(charts):
    """{name: digest} of what a run makes: notebooks, files in figures/ by these names, what is remembered.

    Raises OSError.
    """
    found = {n: d for n, d in _of_folder("notebooks", project.NOTEBOOKS).items() if n.endswith(".ipynb")}
    found |= _of_folder(".cache", project.CACHE, {"album"})
    for own in (STAMP, "lock"):
        found.pop(f".cache/{own}", None)
    unfinished = (project.figures() / ".part").exists()  # a run that was killed left it
    return found | {"charts": {name: _of_file(project.figures() / name) for name in charts}, "unfinished": unfinished}


def _of_folder(label, folder, beside=frozenset()):
    """{label/path: digest} of all files, but for folders that no run reads (beside: more of them)."""
    found = {}
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in _NOT_OURS | beside]
        linked = [name for name in folders if os.path.islink(os.path.join(here, name))]
        if linked:
            raise OSError(f"{linked[0]} is a link: what stands in it is not looked at")
        for name in files:
            path = os.path.join(here, name)
            found[f"{label}/{os.path.relpath(path, folder)}"] = _of_file(path)
    return found


def _of_file(path):
    """The digest of a file; "" where none is, or what is there is no file."""
    if not os.path.isfile(path):
        return ""
    with open(path, "rb") as file:
        return project.digest(file.read())
