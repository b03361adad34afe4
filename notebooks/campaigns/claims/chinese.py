"""Chinese terms for charts in Chinese documents, where a term is sure; every other word stays English.

An area, a metric or a campaign is named in Chinese alone where the data have
its name and, for a campaign, hold it for confirmed or for a standard term.
"""

import re
from functools import cache

from campaigns.claims import wording
from campaigns.record import tables

SURE = ("confirmed", "standard_term")
#: Words of the charts themselves, as whole texts.
_FIXED = {
    "result": "结果",
    "plan": "计划",
    "target": "目标",
    "lower bound, open above": "下限（右端开口）",
    "upper bound, open below": "上限（左端开口）",
    "repaired reading": "修复读数",
    "Against the same period a year before (year-on-year, 同比)": "同比",
    "Against the preceding period (环比)": "环比",
}


def sure_campaigns():
    """The English names of the campaigns whose Chinese names are sure."""
    return {row["name_en"] for row in tables.read("campaigns").records() if row["zh_certainty"] in SURE}


def in_chinese(text):
    """A text of a chart with "English 中文" shortened to the Chinese term, where the term is sure."""
    if text in _FIXED:
        return _FIXED[text]
    return _pattern().sub(lambda found: _pairs()[found[0]], text)


@cache
def _pairs():
    """{"English 中文": "中文"} of areas, metrics and sure campaigns."""
    rows = [row for name in ("areas", "metrics", "campaigns") for row in tables.read(name).records()]
    sure = [row for row in rows if row["name_zh"] and row.get("zh_certainty", SURE[0]) in SURE]
    return {wording.both_names(row["name_en"], row["name_zh"]): row["name_zh"] for row in sure}


@cache
def _pattern():
    longest_first = sorted(_pairs(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
