"""What the record allows, reckoned anew: rows straight from the CSV files as exact spans, and the words that say spans.

Nothing here comes from the package, so that what it says can be held against something that did not say it.
"""

import csv
import re
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SCALES = {"million": 10**6, "billion": 10**9, "万": 10**4}
WORDS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
WORDS |= {"half": Fraction(1, 2), "tripled": 3}
HEDGES = {"more than": "more_than", "at least": "at_least", "nearly": "nearly", "less than": "nearly",
          "up to": "up_to", "at most": "up_to", "about": "about"}  # fmt: skip
_NUMBER = rf"(?:−?\d[\d,]*(?:\.\d+)?(?: (?:million|billion)\b| ?万余?)?|\b(?:{'|'.join(WORDS)})\b)"
_HEDGE = rf"(?:(?:{'|'.join(HEDGES)}) )"
#: A number in words with all that bounds it: "more than 870,000", "5.4 to 6", "7,490 or 74,900?".
SAID = rf"{_HEDGE}?{_NUMBER}%?(?:(?: to | or |\? | and at most | and less than ){_NUMBER}%?)?\??"


class Span(NamedTuple):
    """What may be: from low to high, None = open, an end excluded or not; about: a number that bounds nothing.

    either: two readings and nothing between them.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    strict_low: bool = False
    strict_high: bool = False
    about: Fraction | None = None
    either: bool = False

    def over(self, other, times=1):
        """Divided by another; of positive numbers only."""
        low = None if None in (self.low, other.high) else self.low / other.high * times
        high = None if None in (self.high, other.low) else self.high / other.low * times
        return Span(
            low,
            high,
            low is not None and (self.strict_low or other.strict_high),
            high is not None and (self.strict_high or other.strict_low),
            either=self.either and other.low == other.high or other.either and self.low == self.high,
        )

    def less(self, other):
        """Less another; of exact numbers only."""
        assert self.low == self.high and other.low == other.high
        return exact(self.low - other.low)


def exact(number):
    return Span(Fraction(number), Fraction(number))


def bounded(number, qualifier):
    """A number with its hedge as Span."""
    number = Fraction(number)
    return {
        "unhedged": Span(number, number),
        "more_than": Span(low=number, strict_low=True),
        "at_least": Span(low=number),
        "nearly": Span(high=number, strict_high=True),
        "up_to": Span(high=number),
        "about": Span(about=number),
    }[qualifier]


def hull(spans):
    """The span of several: from the least low to the largest high, open where one of them is."""
    lows, highs = [s.low for s in spans], [s.high for s in spans]
    low, high = None if None in lows else min(lows), None if None in highs else max(highs)
    strict_low = low is not None and all(s.strict_low for s in spans if s.low == low)
    return Span(low, high, strict_low, high is not None and all(s.strict_high for s in spans if s.high == high))


@cache
def table(name):
    """The rows of data/<name>.csv as dicts of text."""
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def by_id(name, key):
    return {row[key]: row for row in table(name)}


def row(figure_id):
    return by_id("reported_figures", "figure_id").get(figure_id) or by_id("reference", "reference_id")[figure_id]


def own(figure):
    """What a row itself allows, a fall by its size. figure: a row or its id."""
    held = row(figure) if isinstance(figure, str) else figure
    if held.get("reading") == "uncertain" and held["low"] != held["high"]:
        ends = sorted((abs(Fraction(held["low"])), abs(Fraction(held["high"]))))
        return Span(*ends, either=True) if held["qualifier"] == "unhedged" else bounded(ends[0], held["qualifier"])
    return bounded(held["value"].removeprefix("-"), held["qualifier"])


def length(held, start=None):
    """Days of a row's period, both ends counted, or its nights."""
    if held["nights"]:
        return exact(held["nights"])
    if held["metric_id"] == "disputes_resolved_per_year":
        return exact(365)
    ends = [date.fromisoformat(day) for day in (start or held["period_start"], held["period_end"])]
    return exact((ends[1] - ends[0]).days + 1)


def a_day(figure_id, start=None):
    held = row(figure_id)
    return own(held).over(length(held, start))


def residents(held):
    code = "china" if held["area_id"] == "CN" else held["area_id"].removeprefix("CN-").lower()
    return own(f"population-{code}-y2020")


def rate(figure_id, start=None, without=None):
    """A day, or night, and 100,000 residents; without: the id of a round whose turns and nights are taken out."""
    held = row(figure_id)
    amount, days = own(held), length(held, start)
    if without:
        amount, days = amount.less(own(without)), days.less(length(row(without)))
    return amount.over(days).over(residents(held), 100_000)


def of(part, whole, times=100):
    """A row in so many of another row or reference figure."""
    return own(part).over(own(whole), times)


def partners(held, metrics):
    """Rows of the same report and place that speak of the same time: equal periods, or one of them a day's standing."""
    for other in table("reported_figures"):
        same = all(other[name] == held[name] for name in ("source_id", "area_id", "period_end"))
        starts = {other["period_start"], held["period_start"]}
        if same and other["metric_id"] in metrics and (len(starts) == 1 or "" in starts):
            yield other


def read(words):
    """The Span that words say: "more than 6.85" is open above and excludes 6.85."""
    plain = words.lower()
    numbers = [_value(digits) for digits in re.findall(_NUMBER, plain)]
    hedge = next((qualifier for hedge, qualifier in HEDGES.items() if plain.startswith(hedge)), "unhedged")
    if "余" in plain:
        hedge = "more_than"
    if len(numbers) == 1:
        return bounded(numbers[0], hedge)
    strict = hedge == "more_than", "and less than" in plain
    return Span(*numbers, *strict, either=bool(re.search(r" or |\d\? ", plain)))


def _value(digits):
    number, scale = re.fullmatch(r"(.*?) ?(million|billion|万)?余?", digits).groups()
    if number in WORDS:
        return Fraction(WORDS[number])
    return Fraction(number.replace(",", "").replace("−", "-")) * SCALES.get(scale, 1)


def fits(said, true):
    """Whether words say no more and no less than what is true, rounded: a low end down, a high end up.

    Of two readings each is rounded by itself, and as two readings they must be told.
    """
    if said.either != true.either:
        return False
    if true.either or true.low is not None and true.low == true.high:
        ways = (ROUND_HALF_UP, ROUND_HALF_UP)
    else:
        ways = (ROUND_FLOOR, ROUND_CEILING)
    ends = all(
        said_end == true_end if None in (said_end, true_end) else said_end in _rounded(true_end, way)
        for said_end, true_end, way in ((said.low, true.low, ways[0]), (said.high, true.high, ways[1]))
    )
    return ends and (said.strict_low, said.strict_high, said.about) == (true.strict_low, true.strict_high, true.about)


def _rounded(number, way):
    """The number itself and as it may be printed, with one to four significant digits."""
    pair = Decimal(number.numerator), Decimal(number.denominator)
    return {number, *(Fraction(Context(prec=digits, rounding=way).divide(*pair)) for digits in range(1, 5))}
