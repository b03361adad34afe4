"""Read a CSV as a spreadsheet saved it, and write it in the one canonical form.

``read_csv`` takes the bytes of a file. It reads another encoding, separator,
column order, number or date style where only one meaning is possible, and says
so in ``repairs``; anything else becomes a Fault that says what to write. All
faults of a file come at once. Text is never changed, apart from blanks around
it. ``tidied`` gives the canonical bytes.

Allowed values, keys and rules between cells are the business of check.py.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches

from campaigns.reading.printed import ReadingError, read_figure
from campaigns.record import schema
from campaigns.record.schema import Fault

SAVE_AS_UTF8 = (
    'Save the file as UTF-8 (Excel: file type "CSV UTF-8"; LibreOffice: "Edit filter settings", '
    "character set Unicode (UTF-8)) and type the text of this cell again"
)
NAME_AGAIN = "Write the name again, in a cell that is formatted as text"


@dataclass(frozen=True)
class Reading:
    """What a file holds.

    header: the declared columns in declared order. rows: lists of canonical
    cells, in the order of the file; a refused cell stands as it was written, a
    row with too many or too few cells is left out, and there are none if the
    header itself is refused. numbers: the spreadsheet's row number of each row
    (the first line is 1, blank rows count, a line break in a cell does not).
    repairs: sentences, what was read otherwise than written. faults: Faults;
    only if there are none may the rows be used.
    """

    header: list
    rows: list
    numbers: list
    repairs: list
    faults: list


def read_csv(data, table, passed_over=()):
    """Return the Reading of the bytes of <table>.csv; never raises for what the bytes hold.

    passed_over: columns that are not of the table and are no fault.
    """
    log = _Log(table)
    columns = list(schema.fields(table))
    text = _text(data, log).lstrip("\ufeff")
    hint = _HINT.match(text)
    text = text[hint.end() :] if hint else text
    if log.faults:
        return log.reading([], [])
    if not text.strip(_BLANKS + ',;"'):
        log.fault(None, "", "", "the file is empty", "Restore it from the last version that was kept")
        return log.reading([], [])
    grid = _Grid(text, hint and hint[1], columns)
    if grid.separator != ",":
        log.repairs.append(f"{table}.csv: read with {_SEPARATORS[grid.separator]} as separator")
    rows, numbers = _rows(grid, columns, log) if _check_header(grid, columns, log, passed_over) else ([], [])
    return log.reading(rows, numbers)


def tidied(header, rows, table):
    """The canonical bytes of a table: UTF-8 with BOM, comma, LF, quotes only where needed, declared column order.

    The order of the rows is kept. Raises ValueError if the header is not the
    declared columns in any order.
    """
    columns = list(schema.fields(table))
    if sorted(header) != sorted(columns):
        raise ValueError(f"{table}.csv needs exactly the columns {', '.join(columns)}")
    places = [header.index(column) for column in columns]
    return schema.written(columns, [[row[place] for place in places] for row in rows]).encode("utf-8-sig")


def with_whole_tokens(raw):
    """The tables with the ledger's tokens as printed, where a spreadsheet took "870,000" for 870000 or "01" for 1.

    raw: {table name: Table}. A token has nothing but its digits; the words of its figure keep its separators, and the
    reason why it is no figure quotes the token if it begins with a zero.
    """
    ledger, figures = raw.get("numerals"), raw.get("reported_figures")
    if not ledger or not figures or ledger.faults or figures.faults:
        return raw
    printed = {record["figure_id"]: record["printed"] for record in figures.records()}
    rows, repairs, place = [], list(ledger.repairs), ledger.header.index("token")
    for number, row, line in zip(ledger.numbers, ledger.rows, ledger.records(), strict=True):
        token = line["token"]
        meant = _whole_token(token, printed.get(line["figure_id"]) or line["reason"])
        if meant != token:
            repairs.append(f"numerals.csv, row {number}, column token: {token!r} read as {meant!r}, as it is printed")
        rows.append([*row[:place], meant, *row[place + 1 :]])
    return raw | {"numerals": replace(ledger, rows=rows, repairs=repairs)}


def _whole_token(token, words):
    """The one number among the words that differs from the token in separators, or, in quotes, in leading zeros."""
    said = set(re.findall(r"\d+(?:,\d{3})*", words))
    meant = {number for number in said if "," in number and number.replace(",", "") == token}
    meant |= {number for number in re.findall(r'"(0\d+)"', words) if number.lstrip("0") == token}
    return meant.pop() if len(meant) == 1 and token not in said else token


class _Refused(Exception):
    """A cell that cannot be read with certainty: the problem and the cure."""

    def __init__(self, problem, cure):
        super().__init__(problem)
        self.problem, self.cure = problem, cure


@dataclass
class _Log:
    """Faults and repairs of one table, as they are found."""

    table: str
    faults: list = field(default_factory=list)
    repairs: list = field(default_factory=list)

    def fault(self, row, key, column, problem, cure):
        self.faults.append(Fault(f"{self.table}.csv", row, key, column, problem, cure))

    def repair(self, row, key, column, told):
        place = [f"{self.table}.csv", f"row {row}", key, column and f"column {column}"]
        self.repairs.append(f"{', '.join(filter(None, place))}: {told}")

    def reading(self, rows, numbers):
        faults = sorted(self.faults, key=lambda fault: fault.row or 0)
        return Reading(list(schema.fields(self.table)), rows, numbers, self.repairs, faults)


# ---- bytes to text -------------------------------------------------------------------------------------------------

_BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\ufeff"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]
_WORD = re.compile(r"[^\W\d_]+")
_WESTERN_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿœ]+|[A-ZÀ-ÖØ-ÞŒŸ]+")
_WESTERN_MARKS = set("‘’“”–—…•€£§°·«»¿¡©®™½\u00a0")
# What a two-byte Chinese character becomes when its bytes are taken for Western ones.
_NOT_WESTERN = re.compile(r"[À-ÿ]{3}|[£§°·«»¿¡©®½]{2}|(?<![^\W\d_])(?!à(?![^\W\d_]))[À-ÿ]{1,2}(?![^\W\d_])")


def _text(data, log):
    """The text of the bytes. What has no certain meaning becomes U+FFFD, which is refused in its cell."""
    if data.startswith(_WORKBOOKS):
        cure = 'Open it in the spreadsheet and save it with the file type "CSV UTF-8"'
        log.fault(None, "", "", "the file is a spreadsheet document that was only named .csv", cure)
        return ""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            if codec == "utf-16":
                log.repairs.append(f"{log.table}.csv: read as UTF-16")
            return data.decode(codec, "replace")
    if b"\0" in data[:4]:
        log.fault(1, "", "", "the file is UTF-16 without its mark", 'Save it with the file type "CSV UTF-8"')
        return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy_text(data, log)


def _legacy_text(data, log):
    """The text of bytes that are not UTF-8: Chinese or Western, if they can be only one of them."""
    readings = []
    for codec, name, plausible in (("gb18030", "GB18030", _is_chinese), ("cp1252", "Windows-1252", _is_western)):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if plausible(text):
            readings.append((name, text))
    if len(readings) == 1:
        [(name, text)] = readings
        sample = re.search(r"\w*[^\x00-\x7f]+\w*", text)[0][:40]
        log.repairs.append(f"{log.table}.csv: not UTF-8, read as {name} (for instance {sample!r})")
        return text
    return data.decode("utf-8", "replace")


def _is_chinese(text):
    """Nearly all characters beyond ASCII are Chinese punctuation or among the 3,755 most common Han characters."""
    beyond = [char for char in text if char > "\x7f"]
    return sum(map(_is_common, beyond)) >= 0.9 * len(beyond)


def _is_common(char):
    try:
        row = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return row in (0xA1, 0xA3) or 0xB0 <= row <= 0xD7


def _is_western(text):
    """Letters beyond ASCII stand in words as Western languages write them; what else is beyond ASCII is their marks."""
    words = (word for word in _WORD.findall(text) if not word.isascii())
    marks = {char for char in text if char > "\x7f" and not char.isalpha()}
    return marks <= _WESTERN_MARKS and not _NOT_WESTERN.search(text) and all(map(_WESTERN_WORD.fullmatch, words))


# ---- text to cells -------------------------------------------------------------------------------------------------

_HINT = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SMART = {"“": "”", "„": "“”", "”": "”", "«": "»"}
_SMART_MARKS = set("“”„«»")
_PAIRS = _SMART | {'"': '"'}


class _Grid:
    """The cells of the file by spreadsheet row, before any of them is read.

    names: the trimmed header. width: cells up to its last name. start: index
    of the header in rows. broken: {row index: cell index} of quotes that do
    not close. smart: smart quotes stand in place of the CSV's own.
    """

    def __init__(self, text, separator, columns):
        first = next(line[0] for line in re.finditer(r"[^\r\n]+", text) if line[0].strip(_BLANKS + ',;"'))
        self.separator = separator or max(_SEPARATORS, key=lambda mark: _names_in(first, mark, columns))
        self.rows, self.broken = _split(text, self.separator)
        self.start = next(i for i, row in enumerate(self.rows) if not _is_blank(row))
        names = [cell.strip(_BLANKS) for cell in self.rows[self.start]]
        while not names[-1]:
            names.pop()
        self.smart = all(map(_is_wrapped, filter(None, names)))
        self.names = [name[1:-1].strip(_BLANKS) if _is_wrapped(name) else name for name in names]
        self.width = len(names)

    def body(self):
        """(spreadsheet row number, cells, index of a broken cell or None) below the header, without blank rows."""
        for index in range(self.start + 1, len(self.rows)):
            if not _is_blank(self.rows[index]):
                yield index + 1, self.rows[index], self.broken.get(index)

    def blank_rows(self):
        """The numbers of the blank rows that stand before the last row in use."""
        used = max(number for number, _, _ in [(self.start + 1, None, None), *self.body()])
        return [number for number, row in enumerate(self.rows[:used], 1) if _is_blank(row)]


def _names_in(line, separator, columns):
    return len(set(columns) & {cell.strip(_BLANKS + '"“”„«»') for cell in line.split(separator)})


def _is_blank(row):
    return not any(cell.strip(_BLANKS) for cell in row)


def _is_wrapped(cell):
    """Whether a pair of smart quotes stands around the whole cell."""
    return len(cell) > 1 and cell[-1] in _SMART.get(cell[0], "")


def _split(text, separator):
    """All rows as lists of cells, and {row index: cell index} of quotes that open a cell and do not close it.

    A row with such a quote ends at its line break, so that the rows after it
    are still read.
    """
    blank = " \u00a0\u3000" if separator == "\t" else " \t\u00a0\u3000"
    quoted = rf'[{blank}]*+"([^"]*+(?:""[^"]*+)*+)"[{blank}]*+(?=[{separator}\r\n]|\Z)'
    cell = re.compile(rf"(?:{quoted}|([^{separator}\r\n]*+))({separator}|\r\n|\r|\n|\Z)")
    rows, row, broken = [], [], {}
    for inside, plain, end in cell.findall(text):
        if '"' in plain and plain.lstrip(blank).startswith('"'):
            broken.setdefault(len(rows), len(row))
        if "\r" in inside:
            inside = inside.replace("\r\n", "\n").replace("\r", "\n")
        row.append(inside.replace('""', '"') if inside else plain)
        if end != separator:
            rows.append(row)
            row = []
            if not end:
                break
    return rows, broken


def _check_header(grid, columns, log, passed_over):
    """Report renamed, missing, doubled and nameless columns; False if no column is known at all."""
    row, names = grid.start + 1, grid.names
    missing = [column for column in columns if column not in names]
    if grid.start in grid.broken or len(missing) == len(columns):
        cure = f"Make it {','.join(columns[:3])},... and save with comma as separator, each value in a cell of its own"
        log.fault(row, "", "", "the first line in use does not hold the names of the columns", cure)
        return False
    held = [name for name in names if name and name not in passed_over]
    if not missing and held != columns and len(set(names)) == len(names):
        log.repairs.append(f"{log.table}.csv: the columns stand in another order, read by their names")
    for place, name in enumerate(names):
        if not name:
            _check_nameless(place, grid, log)
        elif name not in columns and name not in passed_over:
            meant = _meant(name, place, columns, missing)
            cure = f"Remove it; missing columns are: {', '.join(missing) or 'none'}"
            cure = f"Did you mean {meant}? Rename it" if meant else cure
            log.fault(row, "", name, f"there is no column of this name (column {_letter(place)})", cure)
            missing = [column for column in missing if column != meant]
        elif names.index(name) < place:
            both = f"{_letter(names.index(name))} and {_letter(place)}"
            log.fault(row, "", name, f"the column stands twice ({both})", "Keep one of them")
    for column in missing:
        log.fault(row, "", column, "the column is missing", "Add it to the first line")
    return True


def _check_nameless(place, grid, log):
    """Report what stands in a column without a name; an empty column is of no account."""
    for number, cells, _ in grid.body():
        if any(cell.strip(_BLANKS) for cell in cells[place : place + 1]):
            problem = f"{cells[place]!r} stands in a column without a name"
            log.fault(number, "", _letter(place), problem, "Empty the cell, or name the column")


def _meant(name, place, columns, missing):
    """The missing column that a wrong name stands for: by its spelling, or else by its place."""
    plain = re.sub(r"\W+", "_", name.casefold())
    close = get_close_matches(plain, missing, n=1)
    return close[0] if close else (columns[place] if place < len(columns) and columns[place] in missing else "")


def _letter(place):
    """The spreadsheet's name of a column: A for 0, AA for 26."""
    return (_letter(place // 26 - 1) if place > 25 else "") + chr(65 + place % 26)


def _rows(grid, columns, log):
    """The canonical rows and their numbers; what cannot be read goes to the log."""
    sound = not log.faults
    places = {column: grid.names.index(column) for column in columns if column in grid.names}
    readers = [(column, places[column], _reader(log.table, column, grid)) for column in places]
    rows, numbers, trimmed = [], [], []
    for number, cells, broken in grid.body():
        key = _key(cells, places.get(schema.declaration()[log.table]["schema"]["primaryKey"][0]))
        fitted = _fitted(number, key, cells, broken, grid, log)
        if fitted is None:
            continue
        plain = [cell.strip(_BLANKS) for cell in fitted]
        if plain != fitted:
            trimmed.append(number)
        rows.append(_read_row(number, key, plain, places, readers, log))
        numbers.append(number)
    _tell("blanks around cells removed", trimmed, log)
    _tell("blank rows skipped", grid.blank_rows(), log)
    return (rows, numbers) if sound else ([], [])


def _key(cells, place):
    return cells[place].strip(_BLANKS)[:60] if place is not None and place < len(cells) else ""


def _read_row(number, key, plain, places, readers, log):
    """The canonical cells of one row; a refused cell stands as it is."""
    row, printed = [], plain[places["printed"]] if "printed" in places else ""
    for column, place, reader in readers:
        cell = plain[place]
        try:
            read = reader(cell, printed)
        except _Refused as told:
            log.fault(number, key, column, told.problem, told.cure)
            read = cell
        if read != cell:
            log.repair(number, key, column, f"{cell!r} read as {read!r}")
        row.append(read)
    return row


def _tell(what, numbers, log):
    if numbers:
        shown = ", ".join(map(str, numbers[:10])) + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")
        log.repairs.append(f"{log.table}.csv: {what} ({'row' if len(numbers) == 1 else 'rows'} {shown})")


def _fitted(number, key, cells, broken, grid, log):
    """Exactly as many cells as the header has names, or None and a fault."""
    if broken is not None:
        column = grid.names[broken] if broken < grid.width else _letter(broken)
        problem = f"a quote opens the cell and does not close it ({cells[broken][:30]!r})"
        log.fault(number, key, column, problem, 'Write every quote inside a quoted cell twice (""), and one at its end')
        return None
    if len(cells) >= grid.width and _is_blank(cells[grid.width :]):
        return cells[: grid.width]
    joined = _joined(cells, grid.separator)
    if len(joined) == grid.width:
        log.repair(number, key, "", "smart quotes around text with a separator, read as quotes")
        return joined
    log.fault(number, key, *_misfit(cells, grid, log.table))
    return None


def _joined(cells, separator):
    """The cells with what stands between smart quotes, “a, b”, put together and unwrapped."""
    joined, place = [], 0
    while place < len(cells):
        left = cells[place].strip(_BLANKS)
        closing = _SMART.get(left[:1], "") if not _is_wrapped(left) else ""
        last = next((i for i in range(place + 1, len(cells)) if cells[i].strip(_BLANKS)[-1:] in tuple(closing)), place)
        inner = separator.join(cells[place : last + 1]).strip(_BLANKS)[1:-1]
        if last == place or set(inner) & _SMART_MARKS:  # marks within leave open where the text ends
            inner, last = cells[place], place
        joined.append(inner)
        place = last + 1
    return joined


def _misfit(cells, grid, table):
    """(column, problem, cure) of a row with too many or too few cells."""
    problem = f"the row has {len(cells)} cells where the first line has {grid.width}"
    if len(cells) < grid.width:
        return grid.names[len(cells)], problem, "Fill in the missing cells, blank ones too"
    cure = "Put text that holds the separator in double quotes, and empty the cells beyond the last column"
    return _suspect(cells, grid, table), problem, cure


def _suspect(cells, grid, table):
    """The text column that was most likely cut in two: the last before the first cell that does not fit."""
    suspect = ""
    for name, cell in zip(grid.names, cells[: grid.width], strict=True):
        declared = schema.fields(table).get(name, {"type": "string"})
        rules = declared.get("constraints", {})
        if cell.strip(_BLANKS) and (
            ("enum" in rules and cell.strip(_BLANKS) not in rules["enum"])
            or (declared["type"] != "string" and not re.fullmatch(r"[\s\d.,:/eE+-]+", cell))
        ):
            break
        if declared["type"] == "string" and not rules.get("enum"):
            suspect = name
    return suspect


# ---- cells ---------------------------------------------------------------------------------------------------------

# Full-width signs, as Chinese input methods write them, and the mathematical minus.
_PLAIN = str.maketrans("０１２３４５６７８９．，－＋／：％\u2212", "0123456789.,-+/:%-")
_ERROR_MARKS = ("#", "E")
_ERROR = re.compile(r"#[A-ZÄÖÜ_]+[!?]|#DIV/0!|#N/A|#NV|##+|Err:\d{3}")
_LOST = re.compile(r"\?\?|(?:^|[\s(\[])\?")
_ADDRESS = re.compile(r"https?://\S+")
# UTF-8 that was opened as Windows-1252 and saved again: "æˆ·" for "户", "Ã©" for "é".
_TWICE = re.compile("[\xc2\xc3][\x80-\xbf]|(?<![A-Za-z])[\xe2-\xef][\x80-\xbf]{2}")
_TWICE_LEAD = re.compile("[ÂÃâ-ï]")
_HAN_RUN = re.compile(r"[\u3000-\u9fff\uff00-\uffee]{3,}")
_MONTH = (
    r"(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|märz?|apr(?:il)?|may|mai|jun[ei]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?"
    r"|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
_DAY_OF_MONTH = rf"\d{{1,2}}[ .-]{{1,2}}{_MONTH}(?:[ -]\d{{2,4}})?|{_MONTH}[ -]?\d{{1,4}}|(?:\d+年)?\d+月(?:\d+日)?"
# What a spreadsheet makes of a name that looks like a date, a number or a truth value.
_EATEN = re.compile(
    rf"(?=\D*\d)[\d.,:/ -]+|[\d.,]+e[+-]?\d+|true|false|wahr|falsch|{_DAY_OF_MONTH}", re.ASCII | re.IGNORECASE
)


def _reader(table, column, grid):
    """The function (cell, printed words of the row) -> canonical cell of a column; it raises _Refused."""
    whole, declared = schema.declaration()[table]["schema"], schema.fields(table)[column]
    rules = declared.get("constraints", {})
    links = [name for link in whole.get("foreignKeys", []) for name in link["fields"]]
    if declared["type"] in ("number", "integer"):
        return lambda cell, printed: _number(_bare(cell), grid.separator, column, printed)
    if declared["type"] == "date":
        return _remembering(_date)
    if column in [*whole["primaryKey"], *links]:
        return _remembering(_name)
    if "enum" in rules or "pattern" in rules:
        return _remembering(_checked)
    return (lambda cell, _: _checked(_unwrapped(cell))) if grid.smart else (lambda cell, _: _checked(cell))


def _remembering(read):
    """A reader of bare cells that reads each text once: dates, keys and allowed values repeat."""
    seen = {}

    def reader(cell, _):
        if cell not in seen:
            seen[cell] = read(_bare(cell))
        return seen[cell]

    return reader


def _bare(cell):
    """The cell without quotes around it: no number, date, name or allowed value has any."""
    return cell[1:-1].strip(_BLANKS) if len(cell) > 1 and cell[-1] in _PAIRS.get(cell[0], "") else cell


def _unwrapped(cell):
    """The cell of a file that uses smart quotes for the CSV's own."""
    inner = cell[1:-1] if _is_wrapped(cell) else cell
    if inner != cell and set(inner) & _SMART_MARKS:
        problem = f"smart quotes stand in and around {cell[:60]!r}"
        raise _Refused(problem, 'Use straight quotes ("), written twice inside a quoted cell')
    return inner


def _checked(text):
    """The text itself, unless it shows that a spreadsheet or a wrong encoding destroyed it."""
    if text.isascii() and "?" not in text and "\0" not in text and "E+" not in text and text[:1] not in _ERROR_MARKS:
        return text
    if _ERROR.fullmatch(text):
        raise _Refused(f"{text!r} is a spreadsheet's error, not a value", "Write the value that stood here")
    if _SCIENTIFIC.fullmatch(text):
        raise _Refused(f"a spreadsheet shortened {text!r}, digits may be lost", "Write all digits")
    if "\0" in text:
        raise _Refused("the cell holds a NUL character", "Type the text of this cell again")
    if "\ufffd" in text:
        raise _Refused(f"{text[:60]!r} holds characters that cannot be read with certainty", SAVE_AS_UTF8)
    if _LOST.search(_ADDRESS.sub("", text)):
        problem = f"question marks stand in {text[:60]!r} where other characters, such as Chinese, were lost in saving"
        raise _Refused(problem, f"{SAVE_AS_UTF8}; a question mark that is meant goes singly behind a word")
    if re.search("““|””|^“.*”“.*”$", text, re.DOTALL):
        problem = f"doubled smart quotes stand in {text[:60]!r}"
        raise _Refused(problem, 'Use straight quotes ("), written twice inside a quoted cell')
    meant = _undone(text)
    if meant:
        raise _Refused(f"{text[:60]!r} was saved in a wrong encoding; it seems to mean {meant!r}", SAVE_AS_UTF8)
    return text


def _undone(text):
    """What a piece of the text means if it is UTF-8 that was read in another encoding, or ""."""
    pieces = _TWICE.findall("".join(map(_windows_byte, text))) if _TWICE_LEAD.search(text) else []
    for piece in pieces:
        try:
            return piece.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            continue
    for run in _HAN_RUN.findall(text):
        try:
            meant = run.encode("gb18030").decode("utf-8")
        except UnicodeDecodeError:
            continue
        if all(map(_is_common, meant)):
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


def _name(text):
    """A key; refused if a spreadsheet took it for a date or a number."""
    if _EATEN.fullmatch(text):
        raise _Refused(f"a spreadsheet turned the name into a date or a number ({text!r})", NAME_AGAIN)
    return _checked(text)


_DIGITS = re.compile(r"-?(?:0|[1-9]\d*)", re.ASCII)
_GROUPED = re.compile(r"([1-9]\d{0,2}([,. '’\u00a0\u2009\u202f])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?", re.ASCII)
_FRACTION = re.compile(r"\d+([.,])\d+", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,3})", re.ASCII)


def _number(text, separator, column, printed):
    """The canonical digits of a number cell.

    Where the digits alone leave a choice, the printed words decide, if they
    state the same number.
    """
    if not text or _DIGITS.fullmatch(text):
        return "0" if text == "-0" else text
    plain = text.translate(_PLAIN)
    if not any(char.isdecimal() for char in plain):
        return _checked(text)
    if not _SCIENTIFIC.fullmatch(plain):
        _checked(text)
    sign, size = ("-", plain[1:].lstrip(_BLANKS)) if plain[0] == "-" else ("", plain.removeprefix("+"))
    found = _candidates(size, separator)
    if not found:
        raise _Refused(f"{text!r} is not a plain number", _number_cure(sign, size))
    options = [sign + _canonical(number) for number in found if number is not None]
    if len(found) == 1:
        return options[0] if options[0] != "-0" else "0"
    stated = _stated(column, printed)
    if stated in options:
        return stated
    if _SCIENTIFIC.fullmatch(size):
        raise _Refused(f"{text!r} may have lost digits, and printed does not say the same", "Write all digits")
    if len(options) == 1:
        raise _Refused(
            f"{text!r} has a comma for a decimal point, or in a wrong place", f"Write {options[0]} if that is meant"
        )
    raise _Refused(f"{text!r} can mean {' or '.join(options)}", f"Write {' or '.join(options)}, whichever it is")


def _candidates(size, separator):
    """The numbers that digits with separators can mean; None among them stands for a meaning not known."""
    if size.isascii() and size.isdecimal():
        return [Decimal(size)]
    if power := _SCIENTIFIC.fullmatch(size):
        return [Decimal(power[1].replace(",", ".")).scaleb(int(power[2])), None]
    grouped, fraction = _GROUPED.fullmatch(size), _FRACTION.fullmatch(size)
    if fraction and not grouped:
        number = Decimal(size.replace(",", "."))
        return [number, None] if fraction[1] == "," and separator == "," else [number]
    if not grouped:
        return []
    whole, mark, decimals = grouped.groups()
    thousands = Decimal(re.sub(r"\D", "", whole) + f".{decimals or 0}")
    if not fraction or (mark == "," and separator == ","):
        return [thousands]
    decimal = Decimal(size.replace(",", "."))
    # 14.125 is how the table itself writes it, 14.120 is not
    return [decimal] if separator == "," and not size.endswith("0") else [thousands, decimal]


def _canonical(number):
    """A Decimal as the table writes it: no exponent, no trailing zeros behind the point."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _stated(column, printed):
    """What the row's printed words say about value, low or high, as canonical text, or ""."""
    if column not in ("value", "low", "high"):
        return ""
    try:
        stated = getattr(read_figure(printed), column)
    except ReadingError:
        return ""
    return "" if stated is None else _canonical(Decimal(str(stated)))


def _number_cure(sign, size):
    """What to write in place of a number with a unit, a percent sign, brackets or a date."""
    if _date_candidates(size) or re.fullmatch(_DAY_OF_MONTH, size, re.IGNORECASE):
        return "A spreadsheet turned it into a date: write the number again, in a cell that is formatted as number"
    if bracketed := re.fullmatch(r"\((.+)\)", size):  # how bookkeeping writes a negative number
        sign, size = "-", bracketed[1]
    try:
        number = Decimal(str(read_figure(size).value))
    except ReadingError:
        number = None
    if number is None or re.search("[-–—‒()]", size):
        return "Write digits only, such as 870000 or -14.5"
    return f"Write {_canonical(-abs(number) if sign else number)} alone"


_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10}
_MONTHS |= {"nov": 11, "dec": 12, "mär": 3, "mai": 5, "okt": 10, "dez": 12}
_MIDNIGHT = re.compile(r"[ T]+(?:0?0:00(?::00(?:\.0+)?)?Z?|12:00(?::00)? ?AM)$", re.IGNORECASE)
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/.]) ?(\d{1,2})\2 ?(\d{1,2})\.?|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))", re.ASCII
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})", re.ASCII)
_NAMED = re.compile(
    rf"(\d{{1,2}})\.?[ -]({_MONTH})[ -](\d{{4}})|({_MONTH}) (\d{{1,2}}), ?(\d{{4}})", re.ASCII | re.IGNORECASE
)


def _date(text):
    """The ISO date of a date cell."""
    if not text or (len(text) == 10 and text.isascii() and _date_candidates(text) == [text]):
        return text
    _checked(text)
    plain = _MIDNIGHT.sub("", text.translate(_PLAIN))
    found = _date_candidates(plain)
    if found is not None and len(found) == 1:
        return found[0]
    if found:
        raise _Refused(f"{text!r} can mean {' or '.join(found)}", f"Write {' or '.join(found)}, whichever it is")
    if found is not None:
        raise _Refused(f"there is no such day as {text!r}", "Write a day of the calendar as YYYY-MM-DD")
    if re.fullmatch(r"\d{5}(?:\.0+)?", plain):
        meant = date(1899, 12, 30) + timedelta(int(plain[:5]))
        cure = f"Write {meant} if that is the day meant, in a cell that is formatted as text"
        raise _Refused(f"{text!r} is a spreadsheet's count of days, not a date", cure)
    if any(char.isdecimal() for char in plain):
        raise _Refused(f"{text!r} is not a whole date, or more than one", "Write it as YYYY-MM-DD, such as 2022-07-20")
    return text


def _date_candidates(text):
    """The days, as ISO text, that a date can mean: none if there is no such day; None if it is no date at all."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = [part for part in found.groups() if part and part.isdecimal()]
        return _days((year, month, day))
    if found := _YEAR_LAST.fullmatch(text):
        first, mark, second, year = found.groups()
        orders = [(year, second, first)] if mark == "." else [(year, second, first), (year, first, second)]
        return _days(*orders)
    if found := _NAMED.fullmatch(text):
        day, name, year = found.groups()[:3] if found[1] else (found[5], found[4], found[6])
        return _days((year, _MONTHS[name[:3].lower()], day))
    return None


def _days(*orders):
    days = []
    for order in orders:
        try:
            days.append(date(*map(int, order)).isoformat())
        except ValueError:
            continue
    return sorted(set(days))
