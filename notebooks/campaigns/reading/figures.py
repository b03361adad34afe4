"""Which numbers of a paragraph are figures: where hedge, number and counter begin and end, and what counts."""

import re

from campaigns.reading.baselines import ON_YEAR
from campaigns.reading.nouns import counts_noun, noun_end, people_by_deed
from campaigns.reading.numerals import indefinite, indefinite_spans, number_groups
from campaigns.reading.printed import HEDGE_BEHIND, RANGE, hedge_start, share_spans
from campaigns.reading.settled import YEAR
from campaigns.reading.units import COUNTER, noun_unit
from campaigns.reading.verbs import AROUND, CHANGED, PERCENT_BEHIND, VERB

_LONGEST = 15  # digits: a longer row of them is a code, and a spreadsheet would cut it
CLAUSE = re.compile(r"[，,、：:（(）)。；;！!？?\uffff]")
_PERCENT_BEFORE = re.compile("百分之$")
_PERCENT_AFTER = re.compile(PERCENT_BEHIND, re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:RMB|CNY|MOP|(?:US|HK|MOP)?\$|[¥￥€£])\s*$", re.IGNORECASE)
_LENGTH_AFTER = re.compile(r"\s*-\s*(?:day|week|month|year)s?\b(?!\s*-?\s*(?:old|on)\b)", re.IGNORECASE)
_RANKS = [
    r"(?:排名|排在|排|位居|位列|名列|位次|位于|居|列)[\u4e00-\u9fff]{0,8}?第$|(?:全国|全省|全市|全区|全县|[省市州盟区县])第$",
    r"\b(?:rank(?:s|ed|ing)?|placed|came|finished|stood)\s+(?:in\s+)?(?:the\s+)?(?:No\.?\s*|number\s+)?$|\bNo\.\s*$",
]
_RANK_BEFORE = re.compile("|".join(_RANKS), re.IGNORECASE)
_OPINION = re.compile(r"满意|滿意|安全感|satisf|sense of (?:safety|security)", re.IGNORECASE)  # the ranks of the record
_CAME = re.compile(r"came|placed|finished|stood|No\.", re.IGNORECASE)  # which are a rank only "in the nation"
_RANK_AFTER = re.compile(
    r"(?:st|nd|rd|th)?\s+(?:place\s+)?(?:in|of|among)\s+(?:the\s+)?(?:\w+\s+)?(?:country|nation|province|city"
    r"|world|provinces|region)\b|[位名]",
    re.I,
)
#: What makes a number a name, an order or a condition: Article 264, 第20次, within 3 days.
_BETWEEN_BEFORE = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_MULTIPLE_AFTER = re.compile(
    r"(?:\s+times\s+(?:as|more|higher|that|the|over)|(?<=\.\d)\s+times|[\s-]?fold|倍)\b|倍", re.IGNORECASE
)
_GLUED = re.compile(r"(?:kgs?|km|tonnes?|tons?|grams?|g)\b(?!-)")  # 38kg
_RATE_AFTER = re.compile(r"(?=\s+(?:an?|per|each|every)\s+(?:day|week|month|year|night)\b)")
_LEVEL_BEFORE = re.compile(r"\b(?:from|to|by)\s+(?:(?:just|only|merely|barely)\s+)?$", re.IGNORECASE)
_MOVED = re.compile(
    rf"{CHANGED.pattern}|\b(?:fell|dropped|declined|decreased|rose"
    r"|grew|increased|down|up|went|going|moved)\s+(?:to|from)\s+(?:(?:just|only|merely|barely)\s+)?$",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(
    r"[率数值比量度感果](?:仅?[为為]|达到?|是|[升降]?至|降到|升到)?$|\brates?\b[^.,;\d]{0,40}\s(?:was|were|is|of|at)\s+$",
    re.IGNORECASE,
)
_HAN_LEVEL = re.compile(
    r"[由从從][^，,。；;、\d]{0,8}$|[升降减增长低高少多][至到为]$|(?:[升降增减減]|下降|上升|增加|减少|減少|提高|降低)了?$"
)  # 由上年的38.2下降到32.6
_AND_BEFORE = re.compile(r",?\s+and\s+", re.IGNORECASE)
_NEXT_LEVEL = re.compile(
    rf"(?:\s+(?:a|last|this)\s+year|\s+{ON_YEAR}|\s+(?:yearly|annually|on\s+year))?"
    rf"(?:\s+(?:in|during)\s+(?:{YEAR}|the\s+(?:[a-z]+\s+){{1,5}}?(?:year|quarter|period|{YEAR})))?,?\s+(?:to|and|from)\s+",
    re.IGNORECASE,
)  # from 27 in 2018 to 19 in 2022
_DOWN_FROM = re.compile(r"[^.;\d。；]{0,90},\s+from\s+", re.IGNORECASE)  # a 35 percent drop in arrests, from 609
_FROM_BEFORE = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO_LEVEL = re.compile(r"(?:\s+[a-z'’-]+){0,8}?\s+to\s+", re.IGNORECASE)  # from 170 during the first weeks to 500
_IN_NAME = re.compile(
    r"(?:^|[\s(（])[\"“‘'](?:[a-z-]+,?\s){0,4}$", re.IGNORECASE
)  # the "four nobility and two straights"
_NAME_ENDS = re.compile(r"(?:\s*,?-?[a-z]+){0,4}[\"”’']|(?:\s*,?-?[a-z]+){0,3}\s*$", re.IGNORECASE)
_IN_BEFORE = re.compile(
    r"\b(?:in|since|during|early|late|(?:half|quarter|months?|period|course|end|beginning|start|summer|spring|rest)\s+of)\s+$",
    re.IGNORECASE,
)  # in 2021 robberies fell
_LABEL_BEFORE = re.compile(
    r"(?:\b(?:Article|Section|Chapter|Room|Building|Table|Page|No\.|within)\s*|\bcovid-|第)$", re.IGNORECASE
)
_HAN_COUNTER = re.compile(
    rf"\s?(?:{HEDGE_BEHIND})?\s?(?P<counter>{COUNTER})(?:[\u4e00-\u9fff]{{0,4}}?(?:纠纷|案件))?"
    r"(?:以上|左右|上下|以内|以下|(?<=元)(?:起(?=[，,。；;、]|$)|封顶)|(?<=[吨里斤米时亩元])[余多](?![次人名种家起地项方数个]))?"
)
_PRONOUN = re.compile(
    r"\s+of\s+(?:the|them|these|those|which|whom)\b|(?=\s+(?:out\s+)?of\s+(?:\d|$)|\s*\([-+–−]?$|\s+from\s+[A-Z])"
    r"|(?=\s+(?:were|was|had|have|are)\s+\w+)",
    re.IGNORECASE,
)
_HAN_COUNTED_BEFORE = re.compile(
    "(?:案件|事故|警情|纠纷|糾紛|人员|人員|嫌疑人|车辆|車輛|线索|線索|隐患)$"
)  # 查处各类案件1326,同比
_AMONG = re.compile(r"\b(?:another|the other|the remaining)\s+$", re.IGNORECASE)  # and another seven, who
#: Numbered 116; compared with 73 in May; killed five and wounded nine.
_TOLD = re.compile(
    r"\b(?:record\s+number\s+of|compared\s+(?:with|to)|versus|against|to\s+the\s+number\s+of|number(?:ed|s|ing)?|totall?(?:ed|ing|s)"
    r"|(?:came|comes?|amount(?:ed|s)|fell|rose|dropped|reduced|cut|down|grew|increased|climbed)\s+to"
    r"|number\s(?:[a-z-]+\s){0,10}(?:was|were|is)|stood\s+at|there\s+(?:were|are)(?:\s+only)?|by|down|up"
    r"|(?!(?:aged|numbered|dated|ranked|graded|scored|chaired|need|speed|indeed|exceed|succeed)\b)"
    r"[a-z]{2,}ed|shot|caught|held"
    r"|\b(?:increase|rise|growth|decrease|decline|drop|fall|reduction)\s+of)\s+$",
    re.IGNORECASE,
)
_THAN_BEFORE = re.compile(
    r"\s+(?:more|fewer|less)(?:(?:\s+[a-z]+)?\s+than\s+(?:in|last|a|the|during|for)\b|\s+(?:were|was)\b)"
)  # 14 more than last year, 31 more were made
_UP_BEHIND = re.compile(r",?\s*\(?(?:down|up)\b")  # burglary 312, down 12 percent
_CLAUSE_ENDS = re.compile(
    r"\s*(?:[.,;)。，；]|$|\s(?:and|in|on|over|during|against|versus|from|compared|before|after|a\s+year|last|the)\b)(?!\d)"
)
_IN_BRACKETS = re.compile(r"[(（]\d+\.\d+[)）]")  # lower than in France (3.64)
_BETWEEN = re.compile(r"between (?:\S+\s+){1,2}and\s+$", re.IGNORECASE)
#: A number broken by damage ("42 year-on-year71%"), which stays whole and undecided.
_BROKEN = re.compile(rf"\s*[-–—~～或点點]\s*|\s+or\s+|\s*(?:{ON_YEAR}|[a-z]+)", re.IGNORECASE)
_SHORTENED = re.compile("(?:缩短|压缩|缩减|减少|延长|增加|提速|控制)[至到为在了]?$")
_FROM = re.compile(r"(?:从|由|自|\bfrom)\s*(?:[a-z]+\s+){0,2}$", re.IGNORECASE)
_SCALE = re.compile(
    r"(?:dozen|hundred|thousand|lakh|crore|[mb]illion|trillion)s?|[十百千万萬亿億]|(?<=\d)(?:k|bn|mn)", re.IGNORECASE
)
_ONE = re.compile("one|once|half|first|second|third|一", re.IGNORECASE)
_HAN_COUNTED = {"人", "名", "户", "戶", "件", "起", "宗", "元", "人次", "户次", "戶次"}


def numbers(line, settled):
    """(start, end) of every number that may be a figure, a range or a share of several numerals being one."""
    groups, shares = [(group[0].start(), group[-1].end()) for group in number_groups(line)], share_spans(line)
    alone = [span for span in groups if not any(start <= span[0] < end for start, end in shares)]
    spans, kept = [], set(shares)
    for start, end in sorted([*alone, *shares, *indefinite_spans(line)]):
        if any(settled[start:end]):
            continue
        alike = spans and ((spans[-1] in kept) == ((start, end) in kept) or line[end - 1] == "成")  # 三至五成
        ends = alike and _joined(line, spans[-1], (start, end))
        if spans and (start <= spans[-1][1] or ends):
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _joined(line, left, right):
    """Whether a number is the other end of the range that begins with the one before, or a part of a damaged one."""
    start, end = right
    gap = line[left[1] : start]
    if len(gap) > 30:
        return False
    if (
        re.fullmatch(r"\s*%? to ", gap)
        and (  # fewer assaults (816 to 790); up by 1.1% to 43.6%
            _falls(line[slice(*left)], line[start:end]) or re.search(r"\bby\s+$", line[: left[0]])
        )
    ):
        return False
    if (ends := RANGE.fullmatch(gap)) and not ends["between"]:
        if ends["unit"] and line[: left[0]].endswith(("增加", "减少", "減少")):  # 增加287宗至493宗
            return False
        change = _FROM.search(line[max(0, left[0] - 20) : left[0]]) and VERB.search(
            line, max(0, left[0] - AROUND), start + 30
        )
        return not change and line[end:].lstrip().startswith(ends["unit"])  # 30户至50户, not "30 yuan to 5 people"
    return bool(_BROKEN.fullmatch(gap) or _BETWEEN.search(line[max(0, left[0] - 10) : start]))


def _falls(first, second):
    """Whether the second of two numbers in digits is less than the first, which makes them no range."""
    both = [number.replace(",", "") for number in (first, second)]
    return all(map(str.isdecimal, both)) and int(both[1]) < int(both[0])


def chained_to(line, before, start):
    """Whether the number at start goes on where the figure before ends: "and five", "from 27 in 2018 to 19"."""
    last = before.number[1]
    level = (
        _LEVEL_BEFORE.search(line, max(0, before.number[0] - 9), before.number[0])
        or before.kind == ""
        or before.changed
    )
    joined = _NEXT_LEVEL.fullmatch(line, last, start) if level else _AND_BEFORE.fullmatch(line, last, start)
    if before.changed and _DOWN_FROM.fullmatch(line, last, start):
        return True
    if _FROM_BEFORE.search(line, max(0, before.number[0] - 9), before.number[0]):
        joined = joined or _TO_LEVEL.fullmatch(line, last, start)
    return bool(joined) and (before.kind in ("noun", "pronoun", "") or before.changed)


def core_of(clause, start, end, chained=False):
    """(start, end, kind) of hedge, number and counter, or None if the number seems to be no figure.

    chained: whether the number goes on where the figure before ends; "percent" if one behind it shares its percent.
    """
    before, number = clause[:start], clause[start:end]
    percent = _PERCENT_AFTER.match(clause, end) or chained == "percent"
    if (rank := _RANK_BEFORE.search(before)) and len(number) < 9 and not percent:
        if not _OPINION.search(before):
            return None
        place = _RANK_AFTER.match(clause, end)
        if place or not _CAME.match(rank[0]):
            return rank.start(), place.end() if place else end, "rank"
    named = not number[0].isdecimal() and _IN_NAME.search(before) and _NAME_ENDS.match(clause, end)
    named = named or re.fullmatch(YEAR, number) and _IN_BEFORE.search(before)
    if named or _LABEL_BEFORE.search(before) or len(number) > AROUND or sum(map(str.isdecimal, number)) > _LONGEST:
        return None
    share = not indefinite(number) and any(start <= first and last <= end for first, last in share_spans(clause))
    spelled, money = _PERCENT_BEFORE.search(before), _MONEY_BEFORE.search(before)
    prefix = spelled or money or (_BETWEEN_BEFORE.search(before) if " and " in number else None)
    first = prefix.start() if prefix else start
    hedged = hedge_start(clause, first)
    last, kind = _counter(clause, end, percent or share or spelled)
    if number.lower().endswith("fold"):
        last, kind = end, "multiple"
    sure = percent or spelled or share or money or indefinite(number) or kind in ("length", "multiple")
    sure = sure or (chained and (kind == "noun" or number[0].isdecimal()) and not re.fullmatch(YEAR, number))
    return (hedged, last, kind) if sure or _is_figure(clause, (hedged, first, last), number, kind) else None


def _counter(clause, end, percent):
    """(end, kind) of what is counted behind the number: percent, length, a Chinese counter, noun, pronoun or ""."""
    if percent:
        last = percent.end() if isinstance(percent, re.Match) and percent.start() >= end else end
        behind = re.compile(HEDGE_BEHIND).match(clause, last)
        return (behind.end() if behind else last), "percent"
    if multiple := _MULTIPLE_AFTER.match(clause, end):
        return multiple.end(), "multiple"
    if glued := _GLUED.match(clause, end):
        return glued.end(), "noun"
    if length := _LENGTH_AFTER.match(clause, end):
        return noun_end(clause, length.end()), "length"
    if han := _HAN_COUNTER.match(clause, end):
        return han.end(), han["counter"]
    if hedge := re.compile(HEDGE_BEHIND).match(clause, end):
        end = hedge.end()
    last = noun_end(clause, end)
    if last == end and (pronoun := _PRONOUN.match(clause, end) or _RATE_AFTER.match(clause, end)):
        return pronoun.end(), "pronoun"
    return last, "noun" if last > end else ""


def _is_figure(clause, place, number, kind):
    """Whether a number without percent or currency is a figure, by its form, its hedge and what it counts."""
    hedged, first, last = place
    phrase, digits = clause[hedged:last], number[0].isdecimal()
    large = bool(_SCALE.search(number) or "," in number)
    before, behind = hedged < first, bool(re.search(f"(?:{HEDGE_BEHIND})$", phrase[first - hedged :]))
    hedge = before or behind or bool(re.compile(HEDGE_BEHIND).match(clause, first + len(number)))
    if kind in ("年", "日", "分", "个月") and "." not in number:
        return bool(noun_unit(kind, clause[last : last + 6], clause[max(0, first - 8) : first]))
    if _THAN_BEFORE.match(clause, first + len(number)):
        return True
    if _ONE.fullmatch(number) and not hedge:  # "first" and "one" count nothing by themselves
        return False
    level = digits and _LEVEL_BEFORE.search(clause[:first]) and _MOVED.search(clause[max(0, first - 60) : first])
    if level and not re.fullmatch(YEAR, number):
        return True
    if not kind and re.fullmatch(YEAR, number) and not number.endswith("00"):
        return False  # over 2008, more than 2020
    if not kind:
        return before or _stands_alone(clause, (first, last), number, large) or phrase[-1] in "余餘多"
    if kind == "pronoun":
        return not re.fullmatch(YEAR, number)
    if kind == "noun":
        return bool(people_by_deed(phrase)) or counts_noun(phrase, number, hedge, large)
    if kind in ("分钟", "小时") and not (
        hedge or _SHORTENED.search(clause[:first]) or _SHORTENED.search(clause[last:])
    ):
        return False
    if hedge or digits or large or kind in _HAN_COUNTED:
        return True
    return bool(noun_unit(kind, clause[last : last + 8], CLAUSE.split(clause[max(0, first - 16) : first])[-1]))


def _stands_alone(clause, place, number, large):
    """Whether a number without hedge and counter is a figure, by what stands before it or its form."""
    (first, last), digits = place, number[0].isdecimal()
    before = clause[:first]
    if digits and len(number) > 1 and _HAN_COUNTED_BEFORE.search(before) and clause[last : last + 1] in tuple("，,；;"):
        return True
    if "." in number and (_RATE_BEFORE.search(before) or _HAN_LEVEL.search(before)):
        return True
    if _AMONG.search(before) or _IN_BRACKETS.search(clause[first - 1 : last + 1]):
        return True
    if re.search(r"[(（]\s?[+＋]$", before) and re.match("[)）]", clause[last:]):  # online fraud (+217)
        return True
    counted = digits and not re.fullmatch(YEAR, number)
    if not re.fullmatch(YEAR, number) and _TOLD.search(before) and _CLAUSE_ENDS.match(clause, last):
        return True
    if before.endswith("(") and clause[last:] == " to ":  # fewer assaults (816 to 790)
        return True
    listed = clause[last:] == " and " or _UP_BEHIND.match(clause, last)  # 978 and 23,000 fatalities
    return bool(digits and large or counted and listed)
