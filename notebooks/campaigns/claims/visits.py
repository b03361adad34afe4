"""Visits to doors: what kind of visit a claim is of, what it works out at for one officer, and what it brought up."""

from contextlib import suppress

import pandas as pd

from campaigns.claims import wording
from campaigns.claims.amounts import NoBound, days
from campaigns.claims.derived import derived, per_other, share

#: Kinds of visit, in the order of a chart's lanes.
KINDS = {
    "hear": ("Police visits to hear residents 走访", "民警走访"),
    "need": ("Police visits to households in need, the elderly 走访困难家庭", "仅走访困难家庭、老人"),
    "publicity": ("Publicity against fraud, or before a survey 入户宣传", "入户宣传（反诈、满意度）"),
    "check": ("Checks of registers, homes, places 清查", "清查、入户核查"),
    "others": ("By grid workers, cadres 网格员等", "网格员等其他人员走访"),
}
#: What visits bring up, in the order of a chart's lanes.
OBJECTS = {
    "disputes": ("Disputes found, resolved or mediated 矛盾纠纷", "矛盾纠纷"),
    "suggestions": ("Suggestions received 意见建议", "意见建议"),
    "problems": ("Problems solved 解决问题", "解决问题"),
}
_YIELDS = [
    "disputes_found", "disputes_resolved", "disputes_mediated", "disputes_dealt_with", "suggestions_received",
    "problems_solved",
]  # fmt: skip
#: What is settled, and of what.
_SETTLED = {"disputes_resolved": "disputes_found", "suggestions_settled": "suggestions_received",
            "problems_solved": "problems_found"}  # fmt: skip
FEW = 200
SIZES = {
    False: ("More than a thousand found or received", "一千件以上"),
    True: (f"Fewer than {FEW} found or received", f"不足{FEW}件"),
}
#: Who is counted, by a word of the report, the narrower first.
_SENT = {
    "党员民警": "Party-member officers", "兼职辅警": "part-time auxiliaries",
    "民(辅)警": "police and auxiliaries", "辅警": "auxiliaries", "社区": "community officers", "民警": "officers",
    "警力": "police", "入户": "people sent to households",
}  # fmt: skip
_ANY = "police or helpers"
_BRACKETS = str.maketrans("()", "（）")
_PUBLICITY = ("anti-fraud-sweeps", "satisfaction-survey-visits", "fire-safety-visits")


def visit(row):
    """The key of KINDS of a row of households_visited or households_checked."""
    if row.metric_id == "households_checked":
        return "check"
    if row.campaign_id in _PUBLICITY:
        return "publicity"
    if row.counted_by == "others":
        return "others"
    return "need" if "in need" in row.scope or "elderly" in row.scope else "hear"


def households(record):
    """All claims of households visited or checked, with the column ``visit``; interim counts left out."""
    claims = record.select(metric_id=["households_visited", "households_checked"]).marked(visit=visit)
    return claims.leave_out("part of another count", figure_id=list(claims.rows.figure_id[claims.rows.part_of != ""]))


def in_lanes(claims):
    """Claims of households by kind of visit (pair ``lane``), place and period."""
    claims = claims.marked(order=claims.rows.visit.map(list(KINDS).index), lane=claims.rows.visit.map(KINDS))
    return claims.sorted_by("order", "area_id", "period_end")


def named(claims, largest=2):
    """figure_ids with a label: provinces of ours, and the largest counts of each kind of visit."""
    rows = claims.rows
    most = rows.groupby("visit", sort=False).value.nlargest(largest).index.get_level_values(-1)
    return list(rows.figure_id[(rows.owner == "core") & (rows.level == "province") | rows.index.isin(most)])


def per_officer(record, visits):
    """{figure_id: Amount} of visits for each officer or auxiliary and day of their period.

    They are those that the same report counts as people (not as turns of duty), of the same period or standing.
    Visits whose period lacks an end, or that have no bound, are absent.
    """
    rows, found = {row.figure_id: row for row in visits.itertuples()}, {}
    for figure_id, amount in per_other(visits, _officers(record)).items():
        with suppress(NoBound):
            found[figure_id] = amount.per(days(rows[figure_id]))
    return found


def _officers(record):
    """Rows of officers and auxiliaries counted as people."""
    metrics = ["police_deployed", "community_officers", "auxiliary_officers"]
    return record.select(metric_id=metrics, unit="people").rows


def brought_up(record, visits, times=1000):
    """Claims of what visits brought up, per ``times`` households of the same report, place and period.

    Returns Claims with value, low, high, strict_low, strict_high, by object (pair ``lane``) and place; those without
    households beside them, without a bound, or part of another one drawn, are left out with the reason.
    """
    yields = record.select(metric_id=_YIELDS)
    elsewhere = ~yields.rows.source_id.isin(visits.source_id)
    yields = yields.leave_out("no count of households in the report", figure_id=list(yields.rows.figure_id[elsewhere]))
    found = per_other(yields.rows, visits, times)

    def reckon(row):
        if row.figure_id not in found:
            raise NoBound("no bound beside the households, or another period")
        return found[row.figure_id]

    known = derived(yields, reckon, f"per {times:,} households")
    inside = list(known.rows.figure_id[known.rows.part_of.isin(known.rows.figure_id)])
    known = known.leave_out("resolved of those found, which are drawn", figure_id=inside)
    objects = known.rows.metric_id.str.split("_").str[0]
    known = known.marked(order=objects.map(list(OBJECTS).index), lane=objects.map(OBJECTS))
    return known.sorted_by("order", "area_id")


def settled(record):
    """Claims of what was settled as the share of what the same report says was found or received, in percent.

    A part stands in its whole by ``part_of``. Columns ``part`` and ``whole`` hold the two rows; ``few`` whether the
    whole is below FEW, ``lane`` the same in words.
    """
    parts = record.select(metric_id=list(_SETTLED))
    wholes = {row.figure_id: row for row in record.select(metric_id=list(_SETTLED.values()))}
    counts = {row.figure_id: row for row in parts}
    alone = [key for key, row in counts.items() if getattr(wholes.get(row.part_of), "source_id", "") != row.source_id]
    parts = parts.leave_out("no whole beside it in the report", figure_id=alone)
    shares = derived(parts, lambda row: share(row, wholes[row.part_of]), "percent")
    shares = shares.marked(whole=lambda row: wholes[row.part_of], part=lambda row: counts[row.figure_id])
    shares = shares.marked(few=lambda row: row.whole.value < FEW)
    return shares.marked(lane=shares.rows.few.map(SIZES)).sorted_by("few", "area_en", "period_end")


def of_whole(row, language="en"):
    """A settled row's place, its two numbers and what they count: "Luohe 2020: 29,535 of 30,204 disputes"."""
    part, whole = (wording.size(one, language) for one in (row.part, row.whole))
    day = row.period_end if pd.notna(row.period_end) else row.published
    counted = wording.unit_words(row.whole.unit, 2, language)
    if language == "zh":
        year = "（报道未注日期）" if pd.isna(day) else f"{day.year}年"
        return f"{row.area_zh}{year}，{whole}{counted}中{part}"
    return f"{row.area_en}{', report undated' if pd.isna(day) else f' {day.year}'}: {part} of {whole} {counted}"


def sent(row, language="en"):
    """How many a row of officers counts, and whom, as the report has it: "50 part-time auxiliaries", "50名兼职辅警"."""
    number = wording.size(row, language)
    if language == "zh":
        return f"{number}名{row.label_zh.translate(_BRACKETS) or '民警、辅警'}"
    printed = (who for word, who in _SENT.items() if word in row.label_zh)
    whom = next(printed, row.scope.removesuffix(" only") or _ANY)  # else the editions would count different people
    return f"{number} {whom}"


def visits_and_officers(record, claims):
    """A function (row, language) of the printed visits, whom the report sent and the period, for rows that were
    divided."""
    counts = {row.figure_id: row for row in claims}
    officers = _officers(record).drop_duplicates(["source_id", "area_id"]).set_index(["source_id", "area_id"])

    def told(row, language):
        who = sent(officers.loc[row.source_id, row.area_id], language)
        return wording.joined(
            language, wording.quantity(counts[row.figure_id], language), who, wording.period(row, language)
        )

    return told
