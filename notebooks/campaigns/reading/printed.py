"""Read a figure as it is printed: value, hedge, bounds, rounding, unit.

``read_figure`` takes the few printed words of a reported figure, in English
("more than 870,000 households", "48.56 million", "fell 14%", "one in five") or
Chinese ("273.5万余起", "近2万人次", "1.2亿元", "下降近四成"), and says what they state.
Where words left out stand between them, … stands for those ("同比分别下降…6.2%").
It never guesses: words that hold no number, an indefinite one, or several that
are not one number, raise ``ReadingError``. ``read_range`` reads a range that has both ends.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from campaigns.hedges import HEDGES, bounds_of
from campaigns.reading.baselines import baseline_of, without_baseline
from campaigns.reading.directions import FEWER_BEHIND, SAID_FALL, SAID_RISE
from campaigns.reading.numerals import (
    AHEAD,
    ARTICLE,
    CHINESE_DIGITS,
    DIGITS,
    ENGLISH,
    HAN,
    HAN_SCALES,
    MULTIPLIED,
    NUMERAL,
    ORDINALS,
    ReadingError,
    indefinite,
    letter_told,
    number_groups,
    number_of,
    one_number,
    with_digits,
)
from campaigns.reading.units import COUNTER, PERCENT, counter_unit

__all__ = ["NUMERAL", "ReadingError", "bounds_of", "names_direction", "read_figure", "read_range"]

# ---- hedges --------------------------------------------------------------------------------------------------------

#: Between a Chinese hedge and its number there may stand 有, or what the number is a part of: 不少于总警力的40%.
_BRIDGE = rf"(?:有|于|达|到|为|了|占)?(?:[^，,。；;、\d{HAN}]{{2,8}}的)?"
_HAN_VERB = rf"(?:[^，,。；;、\s\d{HAN}]{{2,9}}(?={AHEAD}))?"  # 至少走访30户
#: What the names in a pattern of the registry stand for.
_PUT_IN = {
    "<VERB>": _HAN_VERB,
    "<NUMBER>": rf"(?<=[\d{HAN}])",
    "<ROUND>": "[半百千万]|[一二三四五六七八九]成|10*[万亿]",  # 过百, 破10万, where 过 and 破 are no other word
    "<SCALES>": HAN_SCALES,
}


def _pattern(words):
    """A pattern of the registry with what the reader knows of numbers put in."""
    for name, pattern in _PUT_IN.items():
        words = words.replace(name, pattern)
    return words or r"(?!)"


_HEDGES = [
    (
        hedge.qualifier,
        re.compile(
            rf"(?<![A-Za-z])(?:{_pattern(hedge.before_english)}){AHEAD}"
            rf"|(?:{_pattern(hedge.before_chinese)})(?={_BRIDGE}(?:{AHEAD}|半))",
            re.IGNORECASE,
        ),
        re.compile(_pattern(hedge.behind), re.IGNORECASE),
    )
    for hedge in HEDGES.values()
    if hedge.qualifier != "unhedged"
]
HEDGE_BEHIND = "|".join(behind.pattern for _, _, behind in _HEDGES)
_TO_NUMBER = re.compile(rf"\s*{_BRIDGE}\s*(?:{ARTICLE}\s+|(?:rmb|cny|(?:us|hk)?\$|[¥￥€£])\s*)?", re.IGNORECASE)


def hedge_start(text, start, reach=40):
    """Where the hedge before the number at start begins; start if there is none."""
    first = max(0, start - reach)
    near, at = text[first : start + 10], start - first
    found = [m.start() for _, before, _ in _HEDGES for m in before.finditer(near, 0) if m.end() <= at]
    found = [place for place in found if _TO_NUMBER.fullmatch(near, _hedge_end(near, place), at)]
    return first + min(found, default=at)


def _hedge_end(near, place):
    return max(m.end() for _, before, _ in _HEDGES for m in [before.match(near, place)] if m)


# ---- shares, multiples and ranges ----------------------------------------------------------------------------------

_SMALL = "|".join(word for word in ENGLISH if 1 <= ENGLISH[word] <= 20 and word not in (*ORDINALS, "once", "twice"))
#: What a third counts where it is no share: a third party, a third quarter.
_ORDERED = (
    r"(?:century|of an?|part(?:y|ies)|time|person|man|woman|suspect|country|day|week|month|year(?!\s?-?\s?on)|quarter"
    r"|round|phase|stage|batch|group|case|wave|term|generation|degree|place|grade|straight|consecutive)\b"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_HAN_DIGIT = f"[{''.join(CHINESE_DIGITS)}十]"


def _always(percent):
    return lambda a, b: Decimal(percent)


# Words that say a share or a multiple: pattern with the groups a and b, and the percent that they make.
_SHARES = [
    (
        rf"(?P<b>[{HAN}]{{1,6}}|(?<!\d)\d{{1,6}})分之(?P<a>[{HAN}]{{1,9}}(?:[点點][{HAN}]{{1,3}})?|\d{{1,6}}(?:\.\d+)?)",
        lambda a, b: 100 * a / b,
    ),
    (
        rf"(?<![一-鿿]完)(?P<a>{_HAN_DIGIT}|(?<![\d.])\d{{1,2}}(?:\.\d)?)成(?P<b>{_HAN_DIGIT}|半(?!数|數)|\d(?![\d.,年月日]|{COUNTER}))?(?![为功立员果本分年熟交效])",
        lambda a, b: 10 * a + b,
    ),
    (r"半[数數]|一半|(?:^|(?<=[过過超近]))半(?![个年天月小夜径成])", lambda a, b: Decimal(50)),
    (
        rf"(?P<a>(?<![\d.,])\d{{1,4}}|\b(?:{_SMALL}))\s+(?:in|out\s+of(?=\s+(?:every\b|10{{1,3}}\b|ten\b)))\s+"
        rf"(?:every\s+|an?\s+)?(?P<b>hundred\b|thousand\b|(?!(?:19"
        rf"|20)\d\d)\d{{1,4}}(?![\d.,]*\d)|(?:{_SMALL})\b)",
        lambda a, b: 100 * a / b,
    ),
    (rf"\b(?P<a>one)\s+[a-z]+\s+in\s+(?P<b>{_SMALL})\b(?!\s+(?!was|is|has)[a-z]+s\b)", lambda a, b: 100 * a / b),
    (
        rf"\b(?P<a>{_SMALL}|a)[\s-](?:(?P<b>third|quarter|fourth|fifth|tenth)s|(?P<c>third|quarter|fifth"
        rf"|tenth)(?=\s+(?:of|are|were|have|had|fewer|lower|less|more|drop|fall|rise|increase|decrease|decline|reduction)\b|\s*[,.;:]|\s*$))",
        lambda a, b: 100 * a / b,
    ),
    (rf"\bone[\s-](?P<b>third|quarter|fourth|fifth|tenth)\b(?!\s+{_ORDERED})", lambda a, b: 100 / b),
    (
        r"(?:(?<=\bby )|(?<=\bfrom )|(?<=\bto )|(?<=\bdown )|(?<=\bup )|(?<=\bthan )|(?<=\bnearly ))a\s"
        r"(?P<b>third|quarter|fifth|tenth)\b(?!\s+"
        rf"{_ORDERED})",
        lambda a, b: 100 / b,
    ),
    (r"(?<![\d/.])(?P<a>\d)/(?P<b>\d{1,2})(?![\d/])(?:(?=\s+of\b|[的以左])|(?<=的\d/\d))", lambda a, b: 100 * a / b),
    (
        rf"每(?P<b>\d{{1,4}}|[{HAN}]{{1,3}})[人名户起件个辆][^，。\d{HAN}]{{0,6}}有(?P<a>\d{{1,4}}|[{HAN}]{{1,3}})"
        "[人名户起件个辆]",
        lambda a, b: 100 * a / b,
    ),
    (
        r"\bhalf\s+(?:of|the|its|their|all)\b"
        r"|(?:(?<=\bby )|(?<=than )|(?<=nearly )|(?<=almost )|(?<=about ))(?:a\s+)?half\b"
        r"(?!-|\s+(?:an?|[mb]illion|thousand|hundred|dozen)\b)",
        _always(50),
    ),
    (
        rf"(?<=[增升涨漲长長高加多幅])[了达達为為]?(?:[将將]?近|[约約]|超[过過]?|逾|[大不]约?到)?(?P<a>{DIGITS}|[{HAN}]{{1,4}}(?:[点點][{HAN}]{{1,3}})?)倍",
        lambda a, b: 100 * a,
    ),
    *((word, _always(abs(size))) for size, word in MULTIPLIED.items()),
]
_SHARES = [(re.compile(pattern, re.IGNORECASE), percent) for pattern, percent in _SHARES]
_THREE_DIGITS = Context(prec=3)
_MULTIPLE = re.compile(
    rf"(?<=[\d{HAN}])倍|[\d{HAN}a-z]-?fold\b|\btimes\s+(?:as|more|higher|that|the|over)\b|\d\.\d+\s+times\b",
    re.IGNORECASE,
)
#: What joins the ends of a range; the counter word may stand at both (30户至50户).
RANGE = re.compile(
    rf"\s*(?P<unit>(?:[%％﹪]|{COUNTER}|percent|per\s?cent|yuan|minutes|hours|days)?)"
    r"\s*(?:[-–—~～至到]|to|or|(?P<between>and))\s*(?:百分之)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """What printed words state.

    value: plain number; percent in percent units, a fall negative; money in yuan; None of a range.
    qualifier: one of QUALIFIERS. low, high: the bounds it gives, None = open.
    step: the rounding that the digits show (168,000 and 16.8万 both show 1,000).
    unit: the unit if the counter word says it, else "".
    baseline: year_on_year, previous_period or "" if none is printed.
    """

    value: float | None
    qualifier: str
    low: float | None
    high: float | None
    step: float
    unit: str
    baseline: str


@lru_cache(maxsize=20_000)  # the tables are checked again and again, and few of their words are new
def read_figure(printed):
    """Return the Reading of the printed words; raise ReadingError if they hold not exactly one number."""
    _refuse_what_is_no_number(printed)
    text = without_baseline(printed)
    share = _share(text)
    text, qualifier = _take_hedge(text)
    number, step = share or one_number(text, printed)
    if "‰" in printed:
        number, step = number / 10, step / 10
    unit = "percent" if share else counter_unit(without_baseline(printed))
    if _is_fall(printed, unit):
        number = -number
    value = _plain(number)
    low, high = bounds_of(value, qualifier)
    return Reading(value, qualifier, low, high, _plain(step), unit, baseline_of(printed))


def read_range(printed):
    """The Reading of a range with both ends ("30至50户", "between 30 and 50"): about, low, high, no value.

    Raises ReadingError where the words hold no two numbers that rise, or where a scale might be of one end only.
    """
    _refuse_what_is_no_number(printed)
    text = without_baseline(printed)
    shares = share_spans(text)
    if len(shares) == 2 and RANGE.fullmatch(text, shares[0][1], shares[1][0]):
        (low, step), (high, _) = (_share(text[start:end]) for start, end in shares)
        return _rising(printed, low, high, step, "percent")
    groups = number_groups(text)
    joined = len(groups) == 2 and RANGE.fullmatch(text, groups[0][-1].end(), groups[1][0].start())
    if not joined or (joined["between"] and "between" not in text.lower()):
        raise ReadingError(f"{printed!r} is no range of two numbers")
    words = [[token.group().lower() for token in group] for group in groups]
    (low, _), (high, step) = map(number_of, words)
    if len(words[1]) > 1 and len(words[0]) == 1 and words[0][0] not in HAN_SCALES:
        shared = number_of([words[0][0], *words[1][1:]])[0]  # 3至5万, two to three million
        if not low < number_of(words[1][:1])[0]:
            raise ReadingError(f"{printed!r} may be a range of {shared:f} or of {low:f}")
        low = shared
    if text.startswith("成", groups[1][-1].end()):  # 三至五成
        return _rising(printed, 10 * low, 10 * high, 10 * step, "percent")
    return _rising(printed, low, high, step, counter_unit(printed))


def _rising(printed, low, high, step, unit):
    if low >= high:
        raise ReadingError(f"{printed!r} does not rise from its first number to its second")
    if _is_fall(printed, unit):
        low, high = -high, -low
    return Reading(None, "about", _plain(low), _plain(high), _plain(step), unit, baseline_of(printed))


def _is_fall(printed, unit):
    """Whether the words say a fall; of a count only those beside its number, not those of what is counted."""
    if unit in ("percent", "percentage_points"):
        return bool(SAID_FALL.search(printed))
    number = NUMERAL.search(without_baseline(printed))
    return bool(
        number
        and (SAID_FALL.search(printed[: number.start()]) or re.compile(FEWER_BEHIND).match(printed, number.end()))
    )


def names_direction(printed):
    """Whether the printed words of a change say fall or rise; a bare "14%" says its size only."""
    return bool(SAID_FALL.search(printed) or SAID_RISE.search(printed))


def _refuse_what_is_no_number(printed):
    digits = with_digits(printed)
    if letter := letter_told(printed, digits):
        raise ReadingError(letter, f"Write {digits}")
    if vague := indefinite(printed):
        raise ReadingError(f"{printed!r}: {vague[1]}")
    if _MULTIPLE.search(printed) and not _share(without_baseline(printed)):
        raise ReadingError(f"{printed!r} is a multiple: of what is to be decided")


def _take_hedge(printed):
    """The text without its hedge, and the qualifier that the hedge means."""
    text, found = printed, []
    for name, before, behind in _HEDGES:
        if before.search(text) or behind.search(text):
            text = behind.sub("", before.sub("", text))
            found.append(name)
    if len(found) > 1:
        raise ReadingError(f"{printed!r} holds two hedges ({' and '.join(found)})")
    return text, found[0] if found else "unhedged"


def _share(text):
    """(percent, step) that the words of a share or a multiple make, if one is all the number in the text, or None."""
    for pattern, percent in _SHARES:
        found = pattern.search(text)
        if found and not PERCENT.search(found[0]):
            words = found.groupdict()
            a, b = _part(words.get("a")), _part(words.get("b") or words.get("c"))
            if number_groups(text[: found.start()] + "|" + text[found.end() :]) or b == 0 and "分之" in found[0]:
                raise ReadingError(f"{text!r} holds a share and another number")
            exact = percent(a, b)
            exact = exact if len(exact.as_tuple().digits) <= 6 else _THREE_DIGITS.create_decimal(exact)  # 66.7, 0.07
            return exact, Decimal(1).scaleb(min(0, exact.normalize().as_tuple().exponent))
    return None


def share_spans(text):
    """(start, end) of the words of shares and multiples in a text, in reading order, none within another."""
    spans = sorted(
        (m.start(), -m.end()) for pattern, _ in _SHARES for m in pattern.finditer(text) if "百分之" not in m[0]
    )
    kept = []
    for start, end in ((start, -end) for start, end in spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _part(word):
    """One of the numbers in the words of a share."""
    if word in (None, "半"):
        return Decimal(5 if word else 0)  # 七成半
    if word.lower() in ("a", *_PARTS):
        return Decimal(_PARTS.get(word.lower(), 1))
    whole, _, decimals = word.lower().replace("點", "点").partition("点")
    return number_of([whole, *filter(None, [decimals])])[0]


def _plain(number):
    """A Decimal as the int or float that a table holds."""
    return int(number) if number == number.to_integral_value() else float(number)
