"""Arithmetic keeps bounds or refuses, and nothing said or drawn is stronger than its rows."""

import copy
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest
from campaigns.claims import amounts, derived
from campaigns.claims.amounts import Amount, NoBound
from campaigns.claims.select import select
from campaigns.hedges import HEDGES, QUALIFIERS, bounds_of
from hypothesis import given
from hypothesis import strategies as st

SCALES = {"million": 10**6, "billion": 10**9, "万": 10**4, "亿": 10**8}


def interval(said):
    """(low, high, strict_low, strict_high) that words state, read without the code that said them."""
    numbers = [
        Fraction(digits.replace(",", "").replace("−", "-")) * SCALES.get(scale, 1)
        for digits, scale in re.findall(r"(−?[\d,]*\.?\d+) ?(million|billion|万|亿)?", said)
    ]
    strict_low, strict_high = bool(re.search("more than|超过", said)), bool(re.search("less than|不到", said))
    if len(numbers) == 2:
        return *numbers, strict_low, strict_high
    if strict_low or re.search("at least|至少", said):
        return numbers[0], None, strict_low, False
    if strict_high or re.search("at most|至多", said):
        return None, numbers[0], False, strict_high
    return numbers[0], numbers[0], False, False


def holds(bounds, number):
    """Whether an interval (low, high, strict_low, strict_high) allows a number."""
    low, high, strict_low, strict_high = bounds
    above = low is None or number > low or number == low and not strict_low
    return above and (high is None or number < high or number == high and not strict_high)


def ends_of(amount):
    return amount.low, amount.high, amount.strict_low, amount.strict_high


decimals = st.decimals(min_value="0.001", max_value="1e12", places=3)
signed = st.decimals(min_value="-1e12", max_value="1e12", places=3)


@st.composite
def hedged(draw, numbers=decimals):
    """An Amount and a number that it allows."""
    inside, below, above = draw(numbers), draw(decimals), draw(decimals)
    shape = draw(st.sampled_from(["exact", "low", "high", "range"]))
    if shape == "exact":
        return Amount(inside, inside, "cases"), Fraction(inside)
    touches = draw(st.booleans())  # the end itself, where it is not excluded
    low, high = (inside, inside + above) if touches else (inside - below, inside + above)
    strict = draw(st.booleans()) and not touches, draw(st.booleans())
    if shape == "low":
        high = None
    if shape == "high":
        low, high, strict = None, inside if touches else high, (False, strict[1] and not touches)
    return Amount(low, high, "cases", *strict), Fraction(inside)


@given(hedged(signed), st.integers(1, 6), st.sampled_from(["en", "zh"]))
def test_the_words_are_never_stronger_than_the_amount(pair, digits, language):
    amount, inside = pair
    low, high, strict_low, strict_high = interval(amount.said(digits, language))
    if amount.exact:
        assert abs(low - inside) <= abs(inside) / 10 ** (digits - 1) / 2
        return
    assert holds((low, high, strict_low, strict_high), inside)
    assert (low is None, high is None) == (amount.low is None, amount.high is None)
    assert low is None or low <= amount.low
    assert high is None or high >= amount.high
    assert (strict_low, strict_high) == (amount.strict_low, amount.strict_high)


@given(hedged(signed), hedged(signed))
def test_sums_and_differences_hold_what_is_possible_and_say_which_end_is_excluded(one, other):
    (a, x), (b, y) = one, other
    for reckon, number, turned in ((a.plus, x + y, False), (a.minus, x - y, True)):
        try:
            result = reckon(b)
        except NoBound:
            assert None in (a.low, b.high if turned else b.low) and None in (a.high, b.low if turned else b.high)
            continue
        assert holds(ends_of(result), number)
        ends = (b.strict_high, b.strict_low) if turned else (b.strict_low, b.strict_high)
        assert result.low is None or result.strict_low == (a.strict_low or ends[0])
        assert result.high is None or result.strict_high == (a.strict_high or ends[1])


@given(hedged(signed), hedged(), st.sampled_from([1, 100, 1e5, 0.1]))
def test_quotients_hold_what_is_possible(one, other, times):
    (a, x), (b, y) = one, other
    if b.low is not None and b.low <= 0:
        with pytest.raises(NoBound, match="positive"):
            a.per(b, times)
        return
    try:
        result = a.per(b, times)
    except NoBound:
        assert a.low is None or b.high is None or a.low < 0
        return
    assert holds(ends_of(result), x / y * Fraction(str(times)))


@given(hedged(), hedged())
def test_a_quotient_of_positive_ends_excludes_what_either_excludes(one, other):
    (a, _), (b, _) = one, other
    if any(end is not None and end <= 0 for end in (a.low, b.low)) or None in (a.low, b.high):
        return
    assert a.per(b).low == a.low / b.high and a.per(b).strict_low == (a.strict_low or b.strict_high)


@given(st.sampled_from(QUALIFIERS), st.floats(-1e9, 1e9).filter(bool))
def test_a_row_gives_the_ends_and_the_strictness_of_its_hedge(qualifier, value):
    low, high = bounds_of(value, qualifier)
    row = SimpleNamespace(value=value, low=low, high=high, qualifier=qualifier, unit="cases")
    if low is None and high is None:
        with pytest.raises(NoBound):
            Amount.of(row)
        return
    amount = Amount.of(row)
    assert (amount.low, amount.high) == tuple(None if v is None else Fraction(str(v)) for v in (low, high))
    assert amount.strict_low == (HEDGES[qualifier].strict and low is not None)
    assert amount.strict_high == (HEDGES[qualifier].strict and high is not None)


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (Amount(Fraction(60_000, 31), None, "people", True), "more than 1,930", "超过1,930"),
        (Amount(95, None, "percent"), "at least 95", "至少95"),
        (Amount(None, 13.33, "cases"), "at most 13.4", "至多13.4"),
        (Amount(None, 13.33, "cases", strict_high=True), "less than 13.4", "不到13.4"),
        (Amount(3968.88, 4322.54, "yuan"), "3,960 to 4,330", "3,960至4,330"),
        (Amount(3968.88, 4322.54, "yuan", True), "more than 3,960 and at most 4,330", "超过3,960、至多4,330"),
        (Amount(6.852, 6.852, "households"), "6.85", "6.85"),
        (Amount(26, 26, "cases").per(Amount(32, 32, "cases"), 100), "81.3", "81.3"),
        (Amount(-14.87, None, "percent", True), "more than −14.9", "超过−14.9"),
        (Amount(110_000_000, 110_000_000, "yuan"), "110 million", "1.1亿"),
    ],
)
def test_a_low_end_is_said_rounded_down_a_high_end_up_and_half_a_digit_up(amount, english, chinese):
    assert (amount.said(), amount.said(language="zh")) == (english, chinese)


def test_in_chinese_a_hedge_stands_before_what_the_amount_is_a_multiple_of():
    assert Amount(18, None, "times", strict_low=True).said(2, "zh", "陕西省的") == "超过陕西省的18"
    assert Amount(None, 18, "times").said(2, "zh", "陕西省的") == "至多陕西省的18"
    assert Amount(45, 59, "percent").said(2, "zh", "全国的") == "全国的45至59"
    assert Amount(3, 3, "times").said(2, "zh", "一天的") == "一天的3"


def test_decimals_of_the_tables_are_reckoned_exactly():
    assert Amount(0.1, 0.1, "tonnes").plus(Amount(0.2, 0.2, "tonnes")) == Amount(Decimal("0.3"), 0.3, "tonnes")


def test_an_uncertain_reading_is_bounded_only_where_its_hedge_closes_it():
    row = SimpleNamespace(value=110, low=101, high=110, qualifier="more_than", unit="yuan")
    assert Amount.of(row) == Amount(101, None, "yuan", True)
    assert Amount.of(SimpleNamespace(**vars(row) | {"qualifier": "unhedged"})) == Amount(101, 110, "yuan")


@pytest.mark.parametrize(
    ("ends", "error", "words"),
    [((5, 5, "cases", True), ValueError, "no amount"), ((6, 5, "cases"), ValueError, "no amount"),
     ((None, None, "cases"), NoBound, "open at both ends")],
)  # fmt: skip
def test_an_empty_range_and_one_open_at_both_ends_are_no_amount(ends, error, words):
    with pytest.raises(error, match=words):
        Amount(*ends)


def test_units_are_never_mixed_in_a_sum():
    with pytest.raises(NoBound, match="people and person-times"):
        Amount(1, 1, "people").plus(Amount(1, 1, "person_times"))


def test_the_nights_of_a_round_are_its_length():
    row = SimpleNamespace(nights=1, period_start=pd.Timestamp("2022-07-08"), period_end=pd.Timestamp("2022-07-09"))
    assert amounts.days(row) == Amount(1, 1, "night")
    for blank in (float("nan"), pd.NA, None):
        assert amounts.days(SimpleNamespace(**vars(row) | {"nights": blank})) == Amount(2, 2, "day")


def test_only_what_happens_in_a_period_has_a_rate_a_day(data):
    rated = derived.rates(data, select(data, level="province", kind=["change", "share"]))
    assert not len(rated) and rated.left_out.reason.str.contains("is not so many a day").any()
    claims = select(data, level="province", kind="count", claim="standing")
    standing = derived.rates(data, claims)
    assert not len(standing) and standing.left_out.reason.str.contains("a standing total").any()
    assert len(derived.rates(data, claims, per="residents")) and not len(derived.rates(data, claims, per="day"))


@pytest.mark.slow
def test_no_drawn_end_of_a_rate_is_stronger_than_its_row(data):
    claims = select(data, kind="count")
    rated = derived.rates(data, claims)
    people = data.reference[data.reference.subject == "population"].set_index("area_id").value
    assert len(rated) > 100 and len(rated) + len(rated.left_out) == len(claims) + len(claims.left_out)
    for row in rated.rows.itertuples():
        before = claims.row(row.figure_id)
        length = (before.period_end - before.period_start).days + 1 if pd.isna(before.nights) else int(before.nights)
        true = [Fraction(str(end)) * 100_000 / length / int(people[row.area_id]) for end in (before.low, before.high)
                if not pd.isna(end)]  # fmt: skip
        drawn = [end for end in (row.low, row.high) if not pd.isna(end)]
        if len(true) == 2 and true[0] == true[1]:
            assert drawn == [row.value] * 2
            continue
        assert pd.isna(before.low) or Fraction(str(row.low)) <= true[0]
        assert pd.isna(before.high) or Fraction(str(row.high)) >= true[-1]
        assert pd.isna(row.value) or row.value in drawn or drawn[0] <= row.value <= drawn[-1]
        strict = HEDGES[row.qualifier].strict
        assert (row.strict_low, row.strict_high) == (strict and row.low > 0, strict and row.high > 0)


def test_dividing_by_a_bound_turns_it_round():
    assert Amount(10, 20, "a").per(Amount(2, 5, "b")) == Amount(2, 10, "a per b")
    assert Amount(10, 10, "a").per(Amount(2, None, "b")) == Amount(None, 5, "a per b")


def test_a_ratio_of_two_lower_bounds_is_refused(data):
    rows = select(data)
    with pytest.raises(NoBound, match="no bound at all"):
        Amount.of(rows.row("gz22-qianfeng-suspects")).per(Amount.of(rows.row("gz22-qianfeng-cases")))


LATER = pd.Timestamp("2024-01-01")


def claims_with(data, **cells):
    """Two equal rows of disputes in two provinces, with cells overwritten in the second."""
    one = select(data, figure_id="sc22-disputes-resolved")
    rows = pd.concat([one.rows, one.rows.assign(figure_id="other", area_id="CN-GZ").assign(**cells)], ignore_index=True)
    return replace(one, rows=rows)


def test_a_sum_keeps_its_bounds(data):
    assert amounts.total(claims_with(data)) == Amount(36_000, 36_000, "disputes")
    assert amounts.total(claims_with(data, high=float("nan"))) == Amount(36_000, None, "disputes")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"unit": "cases"}, "one unit"),
        ({"part_of": "sc22-disputes-resolved"}, r"leave_out\('inside a total', figure_id=\['other'\]\)"),
        ({"same_as": "sc22-disputes-resolved"}, "again"),
        ({"area_id": "CN-SC"}, "they count the same days"),
        ({"area_id": "CN-SC", "source_id": "other"}, r"2 reports tell one claim.*leave_out\(.*\['other'\]\)"),
        ({"area_id": "CN-SC", "period_start": LATER, "period_end": LATER}, "select one year"),
        ({"area_id": "CN-SC-chengdu"}, "CN-SC-chengdu in CN-SC; keep those of one level"),
        ({"area_id": "CN"}, "overlap"),
        ({"scope": "night rounds only"}, "differ in scope .all, night rounds only"),
        ({"claim": "target"}, "differ in kind of claim"),
        ({"kind": "share"}, "only counts"),
        ({"metric_id": "cases_solved"}, "one metric"),
    ],
)
def test_a_sum_never_counts_twice_or_mixes(data, cells, words):
    with pytest.raises(NoBound, match=words):
        amounts.total(claims_with(data, **cells))


def test_a_number_that_is_not_there_is_answered_with_what_is_near(data):
    with pytest.raises(KeyError, match="near: .*population-sc-y2020.*record.reference lists"):
        amounts.reference(data, "population-sc")


def test_a_rate_by_day_and_resident_keeps_bounds(data):
    rated = derived.rates(data, select(data, figure_id=["sc22-police-deployed", "gz22-school-police"]))
    sichuan, guizhou = rated.row("sc22-police-deployed"), rated.row("gz22-school-police")
    assert sichuan.value == sichuan.low == sichuan.high == pytest.approx(168_000 / 26 / 83_674_866 * 1e5, rel=0.01)
    assert guizhou.low == guizhou.value and pd.isna(guizhou.high)
    assert sichuan.unit == "person-times a day per 100,000 residents"


def test_what_has_no_rate_is_left_out_with_the_reason(data):
    why = {
        "mps24-people-mobilised": "no period",
        "sc23-zhaohua-mediation-rate": "a share is not so many a day",
        "hebei-global-times-y2022-1-suspects-caught": "open at both ends",
        "sc23-chengdu-disputes": "census",
    }
    rated = derived.rates(data, select(data, figure_id=list(why)))
    assert len(rated) == 0 and len(rated.left_out) == len(why)
    for figure_id, reason in rated.left_out.itertuples(index=False):
        assert reason.startswith("no rate: ") and why[figure_id] in reason


def test_a_rate_is_per_day_residents_households_or_police_as_far_as_yardsticks_go(data):
    visits = select(
        data, figure_id=["gz22-households-visited", "sc22-suspects-caught", "haimen-gov-y2022-1-households-visited"]
    )
    doors = derived.rates(data, visits, 100, per="households")
    guizhou = doors.row("gz22-households-visited")
    assert guizhou.low == pytest.approx(870_000 / 12_696_585 * 100, abs=0.01) and guizhou.strict_low
    assert guizhou.unit == "households or visits per 100 households as counted in 2020"
    assert "no households of the area, only of CN, CN-BJ" in doors.left_out.reason.iloc[0]
    daily = derived.rates(data, visits, per="day").row("haimen-gov-y2022-1-households-visited")
    assert daily.unit == "households a day"
    both = derived.rates(data, visits, 100, per=("day", "households")).row("gz22-households-visited")
    assert both.low == pytest.approx(guizhou.low / 220, rel=0.01)
    police = derived.rates(data, select(data, metric_id="police_deployed", area_id="CN"), per="police")
    assert police.left_out.reason.str.contains("police is hedged").any() and set(police.rows.unit.str[-7:]) == {
        "in 2002"
    }
    for wrong in ("officers", (), ("police", "residents")):
        with pytest.raises(ValueError, match="one of residents, households, police"):
            derived.rates(data, visits, per=wrong)


def test_two_readings_are_two_results_and_no_range():
    whole = Amount(600, 600, "yuan")
    folds = [whole.per(Amount(part, part, "yuan")) for part in (101, 110)]
    assert amounts.either(folds, 2) == "5.9 or 5.5" and amounts.either(folds, 1, "zh") == "6或5"
    assert amounts.either(folds[:1] * 2, 2) == "5.9"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"period_start": "2022-05-29"}, r"29 May.* – 20 Jul 2022.*\(Other\); say them one by one"),
        ({"period_start": "2021-06-25", "period_end": "2021-07-20"}, "cannot be added"),
        ({"period_start": None}, "cannot be added"),
    ],
)
def test_a_sum_is_of_periods_that_are_alike(data, cells, words):
    cells = {name: pd.Timestamp(cell) for name, cell in cells.items()}
    with pytest.raises(NoBound, match=words):
        amounts.total(claims_with(data, area_en="Other", **cells))
    near = {"period_start": pd.Timestamp("2022-05-30")}  # 52 days, twice 26
    assert amounts.total(claims_with(data, **near)).low == 36_000


def test_the_cure_for_unlike_periods_is_one(data):
    claims = select(data, metric="disputes_resolved", level="province", year=2022)
    with pytest.raises(NoBound, match="keep those that are alike") as refused:
        claims.total()
    cured = eval(f"claims{str(refused.value).rpartition('alike: ')[2]}", {"claims": claims})
    assert 1 < len(cured) < len(claims) and cured.total().low > 0


def test_habits_of_pandas_are_answered(data):
    claims = select(data, figure_id="sc22-disputes-resolved")
    for name in ("head", "columns", "value", "groupby"):
        with pytest.raises(AttributeError, match=rf"\.frame\.{name}"):
            getattr(claims, name)
    with pytest.raises(AttributeError, match="has no nonsense$"):
        claims.nonsense  # noqa: B018
    with pytest.raises(TypeError, match=r"\.frame\['value'\]"):
        claims["value"]
    assert copy.copy(claims).frame.equals(claims.frame) and list(claims)


def test_a_rate_teaches_how_it_is_asked_for_and_says_another_year(data):
    claims = select(data, figure_id="sc22-disputes-resolved")
    for wrong in ("day", ("day", "households"), 0, True):
        with pytest.raises(ValueError, match=r"rates\(100_000, per=\('day', 'households'\)\)"):
            derived.rates(data, claims, wrong)
    assert derived.rates(data, claims, per="households").rows.unit[0].endswith("households as counted in 2020")
