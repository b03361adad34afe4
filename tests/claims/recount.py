"""What the notebooks reckon, reckoned anew: rows of the record chosen, counted and set against one another."""

import csv
from collections import Counter
from fractions import Fraction

from claims.spans import ROOT, Span, by_id, exact, hull, length, of, own, partners, rate, row, table

SOURCES, METRICS, AREAS = (by_id(f"{name}s", f"{name}_id") for name in ("source", "metric", "area"))
FIGURES, CAMPAIGNS, TASKS, LEDGER = map(table, ("reported_figures", "campaigns", "tasks", "numerals"))
FULL = [source for source in SOURCES.values() if source["coverage"] == "complete"]
DISTINCT = [r for r in FIGURES if not r["same_as"]]
CORE = [r for r in DISTINCT if SOURCES[r["source_id"]]["coverage"] == "complete"]
TOLD_AGAIN = [r for r in FIGURES if r["same_as"] and SOURCES[r["source_id"]]["coverage"] == "complete"]
SUMMERS = ["hundred-day-2022", "summer-action-2023", "summer-action-2024"]
ROUNDS = ["night-rounds-2022", "night-rounds-2023", "night-rounds-2024"]


def n(rows, **cells):
    """How many rows have these cells; a cell is a text or a list of them."""
    return exact(len(having(rows, **cells)))


def having(rows, **cells):
    wanted = {name: [cell] if isinstance(cell, str | bool) else cell for name, cell in cells.items()}
    return [r for r in rows if all(_cell(r, name) in cell for name, cell in wanted.items())]


def _cell(held, name):
    if name == "falls":
        return all(Fraction(held[end]) < 0 for end in ("low", "high") if held[end])
    if name in ("stage", "kind", "level") and name not in held:
        of_metric = METRICS[held["metric_id"]]
        return AREAS[held["area_id"]]["level"] if name == "level" else of_metric[name]
    return held[name]


def charted(chart):
    """The rows of a chart's CSV."""
    with (ROOT / "figures" / f"{chart}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rates_of(chart, **cells):
    """The rates of the rows of a chart that have these cells."""
    return [by_start(r["figure_id"]) for r in having(charted(chart), **cells)]


def starts(held):
    """None for a row's own first day, and 1 July where a place's own first day late in June is not printed."""
    doubtful = held["start_basis"] == "inferred" and held["period_start"][5:7] == "06" and held["area_id"] != "CN"
    return [None, f"{held['period_start'][:4]}-07-01"] if doubtful else [None]


def by_start(figure_id, reckon=rate):
    """The rate of a row, or its number a day, over its possible first days."""
    return hull([reckon(figure_id, start) for start in starts(row(figure_id))])


def signs_of(held):
    """The signs that a row is drawn with."""
    hedge = {
        "more_than": "chevron",
        "at_least": "chevron_underlined",
        "nearly": "wall",
        "about": "ring",
        "unhedged": "",
    }
    as_printed = held["reading"] == "as_printed"
    yield hedge[held["qualifier"]] if as_printed else {"repaired": "repaired", "uncertain": "range"}[held["reading"]]
    if held["unit"] == "percent" and held["qualifier"] in ("more_than", "at_least"):
        yield "possible"
    if _cell(held, "level") not in ("nation", "province"):
        yield "small"
    if "inferred" in (held["start_basis"], held["end_basis"]):
        yield "inferred"


def fold(spans):
    """How many times the least of several the largest is: at least, for both may lie farther out."""
    most, least = max(s.low for s in spans if s.low is not None), min(s.high for s in spans if s.high is not None)
    strict = any(s.low == most and s.strict_low or s.high == least and s.strict_high for s in spans)
    return Span(low=most / least, strict_low=strict)


def more(later, earlier):
    """By how many percent one is more than another."""
    return hull([exact((end - 1) * 100) for end in (later.over(earlier).low, later.over(earlier).high)])


def per_officer(held):
    """Acceptable spans of households for one officer, as the same report counts them, and day."""
    officers = partners(held, ("police_deployed", "community_officers", "auxiliary_officers"))
    return [own(held).over(own(o)).over(length(held)) for o in officers if o["unit"] == "people"]


def digits_shown(part):
    """ "With a hedge | 2 digits": how many in percent of all that are printed so, by the digits of their values."""
    head, _, digits = part.partition(" | ")
    of_kind = [r for r in COUNTS if (r["qualifier"] == "unhedged") == head.startswith("Without")]
    shown = Counter(
        min(4, len(r["value"].replace(".", "").strip("0"))) for r in of_kind if r["reading"] == "as_printed"
    )
    return exact(shown[int(digits[0])] * Fraction(100, shown.total()))


def kind_of_visit(held):
    """What a count of households is of: a check, publicity, a visit of others, to those in need, or to hear people."""
    campaigns = ("anti-fraud-sweeps", "satisfaction-survey-visits", "fire-safety-visits")
    tells = {
        "check": held["metric_id"] == "households_checked",
        "publicity": held["campaign_id"] in campaigns,
        "others": held["counted_by"] == "others",
        "need": "in need" in held["scope"] or "elderly" in held["scope"],
    }
    return next((kind for kind, told in tells.items() if told), "hear")


def settled(held):
    return of(held, held["part_of"])


COUNTS = having(DISTINCT, kind=["count", "money"])
NAMED = [c for c in CAMPAIGNS if c["source_ids"]]
SILENT = [c for c in NAMED if c["campaign_id"] not in {r["campaign_id"] for r in CORE}]
NATION = having(DISTINCT, area_id="CN", campaign_id=SUMMERS + ROUNDS)
CHANGES = having(DISTINCT, kind="change", unit="percent")
OUTCOMES, WORK = having(CHANGES, stage="outcome"), [r for r in CHANGES if _cell(r, "stage") != "outcome"]
RATES = having(DISTINCT, metric_id=["dispute_resolution_rate", "mediation_success_rate", "problem_resolution_rate",
                                    "mediation_rate"])  # fmt: skip
PLAIN, HEDGED = (
    [r for r in CORE if r["reading"] == "as_printed" and (r["qualifier"] == "unhedged") == plain]
    for plain in (True, False)
)
LEVELS_OF_AREAS = {"The nation": ["nation"], "Provinces": ["province"], "Cities and prefectures": ["prefecture"]}
LEVELS_OF_AREAS["Counties and below"] = sorted(
    {area["level"] for area in AREAS.values()} - {"nation", "province", "prefecture"}
)
PROVINCES = having(AREAS.values(), level="province")
SOUGHT = "police_deployed social_forces_deployed disputes_resolved criminal_cases_solved suspects_caught".split()
SOUGHT = {metric: metric for metric in SOUGHT} | dict.fromkeys(
    ("criminal_calls_change", "criminal_cases_change", "criminal_cases_filed_change"), "change"
)
_HELD = {
    (r["area_id"], r["campaign_id"], SOUGHT[r["metric_id"]])
    for r in having(FIGURES, campaign_id=SUMMERS, metric_id=list(SOUGHT), scope="")
}
OWN_OF = {area["area_id"]: sum(held == area["area_id"] for held, *_ in _HELD) for area in PROVINCES}
ALIKE = {(METRICS[metric]["object"], METRICS[metric]["kind"]) for metric in SOUGHT}
SPOKEN_OF = {area["area_id"] for area in PROVINCES for r in having(FIGURES, campaign_id=SUMMERS + ROUNDS)
             if f"{r['area_id']}-".startswith(f"{area['area_id']}-")
             and (METRICS[r["metric_id"]]["object"], METRICS[r["metric_id"]]["kind"]) in ALIKE}  # fmt: skip
HOUSEHOLDS = having(DISTINCT, metric_id=["households_visited", "households_checked"], part_of="",
                    unit=["households", "households_or_household_visits"])  # fmt: skip
MANY = [r for r in HOUSEHOLDS if int(r["value"]) >= 1000]
KINDS_OF_VISIT = Counter(map(kind_of_visit, MANY))
SETTLED = {
    few: [r for r in map(row, (r["figure_id"] for r in charted("10_visits_2008_to_2026_settled")))
          if (own(r["part_of"]).low < 1000) == few] for few in (True, False)
}  # fmt: skip
ROUND = [
    exact(sum(digits_shown(f"{head} | {digit}").low for digit in "12")) for head in ("With a hedge", "Without a hedge")
]
