"""The report of changes: rows and charts added, gone, moved, with what was said and what is said."""

import pytest
from campaigns.rerun import change_report
from campaigns.rerun.change_report import Picture, Snapshot, chart_changes, report, row_changes
from PIL import Image, PngImagePlugin

VISITS = {"figure_id": "gz-visits", "said": "more than 870,000", "value": "870000", "note": ""}


def tables(**cells):
    """The tables of a snapshot: one row."""
    return {"reported_figures": {"gz-visits": {"printed": "more than 870,000", "value": "870000", "note": ""} | cells}}


def picture(title="A title", rows=(VISITS,), png=b"png"):
    return Picture(title, {row["figure_id"]: row for row in rows}, png)


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What is said between two states of tables and of charts, and the page."""
    monkeypatch.setenv("CAMPAIGNS_FIGURES", str(tmp_path))

    def between(before, after, charts=({}, {})):
        lines = report(Snapshot(before, charts[0], {"1.ipynb": "a"}), Snapshot(after, charts[1], {"1.ipynb": "b"}))
        page = tmp_path / change_report.REPORT
        return "\n".join(lines), page.read_text("utf-8") if page.exists() else None

    return between


def test_a_changed_row_says_what_was_and_what_is(told):
    said, page = told(tables(), tables(value="880000"))
    assert "Row changed: reported_figures.csv, gz-visits: value 870000 -> 880000" in said
    assert '<td>value</td><td class="was">870000</td><td class="now">880000</td>' in page
    assert "Notebooks that changed: 1.ipynb" in said and "Only notes" not in said


def test_added_and_removed_rows_are_said_to_be_so(told):
    assert "gz-visits: row added" in told({"reported_figures": {}}, tables())[0]
    assert "gz-visits: row removed" in told(tables(), {"reported_figures": {}})[0]


def test_an_edit_of_notes_alone_is_said_to_be_one(told):
    one = {"c": picture()}, {"c": picture(rows=[VISITS | {"note": "read again"}], png=b"other")}
    said, _ = told(tables(), tables(note="read again"), one)
    assert "reported_figures.csv, gz-visits: only the note: note blank -> read again" in said
    assert "Only notes changed: no number moved." in said and "  gz-visits: note blank -> note read again" in said


def test_a_chart_says_its_words_of_before_and_of_now(told):
    now = picture("Another title", [VISITS | {"said": "more than 880,000", "value": "880000"}], b"now")
    said, page = told(tables(), tables(), ({"c": picture()}, {"c": now}))
    assert (
        "Chart moved: c\n  title: A title -> Another title\n  gz-visits: more than 870,000 -> more than 880,000" in said
    )
    assert page.index("more than 870,000") < page.index("more than 880,000")
    assert page.index("c before: A title") < page.index("c now: Another title")
    assert page.index(picture().shown) < page.index(now.shown)


def test_a_chart_tells_what_moved_where_it_says_the_same():
    def moves(was, now):
        (change,) = chart_changes({"c": was} if was else {}, {"c": now} if now else {})
        return str(change)

    ends = VISITS | {"period_end": "2022-08-08"}
    assert "period_end 2022-08-08 -> period_end 2022-08-09" in moves(
        picture(rows=[ends]), picture(rows=[ends | {"period_end": "2022-08-09"}])
    )
    more = VISITS | {"figure_id": "sc-visits", "said": "about 5"}
    assert "sc-visits: not there -> about 5" in moves(picture(), picture(rows=[VISITS, more]))
    assert "sc-visits: about 5 -> no longer there" in moves(picture(rows=[VISITS, more]), picture())
    assert "drawn otherwise" in moves(picture(), picture(png=b"other"))
    assert moves(None, picture()) == "c: new" and moves(picture(), None) == "c: gone"
    assert chart_changes({"c": picture()}, {"c": picture()}) == []


def test_the_report_of_the_last_real_edit_stays(told):
    _, page = told(tables(), tables(value="880000"))
    said, later = told(tables(), tables())
    assert later == page and "still tells of the last edit" in said
    assert "Unchanged: 0 notebooks and 0 charts." in said


def test_a_notebook_that_failed_is_not_counted_as_unchanged(told):
    state = Snapshot(tables(), {}, {"1.ipynb": "a", "2.ipynb": "b", "3.ipynb": "c"})
    said = "\n".join(report(state, state, failed=1))
    assert "Unchanged: 2 notebooks and 0 charts. 1 notebook failed and stayed as before." in said
    assert "failed" not in "\n".join(report(state, state))


def test_text_is_only_text(told):
    _, page = told(tables(), tables(note='<script>alert("1")</script>'))
    assert "<script" not in page and "&lt;script&gt;" in page


def test_a_chart_is_read_from_what_was_exported(tmp_path):
    said = PngImagePlugin.PngInfo()
    said.add_itxt("Title", "A title 化")
    Image.new("L", (1, 1)).save(tmp_path / "c.png", pnginfo=said)
    (tmp_path / "c.csv").write_text("\ufefffigure_id,said\na,1\na,2\nb,\n", "utf-8")
    read = Picture.of(tmp_path / "c.png")
    assert read.title == "A title 化" and list(read.rows) == ["a", "a (again)", "b"]
    (tmp_path / "c.csv").write_text("Claim,Gives\nx,1\n", "utf-8")
    assert Picture.of(tmp_path / "c.png").rows == {"x": {"Claim": "x", "Gives": "1"}}


def test_what_a_spreadsheet_did_to_a_token_is_no_change(data_folder):
    before, ledger = Snapshot.take({}, data_folder), data_folder / "numerals.csv"
    text = ledger.read_text("utf-8-sig")
    assert ',"870,000",' in text
    ledger.write_text(text.replace(',"870,000",', ",870000,"), "utf-8-sig")
    assert row_changes(before.tables, Snapshot.take({}, data_folder).tables) == []
    ledger.write_text(text.replace(',"870,000",', ",970000,"), "utf-8-sig")
    assert len(row_changes(before.tables, Snapshot.take({}, data_folder).tables)) > 0
