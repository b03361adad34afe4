"""A selection draws itself, or says why it cannot."""

import campaigns as pc
import pytest
from campaigns.charts.honesty import MisleadingChart


@pytest.fixture(scope="module")
def record():
    return pc.load()


def test_claims_of_one_metric_are_drawn_and_none_is_lost(record):
    claims = record.select(metric="disputes_resolved", level="province", year=2023)
    chart = pc.draw(claims, "What provinces claim")
    assert list(chart.rows.figure_id) == list(claims.sorted_by("area_id", "period_end").frame.figure_id)
    assert chart.name == "my_chart" and "Disputes resolved" in chart.subtitle


@pytest.mark.parametrize("name", ["02_households_visited_door", "my disputes/rates", "disputes"])
def test_a_name_of_its_own_is_asked_for(record, name):
    with pytest.raises(MisleadingChart, match="named my_"):
        pc.draw(record.select(metric="disputes_resolved", level="province"), "A title", name=name)


def test_two_metrics_are_not_drawn_as_one(record):
    with pytest.raises(MisleadingChart, match="disputes_found, disputes_resolved are different counts"):
        pc.draw(record.select(metric=["disputes_resolved", "disputes_found"], level="province"), "A title")


def test_leaving_out_asks_for_a_condition(record):
    with pytest.raises(TypeError, match="which rows"):
        record.select(metric="disputes_resolved").leave_out("Anhui")
