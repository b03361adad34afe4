"""Warnings, not faults: figures that a reader should look at once more before they are drawn.

``warnings(tables, accepted)`` says what is out of proportion: ten times the last accepted value, more than the
residents, households or police of the area, a change beyond 100%, households of an odd size, far outside the other
rows of the metric. A warning is answered in the row and then quiet: its note says "Checked:" and what was found.
"""

from collections import defaultdict
from dataclasses import replace
from statistics import median

from campaigns.record.schema import ANSWER, answered, fault, upwards

FIGURES = "reported_figures"
CURE = f"Read the report again; correct the row, or write in its note: {ANSWER} and what was found"
HOUSEHOLD_SIZES = 1.5, 5
#: How far above the median of its fellows, and above the next of them, the largest must lie to be told; and how many
#: fellows make a measure.
FAR, APART, FELLOWS = 20, 1.5, 8
#: Of a unit and an object: the subject of reference.csv that no count of them can exceed; object "" is any.
LIMITS = {
    ("people", ""): ("population", "residents"),
    ("households", ""): ("family_households", "households"),
    ("people", "police"): ("police", "police officers"),
}


def warnings(raw, accepted=None):
    """Every warning that no row answers, as a list of Faults in the order of the rows.

    raw: the sound tables, {name: Table}. accepted: the tables of the last accepted state, or None.
    """
    records = {name: raw[name].records() for name in (FIGURES, "metrics", "areas", "reference", "numerals")}
    before = {record["figure_id"]: record for record in accepted[FIGURES].records()} if accepted else {}
    metrics = {metric["metric_id"]: metric for metric in records["metrics"]}
    of_area, tokens = _limits(records["areas"], records["reference"]), defaultdict(list)
    for number, line in enumerate(records["numerals"], 2):
        if line["disposition"] == "figure":
            tokens[line["figure_id"]].append((number, line["token"]))
    several = defaultdict(list)
    for index, problem in (*_household_sizes(records[FIGURES]), *_far_outside(records[FIGURES], records["areas"])):
        several[index].append(problem)
    told = []
    for index, record in enumerate(records[FIGURES]):
        was, size = before.get(record["figure_id"]), _size(record)
        if answered(record):
            continue
        problems = [
            *_leap(size, was and _size(was)),
            *_above_the_area(record, size, metrics[record["metric_id"]], of_area),
            *_apart_from_the_ledger(record, tokens[record["figure_id"]]),
            *several[index],
        ]
        told += [fault(FIGURES, index, record, "value", problem, CURE) for problem in problems]
    return [replace(one, row=raw[FIGURES].numbers[one.row - 2]) for one in told]


def _size(record):
    """The size of a figure: its value, or the end that is known; 0 if neither is."""
    return abs(float(record["value"] or record["low"] or record["high"] or 0))


def _leap(now, was):
    """Ten times the last accepted value or more, or a tenth of it or less."""
    if now and was and (now >= 10 * was or now <= was / 10):
        yield f"{now:.12g} was {was:.12g} when it was last accepted"


def _limits(areas, reference):
    """The function (subject, area) -> (limit, area) of the nearest area upwards that has one, or None."""
    above, limits = {area["area_id"]: area["parent"] for area in areas}, {}
    for yardstick in sorted(reference, key=lambda one: one["year"]):
        if yardstick["high"]:  # an open-ended yardstick is no limit
            limits[yardstick["subject"], yardstick["area_id"]] = float(yardstick["high"])

    def nearest(subject, area_id):
        held = [area for area in upwards(area_id, above.get) if (subject, area) in limits]
        return (limits[subject, held[0]], held[0]) if held else None

    return nearest


def _above_the_area(record, size, metric, of_area):
    """Counts of heads or households above those of the area, and changes of more than all there was."""
    if metric["kind"] == "change" and size > 100:
        yield f"a change of {record['value']}% is more than all there was"
    for thing in ("", metric["object"]):
        subject, words = LIMITS.get((record["unit"], thing), ("", ""))
        limit = of_area(subject, record["area_id"])
        if limit and size > limit[0]:
            yield f"{size:,.12g} is more than the {limit[0]:,.12g} {words} of {limit[1]}"


def _apart_from_the_ledger(record, tokens):
    """A figure of a complete report whose printed words no longer hold the digits that the ledger counts for it."""
    for number, token in tokens:
        if _plain(token) not in _plain(record["printed"]):
            told = f"numerals.csv, row {number}, still has {token!r} for it, printed is {record['printed']!r}"
            yield f"{told}; one of the two is to follow"


def _plain(words):
    return words.replace(",", "").replace(" ", "").casefold()


def _household_sizes(figures):
    """People and households visited by one report, where they make households of an odd size."""
    visited = defaultdict(dict)
    for index, record in enumerate(figures):
        what = record["metric_id"], record["unit"]
        if record["value"] and what in (("people_visited", "people"), ("households_visited", "households")):
            together = "source_id area_id campaign_id period_start period_end scope".split()
            visited[tuple(record[column] for column in together)].setdefault(record["unit"], (index, record))
    for of_one in visited.values():
        if len(of_one) == 2:
            (index, people), (_, households) = of_one["people"], of_one["households"]
            size = float(people["value"]) / float(households["value"])
            if not HOUSEHOLD_SIZES[0] <= size <= HOUSEHOLD_SIZES[1]:
                yield index, f"with {households['figure_id']} it makes {size:.1f} people a household"


def _far_outside(figures, areas):
    """The largest row of a metric, unit and level of area, if it stands far above all its fellows."""
    levels, groups = {area["area_id"]: area["level"] for area in areas}, defaultdict(list)
    for index, record in enumerate(figures):
        if record["value"] and not record["same_as"]:
            groups[record["metric_id"], record["unit"], levels[record["area_id"]]].append((_size(record), index))
    for (metric, unit, level), fellows in groups.items():
        sizes = sorted((size for size, _ in fellows), reverse=True)
        middle = median(sizes)
        if len(sizes) > FELLOWS and sizes[0] > FAR * middle and sizes[0] > APART * sizes[1]:
            size, index = max(fellows, key=lambda one: one[0])
            others = f"{len(sizes) - 1} other rows of {metric} in {unit} of this level ({level})"
            yield index, f"{size:,.12g} stands far above the {others}: median {middle:,.12g}, next {sizes[1]:,.12g}"
