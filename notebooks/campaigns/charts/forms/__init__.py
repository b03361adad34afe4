"""The forms of a chart, one a file: each turns rows into a Chart."""

from campaigns.charts.forms.bars import bars
from campaigns.charts.forms.rows import described
from campaigns.charts.forms.strip import strip

__all__ = ["bars", "described", "strip"]
