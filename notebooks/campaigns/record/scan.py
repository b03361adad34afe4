"""Find every numeral of a text, in reading order, with the paragraph it stands in, and draft the rows it may need.

The same scanner proves the ledger (data/numerals.csv) against the texts and
drafts rows for a new report. A draft says only what the printed words say;
what a person must decide is left blank.
"""

import hashlib
import re
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from campaigns.reading.printed import NUMERAL, ReadingError, counter_unit, number_groups, read_figure
from campaigns.record import schema


@dataclass(frozen=True)
class Numeral:
    """One numeral: its paragraph (locator), its place among the text's numerals, its characters."""

    locator: int
    position: int
    token: str
    start: int
    end: int


class ScanError(Exception):
    """The report cannot be read, or the drafts cannot be written."""


def paragraphs(text):
    """The lines of a text that hold a visible character; locator n is the n-th of them, from 1."""
    return [line for line in text.split("\n") if line.replace("\ufeff", "").strip()]


def numerals(text):
    """Every digit run and number word of the text as Numeral, position counted from 1 over the whole text."""
    found = [(locator, match) for locator, line in enumerate(paragraphs(text), 1) for match in NUMERAL.finditer(line)]
    return [
        Numeral(locator, position, match.group(), match.start(), match.end())
        for position, (locator, match) in enumerate(found, 1)
    ]


def read_report(path):
    """The text and the SHA-256 of a report in UTF-8; raises ScanError that says how to save it.

    Nothing else is guessed: the ledger is proved against the very bytes of the file.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as problem:
        raise ScanError(f"{path} cannot be read: {problem.strerror}.") from problem
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        told = f"byte {problem.start + 1} is not UTF-8"
        raise ScanError(f"{path}: {told}. Save it as plain text in UTF-8 (not as a Word file or PDF).") from problem
    if "\0" in text:
        raise ScanError(f"{path} holds NUL characters. Save it as plain text in UTF-8 (not as a Word file or PDF).")
    return text, hashlib.sha256(data).hexdigest()


def drafts(text):
    """(ledger lines, figure rows): dicts with the columns of numerals.csv and of reported_figures.csv.

    A ledger line has a disposition only where it is certain, or ``figure``
    where a figure row is drafted; its figure_id is for a person to fill.
    A figure row without a value has words that state not exactly one number.
    """
    rows, settled, lengths = [], {}, set()
    for locator, line in enumerate(paragraphs(text), 1):
        settled[locator] = _settled(line)
        for start, end in list(_phrases(line, settled[locator])):
            row = _figure_row(line[start:end], locator)
            if row["unit"] in ("days", "years"):
                if (row["value"], row["unit"]) in lengths:  # from its second mention on, a length is part of a name
                    continue
                lengths.add((row["value"], row["unit"]))
            rows.append(row)
            settled[locator][start:end] = [("figure", "")] * (end - start)
    return [_ledger_line(numeral, settled[numeral.locator]) for numeral in numerals(text)], rows


def _settled(line):
    """For each character of a paragraph, the (disposition, reason) that is certain, or None."""
    settled = [None] * len(line)
    for pattern, *what in _SETTLED:
        for found in pattern.finditer(line):
            settled[found.start() : found.end()] = [tuple(what)] * len(found[0])
    return settled


def _ledger_line(numeral, settled):
    line = dict.fromkeys(schema.fields("numerals"), "")
    line |= {"locator": str(numeral.locator), "position": str(numeral.position), "token": numeral.token}
    certain = set(settled[numeral.start : numeral.end])
    if len(certain) == 1 and None not in certain:
        [(line["disposition"], line["reason"])] = certain
    return line


def _figure_row(printed, locator):
    row = dict.fromkeys(schema.fields("reported_figures"), "") | {"locator": str(locator), "printed": printed}
    try:
        read = read_figure(printed)
    except (ReadingError, ArithmeticError) as problem:
        return row | {"note": f"To decide: {problem or 'the number is too long'}"}
    row |= {"value": _digits(read.value), "unit": read.unit, "qualifier": read.qualifier, "reading": "as_printed"}
    row |= {"low": _digits(read.low), "high": _digits(read.high), "baseline": read.baseline}
    return row | {"note": next((doubt for holds, doubt in _DOUBTS if holds(printed, read)), "")}


def _digits(number):
    """A number as the tables write it."""
    return "" if number is None else f"{Decimal(str(number)):f}"


_DOUBTS = [
    (
        lambda _, read: read.unit == "percent" and read.value > 100,
        "To decide: more than 100 %; is a decimal point lost?",
    ),
    (
        lambda printed, read: read.value > 0 and re.search(r"\b(?:fewer|lower|less)$", printed),
        "To decide: is it a fall? Then value, low and high are negative",
    ),
    (lambda printed, _: re.search(r"[$€£]", printed), "To decide: the value is not in yuan"),
]

# ---- what is certainly no figure -----------------------------------------------------------------------------------

_MONTH = (
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?<![\d.,])\d{1,2}(?:st|nd|rd|th)?(?![\d.,]*\d)"
_YEAR = r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)"
#: "In May 20 suspects were caught" is no day of May.
_NO_COUNT = r"(?!\s+(?!was\b|has\b|is\b|this\b|its\b)(?:[A-Za-z]+ )?(?:[a-z]+s|people)\b)"
_FEW = r"(?:\d{1,2}|[a-z]+(?:-[a-z]+)?)"
_ENGLISH_ITEM = r"(?:one|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_HAN_FEW = r"[一二三四五六七八九十]+"
_SETTLED = [
    (rf"{_MONTH}\s+{_DAY}(?:\s*(?:to|and|[-–])\s*{_DAY})?(?:,?\s+{_YEAR}|{_NO_COUNT})", "date_or_period", "a date"),
    (rf"{_DAY}(?:\s*(?:to|and|[-–])\s*{_DAY})?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?", "date_or_period", "a date"),
    (rf"{_MONTH},?\s+{_YEAR}", "date_or_period", "a date"),
    (r"(?<![\d.,])(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?![\d.,]*\d)", "date_or_period", "a date"),
    (r"(?<![\d.,:])\d{1,2}[:：]\d\d(?![\d:])", "date_or_period", "a time of day"),
    (
        rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Yy]ear)\s+{_YEAR}"
        r"(?=\s*(?:[,.;:)，。]|$)|\s+(?:the|an?|it|we|they|was|were|has|have|and)\b)",
        "date_or_period",
        "a year",
    ),
    (rf"{_YEAR}\s*[-–]\s*{_YEAR}", "date_or_period", "years"),
    (rf"\b(?:past|last|next|coming|previous)\s+{_FEW}\s+(?:years|months|weeks|days)\b", "date_or_period", "a period"),
    (rf"\bfirst\s+(?:half|quarter|(?:{_FEW}\s+)?(?:months|weeks|days|quarters))\b", "date_or_period", "a period"),
    (
        r"(?<!\d)(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年(?:\d{1,2}月(?:\d{1,2}日)?)?",
        "date_or_period",
        "a date",
    ),
    (r"(?<![\d.,])\d{1,2}月(?:\d{1,2}日)?", "date_or_period", "a date"),
    (r"(?:近|过去|最近|今后|未来)(?:[一二三四五六七八九十两几]+|\d+)(?:个月|年|天|周)", "date_or_period", "a period"),
    (r"^\s*[(（]?\d{1,2}(?:[.．](?=\s)|[)）、])", "enumeration", "list number"),
    (rf"^\s*(?:[(（]{_HAN_FEW}[)）]|{_HAN_FEW}、)", "enumeration", "list number"),
    (rf"(?:^|[.;]\s*)(?:[Tt]he\s+)?(?i:{_ENGLISH_ITEM})\s+is\s+to\b", "enumeration", "item of a list"),
    (rf"(?:^|[。；，：])\s*(?:{_HAN_FEW}是|第{_HAN_FEW}[，、是])", "enumeration", "item of a list"),
    (r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+", "boilerplate", "an address on the web"),
    (r"(?:Tel|Phone|Fax|电话|传真)\s*[.:：]\s*[+\d][\d ()/-]*", "boilerplate", "a telephone number"),
    (r"(?<!\d)\d{1,6}\s*Comment\(s\)", "boilerplate", "comment counter of the page"),
]
_SETTLED = [(re.compile(pattern), disposition, reason) for pattern, disposition, reason in _SETTLED]

# ---- the words of a figure -----------------------------------------------------------------------------------------

_MAX_WORDS = 10
_LONGEST = 15  # digits: a longer row of them is a code, and a spreadsheet would cut it
_AROUND = 120  # characters before and after a number that are looked at
#: Breaks and controls within a paragraph, at which a phrase ends.
_BREAKS = re.compile(r"[^\S \t\u00a0\u3000]|[\x00-\x08\x0e-\x1f\x7f\ufeff]")
_ON_YEAR = r"(?:year|month)\s*-?\s*on\s*-?\s*(?:year|month)"
_CHANGE = (
    r"(?:fell|fall(?:en|s|ing)?|down|drop(?:s|ped|ping)?|declin(?:es?|ed|ing)|decreas(?:es?|ed|ing)|reduc(?:es?|ed|tion)"
    r"|rose|ris(?:e|es|en|ing)|up|grew|grow(?:n|s|th|ing)?|increas(?:es?|ed|ing)|climb(?:s|ed|ing)?)"
)
#: A change before its number: "decreased year-on-year by", "a drop of", "同比下降了".
_CHANGE_BEFORE = re.compile(
    rf"(?:{_ON_YEAR}\s+)?\b{_CHANGE}\s+(?:{_ON_YEAR}\s+)?(?:(?:sharply|slightly|further)\s+)?(?:by\s+|of\s+)?$"
    r"|(?:同比|环比|環比)?(?:下降|上升|增长|增加|减少|減少|降低|提高)了?\s*$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    rf"\s*,?\s*{_ON_YEAR}|\s+(?:drop|decline|decrease|fall|reduction|rise|increase|growth|fewer|lower|less)\b",
    re.IGNORECASE,
)
_PERCENT_BEFORE = re.compile("百分之$")
_PERCENT_AFTER = re.compile(
    r"\s*(?:[%％‰]|个?百分点|per\s?cent(?:age points?)?\b)(?:以上|左右|以下|以内)?", re.IGNORECASE
)
_MONEY_BEFORE = re.compile(r"(?:RMB|CNY|(?:US|HK)?\$|[¥￥€£])\s*$", re.IGNORECASE)
_LENGTH_AFTER = re.compile(r"\s*-\s*(?:day|week|month|year)s?\b(?!\s*-?\s*(?:old|on)\b)", re.IGNORECASE)
_RANK_BEFORE = re.compile(
    r"\brank(?:s|ed|ing)?\s+(?:the\s+)?$|(?:排名|位居|名列|位列)(?:全国|全省|全市)?第$", re.IGNORECASE
)
_RANK_AFTER = re.compile(r"\s+in\s+the\s+(?:country|nation|province|city|world)\b", re.IGNORECASE)
#: What makes a number a name, an order or a condition: Article 264, 第20次, within 3 days.
_LABEL_BEFORE = re.compile(r"(?:\b(?:Article|Section|Chapter|Room|Building|No\.|within)\s*|第)$", re.IGNORECASE)
_EARLIER = [re.compile(rf"(?:[A-Za-z]+\s+){{{n}}}$|[\u4e00-\u9fff]{{{n}}}\s*$") for n in range(1, 5)]
_HAN_COUNTER = re.compile(
    r"\s?[余餘多]?(?P<counter>人次|[户戶]次|[户戶人名件起元]|公斤|千克|平方米|公里|[个個家間间所次条條处處场場辆輛支项項宗台只份把张張枚艘吨亩天年岁歲])(?!民)"
    r"(?:[\u4e00-\u9fff]{0,4}?(?:纠纷|案件))?(?:以上|左右|上下|以内|以下)?"
)
_HEDGE_AFTER = re.compile(r"\s+or (?:more|so)\b", re.IGNORECASE)
_WORD = re.compile(r"""\s+["“'‘]?([A-Za-z][A-Za-z'’-]*)""")
_BETWEEN = re.compile(r"(?<=between )\S+\s+and\s+$", re.IGNORECASE)
#: A second number of the same words: a range, or a number broken by damage ("42 year-on-year71%").
_JOIN = re.compile(rf"\s*[-–—~～至到或点]\s*|\s+(?:to|or)\s+|\s*(?:{_ON_YEAR}|[a-z]+)", re.IGNORECASE)
_SCALE = re.compile(r"(?:dozen|hundred|thousand|[mb]illion|trillion)s?|[十百千万萬亿億]", re.IGNORECASE)
_VAGUE = re.compile(r"(?:dozen|hundred|thousand|[mb]illion|trillion)s", re.IGNORECASE)
_ARTICLE = re.compile("one|once|half|[一两]", re.IGNORECASE)
_STOP = set(
    "a about after all also among an and are as at be been before began being between but by can could did during each"
    " for from had has have he her his if in into is it its may more of on or our over per said shall she should since"
    " so some such than that the their them then there these they this those through to under until up was we were when"
    " where which while who will with would year-on-year month-on-month am pm".split()
)
_PLURALS = {"people", "police", "personnel", "staff", "women", "men", "children", "data"}
_HAN_COUNTED = {"人", "名", "户", "戶", "件", "起", "元", "人次", "户次", "戶次"}
_COUNTED = {"people", "cases", "households", "disputes", "schools", "days", "years", "yuan"}


def _phrases(line, settled):
    """(start, end) of the words of a paragraph that seem to state a figure, in reading order."""
    line, spans = _BREAKS.sub("\uffff", line), []
    for group in number_groups(line):
        start, end = group[0].start(), group[-1].end()
        if any(settled[start:end]):
            continue
        if spans and (_JOIN.fullmatch(line, spans[-1][1], start) or _BETWEEN.search(line, spans[-1][0], start)):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    floor = 0
    for index, (start, end) in enumerate(spans):
        ceiling = spans[index + 1][0] if index + 1 < len(spans) else len(line)
        left, right = max(floor, start - _AROUND), min(ceiling, end + _AROUND)
        phrase = _phrase(line[left:right], start - left, end - left)
        if phrase:
            yield left + phrase[0], left + phrase[1]
            floor = left + phrase[1]


def _phrase(clause, start, end):
    """(start, end) of the figure that the number at start:end belongs to, or None if it seems to be none."""
    before, number = clause[:start], clause[start:end]
    if rank := _RANK_BEFORE.search(before):
        place = _RANK_AFTER.match(clause, end)
        return rank.start(), place.end() if place else end
    if _LABEL_BEFORE.search(before) or len(number) > _AROUND or sum(map(str.isdecimal, number)) > _LONGEST:
        return None
    percent = _PERCENT_AFTER.match(clause, end)
    spelled = _PERCENT_BEFORE.search(before)
    money = _MONEY_BEFORE.search(before)
    first = (spelled or money).start() if spelled or money else start
    hedged = _hedge_start(clause, first)
    last, counter = _counter(clause, end, percent)
    sure = bool(percent or spelled or money or counter in ("percent", "length"))
    if not (sure or _is_figure(clause[hedged:last], number, hedged < first, counter)):
        return None
    if percent or spelled:
        change = _CHANGE_BEFORE.search(clause[:hedged])
        hedged = change.start() if change else hedged
    return hedged, _trimmed(clause, hedged, last)


def _hedge_start(clause, start):
    """Where the hedge before the number begins, which is start if there is none: the fewest words that hold it."""
    found, meant = start, "unhedged"
    for pattern in _EARLIER:
        words = pattern.search(clause, 0, start)
        if not words:
            break
        try:
            qualifier = read_figure(words[0] + "1").qualifier
        except ReadingError:
            break
        if qualifier != meant:
            found, meant = words.start(), qualifier
    return found


def _counter(clause, end, percent):
    """(end, kind) of what is counted behind the number: percent, length, han (a measure word), noun or ""."""
    if percent:
        change = _CHANGE_AFTER.match(clause, percent.end())
        return (change or percent).end(), "percent"
    if length := _LENGTH_AFTER.match(clause, end):
        return _noun_end(clause, length.end()), "length"
    if han := _HAN_COUNTER.match(clause, end):
        return han.end(), han["counter"]
    if hedge := _HEDGE_AFTER.match(clause, end):
        end = hedge.end()
    last = _noun_end(clause, end)
    return last, "noun" if last > end else ""


def _noun_end(clause, end):
    """Where the noun behind a number ends: up to five words, none of them a verb or a word of grammar."""
    previous = ""
    for _ in range(5):
        word = _WORD.match(clause, end)
        if not word:
            break
        said = word[1].lower()
        joined = said == "and" and previous and not _is_plural(previous) and _WORD.match(clause, word.end())
        if joined and joined[1].lower() not in _STOP and not joined[1].endswith("ed"):
            word, said = joined, joined[1].lower()
        if said in _STOP or (previous and re.search("(?:ed|ing|(?<!ear)ly)$", said)):
            break
        end, previous = word.end(), said
        if said in _COUNTED:
            break
    return end


def _is_plural(word):
    return word in _PLURALS or (word.endswith("s") and not word.endswith("ss"))


def _is_figure(phrase, number, hedged, counter):
    """Whether a number without percent or currency is a figure, by its form, its hedge and what it counts."""
    if _VAGUE.fullmatch(number) or (_ARTICLE.fullmatch(number) and not hedged):
        return False
    if not counter:
        large = bool(_SCALE.search(number) or "," in number)
        return (hedged and (large or number[0].isdecimal())) or (large and number[0].isdecimal())
    if re.fullmatch(_YEAR, number) and not hedged and counter == "noun":
        return _is_plural(re.findall("[a-z]+", phrase.lower())[-1])
    if hedged or number[0].isdecimal() or (_SCALE.search(number) and counter):
        return True
    return counter in _HAN_COUNTED or counter_unit(phrase) in _COUNTED


def _trimmed(clause, start, end):
    """The end of a phrase of no more than ten words, behind the mark that closes its quotation."""
    words = list(re.finditer(r"\S+", clause[start:end]))
    end = start + words[:_MAX_WORDS][-1].end()
    closes = re.search(r"""(["“])[^"”]*$""", clause[start:end]) and clause[end : end + 1] in ('"', "”")
    return end + 1 if closes else end


# ---- the command ---------------------------------------------------------------------------------------------------


def fragments(path):
    """{table: (header, rows)} to add to sources, numerals and reported_figures for the report at path."""
    text, digest = read_report(path)
    lines, rows = drafts(text)
    source = dict.fromkeys(schema.fields("sources"), "") | {"coverage": "complete", "file": Path(path).name}
    source |= {"sha256": digest, "numerals": str(len(lines))}
    found = {"sources": [source], "numerals": lines, "reported_figures": rows}
    return {name: (list(schema.fields(name)), [list(row.values()) for row in held]) for name, held in found.items()}


def scan(path, out=None):
    """Print the fragments of a report, or write them to the folder ``out``; raises ScanError."""
    found = fragments(path)
    if out is None:
        for name, (header, rows) in found.items():
            print(f"For {name}.csv:\n\n{schema.written(header, rows)}")
    else:
        _write(found, Path(out))
    drafted, undecided = found["reported_figures"][1], sum(not row[4] for row in found["numerals"][1])
    told = (
        f"{len(found['numerals'][1])} numerals, {undecided} of them for you to decide; {len(drafted)} figures drafted"
    )
    print(told + (f", in {out}." if out else "."), file=sys.stderr)


def _write(found, folder):
    """Write the fragments; nothing that is there is overwritten."""
    paths = {name: folder / f"{name}.csv" for name in found}
    for path in paths.values():
        if path.exists():
            raise ScanError(f"{path} is there already and would be overwritten. Name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (header, rows) in found.items():
            paths[name].write_bytes(schema.written(header, rows).encode("utf-8-sig"))
    except OSError as problem:
        raise ScanError(f"{folder} cannot be written: {problem.strerror}.") from problem
