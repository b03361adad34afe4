"""Whether a sentence speaks of what the record counts: by the names and labels of its metrics, and by who claims."""

import re
from functools import cache

from campaigns.documents.audit.amounts import kin_of
from campaigns.reading.nouns import STOP
from campaigns.record import area_names, tables

#: Who claims.
_POLICE = re.compile(
    r"\b(?:police\w*|public[- ]security|officers?|investigators?|detectives?)\b|警|公安|派出所", re.IGNORECASE
)
_OFFICES = re.compile(r"\b(?:the|[A-Z]\w+['’]s)\s+(?:\w+\s+)?(?:force|ministry|department)\b|省厅")
#: What the author did himself.
_OWN = re.compile(r"\b(?:we|I|my|our(?! province))\b|我们|笔者|本文|作者", re.IGNORECASE)
#: Units in which much else is said of police (pay, followers): they take a word of a metric beside them.
_OF_ALL_THINGS = {"yuan", "percent", "people"}
_SAYS_NOTHING = STOP | {"change", "share", "people", "person"}
_NAME = 8  # letters from which the name of a campaign alone tells it


def speaks_of(sentence, unit, shown=()):
    """Whether a sentence says something that the record counts, in a unit ("": in any), and that police claim.

    It holds the name of a metric, or two words of one of its labels, or one and names police or a campaign; or it counts
    in a unit of the charts beside it (shown).
    """
    if _OWN.search(sentence):
        return False
    said = words_in(sentence)
    held = max((_weight(label & said) + (label <= said) for label in _labels(unit)), default=0)
    by_whom = any(pattern.search(sentence) for pattern in (_POLICE, _OFFICES, _campaigns()))
    is_special = bool(unit) and not kin_of(unit) & _OF_ALL_THINGS
    return held > 1 or by_whom and held > 0 or is_special and (by_whom or unit in shown)


def _weight(words):
    """How many words some parts make: pairs of characters that overlap are one."""
    han = {letter for part in words if not part.isascii() for letter in part}
    return sum(part.isascii() for part in words) + len(han) // 2


def words_in(text):
    """The words of a text by which two labels are alike: English ones without ending, pairs of Chinese characters."""
    english = (
        word.removesuffix("s")[:7] for word in re.findall("[a-z]{4,}", text.lower()) if word not in _SAYS_NOTHING
    )
    han = re.sub("同比|环比|分别|变化|公安", "", "".join(re.findall("[\u4e00-\u9fff]+", text)))
    return frozenset({*english, *(han[i : i + 2] for i in range(len(han) - 1))})


def names_of(metric):
    """The words of the names of a metric."""
    return _names()[metric]


@cache
def _names():
    rows = tables.read("metrics").records()
    return {row["metric_id"]: words_in(row["name_en"]) | words_in(row["name_zh"]) for row in rows}


@cache
def _labels(unit):
    """What is counted in a unit, or in any: the names and labels of its metrics, each as a set of words."""
    metrics = tables.read("metrics").records()
    units = {row["metric_id"]: set(re.split(r" \| |_or_", row["units"])) for row in metrics}
    labels = [(row["metric_id"], row[name]) for row in metrics for name in ("name_en", "name_zh")]
    labels += [(row["metric_id"], row["label_zh"]) for row in tables.read("reported_figures").records()]
    fitting = {words_in(label) for key, label in labels if not unit or kin_of(unit) & units[key]}
    names = {words_in(label) for _, label in labels[: 2 * len(metrics)]}
    return [words for words in fitting if len(words) > 1 or words and words in names]


@cache
def _campaigns():
    """The pattern of the names of the campaigns, and of what stands in them in quotation marks or before their kind."""
    rows = tables.read("campaigns").records()
    names = {row[name] for row in rows for name in ("name_en", "name_zh")}
    short = {re.sub(rf"\s{row['kind']}$", "", row["name_en"], flags=re.IGNORECASE) for row in rows}
    quoted = {one for name in names for one in re.findall("“(.+?)”", name)}
    return area_names.pattern_of({*filter(None, names), *quoted, *(name for name in short if len(name) >= _NAME)})
