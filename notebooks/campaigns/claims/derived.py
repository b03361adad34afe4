"""Claims turned into what they come to: divided by days, nights, officers or one another, bounds kept."""

from contextlib import suppress

import pandas as pd

from campaigns.claims.amounts import Amount, NoBound, days, fraction
from campaigns.claims.wording import number

#: Columns of a derived figure.
COLUMNS = ("value", "low", "high", "strict_low", "strict_high")


def derived(claims, reckon, unit, digits=3):
    """The same claims as Claims of what they come to.

    reckon: function of a row -> Amount; where it raises NoBound the row is left out with the reason. unit: in words.
    value, low, high: ``digits`` significant digits, a lower bound rounded down and an upper one up, of several readings
    each to the nearest; value is the bound
    nearest to what was printed, blank where the result has two different ends.
    """
    found, gone = {}, {}
    for row in claims.rows.itertuples():
        try:
            found[row.figure_id] = _cells(reckon(row), digits, row.reading == "uncertain")
        except NoBound as why:
            gone[row.figure_id] = f"not reckoned: {why}"
    kept = claims.leave_out("", figure_id=list(gone))
    kept.left_out["reason"] = [gone.get(row.figure_id, row.reason) for row in kept.left_out.itertuples()]
    columns = {name: [cells[n] for cells in found.values()] for n, name in enumerate(COLUMNS)}
    return kept.marked(unit=unit, **columns)


def a_day(row):
    """A row's count a day of its period, or a night of its nights, as Amount; NoBound where an end is not known."""
    return Amount.of(row).per(days(row))


def said(row, language="en"):
    """A derived row in words, by its own bounds: "less than 6.2", "at least 40"; both readings where it has several."""
    low, high = (None if pd.isna(end) else fraction(end) for end in (row.low, row.high))
    if row.reading == "uncertain":
        joint = {"en": " or ", "zh": "或"}[language]
        return joint.join(number(end, language) for end in (low, high)) + "?"
    return Amount(low, high, row.unit, row.strict_low, row.strict_high).said(language=language)


def _cells(amount, digits, readings):
    ends = amount.rounded(digits)
    if readings:  # two numbers, each rounded as one, and no bounds
        ends = [None if end is None else Amount(end, end, "").rounded(digits)[0] for end in (amount.low, amount.high)]
    low, high = (float("nan") if end is None else float(end) for end in ends)
    one = amount.low is None or amount.high is None or amount.exact
    value = (high if amount.low is None else low) if one else float("nan")
    return value, low, high, amount.strict_low, amount.strict_high


def per_other(rows, others, times=1):
    """{figure_id: Amount} of rows divided by the row of ``others`` of the same report and place.

    Two rows belong together if both periods are known and equal, or if one of them is a standing number (no start) that
    ends with the other; of several others the first counts. Raises nothing: pairs without a bound are absent.
    """
    found = {}
    for row in rows.itertuples():
        for other in others[(others.source_id == row.source_id) & (others.area_id == row.area_id)].itertuples():
            if row.figure_id not in found and _together(row, other):
                with suppress(NoBound):
                    found[row.figure_id] = Amount.of(row).per(Amount.of(other), times)
    return found


def _together(row, other):
    """Whether two rows of one report speak of one time."""
    same_end = row.period_end == other.period_end or pd.isna(row.period_end) and pd.isna(other.period_end)
    no_start = pd.isna(row.period_start) or pd.isna(other.period_start)
    return same_end and (no_start or row.period_start == other.period_start)


def share(part, whole):
    """A part of its whole in percent as Amount; raises NoBound."""
    return Amount.of(part).per(Amount.of(whole), 100, "percent")


def fold(amounts):
    """How many times the smallest of Amounts the largest is, as Amount: a lower bound, from their known ends."""
    most = max((a for a in amounts if a.low is not None), key=lambda a: (a.low, a.strict_low))
    least = min((a for a in amounts if a.high is not None), key=lambda a: (a.high, not a.strict_high))
    return Amount(most.low / least.high, None, "times", most.strict_low or least.strict_high)
