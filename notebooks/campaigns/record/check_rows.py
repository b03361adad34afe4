"""What one row must agree on: within itself, and with its metric, its source and its campaign."""

from datetime import date

from campaigns.hedges import HEDGES, bounds_of
from campaigns.reading.printed import ReadingError, names_direction, number_groups, read_figure
from campaigns.record import schema
from campaigns.record.schema import fault

MAX_PRINTED_WORDS = 10
FIGURES = "reported_figures"
SAY_WHY = "Correct it, or say in the note why it is so"


def reading_faults(records):
    """Faults where value, hedge and bounds do not follow from the printed words, in figures and reference."""
    for index, record in enumerate(records[FIGURES]):
        for told in (*_printed_faults(record), *_bound_faults(record)):
            yield fault(FIGURES, index, record, *told)
    for index, record in enumerate(records["reference"]):
        # A yardstick has no column for damage: its note says why the value does not follow.
        asked = record | {"reading": "as_printed", "repaired": bool(record["note"])}
        for told in (*_printed_faults(asked), *_bound_faults(asked)):
            yield fault("reference", index, record, *told)


def _printed_faults(record):
    """(column, problem, cure) where the printed words and the value part."""
    printed, reading = record["printed"], record["reading"]
    if len(printed.split()) > MAX_PRINTED_WORDS:
        yield "printed", f"more than {MAX_PRINTED_WORDS} words", "Keep the hedge, the number and the counter word"
    if reading != "as_printed" and not record["note"]:
        cure = "Say in the note what was damaged and how it is read"
        yield "note", f"the reading is {reading} and nothing says why", cure
    if _is_range(record):
        yield from _range_faults(record)
    elif not record["value"]:
        if reading != "uncertain":
            cure = "Fill in the number, or set reading to uncertain and say why in the note"
            yield "value", "the cell is empty", cure
    else:
        yield from _figure_faults(record)


def _figure_faults(record):
    """(column, problem, cure) of a row whose printed words hold one number."""
    printed, as_printed = record["printed"], record["reading"] == "as_printed" and not record.get("repaired")
    try:
        read = read_figure(printed)
    except ReadingError as problem:
        if as_printed:
            cure = "Shorten it to one figure, or set reading to repaired or uncertain with a note"
            yield "printed", str(problem), cure
        return
    given = float(record["value"])
    if record["baseline"] and not names_direction(printed):
        given = abs(given)  # its size at least must be right
        if as_printed:
            told = f"{printed!r} has no word for a fall or a rise that is known here"
            yield "printed", told, "Copy the verb too, such as 同比下降14% or fell 14%"
    if as_printed and given != read.value:
        problem = f"{record['value']} does not follow from printed, {printed!r}, which reads {read.value}"
        cure = f"Write {read.value}, correct printed, or set reading to repaired or uncertain with a note"
        yield "value", problem, cure
    if record["qualifier"] != read.qualifier:
        yield "qualifier", f"{printed!r} reads {read.qualifier}, not {record['qualifier']}", f"Write {read.qualifier}"
    if read.baseline and record["baseline"] != read.baseline:
        yield "baseline", f"{printed!r} reads {read.baseline}", f"Write {read.baseline}"
    if read.unit in ("person_times", "household_visits") and record["unit"] != read.unit:
        yield "unit", f"the counter word of {printed!r} says {read.unit}, not {record['unit']}", f"Write {read.unit}"


def _is_range(record):
    """Whether the row holds a printed range: a hedge that closes neither end, and yet both ends."""
    hedge = HEDGES[record["qualifier"]]
    open_ended = not hedge.closes_low and not hedge.closes_high
    return open_ended and bool(record["low"] and record["high"]) and record["reading"] != "uncertain"


def _range_faults(record):
    """(column, problem, cure) of a printed range: both its ends are the numbers printed."""
    ends = [" ".join(token.group() for token in group) for group in number_groups(record["printed"])]
    ends = [read_figure(end).value for end in ends]
    for column in ("low", "high"):
        if float(record[column]) not in ends and not record["note"]:
            problem = f"{record[column]} is no end of the range {record['printed']!r}"
            yield column, problem, "Write the ends that are printed, or say in the note how they are read"


def _bound_faults(record):
    """(column, problem, cure) of bounds; an uncertain reading and a range bring their own, around the value."""
    low, high = (float(record[c]) if record[c] else None for c in ("low", "high"))
    value = float(record["value"]) if record["value"] else None
    if None not in (low, high) and low > high:
        problem = f"the bounds are the wrong way round ({record['low']} to {record['high']})"
        yield "low", problem, "Exchange low and high"
    elif record["reading"] == "uncertain" or _is_range(record):
        if None in (low, high) or value is not None and not low <= value <= high:
            problem = "an uncertain reading needs both ends of its candidates around the value"
            yield "low", problem, "Fill low and high"
    elif value is not None:
        for column, given, due in zip(("low", "high"), (low, high), bounds_of(value, record["qualifier"]), strict=True):
            if given != due:
                problem = f"{record[column] or 'blank'} does not follow from {record['qualifier']} {record['value']}"
                yield column, problem, "Leave the cell blank" if due is None else f"Write {due:.12g}"


def metric_faults(records):
    """Faults where a figure does not fit the kind and the units of its metric."""
    metrics = {m["metric_id"]: m for m in records["metrics"]}
    for index, record in enumerate(records[FIGURES]):
        for told in _metric_faults(record, metrics[record["metric_id"]]):
            yield fault(FIGURES, index, record, *told)


def _metric_faults(record, metric):
    units = metric["units"].split(schema.SEPARATOR)
    if record["unit"] not in units:
        problem = f"{record['unit']!r} is not a unit of {metric['metric_id']}"
        yield "unit", problem, f"Write {' or '.join(units)}, or allow it in metrics.csv"
    is_change = metric["kind"] == "change"
    if is_change and not record["baseline"]:
        yield "baseline", "a change has no baseline", "Write year_on_year, previous_period or not_stated"
    if not is_change and record["baseline"]:
        yield "baseline", f"{metric['metric_id']} is not a change", "Leave the cell blank"
    if record["baseline"].startswith("against ") and not record["note"]:
        yield "note", f"the baseline is {record['baseline']!r} and nothing explains it", "Say in the note what it is"
    value = float(record["value"] or 0)
    if not is_change and value < 0:
        cure = "Write it without the minus sign, or use a metric of change"
        yield "value", f"a {metric['kind']} cannot be negative", cure
    if metric["kind"] == "share" and value > 100:
        yield "value", f"{record['value']} is more than 100 %", "Look for a lost decimal point in the printed figure"


def period_faults(records):
    """Faults of dates, their bases, nights and claims, and of a period that leaves its campaign without a word."""
    sources = {s["source_id"]: s for s in records["sources"]}
    campaigns = {c["campaign_id"]: c for c in records["campaigns"]}
    for index, record in enumerate(records[FIGURES]):
        campaign = campaigns[record["campaign_id"]]
        told = (
            *_basis_faults(record),
            *_order_faults(record, sources[record["source_id"]]),
            *_night_faults(record, campaign),
            *_campaign_faults(record, campaign, campaigns.get(campaign["parent"])),
        )
        for one in told:
            yield fault(FIGURES, index, record, *one)


def _basis_faults(record):
    """Each end has its own basis; an inferred one is explained."""
    for end in ("start", "end"):
        day, basis = record[f"period_{end}"], record[f"{end}_basis"]
        if (basis == "not_stated") != (not day):
            cure = "Write stated or inferred where a date is given, not_stated where none is"
            yield f"{end}_basis", f"{basis} does not fit the {end} ({day or 'blank'})", cure
        if basis == "inferred" and not record["note"]:
            yield "note", f"the {end} is inferred and nothing says how", "Say in the note how the day was found"


def _order_faults(record, source):
    start, end = record["period_start"], record["period_end"]
    if start and end and start > end:
        yield "period_start", f"the period ends ({end}) before it starts ({start})", "Exchange or correct the dates"
    if record["claim"] == "standing" and start:
        yield "period_start", "a standing figure has no start", "Leave the cell blank, or write result as the claim"
    if record["claim"] == "result" and end and source["published"] and end > source["published"]:
        problem = f"a result to {end} cannot stand in a report of {source['published']}"
        yield "period_end", problem, "Correct the date, or the source's"
    if not record["locator"] and source["coverage"] == "complete":
        yield "locator", "the cell is empty and the source is complete", "Write the number of the paragraph"


def _night_faults(record, campaign):
    """Nights are of a round, and no more of them than days."""
    if not record["nights"]:
        return
    start, end = record["period_start"], record["period_end"]
    if campaign["kind"] != "round":
        yield "nights", f"{campaign['campaign_id']} is no round of nights", "Leave the cell blank"
    elif not start or not end:
        yield "nights", "nights without both dates", "Fill period_start and period_end, or leave the cell blank"
    elif int(record["nights"]) > (date.fromisoformat(end) - date.fromisoformat(start)).days + 1:
        yield "nights", f"{record['nights']} nights do not fit {start} to {end}", "Correct the nights or the dates"


def _campaign_faults(record, *campaigns):
    """A period lies within its campaign and that campaign's parent, or the note says why not."""
    if record["note"]:
        return
    for campaign in filter(None, campaigns):
        for column, day in (("period_start", record["period_start"]), ("period_end", record["period_end"])):
            if day and (campaign["from"] > day or (campaign["to"] and campaign["to"] < day)):
                span = f"{campaign['from'] or 'open'} to {campaign['to'] or 'open'}"
                yield column, f"{day} lies outside {campaign['campaign_id']} ({span})", SAY_WHY


def reference_faults(records):
    """Faults of yardsticks: a year that is not known is explained."""
    for index, record in enumerate(records["reference"]):
        if not record["year"] and not record["note"]:
            yield fault("reference", index, record, "note", "the year is blank and nothing says why", "Say it there")


RULES = (reading_faults, metric_faults, period_faults, reference_faults)
