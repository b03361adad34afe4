"""Selections lose nothing; arithmetic keeps bounds or refuses."""

import pytest
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


def test_marked_adds_columns_and_loses_no_row(data):
    chosen = select(data, source_id="sc-2022").marked(place=lambda row: row.area_en.upper(), one=1)
    assert set(chosen.rows.place) == {"SICHUAN"} and set(chosen.rows.one) == {1}
    assert len(chosen) + len(chosen.left_out) == (data.figures.source_id == "sc-2022").sum()
