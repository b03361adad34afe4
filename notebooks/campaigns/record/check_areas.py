"""Whether a figure lies where its campaign is run, and where the police that claim it are."""

import re
from collections import defaultdict
from functools import cache

from campaigns.record.area_names import names, pattern_of
from campaigns.record.check_rows import FIGURES
from campaigns.record.schema import ANSWER, answered, fault, upwards

#: Kinds of claimants who speak of the place in their name; a university elsewhere may study it.
OF_A_PLACE = "police", "government"
#: A medium that carries what a claimant says is no claimant.
_CARRIER = re.compile(r",? (?:through|via|cited by|quoted by) .*|Ministry of .*")
#: The cells that say where a figure is to lie.
_NAMES = "campaign_id, the campaign's area_id or the source's claimant"


def area_faults(records):
    """A figure lies in the area of its campaign and in one that its claimant names, or its note says why not."""
    areas, sources, campaigns = (
        {next(iter(row.values())): row for row in records[name]} for name in ("areas", "sources", "campaigns")
    )
    named = _areas_named_in(areas)
    for index, record in enumerate(records[FIGURES]):
        campaign, source = campaigns[record["campaign_id"]], sources[record["source_id"]]
        due = {frozenset([campaign["area_id"]]): [f"of the campaign {campaign['campaign_id']}"]}
        if source["claimant_kind"] in OF_A_PLACE:
            due.setdefault(named(source["claimant"]), []).append(f"of the claimant, {source['claimant']}")
        odd = {where: whose for where, whose in due.items() if where and not _lies_in(record, where, areas)}
        if odd and not answered(record):
            told = ", nor in ".join(f"{_said(where, areas)}, the area {' and '.join(odd[where])}" for where in odd)
            problem = f"{_said([record['area_id']], areas)} does not lie in {told}"
            cure = f"Write {' or '.join(sorted(frozenset().union(*odd)))}, or the area in it that the figure is of"
            cure += f"; or correct {_NAMES}; or write in the note: {ANSWER} and why it is so"
            yield fault(FIGURES, index, record, "area_id", problem, cure)


def _lies_in(record, where, areas):
    """Whether a figure's area is one of these or lies in it, or has its name from one (lines of a city's railway)."""
    inside = upwards(record["area_id"], lambda area: areas[area]["parent"])
    own = areas[record["area_id"]]["name_en"]
    return not where.isdisjoint(inside) or any(name in own for area in where for name in names(areas[area]))


def _said(where, areas):
    return " or ".join(f"{area} ({areas[area]['name_en']})" for area in sorted(where))


def _areas_named_in(areas):
    """The function from the words of a claimant to the area_ids that they name, the nation left out."""
    spoken = defaultdict(set)
    for area in areas.values():
        for name in names(area) if area["parent"] else ():
            spoken[name].add(area["area_id"])
    pattern = pattern_of(spoken)

    @cache
    def named(words):
        return frozenset().union(*(spoken[one[0]] for one in pattern.finditer(_CARRIER.sub("", words))))

    return named


ROWS = {}
TABLES = (area_faults,)
