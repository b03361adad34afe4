"""What a change is measured against: the words for a year or a period before, and for any other year or span."""

import re

from campaigns.reading.settled import MONTH, YEAR

ON_YEAR = r"(?:year|month|quarter|week)\s*-?\s*(?:on|over)\s*-?\s*(?:year|month|quarter|week)"
_YEAR_BEFORE = r"(?:last|(?:the\s+)?(?:previous|preceding|prior)|a|one|the)\s+year"
_SPAN = r"(?:month|quarter|week|fortnight|day|night|round|period)"
_PAST = (
    r"\b(?:(?:compared|comparing|in\s+comparison)\s+(?:with|to)"
    r"|than|from|over|on|off|below|under|beneath|above|(?<!crimes )(?<!fences )(?<!fenses )(?<!campaign )(?<!crackdown )against|versus|vs\.?|relative\s+to)"
    r"(?:\s+in)?"
)
_FROM = _PAST.replace("|over|", "|")  # for "over the past six months" names no period before
_HAN_TURN = "(?=[上下升降提增减減回攀低多少]|高(?!峰)|相比|[，,])"
#: The same stretch of the year before: 上同年同一时段, and what compares with it.
_SAME = "(?:的?(?:同期|同时期|同一?时[期段]|同一?时间段|同月))"
_COMPARED = "(?:相比|对照|对比|比较|作比)"
_DURATION = "(?:\\d+|[一二两三四五六七八九十百]+)(?:[个個]?月|天|日|周|[个個]?季度|晚)"
_HAN_MONTH = "(?:1[0-2]|[1-9]|十?[一二三四五六七八九十])月份?"
_THAN = "(?:相[较較]于?|相比于?|[较較]之|比起|[对對]比|[较較比])"
_HAN_PAST = _THAN.replace("[较較比])", "[与與和同較较比跟])")
#: What 同比 may name behind itself, which it is measured against then: 同比2021年, 同比前三年平均数.
_AFTER_RATIO = "(?:(?:19|20)\\d\\d年|[前近][一二三四五两\\d]{1,2}年)"
#: The year before. 较去年 alone names a year; 较去年底, 较2019年 or 较行动前 are other baselines.
_ON_YEAR = [
    r"year\s*-?\s*(?:on|over)\s*-?\s*year|\by\s?(?:-?o-?|/)\s?y\b",
    r"on\s+an?\s+(?:yearly|annual)\s+basis|\bon\s+(?:the\s+)?year\b",
    # than in the same five months of last year
    rf"(?:(?:{_PAST})\s+)?(?:the\s+)?(?:same|corresponding|equivalent|like|comparable|matching)\s+"
    r"(?:(?:[a-z]+|\d+)\s+)?(?:period|time|months?|quarters?|weeks?|days"
    r"|half(?:-year)?|season|summer|winter|spring|autumn|stretch)\s+(?:of|in|an?\b)?\s*"
    r"(?:(?:the\s+)?last\s+year|(?:the\s+)?previous\s+year|(?:the\s+|one\s+)?year\s+(?:before|ago|earlier))",
    # from a year earlier, from that of last year, over the first half of last year
    rf"(?:{_PAST})\s+(?:(?:(?:that|those|the\s+[a-z]+)\s+)?(?:of|in|for)\s+)?"
    rf"(?:{_YEAR_BEFORE}\s+(?:earlier|before|ago)"
    r"|(?:(?:the\s+first\s+(?:half|quarter|\w+\s+months)\s+of\s+)?last|the\s+(?:previous|preceding|prior))"
    r"\s+year(?:'s)?)",
    rf"{_PAST}\s+the\s+(?:same|corresponding)\s+period(?=\s*(?:[,.;)]|$))",  # of the year before, left unsaid
    r"\b(?:a|the)\s+year-earlier\b|\bsince\s+last\s+year\b|\b(?:over|in)\s+the\s+(?:past|last)\s+year\b",
    rf"(?:{_PAST})\s+{MONTH}(?:\s*(?:to|through|-|–)\s*{MONTH})?\s+(?:of\s+)?last\s+year\b",
    rf"同比(?!{_AFTER_RATIO})",
    rf"{_HAN_PAST}?(?:去年|上一?年度?|前一年){_SAME}?(?:的?水平)?{_COMPARED}",  # 与去年同期水平相比
    rf"[与與和同跟](?:去年|上年)(?:{_SAME}比?|比(?!例)|[^，,。；;、\d]{{1,6}}{_COMPARED}|\d{{1,2}}月份?{_COMPARED})",
    rf"{_THAN}(?:去年|上一?年度?|前一年)(?![年底末初]){_SAME}?",
    r"按年(?=[升降增减減上下跌涨漲多少])",
    rf"{_THAN}同期|(?<!年)同期(?:相比|比(?!例|重))",
]
#: The period just before, of whatever length.
_ON_PERIOD = [
    rf"{_PAST}\s+the\s+(?:[a-z-]+|\d+)\s+(?:days|weeks|months)\s+(?:before|earlier)(?:\s+it)?",
    rf"{_PAST}\s+the\s+(?:[a-z]+|\d+)-(?:day|week|month)\s+period\s+(?:before|earlier)(?:\s+it)?",
    rf"{_FROM}\s+the\s+(?:previous|preceding|prior|last)\s+(?:(?:[a-z]+|\d+)\s+)?(?:days|weeks|months|quarters)",
    rf"{_FROM}\s+the\s+(?:previous|preceding|prior|last)\s+(?:campaign|operation|drive|survey|holiday|poll)",
    rf"{_HAN_PAST}(?:上一?|前一)(?:[个個次轮期](?!高峰)|统计周?期|周期)[^，,。；;、\d年]{{0,6}}?{_HAN_TURN}",
    rf"{_HAN_PAST}[^，,。；;、\d]{{0,4}}?前(?:的)?{_DURATION}(?:{_COMPARED})?",  # 与行动前四十天相比
    rf"{_HAN_PAST}上一?个?{_DURATION}",
    r"上一?个?(?:月|周|季度|晚)(?:同期)?(?:仅|只)?(?:为|是|有)(?=\d)",
    rf"{_SPAN}\s*-?\s*(?:on|over)\s*-?\s*{_SPAN}|\bm\s?(?:-?o-?|/)\s?m\b",
    rf"(?:{_PAST})\s+(?:the\s+)?(?:previous|preceding|last)\s+{_SPAN}",
    rf"(?:{_PAST})\s+(?:a|the)\s+{_SPAN}\s+(?:earlier|before|ago|prior)\b(?!\s+(?:to\s+)?(?:the|its|this)\b)",
    r"\b(?:on|over)\s+the\s+(?:month|quarter|week)\b(?!\s+(?:of|before|prior|to|ending|from)\b|-)",
    r"环比|環比",
    rf"{_HAN_PAST}(?:上一?个?|前一个?)(?:月|周|季度|阶段|轮|日|天|晚|期)(?:行动)?(?:同期)?(?:相比|同比)?",
    rf"按月(?=[升降增减減上下跌涨漲多少])|{_HAN_PAST}(?:昨[日天]|前期)",
    rf"[较較比]{_HAN_MONTH}(?!\d|[至到-])|[与與和同跟]{_HAN_MONTH}(?:的[^，,。；;\d]{{1,6}})?{_COMPARED}",
]
#: The names of the two, and what says them.
BASELINES = [
    (name, re.compile("|".join(patterns), re.IGNORECASE))
    for name, patterns in (("year_on_year", _ON_YEAR), ("previous_period", _ON_PERIOD))
]
_HAN_YEARS = r"(?:(?:19|20)\d\d年?(?:、|和|及|与))*(?:19|20)\d\d年"
_HAN_FEW = "[一二两三四五六七八九十\\d]{1,2}"
_OF_REPUBLIC = "(?:民[国國])?(?<!\\d)1[01]\\d年度?"  # as Taiwan counts them: 110年 is 2021
#: What is said of a level: a new low since 1971, the first rise since 2002; and on the rise in 2014.
_LEVEL = re.compile(
    r"\b(?:lows?|highs?|(?:low|high|bigg|larg|small|wor|be|mo|fe)\w*st|record|first|peak)\b[^.;,]{0,30}$", re.IGNORECASE
)
_OF_LEVEL = r"(?!\s+the\s+(?:rise|increase|decline|decrease|wane|way)\b)"
#: What ends a name of the time before an action: 整治前, “清风”行动之前.
_ACTION = '(?:行动|活动|整治|改革|实施|开展|建成|运行|投用|启用|安装|成立|推行|改造|专项|启动|部署)[”"]?[之以]?前'
#: What follows a word that compares, each in a group of its own: it is what the baseline is called.
_HAN_OTHERS = [
    rf"(?P<han_year>{_HAN_YEARS}|{_OF_REPUBLIC})(?:[^，,。；;、\d]{{0,8}}?(?:同期|之?前|相比|(?=同比)))?(?:相比|同比)?",
    r"(?P<plan>[“\"]?[一二三四五六七八九十]+五[”\"]?(?:时期|期间|[末期])?)(?:相比|(?=[，,]))",  # 与“十三五”相比
    r"(?P<mean>(?!全[国國省市县区])[^，,。；;、\d比较]{0,8}?平均(?:[数值]|水平)?)",
    rf"(?P<han_ago>{_HAN_FEW}年前|(?:此|之)?前(?:的)?{_HAN_FEW}年)(?:同期)?(?:相比)?",
    r"(?P<han_span>(?:去|上)年年?[底末初]|年初|前年(?:同期)?|节前|[上下]半年|(?:今年)?第?[一二三四]季度|平[时日]"
    r"|往(?:年(?:同期)?|日)|历年|峰值|最高[时峰值点]|历史同期"
    rf"|近{_HAN_FEW}年(?:的?同期)?(?:平均|均)[数值]?|[^，,。；;、\d比较]{{0,8}}{_ACTION})(?:相比)?",
]
#: Any other year or span, each in a group of its own.
_OTHERS = [
    # compared with 334 cases in the same period of 2022, since 2019
    rf"(?:{_PAST}{_OF_LEVEL}|\bsince)\s+(?!{MONTH}\s+(?:\d+\s+)?(?:to|and|through)\b)"
    rf"(?:(?!{YEAR})[\d,.]+\s+){{0,2}}(?:[a-z-]+\s+){{0,9}}?(?P<year>{YEAR})",
    rf"\bbetween\s+(?P<first_year>{YEAR})\s+and\s+{YEAR}",
    r"\b(?:over|in|during|within)\s+the\s+(?P<years>(?:past|last)\s+(?:(?:[a-z]+|\d+)\s+years|decade))",
    r"\b(?:in|over|within)\s+(?P<of_years>(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+years)\b(?!\s+(?:ago|before|of)\b|')",
    # than six years ago, than during the games four years ago
    rf"{_PAST}\s+(?:(?:during|in|at)\s+(?:[\w-]+\s+){{1,5}}?)?"
    r"(?P<ago>(?:[a-z]+|\d+)\s+(?:years|decades?)\s+(?:ago|earlier|before))",
    rf"(?:^|(?<=\. ))after\s+(?:[\w-]+\s+){{2,9}}?in\s+(?P<after_year>{YEAR})(?=,)",  # After it was made a crime in 2011,
    # from before the campaign, on the average, compared to figures in March
    rf"{_PAST}\s+(?:(?:figures|levels|that|those|the\s+\w+)\s+(?:in|of|for)\s+)?"
    rf"(?P<span>{MONTH}(?!\.?\s+\d{{1,2}}(?![\d%]|[.,]\d|\s*per))(?!\s+(?:to\b|and\s+(?:{MONTH}|\d+(?!\s*per|[%\d]))))"
    r"|before\s+(?:the|it|its)(?:\s+\w+)?|the\s+(?:end|beginning|start)\s+of\s+(?:last|the|this)\s+year"
    rf"|the\s+(?:[\w-]+\s+)?{_SPAN}\s+(?:before|prior\s+to)(?=\s+(?:the|its|this)\b)|the\s+[\w-]+\s+period\s+before|last\s+(?:spring|summer|autumn|winter)"
    r"|(?:the\s+)?(?:[\w-]+\s+)?(?<!\bon\s)average|the\s+(?:first|second|third|fourth)\s+(?:quarter|half)"
    r"|pre-\w+\s+\w+)",
    rf"(?:{_HAN_PAST}(?:[^，,。；;、\d比较較]{{1,8}}的)?|同比(?={_AFTER_RATIO}))(?:{'|'.join(_HAN_OTHERS)})",
    # what was at first: 由原来的67.2%提高到97%
    r"(?:由|从|從)(?P<at_first>(?:原[来來先有]|过去|過去|以前|此前|最初|当初|[行活][动動]前|整治前|改革前))的?(?=\D?\d)",
    r"(?P<ratio>常量比|定基比|历史比)(?![例重])",
    # the first year of a span: 由2018年的37人减至2020年的21人, 2017年至2021年
    r"(?:由|从|從|自)(?P<from_year>(?:19|20)\d\d)年(?!起|开始|開始|以来|以來)(?=[^。；;]{0,40}?[至到])",
    r"(?<!\d)(?P<span_year>(?:19|20)\d\d)年?(?:至|到|[-–—~～])(?:19|20)\d\d年(?!\d)",
    r"(?P<yearly>年均|平均每年|每年平均|\b(?:annual|yearly)\s+average|\baverage\s+(?:annual|yearly)\b)",
    rf"(?P<han_years>(?:(?:近|过去|過去|最近)?(?<!\d){_HAN_FEW}年(?:以?[来來]|間|间|累计)|(?:近|过去|過去|最近){_HAN_FEW}年[中里内])"
    r"(?!首次|第一次|最|的?新[高低]))",
    rf"(?:^|(?<=[，,。；;、\s]))(?P<once>{_HAN_FEW}年前)(?=[，,])",  # 两年前，发案58起，今年下降了90%
]
_OTHER = re.compile("|".join(_OTHERS), re.IGNORECASE)
#: What was a year before, without a word that compares, and a rate of each year.
_A_YEAR = re.compile(
    r"(?:由|从|從)?(?:去年|上一?年度?|前一年)的?同期|(?:由|从|從)(?:去年|上年)"
    r"|(?:去年|上一?年)(?:全年)?(?:仅|只)?(?:为|是|有)(?=\d)|\b(?:a|one|the)\s+year\s+(?:earlier|before|ago)\b"
    r"|\b(?:from|against|with|to)\s+[\d,.]+\S*(?:\s+[a-z-]+){0,4}?\s+(?:in\s+)?(?:last|the\s+previous)\s+year\b"
    r"|年(?=(?:增长|下降|递增|递减)率)"
    r"|\b(?:annual(?:ly)?|yearly|each year|per year|a year)\b(?!-|\s+(?:average|earlier|before|ago|report|conference|work))",
    re.IGNORECASE,
)

#: What is compared with in any other words, where none of those above stands: 与上一次高峰相比, compared with other towns.
_ANY = re.compile(
    rf"[与與和同跟较比](?P<han>[^，,。；;、\d与與和同跟较比]{{1,14}}){_COMPARED}"
    r"|\b(?:compared|comparing|in\s+comparison)\s+(?:with|to)\s+"
    r"(?P<words>[a-z'’-]+(?:\s+[a-z'’-]+){0,10}?)(?=\s*[,.;)]|$)",
    re.IGNORECASE,
)

#: What a multiple is reckoned of: 2019年同期的3倍, three times the number in the previous year.
_OF_BEFORE = re.compile(rf"(?:[去上]年|(?P<year>{YEAR})年)[^，,。；;]{{0,8}}的?(?:近|约|超过?)?$")
_OF_BEHIND = re.compile(
    r"(?:\s+[a-z\d,-]+){0,9}?\s+(?:(?:last|the\s+previous|the\s+preceding)\s+year"
    r"|(?:in|of|for)\s+(?P<year>(?:19|20)\d\d))",
    re.IGNORECASE,
)


#: What may stand in a sentence before the words that open it: 2020年|与2018年相比,
_HEAD = re.compile(r"(?:^|[。；;！!.])\s*(?:(?:19|20)\d\d年)?(?:全[市县区省]|今年[^，。]{0,6})?$")


def of_multiple(line, start, last):
    """The baseline of the multiple ("three times the") between two places of a line, or "" if none is named."""
    found = _OF_BEFORE.search(line, max(0, start - 20), start) or _OF_BEHIND.match(line, last)
    if not found:
        return ""
    return f"against {found['year']}" if found["year"] else "year_on_year"


def standing(line, start, stop):
    """(end, baseline) of the last words that a sentence begins with and that hold on behind it, or None."""
    heads = [
        words for words in named(line, start, stop) if _HEAD.search(line, 0, words[0]) and line[words[1]] in "，,:："
    ]
    return heads[-1][1:] if heads else None


def baseline_of(printed):
    """What the printed words measure a change against: year_on_year, previous_period or ""."""
    return next((name for name, pattern in reversed(BASELINES) if pattern.search(printed)), "")


def without_baseline(printed):
    """The words with blanks in place of a baseline, whose "a year" or 前一 is no part of the number."""
    for _, pattern in BASELINES:
        printed = pattern.sub(lambda found: " " * len(found[0]), printed)
    return printed


def named(line, start, stop):
    """[(start, end, baseline)] of the words between two places that say one, in reading order, the longest of each.

    Of any other year or span the baseline is ``against`` with its words: against 2019.
    """
    found = [
        (*m.span(), name) for name, pattern in BASELINES for m in pattern.finditer(line, start, stop) if m[0].strip()
    ]
    found += [(*yearly.span(), "year_on_year") for yearly in _A_YEAR.finditer(line, start, stop)]
    for other in _OTHER.finditer(line, start, stop):
        if other[0].lower().startswith(("since", "in ")) and _LEVEL.search(line, start, other.start()):
            continue
        said = next(filter(None, other.groups()))
        found.append(
            (*other.span(), f"against {re.sub('^民[国國]|年度?$', '', said) if re.match('[12民]', said) else said}")
        )
    for any_ in _ANY.finditer(line, start, stop):
        if not any(one[0] < any_.end() and any_.start() < one[1] for one in found):
            found.append((*any_.span(), f"against {any_['han'] or any_['words']}"))
    found.sort(key=lambda one: (one[0], -one[1]))
    return [one for index, one in enumerate(found) if not index or one[0] >= max(end for _, end, _ in found[:index])]
