"""All charts in all editions: each rule of honesty holds, slides show nothing below 16 points, no part loses a row."""

import io
import re

import campaigns as pc
import pandas as pd
import pytest
from campaigns.charts import honesty, save
from campaigns.claims.publishers import FOREIGN
from campaigns.documents import office, slides
from campaigns.rerun import collect
from charts.checks import check, columns, key, wraps
from charts.geometry import Picture

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
    r"|的(?:超过|至少|不到|至多)\d"  # in English order: Chinese says of a multiple 超过四川的2倍
)
QUOTED = re.compile(r"“[^”]*”|\([^)]*\)")  # the words of a report, a name, the reason why a row is left out


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_shows_its_rows(charts, edition):
    wrong = {}
    for chart in charts:
        made = chart.at(**EDITIONS[edition])
        rows = pd.read_csv(io.BytesIO(save.made(made, "csv")))
        rows = rows.reindex(columns=[*rows, *{"value", "low", "high"} - set(rows)])
        try:
            check(Picture(save.made(made, "svg")), rows)
        except AssertionError as why:
            wrong[chart.name] = str(why)
    assert not wrong


def _latin():
    """What a Chinese chart may say in Latin letters: quoted words, sites of copies, names without a Chinese one."""
    record = pc.load()
    own = [row.name_en for table in (record.campaigns, record.areas) for row in table.itertuples() if not row.name_zh]
    names = sorted({*FOREIGN, *own}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)) + r"|[\w-]+\.(?:com|cn|org|city)[\w.]*|“[^”]*”")


def test_a_chinese_chart_says_nothing_in_english(charts):
    told, latin = {}, _latin()
    for chart in charts:
        made = chart.at(language="zh")
        words = {}
        for ink in made.sheet.ink:
            if ink.words and not ink.gid.startswith("trace:"):
                words[ink.gid] = words.get(ink.gid, "") + " " + ink.words
        found = [hit for text in words.values() for hit in re.findall(r"[A-Za-z]{2,}.*", latin.sub("", text))]
        told |= {chart.name: found} if found else {}
    assert not told


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
        shown = {figure_id for part in parts for figure_id in part.sheet.drawn()}
        assert set(chart.rows.figure_id) <= shown, f"the slides of {chart.name} lose a row"
        for part in parts:
            rows = pd.read_csv(io.BytesIO(save.made(part, "csv"))).set_index("figure_id", drop=False)
            picture = Picture(save.made(part, "svg"))
            columns(picture, rows)
            if not picture.keyed:  # a chart that is itself the key names what it does not draw
                key(picture)
            wraps(picture)
            honesty.text_size(part, part.sheet.layout.width * slides.FACTOR, 16)
            assert (part.sheet.height - office.title_height(part)) * slides.FACTOR <= height + 0.01
