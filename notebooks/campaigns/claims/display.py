"""What a notebook shows beside charts: findings, tables of words, refusals."""

import re

import pandas as pd
from jinja2 import Environment

from campaigns.claims import wording
from campaigns.claims.amounts import NoBound

#: How tables print as text: whole cells, on wide lines.
_PRINTED = (
    "display.max_colwidth", None, "display.width", 200, "display.max_rows", 200, "display.max_columns", 20,
)  # fmt: skip

#: A table for reading. Its first column heads the rows and stays in view; "$" is a dollar sign, not mathematics.
_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""\
{% set cell = "text-align:left;vertical-align:top;min-width:7em" %}
{% set first = cell ~ ";position:sticky;left:0;background:var(--jp-layout-color0,Canvas)" %}
<div class="tex2jax_ignore mathjax_ignore" style="overflow-x:auto" tabindex="0" role="group" aria-label="table">
<table>
<thead><tr>
{% for name in columns %}
<th scope="col" style="{{ first if loop.first else cell }}">{{ name }}</th>
{% endfor %}
</tr></thead>
<tbody>
{% for row in rows %}
<tr><th scope="row" style="{{ first }}">{{ row[0] }}</th>\
{% for text in row[1:] %}<td style="{{ cell }}">{{ text }}</td>{% endfor %}</tr>
{% endfor %}
</tbody>
</table>
{% for line in notes %}
<p>{{ line }}</p>
{% endfor %}
</div>
""")


class findings:
    """Findings as a list: Markdown for people, text for the regression test, zh for Chinese documents, out of sight."""

    def __init__(self, *sentences, zh=()):
        if zh and len(zh) != len(sentences):
            raise ValueError(f"{len(sentences)} findings in English and {len(zh)} in Chinese")
        self.sentences = tuple(map(wording.curled, sentences))
        self.zh = tuple(map(wording.curled, zh))

    def __repr__(self):
        return "\n".join(f"- {sentence}" for sentence in self.sentences)

    def _repr_markdown_(self):
        shown = re.sub(r"([<>&$*_`\\[\]])", r"\\\1", repr(self))  # what a cell of the data holds is only text
        return (shown, {"zh": list(self.zh)}) if self.zh else shown


class Words(pd.DataFrame):
    """A DataFrame of words for reading: it prints whole, and as HTML reads from the left, with a key to its signs.

    ``attrs["notes"]`` holds the lines below it. pandas' own options stay as they are.
    """

    @property
    def _constructor(self):
        return Words

    def __repr__(self):
        with pd.option_context(*_PRINTED):
            return "\n".join([super().__repr__(), *self.attrs.get("notes", [])])

    def _repr_html_(self):
        plain = isinstance(self.index, pd.RangeIndex) and self.index.name is None
        frame = pd.DataFrame(self) if plain else pd.DataFrame(self).reset_index(names=self.index.name or "row")
        said = [map(str if name == "year" else _text, frame[name]) for name in frame]  # a year has no comma
        rows = list(zip(*said, strict=True))
        return _TABLE.render(columns=list(map(str, frame)), rows=rows, notes=self.attrs.get("notes", []))


def _text(cell):
    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return wording.day(cell)
    if pd.api.types.is_number(cell) and not isinstance(cell, bool):
        return wording.number(cell)
    return str(cell)


def table(rows, **columns):
    """A table for reading, as Words (a DataFrame of text that JupyterLab shows).

    rows: a DataFrame. columns: ``name="column"`` or ``name=function of a row``; the first becomes the index; without
    any the frame is shown as it is. The signs that the cells carry (○ ? *) are explained below the table.
    """
    told = list(rows.itertuples())
    cells = {
        name.replace("_", " "): [pick(row) if callable(pick) else getattr(row, pick) for row in told]
        for name, pick in columns.items()
    }
    shown = Words(cells).set_index(next(iter(cells))) if cells else Words(rows)
    shown.attrs["notes"] = _key(shown, set(rows.get("reading", [])))
    return shown


def _key(frame, readings):
    """The key to the signs that the cells of a table carry, one line."""
    texts = [text for column in frame for text in frame[column] if isinstance(text, str)]
    ends = {"repaired": r" ○$", "uncertain": r"\?$", "inferred": r"\d\*|日\*"}
    possible = [sign for sign in ends if sign in {*readings, "inferred"}]
    found = [wording.SIGNS[sign] for sign in possible if any(re.search(ends[sign], text) for text in texts)]
    return ["; ".join(found)] if found else []


def claims_table(claims):
    """What is claimed, where, over which period, how firmly, by whom and in which report, and what is doubtful.

    Returns Words, one row a claim; the index is what is counted. Signs: ○ repaired, ? uncertain, * date inferred.
    """
    return table(
        claims.rows, what=wording.what, claim=wording.signed,
        place=lambda row: wording.both_names(row.area_en, row.area_zh), period=wording.period, firmness=wording.firmness,
        claimant="claimant", source=wording.source, note="note", figure="figure_id",
    )  # fmt: skip


def set_against(*lines):
    """A DataFrame of claims divided by something exact, for table().

    Each line: (row, divisor Amount, its name, result Amount, words after the result, the condition under which the
    result means what it seems to say).
    """
    cells = [
        (
            f"{row.area_en}: {wording.signed(row)}",
            f"{wording.number(divisor.low)} {name}",
            f"{result.said()} {words}",
            if_,
        )
        for row, divisor, name, result, words, if_ in lines
    ]
    return pd.DataFrame(cells, columns=["Claim", "Set against", "Gives", "Means that if"])


def refusal(calculation):
    """Why a calculation is refused, in words; fails if it is not refused."""
    try:
        result = calculation()
    except NoBound as why:
        return findings(f"Refused: {why}.")
    raise AssertionError(f"nothing was refused: {result}")
