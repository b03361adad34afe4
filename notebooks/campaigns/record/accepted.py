"""The last accepted states of the tables, and what departs from all of them.

Accepted is what the last sound run of run.py drew, and what is committed in git. A departure is a change that damage
makes and an edit hardly: it is refused until the editor says that it is meant (run.py --accept).
"""

import io
import subprocess
import tarfile
from contextlib import suppress

from campaigns import project
from campaigns.record import schema
from campaigns.record.departures import compare
from campaigns.record.departures import departures as departures_between
from campaigns.record.spreadsheet import read_csv, with_whole_tokens


def states(raw):
    """The accepted states, of the last run and as committed: each {name: Table} of the tables that can be read."""
    found = []
    for files in (_of_the_last_run(), _committed()):
        state = {}
        for name in raw:
            file = schema.place(name)
            same = file in files and files[file] == _bytes(project.DATA / file)  # is not read again
            table = raw[name] if same else file in files and read_csv(files[file], name)
            if table and not table.faults:
                state[name] = table
        found += [with_whole_tokens(state)] if state else []
    return found


def _of_the_last_run():
    files = {file: _bytes(project.CACHE / "data" / file) for file in map(schema.place, schema.declaration())}
    return {file: content for file, content in files.items() if content is not None}


def _committed():
    """{file: bytes} of the folder of the tables in git's HEAD; none if it is in no repository."""
    command = ["git", "-C", str(project.DATA), "archive", "HEAD", "."]
    try:
        packed = io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError):
        return {}
    with tarfile.open(fileobj=packed) as tar:
        return {file.name.removeprefix("./"): tar.extractfile(file).read() for file in tar if file.isfile()}


def _bytes(path):
    with suppress(OSError):
        return path.read_bytes()


def departures(raw, known):
    """Faults of what departs from every one of the known states."""
    found = []
    for state in known:
        here = departures_between(raw, state, changes())
        files = {fault.file for fault in here}
        found = [fault for fault in found or here if fault.file in files]
        if not found:
            break
    return found


def lost(raw, known):
    """{table: {key: its new name, or "" where its row is gone}} of the keys that stood in an accepted state."""
    found = {}
    for state in known:
        for name, rows in compare(raw, state).items():
            found[name] = dict.fromkeys(rows.gone, "") | rows.renamed | found.get(name, {})
    return found


def changes():
    """The text of CHANGES.md, which says why numbers changed."""
    path = project.DATA / "CHANGES.md"
    return path.read_text("utf-8", "replace") if path.is_file() else ""
