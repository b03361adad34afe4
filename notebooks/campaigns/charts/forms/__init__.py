"""The forms of a chart, one a file: each turns rows into a Chart."""

from campaigns.charts.forms.bars import bars, own_counts
from campaigns.charts.forms.columns import columns
from campaigns.charts.forms.numbers import numbers
from campaigns.charts.forms.rows import described, short_period
from campaigns.charts.forms.shares import shares
from campaigns.charts.forms.strip import strip
from campaigns.charts.forms.units import field, icons, squares

__all__ = [
    "bars", "columns", "described", "field", "icons", "numbers", "own_counts", "shares", "short_period", "squares", "strip",
]  # fmt: skip
