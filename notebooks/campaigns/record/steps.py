"""What leads from one text to another: one more, another word in it, other quotes and dashes only."""

import re
from datetime import date
from unicodedata import normalize

_COUNTED = re.compile(r"(.*?)(\d{1,15})(\D*)", re.DOTALL)
_PLAIN = str.maketrans(dict.fromkeys("\"'“”‘’„«»「」") | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."})
_WORD = re.compile(r"[A-Za-z0-9]")


def series_step(above, cell):
    """ "day", "year" or "one" if the cell is the next of a series that a spreadsheet makes of the one above, or ""."""
    try:
        one, other = date.fromisoformat(above), date.fromisoformat(cell)
    except ValueError:
        found = _COUNTED.fullmatch(above), _COUNTED.fullmatch(cell)
        if not all(found) or found[0].group(1, 3) != found[1].group(1, 3):
            return ""
        return "one" if int(found[1][2]) == int(found[0][2]) + 1 else ""
    if (other - one).days == 1:
        return "day"
    return "year" if (other.year, above[4:]) == (one.year + 1, cell[4:]) else ""


def word_changed(old, new):
    """(word, other word) where two texts differ, widened to whole words and numbers."""
    limit = min(len(old), len(new))
    first = next((n for n in range(limit) if old[n] != new[n]), limit)
    last = next((n for n in range(limit - first) if old[-1 - n] != new[-1 - n]), limit - first)
    while first and _WORD.match(old[first - 1]):
        first -= 1
    while last and _WORD.match(old[-last]):
        last -= 1
    return old[first : len(old) - last], new[first : len(new) - last]


def plain(text):
    """The text without quotes, with plain dashes, single blanks and narrow signs."""
    return " ".join(normalize("NFKC", text.translate(_PLAIN)).split())
