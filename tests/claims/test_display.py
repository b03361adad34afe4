"""Tables read from the left, name their columns and rows, and explain the signs that they carry."""

import pandas as pd
import pytest
from campaigns.claims import display
from campaigns.claims.amounts import NoBound
from campaigns.claims.select import select
from lxml import html


@pytest.fixture(scope="module")
def claims(data):
    ids = ["sc22-police-deployed", "sc23-property-recovered", "gz22-school-police"]
    return select(data, figure_id=ids)


def headers(table):
    page = html.fromstring(table._repr_html_())
    return page, page.xpath("//th[@scope='col']"), page.xpath("//tbody/tr/th[@scope='row']")


def test_headers_have_scope_and_words_and_cells_read_from_the_left(claims):
    table = display.claims_table(claims)
    page, columns, rows = headers(table)
    assert [th.text for th in columns] == ["what", *table.columns] and len(rows) == len(claims)
    assert len(page.xpath("//thead/tr")) == 1 and len(page.xpath("//th")) == len(columns) + len(rows)
    assert all("text-align:left" in cell.get("style") for cell in page.xpath("//th|//td"))
    assert all("position:sticky" in cell.get("style") for cell in [columns[0], *rows])


def test_a_plain_frame_has_no_empty_header(claims):
    crossed = pd.crosstab(claims.rows.campaign_en, claims.rows.metric_en)
    for frame in (crossed, crossed.rename_axis(None), crossed.reset_index(), claims.rows[["figure_id", "value"]]):
        page, columns, _ = headers(display.table(frame))
        assert all(th.text and th.text.strip() for th in page.xpath("//th"))
    assert [th.text for th in columns] == ["figure_id", "value"]


def test_cells_are_escaped_numbers_read_well_and_blanks_are_blank():
    frame = pd.DataFrame(
        {"what": ["<b>&$x$", "n"], "value": [870_000.0, None], "day": [pd.Timestamp("2022-07-20"), None]}
    )
    page, *_ = headers(display.table(frame))
    assert page.xpath("//tbody/tr[1]/th/text()|//tbody/tr[1]/td/text()") == ["<b>&$x$", "870,000", "20 Jul 2022"]
    assert page.xpath("//tbody/tr[2]/td/text()") == [] and "mathjax_ignore" in page.get("class")


def test_a_table_explains_exactly_the_signs_it_carries(claims):
    text = repr(display.claims_table(claims))
    assert "168,000 turns of duty ○" in text and "110 million yuan?" in text
    for sign in ("○ repaired", "? uncertain", "* date inferred"):
        assert sign in text and sign in display.claims_table(claims)._repr_html_()
    firm = claims.only(figure_id="gz22-school-police").marked(note="what is counted?")
    text = repr(display.claims_table(firm))
    assert "what is counted?" in text and "○ repaired" not in text and "? uncertain" not in text


def test_showing_a_table_changes_no_option_of_pandas(claims):
    before = [pd.get_option(name) for name in display._PRINTED[::2]]
    repr(display.claims_table(claims)), display.claims_table(claims)._repr_html_()
    assert [pd.get_option(name) for name in display._PRINTED[::2]] == before


def test_a_refusal_that_is_none_fails():
    def refused():
        raise NoBound("why")

    assert repr(display.refusal(refused)) == "- Refused: why."
    with pytest.raises(AssertionError, match="nothing was refused"):
        display.refusal(lambda: 1)


def test_a_year_has_no_comma():
    page, _, _ = headers(display.table(pd.DataFrame({"year": [2022], "count": [2022]})))
    assert [cell.text for cell in page.xpath("//tbody//*[self::td or self::th]")] == ["2022", "2,022"]


def test_findings_keep_their_chinese_out_of_sight():
    shown = display.findings("One of *2*", "Two", zh=("一", "二"))
    assert shown._repr_markdown_() == ("- One of \\*2\\*\n- Two", {"zh": ["一", "二"]}) and "一" not in repr(shown)
    assert display.findings("One")._repr_markdown_() == "- One"
    with pytest.raises(ValueError, match="2 findings in English and 1 in Chinese"):
        display.findings("One", "Two", zh=("一",))
