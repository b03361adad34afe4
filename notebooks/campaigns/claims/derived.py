"""Claims turned into what they work out at: divided by days, nights, officers or one another, bounds kept."""

from contextlib import suppress
from numbers import Real

import pandas as pd

from campaigns.claims.amounts import CELLS, Amount, NoBound, cells, days, either, fraction, reference
from campaigns.claims.wording import few, unit_words


def reckoned(claims, cells_of, why, columns):
    """Claims with columns replaced by the cells that a function of a row gives; where it raises NoBound the row is left
    out, with ``why`` and the reason."""
    found, gone = [], {}
    for row in claims.rows.itertuples():
        try:
            found.append(cells_of(row))
        except NoBound as reason:
            gone[row.figure_id] = f"{why}: {reason}"
    kept = claims.leave_out(why, figure_id=list(gone))
    kept.left_out["reason"] = [gone.get(row.figure_id, row.reason) for row in kept.left_out.itertuples()]
    return kept.marked(**{column: [cells[n] for cells in found] for n, column in enumerate(columns)})


def derived(claims, reckon, unit, digits=3):
    """The same claims as Claims of what they work out at.

    reckon: function of a row -> Amount; where it raises NoBound the row is left out with the reason. unit: in words.
    value, low, high: see cells(); of several readings each is rounded to the nearest.
    """
    kept = reckoned(claims, lambda row: _cells(reckon(row), digits, row.reading == "uncertain"), "not reckoned", CELLS)
    return kept.marked(unit=unit)


#: What a count can be divided by, and the subjects of reference.csv that hold it.
PER = {"residents": ["population"], "households": ["family_households", "households"], "police": ["police"]}


def rates(data, claims, times=100_000, per=("day", "residents")):
    """Claims of counts as rates: a day (or night) of their period and ``times`` residents of their area in 2020.

    per: "day", one of PER, or both. Of households and police the yardstick of the year nearest to the claim is taken,
    and the unit, in words, names its year. value, low, high, strict_low, strict_high: see cells(). Rows whose period
    lacks an end, whose hedge leaves no bound, or whose area has no yardstick are left out with the reason. Raises
    ValueError for another ``per`` or ``times``.
    """
    wanted = [per] if isinstance(per, str) else list(per)
    things = [one for one in wanted if one != "day"]
    if not wanted or len(things) > 1 or not set(things) <= set(PER):
        choices = ", ".join(PER)
        raise ValueError(f"per={per!r}: a rate is per 'day', per one of {choices}, or both: ('day', 'residents')")
    if isinstance(times, bool) or not isinstance(times, Real) or times <= 0:
        how = "first for how many a rate is, then of what: rates(100_000, per=('day', 'households'))"
        raise ValueError(f"times={times!r}: {how}")
    is_daily, thing = "day" in wanted, next(iter(things), None)
    return reckoned(claims, lambda row: _rate(row, data, is_daily, thing, times), "no rate", [*CELLS, "unit"])


def _rate(row, data, is_daily, thing, times):
    if row.kind not in ("count", "money") or (is_daily and row.claim == "standing"):
        raise NoBound(f"a {'standing total' if row.claim == 'standing' else row.kind} is not so many a day")
    rate, unit = Amount.of(row), unit_words(row.unit)
    if is_daily:
        length = days(row)
        rate, unit = rate.per(length), f"{unit} a {length.unit}"
    if thing:
        whole, year = _yardstick(row, data, thing)
        rate, unit = rate.per(whole, times), f"{unit} per {times:,} {thing}{year}"
    value, *ends = cells(rate)
    value = {row.high: ends[1], row.low: ends[0]}.get(row.value, value)  # of several readings, the one preferred
    return value, *ends, unit


def _yardstick(row, data, thing):
    """(Amount, its year in words) of the residents, households or police of a row's area; raises NoBound."""
    held = data.reference[data.reference.subject.isin(PER[thing])]
    here = held[held.area_id == row.area_id]
    if here.empty and thing == "residents":
        raise NoBound("the census has no row for the area")
    if here.empty:
        raise NoBound(f"reference.csv has no {thing} of the area, only of {few(held.area_id[held.low == held.high])}")
    end = row.published if pd.isna(row.period_end) else row.period_end
    nearest = here.index[0] if pd.isna(end) or len(here) == 1 else (here.year - end.year).abs().idxmin()
    whole = reference(data, here.reference_id[nearest])
    if not whole.exact:
        raise NoBound(f"the number of {thing} is hedged")
    return whole, "" if thing == "residents" else f" as counted in {here.year[nearest]}"


def a_day(row):
    """A row's count a day of its period, or a night of its nights, as Amount; NoBound where an end is not known."""
    return Amount.of(row).per(days(row))


def said(row, language="en", digits=3):
    """A derived row in words, by its own bounds: "less than 6.2", "at least 40"; both readings where it has several."""
    low, high = fraction(row.low), fraction(row.high)
    if row.reading == "uncertain":
        return either([Amount(end, end, row.unit) for end in (low, high)], 10, language) + "?"
    return Amount(low, high, row.unit, row.strict_low, row.strict_high).said(digits, language)


def _cells(amount, digits, readings):
    if not readings or None in (amount.low, amount.high) or amount.exact:
        return cells(amount, digits)
    ends = (Amount(end, end, "").rounded(digits)[0] for end in (amount.low, amount.high))  # two numbers, and no bounds
    return float("nan"), *map(float, ends), amount.strict_low, amount.strict_high


def per_other(rows, others, times=1):
    """{figure_id: Amount} of rows divided by the first row of ``others`` of the same report, place and time.

    Two rows are of one time if their periods are equal, or if one of them is a standing number (no start) that ends with
    the other. Pairs without a bound are absent.
    """
    found = {}
    for row in rows.itertuples():
        for other in others[(others.source_id == row.source_id) & (others.area_id == row.area_id)].itertuples():
            if row.figure_id not in found and _together(row, other):
                with suppress(NoBound):
                    found[row.figure_id] = Amount.of(row).per(Amount.of(other), times)
    return found


def _together(row, other):
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
