"""The change that a number states: the verb that holds for it, and the baseline that it is measured against.

One verb may hold for several numbers, and a baseline for several verbs, until another period is named; where that is
not certain, a doubt says so.
"""

import re
from dataclasses import dataclass

from campaigns.reading.baselines import ON_YEAR, named, of_multiple, standing
from campaigns.reading.numerals import HAN, MULTIPLIED, NUMERAL
from campaigns.reading.printed import FALL, FEWER_BEHIND, HEDGE_BEHIND, RISE
from campaigns.reading.settled import YEAR
from campaigns.reading.units import COUNTER, PERCENT

#: Characters before and after a number that are looked at.
AROUND = 120
SENTENCE = re.compile(r"[。；;！!？?\uffff]|\.(?=\s+[A-Z\"“])")

VERB = re.compile(f"{FALL}|{RISE}", re.IGNORECASE)
_IN_ITSELF = re.compile("|".join(MULTIPLIED.values()), re.IGNORECASE)
CHANGED = re.compile(f"{VERB.pattern}|{_IN_ITSELF.pattern}", re.IGNORECASE)
_PERCENT = (
    r"(?:[%％‰]|[个個]?百分[点點]|[个個][点點](?=[，,。；;]|$)"
    r"|per\s?cent(?:age points?)?(?:\b|(?=(?:de|in)crease|drop|rise|fall))|pct\b)"
)
_AND = r"\s*(?:、|，|,|和|及|与|以及|,?\s*\band\b)\s*"
#: Percent behind a number, or behind the last of several: 27.6 and 29 percent.
PERCENT_BEHIND = rf"\.?[\s-]*{_PERCENT}(?:{HEDGE_BEHIND})?"
SHARED_PERCENT = re.compile(rf"(?<=\d)(?:{_AND}\d+(?:\.\d+)?)+[\s-]*(?P<percent>{_PERCENT})", re.IGNORECASE)
#: What may stand between a verb and the numbers it holds for.
_CARRIED = re.compile(
    rf"(?:\s|、|，|,|和|及|与|以及|and\b|respectively\b"
    r"|again\b|sharply\b|slightly\b|further\b|by\b|of\b"
    rf"|an?(?:\s+[a-z]+(?:ing|ed|al|ic)|\s+(?:average|total)\s+of)?\b|{ON_YEAR}"
    rf"|幅度|趋势|率|了|为|达到?|均|分别|各|在|又|近|约|超过?|逾|有|百分之[{HAN}点點]+|(?:[\d.,]+|[{HAN}点點]+|one|two){PERCENT_BEHIND}"
    rf"|[{HAN}]+成|\d+(?:\.\d+)?(?={_AND}(?:\d|$))"
    r"|…|(?:more|less) than\b|nearly\b|about\b|almost\b|over\b)*",
    re.IGNORECASE,
)
#: Reduced the number of thefts by; down 11, or 8 percent.
_CARRIED_FAR = re.compile(
    rf"[\d.,]+[万萬]?(?:{COUNTER})[,，]?[或即]|(?:\s+[a-z'’-]+){{1,6}}?\s+by\s+|\s+(?:by\s+)?[\d,.]+(?:\s+[a-z]+){{0,2}},?\s+or\s+(?:[a-z]+\s+)?",
    re.IGNORECASE,
)
#: What stands between a verb and a number that it may hold for: 压降刑案41.3%, cut street crime 12 percent.
_MAYBE_CARRIED = re.compile(
    rf"[^\W\d{HAN}a-z到至为占达率中后前超]{{1,8}}|(?:\s+(?!to\b|from\b|with\b|and\b|as\b|by\b|while\b)[a-z-]+){{1,5}}\s+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    rf"\)?(?:\s*\([^()]{{1,25}}\))?(?:\s+{ON_YEAR})?[\s-]*(?P<noun>drop|decline|decrease|fall|reduction|plunge|slump|slide|dip|cut|rise|increase|growth"
    r"|jump|surge|climb|gain|fewer|lower|less|below|beneath|under|off(?=\s+(?:last|the|its|their|a)\b)|smaller|higher|more|above|larger|down|up)\b(?!\s+than\s+\d)"
    r"|\s?的?(?P<han>[降跌减增涨升]幅|(?:同比|环比)?(?:下降|下滑|回落|减少|增长|上升|增加|提升)(?![\d了至到近约超]|百分))"
)
#: A verb that stands alone at once before a percentage: 低8.2%, ;多28.7%. It may stand before a list, or far before.
_SHORT = re.compile(r"(?<![最不更提降减升新较增至太很])[低少高多]出?了?$")
_FAR = re.compile(
    rf"(?:[^\d:：]{{0,30}}[:：][^:：]*|(?![^,，(（]*\b(?:to|of|while|but|with)\b)[^\d{HAN}]{{0,60}}[,，(（、—-]\s*(?:by\s+|即|共|达)?)",
    re.IGNORECASE,
)
_NEITHER = re.compile(
    rf"占|[率度例分值性](?:分别|均|总体|已|也|都)?[为是达到高至仅]{{0,2}}(?:{HEDGE_BEHIND})?$|[^\W\d]+[率度](?:分别)?$|\b(?:rate|share|proportion|satisf\w*|score|reached|accounted|stood|made up|while|success)\b|\b(?:to|at|of|from)\s+$",
    re.IGNORECASE,
)
#: Robbery 12%, theft 9%, both down.
_ALL_BEHIND = re.compile(
    rf"(?:[^\d。；;.]{{1,20}}[\d.]+\s?{_PERCENT})*[^\d。；;.]{{0,25}}?(?:{VERB.pattern})(?!\D{{0,8}}\d)(?=\D{{0,8}}(?:[。；;.]|$))",
    re.IGNORECASE,
)
#: The same of counts: 同比分别减少3起、2人. In English a count is a change behind "by" and "of", or "up" and "down" alone.
_COUNT_CARRIED = re.compile(
    rf"(?:\s|率|了|为|达到?|均|分别|各|[近约逾]|[发报破立抓]案?获?|超过?|[\d.]+[万余]*(?:{COUNTER})(?:、|和|及|与)?|by\b|of\b|an?\b|sharply\b)*"
)
_POINTS = re.compile(r"[\d.]+\s+points?\b")
_BY = re.compile(r"\bby\s+(?:\d[\d.]*\s+and\s+)?$", re.IGNORECASE)
_UP_OR_DOWN = re.compile(r"(?:,|\b(?:was|were|is|are|went))\s*$", re.IGNORECASE)
_ADDED = re.compile("增加|增|提[升高]|扩大|多|more|up", re.IGNORECASE)  # may also say what was added: 增加警力300名
_MORE_BEHIND = re.compile(rf"{FEWER_BEHIND}|{FEWER_BEHIND.replace('fewer|less|lower', 'more|higher')}", re.IGNORECASE)
#: What a number behind a change is measured from; it may also be the begin of a period.
_MEASURED_FROM = re.compile(r"\s*(?:[a-z]+\s+){0,3}?from\s+(?:[A-Z\d]|(?:the|its|their|last|pre|an?)\b)")
_COMPARED = re.compile(r"\bcompared\b|\bthan\b|\bagainst\b|相比|[较比](?![例重如率降升较])", re.IGNORECASE)
_YEAR_FELL = re.compile(r"(去年|上一?年度?|全年|(?<!\d)(?:19|20)\d\d年)(?:全年)?$")  # 刑案去年下降16.4%
_SINCE = re.compile(r"[^，,。；]{0,12}以来|\bsince\s+(?:the|its|it)(?:\s+\w+){1,3}", re.IGNORECASE)
#: A period that ends what an earlier baseline holds for.
_PERIOD = re.compile(
    rf"{YEAR}|\d月|[一二三四]季度|[上下]半年|[今去上本][年月周]|\b(?:this|last)\s+(?:year|month|week|quarter)\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_TOO = "To decide: does the fall or rise before it hold for this number too?"
_LINKED = re.compile(r"、|和|及|\b(?:and|or)\b|[,，]\s*$|,\s+(?:[a-z-]+\s+){1,4}$|[(（]$", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """What a number says of a change: its spans, doubts, whether it is one, and the baseline, "" of no change."""

    spans: list
    doubts: list
    changed: bool = False
    baseline: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a number stands: its sentence in the line, its own ends, whether it is a percentage."""

    line: str
    sentence: int
    start: int
    last: int
    stop: int
    percent: bool


def change(line, core, earlier, above=""):
    """The Change that the number at core (start, end, kind) states, behind the earlier figures of the paragraph.

    above: the baseline that holds at the end of the paragraph above, or "".
    """
    start, last, kind = core
    if kind in ("rank", "length"):
        return Change([(start, last)], [])
    if kind == "multiple":
        of_before = next((figure.baseline for figure in earlier[-2:] if figure.kind == kind), "")  # 3.4 times more
        return Change([(start, last)], [], baseline=of_multiple(line, start, last) or of_before)
    left, right = max(0, start - 2 * AROUND), min(len(line), last + AROUND)
    sentence = max((m.end() for m in SENTENCE.finditer(line, left, start)), default=left)
    stop = next((m.start() for m in SENTENCE.finditer(line, last, right)), right)
    place = _Place(line, sentence, start, last, stop, kind == "percent")
    verbs = list(VERB.finditer(line, sentence, start))
    words, doubts = _verb(place, verbs, earlier)
    if not words and (whole := _of_another_year(place)):
        return Change([(start, last)], ["To decide: a share of another year's figure; is it a fall?"], baseline=whole)
    if not words:
        return Change([(start, last)], doubts or _unnamed(place, verbs) if place.percent else doubts)
    spans = sorted({*words, (start, last)})
    near, told, baseline = _baseline(place, spans, verbs, (earlier, above))
    if not place.percent and not baseline:
        if _ADDED.search("".join(line[slice(*span)] for span in words)):
            return Change([(start, last)], ["To decide: is it a change in number, or what was added?"])
        doubts = [*doubts, "To decide: a change in number, of which a fall is negative; what is it measured against?"]
    spans = sorted([*spans, near]) if near else spans
    return Change(spans, [*doubts, *told], True, baseline or "not_stated")


_LAST_YEARS = re.compile(
    rf"(?:为|是|仅|不[到及足]|相当于)(?:[去上]年|{YEAR}年)(?:同期|水平)?的(?:百分之)?$"
)  # 80% of last year's
_FROM_YEAR = re.compile(rf"(?:^|[^不])[从由從至到自](?:[去上]年|{YEAR}年)(?:同期|水平)?的\D?$")


def _of_another_year(place):
    """The baseline of a share in words (half of the 300 cases in 2016, 去年的三成), or "" if it is a share of a whole."""
    words = place.line[place.start : place.last]
    ahead = _LAST_YEARS.search(place.line, 0, place.start) or re.match(r"\s+of\b", place.line[place.last :])
    level = _FROM_YEAR.search(place.line, 0, place.start)  # from last year's 18.2% to 16.1%
    if level or not place.percent or re.search("百分[点點]|point", words) or PERCENT.search(words) and not ahead:
        return ""
    number = NUMERAL.search(place.line, place.start, place.last)
    return of_multiple(place.line, number.start() if number else place.start, place.last)


# ---- the verb ------------------------------------------------------------------------------------------------------


def _verb(place, verbs, earlier):
    """(spans of the words that say fall or rise, doubts) of a number."""
    line, start, last = place.line, place.start, place.last
    if not place.percent:
        return _verb_of_count(place, verbs, earlier)
    if own := _IN_ITSELF.search(line, start, last):
        return [own.span()], []
    if short := _short(place):
        return [short.span()], []
    if verbs and (
        _CARRIED.fullmatch(line, verbs[-1].end(), start) or _CARRIED_FAR.fullmatch(line, verbs[-1].end(), start)
    ):
        return [verbs[-1].span()], []
    if suffix := _SUFFIX.match(line, last):
        return [suffix.span(suffix.lastgroup)], []
    if verbs and _MAYBE_CARRIED.fullmatch(line, verbs[-1].end(), start):
        return [verbs[-1].span()], [f"To decide: does {verbs[-1][0]} hold for it?"]
    far = verbs and verbs[-1][0].endswith(("幅", "幅度")) and start - verbs[-1].end() < 20  # 降幅为近五年之最,达19.2%
    far = far and not PERCENT.search(line, verbs[-1].end(), start)
    if far or verbs and _BY.search(line, place.sentence, start):  # drops in robberies, by 64 per cent
        return [verbs[-1].span()], [f"To decide: does {verbs[-1][0]} hold for it?"]
    if verbs and _FAR.fullmatch(line, verbs[-1].end(), start) and not _is_level(place, verbs[-1].end()):
        return [verbs[-1].span()], [f"To decide: does {verbs[-1][0]} hold for it?"]
    if earlier and earlier[-1].changed and "其次" in line[earlier[-1].number[1] : start]:  # 其次是抢劫案件,为50%
        return [], [_TOO]
    if earlier and (earlier[-1].changed or earlier[-1].doubts) and _goes_on(line, earlier[-1].number[1], start):
        level = re.match(r"\s+of\b", line[last:])
        return ([verbs[-1].span()] if verbs and earlier[-1].changed and not level else []), [_TOO]
    return [], []


def _short(place):
    """The match of a verb that stands alone (比去年低), unless the number compares two places (比全省低)."""
    short = _SHORT.search(place.line, place.sentence, place.start)
    clause = max(place.line.rfind(mark, place.sentence, place.start) for mark in "，,；;") + 1
    compares = short and re.search("[比较]", place.line[clause : short.start()])
    return None if compares and not named(place.line, max(clause, place.sentence), short.start()) else short


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
    if not verbs or not _COUNT_CARRIED.fullmatch(line, verbs[-1].end(), start):
        further = verbs and earlier and earlier[-1].changed and _BY.search(line, place.sentence, start)
        goes_on = further and _goes_on(line, earlier[-1].number[1], start)  # deaths fell by 30 and injuries by 120
        return ([verbs[-1].span()], [_TOO]) if goes_on else ([], [])
    verb, between = verbs[-1], line[verbs[-1].end() : start]
    alone = verb[0].lower() in ("up", "down") and _UP_OR_DOWN.search(line, place.sentence, verb.start())
    holds = alone or not verb[0].isascii() or ("by " in between or "of " in between) or _POINTS.match(line, start)
    return ([verb.span()], []) if holds else ([], [])


def _goes_on(line, end, start):
    """Whether a percent without a verb goes on from the figure before: "thefts 30 percent and frauds 36 percent"."""
    gap = line[end:start]
    return len(gap) < 60 and bool(_LINKED.search(gap)) and not SENTENCE.search(gap)


def _unnamed(place, verbs):
    """The doubt of a percentage whose verb is not known, beside a baseline or another change of its sentence."""
    clause = re.split("[，,；;：:]", place.line[max(0, place.start - AROUND) : place.start])[-1][-25:]
    behind = re.split("[,.;，。；]", place.line[place.last : place.last + AROUND // 2])[0]
    beside = (
        not clause.endswith(("至", "到"))
        and named(clause, 0, len(clause))
        or (behind.isascii() and named(behind, 0, len(behind)))
    )
    beside = beside or _BY.search(place.line, place.sentence, place.start)
    beside = beside or verbs and not _is_level(place, verbs[-1].end()) or _ALL_BEHIND.match(place.line, place.last)
    return ["To decide: is it a fall or a rise?"] if beside else []


# ---- the baseline --------------------------------------------------------------------------------------------------


def _baseline(place, spans, verbs, context):
    """(span to print or None, doubts, baseline or "") of a change whose number and verb stand at spans."""
    words, shared = _words_of_baseline(place, spans, verbs)
    if words:
        start, end, baseline = words
        said = place.line[start:end]
        if not baseline.startswith("against"):
            doubt = f"To decide: is {said} its baseline too? It is printed at another figure"
            numbered = said.isascii() and NUMERAL.search(said) or re.search(r"[前上]一?个?[\d二三四五六七八九十]", said)
            printed = None if numbered else (start, end)  # "the first half of last year", 与行动前四十天相比
            return printed, [doubt] if shared else [], baseline
        return None, [f"To decide: the baseline is another one ({said})"], baseline
    if baseline := _inherited(place, *context):
        return None, [f"To decide: is its baseline that of the figure before, {baseline}?"], baseline
    if two := _two_years(place):
        return None, [f"To decide: is it measured against {two}, of the two years before it?"], f"against {two}"
    if year := _YEAR_FELL.search(place.line, place.sentence, spans[0][0]):
        return None, [f"To decide: is it measured against the year before? It is said of {year[1]}"], "year_on_year"
    if _COMPARED.search(place.line, place.sentence, place.stop) or _MEASURED_FROM.match(
        place.line, place.last, place.stop
    ):
        return None, ["To decide: what is it measured against?"], ""
    if since := _SINCE.search(place.line, place.sentence, place.stop):
        return None, [f"To decide: is it measured against the time before ({since[0].strip()})?"], ""
    return None, [], ""


def _two_years(place):
    """The earlier of the two years whose numbers a change is told behind (312 in 2020 and 280 in 2021, a fall of)."""
    window = place.line[max(0, place.start - AROUND) : place.start]
    years = [found[0] for found in re.finditer(YEAR, window)]
    compared = len(years) == 2 and abs(int(years[0]) - int(years[1])) < 10 and not PERCENT.search(window)
    return min(years) if compared and len(NUMERAL.findall(window)) > 3 else ""


def _words_of_baseline(place, spans, verbs):
    """((start, end, baseline) or None, whether the words stand at another figure)."""
    line, last = place.line, spans[-1][1]
    found = named(line, place.sentence, place.stop)
    carried = _CARRIED.match(line, last, place.stop).end()
    both = [
        (one, two)
        for one, two in zip(found, found[1:], strict=False)
        if re.fullmatch(r"\s+and\s+", line[one[1] : two[0]])
    ]
    if both and both[0][0][0] >= last:  # 12% and 8% year on year and month on month
        return both[0][not re.search(_PERCENT, line[last : both[0][0][0]])], False
    for words in found:
        gap = line[carried : words[0]]
        numbers = NUMERAL.search(re.sub(YEAR, "", gap))
        if words[0] >= last and _is_english(line, words) and len(gap) < 45 and not (numbers or VERB.search(gap)):
            return words, False
    first = spans[0][0]
    for start, end, name in found:  # 降0.08%(同比)
        if re.fullmatch(r"\s*[(（]", line[last:start]) and re.match("[)）]", line[end:]):
            return (start, end, name), False
        if re.fullmatch("[,，]", line[last:start]) and end == place.stop:  # 低了4.1个百分点,比去年。
            return (start, end, name), False
    if within := [words for words in found if first < words[0] < last]:
        return max(within), False
    if before := [words for words in found if words[1] <= first]:
        return _before(place, before, first, verbs)
    behind = [words for words in found if words[0] >= last and _is_english(line, words)]
    return (min(behind), True) if behind else (None, False)  # perhaps said once for several, behind the last of them


def _is_english(line, words):
    return line[words[0]].isascii() and line[words[0] : words[1]].isascii()


def _before(place, before, first, verbs):
    """The nearest words before the verb, or of two that share a verb (同比、环比分别) those whose turn it is."""
    line, (start, end, _) = place.line, before[-1]
    pair = before[-2:] if len(before) > 1 and re.fullmatch("、|和|及|与", line[before[-2][1] : start]) else []
    if pair:
        turn = len(re.findall(_PERCENT, line[end : place.start]))
        return pair[min(turn, 1)], False
    head = start - place.sentence < 3 or re.search("相比$|[比较].{2,4}同期$", line[start:end])
    for_all = head and line[end : end + 1] and line[end] in "，,"
    alike = line.startswith("分别", end) and not re.search("[，,]", line[end:first])  # 同比分别上升6%和下降13%
    if len(years := re.findall(YEAR, before[-1][2])) > 1:  # 比2015年、2016年和2017年分别下降63%、56%和43%
        turn = len(re.findall(_PERCENT, line[max(end, line.rfind("分别", end, place.start)) : place.start]))
        return (start, end, f"against {years[min(turn, len(years) - 1)]}"), False
    others = [verb for verb in verbs if end <= verb.start() < first]
    behind = PERCENT.search(line, place.sentence, start) or _IN_ITSELF.search(line, place.sentence, start)
    of_another = _is_english(line, (start, end)) and behind  # English puts it behind its figure
    return before[-1], bool(others or of_another) and not (for_all or alike)


def _inherited(place, earlier, above):
    """The baseline of the last change of the paragraph, or of the one above, or "" if another period is named since."""
    changes = [figure for figure in earlier[-4:] if figure.baseline]
    end = max(changes[-1].spans[-1][1], changes[-1].number[1]) if changes else 0
    baseline = changes[-1].baseline if changes else above
    if head := standing(place.line, end, place.sentence):
        end, baseline = head
    between = place.line[end : place.start].replace(baseline.removeprefix("against "), "")
    for start, stop, _ in reversed(named(place.line, end, place.start)):
        between = between[: max(0, start - end)] + between[stop - end :]
    far = len(between) > 2 * AROUND or len(SENTENCE.findall(between)) > 2
    return "" if baseline == "not_stated" or far or _PERIOD.search(between) else baseline
