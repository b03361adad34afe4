"""What narrow sheets and the slides of a chart show: nothing cut, no stray strokes, whole words about what is there."""

import re

import pandas as pd
import pytest
from campaigns.charts import marks
from campaigns.charts.chart import make
from campaigns.charts.forms import areas, bars, listed, points, strip, timeline
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


def test_a_range_of_paces_is_drawn_where_it_is_seen_and_narrower_than_its_rectangle():
    held = rows(360_000, 30_000, 3_000).assign(days=[300, 10, 10], fewest=[300, 8, 8])
    whole = areas(held, "00_try", height_words="a day", **WORDS)
    for made in (whole, whole.at(width=3.35), whole.at(compact=True, width=6.3)):
        ink = {one.gid: one.box for one in made.sheet.ink}
        (left, _, right, _), span = ink["area:row-1"], ink["interval:row-1"]
        ends = [one.box for one in made.sheet.ink if not one.gid and one.box[0] < span[0] < one.box[2]]
        ends = [box for box in ends if left - 9 < box[0] and box[2] < right + 9]
        assert len(ends) == 2 and all(left < box[0] and box[2] < right for box in ends)
        assert span[3] - span[1] > 5 and "interval:row-2" not in ink and "key:interval" in ink


def test_a_long_run_of_chinese_breaks_at_its_stops_and_leaves_no_character_alone():
    words = "若属整个行动，每天起数；夏季治安打击整治“百日行动”；加强新时代公安派出所工作三年行动计划（中国、四川省）"
    for width in range(64, 300, 7):
        lines = wrap(words, width, 8)
        assert "".join(lines) == words
        assert all(len(re.sub(r"[，。；：、（）“”]", "", line)) > 1 for line in lines), (width, lines)
        for whole in ("每天起数", "“百日行动”", "三年", "四川省"):
            assert any(whole in line for line in lines), (width, lines)


def test_pale_dots_are_of_one_colour_whoever_they_are_of():
    owners = [{"value": 10 * n + 7 * (n % 2), "owner": owner, "level": "nation" if owner == "nation" else "province"}
              for n, owner in enumerate(("core", "nation", "other", "nation"), 1)]  # fmt: skip
    sheet = strip(rows(*owners), "00_try", lane="lane", named=["row-0"], **WORDS).sheet
    colours = {ink.gid: ink.color for ink in sheet.ink if ink.gid.startswith("dot:")}
    pale = {colours[f"dot:row-{n}"] for n in (1, 2, 3)}
    assert pale == {colours["dot:key-quiet"]} and colours["dot:row-0"] not in pale
    assert not any(ink.gid == "key:nation" for ink in sheet.ink)


def test_a_label_is_clear_of_the_line_of_reference():
    sheet = strip(rows(80, 91, 99), "00_try", lane="lane", percent=True, limit=100, line=95, **WORDS).sheet
    (line,) = (ink.box for ink in sheet.ink if ink.gid == "reference:")
    labels = [ink.box for ink in sheet.ink if ink.gid.startswith("label:")]
    assert all(right < line[0] or left > line[2] for left, _, right, _ in labels)


def test_numbers_of_dots_in_time_are_clear_of_the_grid():
    days = [{"value": value, "period_end": pd.Timestamp(day), "detail": f"on {day}"}
            for value, day in ((150, "2018-12-31"), (198, "2021-12-31"), (470, "2023-12-31"))]  # fmt: skip
    sheet = points(rows(*days), "00_try", tall=300, **WORDS).sheet
    grid = [ink.box for ink in sheet.ink if ink.kind == "line" and ink.gid == "" and ink.box[1] == ink.box[3]]
    labels = [ink.box for ink in sheet.ink if ink.gid.startswith(("label:", "detail:"))]
    assert len(grid) > 3 and not any(top < line[1] < bottom for _, top, _, bottom in labels for line in grid)


def test_on_a_slide_names_stand_above_their_bars_where_that_takes_less_height():
    wordy = {"name": "A county of a long name, a province", "detail": "more than 3,000 households, 390 police, " * 3}
    long, short = (bars(rows(10, 20, 30, **words), "00_try", **WORDS).at(width=6.1, compact=True)
                   for words in (wordy, {"name": "2022", "detail": "a word"}))  # fmt: skip
    box = {ink.gid: ink.box for ink in long.sheet.ink}
    assert box["name:row-1"][3] < box["bar:row-1"][1] and box["bar:row-1"][0] < box["name:row-1"][2]
    box = {ink.gid: ink.box for ink in short.sheet.ink}
    assert box["name:row-1"][2] < box["bar:row-1"][0]
