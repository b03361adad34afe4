"""The year and month that a change is of, as its report tells them, and whether what it is measured against is next.

"Compared with 2019" is year_on_year in a report of 2020 and nothing of the kind in one of 2022.
"""

import re
from bisect import bisect_right

from campaigns.reading.settled import MONTH, MONTHS, YEAR
from campaigns.reading.verbs import AROUND, PERCENT_WORDS, SENTENCE

#: How the doubt of a baseline begins that is none of those with a name.
OTHER = "To decide: the baseline is another one"
#: What stands before a year that is no figure's own: one that is compared with, or the begin or the end of a plan.
_NOT_OWN = re.compile(
    r"(?:\b(?:compar\w+\s+(?:with|to)|from\s+that|than|versus|vs|(?<!crimes )(?<!fences )(?<!fenses )against|below|relative\s+to)\b[^.;,。]{0,40}"
    r"|\bfrom\s+(?:the\s+)?[\d,.]+\s+(?:(?!to\b)[a-z]+\s+){0,2}in\s+(?:the\s+\w+\s+\w+\s+of\s+)?"
    rf"|\b(?:same|corresponding|equivalent|like|comparable)\s+(?:[a-z]+\s+){{1,3}}(?:of|in)\s+(?:{MONTH}\s+)?"
    rf"|\b(?:from|over|since|by|until)\s+(?:in\s+)?(?:(?:early|late|{MONTH})\s+)?|\b(?:from|over)\s+the\s+(?:first|second)\s+\w+\s+of\s+"
    r"|(?:[比较較与與同跟和及]|(?:(?<!\d)|(?<=\d\d))、)[^，,。；;、\d]{0,8}|[自从從由]|(?<![年月\d减降升增截])[到至])$",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    rf"(?:(?P<year>{YEAR})|(?P<this>今年|本年|目前|\bthis year\b|\bso far\b)|(?P<last>[去上]年|\blast year\b))"
    r"(?!年?(?:\d{1,2}月)?的?同期|年以[来來])",
    re.IGNORECASE,
)
#: Periods that follow one another: the first is compared with in the report of the second.
_IN_TURN = [
    MONTHS,
    [f"{nth} quarter" for nth in "first second third fourth".split()],
    [f"{nth}季度" for nth in "一二三四"],
]
_STRETCH = rf"(?:(?:first|second|third|fourth)\s+(?:half|quarter)|[上下]半年|[一二三四]季度|{MONTH})"
_HALF = re.compile(r"January\s*(?:and|to|through|[-–])\s*June|(?<!\d)1月?[-–—~～至到]6月(?:份|底)?")
#: A stretch of the year that is compared with the same one of another.
_SAME_STRETCH = re.compile(
    r"同期|同月|\b(?:(?<!at the )same|corresponding|equivalent|like|comparable)\b", re.IGNORECASE
)
_SAME_OF = re.compile(
    rf"(?:{_SAME_STRETCH.pattern})[^.;,。\d]{{0,30}}\b({YEAR})|({YEAR})年(?:同期|同月)", re.IGNORECASE
)
_SINCE_YEAR = re.compile(rf"\bsince\s+({YEAR})|(?:自|从)?({YEAR})年以[来來]", re.IGNORECASE)
_ON_YEAR = re.compile(r"同比(?!\d)|[去上]年同期|\byear[\s-]on[\s-]year\b|\byoy\b", re.IGNORECASE)
#: The last ordinary year before the epidemic, which reports of several years go back to.
_ORDINARY = 2019
_HAN_YEAR = re.compile("(?:一九|二[0〇零○Ｏ])[0-9〇零○一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")


def with_digit_years(text):
    """The text, as long as it was, with the digits of years in Chinese numerals: 2016年 of 二〇一六年."""
    return _HAN_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)


class Years:
    """The years that a text names. published: the year of the day of publication, None if it is not printed."""

    def __init__(self, text, published=None):
        anchors = _ANCHOR.finditer(text)
        found = [one for one in anchors if not _NOT_OWN.search(text, max(0, one.start() - 60), one.start())]
        later = any(published and one["year"] and int(one["year"]) > published for one in found)
        self._published = None if later else published  # the day that is printed is another one
        self._anchors = [(one.end(), one.lastgroup, self._year_of(one)) for one in found]
        self._latest = self._published or max((year for *_, year in self._anchors if year), default=None)
        self._last_named = max(map(int, re.findall(YEAR, text)), default=None)
        self._alike = {next(filter(None, found.groups())) for found in _SAME_OF.finditer(text)}
        self._republic = {int(year) for year in re.findall(r"(?<!\d)(1[01]\d)[)）]?年", text)}
        self._since = {year for found in _SINCE_YEAR.findall(text) for year in found}

    def _year_of(self, found):
        if found["year"]:
            return int(found["year"])
        return self._published and self._published - bool(found["last"])

    def told(self, baseline, line, at, place):
        """(baseline, doubt or "") of a change at a place of a line that begins at a place of the text.

        A baseline ``against`` a year or a month is year_on_year or previous_period if it is the one before.
        """
        if not baseline.startswith("against "):
            return baseline, ""
        sentence = line[slice(*_sentence(line, place))]
        if any(_follows(order, baseline, sentence) for order in _IN_TURN):
            return "previous_period", ""
        told, own = self._own(line, at, place)
        if baseline.startswith("against 前年"):
            of_this = told == "this" or (told == "year" and self._published not in (None, own + 1))
            return (baseline, "") if of_this else ("year_on_year", "To decide: is 前年 the year before its own?")
        if republic := re.fullmatch(r"against (1[01]\d)", baseline):  # as Taiwan counts the years
            year, last = int(republic[1]), max(self._republic)
            follows = year + 1 in self._republic or year == last and "同期" in sentence
            return ("year_on_year" if follows else baseline), ""
        year = re.fullmatch(r"against (\d{4})", baseline)
        same = year and _stretch(year[1], sentence)
        if not year or same is False:
            return baseline, ""
        before = int(year[1])
        if told and own:
            return ("year_on_year" if own == before + 1 else baseline), ""
        alone = before == self._last_named and not self._published and before != _ORDINARY
        alone = alone and year[1] not in self._since
        of_another = _ON_YEAR.search(sentence) and (told != "this" or len(re.findall(PERCENT_WORDS, sentence)) > 1)
        alike = same or year[1] in self._alike or _SAME_STRETCH.search(line)
        if alone and not of_another and (told or alike):
            how = "No later year is named"
        elif told == "last" and any(year == before + 1 for *_, year in self._anchors):
            how = f"{before + 1} is named elsewhere"
        elif (told != "this" or same or _SAME_STRETCH.search(sentence)) and before + 1 in (own, self._latest):
            how = f"{before + 1} is named {'last before it' if own else 'elsewhere'}"
        else:
            return baseline, ""
        return "year_on_year", f"To decide: is {before} the year before its own? {how}"

    def _own(self, line, at, place):
        """(year, this or last if the sentence of a figure tells it so, year or None), or (None, year named before)."""
        start, stop = _sentence(line, place)
        index = bisect_right(self._anchors, at + place, key=lambda anchor: anchor[0])
        for end, *told in (*reversed(self._anchors[max(0, index - 1) : index]), *self._anchors[index : index + 1]):
            if start < end - at <= stop:
                return told
        for end, _, year in reversed(self._anchors[max(0, index - 9) : index]):
            if year and (end > at or not self._published or year >= self._published - 1):
                return None, year
        return None, None


def _follows(order, baseline, sentence):
    """Whether a sentence names the period that follows in its order on that of the baseline."""
    named = [index for index, name in enumerate(order) if baseline.endswith(name)]
    return bool(named) and order[(named[0] + 1) % len(order)] in sentence


def _stretch(year, sentence):
    """Whether the part of the year that is compared with is named as the figure's own too; None if none is named."""
    part = re.search(rf"({_STRETCH})(?:\s+of)?\s+{year}|{year}年({_STRETCH})", sentence, re.IGNORECASE)
    if not part:
        return None
    rest = sentence[: part.start()] + sentence[part.end() :]
    own = re.findall(_STRETCH, _HALF.sub("first half, 上半年", rest), re.IGNORECASE)
    return (part[1] or part[2]) in own if own else None


def _sentence(line, place):
    """(start, end) of the sentence of a line in which a place is."""
    ends = [found.end() for found in SENTENCE.finditer(line, max(0, place - 4 * AROUND), place + 4 * AROUND)]
    return max((end for end in ends if end <= place), default=0), min((e for e in ends if e > place), default=len(line))
