"""Charts and tables of Office: known by their mark, held against today's rows, brought up to date in place."""

import io
import re

import papers
import pytest
from campaigns.charts.forms import bars
from campaigns.documents import audit, caption, sections, slides
from campaigns.documents import rows as shown
from campaigns.documents.refresh import refreshed
from documents.small import WORDS, few
from papers import BARS, VISITS, details, states
from pptx import Presentation
from pptx.dml.color import RGBColor
from test_programs import office

CURRENT, OUTDATED, UNSURE = audit.CURRENT, audit.OUTDATED, audit.UNSURE


def deck(charts, work, alter=None):
    held = sections.sections(caption.numbered(charts), papers.NO_NOTEBOOKS)
    return papers.saved(Presentation(io.BytesIO(slides.presentation(held, work, native=True))), alter)


def native(made):
    """The frames of charts and of tables."""
    shapes = [shape for slide in made.slides for shape in slide.shapes]
    return [s for s in shapes if s.has_chart], [s for s in shapes if s.has_table]


@pytest.fixture(scope="module")
def other():
    """Charts of which both have moved: the households of the one, the count of A in the other."""
    return papers.drawn(value=910_000, few=5)


@pytest.fixture(scope="module")
def todays(other, work):
    return deck(other, work)


@pytest.fixture
def judged(told, other, tmp_path):
    return lambda content, charts=other: told("a.pptx", content, audit.Album(charts, tmp_path / "album"), charts)


def test_todays_charts_and_tables_are_current(judged, todays):
    verdicts = judged(todays)
    assert [v for v in verdicts if v.state != CURRENT] == []
    charts, tables = native(Presentation(io.BytesIO(todays)))
    assert len(charts) == len(tables) == 1
    assert sum(v.item.__class__.__name__ == "Picture" and v.item.native is not None for v in verdicts) == 1
    assert states(verdicts, "table of figures") == {CURRENT}


def test_last_months_are_outdated_row_by_row(judged, then, work):
    verdicts = judged(deck(then, work))
    (chart,) = [v for v in verdicts if v.what == "picture" and v.item.native]
    assert chart.name == BARS and chart.state == OUTDATED and "row: A: 3 -> 5" in details([chart], BARS)
    lines = details([v for v in verdicts if v.what == "table of figures"])
    assert re.search("870,000.* -> .*910,000", lines) and "18,000" not in lines


def test_bars_of_one_name_are_told_apart_by_their_group(judged, work):
    """Two years under two headings: the categories say which, and a deck made today is current."""
    held = few(100, 200, 300, 400).assign(name=["2022", "2023"] * 2, detail="")
    held["group"] = ["Cases", "Cases", "Suspects", "Suspects"]
    chart = bars(held, BARS, group="group", title="Cases and suspects rose from year to year", **WORDS)
    made = deck([chart], work)
    assert [row[0] for row in audit.native.rows(chart)] == [
        "Cases: 2022", "Cases: 2023", "Suspects: 2022", "Suspects: 2023",
    ]  # fmt: skip
    assert {v.state for v in judged(made, [chart])} == {CURRENT}
    told = [shape for slide in Presentation(io.BytesIO(made)).slides for shape in slide.shapes if shape.has_text_frame]
    assert [shape.text for shape in told].count(chart.subtitle) == 1  # says what the numbers of the bars count


ALTERED = {
    "what is drawn": lambda part: part._element.xpath("//c:val//c:pt/c:v")[0],
    "a label": lambda part: part._element.xpath("//c:dLbl//a:t")[0],
}


@pytest.mark.parametrize("where", ALTERED)
def test_a_number_altered_under_todays_mark_is_found(where, judged, other, work):
    def alter(made):
        ALTERED[where](native(made)[0][0].chart.part).text = "77"

    (chart,) = [v for v in judged(deck(other, work, alter)) if v.what == "picture" and v.item.native]
    assert chart.state == OUTDATED and "77 -> 5" in details([chart], BARS)


def test_a_number_altered_in_the_workbook_is_found(judged, other, work):
    def alter(made):
        book = native(made)[0][0].chart.part.chart_workbook.xlsx_part
        book._blob = papers.rewritten(book.blob, lambda name, part: part.replace(b"<v>5</v>", b"<v>77</v>"))

    (chart,) = [v for v in judged(deck(other, work, alter)) if v.what == "picture" and v.item.native]
    assert chart.state == OUTDATED and "row: A: 77 -> 5" in details([chart], BARS)


def test_without_a_mark_the_rows_decide(judged, other, work):
    def strip(made):
        for frame in sum(native(made), []):
            del frame._element.nvGraphicFramePr.cNvPr.attrib["title"]

    verdicts = judged(deck(other, work, strip))
    (chart,) = [v for v in verdicts if v.what == "picture" and v.item.native]
    assert (chart.name, chart.state) == (BARS, CURRENT) and states(verdicts, "table of figures") == {CURRENT}

    def foreign(made):
        strip(made)
        frame = native(made)[0][0]
        frame.name = "My own chart"
        frame._element.nvGraphicFramePr.cNvPr.set("descr", "Bars of mine")

    assert any(v.name == "" and v.state == UNSURE for v in judged(deck(other, work, foreign)))


def test_they_are_refreshed_and_keep_the_authors_look(then, other, work, tmp_path):
    def alter(made):
        chart = native(made)[0][0].chart
        chart.plots[0].gap_width = 123
        chart.plots[0].series[0].points[1].format.fill.fore_color.rgb = RGBColor(1, 2, 3)
        native(made)[0][0].left = 12345

    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(then, work, alter))
    copy, done, left = refreshed(path, other, {}, album=audit.Album(other, tmp_path / "album"))
    (frame,), tables = native(Presentation(copy))
    plot = frame.chart.plots[0]
    assert list(plot.series[0].values) == [5, 12] and frame.left == 12345 and plot.gap_width == 123
    assert plot.series[0].points[1].format.fill.fore_color.rgb == RGBColor(1, 2, 3)
    assert [t.text for t in frame.chart.part._element.xpath("//c:dLbl//a:t")] == list(other[1].rows.said)
    assert frame._element.nvGraphicFramePr.cNvPr.get("title") == other[1].trace
    assert any("910,000" in cell.text for row in tables[0].table.rows for cell in row.cells)
    album = audit.Album(other, tmp_path / "album")
    told = papers.judged(copy, other, album)
    assert [v for v in told if v.state != CURRENT] == [] and left == []
    assert any(f"{BARS}, a chart that can be edited" in line for line in done) and VISITS in "\n".join(done)


def test_a_row_that_is_new_comes_into_the_table_of_a_slide(judged, now, work, tmp_path):
    """Where it stands in the chart, with the columns of the author's own left blank; until then it is not current."""

    def alter(made):
        _, (table,) = native(made)
        row = table._element.xpath(".//a:tr")[2]
        row.getparent().remove(row)

    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(now, work, alter))
    about, said, printed = shown.without_keys(now[0])[2]
    (table,) = [v for v in judged(path.read_bytes(), now) if v.what == "table of figures"]
    assert table.state == OUTDATED and f"{about}: not in the document -> {said}; {printed}" in details([table])
    copy, done, left = refreshed(path, now, {}, album=audit.Album(now, tmp_path / "album"))
    (rows,) = [shape.table.rows for shape in native(Presentation(copy))[1]]
    assert [tuple(cell.text.replace("\u00a0", " ") for cell in row.cells) for row in rows][1:] == shown.without_keys(
        now[0]
    )[1:]
    assert left == [] and any("is new" in line for line in done)


@pytest.mark.slow
def test_what_libreoffice_saved_is_judged_and_refreshed(then, other, work, tmp_path):
    """It drops the marks and keeps names; rows decide."""
    (tmp_path / "deck.pptx").write_bytes(deck(then, work))
    saved, album = office(tmp_path / "deck.pptx", "pptx", tmp_path), audit.Album(other, tmp_path / "album")
    told = papers.judged(saved, other, album)
    for name, what in ((BARS, "picture"), (VISITS, "table of figures")):
        assert states(told, what, name) == {OUTDATED}
    copy, _, left = refreshed(saved, other, {}, album=album)
    assert {v.state for v in papers.judged(copy, other, album)} == {CURRENT} and left == []
