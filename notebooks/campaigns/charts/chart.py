"""A chart and everything that is said of it, from the same rows.

A form lays the body of a chart on a sheet; ``make`` puts title and subtitle above it, note, key, sources and trace
below, holds it against the rules of honesty and returns the Chart, which can be laid out anew for any medium.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from campaigns import project
from campaigns.charts import honesty, key, marks
from campaigns.charts.layout import INK, QUIET, SOFT, Sheet, current, laid_out
from campaigns.charts.text import balanced, joined, said_in
from campaigns.claims import wording
from campaigns.record import schema

_NOT_MEASUREMENTS = (
    "Claims by the named bodies, not measurements.",
    "所有数字均为所注机构的说法，不是测量结果。",
)
_MOST_PARTS = 8  # slides or pages of one chart
SOURCES, LEFT_OUT = ("Sources: ", "资料来源："), ("Left out: ", "未列：")  # how these lines of a description begin
_NAMED_SOURCES = 3  # as many are named below a chart; of more the first two, and the data file lists all
_NO_ROWS = pd.DataFrame({"figure_id": [], "reason": []}, dtype=str)


@dataclass
class Chart:
    """A chart and all that is said of it, in the language and layout that were in force when it was made.

    name: NN_question_name, the stem of its files. form: its kind in words. rows: the rows drawn, with the columns
    ``said`` (the figure in words), who, when; told: with the unit, where a label leaves it out. left_out:
    figure_id, reason. sources: all of them, as a list in words.
    note, how_to_read, scale: words. digest: eight hex digits that change with anything printed, in any language, and
    are the same in every layout. again: makes the chart anew in the layout in force. notebook: stem of the
    one that made it, where that is known. caution: what of the note stands even where a slide has no room for notes.
    listed: each source in words.
    against: source_id or reference_id of the reports that the rows are set against and that are not theirs.
    reference: what a line of reference stands for, () or one row as in claims.
    """

    name: str
    form: str
    title: str
    subtitle: str
    rows: pd.DataFrame
    left_out: pd.DataFrame
    sources: str
    note: str
    scale: str
    sheet: Sheet = field(repr=False)
    how_to_read: str = ""
    digest: str = ""
    again: Callable = field(default=None, repr=False)
    notebook: str = field(default="", repr=False)
    caution: str = ""
    listed: tuple = field(default=(), repr=False)
    against: tuple = ()
    reference: tuple = ()

    def at(self, **layout):
        """The same chart laid out anew, not scaled: ``chart.at(width=3.35)``, see layout.Layout."""
        with laid_out(**layout):
            made = self.again()
        made.notebook = self.notebook
        return made

    def spread(self, height, uncounted=lambda part: 0, **layout):
        """The fewest parts of the chart that are each at most ``height`` inches high, laid out anew; None if none are.

        uncounted: function of a part that gives inches not counted. The scale is fixed by all rows, so it is the same
        in every part. More than _MOST_PARTS are not tried: nobody reads on so far.
        """
        for count in range(1, min(_MOST_PARTS, max(1, len(self.rows))) + 1):
            for fuller_last in (False, True)[:count]:
                dealt = dict(height=height, fuller_last=fuller_last, **layout)
                parts = self._parts(count, height, uncounted, dealt)
                if parts is None or len(parts) == count:
                    return parts
        return None

    def _parts(self, count, height, uncounted, layout):
        """The first of ``count`` parts, up to one that is too high; None for more parts than lanes."""
        parts = []
        for n in range(1, count + 1):
            try:
                part = self.at(part=(n, count), **layout)
            except honesty.MisleadingChart:  # too much for a part: more of them may do
                break
            if not _marks(part.sheet):  # more parts than lanes
                return None
            if part.sheet.height - uncounted(part) > height:
                break
            parts.append(part)
        return parts

    @cached_property
    def figure(self):
        """The drawn matplotlib Figure."""
        return self.sheet.figure()

    @property
    def trace(self):
        """The line by which a chart is found again wherever it was pasted: name, version of the data, digest."""
        return trace(self.name, self.digest)

    @property
    def citation(self):
        """How the chart is cited, ready to paste: work, year, finding, trace, licence."""
        work = project.work()
        return f"{work['title']} ({work['date-released'][:4]}), {quoted(self.title)}. {self.trace}. {work['license']}."

    @property
    def alt(self):
        """Short alt text: form, finding, what and where; each sentence ends."""
        return self.sheet.say((" ", "")).join(self._ended([self.form, self.title, self.subtitle]))

    def small_print(self, most=_NAMED_SOURCES):
        """Whose numbers these are and the sources below a chart, of which at most that many are named."""
        claims = self.sheet.say(_NOT_MEASUREMENTS) + self.sheet.say((" ", "")) if self.how_to_read else ""
        return f"{claims}{self.sheet.say(SOURCES)}{_named(self.listed, most, self.sheet.language)}"

    @cached_property
    def long_alt(self):
        """Long alt text: every row as it is drawn, then what is left out, the marks and the sources."""
        say = self.sheet.say
        told = [*self._told_apart(), *((about, said) for _, about, said, _ in self.reference)]
        lines = [f"{about}{say((': ', '：'))}{said}" for about, said in told]
        lines += self._left_out()
        rest = [self.how_to_read, self.note, f"{say(SOURCES)}{self.sources}"]
        return "\n".join(filter(None, [self.alt, *self._ended(lines), *rest]))

    def _told_apart(self):
        """[(who and when, what is said)] of the rows; where a body has several of one time, also of what each is."""
        often = Counter(about for _, about, _, _ in self.claims)
        for (_, about, said, _), row in zip(self.claims, self.rows.itertuples(), strict=True):
            what = getattr(row, self.sheet.say(("metric_en", "metric_zh")), "") if often[about] > 1 else ""
            yield joined(self.sheet.language, about, what[:1].lower() + what[1:]), said

    def _left_out(self):
        """Lines of the rows that are left out, one for each reason; reasons are English, so in Chinese only the one
        that names another row is said."""
        held = {}
        for row in self.left_out.itertuples():
            again = re.fullmatch(r"tells again (\S+)", row.reason)
            why = f" ({row.reason})" if self.sheet.language == "en" else f"（重述 {again[1]}）" if again else ""
            held.setdefault(why, []).append(row.figure_id)
        return [f"{self.sheet.say(LEFT_OUT)}{joined(self.sheet.language, *keys)}{why}" for why, keys in held.items()]

    def _ended(self, sentences):
        stop = self.sheet.say((".", "。"))
        return [said if said[-1] in ".?!。？！" else said + stop for said in sentences if said]

    @cached_property
    def claims(self):
        """(figure_id, who and when, what is said, as printed) of every row, as documents print them; of what group it is
        where only its place in the picture tells that."""
        said = [(row.figure_id, getattr(row, "told", row.said), row) for row in self.rows.itertuples()]
        grouped, groups = self.sheet.say((" ({})", "（{}）")), self.sheet.groups
        return [(key, joined(self.sheet.language, row.who, row.when),
                 what + grouped.format(groups[key]) if groups.get(key) else what, row.printed)
                for key, what, row in said]  # fmt: skip

    def __str__(self):
        """What was drawn, as text: the part of a chart that a regression test compares."""
        drawn = _marks(self.sheet)
        lines = [f"chart {self.name}: {self.title}", self.subtitle, f"scale: {self.scale}"]
        for row in self.rows.itertuples():
            told = row.figure_id, ", ".join(drawn.get(row.figure_id, ())), row.who, row.when, row.said
            lines.append(" | ".join(filter(None, told)))
        lines += [f"left out: {row.figure_id} | {row.reason}" for row in self.left_out.itertuples()]
        lines += [f"note: {self.note}" if self.note else "", f"sources: {self.sources}"]
        return "\n".join(filter(None, lines))


def _marks(sheet):
    """{figure_id: kinds of marks and signs of that row on a sheet}: of few lanes a part may show none."""
    drawn = {key: [kind for kind in kinds if kind in honesty.MARKS] for key, kinds in sheet.drawn().items()}
    return {key: kinds for key, kinds in drawn.items() if kinds}


def make(body, *, name, form, rows, left_out=None, sources=None, against=None, claims=True, **words):
    """A Chart whose picture ``body(sheet, rows)`` lays on a sheet; raises MisleadingChart where a rule is broken.

    rows: the rows drawn (columns figure_id, value, said, who, when, printed; of claims also those of joined rows).
    words: title, subtitle, note, scale, caution; they and form may be pairs (English, Chinese). Several cautions: {words:
    figure_id or kind of mark, such as "interval"}, of which a slide says those about what it shows. sources: words in
    place of the rows' own. against: rows of figures or of reference.csv with which the picture compares its rows: their
    reports join the sources. reference: "what: how much" of a line among the marks. claims: the rows are reported
    figures or derived from them, not this project's own counts.
    """
    given = {what: said for what, said in words.items() if said or what != "caution"}
    words = {"form": form, "title": "", "subtitle": "", "note": "", "scale": ""} | given
    left_out = _NO_ROWS if left_out is None else left_out
    held = ()
    if against is not None:
        held = tuple(dict.fromkeys(against.source_id if "source_id" in against else against.reference_id))
        others = [report for report in source_list(against) if report not in source_list(rows)]
        sources = [*source_list(rows), *others]
        rows = rows.assign(set_against="; ".join(english for english, _ in others))
    digits = digest(rows, left_out, *(str(words[one]) for one in sorted(words)), str(sources))

    def again():
        layout = current()
        told = {what: said_in(said, layout.language) for what, said in words.items() if what != "caution"}
        told["reference"] = _of_line(told.get("reference"), held, layout.language)
        told_rows = _said_rows(rows, layout.language)
        listed = [said_in(source, layout.language) for source in (source_list(rows) if sources is None else sources)]
        sheet = Sheet(layout)
        head(sheet, told["title"] + _which_part(layout), told["subtitle"])
        body(sheet, told_rows)
        signs = key.used(sheet, told_rows, told["note"])
        how_to_read = _how_to_read(sheet, told_rows, signs) if claims else ""
        told |= {"sources": _all(dict.fromkeys(listed), layout.language), "how_to_read": how_to_read}
        told["listed"] = tuple(listed)
        told["caution"] = _due_caution(sheet, words.get("caution", ""))
        chart = Chart(
            name, rows=told_rows, left_out=left_out, sheet=sheet, digest=digits, again=again, against=held, **told
        )
        _foot(chart, signs)
        honesty.hold(chart, claims)
        return chart

    return again()


def _of_line(words, against, language):
    """Chart.reference of the words of a line, "what: how much"; its id is that of the report that it is of."""
    if not words:
        return ()
    about, _, said = words.partition(said_in((": ", "："), language))
    return (((*against[:1], about)[0], about[:1].upper() + about[1:], said, ""),)


def _said_rows(rows, language):
    """Rows with their words in a language; a column NAME_zh replaces NAME in Chinese."""
    told = [name for name in ("said", "told", "who", "when", "name", "detail") if f"{name}_zh" in rows]
    return rows.assign(**{name: rows[f"{name}_zh"] for name in told}) if language == "zh" else rows


def _which_part(layout):
    """Behind the title of a chart spread over several pictures: " (1 of 2)"."""
    part, parts = layout.part
    return "" if parts == 1 else f" ({part}/{parts})" if layout.language == "zh" else f" ({part} of {parts})"


def head(sheet, title, subtitle):
    """Lay what stands above the body of a chart."""
    title = balanced(sheet.say(title), sheet.width, 12.5, 600)
    sheet.text(title, size=12.5, weight=600, color=INK, gap=2, gid="title:")
    sheet.text(subtitle, size=9, color=SOFT, gap=4 if sheet.compact else 8, gid="subtitle:")


def _due_caution(sheet, caution):
    """A caution in words; of several those about what the sheet shows."""
    if not isinstance(caution, dict):
        return sheet.say(caution)
    drawn = sheet.drawn()
    shown = {*drawn}.union(*drawn.values())
    due = (sheet.say(words) for words, about in caution.items() if about in shown)
    return joined(sheet.language, *due, stop=(" ", ""))


def _how_to_read(sheet, rows, signs):
    """What stands between note and sources: whose numbers these are, and in words every sign of the key."""
    if "when" in rows and rows.when.str.contains("*", regex=False).any():  # periods stand in the long text
        signs = signs | {"inferred"}
    told = [marks.sign_words(name, sheet.language) for name in marks.ORDER if name in signs]
    meaning = sheet.say((" Signs: ", "符号：")) + _all(told, sheet.language) if told else ""
    return sheet.say(_NOT_MEASUREMENTS) + meaning


def _foot(chart, signs):
    """Key, note, sources, trace; on a slide or a card, where there is little room, of the note only a caution stays."""
    sheet = chart.sheet
    sheet.top += 1 if sheet.compact else 5
    key.lay(sheet, signs)
    if note := chart.caution if sheet.compact else chart.note:
        sheet.text(f"{sheet.say(('Note: ', '注：'))}{note}", size=8, color=SOFT, gap=1.5, gid="note:")
    if sheet.compact:
        sheet.text(f"{chart.small_print(1)} {chart.trace}", size=8, color=SOFT, gid="sources:")
    else:
        sheet.text(chart.small_print(), size=8, color=SOFT, gap=1.5, gid="sources:")
        sheet.text(chart.trace, size=8, color=QUIET, gid="trace:")


def _all(listed, language):
    return joined(language, *listed, stop=("; ", "；")) + said_in((".", "。"), language)


def _named(listed, most, language):
    """Sources in words: all of a few; of more the chief ones, and how many more the data file lists."""
    names = list(dict.fromkeys(listed))
    if len(names) > most:
        chief = names[: max(1, most - 1)]
        further = "and {} more, in the data file", "另{}份，见数据文件"
        names = [*chief, said_in(further, language).format(len(listed) - len(chief))]
    return _all(names, language)


def quoted(text):
    """A text in quotation marks, those inside it single."""
    return f"“{text.translate(str.maketrans('“”', '‘’'))}”"


def digest(*parts):
    """Eight hex digits of words and DataFrames, the same on every machine; of numbers the printed digits count."""
    return hashlib.sha256("\0".join(map(_digested, parts)).encode()).hexdigest()[:8]


def _digested(part):
    if isinstance(part, str):
        return part
    return part.map(lambda v: "" if pd.isna(v) else f"{v:.15g}" if isinstance(v, float) else str(v)).to_csv(index=False)


def trace(name, digits):
    """ "Chart 02_households_visited_claims · data 1.0.0 · digest 1a2b3c4d"."""
    return f"Chart {name} · data {schema.version()} · rows {digits}"


def source_list(rows):
    """Publishers with dates, pairs (English, Chinese), one for each report, so that two reports of one publisher and day
    are two; those of most rows first, undated and unknown ones last; [] for rows without."""
    if "publisher" not in rows:
        return []
    named = [(wording.source(row), wording.source(row, "zh")) for row in rows.itertuples()]
    often, reports = Counter(named), dict.fromkeys(zip(named, rows.get("source_id", named), strict=True))
    listed = [name for name, _ in reports]
    return sorted(
        listed, key=lambda name: (name[0].startswith("not stated"), name[0].endswith("no date"), -often[name])
    )
