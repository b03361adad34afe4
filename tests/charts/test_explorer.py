"""The explorer holds every row, as data that no cell can break out of."""

import csv
import io
import json
import re

import pytest
from campaigns import browser
from campaigns.charts import explorer
from campaigns.claims.select import Claims, select


@pytest.fixture
def every(data):
    return select(data)


def packed(shown):
    found = re.search(
        r'<script type="application/json">(.*?)</script>', shown._repr_mimebundle_()["text/html"], re.DOTALL
    )
    return json.loads(found[1])


def test_every_claim_is_in_it_with_its_note_and_source(every, data):
    held = packed(explorer.Explorer(every, data))
    cells = [dict(zip(held["columns"], row, strict=True)) for row in held["rows"]]
    assert [c["figure_id"] for c in cells] == list(every.rows.figure_id)
    assert [c["note"] for c in cells] == list(every.rows.note) and all(c["source"] for c in cells)
    assert {c["region"] for c in cells if c["place"].startswith("Chengdu")} == {"Sichuan"}


def test_an_open_bound_is_null_and_no_cell_ends_the_script(every, data):
    rows = every.rows[every.rows.qualifier == "more_than"].head(1).assign(note="</script><b>bold</b>")
    shown = explorer.Explorer(Claims(rows, every.left_out), data)
    held = packed(shown)
    [row] = held["rows"]
    assert row[held["columns"].index("high")] is None and row[held["columns"].index("note")] == "</script><b>bold</b>"


def test_it_is_the_same_twice_and_says_what_it_holds(every, data):
    one, two = explorer.Explorer(every, data), explorer.Explorer(every, data)
    assert one._repr_mimebundle_() == two._repr_mimebundle_()
    assert repr(one).startswith(f"explorer of {len(every):,} claims")


def test_nothing_is_fetched():
    assert not re.search(r"fetch\(|XMLHttp|import\(|src=", explorer.SCRIPT.read_text("utf-8"))


CHOOSE = """(by, value) => {
  const chooser = document.querySelector(`[data-by="${by}"], [data-${by}]`);
  chooser.value = value;
  chooser.dispatchEvent(new Event("input"));
  return [document.querySelector("[data-count]").textContent, document.querySelectorAll("tbody tr").length];
}"""
SAVED = """async () => {
  let blob;
  URL.createObjectURL = (made) => { blob = made; return "#"; };
  document.querySelector("[data-save]").click();
  return await blob.text();
}"""


@pytest.mark.slow
def test_filters_narrow_the_table_and_the_export_in_a_browser(every, data, tmp_path):
    try:
        program = browser.find_browser()
    except browser.BrowserError as problem:
        pytest.skip(str(problem))
    file = tmp_path / "explorer.html"
    file.write_text(f'<meta charset="utf-8">{explorer.Explorer(every, data)._html()}', "utf-8")
    ready = "() => document.readyState === 'complete' && location.protocol === 'file:'"
    with browser._browser(tmp_path, program) as open_page:
        page = open_page(file.as_uri(), ready)
        counted, drawn = page.ask(CHOOSE, "region", "Sichuan")
        sichuan = every.rows[every.rows.area_id.str.startswith("CN-SC")]
        assert counted.startswith(f"{len(sichuan)} of {len(every)} claims") and drawn == len(sichuan) > 40
        page.ask(CHOOSE, "firmness", "as printed, hedged")
        counted, drawn = page.ask(CHOOSE, "find", "disputes")
        saved = list(csv.DictReader(io.StringIO(page.ask(SAVED).removeprefix("\ufeff"))))
        page.close()
    assert 0 < drawn == len(saved) < len(sichuan)
    for row in saved:
        assert row["region"] == "Sichuan" and row["firmness"] == "as printed, hedged" and row["source"] and row["note"]
        assert row["figure_id"] in set(sichuan.figure_id)
