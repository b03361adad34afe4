"""Selections lose nothing; arithmetic keeps bounds or refuses."""

import pandas as pd
import pytest
from campaigns.claims import amounts, wording
from campaigns.claims.amounts import Amount, NoBound
from campaigns.claims.select import select


def test_rows_and_left_out_are_the_whole_selection(data):
    chosen = select(data, source_id="sc-2022")
    assert set(chosen.rows.figure_id) | set(chosen.left_out.figure_id) == set(
        data.figures.figure_id[data.figures.source_id == "sc-2022"]
    )
    narrower = chosen.leave_out("not a count", kind="change")
    assert len(narrower) + len(narrower.left_out) == len(chosen) + len(chosen.left_out)
    assert (narrower.left_out.reason == "not a count").sum() == 3


def test_a_repeat_is_left_out_with_its_reason(data):
    chosen = select(data, metric_id="suspects_caught", source_id="sc-2022")
    assert list(chosen.rows.figure_id) == ["sc22-suspects-caught"]
    assert chosen.left_out.to_dict("records") == [
        {"figure_id": "sc22-suspects-caught-body", "reason": "tells again sc22-suspects-caught"}
    ]


def test_an_unknown_column_or_row_is_named(data):
    with pytest.raises(KeyError, match="metrics"):
        select(data, metrics="x")
    with pytest.raises(KeyError, match="nowhere"):
        select(data).say("nowhere")


@pytest.mark.parametrize(
    ("figure_id", "said"),
    [
        ("gz22-households-visited", "more than 870,000 households or visits"),
        ("sc22-police-deployed", "168,000 person-times"),
        ("sc23-property-recovered", "101 million to 110 million yuan"),
        ("sc22-criminal-cases-headline", "fell 14%"),
        ("sc22-cases-dealt-with", "rose 10%"),
        ("mps24-disputes-share", "more than 50%"),
        ("sc23-early-warnings", "48.56 million warnings"),
        ("sc23-satisfaction-rank", "rank 1"),
        ("mps24-station-plan-length", "3 years"),
    ],
)
def test_a_figure_is_said_with_its_hedge(data, figure_id, said):
    assert select(data).say(figure_id) == said


def test_periods_mark_what_is_inferred(data):
    rows = select(data)
    assert wording.period(rows.row("gz22-households-visited")) == "1 Jan – 8 Aug 2022*"
    assert wording.period(rows.row("gz22-school-police")) == "1 Mar – 31 Mar 2022"
    assert wording.period(rows.row("mps24-fengqiao-stations")) == "as of 27 Aug 2024*"
    assert wording.period(rows.row("mps24-people-mobilised")) == "period not stated"
    assert wording.period(rows.row("china-xinhua-y2021-2-police-deployed")) == "7 Jun 2021*"


def test_a_rate_keeps_the_open_end(data):
    row = select(data).row("gz22-households-visited")
    rate = Amount.of(row).per(amounts.days(row))
    assert (rate.low, rate.high) == (pytest.approx(870_000 / 220), None)
    assert rate.said() == "more than 3,950"


def test_dividing_by_a_bound_turns_it_round():
    assert Amount(10, 20, "a").per(Amount(2, 5, "b")) == Amount(2, 10, "a per b")
    assert Amount(10, 10, "a").per(Amount(2, None, "b")) == Amount(None, 5, "a per b")


def test_a_ratio_of_two_lower_bounds_is_refused(data):
    rows = select(data)
    with pytest.raises(NoBound, match="no bound at all"):
        Amount.of(rows.row("gz22-qianfeng-suspects")).per(Amount.of(rows.row("gz22-qianfeng-cases")))


def test_an_amount_open_at_both_ends_is_refused():
    with pytest.raises(NoBound, match="open at both ends"):
        Amount(None, None, "people")


def claims_with(data, **cells):
    """Two equal rows of disputes in two provinces, with cells overwritten in the second."""
    one = select(data, figure_id="sc22-disputes-resolved")
    rows = pd.concat([one.rows, one.rows.assign(figure_id="other", area_id="CN-GZ").assign(**cells)], ignore_index=True)
    return type(one)(rows, one.left_out)


def test_a_sum_keeps_its_bounds(data):
    assert amounts.total(claims_with(data)) == Amount(36_000, 36_000, "disputes")
    assert amounts.total(claims_with(data, high=float("nan"))) == Amount(36_000, None, "disputes")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"unit": "cases"}, "one unit"),
        ({"part_of": "sc22-disputes-resolved"}, "inside a total"),
        ({"same_as": "sc22-disputes-resolved"}, "again"),
        ({"area_id": "CN-SC"}, "overlap"),
        ({"area_id": "CN-SC-chengdu"}, "overlap"),
        ({"kind": "share"}, "only counts"),
        ({"metric_id": "cases_solved"}, "one metric"),
    ],
)
def test_a_sum_never_counts_twice_or_mixes(data, cells, words):
    with pytest.raises(NoBound, match=words):
        amounts.total(claims_with(data, **cells))


def test_a_rate_by_day_and_resident_keeps_bounds(data):
    rated = amounts.rates(data, select(data, figure_id=["sc22-police-deployed", "gz22-school-police"]))
    sichuan, guizhou = rated.row("sc22-police-deployed"), rated.row("gz22-school-police")
    assert sichuan.value == sichuan.low == sichuan.high == pytest.approx(168_000 / 26 / 83_674_866 * 1e5, rel=0.01)
    assert guizhou.low == guizhou.value and pd.isna(guizhou.high)
    assert sichuan.unit == "person-times a day per 100,000 residents"


def test_what_has_no_rate_is_left_out_with_the_reason(data):
    chosen = select(
        data,
        figure_id=[
            "mps24-people-mobilised",
            "sc23-zhaohua-mediation-rate",
            "hebei-global-times-y2022-1-suspects-caught",
        ],
    )
    rated = amounts.rates(data, chosen)
    assert len(rated) == 0 and len(rated.left_out) == 3
    reasons = dict(rated.left_out.itertuples(index=False))
    assert "no period" in reasons["mps24-people-mobilised"]
    assert "census" in reasons["sc23-zhaohua-mediation-rate"]
    assert "open at both ends" in reasons["hebei-global-times-y2022-1-suspects-caught"]


def test_marked_adds_columns_and_loses_no_row(data):
    chosen = select(data, source_id="sc-2022").marked(place=lambda row: row.area_en.upper(), one=1)
    assert set(chosen.rows.place) == {"SICHUAN"} and set(chosen.rows.one) == {1}
    assert len(chosen) + len(chosen.left_out) == (data.figures.source_id == "sc-2022").sum()


def test_the_words_of_a_selected_report_stand_apart_from_the_doubt(data):
    row = select(data).row("china-nandu-y2023-1-public-order-dangers")
    assert wording.printed_words(row) == "消除治安隐患" and wording.doubt(row).startswith(
        "治安隐患 (public-order dangers)"
    )
    assert wording.printed_words(select(data).row("gz22-school-police")) == "投入警力"


def test_a_change_in_points_is_no_percentage(data):
    assert select(data).say("qianxinan-chinanews-y2023-1-clearance-rate-change").endswith("percentage points")
