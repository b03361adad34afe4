"""The whole check of data/ in one go: files, tables, departures from what was accepted, warnings; and tidying."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from campaigns import project
from campaigns.record import accepted, grouped, plausible, schema, tables, validate
from campaigns.record.departures import reminders as reminders_since
from campaigns.record.spreadsheet import tidied


@dataclass(frozen=True)
class Checked:
    """What a check found.

    raw: {name: Table}. unread: Faults of files and cells that cannot be read. departures: Faults of tables that depart
    from every accepted state. faults: Faults of the rules. warnings, reminders: sentences that stop nothing.
    """

    raw: dict
    unread: list
    departures: list
    faults: list
    warnings: list
    reminders: list

    @property
    def sound(self):
        return not (self.unread or self.departures or self.faults)

    def repairs(self):
        """Lines: what was read otherwise than written."""
        return grouped.lines([repair for table in self.raw.values() for repair in table.repairs])

    def look_again(self):
        """Lines: what was read otherwise than written, and what is sound and yet worth another look."""
        return [*self.repairs(), *(f"Look again: {line}" for line in (*self.warnings, *self.reminders))]

    def in_one_line(self):
        """That the tables are sound, and their size."""
        figures, sources = len(self.raw["reported_figures"].rows), len(self.raw["sources"].rows)
        return f"data/ is sound: {figures:,} reported figures from {sources:,} sources."

    def told(self):
        """Lines: every fault, the cause first. Rules broken by a column that was moved are counted, not told."""
        told = grouped.lines([*self.unread, *self.departures])
        if not self.departures:
            return told + grouped.lines(self.faults)
        if self.faults:
            n = len(self.faults)
            told.append(f"{n} fault{'s' * (n > 1)} more may follow from this, and will be told if any is left then.")
        return told


def check(accept=False, progress=lambda words: None):
    """Check data/; accept: what departs from the accepted states is meant. Raises BrokenDeclaration."""
    raw = tables.read_all(project.DATA, progress)
    unread = tables.strangers(project.DATA) + tables.torn_texts(project.DATA)
    unread += [fault for table in raw.values() for fault in table.faults]
    known = accepted.states(raw)
    lost = cache(lambda: accepted.lost(raw, known))
    departures = [] if accept else accepted.departures(raw, known)
    faults = [fault for fault in validate.faults(raw, lost) if fault not in unread]
    warnings, reminders = [], []
    if not unread and not departures and not faults:
        state = raw | known[0] if known else raw
        warnings = plausible.warnings(raw, state)
        reminders = reminders_since(raw, state, accepted.changes())
    return Checked(raw, unread, departures, faults, grouped.lines(warnings), reminders)


def untidy(raw):
    """{path: canonical bytes} of the tables whose files are in another form; links are followed."""
    found = {}
    for name, table in raw.items():
        path = Path(os.path.realpath(project.DATA / schema.place(name)))
        content = tidied(table.header, table.rows, name)
        if path.read_bytes() != content:
            found[path] = content
    return found
