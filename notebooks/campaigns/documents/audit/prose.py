"""The prose of a document: the project's findings, and what the author says with numbers of the charts in it.

A finding that differs from today's in its numbers alone is an older one. One that differs in words too may be the
author's, and is said to be so. Of other sentences the numbers are told that are values of an earlier day, or of no row,
or that the record claims otherwise: of another place, with another hedge or unit. A sentence is quoted as it stands,
but for the numbers in what it names as its sources.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from campaigns import project
from campaigns.documents import caption, sections
from campaigns.documents.audit import parts, pasted, references
from campaigns.documents.audit.amounts import amounts, kin_of
from campaigns.documents.audit.held import LABEL, Picture, Row, Words, folded, squeezed
from campaigns.documents.audit.places import Places, is_elsewhere, named, units
from campaigns.documents.audit.texts import FIGURE_ID
from campaigns.documents.audit.topics import speaks_of
from campaigns.documents.audit.traces import Count, counts, values, without_numbers
from campaigns.documents.audit.verdict import OUTDATED, UNCHECKED, UNSURE, Verdict
from campaigns.documents.words import WORDS
from campaigns.reading.printed import NUMERAL

_LONGEST = 240  # characters of a sentence that are quoted
_SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+(?=\W?[A-Z\d\u3400-\u9fff])|(?<=[。！？])")
_ROOM = re.compile(r".{1,2000}(?!\S)|\S{1,2000}", re.DOTALL)  # more than a sentence takes
#: Where a sentence of several places may go on to the next one.
_PIECE = re.compile(r"[,;，；、]|\b(?:and|while|whereas|but|against|than|with)\b|[和而比]")
_IN_TURN = re.compile(r"\brespectively\b|分别")
#: A day, an officer: what an author mostly works out.
_RATE = re.compile(r"\s*(?:\b(?:an?|per|each|every)\s(?!year)\w|每[天日人])")
_AUTHORS = {"text", "caption", "title", "notes"}  # kinds of words that may be the author's own
_FULL = 0.7  # of a page's longest line: a line that has as much was broken for want of room
_ALIKE = 0.8  # share of words from which a paragraph is a finding, perhaps edited


class Prose:
    """Judges what no other Verdict speaks for. texts: the Texts of the document, told: the Verdicts so far."""

    def __init__(self, texts, told):
        self.texts = texts
        names = dict.fromkeys(verdict.name for verdict in told if verdict.name in texts.today.charts)
        self.charts = {name: texts.today.charts[name] for name in names}
        self.spoken_for = {id(verdict.item) for verdict in told}
        self.outdated = {id(verdict.item) for verdict in told if verdict.state == OUTDATED}
        first = {name[:2]: name for name in reversed(self.charts)}
        self.findings = [(first[stem[:2]], said) for stem, said in findings(texts.today.language) if stem[:2] in first]
        claims = [claim for chart in self.charts.values() for claim in chart.claims]
        sayings = "\n".join([chart.long_alt for chart in self.charts.values()] + [printed for *_, printed in claims])
        self.abouts, self.now = {squeezed(about) for _, about, *_ in claims}, values(sayings)
        self.places = Places(self.charts, [said for language in WORDS for _, said in findings(language)])
        lines = dict.fromkeys((v.name, line) for v in told if v.name in self.charts for line in v.details)
        self.lines = [(name, line) for name, line in lines if " -> " in line]
        self.old = [one for name, line in self.lines for one in self._moved(name, line)]
        self.counted = {one.unit for *_, printed in claims for one in amounts(printed)}
        self.strange = pasted.strange(texts.items, self.now)
        self.unchecked = self.at = 0

    def judge(self):
        """The Verdicts, in reading order; of a document without a chart, on what its sentences say of a place."""
        items = self.texts.items
        for n in self.texts.today.within(range(len(items))):
            self.at, item = n, items[n]
            if isinstance(item, Words) and item.kind == "page":
                yield from self._of_page(item)
            elif isinstance(item, Picture):
                yield from self._of_alt(item)
            elif id(item) in self.spoken_for or self.texts.found[n]:
                continue
            elif isinstance(item, Row) and not any(FIGURE_ID.fullmatch(cell.strip()) for cell in item.cells):
                yield from self._of_row(item)
            elif isinstance(item, Words) and item.kind in _AUTHORS and not self._is_said_today(item.text):
                told = self._finding(item, item.text) or self._row(item)
                yield from [told] if told else self._numbers(item, [item.text], strange=True)
        if self.unchecked:
            why = "with numbers not checked: of no place of areas.csv, or of nothing that the record counts"
            told = f"{self.unchecked} sentence{'s' * (self.unchecked > 1)} {why}"
            yield Verdict("", UNCHECKED, "words", "", (told,), items[-1])

    def _of_page(self, page):
        """Verdicts on a page: its findings of an earlier day, and the numbers of its other paragraphs."""
        others = []
        for text in paragraphs(page.text):
            bare = text.lstrip("•·▪◦‣* ")
            now = any(parts.holds(bare, said) for _, said in self.findings)
            told = None if now else self._finding(page, bare)
            if told and told.state == OUTDATED:
                yield told
            else:
                others.append(text)
        told = self._numbers(page, others, strange=not self.charts)
        yield from (verdict for verdict in told if verdict.state == OUTDATED or not self.charts)

    def _of_row(self, row):
        """Verdicts on the numbers of a row of the author's, or of one that was pasted from a table of ours."""
        is_ours = not row.table and any(squeezed(cell) in self.abouts for cell in row.cells)
        told = list(self._numbers(row, row.cells, strange=is_ours))
        yield from told
        if not told and (absent := self.strange.get(id(row))) and not self.texts.today.named(row.table):
            said = f"{'; '.join(absent)}: in no row of today's, in a table that may be of this project"
            line = f"“{_cut('; '.join(row.cells))}”: {said}"
            yield Verdict("", UNSURE, "number", row.place, (line,), row)

    def _of_alt(self, picture):
        """Verdicts on the numbers of an alt text of the author's, or of an earlier day under a picture of today's."""
        ours = any(parts.holds(chart.long_alt, picture.alt) for chart in self.texts.today.charts.values())
        if picture.alt and not ours and id(picture) not in self.outdated:
            yield from self._numbers(picture, [picture.alt], strange=True)

    def _is_said_today(self, text):
        """Whether a paragraph is what the charts or the findings say, word by word, and not the author's."""
        said = [one for _, one in self.findings]
        return any(parts.holds(text, one) and len(folded(text)) < len(one) + 4 for one in said) or any(
            parts.holds(chart.long_alt, text)
            or any(parts.holds(text, one) or parts.older(one, [text]) for one in parts.said(chart).values())
            for chart in self.charts.values()
        )

    def _finding(self, item, text):
        """The Verdict of a paragraph that is a finding of ours as it was, or as somebody edited it; or None."""
        told = ((parts.likeness(said, text, _ALIKE), name, said) for name, said in self.findings)
        like, name, said = max(told, default=(0, "", ""))
        if like < _ALIKE:
            return None
        state = OUTDATED if without_numbers(text) == without_numbers(said) else UNSURE
        edited = "" if state == OUTDATED else "edited, or of another version: "
        return Verdict(name, state, "finding", item.place, (f"{edited}{folded(text)} -> {said}",), item)

    def _row(self, item):
        """The Verdict of a paragraph that is a row of a chart as it was, such as a line of its long description."""
        name, line = self._told_before(item.text) if len(item.text) > 12 else (None, None)
        return Verdict(name, OUTDATED, "description", item.place, (line,), item) if name else None

    def _told_before(self, text):
        """(chart, line "old -> new") of what a chart said before; (None, None) for other words."""
        text = LABEL.sub("", text).lstrip(".：: \u3000")
        told = (pair for pair in self.lines if parts.holds(pair[1].partition(" -> ")[0], text))
        return next(told, (None, None))

    def _numbers(self, item, texts, strange):
        """Verdicts on the old numbers in the texts of an item and (strange) on those that no claim bears out."""
        lines, is_page, said = {}, isinstance(item, Words) and item.kind == "page", "\n".join(texts)
        there = named(said) if isinstance(item, Row) else set()
        ours = _values_of_ours(said) if strange else None
        for sentence in _sentences(map(references.without_numbers, texts)):
            if self.texts.today.is_over():
                self.texts.today.late.append(self.at)
                break
            there = named(sentence) or (set() if is_page else there)  # prose goes on speaking of a place
            if not NUMERAL.search(sentence) or not strange and self._told_before(sentence)[0]:
                continue
            held = {}
            for name, state, words in self._judged(sentence, there, ours, said if isinstance(item, Row) else ""):
                held.setdefault((name, state), {})[words] = True
            for about, words in held.items():
                lines.setdefault(about, []).append(f"“{_cut(sentence)}”: {'; '.join(words)}")
        for (name, state), told in lines.items():
            yield Verdict(name, state, "number", item.place, tuple(told), item)

    def _judged(self, sentence, there, ours, row=""):
        """(chart or "", state, words) of the numbers of a sentence that speaks of the places ``there``.

        ours: values that need no row of the record, None if none does. row: all of the table row that it stands in.
        """
        told, old = [], set()
        for count in counts(sentence):
            right = bool(there) and count.value in self.places.told(there, count.noun)
            if was := self._was(count, there, right):
                told.append(was)
                old.add(count.value)
        wanted = [one for one in amounts(sentence) if not one.values & old] if ours is not None else []
        return told + self._strange([one for one in wanted if not one.values <= ours], there, sentence, row)

    def _was(self, count, there, right):
        """What is told of a number of an earlier day, None if it is another place's; right: it is claimed."""
        found = []
        for old in [one for one in self.old if one.count.value == count.value]:
            same = there & old.places
            other = bool(there and old.places and not same) or bool(not same and right)
            still = right if same else count.value in self.now
            if other or still and (_is_year(count) or not same and count.noun != old.count.noun):
                continue
            now = f", {'perhaps ' * still}now {old.now}" if old.now else ", perhaps of an earlier day" * still
            found.append((still, not old.now, (old.name, UNSURE if still else OUTDATED, count.printed + now)))
        return min(found, key=lambda one: one[:2])[2] if found else None

    def _strange(self, found, there, sentence, row=""):
        """What is told, in a list, of the amounts that the record, the charts and the findings do not bear out.

        Beside one in its unit that they do bear out, the amount of another place is a comparison, where the words
        around it do not say whose it is. A sentence that cannot be tied to rows is counted as not checked.
        """
        found = [one for one in found if not one.is_ordinary]
        tied = (there or self.charts) and not is_elsewhere(sentence)
        counted = units()
        looked = [one for one in found if tied and (not one.unit or kin_of(one.unit) & counted)]
        looked = [one for one in looked if not _RATE.match(sentence, one.span[1])]
        shown = () if there else self.counted
        spoken = {unit for unit in {one.unit for one in looked} if speaks_of(row or sentence, unit, shown)}
        looked = [one for one in looked if one.unit in spoken]
        self.unchecked += not row and len(looked) < len(found) and bool(there or speaks_of(sentence, ""))
        whose = {one: _place_of(one, sentence) for one in looked}
        doubts = {one: self.places.doubt(one, whose[one] or there) for one in looked}
        borne = {one.unit for one, doubt in doubts.items() if there and not doubt}
        for one in [one for one, doubt in doubts.items() if doubt and one.unit in borne and not whose[one]]:
            doubts[one] = self.places.doubt(one, set()) and doubts[one]
        return [("", UNSURE, f"{one.printed}: {doubt}") for one, doubt in doubts.items() if doubt]

    def _moved(self, name, line):
        """The _Olds of a line "old -> new" on a chart: values that it no longer tells, and what it tells instead."""
        was, _, new = line.partition(" -> ")
        gone = {count.value: count for count in counts(was) if count.value not in values(new)}
        come = {count.value: count.printed for count in counts(new) if count.value not in values(was)}
        now = come.values() if len(gone) == len(come) else [""] * len(gone)  # each in its place
        there = self.places.of(line)
        return [_Old(name, there, count, printed) for count, printed in zip(gone.values(), now, strict=True)]


@dataclass(frozen=True)
class _Old:
    """A number that a chart told before: of which places, and what it tells now ("": it is not plain which)."""

    name: str
    places: set
    count: Count
    now: str


def _sentences(texts):
    """The sentences of texts; of one without an end, pieces that take no long time."""
    return [piece for text in texts for one in _SENTENCE.split(text) for piece in _ROOM.findall(one)]


def _place_of(amount, sentence):
    """The places that the words around an amount name, where the sentence names others too; or none."""
    ends = [0, *(found.start() for found in _PIECE.finditer(sentence)), len(sentence)]
    start, end = max(at for at in ends if at <= amount.span[0]), min(at for at in ends if at > amount.span[0])
    here = named(sentence[start:end])
    return set() if here == named(sentence) or _IN_TURN.search(sentence) else here


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


def _values_of_ours(text):
    """The values in a text that stand in a sentence of the project's own (findings, sources, the version line), or
    before it, as in a list."""
    said = [*(finding for language in WORDS for _, finding in findings(language)), *_of_work()]
    held = [one for one in said if parts.holds(text, one)]
    return set().union(*map(values, held), map(Decimal, re.findall(r"^\d+", text)) if held else ())


@cache
def findings(language):
    """(stem of a notebook, finding) of every finding as it is stored, in a language."""
    stored = {path.stem: sections.stored(path) for path in sorted(project.NOTEBOOKS.glob("*.ipynb"))}
    return [(stem, finding) for stem, notebook in stored.items() for finding in sections.findings(notebook, language)]


@cache
def _of_work():
    """What documents of the project say beside charts and findings: sources, version lines."""
    work = caption.work()
    told = [text for source in caption.sources() for text in (source.title, source.words)]
    return [*told, *(work.line(language) for language in WORDS)]


def _is_year(count):
    return count.printed[:4] == str(count.value) and 1900 <= count.value < 2100


def _cut(sentence):
    """A sentence as it stands, a very long one cut."""
    text = folded(sentence)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
