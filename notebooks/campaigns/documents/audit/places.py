"""Which places a sentence names, and what the record and the charts of a document tell of them.

The same number is claimed of several places, so a number in prose is held against the claims of the place that its
sentence names.
"""

import re
from decimal import Decimal
from functools import cache

from campaigns.documents.audit.traces import counts, values
from campaigns.record import schema, tables

_NATION = "CN"
_ENDS = "省市区县州盟"  # what a Chinese name is said without


class Places:
    """charts: {name: Chart} that a document tells of."""

    def __init__(self, charts):
        self.claims = [(name, named(claim[1]), *claim) for name, chart in charts.items() for claim in chart.claims]
        self.lines = [(named(line), values(line)) for chart in charts.values() for line in chart.long_alt.split("\n")]

    def units(self):
        """The words of the units in which the claims of the charts are counted: {"disputes", "people"}."""
        units = _record()[1]
        return {units[key] for _, _, key, *_ in self.claims if key in units}

    def told(self, places, noun):
        """The values that a line of a chart, or the record, tells of one of some places: in a unit, if noun is one."""
        held, units = _record()
        is_unit = noun in units.values()
        claimed = [t for place in places for unit, t in held.get(place, {}).items() if unit == noun or not is_unit]
        return set().union(*(told for there, told in self.lines if there & places), *claimed)

    def claimed(self, places, noun):
        """[(chart, "Sichuan, July 2022: 18,000 disputes")] of the claims of these places in this unit, as printed."""
        units, found = _record()[1], {}
        for name, there, key, about, said, printed in self.claims:
            nouns = {units.get(key), *(count.noun for count in counts(f"{said}; {printed}"))}
            if there & places and noun in nouns:
                found.setdefault(f"{about}: {printed or said}", name)  # once, however many charts draw it
        return [(name, words) for words, name in found.items()]

    def of(self, line):
        """The places of a line "old -> new" on a chart: those it names, or those of the row whose key it names."""
        return named(line).union(*(there for _, there, key, *_ in self.claims if f" {key}: " in line))


def named(text):
    """The areas, by area_id, whose names stand in a text, in English or Chinese."""
    pattern, areas = _names()
    return {areas[found] for found in pattern.findall(text)}


@cache
def _names():
    """(pattern of all names, {name: area_id})."""
    areas = {}
    for row in tables.read("areas").records():
        short = row["name_zh"].rstrip(_ENDS)
        areas |= {name: row["area_id"] for name in (row["name_en"], row["name_zh"], short) if len(name) > 1}
    longest = sorted(areas, key=len, reverse=True)
    said = (rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in longest)
    return re.compile("|".join(said)), areas


@cache
def _record():
    """({area_id: {unit: values claimed of it or of a part of it}}, {figure_id: unit}), without what is told again."""
    above = {row["area_id"]: row["parent"] for row in tables.read("areas").records()}
    held, units = {}, {}
    for row in tables.read("reported_figures").records():
        units[row["figure_id"]] = row["unit"]
        cells = (row[name] for name in ("value", "low", "high"))
        told = values(row["printed"]) | {Decimal(cell) for cell in cells if re.fullmatch(r"-?\d+(\.\d+)?", cell)}
        for area in schema.upwards(row["area_id"], lambda area: above.get(area, "")):
            if not row["same_as"] and (area != _NATION or row["area_id"] == _NATION):
                held.setdefault(area, {}).setdefault(row["unit"], set()).update(told)
    return held, units
