"""What rows must agree on with each other: repeats, parts, sums of one report, and tables that are trees."""

from collections import defaultdict

from campaigns.reading.printed import ReadingError, read_figure
from campaigns.record.check_rows import FIGURES, SAY_WHY
from campaigns.record.schema import fault

#: What both ends of same_as must agree on: it is one claim, told twice.
SAME_CLAIM = "campaign_id area_id metric_id value unit baseline scope period_start period_end nights claim".split()
#: What may tell two rows of one report apart: a value alone does not, nor a -b at the end of an id.
APART = (
    "source_id campaign_id area_id metric_id label_zh unit incomplete baseline scope counted_by period_start period_end "
    "nights claim same_as part_of"
).split()
#: What rows of one report share if their numbers must agree.
TOGETHER = "source_id campaign_id area_id period_start period_end scope claim".split()
#: Tables that are trees, with the column that leads upwards.
TREES = (("areas", "parent"), ("campaigns", "parent"), ("metrics", "broader"))


def repeat_faults(records):
    """Faults of same_as: one step to the first statement, and the same claim at both ends."""
    by_id = {record["figure_id"]: record for record in records[FIGURES]}
    for index, record in enumerate(records[FIGURES]):
        first = by_id.get(record["same_as"])
        if first is record:
            yield fault(FIGURES, index, record, "same_as", "it names itself", "Name another row")
        elif first and first["same_as"]:
            problem = f"{record['same_as']} repeats {first['same_as']} itself"
            yield fault(FIGURES, index, record, "same_as", problem, f"Write {first['same_as']}")
        elif first:
            reprint = first["source_id"] != record["source_id"]  # another report may round or misprint the number
            for column in SAME_CLAIM:
                if first[column] != record[column] and not (reprint and column == "value"):
                    held, due = record[column] or "blank", first[column] or "blank"
                    problem = f"{held} differs from {due} in {record['same_as']}"
                    yield fault(FIGURES, index, record, column, problem, "Make both rows agree, or empty same_as")


def part_faults(records):
    """Faults of part_of: a first statement in the same unit, of an area that contains it, not smaller than the part."""
    by_id = {record["figure_id"]: record for record in records[FIGURES]}
    above = {area["area_id"]: area["parent"] for area in records["areas"]}
    for index, record in enumerate(records[FIGURES]):
        total = by_id.get(record["part_of"])
        if not total:
            continue
        told = None
        if _in_circle(record["figure_id"], lambda key: by_id[key]["part_of"]):
            told = "it is a part of itself", "Name another row"
        elif total["same_as"]:
            told = f"{record['part_of']} repeats {total['same_as']}", f"Write {total['same_as']}"
        elif total["unit"] != record["unit"]:
            told = f"{record['part_of']} cannot contain it (unit {total['unit']})", "Name a total in the same unit"
        elif total["area_id"] not in _upwards(record["area_id"], above.get):
            told = f"{record['part_of']} is of {total['area_id']}, which does not contain {record['area_id']}", SAY_WHY
        elif record["low"] and total["high"] and float(record["low"]) > float(total["high"]):
            told = f"{record['low']} is more than its total, {total['high']}", "Correct one of them, or empty the cell"
        if told:
            yield fault(FIGURES, index, record, "part_of", *told)


def twin_faults(records):
    """Rows of one report that only their numbers tell apart."""
    seen = {}
    for index, record in enumerate(records[FIGURES]):
        key = tuple(record[column] for column in APART)
        if key in seen:
            problem = f"only its number tells it from {seen[key]}"
            cure = "Say in scope, label_zh, counted_by, baseline or the period what differs, or link it with same_as"
            yield fault(FIGURES, index, record, "scope", problem, cure)
        seen.setdefault(key, record["figure_id"])


def sum_faults(records):
    """Found, resolved and rate of one report agree, or the note of the resolved row (or of the rate) says why not."""
    metrics = {m["metric_id"]: m for m in records["metrics"]}
    groups = defaultdict(list)
    for index, record in enumerate(records[FIGURES]):
        if not record["same_as"]:
            key = metrics[record["metric_id"]]["object"], *(record[column] for column in TOGETHER)
            groups[key].append((index, record, metrics[record["metric_id"]]))
    for rows in groups.values():
        of = {what: [row[:2] for row in rows if _what(row[2]) == what] for what in ("found", "resolved", "rate")}
        for _, found in of["found"]:
            for index, resolved in of["resolved"]:
                if resolved["unit"] == found["unit"]:
                    rates = [rate for _, rate in of["rate"]]
                    yield from _disagreements(index, resolved, found, rates)


def _what(metric):
    """found, resolved or rate: what the metric says of its object; "" for anything else."""
    if metric["broader"]:
        return ""  # a kind of its own
    if metric["kind"] == "share" and metric["act"] == "resolved":
        return "rate"
    return metric["act"] if metric["kind"] == "count" and metric["act"] in ("found", "resolved") else ""


def _disagreements(index, resolved, found, rates):
    low, high = _span(resolved)
    least, most = _span(found)
    if low > most and not resolved["note"]:
        problem = f"{resolved['printed']!r} resolved is more than {found['printed']!r} found ({found['figure_id']})"
        yield fault(FIGURES, index, resolved, "value", problem, SAY_WHY)
    for rate in rates:
        lowest, highest = _span(rate)
        meet = low <= highest * most / 100 and high >= lowest * least / 100
        if not meet and not resolved["note"] and not rate["note"]:
            problem = f"{rate['printed']!r} of {found['printed']!r} is not {resolved['printed']!r}"
            yield fault(FIGURES, index, resolved, "value", f"{problem} ({rate['figure_id']})", SAY_WHY)


def _span(record):
    """(low, high) that the bounds and the rounding of the printed digits leave; open ends are infinite."""
    try:
        half = read_figure(record["printed"]).step / 2
    except ReadingError:
        half = 0
    low, high = record["low"], record["high"]
    return float(low) - half if low else float("-inf"), float(high) + half if high else float("inf")


def tree_faults(records):
    """Parents without circles; a narrower metric of the same kind as its broader one."""
    for name, column in TREES:
        key = {"areas": "area_id", "campaigns": "campaign_id", "metrics": "metric_id"}[name]
        by_id = {record[key]: record for record in records[name]}
        for index, record in enumerate(records[name]):
            above = by_id.get(record[column])
            if _in_circle(record[key], lambda held, by_id=by_id, column=column: by_id[held][column]):
                yield fault(name, index, record, column, "it stands above itself", "Name another row")
            elif above and name == "metrics" and above["kind"] != record["kind"]:
                problem = f"a {record['kind']} cannot be a part of a {above['kind']} ({record[column]})"
                yield fault(name, index, record, column, problem, "Name a metric of the same kind")


def campaign_faults(records):
    """A campaign ends after it begins, within its parent; a round has one; dates and their basis go together."""
    by_id = {campaign["campaign_id"]: campaign for campaign in records["campaigns"]}
    for index, campaign in enumerate(records["campaigns"]):
        first, last, parent = campaign["from"], campaign["to"], by_id.get(campaign["parent"])
        told = []
        if first and last and first > last:
            told.append(("from", f"it ends ({last}) before it begins ({first})", "Exchange or correct the dates"))
        if (campaign["dates_basis"] == "not_stated") != (not first and not last):
            cure = "Write stated or inferred where a date is given, not_stated where none is"
            told.append(("dates_basis", f"{campaign['dates_basis']} does not fit the dates", cure))
        if campaign["kind"] == "round" and not parent:
            told.append(("parent", "a round belongs to an action", "Write the campaign_id of that action"))
        if parent and first and parent["from"] > first:
            told.append(("from", f"{first} lies before {parent['campaign_id']}", "Correct the date, or the parent's"))
        if parent and last and parent["to"] and parent["to"] < last:
            told.append(("to", f"{last} lies after {parent['campaign_id']}", "Correct the date, or the parent's"))
        for one in told:
            yield fault("campaigns", index, campaign, *one)


def _upwards(key, above):
    """The key and all keys above it, as far as ``above`` (a function from key to key or "") leads."""
    seen = []
    while key and key not in seen:
        seen.append(key)
        key = above(key)
    return seen


def _in_circle(key, above):
    """Whether the way upwards from the key comes back to it."""
    return above(key) == key or any(above(held) == key for held in _upwards(key, above)[1:])


RULES = (repeat_faults, part_faults, twin_faults, sum_faults, tree_faults, campaign_faults)
