"""Choose rows: what a chart or a table is about, with what is left out and why.

Rows are never dropped in silence: ``Claims.rows`` and ``Claims.left_out``
together are always the whole selection.
"""

from dataclasses import dataclass, field, replace

import pandas as pd

#: Columns that select() reads beside those of reported_figures.
from campaigns.claims import needs, wording

JOINED = [
    "metric_en", "metric_zh", "kind", "stage", "campaign_en", "campaign_zh", "area_en", "area_zh", "level",
    "publisher", "claimant", "claimant_kind", "published", "coverage",
]  # fmt: skip

_ONE = str | int | float


@dataclass(frozen=True)
class Claims:
    """A selection: ``rows`` (reported_figures with JOINED columns), ``left_out`` (figure_id, reason).

    record: the tables that it was chosen from; total() and rates() need them.
    """

    rows: pd.DataFrame
    left_out: pd.DataFrame
    record: object = field(default=None, repr=False, compare=False)

    def __len__(self):
        return len(self.rows)

    def row(self, figure_id):
        """The one row with that figure_id; KeyError names it if it is not in the selection."""
        found = self.rows[self.rows.figure_id == figure_id]
        if found.empty:
            raise KeyError(f"{figure_id} is not in this selection ({', '.join(self.rows.figure_id)})")
        return next(found.itertuples())

    def say(self, figure_id):
        """A figure in words, hedge included: "more than 870,000 households or visits"."""
        return wording.quantity(self.row(figure_id))

    def leave_out(self, reason, **where):
        """The same selection without the rows that match ``column=value(s)``; they are listed with the reason."""
        gone = _matches(self.rows, where)
        listed = pd.DataFrame({"figure_id": self.rows.figure_id[gone], "reason": reason})
        return replace(self, rows=self.rows[~gone], left_out=pd.concat([self.left_out, listed], ignore_index=True))

    def only(self, **where):
        """A narrower selection: the rows that match, and nothing left out but what was before."""
        return replace(self, rows=self.rows[_matches(self.rows, where)])

    def marked(self, **columns):
        """The same selection with more columns: ``name=function of a row`` or ``name=values``."""
        told = list(self.rows.itertuples())
        cells = {name: list(map(how, told)) if callable(how) else how for name, how in columns.items()}
        return replace(self, rows=self.rows.assign(**cells))

    def sorted_by(self, *columns, ascending=True):
        """The same selection in another order; ties stay in the order of the file."""
        return replace(self, rows=self.rows.sort_values(list(columns), ascending=ascending, kind="stable"))


def select(data, **where):
    """Choose rows of reported_figures as Claims.

    where: column=value or column=[values] over the columns of reported_figures
    and JOINED, e.g. ``metric_id="disputes_resolved", coverage="complete"``.
    Restatements (same_as) are left out at once, so that nothing is told twice.
    """
    wanted = {column: [value] if isinstance(value, _ONE) else list(value) for column, value in where.items()}
    claims = chosen(needs.unnoted(data), wanted)
    needs.note("selection", wanted, [claims.rows, claims.left_out])
    return replace(claims, record=data)


def chosen(data, wanted):
    """What select() chooses, without noting the need; wanted: {column: list of values}."""
    rows = joined(data)
    rows = rows[_matches(rows, wanted)]
    repeated = rows.same_as != ""
    reason = "tells again " + rows.same_as[repeated]
    left_out = pd.DataFrame({"figure_id": rows.figure_id[repeated], "reason": reason})
    return Claims(rows[~repeated].reset_index(drop=True), left_out.reset_index(drop=True))


def joined(data):
    """reported_figures with the names of metric, campaign, area and source beside the keys (JOINED)."""
    metrics = data.metrics.rename(columns={"name_en": "metric_en", "name_zh": "metric_zh"})
    campaigns = data.campaigns.rename(columns={"name_en": "campaign_en", "name_zh": "campaign_zh"})
    areas = data.areas.rename(columns={"name_en": "area_en", "name_zh": "area_zh"})
    rows = data.figures
    for table, key in (
        (metrics, "metric_id"),
        (campaigns, "campaign_id"),
        (areas, "area_id"),
        (data.sources, "source_id"),
    ):
        columns = [key, *(c for c in table.columns if c in JOINED and c not in rows.columns)]
        rows = rows.merge(table[columns], on=key, how="left", validate="many_to_one")
    return rows


def _matches(rows, where):
    unknown = [column for column in where if column not in rows.columns]
    if unknown:
        raise KeyError(f"no column {', '.join(unknown)}; choose from {', '.join(rows.columns)}")
    keep = pd.Series(True, index=rows.index)
    for column, wanted in where.items():
        keep &= rows[column].isin([wanted] if isinstance(wanted, _ONE) else list(wanted))
    return keep
