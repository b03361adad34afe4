"""The rows of a selection with the words that charts print beside their marks, in both languages."""

import pandas as pd

from campaigns.charts import marks
from campaigns.charts.text import joined, said_in
from campaigns.claims import wording

__all__ = ["described", "short_period", "worded"]


def described(claims, say=wording.quantity, name=None, detail=None, when=wording.period):
    """Rows of Claims with the columns said, who, when, name, detail and each once more in Chinese (said_zh ...).

    say: function (row, language) of the label. name, detail: functions (row, language) of the words beside a mark; by
    default the place, and campaign with period. when: function of the time that tables tell, with what it hangs on.
    """
    rows = claims.rows.copy() if hasattr(claims, "rows") else claims.copy()
    name, detail = name or _place, detail or _campaign_and_period
    told = list(rows.itertuples())
    for language, ending in (("en", ""), ("zh", "_zh")):
        rows[f"said{ending}"] = [say(row, language) for row in told]
        rows[f"when{ending}"] = [when(row, language) for row in told]
        rows[f"name{ending}"] = [name(row, language) for row in told]
        rows[f"detail{ending}"] = [detail(row, language) for row in told]
        rows[f"who{ending}"] = [joined(language, _place(row, language), _campaign(row, language)) for row in told]
    return rows


def worded(words):
    """A function (row, language) that says words[figure_id], words or a pair (English, Chinese), for described()."""
    return lambda row, language: said_in(words[row.figure_id], language)


def short_period(row, language="en"):
    """The month of a period's last day, or its year where it is a whole one: "Jul 2022*", "2023".

    A star stands behind it where a day that it tells is inferred: the last one, of a year also the first.
    """
    start, end = row.period_start, row.period_end
    if pd.isna(end):
        return "" if pd.isna(start) else f"{start.year}–{'*' * (row.start_basis == 'inferred')}"
    whole = not pd.isna(start) and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    star = "*" if "inferred" in (row.end_basis, row.start_basis if whole else "") else ""
    if whole:
        years = f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
        return f"{years}{'年' if language == 'zh' else ''}{star}"
    return f"{end.year}年{end.month}月{star}" if language == "zh" else f"{end:%b} {end.year}{star}"


def _place(row, language):
    """A row's place, below the province with the province: "Dongying, Shandong"."""
    zh = language == "zh" and bool(row.area_zh)
    name = row.area_zh if zh else row.area_en
    if not marks.row_is_small(row):
        return name
    province = row.province_zh if zh else row.province_en
    return name if province in name else f"{province}{name}" if zh else f"{name}, {province}"


def _campaign(row, language):
    return row.campaign_zh if language == "zh" else row.campaign_en  # figures of no campaign have no Chinese name


def _campaign_and_period(row, language):
    return joined(language, _campaign(row, language), wording.period(row, language))
