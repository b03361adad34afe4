"""Percent changes: what they are measured against, in words, and in the order of a chart."""

from dataclasses import replace

from campaigns.claims import wording

#: Baselines in the order of a chart, as the heads of lanes (English, Chinese); a year is named as it is.
LANES = {
    "year_on_year": ("Against the same period a year before 同比", "同比"),
    "previous_period": ("Against the preceding period 环比, whose length is not stated", "环比，前期长度未说明"),
    "not_stated": ("Against what is not stated", "未说明与何时相比"),
}


def by_baseline(claims):
    """Claims with a column lane (a pair, for a chart), in the order of LANES, places below the province last."""
    order = [*LANES, *sorted(set(claims.rows.baseline) - set(LANES))]
    told = claims.marked(lane=lambda row: LANES.get(row.baseline, (f"Against {row.baseline}", f"与{row.baseline}相比")))
    placed = told.rows.sort_values("level", key=lambda held: ~held.isin(["nation", "province"]), kind="stable")
    return replace(told, rows=placed.sort_values("baseline", key=lambda held: held.map(order.index), kind="stable"))


def what(row, language="en"):
    """What a change is a change of: "Criminal cases 刑事案件发案数"."""
    english, chinese = row.metric_en.removeprefix("Change in "), row.metric_zh.removesuffix("变化")
    return chinese if language == "zh" else f"{english[0].upper()}{english[1:]} {chinese}"


def where_and_when(row, language="en"):
    """Place and period of a change."""
    return wording.joined(language, row.area_zh if language == "zh" else row.area_en, wording.period(row, language))
