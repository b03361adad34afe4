"""The table of a chart's figures as every document prints it: who and when, what is drawn of what, what was printed.

The checks of a document read the same cells, of which all but the unit in the head are known without drawing a chart.
"""

import math
import re
from functools import cache
from itertools import product

import numpy as np

from campaigns.charts.text import balanced, text_width
from campaigns.claims import scopes, wording
from campaigns.claims.summers import WHOLE_ACTION
from campaigns.documents.word_flow import filled
from campaigns.documents.words import HAN, TAGS, WORDS, tag_of, unbroken
from campaigns.hedges import HEDGES
from campaigns.record import tables

_COUNTERS = {
    "turns of duty": "人次", "turns": "人次", "person-times": "人次", "social forces deployed": "人次", "cases": "起",
    "criminal cases solved": "起", "suspects caught": "人", "disputes": "起", "households": "户", "": "",
}  # fmt: skip
_SPANS = {
    "a day": "每天", "a night": "每夜", "a day or night": "每天（夜）", "a night or day": "每夜（天）", "for 100 turns": "每100人次",
    "for 10 police turns": "每10人次警力",
    "an officer and day": "每人每天", None: "",
}  # fmt: skip
_RECKONED = re.compile(rf"(.*?) ?\b({'|'.join(sorted(filter(None, _SPANS), key=len, reverse=True))})?"
                       r"(?: per ([\d,]+) residents)?")  # fmt: skip
_HEDGED = re.compile("|".join({word for hedge in HEDGES.values() for language in ("en", "zh")
                               for word in hedge.say("|", language).split("|") if word.strip()})
                     + r"|\b(?:to|or|less than|million|billion)\b|[至或万亿]|不到")  # fmt: skip
_PART = rf"(?:[{HAN}]|[^\s{HAN}\u2060-]+-?|-)"
_PIECE = re.compile(rf"{_PART}(?:[\u2060\u00a0]{_PART})*")
_PARTS = " | "  # between the parts of a name that only a program reads
_MANY = 40  # rows of a table
_NAME = 11  # characters of a name, and the stop behind it
_STEPS = 14  # into which the room that is left is dealt among the columns
_UNEVEN = 20  # squared steps by which columns may differ to save a line
GAP = 13  # points beside the text of a cell, at most
#: Where a Chinese cell may break, the better places first; what follows the last comma of a unit stays with it.
_STOPS = (r"(?<=[；：])|(?<=，)(?!.{1,3}$)", r"(?<=、)|(?=[（“])(?!（.）)|(?<=[）”])(?=[^）”，、：；。？])")


def told(chart):
    """{key: cells} of a chart's rows in its language, then of its line of reference. key: its figure_id, or who it is
    of where that is no id; cells: about, drawn, printed (where anything is), key (where it is an id)."""
    language = _language(chart)
    claims = [(_key(claim), *_told(claim, language)) for claim in (*chart.claims, *chart.reference)]
    shown = _columns(chart)
    return {key: tuple(cell for cell, is_shown in zip((*cells, key), shown, strict=True) if is_shown)
            for key, *cells in claims}  # fmt: skip


def heads(chart):
    """The heads of the columns; above what is drawn its unit, where all rows have one that they do not say."""
    language, (about, drawn, *rest) = _language(chart), WORDS[_language(chart)]["headings"]
    if not _columns(chart)[-1]:
        about = WORDS[language]["parts"]
    if unit := _unit(chart, language):
        drawn = WORDS[language]["drawn_in"].format(drawn=drawn, unit=unit)
    return tuple(head for head, is_shown in zip((about, drawn, *rest), _columns(chart), strict=True) if is_shown)


def without_keys(chart):
    """[cells] of head and rows as a slide shows them."""
    few = 2 + _columns(chart)[2]
    return [line[:few] for line in (heads(chart), *told(chart).values())]


def widths(lines, room, sizes):
    """Points of each column of a table's lines (tuples of text): as wide as its longest unbroken piece, and what is
    left dealt so that the table is as short as can be. sizes: of the text of each column."""
    columns = list(zip(*lines, strict=True))
    for longest in (_longest_name, _longest):  # no name is broken where there is room for all
        sized = zip(columns, sizes, strict=True)
        least = [max(longest(text, size) for text in column) + GAP for column, size in sized]
        if (left := room - sum(least)) > 0:
            break
    else:
        return [room * one / sum(least) for one in least]

    def lengths(column, size, low):
        """Of each width that the column may have, the lines of its cells."""
        rooms = [low + left * share / _STEPS - GAP for share in range(_STEPS + 1)]
        return np.array([[_count(text, room, size) for text in column] for room in rooms])

    columns = [column[:: 1 + len(lines) // _MANY] for column in columns]  # of a long table some rows tell of all
    long = [lengths(*column) for column in zip(columns, sizes, least, strict=True)]

    def height(shares):
        return int(np.max([of_shares[share] for of_shares, share in zip(long, shares, strict=True)], axis=0).sum())

    dealt = [deal for deal in product(range(_STEPS + 1), repeat=len(columns)) if sum(deal) == _STEPS]
    even = _STEPS / len(columns)
    best = min(dealt, key=lambda deal: height(deal) + sum((share - even) ** 2 for share in deal) / _UNEVEN)
    return [low + left * share / _STEPS for low, share in zip(least, best, strict=True)]


def broken(text, width, size, stops=_STOPS):
    """The text of a cell ``width`` points wide, its lines broken by hand where Chinese is in it: some programs break
    Chinese dates and numbers as they like, whatever stands between their characters. stops: where else, the better first.
    """
    if not re.search(f"[{HAN}]", text):
        return text
    return "\n".join(_lines(text, width - GAP, size, stops))


@cache
def _count(text, room, size):
    """How many lines a text takes in a cell; a line is hardly ever filled to its end."""
    if re.search(f"[{HAN}]", text):
        return len(_lines(text, room, size, _STOPS))
    return math.ceil(text_width(text, size) * 1.04 / room) if text else 0


def _lines(text, room, size, stops):
    """The lines of a text with Chinese in it: each ends at a stop, at a lesser one where no other is, and inside what is
    between stops only where that is longer than a line."""
    if _fits(text, room, size) or not stops or tag_of(text) != TAGS["zh"]:
        return balanced(text, room * filled(text), size).split("\n")
    lines = [""]
    for part in re.split(stops[0], text):
        if _fits(lines[-1] + part, room, size):
            lines[-1] += part
        else:
            lines += [part] if _fits(part, room, size) else _lines(part, room, size, stops[1:])
    return [line.strip() for line in lines if line]


def _fits(text, room, size):
    return text_width(text, size) <= room * filled(text)


@cache
def _longest_name(text, size):
    """Points of the longest piece of a text, or of what stands between its stops in Chinese, if that is no sentence."""
    names = re.split("|".join(_STOPS), text) if tag_of(text) == TAGS["zh"] else ()
    wide = (text_width(name, size) / filled(name) for name in names if len(name) <= _NAME)
    return max(_longest(text, size), *wide, 0)


@cache
def _longest(text, size):
    pieces = (text_width(piece.replace("\u2060", ""), size) / (filled(piece) if re.search(f"[{HAN}]", piece) else 1)
              for piece in _PIECE.findall(unbroken(text)))  # fmt: skip
    return max(pieces, default=0)


def _language(chart):
    return "zh" if tag_of(chart.title, "zh") == TAGS["zh"] else "en"


def _columns(chart):
    """Whether each of the four columns is shown: that of what was printed where anything was, that of keys of ids."""
    return True, True, any(printed for *_, printed in chart.claims), all(_PARTS not in key for key, *_ in chart.claims)


def _key(claim):
    return claim[0] if _PARTS not in claim[0] else _plainly(claim[1])


def _plainly(about):
    """Who a row is of, where the name has parts that only a program reads: "With a hedge, 1 digit"."""
    return about.replace(_PARTS, "，" if re.search(f"[{HAN}]", about) else ", ")


def _told(claim, language):
    """(about, drawn, printed) of a claim: what is drawn begins with what is counted, where the record says that."""
    key, about, said, printed = claim
    what = _counted().get(key) or _counted(scoped=False).get(key.removesuffix(WHOLE_ACTION))
    drawn = f"{what[language == 'zh']}{'：' if language == 'zh' else ': '}{said}" if what else said
    return wording.curled(_plainly(about)), wording.curled(drawn), printed


@cache
def _counted(scoped=True):
    """{figure_id: (what it counts in English, in Chinese)}, with the report's own words where they are others than the
    metric's, and the scope: "Disputes resolved 排查化解矛盾纠纷 (within 3 days)"."""
    metrics = {row["metric_id"]: row for row in tables.read("metrics").records()}
    found = {}
    for row in tables.read("reported_figures").records():
        metric, scope = metrics[row["metric_id"]], row["scope"] if scoped else ""
        english = re.sub(r"^Change in (?:the )?(\w)", lambda first: first[1].upper(), metric["name_en"])
        chinese, label = metric["name_zh"].removesuffix("变化"), wording.simplified(row["label_zh"])
        own = f" {label}" if label not in ("", chinese) else ""  # "found and resolved" is not "resolved"
        only, told = scopes.IN_CHINESE.get(scope, ""), label or chinese
        within = f"（{only}）" if only and only.removeprefix("仅") not in told else ""  # a report's own word may say it
        found[row["figure_id"]] = f"{english}{own} ({scope})" if scope else english + own, told + within
    return found


def _unit(chart, language):
    """The one unit in words of rows that are all bare numbers; "" where they have none, several, or say it, and beside
    a line of reference, which may count other things."""
    held = chart.rows if "unit" in chart.rows else chart.at().rows
    if "unit" not in held or held.unit.nunique() != 1 or chart.reference:
        return ""
    if any(re.search(r"[^\W\d_]|%", _HEDGED.sub("", said)) for *_, said, _ in chart.claims):
        return ""
    unit = held.unit.iloc[0]
    if "nights" in held and held.nights.isna().all():  # a unit of days and nights, of which days alone are drawn
        unit = unit.replace("a day or night", "a day")
    words = wording.unit_words(unit).replace("_", " ")
    return _in_chinese(unit) if language == "zh" else f"number {words}" if words.startswith(("a ", "for ")) else words


def _in_chinese(unit):
    """The unit in Chinese: "每10万居民每天，人次"; "" for one that is not known."""
    counted, span, residents = _RECKONED.fullmatch(unit.replace("_", " ")).groups()
    counter = _COUNTERS.get(counted, wording.unit_words(unit, language="zh"))
    of = f"每{wording.number(int(residents.replace(',', '')), 'zh')}居民" if residents else ""
    return "，".join(filter(None, (of + _SPANS[span], counter))) if re.fullmatch(f"[{HAN}（）]*", counter) else ""
