"""What narrow sheets and the slides of a chart show: nothing cut, no stray strokes, whole words about what is there."""

import re

import pandas as pd
import pytest
from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.forms import areas, bars, listed, strip, timeline
from campaigns.charts.honesty import MisleadingChart
from campaigns.charts.layout import EDGE, INK
from campaigns.charts.text import wrap
from charts.made_up import WORDS, rows

NARROW = {"width": 3.35}
BETWEEN = {"value": 20, "low": 20, "high": 30, "said": "20 to 30"}
LINE, THIN = "Line: no first day.", "Thin bars are no part of the comparison."


def said(part):
    return " ".join(ink.words for ink in part.sheet.ink)


def test_under_names_above_their_bars_the_line_of_zero_runs_beside_bars_alone():
    sheet = bars(rows(10, 20, 30).assign(group="A group"), "00_try", group="group", above=True, **WORDS).sheet
    held = [ink.box for ink in sheet.ink if ink.gid.startswith("bar:")]
    zero = [ink.box for ink in sheet.ink if ink.kind == "line" and ink.color == INK]
    assert len(zero) == len(held)
    for (_, top, _, bottom), (_, above, _, below) in zip(held, zero, strict=True):
        assert above <= top < bottom <= below
        assert top - above + below - bottom < 8


def test_words_that_a_page_would_cut_are_refused():
    def body(sheet, held):
        marks.dot(sheet, 50, sheet.top + 5, next(held.itertuples()))
        sheet.put("cut", EDGE - 3, sheet.top + 10)
        sheet.top += 30

    with pytest.raises(MisleadingChart, match="runs off"):
        make(body, name="00_try", form="A form", rows=rows(1), **WORDS)


@pytest.mark.parametrize("form", [listed, strip])
def test_a_narrow_scale_begins_where_its_first_label_has_room(form):
    lanes = {"lane": "lane"} if form is strip else {}
    sheet = form(rows(12_000, 150_000), "00_try", log=True, **lanes, **WORDS).at(**NARROW).sheet
    assert min(ink.box[0] for ink in sheet.ink if ink.gid.startswith("tick:x:")) >= EDGE - 1


def test_a_slide_says_the_cautions_about_what_it_shows():
    caution = {LINE: "interval", "May hold two.": "row-0"}
    made = bars(rows(10, BETWEEN), "00_try", caution=caution, **WORDS)
    first, second = (made.at(compact=True, part=(n, 2)) for n in (1, 2))
    assert first.caution == "May hold two."
    assert second.caution == LINE
    assert LINE in said(second)
    assert LINE not in said(first)
    assert made.caution == f"{LINE} May hold two."


def test_thin_bars_are_explained_where_they_are():
    made = bars(rows(10, 20), "00_try", quiet=["row-1"], **WORDS)
    assert [THIN in said(made.at(compact=True, part=(n, 2))) for n in (1, 2)] == [False, True]


def test_the_key_of_spans_explains_those_of_its_slide():
    days = {"start": pd.Timestamp("2022-01-01"), "drawn_to": pd.Timestamp("2022-06-30"), "start_basis": "stated"}
    spans = rows(1, 2).assign(**days, end=days["drawn_to"], end_basis=["stated", "inferred"])
    spans = spans.assign(**{f"{column}_zh": spans[column] for column in ("name", "detail", "said")})
    made = timeline(spans, "00_try", **WORDS)
    for n, shown in enumerate(({"stated"}, {"light"}), 1):
        drawn = {ink.gid for ink in made.at(compact=True, part=(n, 2)).sheet.ink}
        assert {gid.partition(":")[2] for gid in drawn if gid.startswith("key-span:")} == shown


def test_a_pace_on_a_slide_stands_in_its_rectangle_where_there_is_room():
    held = rows(360_000, 9_000, owner="nation").assign(days=[300, 60], fewest=[300, 60])
    sheet = areas(held, "00_try", height_words="a day", **WORDS).at(compact=True, width=6.1).sheet
    boxes = {ink.gid: ink for ink in sheet.ink}
    for n, is_inside in enumerate((True, False)):
        pace, area = boxes[f"pace:row-{n}"], boxes[f"area:row-{n}"].box
        assert (area[1] < pace.box[1] and pace.box[3] < area[3]) == is_inside


def test_a_long_run_of_chinese_breaks_at_its_stops_and_leaves_no_character_alone():
    words = "若属整个行动，每天起数；夏季治安打击整治“百日行动”；加强新时代公安派出所工作三年行动计划（中国、四川省）"
    for width in range(64, 300, 7):
        lines = wrap(words, width, 8)
        assert "".join(lines) == words
        assert all(len(re.sub(r"[，。；：、（）“”]", "", line)) > 1 for line in lines), (width, lines)
        for whole in ("每天起数", "“百日行动”", "三年", "四川省"):
            assert any(whole in line for line in lines), (width, lines)
