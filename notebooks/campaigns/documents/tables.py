"""Tables of figures of a finished file brought up to date in place: its author's rows and columns stay as they are, and
what the author wrote into a cell of ours."""

import re

from campaigns.documents import inplace, rows
from campaigns.documents.audit import native
from campaigns.documents.audit.held import Row, Words, folded, squeezed
from campaigns.documents.audit.package import ancestor, local
from campaigns.documents.audit.traces import NUMBER, traces


def replace(work, name):
    """Rows of the table of figures: changed cells, rows that are new, rows that the chart had and that are gone.

    Rows and columns of the author's own stay. What describes the table bears today's trace once all rows are today's.
    """
    chart = work.today.charts[name]
    wanted = {squeezed(key): cells for key, cells in rows.told(chart).items()}
    held, strange, places = _rows(work, name, wanted)
    said = _said(work, name)
    ours = {key: [inplace.cells(item.mark)[place] for place in places] for key, item in held.items()}
    whole = [_replace_cells(work, held[key], key, zip(ours[key], wanted[key], strict=True), said) for key in held]
    for item in strange:
        if any(_is_row(item, places, line) for line in said):
            item.mark.getparent().remove(item.mark)
            work.note(item, f"table: {_named(item)} is no longer in the chart")
        else:
            work.kept.append(f"{name}: table: “{_named(item)}” is no row of the chart, and stays")
    _add_rows(work, held, wanted, places)
    for item in work.items if held and all(whole) else ():
        if describes(item) and work.today.name(traces(item.text)[0]) == name and item.text != chart.trace:
            inplace.set_value(item.mark, chart.trace)
            work.note(item, f"description of the table of {name} -> {chart.trace}")


def _said(work, name):
    """The lines that the pictures of a chart say of it, as they were in the file."""
    return [squeezed(line) for text in work.words_of(name) for line in text.split("\n")]


def _replace_cells(work, item, key, pairs, said):
    """Today's words in place of the chart's in cells of a row, (cell, words), the author's around them stay; whether it
    was known in all which are the chart's: what differs in numbers alone, or what it said in its day."""
    is_left = False
    for cell, words in pairs:
        was = inplace.text_of(cell)
        if squeezed(was) == squeezed(words):
            continue
        place = _ours(was, words)
        if not place and _is_of_its_day(was, words, said):
            place = 0, len(was)
        if not place:
            is_left = True
            work.kept.append(f"{_at(item)}table: {key}: “{folded(was)}” stays; the chart says “{folded(words)}”")
        elif squeezed(was[slice(*place)]) != squeezed(words):
            inplace.replace(cell, *place, words)
            work.note(item, f"table: {key}: {was} -> {inplace.text_of(cell)}")
    return not is_left


def _is_of_its_day(was, words, said):
    """Whether a cell holds what a line of the chart's description of its day says, "who and when: what is drawn.", with
    what is counted before it."""
    rest = squeezed(was).removeprefix(re.match(r"[^:：]*[:：]|", squeezed(words))[0])
    ends = tuple(one for mark in ":：" for one in (f"{mark}{rest}", f"{rest}{mark}"))
    return bool(rest) and any(line.startswith(ends[1::2]) or line.rstrip(".。").endswith(ends[::2]) for line in said)


def _at(item):
    return f"{item.place}: " if item.place else ""


def _ours(was, words):
    """The one place in the text of a cell that holds words, whatever the numbers in them; else None."""
    places = [n for n, character in enumerate(was) if squeezed(character)]
    pattern = f"(?:{NUMBER.pattern})".join(map(re.escape, NUMBER.split(squeezed(words))))
    found = [one.span() for one in re.finditer(pattern, squeezed(was)) if one[0]]
    return (places[found[0][0]], places[found[0][1] - 1] + 1) if len(found) == 1 else None


def _add_rows(work, held, wanted, places):
    """Rows of today that the table has not, each below the row that is above it today."""
    first = next(iter(held.values()), None)
    above = None
    for key, words in wanted.items() if held else ():
        if key in held:
            above = held[key].mark
            continue
        blank = [""] * len(inplace.cells(first.mark))
        for place, cell in zip(places, words, strict=True):
            blank[place] = cell
        added = inplace.add_after(first.mark if above is None else above, blank)
        if above is None:
            first.mark.addprevious(added)
        above = added
        work.note(first, f"table: {key} is new")


def _named(row):
    """What a row that is none of today's is told by: its cells."""
    return "; ".join(folded(cell) for cell in row.cells if cell.strip())


def _is_row(row, places, line):
    """Whether a line of a chart's long description of its day, "who and when: what is drawn.", is of a row of a table."""
    about, drawn = (squeezed(row.cells[place]) for place in places[:2])
    said = re.split("[:：]", line)[-1].rstrip(".。")
    return bool(about and said) and line.startswith(about) and drawn.endswith(said)


def describes(item):
    """Whether an item is the description of a table, which no reader of the page sees."""
    return isinstance(item, Words) and item.mark is not None and local(item.mark) == "tblDescription"


def replace_on_slides(work, name):
    """Rows in tables of slides; the author sees to it that a new one finds room there."""
    pairs, new = native.table_rows(work.items, work.today).get(name, ((), ()))
    said = _said(work, name)
    for row, now in pairs:
        _replace_cells(work, row, row.cells[0], zip(inplace.cells(row.mark), now or (), strict=False), said)
    for words, above in reversed(new):  # of several below one row, the last comes first
        blank = [""] * (len(inplace.cells(above.mark)) - len(words))  # in columns of the author's own
        inplace.add_after(above.mark, [*words, *blank])
        work.note(above, f"table: {words[0]} is new; see whether it fits the slide")


def _rows(work, name, wanted):
    """Of the table of figures of a chart: ({key: Row} of today's, [Rows of none of today's], the places of today's
    columns in its rows); empty where there is none, or its columns are no longer ours. wanted: {key: cells} of today.
    """
    told = [v.item for v in work.told if v.name == name and v.what == "table of figures" and isinstance(v.item, Row)]
    whole = ancestor(told[0].mark, {"tbl"}) if told and wanted else None
    items = [i for i in work.items if isinstance(i, Row) and whole is not None and ancestor(i.mark, {"tbl"}) is whole]
    places = _columns(items[0], rows.heads(work.today.charts[name])) if items else ()
    found, strange = {}, []
    keys = [cells.index(key) for key, cells in rows.told(work.today.charts[name]).items() if key in cells]
    at = next(iter(keys), 0)
    for item in items[1:] if places else ():
        is_whole = len(item.cells) == len(inplace.cells(item.mark)) == len(items[0].cells)
        key = _key(item.cells[places[at]], wanted) if is_whole else ""
        if key in wanted and key not in found:
            found[key] = item
        elif is_whole:
            strange.append(item)
    return found, strange, places


def _key(cell, wanted):
    """The key that a cell holds, with or without words of the author's; else all that it holds."""
    said = squeezed(cell)
    held = [key for key in wanted if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", said)]
    return said if said in wanted or len(held) != 1 else held[0]


def _columns(head, wanted):
    """The places of today's columns in the head of a table, whose units may be others; () if one is not there."""
    held = [_unitless(cell) for cell in head.cells]
    found = [held.index(_unitless(words)) for words in wanted if _unitless(words) in held]
    return found if len(found) == len(wanted) else list(range(len(wanted))) if len(held) == len(wanted) else ()


def _unitless(words):
    return squeezed(re.split("[:：]", words)[0])
