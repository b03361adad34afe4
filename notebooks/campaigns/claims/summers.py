"""The national summer actions of the police and their night rounds: stages, rates and words of claims."""

from dataclasses import replace

import pandas as pd

from campaigns.claims import wording
from campaigns.claims.amounts import Amount, cells, days
from campaigns.claims.yardsticks import rate_by_start, rates_by_start
from campaigns.hedges import HEDGES
from campaigns.record.coverage import SUMMERS

ACTIONS = list(SUMMERS.values())
ROUNDS = [f"night-rounds-{year}" for year in SUMMERS]
#: What a claim of police or of dangers covers, in the order of a chart's groups: {key: (English, Chinese)}.
SPANS = {
    "action": ("The whole action, day and night", "整个行动"),
    "all": ("All night rounds of a summer", "一个夏季的全部夜间统一行动"),
    "one": ("One round of two or three nights", "单次夜间统一行动（两三夜）"),
}
_FORCES = {
    "patrols only": ("patrol forces 巡防警力", "巡防警力"),
    "police_with_auxiliaries": ("police and auxiliaries", "民警辅警"),
    "not_stated": ("police 警力", "警力"),
}


def summer(row):
    """The summer of a row of an action or its rounds, as a year: "2022"."""
    return row.campaign_id[-4:]


def interims(rows):
    """{figure_id of a total: figure_id of the interim claim inside it}, of rows that are all of one series each."""
    return {row.part_of: row.figure_id for row in rows.itertuples() if row.part_of in set(rows.figure_id)}


#: What part of a summer a claim covers, in the order of a chart's lanes.
STAGES = {
    "whole": ("The whole action", "整个行动"),
    "part": ("Part of the action: interim claims", "行动期间的阶段性数字"),
    "nights": ("Night rounds only", "仅夜间统一行动"),
}


def stage(row):
    """The key of STAGES of a row: an action is whole where its period reaches 25 September, before which none ended."""
    if row.campaign_id in ROUNDS or "night" in row.scope:
        return "nights"
    return "whole" if (row.period_end.month, row.period_end.day) >= (9, 25) else "part"


def in_stages(claims):
    """Claims of summers with the pair ``lane``, in the order of STAGES, within a stage by place and period."""
    claims = claims.marked(stage=stage)
    claims = claims.marked(place=claims.rows.stage.map(list(STAGES).index), lane=claims.rows.stage.map(STAGES))
    return claims.sorted_by("place", "period_end", "area_id")


def span(row):
    """The key of SPANS of a national claim: the action, all its night rounds, or one of them."""
    return "action" if row.campaign_id in ACTIONS else "one" if "round only" in row.scope else "all"


def until(row, language="en"):
    """The last day of an interim claim in few words: "by 31 Jul"."""
    end = row.period_end
    return f"截至{end.month}月{end.day}日" if language == "zh" else f"by {end.day} {end:%b}"


def force(row, language="en"):
    """Which police a count of turns of duty takes in, and its period."""
    words = _FORCES.get(row.scope) or _FORCES[row.counted_by]
    return wording.joined(language, words[language == "zh"], wording.period(row, language))


def nights_and_police(two_or_three):
    """Details: how many nights a count is of, where it is of nights, which police it takes in, and its period.

    two_or_three: figure_ids of counts whose nights are not printed and may be two or three. Returns a function
    (row, language) of the words.
    """

    def detail(row, language="en"):
        chinese = language == "zh"
        count = row.nights if row.figure_id not in two_or_three else "2或3" if chinese else "2 or 3"
        nights = "" if pd.isna(row.nights) else f"{count}夜" if chinese else f"{count} nights"
        return wording.joined(language, nights, force(row, language))

    return detail


def in_millions(row, language="en"):
    """The number of a large count with its hedge, always in millions, for rows that stand beside one another."""
    if language == "zh":
        return wording.size(row, language)
    return HEDGES[row.qualifier].say(f"{row.value / 1e6:.5g} million", language)


def placed(record, metric, unit=None):
    """Claims of a metric of the nation and its provinces in summer actions and night rounds, as rates by resident.

    unit: keeps only claims of it. Rows stand in_stages; ``unit`` is one for days and nights alike, for one axis.
    """
    claims = record.select(level=["nation", "province"], campaign_id=ACTIONS + ROUNDS, metric_id=metric)
    if unit is not None:
        claims = claims.leave_out("another unit", unit=sorted(set(claims.rows.unit) - {unit}))
    return in_stages(rates_by_start(record, claims).marked(unit=f"{metric} a day or night per 100,000 residents"))


def paces(record, claims):
    """The rates of claims that placed() rounded, as exact Amounts in the same order."""
    counts = record.select(figure_id=list(claims.rows.figure_id))
    return [rate_by_start(record, counts.row(row.figure_id)) for row in claims]


#: Whom a report's word for suspects takes in, the longest words first: {word: (English, Chinese)} of a chart's lanes.
SUSPECTS = {
    "违法犯罪": ("Suspected of offences and crimes 违法犯罪嫌疑人", "违法犯罪嫌疑人"),
    "犯罪": ("Suspected of crimes 犯罪嫌疑人", "犯罪嫌疑人"),
    "": ("Under another word", "其他用语"),
}
_OTHER_WORDS = {"违法": ("offences only 违法嫌疑人", "违法嫌疑人"), "涉案": ("involved in cases 涉案人员", "涉案人员")}


def _word_of(row):
    printed = wording.simplified(wording.printed_words(row))
    return next(word for word in SUSPECTS if word in printed)


def by_word(claims):
    """Claims of suspects with the pair ``lane``, in the order of SUSPECTS, by the word a report has for them."""
    claims = claims.marked(word=_word_of)
    place = claims.rows.word.map(list(SUSPECTS).index)
    return claims.marked(place=place, lane=claims.rows.word.map(SUSPECTS)).sorted_by("place", "area_id", "period_end")


def other_word(row, language="en"):
    """The report's own word for suspects where it is neither of the two that are common: "offences only"."""
    if row.word:
        return ""
    found = next((pair for word, pair in _OTHER_WORDS.items() if word in wording.printed_words(row)), None)
    return found[language == "zh"] if found else row.scope.removesuffix(" only") if language == "en" else "部分案件"


def by_day(claims):
    """Claims of rates without those of night rounds, which a table shows: a night is no average day."""
    nights = list(claims.rows.figure_id[claims.rows.stage == "nights"])
    return claims.leave_out("of night rounds", figure_id=nights)


def two_summers(record, metrics):
    """Claims of whole places that have two summers, by metric, place and summer (column ``year``)."""
    both = record.select(campaign_id=ACTIONS, metric_id=list(metrics), scope="").marked(year=summer)
    both = both.leave_out("of the nation", area_id="CN")
    twice = both.rows.groupby(["metric_id", "area_id"]).year.transform("nunique") > 1
    single = list(both.rows.figure_id[~twice])
    return both.leave_out("one summer only", figure_id=single).sorted_by("metric_id", "area_id", "year")


#: What is added to the id of a row whose number is read as one of the whole action.
WHOLE_ACTION = "-whole-action"
_OF_THE_ACTION = "campaign_en", "campaign_zh", "period_start", "period_end", "start_basis", "end_basis"


def with_whole_action(claims, doubtful, whole):
    """Claims of rates a night, with one row more: the higher reading of an uncertain row, taken as one of the action.

    doubtful: the row of the record. whole: a final claim of the action, whose days it is divided by. The added row has
    the span "action", the name and period of ``whole``, one value, and the doubtful row's id with "-whole-action"
    behind it.
    """
    each = Amount(doubtful.high, doubtful.high, doubtful.unit).per(days(whole))
    value, *_ = cells(each)
    added = claims.rows[claims.rows.figure_id == doubtful.figure_id].assign(
        figure_id=doubtful.figure_id + WHOLE_ACTION, span="action", value=value, low=value, high=value,
        **{column: getattr(whole, column) for column in _OF_THE_ACTION},
    )  # fmt: skip
    return replace(claims, rows=pd.concat([claims.rows, added], ignore_index=True))


def reading_of_drink(row, language="en"):
    """The period of a claim of drink driving and, of an uncertain one, how its number is read."""
    period = wording.period(row, language)
    if row.reading != "uncertain":
        return period
    ways = ("if a decimal point was lost, or as printed", "若遗漏小数点，或按原文")
    if row.span == "action":
        ways = ("if of the whole action, cases a day", "若属整个行动，每天起数")
    return f"{period}：{ways[1]}" if language == "zh" else f"{period}: {ways[0]}"
