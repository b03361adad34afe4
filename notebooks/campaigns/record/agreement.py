"""How far two readers agree who coded the same figures without sight of each other."""

from dataclasses import dataclass
from math import sqrt

#: Columns with a closed list of values, for which chance agreement can be reckoned.
CATEGORIES = (
    "unit qualifier reading baseline period_basis start_basis end_basis claim claimant_kind scope counted_by "
    "metric_id area_id campaign_id"
).split()
#: What the first two readers of the complete reports coded, by the columns of the first edition.
FIRST = (
    "unit qualifier reading baseline period_basis claim metric_id area_id campaign_id "
    "locator value low high period_start period_end same_as"
).split()
#: What is compared in the selected reports: a free label of each reader's own, then the metric it leads to.
WIDER = "value unit unit_class qualifier baseline label metric_id".split()
THIRD = "value unit qualifier baseline".split()
#: What was coded once in the selected reports, and then a second time.
FOURTH = (
    "period_start period_end start_basis end_basis area_id campaign_id claim claimant_kind scope counted_by"
).split()


@dataclass(frozen=True)
class Agreement:
    """Agreement in one column: pairs coded by both, pairs that agree, Cohen's kappa (None: no categories, or no spread)."""

    column: str
    pairs: int
    agree: int
    kappa: float | None

    def interval(self, z=1.96):
        """The 95 % interval of the share that agrees (Wilson), as (low, high)."""
        n, share = self.pairs, self.agree / self.pairs
        middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def agreement(pairs, columns=FIRST):
    """Agreement per column over (first, second) records of the same figure."""
    return [_in_column(column, [(first[column], second[column]) for first, second in pairs]) for column in columns]


def codings(records):
    """(heading, what was done and what it covers, [Agreement per column]) of each coding.

    records: {table name: rows as dicts of text}.
    """
    yield _of_the_complete(records["first_coding"], records["second_coding"])
    yield _of_the_selected(records["wider_codings"])
    yield _of_the_weakest(records["third_coding"])
    if "fourth_coding" in records:
        yield _of_what_was_coded_once(records["fourth_coding"])


def coded_pairs(first, second):
    """(first, second) records of every figure that both readers coded, and the figure_ids only the first has.

    first, second: the records of first_coding.csv and second_coding.csv.
    """
    by_id = {record["figure_id"]: record for record in second}
    pairs = [(record, by_id[record["figure_id"]]) for record in first if record["figure_id"] in by_id]
    return pairs, [record["figure_id"] for record in first if record["figure_id"] not in by_id]


def wider_pairs(rows):
    """(first, second) records of every figure of the selected reports that both readers coded, and the rows of one only.

    rows: the records of wider_codings.csv.
    """
    return sides([row for row in rows if not row["unmatched"]], "second"), [row for row in rows if row["unmatched"]]


def sides(rows, other):
    """(first, other) records of rows that hold both readers' columns, prefixed by first_ and by the other's name."""
    return [(_side(row, "first"), _side(row, other)) for row in rows]


def _of_the_complete(first, second):
    pairs, alone = coded_pairs(first, second)
    only = f"{len(alone)} by the first reader only ({', '.join(f'`{a}`' for a in alone)})" if alone else "none by one alone"
    told = (
        f"The complete reports of the first edition, every column: {len(pairs)} figures by both, {only}. The second reader "
        "had the list of metrics, which tells what to look for: agreement on what to code is therefore weaker evidence than "
        "agreement on how. Every difference was settled; how is said in `second_coding.csv`. One basis stood for both ends "
        "of a period then."
    )
    return "The complete reports", told, agreement(pairs)


def _of_the_selected(rows):
    pairs, alone = wider_pairs(rows)
    second = sum(row["unmatched"].startswith("second") for row in alone)
    told = (
        f"{len(pairs)} figures of selected reports by both, {len(alone) - second} by the first reader only, {second} by the "
        "second only, most of them figures of staffing and of a year's work that the first left out on purpose. Figures were "
        "matched by report and value, so agreement on the value holds by construction. `label` compares the readers' own "
        "words; one person then assigned both readers' labels to metrics, so agreement on `metric_id` is higher than two "
        "independent assignments would give. Not coded twice here: period, area, campaign, claim, claimant."
    )
    return "The selected reports: what is counted", told, agreement(pairs, WIDER)


def _of_the_weakest(rows):
    asked, copies = sum(bool(row["finding"]) for row in rows), sum(row["found"] == "other_copy" for row in rows)
    told = (
        f"{len(rows)} figures looked up once more: the {asked} weakest rows, each with a question, and every figure that the "
        f"first reader had copied without its verb or counter word; {len(rows) - copies} on the page of the record, {copies} "
        "in another copy. The readers knew report, area and label of a figure, so agreement on the value is no measurement. "
        "`settlement` in `third_coding.csv` says what became of each difference."
    )
    return "The selected reports: the weakest rows", told, agreement(sides(rows, "third"), THIRD)


def _of_what_was_coded_once(rows):
    told = (
        f"{len(rows)} figures, drawn at random and all that count households visited, coded from the reports by a reader who "
        "had not seen the record: the columns that had been coded once. `settlement` in `fourth_coding.csv` says what became of "
        "each difference."
    )
    pairs = sides(rows, "fourth")
    return "The selected reports: period, place and claim", told, agreement(pairs, [c for c in FOURTH if c in pairs[0][0]])


def _side(row, side):
    """The columns of one reader, without the name of the reader."""
    return {column.removeprefix(f"{side}_"): cell for column, cell in row.items() if column.startswith(f"{side}_")}


def _in_column(column, cells):
    agree = sum(a == b for a, b in cells)
    return Agreement(column, len(cells), agree, _kappa(cells) if column in CATEGORIES else None)


def _kappa(cells):
    """Cohen's kappa: agreement beyond what the two readers' own frequencies would give by chance."""
    n = len(cells)
    observed = sum(a == b for a, b in cells) / n
    values = {value for cell in cells for value in cell}
    expected = sum(sum(a == value for a, _ in cells) / n * (sum(b == value for _, b in cells) / n) for value in values)
    return None if expected == 1 else (observed - expected) / (1 - expected)
