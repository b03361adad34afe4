"""All charts in all editions: each rule of honesty holds, slides show nothing below 16 points, no part loses a row."""

import re

import pytest
from campaigns.charts import honesty
from campaigns.documents import office, slides
from campaigns.rerun import collect

pytestmark = pytest.mark.slow
EDITIONS = {
    "one column": {"width": 3.35},
    "two columns": {"width": 6.9},
    "Chinese": {"language": "zh"},
    "Chinese, one column": {"language": "zh", "width": 3.35},
    "grey": {"grey": True},
}


@pytest.fixture(scope="module")
def charts():
    return collect.charts()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_chart_is_laid_out_anew(charts, edition):
    refused = {}
    for chart in charts:
        try:
            chart.at(**EDITIONS[edition])
        except honesty.MisleadingChart as why:
            refused[chart.name] = str(why)
    assert not refused


#: Words that a Chinese chart does not say in English: months of dates, joints of lists, what begins a line.
ENGLISH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|June|July|August|September|"
    r"October|November|December)\b|Sources|Signs|Note:|Left out|no date|not stated|, and |; and | or "
)
QUOTED = re.compile(r"“[^”]*”|\([^)]*\)")  # the words of a report, a name, the reason why a row is left out


def test_a_chinese_chart_has_chinese_dates_and_joints(charts):
    told = {}
    for chart in charts:
        made = chart.at(language="zh")
        words = [QUOTED.sub("", " ".join(ink.words for ink in made.sheet.ink))]
        lines = made.long_alt.split("\n")  # what is counted beside claims, such as tasks, is told in English alone
        words += [QUOTED.sub("", line) for line in (lines if "metric_id" in made.rows else lines[-1:])]
        found = {match[0] for text in words for match in ENGLISH.finditer(text)}
        told |= {chart.name: found} if found else {}
    assert not told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_is_shown_on_slides(charts, language):
    width, height = slides.room()
    for chart in charts:
        parts = slides.drawn(chart, width, height, language=language)
        assert parts, f"{chart.name} does not fit slides"
        shown = {key for part in parts for key in honesty.drawn_keys(part.sheet)}
        assert set(chart.rows.figure_id) <= shown, f"the slides of {chart.name} lose a row"
        for part in parts:
            honesty.text_size(part, part.sheet.layout.width * slides.FACTOR, 16)
            assert (part.sheet.height - office.title_height(part)) * slides.FACTOR <= height + 0.01
