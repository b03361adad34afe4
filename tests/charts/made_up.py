"""Rows that no report stated, for charts under test."""

import pandas as pd
from campaigns.hedges import bounds_of

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
    made = [_row(n, amount, columns) for n, amount in enumerate(amounts)]
    return pd.DataFrame(made)


def _row(n, amount, columns):
    cells = (
        amount
        if isinstance(amount, dict)
        else {"value": amount}
        if not isinstance(amount, tuple)
        else {"value": amount[0], "qualifier": amount[1]}
    )
    qualifier = cells.get("qualifier", "unhedged")
    low, high = bounds_of(cells["value"], qualifier)
    from campaigns.hedges import HEDGES

    said = HEDGES[qualifier].say(f"{abs(cells['value']):,.10g}")
    known = {
        "figure_id": f"row-{n}",
        "qualifier": qualifier,
        "low": float("nan") if low is None else low,
        "high": float("nan") if high is None else high,
        "said": said,
    }
    return {**_ROW, **known, **columns, **cells}


WORDS = {"title": "A finding that the picture shows", "subtitle": "What, where, when"}
