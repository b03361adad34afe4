"""Where the project's things lie, and how a file is written: whole or not at all."""

import hashlib
import os
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("CAMPAIGNS_DATA") or ROOT / "data")
NOTEBOOKS = ROOT / "notebooks"
#: What was last built, and the tables that it was built of; no part of the project.
CACHE = Path(os.environ.get("CAMPAIGNS_CACHE") or ROOT / ".cache")


def figures():
    """Where charts go: figures/, or the folder that the environment variable CAMPAIGNS_FIGURES names."""
    return Path(os.environ.get("CAMPAIGNS_FIGURES") or ROOT / "figures")


def notebooks():
    """The paths of the notebooks in the order of their names."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def environment():
    """The environment of a process that is to find the package."""
    return {**os.environ, "PYTHONPATH": str(NOTEBOOKS)}


def digest(content):
    """Sixteen hex digits of bytes."""
    return hashlib.sha256(content).hexdigest()[:16]


def write(path, content):
    """Write bytes as a whole or not at all; returns whether the file changed. OSError, which names it, leaves it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_bytes() == content:
        return False
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as problem:  # a full disk names no file
        raise OSError(problem.errno, problem.strerror, str(path)) from None
    finally:
        with suppress(OSError):  # what could not be written here cannot be removed here
            part.unlink(missing_ok=True)
    return True


@cache
def work():
    """How the whole work is cited: the plain keys of CITATION.cff."""
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    return {key: value.strip('"') for key, value in re.findall(r"^([a-z-]+): (\S.*)$", text, re.MULTILINE)}
