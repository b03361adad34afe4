"""Charts and tables that Office can edit: their rows, as drawn and in the workbook behind them, against today's."""

import math
import re
from dataclasses import dataclass, field

from campaigns.documents import rows as shown
from campaigns.documents.audit.held import CannotRead, Row, folded, squeezed
from campaigns.documents.audit.package import Package, ancestor, local
from campaigns.documents.audit.traces import traces
from campaigns.documents.audit.verdict import CURRENT, OUTDATED, UNSURE, Verdict

_FIRST_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"


@dataclass
class Native:
    """A chart of Office. part: the part of the package that holds it. mark: what it carries as its alt text's title.
    tables: lists of (category, value, label or None), as last drawn and as in the workbook."""

    part: str
    mark: str = ""
    tables: list = field(default_factory=list)


def read(package, part, mark):
    """The Native of a part of a package."""
    drawn = [_drawn(series) for series in package.xml(part).iter() if local(series) == "ser"]
    books = [_workbook(package.read(name)) for name in package.linked(part, ".xlsx")]
    return Native(part, mark, drawn + books)


def rows(chart):
    """[(category, value, label)] of a bar chart, as it is given to Office."""
    apart, heads = "：" if chart.sheet.language == "zh" else ": ", chart.sheet.heads
    told = [(heads.get(row.figure_id, ""), row.name, row.detail) for row in chart.rows.itertuples()]
    categories = [apart.join(filter(None, words)) for words in told]
    return list(zip(categories, chart.rows.value, chart.rows.said, strict=True))


def judge(native, name, today):
    """(name, state, details) of a Native; name: the chart that its shape is named after, or None. None if unknown."""
    trace = next(iter(traces(native.mark)), None)
    name = today.name(trace) if trace else name
    if name not in today.charts:
        return (name, UNSURE, [today.lost(trace)]) if trace else None
    wanted = rows(likest(native.tables, today.charts[name]))
    lines = list(dict.fromkeys(line for table in native.tables for line in _differing(table, wanted)))
    if trace and not today.is_current(trace):
        return name, OUTDATED, [today.moved_on(trace), *lines]
    if not native.tables or (not trace and len(lines) > len(today.charts[name].rows)):
        return name, UNSURE, ["known by its name alone, its rows are others"]
    return name, OUTDATED if lines else CURRENT, lines


def likest(tables, chart):
    """The chart in the language in which it differs least from tables."""
    editions = [chart.at(language=language) for language in ("en", "zh")]
    return min(editions, key=lambda edition: sum(len(_differing(table, rows(edition))) for table in tables))


def _differing(table, wanted):
    """Lines "row: category: old -> new"."""
    held = {}
    for category, *rest in table:
        held.setdefault(squeezed(category), []).append(rest)
    known = {squeezed(category) for category, _, _ in wanted}
    lines = []
    for category, value, said in wanted:
        namesakes = held.get(squeezed(category)) or [(None, None)]  # of one name there may be several
        was, label = next((pair for pair in namesakes if pair[0] == value), namesakes[0])
        is_told = bool(label) and squeezed(label) != squeezed(said)
        if was is None or is_told or not math.isclose(was, value, rel_tol=1e-9):
            number = "not in the document" if was is None else f"{was:,.15g}"
            lines.append(f"row: {category}: {label if is_told else number} -> {said}")
    lines += [f"row: {folded(c)}: {v:g} -> no longer in the chart" for c, v, _ in table if squeezed(c) not in known]
    return lines


def _drawn(series):
    """The rows of a series, with the labels that stand at its points."""
    held = {local(e): {p.get("idx"): _said(p, "v") for p in e.iter() if local(p) == "pt"} for e in series}
    labels = {_index(label): _said(label, "t") for label in series.iter() if local(label) == "dLbl"}
    categories, values = held.get("cat", {}), held.get("val", {})
    return [(words, _number(values.get(n)), labels.get(n) or None) for n, words in categories.items()]


def _index(label):
    return next((e.get("val") for e in label if local(e) == "idx"), None)


def _said(element, *names):
    """The text of the elements of these names in an element."""
    return "".join(e.text or "" for e in element.iter() if local(e) in names)


def _number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return math.nan


def _workbook(content):
    """The first two columns of the first sheet of a workbook below its head; the others are the author's."""
    try:
        package = Package(content)
        shared = package.xml(_STRINGS) if _STRINGS in package.names else ()
        words = [_said(one, "t") for one in shared]
        cells = {c.get("r"): _cell(c, words) for c in package.xml(_FIRST_SHEET).iter() if local(c) == "c"}
    except CannotRead:
        return []
    numbers = sorted({int(re.sub(r"\D", "", place)) for place in cells if place})[1:]
    return [(cells[f"A{n}"], _number(cells.get(f"B{n}")), None) for n in numbers if cells.get(f"A{n}")]


def _cell(cell, words):
    text = _said(cell, "v", "t")
    return words[int(text)] if cell.get("t") == "s" and text.isdigit() and int(text) < len(words) else text


def table_rows(items, today):
    """{name of a chart: ([(Row, its cells as they are today, or None)], [(cells of a new row, Row above it)])} of the
    tables of slides that are named after it.

    A row of today's is paired with itself, any other with one that is not in the document and begins as it does. Of
    a table that holds less than half of today's rows, nothing is said to be new: somebody chose some.
    """
    held = {}
    for item in items:
        if isinstance(item, Row) and item.cells and (name := _owner(item, today)):
            held.setdefault(name, []).append(item)
    languages = sorted(("en", "zh"), key=lambda language: language != today.language)
    return {name: _paired(rows, today.charts[name], languages) for name, rows in held.items()}


def table_of(row):
    """Name and mark of the table of a slide in which a row (XML element) stands; "" for its head, and elsewhere."""
    frame = ancestor(row, {"graphicFrame"})
    is_head = not any(local(other) == "tr" for other in row.itersiblings(preceding=True))
    place = next((e for e in frame.iter() if local(e) == "cNvPr"), {}) if frame is not None and not is_head else {}
    return "\n".join(filter(None, (place.get("name"), place.get("title"))))


def _owner(row, today):
    """The chart of a row of a slide's table: by the mark of its shape, which not every program keeps, else its name."""
    trace = next(iter(traces(row.table)), None)
    return today.name(trace) if trace and today.chart(trace) else today.named(row.table)


def _paired(held, chart, languages):
    told = [shown.without_keys(chart.at(language=language))[1:] for language in languages]
    found = {tuple(row.cells) for row in held}
    wanted = max(told, key=lambda claims: sum(any(_same(cells, other) for other in found) for cells in claims))
    left = [cells for cells in wanted if not any(_same(cells, other) for other in found)]
    pairs = []
    for row in held:
        now = next((cells for cells in wanted if _same(cells, row.cells)), None)
        if now is None and (now := next((cells for cells in left if _same(cells[:1], row.cells)), None)):
            left.remove(now)
        pairs.append((row, now))
    return pairs, _new(pairs, wanted)


def _new(pairs, wanted):
    shown = {cells: row for row, cells in reversed(pairs) if cells}
    above, new = None, []
    for cells in wanted:
        above = shown.get(cells, above)
        if cells not in shown and above is not None:
            new.append((cells, above))
    return new if len(shown) * 2 >= len(wanted) else []


def _same(cells, others):
    """Whether a row's first cells are those; what stands in columns behind them is the author's."""
    return [squeezed(cell) for cell in cells] == [squeezed(cell) for cell in others[: len(cells)]]


def tables(items, today):
    """Verdicts of the tables of slides, one a chart."""
    for name, (pairs, new) in table_rows(items, today).items():
        lines = []
        for row, now in pairs:
            if now is None or not _same(now, row.cells):
                told = "; ".join(now[1:]) if now else "no longer in the chart"
                lines.append(f"row: {folded(row.cells[0])}: {'; '.join(map(folded, row.cells[1:]))} -> {told}")
        lines += [f"row: {cells[0]}: not in the document -> {'; '.join(cells[1:])}" for cells, _ in new]
        first = pairs[0][0]
        yield Verdict(name, OUTDATED if lines else CURRENT, "table of figures", first.place, tuple(lines), first)
