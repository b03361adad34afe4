"""The cells of a CSV by spreadsheet row, and its first line held against the declared columns; no cell is read yet."""

import csv
import io
import re
from difflib import get_close_matches

from campaigns.record.schema import restored

#: Signs that show nothing at the ends of a cell.
BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\ufeff"
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_HINT = re.compile(r"sep=([,;\t])(?:\r\n|\r|\n)", re.IGNORECASE)
QUOTES = 'Write every quote inside a quoted cell twice (""), and one at its end'


class Grid:
    """The cells of a file that is not blank.

    separator: "," or ";" or tab. names: the trimmed header. width: cells up to its last name. start: index of the
    header in rows. broken: (row number, the line) where a quote opens a cell and does not close it; what follows it
    is not read. None if every quote closes.
    """

    def __init__(self, text, columns):
        hint = _HINT.match(text)
        text = text[hint.end() :] if hint else text
        lines = (line[0] for line in re.finditer(r"[^\r\n]+", text) if line[0].strip(BLANKS + ',;"'))
        first = next(lines, "")
        self.separator = hint[1] if hint else max(SEPARATORS, key=lambda mark: _names_in(first, mark, columns))
        self.rows, self.broken = _split(text, self.separator)
        self.start = next((i for i, row in enumerate(self.rows) if not is_blank(row)), len(self.rows))
        self.names = [cell.strip(BLANKS) for cell in self.rows[self.start]] if self.start < len(self.rows) else []
        while self.names and not self.names[-1]:
            self.names.pop()
        self.width = len(self.names)

    def body(self):
        """(spreadsheet row number, cells) below the header, without blank rows."""
        for index in range(self.start + 1, len(self.rows)):
            if not is_blank(self.rows[index]):
                yield index + 1, self.rows[index]

    def blank_rows(self):
        """The numbers of the blank rows that stand before the last row in use."""
        used = max(self.start + 1, max((number for number, _ in self.body()), default=0))
        return [number for number, row in enumerate(self.rows[:used], 1) if is_blank(row)]


def _split(text, separator):
    """All rows as lists of cells, and where a quote does not close."""
    rows, lines = [], csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    begin = 0
    try:
        for row in lines:
            rows.append(row)
            begin = lines.line_num
    except csv.Error:
        line = next((line for n, line in enumerate(io.StringIO(text, newline="")) if n == begin), "")
        return rows, (len(rows) + 1, line.strip())
    return rows, None


def is_blank(row):
    """Whether no cell shows anything."""
    return not any(cell.strip(BLANKS) for cell in row)


def _names_in(line, separator, columns):
    return len(set(columns) & {cell.strip(BLANKS + '"') for cell in line.split(separator)})


def check_header(grid, columns, passed_over, log):
    """Report renamed, missing, doubled and nameless columns; False if no column is known at all."""
    row, names = grid.start + 1, grid.names
    missing = [column for column in columns if column not in names]
    if len(missing) == len(columns):
        cure = f"Make it {','.join(columns[:3])},... and save with comma as separator, each value in a cell of its own"
        log.fault(row, "", "", "the first line in use does not hold the names of the columns", cure)
        return False
    held = [name for name in names if name in columns]
    if not missing and held != columns and len(set(names)) == len(names):
        log.repair(None, "", "", "the columns stand in another order, read by their names")
    for place, name in enumerate(names):
        if not name:
            _check_nameless(place, grid, log)
        elif name not in columns and name not in passed_over:
            meant = _meant(name, place, columns, missing)
            cure = "Remove it" + ", or write what it says in the column note" * ("note" in columns)
            cure += f"; missing columns are: {', '.join(missing)}" if missing else ""
            cure = f"Did you mean {meant}? Rename it" if meant else cure
            log.fault(row, "", name, f"it is not a column of the table (column {letter(place)})", cure)
            missing = [column for column in missing if column != meant]
        elif names.index(name) < place:
            both = f"{letter(names.index(name))} and {letter(place)}"
            log.fault(row, "", name, f"the column stands twice ({both})", "Keep one of them")
    _tell_missing(missing, row, grid, passed_over, log)
    return True


def _tell_missing(missing, row, grid, passed_over, log):
    """Report missing columns: a name alone may be written again, but cells that are gone must be brought back."""
    nameless = [place for place, name in enumerate(grid.names) if not name] + [grid.width]
    kept = missing and any(
        cell.strip(BLANKS) for _, cells in grid.body() for p in nameless for cell in cells[p : p + 1]
    )
    problem, cure = "the column is missing, and its cells with it", f"Undo it, or {restored(log.file)}"
    if kept:
        problem, cure = "the column has no name any more", "Write its name above its cells again, in the first line"
    elif passed_over:  # a draft, of which nothing is kept
        cure = "Undo it, or scan the report again"
    for column in missing:
        log.fault(row, "", column, problem, cure)


def _check_nameless(place, grid, log):
    """Report what stands in a column without a name, once; an empty column is of no account."""
    held = [(number, cell) for number, cells in grid.body() for cell in cells[place : place + 1] if cell.strip(BLANKS)]
    for number, cell in held[:1]:
        more = f", with {len(held) - 1:,} cells more" if len(held) > 1 else ""
        problem = f"{cell!r} stands in a column without a name{more}"
        log.fault(number, "", letter(place), problem, "Empty the column, or name it")


def _meant(name, place, columns, missing):
    """The missing column that a wrong name stands for: by its spelling, or else by its place."""
    plain = re.sub(r"\W+", "_", name.casefold())
    close = get_close_matches(plain, missing, n=1)
    return close[0] if close else (columns[place] if place < len(columns) and columns[place] in missing else "")


def letter(place):
    """The spreadsheet's name of a column: A for 0, AA for 26."""
    return (letter(place // 26 - 1) if place > 25 else "") + chr(65 + place % 26)
