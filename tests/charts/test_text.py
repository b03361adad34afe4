"""Where a line of words may break, and how it is set."""

import io
import re
import warnings

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from campaigns.charts import fonts, layout, save
from campaigns.charts.forms import bars, columns, points
from campaigns.charts.text import text_width, wrap
from charts.made_up import WORDS, rows


def test_an_english_word_is_never_broken_and_a_long_run_of_chinese_may_be():
    words = "For each police turn of duty the nation’s claims and “helpers” work out at"
    for width in range(60, 400, 7):
        lines = wrap(words, width, 8)
        assert " ".join(lines).split() == words.split()
    run = "由国家统计局公布的人口普查家庭户总数计算得出的比例"
    assert all(text_width(line, 8) <= 60 for line in wrap(run, 60, 8))


def test_a_chinese_date_and_a_number_with_its_counter_stand_on_one_line():
    words = "民警辅警，2022年7月22日至7月24日*，2.07万起中1.83万，12.1万人次变成310万余人次，每10万居民，87万户（次）"
    for width in range(70, 300, 7):
        lines = wrap(words, width, 8)
        assert "".join(lines) == words
        for whole in (
            "2022年7月22日",
            "7月24日*",
            "2.07万起",
            "12.1万人次",
            "310万余人次",
            "居民",
            "87万户（次）",
        ):
            assert any(whole in line for line in lines), (width, lines)


def test_an_english_date_and_a_number_with_its_size_stand_on_one_line():
    words = "police and auxiliaries, 15 Jul 2015*, since Aug 2022, more than 12 million of 2.07 million, 4 of 6 disputes (2 of 3), 12 percent"
    for width in range(80, 300, 7):
        lines = wrap(words, width, 8)
        assert " ".join(lines) == words
        for whole in (
            "15 Jul 2015*",
            "Aug 2022",
            "12 million",
            "2.07 million",
            "4 of 6 disputes",
            "(2 of 3)",
            "12 percent",
        ):
            assert any(whole in line for line in lines), (width, lines)


def test_a_number_stays_with_what_it_counts_only_where_that_needs_no_further_line():
    words = "In the summer the province claims 8,610 cases solved and 1,755 suspects caught"
    for width in range(80, 300, 7):
        lines = wrap(words, width, 8)
        bound = wrap(words.replace("0 cases", "0\u00a0cases").replace("5 suspects", "5\u00a0suspects"), width, 8)
        assert len(lines) == len(bound) - any(line.endswith(("8,610", "1,755")) for line in lines)


def test_a_latin_letter_stays_with_its_chinese_neighbours():
    made = [wrap("接到群众通过“四川e码”送来的86,000条线索", width, 8) for width in range(90, 300, 7)]
    assert all("四川e码" in " ".join(lines) for lines in made)


def test_a_chinese_day_and_a_rate_stand_on_one_line_at_the_end_of_a_run_too():
    words = "夜间集中行动一夜的警力为平均一天的3.3倍，矛盾纠纷处置成功率"
    for width in range(50, 200, 3):
        lines = wrap(words, width, 8)
        assert "".join(lines) == words
        for whole in ("一夜", "一天", "成功率"):
            assert any(whole in line for line in lines), (width, lines)


def test_the_title_of_a_chart_ends_with_no_lone_word():
    words = WORDS | {"title": "Drink driving: two of three readings come to far fewer a night or day"}
    for width in (4.6, 5, 5.3, 5.6, 6.3, 6.9):
        sheet = bars(rows(60, 30), "00_try", **words).at(width=width).sheet
        lines = [ink.box for ink in sheet.ink if ink.gid.startswith("title")]
        assert len(lines) == 1 or lines[-1][2] - lines[-1][0] > 0.2 * sheet.width, width


def test_the_version_of_the_data_and_the_digest_of_rows_stay_with_their_words():
    words = "Chart 02_households_visited_door · data 2.0.0 · rows c5fd2ed6"
    for width in range(60, 300, 5):
        lines = wrap(words, width, 8)
        for whole in ("data 2.0.0", "rows c5fd2ed6"):
            assert any(whole in line for line in lines), (width, lines)


def test_a_chinese_phrase_has_one_weight():
    told = bars(rows(60, (30, "more_than")), "00_try", **WORDS)
    weights = [set(re.findall(r"font(?:-weight)?: (600|[1-9]00)?", save.made(told.at(language=language), "svg").decode()))
               for language in ("en", "zh")]  # fmt: skip
    assert "600" in weights[0] and "600" not in weights[1]


def test_words_of_interims_stand_alike_in_all_panels_and_clear_of_what_is_above():
    held = [{"value": value, "metric_id": panel, "panel": panel, "year": "2022", "figure_id": f"{panel}-{value}"}
            for panel, interim in (("a", 90), ("b", 5)) for value in (100, interim)]  # fmt: skip
    inside = {"a-100": "a-90", "b-100": "b-5"}
    told = columns(rows(*held), "00_try", panel="panel", column="year", inside=inside, caution={"a": "No series"},
                   **WORDS)  # fmt: skip
    box = {ink.gid: ink.box for ink in told.sheet.ink}
    assert all(box[f"label:{key}"][1] > box[f"name:{final}"][3] for final, key in inside.items())
    assert box["label:a-100"][1] > box["caution:"][3] + 3


def test_the_number_of_a_dot_stands_at_its_height_where_there_is_room_beside_it():
    years = [{"value": value, "period_end": pd.Timestamp(day), "detail": f"on {day}"}
             for value, day in ((150, "2018-12-31"), (170, "2021-12-31"), (470, "2023-12-31"))]  # fmt: skip
    band = (pd.Timestamp("2021-12-31"), pd.Timestamp("2023-12-31"), "another definition?")
    told = points(rows(*years), "00_try", tall=300, breaks=[band], **WORDS).at(width=3.35)
    box = {ink.gid: ink.box for ink in told.sheet.ink}
    for key in ("row-1", "row-2"):
        middle = sum(box[f"dot:{key}"][1::2]) / 2
        assert box[f"label:{key}"][1] < middle < box[f"label:{key}"][3]


@pytest.mark.parametrize("kind", ["png", "pdf", "svg"])
def test_a_character_of_few_texts_is_drawn_in_both_weights(kind):
    assert not fonts.undrawable("深圳 凋 衢")
    with layout.style(), warnings.catch_warnings(action="error"):
        figure = plt.Figure(figsize=(2, 1))
        for weight in (400, 600):
            figure.text(0, 0, "深圳 凋 衢", weight=weight)
        figure.savefig(io.BytesIO(), format=kind)
