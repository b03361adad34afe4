"""Every number that the stored notebooks and charts print is recomputed from the tables, and said no more firmly.

A number in a finding, or in the words of a chart, is one that the table of derived numbers knows (and its words and the
rows must agree), a row's own, a date, or part of a name; any other fails with its sentence.
"""

import re
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import nbformat
import pytest
from claims.derived_table import CHARTS, ESSAY, READINGS, SAID, SHORT
from claims.recount import CORE, DISTINCT, METRICS, OWN_OF, TASKS, by_start, charted, digits_shown, signs_of, starts
from claims.spans import ROOT, Span, a_day, by_id, exact, fits, hull, length, own, partners, rate, read, row
from claims.spans import SAID as NUMBER
from lxml import etree, html

NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
FIGURES, CAMPAIGNS, AREAS = (
    by_id(*names) for names in (("reported_figures", "figure_id"), ("campaigns", "campaign_id"), ("areas", "area_id"))
)
SVG = "{http://www.w3.org/2000/svg}"
SAID_NUMBER = re.compile(NUMBER, re.IGNORECASE)
LEFT = re.compile(
    r"\d[\d,.]*|\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|million|half|doubled|tripled)\b"
)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAY = rf"(?<![\d,.])\d{{1,2}}\*?(?: (?:{'|'.join(MONTHS)})[a-z]*\*?(?: \d{{4}}\*?)?)"
DATES = re.compile(rf"(?:(?<![\d,.])\d{{1,2}}\* to |{_DAY} – )?{_DAY}|(?<![\d,.])(?:19|20)\d\d\b(?![,.]\d)\*?")
NAMES = re.compile(
    "|".join(re.escape(c["name_en"]) for c in CAMPAIGNS.values() if LEFT.search(c["name_en"].lower()))
    + r"|[a-z0-9]+(?:-[a-z0-9]+){2,}",
    re.IGNORECASE,
)
BESIDE_A_MARK = ("label", "detail", "number", "pace", "days")  # what stands there is of one row
NO_CLAIM = ("tick", "sources", "trace", "name", "year", "total", "row-total", "total-of-all")
SCALE = "Logarithmic: from {} to {}, and from {} to {}, is {} times as many"


def outputs(path):
    for cell in nbformat.read(path, as_version=4).cells:
        yield from (output.get("data", {}) for output in cell.get("outputs", []))


def sentences(path):
    """The findings of a notebook, as a reader sees them and as nbval compares them: they must be the same."""
    for output in outputs(path):
        if "text/markdown" in output:
            shown = re.sub(r"\\([^A-Za-z0-9])", r"\1", output["text/markdown"])
            assert shown == output["text/plain"]
            yield from (line.removeprefix("- ") for line in shown.splitlines())


def tables(path):
    """The tables of a notebook, each a list of rows as dicts of text."""
    for output in outputs(path):
        if "<table>" in output.get("text/html", ""):
            lines = html.fromstring(output["text/html"]).iter("tr")
            heads, *rows = ([cell.text_content().strip() for cell in line] for line in lines)
            yield [dict(zip(heads, cells, strict=True)) for cells in rows]


def words_of(chart):
    """[(kind, key, words)] of a stored picture, the lines of one text joined."""
    found = []
    for line in etree.parse(ROOT / "figures" / f"{chart}.svg").iter(f"{SVG}text"):
        name = line.getparent().get("id", "").split("~")[0]
        text = "".join(line.itertext()).replace("\xa0", " ")
        if found and found[-1][0] == name:
            found[-1][1] += f" {text}"
        else:
            found.append([name, text])
    return [(*name.partition(":")[::2], text) for name, text in found]


def charts(path):
    return sorted(file.stem for file in (ROOT / "figures").glob(f"{path.stem}_*.svg"))


def agrees(said, due):
    """Whether a Span that was read is due: a Span, one of a list, or what a function judges."""
    if callable(due):
        return due(said)
    return any(fits(said, span) for span in (due if isinstance(due, list) else [due]))


def pattern(words):
    """The words of an entry as a pattern: a group for each {}, any words for " * "."""
    plain = re.escape(words).replace(r"\ \*\ ", ".*?")
    return re.compile(plain.replace(r"\{\}", f"({NUMBER})"), re.IGNORECASE)


def explained(text, entries, used):
    """The text without dates, names and the numbers that entries know, each of which must say what the rows give."""
    for words, *spans in entries:
        for match in pattern(words).finditer(text):
            used.add(words)
            for said, due in zip(match.groups(), spans, strict=True):
                assert agrees(read(said), due), f"{said!r} in {match.group()!r}: the rows give {due}"
        text = pattern(words).sub(" ∎ ", text)
    for low, high, other_low, other_high, times in pattern(SCALE).findall(text):
        assert read(high).over(read(low)) == read(other_high).over(read(other_low)) == read(times)
    return plain(pattern(SCALE).sub(" ", text))


def plain(text):
    straight = re.sub("[“”]", '"', DATES.sub(" ", text))  # as names are written in the tables
    return re.sub(r"\s+", " ", NAMES.sub(" ", straight))


def without(text, due, words="{}"):
    """A text without the numbers, in these words, that one of the spans gives."""
    return pattern(words).sub(lambda said: "∎" if agrees(read(said[1]), due) else said[0], text)


def dues(chart, held):
    """What a chart must say of a row: its own number as printed, or what the chart makes of it."""
    return CHARTS[chart](held) if chart in CHARTS else own(held).__eq__


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("more than 3,950", True), ("more than 3,954", True), ("more than 3,900", True), ("more than 3,955", False),
        ("at least 3,950", False), ("3,950", False), ("less than 3,950", False), ("more than 3,940", False),
    ],
)  # fmt: skip
def test_words_fit_a_span_rounded_outwards_with_its_hedge(words, holds):
    assert fits(read(words), a_day("gz22-households-visited")) == holds  # more than 870,000 in 220 days: 3,954.5


ALL_CHARTS = [chart for path in NOTEBOOKS for chart in charts(path)]
SIGNS = "00_start_here_signs"
#: The first word that the key of all signs has for each.
SIGN_OF = {"as": "", "more": "chevron", "at": "chevron_underlined", "nearly,": "wall", "about": "ring",
           "hollow:": "repaired", "several": "range", "hatched:": "possible", "small": "small", "date": "inferred"}  # fmt: skip
TILES, HEDGES = "09_provinces_side_by_side_tiles", "11_how_the_numbers_are_told_hedges"
TIMELINE = "07_what_campaigns_ask_timeline"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_chinese_findings_put_a_hedge_before_what_it_is_a_part_or_multiple_of(path):
    cells = nbformat.read(path, as_version=4).cells
    held = [output.get("metadata", {}) for cell in cells for output in cell.get("outputs", [])]
    said = [sentence for one in held for sentence in one.get("text/markdown", {}).get("zh", [])]
    assert not [hit for sentence in said for hit in re.findall(r".{4}的(?:超过|至少|不到|至多)\d.*", sentence)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_sentence_or_title_says_more_than_its_rows(path):
    entries, used = SAID.get(path.stem[:2], []), set()
    left = [explained(sentence, entries, used) for sentence in sentences(path)]
    for chart in charts(path):
        prose = " ¦ ".join(text for kind, _, text in words_of(chart) if kind not in (*BESIDE_A_MARK, *NO_CLAIM))
        rows = [own(r["figure_id"]) for r in charted(chart) if r["figure_id"] in FIGURES]
        left.append(without(explained(prose, entries, used), rows.__contains__))
    for line in (line for shown in tables(path) for line in shown):
        explained(" | ".join(line.values()), entries, used)
    lost = [(LEFT.findall(text), text) for text in left if LEFT.search(text)]
    assert not lost, "numbers that no row gives and no entry of the table explains"
    assert {words for words, *_ in entries} == used, "entries of the table that nothing says"


@pytest.mark.parametrize("chart", ALL_CHARTS)
def test_what_stands_beside_a_mark_is_what_its_row_gives(chart):
    for kind, key, text in words_of(chart):
        if kind in BESIDE_A_MARK and key in READINGS:
            assert agrees(read(text), READINGS[key]), f"{text!r} beside the {kind} of {key}"
        elif kind in BESIDE_A_MARK and key in FIGURES:
            held = row(key)
            due = dues(chart, held)
            if kind in ("pace", "days"):
                due = by_start(key, a_day) if kind == "pace" else hull([length(held, start) for start in starts(held)])
            report = [own(r) for r in FIGURES.values() if all(r[n] == held[n] for n in ("source_id", "area_id"))]
            nights = Span(Fraction(2), Fraction(3), either=True) if key == SHORT else exact(held["nights"] or 0)
            left = without(plain(text), nights, "{} nights")
            left = without(without(left, due), report.__contains__)
            assert not LEFT.search(left), f"{text!r} beside the {kind} of {key}"


@pytest.mark.parametrize("chart", ALL_CHARTS)
def test_the_data_of_a_chart_say_what_its_rows_give(chart):
    for drawn in charted(chart):
        if drawn["figure_id"] not in FIGURES:
            continue
        due = dues(chart, row(drawn["figure_id"]))
        assert agrees(read(SAID_NUMBER.search(drawn["said"]).group()), due), f"{drawn['figure_id']}: {drawn['said']}"
        if isinstance(due, Span):
            low, high = (Fraction(drawn[end]) if drawn[end] else None for end in ("low", "high"))
            strict = (drawn[end] == "yes" for end in ("strict_low", "strict_high"))
            assert fits(Span(low, high, *strict, either=drawn["reading"] == "uncertain"), due), drawn["figure_id"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_claim_in_a_table_is_what_its_row_gives(path):
    drawn = {(chart, r["figure_id"]) for chart in charts(path) for r in charted(chart)}
    for line in (line for shown in tables(path) for line in shown):
        figure_id, claim = (line.get(a) or line.get(b) for a, b in (("figure_id", "figure"), ("Drawn", "claim")))
        if claim and figure_id in FIGURES:
            held = row(figure_id)
            due = [dues(chart, held) for chart, drawn_id in drawn if drawn_id == figure_id]
            due.append(rate(figure_id) if "a day per 100,000" in claim else own(held).__eq__)
            said = read(SAID_NUMBER.search(claim).group())
            assert any(agrees(said, one) for one in due), f"{figure_id}: {claim}"


#: Columns of numbers in tables that name no figure_id: {column: (how the row's metric begins, what is reckoned)}.
COLUMNS = {
    "a day per 100 000": ("disputes", lambda held: [by_start(held["figure_id"])]),
    "a night": ("", lambda held: [rate(held["figure_id"])]),
    "per 100000": ("venues", lambda held: [rate(held["figure_id"])]),
    "for 1 000 households": (
        "",
        lambda held: [own(held).over(own(homes), 1000) for homes in partners(held, ["households_visited"])],
    ),
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_number_in_a_table_is_what_a_row_of_its_place_and_time_gives(path):
    for line in (line for shown in tables(path) for line in shown):
        for column in COLUMNS.keys() & line.keys():
            metric, reckon = COLUMNS[column]
            rows = [r for r in FIGURES.values() if r["metric_id"].startswith(metric) and is_of(r, line)]
            due = [span for held in rows for span in reckon(held)]
            assert any(fits(read(line[column]), span) for span in due), f"{line}: {due}"


def is_of(held, line):
    """Whether a row of the record is the one that a line of a table tells, by all that the line tells of it."""
    area, metric = AREAS[held["area_id"]], METRICS[held["metric_id"]]
    tells = {
        "place": {area["name_en"], f"{area['name_en']} {area['name_zh']}"},
        "what": {metric["name_en"]} if "claim" not in line else {line.get("what")},
        "counted": {held["label_zh"] or metric["name_zh"]},
    }
    same = all(line[name] in words for name, words in tells.items() if name in line)
    same = same and period(line["period"]) == (held["period_start"], held["period_end"])
    return same and ("claim" not in line or own(held) == read(SAID_NUMBER.search(line["claim"]).group()))


def period(words):
    """First and last day of a period in words, as ISO dates; "" for one that is not told."""
    days = re.findall(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})\*?(?: (\d{{4}}))?", words)
    dates = [f"{year or days[-1][2]}-{MONTHS.index(month) + 1:02}-{int(day):02}" for day, month, year in days]
    if len(dates) != 1:
        return tuple(dates) or ("", "")
    return (
        ("", dates[0])
        if words.startswith(("to ", "as of"))
        else (dates[0], "" if words.startswith("from") else dates[0])
    )


def test_counts_in_a_picture_are_those_of_the_record():
    for chart in ("07_what_campaigns_ask_tasks", "07_what_campaigns_ask_reported"):
        rows, apart = charted(chart), {task["task_id"] for task in ESSAY}
        counted = [r["in_row"] for r in rows if r["figure_id"] not in apart]
        held = {("total-of-all", ""): len(counted)} | {("row-total", r["in_row"]): 0 for r in rows}
        held |= {("row-total", name): count for name, count in Counter(counted).items()}
        held |= {("total", name): count for name, count in Counter(r["in_column"] for r in rows).items()}
        assert {(kind, key): int(text) for kind, key, text in words_of(chart) if "total" in kind} == held
        assert len(rows) == len(TASKS if chart.endswith("tasks") else CORE)
    signs = Counter(sign for held in DISTINCT for sign in signs_of(held))
    shown = {(kind, key): text for kind, key, text in words_of(SIGNS)}
    counts = {shown["name", key].split()[0]: text for (kind, key), text in shown.items() if kind == "total"}
    assert counts == {word: f"{signs[sign]:,}" for word, sign in SIGN_OF.items()}
    named = {key: int(text.split()[-1]) for kind, key, text in words_of(TILES) if kind == "name"}
    assert named == OWN_OF
    shares = {key: read(text) for kind, key, text in words_of(HEDGES) if kind == "label"}
    assert len(shares) == 8 and all(fits(said, digits_shown(part)) for part, said in shares.items())


def test_a_length_on_the_timeline_leads_from_its_first_day_to_its_last():
    lengths = {key: text.split() for kind, key, text in words_of(TIMELINE) if kind == "label" and text[0].isdigit()}
    assert len(lengths) > 3
    for key, (number, unit) in lengths.items():
        first, last = (date.fromisoformat(CAMPAIGNS[key][end]) for end in ("from", "to"))
        after = last + timedelta(1)
        months = (after.year - first.year) * 12 + after.month - first.month
        assert int(number) * {"d": 1, "m": 1, "y": 12}[unit[0]] == ((after - first).days if unit[0] == "d" else months)
        assert unit[0] == "d" or after.day == first.day
