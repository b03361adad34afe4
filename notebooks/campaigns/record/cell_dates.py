"""Date cells as ISO text, whatever style a spreadsheet showed them in; refused where two days are possible."""

import re
from datetime import date, timedelta

from campaigns.reading.numerals import ALIKE, letter_told
from campaigns.record.cell_texts import MONTH, Refused, text
from campaigns.record.grouped import ONE_BY_ONE

#: Full-width signs, as Chinese input methods write them, and the mathematical minus.
PLAIN = str.maketrans("０１２３４５６７８９．，－＋／：％\u2212", "0123456789.,-+/:%-")
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10}
_MONTHS |= {"nov": 11, "dec": 12, "mär": 3, "mai": 5, "okt": 10, "dez": 12}
_MIDNIGHT = re.compile(r"[ T]+(?:0?0:00(?::00(?:\.0+)?)?Z?|12:00(?::00)? ?AM)$", re.IGNORECASE)
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/.]) ?(\d{1,2})\2 ?(\d{1,2})\.?|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))", re.ASCII
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})", re.ASCII)
_NAMED = re.compile(
    rf"(\d{{1,2}})\.?[ -]({MONTH})[ -](\d{{4}})|({MONTH}) (\d{{1,2}}), ?(\d{{4}})", re.ASCII | re.IGNORECASE
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
    shown = [(found, days(found[0])) for found in map(_YEAR_LAST.fullmatch, cells) if found and found[2] != "."]
    if sum(len(meant) > 1 for _, meant in shown) <= ONE_BY_ONE:
        return ""
    sure = {
        int(found[1]) > 12: found[0] for found, meant in shown if len(meant) == 1 and int(found[1]) != int(found[3])
    }
    first = "".join(f" (the {'day' if is_day else 'month'} first, as in {cell!r})" for is_day, cell in sure.items())
    style = f"The whole column is in a style of the spreadsheet{first if len(sure) == 1 else ''}"
    return f"{style}: format it there as YYYY-MM-DD and save again, or undo it"


def days(plain):
    """The days, as ISO text, that a date can mean: none if there is no such day; None if it is no date at all."""
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = [part for part in found.groups() if part and part.isdecimal()]
        return _calendar((year, month, day))
    if found := _YEAR_LAST.fullmatch(plain):
        first, mark, second, year = found.groups()
        orders = [(year, second, first)] if mark == "." else [(year, second, first), (year, first, second)]
        return _calendar(*orders)
    if found := _NAMED.fullmatch(plain):
        day, month, year = found.groups()[:3] if found[1] else (found[5], found[4], found[6])
        return _calendar((year, _MONTHS[month[:3].lower()], day))
    return None


def _calendar(*orders):
    found = []
    for order in orders:
        try:
            found.append(date(*map(int, order)).isoformat())
        except ValueError:
            continue
    return sorted(set(found))
