"""Number cells as plain digits, whatever style a spreadsheet showed them in; refused where two numbers are possible.

Digits with one separator, 17.964, can mean two numbers. What the column shows elsewhere decides (24.870.895: points
stand between thousands), then the printed words of the row.
"""

import re
from decimal import Decimal

from campaigns.reading.numerals import ALIKE, letter_told
from campaigns.reading.printed import ReadingError, read_figure
from campaigns.record.cell_dates import PLAIN, days
from campaigns.record.cell_texts import DAY_OF_MONTH, SCIENTIFIC, Refused, text
from campaigns.record.grid import BLANKS

_DIGITS = re.compile(r"-?(?:0|[1-9]\d*)", re.ASCII)
_GROUPED = re.compile(r"([1-9]\d{0,2}([,. '’\u00a0\u2009\u202f])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?", re.ASCII)
_SIGNS = re.compile(r"[-+]?[\d,. '’\u00a0\u2009\u202f]*\d[\d,. '’\u00a0\u2009\u202f]*", re.ASCII)
_FRACTION = re.compile(r"\d+([.,])\d+", re.ASCII)


def styles(cells):
    """The styles that a column shows: {(mark, "thousands" or "decimal")} of cells that leave no choice."""
    shown = set()
    for cell in cells:
        if cell.isdecimal():
            continue
        size = cell.translate(PLAIN).lstrip("-+" + BLANKS)
        grouped, fraction = _GROUPED.fullmatch(size), _FRACTION.fullmatch(size)
        if grouped and not fraction and grouped[2] in ",.":
            shown.add((grouped[2], "thousands"))
            if grouped[3]:
                shown.add((".,"[grouped[2] == "."], "decimal"))
        elif fraction and not grouped:
            shown.add((fraction[1], "decimal"))
    return shown


def number(cell, separator, stated, shown=frozenset()):
    """The canonical digits of a number cell; raises Refused.

    separator: of the file. stated: gives the canonical number that the printed words of the row state, or "".
    shown: the styles of the column.
    """
    if not cell or _DIGITS.fullmatch(cell):
        return "0" if cell == "-0" else cell
    plain = cell.translate(PLAIN)
    digits = plain.translate(ALIKE)
    if digits != plain and _SIGNS.fullmatch(digits):
        try:
            cure = f"Write {number(digits, separator, stated, shown)}"
        except Refused as told:
            cure = told.cure
        raise Refused(letter_told(plain, digits), cure)
    if not any(char.isdecimal() for char in plain):
        return text(cell)
    if not SCIENTIFIC.fullmatch(plain):
        text(cell)
    sign, size = ("-", plain[1:].lstrip(BLANKS)) if plain[0] == "-" else ("", plain.removeprefix("+"))
    found = _candidates(size, separator, shown)
    if not found:
        raise Refused(f"{cell!r} is not a plain number", _cure(sign, size))
    options = [sign + canonical(one) for one in found if one is not None]
    if len(found) == 1:
        return options[0] if options[0] != "-0" else "0"
    if stated() in options:
        return stated()
    if SCIENTIFIC.fullmatch(size):
        raise Refused(f"{cell!r} may have lost digits, and printed does not say the same", "Write all digits")
    if len(options) == 1:
        problem = f"{cell!r} has a comma for a decimal point, or in a wrong place"
        raise Refused(problem, f"Write {options[0]} if that is meant")
    raise Refused(f"{cell!r} can mean {' or '.join(options)}", f"Write {' or '.join(options)}, whichever it is")


def _candidates(size, separator, shown):
    """The numbers that digits with separators can mean; None among them stands for a meaning not known."""
    if size.isascii() and size.isdecimal():
        return [Decimal(size)]
    if power := SCIENTIFIC.fullmatch(size):
        return [Decimal(power[1].replace(",", ".")).scaleb(int(power[2])), None]
    grouped, fraction = _GROUPED.fullmatch(size), _FRACTION.fullmatch(size)
    if fraction and not grouped:
        decimal = Decimal(size.replace(",", "."))
        return [decimal, None] if fraction[1] == "," and separator == "," else [decimal]
    if not grouped:
        return []
    whole, mark, decimals = grouped.groups()
    thousands = Decimal(re.sub(r"\D", "", whole) + f".{decimals or 0}")
    if not fraction:
        return [thousands]
    decimal = Decimal(size.replace(",", "."))
    says = {kind for sign, kind in shown if sign == mark}
    if len(says) == 2:
        return [thousands, decimal]
    if says == {"thousands"} or (mark == "," and separator == "," and not says):
        return [thousands]
    # 14.125 is how the table itself writes it, 14.120 is not
    plain = separator == "," and mark == "." and not size.endswith("0")
    return [decimal] if plain or (says and not size.endswith("0")) else [thousands, decimal]


def canonical(value):
    """A Decimal as the table writes it: no exponent, no trailing zeros behind the point."""
    digits = f"{value:f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) or "0"


def stated(column, printed):
    """What the row's printed words say about value, low or high, as canonical text, or ""."""
    if column not in ("value", "low", "high"):
        return ""
    try:
        said = getattr(read_figure(printed), column)
    except ReadingError:
        return ""
    return "" if said is None else canonical(Decimal(str(said)))


def _cure(sign, size):
    """What to write in place of a number with a unit, a percent sign, brackets or a date."""
    if days(size) or re.fullmatch(DAY_OF_MONTH, size, re.IGNORECASE):
        return "A spreadsheet turned it into a date: write the number again, in a cell that is formatted as number"
    if bracketed := re.fullmatch(r"\((.+)\)", size):  # how bookkeeping writes a negative number
        sign, size = "-", bracketed[1]
    try:
        meant = Decimal(str(read_figure(size).value))
    except ReadingError:
        meant = None
    if meant is None or re.search("[-–—‒()]", size):
        return "Write digits only, such as 870000 or -14.5"
    return f"Write {canonical(-abs(meant) if sign else meant)} alone"
