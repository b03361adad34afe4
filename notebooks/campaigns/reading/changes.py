"""The change that a number states: the verb that holds for it, and the baseline that it is measured against.

One verb may hold for several numbers, and a baseline for several verbs, until another period is named; where that is
not certain, a doubt says so.
"""

import re
from dataclasses import dataclass

from campaigns.reading.baselines import named, of_multiple, standing
from campaigns.reading.directions import SAID_FALL
from campaigns.reading.numerals import HAN, NUMERAL
from campaigns.reading.settled import MONTH, YEAR
from campaigns.reading.units import PERCENT
from campaigns.reading.verbs import (
    AROUND,
    BY,
    CARRIED,
    IN_ITSELF,
    PERCENT_BEHIND,
    PERCENT_WORDS,
    SENTENCE,
    TOO,
    VERB,
    Place,
    goes_on_in_list,
    unnamed,
    verb_of,
)
from campaigns.reading.years import OTHER

_ADDED = re.compile("增加|增|提[升高]|扩大|多|more|up", re.IGNORECASE)  # may also say what was added: 增加警力300名
_INCIDENTS = re.compile(r"[起宗]$|\bcases?$")  # which nobody adds
_NUMBER_ROSE = re.compile("人[数數].?$"), re.compile("[，,、]?[增升]幅")  # 死伤人数增加53人; 增加53人,增幅18.7%
_COMPARED = re.compile(r"\bcompared\b|\bthan\b|\bagainst\b|相比|[较比](?![例重如率降升较])", re.IGNORECASE)
#: Whatever else is compared with: 较集中整治阶段下降, 相较于行动初期，抢夺案下降, lower than during the games.
_THAN_HAN = re.compile(
    r"(?:相[较比]于?|[较比](?![例重率如降升较分]))((?:(?!同期)[^，,。；;、\d]){2,14})(?:[，,][^，,。；;、\d]{1,12})?$"
)
_THAN = re.compile(
    r"\b(?:than|compared\s+(?:with|to))\s+(?:in|on|at|for|from|during)?\s*"
    r"((?:the|its|before|when)\s+[a-z'’-]+(?:\s+[a-z'’-]+){0,8}?)(?=\s*[,.;)]|$)",
    re.IGNORECASE,
)
_EACH = re.compile("分[别別]")
_YEAR_FELL = re.compile(r"(去年|上一?年度?|全年|(?<!\d)(?:19|20)\d\d年)(?:全年)?$")  # 刑案去年下降16.4%
_FELL_LAST_YEAR = re.compile(
    rf",?\s+(?:(?:in|during|for|over)\s+)?((?:last|this)\s+year|{YEAR})\b(?!\s*(?:from|over|to|[-–]))"
)
_SINCE = re.compile(r"[^，,。；]{0,12}以来|\bsince\s+(?:the|its|it)(?:\s+\w+){1,3}", re.IGNORECASE)
_SIGNED = re.compile(r"(?:[同环環]比|[(（]\s?|(?:^|[:：,，、])\s*[a-z ]{1,25}\s)[-–−+]$", re.IGNORECASE)
_SIGNED_COUNT = re.compile(r"[(（]\s?[-–−+]$|[(（][^()（）]{1,20}(?:\bor\s+|[,，、]\s?)\+$")
#: An increase of drugs (+34kg or 87.2%): the plus before the first of two that say the same.
_PLUS = re.compile(r"(?:\+|[(（]\s?\+[\d,.]+\s?\w*,?\s+or\s+(?:an?\s+)?)$")
#: Last year saw 31 robberies; this year there were 12, 61 percent less.
_LAST_AND_THIS = re.compile(
    rf"去年[^。\d]{{0,20}}[\d{HAN}]+[^。\d]{{1,20}}今年[^。\d]{{0,20}}[\d{HAN}]"
    r"|去年(\d{1,2})月[^。]{0,60}今年\1月"
    r"|去年[^。]{0,99}\d[^。]{1,20}。而?今年[^。]{0,30}\d"  # told in a sentence each
    r"|\b[Ll]ast year\b\D{1,50}[\d,.]+\D{1,50}this year\b\D{1,50}\d"
    r"|\b[Tt]his year\b\D{1,50}[\d,.]+\D{1,50}last year\b"
)
#: A period that ends what an earlier baseline holds for.
_PERIOD = re.compile(
    rf"{YEAR}|\d月|[一二三四]季度|[上下]半年|[今去上本][年月周]|\b(?:this|last)\s+(?:year|month|week|quarter)\b"
    rf"|{MONTH}"
)
#: What may stand between a baseline and the verb it holds for: a year-on-year sharp fall.
_CLOSE = re.compile(r"\s+(?:(?!and\b|or\b|but\b|with\b|while\b)[a-z]+\s+)?")
#: The period of a change, told at once behind it: dropped 22 percent last year.
_PERIOD_BEHIND = re.compile(r"(?:,?\s+(?:in\s+the\s+)?(?:this|last)\s+(?:year|month|week|quarter))?\b|")
#: A span that another clause may name: measures taken over the past three years.
_SPAN = re.compile(r"against (?:past|last)\b")
#: What may stand between a baseline and a number whose verb is not known: 同比|见长|12%.
_BESIDE = re.compile(r"\s*(?:[a-z-]+\s+){0,2}|[^\W\da-z到至为是的由从]{0,4}", re.IGNORECASE)
#: The same change in percent, behind a count: 578 cases or 36.1% over 2019.
_AGAIN = re.compile(rf"(?:\s+[a-z]+)?,?\s+or\s+[\d.,]+{PERCENT_BEHIND}", re.IGNORECASE)
#: 比升3.2%, as the lists of the police write it.
_SHORT_RATIO = re.compile("(?<![同环環占相对對])比(?:分[别別])?$")


#: Behind a multiple: a four-fold increase.
_RISE_BEHIND = re.compile(r"\s+(?:increase|rise|growth|jump|surge|spike|hike)s?\b")


@dataclass(frozen=True)
class Change:
    """What a number says of a change: its spans, doubts, whether it is one, and the baseline, "" of no change."""

    spans: list
    doubts: list
    changed: bool = False
    baseline: str = ""


def change(line, core, earlier, above=("", "")):
    """The Change that the number at core (start, end, kind) states, behind the earlier figures of the paragraph.

    above: the baselines that hold at the end of the paragraph above and of a heading, or "".
    """
    start, last, kind = core
    if kind in ("rank", "length"):
        return Change([(start, last)], [])
    left, right = max(0, start - 2 * AROUND), min(len(line), last + 2 * AROUND)
    sentence = max((m.end() for m in SENTENCE.finditer(line, left, start)), default=left)
    stop = next((m.start() for m in SENTENCE.finditer(line, last, right)), right)
    place = Place(line, sentence, start, last, stop, kind == "percent")
    verbs = list(VERB.finditer(line, sentence, start))
    if kind == "multiple":
        return _multiple(place, verbs, earlier, above)
    words, doubts = verb_of(place, verbs, earlier)
    if not words and (sign := _plus(place) or _minus(place, verbs, earlier)):  # an increase of 675 cases (+16.5%)
        words = [sign]
    if not words:
        return _unsaid(place, (verbs, doubts), earlier, above)
    spans = sorted({*words, (start, last)})
    near, told, baseline = _baseline(place, spans, verbs, (earlier, above))
    if not place.percent and not baseline:
        added = _ADDED.search("".join(line[slice(*span)] for span in words))
        rose = _NUMBER_ROSE[0].search(line, sentence, spans[0][0]) or _NUMBER_ROSE[1].match(line, last)
        if added and not rose and not _INCIDENTS.search(line, start, last):
            return Change([(start, last)], ["To decide: is it a change in number, or what was added?"])
        doubts = [*doubts, "To decide: a change in number, of which a fall is negative; what is it measured against?"]
    spans = sorted([*spans, near]) if near else spans
    return Change(spans, [*doubts, *told], True, baseline or "not_stated")


def _multiple(place, verbs, earlier, above):
    """The Change of a multiple: its own baseline, that of the change it goes on from, or that of its verb; else none."""
    line, start, last = place.line, place.start, place.last
    gap = line[earlier[-1].number[1] : start] if earlier else ""
    listed = re.fullmatch(r"[、和及与]|(?:\s+[a-z]+)?\s+or\s+", gap)  # 分别上升40%和3.5倍, 978 cases or 3.7-fold
    alike = (
        earlier[-1:] if listed else [figure for figure in earlier[-2:] if figure.kind == "multiple"]
    )  # 3.4 times more
    baseline = of_multiple(line, start, last) or next((figure.baseline for figure in alike), "")
    carried = verbs and CARRIED.fullmatch(line, verbs[-1].end(), start)  # rose threefold
    if baseline or not (carried or _RISE_BEHIND.match(line, last)):
        return Change([(start, last)], [], baseline=baseline)
    _, told, baseline = _baseline(place, [(start, last)], verbs, (earlier, above))
    return Change([(start, last)], told, True, baseline or "not_stated")


def _is_signed(place):
    sign = _SIGNED if place.percent else _SIGNED_COUNT
    return sign.search(place.line, place.sentence, place.start)


def _plus(place):
    """The span of the plus that holds for a number, with the word or sign before it, or None: a spreadsheet would
    take +5% for a formula."""
    plus = _PLUS.search(place.line, place.sentence, place.start)
    if not plus or plus[0] == "+" and not _is_signed(place):
        return None
    at = place.line.index("+", plus.start())
    before = re.search(r"(?:[a-z]+|\S)?\s*$", place.line[place.sentence : at], re.IGNORECASE)
    return place.sentence + before.start(), at + 1


def _minus(place, verbs, earlier):
    """The span of the fall that a minus in a bracket says again: 下降13.9%(-459宗), falls in assaults (-8%); or None."""
    line, changed = place.line, bool(earlier) and earlier[-1].changed
    verb = verbs[-1].span() if verbs else earlier[-1].spans[0] if changed else (0, 0)
    fell = SAID_FALL.search(line, *verb) and (changed or place.percent)
    return verb if fell and re.search(r"[(（]\s?[-–−]$", line[: place.start]) else None


def _unsaid(place, read, earlier, above):
    """The Change of a number whose verb is not known; read: the verbs before it and the doubts about them."""
    (verbs, doubts), line, number = read, place.line, [(place.start, place.last)]
    if _is_signed(place):  # 同比-18.2%, (-8.2% y/y): the dash may be none
        behind = named(line, place.last, min(place.stop, place.last + 10))
        near = named(line, max(place.sentence, place.start - 10), place.start)[-1:] or behind
        return Change(number, doubts, baseline=near[0][2] if near else _inherited(place, earlier, above))
    if whole := _of_another_year(place):
        return Change(number, ["To decide: a share of another year's figure; is it a fall?"], baseline=whole)
    if earlier and goes_on_in_list(place, earlier[-1]):
        return Change(number, [TOO], baseline=_inherited(place, earlier, above))
    doubts = doubts or unnamed(place, verbs)
    return Change(number, doubts, baseline=_beside(place, earlier, above) if doubts else "")


def _beside(place, earlier, above):
    """The baseline at once before or behind a number whose verb is not known, behind "by" that of the one before."""
    if re.search(r"\b(?:to|at|from)\s+$", place.line[place.sentence : place.start]):  # up from 78 percent a year ago
        return ""
    for start, end, name in named(place.line, place.sentence, place.stop):
        gap = place.line[place.last : start] if start >= place.last else place.line[end : place.start]
        if _BESIDE.fullmatch(gap):
            return name
    return _inherited(place, earlier, above) if BY.search(place.line, place.sentence, place.start) else ""


_LAST_YEARS = re.compile(
    rf"(?:为|是|仅|不[到及足]|相当于)(?:[去上]年|{YEAR}年)(?:同期|全年|水平)?的(?:百分之)?$"
)  # 80% of last year's
_ACCOUNTED = re.compile(r"\b(?:account\w*\s+for|ma(?:de|ke|kes|king)\s+up|represent\w*|compris\w*|constitut\w*)\s+$")
_FROM_YEAR = re.compile(rf"(?:^|[^不])[从由從至到自](?:[去上]年|{YEAR}年)(?:同期|水平)?的\D?$")


def _of_another_year(place):
    """The baseline of a share in words (half of the 300 cases in 2016, 去年的三成), or "" if it is a share of a whole."""
    words, near = place.line[place.start : place.last], max(0, place.start - 30)
    ahead = _LAST_YEARS.search(place.line, near, place.start) or re.match(r"\s+of\b", place.line[place.last :])
    level = _FROM_YEAR.search(place.line, near, place.start)  # from last year's 18.2% to 16.1%
    level = level or _ACCOUNTED.search(place.line, near, place.start)
    if level or not place.percent or re.search("百分[点點]|point", words) or PERCENT.search(words) and not ahead:
        return ""
    number = NUMERAL.search(place.line, place.start, place.last)
    return of_multiple(place.line, number.start() if number else place.start, place.last)


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
        return None, [f"{OTHER} ({said})"], baseline
    short = _SHORT_RATIO.search(place.line, place.sentence, spans[0][0])
    if short and (context[1][0] == "year_on_year" or re.search("[同]比|年同期", place.line)):
        return None, ["To decide: is 比 short for 同比, as at other figures?"], "year_on_year"
    if baseline := _inherited(place, *context):
        return None, [f"To decide: is its baseline that of the figure before, {baseline}?"], baseline
    if two := _two_years(place):
        return None, ["To decide: is it measured against the earlier of the two years before it?"], two
    if fell := _FELL_LAST_YEAR.match(place.line, max(place.last, spans[-1][1])):
        return None, [f"To decide: is it measured against the year before? It is said of {fell[1]}"], "year_on_year"
    if said := _YEAR_FELL.search(place.line, place.sentence, spans[0][0]):
        return None, [f"To decide: is it measured against the year before? It is said of {said[1]}"], "year_on_year"
    for pattern, end in ((_THAN_HAN, spans[0][0]), (_THAN, place.stop)):
        if said := pattern.search(place.line, place.sentence, end):
            return None, [f"{OTHER} ({said[0].strip()})"], f"against {said[1]}"
    if _COMPARED.search(place.line, place.sentence, place.stop):
        return None, ["To decide: what is it measured against?"], ""
    since = _SINCE.search(place.line, place.sentence, place.stop)
    return None, [f"To decide: is it measured against the time before ({since[0].strip()})?"] if since else [], ""


def _two_years(place):
    """The baseline of a change told behind the numbers of two years (312 in 2020 and 280 in 2021, a fall of), or ""."""
    window = place.line[max(0, place.start - 2 * AROUND) : place.start]
    if not PERCENT.search(window) and _LAST_AND_THIS.search(window):
        return "year_on_year"
    window = PERCENT.split(window[-AROUND:])[-1]
    years = [found[0] for found in re.finditer(YEAR, window)]
    if len({*years}) == 2 and int(max(years)) == int(min(years)) + 1 and len(NUMERAL.findall(window)) > 3:
        return "year_on_year"
    return f"against {min(years)}" if len(years) == 2 and len(NUMERAL.findall(window)) > 3 else ""


def _words_of_baseline(place, spans, verbs):
    """((start, end, baseline) or None, whether the words stand at another figure)."""
    line, last = place.line, spans[-1][1]
    found = [one for one in named(line, place.sentence, place.stop) if not _of_another_clause(line, last, one)]
    carried = CARRIED.match(line, last, place.stop).end()
    carried = again.end() if (again := _AGAIN.match(line, last, place.stop)) else carried
    for both in zip(found, found[1:], strict=False):  # 12% and 8% year on year and month on month
        if both[0][0] >= last and re.fullmatch(r"\s+and\s+", line[both[0][1] : both[1][0]]):
            return both[not re.search(PERCENT_WORDS, line[last : both[0][0]])], False
    if close := [w for w in found if _is_english(line, w) and _CLOSE.fullmatch(line, w[1], spans[0][0])]:
        return close[-1], False  # a year-on-year decrease of 21%
    for words in found:
        gap = line[carried : words[0]]
        numbers = NUMERAL.search(re.sub(YEAR, "", gap))
        if words[0] >= last and _is_english(line, words) and len(gap) < 45 and not (numbers or VERB.search(gap)):
            return words, False
    first = spans[0][0]
    for start, end, name in found:  # 降0.08%(同比)
        if re.fullmatch(r"\s*[(（]", line[last:start]) and re.match("[)）]", line[end:]):
            return (start, end, name), False
        if start >= last and re.search(
            "(?:[(（].{0,4}|[，,])均[为系是]?$", line[last:start]
        ):  # 下降2%,盗窃降3%(均为同比)
            return (start, end, name), True
        if re.fullmatch("[,，]", line[last:start]) and end == place.stop:  # 低了4.1个百分点,比去年。
            return (start, end, name), False
    if within := [words for words in found if first < words[0] < last]:
        return max(within), False
    if before := [words for words in found if words[1] <= first]:
        return _before(place, before, first, verbs)
    behind = [words for words in found if words[0] >= last and _is_english(line, words)]
    return (min(behind), True) if behind else (None, False)  # perhaps said once for several, behind the last of them


def _of_another_clause(line, last, words):
    """Whether words behind a change name a span behind a comma: signalling that measures of the past three years work."""
    return bool(_SPAN.match(words[2])) and "," in line[last : max(last, words[0])]


def _is_english(line, words):
    return line[words[0]].isascii() and line[words[0] : words[1]].isascii()


def _before(place, before, first, verbs):
    """The nearest words before the verb, or of two that share a verb (同比、环比分别) those whose turn it is."""
    line, (start, end, _) = place.line, before[-1]
    pair = before[-2:] if len(before) > 1 and re.fullmatch("、|和|及|与", line[before[-2][1] : start]) else []
    if pair:
        turn = len(re.findall(PERCENT_WORDS, line[end : place.start]))
        return pair[min(turn, 1)], False
    head = start - place.sentence < 3 or re.search("相比$|[比较].{2,4}同期$", line[start:end])
    for_all = head and line[end : end + 1] and line[end] in "，,"
    alike = _EACH.match(line, end) and not re.search("[，,]", line[end:first])  # 同比分别上升6%和下降13%
    years = re.findall(YEAR, before[-1][2])
    if len(years) > 1 and _EACH.search(line, end, first):  # 比2015年、2016年和2017年分别下降63%、56%和43%
        turn = len(NUMERAL.findall(line, first, place.start))
        return (start, end, f"against {years[min(turn, len(years) - 1)]}"), False
    others = [verb for verb in verbs if end <= verb.start() < first]
    behind = PERCENT.search(line, place.sentence, start) or IN_ITSELF.search(line, place.sentence, start)
    of_another = _is_english(line, (start, end)) and behind  # English puts it behind its figure
    return before[-1], bool(others or of_another) and not (for_all or alike)


def _inherited(place, earlier, above):
    """The baseline of the last change of the paragraph, or of the one above, or "" if another period is named since."""
    changes = [figure for figure in earlier[-4:] if figure.baseline]
    end = max(changes[-1].spans[-1][1], changes[-1].number[1]) if changes else 0
    end = _PERIOD_BEHIND.match(place.line, end).end() if changes else 0
    above = above[1] or ("" if re.search("[一-鿿]", place.line) else above[0])  # Chinese paragraphs are long
    baseline = changes[-1].baseline if changes else above
    if head := standing(place.line, end, place.sentence):
        end, baseline = head
    between = place.line[end : place.start].replace(baseline.removeprefix("against "), "")
    for start, stop, _ in reversed(named(place.line, end, place.start)):
        between = between[: max(0, start - end)] + between[stop - end :]
    far = len(between) > 2 * AROUND or len(SENTENCE.findall(between)) > 2
    return "" if baseline == "not_stated" or far or _PERIOD.search(between) else baseline
