"""Say a figure in words, hedge included, the same way in labels, tables, captions and alt text.

Every function takes one row of reported_figures (or a row of Claims) or plain
values; nothing here is typed twice elsewhere.
"""

import re
from decimal import Context, Decimal
from fractions import Fraction

import pandas as pd

from campaigns.hedges import HEDGES

READING_WORDS = {"as_printed": "as printed", "repaired": "repaired reading", "uncertain": "uncertain reading"}
BASELINE_WORDS = {
    "year_on_year": "against the same period a year before (year-on-year, 同比)",
    "previous_period": "against the preceding period (环比)",
    "not_stated": "baseline not stated",
}
#: Scale words of numbers, the largest first.
_SCALES = {
    "en": ((10**9, " billion"), (10**6, " million")),
    "zh": ((10**8, "亿"), (10**4, "万")),
}
CLAIM_WORDS = {"result": "result", "standing": "standing total", "plan": "plan", "target": "target"}
#: unit: (singular, plural, Chinese counter)
_UNITS = {
    "people": ("person", "people", "人"),
    "person_times": ("person-time", "person-times", "人次"),
    "people_or_person_times": ("person or person-time", "people or person-times", "人 or 人次"),
    "households": ("household", "households", "户"),
    "household_visits": ("household visit", "household visits", "户次"),
    "households_or_household_visits": ("household or visit", "households or visits", "户 or 户次"),
    "percent": ("percent", "percent", "%"),
    "yuan": ("yuan", "yuan", "元"),
    "rank": ("rank", "rank", "名次"),
    "percentage_points": ("percentage point", "percentage points", "个百分点"),
    "vehicle_times": ("vehicle-time", "vehicle-times", "辆次"),
    "venue_visits": ("venue visit", "venue visits", "家次"),
    "place_visits": ("place visit", "place visits", "家次"),
    "visits": ("visit", "visits", "次"),
    "times": ("time", "times", "次"),
    "copies": ("copy", "copies", "份"),
    "campuses": ("campus", "campuses", "个"),
    "knives": ("knife", "knives", "把"),
    "kilograms": ("kilogram", "kilograms", "公斤"),
    "tonnes": ("tonne", "tonnes", "吨"),
}


def unit_words(unit, value=2):
    """The unit in English: "people or person-times"; names of the data's own are spelled with blanks."""
    singular, plural, _ = _UNITS.get(unit, (unit.replace("_", " ").rstrip("s"), unit.replace("_", " "), ""))
    return singular if value == 1 else plural


def unit_terms(unit):
    """The unit with its Chinese counter: "person-times (人次)"."""
    chinese = _UNITS.get(unit, ("", "", ""))[2]
    return f"{unit_words(unit)} ({chinese})" if chinese and chinese != "%" else unit_words(unit)


def number(value, language="en"):
    """A plain number for reading: 870,000, 48.56 million, 12,696,585, −42.71; in Chinese 87万, 4,856万, 1.1亿.

    value: int, float, Decimal or Fraction. A scale word stands only where four digits before it say the number.
    """
    plain = _plain(value)
    for scale, word in _SCALES[language]:
        if abs(plain) >= scale and len((plain / scale).normalize().as_tuple().digits) <= 4:
            return f"{_digits(plain / scale)}{word}"
    return _digits(plain)


def _plain(value):
    """A number as Decimal: a float without the noise of its last bit, a Fraction to ten significant digits."""
    if isinstance(value, Fraction):
        return Context(prec=10).divide(Decimal(value.numerator), Decimal(value.denominator))
    return value if isinstance(value, Decimal) else Decimal(f"{value:.15g}" if isinstance(value, float) else int(value))


def _digits(plain):
    """The digits of a Decimal with commas, no needless zeros, and a true minus."""
    text = f"{plain:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def quantity(row):
    """Hedge, number and unit of a row: "more than 870,000 households or visits", "fell 14%"."""
    if pd.isna(row.value):
        return "unreadable"
    hedge, unit = HEDGES[row.qualifier].say(""), row.unit
    if row.reading == "uncertain" and row.low != row.high:
        return f"{number(row.low)} to {number(row.high)} {unit_words(unit)}"
    if row.kind == "change":
        verb = "fell" if row.value < 0 else "rose"
        size = "%" if unit == "percent" else f" {unit_words(unit, abs(row.value))}"
        return f"{verb} {hedge and 'by ' + hedge}{number(abs(row.value))}{size}"
    if unit == "percent":
        return f"{hedge}{number(row.value)}%"
    if unit == "rank":
        return f"{hedge}rank {number(row.value)}"
    return f"{hedge}{number(row.value)} {unit_words(unit, row.value)}"


def size(row):
    """Hedge and number of a row, where the unit is said elsewhere: "more than 3.27"."""
    if row.reading == "uncertain" and row.low != row.high:
        return f"{number(row.low)} to {number(row.high)}"
    return f"{HEDGES[row.qualifier].say(number(row.value))}"


def day(when):
    """A date as 8 Aug 2022."""
    return f"{when.day} {when:%b %Y}"


def period(row):
    """The period of a row; what is inferred is marked by a star: 1 Jan – 8 Aug 2022*."""
    start, end = row.period_start, row.period_end
    if pd.isna(start) and pd.isna(end):
        return "period not stated"
    star = "*" if row.period_basis == "inferred" else ""
    if pd.isna(start):
        return f"{'as of' if row.claim == 'standing' else 'to'} {day(end)}{star}"
    if pd.isna(end):
        return f"from {day(start)}{star}"
    if start == end:
        return f"{day(end)}{star}"
    begin = f"{start.day} {start:%b}" + (f" {start.year}" if start.year != end.year else "")
    return f"{begin} – {day(end)}{star}"


def printed_words(row):
    """What is counted, in the words of a selected report, from the row's note; else the metric's Chinese name."""
    found = re.match(r"Chinese label: ([^;]+)", row.note)
    return found[1] if found else row.metric_zh


def doubt(row):
    """The note of a row without the words it opens with."""
    return re.sub(r"^Chinese label: [^;]+(; )?", "", row.note)


def both_names(english, chinese):
    """An English name with the Chinese term beside it."""
    return f"{english} {chinese}" if chinese else english


def listed(items):
    """Words in a row: "a", "a and b", "a, b and c"."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def counted(n, singular, plural=None):
    """ "1 figure", "3 figures"."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"
