"""Text cells as they stand, or refused where a spreadsheet or a wrong encoding destroyed them."""

import re
import unicodedata

from campaigns.record.decode import is_common

SAVE_AS_UTF8 = (
    'Save the file as UTF-8 (Excel: file type "CSV UTF-8"; LibreOffice: "Edit filter settings", '
    "character set Unicode (UTF-8)) and type the text of this cell again"
)
NAME_AGAIN = "Write the name again, in a cell that is formatted as text"
TYPE_AGAIN = "Type the text of this cell again"

_ERROR = re.compile(r"#[A-ZÄÖÜ_]+[!?]|#DIV/0!|#N/A|#NV|##+|Err:\d{3}")
#: What programs write where nothing stood, or was still to come.
_NO_WORDS = frozenset("nan nat null nil none n/a na <na> -nan undefined loading... true false".split())
SCIENTIFIC = re.compile(r"(\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,3})", re.ASCII)
_LOST = re.compile(r"\?\?|(?:^|[\s(\[])\?")
# Excel for Mac writes _ for every sign that its encoding lacks.
_BLANKED = re.compile(r"__|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ADDRESS = re.compile(r"https?://\S+")
_ALIKE = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
# UTF-8 that was opened as Windows-1252 and saved again: "æˆ·" for "户", "Ã©" for "é".
_TWICE = re.compile("[\xc2\xc3][\x80-\xbf]|(?<![A-Za-z])[\xe2-\xef][\x80-\xbf]{2}")
_TWICE_LEAD = re.compile("[ÂÃâ-ï]")
_HAN_RUN = re.compile(r"[\u3000-\u9fff\uff00-\uffee]{3,}")
_MONTH = (
    r"(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|märz?|apr(?:il)?|may|mai|jun[ei]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?"
    r"|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
DAY_OF_MONTH = rf"\d{{1,2}}[ .-]{{1,2}}{_MONTH}(?:[ -]\d{{2,4}})?|{_MONTH}[ -]?\d{{1,4}}|(?:\d+年)?\d+月(?:\d+日)?"
MONTH = _MONTH
# What a spreadsheet makes of a name that looks like a date, a number or a truth value.
_EATEN = re.compile(
    rf"(?=\D*\d)[\d.,:/ -]+|[\d.,]+e[+-]?\d+|true|false|wahr|falsch|{DAY_OF_MONTH}", re.ASCII | re.IGNORECASE
)


class Refused(Exception):
    """A cell that cannot be read with certainty: the problem and the cure."""

    def __init__(self, problem, cure):
        super().__init__(problem)
        self.problem, self.cure = problem, cure


def text(cell):
    """The cell itself; raises Refused if it shows that its text was lost."""
    if len(cell) < 13 and cell.casefold() in _NO_WORDS:
        raise Refused(f"{cell!r} is what a program writes where nothing stands", "Empty the cell, or write its text")
    if not cell.isprintable():
        _check_unseen(cell)
    if cell.isascii() and "?" not in cell and "_" not in cell and "E+" not in cell and cell[:1] not in ("#", "E"):
        return cell
    if _ERROR.fullmatch(cell):
        raise Refused(f"{cell!r} is a spreadsheet's error, not a value", "Write the value that stood here")
    if SCIENTIFIC.fullmatch(cell):
        raise Refused(f"a spreadsheet shortened {cell!r}, digits may be lost", "Write all digits")
    if "\ufffd" in cell:
        raise Refused(f"{cell[:60]!r} holds characters that cannot be read with certainty", SAVE_AS_UTF8)
    _check_lost(_ADDRESS.sub("", cell))
    if alike := _ALIKE.search(cell):
        problem = f"letters of two alphabets stand in one word of {cell[:60]!r} ({ascii(alike[0])})"
        raise Refused(problem, "Type the word again, all of it in one alphabet")
    if meant := _undone(cell):
        raise Refused(f"{cell[:60]!r} was saved in a wrong encoding; it seems to mean {meant!r}", SAVE_AS_UTF8)
    return cell


def _check_lost(cell):
    """Raise Refused where question marks or underscores stand in place of signs that were lost in saving."""
    if _LOST.search(cell):
        problem = f"question marks stand in {cell[:60]!r} where other characters, such as Chinese, were lost in saving"
        raise Refused(problem, f"{SAVE_AS_UTF8}; a question mark that is meant goes singly behind a word")
    if _BLANKED.search(cell):
        problem = f"underscores stand in {cell[:60]!r} where other characters, such as Chinese, were lost in saving"
        raise Refused(problem, SAVE_AS_UTF8)


def _check_unseen(cell):
    """Raise Refused where a sign shows nothing: a line break, a control, a direction, a private character."""
    found = next((char for char in cell if unicodedata.category(char) in _UNSEEN), None)
    if found in ("\n", "\r", "\u2028", "\u2029", "\v", "\f"):
        raise Refused(f"a line break stands in {cell[:60]!r}", "Write the text of the cell in one line")
    if found == "\0":
        raise Refused("the cell holds a NUL character", TYPE_AGAIN)
    if found:
        name = unicodedata.name(found, "a control character")
        raise Refused(f"a sign that shows nothing stands in {cell[:60]!r} (U+{ord(found):04X}, {name})", TYPE_AGAIN)


def _undone(cell):
    """What a piece of the text means if it is UTF-8 that was read in another encoding, or ""."""
    pieces = _TWICE.findall("".join(map(_windows_byte, cell))) if _TWICE_LEAD.search(cell) else []
    for piece in pieces:
        try:
            return piece.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            continue
    for run in _HAN_RUN.findall(cell):
        try:
            meant = run.encode("gb18030").decode("utf-8")
        except UnicodeDecodeError:
            continue
        if all(map(is_common, meant)):
            return meant
    return ""


def _windows_byte(char):
    """The Windows-1252 byte of a character as a character of its own, or U+FFFF."""
    if char <= "\xff":
        return char
    try:
        return chr(char.encode("cp1252")[0])
    except UnicodeEncodeError:
        return "\uffff"


def name(cell):
    """A key; raises Refused if a spreadsheet took it for a date or a number."""
    if _EATEN.fullmatch(cell):
        raise Refused(f"a spreadsheet turned the name into a date or a number ({cell!r})", NAME_AGAIN)
    return text(cell)
