"""The fixed words of documents in both languages, and the language in which a piece of text is to be read aloud.

What the charts say is in the charts.
"""

import re

from campaigns.hedges import BEFORE_IN_CHINESE
from campaigns.reading.settled import MONTHS

WORDS = {
    "en": {
        "figure": "Figure", "between": ". ", "sources": "Sources: ", "apart": "; ", "stop": ".", "source_list": "Sources",
        "contents": "Contents",
        "figures": "Figures", "table": "The figures used", "how": "How to read the charts", "cite": "Cite as: ",
        "data": "Rows and long description", "download": "Download: ", "more": "Further charts",
        "page": "Page {} of {}",
        "headings": ("Who and when", "What is drawn", "As printed", "Row"), "parts": "Whole and part", "drawn_in": "{drawn}: {unit}",
        "numbered": "Sources, by their numbers in the list: ", "and": ", ",
        "look": "Look at an address before you open it: some are pages of copies, which may show other things today.",
        "labels": "A title in [brackets] is this project’s label for the report, not the title it printed.",
        "version": "Data version {version} of {day}", "agenda": "Agenda", "findings": "Findings", "no_date": "no date",
        "alt": "Alt: ",
        "continued": "{title} ({n}/{of})", "rows": "In numbers: ", "note": "Note: ", "to_chart": "Note to the chart: ",
        "skip": "To the figures",
        "many": "Its {rows} rows are in {name}.csv and in the notes of this slide.",
        "missing": "Also on this question, not on this page: {charts}.",
        "reading": (
            "Every number is a claim by the body named, not a measurement.",
            "The key below a chart says what its signs mean: whether a claim is printed with “more than”, “at least”, "
            "“nearly” or “about”, whether damage was repaired, and whether several readings are possible.",
            "An asterisk marks a period that is inferred, not printed.",
            "The last line of a chart names it, the version of the data and a digest of its rows. By that line "
            "“run.py stale FILE” finds it in a document and says whether it is still true.",
        ),
    },
    "zh": {
        "title": "报道数字中的公安行动", "author": "《报道数字中的公安行动》维护者",
        "figure": "图", "between": "　", "sources": "资料来源：", "apart": "；", "stop": "。", "source_list": "资料来源", "contents": "目录",
        "figures": "图目录", "table": "所用数字", "how": "读图说明", "cite": "引用格式：",
        "data": "数据行与详细说明", "download": "下载：", "more": "其他图", "page": "第 {} 页，共 {} 页",
        "headings": ("发布主体与时期", "所绘内容", "原文", "数据行"), "parts": "整体与部分", "drawn_in": "{drawn}：{unit}",
        "numbered": "资料来源（列表编号）：", "and": "、",
        "look": "打开网址前请先看清：有些是转载的副本页面，如今可能已换作他物。",
        "labels": "[方括号]中为本项目所拟的标签，不是报道的原题。",
        "version": "数据版本 {version}（{day}）", "agenda": "议程", "findings": "主要发现", "no_date": "日期不详", "alt": "替代文字：",
        "continued": "{title}（{n}/{of}）", "rows": "数据：", "note": "注：", "to_chart": "图注：",
        "skip": "转至图",
        "many": "数据共{rows}行，见 {name}.csv 及本页备注。",
        "missing": "另有本页未列的图：{charts}。",
        "reading": (
            "所有数字均为所注机构的说法，不是测量结果。",
            "图下的图例说明各符号的含义：原文是否为“超过”“至少”“近”“约”，原文破损是否已还原，是否有多种读法。",
            "星号表示时期系推断，原文未注明。",
            "每图末行注明图名、数据版本和数据行的校验码；用“run.py stale 文件名”可查该图是否仍然成立。",
            "来源的名称与标题、引用格式和图名行不译，照英文或原文列出。",
        ),
    },
}  # fmt: skip

#: The tag of each language in documents.
TAGS = {"en": "en-GB", "zh": "zh-CN"}
_CHARACTERS = r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff5e]+"
CHINESE = re.compile(rf"{_CHARACTERS}(?:\u2060{_CHARACTERS})*")
_ENGLISH = re.compile(r"[A-Za-z]{2}")
HAN = "\u3400-\u9fff"
_BLANK, _JOINT = "\u00a0", "\u2060"  # the blank at which no line breaks, and what joins two characters
_MONTHS = "|".join(name[:3] for name in MONTHS)
# Blanks inside dates, ranges, numbers with what they count, and the names and marks of charts.
_KEPT = re.compile(
    rf"(?<=\d) (?=(?:{_MONTHS})\b)|(?<=\b(?:{_MONTHS})) (?=\d{{4}}\b)| (?=–)"
    r"|(?<=\d) (?=[a-z]{4})|(?<=[\d%n]) (?=to \d)|(?<=[\d%n] to) (?=\d)"
    r"|(?<=illion) (?=yuan\b)|(?<=\brows) (?=[0-9a-f]{8}\b)|(?<=\bdata) (?=\d+\.\d)|(?<=\bChart) (?=\d\d_)"
)
# Where else no line breaks: in the name of a licence, in a list of years, in a range.
_HYPHENS = re.compile(r"(?<=\bCC-)(?=BY)|(?<=\bCC-BY-)(?=\d)|(?<=\d{4}、)(?=\d{4})|(?<=\d–)(?=\d)")
_UNIT = rf"[余多几]?[万亿]?[余多]?[{HAN}]次?"
_COUNT = rf"\d[\d,.]*(?:(?:{_UNIT}|%[至或])\d[\d,.]*)*(?:{_UNIT}\*?起?|%)?"
# A Chinese date, a number with its hedge and what it counts, a range: 2022年6月25日*起, 超过3000余户, 12.1万人次, 45至59%.
NUMBER = re.compile(rf"(?:{'|'.join(BEFORE_IN_CHINESE)}|第)?{_COUNT}")
LED_NUMBER = re.compile(rf"[{HAN}]{{0,2}}{_COUNT}")  # with the word before it, whatever that is
_WITHIN = re.compile(rf"(?<=[{HAN}*])(?=.)|(?<=.)(?=[{HAN}*])")
_LAST = re.compile(rf"(?<=[{HAN}])(?=[{HAN}]\W{{0,3}}$)")
_TERM = re.compile(rf"[{HAN}]{{2,12}}")
# What a Chinese text sets apart: a quoted name with the word before it, an aside, the name that a source begins with.
_APART = re.compile(rf"[{HAN}]{{0,2}}“[{HAN}]{{2,8}}”|（[{HAN}，A-Za-z. ]{{1,24}}）|^[{HAN}]{{2,10}}(?=[，（：])")


def spoken(text, language="en"):
    """[(piece, tag)] of a text: Chinese characters are zh-CN, Latin words en-GB, numbers and marks of the document's
    language."""
    pieces, end = [], 0
    for found in [*CHINESE.finditer(text), None]:
        start = found.start() if found else len(text)
        between = text[end:start]
        _join(pieces, between, TAGS["en"] if _ENGLISH.search(between) else TAGS[language])
        if found:
            _join(pieces, found[0], TAGS["zh"])
            end = found.end()
    return pieces


def _join(pieces, words, tag):
    """Append words to pieces, to the last of them where that has the same language."""
    if pieces and words and pieces[-1][1] == tag:
        pieces[-1] = pieces[-1][0] + words, tag
    elif words:
        pieces.append((words, tag))


def tag_of(text, language="en"):
    """The tag of most of a text."""
    sizes = {}
    for words, tag in spoken(text, language):
        sizes[tag] = sizes.get(tag, 0) + len(words) * (2.5 if tag == TAGS["zh"] else 1)  # a character is a syllable
    return max(sizes, key=sizes.get, default=TAGS[language])


def unbroken(text):
    """A text whose dates, ranges and numbers with their units stay on one line, in both languages, and the Chinese
    terms of an English text; no Chinese text ends with a lone character."""
    text = _HYPHENS.sub(_JOINT, _KEPT.sub(_BLANK, text))
    if tag_of(text) != TAGS["zh"]:
        return _TERM.sub(_joint, NUMBER.sub(_joint, text))
    return _LAST.sub(_JOINT, NUMBER.sub(_joint, text))


def whole_terms(text):
    """A Chinese text whose quoted names, asides and leading name stay on one line each; any other as it is."""
    if tag_of(text, "zh") != TAGS["zh"]:
        return text
    return _APART.sub(lambda found: _JOINT.join(found[0]), text)


def kept(text):
    """unbroken(text) for Word and PowerPoint, without the joiner: many of their fonts have it not, and show a box."""
    return unbroken(text).replace(_JOINT, "")


def _joint(found):
    return _WITHIN.sub(_JOINT, found[0])
