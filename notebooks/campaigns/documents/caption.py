"""What a document says beside a chart: number, caption, sources, how to cite it.

A Card adds nothing to what its Chart knows but a number and the words of the document's language.
"""

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import quote, unquote

from campaigns import project
from campaigns.charts.chart import Chart
from campaigns.claims import wording
from campaigns.claims.wording import curled
from campaigns.documents.words import TAGS, WORDS, tag_of
from campaigns.record import schema, tables

#: How the words of a report begin whose publisher is not known.
_UNNAMED = ("publisher not stated", "发布者未注明")


@dataclass(frozen=True)
class Source:
    """A report that a chart rests on: words (publisher, day), title, address where it is read ("" = not known), and the
    language in which it is named."""

    source_id: str
    words: str
    title: str
    link: str
    language: str = "en"

    @property
    def sentences(self):
        """(title, words), as sentences of a list in its language."""
        if self.language == "zh":
            return ended(self.title), ended(self.words)
        return self.title + (
            "" if self.title[-1:] in ".?!。？！" else "."
        ), f"{self.words[:1].upper()}{self.words[1:]}."

    @property
    def said(self):
        """Title and words on one line."""
        title, words = self.sentences
        return f"{title}{'' if self.language == 'zh' and title[-1] in '。？！' else ' '}{words}"

    @property
    def place(self):
        """The address as it is printed: without what every address has, the site alone where it is too long to type."""
        whole = unquote(re.sub(r"^https?://(www\.)?|/$", "", self.link))
        return whole if len(whole) <= 70 else f"{whole.split('/')[0]}/…"


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
    def named(self):
        """[(words, address)] of the sources; words that several have, or that name no publisher, are told with the
        title."""
        often = Counter(one.words for one in self.sources)
        vague = {one.words for one in self.sources if often[one.words] > 1 or one.words.startswith(_UNNAMED)}
        apart = {"en": ": ", "zh": "："}[self.language]
        return [(f"{one.words}{apart}{one.title}" if one.words in vague else one.words, one.link)
                for one in self.sources]  # fmt: skip

    @property
    def label(self):
        """ "Figure 3"."""
        return f"{self.words['figure']} {self.number}"

    @property
    def caption(self):
        """ "Figure 3. The finding.", as it stands beside the chart and in the list of figures."""
        return f"{self.label}{self.words['between']}{ended(self.chart.title)}"

    @cached_property
    def sources(self):
        """The Sources of the chart's rows in their order, then of what they are set against; [] where it counts this
        project's own work."""
        rows = self.chart.rows
        cells = [cell for column in ("source_id", "source_ids") if column in rows for cell in rows[column]]
        keys = dict.fromkeys(key for cell in [*cells, *self.chart.against] for key in cell.split(" | "))
        return [source(key, self.language) for key in keys if key in _sources()]


def in_runs(numbers):
    """[(words, number)] of numbers in their order: ("7–9", 7), where some follow each other."""
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}", run[0]) for run in runs]


def numbered(charts, language="en"):
    """Cards of the charts in a language, numbered from 1."""
    told = charts if language == "en" else [chart.at(language=language) for chart in charts]
    return [Card(number, chart, language) for number, chart in enumerate(told, 1)]


def ended(sentence):
    """A sentence with a full stop of its language, if it has no mark at its end."""
    if sentence[-1:] in ".?!。？！":
        return sentence
    return sentence + ("。" if tag_of(sentence, "zh") == TAGS["zh"] else ".")


def source(source_id, language="en"):
    """The Source of a source_id, or of a reference_id."""
    row = _sources()[source_id]
    day = datetime.date.fromisoformat(row["published"]) if row["published"] else None
    places = [place for place in (row["url"], row["read_at"]) if re.match(r"https?://[^\s\"<>]+$", place)]
    link = quote(places[0], safe="%/:?#[]@!$&'()*+,;=~") if places else ""
    words = curled(_plainly(wording.named_source(row["publisher"], day, language)))
    return Source(source_id, words, curled(_title(row["title"], language)), link, language)


def _plainly(words):
    """The words of a source for readers of a list: what is not stated is named, how a name was inferred is left out."""
    words = re.sub(r"\(name inferred[^)]*\)", "(name inferred)", words)
    return re.sub(r"^未注明", _UNNAMED[1], re.sub(r"^not stated", _UNNAMED[0], words))


def _title(title, language):
    """A report's title; where it is only our words for one that is not shown, in the language."""
    label = re.fullmatch(r"\[title not shown(?:: (.+))?\]", title)
    if not label or language == "en":
        return title
    names = [_in_chinese(kind).get(name) for kind, name in _names(label[1] or "")]
    return f"[原题未见：{'，'.join(names)}]" if all(names) else "[原题未见]"


def _names(label):
    """[(table, name)] of a label "Place, Campaign"."""
    place, _, campaign = label.rpartition(", ")
    return [("areas", place), ("campaigns", campaign)]


@cache
def _in_chinese(table):
    """{English name: Chinese one}; a year that only the English name has stands before the Chinese one."""
    names = {}
    for row in tables.read(table).records():
        english, chinese = row["name_en"], row["name_zh"]
        year = re.search(r"\b20\d\d\b", english)
        lost = year and chinese and year[0] not in chinese
        names[english] = f"{year[0]}年{chinese}" if lost else chinese
    return names


def sources(language="en"):
    """All Sources of the record, in a language."""
    return [source(key, language) for key in _sources()]


@cache
def _sources():
    untitled = {"title": "[title not shown]", "read_at": ""}
    reference = {row["reference_id"]: row | untitled for row in tables.read("reference").records()}
    return {row["source_id"]: row for row in tables.read("sources").records()} | reference


@dataclass(frozen=True)
class Work:
    """What is said of a document as a whole: title, author, day of the data (a date), their version."""

    title: str
    author: str
    day: datetime.date
    version: str

    def line(self, language):
        """ "Data version 1.1.0 of 22 Nov 2026"."""
        return WORDS[language]["version"].format(version=self.version, day=wording.day(self.day, language))


def work(title=None, author=None, language="en"):
    """The Work as CITATION.cff has it, in Chinese under its Chinese title, or under the user's title and author."""
    text = (project.ROOT / "CITATION.cff").read_text("utf-8")
    authors = ", ".join(name.strip("\"' ") for name in re.findall(r"^ +-? *name: (.+)$", text, re.MULTILINE))
    kept = project.work()
    day = datetime.date.fromisoformat(kept["date-released"])
    own = {"title": kept["title"], "author": authors} | WORDS[language]
    return Work(title or own["title"], author or own["author"], day, schema.version())


def captions(cards, work):
    """captions.md: number, caption, sources, trace, citation and alt text of every chart, as text to paste."""
    parts = [f"# {_plain(work.title)}\n"]
    for card in cards:
        chart, words = card.chart, card.words
        links = "; ".join(f"[{_plain(s.words)}](<{s.link}>)" if s.link else _plain(s.words) for s in card.sources)
        lines = [f"## {card.label}\n", f"**{_plain(card.caption)}** {_plain(ended(chart.subtitle))}", ""]
        lines += [f"{words['note']}{_plain(chart.note)}  "] if chart.note else []
        lines += [f"{words['sources']}{links or _plain(chart.sources)}  ", f"{_plain(chart.trace)}", ""]
        lines += [f"{words['cite']}{_plain(chart.citation)}", "", f"{words['alt']}{_plain(chart.alt)}", ""]
        parts.append("\n".join(lines))
    return "\n".join(parts)


def _plain(text):
    """Text in which Markdown finds no emphasis; an underscore within a word is none, so names stay as they are."""
    return re.sub(r"([*`<>\[\]\\]|(?<!\w)_|_(?!\w))", r"\\\1", text)
