"""A selection draws itself, or says why it cannot."""

import re
from dataclasses import replace

import campaigns as pc
import pandas as pd
import pytest
from campaigns.charts.honesty import MisleadingChart
from campaigns.claims.derived import a_day, derived
from campaigns.claims.summers import reading_of_drink, with_whole_action
from campaigns.documents import slides
from charts.made_up import WORDS, rows


@pytest.fixture(scope="module")
def record():
    return pc.load()


def words(chart):
    """{figure_id: the texts beside its mark} of what is laid on a chart's sheet."""
    found = {}
    for ink in chart.sheet.ink:
        kind, _, key = ink.gid.partition(":")
        if ink.kind == "text" and kind in ("name", "detail", "label"):
            found[key] = f"{found.get(key, '')} {ink.words}".strip().replace("\n", " ")
    return found


def test_claims_of_one_metric_are_drawn_and_none_is_lost(record):
    claims = record.select(metric="disputes_resolved")
    chart = pc.draw(claims, "What is claimed", name="my_many")
    assert set(chart.rows.figure_id) == set(claims.frame.figure_id) and chart.form == "Strip of dots"
    assert "Disputes resolved" in chart.subtitle and "differ in scope and in the words counted" in chart.note


@pytest.mark.parametrize("order, by", [("value", "value"), ("period", "period_end"), (None, "area_id")])
def test_a_list_stands_in_the_order_asked_for(record, order, by):
    claims = record.select(metric="disputes_resolved", level="province", year=2022)
    chart = pc.draw(claims.sorted_by("figure_id", ascending=False), "What is claimed", order=order)
    assert chart.form == "List of dots" and list(chart.rows[by]) == sorted(claims.frame[by])
    given = claims.sorted_by("figure_id", ascending=False)
    assert list(pc.draw(given, "What", order="given").rows.figure_id) == list(given.frame.figure_id)
    lanes = [ink.gid for ink in chart.sheet.ink if ink.gid.startswith("name:")]
    assert lanes == [f"name:{key}" for key in chart.rows.figure_id]
    assert ("no ranking" in chart.note) == (order == "value")


def test_what_tells_rows_apart_stands_beside_them(record):
    claims = record.select(metric="police_deployed", area_id="CN", unit="person_times")
    chart = pc.draw(claims, "Turns of duty of the nation")
    said, beside = {row.figure_id: row for row in claims}, words(chart)
    for key, row in said.items():
        assert pc.wording.period(row) in beside[key] and row.scope in beside[key], key
    assert "China" in chart.subtitle and "China" not in beside[next(iter(said))]


def test_a_strip_tells_the_whole_period_where_the_month_is_the_same(record):
    claims = record.select(metric="disputes_resolved")
    first = claims.frame.index[claims.frame.area_id == "CN"][:1]
    twin = claims.frame.loc[first].assign(figure_id="twin", period_start=pd.Timestamp("2001-02-03"))
    more = replace(claims, rows=pd.concat([claims.rows, twin], ignore_index=True))
    beside = words(pc.draw(more, "What is claimed"))
    assert "3 Feb 2001" in beside["twin"]


def test_percent_changes_have_percent_on_their_axis_and_in_words(record):
    chart = pc.draw(record.select(metric="criminal_cases_change", level=["province", "nation"]), "What fell")
    ticks = [ink.words for ink in chart.sheet.ink if ink.gid.startswith("tick:x:")]
    assert ticks and all(tick.endswith("%") for tick in ticks) and "fell 16.3%" in " ".join(words(chart).values())


def test_what_fits_no_chart_is_told_in_words(record):
    many = record.select(metric="disputes_resolved")
    with pytest.raises(MisleadingChart, match="rows fit no page"):
        pc.draw(many, "A title", order="value")
    with pytest.raises(MisleadingChart, match="choose from value, period, place, given"):
        pc.draw(many, "A title", order="size")
    one = record.select(figure_id="gz22-households-visited")
    with pytest.raises(MisleadingChart, match="Say it: more than"):
        pc.draw(one, "A title")
    with pytest.raises(MisleadingChart, match="give each its own chart, or keep one"):
        pc.draw(record.select(metric="households_visited"), "A title")
    with pytest.raises(MisleadingChart, match="no claim"):
        pc.draw(one.leave_out("a try", area_id="CN-GZ"), "A title")


def test_what_would_keep_one_unit_is_told_ready_to_paste(record):
    """Each line of the refusal narrows the claims to what shares an axis; together they are all claims."""
    rates = record.select(metric="households_visited", level="province").rates(1_000, "households")
    with pytest.raises(MisleadingChart) as told:
        pc.draw(rates, "A title")
    asked = re.findall(r'^  \.only\(unit="(.*)"\)  # (\d+) rows?$', str(told.value), re.MULTILINE)
    assert len(asked) == rates.rows.unit.nunique() > 1
    assert [str(len(rates.only(unit=unit))) for unit, _ in asked] == [rows for _, rows in asked]
    assert sum(int(rows) for _, rows in asked) == len(rates)


def test_a_list_is_laid_out_for_every_medium(record):
    chart = pc.draw(record.select(metric="criminal_cases_change", level="province"), "What fell", order="period")
    assert chart.at(width=3.35, height=60).sheet.narrow and chart.at(language="zh").note.startswith("各行")
    assert len(chart.spread(5, width=3.35)) > 1


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


def test_the_table_of_figures_has_the_unit_that_a_label_leaves_to_the_subtitle(record):
    claims = record.select(metric="disputes_resolved", level="province", year=2022, place=["Sichuan", "Liaoning"])
    chart = pc.draw(claims.rates(), "A rate")
    said = {key: said for key, _, said, _ in chart.claims}
    assert said["sc22-disputes-resolved"].endswith(" disputes a day per 100,000 residents")
    assert all("disputes" not in beside for beside in words(chart).values())
    assert [said for _, _, said, _ in chart.at(language="zh").claims] != list(said.values())


@pytest.mark.parametrize("language, words", [("en", "they are not one count"), ("zh", "并非同一统计")])
def test_that_rows_are_not_one_count_stands_on_slides_too(record, language, words):
    claims = record.select(metric="disputes_resolved", level="province", year=2022)
    chart = pc.draw(claims, "What is claimed", note="A note of mine")
    parts = slides.drawn(chart, *slides.room(), language=language)
    for part in parts:
        printed = " ".join(ink.words for ink in part.sheet.ink if ink.gid.startswith("note"))
        assert words in printed.replace("\n", " ") and "mine" not in printed
    assert parts and words in chart.at(language=language).note and "mine" in chart.note


def test_in_chinese_a_row_left_out_has_no_english_reason():
    reasons = {"row-7": "dates not known", "row-8": "dates not known", "row-9": "tells again row-0"}
    out = pd.DataFrame({"figure_id": list(reasons), "reason": list(reasons.values())})
    chart = pc.forms.bars(rows(5, 6), "00_try", left_out=out, **WORDS)
    assert "Left out: row-7, row-8 (dates not known).\nLeft out: row-9 (tells again row-0)." in chart.long_alt
    assert "未列：row-7，row-8。\n未列：row-9（重述 row-0）。" in chart.at(language="zh").long_alt


def test_a_long_description_says_of_what_several_rows_of_one_body_and_time_are():
    several = rows(
        5, {"value": 6, "metric_en": "Police deployed", "metric_zh": "投入警力"}, {"value": 7, "who": "Elsewhere"}
    )
    chart = pc.forms.bars(several, "00_try", **WORDS)
    assert "Somewhere, July 2022, police deployed: 6.\nElsewhere, July 2022: 7." in chart.long_alt
    assert "Somewhere，July 2022，投入警力：6。" in chart.at(language="zh").long_alt


def test_a_reading_of_the_whole_action_is_told_with_its_condition_and_the_name_of_the_action(record):
    drink = derived(
        record.select(metric="drink_and_drunk_driving_cases", area_id="CN").marked(span="all"), a_day, "a day"
    )
    doubtful = record.select(metric="drink_and_drunk_driving_cases").row(reading="uncertain")
    whole = record.select().row("china-cctv-y2022-1-criminal-cases-solved")
    told = pc.forms.described(with_whole_action(drink, doubtful, whole).marked(span=_span), when=reading_of_drink)
    (row,) = (row for row in told.itertuples() if row.figure_id.endswith("-whole-action"))
    assert "若属整个行动" in row.when_zh and "if of the whole action" in row.when
    assert whole.campaign_zh in row.who_zh and whole.campaign_en in row.who


def _span(row):
    return "action" if row.figure_id.endswith("-whole-action") else "all"
