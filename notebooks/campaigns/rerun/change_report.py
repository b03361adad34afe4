"""Say what an edit moved: rows added, removed and changed, and the charts, with what was said and is said now."""

import base64
import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from campaigns import project
from campaigns.record import schema, tables

REPORT = "CHANGES.html"
TOLD = 20  # rows and charts that the terminal lists; the page has them all


@dataclass(frozen=True)
class RowChange:
    """A row that was added (before empty), removed (after empty) or changed; cells: {column: text}."""

    file: str
    key: str
    before: dict
    after: dict

    @property
    def cells(self):
        """(column, old, new) of every cell that differs."""
        return _moved_cells(self.before, self.after)

    @property
    def is_note(self):
        """Whether only notes moved, which no number depends on."""
        return bool(self.before and self.after) and {column for column, *_ in self.cells} <= {"note"}

    def __str__(self):
        if not self.before or not self.after:
            return f"{self.file}, {self.key}: row {'added' if self.after else 'removed'}"
        told = "; ".join(f"{column} {old or 'blank'} -> {new or 'blank'}" for column, old, new in self.cells)
        return f"{self.file}, {self.key}: {'only the note: ' if self.is_note else ''}{told}"


@dataclass(frozen=True)
class Picture:
    """A chart as it lies in figures/: its title, its exported rows as {key: {column: text}}, its PNG as bytes."""

    title: str = ""
    rows: dict = field(default_factory=dict)
    png: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, path):
        """Of the chart whose PNG has this path."""
        from PIL import Image

        png, exported = path.read_bytes(), path.with_suffix(".csv")
        lines = csv.DictReader(exported.read_text("utf-8-sig").splitlines(keepends=True)) if exported.exists() else []
        rows = {}
        for line in lines:
            key = line["figure_id"] if "figure_id" in line else next(iter(line.values()), "")
            while key in rows:
                key += " (again)"
            rows[key] = line
        return cls(Image.open(io.BytesIO(png)).info.get("Title", ""), rows, png)

    @property
    def shown(self):
        """The picture as an HTML page holds it."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode()


@dataclass(frozen=True)
class ChartChange:
    """A chart that came out differently: what it was and what it is (None: it was or is not there)."""

    name: str
    was: Picture | None
    now: Picture | None

    @cached_property
    def moves(self):
        """(what, old words, new words) of the title and each row that differs; words are blank for a row not there."""
        if not (self.was and self.now):
            return []
        old, new = ({"title": {"said": picture.title}} | picture.rows for picture in (self.was, self.now))
        keys = [key for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)]
        return [(key, *_words(old.get(key, {}), new.get(key, {}))) for key in keys]

    @property
    def words(self):
        """In a few words what became of it, where no row and no title says more."""
        if not (self.was and self.now):
            return "new" if self.now else "gone"
        return "" if self.moves else "its rows are the same; it is drawn otherwise, or other words stand on it"

    def __str__(self):
        moves = [f"  {key}: {old or 'not there'} -> {new or 'no longer there'}" for key, old, new in self.moves]
        return "\n".join([f"{self.name}: {self.words}".rstrip(": "), *moves])


@dataclass(frozen=True)
class Snapshot:
    """Tables as {name: {key: {column: text}}}, charts as {name: Picture}, notebooks as {name: digest} at one moment."""

    tables: dict
    charts: dict
    notebooks: dict

    @classmethod
    def take(cls, notebooks, data):
        """Of figures/, of the notebooks ({name: digest}) and of the tables in the folder ``data`` (None: no tables)."""
        read = tables.read_all(data) if data and Path(data).exists() else {}
        charts = {path.stem: Picture.of(path) for path in sorted(project.figures().glob("*.png"))}
        return cls({name: _by_key(table) for name, table in read.items()}, charts, dict(notebooks))


def row_changes(before, after):
    """RowChanges between two sets of tables, in the order of the tables and rows."""
    found = []
    for name, new in after.items():
        old = before.get(name, {})
        found += [
            RowChange(f"{name}.csv", key, old.get(key, {}), new.get(key, {}))
            for key in [*new, *(key for key in old if key not in new)]
            if old.get(key) != new.get(key)
        ]
    return found


def chart_changes(before, after):
    """ChartChanges between the charts of two snapshots: title, rows or picture differ."""
    names = dict.fromkeys([*after, *before])
    return [ChartChange(n, before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)]


def report(before, after, failed=0):
    """The report as lines for the terminal; where rows or charts moved, figures/CHANGES.html is written anew.

    failed: how many notebooks did not run; they are as they were, which is not to be unchanged.
    """
    rows = row_changes(before.tables, after.tables) if before.tables else []
    charts = chart_changes(before.charts, after.charts)
    texts = [name for name, digest in after.notebooks.items() if before.notebooks.get(name) != digest]
    still = len(after.charts) - len([chart for chart in charts if chart.now])
    same = f"Unchanged: {len(after.notebooks) - len(texts) - failed} notebooks and {still} charts."
    if failed:
        same += f" {failed} notebook{'s' * (failed > 1)} failed and stayed as before."
    lines = _some([f"Row changed: {row}" for row in rows]) + _some([f"Chart moved: {chart}" for chart in charts])
    if rows and all(row.is_note for row in rows):
        lines.append("Only notes changed: no number moved.")
    if texts:
        lines.append(f"Notebooks that changed: {', '.join(texts)}")
    page, lines = project.figures() / REPORT, [*lines, same]
    if not (rows or charts):
        return [*lines, f"{page} still tells of the last edit that moved a row or a chart."] if page.exists() else lines
    try:
        project.write(page, _page(rows=rows, charts=charts, texts=texts, same=same).encode())
    except OSError as problem:
        return [*lines, f"{page} cannot be written ({problem.strerror}): it tells of an earlier edit, if any."]
    return [*lines, f"With pictures: {page}"]


def _some(lines):
    more = [f"... and {len(lines) - TOLD} more, in {REPORT}"] if len(lines) > TOLD else []
    return [*lines[:TOLD], *more]


def _moved_cells(old, new):
    return [
        (c, old.get(c, ""), new.get(c, "")) for c in dict.fromkeys([*old, *new]) if old.get(c, "") != new.get(c, "")
    ]


def _words(old, new):
    """What a row said and says: its own words where they differ or it is not there, else the cells that do."""
    said = [row.get("said", "; ".join(filter(None, row.values()))) for row in (old, new)]
    if said[0] != said[1]:
        return said
    cells = _moved_cells(old, new)
    return ["; ".join(f"{column} {cell[side] or 'blank'}" for column, *cell in cells) for side in (0, 1)]


def _by_key(table):
    """{key: record} of a Table; one that cannot be read is as good as none."""
    keys = schema.declaration()[table.name]["schema"]["primaryKey"]
    try:
        return {" ".join(record[k] for k in keys): record for record in table.records()}
    except (ValueError, KeyError):
        return {}


def _page(**held):
    from jinja2 import Environment, FileSystemLoader

    pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    return pages.get_template("changes.html.j2").render(held)
