"""How far two readers agree who coded the same figures without sight of each other."""

from collections import Counter
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
    """Agreement in one column: pairs coded by both, pairs that agree, Cohen's kappa.

    kappa is None where the column has no closed list of values, or no spread.
    """

    column: str
    pairs: int
    agree: int
    kappa: float | None

    def interval(self, z=1.96):
        """The 95% interval of the share that agrees (Wilson), as (low, high)."""
        n, share = self.pairs, self.agree / self.pairs
        middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def agreement(pairs, columns=FIRST):
    """Agreement per column over (first, second) records of the same figure."""
    found = []
    for column in columns:
        cells = [(first[column], second[column]) for first, second in pairs]
        kappa = _kappa(cells) if column in CATEGORIES else None
        found.append(Agreement(column, len(cells), sum(a == b for a, b in cells), kappa))
    return found


def coded_pairs(first, second):
    """(first, second) records of every figure that both readers coded, and the figure_ids only the first has.

    first, second: the records of first_coding.csv and second_coding.csv.
    """
    by_id = {record["figure_id"]: record for record in second}
    pairs = [(record, by_id[record["figure_id"]]) for record in first if record["figure_id"] in by_id]
    return pairs, [record["figure_id"] for record in first if record["figure_id"] not in by_id]


def wider_pairs(rows):
    """(first, second) records of every figure that both readers coded, and the rows that only one of them has.

    rows: the records of wider_codings.csv.
    """
    return sides([row for row in rows if not row["unmatched"]], "second"), [row for row in rows if row["unmatched"]]


def sides(rows, other):
    """(first, other) records of rows that hold both readers' columns, prefixed by first_ and by the other's name."""
    return [(_side(row, "first"), _side(row, other)) for row in rows]


def _side(row, side):
    """The columns of one reader, without the name of the reader."""
    return {column.removeprefix(f"{side}_"): cell for column, cell in row.items() if column.startswith(f"{side}_")}


def _kappa(cells):
    """Cohen's kappa: agreement beyond what the two readers' own frequencies would give by chance."""
    n, (first, second) = len(cells), map(Counter, zip(*cells, strict=True))
    observed = sum(a == b for a, b in cells) / n
    expected = sum(times * second[value] for value, times in first.items()) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)
