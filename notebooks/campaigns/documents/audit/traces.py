"""The line by which a chart is found again, "Chart NAME · data VERSION · rows DIGEST", however it was typed over."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_QUOTES, _DASHES = str.maketrans(dict.fromkeys('‘’“”„"', "'")), re.compile("-{2,3}|[‐-―]")
_NAME = r"(?<![a-z0-9_])((?:\d\d|my)_[a-z0-9]\w*)"
_DIGEST = r"(?<![a-z0-9])([0-9a-f]{4,8})(?![a-z0-9])"
# Name, version and digest in this order and close together; what stands between them is worn off in many ways.
_TRACE = re.compile(
    _NAME + r"[^0-9a-z_]{1,12}(?:\w{0,12}[^0-9a-z_]{0,12})(\d+(?:\.\d+)+)(?:\W{0,8}[^\W\d]{0,12}\W{1,8})" + _DIGEST
)
_POWERS = {"thousand": 1000, "million": 10**6, "billion": 10**9, "万": 10**4, "亿": 10**8}
_SEPARATOR = re.compile("[, \u00a0\u202f]")
_COUNT = re.compile(
    r"(?<![\d.,a-z_])(\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:\s?({'|'.join(_POWERS)}))?(?:\s*(%|[^\W\d_]+))?"
)
COUNTED_BY = re.compile(r"(?:\bevery|\bper|\beach|\bfor an?|每)\s*$")
NUMBER = re.compile(r"\d[\d,.\u00a0\u202f]*\d|\d")


@dataclass(frozen=True)
class Trace:
    """A trace as it was read: name and digest in small letters; whole: the digest has all its eight digits."""

    name: str
    digest: str

    @property
    def whole(self):
        return len(self.digest) == 8


def seen(text):
    """A text as it is to be quoted: without soft hyphens and zero-width characters."""
    return _INVISIBLE.sub("", text)


def plain(text):
    """A text as it is to be compared: without what is not seen, full-width letters and marks made plain."""
    return unicodedata.normalize("NFKC", seen(text))


def typed(text):
    """A plain text with all quotation marks and dashes alike: quotations have other marks inside, and programs change
    them as they are typed (“--” for a dash)."""
    return _DASHES.sub("-", plain(text).translate(_QUOTES))


def traces(text):
    """The Traces of a text, in order."""
    return [Trace(name, digest) for name, _, digest in _TRACE.findall(plain(text).casefold())]


@dataclass(frozen=True)
class Count:
    """A number of a text: as printed with the word after it ("0.87 million households"), value, the word after it
    ("households", "%", "")."""

    printed: str
    value: Decimal
    noun: str


def counts(text):
    """The Counts of a text in order; small whole numbers and what is counted by ("of every 100") are left out."""
    found = []
    for match in _COUNT.finditer(plain(text)):
        number, power, noun = match[1], match[2] or "", match[3] or ""
        digits = _SEPARATOR.sub("", number)
        told = len(digits.replace(".", "")) > 2 or power or noun == "%"
        if told and not COUNTED_BY.search(match.string, max(0, match.start() - 12), match.start()):
            value = Decimal(digits) * _POWERS.get(power, 1)
            is_noun = len(noun) > 3 if noun.isascii() else len(noun) < 4
            printed = match[0] if is_noun or noun == "%" else match[0].removesuffix(noun)
            found.append(Count(printed.strip(), value, noun.casefold()))
    return found


def values(text):
    """The values of all numbers of a text, however small, as a set."""
    found = (match.group(1, 2) for match in _COUNT.finditer(plain(text)))
    return {Decimal(_SEPARATOR.sub("", number)) * _POWERS.get(power, 1) for number, power in found}


def without_numbers(text):
    """A text with a 0 for every number, and without white space, to be compared with another."""
    return re.sub(r"\s+", "", NUMBER.sub("0", typed(text))).rstrip(".。").casefold()
