"""The change that a percentage states: the verb that holds for it, and the baseline that it is measured against.

One verb may hold for several numbers, and a baseline for several verbs; where that is not certain, a doubt says so.
"""

import re

from campaigns.reading.numerals import HAN, MULTIPLIED, NUMERAL
from campaigns.reading.printed import BASELINES, FALL, HEDGE_BEHIND, RISE
from campaigns.reading.settled import YEAR
from campaigns.reading.units import PERCENT

#: Characters before and after a number that are looked at.
AROUND = 120
SENTENCE = re.compile(r"[。；;！!？?\uffff]|\.(?=\s+[A-Z\"“])")

ON_YEAR = r"(?:year|month|quarter|week)\s*-?\s*(?:on|over)\s*-?\s*(?:year|month|quarter|week)"
VERB = re.compile(f"{FALL}|{RISE}", re.IGNORECASE)
_IN_ITSELF = re.compile("|".join(MULTIPLIED.values()), re.IGNORECASE)
CHANGED = re.compile(f"{VERB.pattern}|{_IN_ITSELF.pattern}", re.IGNORECASE)
PERCENT_BEHIND = rf"[\s-]*(?:[%％‰]|个?百分点|per\s?cent(?:age points?)?\b|pct\b)(?:{HEDGE_BEHIND})?"
#: What may stand between a verb and the numbers it holds for.
_CARRIED = re.compile(
    rf"(?:\s|、|，|,|和|及|与|以及|and\b|respectively\b|again\b|sharply\b|slightly\b|further\b|by\b|of\b|an?\b|{ON_YEAR}"
    rf"|幅度|趋势|率|了|为|达到?|均|分别|各|在|又|近|约|超过?|逾|有|百分之[{HAN}点]+|(?:[\d.,]+|[{HAN}点]+|one|two){PERCENT_BEHIND}"
    rf"|[{HAN}]+成|…|(?:more|less) than\b|nearly\b|about\b|almost\b|over\b)*",
    re.IGNORECASE,
)
_CARRIED_FAR = re.compile(r"(?:\s+[a-z'’-]+){1,6}?\s+by\s+", re.IGNORECASE)  # reduced the number of thefts by
#: What stands between a verb and a number that it may hold for: 压降刑案41.3%, cut street crime 12 percent.
_MAYBE_CARRIED = re.compile(
    rf"[^\W\d{HAN}a-z到至为占达率中后前超]{{1,8}}|(?:\s+(?!to\b|from\b|with\b|and\b|as\b|by\b|while\b)[a-z-]+){{1,5}}\s+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    rf"(?:\s+{ON_YEAR})?[\s-]+(?:drop|decline|decrease|fall|reduction|plunge|slump|slide|dip|cut|rise|increase|growth"
    r"|jump|surge|climb|gain|fewer|lower|less|higher|more|down|up)\b(?!\s+than\s+\d)"
)
_OTHER_BASELINE = re.compile(
    rf"(?:compared\s+(?:with|to)|than\s+in|from|over)\s+(?:\w+\s+){{0,6}}?{YEAR}|compared\s+(?:with"
    rf"|to)\s+the\s+[\w-]+\s+(?:period|days|weeks|months)\s+before|[较比与和同](?:(?:19|20)\d\d年(?:同期)?(?:相比)?"
    rf"|(?:去|上)年[底末]|行动前"
    rf"|专项行动前|活动前)"
    r"|(?:行动|活动)前相比",
    re.IGNORECASE,
)

#: What a number behind a change is measured from; it may also be the begin of a period.
_MEASURED_FROM = re.compile(r"\s*(?:[a-z]+\s+){0,3}?from\s+(?:[A-Z\d]|(?:the|its|their|last|pre|an?)\b)")
_COMPARED = re.compile(r"\bcompared\b|\bthan\b|\bagainst\b|相比|[较比](?![例重如率降升较])", re.IGNORECASE)


def change(line, start, last):
    """(spans, doubts, whether it is a change) of a percent number with the verb and the baseline that hold for it."""
    left, right = max(0, start - AROUND), min(len(line), last + AROUND)
    sentence = max((m.end() for m in SENTENCE.finditer(line, left, start)), default=left)
    stop = next((m.start() for m in SENTENCE.finditer(line, last, right)), right)
    verbs = list(VERB.finditer(line, sentence, start))
    verb = verbs[-1] if verbs and _holds(line, verbs[-1].end(), start) else None
    verb, unsure = _IN_ITSELF.search(line, start, last) or verb, []
    if not verb and verbs and _MAYBE_CARRIED.fullmatch(line, verbs[-1].end(), start):
        verb, unsure = verbs[-1], [f"To decide: does {verbs[-1][0]} hold for it?"]
    suffix = _SUFFIX.match(line, last)
    if not (verb or suffix):
        return [(start, last)], _unnamed(line, start, last), False
    pieces = sorted([verb.span(), (start, last)]) if verb else [(start, last), suffix.span()]
    if other := _OTHER_BASELINE.search(
        line, verbs[-2].end() if verb and len(verbs) > 1 else sentence, min(stop, last + 60)
    ):
        return pieces, [f"To decide: the baseline is another one ({other[0]})"], True
    near, far = _baseline(line, (sentence, verb.start() if verb else start, pieces[-1][1], stop, verb), verbs)
    if near and far:
        doubt = f"To decide: is {line[slice(*near)]} its baseline too? It is printed at another figure"
        return sorted([*pieces, near]), [doubt], True
    if not near and (_COMPARED.search(line, sentence, stop) or _MEASURED_FROM.match(line, last, stop)):
        return pieces, ["To decide: what is it measured against?"], True
    return sorted([*pieces, near]) if near else pieces, unsure, True


def _unnamed(line, start, last):
    """The doubt of a percentage beside a baseline whose verb is not known."""
    clause = re.split("[，,；;：:]", line[max(0, start - AROUND) : start])[-1][-25:]
    behind = re.split("[,.;，。；]", line[last : last + AROUND // 2])[0]
    beside = any(p.search(clause) or (behind.isascii() and p.search(behind)) for _, p in BASELINES)
    return ["To decide: is it a fall or a rise?"] if beside else []


def _holds(line, verb_end, start):
    return bool(_CARRIED.fullmatch(line, verb_end, start) or _CARRIED_FAR.fullmatch(line, verb_end, start))


def _baseline(line, place, verbs):
    """(span or None, whether it stands at another verb) of the baseline of a change.

    place: where the sentence begins, where the verb, where the figure ends, where the sentence ends, and its own verb.
    """
    sentence, verb, last, stop, own = place
    spans = [m.span() for _, pattern in BASELINES for m in pattern.finditer(line, sentence, stop) if m[0].strip()]
    carried = _CARRIED.match(line, last, stop).end()
    for start, end in sorted(spans):
        gap = line[carried:start]
        numbers = NUMERAL.search(re.sub(YEAR, "", gap))
        if start >= last and line[start].isascii() and len(gap) < 45 and not (numbers or VERB.search(gap)):
            return (start, end), False
    within = [span for span in spans if verb < span[0] < last]
    if within:
        return max(within), False
    before = [span for span in spans if span[1] <= verb]
    if not before:  # perhaps said once for several, behind the last of them
        behind = [span for span in spans if span[0] >= last and line[span[0]].isascii()]
        return (min(behind), True) if behind else (None, False)
    nearest = max(before)
    for_all = re.search("相比$|[比较].{2,4}同期$", line[slice(*nearest)]) and line[nearest[1] : nearest[1] + 1] in "，,"
    alike = line.startswith("分别", nearest[1]) and not re.search("[，,]", line[nearest[1] : verb])
    for_all = for_all or alike  # 同比分别上升6%和下降13%
    others = [other for other in verbs if nearest[1] <= other.start() < verb or not own]
    behind = PERCENT.search(line, sentence, nearest[0]) or _IN_ITSELF.search(line, sentence, nearest[0])
    of_another = line[nearest[0]].isascii() and behind  # English puts it behind its figure
    return nearest, bool(others or of_another) and not for_all
