"""Date cells as ISO text, whatever style a spreadsheet showed them in; refused where two days are possible."""

import re
from contextlib import suppress
from datetime import date, timedelta

from campaigns.reading.numerals import ALIKE, letter_told
from campaigns.record.cell_texts import MONTH, Refused, text
from campaigns.record.grouped import ONE_BY_ONE

#: Full-width signs, as Chinese input methods write them, and the mathematical minus.
PLAIN = str.maketrans("０１２３４５６７８９．，－＋／：％\u2212", "0123456789.,-+/:%-")
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10}
_MONTHS |= {"nov": 11, "dec": 12, "mär": 3, "mai": 5, "okt": 10, "dez": 12}
_MIDNIGHT = re.compile(r"[ T]+(?:0?0:00(?::00(?:\.0+)?)?Z?|12:00(?::00)? ?AM)$", re.IGNORECASE)
#: The forms of a date; of one that several forms can read it is not known which is meant.
_FORMS = [
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})([-/.]) ?(?P<m>\d{1,2})\2 ?(?P<d>\d{1,2})\.?",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<d>\d{1,2})([-/.]) ?(?P<m>\d{1,2})\2 ?(?P<y>\d{4})",
        r"(?P<m>\d{1,2})([-/]) ?(?P<d>\d{1,2})\2 ?(?P<y>\d{4})",
        rf"(?P<d>\d{{1,2}})\.?[ -](?P<m>{MONTH})[ -](?P<y>\d{{4}})",
        rf"(?P<m>{MONTH}) (?P<d>\d{{1,2}}), ?(?P<y>\d{{4}})",
    )
]
_YEAR_LAST = re.compile(r"(\d{1,2})([-/]) ?(\d{1,2})\2 ?\d{4}", re.ASCII)
#: As many spreadsheets show dates: of three numbers the first may be the year too.
_SHORT_YEAR = re.compile(
    rf"(\d{{1,2}})([-/.]) ?(\d{{1,2}})\2 ?\d{{1,2}}|\d{{1,2}}[ -](?:{MONTH})[ -]\d\d", re.ASCII | re.IGNORECASE
)


def iso(cell, cure=""):
    """The ISO date of a date cell; raises Refused. cure: of one that can mean two days, else to write one of them."""
    if not cell or (len(cell) == 10 and cell.isascii() and days(cell) == [cell]):
        return cell
    text(cell)
    plain = _MIDNIGHT.sub("", cell.translate(PLAIN))
    found = days(plain)
    if found is not None and len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"{cell!r} can mean {' or '.join(found)}", cure or f"Write {' or '.join(found)}, whichever it is")
    if found is not None:
        raise Refused(f"there is no such day as {cell!r}", "Write a day of the calendar as YYYY-MM-DD")
    if _SHORT_YEAR.fullmatch(plain):
        raise Refused(f"{cell!r} has a year of two digits", cure or "Write it as YYYY-MM-DD, such as 2022-07-20")
    digits = plain.translate(ALIKE)
    if digits != plain and (found := days(digits)):
        raise Refused(letter_told(plain, digits), f"Write {' or '.join(found)}")
    if re.fullmatch(r"\d{5}(?:\.0+)?", plain):
        meant = date(1899, 12, 30) + timedelta(int(plain[:5]))
        cure = f"Write {meant} if that is the day meant, in a cell that is formatted as text"
        raise Refused(f"{cell!r} is a spreadsheet's count of days, not a date", cure)
    if any(char.isdecimal() for char in plain):
        raise Refused(f"{cell!r} is not a whole date, or more than one", "Write it as YYYY-MM-DD, such as 2022-07-20")
    return cell


def cure_of_all(cells):
    """The cure of a column whose dates a spreadsheet wrote in its own style, so that many can mean two days; or "".

    It says which part stands first where the cells that can mean one day only agree on it.
    """
    plain = [_MIDNIGHT.sub("", cell.translate(PLAIN)) for cell in cells]
    shown = [(found, days(found[0])) for found in map(_YEAR_LAST.fullmatch, plain) if found]
    short = [found for found in map(_SHORT_YEAR.fullmatch, plain) if found]
    if sum(len(meant) > 1 for _, meant in shown) + len(short) <= ONE_BY_ONE:
        return ""
    sure = {int(found[1]) > 12: found[0] for found, meant in shown if len(meant) == 1 and found[1] != found[3]}
    if american := [found[0] for found in short if int(found[3] or 0) > 12]:  # 22/8/7 is a day or a year first
        sure[False] = american[-1]
    first = "".join(f" (the {'day' if is_day else 'month'} first, as in {cell!r})" for is_day, cell in sure.items())
    style = f"The whole column is in a style of the spreadsheet{first if len(sure) == 1 else ''}"
    return f"{style}: format it there as YYYY-MM-DD and save again, or undo it"


def days(plain):
    """The days, as ISO text, that a date can mean: none if there is no such day; None if it is no date at all."""
    forms = [found for found in (form.fullmatch(plain) for form in _FORMS) if found]
    meant = set()
    for found in forms:
        month = _MONTHS.get(found["m"][:3].lower()) or int(found["m"])
        with suppress(ValueError):
            meant.add(date(int(found["y"]), month, int(found["d"])).isoformat())
    return sorted(meant) if forms else None
