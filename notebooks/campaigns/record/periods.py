"""The day of a report, and the period of each of its figures, from the dates that the text prints."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace

from campaigns.reading.settled import MONTH, MONTHS, YEAR
from campaigns.reading.verbs import SENTENCE
from campaigns.reading.years import with_digit_years

_MONTH = rf"{MONTH}\.?"
#: One day: ISO, Chinese, "20 July 2022", "July 20, 2022"; the year may be missing in all but ISO.
_DATE = (
    r"(?P<y{0}>(?:19|20)\d\d)[-/.](?P<m{0}>\d{{1,2}})[-/.](?P<d{0}>\d{{1,2}})(?!\d)"
    r"|(?:(?P<yy{0}>(?:19|20)\d\d)年)?(?P<mm{0}>\d{{1,2}})月(?:(?P<dd{0}>\d{{1,2}})日)?"
    rf"|(?P<ed{{0}}>\d{{{{1,2}}}})\s+(?P<em{{0}}>{_MONTH})(?:,?\s+(?P<ey{{0}}>(?:19|20)\d\d))?"
    rf"|(?P<fm{{0}}>{_MONTH})\s+(?P<fd{{0}}>\d{{{{1,2}}}})(?:,?\s+(?P<fy{{0}}>(?:19|20)\d\d))?"
)
_ONE, _TWO = (f"(?:{_DATE.format(n)})" for n in (1, 2))
_SPAN = re.compile(rf"{_ONE}\s*(?:至|到|[-–—~]|to|and|until)\s*(?:{_TWO}|(?P<only>\d{{1,2}})日)", re.IGNORECASE)
_SINCE = re.compile(
    rf"(?:自|从|since|began on|launched on|starting)\s*{_ONE}|(?:{_DATE.format(3)})(?:起|以来|开始)", re.IGNORECASE
)
_UNTIL = re.compile(rf"(?:截至|截止|as of|by|up to)\s*{_TWO}", re.IGNORECASE)
_THIS_YEAR = re.compile(r"今年以来|since the beginning of (?:this|the) year|so far this year|this year", re.IGNORECASE)

_HEAD, _TAIL = 6, 3  # paragraphs in which the day of publication is printed
_NEAR_DATE = re.compile(r"来源|发布(?!会)|时间|日期|published|updated|source|\b(?:time|date)\b|\d:\d\d", re.IGNORECASE)
#: What stands behind the day of a wire report: 8月15日电, July 20 (Xinhua).
_DATELINE = re.compile(r"\s*(?:[电電讯訊]|消息|[(（]|[-–—]{2}|—)")
#: A sentence that tells what was told on a day; a line without one holds the day of publication.
_TOLD = re.compile(
    r"发布会|通报|通气会|获悉|召开|公布|宣布|介绍|\b(?:told|said|announced|released|briefing|conference)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\bon\s+$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[上下]午)?\s*[，,]|[\u4e00-\u9fff]")
#: A year, not a count of as many.
_NAMED_YEAR = re.compile(rf"{YEAR}(?=年)|(?:{MONTH},?|\b(?:in|of|since|during|for))\s+({YEAR})", re.IGNORECASE)
_PROSE = 40  # characters from which on a line is a sentence

#: Another time than that of the drive, but for one that is compared with.
_OTHER_TIME = re.compile(
    r"(?<![比较與与同和])(?:[去前]年|上个?月|昨[日天])(?!同期|相比|同比)|\byesterday\b"
    r"|(?<!from )(?<!than )(?<!over )(?<!of )(?<!with )\blast (?:year|month|week)\b"
    r"|\b(?:by|at) the end of (?:19|20)\d\d\b",
    re.IGNORECASE,
)

#: An end of a period, as (day, basis), that nothing tells.
NO_DAY = "", "not_stated"
_FROM_REPORT = "Period: what the text does not print of it is taken from the day of the report"
_ONLY_YEAR = "Period: its year is the only one that the text names"
_NO_YEAR = "To decide: the period is printed without its year"


@dataclass(frozen=True)
class Dates:
    """The days of a report as ISO or "", of publication and of the event it tells, and its year, None if not printed.

    only_year: of a report without a day that has its year, the only year that its text names, or None.
    """

    published: str = ""
    event: str = ""
    year: int | None = None
    only_year: int | None = None

    @property
    def day(self):
        """The day of the report: of its publication, or else of the event."""
        return self.published or self.event


def dates_of(paragraphs):
    """The Dates of a report, from the head and the foot of its text."""
    near = [*paragraphs[:_HEAD], *paragraphs[-_TAIL:]]
    found = [(line, m) for line in near for m in re.finditer(_ONE, line, re.IGNORECASE)]
    found = [(_kind(line, m), m) for line, m in sorted(found, key=lambda one: not _NEAR_DATE.search(one[0]))]
    year = next((int(day[:4]) for kind, m in found if kind and (day := _iso(m, 1))), None)
    named = {m[0][-4:] for m in _NAMED_YEAR.finditer(with_digit_years("\n".join(paragraphs)))}
    only = int(named.pop()) if not year and len(named) == 1 else None
    days = [(kind, day) for kind, m in found if _names_day(kind, m) and (day := _iso(m, 1, year or only))]
    if only:  # a report of January or February may name the year before alone
        days = [(kind, day) for kind, day in days if day[5:7] > "02"]
    published, event = (next((day for kind, day in days if kind == of), "") for of in ("published", "event"))
    return Dates(published, "" if published and event > published else event, year, only)


def _kind(line, found):
    """Whether a date of a line is the day of publication, that of the event told ("event"), or neither (None)."""
    if any(one.start() <= found.start() < one.end() for p in (_SPAN, _SINCE, _UNTIL) for one in p.finditer(line)):
        return None
    if _DATELINE.match(line, found.end()):
        return "published"
    stops = [stop.start() for stop in SENTENCE.finditer(line)]
    first = max((stop for stop in stops if stop < found.start()), default=0)
    sentence = line[first : min((stop for stop in stops if stop >= found.end()), default=len(line))]
    within = _ON.search(line[: found.start()]) or _GOES_ON.match(line, found.end())
    if within and _TOLD.search(sentence):
        return "event"
    return "published" if len(line) <= _PROSE or _NEAR_DATE.search(line) else None


def _names_day(kind, found):
    """Whether a date of a kind is a day, printed with its year or where a report begins."""
    names = {name[-2] for name, text in found.groupdict().items() if text}
    return "d" in names and ("y" in names or kind == "event" or _DATELINE.match(found.string, found.end()))


def _iso(found, group, year=None, last=False):
    """A date match as YYYY-MM-DD, "" without a year; a month alone is its first or last day."""
    held = {
        name.removesuffix(str(group)): text
        for name, text in found.groupdict().items()
        if text and name.endswith(str(group))
    }
    number = {name[-1]: text for name, text in held.items()}
    when = number.get("y") or year
    month = number.get("m", "")
    month = [name[:3] for name in MONTHS].index(month[:3].title()) + 1 if month[:1].isalpha() else int(month or 0)
    if not when or not 1 <= month <= 12:
        return ""
    days = monthrange(int(when), month)[1]
    day = int(number.get("d") or (days if last else 1))
    return f"{int(when)}-{month:02}-{day:02}" if 1 <= day <= days else ""


def period(before, earlier, dates, is_announced=False):
    """((day, basis) of the start, that of the end, note) of the period printed last before a figure.

    before: its paragraph up to it. earlier: the paragraphs above, in which it is looked for where that has none; that
    of what is announced stands in its own sentence.
    """
    if is_announced:
        before, earlier, dates = SENTENCE.split(before)[-1], (), replace(dates, published="", event="")
    lines, sentence = (before, *reversed(earlier)), SENTENCE.split(before)[-1]
    own = _own_time(sentence, dates)
    for index, line in enumerate(lines):
        for pattern in (_SPAN,) if is_announced else (_SPAN, _SINCE, _UNTIL, _THIS_YEAR):
            for found in reversed(list(pattern.finditer(line))):
                if told := _told(found, dates, lines[index:]):
                    is_beside = not index and found.start() >= len(before) - len(sentence)
                    return told if is_beside or not own else (NO_DAY, NO_DAY, f"To decide: is its period {own}?")
    return NO_DAY, NO_DAY, ""


def _own_time(sentence, dates):
    """The day or year of its own that a sentence names, other than the day of the report, or ""."""
    days = re.finditer(_ONE, sentence, re.IGNORECASE)
    found = next((one for one in days if _iso(one, 1, dates.year or dates.only_year) not in ("", *_days(dates))), None)
    found = found or _OTHER_TIME.search(sentence)
    return found[0] if found else ""


def _days(dates):
    return dates.published, dates.event


def _told(found, dates, lines):
    """What a printed period tells, as period() returns it; None of one that is no date."""
    is_dated = _dated(found, dates)
    if is_dated is None:
        return (NO_DAY, NO_DAY, f"{_NO_YEAR}: {found[0]}") if _dated(found, Dates(year=2000)) else None
    start, end, basis = is_dated
    first, last = (start, basis) if start else NO_DAY, (end, basis) if end else NO_DAY
    if not start:
        first = _start_above(lines, end, dates)
    if not end and dates.day >= start:
        last = (dates.day, "inferred") if dates.day else NO_DAY
    notes = [_ONLY_YEAR] * (basis == "inferred") + [_FROM_REPORT] * (not end and last != NO_DAY)
    return first, last, ". ".join(notes)


def _start_above(lines, end, dates):
    """The start, as (day, basis), that is printed last before the end of a running count, which is given alone."""
    for line in lines:
        for pattern in (_SINCE, _THIS_YEAR):
            for found in reversed(list(pattern.finditer(line))):
                start, _, basis = _dated(found, dates) or ("", "", "")
                if start and start <= end:
                    return start, basis
    return NO_DAY


def _dated(found, dates):
    """(start, end, basis) of a printed period, an end that it does not have blank; None without a year."""
    groups, year = found.groupdict(), dates.year or dates.only_year
    printed = [text for name, text in groups.items() if text and re.fullmatch(r"[yef]?y+\d", name)]
    sentence = SENTENCE.split(found.string[: found.start()])[-1]
    printed = printed or [one[0][-4:] for one in _NAMED_YEAR.finditer(sentence)][-1:]  # 2023年，自6月25日至
    basis = "stated" if printed or dates.year else "inferred"
    if not groups:
        return (f"{year}-01-01", "", basis) if year else None
    year = int(printed[0]) if printed else year
    start, end = _ends(found, groups, year)
    if year and not printed and dates.day and max(start, end if not start else "") > dates.day:
        year -= 1  # in a report of January, December is that of the year before
        start, end = _ends(found, groups, year)
    if start and end and end < start and year:
        end = _iso(found, 2, year + 1, last=True)
    return (start, end, basis) if start or end else None


def _ends(found, groups, year):
    start = next((day for n in (1, 3) if f"m{n}" in groups and (day := _iso(found, n, year))), "")
    end = _iso(found, 2, year, last=True) if "m2" in groups else ""
    if start and groups.get("only"):
        end = f"{start[:8]}{int(groups['only']):02}"
    return start, end
