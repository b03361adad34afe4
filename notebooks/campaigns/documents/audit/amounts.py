"""The amounts of a sentence, read as those of a report are: hedge, number and unit, in English and Chinese."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from campaigns.documents.audit.traces import COUNTED_BY
from campaigns.hedges import HEDGES
from campaigns.reading.nouns import NO_UNIT
from campaigns.reading.printed import HEDGE_BEHIND, NUMERAL, ReadingError, names_direction, read_figure, read_range
from campaigns.reading.texts import read_text

#: Below this a number of things is as often one of chapters, officers or doors: only a share says something there.
_SMALL = 100
_KIN = [
    {"people", "person_times"}, {"households", "household_visits"}, {"vehicles", "vehicle_times"},
    {"places", "place_visits"}, {"venues", "venue_visits"}, {"percent", "percentage_points"},
    {"yuan", "dollars", "euros", "pounds", "patacas"},
]  # fmt: skip
_SHARES = {"percent", "percentage_points"}
_NEAR = Decimal("1.1")  # how far above a lower bound of one digit a value may lie, as a multiple
_BEHIND = re.compile(rf"(?:{HEDGE_BEHIND})", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """One amount. printed: its words. values: its size, or both ends of a range, without sign. qualifier: its hedge.
    unit: as read, "" for a noun that is none. change: 1 for a rise, -1 for a fall, 0 for none. label: the words of its
    clause. span: where it stands in the sentence."""

    printed: str
    values: frozenset
    qualifier: str
    unit: str
    change: int = 0
    label: str = ""
    span: tuple = (0, 0)

    @property
    def is_ordinary(self):
        """Whether it is too small to be looked for in the record, or may be a year."""
        size, is_share = max(self.values), self.unit in _SHARES
        may_be_year = 1900 <= size < 2100 and self.printed.isascii() and self.printed.startswith(str(size))
        return not is_share and size < _SMALL or may_be_year

    def rounds(self, value, plainly):
        """Whether it is a value rounded to the digits that it has, two or more, or a range that holds it, or a hedge on
        the side on which the value lies, close by; plainly: also without an "about" or a decimal point."""
        if len(self.values) > 1:
            return min(self.values) <= value <= max(self.values)
        size, hedge = max(self.values).normalize(), HEDGES[self.qualifier]
        step = Decimal(1).scaleb(size.as_tuple().exponent)
        in_words = self.unit in _SHARES and not re.search(r"\d", self.printed)  # a third is no 33.3%
        is_exact = len(size.as_tuple().digits) > 1 and not in_words
        if hedge.closes_low and not hedge.closes_high:
            return size <= value < (size + step if is_exact else size * _NEAR)
        if hedge.closes_high and not hedge.closes_low:
            return is_exact and size - step < value <= size
        if self.qualifier == "about" and not is_exact:
            return self.is_close_to(value)
        is_told = plainly or self.qualifier == "about" or bool(re.search(r"\d\.\d", self.printed))  # 48.6 million
        return is_told and is_exact and abs(value - size) * 2 <= step  # a half may go either way

    def is_close_to(self, share):
        """Whether it is a number told roughly, such as a share that somebody worked out: within a twentieth."""
        return len(self.values) == 1 and abs(max(self.values) - share) * 20 <= share

    def agrees(self, qualifier):
        """Whether its hedge says no more than a hedge of the record: "at least" for "more than", "about" for any."""
        mine, theirs = ((HEDGES[one].closes_low, HEDGES[one].closes_high) for one in (self.qualifier, qualifier))
        return self.qualifier == "about" or mine == theirs

    def fits(self, unit):
        """Whether it may be counted in a unit of the record, which may leave open which of two it is."""
        return not self.unit or not _parts(self.unit).isdisjoint(_parts(unit))

    def is_kin(self, unit):
        """Whether a unit of the record counts the same things otherwise: each of them, or each time."""
        return not kin_of(self.unit).isdisjoint(_parts(unit))


def kin_of(unit):
    """The units in which the same things are counted: each of them or each time, or in another currency."""
    return _parts(unit).union(*(kin for kin in _KIN if kin & _parts(unit)))


def _parts(unit):
    return set(unit.split("_or_"))


@lru_cache(20_000)
def amounts(text):
    """The Amounts of a sentence in order; years, dates and numbers of figures and pages are none, nor are the length
    in a name ("Hundred-Day Action") and what is counted by ("of every 100")."""
    read = [phrase for *_, found in read_text([text]) for phrase in found] if NUMERAL.search(text) else ()
    counted = [one for one in read if one.kind != "length" and not COUNTED_BY.search(text[: one.number[0]])]
    return tuple(filter(None, (_amount(phrase, text) for phrase in counted)))


def _amount(phrase, text):
    behind = _BEHIND.match(text, phrase.number[1])
    printed = phrase.printed + (behind[0] if behind else "")
    try:
        read = read_figure(printed)
    except (ReadingError, ArithmeticError):
        try:
            read = read_range(printed)
        except (ReadingError, ArithmeticError):
            return None  # it says no number
    ends = (read.low, read.high) if read.value is None else (read.value,)
    values = frozenset(abs(Decimal(str(end))) for end in ends)
    change = (-1 if min(ends) < 0 else 1) if phrase.changed and names_direction(printed) else 0
    unit = phrase.unit or read.unit
    unit = "" if NO_UNIT in phrase.doubts and kin_of(unit) == {unit} else unit
    return Amount(printed, values, read.qualifier, unit, change, phrase.label, phrase.number)
