"""The explorer holds every row, as data that no cell can break out of; and does in a browser what it offers."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from math import log10

import campaigns as pc
import pytest
from bs4 import BeautifulSoup
from campaigns import project
from campaigns.charts import explorer

sys.path.insert(0, str(project.ROOT / "tools"))


@pytest.fixture(scope="module")
def record():
    return pc.load()


@pytest.fixture(scope="module")
def made(record):
    return explorer.Explorer(record.select(), record)


@pytest.mark.slow
def test_the_page_is_the_same_whatever_the_order_of_sets(record):
    """Two processes with other hash seeds write the same bytes."""
    ask = "import campaigns as pc; r = pc.load(); print(pc.Explorer(r.select(year=2022), r).html())"
    pages = [
        subprocess.run([sys.executable, "-c", ask], env={**os.environ, "PYTHONPATH": str(project.NOTEBOOKS),
                       "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert pages[0] == pages[1]


def packed(html):
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)[1])


def rows_in(html):
    """The rows as the script unpacks them."""
    columns = {
        name: column.get("cells") or [column["held"][at] for at in column["at"]]
        for name, column in packed(html)["columns"].items()
    }
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def test_every_claim_is_in_it_with_its_note_and_source(record, made):
    claims, held = record.select(), rows_in(made.html())
    assert [row["figure_id"] for row in held] == list(claims.rows.figure_id)
    assert [row["note"] for row in held] == list(claims.rows.note)
    assert all(row["source"] for row in held)
    assert {row["region"] for row in held if row["place"].startswith("Chengdu")} == {"Sichuan"}
    assert [row["low"] for row in held] == [None if v != v else v for v in claims.rows.low]


def test_no_cell_breaks_out_of_the_page(record):
    evil = "</script><!--<script><img src=x onerror=alert(1)>"
    claims = record.select(figure_id="gz22-*-visited").marked(note=[evil, evil], claimant=[evil, evil])
    html = explorer.Explorer(claims, record).html()
    assert [row["note"] for row in rows_in(html)] == [evil, evil]
    data = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)[1]
    assert "<" not in data and "\\u003c" in data
    assert not BeautifulSoup(html, "html.parser").find_all("img")
    assert "</" not in re.sub(r"</\w+>", "", explorer.script()), "the script ends its own element"
    assert "</script" not in explorer.script()


def test_it_is_the_same_twice_small_and_says_what_it_holds(record, made):
    again = explorer.Explorer(record.select(), record)
    assert made._repr_mimebundle_() == again._repr_mimebundle_()
    assert repr(made).startswith(f"explorer of {len(record.select()):,} claims")
    assert len(json.dumps(made.html(), ensure_ascii=False).encode()) < 1_200_000


def test_nothing_is_fetched():
    assert not re.search(r"fetch\(|XMLHttp|import\(|src=", explorer.script())


def test_without_script_or_trust_the_first_rows_stand_and_what_a_run_gives(record, made):
    page = BeautifulSoup(made.html(), "html.parser")
    for dropped in page.find_all(["script", "style"]):
        dropped.decompose()
    assert len(page.table.tbody.find_all("tr")) == 20
    assert "Shift+Enter" in page.get_text() and f"of {len(record.select()):,} claims" in page.get_text()
    assert not page.find_all(["input", "select", "button"]), "controls that do nothing"


@pytest.fixture(scope="module")
def page(made, tmp_path_factory):
    lab_check = pytest.importorskip("lab_check", reason="requirements-dev.txt is not installed")
    file = tmp_path_factory.mktemp("explorer") / "explorer.html"
    file.write_text(
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Explorer</title>{made.html()}', "utf-8"
    )
    try:
        with lab_check.sync_playwright() as playwright, lab_check.browser_of(playwright) as browser:
            opened = browser.new_page(viewport={"width": 1200, "height": 900})
            opened.set_default_timeout(10_000)
            faults = []
            opened.on("pageerror", lambda fault: faults.append(fault))
            opened.goto(file.as_uri())
            yield opened
            assert faults == []
    except lab_check.CannotRead as problem:
        pytest.skip(str(problem))


@pytest.fixture
def fresh(page):
    page.locator("[data-reset]").click()
    return page


def choose(page, facet, *values):
    """Tick values of a chooser by their words."""
    fold = chooser(page, facet)
    fold.locator("summary").click()
    for value in values:
        fold.locator("li", has_text=re.compile(rf"^{re.escape(value)}[\d,]+$")).locator("input").check()
    page.keyboard.press("Escape")


def chooser(page, facet):
    return page.locator("[data-facets] details").filter(has=page.locator("summary", has_text=re.compile(f"^{facet}")))


def saved(page):
    """The rows of the download."""
    with page.expect_download() as download:
        page.locator("[data-save]").click()
    return list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))


def offered(page, facet):
    """{words: count} of what a chooser offers."""
    lines = chooser(page, facet).locator("li:not([hidden]) label")
    return dict(re.fullmatch(r"(.*?)([\d,]+)", text, re.DOTALL).groups() for text in lines.all_text_contents())


@pytest.mark.slow
def test_choosers_filter_each_other_and_take_several_values(fresh, made):
    choose(fresh, "Province", "Sichuan", "Guizhou")
    cells = made.cells[made.cells.region.isin(["Sichuan", "Guizhou"])]
    assert offered(fresh, "Campaign") == {k: f"{n:,}" for k, n in cells.campaign.value_counts().items()}
    assert len(offered(fresh, "Province")) == made.cells.region.nunique(), "a chooser does not narrow itself"
    choose(fresh, "Hedge", "more than")
    cells = cells[cells.qualifier == "more_than"]
    assert {row["figure_id"] for row in saved(fresh)} == set(cells.figure_id)
    assert fresh.locator("[data-count]").inner_text().startswith(f"{len(cells)} of {len(made.cells):,} claims")
    fresh.locator("[data-chosen] button", has_text="Guizhou").click()
    assert {row["region"] for row in saved(fresh)} == {"Sichuan"}


@pytest.mark.slow
@pytest.mark.parametrize("opened", ["Enter", " ", "ArrowDown"])
def test_letters_typed_after_opening_a_chooser_narrow_it(fresh, opened):
    chooser(fresh, "Province").locator("summary").focus()
    fresh.keyboard.press(opened)
    fresh.keyboard.type("sich")
    assert list(offered(fresh, "Province")) == ["Sichuan"]
    fresh.keyboard.press("ArrowDown")
    fresh.keyboard.press("Enter")
    fresh.keyboard.press("Escape")
    assert {row["region"] for row in saved(fresh)} == {"Sichuan"}


@pytest.mark.slow
def test_a_list_without_a_hit_says_so_and_offers_what_is_near(fresh):
    fold = chooser(fresh, "Province")
    fold.locator("summary").press("Enter")
    fresh.keyboard.type("sichaun")
    assert fold.get_by_role("status").inner_text() == "No “sichaun” here. Near it:"
    assert list(offered(fresh, "Province")) == ["Sichuan"]
    fold.locator("input[type=search]").fill("xyzxyz")
    assert fold.get_by_role("status").inner_text() == "No “xyzxyz” here." and not offered(fresh, "Province")
    fold.locator("input[type=search]").fill("sich")
    assert not fold.get_by_role("status").is_visible()
    fresh.keyboard.press("Escape")
    fresh.locator("[data-find]").fill("no such words at all")
    fold.locator("summary").press("Enter")
    assert fold.get_by_role("status").inner_text() == "Nothing left to choose."
    fresh.keyboard.press("Escape")


@pytest.mark.slow
def test_the_first_column_stays_with_its_heading_and_lines(fresh):
    """Scrolled both ways: at its corner stands its own heading, and its cells have the lines of their rows."""
    at_corner = fresh.eval_on_selector(
        "[data-scroll]",
        "box => { box.scrollTo(400, 300); const { x, y } = box.getBoundingClientRect();"
        " return document.elementFromPoint(x + 12, y + 10).closest('th').textContent }",
    )
    assert at_corner == fresh.locator("thead th").first.inner_text()
    lines = "cells => cells.map(c => getComputedStyle(c).borderBottomWidth)"
    assert set(fresh.eval_on_selector_all("tbody tr:nth-child(2) > *", lines)) == {"1px"}
    collapse = fresh.eval_on_selector("[data-scroll] table", "t => getComputedStyle(t).borderCollapse")
    assert collapse == "separate", "collapsed lines stay behind when a cell is held in view"


@pytest.mark.slow
@pytest.mark.parametrize("words", ["chengdu dispute", "Dispute Chengdu", "成都 纠纷", "纠纷　成都"])
def test_all_words_count_in_any_order(fresh, words):
    fresh.locator("[data-find]").fill(words)
    found = saved(fresh)
    assert found and all(
        "成都" in row["place"] + row["source"] + row["claimant"] + row["note"] or "hengdu" in str(row) for row in found
    )
    assert all("纠纷" in str(row) or "ispute" in str(row) for row in found)


@pytest.mark.slow
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"Province": ["Sichuan"]},
        {"Province": ["China as a whole", "Sichuan"]},
        {"Province": ["China as a whole"], "Year": ["2023", "2024"]},
        {"Year": ["not known"]},
        {"Reading": ["uncertain reading", "repaired reading"]},
        {"Place": ["Chengdu 成都市"], "Unit": ["people (人)", "disputes"]},
        {"Who says so": ["police"], "Hedge": ["at least"]},
    ],
    ids=str,
)
def test_the_line_of_python_gives_the_same_rows(fresh, record, chosen):
    for facet, values in chosen.items():
        if values != ["not known"] or "not known" in offered(fresh, facet):
            choose(fresh, facet, *values)
    line = fresh.locator("[data-python]").inner_text()
    assert len(line) < 3_000
    assert set(eval(line, {"record": record}).rows.figure_id) == {row["figure_id"] for row in saved(fresh)}


@pytest.mark.slow
def test_words_too_have_their_line_of_python(fresh, record):
    fresh.locator("[data-find]").fill("chengdu dispute")
    line = fresh.locator("[data-python]").inner_text()
    assert set(eval(line, {"record": record}).rows.figure_id) == {row["figure_id"] for row in saved(fresh)}


@pytest.mark.slow
@pytest.mark.parametrize("heading, column", [("Claim", "value"), ("Source", "published"), ("Place", "place")])
def test_any_column_sorts_both_ways_with_blanks_last(fresh, made, heading, column):
    held = made.cells.set_index("figure_id")[column].astype(object).fillna("")
    for direction in ("ascending", "descending"):
        fresh.get_by_role("button", name=heading, exact=True).click()
        assert fresh.locator(f'th[aria-sort="{direction}"]').count() == 1
        cells = [held[row["figure_id"]] for row in saved(fresh)]
        told = [cell for cell in cells if cell != ""]
        assert len(cells) == len(held) and cells[: len(told)] == told, "a blank stands before a value"
        if column != "place":  # words sort as a reader of the language expects
            assert told == sorted(told, reverse=direction == "descending")
        assert told[0] != told[-1]


@pytest.mark.slow
def test_a_row_is_cited_with_its_source_and_the_version(fresh, record):
    fresh.locator("[data-find]").fill("gz22-households-visited")
    fresh.locator("tbody button").press("Enter")
    cited = fresh.locator("[data-cite]").inner_text()
    source = record.sources.set_index("source_id").loc["gz-2022"]
    for words in (
        "more than 870,000",
        "Guizhou",
        source.claimant,
        source.url or source.read_at,
        "gz22-households-visited",
        "data ",
    ):
        assert words in cited


@pytest.mark.slow
def test_the_strip_stands_where_its_ticks_say_with_the_sign_on_its_side(fresh, made):
    choose(fresh, "Unit", "disputes")
    svg, cells = fresh.locator("[data-strip] svg"), made.cells[made.cells.unit == "disputes"].set_index("figure_id")
    ticks = [(float(t.get_attribute("x")), t.inner_html()) for t in svg.locator('text[text-anchor="middle"]').all()]
    size = {"K": 1e3, "M": 1e6, "B": 1e9}
    at = [(x, log10(float(re.sub(r"[^\d.]", "", t)) * size.get(t[-1], 1))) for x, t in ticks]
    (x0, v0), (x1, v1) = at[0], at[-1]
    dots = fresh.eval_on_selector_all(
        "[data-strip] g", "all => all.map(g => [g.dataset.id, g.querySelector('circle')?.cx.baseVal.value, "
        "[...g.querySelectorAll('path')].map(p => p.getBBox().x)])",
    )  # fmt: skip
    assert len(dots) == len(cells) > 50
    for figure_id, x, signs in dots:
        row = cells.loc[figure_id]
        if x is not None:
            assert abs(x - (x0 + (log10(row.value) - v0) * (x1 - x0) / (v1 - v0))) < 0.5, figure_id
        if x is not None and row.qualifier in ("more_than", "at_least"):
            assert signs and signs[0] > x, figure_id
        if row.qualifier == "unhedged" and row.reading == "as_printed":
            assert not signs, figure_id


@pytest.mark.slow
def test_the_strip_of_percent_has_equal_steps_and_one_claim_has_none(fresh):
    choose(fresh, "Unit", "percent")
    assert "linear" in fresh.locator("[data-strip] svg").get_attribute("aria-label")
    fresh.locator("[data-reset]").click()
    fresh.locator("[data-find]").fill("gz22-households-visited")
    assert fresh.locator("[data-strip] svg").count() == 0


@pytest.mark.slow
def test_text_that_a_spreadsheet_would_run_is_guarded_and_blanks_are_blank(fresh):
    rows = saved(fresh)
    assert not [cell for row in rows for cell in row.values() if cell == "'"]
    assert [row["low"] for row in rows if row["qualifier"] == "about"] == [""] * sum(
        r["qualifier"] == "about" for r in rows
    )
