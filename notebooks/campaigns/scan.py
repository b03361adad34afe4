"""Find every numeral of a text, in reading order, with the paragraph it stands in.

The same scanner proves the ledger (data/numerals.csv) against the texts and
drafts rows for a new report.
"""

from dataclasses import dataclass

from campaigns.reading import NUMERAL


@dataclass(frozen=True)
class Numeral:
    """One numeral: its paragraph (locator), its place among the text's numerals, its characters."""

    locator: int
    position: int
    token: str
    start: int
    end: int


def paragraphs(text):
    """The lines of a text that hold a visible character; locator n is the n-th of them, from 1."""
    return [line for line in text.split("\n") if line.strip()]


def numerals(text):
    """Every digit run and number word of the text as Numeral, position counted from 1 over the whole text."""
    found = [(locator, match) for locator, line in enumerate(paragraphs(text), 1) for match in NUMERAL.finditer(line)]
    return [
        Numeral(locator, position, match.group(), match.start(), match.end())
        for position, (locator, match) in enumerate(found, 1)
    ]
