"""How figures are told: with a hedge, how round, how near to all."""

import pandas as pd

from campaigns.claims import needs, wording
from campaigns.claims.select import chosen, joined
from campaigns.reading.printed import read_figure

DIGITS = (("1 digit", "1位"), ("2 digits", "2位"), ("3 digits", "3位"), ("4 or more", "4位以上"))
HEDGED = {False: ("With a hedge", "带限定词"), True: ("Without a hedge", "不带限定词")}
LEVELS = {"nation": "The nation", "province": "Provinces", "prefecture": "Cities and prefectures"}
BELOW = "Counties and below"
_STATED = ["same_as", "qualifier", "stage", "level", "area_id", "area_en", "area_zh"]
RATES = ["dispute_resolution_rate", "mediation_success_rate", "problem_resolution_rate", "mediation_rate"]
_LANES = {
    "province": ("Provinces", "省级"),
    "prefecture": ("Cities and prefectures", "地市"),
    None: ("Counties, villages, stations and units", "县、村、派出所及单位"),
}


@needs.reckoned
def figures_of_sources(record):
    """How many figures each source states, repeats counted: DataFrame source_id, figures."""
    return record.figures.groupby("source_id").size().rename("figures").reset_index()


@needs.reckoned
def statements_in_full(record):
    """Every statement of a figure in the complete reports, repeats too (same_as not ""): DataFrame of _STATED."""
    rows = joined(record)
    return rows.loc[rows.coverage == "complete", _STATED].reset_index(drop=True)


@needs.reckoned
def hedges_of_all(record):
    """How many distinct claims carry each hedge, and how many there are: DataFrame qualifier, count."""
    return chosen(record, {}).rows.qualifier.value_counts().rename_axis("qualifier").reset_index()


@needs.reckoned
def by_year_and_stage(record):
    """How many claims each year (of the period's end, else of publication) has of each stage: DataFrame."""
    rows = chosen(record, {}).rows
    years = rows.period_end.dt.year.fillna(rows.published.dt.year).astype("Int64")
    return rows.assign(year=years).groupby(["year", "stage"]).size().unstack(fill_value=0)


def _counts(record):
    rows = chosen(record, {}).rows
    return rows[rows.kind.isin(["count", "money"])]


@needs.reckoned
def hedges_of_counts(record):
    """Counts and sums of money, a row a claim: DataFrame qualifier, source_id."""
    return _counts(record)[["qualifier", "source_id"]]


@needs.reckoned
def digits_shown(record):
    """How many counts show how many digits as printed: DataFrame row (of HEDGED), detail, part (of DIGITS), count.

    Repaired and uncertain readings are not counted: their digits are not those of the print.
    """
    counts = _counts(record)
    plain = counts[counts.reading == "as_printed"]
    steps = plain.printed.map(lambda words: read_figure(words).step)
    shown = (plain.value / steps).round().astype("int64").astype(str).str.len().clip(upper=len(DIGITS))
    table = pd.crosstab(plain.qualifier.eq("unhedged"), shown).reindex(columns=range(1, len(DIGITS) + 1), fill_value=0)
    totals = {row: (f"{n:,} numbers", f"{n:,}项") for row, n in table.sum(axis=1).items()}
    cells = [
        (HEDGED[row], totals[row], part, int(table.loc[row, n]))
        for row in table.index
        for n, part in enumerate(DIGITS, 1)
    ]
    return pd.DataFrame(cells, columns=["row", "detail", "part", "count"])


def round_shares(digits):
    """The share of numbers with one digit or two, of each row of digits_shown(): [with a hedge, without]."""
    few = digits[digits.part.isin(DIGITS[:2])].groupby("row", sort=False)["count"].sum()
    return list(few / digits.groupby("row", sort=False)["count"].sum())


@needs.reckoned
def hedged(record):
    """How many counts of each level of area carry a hedge: DataFrame level, hedged, all, share (in words)."""
    counts = _counts(record)
    level = counts.level.map(LEVELS).fillna(BELOW)
    table = counts.qualifier.ne("unhedged").groupby(level).agg(["sum", "size"]).reindex([*LEVELS.values(), BELOW])
    table["share"] = (table["sum"] / table["size"]).map("{:.0%}".format)
    return table.rename_axis("level").reset_index().rename(columns={"sum": "with a hedge", "size": "numbers"})


def near_ceiling(record):
    """The printed rates of resolution as Claims, with the pair ``lane`` of their level, by level and place."""
    rates = record.select(metric_id=RATES)
    levels, keys = [level if level in _LANES else None for level in rates.rows.level], list(_LANES)
    rates = rates.marked(place=list(map(keys.index, levels)), lane=list(map(_LANES.get, levels)))
    return rates.sorted_by("place", "area_id", "period_end")


_SHARES = {"dispute": "disputes", "mediation": "mediations", "problem": "problems"}
CHANGES = {
    True: ("Crime, calls, accidents, losses: what happens outside the police", "案件、警情、事故、损失"),
    False: ("Cases solved, suspects caught: what police count as their work", "破案、抓获：警务成果"),
}


def share_of(row, language="en"):
    """The place of a rate and what it is a share of; a long name is said without the place it lies in."""
    place = row.area_en if len(row.area_en) < 25 else row.area_en.split(",")[0]
    what = next(words for metric, words in _SHARES.items() if row.metric_id.startswith(metric))
    if language == "zh":
        return wording.joined(language, row.area_zh or row.area_en, wording.printed_words(row))
    return f"{place}: {what}"


def place_and_metric(row, language="en"):
    """The place of a described change, as its name has it, and what changed."""
    changed = row.metric_en.removeprefix("Change in ")
    changed = f"{changed[0].lower()}{changed[1:]}"
    return f"{row.name}：{row.metric_zh.removesuffix('变化')}" if language == "zh" else f"{row.name}: {changed}"


def changes_in_lanes(claims):
    """Percent changes of outcomes, then of the police's own work, with the pair ``lane`` (of CHANGES)."""
    points = sorted(set(claims.rows.unit) - {"percent"})
    known = claims.leave_out("percentage points, or not said whether percent or points", unit=points)
    known = known.marked(outcome=known.rows.stage.eq("outcome"))
    return known.marked(lane=known.rows.outcome.map(CHANGES)).sorted_by("outcome", ascending=False)


def against_the_rule(claims):
    """figure_ids of outcomes that rose and of police work that fell."""
    rows = claims.rows
    return list(rows.figure_id[(rows.outcome & (rows.value > 0)) | (~rows.outcome & (rows.value < 0))])
