"""Claims beside what they can be set against, and how much of a rate hangs on a borrowed day or a night round.

What is derived here is an Amount; ``beside`` puts amounts into the place of a selection's numbers, so that a chart
draws them with the signs of the rows that they come from.
"""

from dataclasses import replace

import pandas as pd

from campaigns.claims import amounts
from campaigns.claims.amounts import CELLS, Amount, fraction
from campaigns.claims.select import select
from campaigns.claims.wording import unit_words


def residents(record, area_id):
    """The residents of an area in the census of 2020 as Amount; KeyError names an area that has none."""
    code = "china" if area_id == "CN" else area_id.removeprefix("CN-").lower()
    return amounts.reference(record, f"population-{code}-y2020")


def day_rate(record, row, start=None, without=None, times=100_000):
    """A row's amount a day (or night) of its period and ``times`` residents of its area, as Amount.

    start: another first day (YYYY-MM-DD) in place of the row's. without: the row of a round inside the period, whose
    amount and nights are taken away. Raises NoBound where the period lacks an end or a difference has no bound.
    """
    if start is not None:
        row = row._replace(period_start=pd.Timestamp(start))
    amount, length = Amount.of(row), amounts.days(row)
    if without is not None:
        amount = amount.minus(Amount.of(without))
        length = length.minus(replace(amounts.days(without), unit=length.unit))
    unit = f"{unit_words(row.unit)} a {length.unit} per {times:,} residents"
    return amount.per(length).per(residents(record, row.area_id), times, unit)


def by_start(row, reckon):
    """reckon(row) -> Amount over the possible first days of a row, where its own first day of a summer is not printed.

    What the record takes for the first day of a place is the first of the national action, late in June, or of that
    month; the last that is possible is taken to be 1 July.
    """
    amount = reckon(row)
    if not _is_borrowed(row):
        return amount
    later = reckon(row._replace(period_start=pd.Timestamp(f"{row.period_start.year}-07-01")))
    return Amount(amount.low, later.high, amount.unit, amount.strict_low, later.strict_high)


def _is_borrowed(row):
    """Whether the first day of a row is that of the national summer action, for want of one in print."""
    return row.level != "nation" and row.start_basis == "inferred" and row.period_start.month == 6


def rate_by_start(record, row):
    """A row's day_rate over its possible first days."""
    return by_start(row, lambda row: day_rate(record, row))


def rates_by_start(record, claims):
    """What ``claims.rates()`` gives, with the bounds of rate_by_start()."""
    rates = claims.rates()
    borrowed = [claims.row(row.figure_id) for row in rates if _is_borrowed(row)]
    return with_amounts(rates, {row.figure_id: rate_by_start(record, row) for row in borrowed})


def with_amounts(claims, told, digits=3):
    """Claims with the numbers of some rows replaced by Amounts, {figure_id: Amount}.

    value, low and high carry ``digits`` significant digits, a low end rounded down and a high end up; strict_low and
    strict_high say which end is excluded. The rows' hedge and reading stay, so that a mark keeps its sign.
    """
    ends = {figure_id: dict(zip(CELLS, amounts.cells(one, digits), strict=True)) for figure_id, one in told.items()}
    held = [ends.get(row.figure_id, row._asdict()) for row in claims]
    return claims.marked(**{column: [cells[column] for cells in held] for column in CELLS})


def nation_twin(record, row):
    """The nation's row of the same metric, unit, scope and campaign that ends nearest to a row; None without one."""
    same = {column: getattr(row, column) for column in ("metric_id", "campaign_id", "unit", "scope")}
    found = select(record, area_id="CN", **same).rows.dropna(subset=["period_start", "period_end"])
    if found.empty:
        return None
    nearest = (found.period_end - row.period_end).abs().idxmin()
    return next(found.loc[[nearest]].itertuples())


def share(record, row, reference_id):
    """A row's amount as percent of a reference figure, as Amount."""
    return Amount.of(row).per(amounts.reference(record, reference_id), 100, "percent")


def beside(claims, *pairs, unit=None, digits=3):
    """Claims of the rows of pairs (figure_id, Amount) alone, in their order, with the amounts as their numbers.

    unit: in place of the amounts' own. See with_amounts. KeyError names a row that the selection does not hold.
    """
    told = dict(pairs)
    for figure_id in told:
        claims.row(figure_id)
    kept = claims.only(figure_id=list(told))
    kept = replace(kept, rows=kept.rows.sort_values("figure_id", key=lambda ids: ids.map(list(told).index)))
    return with_amounts(kept, told, digits).marked(unit=[unit or amount.unit for amount in told.values()])


def one_in(amount):
    """The n of "1 in n" that a share in percent allows to be said: more than 6.85 percent is more than 1 in 15.

    Raises ValueError for a share without a lower end, which is no such fraction.
    """
    if amount.low is None:
        raise ValueError("a share without a lower bound is no 1 in so many")
    whole = fraction(100) / amount.low
    return -(-whole.numerator // whole.denominator)
