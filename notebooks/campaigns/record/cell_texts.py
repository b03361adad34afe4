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

#: What programs write where nothing stood, or was still to come.
_NO_WORDS = frozenset(
    "nan nat null nil none n/a n.a. na <na> -nan undefined unknown tbd loading... true false 无 暂无 不详".split()
)
#: What people write where the same words stand above, or are to follow.
_STAND_INS = frozenset({"ditto", "ibid", "ibid.", "idem", "see above", "as above", "同上", "〃", "todo", "xxx"})
SCIENTIFIC = re.compile(r"(\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,3})", re.ASCII)
#: Cells of ASCII without this hold nothing that a rule below looks for.
_SUSPECT = re.compile(r"^[#E]|[?_&\\=%]|E\+")
_ADDRESS = re.compile(r"https?://\S+")
_IN_SAVING = "stand in {cell} where other characters, such as Chinese, were lost in saving"
#: What shows that a text was lost: where it is looked for (False: not in addresses), pattern, problem, cure. cell: the
#: text; found, code: what the pattern found, and its code points; meant: the text with the signs that are meant.
_LOST = [
    (everywhere, re.compile(pattern), problem, cure)
    for everywhere, pattern, problem, cure in (
        # a program's escapes: \u8d35, \xe8, =E8=B4=B5, %E8%B4%B5
        (False, r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|(?:=[0-9A-F]{2}){3}|(?:%[0-9A-F]{2}){3}",
         "{cell} holds a program's signs for others ({found})", TYPE_AGAIN),
        (True, r"(?i)&(?:amp|quot|apos|lt|gt|nbsp|#\d+|#x[0-9a-f]+);",
         "{cell} is written for a web page ({found})", "Write {meant}"),
        (True, r"^(?:#[A-ZÄÖÜ_]+[!?]|#DIV/0!|#N/A|#NV|##+|Err:\d{3})$",
         "{cell} is a spreadsheet's error, not a value", "Write the value that stood here"),
        (True, f"(?a)^{SCIENTIFIC.pattern}$", "a spreadsheet shortened {cell}, digits may be lost", "Write all digits"),
        (True, "\ufffd", "{cell} holds characters that cannot be read with certainty", SAVE_AS_UTF8),
        (False, r"\?\?|(?:^|[\s(\[])\?", f"question marks {_IN_SAVING}",
         f"{SAVE_AS_UTF8}; a question mark that is meant goes singly behind a word"),
        # Excel for Mac writes _ for every sign that its encoding lacks
        (False, r"__|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", f"underscores {_IN_SAVING}", SAVE_AS_UTF8),
        (True, r"[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]",
         "letters of two alphabets stand in one word of {cell} ({code})",
         "Type the word again, all of it in one alphabet"),
        # radicals and compatibility forms (as PDF gives them), full-width letters, loose accents
        (True, "[\u2e80-\u2fdf\uf900-\ufaff\uff21-\uff3a\uff41-\uff5a\u0300-\u036f]",
         "a sign in {cell} only looks like another ({code})", "Write {meant}"),
    )
]  # fmt: skip
#: Korean and Japanese, which Chinese becomes in a wrong encoding.
_NEIGHBOURS = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
# UTF-8 that was opened as Windows-1252 and saved again: "æˆ·" for "户", "Ã©" for "é".
_TWICE = re.compile("[\xc2\xc3][\x80-\xbf]|(?<![A-Za-z])[\xe2-\xef][\x80-\xbf]{2}")
_TWICE_LEAD = re.compile("[ÂÃâ-ï]")
_HAN_RUN = re.compile(r"[\u3000-\u9fff\uff00-\uffee]{3,}")
MONTH = (
    r"(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|märz?|apr(?:il)?|may|mai|jun[ei]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?"
    r"|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
DAY_OF_MONTH = rf"\d{{1,2}}[ .-]{{1,2}}{MONTH}(?:[ -]\d{{2,4}})?|{MONTH}[ -]?\d{{1,4}}|(?:\d+年)?\d+月(?:\d+日)?"
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
    if cell.isascii() and not _SUSPECT.search(cell):
        return cell
    words = _ADDRESS.sub("", cell)
    for everywhere, pattern, problem, cure in _LOST:
        if found := pattern.search(cell if everywhere else words):
            meant = unescape(cell) if "&" in found[0] else unicodedata.normalize("NFKC", cell)
            code = " ".join(f"U+{ord(char):04X}" for char in found[0])
            told = {"cell": repr(cell[:60]), "found": found[0], "code": code, "meant": repr(meant[:60])}
            raise Refused(problem.format(**told), cure.format(**told))
    if meant := _undone(cell):
        raise Refused(f"{cell[:60]!r} was saved in a wrong encoding; it seems to mean {meant!r}", SAVE_AS_UTF8)
    if _NEIGHBOURS.search(cell):
        raise Refused(f"{cell[:60]!r} holds Korean or Japanese signs, as of a wrong encoding", SAVE_AS_UTF8)
    return cell


def name(cell):
    """A key; raises Refused if a spreadsheet took it for a date or a number."""
    if _EATEN.fullmatch(cell):
        raise Refused(f"a spreadsheet turned the name into a date or a number ({cell!r})", NAME_AGAIN)
    return text(cell)


def _check_unseen(cell):
    """Raise Refused where a sign shows nothing: a line break, a control, a direction, a private character."""
    unseen = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    found = next((char for char in cell if unicodedata.category(char) in unseen), None)
    if found in ("\n", "\r", "\u2028", "\u2029", "\v", "\f"):
        raise Refused(f"a line break stands in {cell[:60]!r}", "Write the text of the cell in one line")
    if found:
        name = "NUL character" if found == "\0" else unicodedata.name(found, "a control character")
        raise Refused(f"a sign that shows nothing stands in {cell[:60]!r} (U+{ord(found):04X}, {name})", TYPE_AGAIN)


def _undone(cell):
    """What a piece of the text means if it is UTF-8 that was read in another encoding, or ""."""
    pieces = _TWICE.findall("".join(map(_windows_byte, cell))) if _TWICE_LEAD.search(cell) else []
    for piece in pieces:
        if meant := _taken_for(piece, "latin-1", "utf-8", lambda char: True):
            return meant
    for run in _HAN_RUN.findall(cell):
        if meant := _taken_for(run, "gb18030", "utf-8") or (_is_rare(run) and _taken_for(run, "big5", "gbk")):
            return meant
    return ""


def _taken_for(signs, wrong, right, may_be=is_common):
    """What signs mean if their bytes were read in a wrong encoding, or ""."""
    try:
        meant = signs.encode(wrong).decode(right)
    except UnicodeError:
        return ""
    return meant if all(map(may_be, meant)) else ""


def _is_rare(run):
    """Whether a third of the signs is among the common ones neither of the mainland nor of Taiwan."""
    return 3 * sum(not is_common(char) and char.encode("big5", "ignore")[:1] > b"\xc8" for char in run) >= len(run)


def _windows_byte(char):
    """The Windows-1252 byte of a character as a character of its own, or U+FFFF."""
    return char if char <= "\xff" else char.encode("cp1252", "ignore").decode("latin-1") or "\uffff"
