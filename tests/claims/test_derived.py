"""What claims come to keeps their bounds, pairs only what speaks of one time, and counts nothing twice."""

from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest
from campaigns.claims import coverage, derived, summers, telling, visits
from campaigns.claims.amounts import Amount, NoBound
from campaigns.claims.load import Record
from campaigns.claims.select import select


def row(value, qualifier="unhedged", start="2022-07-01", end="2022-07-03", **more):
    ends = {"unhedged": (value, value), "more_than": (value, float("nan")), "nearly": (float("nan"), value)}[qualifier]
    more = {"figure_id": f"f{value}", "source_id": "s", "area_id": "CN", "nights": pd.NA} | more
    return dict(value=value, low=ends[0], high=ends[1], qualifier=qualifier, unit="cases", reading="as_printed",
                period_start=pd.Timestamp(start), period_end=pd.Timestamp(end), **more)  # fmt: skip


def one(**cells):
    return SimpleNamespace(**cells)


def test_a_lower_bound_a_day_is_rounded_down(data):
    rates = derived.derived(select(data, figure_id="gz22-households-visited"), derived.a_day, "a day", digits=3)
    (held,) = rates  # 870,000 in 220 days: 3,954.5
    assert (held.low, held.strict_low) == (3950, True) and pd.isna(held.high)
    assert derived.said(held) == "more than 3,950"


def test_several_readings_are_each_rounded_as_one_number(data):
    claim = select(data, figure_id="china-cctv-y2022-1-drink-and-drunk-driving")
    (held,) = derived.derived(claim, derived.a_day, "a day")
    assert (held.low, held.high) == (7490, 74900)  # 67,400 and 674,000 in 9 nights: 7,488.9 and 74,888.9
    assert derived.said(held) == "7,490 or 74,900?"


def test_how_many_times_the_largest_is_says_whether_an_end_is_excluded():
    few, many = Amount(2, 2, "cases"), Amount(7, None, "cases", strict_low=True)
    assert derived.fold([few, Amount(5, 5, "cases"), many]).said() == "more than 3.5"
    assert derived.fold([few, Amount(7, 7, "cases"), Amount(3, None, "cases")]).said() == "at least 3.5"


def test_paces_are_the_exact_rates_of_rounded_claims(data):
    record = Record(data)
    claims = summers.placed(record, "social_forces_deployed", "person_times").only(source_id="sc-2022")
    assert [pace.low for pace in summers.paces(record, claims)] == [Fraction(460_000, 26) / 83_674_866 * 100_000]


def test_a_share_that_may_be_all_is_open_above():
    part, whole = one(**row(18, "more_than")), one(**row(26))
    assert (derived.share(part, whole).high, derived.share(part, whole).strict_low) == (None, True)
    assert derived.share(one(**row(13)), whole).said() == "50"
    with pytest.raises(NoBound):
        derived.share(part, one(**row(26, "more_than")))


@pytest.mark.parametrize(
    ("other", "paired"),
    [
        ({}, True),
        ({"start": None}, True),  # a standing number of that day
        ({"start": "2022-06-01"}, False),
        ({"end": "2022-07-02"}, False),
        ({"source_id": "t"}, False),
        ({"area_id": "CN-SC"}, False),
    ],
)
def test_only_rows_of_one_report_place_and_time_are_divided(other, paired):
    found = derived.per_other(pd.DataFrame([row(30)]), pd.DataFrame([row(3, **other)]))
    assert [amount.said() for amount in found.values()] == ["10"] * paired


@pytest.mark.parametrize(
    ("campaign", "end", "scope", "stage"),
    [
        ("hundred-day-2022", "2022-09-27", "", "whole"),
        ("hundred-day-2022", "2022-07-31", "", "part"),
        ("hundred-day-2022", "2022-09-27", "night rounds only", "nights"),
        ("night-rounds-2022", "2022-09-27", "", "nights"),
    ],
)
def test_stages_of_a_summer(campaign, end, scope, stage):
    assert summers.stage(one(campaign_id=campaign, scope=scope, period_end=pd.Timestamp(end))) == stage


def test_an_interim_stands_in_its_own_total_alone():
    rows = pd.DataFrame(
        [{"figure_id": "a", "part_of": "b"}, {"figure_id": "b", "part_of": ""}, {"figure_id": "c", "part_of": "d"}]
    )
    assert summers.interims(rows) == {"b": "a"}


def test_every_province_has_one_answer(data):
    provinces = coverage.by_province(Record(data))
    assert len(provinces) == provinces.area_id.nunique() == (data.areas.level == "province").sum()
    assert ((provinces.own > 0) == (provinces.answer == "record")).all()


def test_digits_are_those_of_the_print(data):
    two = data.figures[data.figures.figure_id.isin(["gz22-households-visited", "sc22-disputes-resolved"])]
    digits = telling.digits_shown(SimpleNamespace(**vars(data) | {"figures": two}))
    shown = digits[digits["count"] > 0]
    assert {(words[0], part[0]) for words, part in zip(shown.row, shown.part, strict=True)} == {
        ("With a hedge", "2 digits"), ("Without a hedge", "2 digits")}  # fmt: skip


def test_settled_shares_stand_in_their_wholes(data):
    for held in visits.settled(Record(data)):
        assert held.whole.figure_id == held.part.part_of and held.low <= 100
        assert held.part.value / held.whole.value * 100 == pytest.approx(held.low, abs=0.6)
