"""Arithmetic with hedged figures: rates, ratios and sums keep their bounds or refuse.

An Amount is what a figure allows: from ``low`` to ``high``, either of them open
(None). A result whose both ends would be open says nothing and is refused.
"""

from dataclasses import dataclass

import pandas as pd

from campaigns.claims import needs
from campaigns.claims.wording import number, unit_words
from campaigns.reading.printed import bounds_of


class NoBound(ValueError):
    """The result would be open at both ends, or would mix what cannot be mixed."""


@dataclass(frozen=True)
class Amount:
    """A hedged amount: bounds (None = open), unit, and the words said of it."""

    low: float | None
    high: float | None
    unit: str

    def __post_init__(self):
        if self.low is None and self.high is None:
            raise NoBound(f"an amount of {self.unit} open at both ends says nothing")

    @classmethod
    def of(cls, row):
        """The Amount of a row of reported_figures or reference; ``about`` has no bounds and is refused."""
        low, high = (None if pd.isna(v) else float(v) for v in (row.low, row.high))
        return cls(low, high, row.unit)

    @property
    def exact(self):
        """Both bounds are known and equal."""
        return self.low == self.high

    def per(self, other, times=1, unit=None):
        """This amount divided by another positive one, times e.g. 100,000.

        A quotient is bounded below by low / other.high and above by
        high / other.low; a ratio of two lower bounds has neither and raises NoBound.
        """
        if other.low is not None and other.low <= 0 or other.high is not None and other.high <= 0:
            raise NoBound("the divisor must be positive")
        low = self.low / other.high * times if self.low is not None and other.high is not None else None
        high = self.high / other.low * times if self.high is not None and other.low is not None else None
        name = unit or f"{self.unit} per {other.unit}"
        if low is None and high is None:
            raise NoBound(f"a ratio ({name}) of figures bounded on the same side only has no bound at all")
        return Amount(low, high, name)

    def said(self, digits=3):
        """In words, rounded to significant digits: "more than 6.85", "6.1 to 6.9"."""
        low, high = (None if v is None else number(_rounded(v, digits)) for v in (self.low, self.high))
        if low is None:
            return f"at most {high}"
        if high is None:
            return f"more than {low}"
        return low if low == high else f"{low} to {high}"


def total(claims):
    """The sum of a selection as Amount; raises NoBound if it would mix units or count anything twice."""
    rows = claims.rows
    units = sorted(set(rows.unit))
    if len(units) != 1:
        raise NoBound(f"a sum needs one unit, not {', '.join(units) or 'none'}; select one with unit=...")
    inside = rows.figure_id[rows.part_of.isin(rows.figure_id)]
    if len(inside):
        raise NoBound(f"{', '.join(inside)} stand inside a total that is summed too; leave one of them out")
    told_twice = rows.figure_id[rows.same_as != ""]
    if len(told_twice):
        raise NoBound(f"{', '.join(told_twice)} tell a claim again; take selections from select()")
    if rows.metric_id.nunique() > 1 or rows.kind.isin(["change", "share", "rank"]).any():
        raise NoBound("only counts, money or durations of one metric can be added")
    if (~rows.area_id.map(lambda a: sum(b.startswith(a) for b in rows.area_id) == 1)).any():
        raise NoBound("the areas overlap; leave the larger or the smaller ones out")
    low, high = rows.low.astype(float), rows.high.astype(float)
    return Amount(
        None if low.isna().any() else float(low.sum()), None if high.isna().any() else float(high.sum()), units[0]
    )


def days(row):
    """Length of the row's period in days, both ends counted, as Amount; NoBound if an end is not known."""
    if pd.isna(row.period_start) or pd.isna(row.period_end):
        raise NoBound(f"{row.figure_id} has no period with both ends")
    length = float((row.period_end - row.period_start).days + 1)
    return Amount(length, length, "day")


def rates(data, claims, times=100_000):
    """Claims of counts as rates: a day of their period and ``times`` residents of their province (census of 2020).

    The bounds are divided like the value. Rows whose period lacks an end, whose hedge
    leaves no bound, or whose area has no census row are left out with the reason.
    """
    residents = data.reference[data.reference.subject == "population"].set_index("area_id").reference_id
    found, values, gone = [], [], {}
    for row in claims.rows.itertuples():
        if row.area_id not in residents:
            gone[row.figure_id] = "no rate: the census has no row for the area"
            continue
        try:
            length, people = days(row), reference(data, residents[row.area_id])
            found.append(Amount.of(row).per(length).per(people, times))
            values.append(_rounded(row.value / length.low / people.low * times, 3))
        except NoBound as why:
            gone[row.figure_id] = f"no rate: {why}"
    kept = claims.leave_out("no rate", figure_id=list(gone))
    kept.left_out["reason"] = [gone.get(row.figure_id, row.reason) for row in kept.left_out.itertuples()]
    low, high = ([float("nan") if v is None else _rounded(v, 3) for v in ends] for ends in _ends(found))
    unit = [f"{unit_words(unit)} a day per {times:,} residents" for unit in kept.rows.unit]
    return kept.marked(value=values, low=low, high=high, unit=unit)


def _ends(amounts):
    """The lower and the upper bounds of amounts."""
    return [amount.low for amount in amounts], [amount.high for amount in amounts]


def reference(data, reference_id):
    """One row of reference.csv as Amount; KeyError names a missing id."""
    table = needs.unnoted(data).reference
    found = table[table.reference_id == reference_id]
    needs.note("reference", reference_id, [found])
    if found.empty:
        raise KeyError(f"{reference_id} is not in reference.csv")
    row = next(found.itertuples())
    return Amount(*bounds_of(float(row.value), row.qualifier), row.unit)


def _rounded(value, digits):
    return float(f"{value:.{digits}g}")
