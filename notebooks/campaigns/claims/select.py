"""Choose rows: what a chart or a table is about, with what is left out and why.

Rows are never dropped in silence: ``Claims.rows`` and ``Claims.left_out``
together are always the whole selection.
"""

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pandas as pd

from campaigns import project
from campaigns.claims import amounts, cells, derived, display, names, needs, wording

#: Columns that select() reads beside those of reported_figures.
JOINED = [
    "metric_en", "metric_zh", "kind", "stage", "campaign_en", "campaign_zh", "area_en", "area_zh", "level",
    "publisher", "claimant", "claimant_kind", "published", "coverage",
]  # fmt: skip

#: So many rows of a selection are shown; ``frame`` holds all.
SHOWN = 60


@dataclass(frozen=True, eq=False, repr=False)
class Claims:
    """A selection of claims: a table in JupyterLab, ``len()`` of them, and row after row in a loop.

    rows: reported_figures with JOINED columns. left_out: figure_id, reason. record: the tables that it was chosen
    from, which total() and rates() need. asked: the question, in words.
    """

    rows: pd.DataFrame
    left_out: pd.DataFrame
    record: object = None
    asked: str = ""

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        return self.rows.itertuples()

    def __getitem__(self, column):
        raise TypeError(f"a selection is no table: .frame[{column!r}] is its column as pandas has it; "
                        ".only(column=value) narrows it")  # fmt: skip

    def __getattr__(self, name):
        """Say where a habit of pandas leads; reached only by names that a selection does not have."""
        if name.startswith("_") or not hasattr(pd.DataFrame, name) and name not in vars(self).get("rows", ()):
            raise AttributeError(f"a selection (Claims) has no {name}")
        raise AttributeError(f"a selection (Claims) has no {name}: its table has, .frame.{name}")

    def __repr__(self):
        told = ((row.figure_id, wording.signed(row), row.area_en, wording.period(row)) for row in islice(self, SHOWN))
        return "\n".join([*map(" | ".join, told), *self._notes])

    def _repr_html_(self):
        shown = display.claims_table(replace(self, rows=self.rows[:SHOWN]))
        shown.attrs["notes"] = [*shown.attrs["notes"], *self._notes]
        return shown._repr_html_()

    @property
    def _notes(self):
        lines = [f"{wording.counted(len(self), 'claim')}{self.asked and ': ' + self.asked}"]
        if len(self) > SHOWN:
            lines.append(f"The first {SHOWN} are shown; .frame holds all, .to_csv(path) saves them")
        reasons = self.left_out.reason.astype(str).str.replace(r"^(tells again) .*", r"\1", regex=True)
        for reason, gone in self.left_out.groupby(reasons):
            lines.append(f"Left out, {reason}: {wording.few(gone.figure_id)}")
        return lines

    @property
    def frame(self):
        """The rows as a DataFrame of one's own: numbers, dates, text; a blank text is ""."""
        return self.rows.copy()

    def to_csv(self, path):
        """Save the rows for a spreadsheet or pandas: UTF-8, dates as 2022-07-20, a blank cell blank.

        Text that a spreadsheet would run as a formula has an apostrophe before it.
        """
        project.write(Path(path), cells.as_csv(self.rows))

    def total(self):
        """The sum as Amount, bounds kept; raises NoBound if it would mix units or periods or count anything twice."""
        return amounts.total(self)

    def rates(self, times=100_000, per=("day", "residents")):
        """The same claims a day of their period and ``times`` residents, or per households or police.

        per: "day", "residents", "households", "police", or "day" with one of these; see derived.rates().
        """
        return derived.rates(self.record, self, times, per)

    def draw(self, title, subtitle="", **words):
        """The claims as a chart on one scale, saved and shown; see campaigns.draw for words and errors."""
        import campaigns  # the package's own door: a room does not know those behind it

        return campaigns.finish(campaigns.draw(self, title, subtitle, **words))

    def row(self, figure_id=None, **where):
        """The one row with that figure_id, or the one that matches; NotInRecord says which is not, or not alone, there.

        A question, column=value, is as only() takes it; TypeError without any.
        """
        if figure_id is not None:
            where["figure_id"] = figure_id
        found = self.only(**where)
        if len(found) != 1:
            raise names.NotInRecord(self._not_one(where, found.rows.figure_id))
        return next(iter(found))

    def _not_one(self, where, found):
        asked = " and ".join(f"{column} {wording.few(_listed(value), '|')}" for column, value in where.items())
        if len(found):
            return f"{len(found)} claims of this selection have {asked}: {wording.few(found)}. Ask for more columns"
        told = f"no claim of this selection ({wording.few(self.rows.figure_id)}) has {asked}"
        return (
            f"{told}. An edit may have changed it: look in reported_figures.csv; if the edit is right, reword the cell"
        )

    def say(self, figure_id):
        """A figure in words, hedge included: "more than 870,000 households or visits"."""
        return wording.quantity(self.row(figure_id))

    def leave_out(self, reason=None, **where):
        """The same selection without the rows that match ``column=value(s)``; they are listed with the reason.

        Raises TypeError without a reason, or without a condition, which would leave out all; NotInRecord for a column
        or a value that there is not.
        """
        if reason is None or not where:
            raise TypeError("say why, and which rows to leave out: leave_out('reason', area_id='CN-AH')")
        gone = self._matches(where)
        listed = pd.DataFrame({"figure_id": self.rows.figure_id[gone], "reason": reason})
        asked = self._asked(f"all {len(self)} left out") if gone.all() else self.asked
        listed = pd.concat([self.left_out, listed], ignore_index=True)
        return replace(self, rows=self.rows[~gone], left_out=listed, asked=asked)

    def only(self, **where):
        """A narrower selection: the rows that match, and nothing left out but what was before.

        Raises TypeError without a condition; NotInRecord for a column or a value that there is not.
        """
        if not where:
            raise TypeError("say which rows to keep: only(area_id='CN-AH')")
        kept = self.rows[self._matches(where)]
        narrower = [f"only {column}={wording.few(_listed(wanted), '|')}" for column, wanted in where.items()]
        return replace(self, rows=kept, asked=self.asked if len(kept) else self._asked(*narrower))

    def _asked(self, *more):
        return ", ".join(filter(None, [self.asked, *more]))

    def _matches(self, where):
        keep = pd.Series(True, index=self.rows.index)
        for column, wanted in where.items():
            names.check_column(column, self.rows.columns)
            values = _listed(wanted)
            hits = self.rows[column].isin(values)
            if values and not hits.any() and self.record is not None:
                names.check_values(needs.unnoted(self.record), self.rows[column], column, values)
            keep &= hits
        return keep

    def marked(self, **columns):
        """The same selection with more columns: ``name=function of a row`` or ``name=values``."""
        told = list(self.rows.itertuples())
        filled = {name: list(map(how, told)) if callable(how) else how for name, how in columns.items()}
        return replace(self, rows=self.rows.assign(**filled))

    def sorted_by(self, *columns, ascending=True):
        """The same selection in another order; ties stay in the order of the file.

        Raises TypeError without a column, NotInRecord for one that there is not.
        """
        if not columns:
            raise TypeError("say by which columns: sorted_by('area_id', 'value')")
        for column in columns:
            names.check_column(column, self.rows.columns)
        return replace(self, rows=self.rows.sort_values(list(columns), ascending=ascending, kind="stable"))


def select(data, **where):
    """Choose rows of reported_figures as Claims; ``Record.select`` says what can be asked. data: the tables.

    Restatements (same_as) are left out at once, so that nothing is told twice.
    """
    if isinstance(year := where.get("year"), range) and year.step == 1:
        where["year"] = f"{year.start}-{year.stop - 1}"
    wanted = {question: _listed(value) for question, value in where.items()}
    claims = chosen(needs.unnoted(data), wanted)
    needs.note("selection", wanted, [claims.rows, claims.left_out])
    return replace(claims, record=data)


def chosen(data, wanted, rows=None):
    """What select() chooses, without noting the need; wanted: {question: list of values}; rows: joined(data)."""
    rows = joined(data) if rows is None else rows
    hits = {question: names.matching(data, rows, question, values) for question, values in wanted.items()}
    asked = ", ".join(f"{question}={wording.few(values, '|')}" for question, values in wanted.items())
    keep = pd.Series(True, index=rows.index)
    for hit in hits.values():
        keep &= hit
    if not keep.any() and len(hits) > 1:
        asked += f" (each by itself: {', '.join(f'{question} {hit.sum()}' for question, hit in hits.items())})"
    rows = rows[keep]
    repeated = rows.same_as != ""
    reason = "tells again " + rows.same_as[repeated]
    left_out = pd.DataFrame({"figure_id": rows.figure_id[repeated], "reason": reason})
    return Claims(rows[~repeated].reset_index(drop=True), left_out.reset_index(drop=True), asked=asked)


def joined(data):
    """reported_figures with the names of metric, campaign, area and source beside the keys (JOINED).

    owner: whose claim a row is, for its colour: "nation", "core" (of a place, in a complete report), "other" (of a
    place, in another report). province_en, province_zh: the province that the area lies in, or its own name.
    """
    metrics = data.metrics.rename(columns={"name_en": "metric_en", "name_zh": "metric_zh"})
    campaigns = data.campaigns.rename(columns={"name_en": "campaign_en", "name_zh": "campaign_zh"})
    areas = data.areas.rename(columns={"name_en": "area_en", "name_zh": "area_zh"})
    rows = data.figures
    for table in (metrics, campaigns, areas, data.sources):  # the key is the first column
        columns = [table.columns[0], *(c for c in table.columns if c in JOINED and c not in rows.columns)]
        rows = rows.merge(table[columns], on=columns[0], how="left", validate="many_to_one")
    owner = rows.coverage.map({"complete": "core", "selected": "other"}).where(rows.area_id != "CN", "nation")
    province = data.areas.set_index("area_id").loc[rows.area_id.map(names.province(data.areas))]
    return rows.assign(owner=owner, province_en=province.name_en.array, province_zh=province.name_zh.array)


def _listed(value):
    """A value or several as a list of plain ones, which JSON can hold."""
    if value is None or isinstance(value, str) or not hasattr(value, "__iter__"):
        value = [value]
    values = sorted(value) if isinstance(value, set | frozenset) else value
    return [f"{v:%Y-%m-%d}" if hasattr(v, "year") else v.item() if hasattr(v, "item") else v for v in values]
