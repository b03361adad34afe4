"""The prose of a document: the project's findings, and what the author says with numbers of the charts in it.

A finding that differs from today's in its numbers alone is an older one. One that differs in words too may be the
author's, and is said to be so. Of other sentences the numbers are told that are values of an earlier day, or of no row;
a sentence is quoted as it stands in the document.
"""

import re

from campaigns.documents.audit import parts
from campaigns.documents.audit.held import LABEL, Row, Words, folded
from campaigns.documents.audit.own_words import findings, numbers_of_ours
from campaigns.documents.audit.traces import counts, values, without_numbers
from campaigns.documents.audit.verdict import OUTDATED, UNSURE, Verdict

_LONGEST = 240  # characters of a sentence that are quoted
_SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+(?=\W?[A-Z\d\u3400-\u9fff])|(?<=[。！？])")
_FIGURE_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_ALIKE = 0.8  # share of words from which a paragraph is a finding, perhaps edited


class Prose:
    """Judges what no other Verdict speaks for. texts: the Texts of the document, told: the Verdicts so far."""

    def __init__(self, texts, told):
        self.texts, self.charts = texts, texts.today.charts
        self.names = list(dict.fromkeys(verdict.name for verdict in told if verdict.name in self.charts))
        self.spoken_for = {id(verdict.item) for verdict in told}
        first = {name[:2]: name for name in reversed(self.names)}
        self.findings = [(first[stem[:2]], said) for stem, said in findings() if stem[:2] in first]
        sayings = ["\n".join([one.long_alt, *(c[3] for c in one.claims)]) for one in map(self.charts.get, self.names)]
        self.now = set().union(*map(values, sayings))
        self.nouns = {count.noun for text in sayings for count in counts(text) if len(count.noun) > 3}
        self.lines = {name: list(dict.fromkeys(texts.old.get(name, ()))) for name in self.names}
        self.old = {name: _moved(lines, self.now) for name, lines in self.lines.items()}

    def judge(self):
        """The Verdicts, in reading order; an item has one at most of each state."""
        for n, item in enumerate(self.texts.items if self.names else ()):
            if isinstance(item, Words) and item.kind == "page":
                yield from self._numbers(item, item.text.split("\n"), strange=False)
            elif id(item) in self.spoken_for or self.texts.found[n]:
                continue
            elif isinstance(item, Row):
                ours = any(_FIGURE_ID.fullmatch(cell.strip()) for cell in item.cells)
                yield from self._numbers(item, () if ours else item.cells, strange=False)
            elif isinstance(item, Words) and item.kind == "text" and not self._is_said_today(item.text):
                told = self._finding(item) or self._row(item)
                yield from [told] if told else self._numbers(item, [item.text])

    def _is_said_today(self, text):
        """Whether a paragraph is what the charts or the findings say, word by word, and not the author's."""
        said = [one for _, one in self.findings]
        return any(parts.holds(text, one) and len(text) < len(one) + 4 for one in said) or any(
            parts.holds(chart.long_alt, text)
            or any(parts.holds(text, one) or parts.older(one, [text]) for one in parts.said(chart).values())
            for chart in map(self.charts.get, self.names)
        )

    def _finding(self, item):
        """The Verdict of a paragraph that is a finding of ours as it was, or as somebody edited it; or None."""
        like, name, said = max(
            ((parts.likeness(said, item.text), name, said) for name, said in self.findings), default=(0, "", "")
        )
        if like < _ALIKE:
            return None
        state = OUTDATED if without_numbers(item.text) == without_numbers(said) else UNSURE
        edited = "" if state == OUTDATED else "edited, or of another version: "
        return Verdict(name, state, "finding", item.place, (f"{edited}{folded(item.text)} -> {said}",), item)

    def _row(self, item):
        """The Verdict of a paragraph that is a row of a chart as it was, such as a line of its long description."""
        name, line = self._told_before(item.text) if len(item.text) > 12 else (None, None)
        return Verdict(name, OUTDATED, "description", item.place, (line,), item) if name else None

    def _told_before(self, text):
        """(chart, line "old -> new") of what a chart said before; (None, None) for other words."""
        text = LABEL.sub("", text).lstrip(".：: \u3000")
        pairs = ((name, line) for name, lines in self.lines.items() for line in lines)
        return next((pair for pair in pairs if parts.holds(pair[1].partition(" -> ")[0], text)), (None, None))

    def _numbers(self, item, texts, strange=True):
        """Verdicts of an item: on the old numbers in its texts, and (strange) on those that are in no row."""
        old, unknown, names = [], [], []
        for sentence in [one for text in texts for one in _SENTENCE.split(text)]:
            found = [count for count in counts(sentence) if count.value not in self.now]
            if not found or not strange and self._told_before(sentence)[0]:
                continue
            ours = numbers_of_ours(item.text, self.texts.today.charts.values()) if strange else set()
            was = {count: name for count in found if (name := self._owner(count))}
            names += was.values()
            told = [f"{count.printed}{self.old[name][count.value]}" for count, name in was.items()]
            old += [f"“{_cut(sentence)}”: {'; '.join(dict.fromkeys(told))}"] if told else []
            lost = [c.printed for c in found if c not in was and c.noun in self.nouns and c.digits not in ours]
            unknown += [f"“{_cut(sentence)}”: {'; '.join(dict.fromkeys(lost))}"] if lost and strange else []
        if old:
            yield Verdict(names[0], OUTDATED, "number", item.place, tuple(old), item)
        if unknown:
            yield Verdict("", UNSURE, "number", item.place, tuple(unknown), item)

    def _owner(self, count):
        """The chart in which a number stood before, or None."""
        return next((name for name, moved in self.old.items() if count.value in moved), None)


def _moved(lines, now):
    """{value that is no longer told: ", now NUMBER", or "" where it is not plain which} of lines "old -> new"."""
    moved = {}
    for line in lines:
        was, _, new = line.partition(" -> ")
        gone = dict.fromkeys(c.value for c in counts(was) if c.value not in values(new) | now)
        come = {count.value: f", now {count.printed}" for count in counts(new) if count.value not in values(was)}
        if len(gone) == len(come):  # each in its place
            gone = dict(zip(gone, come.values(), strict=True))
        moved |= {value: moved.get(value) or told or "" for value, told in gone.items()}
    return moved


def _cut(sentence):
    """A sentence as it stands, a very long one cut."""
    text = folded(sentence)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
