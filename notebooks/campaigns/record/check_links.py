"""What rows must agree on with each other: repeats, parts, sums of one report, and tables that are trees."""

from collections import defaultdict
from itertools import product

from campaigns.reading.printed import ReadingError
from campaigns.record.check_rows import DATED, FIGURES, SAY_WHY, read
from campaigns.record.schema import answered, fault, upwards

#: What both ends of same_as must agree on: it is one claim, told twice.
SAME_CLAIM = ("campaign_id area_id metric_id value unit baseline scope period_start period_end nights claim").split()
#: What rows of one report share if their numbers must agree.
TOGETHER = "source_id campaign_id area_id period_start period_end scope claim".split()
WHOLE_PART_RATE = "found", "resolved", "rate"


def repeat_faults(record, known):
    """same_as leads in one step to the first statement, and the same claim stands at both ends."""
    first = known[FIGURES].get(record["same_as"])
    if not first:
        return
    if first["figure_id"] == record["figure_id"]:
        yield "same_as", "it names itself", "Name another row"
    elif first["same_as"]:
        yield "same_as", f"{record['same_as']} repeats {first['same_as']} itself", f"Write {first['same_as']}"
    else:
        reprint = first["source_id"] != record["source_id"]  # another report may round or misprint the number
        for column in SAME_CLAIM:
            if first[column] != record[column] and not (reprint and column == "value"):
                held, due = record[column] or "blank", first[column] or "blank"
                problem = f"{held} differs from {due} in {record['same_as']}"
                yield column, problem, "Make both rows agree, or empty same_as"


def part_faults(record, known):
    """part_of names a first statement in the same unit, of an area that contains it, not smaller than the part."""
    figures, areas = known[FIGURES], known["areas"]
    total = figures.get(record["part_of"])
    if not total:
        return
    if _in_circle(record["figure_id"], lambda key: figures[key]["part_of"]):
        yield "part_of", "it is a part of itself", "Name another row"
    elif total["same_as"]:
        yield "part_of", f"{record['part_of']} repeats {total['same_as']}", f"Write {total['same_as']}"
    elif total["unit"] != record["unit"]:
        problem = f"{record['part_of']} cannot contain it (unit {total['unit']})"
        yield "part_of", problem, "Name a total in the same unit"
    elif total["area_id"] not in upwards(record["area_id"], lambda area: areas[area]["parent"]):
        problem = f"{record['part_of']} is of {total['area_id']}, which does not contain {record['area_id']}"
        yield "part_of", problem, "Name a total of an area that contains it, or empty the cell"
    elif record["low"] and total["high"] and float(record["low"]) > float(total["high"]):
        problem = f"{record['low']} is more than its total, {total['high']}"
        yield "part_of", problem, "Correct one of them, or empty the cell"


def sum_faults(records):
    """Found, resolved and rate of one report agree, or the note of the resolved row (or of the rate) says why not."""
    metrics = {m["metric_id"]: m for m in records["metrics"]}
    groups = defaultdict(list)
    for index, record in enumerate(records[FIGURES]):
        if not record["same_as"]:
            key = metrics[record["metric_id"]]["object"], *(record[column] for column in TOGETHER)
            groups[key].append((index, record, metrics[record["metric_id"]]))
    for rows in groups.values():
        found, resolved, rates = ([row[:2] for row in rows if _what(row[2]) == what] for what in WHOLE_PART_RATE)
        for (_, whole), (index, part) in product(found, resolved):
            if part["unit"] == whole["unit"]:
                yield from _disagreements(index, part, whole, [rate for _, rate in rates])


def _what(metric):
    """found, resolved or rate: what the metric says of its object; "" for anything else."""
    if metric["broader"]:
        return ""  # a kind of its own
    if metric["kind"] == "share" and metric["act"] == "resolved":
        return "rate"
    return metric["act"] if metric["kind"] == "count" else ""


def _disagreements(index, resolved, found, rates):
    (low, high), (least, most) = _span(resolved), _span(found)
    if answered(resolved):
        return
    if low > most:
        problem = f"{resolved['printed']!r} resolved is more than {found['printed']!r} found ({found['figure_id']})"
        yield fault(FIGURES, index, resolved, "value", problem, SAY_WHY)
    for rate in rates:
        lowest, highest = _span(rate)
        if not answered(rate) and not (low <= highest * most / 100 and high >= lowest * least / 100):
            problem = f"{rate['printed']!r} of {found['printed']!r} is not {resolved['printed']!r}"
            yield fault(FIGURES, index, resolved, "value", f"{problem} ({rate['figure_id']})", SAY_WHY)


def _span(record):
    """(low, high) that the bounds and the rounding of the printed digits leave; open ends are infinite."""
    try:
        half = read(record["printed"]).step / 2
    except ReadingError:
        half = 0
    low, high = record["low"], record["high"]
    return float(low) - half if low else float("-inf"), float(high) + half if high else float("inf")


def _tree_faults(name, column):
    """The rule that the rows of a table that is a tree lead upwards without a circle."""

    def told(record, known):
        if _in_circle(next(iter(record.values())), lambda key: known[name][key][column]):
            yield column, "it stands above itself", "Name another row"

    return told


def broader_faults(record, known):
    """A narrower metric is of the same kind as its broader one."""
    above = known["metrics"].get(record["broader"])
    if above and above["kind"] != record["kind"]:
        problem = f"a {record['kind']} cannot be a part of a {above['kind']} ({record['broader']})"
        yield "broader", problem, "Name a metric of the same kind"


def campaign_faults(campaign, known):
    """A campaign ends after it begins, within its parent; dates and their basis go together; a round has a parent."""
    first, last = campaign["from"], campaign["to"]
    if first and last and first > last:
        yield "from", f"it ends ({last}) before it begins ({first})", "Exchange or correct the dates"
    if (campaign["dates_basis"] == "not_stated") != (not first and not last):
        yield "dates_basis", f"{campaign['dates_basis']} does not fit the dates", DATED
    if campaign["kind"] == "round" and not campaign["parent"]:
        yield "parent", "a round belongs to an action", "Write the campaign_id of that action"
    parent = known["campaigns"].get(campaign["parent"], {"from": "", "to": ""})
    if first and parent["from"] > first:
        yield "from", f"{first} lies before {parent['campaign_id']}", "Correct the date, or the parent's"
    if last and parent["to"] and parent["to"] < last:
        yield "to", f"{last} lies after {parent['campaign_id']}", "Correct the date, or the parent's"


def _in_circle(key, above):
    """Whether the way upwards from the key comes back to it."""
    return above(key) == key or any(above(held) == key for held in upwards(key, above)[1:])


ROWS = {
    FIGURES: (repeat_faults, part_faults),
    "areas": (_tree_faults("areas", "parent"),),
    "campaigns": (_tree_faults("campaigns", "parent"), campaign_faults),
    "metrics": (_tree_faults("metrics", "broader"), broader_faults),
}
TABLES = (sum_faults,)
