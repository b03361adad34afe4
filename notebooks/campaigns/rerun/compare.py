"""Which cells differ between two outputs that hold tables, for a test of a notebook that is red."""

from bs4 import BeautifulSoup


def table_moves(stored, now):
    """Lines "row, column: old -> new" of the cells that differ between the tables of two pieces of HTML."""
    old, new = _cells(stored), _cells(now)
    told = []
    for row, column in dict.fromkeys([*old, *new]):
        was, is_now = old.get((row, column), "not there"), new.get((row, column), "no longer there")
        if was != is_now:
            told.append(f"{row}, {column}: {was} -> {is_now}")
    return told


def _cells(html):
    """{(row, column): text} of all tables in HTML; a row is named by its first cell."""
    held = {}
    for table in BeautifulSoup(html, "html.parser").find_all("table"):
        head, *rows = [
            [cell.get_text(" ").strip() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
        ]
        if rows and not head[0] and not any(rows[0][1:]):  # pandas sets the name of the first column a line lower
            head = [rows.pop(0)[0], *head[1:]]
        for cells in rows:
            key = cells[0]
            while (key, head[0]) in held:
                key += " (again)"
            held |= {(key, column): text for column, text in zip(head, cells, strict=False)}
    return held
