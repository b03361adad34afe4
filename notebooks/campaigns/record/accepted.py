"""The last accepted states of the tables, and what departs from all of them.

Accepted is what the last sound run of run.py drew, and what is committed in git. A departure is a change that damage
makes and an edit hardly: it is refused until the editor says that it is meant (run.py --accept).
"""

import subprocess
from pathlib import Path

from campaigns import project
from campaigns.record import schema, tables
from campaigns.record.departures import compare
from campaigns.record.departures import departures as departures_between
from campaigns.record.departures import reminders as reminders_between
from campaigns.record.spreadsheet import with_whole_tokens


def of_the_last_run(raw, folder=None):
    """{name: Table} of the last sound run, without tables that cannot be read; None if nothing was run here."""
    folder = Path(folder or project.CACHE / "data")
    return _state(raw, {name: _bytes(folder / schema.place(name)) for name in raw})


def committed(raw, folder=None):
    """{name: Table} as they are in git's HEAD; None where the folder of the tables is in no repository."""
    folder = folder or project.DATA
    names = list(raw)
    asked = "".join(f"HEAD:./{schema.place(name)}\n" for name in names)
    try:
        command = ["git", "-C", str(folder), "cat-file", "--batch"]
        done = subprocess.run(command, input=asked.encode(), capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    held, at = {}, 0
    for name in names:
        end = done.index(b"\n", at) + 1
        kind, at = done[at:end].split(), end
        if kind[1:2] == [b"blob"]:
            size = int(kind[2])
            held[name], at = done[at : at + size], at + size + 1
    return _state(raw, held)


def _bytes(path):
    try:
        return path.read_bytes()
    except OSError:
        return None


def _state(raw, held):
    """The Tables of bytes; those that are as they are now are not read again."""
    found = {}
    for name, content in held.items():
        if content is None:
            continue
        same = content == _bytes(project.DATA / schema.place(name))
        table = raw[name] if same else tables.parsed(content, name)
        if not table.faults:
            found[name] = table
    return with_whole_tokens(found) if found else None


def states(raw):
    """The accepted states, as an iterator: of the last run, then as committed; each {name: Table}."""
    yield from filter(None, (find(raw) for find in (of_the_last_run, committed)))


def departures(raw, known):
    """Faults of what departs from every state; known: an iterable of states, asked only as far as needed."""
    found = None
    for state in known:
        here = departures_between(raw, state, _changes())
        files = {fault.file for fault in here}
        found = here if found is None else [fault for fault in found if fault.file in files]
        if not found:
            return []
    return found or []


def lost(raw, known):
    """{table: {key: its new name, or "" where its row is gone}} of the keys that stood in an accepted state."""
    found = {}
    for state in known:
        for name, rows in compare(raw, state).items():
            found[name] = dict.fromkeys(rows.gone, "") | rows.renamed | found.get(name, {})
    return found


def reminders(raw, state):
    """Sentences on rows gone and numbers changed since a state without a line in CHANGES.md."""
    return reminders_between(raw, state, _changes())


def _changes():
    path = project.DATA / "CHANGES.md"
    return path.read_text("utf-8", "replace") if path.is_file() else ""
