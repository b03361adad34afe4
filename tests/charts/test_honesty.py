"""For each rule of charts that cannot lie: draw the forbidden thing, and get the error that says what to do."""

import pandas as pd
import pytest
from campaigns.charts import forms, honesty, save
from campaigns.charts.honesty import MisleadingChart
from campaigns.claims.select import Claims, select

WORDS = {"title": "A finding", "subtitle": "What, where, when"}


def dots(claims, **more):
    return forms.claim_dots(claims, "99_rule", **(WORDS | more))


@pytest.fixture
def disputes(data):
    return select(data, metric_id="disputes_resolved", coverage="complete")


def test_a_sound_chart_passes(disputes, tmp_path, monkeypatch):
    monkeypatch.setenv("CAMPAIGNS_FIGURES", str(tmp_path))
    save.finish(dots(disputes))
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".csv", ".pdf", ".png", ".svg"]


# 1 the hedge survives


def tampered(chart, part):
    """The chart with the artists of one mark removed or painted over."""
    for artist in chart.figure.findobj(lambda a: (a.get_gid() or "").startswith(part)):
        artist.set_gid(None)
    return chart


def test_a_lower_bound_drawn_as_exact(data):
    chart = tampered(dots(select(data, figure_id="gz22-households-visited")), "open high")
    with pytest.raises(MisleadingChart, match="more_than.*must show high True"):
        save.finish(chart)


def test_an_exact_figure_drawn_as_a_bound(data):
    chart = dots(select(data, figure_id="gz22-households-visited"))
    assert chart.marks[0].open_high
    chart.rows["high"] = 870_000.0
    with pytest.raises(MisleadingChart, match="must show high False"):
        save.finish(chart)


def test_a_repaired_reading_drawn_full(data):
    chart = dots(select(data, figure_id="sc22-police-deployed"))
    chart.figure.findobj(lambda a: a.get_gid() == "dot:sc22-police-deployed")[0].set_markerfacecolor("black")
    with pytest.raises(MisleadingChart, match="repaired.*fill hollow"):
        save.finish(chart)


def test_an_uncertain_reading_without_its_range(data):
    chart = tampered(dots(select(data, figure_id="sc23-property-recovered")), "range")
    with pytest.raises(MisleadingChart, match="uncertain.*range True"):
        save.finish(chart)


def test_a_label_without_the_hedge(data):
    with pytest.raises(MisleadingChart, match="its label must say"):
        chart = dots(select(data, figure_id="gz22-households-visited"))
        chart.rows["said"] = "at least 870,000 households"
        save.finish(chart)


# 2 units are guarded


def test_people_with_person_times(data):
    with pytest.raises(MisleadingChart, match="people_or_person_times, person_times cannot share.*panels='unit'"):
        dots(select(data, metric_id="police_deployed", coverage="complete"))


def test_changes_with_levels(data):
    with pytest.raises(MisleadingChart, match="cannot share"):
        dots(select(data, figure_id=["sc22-disputes-resolved", "sc22-criminal-cases-headline"]))
    with pytest.raises(MisleadingChart, match="kind='change'"):
        forms.changes(select(data, figure_id=["sc23-public-satisfaction"]), "99_rule", **WORDS)


# 3 nothing is dropped silently


def test_a_row_dropped(disputes):
    chart = tampered(dots(disputes, scale="log" if len(disputes) > 2 else "linear"), "dot:sc23-chengdu-disputes")
    with pytest.raises(MisleadingChart, match="sc23-chengdu-disputes would be dropped in silence"):
        save.finish(chart)


# 5 scale


def test_a_wide_spread_on_a_linear_axis(data):
    with pytest.raises(MisleadingChart, match="spread.*log"):
        dots(select(data, unit="disputes", coverage="complete"))


def test_bars_on_a_log_axis():
    counts = pd.DataFrame({"key": ["a"], "label": ["A"], "count": [3]})
    with pytest.raises(MisleadingChart, match="labelled dots"):
        forms.count_bars(counts, "99_rule", sources="ours", scale="log", **WORDS)


# 6 baselines


def test_mixed_baselines_on_one_axis(data):
    with pytest.raises(MisleadingChart, match="previous_period and year_on_year cannot be ranked"):
        dots(select(data, kind="change", coverage="complete"))


# 7 title, subtitle, source


@pytest.mark.parametrize("missing", ["title", "subtitle"])
def test_words_missing(disputes, missing):
    with pytest.raises(MisleadingChart, match=f"no {missing}"):
        dots(disputes, **{missing: " "})


def test_source_missing(disputes):
    nameless = Claims(disputes.rows.iloc[:0], disputes.left_out)
    with pytest.raises(MisleadingChart, match="no source"):
        honesty.said_with_source("a", "b", forms.source_line(nameless.rows))
    with pytest.raises(MisleadingChart, match="no source"):
        counts = pd.DataFrame({"key": ["a"], "label": ["A"], "count": [3]})
        forms.count_bars(counts, "99_rule", sources="", **WORDS)


# 8 legible


def legible(chart):
    with save.style():
        honesty.legible(chart.figure)


def test_a_missing_glyph(disputes):
    with pytest.raises(MisleadingChart, match="no font of the charts has"):
        dots(disputes, title="A finding \U0001f600")


def test_a_character_without_glyph_in_the_data_is_spelled_out(disputes):
    strange = Claims(disputes.rows.assign(area_en="Chengdu \U0001f600 \u0645"), disputes.left_out)
    chart = dots(strange)
    legible(chart)
    drawn = " ".join(t.get_text() for t in chart.figure.texts)
    assert "[U+1F600]" in drawn and "[U+0645]" in drawn


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ({"fontsize": 6}, "6 pt"),
        ({"color": "#b0b0b0"}, "contrast"),
        ({"x": 0.99}, "off the canvas"),
    ],
)
def test_illegible_text(disputes, look, words):
    chart = dots(disputes)
    text = chart.figure.text(look.pop("x", 0.5), 0.001, "late and long", **look)
    text.set_y(0.5)
    with pytest.raises(MisleadingChart, match=words):
        legible(chart)


def test_text_on_text(disputes):
    chart = dots(disputes)
    label = chart.figure.findobj(lambda a: (a.get_gid() or "").startswith("label:"))[0]
    chart.figure.text(label.get_position()[0], label.get_position()[1], "on top", transform=label.get_transform())
    with pytest.raises(MisleadingChart, match="lie on each other"):
        legible(chart)


def test_a_misleading_chart_writes_no_file(data, tmp_path, monkeypatch):
    monkeypatch.setenv("CAMPAIGNS_FIGURES", str(tmp_path))
    with pytest.raises(MisleadingChart):
        save.finish(tampered(dots(select(data, figure_id="gz22-households-visited")), "open high"))
    assert list(tmp_path.iterdir()) == []
