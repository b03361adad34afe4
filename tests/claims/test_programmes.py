"""What campaigns ask and report: nothing is lost between the tables and the squares of a chart."""

import pandas as pd
import pytest
from campaigns.claims import changes, programmes
from campaigns.claims.load import load
from campaigns.claims.tasks_in_chinese import IN_CHINESE


@pytest.fixture(scope="module")
def record():
    return load()


@pytest.fixture(scope="module")
def figures(record):
    return record.select(coverage="complete")


def test_every_named_campaign_has_a_figure_or_is_silent(record, figures):
    silent = set(programmes.silent(record, figures).campaign_id)
    assert silent | set(figures.rows.campaign_id) >= set(programmes.named(record).campaign_id)
    assert not silent & set(figures.rows.campaign_id)


def test_every_task_is_one_square_under_its_asker(record, figures):
    tasks = programmes.tasks(record)
    assert sorted(tasks.figure_id) == sorted(record.tasks.task_id)
    heads = programmes.askers(tasks, figures)
    assert {head for head, _ in heads} == set(tasks.lane)
    counts = [int((tasks.lane == head).sum()) for head, _ in heads]
    order = [(bool(tasks.dated[tasks.lane == head].all()), n) for (head, _), n in zip(heads, counts, strict=True)]
    assert order == sorted(order, reverse=True) and not all(dated for dated, _ in order)
    for (english, _), (told, _) in heads:
        held = int((figures.rows.campaign_en == english).sum())
        assert told.removeprefix("report undated, ").startswith(str(held) if held else "no figure")


def test_claims_by_stage_keep_all_and_put_outcomes_first(figures):
    told = programmes.reported(figures)
    assert sorted(told.rows.figure_id) == sorted(figures.rows.figure_id)
    reach = told.rows.groupby("campaign_id", sort=False).stage.agg(lambda held: "outcome" in set(held))
    assert list(reach) == sorted(reach, reverse=True)


def test_campaigns_beyond_the_most_share_one_group_and_keep_their_figures(figures):
    all_of_them, few = (programmes.reported(figures, most=most).rows for most in (99, 5))
    assert list(few.figure_id) == list(all_of_them.figure_id)
    assert few.group.nunique() == 5 < all_of_them.group.nunique()
    first = all_of_them.group.isin(all_of_them.group.drop_duplicates()[:4])
    assert (few.group[first] == all_of_them.group[first]).all()
    assert set(few.group[~first]) == {(f"{(n := all_of_them.group.nunique() - 4)} further campaigns", f"另外{n}项")}


@pytest.mark.parametrize(
    ("start", "end", "said", "chinese"),
    [
        ("2022-03-01", "2022-03-31", "1 month", "1个月"),
        ("2023-01-01", "2025-12-31", "3 years", "3年"),
        ("2023-01-01", "2023-10-31", "10 months", "10个月"),
        ("2022-05-10", "2022-05-24", "15 days", "15天"),
        ("2022-01-01", None, "no end named", "未写明终点"),
    ],
)
def test_length_counts_both_ends(start, end, said, chinese):
    span = pd.Timestamp(start), pd.NaT if end is None else pd.Timestamp(end)
    assert (programmes.length(*span), programmes.length(*span, "zh")) == (said, chinese)


def test_spans_without_an_end_are_drawn_to_the_day_of_the_report(record):
    spans = programmes.dated(record)
    ended = spans.end.notna()
    assert (spans.drawn_to[ended] == spans.end[ended]).all()
    assert spans[~ended].set_index("figure_id").drawn_to["six-must-visits"] == pd.Timestamp("2022-08-08")
    assert list(spans.start) == sorted(spans.start)


def test_a_campaign_has_the_colour_of_the_report_that_tells_of_it(record):
    spans, tasks = programmes.dated(record).set_index("figure_id"), programmes.tasks(record)
    assert spans.owner["hundred-day-2022"] == "core", "the nation’s action, told of by Sichuan"
    assert spans.owner["three-year-station-plan"] == "nation"
    assert set(tasks.owner[tasks.campaign_id == "hundred-day-2022"]) == {"core"}


def test_a_campaign_is_named_with_those_who_claim(figures):
    heads = {english for english, _ in programmes.reported(figures).rows.group}
    assert "Qianfeng Action (Guizhou)" in heads and "Five-party linkage (Sichuan)" in heads


def test_changes_stand_by_baseline_with_places_below_the_province_last(record):
    claims = record.select(kind="change", place="Sichuan")
    told = changes.by_baseline(claims)
    assert sorted(told.rows.figure_id) == sorted(claims.rows.figure_id)
    for baseline, held in told.rows.groupby("baseline", sort=False):
        before = claims.rows[claims.rows.baseline == baseline]
        large = before.level == "province"
        assert list(held.figure_id) == [*before.figure_id[large], *before.figure_id[~large]]
    runs = (told.rows.baseline != told.rows.baseline.shift()).sum()
    assert runs == told.rows.baseline.nunique()


def test_a_change_stands_with_the_period_that_the_record_holds(record):
    rows = record.select(kind="change", coverage="complete")
    said = {row.figure_id: changes.where_and_when(row) for row in rows}
    assert said["sc23-huaxiba-incidents"] == "Huaxiba Police Station, Chengdu, 1 Jan* – 22 Dec 2023*"
    assert said["sc23-property-crime"] == "Sichuan, 1 Jan* – 31 Oct 2023*"


def test_every_task_is_told_in_chinese_and_no_task_that_there_is_not(record):
    assert set(IN_CHINESE) == set(record.tasks.task_id)
    told = programmes.tasks(record)
    assert not told.said_zh.str.contains("[A-Za-z]").any() and told.said_zh.is_unique
