"""What the words of a document say of a chart: captions, tables of figures, notes, lists; prose is in prose."""

import re
from dataclasses import replace

from campaigns.charts.chart import SOURCES
from campaigns.documents.audit import parts
from campaigns.documents.audit.clock import Clock
from campaigns.documents.audit.held import LABEL, Picture, Row, Words, folded, squeezed
from campaigns.documents.audit.traces import traces
from campaigns.documents.audit.verdict import CURRENT, OUTDATED, UNSURE, Verdict

_AROUND = 12  # paragraphs above a trace that may belong to its chart
_FIGURE_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_KINDS = {
    "cell": "table of figures",
    "notes": "notes",
    "list": "list of figures",
    "page": "words",
    "properties": "words",
}


class Texts:
    """Judges the words and tables of a document. items: all of it, today: the charts of today, clock: a clock.Clock."""

    def __init__(self, items, today, clock=None):
        self.items, self.today, self.clock = items, today, clock or Clock()
        self.found = [traces(item.text) if isinstance(item, Words) else [] for item in items]
        self.old = {}  # {name of a chart: lines "old -> new"}

    def judge(self):
        """The Verdicts of captions, notes, lists and tables."""
        told = [verdict for n in self.clock.within(range(len(self.items))) for verdict in self._traced(n)]
        spoken_for = {id(verdict.item) for verdict in told}
        silent = [n for n, item in enumerate(self.items) if id(item) not in spoken_for]
        told += [v for n in self.clock.within(silent) for v in (*self._titled(n), *self._paged(n))]
        told += [*self._described(), *self._tables(), *self._flowed_tables()]
        for verdict in told:
            self.old.setdefault(verdict.name, []).extend(line for line in verdict.details if " -> " in line)
        return told

    def near(self, n):
        """Names of the charts that words near the item number n speak of, the nearest first."""
        place = self.items[n].place
        found = []
        for m in sorted(range(max(0, n - 6), min(len(self.items), n + 9)), key=lambda m: (m < n, abs(m - n))):
            other = self.items[m]
            if isinstance(other, Words) and (place == other.place or not place or "page" in place):
                found += [self.today.name(trace) for trace in self.found[m] if self.today.known(trace)]
                if other.kind in ("title", "caption", "page"):
                    found += [name for name in [self.today.titled(other.text)[0]] if name]
        return list(dict.fromkeys(found))

    def _traced(self, n):
        """Verdicts of the traces in one paragraph."""
        item = self.items[n]
        for trace in dict.fromkeys(self.found[n]):
            what = _KINDS.get(item.kind, "caption")
            if not self.today.known(trace):
                yield Verdict(trace.name, UNSURE, what, item.place, (self.today.lost(trace),), item)
                continue
            chart, current = self.today.chart(trace), self.today.is_current(trace)
            if not trace.whole:
                yield Verdict(
                    chart.name, UNSURE, what, item.place, ("its line is cut off: the digest is not whole",), item
                )
                continue
            moved = [] if item.kind == "cell" else self._words_moved(n, chart)
            details = ([] if current else [self.today.moved_on(trace)]) + moved
            yield Verdict(
                chart.name, CURRENT if current and not moved else OUTDATED, what, item.place, tuple(details), item
            )

    def _words_moved(self, n, chart):
        """Lines "note: old -> new" of what stands around a trace."""
        item = self.items[n]
        if item.kind == "page":  # what begins or ends here may stand on the page before or after
            lines, whole = item.text.split("\n"), "\n".join(self._pages_around(n))
            texts = [" ".join(lines[m : m + 6]) for m in range(0, len(lines), 3)]
            return parts.moved(chart, [*texts, item.text], whole)
        return parts.moved(chart, [other.text for other in self.around(n, chart.name)])

    def _pages_around(self, n):
        """The words of the page number n among the items, with those of the page before and after it."""
        pages = [m for m, item in enumerate(self.items) if isinstance(item, Words) and item.kind == "page"]
        at = pages.index(n)
        return [self.items[m].text for m in pages[max(0, at - 1) : at + 2]]

    def around(self, n, name):
        """The paragraphs that belong to the trace of a chart in item number n: those above it, and itself."""
        held = [self.items[n]]
        for m in range(n - 1, max(-1, n - 1 - _AROUND), -1):
            strange = any(self.today.name(trace) != name for trace in self.found[m])
            if isinstance(self.items[m], Picture | Row) or strange or self.items[m].place != self.items[n].place:
                break
            held.insert(0, self.items[m])
        return held

    def _titled(self, n, item=None):
        """The Verdict of a caption, an entry of a list or a title that has no trace of its own."""
        item = item or self.items[n]
        if not isinstance(item, Words) or not (item.kind in ("list", "title", "caption") or LABEL.match(item.text)):
            return
        name, old = self.today.titled(item.text)
        if name:
            what = {"list": "list of figures", "title": "title"}.get(item.kind, "caption")
            details = (f"title: {old} -> {self.today.charts[name].title}",) if old else ()
            yield Verdict(name, OUTDATED if old else CURRENT, what, item.place, details, item)

    def _paged(self, n):
        """The Verdicts of captions among the words of a page, where paragraphs are not kept apart."""
        item = self.items[n]
        lines = item.text.split("\n") if isinstance(item, Words) and item.kind == "page" else []
        for m, line in enumerate(lines):
            if LABEL.match(line):
                for verdict in self._titled(n, Words(item.place, folded(" ".join(lines[m : m + 3])), "caption")):
                    yield replace(verdict, item=item)

    def _described(self):
        """Verdicts of long descriptions: in the notes of slides, and below a chart on a page."""
        texts = {}
        for item in self.items:
            if isinstance(item, Words) and (item.kind == "notes" or any(f"\n{one}" in item.text for one in SOURCES)):
                texts.setdefault(item.place if item.kind == "notes" else id(item), []).append(item)
        for held in texts.values():
            text = "\n".join(item.text for item in held)
            name = self.today.titled(text)[0]
            form = re.search(rf"{re.escape(self.today.charts[name].form)}[.。]", text, re.IGNORECASE) if name else None
            if form is None:
                continue
            body = text[form.start() :]
            moved = parts.rows_moved(body, self.today.charts[name])
            if moved:
                what = "notes" if held[0].kind == "notes" else "description"
                yield Verdict(name, OUTDATED, what, held[0].place, tuple(moved), held[0])

    def _tables(self):
        """A Verdict for each chart whose rows stand in a table."""
        held, chart, first = {}, None, {}
        keys = {squeezed(claim[0]) for chart in self.today.charts.values() for claim in chart.claims}
        for n, item in enumerate(self.items):
            if known := [trace for trace in self.found[n] if self.today.known(trace)]:
                chart = self.today.chart(known[0])
            elif isinstance(item, Words) and item.kind in ("caption", "title"):
                name = self.today.titled(item.text)[0]
                chart = self.today.charts[name] if name else chart
            elif isinstance(item, Row) and traces(" ".join(item.cells)):
                known = [t for t in traces(" ".join(item.cells)) if self.today.known(t)]
                chart = self.today.chart(known[0]) if known else None
            elif isinstance(item, Row):
                cells = [squeezed(cell) for cell in item.cells]
                like = [cell.strip() for cell in item.cells if _FIGURE_ID.fullmatch(cell.strip())]
                key = next((cell for cell in reversed(cells) if cell in keys), like[-1] if like else None)
                owner = self._owner(chart, key)
                if key and owner:
                    held.setdefault(owner.name, {})[key] = item
                    first.setdefault(owner.name, item)
        for name, rows in held.items():
            moved = self._rows_moved(self.today.charts[name], rows)
            state = OUTDATED if moved else CURRENT
            yield Verdict(name, state, "table of figures", first[name].place, tuple(moved), first[name])

    def _owner(self, chart, key):
        if chart is not None:
            return chart
        return next((c for c in self.today.charts.values() if any(claim[0] == key for claim in c.claims)), None)

    def _rows_moved(self, chart, rows):
        wanted = {squeezed(claim[0]): claim for claim in chart.claims}
        lines = []
        for key, row in rows.items():
            if key not in wanted:
                told = "; ".join(folded(c) for c in row.cells if squeezed(c) != key)
                lines.append(f"row: {key}: {told} -> no longer in the chart")
            elif line := parts.row_moved(row.cells, chart, wanted[key][0]):
                lines.append(line)
        if len(rows.keys() & wanted.keys()) * 2 >= len(wanted):  # a table, not one row that was quoted
            lines += [
                f"row: {key}: not in the document -> {claim[2]}" for key, claim in wanted.items() if key not in rows
            ]
        return lines

    def _flowed_tables(self):
        """A Verdict for each table of figures whose cells have flowed into the words of pages, as in a PDF."""
        pages = [item for item in self.items if isinstance(item, Words) and item.kind == "page"]
        text = "\n".join(item.text for item in pages)
        for name in dict.fromkeys(self.today.name(t) for t in traces(text) if self.today.known(t)):
            moved = parts.flowed_rows_moved(text, self.today.charts[name])
            if moved is not None:
                item = next(page for page in pages if self.today.named(page.text) or page is pages[-1])
                yield Verdict(name, OUTDATED if moved else CURRENT, "table of figures", "", tuple(moved), item)
