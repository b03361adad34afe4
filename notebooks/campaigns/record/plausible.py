"""Warnings, not faults: figures that a reader should look at once more before they are drawn.

``warnings(tables, accepted)`` says what is out of proportion: ten times the last accepted value, more than the
residents, households or police of the area, a change beyond 100 %, households of an odd size, far outside the other
rows of the metric. A warning is answered in the row and then quiet: its note says "Checked:" and what was found.
It is quiet too where value, printed words and note are those of the last accepted state.
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
    rows = list(enumerate(records[FIGURES]))
    metrics = {metric["metric_id"]: metric for metric in records["metrics"]}
    found = [
        *_leaps(rows, before),
        *_above_the_area(rows, metrics, records["areas"], records["reference"]),
        *_beyond_all(rows, metrics),
        *_household_sizes(rows),
        *_apart_from_the_ledger(rows, records["numerals"]),
        *_far_outside(rows, {area["area_id"]: area["level"] for area in records["areas"]}),
    ]
    told = [
        fault(FIGURES, index, record, "value", problem, CURE)
        for index, record, problem in sorted(found, key=lambda one: one[0])
        if not _is_quiet(record, before.get(record["figure_id"]))
    ]
    return [replace(one, row=raw[FIGURES].numbers[one.row - 2]) for one in told]


def _apart_from_the_ledger(rows, numerals):
    """A figure of a complete report whose printed words no longer hold the digits that the ledger counts for it."""
    tokens = defaultdict(list)
    for number, line in enumerate(numerals, 2):
        if line["disposition"] == "figure":
            tokens[line["figure_id"]].append((number, line["token"]))
    for index, record in rows:
        for number, token in tokens[record["figure_id"]]:
            if _plain(token) not in _plain(record["printed"]):
                told = f"numerals.csv, row {number}, still has {token!r} for it, printed is {record['printed']!r}"
                yield index, record, f"{told}; one of the two is to follow"


def _plain(words):
    return words.replace(",", "").replace(" ", "").casefold()


def _is_quiet(record, before):
    """Whether the row answers for itself, or stands as it was accepted."""
    same = before and all(record[column] == before.get(column) for column in ("value", "printed", "note"))
    return answered(record) or bool(same)


def _size(record):
    """The size of a figure: its value, or the end that is known; None if neither is."""
    number = record["value"] or record["low"] or record["high"]
    return abs(float(number)) if number else None


def _leaps(rows, before):
    """Rows that hold ten times their last accepted value or more, or a tenth of it or less."""
    for index, record in rows:
        now, was = _size(record), _size(before[record["figure_id"]]) if record["figure_id"] in before else None
        if now and was and (now >= 10 * was or now <= was / 10):
            yield index, record, f"{now:.12g} was {was:.12g} when it was last accepted"


def _above_the_area(rows, metrics, areas, reference):
    """Counts of heads or households above those of the area, or of the nearest area above it with a yardstick."""
    above, limits = {area["area_id"]: area["parent"] for area in areas}, {}
    for yardstick in sorted(reference, key=lambda one: one["year"]):
        if yardstick["high"]:  # an open-ended yardstick is no limit
            limits[yardstick["subject"], yardstick["area_id"]] = float(yardstick["high"])
    for index, record in rows:
        for thing in ("", metrics[record["metric_id"]]["object"]):
            subject, words = LIMITS.get((record["unit"], thing), ("", ""))
            held = [area for area in upwards(record["area_id"], above.get) if (subject, area) in limits]
            if held and (_size(record) or 0) > limits[subject, held[0]]:
                limit = limits[subject, held[0]]
                yield index, record, f"{_size(record):,.12g} is more than the {limit:,.12g} {words} of {held[0]}"


def _beyond_all(rows, metrics):
    """Changes of more than all there was."""
    for index, record in rows:
        if metrics[record["metric_id"]]["kind"] == "change" and (_size(record) or 0) > 100:
            yield index, record, f"a change of {record['value']} % is more than all there was"


def _household_sizes(rows):
    """People and households visited by one report, where they make households of an odd size."""
    visited = defaultdict(dict)
    for index, record in rows:
        together = tuple(
            record[c] for c in ("source_id", "area_id", "campaign_id", "period_start", "period_end", "scope")
        )
        if record["value"] and (record["metric_id"], record["unit"]) in (
            ("people_visited", "people"),
            ("households_visited", "households"),
        ):
            visited[together].setdefault(record["unit"], (index, record))
    for rows_of_one in visited.values():
        if len(rows_of_one) == 2:
            (index, people), (_, households) = rows_of_one["people"], rows_of_one["households"]
            size = float(people["value"]) / float(households["value"])
            if not HOUSEHOLD_SIZES[0] <= size <= HOUSEHOLD_SIZES[1]:
                yield index, people, f"with {households['figure_id']} it makes {size:.1f} people a household"


def _far_outside(rows, levels):
    """The largest row of a metric, unit and level of area, if it stands far above all its fellows."""
    groups = defaultdict(list)
    for index, record in rows:
        if record["value"] and not record["same_as"]:
            groups[record["metric_id"], record["unit"], levels[record["area_id"]]].append(
                (_size(record), index, record)
            )
    for (metric, unit, level), fellows in groups.items():
        sizes = sorted((size for size, _, _ in fellows), reverse=True)
        middle = median(sizes)
        if len(sizes) > FELLOWS and sizes[0] > FAR * middle and sizes[0] > APART * sizes[1]:
            size, index, record = max(fellows, key=lambda one: one[0])
            others = f"{len(sizes) - 1} other rows of {metric} in {unit} of this level ({level})"
            yield (
                index,
                record,
                f"{size:,.12g} stands far above the {others}: median {middle:,.12g}, next {sizes[1]:,.12g}",
            )
