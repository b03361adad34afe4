"""An interactive table of claims that needs nothing but the notebook: choosers, words, sorting, a strip, citations.

The rows travel inside the output as JSON, and a script (explorer.js) works on them, so the table is offline, needs no
kernel, and is the same on every machine. Where scripts do not run, its first rows stand as a plain table. An offline
table library was weighed: itables brings 0.7 MB of DataTables into the notebook for sorting and search, and what is
asked for here (choosers with counts, hedges in a strip, citation, the line of Python) would still be a script of ours.
"""

from dataclasses import replace
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from campaigns import project
from campaigns.charts import marks
from campaigns.claims import display, needs, wording
from campaigns.claims.select import chosen
from campaigns.hedges import HEDGES
from campaigns.record import schema

_HERE = Path(__file__).parent
_SCRIPTS = ("explorer_strip.js", "explorer_near.js", "explorer.js")
#: What can be chosen: (what select() calls it, label, column of its keys, column of its words).
FACETS = (
    ("province", "Province", "region_id", "region"),
    ("area_id", "Place", "area_id", "place"),
    ("metric_id", "What is counted", "metric_id", "metric"),
    ("campaign_id", "Campaign", "campaign_id", "campaign"),
    ("year", "Year", "year", "year"),
    ("unit", "Unit", "unit", "unit_words"),
    ("qualifier", "Hedge", "qualifier", "hedge"),
    ("reading", "Reading", "reading", "reading_words"),
    ("claimant_kind", "Who says so", "claimant_kind", "claimant_words"),
)
#: The columns of the table: (column, heading, the column that it is sorted by).
SHOWN = (
    ("what", "What", "what"), ("claim", "Claim", "value"), ("place", "Place", "place"), ("period", "Period", "until"),
    ("campaign", "Campaign", "campaign"), ("claimant", "Claimant", "claimant"), ("source", "Source", "published"),
    ("note", "Doubt", "note"), ("figure_id", "Cite", "figure_id"),
)  # fmt: skip
#: The columns of the download.
SAVED = (
    "figure_id", "what", "claim", "printed", "value", "low", "high", "unit", "qualifier", "reading", "place", "region",
    "period", "year", "campaign", "claimant", "source", "address", "note",
)  # fmt: skip
_PLAIN_ROWS = 20


class Explorer:
    """Claims to choose from by hand. data: all tables, for the provinces of places and the addresses of sources.

    ``cells``: a DataFrame, one row a claim, all that the page holds: text, and value, low and high as numbers.
    """

    def __init__(self, claims, data):
        self.claims = claims
        self.cells = explored(claims, data)
        self._whole = len(claims) == len(chosen(needs.unnoted(data), {}))

    def __repr__(self):
        sizes = [f"{self.cells[key].nunique()} to choose from {label}" for _, label, key, _ in FACETS]
        return f"explorer of {len(self.cells):,} claims: {', '.join(sizes)}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html(), "text/plain": repr(self)}

    def html(self):
        """The explorer as HTML that stands by itself."""
        first = replace(self.claims, rows=self.claims.rows.iloc[:_PLAIN_ROWS])
        told = f"The first {len(first)} of {wording.counted(len(self.claims), 'claim')}: claims, not measurements."
        template = _environment().get_template("explorer.html.j2")
        table, style = display.claims_table(first)._repr_html_(), (_HERE / "explorer.css").read_text("utf-8")
        return template.render(asked_for=told, table=Markup(table), style=Markup(style), script=Markup(script()),
                               packed=self._packed())  # fmt: skip

    def _packed(self):
        """What the script needs, as JSON can hold it."""
        work = project.work()
        return {
            "columns": {name: _column(self.cells[name]) for name in self.cells},
            "facets": FACETS,
            "shown": SHOWN,
            "saved": SAVED,
            "signs": marks.strokes(),
            "colours": {owner: colour for owner, (colour, _) in marks.OWNERS.items()},
            "whole": self._whole,
            "work": f"{work['title']} ({work['date-released'][:4]}), data {schema.version()}, {work['license']}",
        }


def script():
    """What works on the explorer in the page; a block, so that its names are its own."""
    return "{\n" + "\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS) + "}\n"


def _environment():
    """Templates in which everything is escaped; JSON keeps its Chinese and holds no "<"."""
    made = Environment(loader=FileSystemLoader(_HERE), autoescape=True)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":")}
    return made


def _column(cells):
    """A column, short: what repeats stands once, and each row holds its place there."""
    values = cells.astype(object).where(cells.notna(), None).tolist()  # JSON knows no NaN
    held = list(dict.fromkeys(values))
    if len(held) > len(values) / 2:
        return {"cells": values}
    places = {value: at for at, value in enumerate(held)}
    return {"held": held, "at": [places[value] for value in values]}


def explored(claims, data):
    """The columns that the explorer holds, one row per claim, all text but value, low and high."""
    names, sources = data.areas.set_index("area_id").name_en, data.sources.set_index("source_id")
    return pd.DataFrame([_cells(row, names, sources.loc[row.source_id]) for row in claims.rows.itertuples()])


def _cells(row, names, source):
    province = "-".join(row.area_id.split("-")[:2])
    when = row.period_end if pd.notna(row.period_end) else row.published
    return {
        **_chosen_by(row, province, names, when),
        **_mark(row),
        "what": wording.what(row),
        "claim": wording.signed(row),
        "period": wording.period(row),
        "until": _iso(when),
        "published": _iso(row.published),
        "claimant": row.claimant,
        "source": wording.source(row),
        "address": source.url or source.read_at,
        "note": row.note,
        "printed": row.printed,
        "figure_id": row.figure_id,
        "value": row.value,
        "low": row.low,
        "high": row.high,
    }


def _chosen_by(row, province, names, when):
    return {
        "region_id": province,
        "region": names[province] if province != "CN" else f"{names['CN']} as a whole",
        "area_id": row.area_id,
        "place": wording.both_names(row.area_en, row.area_zh),
        "metric_id": row.metric_id,
        "metric": wording.both_names(row.metric_en, row.metric_zh),
        "campaign_id": row.campaign_id,
        "campaign": wording.both_names(row.campaign_en, row.campaign_zh),
        "year": "" if pd.isna(when) else str(when.year),
        "unit": row.unit,
        "unit_words": wording.unit_terms(row.unit),
        "qualifier": row.qualifier,
        "hedge": HEDGES[row.qualifier].key[0],
        "reading": row.reading,
        "reading_words": wording.READING_WORDS[row.reading],
        "claimant_kind": row.claimant_kind,
        "claimant_words": row.claimant_kind.replace("_", " "),
    }


def _mark(row):
    """How the row is marked in the strip, by the rule of all charts."""
    if pd.isna(row.value) and pd.isna(row.low) and pd.isna(row.high):
        return {"body": "none", "sign": "", "side": 0, "hollow": 0, "owner": row.owner}
    due = marks.due(row)
    return {"body": due.body, "sign": due.sign, "side": due.side, "hollow": int(due.hollow), "owner": row.owner}


def _iso(when):
    return "" if pd.isna(when) else f"{when:%Y-%m-%d}"
