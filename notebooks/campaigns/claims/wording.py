"""Say a figure in words, hedge included, the same way in labels, tables, captions and alt text.

Every function takes one row of reported_figures (or a row of Claims) or plain
values; nothing here is typed twice elsewhere.
"""

import re
from decimal import Context, Decimal
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd

from campaigns.claims import publishers
from campaigns.hedges import HEDGES
from campaigns.reading.units import counter_of

READING_WORDS = {"as_printed": "as printed", "repaired": "repaired reading", "uncertain": "uncertain reading"}
BASELINE_WORDS = {
    "year_on_year": "against the same period a year before (year-on-year, 同比)",
    "previous_period": "against the preceding period (环比)",
    "not_stated": "baseline not stated",
}
#: Scale words, the largest first: (scale, word, digits and decimals that may at most stand before it).
_SCALES = {
    "en": ((10**9, " billion", 4, 3), (10**6, " million", 4, 3)),
    "zh": ((10**8, "亿", 7, 3), (10**4, "万", 6, 2)),
}
#: Chinese terms that stand beside the English ones.
_TERMS = {
    "people": "人", "person_times": "人次", "people_or_person_times": "人 or 人次", "households": "户",
    "household_visits": "户次", "households_or_household_visits": "户 or 户次", "percent": "%", "yuan": "元",
    "rank": "名次", "percentage_points": "个百分点", "vehicle_times": "辆次", "venue_visits": "家次",
    "place_visits": "家次", "visits": "次", "times": "次", "copies": "份", "campuses": "个", "knives": "把",
    "kilograms": "公斤", "tonnes": "吨", "percent_or_percentage_points": "%",
}  # fmt: skip
#: Units whose singular and plural no rule gives.
_IRREGULAR = {
    "people": ("person", "people"),
    "person_times": ("person-time", "person-times"),
    "people_or_person_times": ("person or person-time", "people or person-times"),
    "households_or_household_visits": ("household or visit", "households or visits"),
    "percent_or_percentage_points": ("percent or percentage point", "percent or percentage points"),
    "vehicle_times": ("vehicle-time", "vehicle-times"),
    "campuses": ("campus", "campuses"),
    "knives": ("knife", "knives"),
}
#: Traditional characters in reports' words for what they count, and how our own words write them.
_SIMPLIFIED = str.maketrans(
    "偵傳兒動員嚴場婦尋戰戶掛損數時會業檢決濟為獲現發盤糾紛經網緝總罰臨處設詐資賣賬贓蹤車較輔辦違鎮隱難類飆養騙點",
    "侦传儿动员严场妇寻战户挂损数时会业检决济为获现发盘纠纷经网缉总罚临处设诈资卖账赃踪车较辅办违镇隐难类飙养骗点",
)
#: What stands behind a number in Chinese, where it is neither the term above nor the first counter of the scanner.
_COUNTERS = {
    "people_or_person_times": "人（次）", "households_or_household_visits": "户（次）", "problems": "个",
    "suggestions": "条", "dangers": "处", "risks": "个", "places": "处", "venues": "家", "schools": "所", "warnings": "次",
    "nights": "夜", "dangers_and_disputes": "处（起）", "events": "件", "groups": "个", "homes": "户", "items": "件",
    "leads": "条", "percent_or_percentage_points": "%（个百分点）", "questions": "个", "records": "条", "services": "项",
    "teams": "支",
}  # fmt: skip


def unit_words(unit, value=2, language="en"):
    """The unit in words: "people or person-times", in Chinese its counter "人（次）"; a new unit by its own name."""
    if language == "zh":
        counter = _COUNTERS.get(unit) or _TERMS.get(unit) or counter_of(unit)
        if counter:
            return counter
    plural = unit.replace("_", " ")
    singular, plural = _IRREGULAR.get(unit) or (_singular(plural), plural)
    return singular if value == 1 else plural


def _singular(plural):
    for ending, one in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ss", "ss")):
        if plural.endswith(ending):
            return plural.removesuffix(ending) + one
    return plural.removesuffix("s")


def unit_terms(unit):
    """The unit with its Chinese counter: "person-times (人次)"."""
    chinese = _TERMS.get(unit)
    return f"{unit_words(unit)} ({chinese})" if chinese and chinese != "%" else unit_words(unit)


def number(value, language="en"):
    """A plain number for reading: 870,000, 48.56 million, 12,696,585, −42.71; in Chinese 87万, 4,856万, 1.1亿.

    value: int, float, Decimal or Fraction. A scale word stands only where few digits before it say the whole number.
    """
    plain = _plain(value)
    for scale, word, digits, decimals in _SCALES[language]:
        _, shown, exponent = (plain / scale).normalize().as_tuple()
        if abs(plain) >= scale and len(shown) <= digits and exponent >= -decimals:
            return f"{_digits(plain / scale)}{word}"
    return _digits(plain)


def _plain(value):
    """A number as Decimal: a float without the noise of its last bit, a Fraction to ten significant digits."""
    if isinstance(value, Fraction):
        return Context(prec=10).divide(Decimal(value.numerator), Decimal(value.denominator))
    return value if isinstance(value, Decimal) else Decimal(f"{value:.15g}" if isinstance(value, float) else int(value))


def _digits(plain):
    text = f"{plain:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def quantity(row, language="en"):
    """Hedge, number and unit of a row: "more than 870,000 households or visits", "fell 14%"; "超过87万户（次）"."""
    if pd.isna(row.value) and pd.isna(row.low) and pd.isna(row.high):
        return {"en": "unreadable", "zh": "无法辨读"}[language]
    if row.kind == "change":
        return _change(row, language)
    figure, unit = size(row, language), row.unit
    if unit == "percent":
        return f"{figure}%"
    if unit == "rank":
        return {"en": f"rank {figure}", "zh": f"第{figure}名"}[language]
    return f"{figure}{'' if language == 'zh' else ' '}{_counted_in(row, language)}"


def _counted_in(row, language):
    """The unit of a row in words; person-times of those who are sent out are turns of duty."""
    sent_out = re.search("deployed|_per_day", getattr(row, "metric_id", ""))
    if row.unit == "person_times" and sent_out and language == "en":
        return "turn of duty" if row.value == 1 else "turns of duty"
    return unit_words(row.unit, row.value, language)


def size(row, language="en"):
    """Hedge and number of a row, where the unit is said elsewhere: "more than 3.27"; the candidates if uncertain."""
    hedge = HEDGES[row.qualifier]
    if not _several(row):
        return hedge.say(number(row.value, language), language)
    joint = "或" if language == "zh" else " or "
    return hedge.say(joint.join(number(end, language) for end in (row.low, row.high)), language)


def _several(row):
    """Whether a row has several readings, all of them within its bounds."""
    return row.reading == "uncertain" and row.low != row.high and not pd.isna(row.low) and not pd.isna(row.high)


def _change(row, language):
    fall = (row.low if pd.isna(row.value) else row.value) < 0
    figure = size(_turned(row) if fall else row, language)
    figure += (
        "%" if row.unit == "percent" else " " * (language == "en") + unit_words(row.unit, abs(row.value), language)
    )
    if language == "zh":
        return f"{'下降' if fall else '上升'}{figure}"
    return f"{'fell' if fall else 'rose'} {'' if row.qualifier == 'unhedged' else 'by '}{figure}"


def _turned(row):
    """A fall as its size: value and bounds with the other sign."""
    ends = {"value": -row.value, "low": -row.high, "high": -row.low}
    return SimpleNamespace(qualifier=row.qualifier, reading=row.reading, **ends)


#: The key to the signs that words carry.
SIGNS = {
    "repaired": "○ repaired reading: damage of the print undone",
    "uncertain": "? uncertain reading: several are possible",
    "inferred": "* date inferred, not printed",
}


def signed(row, language="en"):
    """quantity() with the sign of the reading, for tables: "440 suspects ○" repaired, "674,000 cases?" uncertain."""
    sign = {"repaired": " ○", "uncertain": "?"}.get(row.reading, "")
    return f"{quantity(row, language)}{sign}"


def what(row):
    """What a row counts, its limits included: "Disputes resolved 化解矛盾纠纷 (within 3 days)"."""
    scope = getattr(row, "scope", "")
    return both_names(row.metric_en, row.metric_zh) + (f" ({scope})" if scope else "")


def firmness(row):
    """How firm a claim is, in words: as printed with or without hedge, repaired, uncertain, by incomplete count."""
    hedge = "as printed, no hedge" if row.qualifier == "unhedged" else "as printed, hedged"
    words = hedge if row.reading == "as_printed" else READING_WORDS[row.reading]
    return words + (", incomplete count (据不完全统计)" if getattr(row, "incomplete", "") == "yes" else "")


def source(row, language="en"):
    """The report of a row in words: "Guizhou Daily (贵州日报), 8 Aug 2022", "贵州日报，2022年8月8日"."""
    when = None if pd.isna(row.published) else row.published
    return named_source(row.publisher, when, language)


def named_source(name, when, language="en"):
    """A report by its publisher and its day, a date or None."""
    undated = {"en": "no date", "zh": "日期不详"}[language]
    return joined(language, publisher(name, language), day(when, language) if when else undated)


def publisher(name, language="en"):
    """A publisher's name; in Chinese its own."""
    return publishers.in_chinese(name) if language == "zh" else name


def day(when, language="en"):
    """A date as 8 Aug 2022, in Chinese 2022年8月8日."""
    return f"{when.year}年{when.month}月{when.day}日" if language == "zh" else f"{when.day} {when:%b %Y}"


def period(row, language="en"):
    """The period of a row; a star stands behind each date that is inferred: 1 Jan* – 8 Aug 2022, 2022年1月1日*至8月8日."""
    start, end = row.period_start, row.period_end
    if pd.isna(start) and pd.isna(end):
        return {"en": "period not stated", "zh": "时间未说明"}[language]
    first, last = "*" * (row.start_basis == "inferred"), "*" * (row.end_basis == "inferred")
    if pd.isna(start):
        before = {"en": ("to ", "as of "), "zh": ("至", "截至")}[language][row.claim == "standing"]
        return f"{before}{day(end, language)}{last}"
    if pd.isna(end):
        after = f"{day(start, language)}{first}"
        return f"{after}起" if language == "zh" else f"from {after}"
    if start == end:
        return f"{day(end, language)}{first or last}"
    if language == "zh":
        until = day(end, language).removeprefix(f"{start.year}年")
        return f"{day(start, language)}{first}至{until}{last}"
    begin = f"{start.day} {start:%b}" if start.year == end.year else day(start)
    return f"{begin}{first} – {day(end)}{last}"


def printed_words(row):
    """What is counted, in the words of the report; where they were not read, the metric's Chinese name."""
    return row.label_zh or row.metric_zh


def simplified(words):
    """Chinese words of a report in simplified characters, as our own words are."""
    return words.translate(_SIMPLIFIED)


def both_names(english, chinese):
    """An English name with the Chinese term beside it."""
    return f"{english} {chinese}" if chinese else english


def joined(language, *words):
    """Words, those that there are, with the comma of the language between them."""
    return ("，" if language == "zh" else ", ").join(filter(None, words))


def listed(items):
    """Words in a row: "a", "a and b", "a, b and c"."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def few(names, joint=", "):
    """The first six of many names, each once."""
    names = list(dict.fromkeys(map(str, names)))
    return joint.join([*names[:6], *["..."] * (len(names) > 6)])


def counted(n, singular, plural=None):
    """ "1 figure", "3 figures"."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def curled(text):
    """A text with the straight quotes of a name in the data as printed ones: “big visits”, Guizhou’s."""
    return re.sub(r"(?<=\w)'", "’", re.sub(r'"([^"]*)"', r"“\1”", text))
