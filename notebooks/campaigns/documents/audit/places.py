"""Which places a sentence names, and what the record, the charts of a document and the findings tell of them.

The same number is claimed of several places, so an amount in prose is held against the claims of the place that its
sentence names.
"""

import calendar
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from campaigns.documents.audit import topics
from campaigns.documents.audit.amounts import amounts, kin_of
from campaigns.documents.audit.traces import values
from campaigns.reading.nouns import STOP
from campaigns.record import area_names, schema, tables

_NATION = "CN"
_NO_PLACE = rf"(?i:{'|'.join(sorted(STOP))}|let|here|what|one|local|provincial|many|some|no)\b"
_MOST = 3  # claims that are told beside an amount which none of them bears out
#: What is written as a place is, once the names of known ones are taken out.
_ELSEWHERE = re.compile(
    rf"(?:^|[^\w]|[在由])[\u4e00-\u9fff]{{2,3}}(?<![全各该我本当其])(?:警方|公安局|[市县州](?!民|区))"
    rf"|\b(?:[Ii]n|[Ff]rom)\s(?!{'|'.join(calendar.month_name[1:])})[A-Z][a-z]+\b|\b(?!{_NO_PLACE})[A-Z][a-z]+['’]s\b"
    rf"|\b(?!{_NO_PLACE})[A-Z][a-z]+\s(?:police|officers)\b"
)
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Claim:
    """A row of the record. areas: its area_id and those of all that it is a part of, but for the nation. values: of
    its words and cells, without sign. is_claim: whether it is a reported figure, and not of the reference. change: 1 for
    a rise, -1 for a fall, 0 for none. words: of the names of its metric and of its label."""

    key: str
    areas: tuple
    unit: str
    values: frozenset
    qualifier: str
    printed: str
    is_claim: bool = True
    metric: str = ""
    change: int = 0
    words: frozenset = frozenset()

    @property
    def said(self):
        """ "Guizhou Province: more than 870,000 households (gz22-households-visited)"."""
        return f"{_called(self.areas[0])}: {self.printed} ({self.key})"


class Places:
    """charts: {name: Chart} that a document tells of, findings: sentences of the project."""

    def __init__(self, charts, findings=()):
        self.claims = [(named(claim[1]), claim[0]) for chart in charts.values() for claim in chart.claims]
        self.drawn = {key for _, key in self.claims}
        rows = [line for chart in charts.values() for line in chart.long_alt.split("\n")]
        words = [*findings, *(text for chart in charts.values() for text in (chart.title, chart.subtitle))]
        self.lines = [(named(line), values(line), line) for line in rows]
        self.words = [(named(line), values(line).union(*(a.values for a in amounts(line))), line) for line in words]

    def told(self, places, noun):
        """The values that a line of a chart, or the record, tells of one of some places: in a unit, if noun is one."""
        is_unit = any(claim.unit == noun for claim in _record())
        held = [claim for claim in _record() if set(claim.areas) & places and (claim.unit == noun or not is_unit)]
        lines = (told for there, told, _ in self.lines if there & places)
        return set().union(*lines, *(claim.values for claim in held))

    def doubt(self, amount, places):
        """What the record says instead of an amount that is said of some places; "" if it bears it out.

        It is borne out by a claim with its number, hedge and unit, and by what a chart or a finding says. Where no
        place is named, the hedge is held against the claims that the document shows.
        """
        alike = [claim for claim in _record() if amount.values <= claim.values and _same_way(amount, claim)]
        here = [claim for claim in alike if not places or set(claim.areas) & places]
        same = [claim for claim in here if amount.fits(claim.unit)]
        kin = [] if same else [claim for claim in here if places and amount.is_kin(claim.unit)]
        meant = [claim for claim in same if not places or not self._is_of_another_thing(claim, amount, places)]
        hedged = any(amount.agrees(claim.qualifier) for claim in meant)
        if hedged or not kin and bool(meant) == bool(same) and self._is_said(amount, places, with_hedge=bool(same)):
            return ""
        if same or kin:
            told = kin or [claim for claim in same if places or claim.key in self.drawn]
            return told and f"the record says {_listed(told)}" or ""
        ways = [claim for claim in self._of(amount, places) if _same_way(amount, claim)]
        if any(amount.rounds(value, not claim.is_claim) for claim in ways for value in claim.values):
            return ""
        if amount.unit == "percent" and not amount.change and any(map(amount.is_close_to, self._shares(places))):
            return ""
        there = [claim for claim in alike if amount.fits(claim.unit)]
        near = self._nearest(amount, places)
        said = f"the record says it of another place: {_listed(there)}" if there else "in no row"
        return said + (f"; nearest of this place: {_listed(near)}" if near else "")

    def _is_said(self, amount, places, with_hedge):
        held = [*self.lines, *self.words]
        lines = [line for there, told, line in held if amount.values <= told and (there & places or not places)]
        said = [one for line in lines for one in amounts(line) if one.values == amount.values]
        if with_hedge:
            return any(amount.agrees(one.qualifier) for one in said)
        return bool(lines) and all(amount.fits(one.unit) for one in said if one.unit)

    def _is_of_another_thing(self, claim, amount, places):
        """Whether the words beside an amount are none of a claim's metric, and name another claimed of the places."""
        said, others = topics.words_in(amount.label), {one.metric for one in self._of(amount, places) if one.metric}
        names = [topics.names_of(metric) for metric in others]
        return bool(claim.metric) and not claim.words & said and any(words & said for words in names)

    def _of(self, amount, places):
        """The claims of some places, or of any if there are none, in the unit of an amount."""
        return [one for one in _record() if amount.fits(one.unit) and (not places or set(one.areas) & places)]

    def _shares(self, places):
        """The percentages that the claims of some places are of what the reference counts there: households of all."""
        for base in [one for one in _record() if not one.is_claim and set(one.areas) & places]:
            for claim in [one for one in _record() if one.is_claim and one.areas == base.areas]:
                if not kin_of(claim.unit).isdisjoint(kin_of(base.unit)):
                    yield from (100 * value / whole for value in claim.values for whole in base.values if whole)

    def _nearest(self, amount, places):
        """The claims of the places in the unit of an amount whose number is not far from its own, the nearest first."""
        size, found = max(amount.values), []
        for claim in self._of(amount, places) if amount.unit and places else ():
            if claim.is_claim:
                found += [
                    (abs(value - size), claim.key, claim) for value in claim.values if size <= 2 * value <= 4 * size
                ]
        return list(dict.fromkeys(claim for *_, claim in sorted(found, key=lambda one: one[:2])))[:_MOST]

    def of(self, line):
        """The places of a line "old -> new" on a chart: those it names, or those of the row whose key it names."""
        return named(line).union(*(there for there, key in self.claims if f" {key}: " in line))


def claims():
    """The Claims of the record."""
    return [claim for claim in _record() if claim.is_claim]


def units():
    """The units in which the record counts, each alone."""
    return {one for claim in _record() for one in claim.unit.split("_or_")}


def _same_way(amount, claim):
    """Whether an amount and a claim do not say the one a rise and the other a fall."""
    return amount.change * claim.change != -1


def _listed(claims):
    """The first of some claims, and how many there are besides."""
    more = [f"{len(claims) - _MOST} more"] * (len(claims) > _MOST)
    return " or ".join([*(claim.said for claim in claims[:_MOST]), *more])


@lru_cache(2_000)
def named(text):
    """The areas, by area_id, whose names stand in a text, in English or Chinese."""
    pattern, areas = _names()
    return frozenset(areas[found] for found in pattern.findall(text))


def is_elsewhere(text):
    """Whether a text names a place that areas.csv does not have, as far as that can be told."""
    return bool(_ELSEWHERE.search(_names()[0].sub("，", text)))


@cache
def _names():
    """(pattern of all names, {name: area_id})."""
    areas = {name: row["area_id"] for row in tables.read("areas").records() for name in area_names.names(row)}
    areas |= dict.fromkeys(("全国", "nationwide", "Nationwide", "Chinese"), _NATION)
    return area_names.pattern_of(areas), areas


@cache
def _areas():
    return {row["area_id"]: row for row in tables.read("areas").records()}


def _called(area):
    return _areas().get(area, {}).get("name_en", area)


@cache
def _record():
    """The Claims of the record, what is told again left out, and of the reference."""
    return [
        _claim(row, key, is_claim)
        for name, key, is_claim in (("reported_figures", "figure_id", True), ("reference", "reference_id", False))
        for row in tables.read(name).records()
    ]


def _claim(row, key, is_claim):
    said = row["unit"], _values(row), row["qualifier"], row["printed"], is_claim
    return Claim(row[key], _above(row["area_id"]), *said, row.get("metric_id", ""), _change(row), _words(row))


def _words(row):
    """The words of what a row counts, none of the reference."""
    if "metric_id" not in row:
        return frozenset()
    return topics.names_of(row["metric_id"]) | topics.words_in(row["label_zh"] or row["printed"])


def _change(row):
    counted = row.get("metric_id") or row["subject"]
    return (-1 if row["value"].startswith("-") else 1) if counted.endswith("_change") else 0


def _above(area):
    held = schema.upwards(area, lambda one: _areas().get(one, {}).get("parent", ""))
    return tuple(one for one in held if one != _NATION or area == _NATION)


def _values(row):
    cells = (row[name] for name in ("value", "low", "high"))
    told = values(row["printed"]) | {abs(Decimal(cell)) for cell in cells if _DECIMAL.fullmatch(cell)}
    return frozenset(told)
