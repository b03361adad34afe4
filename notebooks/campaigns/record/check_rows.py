"""What one row must agree on: within itself, and with its metric, its source and its campaign.

A rule takes a row and {table: {key: row}}, and gives (column, problem, cure) for each fault. It asks only for the cells
that it needs, so that it has its say on a row of which other cells cannot be read.
"""

from datetime import date
from functools import lru_cache

from campaigns.hedges import HEDGES, bounds_of
from campaigns.reading.printed import ReadingError, names_direction, number_groups, read_figure
from campaigns.record import schema
from campaigns.record.schema import ANSWER, answered, meant

MAX_PRINTED_WORDS = 10
FIGURES = "reported_figures"
SAY_WHY = f"Correct it, or write in the note: {ANSWER} and why it is so"
DATED = "Write stated or inferred where a date is given, not_stated where none is"

#: The printed words are asked by several rules.
read = lru_cache(maxsize=10_000)(read_figure)


# ---- what is printed -----------------------------------------------------------------------------------------------


def printed_faults(record, _):
    """Few printed words that hold one figure, with the verb of a change."""
    printed, as_printed = record["printed"], record["reading"] == "as_printed"
    if len(printed.split()) > MAX_PRINTED_WORDS:
        yield "printed", f"more than {MAX_PRINTED_WORDS} words", "Keep the hedge, the number and the counter word"
    if not as_printed or not _has_value(record):
        return
    try:
        read(printed)
    except ReadingError as told:
        shorten = "Shorten it to one figure, or set reading to repaired or uncertain with a note"
        yield "printed", str(told), told.cure or shorten
        return
    if record["baseline"] and not names_direction(printed):
        told = f"{printed!r} has no word for a fall or a rise that is known here"
        yield "printed", told, "Copy the verb too, such as 同比下降14% or fell 14%"


def damage_faults(record, _):
    """What was damaged is told."""
    if record["reading"] != "as_printed" and not record["note"]:
        cure = "Say in the note what was damaged and how it is read"
        yield "note", f"the reading is {record['reading']} and nothing says why", cure


def value_faults(record, _):
    """The value follows from the printed words."""
    if not record["value"]:
        if record["reading"] != "uncertain" and not _is_range(record):
            cure = "Fill in the number, or set reading to uncertain and say why in the note"
            yield "value", "the cell is empty", cure
        return
    said = _reading(record)
    if not said or _agrees(record, said):
        return
    problem = f"{record['value']} does not follow from printed, {record['printed']!r}, which reads {said.value}"
    if not _at_odds(record, said):
        yield "value", f"{problem}, as its bounds do", f"Write {said.value}"
        return
    due = {"value": said.value, "qualifier": said.qualifier, **_bounds(said)}
    due = [f"{column} {cell}" for column, cell in due.items() if cell is not None and str(cell) != record.get(column)]
    cure = f"One of the two is wrong, value or printed: look in the report, then write {' and '.join(due)}"
    damage = "if the report itself is damaged, set reading to repaired or uncertain with a note"
    yield "value", problem, f"{cure}, or correct printed; {damage}"


def hedge_faults(record, _):
    """The hedge is that of the printed words."""
    said = _reading(record)
    if said and record["qualifier"] != said.qualifier and not _at_odds(record, said):
        problem = f"{record['printed']!r} reads {said.qualifier}, not {record['qualifier']}"
        yield "qualifier", problem, f"Write {said.qualifier}"


def baseline_faults(record, _):
    """The baseline is that of the printed words, and so is the unit of a counter word that leaves no choice."""
    said = _reading(record)
    if said and said.baseline and record["baseline"] != said.baseline:
        yield "baseline", f"{record['printed']!r} reads {said.baseline}", f"Write {said.baseline}"
    if said and said.unit in ("person_times", "household_visits") and record["unit"] != said.unit:
        problem = f"the counter word of {record['printed']!r} says {said.unit}, not {record['unit']}"
        yield "unit", problem, f"Write {said.unit}"


def range_faults(record, _):
    """Both ends of a printed range are the numbers printed."""
    if record["value"] or not _is_range(record) or record["reading"] != "as_printed":
        return
    ends = [" ".join(token.group() for token in group) for group in number_groups(record["printed"])]
    ends = [read(end).value for end in ends]
    for column in ("low", "high"):
        if float(record[column]) not in ends:
            problem = f"{record[column]} is no end of the range {record['printed']!r}"
            yield column, problem, "Write the ends that are printed, or set reading to repaired with a note"


def bound_faults(record, _):
    """Bounds follow from value and hedge; an uncertain reading brings its own, around the value if there is one."""
    low, high, value = (_number(record[column]) for column in ("low", "high", "value"))
    if None not in (low, high) and low > high:
        problem = f"the bounds are the wrong way round ({record['low']} to {record['high']})"
        yield "low", problem, "Exchange low and high"
    elif record["reading"] == "uncertain":
        if None in (low, high) or value is not None and not low <= value <= high:
            problem = "an uncertain reading needs both ends of its candidates around the value"
            yield "low", problem, "Fill low and high"
    elif value is not None:
        said = _reading(record)
        if said and not _agrees(record, said):
            return  # told of the value, with what belongs to it
        hedge = said.qualifier if said else record["qualifier"]
        for column, given, due in zip(("low", "high"), (low, high), bounds_of(value, hedge), strict=True):
            if given != due:
                problem = f"{record[column] or 'blank'} does not follow from {hedge} {record['value']}"
                yield column, problem, "Leave the cell blank" if due is None else f"Write {due:.12g}"


def _reading(record):
    """The Reading of the printed words of a row with one value; None if they do not hold just one number."""
    try:
        return read(record["printed"]) if _has_value(record) else None
    except ReadingError:
        return None


def _has_value(record):
    """Whether the row has one value, be it one that cannot be read."""
    return record.get("value") != ""


def _agrees(record, said):
    """Whether the value is the one printed; of a change whose direction is not printed its size must be right."""
    given = float(record["value"])
    if record["baseline"] and not names_direction(record["printed"]):
        given = abs(given)
    return record["reading"] != "as_printed" or given == said.value


def _at_odds(record, said):
    """Whether value and printed words contradict each other, and no bound says which of them is right."""
    if "value" not in record or _agrees(record, said):
        return False
    ends = _bounds(said)
    return not any(ends.values()) or any(_number(record.get(column)) != end for column, end in ends.items())


def _bounds(said):
    return dict(zip(("low", "high"), bounds_of(said.value, said.qualifier), strict=True))


def _is_range(record):
    """Whether a row without a value holds a range: a hedge that closes neither end, and yet both ends."""
    hedge = HEDGES[record["qualifier"]]
    closed = hedge.closes_low or hedge.closes_high or record["reading"] == "uncertain"
    return not closed and bool(record["low"] and record["high"])


def _number(cell):
    return float(cell) if cell else None


# ---- metric --------------------------------------------------------------------------------------------------------


def metric_faults(record, known):
    """The unit is one of those of the metric; a change alone has a baseline and may be negative; shares end at 100."""
    metric = known["metrics"][record["metric_id"]]
    kind, units, is_change = metric["kind"], metric["units"].split(schema.SEPARATOR), metric["kind"] == "change"
    if is_change and not record["baseline"]:
        yield "baseline", "a change has no baseline", "Write year_on_year, previous_period or not_stated"
    if not is_change and record["baseline"]:
        yield "baseline", f"{metric['metric_id']} is not a change", "Leave the cell blank"
    if record["baseline"].startswith("against ") and not record["note"]:
        yield "note", f"the baseline is {record['baseline']!r} and nothing explains it", "Say in the note what it is"
    if record["unit"] not in units:
        problem = f"{record['unit']!r} is not a unit of {metric['metric_id']}"
        cure = f"{meant(record['unit'], units)}Write {' or '.join(units)}, or allow it in metrics.csv"
        yield "unit", problem, cure
    value = float(record["value"] or 0)
    if not is_change and value < 0:
        cure = "Write it without the minus sign, or use a metric of change"
        yield "value", f"a {kind} cannot be negative", cure
    if kind == "share" and value > 100:
        yield "value", f"{record['value']} is more than 100%", "Look for a lost decimal point in the printed figure"


# ---- period --------------------------------------------------------------------------------------------------------


def period_faults(record, _):
    """Each end has its basis, explained if inferred; a period ends after it starts; what is standing has no start."""
    for end in ("start", "end"):
        day, basis = record[f"period_{end}"], record[f"{end}_basis"]
        if (basis == "not_stated") != (not day):
            yield f"{end}_basis", f"{basis} does not fit the {end} ({day or 'blank'})", DATED
        if basis == "inferred" and not record["note"]:
            yield "note", f"the {end} is inferred and nothing says how", "Say in the note how the day was found"
    start, end = record["period_start"], record["period_end"]
    if start and record["claim"] == "standing":
        yield "period_start", "a standing figure has no start", "Leave the cell blank, or write result as the claim"
    if start and end and start > end:
        yield "period_start", f"the period ends ({end}) before it starts ({start})", "Exchange or correct the dates"


def source_faults(record, known):
    """A result or a state of things is past when it is reported; a figure of a complete report has its paragraph."""
    source = known["sources"][record["source_id"]]
    if not record["locator"] and source["coverage"] == "complete":
        yield "locator", "the cell is empty and the source is complete", "Write the number of the paragraph"
    end, published = record["period_end"], source["published"]
    if record["claim"] in ("result", "standing") and end and published and end > published:
        problem = f"a {record['claim']} to {end} cannot stand in a report of {published}"
        yield "period_end", problem, "Correct the date, or the source's"


def campaign_faults(record, known):
    """Nights are of a round; a period lies within its campaign and that campaign's parent, or the note says why not."""
    campaign, nights = known["campaigns"][record["campaign_id"]], record["nights"]
    start, end = record["period_start"], record["period_end"]
    if nights and campaign["kind"] != "round":
        yield "nights", f"{campaign['campaign_id']} is no round of nights", "Leave the cell blank"
    elif nights and not (start and end):
        yield "nights", "nights without both dates", "Fill period_start and period_end, or leave the cell blank"
    elif nights and int(nights) > (date.fromisoformat(end) - date.fromisoformat(start)).days + 1:
        yield "nights", f"{nights} nights do not fit {start} to {end}", "Correct the nights or the dates"
    parent = known["campaigns"].get(campaign["parent"])
    for held in () if answered(record) else filter(None, (campaign, parent)):
        for column, day in (("period_start", start), ("period_end", end)):
            if day and (held["from"] > day or (held["to"] and held["to"] < day)):
                span = f"{held['from'] or 'open'} to {held['to'] or 'open'}"
                yield column, f"{day} lies outside {held['campaign_id']} ({span})", SAY_WHY


# ---- yardsticks ----------------------------------------------------------------------------------------------------


def year_faults(record, _):
    """A year that is not known is explained."""
    if not record["year"] and not record["note"]:
        yield "note", "the year is blank and nothing says why", "Say it there"


def _of_yardstick(rule):
    """A rule of figures, for yardsticks: these have no column for damage, their note answers for it."""

    def told(record, known):
        return rule(record | {"reading": "repaired" if answered(record) else "as_printed"}, known)

    return told


READINGS = (printed_faults, value_faults, hedge_faults, baseline_faults, range_faults, bound_faults)
ROWS = {
    FIGURES: (*READINGS, damage_faults, metric_faults, period_faults, source_faults, campaign_faults),
    "reference": (*map(_of_yardstick, READINGS), year_faults),
}
TABLES = ()
