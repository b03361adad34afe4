"""The national summer actions of the police and their night rounds: which claims are interim, and whose summer they are."""

from campaigns.record.coverage import SUMMERS

ACTIONS = list(SUMMERS.values())
ROUNDS = [f"night-rounds-{year}" for year in SUMMERS]


def summer(row):
    """The summer of a row of an action or its rounds, as a year: "2022"."""
    return row.campaign_id[-4:]


def interims(rows):
    """{figure_id of a total: figure_id of the interim claim inside it}, of rows that are all of one series each."""
    return {row.part_of: row.figure_id for row in rows.itertuples() if row.part_of in set(rows.figure_id)}


def stage(row, rounds=("night rounds", "夜间统一行动"), final=("whole action", "整个行动"), part=("part of the action", "行动期间的一段")):
    """What part of a summer a claim covers, as a pair: its night rounds, the whole action, or part of it.

    An action is whole where its period reaches 25 September, the first day on which any of them ended.
    """
    if row.campaign_id in ROUNDS or "night" in row.scope or "province-wide actions" in row.scope:
        return rounds
    return final if (row.period_end.month, row.period_end.day) >= (9, 25) else part
