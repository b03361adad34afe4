"""The ledger of numerals: every numeral of a complete report is accounted for, once, without a gap."""

from collections import defaultdict
from itertools import pairwise

from campaigns.reading.numerals import NUMERAL
from campaigns.record.schema import Fault, fault, place


def ledger_faults(records):
    """The ledger and the figures account for each other, numeral by numeral."""
    lines = defaultdict(list)
    for index, line in enumerate(records["numerals"]):
        lines[line["source_id"]].append((index, line))
    complete = [source for source in records["sources"] if source["coverage"] == "complete"]
    for source in complete:
        yield from _gap_faults(source, lines[source["source_id"]])
        yield from _order_faults(lines[source["source_id"]])
    accounted = {line["figure_id"] for line in records["numerals"]}
    complete = {source["source_id"] for source in complete}
    for index, record in enumerate(records["reported_figures"]):
        counted = NUMERAL.search(record["printed"])  # "doubled" and 翻番 hold none
        if record["source_id"] in complete and record["figure_id"] not in accounted and counted:
            problem = f"no line of numerals.csv accounts for {record['printed']!r}"
            cure = f"Give the lines of its numerals the disposition figure and the figure_id {record['figure_id']}"
            yield fault("reported_figures", index, record, "figure_id", problem, cure)


def line_faults(line, known):
    """A numeral of a figure names it, in the same source and paragraph; any other says why it is none."""
    is_figure = line["disposition"] == "figure"
    if is_figure and not line["figure_id"]:
        problem = f"the numeral {line['token']!r} belongs to a figure that is not named"
        yield "figure_id", problem, "Write the figure_id"
    if not is_figure and (line["figure_id"] or not line["reason"]):
        problem = f"{line['token']!r} is no figure and nothing says why"
        yield "reason", problem, "Write the reason and leave figure_id blank"
    if is_figure and line["figure_id"]:
        record = known["reported_figures"][line["figure_id"]]
        for column in ("source_id", "locator"):
            if record[column] != line[column]:
                problem = f"{line[column]} differs from {record[column]} in reported_figures.csv"
                yield column, problem, "Make both agree"


def _gap_faults(source, lines):
    """Missing positions of a complete source, told with the numerals that stand around the gap."""
    held = {int(line["position"]): line for _, line in lines}
    last = int(source["numerals"] or 0)
    if last > 2 * len(held) + 100:
        told = (
            f"{last} numerals are said and numerals.csv has {len(held)} of them",
            "Correct the number, or put them back",
        )
        yield Fault(place("sources"), None, source["source_id"], "numerals", *told)
        return
    for n in range(1, last + 1):
        if n not in held:
            before, after = held.get(n - 1), held.get(n + 1)
            around = [f"after {before['token']!r} in paragraph {before['locator']}"] if before else []
            around += [f"before {after['token']!r} in paragraph {after['locator']}"] if after else []
            told = f"numeral {n} of {last} is not accounted for ({', '.join(around)})", "Put its line back"
            yield Fault(place("numerals"), None, source["source_id"], "position", *told)
    for index, line in lines:
        if int(line["position"]) > last:
            told = f"{line['source_id']} has only {last} numerals", "Remove the line, or correct sources.csv"
            yield fault("numerals", index, line, "position", *told)


def _order_faults(lines):
    """Lines that stand in an earlier paragraph than the numeral before them."""
    for (_, before), (index, line) in pairwise(sorted(lines, key=lambda one: int(one[1]["position"]))):
        if int(line["locator"]) < int(before["locator"]):
            problem = f"numeral {line['position']} stands in paragraph {line['locator']}, the one before it in"
            yield fault("numerals", index, line, "locator", f"{problem} {before['locator']}", "Correct one of the two")


def source_faults(source, _):
    """A complete source says which text it is and how many numerals it holds."""
    for column in ("file", "sha256", "numerals"):
        if source["coverage"] == "complete" and not source[column]:
            yield column, "the cell is empty and the source is complete", "Fill it, or set coverage to selected"


ROWS = {"numerals": (line_faults,), "sources": (source_faults,)}
TABLES = (ledger_faults,)
