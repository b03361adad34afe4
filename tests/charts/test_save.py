"""What is exported is what was drawn: every cell of a CSV is that of its row, a blank is blank."""

import io

import campaigns as pc
import pandas as pd
import pytest
from campaigns import project
from campaigns.charts import save
from campaigns.charts.forms import strip
from charts.made_up import WORDS, rows

STORED = sorted((project.ROOT / "figures").glob("[0-9][0-9]_*.csv"))
DATES = ["period_start", "period_end", "published"]


@pytest.fixture(scope="module")
def record():
    return pc.load().figures.set_index("figure_id")


def test_a_chart_is_read_back_cell_by_cell():
    held = rows(5, (7, "more_than"), 6, source_id="a", note="", baseline="", scope="nights only", figure_note="")
    held.loc[0, "note"] = "=1+1"
    chart = strip(held, "00_try", lane="lane", **WORDS)
    back = pd.read_csv(io.BytesIO(save.made(chart, "csv")), parse_dates=DATES)
    assert list(back.note.fillna("")) == ["'=1+1", "", ""] and back.baseline.isna().all()
    for column in back.columns.drop("note"):
        one, other = back[column], chart.rows[column].replace("", None)
        assert [(None if pd.isna(v) else v) for v in one] == [(None if pd.isna(v) else v) for v in other], column


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_table_holds_the_cells_of_the_record(path, record):
    back = pd.read_csv(path)
    assert not (back.astype(str) == "'").any().any()
    if not set(back.figure_id) <= set(record.index):  # tasks, provinces, shares: rows of other tables
        return
    of = record.loc[back.figure_id].reset_index()
    for column in ("printed", "baseline", "scope", "source_id", "note", "reading", "qualifier"):
        written = back[column].astype("string").fillna("").str.removeprefix("'")
        assert list(written) == list(of[column].astype(str)), column
    for column in ("period_start", "period_end"):
        assert list(pd.to_datetime(back[column]).fillna(pd.Timestamp(0))) == list(of[column].fillna(pd.Timestamp(0)))
    assert back[["value", "low", "high"]].apply(pd.api.types.is_numeric_dtype).all()
