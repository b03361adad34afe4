"""What a document says beside a chart: number, caption, source, how to read it, how to cite it.

A Card adds nothing to what its Chart knows but a number and the words of the
document's language.
"""

import re
from dataclasses import dataclass

from campaigns import project
from campaigns.charts.chart import Chart
from campaigns.claims import chinese

#: The fixed words of a document. What the charts say is in the charts.
WORDS = {
    "en": {
        "figure": "Figure", "between": ". ", "note": "Note: ", "sources": "Sources: ", "figures": "Figures",
        "table": "The figures used", "how": "How to read the charts", "data": "Data and long description",
        "download": "Download", "cite": "Cite as", "headings": ("Who and when", "Claim", "As printed", "figure_id"),
        "counted": "{n}, listed in the notes.", "subtitle": "Charts with their sources, data version {version}",
        "reading": (
            "Every number is a claim by the body named, not a measurement.",
            "A mark open to the right is a lower bound: printed with “more than” or “at least”. "
            "A mark open to the left is an upper bound, open at both ends is “about”.",
            "A hollow mark is a repaired reading; a dashed range an uncertain one, with both ends kept.",
            "An asterisk marks a period that is inferred, not printed.",
            "The last line of a chart names it, the version of the data and a digest of its rows. By that line "
            "“run.py stale FILE” finds it in a document and says whether it is still true.",
        ),
    },
    "zh": {
        "figure": "图", "between": "　", "note": "注：", "sources": "资料来源：", "figures": "图目录",
        "table": "所用数字", "how": "读图说明", "data": "数据与详细说明",
        "download": "下载", "cite": "引用", "headings": ("发布主体与时期", "说法", "原文", "figure_id"),
        "counted": "共{n}种，见备注。", "subtitle": "图及其来源，数据版本 {version}",
        "reading": (
            "所有数字均为所注机构的说法，不是测量结果。",
            "标记右端开口表示下限（原文为“超过”“至少”）；左端开口表示上限；两端开口表示“约”。",
            "空心标记表示原文受损、经修复的判读；虚线范围表示判读不确定，两端均予保留。",
            "星号表示时期系推断，原文未注明。",
            "每图末行注明图名、数据版本和数据行的校验码；用 run.py stale 文件名 可查该图是否仍然成立。",
        ),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Card:
    """A Chart with its number in a document and the document's language ("en" or "zh")."""

    number: int
    chart: Chart
    language: str = "en"

    @property
    def words(self):
        """The fixed words of the document's language."""
        return WORDS[self.language]

    @property
    def label(self):
        """ "Figure 3"."""
        return f"{self.words['figure']} {self.number}"

    @property
    def title(self):
        """The finding; in a Chinese document after the terms that are sure."""
        terms = _terms(self.chart.rows) if self.language == "zh" else ""
        return f"{terms}：{self.chart.title}" if terms else self.chart.title

    @property
    def caption(self):
        """The caption after the number: finding, then what, where, when."""
        return f"{self.title}. {self.chart.subtitle}."

    @property
    def small_print(self):
        """Lines below a caption: note, how to read, sources, trace."""
        chart, words = self.chart, self.words
        note = f"{words['note']}{chart.note}" if chart.note else ""
        lines = note, chart.how_to_read, f"{words['sources']}{chart.sources}", chart.trace
        return [line for line in lines if line]

    @property
    def counted_sources(self):
        """The sources by their number, where there is no room for the list."""
        return f"{self.words['sources']}{self.words['counted'].format(n=self.chart.sources.count('; ') + 1)}"


def _terms(rows):
    """The Chinese terms of what a chart is about, as far as they are sure: area, campaign, up to three metrics."""
    if "metric_zh" not in rows:
        return ""
    campaigns = rows.campaign_zh.where(rows.campaign_en.isin(chinese.sure_campaigns()), "")
    lists = [[t for t in dict.fromkeys(column) if t] for column in (rows.area_zh, campaigns, rows.metric_zh)]
    return "，".join("、".join(found) for found in lists if 0 < len(found) <= 3)


def title():
    """The title of the work, as CITATION.cff has it."""
    return project.work()["title"]


def captions(cards):
    """captions.md: number, caption, small print and citation of every chart, as text to paste."""
    parts = [f"# {title()}\n"]
    for card in cards:
        lines = [f"## {card.label}\n", f"**{card.label}{card.words['between']}{card.title}.** {card.chart.subtitle}."]
        lines += ["", *(f"{_plain(line)}  " for line in card.small_print)]
        lines += ["", f"{card.words['cite']}: {_plain(card.chart.citation)}", "", f"Alt: {_plain(card.chart.alt)}", ""]
        parts.append("\n".join(lines))
    return "\n".join(parts)


def _plain(text):
    """Text in which Markdown finds no emphasis: names of charts have underscores."""
    return re.sub(r"([*_`<>\[\]\\])", r"\\\1", text)
