"""Whether a sentence speaks of what the record counts: by the names and labels of its metrics, and by who claims."""

import re
from functools import cache

from campaigns.documents.audit.amounts import kin_of
from campaigns.reading.nouns import STOP
from campaigns.record import area_names, tables
from campaigns.record.propose import label_parts

#: Who claims. Money and percentages are said of them too (pay, a budget), so there it takes a word of a metric as well.
_POLICE = re.compile(
    r"\b(?:police\w*|public[- ]security|officers?|investigators?|detectives?|constabular\w+)\b|警|公安|派出所",
    re.IGNORECASE,
)
_FORCE = re.compile(r"\b(?:the|[A-Z]\w+['’]s)\s+(?:\w+\s+)?(?:force|ministry|department)\b|省厅|公安部")


def speaks_of(sentence, unit):
    """Whether a sentence says something that the record counts, in a unit ("": in any).

    It holds the whole label of a metric, or two of its words, or one and names police or a campaign.
    """
    said = said_in(sentence)
    held = [len(label & said) + (label <= said) for label in _labels(unit)]
    by_whom = bool(_POLICE.search(sentence) or _FORCE.search(sentence) or _campaigns().search(sentence))
    is_counted = unit and not kin_of(unit) & {"yuan", "percent"}
    return max(held, default=0) > 1 or by_whom and (bool(held and max(held)) or is_counted)


@cache
def _labels(unit):
    """The labels of the metrics counted in a unit, or of all, each as a set of word parts."""
    return [words for key in _words() if not unit or kin_of(unit) & _units()[key] for words in _words()[key]]


@cache
def words_of(metric):
    """The word parts of all labels of a metric."""
    return frozenset().union(*_words().get(metric, ()))


@cache
def names_of(metric):
    """The word parts of the names of a metric."""
    row = next(row for row in tables.read("metrics").records() if row["metric_id"] == metric)
    return said_in(row["name_en"]) | said_in(row["name_zh"])


def said_in(text):
    """The word parts of a text, without words of grammar."""
    return frozenset(part for part in label_parts(text) if part not in STOP)


@cache
def _units():
    return {row["metric_id"]: set(re.split(r" \| |_or_", row["units"])) for row in tables.read("metrics").records()}


@cache
def _words():
    """{metric: its names, and what its rows are labelled in their reports, each as a set of word parts}."""
    held = {row["metric_id"]: {row["name_en"], row["name_zh"]} for row in tables.read("metrics").records()}
    for row in tables.read("reported_figures").records():
        held[row["metric_id"]].add(row["label_zh"])
    return {metric: set(filter(None, map(said_in, labels))) for metric, labels in held.items()}


@cache
def _campaigns():
    """The pattern of the names of the campaigns."""
    rows = tables.read("campaigns").records()
    return area_names.pattern_of({row[name] for row in rows for name in ("name_en", "name_zh") if row[name]})
