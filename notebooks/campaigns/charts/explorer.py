"""An interactive table of claims that needs nothing but the notebook: filters, sources, notes, CSV export.

The rows travel inside the output as JSON, and a short script (explorer.js) filters
them, so the table works offline, without a kernel, and is the same on every machine.
"""

import html
import json
from pathlib import Path

import pandas as pd

from campaigns.claims import wording

SCRIPT = Path(__file__).with_name("explorer.js")
#: What can be chosen: (column of the explorer, label).
FILTERS = [
    ("campaign", "Campaign"), ("region", "Place"), ("metric", "What is counted"), ("year", "Year"),
    ("firmness", "Firmness"),
]  # fmt: skip


class Explorer:
    """Claims to filter by hand. data: all tables, for the provinces of places and the addresses of sources."""

    def __init__(self, claims, data):
        self.cells = explored(claims, data)

    def __repr__(self):
        sizes = [f"{self.cells[column].nunique()} to choose from {label}" for column, label in FILTERS]
        return f"explorer of {len(self.cells):,} claims: {', '.join(sizes)}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self._html(), "text/plain": repr(self)}

    def _html(self):
        cells = self.cells.astype(object).where(self.cells.notna(), None)  # JSON knows no NaN
        rows = {"columns": list(cells), "rows": cells.to_numpy().tolist()}
        packed = json.dumps(rows, ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace("</", "<\\/")
        chosen = "".join(_chooser(column, label, self.cells[column]) for column, label in FILTERS)
        return (
            f'<div class="claims-explorer tex2jax_ignore"><div style="display:flex;flex-wrap:wrap;gap:8px">{chosen}'
            '<label>Words <input data-find type="search" size="16"></label>'
            '<button type="button" data-save>Save what is shown as CSV</button></div>'
            '<p data-count role="status"></p><div style="max-height:32em;overflow:auto"><table data-table></table></div>'
            f'<script type="application/json">{packed}</script><script>{SCRIPT.read_text("utf-8")}</script></div>'
        )


def explored(claims, data):
    """The columns that the explorer shows, one row per claim, all text but the numbers."""
    names, sources = _regions(data.areas), data.sources.set_index("source_id")
    return pd.DataFrame([_cells(row, names, sources.loc[row.source_id]) for row in claims.rows.itertuples()])


def _cells(row, names, source):
    when = row.period_end if pd.notna(row.period_end) else row.published
    return {
        "claim": wording.quantity(row),
        "metric": wording.both_names(row.metric_en, row.metric_zh),
        "place": wording.both_names(row.area_en, row.area_zh),
        "region": names[row.area_id],
        "campaign": wording.both_names(row.campaign_en, row.campaign_zh),
        "period": wording.period(row),
        "year": "not known" if pd.isna(when) else str(when.year),
        "firmness": firmness(row),
        "claimant": row.claimant,
        "source": f"{row.publisher}, {'no date' if pd.isna(row.published) else wording.day(row.published)}",
        "address": source.url or source.read_at,
        "note": row.note,
        "printed": row.printed,
        "figure_id": row.figure_id,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "unit": row.unit,
    }


def firmness(row):
    """How firm a claim is, in words: as printed with or without hedge, repaired, uncertain."""
    if row.reading != "as_printed":
        return wording.READING_WORDS[row.reading]
    return "as printed, no hedge" if row.qualifier == "unhedged" else "as printed, hedged"


def _regions(areas):
    """For each area_id the name of its province, or of the nation."""
    names = areas.set_index("area_id").name_en
    return {area: names["-".join(area.split("-")[:2])] for area in areas.area_id}


def _chooser(column, label, cells):
    counts = cells.value_counts().sort_index()
    options = "".join(
        f'<option value="{html.escape(str(value))}">{html.escape(str(value))} ({n})</option>'
        for value, n in counts.items()
    )
    return f'<label>{label} <select data-by="{column}" style="max-width:18em"><option value="">all</option>{options}</select></label>'
