"""Printed words become numbers: one figure, and all numerals of a text."""

from campaigns.hedges import bounds_of
from campaigns.reading.printed import ReadingError, names_direction, read_figure, read_range

__all__ = ["ReadingError", "bounds_of", "names_direction", "read_figure", "read_range"]
