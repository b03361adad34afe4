"""Printed words become numbers: one figure, and all numerals of a text."""

from campaigns.reading.printed import ReadingError, read_figure, read_range

__all__ = ["ReadingError", "read_figure", "read_range"]
