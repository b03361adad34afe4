"""What a notebook shows beside charts: findings, tables of words, refusals."""

import re

import pandas as pd

from campaigns.claims import wording
from campaigns.claims.amounts import NoBound

#: How tables print: whole cells, on wide lines, "$" as a dollar sign.
_PRINTED = (
    "display.max_colwidth", None, "display.width", 200, "display.max_rows", 200, "display.max_columns", 20,
    "display.html.border", 0, "display.html.use_mathjax", False,
)  # fmt: skip


class findings:
    """Findings as a list, in Markdown for people and as text for the regression test."""

    def __init__(self, *sentences):
        self.sentences = sentences

    def __repr__(self):
        return "\n".join(f"- {sentence}" for sentence in self.sentences)

    def _repr_markdown_(self):
        return re.sub(r"([<>&$*_`\\[\]])", r"\\\1", repr(self))  # what a cell of the data holds is only text


class _Words(pd.DataFrame):
    """A DataFrame of words, which reads from the left and prints whole; pandas' own options stay as they are."""

    @property
    def _constructor(self):
        return _Words

    def __repr__(self):
        with pd.option_context(*_PRINTED):
            return super().__repr__()

    def _repr_html_(self):
        left = ' style="text-align: left; vertical-align: top">'
        with pd.option_context(*_PRINTED):
            html = pd.DataFrame(self)._repr_html_()
        return html.replace("<td>", f"<td{left}").replace("<th>", f"<th{left}")


def table(rows, **columns):
    """A DataFrame for reading: ``name="column"`` or ``name=function of a row``; the first column becomes the index."""
    told = list(rows.itertuples())
    cells = {
        name.replace("_", " "): [pick(row) if callable(pick) else getattr(row, pick) for row in told]
        for name, pick in columns.items()
    }
    return _Words(cells).set_index(next(iter(cells)))


def claims_table(claims):
    """Who claims what, over which period, how firmly, and what is doubtful."""
    return table(
        claims.rows,
        figure="figure_id",
        claim=wording.quantity,
        what="metric_en",
        claimant="claimant",
        period=wording.period,
        reading=lambda row: wording.READING_WORDS[row.reading],
        doubt="note",
    )


def set_against(*lines):
    """A table of claims divided by something exact, for forms.table.

    Each line: (row, divisor Amount, its name, result Amount, words after the result), and
    optionally the condition under which the result means what it seems to say.
    """
    columns = ["key", "Claim", "Set against", "Gives", "Means that if"]
    cells = [
        (
            f"{row.figure_id} / {name}",
            f"{row.area_en}: {wording.quantity(row)}",
            f"{wording.number(divisor.low)} {name}",
            f"{result.said()} {words}",
            *condition,
        )
        for row, divisor, name, result, words, *condition in lines
    ]
    return pd.DataFrame(cells, columns=columns[: len(cells[0])])


def refusal(calculation):
    """Why a calculation is refused, in words; fails if it is not refused."""
    try:
        result = calculation()
    except NoBound as why:
        return findings(f"Refused: {why}.")
    raise AssertionError(f"nothing was refused: {result}")
