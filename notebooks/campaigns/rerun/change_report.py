"""Say what an edit moved: rows added, removed and changed, and the charts with their old and new labels and pictures."""

import base64
import html
import json
from dataclasses import dataclass, field
from pathlib import Path

from campaigns import project
from campaigns.record import schema, tables

REPORT = "CHANGES.html"


@dataclass(frozen=True)
class RowChange:
    """A row that was added (before empty), removed (after empty) or changed; cells: {column: text}."""

    file: str
    key: str
    before: dict
    after: dict

    def cells(self):
        """(column, old, new) of every cell that differs."""
        columns = dict.fromkeys([*self.before, *self.after])
        return [
            (c, self.before.get(c, ""), self.after.get(c, ""))
            for c in columns
            if self.before.get(c, "") != self.after.get(c, "")
        ]

    def __str__(self):
        if not self.before or not self.after:
            return f"{self.file}, {self.key}: row {'added' if self.after else 'removed'}"
        told = "; ".join(f"{column} {old or 'blank'!r} -> {new or 'blank'!r}" for column, old, new in self.cells())
        return f"{self.file}, {self.key}: {told}"


@dataclass(frozen=True)
class ChartChange:
    """A chart that came out differently: lines of its text only before, only after, and both pictures (PNG bytes)."""

    notebook: str
    name: str
    old_lines: list
    new_lines: list
    old_picture: bytes = field(repr=False)
    new_picture: bytes = field(repr=False)

    def __str__(self):
        if not self.old_picture or not self.new_picture:
            return f"{self.name} ({self.notebook}): {'new' if self.new_picture else 'gone'}"
        told = [f"  was: {line}" for line in self.old_lines] + [f"  now: {line}" for line in self.new_lines]
        return "\n".join([f"{self.name} ({self.notebook})", *told])


@dataclass(frozen=True)
class Snapshot:
    """Tables, chart texts ({name: (notebook, text)}), pictures and notebooks as they are at one moment."""

    tables: dict
    charts: dict
    pictures: dict
    notebooks: dict

    @classmethod
    def take(cls, notebooks, data):
        """Of the given notebooks and of the tables in the folder ``data`` (None: no tables)."""
        read = tables.read_all(data) if data and Path(data).exists() else {}
        held = {name: _by_key(table) for name, table in read.items()}
        charts = {name: (path.name, text) for path in notebooks for name, text in chart_texts(path).items()}
        pictures = {path.stem: path.read_bytes() for path in project.figures().glob("*.png")}
        return cls(held, charts, pictures, {path.name: path.read_bytes() for path in notebooks})


def chart_texts(path):
    """{chart name: its text} of a saved notebook."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return {}
    texts = ["".join(o.get("data", {}).get("text/plain", "")) for cell in cells for o in cell.get("outputs", [])]
    return {text.split(":")[0].removeprefix("chart "): text for text in texts if text.startswith("chart ")}


def row_changes(before, after):
    """RowChanges between two sets of tables, in the order of the tables and rows."""
    found = []
    for name, new in after.items():
        old = before.get(name, {})
        keys = [*new, *(key for key in old if key not in new)]
        found += [
            RowChange(f"{name}.csv", key, old.get(key, {}), new.get(key, {}))
            for key in keys
            if old.get(key) != new.get(key)
        ]
    return found


def chart_changes(before, after):
    """ChartChanges between two snapshots: text or picture differs."""
    found = []
    for name in dict.fromkeys([*after.charts, *before.charts]):
        old, new = before.charts.get(name, ("", "")), after.charts.get(name, ("", ""))
        pictures = before.pictures.get(name, b""), after.pictures.get(name, b"")
        if old[1] != new[1] or pictures[0] != pictures[1]:
            gone, came = old[1].splitlines(), new[1].splitlines()
            lines = [line for line in gone if line not in came], [line for line in came if line not in gone]
            found.append(ChartChange(new[0] or old[0], name, *lines, *pictures))
    return found


def report(before, after):
    """Write figures/CHANGES.html and return the same report as lines for the terminal."""
    rows = row_changes(before.tables, after.tables) if before.tables else []
    charts = chart_changes(before, after)
    texts = [name for name, content in after.notebooks.items() if before.notebooks.get(name) != content]
    same = f"Unchanged: {len(after.notebooks) - len(texts)} notebooks and {len(after.charts) - len(charts)} charts."
    (project.figures() / REPORT).write_text(_page(rows, charts, texts, same), "utf-8")
    lines = [f"Row changed: {row}" for row in rows] + [f"Chart moved: {chart}" for chart in charts]
    if texts:
        lines.append(f"Notebooks that changed: {', '.join(texts)}")
    return [*lines, same, f"With pictures: {project.figures() / REPORT}"]


def _by_key(table):
    """{key: record} of a Table; one that cannot be read is as good as none."""
    keys = schema.declaration()[table.name]["schema"]["primaryKey"]
    try:
        return {" ".join(record[k] for k in keys): record for record in table.records()}
    except (ValueError, KeyError):
        return {}


def _page(rows, charts, texts, same):
    """The report as one self-contained HTML page."""
    parts = ["<!doctype html><html lang='en'><meta charset='utf-8'><title>What the last run changed</title>"]
    parts += [f"<style>{_STYLE}</style><h1>What the last run changed</h1>", "<h2>Rows</h2>", _rows_html(rows)]
    parts += [f"<h2>Charts</h2>{''.join(map(_chart_html, charts)) or '<p>None.</p>'}"]
    parts += [f"<p>Notebooks that changed: {html.escape(', '.join(texts)) or 'none'}.</p><p>{same}</p></html>"]
    return "\n".join(parts)


def _rows_html(rows):
    head = "<tr>" + "".join(f"<th scope='col'>{h}</th>" for h in ("File", "Row", "Column", "Was", "Is")) + "</tr>"
    body = [(row.file, row.key, *cell) for row in rows for cell in row.cells()]
    lines = ["<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in cells) + "</tr>" for cells in body]
    return f"<table>{head}{''.join(lines)}</table>" if lines else "<p>None.</p>"


def _chart_html(chart):
    pictures = ((chart.old_picture, "before"), (chart.new_picture, "now"))
    lines = [("was", line) for line in chart.old_lines] + [("is", line) for line in chart.new_lines]
    told = "".join(f"<div class='{kind}'>{html.escape(line)}</div>" for kind, line in lines)
    shown = "".join(
        f"<figure><img alt='{html.escape(chart.name)} {when}' src='data:image/png;base64,{base64.b64encode(png).decode()}'>"
        f"<figcaption>{when}</figcaption></figure>"
        for png, when in pictures
        if png
    )
    return f"<h3>{html.escape(chart.name)} <small>{html.escape(chart.notebook)}</small></h3>{told}<div class='two'>{shown}</div>"


_STYLE = """body{font:16px/1.45 system-ui,sans-serif;margin:2em auto;max-width:1300px;padding:0 1em;color:#1a1a1a}
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}
.two{display:flex;gap:1em}.two figure{flex:1;margin:0}img{max-width:100%;border:1px solid #ddd}
.was{color:#9a3d00}.was::before{content:"was: "}.is{color:#14507a}.is::before{content:"now: "}"""
