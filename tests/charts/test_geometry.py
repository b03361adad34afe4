"""Stored charts, and charts of each form from rows made up here, are read back from their SVG and held against the rows."""

import pandas as pd
import pytest
from campaigns import project
from charts.checks import check
from charts.geometry import Picture

STORED = sorted((project.ROOT / "figures").glob("[0-9][0-9]_*.svg"))


def rows_of(path):
    rows = pd.read_csv(path.with_suffix(".csv"))
    for column in ("value", "low", "high"):
        if column not in rows:
            rows[column] = float("nan")
    return rows


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_chart_shows_its_rows(path):
    check(Picture(path.read_bytes()), rows_of(path))
