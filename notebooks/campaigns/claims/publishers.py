"""What publishers are called in Chinese: by their own names, and what is said of a copy or a page in Chinese words."""

import re

#: Publishers without a Chinese name in brackets that have one; others keep the name by which they are known.
_NAMES = {
    "State Council Information Office": "国务院新闻办公室", "China.org.cn": "中国网", "China Daily": "中国日报",
    "China Daily (Metro)": "中国日报都市版", "Global Times": "环球时报", "People's Daily Online": "人民网",
    "Xinhua": "新华社", "Xinhua News Agency": "新华社", "China Gate": "中国发展门户网", "Tide News": "潮新闻",
    "Human Rights Watch": "人权观察", "Associated Press of Pakistan (APP)": "巴基斯坦联合通讯社",
    "a Ningbo paper": "宁波某报", "an Ankang paper": "安康某报", "a Guangzhou paper": "广州某报",
    "text-sharing site": "文本分享网站", "Ministry of Public Security spokesperson": "公安部发言人",
    "China News Service": "中新社",
}  # fmt: skip
#: Names in other languages than Chinese that a Chinese line of sources may hold.
FOREIGN = (
    "Centre for China Analysis and Strategy", "ChinaScope", "Fortune Insight", "Mondo Social", "Big News",
    "Joke Collection Website",
)  # fmt: skip
_PHRASES = [
    (r"not stated", "未注明"), (r"\(rewritten copy\)", "（改写本）"), (r"\(copy, original not found\)", "（转载，原文未见）"),
    (r"\(name inferred[^)]*\)", "（名称系推断）"), (r"\(copy on an unrelated site\)", "（无关网站转载）"),
    (r"\(copy of (.+) at (.+)\)", r"（\1，\2转载）"), (r"\(copy at (.+)\)", r"（\1转载）"),
    (r"\((?:article|page|encyclopaedia page) (?:at|of) (.+)\)", r"（\1网页）"),
    (r", digest by the (.+)", r"（\1摘编）"), (r", by (.+)", r"（\1转发）"), (r", from (.+)", r"（转自\1）"), (r" / ", "、"),
]  # fmt: skip
_OWN = r"\(([^()A-Za-z]*[\u4e00-\u9fff][^()A-Za-z]*)\)"
_ALL, _ONE = re.compile(rf"[^()]+{_OWN}"), re.compile(rf"[A-Z][\w.'’ -]*? {_OWN}")


def in_chinese(name):
    """A publisher's Chinese name, with what is said of a copy: "四川法治报", "未注明（fx361网页）"."""
    if whole := _ALL.fullmatch(name):
        return whole[1].replace(", ", "、")
    told = _ONE.sub(lambda found: found[1], name)
    told = re.sub(r"[A-Z][\w ]+, (?=[\u4e00-\u9fff])", "", told)
    for phrase, words in _PHRASES:
        told = re.sub(phrase, words, told)
    for english, chinese in sorted(_NAMES.items(), key=lambda pair: -len(pair[0])):
        told = told.replace(english, chinese)
    told = re.sub(r" ?\(([^()]*)\)", r"（\1）", told)
    return re.sub(r"(?<![\w.]) | (?=[（\u4e00-\u9fff])", "", told.replace(", ", "，"))
