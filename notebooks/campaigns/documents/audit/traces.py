"""The line by which a chart is found again, "Chart NAME · data VERSION · rows DIGEST", however it was typed over."""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NAME = r"(?<![a-z0-9_])((?:\d\d|my)_[a-z0-9]\w*)"
_DIGEST = r"(?<![a-z0-9])([0-9a-f]{4,8})(?![a-z0-9])"
# Name, version and digest in this order and close together; what stands between them is worn off in many ways.
_TRACE = re.compile(
    _NAME + r"[^0-9a-z_]{1,12}(?:\w{0,12}[^0-9a-z_]{0,12})(\d+(?:\.\d+)+)(?:\W{0,8}[^\W\d]{0,12}\W{1,8})" + _DIGEST
)
_NUMBER = re.compile(r"\d[\d,.\u00a0\u202f]*\d|\d")


@dataclass(frozen=True)
class Trace:
    """A trace as it was read: name and digest in small letters; whole: the digest has all its eight digits."""

    name: str
    digest: str

    @property
    def whole(self):
        return len(self.digest) == 8


def plain(text):
    """A text without what is not seen: full-width letters made plain, soft hyphens and zero-width characters gone."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))


def traces(text):
    """The Traces of a text, in order."""
    return [Trace(name, digest) for name, _, digest in _TRACE.findall(plain(text).casefold())]


def numbers(text):
    """The numbers of a text as a set, without their thousands' commas: {"870000", "12.05"}."""
    return {re.sub("[,\u00a0\u202f]", "", found).rstrip(".") for found in _NUMBER.findall(plain(text))}


def counts(text):
    """{(number, the word after it)} of a text, e.g. ("870000", "households"); small whole numbers are left out."""
    found = re.findall(r"(\d[\d,.\u00a0\u202f]*\d)(?: (million|billion|thousand))?\s*(%|[^\W\d_]+)?", plain(text))
    return {
        (re.sub("[,\u00a0\u202f]", "", number).rstrip(".") + (f" {power}" if power else ""), noun.casefold())
        for number, power, noun in found
        if len(re.sub(r"\D", "", number)) > 2 or power or noun == "%"
    }
