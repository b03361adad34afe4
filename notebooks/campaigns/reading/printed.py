"""Read a figure as it is printed: value, hedge, bounds, rounding, unit.

``read_figure`` takes the few printed words of a reported figure, in English
("more than 870,000 households", "48.56 million", "fell 14%") or Chinese
("273.5万余起", "近2万人次", "1.2亿元", "下降14%"), and says what they state.
It never guesses: words that hold no number, or several that are not one
number, raise ``ReadingError``.

Libraries for numerals exist, but none reads decimal digits before a scale
word in both languages ("48.56 million", "273.5万"), and none reads the hedge.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

QUALIFIERS = ("unhedged", "more_than", "at_least", "about", "nearly", "up_to")
#: Which qualifiers close the range from below and from above.
BOUNDED_BELOW = {"unhedged", "more_than", "at_least"}
BOUNDED_ABOVE = {"unhedged", "nearly", "up_to"}

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ENGLISH = {word: Decimal(n) for n, word in enumerate(_SMALL)}
_ENGLISH |= {word: Decimal(20 + 10 * n) for n, word in enumerate(_TENS)}
_ENGLISH |= {word: Decimal(n) for n, word in enumerate(_ORDINALS, 1)}
_ENGLISH |= {"once": Decimal(1), "twice": Decimal(2), "half": Decimal("0.5")}
_ENGLISH_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6}
_ENGLISH_SCALES |= {"billion": 10**9, "trillion": 10**12}

_CHINESE_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = "".join(_CHINESE_DIGITS | _CHINESE_UNITS | _CHINESE_SCALES)

_DIGITS = r"\d+(?:[.,]\d+)*"
_WORDS = "|".join([*sorted(_ENGLISH, key=len, reverse=True), *(f"{w}s?" for w in _ENGLISH_SCALES)])
#: One numeral of a text: a run of digits with its separators, an English
#: number word, or a run of Chinese numerals.
NUMERAL = re.compile(rf"{_DIGITS}|(?<![a-z])(?:{_WORDS})(?![a-z])|[{_HAN}]+", re.IGNORECASE)

_AHEAD = rf"(?=\s*(?:an?\s|(?:rmb|cny|(?:us|hk)?\$|[¥￥€£])\s*)?(?:{_DIGITS}|(?:{_WORDS})(?![a-z])|[{_HAN}]))"
_AFTER_NUMBER = rf"(?<=[\d{_HAN}])"
# Tried in this order, so that "no fewer than" is not read as "fewer than", nor "no more than" as "more than".
_HEDGES = [
    ("at_least", rf"(?:at least|(?:no|not) (?:fewer|less) than){_AHEAD}|(?<=\d )or more|不少于|不低于|至少"),
    ("up_to", rf"(?:up to|as many as|at most|no more than|not more than|(?:fewer|less) than|under){_AHEAD}"),
    ("more_than", rf"(?:more than|over|above|in excess of|upwards of|exceed(?:s|ed|ing)|surpass(?:es|ed|ing)){_AHEAD}"),
    ("nearly", rf"(?:nearly|almost|close to|just under){_AHEAD}"),
    ("about", rf"(?:about|around|approximately|roughly|some){_AHEAD}|(?<=\d )or so"),
    ("up_to", rf"(?:不超过|不超過|至多|最多|不到|不足){_AHEAD}|以内|以下"),
    ("more_than", rf"(?:超过|超過|超|逾|突破){_AHEAD}|{_AFTER_NUMBER}[余餘多]"),
    ("at_least", "以上"),
    ("nearly", rf"(?:将近|接近|近){_AHEAD}"),
    ("about", rf"(?:大约|约|約){_AHEAD}|左右|上下"),
]
_HEDGES = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _HEDGES]

# A fall "to 14%" (降至, 降到) names a level and no change.
_FALL = re.compile(
    r"\b(?:fell|fall|down|drop|declin|decreas|reduc)(?!\w*\s+to\b)"
    r"|(?:下降|下落|下滑|下跌|回落|锐减|骤降|减少|減少|降低|降幅)(?![至到为為])"
    r"|(?:^|[同环環]比|较年|再|(?<!占)比)降(?![至到为為水])|[同环環]比[减減少]",
    re.IGNORECASE,
)
_RISE = re.compile(
    r"\b(?:rose|risen?|rising|up(?! to)|increas|grew|grow|climb)(?!\w*\s+to\b)"
    r"|(?:上升|上涨|上漲|上扬|增长|增長|增加|提升|提高|涨幅)(?![至到为為])|(?:^|[比再])[升增](?![至到为為])|[环環同]比[涨漲多]",
    re.IGNORECASE,
)
_YEAR_ON_YEAR = re.compile(r"year\s*-?\s*on\s*-?\s*year|同比", re.IGNORECASE)
_PREVIOUS = re.compile(r"month\s*-?\s*on\s*-?\s*month|环比|環比", re.IGNORECASE)
_NOT_NUMERALS = re.compile(r"个?百分点|百分之|per\s?cent(?:age points?)?", re.IGNORECASE)
_HEDGE_WITHIN = re.compile(rf"(?<=[\d{_HAN}])[余餘多](?=[{''.join(_CHINESE_SCALES)}])")
_PERCENT = re.compile(r"[%％‰]|百分之|per\s?cent\b", re.IGNORECASE)
# What the counter word alone says; order matters: 人次 before 人, 户次 before 户.
_COUNTERS = [
    ("percentage_points", r"个百分点|percentage points?"),
    ("percent", _PERCENT.pattern),
    ("person_times", r"人次|person-times"),
    ("household_visits", r"户次|戶次"),
    ("households", r"[户戶]|\bhouseholds?\b"),
    ("yuan", r"元|\byuan\b|\bRMB"),
    ("disputes", r"\bdisputes?\b|纠纷"),
    ("cases", r"\bcases?\b|案件"),
    ("people", r"人(?!民)|(?<!排)名(?!列)|\b(?:people|suspects?|persons?)\b"),
    ("schools", r"\bschools\b"),
    ("days", r"\bdays?\b|天"),
    ("years", r"\byears?\b(?!\s*-?\s*on)"),
]
_COUNTERS = [(unit, re.compile(pattern, re.IGNORECASE)) for unit, pattern in _COUNTERS]


class ReadingError(ValueError):
    """The printed words do not state exactly one number."""


@dataclass(frozen=True)
class Reading:
    """What printed words state.

    value: plain number; percent in percent units, a fall negative; money in yuan.
    qualifier: one of QUALIFIERS. low, high: the bounds it gives, None = open.
    step: the rounding that the digits show (168,000 and 16.8万 both show 1,000).
    unit: the unit if the counter word says it, else "".
    baseline: year_on_year, previous_period or "" if none is printed.
    """

    value: float
    qualifier: str
    low: float | None
    high: float | None
    step: float
    unit: str
    baseline: str


def read_figure(printed):
    """Return the Reading of the printed words; raise ReadingError if they hold not exactly one number."""
    text, qualifier = _take_hedge(printed)
    number, step = _one_number(text, printed)
    unit = counter_unit(printed)
    if unit in ("percent", "percentage_points") and _FALL.search(printed):
        number = -number
    value = _plain(number)
    low, high = bounds_of(value, qualifier)
    baseline = "year_on_year" if _YEAR_ON_YEAR.search(printed) else ""
    if _PREVIOUS.search(printed):
        baseline = "previous_period"
    return Reading(value, qualifier, low, high, _plain(step), unit, baseline)


def bounds_of(value, qualifier):
    """Bounds (low, high) that a qualifier puts on a value; None = open (the rule of the data contract).

    The hedge of a fall speaks of its size: "fell by more than 14%" is at most -14.
    """
    low = value if qualifier in BOUNDED_BELOW else None
    high = value if qualifier in BOUNDED_ABOVE else None
    return (high, low) if value < 0 else (low, high)


def counter_unit(printed):
    """The unit that the printed counter word names by itself, or ""."""
    return next((unit for unit, pattern in _COUNTERS if pattern.search(printed)), "")


def names_direction(printed):
    """Whether the printed words of a change say fall or rise; a bare "14%" says its size only."""
    return bool(_FALL.search(printed) or _RISE.search(printed))


def _take_hedge(printed):
    """The text without its hedge, and the qualifier that the hedge means."""
    text, found = printed, []
    for name, pattern in _HEDGES:
        if pattern.search(text):
            text = pattern.sub("", text)
            found.append(name)
    if len(set(found)) > 1:
        raise ReadingError(f"{printed!r} holds two hedges ({' and '.join(found)})")
    return text, found[0] if found else "unhedged"


def _one_number(text, printed):
    """The number of the text, as Decimal, and its rounding step."""
    groups = number_groups(text)
    if not groups:
        raise ReadingError(f"{printed!r} holds no number")
    if len(groups) > 1:
        spelled = ", ".join(repr(" ".join(t.group() for t in g)) for g in groups)
        raise ReadingError(f"{printed!r} holds more than one number ({spelled})")
    return _number_of([token.group().lower() for token in groups[0]])


def number_groups(text):
    """The numbers of a text: lists of NUMERAL matches, together where they are one number (48.56 + million).

    The hundred in "per cent" words (百分之, 个百分点) and the 余 within a number (300余万) are passed over.
    """
    text = _NOT_NUMERALS.sub(lambda words: " " * len(words[0]), text)
    text = _HEDGE_WITHIN.sub(" ", text)
    groups = []
    for token in NUMERAL.finditer(text):
        if groups and _belongs_together(text, groups[-1][-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _belongs_together(text, left, right):
    """Two numerals are one number if a scale or a smaller number follows at once: 48.56 million, 1亿3000万.

    "2022 six" and "first six" are two numbers each.
    """
    gap, before, after = text[left.end() : right.start()], left.group().lower(), right.group().lower()
    if after[0].isdecimal():
        return gap == "" and before[-1] in _HAN
    if after[0] in _HAN:
        return gap.strip() == "" and after[0] not in _CHINESE_DIGITS
    if not re.fullmatch(r"[\s-]*(?:(?:and|an?)\s+)?", gap, re.IGNORECASE):
        return False
    if _is_scale(after):
        return before not in _ORDINALS
    return _is_scale(before) or (before in _TENS and _ENGLISH[after] in range(1, 10))


def _is_scale(word):
    return word.removesuffix("s") in _ENGLISH_SCALES


def _number_of(words):
    """Value and rounding step of one number in tokens, e.g. ["48.56", "million"] or ["16.8", "万"]."""
    total, part, step = Decimal(0), Decimal(0), Decimal(1)
    for word in words:
        singular = word.removesuffix("s")
        if word[0].isdecimal():
            total, (part, step) = total + part, _digits(word)
        elif word in _ENGLISH:
            part, step = part + _ENGLISH[word], Decimal(1)
        elif singular in _ENGLISH_SCALES:
            scale = _ENGLISH_SCALES[singular]
            part, step = (part or 1) * scale, step * scale
            if scale > 100:
                total, part = total + part, Decimal(0)
        else:
            part, step = _chinese(word, part, step)
    return total + part, step


def _digits(run):
    """Value and rounding step of a run of digits; commas only as thousands separators."""
    whole = run.split(".")[0]
    if "," in run and not re.fullmatch(r"\d{1,3}(?:,\d{3})+", whole):
        raise ReadingError(f"{run!r} has a comma where no thousands separator stands")
    if run.count(".") > 1:
        raise ReadingError(f"{run!r} has more than one decimal point")
    number = Decimal(run.replace(",", ""))
    decimals = len(run.partition(".")[2])
    if decimals:
        return number, Decimal(1).scaleb(-decimals)
    zeros = len(run) - len(run.rstrip("0,")) - run[len(run.rstrip("0,")) :].count(",")
    return number, Decimal(10) ** (zeros if number else 0)


def _chinese(run, part, step):
    """Carry a run of Chinese numerals on from the digits before it: 273.5 + 万, 一百二十, 1.2 + 万亿."""
    if re.search(f"(?![零〇])[{''.join(_CHINESE_DIGITS)}][{''.join(_CHINESE_DIGITS)}]", run):
        raise ReadingError(f"{run!r} is a row of digits without a unit such as 十 or 百")
    done, section, digit = Decimal(0), Decimal(0), part
    for char in run:
        if char in _CHINESE_DIGITS:
            digit, step = Decimal(_CHINESE_DIGITS[char]), Decimal(1)
        elif char in _CHINESE_UNITS:
            section, digit = section + (digit or 1) * _CHINESE_UNITS[char], Decimal(0)
            step *= _CHINESE_UNITS[char]
        else:
            scale, current = _CHINESE_SCALES[char], section + digit
            done = done + current * scale if current else (done or 1) * scale
            section, digit, step = Decimal(0), Decimal(0), step * scale
    return done + section + digit, step


def _plain(number):
    """A Decimal as the int or float that a table holds."""
    return int(number) if number == number.to_integral_value() else float(number)
