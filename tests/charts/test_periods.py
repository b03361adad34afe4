"""One rule for stars: a printed period carries * just where an end that it shows is inferred."""

from types import SimpleNamespace

import pandas as pd
import pytest
from campaigns.charts.forms import short_period
from campaigns.claims import wording


def period(start, end, start_basis, end_basis):
    days = {"period_start": pd.Timestamp(start), "period_end": pd.Timestamp(end)}
    return SimpleNamespace(**days, start_basis=start_basis, end_basis=end_basis, claim="result", nights=None)


@pytest.mark.parametrize(
    ("start", "end", "basis", "short", "whole"),
    [
        ("2022-06-25", "2022-07-20", ("inferred", "stated"), "Jul 2022", "25 Jun* – 20 Jul 2022"),
        ("2022-06-25", "2022-07-20", ("stated", "inferred"), "Jul 2022*", "25 Jun – 20 Jul 2022*"),
        ("2023-01-01", "2023-12-31", ("inferred", "stated"), "2023*", "1 Jan* – 31 Dec 2023"),
        ("2023-01-01", "2023-12-31", ("stated", "stated"), "2023", "1 Jan – 31 Dec 2023"),
    ],
)
def test_a_star_stands_behind_what_is_inferred_and_shown(start, end, basis, short, whole):
    row = period(start, end, *basis)
    assert (short_period(row), wording.period(row)) == (short, whole)
    assert short_period(row, "zh").endswith("*") == short.endswith("*")
