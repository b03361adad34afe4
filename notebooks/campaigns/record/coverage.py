"""Which province reported what in which summer: silence told from a search that was never made.

``coverage(records)`` reckons it from the rows and from the searches; nothing of it is kept in a table.
"""

from typing import NamedTuple

#: The national summer actions, by year; their night rounds are campaigns whose parent they are.
SUMMERS = {"2022": "hundred-day-2022", "2023": "summer-action-2023", "2024": "summer-action-2024"}
#: The figures that were looked for, province by province, as searches.csv names them, and the metrics that answer.
SOUGHT = {
    "police deployed": {"police_deployed"},
    "social forces deployed": {"social_forces_deployed"},
    "disputes resolved": {"disputes_resolved"},
    "criminal cases solved": {"criminal_cases_solved"},
    "suspects caught": {"suspects_caught"},
    "change in criminal calls or cases": {"criminal_calls_change", "criminal_cases_change", "criminal_cases_filed_change"},
}
#: What may be said of a province, a summer and a figure, from most to least.
STATES = ("record", "neighbouring", "looked for and not found", "not looked for")


class Covered(NamedTuple):
    """One province, summer and figure: its state (one of STATES) and how many rows bear it out."""

    area_id: str
    summer: str
    what: str
    state: str
    rows: int


def coverage(records):
    """A list of Covered for every province, summer and figure.

    record: the figure itself, of the whole province and action. neighbouring: only of a night round, of a part of the
    province, limited in scope, or another figure of the same object. records: {table name: rows as dicts of text}.
    """
    metrics = {metric["metric_id"]: metric for metric in records["metrics"]}
    rounds = {c["campaign_id"]: c["parent"] for c in records["campaigns"] if c["kind"] == "round"}
    asked = {(s["area_id"], s["summer"], s["what"]) for s in records["searches"]}
    found = []
    for area in (a["area_id"] for a in records["areas"] if a["level"] == "province"):
        inside = [r for r in records["reported_figures"] if f"{r['area_id']}-".startswith(f"{area}-")]
        for summer, action in SUMMERS.items():
            rows = [r for r in inside if action in (r["campaign_id"], rounds.get(r["campaign_id"]))]
            for what, sought in SOUGHT.items():
                state, count = _state(rows, area, action, sought, metrics)
                state = state or STATES[2 if (area, summer, what) in asked else 3]
                found.append(Covered(area, summer, what, state, count))
    return found


def frame(data):
    """The coverage as a DataFrame with the columns of Covered. data: the loaded tables."""
    import pandas as pd  # here, because a check needs no DataFrame

    held = {"reported_figures": data.figures} | {
        name: getattr(data, name) for name in ("metrics", "campaigns", "areas", "searches")
    }
    return pd.DataFrame(coverage({name: table.astype(str).to_dict("records") for name, table in held.items()}))


def _state(rows, area, action, sought, metrics):
    """(state, rows that bear it out) by the rows alone; "" where there are none."""
    whole = [
        r
        for r in rows
        if r["metric_id"] in sought and (r["area_id"], r["campaign_id"], r["scope"]) == (area, action, "")
    ]
    if whole:
        return "record", len(whole)
    like = {(metrics[metric]["object"], metrics[metric]["kind"]) for metric in sought}
    near = [r for r in rows if (metrics[r["metric_id"]]["object"], metrics[r["metric_id"]]["kind"]) in like]
    return ("neighbouring", len(near)) if near else ("", 0)
