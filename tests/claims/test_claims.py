"""Selections lose nothing; arithmetic keeps bounds or refuses."""

import pytest
from campaigns.claims import wording
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
