"""The prose of a document: the project's findings, and what the author says with numbers of the charts in it.

A finding that differs from today's in its numbers alone is an older one. One that differs in words too may be the
author's, and is said to be so. Of other sentences the numbers are told that are values of an earlier day, or of no row,
or that the place which the sentence names does not claim; a sentence is quoted as it stands in the document.
"""

import re
from dataclasses import dataclass

from campaigns.documents.audit import parts
from campaigns.documents.audit.held import LABEL, Row, Words, folded, squeezed
from campaigns.documents.audit.own_words import findings, numbers_of_ours
from campaigns.documents.audit.places import Places, named
from campaigns.documents.audit.traces import Count, counts, values, without_numbers
from campaigns.documents.audit.verdict import OUTDATED, UNSURE, Verdict

_LONGEST = 240  # characters of a sentence that are quoted
_SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+(?=\W?[A-Z\d\u3400-\u9fff])|(?<=[。！？])")
_FIGURE_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_PERHAPS = "perhaps"  # of a number: it may be of an earlier day, or of another row than it seems
_AUTHORS = {"text", "caption", "title", "notes"}  # kinds of words that may be the author's own
_MOST = 3  # claims that are told beside a number which none of them bears out
_FULL = 0.7  # of a page's longest line: a line that has as much was broken for want of room
_ALIKE = 0.8  # share of words from which a paragraph is a finding, perhaps edited


class Prose:
    """Judges what no other Verdict speaks for. texts: the Texts of the document, told: the Verdicts so far."""

    def __init__(self, texts, told):
        self.texts, self.charts = texts, texts.today.charts
        self.names = list(dict.fromkeys(verdict.name for verdict in told if verdict.name in self.charts))
        self.spoken_for = {id(verdict.item) for verdict in told}
        first = {name[:2]: name for name in reversed(self.names)}
        self.findings = [(first[stem[:2]], said) for stem, said in findings(texts.today.language) if stem[:2] in first]
        sayings = ["\n".join([one.long_alt, *(c[3] for c in one.claims)]) for one in map(self.charts.get, self.names)]
        self.abouts = {squeezed(claim[1]) for name in self.names for claim in self.charts[name].claims}
        self.now = set().union(*map(values, sayings))
        self.places = Places({name: self.charts[name] for name in self.names})
        self.nouns = {count.noun for text in sayings for count in counts(text) if len(count.noun) > 3}
        self.nouns |= self.places.units()
        self.lines = {name: list(dict.fromkeys(texts.old.get(name, ()))) for name in self.names}
        self.old = [one for name, lines in self.lines.items() for line in lines for one in self._moved(name, line)]

    def judge(self):
        """The Verdicts, in reading order; an item has one at most of each state."""
        items = self.texts.items if self.names else ()
        for n in self.texts.clock.within(range(len(items))):
            item = items[n]
            if isinstance(item, Words) and item.kind == "page":
                yield from self._numbers(item, paragraphs(item.text), strange=False)
            elif id(item) in self.spoken_for or self.texts.found[n]:
                continue
            elif isinstance(item, Row):
                ours = any(_FIGURE_ID.fullmatch(cell.strip()) for cell in item.cells)
                pasted = not item.table and any(squeezed(cell) in self.abouts for cell in item.cells)
                yield from self._numbers(item, () if ours else item.cells, strange=pasted)
            elif isinstance(item, Words) and item.kind in _AUTHORS and not self._is_said_today(item.text):
                told = self._finding(item) or self._row(item)
                strange = item.kind != "notes"  # those of our slides list sources, whose titles hold numbers
                yield from [told] if told else self._numbers(item, [item.text], strange)

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
        """Verdicts of an item: on the old numbers in its texts, and (strange) on those that no claim bears out."""
        told, is_page = [], isinstance(item, Words) and item.kind == "page"
        there = named(" ".join(texts)) if isinstance(item, Row) else set()
        ours = None
        for sentence in [one for text in texts for one in _SENTENCE.split(text)]:
            there = named(sentence) or (set() if is_page else there)  # prose goes on speaking of a place
            if not counts(sentence) or not strange and self._told_before(sentence)[0]:
                continue
            if strange and ours is None:
                ours = numbers_of_ours("\n".join(texts))
            judged = self._judged(sentence, there, ours)
            for state in (OUTDATED, *(() if is_page else (_PERHAPS,)), *((UNSURE,) if strange else ())):
                words = dict.fromkeys(one.words for one in judged if one.state == state)
                name = next((one.name for one in judged if one.state == state), "")
                told += [_Told(name, state, f"“{_cut(sentence)}”: {'; '.join(words)}")] if words else []
        for state in (OUTDATED, _PERHAPS, UNSURE):
            if lines := [one for one in told if one.state == state]:
                verdict = OUTDATED if state == OUTDATED else UNSURE
                yield Verdict(lines[0].name, verdict, "number", item.place, tuple(one.words for one in lines), item)

    def _judged(self, sentence, there, ours):
        """_Tolds of the numbers of a sentence that speaks of the places ``there``; ours: see _numbers."""
        found, told = counts(sentence), []
        right = {count: bool(there) and count.value in self.places.told(there, count.noun) for count in found}
        for count in found:
            if was := self._was(count, there, right[count]):
                told.append(was)
            elif ours is not None and count.digits not in ours and not right[count]:
                told += self._strange(count, there, any(right.values()))
        return told

    def _was(self, count, there, right):
        """The _Told of a number that stood in a chart before, or None: it is another place's; right: it is claimed."""
        found = []
        for old in [one for one in self.old if one.count.value == count.value]:
            same = there & old.places
            other = bool(there and old.places and not same) or bool(not same and right)
            still = right if same else count.value in self.now
            if other or still and (_is_year(count) or not same and count.noun != old.count.noun):
                continue
            now = f", {'perhaps ' * still}now {old.now}" if old.now else ", perhaps of an earlier day" * still
            found.append(_Told(old.name, _PERHAPS if still else OUTDATED, f"{count.printed}{now}", bool(old.now)))
        return min(found, key=lambda one: (one.state == _PERHAPS, not one.plain), default=None)

    def _strange(self, count, there, some_are_right):
        """_Tolds of a number that the places do not claim, or that stands in no row.

        Beside a number that they do claim, one of another row is a comparison.
        """
        known = count.value in self.now
        if count.noun not in self.nouns or _is_year(count) or known and some_are_right:
            return []
        claimed = self.places.claimed(there, count.noun)
        if claimed:
            said = [words for _, words in claimed[:_MOST]] + [f"{len(claimed) - _MOST} more"] * (len(claimed) > _MOST)
            return [_Told(claimed[0][0], _PERHAPS, f"{count.printed}, perhaps outdated: {' or '.join(said)}")]
        return [] if known else [_Told("", UNSURE, count.printed)]

    def _moved(self, name, line):
        """The _Olds of a line "old -> new" on a chart: values that it no longer tells, and what it tells instead."""
        was, _, new = line.partition(" -> ")
        gone = {count.value: count for count in counts(was) if count.value not in values(new)}
        come = {count.value: count.printed for count in counts(new) if count.value not in values(was)}
        now = come.values() if len(gone) == len(come) else [""] * len(gone)  # each in its place
        there = self.places.of(line)
        return [_Old(name, there, count, printed) for count, printed in zip(gone.values(), now, strict=True)]


def paragraphs(page):
    """The lines of a page joined to paragraphs: a full line that ends no sentence goes on in the next."""
    lines = [folded(line) for line in page.split("\n") if line.strip()]
    full, made = _FULL * max(map(_length, lines), default=0), []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and _length(before) >= full and before[-1] not in ".!?。！？:：":
            made[-1] += (" " if before[-1].isascii() or line[0].isascii() else "") + line
        else:
            made.append(line)
    return made


def _length(line):
    """Letters of a line; a Chinese character is as wide as two."""
    return len(line) + sum(letter > "\u2e7f" for letter in line)


@dataclass(frozen=True)
class _Old:
    """A number that a chart told before: of which places, and what it tells now ("": it is not plain which)."""

    name: str
    places: set
    count: Count
    now: str


@dataclass(frozen=True)
class _Told:
    """What is said of a number, or of a sentence: chart ("" for none), state, words; plain: they say the new number."""

    name: str
    state: str
    words: str
    plain: bool = False


def _is_year(count):
    return re.match(r"(?:19|20)\d\d(?!\d|,)", count.printed) is not None and count.digits == count.printed[:4]


def _cut(sentence):
    """A sentence as it stands, a very long one cut."""
    text = folded(sentence)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
