"""The words around a chart and the cells of its table, held against those of today."""

import campaigns as pc
import pandas as pd
import pytest
from campaigns.charts.forms import bars
from campaigns.documents import caption, rows
from campaigns.documents.audit import markup, parts
from campaigns.documents.audit.traces import without_numbers
from campaigns.record import tables
from documents.small import few


@pytest.fixture(scope="module")
def sourced():
    """A chart of more sources than are named below it."""
    reports = tables.read("sources").records()[:6]
    made = few(1200, 900, 1500, 700, 800, 650).assign(
        source_id=[one["source_id"] for one in reports],
        publisher=[one["publisher"] for one in reports],
        published=pd.to_datetime([one["published"] for one in reports]),
    )
    words = {
        "title": "Many disputes are claimed by six",
        "subtitle": "Summer Action, 25 Jun* – 20 Jul 2022*, “six” towns",
    }
    return bars(made, "93_sources", **words)


def test_sources_are_ours_in_each_form_in_which_we_print_them(sourced):
    """Whole, shortened below a chart, and in captions.md; one source of another name is not."""
    pasted = caption.captions(caption.numbered([sourced]), caption.work("A", "B"))
    listed = "\n".join(item.text for item in markup.markdown(pasted.encode()) if item.text.startswith("Sources: "))
    for text in (sourced.sources, sourced.small_print(), sourced.small_print(1), listed):
        assert not parts.moved(sourced, [text]), text
    changed = sourced.sources.replace(sourced.listed[0].partition(",")[0], "Daily of a Town", 1)
    assert [line.partition(":")[0] for line in parts.moved(sourced, [changed])] == ["sources"]


@pytest.mark.parametrize(("ours", "typed"), [("–", "--"), ("–", "-"), ("–", "—"), ("“", '"'), ("“", "„")])
def test_dashes_and_quotation_marks_are_alike_however_typed(sourced, ours, typed):
    text = sourced.subtitle.replace(ours, typed)
    assert text != sourced.subtitle and not parts.moved(sourced, [text])
    assert without_numbers(text) == without_numbers(sourced.subtitle)
    assert parts.moved(sourced, [text.replace("25 Jun", "26 Jun")])


@pytest.mark.parametrize(
    ("cells", "is_old"),
    [
        (("more than 910,000 households",), False),  # as the data file says it
        (("910000",), False),
        (("more than 910,000 households", "my remark, of 2022"), False),
        (("more than 870,000 households",), True),
        (("870000",), True),
        (("more than 910,000 households", "“more than 870,000 households”"), True),
    ],
)
def test_cells_of_a_row_are_todays_in_whichever_way_they_are_written(now, cells, is_old):
    key = now[0].claims[0][0]
    assert bool(parts.row_moved((key, *cells), now[0], key)) == is_old


def test_a_row_that_has_no_id_is_held_against_who_it_is_of():
    parted = few(7, 9).assign(figure_id=["A | 1", "A | 2"], who=["A | 1", "A | 2"], when="", printed="")
    chart = bars(parted, "93_parted", title="Many are claimed of one part, more of the other", subtitle="Two parts")
    assert parts.row_moved(("A, 1", "7"), chart, "A, 1") is None
    assert parts.row_moved(("A, 1", "8"), chart, "A, 1") == "row: A, 1: 8 -> 7"


def test_a_line_of_reference_is_told_as_a_row_is(now):
    """In the table of figures and in the long description, in both languages; an altered number of it is found."""
    force = pc.load().reference.iloc[:1]
    words, key = ("police, 2022: more than 40", "民警，2022年：超过40"), force.reference_id.iloc[0]
    made = bars(few(70, 90), "93_lined", reference=(40, words), against=force, title=("A", "甲"), subtitle=("B", "乙"))
    for chart, about, said, line in (
        (made, "Police, 2022", "more than 40", "Police, 2022: more than 40."),
        (made.at(language="zh"), "民警，2022年", "超过40", "民警，2022年：超过40。"),
    ):
        assert rows.told(chart)[key] == (about, said, "", key) and line in chart.long_alt.split("\n")
        assert len(chart.claims) == len(chart.rows) == 2
        assert parts.row_moved((about, said, "", key), chart, key) is None
        old = said.replace("40", "50")
        assert parts.row_moved((about, old, "", key), chart, key) == f"row: {key}: {old} -> {said}"
    plain = bars(few(70, 90), "93_lined", against=force, title=("A", "甲"), subtitle=("B", "乙"))
    assert made.digest != plain.digest
