"""Claims beside yardsticks: rates with another first day or without a round, shares, and rows that carry them."""

from fractions import Fraction

import pytest
from campaigns.claims import yardsticks
from campaigns.claims.amounts import Amount, NoBound
from campaigns.claims.names import NotInRecord
from campaigns.claims.select import select

RESIDENTS = Fraction(83_674_866)


@pytest.fixture
def police(data):
    return select(data, metric_id="police_deployed")


def test_a_rate_of_another_first_day_takes_its_days_and_nothing_else(data, police):
    row = police.row("sc22-police-deployed")
    assert yardsticks.day_rate(data, row).low == Fraction(168_000, 26) / RESIDENTS * 100_000
    assert yardsticks.day_rate(data, row, start="2022-07-01").low == Fraction(168_000, 20) / RESIDENTS * 100_000


def test_a_first_day_that_is_not_printed_leaves_a_range_and_only_there(data, police):
    own, nation = police.row("sc22-police-deployed"), police.row("china-mps-y2022-1-police-deployed")
    ends = [yardsticks.day_rate(data, own, start=start).low for start in (None, "2022-07-01")]
    rate = yardsticks.rate_by_start(data, own)
    assert [rate.low, rate.high] == ends
    assert yardsticks.rate_by_start(data, nation) == yardsticks.day_rate(data, nation)
    both = police.only(figure_id=[own.figure_id, nation.figure_id])
    rows = {row.figure_id: row for row in yardsticks.rates_by_start(data, both)}
    plain = both.rates().row(nation.figure_id)
    assert (rows[own.figure_id].low, rows[own.figure_id].high) == (7.72, 10.1)
    assert rows[nation.figure_id].value == plain.value == rows[nation.figure_id].high


def test_a_rate_without_a_round_loses_its_amount_and_its_nights(data, police):
    whole, night = (
        police.row("china-mps-y2022-1-police-deployed"),
        police.row("china-youth-daily-y2022-1-police-deployed"),
    )
    rest = yardsticks.day_rate(data, whole, without=night, times=1)
    assert rest.low == Fraction(12_050_000 - 2_800_000, 37 - 3) / 1_411_778_724
    hedged = police.row("chongqing-fazhibao-y2023-1-police-deployed")
    more = yardsticks.day_rate(data, whole, without=hedged)
    assert more.low is None and more.strict_high, "less a lower bound is an upper bound"
    with pytest.raises(NoBound):
        yardsticks.day_rate(data, police.row("china-cns-y2023-1-police-deployed"), without=hedged)


def test_the_twin_of_a_row_is_the_nations_interim_of_the_same_action(data, police):
    twin = yardsticks.nation_twin(data, police.row("sc22-police-deployed"))
    assert twin.figure_id == "china-mps-y2022-1-police-deployed"
    disputes = select(data, figure_id="sc22-disputes-resolved").row("sc22-disputes-resolved")
    assert yardsticks.nation_twin(data, disputes).figure_id == "china-paper-y2022-1-disputes-resolved"
    alone = select(data, figure_id="sc22-night-operations").row("sc22-night-operations")
    assert yardsticks.nation_twin(data, alone) is None


def test_rows_carry_derived_numbers_rounded_the_right_way_with_their_signs(data):
    visits = select(data, figure_id=["gz22-households-visited", "sc23-property-recovered", "sc22-police-deployed"])
    recovered = Amount.of(visits.row("sc23-property-recovered")).per(Amount(RESIDENTS, RESIDENTS, "people"))
    share = yardsticks.share(data, visits.row("gz22-households-visited"), "family-households-gz-y2020")
    rows = yardsticks.beside(visits, ("sc23-property-recovered", recovered), ("gz22-households-visited", share)).rows
    assert list(rows.figure_id) == ["sc23-property-recovered", "gz22-households-visited"]
    money, households = rows.itertuples()
    assert (money.low, money.high) == (1.2, 1.32) and money.value != money.value and money.reading == "uncertain"
    assert (households.value, households.low, households.strict_low) == (6.85, 6.85, True)
    assert households.high != households.high and households.qualifier == "more_than" and households.unit == "percent"
    with pytest.raises(NotInRecord):
        yardsticks.beside(visits, ("sc22-social-forces", share))


@pytest.mark.parametrize(("percent", "n"), [("6.8522", 15), ("10", 10), ("10.1", 10), ("99", 2), ("100", 1)])
def test_one_in_never_says_more_than_the_share(percent, n):
    share = Amount(Fraction(percent), None, "percent", True)
    assert yardsticks.one_in(share) == n and Fraction(100, n) <= share.low


def test_a_share_without_a_lower_end_is_one_in_nothing():
    with pytest.raises(ValueError, match="lower"):
        yardsticks.one_in(Amount(None, 5, "percent"))
