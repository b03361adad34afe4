"""Text cells as they stand, or refused where a spreadsheet or a wrong encoding destroyed them."""

import re
import unicodedata
from html import unescape

from campaigns.record.decode import is_common

SAVE_AS_UTF8 = (
    'Save the file as UTF-8 (Excel: file type "CSV UTF-8"; LibreOffice: "Edit filter settings", '
    "character set Unicode (UTF-8)) and type the text of this cell again"
)
NAME_AGAIN = "Write the name again, in a cell that is formatted as text"
TYPE_AGAIN = "Type the text of this cell again"

_ERROR = re.compile(r"#[A-ZÄÖÜ_]+[!?]|#DIV/0!|#N/A|#NV|##+|Err:\d{3}")
#: What programs write where nothing stood, or was still to come.
_NO_WORDS = frozenset(
    "nan nat null nil none n/a n.a. na <na> -nan undefined unknown tbd loading... true false 无 暂无 不详".split()
)
#: What people write where the same words stand above, or are to follow.
_STAND_INS = frozenset({"ditto", "ibid", "ibid.", "idem", "see above", "as above", "同上", "〃", "todo", "xxx"})
#: Signs of programs in place of other signs: \u8d35, \xe8, =E8=B4=B5, %E8%B4%B5.
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|(?:=[0-9A-F]{2}){3}|(?:%[0-9A-F]{2}){3}")
#: Signs that look like others: radicals and compatibility forms (as PDF gives them), full-width letters, loose accents.
_OTHER_FORM = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\uff21-\uff3a\uff41-\uff5a\u0300-\u036f]")
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
#: Signs of Korean and Japanese, which Chinese becomes in a wrong encoding.
_NEIGHBOURS = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
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
    if len(cell) < 13 and cell.casefold() in _STAND_INS:
        raise Refused(f"{cell!r} stands for words that are elsewhere or still to come", "Write them, or empty the cell")
    if len(cell) < 13 and cell.casefold() in _NO_WORDS:
        raise Refused(f"{cell!r} is what a program writes where nothing stands", "Empty the cell, or write its text")
    if not cell.isprintable():
        _check_unseen(cell)
    if ("\\" in cell or "=" in cell or "%" in cell) and (escaped := _ESCAPED.search(_ADDRESS.sub("", cell))):
        raise Refused(f"{cell[:60]!r} holds a program's signs for others ({escaped[0]})", TYPE_AGAIN)
    if "&" in cell and (entity := _ENTITY.search(cell)):
        raise Refused(f"{cell[:60]!r} is written for a web page ({entity[0]})", f"Write {unescape(entity[0])!r} itself")
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
    if other := _OTHER_FORM.search(cell):
        problem = f"a sign in {cell[:60]!r} only looks like another (U+{ord(other[0]):04X})"
        raise Refused(problem, f"Write {unicodedata.normalize('NFKC', cell)[:60]!r}")
    if meant := _undone(cell):
        raise Refused(f"{cell[:60]!r} was saved in a wrong encoding; it seems to mean {meant!r}", SAVE_AS_UTF8)
    if _NEIGHBOURS.search(cell):
        raise Refused(f"{cell[:60]!r} holds Korean or Japanese signs, as of a wrong encoding", SAVE_AS_UTF8)
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
        if meant := _taken_for(run, "gb18030", "utf-8") or (_is_rare(run) and _taken_for(run, "big5", "gbk")):
            return meant
    return ""


def _taken_for(run, wrong, right):
    """What Chinese signs mean if their bytes were read in a wrong encoding, or "": all of it is common then."""
    try:
        meant = run.encode(wrong).decode(right)
    except UnicodeError:
        return ""
    return meant if all(map(is_common, meant)) else ""


def _is_rare(run):
    """Whether a third of the signs is among the common ones neither of the mainland nor of Taiwan."""
    return 3 * sum(not is_common(char) and char.encode("big5", "ignore")[:1] > b"\xc8" for char in run) >= len(run)


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
