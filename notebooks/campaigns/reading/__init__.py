"""Printed words become numbers: one figure, and all numerals of a text."""

from campaigns.reading.printed import ReadingError, bounds_of, names_direction, read_figure

__all__ = ["ReadingError", "bounds_of", "names_direction", "read_figure"]
