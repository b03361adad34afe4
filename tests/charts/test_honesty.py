"""Each rule of honesty: the forbidden chart is asked for, and refused with a word on what to do instead."""

import campaigns as pc
import pandas as pd
import pytest
from campaigns.charts import honesty, key, marks, save
from campaigns.charts.chart import make
from campaigns.charts.forms import bars, one_in, squares, stacks, strip
from campaigns.charts.honesty import MisleadingChart
from campaigns.charts.layout import Sheet
from campaigns.charts.scale import Scale, fitting
from campaigns.documents.caption import Card
from charts.made_up import WORDS, rows


def refused(words):
    return pytest.raises(MisleadingChart, match=words)


def chart(body, held, **words):
    return make(body, name="00_try", form="A form", rows=held, **(WORDS | words))


def dots_of(sheet, held, skip=()):
    for n, row in enumerate(held.itertuples()):
        if row.figure_id not in skip:
            marks.dot(sheet, 50 + 20 * n, sheet.top, row)
    sheet.top += 20


def lane(*amounts, **columns):
    return strip(rows(*amounts, **columns), "00_try", lane="lane", **WORDS)


def bar(*amounts, **asked):
    return bars(rows(*amounts), "00_try", **(WORDS | asked))


UNITS = {"value": 5, "unit": "people"}, {"value": 6, "unit": "person_times"}
KINDS = {"value": 5, "kind": "count"}, {"value": 6, "kind": "change"}
BASELINES = {"value": -5, "baseline": "year_on_year"}, {"value": -6, "baseline": "previous_period"}
DOUBTFUL = {"value": 30_000}, {"value": 674_000, "low": 67_400, "high": 674_000, "reading": "uncertain", "said": "two"}


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("single mark", lambda: lane(870_000)),
        ("single mark", lambda: bar(870_000)),
        ("people, person_times cannot share", lambda: bar(*UNITS)),
        ("levels and changes", lambda: lane(*KINDS)),
        ("year_on_year", lambda: honesty.one_baseline(rows(*BASELINES))),
        ("natural limit 100", lambda: bar(50, 113.1, limit=100, percent=True)),
        ("starts at zero", lambda: honesty.bars_from_zero(fitting([10, 1000], 0, 100, log=True))),
        ("starts at zero", lambda: honesty.bars_from_zero(Scale(5, 10, 0, 100))),
        ("fold", lambda: lane(14, 88_000_000)),
        ("by value although", lambda: lane(5, 6, 7, 8)),
        ("one of several readings", lambda: bar(*DOUBTFUL, title="674,000 cases in three rounds")),
        ("one of several readings", lambda: bar(*DOUBTFUL, title="The rounds brought 67,400 cases")),
        ("no title", lambda: bar(1, 2, title=" ")),
        ("no subtitle", lambda: bar(1, 2, subtitle=" ")),
        ("no source", lambda: bars(rows(1, 2).drop(columns="publisher"), "00_try", **WORDS)),
        ("more than a page", lambda: bar(*({"value": (n * 37) % 101 + 1, "detail": "a\nb\nc"} for n in range(60)))),
        ("no font", lambda: bar(1, 2, title="A finding 🚓")),
    ],
)
def test_a_misleading_chart_is_refused(words, asked):
    with refused(words):
        asked()


def test_a_title_that_asks_may_name_readings():
    bar(*DOUBTFUL, title="674,000 cases, or 67,400?")


def test_a_row_is_not_dropped_in_silence():
    with refused("row-1 would be dropped"):
        chart(lambda sheet, held: dots_of(sheet, held, skip=["row-1"]), rows(1, 2, 3))


def test_a_hedge_is_drawn():
    def without_sign(sheet, held):
        for n, row in enumerate(held.itertuples()):
            sheet.dots([50 + 20 * n], [sheet.top], gid=f"dot:{row.figure_id}")
        sheet.top += 20

    with refused("lacks chevron"):
        chart(without_sign, rows(1, (2, "more_than")))


def test_several_readings_have_no_best_point():
    held = rows(1, {"value": 5, "low": 4, "high": 5, "reading": "uncertain"})
    with refused("lacks range"):
        chart(lambda sheet, told: [sheet.dots([50], [sheet.top], gid=f"dot:{key}") for key in told.figure_id], held)


def test_about_is_drawn_on_units_and_stacks_too():
    counted = squares(rows(5, (3, "about")), "00_try", unit=1, unit_words="one square: one", **WORDS)
    fell = rows(-30, (-20, "about"), kind="change", unit="percent")
    stacked = stacks(fell, "00_try", lane="lane", low=-40, high=10, **WORDS)
    for told in (counted, stacked):
        assert any(ink.gid == "ring:row-1" for ink in told.sheet.ink)


def test_what_would_make_a_number_less_is_drawn_beside_it():
    held = rows({"value": 20, "low": 20, "high": float("nan"), "qualifier": "more_than", "unit": "percent"})
    doubt = "fewer, if some count twice", "若有重复则更少"
    told = one_in(held, "00_try", count=5, words=("more than 1", "of 5"), doubt=doubt, **WORDS)
    drawn = [ink for ink in told.sheet.ink if ink.gid.startswith("doubt")]
    assert {ink.gid.partition(":")[2] for ink in drawn} == {"row-0"}
    assert any(ink.words == doubt[0] for ink in drawn)
    number = next(ink for ink in told.sheet.ink if ink.gid == "label:row-0")
    assert all(ink.box[0] > number.box[2] for ink in drawn), "it stands behind the number"


def test_colours_that_differ_are_explained_and_one_is_not():
    two = bars(rows(60, {"value": 30, "owner": "nation"}), "00_try", **WORDS)
    assert {ink.gid for ink in two.sheet.ink} >= {"key:other", "key:nation"}
    assert not any(ink.gid == "key:other" for ink in bars(rows(60, 30), "00_try", **WORDS).sheet.ink)


def test_of_many_sources_the_chief_ones_are_named():
    papers = ["A", "B", "C", "D", "D"]
    told = bars(rows(*({"value": n + 1, "publisher": paper} for n, paper in enumerate(papers))), "00_try", **WORDS)
    said = " ".join(ink.words for ink in told.sheet.ink if ink.gid == "sources:")
    assert "Sources: D, 1 Aug 2022; A, 1 Aug 2022; and 2 more, in the data file." in said


def test_two_reports_of_one_publisher_and_day_are_counted_as_two():
    papers = [("A", "a-1"), ("B", "b-1"), ("C", "c-1"), ("D", "d-1"), ("A", "a-2"), ("D", "d-2")]
    held = ({"value": n + 1, "publisher": paper, "source_id": key} for n, (paper, key) in enumerate(papers))
    told = bars(rows(*held), "00_try", **WORDS)
    said = " ".join(ink.words for ink in told.sheet.ink if ink.gid == "sources:")
    assert "Sources: A, 1 Aug 2022; D, 1 Aug 2022; and 4 more, in the data file." in said
    assert told.sources == "A, 1 Aug 2022; D, 1 Aug 2022; B, 1 Aug 2022; C, 1 Aug 2022."


def test_the_reports_that_rows_are_set_against_are_among_the_sources():
    force = pc.load().reference.query("reference_id == 'police-with-basic-enforcement-qualification-china-y2022'")
    told = bars(rows(60, 30).assign(source_id="none"), "00_try", against=force, **WORDS)
    ministry = "Ministry of Public Security spokesperson, by China News Service, 10 Jan 2023"
    assert ministry in told.sources and ministry in save.made(told, "csv").decode()
    assert [source.words for source in Card(1, told).sources] == [ministry]


def test_one_metric_has_one_scale():
    def two_scales(sheet, held):
        dots_of(sheet, held)
        for high in (100, 5):
            sheet.axis(Scale(0, high, 20, 300, ("stations", "stations")), sheet.top, sheet.top + 10)
            sheet.top += 30

    with refused("two scales"):
        chart(two_scales, rows(1, 2))


@pytest.mark.parametrize(
    ("words", "look"),
    [("too little contrast", {"color": "#b0b0b0"}), ("use 8 pt", {"size": 6}), ("runs off the page", {"x": 440})],
)
def test_text_is_legible(words, look):
    def body(sheet, held):
        dots_of(sheet, held)
        sheet.put(
            ("a word that is read",),
            look.get("x", 20),
            sheet.top,
            look.get("size", 9),
            color=look.get("color", "#1a1a1a"),
        )
        sheet.top += 20

    with refused(words):
        chart(body, rows(1, 2))


def test_words_do_not_lie_on_each_other():
    def body(sheet, held):
        dots_of(sheet, held)
        for x in (20, 30):
            sheet.put(("on each other",), x, sheet.top)
        sheet.top += 20

    with refused("lie on each other"):
        chart(body, rows(1, 2))


@pytest.mark.parametrize(
    "sign",
    [
        lambda sheet, x, y: sheet.dots([x], [y], size=6, gid="dot:row-0~"),
        lambda sheet, x, y: marks.beside(sheet, x, y, marks.Due("chevron", 1, False, "dot"), "#111111", "row-0"),
        lambda sheet, x, y: sheet.line([x, x, x + 90, x + 90], [y - 20, y, y, y - 20], "#b3470f", 1.2),
        lambda sheet, x, y: sheet.rect(x, y - 5, 200, 10, "#111111", gid="bar:row-0"),
        lambda sheet, x, y: sheet.line([x - 40, x + 40], [y, y], "#111111", 1.8, gid="range:row-0"),
    ],
    ids=["dot", "chevron", "bracket", "bar", "range"],
)
def test_no_sign_lies_on_words(sign):
    def body(sheet, held, over=False):
        dots_of(sheet, held)
        sheet.put(("words that are read",), 150, sheet.top, over=over)
        sign(sheet, 180, sheet.top + 6)
        sheet.top += 20

    for over in (False, True):
        with refused("00_try: the .* crosses the words 'words that are read'"):
            chart(lambda sheet, held: body(sheet, held, over), rows(1, 2))  # noqa: B023


def test_words_hide_a_grid_line_and_stand_on_their_own_ground():
    def body(sheet, held):
        dots_of(sheet, held)
        sheet.line([180, 180], [sheet.top - 5, sheet.top + 40])
        sheet.put(("words over a grid line",), 150, sheet.top, over=True)
        sheet.rect(20, sheet.top, 120, 20, "#111111")
        sheet.put(("words on a bar",), 30, sheet.top + 3, color="white", ground="#111111")
        sheet.top += 40

    chart(body, rows(1, 2))


def test_a_larger_number_never_stands_left_of_a_smaller_one():
    for log in (False, True):
        scale = fitting([3, 50, 700], 0, 400, log=log)
        places = [scale(v) for v in (3, 50, 700)]
        assert places == sorted(places)
        with pytest.raises(ValueError, match="outside the scale"):
            scale(1e9)


def test_colour_is_never_alone():
    """Owners differ in words of the key, signs in shape; in grey nothing but colour is lost."""
    sheet = Sheet()
    key.lay(sheet, marks.OWNERS)
    assert len({ink.words for ink in sheet.ink if ink.kind == "text"}) == len(marks.OWNERS)
    assert pd.Series([str(path.vertices.tolist()) for path in marks._PATHS.values()]).is_unique


def test_what_a_title_compares_stands_on_the_first_of_several_slides():
    held = rows(*range(10, 130, 10))
    made = bars(held, "00_try", finding=["row-1", "row-9"], **WORDS)
    parts = made.spread(2.2, compact=True)
    shown = [{key for key in part.sheet.drawn() if key.startswith("row")} for part in parts]
    assert len(parts) > 2 and shown[0] == {"row-1", "row-9"}
    assert sorted(key for some in shown for key in some) == sorted(held.figure_id)


def test_words_do_not_stand_across_the_ground_of_stacked_dots():
    def body(sheet, held):
        dots_of(sheet, held)
        sheet.line([0, 200], [sheet.top + 5, sheet.top + 5], gid="ground:")
        sheet.put(("words",), 50, sheet.top, 8, over=True)
        sheet.top += 20

    with refused("ground: crosses"):
        chart(body, rows(5, 6))


@pytest.mark.parametrize("layout", [{}, {"width": 3.35}, {"width": 6.1, "compact": True}])
def test_stacked_dots_are_of_one_size_in_all_lanes_and_in_the_key(layout):
    fell = [{"value": -1 - n % 20, "lane": lane, "level": ("province", "county")[n % 2], "kind": "change",
             "unit": "percent", "owner": ("nation", "other")[n % 2], "figure_id": f"{lane}-{n}"}
            for lane, many in (("many", 120), ("few", 6)) for n in range(many)]  # fmt: skip
    told = stacks(rows(*fell), "00_try", lane="lane", low=-40, high=40, **WORDS).at(**layout)
    wide = {ink.gid: round(ink.box[2] - ink.box[0], 3) for ink in told.sheet.ink if ink.kind == "dots"}
    large, small = ({wide[f"dot:{lane}-{n}"] for lane in ("many", "few")} for n in (0, 1))
    assert large == {wide["dot:key-nation"]} and small == {wide["dot:key-small"]}
    assert min(small) >= 1.8 and min(large) > 1.3 * max(small)


@pytest.mark.parametrize("layout", [{}, {"width": 3.35}, {"width": 6.1, "compact": True}])
def test_a_change_beyond_the_frame_says_of_what_and_where(layout):
    rose = [{"value": value, "lane": "a lane", "kind": "change", "unit": "percent", "name": "Taizhou, Jiangsu"}
            for value in (212, 375, *range(-30, -10), *[-5] * 40)]  # fmt: skip
    chart = stacks(rows(*rose), "00_try", lane="lane", low=-40, high=40, **WORDS,
                   label=lambda row, language: f"{row.name}: fraud cases solved by the police of the place")  # fmt: skip
    laid = [ink for ink in chart.at(**layout).sheet.ink if ink.gid in ("label:row-0", "label:row-1")]
    for label in ("label:row-0", "label:row-1"):
        told = " ".join(ink.words for ink in laid if ink.gid == label)
        assert told.endswith("Taizhou, Jiangsu: fraud cases solved by the police of the place")
