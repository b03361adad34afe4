"""Disputes by the verb that a report prints, and how far apart their rates lie."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from campaigns.claims import scopes, wording, yardsticks


class Verb(NamedTuple):
    """What is said to have been done with disputes.

    printed: Chinese words, one of which the label of a claim holds. words, promise: pairs (English, Chinese), the verb
    and what it says of the end of a dispute.
    """

    printed: tuple
    words: tuple
    promise: tuple

    @property
    def head(self):
        """Verb and promise as the head of a lane, a pair (English, Chinese)."""
        (english, chinese), (promise, promise_zh) = self.words, self.promise
        return f"{english[0].upper()}{english[1:]}: {promise}", f"{chinese}：{promise_zh}"


#: The verbs in the order of a chart; the first whose printed words a label holds is its verb.
FOUND_AND_RESOLVED = Verb(("排查化解", "摸排化解", "处置化解"), ("found and resolved 排查化解", "排查化解"),
                          ("one number for the search and the end", "查找与了结合为一数"))  # fmt: skip
RESOLVED = Verb(("化解",), ("resolved 化解", "化解"), ("said to have ended", "称已了结"))
MEDIATED = Verb(("调处", "调解"), ("mediated 调处", "调处"), ("it does not say that they ended", "未言是否了结"))
DEALT_WITH = Verb(("处置", "整改"), ("found and dealt with 排查处置", "排查处置"),
                  ("nor does this say that they ended", "亦未言是否了结"))  # fmt: skip
NOT_KNOWN = Verb((), ("Chinese verb not known", "中文动词不详"), ("read in English", "仅见英文"))
VERBS = (FOUND_AND_RESOLVED, RESOLVED, MEDIATED, DEALT_WITH, NOT_KNOWN)


def verb(row):
    """The Verb of a claim of disputes; raises ValueError for a printed verb that is not among VERBS."""
    if not row.label_zh:
        return NOT_KNOWN
    found = next((one for one in VERBS if any(words in row.label_zh for words in one.printed)), None)
    if found is None:
        raise ValueError(f"{row.figure_id}: {row.label_zh!r} holds no verb of disputes; add it to VERBS")
    return found


def farthest_apart(record, claims):
    """The rows of Claims with the slowest and the fastest rate, and how many times apart they lie, as Amount.

    Where a first day is not printed, the day that brings the two together counts (yardsticks.rate_by_start). A slowest
    needs an upper end, a fastest a lower one.
    """
    rates = [(row, yardsticks.rate_by_start(record, row)) for row in claims]
    slowest = min((one for one in rates if one[1].high is not None), key=lambda one: one[1].high)
    fastest = max((one for one in rates if one[1].low is not None), key=lambda one: one[1].low)
    return slowest[0], fastest[0], fastest[1].per(slowest[1])


def verb_and_period(row, language="en"):
    """The verb of a claim and its period: "found and resolved 排查化解, 25 Jun* – 31 Jul 2022"; annual ones as printed."""
    when = wording.period(row, language)
    if row.metric_id == "disputes_resolved_per_year":
        when = ("a year (which one is not said)", "一年（未指明年份）")[language == "zh"]
    scope = scopes.IN_CHINESE.get(row.scope, row.scope) if language == "zh" else row.scope
    return wording.joined(language, verb(row).words[language == "zh"], scope, when)


def place_and_year(row, language="en"):
    """Where, and in which year if it is known: "Sichuan 2022", "四川省2022年"."""
    year = None if pd.isna(row.period_end) else row.period_end.year
    if language == "zh":
        return row.area_zh + (f"{year}年" if year else "")
    return row.area_en + (f" {year}" if year else "")


def by_verb(claims):
    """Claims in the order of VERBS, then of places, with columns lane (a pair, for a chart) and act (the verb)."""
    told = claims.marked(lane=lambda row: verb(row).head, act=lambda row: verb(row).words[0])
    order = [one.words[0] for one in VERBS]
    placed = told.rows.sort_values("area_id", kind="stable")
    return replace(told, rows=placed.sort_values("act", key=lambda acts: acts.map(order.index), kind="stable"))
