"""Arithmetic with hedged figures: sums, differences and ratios keep their bounds or refuse (NoBound).

An Amount is what a figure allows: from ``low`` to ``high``, either of them open (None), either of them excluded
("more than 5" is not 5) or not ("at least 5" may be 5). It is reckoned exactly, and rounded only when it is said, a low
end down and a high end up: nothing derived claims more than its rows.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import reduce
from numbers import Integral

import pandas as pd

from campaigns.claims import names, needs
from campaigns.claims.wording import few, number, period, unit_words
from campaigns.hedges import HEDGES, said_of_range

_YEAR = 366  # days within which all periods of a sum lie


class NoBound(ValueError):
    """The result would be open at both ends, or would mix what cannot be mixed."""


@dataclass(frozen=True)
class Amount:
    """A hedged amount: bounds (None = open), unit, and whether a bound is itself excluded (strict).

    low, high: any numbers; kept as Fractions of their shortest decimals (0.1 is one tenth). An open end is never
    strict. Raises NoBound if both ends are open, ValueError if no number lies between them.
    """

    low: Fraction | None
    high: Fraction | None
    unit: str
    strict_low: bool = False
    strict_high: bool = False

    def __post_init__(self):
        low, high = fraction(self.low), fraction(self.high)
        if low is None and high is None:
            raise NoBound(f"an amount of {unit_words(self.unit)} open at both ends says nothing")
        ends = {"low": low, "high": high}
        ends |= {"strict_low": bool(self.strict_low) and low is not None}
        ends |= {"strict_high": bool(self.strict_high) and high is not None}
        if None not in (low, high) and (low > high or low == high and (ends["strict_low"] or ends["strict_high"])):
            raise ValueError(f"no amount lies between {low} and {high}")
        for name, end in ends.items():
            object.__setattr__(self, name, end)

    def __repr__(self):
        return f"Amount({self.said(10)} {unit_words(self.unit)})"

    @classmethod
    def of(cls, row):
        """The Amount of a row of reported_figures or reference; ``about`` has no bounds and raises NoBound.

        An uncertain reading runs over its candidates, as far as its hedge closes them.
        """
        low, high = (fraction(getattr(row, end)) for end in ("low", "high"))
        hedge = HEDGES[row.qualifier]
        closed = hedge.closes_low, hedge.closes_high
        if next((end for end in (low, high) if end is not None), 0) < 0:
            closed = closed[::-1]  # the hedge of a fall speaks of its size
        low, high = low if closed[0] else None, high if closed[1] else None
        return cls(low, high, row.unit, hedge.strict, hedge.strict)

    @property
    def exact(self):
        """Both bounds are known and equal."""
        return self.low == self.high

    def plus(self, other):
        """The sum of two amounts of one unit; an end that either leaves open stays open."""
        self._same_unit(other)
        low = None if None in (self.low, other.low) else self.low + other.low
        high = None if None in (self.high, other.high) else self.high + other.high
        strict = self.strict_low or other.strict_low, self.strict_high or other.strict_high
        return Amount(low, high, self.unit, *strict)

    def minus(self, other):
        """The difference of two amounts of one unit; of two lower bounds it has no bound and raises NoBound."""
        self._same_unit(other)
        turned = [None if end is None else -end for end in (other.high, other.low)]
        if None in (self.low, turned[0]) and None in (self.high, turned[1]):
            raise NoBound(f"a difference ({self.unit}) of figures bounded on the same side only has no bound at all")
        return self.plus(Amount(*turned, other.unit, other.strict_high, other.strict_low))

    def per(self, other, times=1, unit=None):
        """This amount divided by another positive one, times e.g. 100,000.

        The quotient is bounded below by low / other.high and above by high / other.low, and excludes an end where
        either of the two does; a ratio of two lower bounds has neither and raises NoBound.
        """
        if other.low is not None and other.low <= 0 or other.high is not None and other.high <= 0:
            raise NoBound("the divisor must be positive")
        low, strict_low = _quotient(self.low, self.strict_low, other, times, towards_zero=(self.low or 0) > 0)
        high, strict_high = _quotient(self.high, self.strict_high, other, times, towards_zero=(self.high or 0) < 0)
        name = unit or f"{self.unit} per {other.unit}"
        if low is None and high is None:
            raise NoBound(f"a ratio ({name}) of figures bounded on the same side only has no bound at all")
        return Amount(low, high, name, strict_low, strict_high)

    def said(self, digits=3, language="en", of=""):
        """In words, at most as strong as the amount: "more than 6.85", "at least 95", "6.1 to 6.9", "at most 13.4".

        A low end is rounded down and a high end up, to significant digits. One known number, low and high alike, is
        rounded, a half away from zero, and carries no hedge, as a printed number without a hedge does. of: what the
        amount is a part or a multiple of, in Chinese behind the hedge: "超过四川的18".
        """
        low, high = self.rounded(digits)
        words = [None if end is None else number(end, language) for end in (low, high)]
        first = words[low is None]
        words = [of + word if word == first else word for word in words]
        return said_of_range(*words, self.strict_low, self.strict_high, language)

    def rounded(self, digits=3):
        """The two ends as Decimals (None = open) that contain the amount, to significant digits; see said()."""
        ways = (ROUND_HALF_UP,) * 2 if self.exact else (ROUND_FLOOR, ROUND_CEILING)
        return tuple(
            None if end is None else _rounded(end, digits, way)
            for end, way in zip((self.low, self.high), ways, strict=True)
        )

    def _same_unit(self, other):
        if self.unit != other.unit:
            raise NoBound(f"{unit_words(self.unit)} and {unit_words(other.unit)} cannot be added or subtracted")


def either(amounts, digits=3, language="en"):
    """What several readings give, each in words, in the order of the readings: "5.9 or 5.5"."""
    said = [amount.said(digits, language) for amount in amounts]
    return {"en": " or ", "zh": "或"}[language].join(dict.fromkeys(said))


def fraction(value):
    """A number as the Fraction of its shortest decimals; None for a blank (None, NaN)."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, Integral):
        return Fraction(int(value))
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _quotient(end, strict, other, times, towards_zero):
    """(bound, strict) of one end over a positive divisor: the largest divisor brings it towards zero."""
    divisor = other.high if towards_zero else other.low
    if end == 0:
        return end, strict  # whatever it is divided by
    if end is None or divisor is None:
        return None, False
    return end / divisor * fraction(times), strict or (other.strict_high if towards_zero else other.strict_low)


def _rounded(value, digits, rounding):
    return Context(prec=digits, rounding=rounding).divide(Decimal(value.numerator), Decimal(value.denominator))


def total(claims):
    """The sum of a selection as Amount; raises NoBound if it would mix units or periods or count anything twice."""
    if claims.record is None:
        raise NoBound("only a selection made by select() knows which areas lie in which")
    rows = claims.rows
    units = sorted(set(rows.unit))
    if not units:
        raise NoBound("no claim is selected, so there is no sum")
    if len(units) != 1:
        raise NoBound(f"a sum needs one unit, not {', '.join(units)}; select one: .only(unit={units[0]!r})")
    inside = rows.figure_id[rows.part_of.isin(rows.figure_id)]
    if len(inside):
        raise NoBound(f"a total is summed with parts of it; leave them out: {_out('inside a total', inside)}")
    told_twice = rows.figure_id[rows.same_as != ""]
    if len(told_twice):
        raise NoBound(f"{', '.join(told_twice)} tell a claim again; take selections from select()")
    if rows.metric_id.nunique() > 1 or rows.kind.isin(["change", "share", "rank"]).any():
        raise NoBound(f"only counts, money or durations of one metric can be added, not {few(rows.metric_id)}")
    _refuse_one_area_twice(rows)
    _refuse_areas_within_areas(rows, names.outer(claims.record.areas))
    for column, what in (("scope", "scope"), ("claim", "kind of claim")):
        if rows[column].nunique() > 1:
            told = ", ".join(sorted(set(rows[column].replace("", "all"))))
            raise NoBound(f"the claims differ in {what} ({told}); select one with {column}=...")
    _refuse_unlike_periods(rows)
    return reduce(Amount.plus, map(Amount.of, rows.itertuples()))


def _refuse_one_area_twice(rows):
    for area, fellows in rows.groupby("area_id", sort=False):
        if len(fellows) < 2:
            continue
        spans = fellows.dropna(subset=["period_start", "period_end"]).sort_values("period_start")
        reports, told = fellows.source_id.nunique(), f"{len(fellows)} rows of {area} cannot be added:"
        if len(spans) == len(fellows) and (spans.period_start[1:].values > spans.period_end[:-1].values).all():
            raise NoBound(f"{told} one thing may be counted in each of their periods; select one year or campaign")
        cause = (
            f"{reports} reports tell one claim, or count the same days" if reports > 1 else "they count the same days"
        )
        raise NoBound(f"{told} {cause}. Keep one: {_out('told by another row', fellows.figure_id[1:])}")


def _refuse_areas_within_areas(rows, outer):
    areas = set(rows.area_id)
    if within := [area for area in rows.area_id if outer[area] & areas]:
        whole = sorted(set().union(*(outer[area] for area in within)) & areas)
        keep = f"keep those of one level: .only(level={rows.level.mode()[0]!r})"
        raise NoBound(f"the areas overlap, {few(within)} in {few(whole)}; {keep}")


def _refuse_unlike_periods(rows):
    """Raise NoBound where one period is more than twice as long as another, or all do not lie within a year."""
    length = (rows.period_end - rows.period_start).dt.days + 1
    begin, end = rows.period_start.fillna(rows.period_end), rows.period_end
    within = begin.min() + pd.Timedelta(days=_YEAR) > end.max() or end.isna().all()
    if within and (length.isna().all() or length.notna().all() and length.max() <= 2 * length.min()):
        return
    alike = max(
        (length.between(days, 2 * days) & (begin >= first) & (end < first + pd.Timedelta(days=_YEAR))
         for days, first in zip(length, begin, strict=True)), key=lambda held: held.sum(),
    )  # fmt: skip
    told = few(f"{period(row)} ({row.area_en})" for row in rows.itertuples())
    cure = "say them one by one, or a day: .rates(per='day')"
    if alike.sum() > 1:
        cure = f"keep those that are alike: {_out('of another period', rows.figure_id[~alike])}"
    raise NoBound(f"periods as unlike as these cannot be added: {told}; {cure}")


def _out(reason, figure_ids):
    return f".leave_out({reason!r}, figure_id={list(figure_ids)})"


def days(row):
    """Length of the row's period as Amount: its nights where ``nights`` is filled, else its days, both ends counted.

    Raises NoBound if an end of the period is not known.
    """
    nights = getattr(row, "nights", None)
    if not pd.isna(nights) and nights != "":
        return Amount(nights, nights, "night")
    if pd.isna(row.period_start) or pd.isna(row.period_end):
        raise NoBound(f"{row.figure_id} has no period with both ends")
    length = (row.period_end - row.period_start).days + 1
    return Amount(length, length, "day")


#: Columns of a reckoned amount.
CELLS = ("value", "low", "high", "strict_low", "strict_high")


def cells(amount, digits=3):
    """The CELLS of an Amount, to significant digits, a low end rounded down and a high end up; a range has no value."""
    low, high = (float("nan") if end is None else float(end) for end in amount.rounded(digits))
    one = amount.low is None or amount.high is None or amount.exact
    value = (high if amount.low is None else low) if one else float("nan")
    return value, low, high, amount.strict_low, amount.strict_high


def reference(data, reference_id):
    """One row of reference.csv as Amount; NotInRecord, a KeyError, says what is near an id that is missing."""
    table = needs.unnoted(data).reference
    found = table[table.reference_id == reference_id]
    needs.note("reference", reference_id, [found])
    if found.empty:
        alike = names.near(reference_id, list(table.reference_id)) or "nothing"
        raise names.NotInRecord(
            f"{reference_id} is not in reference.csv; near: {alike}; record.reference lists them all"
        )
    return Amount.of(next(found.itertuples()))
