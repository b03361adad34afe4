"""What a text names as its sources: titles of reports and addresses. Their numbers are no claims of the text's."""

import re
from functools import cache

from campaigns.documents import caption
from campaigns.documents.audit.traces import typed
from campaigns.documents.words import WORDS
from campaigns.reading.printed import NUMERAL

_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|\b(?:[a-z\d-]+\.)+[a-z]{2,}(?::\d+)?/[!-~]*", re.IGNORECASE)
_LEAST = 6  # letters of a title that is told from other words
_LEFT_OUT = "…"


def without_numbers(text):
    """A text without addresses, and without the numbers in titles of sources of the record, wherever these are broken
    over lines and whatever their quotation marks; it is told where something was left out."""
    if not NUMERAL.search(text):
        return text
    text = _ADDRESS.sub(_LEFT_OUT, text)
    letters = [(letter, at) for at, mark in enumerate(text) for letter in _letters(mark)]
    squeezed, left = "".join(letter for letter, _ in letters), list(text)
    for title in _titles():
        at = squeezed.find(title)
        while at >= 0:
            start, end = letters[at][1], letters[at + len(title) - 1][1] + 1
            for number in NUMERAL.finditer(text, start, end):
                left[number.start() : number.end()] = [_LEFT_OUT, *[""] * (len(number[0]) - 1)]
            at = squeezed.find(title, at + 1)
    return "".join(left)


def _letters(text):
    """A text in small letters, without what programs change as they set it: white space, hyphens, dashes."""
    return re.sub(r"[\s\u2060-]", "", typed(text)).casefold()


@cache
def _titles():
    """What reports are called that have a number in their title, in both languages."""
    titles = {_letters(one.title) for language in WORDS for one in caption.sources(language)}
    return [title for title in titles if len(title) >= _LEAST and NUMERAL.search(title)]
