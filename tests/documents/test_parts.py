"""The words around a chart and the cells of its table, held against those of today."""

import pytest
from campaigns.charts.forms import bars
from campaigns.documents import caption
from campaigns.documents.audit import parts
from campaigns.documents.audit.traces import without_numbers
from documents.small import few


@pytest.fixture(scope="module")
def sourced():
    """A chart of more sources than are named below it."""
    keys = [one.source_id for one in caption.sources()[:6]]
    made = few(1200, 900, 1500, 700, 800, 650).assign(
        source_id=keys, publisher=[f"Daily of the Town of {k}" for k in keys]
    )
    words = {
        "title": "Many disputes are claimed by six",
        "subtitle": "Summer Action, 25 Jun* – 20 Jul 2022*, “six” towns",
    }
    return bars(made, "93_sources", **words)


def test_sources_are_ours_in_each_form_in_which_we_print_them(sourced):
    """Whole, shortened below a chart, and in captions.md; one source of another name is not."""
    listed = caption.captions(caption.numbered([sourced]), caption.work("A", "B"))
    for text in (sourced.sources, sourced.small_print(), sourced.small_print(1), listed):
        assert not parts.moved(sourced, [text]), text
    changed = sourced.sources.replace("Town", "City", 1)
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
