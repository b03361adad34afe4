"""What the words of a document say of a chart: captions, tables of figures, notes, lists; prose is in prose."""

import re

from campaigns.charts.chart import SOURCES
from campaigns.documents import rows
from campaigns.documents.audit import parts, pasted
from campaigns.documents.audit.held import LABEL, Picture, Row, Words, folded, squeezed
from campaigns.documents.audit.traces import traces
from campaigns.documents.audit.verdict import CURRENT, OUTDATED, RECORD, UNSURE, Verdict

FIGURE_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_AROUND = 12  # paragraphs above a trace that may belong to its chart
_HEADS = {"list": "list of figures", "title": "title"}
_KINDS = {**_HEADS, "cell": "table of figures", "notes": "notes", "page": "words"}


class Texts:
    """Judges the words and tables of a document. items: all of it, today: what it is held against (today.Today)."""

    def __init__(self, items, today):
        self.items, self.today = items, today
        self.found = [traces(item.text) if isinstance(item, Words) else [] for item in items]
        self._pages = [n for n, item in enumerate(items) if isinstance(item, Words) and item.kind == "page"]

    def judge(self):
        """The Verdicts of captions, notes, lists and tables."""
        told = [verdict for n in self.today.within(range(len(self.items))) for verdict in self._traced(n)]
        spoken_for = {id(verdict.item) for verdict in told}
        silent = [n for n, item in enumerate(self.items) if isinstance(item, Words) and id(item) not in spoken_for]
        told += [verdict for n in self.today.within(silent) for verdict in self._titled(self.items[n])]
        return [*told, *self._described(), *self._tables(), *self._flowed_tables()]

    def near(self, n):
        """Names of the charts that words near the item number n speak of, the nearest first."""
        place = self.items[n].place
        found = []
        for m in sorted(range(max(0, n - 6), min(len(self.items), n + 9)), key=lambda m: (m < n, abs(m - n))):
            other = self.items[m]
            if isinstance(other, Words) and (place == other.place or not place or "page" in place):
                found += [self.today.name(trace) for trace in self.found[m] if self.today.chart(trace)]
                if other.kind in ("title", "caption", "page"):
                    found += [name for name in [self.today.titled(other.text)[0]] if name]
        return list(dict.fromkeys(found))

    def page(self, place):
        """The words of the page on which something stands, as Words; None without any."""
        held = (self.items[n] for n in self._pages)
        return next((item for item in held if item.place == place.split(",")[0]), None)

    def _traced(self, n):
        """Verdicts of the traces in one paragraph."""
        item = self.items[n]
        for trace in dict.fromkeys(self.found[n]):
            state, details = self._of_trace(trace, n)
            what = _KINDS.get(item.kind, "caption")
            yield Verdict(self.today.name(trace), state, what, item.place, tuple(details), item)

    def _of_trace(self, trace, n):
        """(state, details) of a trace in item number n."""
        if (chart := self.today.chart(trace)) is None:
            return UNSURE, [self.today.lost(trace)]
        if not trace.whole:
            return UNSURE, ["its line is cut off: the digest is not whole"]
        moved = [] if self.items[n].kind == "cell" else self._words_moved(n, chart)
        if self.today.is_current(trace):
            return OUTDATED if moved else CURRENT, moved
        return OUTDATED, [self.today.moved_on(trace), *moved]

    def _words_moved(self, n, chart):
        """Lines "note: old -> new" of what stands around a trace."""
        item = self.items[n]
        if item.kind != "page":
            return parts.moved(chart, [other.text for other in self.around(n, chart.name)])
        lines, at = item.text.split("\n"), self._pages.index(n)
        texts = [" ".join(lines[m : m + 6]) for m in range(0, len(lines), 3)]
        near = self._pages[max(0, at - 1) : at + 2]  # what begins or ends here may stand on the page before or after
        return parts.moved(chart, [*texts, item.text], "\n".join(self.items[m].text for m in near))

    def around(self, n, name):
        """The paragraphs that belong to the trace of a chart in item number n: those above it, and itself.

        On a slide also those above the table that stands between.
        """
        item, held = self.items[n], [self.items[n]]
        on_slide = item.place.startswith("slide") and item.kind != "cell"
        for m in range(n - 1, -1, -1):
            other, strange = self.items[m], any(self.today.name(trace) != name for trace in self.found[m])
            if (
                on_slide
                and other.place == item.place
                and (isinstance(other, Row) or getattr(other, "kind", "") == "cell")
            ):
                continue
            far = len(held) > _AROUND or other.place != item.place
            if isinstance(other, Picture | Row) or strange or far:
                break
            held.insert(0, other)
        return held

    def _titled(self, item):
        """The Verdicts of captions, entries of lists and titles that have no trace of their own."""
        for text in _heads(item):
            name, old = self.today.titled(text)
            if name:
                what, state = _HEADS.get(item.kind, "caption"), OUTDATED if old else CURRENT
                details = (f"title: {old} -> {self.today.charts[name].title}",) if old else ()
                yield Verdict(name, state, what, item.place, details, item)

    def _described(self):
        """Verdicts of long descriptions: in the notes of slides, and below a chart on a page."""
        texts = {}
        for item in self.items:
            if isinstance(item, Words) and (item.kind == "notes" or any(f"\n{one}" in item.text for one in SOURCES)):
                texts.setdefault(item.place if item.kind == "notes" else id(item), []).append(item)
        for held in texts.values():
            text, first = "\n".join(item.text for item in held), held[0]
            chart = self.today.charts.get(self.today.titled(text)[0])
            form = re.search(rf"{re.escape(chart.form)}[.。]", text, re.IGNORECASE) if chart else None
            if form and (moved := parts.rows_moved(text[form.start() :], chart)):
                what = "notes" if first.kind == "notes" else "description"
                yield Verdict(chart.name, OUTDATED, what, first.place, tuple(moved), first)

    def _tables(self):
        """A Verdict for each chart whose rows stand in a table, and for the rows of the record that stand in another."""
        held, loose, chart, owners = {}, {}, None, {}
        for one in self.today.charts.values():
            for key in rows.told(one):
                owners.setdefault(squeezed(key), []).append((one, key))
        for n, item in enumerate(self.items):
            found = traces(" ".join(item.cells)) if isinstance(item, Row) else self.found[n]
            if found:
                chart = next(filter(None, map(self.today.chart, found)), None)
            elif isinstance(item, Words) and item.kind in ("caption", "title"):
                chart = self.today.charts.get(self.today.titled(item.text)[0], chart)
            elif isinstance(item, Row) and (key := _key(item, owners)):
                if chart:
                    held.setdefault(chart.name, []).append((key, item))
                else:
                    loose[n] = key, item
        of_charts, of_record = pasted.dealt((loose[n] for n in self.today.within(loose)), owners)
        for name, key, item in of_charts:
            held.setdefault(name, []).append((key, item))
        for name, found in held.items():
            moved, first = self._rows_moved(self.today.charts[name], found), found[0][1]
            state = OUTDATED if moved else CURRENT
            yield Verdict(name, state, "table of figures", first.place, tuple(moved), first)
        for state, told in of_record.items():
            lines = tuple(line for _, line in told) if state != CURRENT else ()
            what = f"{len(told)} row{'s' * (len(told) > 1)}"
            yield Verdict(RECORD, state, what, told[0][0].place, lines, told[0][0])

    def _rows_moved(self, chart, found):
        """Lines "row: old -> new" of the (key, Row) of a table of figures of a chart."""
        wanted = {squeezed(key): (key, *cells) for key, cells in rows.told(chart).items()}
        lines = []
        for key, row in found:
            if key not in wanted:
                told = "; ".join(folded(cell) for cell in row.cells if squeezed(cell) != key)
                lines.append(f"row: {key}: {told} -> no longer in the chart")
            elif line := parts.row_moved(row.cells, chart, wanted[key][0]):
                lines.append(line)
        absent = wanted.keys() - {key for key, _ in found}
        if len(absent) * 2 <= len(wanted):  # a table, not one row that was quoted
            lines += [f"row: {key}: not in the document -> {wanted[key][2]}" for key in wanted if key in absent]
        return lines

    def _flowed_tables(self):
        """A Verdict for each table of figures whose cells have flowed into the words of pages, as in a PDF."""
        pages = [self.items[n] for n in self._pages]
        text = "\n".join(page.text for page in pages)
        for name in dict.fromkeys(self.today.name(t) for t in traces(text) if self.today.chart(t)):
            moved = parts.flowed_rows_moved(text, self.today.charts[name])
            if moved is not None:
                item = next(page for page in pages if self.today.named(page.text) or page is pages[-1])
                yield Verdict(name, OUTDATED if moved else CURRENT, "table of figures", "", tuple(moved), item)


def _heads(item):
    """The texts of a Words that may be a chart's title; on a page, whose paragraphs are not kept apart, three lines
    from the beginning of each caption."""
    if item.kind != "page":
        return [item.text] if item.kind in ("list", "title", "caption") or LABEL.match(item.text) else []
    lines = item.text.split("\n")
    return [folded(" ".join(lines[m : m + 3])) for m, line in enumerate(lines) if LABEL.match(line)]


def _key(row, owners):
    """What a row is known by: the first figure_id of the record in it, for others may stand behind that it is a part of;
    else the key of a chart of today (a key of owners), or the figure_id of an earlier one; None if there is none."""
    cells = [squeezed(cell) for cell in row.cells]
    like = [cell.strip() for cell in row.cells if FIGURE_ID.fullmatch(cell.strip())]
    recorded = filter(pasted.is_of_record, cells)
    return next(recorded, None) or next(
        (cell for cell in reversed(cells) if cell in owners), like[-1] if like else None
    )
