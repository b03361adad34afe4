"""Numbers in English and Chinese words: found in a text, put together from their parts, and reckoned.

"48.56 million", "1亿3000万", "1 200", "3 lakh", "1.2bn", "三百一十二点五" are one number each: a part is never
taken for the whole. "数千" and "dozens of" say no number: ``indefinite`` finds such words.

Libraries for numerals exist, but none reads decimal digits before a scale word in both languages.
"""

import re
from decimal import Decimal

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
ENGLISH = {word: Decimal(n) for n, word in enumerate(_SMALL)}
ENGLISH |= {word: Decimal(20 + 10 * n) for n, word in enumerate(TENS)}
ENGLISH |= {word: Decimal(n) for n, word in enumerate(ORDINALS, 1)}
ENGLISH |= {"once": Decimal(1), "twice": Decimal(2), "half": Decimal("0.5")}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7}
SCALES |= {"billion": 10**9, "trillion": 10**12}
#: Letters behind digits; a lone m is read as million only where money or people are counted.
_LETTERS = {"k": 10**3, "mn": 10**6, "mln": 10**6, "m": 10**6, "mil": 10**6, "bn": 10**9, "bln": 10**9}
_LETTERS |= {"tn": 10**12, "w": 10**4}

CHINESE_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000, "廿": 20}
_CHINESE_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
HAN = "".join(CHINESE_DIGITS | _CHINESE_UNITS | _CHINESE_SCALES)
HAN_SCALES = "".join(_CHINESE_UNITS | _CHINESE_SCALES)
CHINESE_DIGITS["○"] = 0  # only within a number: 一百○五; alone it is a mark of a list

DIGITS = r"\d+(?:[.,．]\d+)*"
WORDS = "|".join([*sorted(ENGLISH, key=len, reverse=True), *(f"{w}s?" for w in SCALES)])
#: One numeral of a text: a run of digits with its separators, an English
#: number word, or a run of Chinese numerals (not the 千 of 11.5千克).
_DECIMALS = rf"(?<=[{HAN}][点點])[{''.join(CHINESE_DIGITS)}]+(?=[千万亿萬億倍])"  # 一点二|万, 九十五点七四|千克
NUMERAL = re.compile(
    rf"{DIGITS}|(?<![a-z])(?:{WORDS})(?![a-z])|{_DECIMALS}"
    rf"|(?!千[克米](?:以[上下]|级))(?!(?<=[\d余餘多来{''.join(CHINESE_DIGITS)}])千[克米瓦])[{HAN}]+(?:○[{HAN}]+)*",
    re.IGNORECASE,
)
#: Changes in one word, without a numeral: {percent: pattern}.
MULTIPLIED = {
    100: r"\bdoubled\b(?!\s+(?:down|up|as|back|(?:\w+\s+)?efforts)\b)|翻了?[近约超]?一?[番倍]",
    200: r"\b(?:tripled|trebled)\b|翻了?[两兩]倍",
    300: r"\bquadrupled\b|翻了?[两兩]番",
    -50: r"\bhalved\b|\b(?:cut|slashed|reduced)\s+in\s+half\b|[减減]半(?![收征])|腰斩",
}
#: What may stand between a hedge and its number.
ARTICLE = (
    r"(?:an?|another|an? (?:further|additional|combined|total of|combined total of|average of|record(?: number of)?))"
)
#: What follows at once is a number, perhaps behind an article or the sign of a currency.
AHEAD = (
    rf"(?=\s*(?:{ARTICLE}\s|(?:rmb|cny|(?:us|hk)?\$|[¥￥€£])\s*)?"
    rf"(?:{DIGITS}|(?:{WORDS})(?![a-z])|quarter|[{HAN}]|{'|'.join(MULTIPLIED.values())}))"
)

_COUNTED_IN_MILLIONS = r"(?=\s*(?:yuan|rmb|dollars?|people|residents|users|households|calls|messages|views|visits)\b)"
_PART = re.compile(
    rf"(?:{NUMERAL.pattern})|(?<=[\d ])(?:mil|ml?n|bl?n)(?![a-z])|(?<=\d)(?:k(?!\s*(?:run|race))|tn|w(?=[一-鿿])"
    rf"|m{_COUNTED_IN_MILLIONS}|(?<=[$¥￥€£]\d)m|(?<=[$¥￥€£]\d\.\d)m|(?<=[$¥￥€£]\d\d)m|(?<=[$¥￥€£]\d\d\.\d)m)(?![a-z])",
    re.IGNORECASE,
)
#: A number word that is a part of another word: four-wheel, half-hearted; not two-thirds or six-day.
PART_OF_WORD = (
    rf"\b(?:(?:{'|'.join(_SMALL[1:] + TENS)})"
    rf"-(?!(?:day|week|month|year|hour|minute|member|strong|man|person|yuan|dollar"
    rf"|odd|plus|fold|and|in|out|of|half|quarter|{'|'.join([*_SMALL[1:10], *SCALES, *ORDINALS])})s?\b)"
    r"|half-(?!(?:a|an|dozen|of)\b|[mb]illion))[a-z]+(?:-[a-z]+)*"
)
_NOT_NUMERALS = re.compile(rf"[个個]?百分[点點]|百分之|per\s?cent(?:age points?)?|{PART_OF_WORD}", re.IGNORECASE)
HEDGE_WITHIN = re.compile(rf"(?<=[\d{HAN}])\s?[余餘多来个個]\s?(?=[{''.join(_CHINESE_SCALES)}])")

# Words that look like a number and are none, or that may be two: each with what is said of it.
_INDEFINITE = {
    "an indefinite number": rf"[数數](?=[十百千万萬亿億])|[几幾](?!乎)(?=[\u4e00-\u9fff])"
    rf"|(?<=[{HAN_SCALES}])[几幾]|成[百千]上[千万萬]|数以[十百千万亿]+计|[百千]百?十来|(?<![{HAN}\d])百八十"
    r"|(?<!test )\b(?:many\s+)?(?:scores|tens|dozens|hundreds|thousands|millions|billions)\s+(?:of\b|more\b|upon\b)"
    r"(?:\s+(?:thousands|millions|billions)\s+of\b)?"
    r"|\b(?:several|(?:a )?few|many|a couple(?: of)?)\s+(?:dozen|hundred|thousand|million)s?\b"
    r"|\bseveral\b(?!\s+(?:other\s+|new\s+)?(?:times|years|months|weeks|days|hours|minutes|decades|ways|aspects"
    r"|reasons|kinds|types|rounds|other|departments|measures)\b)(?=(?:\s+[a-z-]+){0,2}\s+[a-z]+(?:s|men|people)\b)",
    "a multiple: of what is to be decided": rf"\b(?:{WORDS}|several|many)-?fold\b"
    r"|\b(?:twice|thrice|double|triple)\s+(?:the|as|that|its|their|what)\b",
    "a number and a half": r"\b(?:\d+|[a-z]+)\s+and\s+a\s+half\b(?:\s+[mb]illion)?",
    "a part of a scale word": r"\b(?:an?|one|three)[\s-](?:third|quarter|half)s? of an? (?:[mb]illion|thousand)\b",
    "m may stand for million or for metres": r"(?<=\d)m(?![a-z])",
}
_INDEFINITE = [(said, re.compile(pattern, re.IGNORECASE)) for said, pattern in _INDEFINITE.items()]


#: Letters that look like the digits 0 and 1, and those digits.
ALIKE = str.maketrans("OoОоΟοＯｏIlІΙｌ|", "00000000111111")
_HALF_LETTERS = re.compile(r"(?<![A-Za-z])[OoОоΟοＯｏIlІΙｌ|\d][OoОоΟοＯｏIlІΙｌ|\d.,]*(?![A-Za-z])")


class ReadingError(ValueError):
    """The printed words do not state exactly one number; ``cure`` says what to write, where it is known."""

    def __init__(self, problem, cure=""):
        super().__init__(problem)
        self.cure = cure


def with_digits(text):
    """The text with digits in place of the letters that look like them within its numbers: 14840O, l0,000."""

    def digits(run):
        return run[0].translate(ALIKE) if any(char.isdecimal() for char in run[0]) else run[0]

    return _HALF_LETTERS.sub(digits, text)


def letter_told(text, digits):
    """What is said of a text in which letters stand for digits, "" if none does."""
    letter = next((one for one, other in zip(text, digits, strict=True) if one != other), "")
    return letter and f"{text!r} has a letter {letter} where a digit is meant"


def indefinite(text):
    """(match, what is said of it) of the first words of a text that only look like a number, or None."""
    return min(_indefinites(text), key=lambda pair: pair[0].start(), default=None)


def indefinite_spans(text):
    """(start, end) of the words of a text that only look like a number."""
    return [match.span() for match, _ in _indefinites(text)]


def _indefinites(text):
    millions = {part.start() for part in _PART.finditer(text) if part[0] in "mM"}
    found = [(match, said) for said, pattern in _INDEFINITE for match in pattern.finditer(text)]
    return [pair for pair in found if pair[0].start() not in millions]


def number_groups(text):
    """The numbers of a text: lists of matches, together where they are one number (48.56 + million).

    The hundred in "per cent" words (百分之, 个百分点) and the 余 within a number (300余万) are passed over.
    """
    text = _NOT_NUMERALS.sub(lambda words: " " * len(words[0]), text)
    text = HEDGE_WITHIN.sub(lambda words: " " * len(words[0]), text)
    groups = []
    for token in _PART.finditer(text):
        if groups and _belongs_together(text, groups[-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _belongs_together(text, group, right):
    """Two numerals are one number if a scale or a smaller number follows at once: 48.56 million, 1亿3000万.

    "2022 six" and "first six" are two numbers each; "1 200" is one, thousands apart.
    """
    left = group[-1]
    gap, before, after = text[left.end() : right.start()], left.group().lower(), right.group().lower()
    if after in _LETTERS:
        return gap in ("", " ") and before[-1].isdecimal()
    if after[0].isdecimal():
        return _is_next_thousand(group, gap, after) or (gap == "" and before[-1] in HAN)
    if after[0] in HAN:
        decimals = gap in ("点", "點") and before[-1] in HAN and set(after) <= set(CHINESE_DIGITS)
        follows = text[right.end() : right.end() + 1]
        return (decimals and follows not in ("分", "半")) or (gap.strip() == "" and after[0] not in CHINESE_DIGITS)
    if not re.fullmatch(r"[\s-]*(?:(?:and|an?)\s+)?", gap, re.IGNORECASE):
        return False
    if _is_scale(after):
        return before not in ORDINALS
    return _is_scale(before) or (before in TENS and ENGLISH[after] in range(1, 10))


def _is_next_thousand(group, gap, after):
    apart = re.fullmatch("[ \u00a0\u2009\u202f，']", gap) and re.fullmatch(r"\d{3}(?:\.\d+)?", after)
    return bool(apart and re.fullmatch(r"(?![0０])\d{1,3}", group[0].group()))


def _is_scale(word):
    return word.removesuffix("s") in SCALES


def one_number(text, printed):
    """Value and rounding step (Decimals) of the only number in text; ReadingError quotes printed."""
    groups = number_groups(text)
    if not groups:
        raise ReadingError(f"{printed!r} holds no number")
    if len(groups) > 1:
        spelled = ", ".join(repr(" ".join(t.group() for t in g)) for g in groups)
        raise ReadingError(f"{printed!r} holds more than one number ({spelled})")
    return number_of([token.group().lower() for token in groups[0]])


def number_of(words):
    """Value and rounding step of one number in tokens, e.g. ["48.56", "million"] or ["16.8", "万"]."""
    if len(words) > 1 and all(word[0].isdecimal() for word in words):
        words = ["".join(words)]
    total, part, step = Decimal(0), Decimal(0), Decimal(1)
    for place, word in enumerate(words):
        singular = word.removesuffix("s")
        if word[0].isdecimal():
            total, (part, step) = total + part, _digits(word)
        elif word in ENGLISH:
            part, step = part + ENGLISH[word], Decimal(1)
        elif word in _LETTERS or singular in SCALES:
            scale = _LETTERS.get(word) or SCALES[singular]
            part, step = (part or 1) * scale, step * scale
            if scale > 100:
                total, part = total + part, Decimal(0)
        elif place and words[place - 1][-1] in HAN and word[0] in CHINESE_DIGITS:  # behind 点
            step = Decimal(1).scaleb(-len(word))
            part += sum(CHINESE_DIGITS[c] * Decimal(1).scaleb(-n) for n, c in enumerate(word, 1))
        else:
            part, step = _chinese(word, part, step)
    return total + part, step


def _digits(run):
    """Value and rounding step of a run of digits; commas only as thousands separators."""
    run = run.replace("．", ".")
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
    if re.search(f"(?![零〇○])[{''.join(CHINESE_DIGITS)}][{''.join(CHINESE_DIGITS)}]", run):
        raise ReadingError(f"{run!r} is a row of digits without a unit such as 十 or 百")
    done, section, digit = Decimal(0), Decimal(0), part
    for char in run:
        if char in CHINESE_DIGITS:
            digit, step = Decimal(CHINESE_DIGITS[char]), Decimal(1)
        elif char in _CHINESE_UNITS:
            section, digit = section + (digit or 1) * _CHINESE_UNITS[char], Decimal(0)
            step *= _CHINESE_UNITS[char]
        else:
            scale, current = _CHINESE_SCALES[char], section + digit
            done = done + current * scale if current else (done or 1) * scale
            section, digit, step = Decimal(0), Decimal(0), step * scale
    return done + section + digit, step
