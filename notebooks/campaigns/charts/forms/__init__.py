"""The forms of a chart, one a file: each turns rows into a Chart."""

from campaigns.charts.forms.areas import areas
from campaigns.charts.forms.bars import bars, own_counts
from campaigns.charts.forms.blocks import blocks
from campaigns.charts.forms.changes import changes
from campaigns.charts.forms.columns import columns
from campaigns.charts.forms.field import field
from campaigns.charts.forms.grid import grid
from campaigns.charts.forms.listed import listed
from campaigns.charts.forms.points import on_day, points
from campaigns.charts.forms.rows import by_metric, described, place_and_period, short_period, worded
from campaigns.charts.forms.shares import shares
from campaigns.charts.forms.signs_key import carried, signs_key
from campaigns.charts.forms.stacks import stacks
from campaigns.charts.forms.strip import place_and_unit, place_and_word, strip
from campaigns.charts.forms.tiles import tiles
from campaigns.charts.forms.timeline import timeline
from campaigns.charts.forms.units import icons, one_in, squares

__all__ = [
    "areas", "bars", "blocks", "by_metric", "carried", "changes", "columns", "described", "field", "grid", "icons", "listed",
    "on_day", "one_in", "own_counts", "place_and_period", "place_and_unit", "place_and_word", "points", "shares",
    "short_period",
    "signs_key", "squares", "stacks", "strip", "tiles", "timeline", "worded",
]  # fmt: skip
