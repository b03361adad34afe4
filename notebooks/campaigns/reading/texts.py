"""A text as it is read: lines that are cut within a sentence put together, and what holds from one to the next."""

import re
from collections import deque
from dataclasses import replace

from campaigns.reading.baselines import named
from campaigns.reading.phrases import phrases
from campaigns.reading.settled import settled
from campaigns.reading.years import OTHER, Years, with_digit_years

#: A line that is cut within a sentence, and the line that goes on with it, as hard-wrapped texts have them.
_WRAPPED = re.compile(r".{40}(?:[a-z,]\s*\n\s*[a-z\d$]|\d\s*\n\s*[a-z])")
#: English paragraphs through which a baseline holds: they are often one sentence each.
_REACH = 2
_SENTENCE_ENDS = re.compile(r"[.。!！?？][”\"]?\s*$")


def passages(lines):
    """[(lines joined by blanks, their locators)]: a sentence that goes on in the next line is read as one."""
    found = []
    for locator, line in enumerate(lines, 1):
        if found and _WRAPPED.search(f"{lines[locator - 2]}\n{line}"):
            found[-1] = f"{found[-1][0]} {line}", [*found[-1][1], locator]
        else:
            found.append((line, [locator]))
    return found


def read_text(lines, published=None):
    """Yield (locators, what is settled of each character, Phrases) of each passage of the lines of a text.

    published: the year of the day of publication. The places of a Phrase are those in its passage; its baseline is
    year_on_year where the text tells that the year named is the one before.
    """
    years = Years(with_digit_years("\n".join(lines)), published)
    above, heading, at = deque([""], _REACH), "", 0
    for words, locators in passages(lines):
        passage = with_digit_years(words)
        held = settled(passage)
        found = phrases(passage, held, next(filter(None, reversed(above)), ""), heading)
        if not found:
            heads = [] if _SENTENCE_ENDS.search(passage) else named(passage, 0, len(passage))
            heading = heads[-1][2] if heads else ""
        found = [_dated(phrase, years, passage, at) for phrase in found]
        above.append(next((phrase.baseline for phrase in reversed(found) if phrase.changed), ""))
        yield locators, held, found
        at += len(passage) + 1


def _dated(phrase, years, passage, at):
    """The Phrase with the baseline that the years of the text make of its own."""
    baseline, doubt = years.told(phrase.baseline, passage, at, phrase.number[0])
    if baseline == phrase.baseline:
        return phrase
    doubts = [one for one in phrase.doubts if not one.startswith(OTHER)]
    return replace(phrase, baseline=baseline, doubts=(*doubts, *filter(None, [doubt])))
