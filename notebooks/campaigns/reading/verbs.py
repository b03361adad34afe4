"""The verb that holds for a number: before it, behind it, before the list it stands in, or that of the figure before.

Where that is not certain, a doubt says so.
"""

import re
from dataclasses import dataclass

from campaigns.reading.baselines import ON_YEAR, named
from campaigns.reading.directions import FALL, FEWER_BEHIND, RISE
from campaigns.reading.numerals import HAN, MULTIPLIED, NUMERAL
from campaigns.reading.printed import HEDGE_BEHIND
from campaigns.reading.units import COUNTER

#: Characters before and after a number that are looked at.
AROUND = 120
SENTENCE = re.compile(r"[。；;！!？?\uffff]|\.(?=\s+[A-Z\"“])")

VERB = re.compile(f"{FALL}|{RISE}", re.IGNORECASE)
IN_ITSELF = re.compile("|".join(MULTIPLIED.values()), re.IGNORECASE)
CHANGED = re.compile(f"{VERB.pattern}|{IN_ITSELF.pattern}", re.IGNORECASE)
#: What makes a number a percentage, or percentage points.
PERCENT_WORDS = (
    r"(?:[%％﹪‰]|[个個]?百分[点點]|[个個][点點](?=[，,。；;]|$)"
    r"|per\s?cent(?:age points?)?(?:\b|(?=(?:de|in)crease|drop|rise|fall))|pct\b|(?<=\d)pc\b|(?<=\d )pc\b)"
)
_AND = r"\s*(?:、|，|,|和|及|与|以及|,?\s*\band\b)\s*"
#: Percent behind a number, or behind the last of several: 27.6 and 29 percent.
PERCENT_BEHIND = rf"\.?[\s-]*(?:plus[\s-])?{PERCENT_WORDS}(?:{HEDGE_BEHIND})?"
SHARED_PERCENT = re.compile(rf"(?<=\d)(?:{_AND}\d+(?:\.\d+)?)+[\s-]*(?P<percent>{PERCENT_WORDS})", re.IGNORECASE)
#: What may stand between a verb and the numbers it holds for.
CARRIED = re.compile(
    rf"(?:\s|、|，|,|和|及|与|以及|and\b|respectively\b"
    r"|at\s+an?(?:\s+[a-z]+){1,2}\s+rate\s+of\b|again\b|sharply\b|slightly\b|further\b|by\b|of\b"
    rf"|an?(?:\s+[a-z]+(?:ing|ed|al|ic)|\s+(?:average|total)\s+of)?\b|{ON_YEAR}"
    rf"|幅度|趋势|率|了|为|达到?|均|分[别別]|各|在|又|近|约|超过?|逾|有"
    rf"|百分之[{HAN}点點]+|(?:[\d.,]+|[{HAN}点點]+|one|two){PERCENT_BEHIND}"
    rf"|[{HAN}]+成|[\d.]+倍|\d+(?:\.\d+)?(?={_AND}(?:\d|$))"
    r"|…|(?:more|less) than\b|nearly\b|about\b|almost\b|over\b)*",
    re.IGNORECASE,
)
#: Reduced the number of thefts by; down 11, or 8 percent.
_CARRIED_FAR = re.compile(
    rf"[\d.,]+[万萬]?(?:{COUNTER})[,，]?[或即]|(?:\s+[a-z'’-]+){{1,6}}?\s+by\s+"
    r"|\s+(?:by\s+)?[\d,.]+(?:\s+[a-z]+){0,2},?\s+or\s+(?:[a-z]+\s+)?",
    re.IGNORECASE,
)
#: What stands between a verb and a number that it may hold for: 压降刑案41.3%, cut street crime 12 percent.
_MAYBE_CARRIED = re.compile(
    rf"[^\W\d{HAN}a-z到至为占达率中后前超]{{1,8}}|(?:\s+(?!to\b|from\b|with\b|and\b|as\b|by\b|while\b)[a-z-]+){{1,5}}\s+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    rf"\)?(?:\s*\([^()]{{1,25}}\))?(?:\s+{ON_YEAR})?[\s-]*(?:(?:[a-z]+(?:ed|all?|ic|nt))\s+)?(?P<noun>(?:drop|decline|decrease|fall|reduction|plunge|slump"
    r"|slide|dip|cut|rise|increase|growth|jump|surge|climb|gain|swell|hike"
    r"|spike|leap|uptick|upsurge|boost|improvement|contraction|shrinkage|dive|decrement|increment|upturn|downturn|cutback)s?|fewer|lower|less|below|beneath|under"
    r"|off(?=\s+(?:last|the|its|their|a)\b)|smaller|higher|more|above|larger|down|up)\b(?!\s+than\s+(?!(?:19|20)\d\d\b)\d)"
    r"|\s?的?(?P<han>[降跌减增涨升]幅"
    r"|(?:同比|环比)?(?:下降|下滑|回落|减少|增长|上升|增加|提升)(?![\d了至到近约超]|百分))"
)
#: A verb that stands alone at once before a percentage: 低8.2%, ;多28.7%. It may stand before a list, or far before.
_SHORT = re.compile(r"(?<![最不更提降减減升新较較增至太很])[低少高多]出?了?$")
_FAR = re.compile(
    r"[^\d:：]{0,30}[:：][^:：]*"
    rf"|(?![^,，(（]*\b(?:to|of|while|but|with)\b)[^\d{HAN}]{{0,60}}[,，(（、—-]\s*(?:by\s+|即|共|达)?",
    re.IGNORECASE,
)
#: The decrease in robbery and theft stood at 31 and 12 percent.
_NOUN_FAR = re.compile(
    r"\b(?:the|an?|its|their|this)\s+(?:[a-z]+\s+)?"
    r"(?P<noun>drop|decline|decrease|fall|reduction|rise|increase|growth)s?"
    r"\s+(?:in|of|for)\s+[^\d.;]{2,80}\s(?:[\d.]+(?:,?\s+and|,)\s+)*$",
    re.IGNORECASE,
)
#: The rise of 48% narrowed down to 27%: the second is a rise too.
_TEMPERED = re.compile(
    r"\b(?:narrow|slow|moderat|accelerat|widen|quicken)(?:e?d|ing|s)(?:\s+down|\s+further)?\s+to\s+$", re.IGNORECASE
)
_EQUAL = re.compile(
    r"[^\d.;]{0,20}\b(?:equat|amount|equal|stand|com)(?:s|ed|ing)?\s+(?:to|at)\s+$"
)  # a fall equal to 28%
_ELLIPSIS = re.compile(r"其次|;\s+[a-z -]{2,30},\s+$")  # Robberies fell 31 percent; muggings, 12 percent
_NEITHER = re.compile(
    rf"占|[率度例分值性](?:分[别別]|均|总体|已|也|都)?[为是达到高至仅]{{0,2}}(?:{HEDGE_BEHIND})?$|[由从從]$"
    r"|[^\W\d]+[率度](?:分[别別])?$|\b(?:rate|share|proportion|satisf\w*|score|reached|accounted|stood|made up|while|success)\b"
    r"|\b(?:to|at|of|from)\s+$",
    re.IGNORECASE,
)
#: Robbery 12%, theft 9%, both down.
_ALL_BEHIND = re.compile(
    rf"(?:[^\d。；;.]{{1,20}}[\d.]+\s?{PERCENT_WORDS})*[^\d。；;.]{{0,25}}?(?:{VERB.pattern})"
    r"(?!\D{0,8}(?:\d|百分之))(?=\D{0,8}(?:[。；;.]|$))",
    re.IGNORECASE,
)
#: The same of counts: 同比分[别別]减少3起、2人. In English a count is a change behind "by" and "of", or "up" and "down" alone.
_COUNT_CARRIED = re.compile(
    rf"(?:\s|率|了|为|达到?|均|分[别別]|各|[近约逾]|[发报破立抓死伤亡]案?获?|超过?|(?:[\d.]+[万余]*|[{HAN}]+)(?:{COUNTER})(?:、|和|及|[与與])?"
    rf"|[\d.]+{PERCENT_BEHIND}(?:,?\s+or\b|[,，]?[或即])"
    r"|by\b|of\b|an?\b|sharply\b)*"
)
_LEVEL_BEHIND = re.compile(rf"{PERCENT_WORDS}[,，]\s*(?:达到?|升至|至)$", re.IGNORECASE)  # 提高2个百分点,达到68%
BY = re.compile(r"\bby\s+(?:an?\s+(?:[a-z-]+\s+){1,3})?(?:\d[\d.]*\s+and\s+)?$", re.IGNORECASE)
_UP_OR_DOWN = re.compile(r"(?:,|--|[–—(]|\b(?:was|were|is|are|went))\s*$", re.IGNORECASE)
_MORE_BEHIND = re.compile(rf"{FEWER_BEHIND}|{FEWER_BEHIND.replace('fewer|less|lower', 'more|higher')}", re.IGNORECASE)
TOO = "To decide: does the fall or rise before it hold for this number too?"
_LINKED = re.compile(r"、|和|及|\b(?:and|or)\b|[,，]\s*$|,\s+(?:[a-z-]+\s+){1,4}$|[(（]$", re.IGNORECASE)


_IN_LIST = re.compile(r"[^.\d]{0,20};\s+(?:and\s+)?|[^.\d]{0,20},\s+or\s+")


@dataclass(frozen=True)
class Place:
    """Where a number stands: its sentence in the line, its own ends, whether it is a percentage."""

    line: str
    sentence: int
    start: int
    last: int
    stop: int
    percent: bool


def verb_of(place, verbs, earlier):
    """(spans of the words that say fall or rise, doubts) of a number."""
    line, start, last = place.line, place.start, place.last
    if not place.percent:
        return _verb_of_count(place, verbs, earlier)
    if own := IN_ITSELF.search(line, start, last):
        return [own.span()], []
    if short := _short(place):
        return [short.span()], []
    if verbs and (
        not _apart(place, verbs[-1].end())
        and not _LEVEL_BEHIND.search(line, verbs[-1].end(), start)
        and CARRIED.fullmatch(line, verbs[-1].end(), start)
        or _CARRIED_FAR.fullmatch(line, verbs[-1].end(), start)
    ):
        return [verbs[-1].span()], []
    if suffix := _SUFFIX.match(line, last):
        return [suffix.span(suffix.lastgroup)], []
    noun = _NOUN_FAR.search(line, place.sentence, start)
    if noun or verbs and _is_far(place, verbs[-1]):
        span = noun.span("noun") if noun else verbs[-1].span()
        return [span], [f"To decide: does {line[slice(*span)]} hold for it?"]
    if not earlier:
        return [], []
    end, changed = earlier[-1].number[1], earlier[-1].changed
    if changed and _ELLIPSIS.search(line[end:start]):  # 其次是抢劫案件,为50%
        return [], [TOO]
    if (changed or earlier[-1].doubts) and _goes_on(line, end, start):
        return ([verbs[-1].span()] if verbs and changed and not _is_share(place) else []), [TOO]
    return [], []


def _is_far(place, verb):
    """Whether a verb may hold for a number though other words stand between."""
    line, end, start = place.line, verb.end(), place.start
    if _MAYBE_CARRIED.fullmatch(line, end, start) or BY.search(line, place.sentence, start):
        return True  # 压降刑案41.3%; drops in robberies, by 64 per cent
    if _TEMPERED.search(line, end, start) or _EQUAL.match(line, end, start):
        return True
    if (
        verb[0].endswith(("幅", "幅度"))
        and start - end < 20
        and not re.search(rf"[倍成]|{PERCENT_WORDS}", line[end:start])
    ):
        return True  # 降幅为近五年之最,达19.2%
    return bool(_FAR.fullmatch(line, end, start)) and not _is_level(place, end)


def _short(place):
    """The match of a verb that stands alone (比去年低), unless the number compares two places (比全省低)."""
    short = _SHORT.search(place.line, place.sentence, place.start)
    clause = max(place.line.rfind(mark, place.sentence, place.start) for mark in "，,；;") + 1
    compares = short and re.search("[比较]", place.line[clause : short.start()])
    return None if compares and not named(place.line, max(clause, place.sentence), short.start()) else short


def _apart(place, end):
    """Whether a share stands behind a clause that ends with a verb: crime fell 3 percent, and 98 percent of residents."""
    gap = place.line[end : place.start]
    if re.search(r"\d", gap):
        return _is_share(place)
    return bool(re.fullmatch(r"\s*(?:[，,]|,?\s+and\b).*", gap)) and _is_level(place, end)


def _is_share(place):
    """Whether the words at once behind a percentage tell of what it is a share: "of", 上升41.7%,逾七成与网上骗案有关."""
    line, last = place.line, place.last
    listed = line[place.sentence : place.start].endswith((",", "，"))
    return bool(
        re.match(r"\s+of\b", line[last:]) or listed and re.match(rf"(?![和及与與]?[\d{HAN}])[一-鿿]", line[last:])
    )


def _is_level(place, since):
    """Whether a percentage is a share or a rate, by the words since a place and those behind it."""
    words = place.line[place.start : place.last]
    behind = place.line[place.last : place.stop]
    return bool(_NEITHER.search(place.line[since : place.start]) or re.match(r"\s+of\b|的(?!降|跌|下)", behind)) or (
        "百分点" not in words and bool(_SUFFIX.match(behind))
    )


def _verb_of_count(place, verbs, earlier):
    """The same of a number of cases or people: a verb just before it, or "fewer" behind it."""
    line, start, last = place.line, place.start, place.last
    number = NUMERAL.search(line, start, last)
    if number and (behind := _MORE_BEHIND.match(line, number.end(), place.stop)):
        return [behind.span()], []
    if verbs and _in_brackets(place, earlier):
        return [verbs[-1].span()], ["To decide: is it the change in number, or what it came to?"]
    if not verbs or not _COUNT_CARRIED.fullmatch(line, verbs[-1].end(), start):
        further = verbs and earlier and earlier[-1].changed and BY.search(line, place.sentence, start)
        goes_on = further and _goes_on(line, earlier[-1].number[1], start)  # deaths fell by 30 and injuries by 120
        joined = verbs and earlier and earlier[-1].changed and earlier[-1].kind != "percent"
        goes_on = goes_on or joined and re.fullmatch(r",?\s+and\s+", line[earlier[-1].number[1] : start])
        return ([verbs[-1].span()], [TOO]) if goes_on else ([], [])
    verb, between = verbs[-1], line[verbs[-1].end() : start]
    alone = verb[0].lower() in ("up", "down") and _UP_OR_DOWN.search(line, place.sentence, verb.start())
    holds = alone or not verb[0].isascii() or "by " in between or "of " in between
    return ([verb.span()], []) if holds else ([], [])


def _in_brackets(place, earlier):
    """Whether a count says in brackets what a change of percent behind another count is: 3,289 cases, down 7% (260)."""
    line, start, last = place.line, place.start, place.last
    if (
        not earlier
        or not earlier[-1].changed
        or all(figure.changed or figure.kind == "percent" for figure in earlier[-4:])
    ):
        return False
    return bool(re.fullmatch(r"\s*[(（]", line[earlier[-1].number[1] : start]) and re.match("[)）]", line[last:]))


def _goes_on(line, end, start):
    """Whether a percent without a verb goes on from the figure before: "thefts 30 percent and frauds 36 percent"."""
    gap = line[end:start]
    return len(gap) < 60 and bool(_LINKED.search(gap)) and not SENTENCE.search(gap)


def goes_on_in_list(place, before):
    """Whether a number goes on in a list of changes: rises of 27 cases, or 22 percent; 14 cases, or 70 percent."""
    gap = place.line[before.number[1] : place.start]
    return bool(_IN_LIST.fullmatch(gap)) and (before.changed or TOO in before.doubts)


#: A count whose verb is none of those known: 较去年同期淘汰25宗, as machines translate.
_VERB_UNKNOWN = re.compile(r"[，,](?P<baseline>[较較比][^，,。；;\d]{2,8})[^\W\d_a-z为為是有的至到达達和及期年]{2}$")


def unnamed(place, verbs):
    """The doubt of a number whose verb is not known, beside a baseline or another change of its sentence."""
    if not place.percent:
        unknown = _VERB_UNKNOWN.search(place.line, place.sentence, place.start)
        beside = unknown and named(unknown["baseline"], 0, len(unknown["baseline"]))
        return ["To decide: is it a fall or a rise?"] if beside else []
    clause = re.split("[，,；;：:]", place.line[max(0, place.start - AROUND) : place.start])[-1][-25:]
    behind = re.split("[,.;，。；]", place.line[place.last : place.last + AROUND // 2])[0]
    beside = (
        not clause.endswith(("至", "到"))
        and named(clause, 0, len(clause))
        or (behind.isascii() and named(behind, 0, len(behind)))
    )
    beside = beside or BY.search(place.line, place.sentence, place.start)
    beside = beside or verbs and not _is_level(place, verbs[-1].end()) or _ALL_BEHIND.match(place.line, place.last)
    return ["To decide: is it a fall or a rise?"] if beside else []
