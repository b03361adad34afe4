"""The amounts of a sentence, read as those of a report are: hedge, number and unit, in English and Chinese."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from campaigns.documents.audit.traces import COUNTED_BY
from campaigns.reading.printed import NUMERAL, ReadingError, read_figure, read_range
from campaigns.reading.texts import read_text

#: Below this a number of things is as often one of chapters, officers or doors: only a share says something there.
_SMALL = 100
_KIN = [
    {"people", "person_times"}, {"households", "household_visits"}, {"vehicles", "vehicle_times"},
    {"places", "place_visits"}, {"venues", "venue_visits"}, {"percent", "percentage_points"},
]  # fmt: skip
_SHARES = {"percent", "percentage_points"}


@dataclass(frozen=True)
class Amount:
    """One amount. printed: its words. values: its size, or both ends of a range, without sign. qualifier: its hedge.
    unit: as in the record, the noun itself where the record knows none, or ""."""

    printed: str
    values: frozenset
    qualifier: str
    unit: str

    @property
    def is_ordinary(self):
        """Whether it is too small to be looked for in the record, or may be a year."""
        size, is_share = max(self.values), self.unit in _SHARES
        return not is_share and size < _SMALL or 1900 <= size < 2100 and self.printed.startswith(str(size))

    def rounds(self, value, plainly):
        """Whether it is a value rounded to the digits that it has, two or more; plainly: also without an "about"."""
        said = {"about"} | ({"nearly"} if max(self.values) >= value else set()) | ({"unhedged"} if plainly else set())
        if len(self.values) > 1 or self.qualifier not in said:
            return False
        size = max(self.values).normalize()
        return len(size.as_tuple().digits) > 1 and round(value, -size.as_tuple().exponent) == size

    def fits(self, unit):
        """Whether it may be counted in a unit of the record, which may leave open which of two it is."""
        return not self.unit or not _parts(self.unit).isdisjoint(_parts(unit))

    def is_kin(self, unit):
        """Whether a unit of the record counts the same things otherwise: each of them, or each time."""
        return any(_parts(self.unit) & kin and _parts(unit) & kin for kin in _KIN)


def _parts(unit):
    return set(unit.split("_or_"))


@lru_cache(20_000)
def amounts(text):
    """The Amounts of a sentence in order; years, dates and numbers of figures and pages are none, nor are the length
    in a name ("Hundred-Day Action") and what is counted by ("of every 100")."""
    read = [phrase for *_, found in read_text([text]) for phrase in found] if NUMERAL.search(text) else ()
    counted = [one for one in read if one.kind != "length" and not COUNTED_BY.search(text[: one.number[0]])]
    return tuple(filter(None, map(_amount, counted)))


def _amount(phrase):
    try:
        read = read_figure(phrase.printed)
    except (ReadingError, ArithmeticError):
        try:
            read = read_range(phrase.printed)
        except (ReadingError, ArithmeticError):
            return None  # it says no number
    ends = (read.low, read.high) if read.value is None else (read.value,)
    values = frozenset(abs(Decimal(str(end))) for end in ends)
    return Amount(phrase.printed, values, read.qualifier, phrase.unit or read.unit)
