"""Read a CSV as a spreadsheet saved it, and write it in the one canonical form.

``read_csv`` takes the bytes of a file. It reads another encoding, separator, column order, number or date style where
only one meaning is possible, and says so in ``repairs``; anything else becomes a Fault that says what to write. All
faults of a file come at once. Text is never changed, apart from blanks around it. ``tidied`` gives the canonical bytes.

Allowed values, keys and rules between cells are the business of validate.py; whether a table still is what it was, of
accepted.py.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from campaigns.record import cell_dates, cell_numbers, cell_texts, schema
from campaigns.record.cell_texts import Refused
from campaigns.record.decode import text_of
from campaigns.record.grid import BLANKS, QUOTES, SEPARATORS, Grid, check_header
from campaigns.record.schema import Fault, Table


def read_csv(data, table, passed_over=()):
    """Return the Table that the bytes of a file hold; never raises for what they hold.

    The rows stand in the order of the file; a refused cell stands as it was written, a row with too many or too few
    cells is left out, and there are none if the header itself is refused. passed_over: columns that are not of the
    table and are no fault.
    """
    log = _Log(schema.place(table))
    columns = list(schema.fields(table))
    text = text_of(data, log)
    rows, numbers = [], []
    if text is not None:
        text = text.lstrip("\ufeff")
        if text.strip(BLANKS + ',;"'):
            rows, numbers = _rows(Grid(text, columns), table, columns, passed_over, log)
        else:
            log.fault(None, "", "", "the file is empty", "Restore it from the last version that was kept")
    faults = sorted(log.faults, key=lambda fault: fault.row or 0)
    return Table(table, columns, rows, numbers, faults, log.repairs)


def tidied(header, rows, table):
    """The canonical bytes of a table: UTF-8 with BOM, comma, LF, quotes only where needed, declared column order.

    The order of the rows is kept. Raises ValueError if the header is not the declared columns in any order.
    """
    columns = list(schema.fields(table))
    if sorted(header) != sorted(columns):
        raise ValueError(f"{schema.place(table)} needs exactly the columns {', '.join(columns)}")
    if header != columns:
        places = [header.index(column) for column in columns]
        rows = ([row[place] for place in places] for row in rows)
    return schema.written(columns, rows).encode("utf-8-sig")


def with_whole_tokens(raw):
    """The tables with the ledger's tokens as printed, where a spreadsheet took "870,000" for 870000 or "01" for 1.

    raw: {table name: Table}. A token has nothing but its digits; the words of its figure keep its separators, and the
    reason why it is no figure quotes the token if it begins with a zero.
    """
    ledger, figures = raw.get("numerals"), raw.get("reported_figures")
    if not ledger or not figures or ledger.faults or figures.faults:
        return raw
    printed = {record["figure_id"]: record["printed"] for record in figures.records()}
    rows, repairs = [], list(ledger.repairs)
    for number, line in zip(ledger.numbers, ledger.records(), strict=True):
        token = line["token"]
        meant = _whole_token(token, printed.get(line["figure_id"]) or line["reason"])
        if meant != token:
            told = f"{token!r} read as {meant!r}, as it is printed"
            repairs.append(Fault(schema.place("numerals"), number, line["source_id"], "token", told, ""))
        rows.append([*(line | {"token": meant}).values()])
    return raw | {"numerals": replace(ledger, rows=rows, repairs=repairs)}


def _whole_token(token, words):
    """The one number among the words that differs from the token in separators, or, in quotes, in leading zeros."""
    said = set(re.findall(r"\d+(?:,\d{3})*", words))
    meant = {number for number in said if "," in number and number.replace(",", "") == token}
    meant |= {number for number in re.findall(r'"(0\d+)"', words) if number.lstrip("0") == token}
    return meant.pop() if len(meant) == 1 and token not in said else token


@dataclass
class _Log:
    """Faults and repairs of one file, as they are found."""

    file: str
    faults: list = field(default_factory=list)
    repairs: list = field(default_factory=list)

    def fault(self, row, key, column, problem, cure):
        self.faults.append(Fault(self.file, row, key, column, problem, cure))

    def repair(self, row, key, column, told):
        self.repairs.append(Fault(self.file, row, key, column, told, ""))


def _rows(grid, table, columns, passed_over, log):
    """The canonical rows and their numbers; what cannot be read goes to the log."""
    if grid.separator != ",":
        log.repair(None, "", "", f"read with {SEPARATORS[grid.separator]} as separator")
    if grid.broken:
        number, line = grid.broken
        problem = f"a quote opens a cell and does not close it, in the row that begins {line[:40]!r}"
        log.fault(number, "", "", problem, QUOTES)
        if not grid.names:
            return [], []
    if not check_header(grid, columns, passed_over, log):
        return [], []
    sound = not log.faults
    places = {column: grid.names.index(column) for column in columns if column in grid.names}
    readers = [(column, place, _reader(table, column, place, grid)) for column, place in places.items()]
    key_place, printed_place = places.get(schema.keys(table)[0]), places.get("printed")
    rows, numbers, trimmed = [], [], []
    for number, cells in grid.body():
        plain = [cell.strip(BLANKS) for cell in cells]
        key = _cell(plain, key_place)[:60]
        if len(cells) < grid.width or any(plain[grid.width :]):
            log.fault(number, key, *_misfit(cells, grid))
            continue
        if plain != cells:
            trimmed.append(number)
        rows.append(_read_row(number, key, plain, _cell(plain, printed_place), readers, log))
        numbers.append(number)
    _tell("blanks around cells removed", trimmed, log)
    _tell("blank rows skipped", grid.blank_rows(), log)
    return (rows, numbers) if sound else ([], [])


def _cell(cells, place):
    return cells[place] if place is not None and place < len(cells) else ""


def _read_row(number, key, plain, printed, readers, log):
    """The canonical cells of one row; a refused cell stands as it is."""
    row = []
    for column, place, reader in readers:
        cell = read = plain[place]
        try:
            read = cell and reader(cell, printed)
        except Refused as told:
            log.fault(number, key, column, told.problem, told.cure)
        if read != cell:
            log.repair(number, key, column, f"{cell!r} read as {read!r}")
        row.append(read)
    return row


def _tell(what, numbers, log):
    if numbers:
        shown = ", ".join(map(str, numbers[:10])) + (f" and {len(numbers) - 10} more" if len(numbers) > 10 else "")
        log.repair(None, "", "", f"{what} ({'row' if len(numbers) == 1 else 'rows'} {shown})")


def _misfit(cells, grid):
    """(column, problem, cure) of a row with too many or too few cells."""
    problem = f"the row has {len(cells)} cells where the first line has {grid.width}"
    if len(cells) < grid.width:
        return grid.names[len(cells)], problem, "Fill in the missing cells, blank ones too"
    return "", problem, "Put text that holds the separator in double quotes, and empty the cells beyond the last column"


def _reader(table, column, place, grid):
    """The function (cell, printed words of the row) -> canonical cell of a column; it raises Refused."""
    declared = schema.fields(table)[column]
    allowed = declared.get("constraints", {}).get("enum", ())
    held = (cells[place].strip(BLANKS) for _, cells in grid.body() if place < len(cells))
    if declared["type"] in ("number", "integer"):
        shown = cell_numbers.styles(held)
        return lambda cell, printed: cell_numbers.number(
            cell, grid.separator, lambda: cell_numbers.stated(column, printed), shown
        )
    if declared["type"] == "date":
        cure = cell_dates.cure_of_all(held)
        read = cache(lambda cell: cell_dates.iso(cell, cure))  # a text is read once: most repeat
    elif column in schema.keys(table) or any(column == link for link, *_ in schema.links(table)):
        read = cache(cell_texts.name)
    else:
        read = cache(lambda cell: cell if cell in allowed else cell_texts.text(cell))
    return lambda cell, _: read(cell)
