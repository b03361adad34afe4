"""Cells for other programs: what is written into a CSV."""

import pandas as pd

from campaigns.record import schema


def as_csv(frame):
    """A DataFrame as the bytes of a CSV file: UTF-8 with its mark, dates as 2022-07-20, numbers plain, blanks blank."""
    rows = [[cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    return schema.written(list(frame), rows).encode("utf-8-sig")


def cell(value):
    """One cell as text; text that a spreadsheet would run as a formula has an apostrophe before it."""
    if pd.isna(value):
        return ""
    if hasattr(value, "year"):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    return f"{value:.15g}"
