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
_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])[(（][a-z\u00e0-\u01dc]{1,6}[)）]")  # 十三點(diǎn)五
#: English paragraphs through which a baseline holds: they are often one sentence each.
_REACH = 2
_MINUS = "To decide: is the sign before it a minus?"
#: What the first lines of a review of a year or half-year say of it, as those of Hong Kong and Macao do.
_HEAD = 3
_REVIEW = re.compile(
    r"\b(?:year-end|annual|yearly|half-year(?:ly)?|mid-year)\s+review\b|\breview\w*\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?"
    r"(?:law\s+and\s+order|crime|security)\s+situation|(?:全年|年[度中終终]|半年)[^，,。\n]{0,6}(?:回[顾顧]|[检檢][讨討])",
    re.IGNORECASE,
)
_HEADING = 24  # characters that a heading may have
_NOT_STATED, _NAMED = "not_stated", {"year_on_year", "previous_period"}
_HAN = re.compile("[\u3400-\u9fff]")
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
    review = "year_on_year" if _REVIEW.search("\n".join(lines[:_HEAD])) else ""
    said = {name for line in lines for *_, name in named(line, 0, len(line))} & _NAMED
    yield from _with_told(list(_read(lines, Years(with_digit_years("\n".join(lines)), published))), review, said)


def _read(lines, years):
    above, heading, at = deque([""], _REACH), "", 0
    for words, locators in passages(lines):
        passage = with_digit_years(words)
        plain, places = without_pinyin(passage)
        certain = settled(plain)
        found = phrases(plain, certain, next(filter(None, reversed(above)), ""), heading)
        found = [_moved(phrase, places) for phrase in found]
        held = [None] * len(passage)
        for place, what in zip(places, certain, strict=True):
            held[place] = what
        if not found:
            heads = [] if _SENTENCE_ENDS.search(passage) else named(passage, 0, len(passage))
            heading = heads[-1][2] if heads else ""
        found = [_dated(phrase, years, passage, at) for phrase in found]
        above.append(next((phrase.baseline for phrase in reversed(found) if phrase.changed), ""))
        yield locators, held, found
        at += len(passage) + 1


def without_pinyin(passage):
    """(the passage without the pinyin that some pages put behind characters, the place of each of its characters)."""
    left_out = {place for found in _PINYIN.finditer(passage) for place in range(*found.span())}
    places = [place for place in range(len(passage)) if place not in left_out]
    return "".join(passage[place] for place in places), places


def _moved(phrase, places):
    """The Phrase of a plain passage with the places that it has in the passage itself."""

    def moved(span):
        return places[span[0]], places[span[1] - 1] + 1

    spans, number = tuple(map(moved, phrase.spans)), moved(phrase.number)
    if all(moved_[1] - moved_[0] == span[1] - span[0] for moved_, span in zip(spans, phrase.spans, strict=True)):
        return replace(phrase, spans=spans, number=number)
    doubts = (*phrase.doubts, "To decide: pinyin in brackets is left out of the printed words")
    return replace(phrase, spans=spans, number=number, doubts=doubts)


def _with_told(read, review, said):
    """What was read, each change without a baseline of its own with that of the changes around it, as a proposal.

    An English report names it once for all, a Chinese one in the paragraph; a Chinese heading leaves it to the text.
    review: the baseline of a review of a year, which holds where the text names none; said: those that its words name.
    """
    changes = [phrase for *_, found in read for phrase in found if phrase.changed and phrase.baseline != _NOT_STATED]
    told = {phrase.baseline for phrase in changes} & _NAMED or said
    review = "" if told else review
    of_all = told.pop() if len(told) == 1 else review
    again = {_number(phrase): phrase.baseline for phrase in reversed(changes) if phrase.baseline in _NAMED}
    over, every = review, [[p.baseline for p in found if p.changed and p.baseline in _NAMED] for *_, found in read]
    for n, (locators, held, found) in enumerate(read):
        here, is_heading = every[n], n == 0 or len(held) <= _HEADING
        below = next((baseline for later in every[n:] for baseline in later), "") if is_heading else ""
        before, made = next(iter(here), below or over), []
        for phrase in found:
            is_bare = (
                phrase.changed and phrase.baseline == _NOT_STATED or _MINUS in phrase.doubts and not phrase.baseline
            )
            before = phrase.baseline if phrase.changed and phrase.baseline in _NAMED else before
            around = before if _HAN.search(phrase.printed) else of_all or before
            proposed = again.get(_number(phrase), around)
            made.append(_proposed(phrase, proposed, review) if is_bare and proposed else phrase)
        over = next(reversed(here), over if made != found else "")
        yield locators, held, made


def _number(phrase):
    return re.findall(r"[\d.]+|$", phrase.printed)[0] or phrase.printed


def _proposed(phrase, baseline, review):
    whose = "a review of a year" if review else "the changes around it"
    doubt = f"To decide: no baseline is printed beside it; {baseline} is that of {whose}"
    return replace(phrase, baseline=baseline, doubts=(*phrase.doubts, doubt))


def _dated(phrase, years, passage, at):
    """The Phrase with the baseline that the years of the text make of its own."""
    baseline, doubt = years.told(phrase.baseline, passage, at, phrase.number[0])
    if baseline == phrase.baseline:
        return phrase
    doubts = [one for one in phrase.doubts if not one.startswith(OTHER)]
    return replace(phrase, baseline=baseline, doubts=(*doubts, *filter(None, [doubt])))
