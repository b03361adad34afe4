"""The words of a figure in a paragraph: hedge, number, counter word, and of a change its verb and its baseline.

One verb may hold for several numbers ("同比分别下降8.1%、6.2%", "down 12% and 9% year on year"): each of them gets
verb and baseline, with … for what stands between.
"""

import re
from dataclasses import dataclass

from campaigns.reading.baselines import named
from campaigns.reading.changes import change
from campaigns.reading.figures import CLAUSE, chained_to, core_of, numbers
from campaigns.reading.kinds import kinds
from campaigns.reading.nouns import SHARED_COUNT, unit_of
from campaigns.reading.numerals import NUMERAL
from campaigns.reading.settled import YEAR
from campaigns.reading.units import counter_unit, units_of_list
from campaigns.reading.verbs import AROUND, CHANGED, SENTENCE, SHARED_PERCENT

MAX_WORDS = 10
#: Breaks and controls within a paragraph, at which a phrase ends.
_BREAKS = re.compile(r"[^\S \t\u00a0\u2009\u202f\u3000]|[\x00-\x08\x0e-\x1f\x7f\ufeff]")

#: What the words beside a figure, which stands between [ and ], leave open.
_BESIDE = {
    "is it the number of each of several (各)?": r"各(?:有|约|为)?\[",
    "a level that was reached, or at most?": r"\b(?:is|are|was|were|been)(?:\s\w+)?\s\[up to",
    "a lower bound?": r"\bas (?:few|little|low) as\s\[",
    "is the sign before it a minus?": r"(?:^|[\s(（比])[-–−]\s?\[[\d.]+\s*(?:[%％﹪]|per|[個个]?百分)|[(（][-–−]\[\d",
    "and a half?": r"\]半(?!数)",
    "a hedge, or where it is?": (
        r"\b(?:walls?|fences?|barriers?|roads?|streets?|areas?|zones?|cameras?|posts?|checkpoints?|patrol\w*|cordon\w*"
        r"|gather\w*|located|cent(?:er|re)d|revolv\w+|travel\w*|turned) \[around\b"
    ),
    "is the sign before it a damaged decimal point?": r"\d[。·]\s?\[\d",
    "a hedge, or compared with what stands between?": r"[多高大少低小][于於]\[?[^，,。\[\]\d一二三四五六七八九十百千万萬两兩]+的\[?[^\[]",
    "does the hedge before the verb hold for it?": (
        r"(?:约|大概|至少|最多|估计|预计|差不多)(?:[同环]比)?(?:下降|减少|降低|上升|增长|增加|提[高升])了?\["
        r"|\b(?:about|roughly|approximately|nearly|almost)\s(?:fell|dropped|rose|\w+ed)\s(?:by\s)?\["
    ),
    "is the change denied?": r"\b(?:not|never)\s+\w+(?:\s+by)?\s\[|(?:没有|未曾?)(?:[升增减降]|[上下增减]\w)了?\[",
    "a change of a change?": r"[增降涨升减跌]幅(?:同比|环比|较[^，。]{2,6})?[^\d，。]{2}了?\[.*(?:[%％﹪]|百分[点點])",
    "does the hedge behind the next number hold for it too?": r"\](?:、|和|及|与)[\d.]+[%％成万亿]?(?:以上|以下|左右)",
    "a share, or a number out of another?": r"\]\s+out\s+of\b",
    "the figure before it in another currency?": r"[(（]\[(?:[^\]]*\s)?(?:(?:US|HK)?[$€£]|[^\]]*(?:dollars|euros|pounds|[美港欧]元))",
}
_BESIDE = [(re.compile(pattern, re.IGNORECASE), f"To decide: {doubt}") for doubt, pattern in _BESIDE.items()]


@dataclass(frozen=True)
class Phrase:
    """One figure's words: printed (… for a gap), its spans in the paragraph, number's span, unit or "", label, doubts.

    kind: its counter word, percent, noun, rank ... changed: whether a verb says fall or rise.
    label: the words of the clause that say what is counted. doubts: sentences for the person who decides.
    baseline: of a change, ``against`` any other year or span than those of read_figure.
    """

    printed: str
    spans: tuple
    number: tuple
    kind: str
    changed: bool
    unit: str
    label: str
    doubts: tuple = ()
    baseline: str = ""


def phrases(line, settled, above="", heading=""):
    """The Phrase of each number of a paragraph that seems to state a figure, in reading order.

    above, heading: the baseline that the paragraph above, or a heading over this one, ends with, or "".
    """
    line, found, floor = _BREAKS.sub("\uffff", line), [], 0
    spans = numbers(line, settled)
    for index, (start, end) in enumerate(spans):
        ceiling = spans[index + 1][0] if index + 1 < len(spans) else len(line)
        left = max(floor, start - AROUND)
        chained = found and chained_to(line, found[-1], start)
        shared = CHANGED.search(line, max(0, start - AROUND), start) and SHARED_PERCENT.match(line, end)
        shared = shared and not re.fullmatch(YEAR, line[start:end])
        chained = "percent" if shared else chained or SHARED_COUNT.match(line, end)
        core = core_of(line[left : min(ceiling, end + AROUND)], start - left, end - left, chained)
        if core:
            core = left + core[0], left + core[1], core[2]
            found.append(_phrase(line, core, found, (above, heading)))
            floor = core[1]
    return found


# ---- the phrase ----------------------------------------------------------------------------------------------------


def _phrase(line, core, earlier, above):
    start, last, kind = core
    left = max(0, start - AROUND)
    clause_start = max((m.end() for m in CLAUSE.finditer(line, left, start)), default=left)
    floor = earlier[-1].number[1] if earlier else 0
    before = line[max(_list_start(line, clause_start, start, kind), floor) : start]
    after = CLAUSE.split(re.sub(r"[“”\"]|[(（][^)）]{1,6}[)）]", "", line[last : last + 18]))[0]
    told = change(line, core, earlier, above)
    shared = SHARED_PERCENT.match(line, last) if kind == "percent" else None
    sentence = SENTENCE.split(line[left:start])[-1][-30:]
    words = line[start:last] + (shared["percent"] if shared else "")
    unit, doubt = unit_of(words, kind, (before, after, sentence, line[last : last + 60]), earlier)
    label = (before + line[start:last] + after).strip()
    beside = f"{line[max(0, start - 30) : start]}[{line[start:last]}]{line[last : last + 10]}"
    open_ = [doubt for pattern, doubt in _BESIDE if pattern.search(beside)]
    doubts, spans = (*told.doubts, *doubt, *open_), tuple(told.spans)
    pieces = [*told.spans, *([shared.span("percent")] if shared else [])]
    printed = _printed(line, pieces)
    if told.changed and not CHANGED.search(printed):  # the baseline left no room for the verb
        printed = _printed(line, [span for span in pieces if not named(line, *span)])
    return Phrase(printed, spans, (start, last), kind, told.changed, unit, label, doubts, told.baseline)


def _list_start(line, clause_start, start, kind):
    """Where the list of nouns begins that ends before a number with its Chinese counter; else its own clause."""
    while line[clause_start - 1 : clause_start] == "、":
        above = max((m.end() for m in CLAUSE.finditer(line, 0, clause_start - 1)), default=0)
        longer = len(units_of_list(kind, line[above:start])) > len(units_of_list(kind, line[clause_start:start]))
        if not longer and not (kinds(line[above:clause_start]) and kinds(line[clause_start:start])):
            break  # 盗窃、诈骗嫌疑人 are a list too
        clause_start = above
    return clause_start


def _printed(line, pieces):
    """The pieces as printed words: one run where no number or comma stands between, … for a gap; ten words at most."""
    runs = _runs(line, pieces)
    if len(pieces) > 1 and len(" … ".join(line[start:end] for start, end in runs).split()) > MAX_WORDS:
        runs = [*_runs(line, pieces[:-1]), list(pieces[-1])]  # the last may be cut, the number may not
    texts = [line[start:end].strip() for start, end in runs]
    while len(" … ".join(texts).split()) > MAX_WORDS and any(" " in text for text in texts):
        longest = max(range(len(texts)), key=lambda index: (len(texts[index].split()), index))
        shorter = (
            texts[longest].split(" ", 1)[1]
            if longest and longest == len(texts) - 1
            else texts[longest].rsplit(" ", 1)[0]
        )
        texts[longest] = shorter.strip()
    gap = "…" if re.search("[\u4e00-\u9fff]", "".join(texts)) else " … "
    return _closed(gap.join(texts), line, runs[-1][1])


def _runs(line, pieces):
    """[[start, end]] of the pieces, those in one that no number, comma or long gap parts."""
    runs = [list(pieces[0])]
    for start, end in pieces[1:]:
        gap = line[runs[-1][1] : start]
        apart = NUMERAL.search(gap) or re.search("[，,。；、\uffff]", gap) or len(gap) > 20
        apart = apart or counter_unit(gap)
        apart = apart or len(line[runs[-1][0] : end].split()) > MAX_WORDS  # lest the baseline be cut away
        if start <= runs[-1][1] or not apart:
            runs[-1][1] = max(end, runs[-1][1])
        else:
            runs.append([start, end])
    return runs


def _closed(printed, line, end):
    """The printed words, and behind them the mark that closes a quotation or bracket they open."""
    if re.search(r"""["“][^"”]*$|[(（][^)）]*$""", printed) and line[end : end + 1] in tuple('"”)）'):
        return printed + line[end]
    return printed
