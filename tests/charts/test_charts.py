"""What is drawn is what the rows say: positions, order, labels, marks, read back from the artists; and the files."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from campaigns.charts import fonts, forms, honesty, layout, save
from campaigns.claims.select import Claims, select
from matplotlib.colors import to_rgb
from PIL import Image

WORDS = {"title": "A finding", "subtitle": "What, where, when"}


@pytest.fixture
def many(data):
    """Rows enough for any number: disputes with every hedge and reading."""

    def make(n):
        one = select(data, figure_id="sc22-disputes-resolved").rows
        rows = pd.concat([one] * n, ignore_index=True)
        rows["figure_id"] = [f"row-{i}" for i in range(n)]
        rows["value"] = np.linspace(900, 60_000, n).round()
        hedges = ["unhedged", "more_than", "nearly", "about"]
        rows["qualifier"] = [hedges[i % 4] for i in range(n)]
        rows["low"] = [v if i % 4 in (0, 1) else np.nan for i, v in enumerate(rows.value)]
        rows["high"] = [v if i % 4 in (0, 2) else np.nan for i, v in enumerate(rows.value)]
        return Claims(rows, pd.DataFrame({"figure_id": [], "reason": []}))

    return make


@pytest.mark.parametrize("n", [1, 2, 3, 7, 20, 40])
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_dots_of_any_number_stand_in_order_without_collision(many, n, scale):
    claims = many(n)
    chart = forms.claim_dots(claims, "99_many", scale=scale, **WORDS)
    assert [m.x for m in chart.marks] == list(claims.rows.value)
    assert [m.figure_id for m in chart.marks] == list(claims.rows.figure_id)
    honesty.hedges_survive(chart.rows, chart.marks)
    with layout.style():
        honesty.legible(chart.figure)


def test_open_ends_stay_inside_the_axis(many):
    chart = forms.claim_dots(many(8), "99_many", **WORDS)
    with layout.style():
        chart.figure.draw_without_rendering()
        axes = chart.figure.axes[0]
        for arrow in axes.texts:
            box = arrow.get_window_extent(chart.figure.canvas.get_renderer())
            assert axes.bbox.x0 - 60 <= box.x0 and box.x1 <= axes.bbox.x1 + 20


def test_changes_stand_left_and_right_of_zero_by_baseline(data):
    chart = forms.changes(select(data, kind="change", coverage="complete"), "99_changes", **WORDS)
    assert {m.figure_id: m.x for m in chart.marks}["sc23-property-crime"] == -42.71
    assert len(chart.figure.axes) == 2
    for axes in chart.figure.axes:
        low, high = axes.get_xlim()
        assert low < 0 < high


def test_bars_are_as_long_as_their_counts():
    counts = pd.DataFrame({"key": ["a", "b"], "label": ["A", "B"], "count": [3, 12]})
    chart = forms.count_bars(counts, "99_bars", sources="ours", **WORDS)
    assert [(m.figure_id, m.x) for m in chart.marks] == [("a", 3), ("b", 12)]
    assert chart.figure.axes[0].get_xlim()[0] == 0


def test_the_text_of_a_chart_changes_with_value_label_mark_and_not_with_bytes(data):
    def text(**cells):
        claims = select(data, figure_id="sc22-disputes-resolved")
        return str(forms.claim_dots(Claims(claims.rows.assign(**cells), claims.left_out), "99", **WORDS))

    plain = text()
    assert text() == plain
    assert text(value=19_000.0) != plain
    assert text(qualifier="more_than", high=np.nan) != plain
    assert text(reading="repaired") != plain
    assert text(claim="plan") != plain


@pytest.fixture(scope="module")
def finished(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMPAIGNS_FIGURES", str(folder))
        chart = forms.claim_dots(select(data, campaign_id="qianfeng"), "99_q", panels="figure_id", **WORDS)
        yield chart, save.finish(chart), folder


def test_the_ground_of_a_picture_is_white(finished):
    chart, _, folder = finished
    with Image.open(folder / f"{chart.name}.png") as picture:
        assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_words_travel_inside_every_file(finished):
    chart, _, folder = finished
    svg = (folder / "99_q.svg").read_text("utf-8")
    root = ET.fromstring(svg)
    assert root.get("role") == "img" and root.get("aria-label") == chart.alt
    assert chart.long_alt in "".join(root.itertext())
    assert ">more than 2,600 cases<" in svg, "text is live"
    png = Image.open(folder / "99_q.png")
    assert png.text["Title"] == chart.title and png.text["Description"] == chart.long_alt
    assert png.text["Source"] == chart.sources and chart.digest in png.text["Comment"]
    assert round(png.info["dpi"][0]) == 300
    pdf = (folder / "99_q.pdf").read_bytes()
    assert b"/Title" in pdf and b"/Subject" in pdf and b"/Type3" not in pdf and b"CreationDate" not in pdf


def test_the_csv_holds_exactly_the_rows_drawn(finished):
    chart, _, folder = finished
    rows = list(csv.DictReader(io.StringIO((folder / "99_q.csv").read_text("utf-8-sig"))))
    assert [r["figure_id"] for r in rows] == [m.figure_id for m in chart.marks]
    assert [r["said"] for r in rows] == [m.label for m in chart.marks]
    assert all(r["high"] == "" and r["low"] for r in rows if r["qualifier"] == "more_than")


def test_the_same_rows_give_the_same_bytes(finished, data):
    _, _, folder = finished
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    for path in folder.iterdir():
        path.unlink()
    save.finish(forms.claim_dots(select(data, campaign_id="qianfeng"), "99_q", panels="figure_id", **WORDS))
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_the_notebook_shows_alt_text_table_and_links(finished):
    chart, shown, _ = finished
    bundle = shown._repr_mimebundle_()
    page = bundle["text/html"]
    assert re.search(r'<img alt="Dot chart. A finding', page) and "<th scope=" in page
    assert all(f'href="../figures/99_q.{kind}"' in page for kind in save.FORMATS)
    assert bundle["text/plain"] == str(chart)
    for row in chart.rows.itertuples():
        assert row.said in chart.long_alt and row.said in page


# Machado, Oliveira and Fernandes (2009), severity 1.0: what a reader without one kind of cone sees, in linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_two_colours_stay_apart_with_a_colour_vision_deficiency(deficiency):
    seen = [
        np.clip(DEFICIENCIES[deficiency] @ np.array(to_rgb(c)) ** 2.2, 0, 1) ** (1 / 2.2)
        for c in (layout.ACCENT, layout.REPAIRED)
    ]
    assert np.abs(seen[0] - seen[1]).max() > 0.2


def test_marks_differ_in_shape_where_they_differ_in_colour():
    """Repaired is hollow and brown, printed is filled and blue: told apart in grey, and dark enough on white."""
    assert honesty.contrast(layout.ACCENT) > 3 and honesty.contrast(layout.REPAIRED) > 3
    assert honesty.contrast(layout.SOFT) > honesty.TEXT_CONTRAST


def test_the_fonts_have_every_character_of_the_data(data):
    text = "".join(data.campaigns.name_zh) + "".join(data.metrics.name_zh) + "".join(data.areas.name_zh)
    assert {c for c in text if ord(c) not in fonts.glyphs() and not c.isspace()} == set()
