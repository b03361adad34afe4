"""Rows that no report stated, for charts under test."""

import pandas as pd
from campaigns.hedges import HEDGES, bounds_of

_ROW = {
    "unit": "disputes", "kind": "count", "metric_id": "disputes_resolved", "reading": "as_printed", "level": "province",
    "owner": "other", "baseline": "", "area_en": "Somewhere", "area_zh": "某省", "campaign_en": "An action",
    "campaign_zh": "某行动", "metric_en": "Disputes resolved", "metric_zh": "化解矛盾纠纷", "publisher": "A paper",
    "published": pd.Timestamp("2022-08-01"), "period_start": pd.Timestamp("2022-07-01"), "claim": "result",
    "period_end": pd.Timestamp("2022-07-20"), "start_basis": "stated", "end_basis": "stated", "printed": "as printed",
    "name": "Somewhere", "detail": "An action", "who": "Somewhere", "when": "July 2022", "lane": "A lane", "label_zh": "",
}  # fmt: skip


def rows(*amounts, **columns):
    """Described rows: each amount is a value, or (value, qualifier), or a dict of cells; columns hold for all."""
    return pd.DataFrame([_row(n, amount, columns) for n, amount in enumerate(amounts)])


def _row(n, amount, columns):
    if not isinstance(amount, dict):
        amount = dict(zip(("value", "qualifier"), amount if isinstance(amount, tuple) else (amount,), strict=False))
    value, qualifier = amount["value"], amount.get("qualifier", "unhedged")
    low, high = (float("nan") if bound is None else bound for bound in bounds_of(value, qualifier))
    said = HEDGES[qualifier].say(f"{abs(value):,.10g}")
    known = {"figure_id": f"row-{n}", "qualifier": qualifier, "low": low, "high": high, "said": said}
    return {**_ROW, **known, **columns, **amount}


WORDS = {"title": "A finding that the picture shows", "subtitle": "What, where, when"}
