"""Is my figure still true? Find this project's charts in a document and compare them with the charts of today.

A chart leaves several traces, so that one may be lost on the way: the printed
line "Chart NAME · data VERSION · rows DIGEST" in the text, the same line inside
a picture's file, the rows in the table of figures, in speaker notes and in the
long description, and the alt text. Editing, saving in another program and
renamed pictures cost some of them, seldom all.
"""

import base64
import html
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from xml.etree import ElementTree

_TRACE = re.compile(r"Chart\s+(\w+)\s+·\s+data\s+(\S+)\s+·\s+rows\s+([0-9a-f]{8})\b")
_DATA_URI = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
_TEXT_ENDS = re.compile(r"</(?:p|li|tr|td|th|h\d|div|text|desc|figure)>|<br\s*/?>")
_OFFICE_PARAGRAPH, _OFFICE_ROW = re.compile(r"\}p$"), re.compile(r"\}tr$")
_OFFICE_CELL, _OFFICE_RUN = re.compile(r"\}tc$"), re.compile(r"\}(?:t|tab|br)$")
_ALIKE = 0.75  # alt texts that share so much are of one chart


class CannotRead(ValueError):
    """The file is not one that can be searched."""


@dataclass
class Found:
    """What a document holds: texts (one a place), rows of its tables, alt texts of its pictures."""

    texts: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    alts: list = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    """What is to be said of one chart: name, state ("current", "outdated", "cannot tell"), lines of detail."""

    name: str
    state: str
    details: tuple = ()

    def __str__(self):
        return "\n".join([f"{self.state:<12}{self.name}", *(f"{'':14}{line}" for line in self.details)])


def verdicts(path, charts, failures=None):
    """A Verdict for every chart of this project that a file holds, in the order in which they are found.

    failures: {notebook: problem} of notebooks that do not run now (collect.charts). Raises CannotRead if the file is missing, damaged or of a kind that is not known.
    """
    found, now = look_into(path), {chart.name: chart for chart in charts}
    traces = {}
    for text in found.texts:
        for name, _, digest in _TRACE.findall(text):
            traces.setdefault(name, Counter())[digest] += 1
    told = [
        _verdict(name, digests, now[name], found) if name in now else _lost(name, failures or {})
        for name, digests in traces.items()
    ]
    by_alt = (_by_alt(alt, now) for alt in _unclaimed(found.alts, traces, now))
    return told + [verdict for verdict in by_alt if verdict]


def _verdict(name, digests, chart, found):
    """What the traces of one chart say."""
    old = {digest: n for digest, n in digests.items() if digest != chart.digest}
    if not old:
        return Verdict(name, "current")
    details = [f"rows {', '.join(old)}, now {chart.digest}"]
    if chart.digest in digests:
        details.append(f"{sum(old.values())} of {sum(digests.values())} traces are old: it was replaced only in part")
    moved = _moved(name, chart, found)
    if moved is None:
        moved = ["which rows moved cannot be told: the file no longer holds the old ones"]
    elif not moved:
        moved = ["no claim as printed moved: a cell behind it did, such as a note, a source or a bound"]
    return Verdict(name, "outdated", (*details, *moved))


def _lost(name, failures):
    """A chart that is not made now: because its notebook fails, or because there is none of that name."""
    for notebook, problem in failures.items():
        if notebook[:2] == name[:2]:
            return Verdict(name, "cannot tell", (f"{notebook} {problem}",))
    return Verdict(name, "cannot tell", ("no notebook makes a chart of this name any more",))


def _moved(name, chart, found):
    """Lines "old -> new" of the rows that moved, from whatever the document still holds; None if it holds no rows."""
    old = _table_rows(name, found.rows)
    if old:
        new = {key: (about, said, printed) for key, about, said, printed in chart.claims}
        return [_row_moved(key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)]
    if flowed := [moved for text in found.texts if (moved := _flowed_rows_moved(text, chart)) is not None]:
        return flowed[0]
    told = [lines for text in found.texts if (lines := _described_rows(text, chart))]
    current = _described_rows(chart.long_alt, chart)
    told = [lines for lines in told if lines != current] or told
    return _lines_moved(told[0], current) if told else None


def _row_moved(key, old, new):
    if new is None:
        return f"{key}: {old[1]} -> no longer in the chart"
    if old is None:
        return f"{key}: not in the document -> {new[1]}"
    parts = [f"{was or 'blank'} -> {now or 'blank'}" for was, now in zip(old, new, strict=True) if was != now]
    told = parts[1:] if old[0] != new[0] and old[1] != new[1] else parts  # who and when repeats what is said
    return f"{key} ({new[0]}): {'; '.join(dict.fromkeys(told))}"


def _lines_moved(old, new):
    """Lines of two descriptions that differ, old and new paired in their order."""
    moved = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            was, now = old[a:b], new[c:d]
            for n in range(max(len(was), len(now))):
                before = was[n] if n < len(was) else "not in the document"
                moved.append(f"{before} -> {now[n] if n < len(now) else 'no longer in the chart'}")
    return moved


def _table_rows(name, rows):
    """{figure_id: (about, said, printed)} of a chart from the table of figures: the rows below its band."""
    held, inside = {}, False
    for cells in rows:
        if band := _TRACE.search(" ".join(cells)):
            inside = band[1] == name
        elif inside and len(cells) == 4:
            about, said, printed, key = cells
            held[key] = about, said, printed
    return held


def _flowed_rows_moved(text, chart):
    """Lines "old -> new" from a table of figures whose cells have flowed into one text, as in a PDF; or None.

    The figure_ids are the fixed points: what stands between two of them is a row.
    """
    bands = [(m.end(), m[1]) for m in _TRACE.finditer(text)]
    for n, (start, name) in enumerate(bands):
        part = text[start : bands[n + 1][0] if n + 1 < len(bands) else None]
        moved, at = [], 0
        for key, *new in chart.claims if name == chart.name else ():
            place = re.compile(r"\s*".join(map(re.escape, _squeezed(key)))).search(part, at)
            if place is None:
                break
            old, at = part[at : place.start()], place.end()
            if not _squeezed(old).endswith(_squeezed("".join(new))):
                moved.append(f"{key}: {' '.join(old.split())} -> {' '.join(filter(None, new))}")
        else:
            if name == chart.name:
                return moved
    return None


def _squeezed(text):
    return "".join(text.split())


def _described_rows(text, chart):
    """The lines of rows in a long description of a chart, or [] if the text holds none of that chart."""
    if not any(trace[0] == chart.name for trace in _TRACE.findall(text)) and text != chart.long_alt:
        return []
    lines = [line.strip() for line in text.split("\n")]
    starts = [n for n, line in enumerate(lines) if line.startswith(f"{chart.form}. ")]
    if not starts:
        return []
    rows = []
    for line in lines[starts[-1] + 1 :]:
        if line.startswith(("Left out: ", "Sources: ")) or line in (chart.how_to_read, chart.note):
            break
        rows.append(line)
    return rows


def _unclaimed(alts, traces, now):
    """Alt texts of pictures that no trace speaks for."""
    spoken_for = [now[name].alt for name in traces if name in now]
    return [alt for alt in dict.fromkeys(alts) if not any(_likeness(alt, known) > _ALIKE for known in spoken_for)]


def _by_alt(alt, now):
    """What an alt text alone says: which chart it may be, never that it is current; None for other pictures."""
    chart = max(now.values(), key=lambda chart: _likeness(alt, chart.alt), default=None)
    if chart is None or _likeness(alt, chart.alt) <= _ALIKE:
        return None
    if alt == chart.alt:
        return Verdict(chart.name, "cannot tell", ("known by its alt text alone, which is that of today",))
    return Verdict(chart.name, "cannot tell", (f"known by its alt text alone, which differs: {alt} -> {chart.alt}",))


def _likeness(a, b):
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def look_into(path):
    """What a file holds, as Found. Raises CannotRead."""
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise CannotRead(f"{path}: {path.suffix or 'no suffix'} is not searched; save it as {', '.join(_READERS)}")
    try:
        return reader(path.read_bytes())
    except FileNotFoundError:
        raise CannotRead(f"{path}: there is no such file") from None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, ElementTree.ParseError) as problem:
        raise CannotRead(f"{path}: cannot be read as {path.suffix[1:]} ({problem})") from None


def _office(content):
    """Word and PowerPoint: paragraphs, tables, alt texts and the pictures, whatever they are called."""
    found = Found()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist(), key=_reading_order):
            if re.match(r"(word|ppt)/.*\.xml$", name):
                _office_part(ElementTree.fromstring(package.read(name)), found)
            elif "/media/" in name:
                found.texts += _picture_texts(package.read(name))
    return found


def _reading_order(name):
    """Slides by their numbers, pictures last: the text says in which order the charts stand."""
    return "/media/" in name, [int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", name)]


def _office_part(root, found):
    """One part of a package as one text; a slide and its notes are a part each."""
    lines = []
    for element in root.iter():
        if _OFFICE_PARAGRAPH.search(element.tag):
            lines.append(_run_text(element))
        elif _OFFICE_ROW.search(element.tag):
            cells = [cell for cell in element if _OFFICE_CELL.search(cell.tag)]
            found.rows.append([_run_text(cell) for cell in cells])
        elif element.get("descr"):
            found.alts.append(element.get("descr"))
    found.texts.append("\n".join(lines))


def _run_text(element):
    pieces = (piece for piece in element.iter() if _OFFICE_RUN.search(piece.tag))
    return "".join(piece.text or "\n" if piece.tag.endswith("}t") else "\n" for piece in pieces).strip()


def _picture_texts(content):
    """The texts inside a picture: those of a PNG, or of an SVG."""
    if content.startswith(b"\x89PNG"):
        from PIL import Image

        with Image.open(io.BytesIO(content)) as picture:
            texts = {key: value for key, value in picture.info.items() if isinstance(value, str)}
        return ["\n".join(texts.values())] if texts else []
    return _markup(content).texts if b"<svg" in content[:2000] else []


def _png(content):
    return Found(texts=_picture_texts(content))


def _markup(content):
    """HTML and SVG: each figure a text of its own, alt texts, and pictures in data URIs."""
    source = content.decode("utf-8", "replace")
    found = Found(alts=[html.unescape(alt) for alt in re.findall(r'<img\b[^>]*\balt="([^"]+)"', source)])
    for encoded in _DATA_URI.findall(source):
        found.texts += _picture_texts(base64.b64decode(encoded))
    source = re.sub(r'"data:[^"]*"|<style.*?</style>', "", source, flags=re.DOTALL)
    found.rows += [
        [_plain(cell) for cell in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr\b.*?</tr>", source, re.DOTALL)
    ]
    pieces = re.split(r"(?=<figure\b)", source)
    found.texts += [_plain(piece) for piece in pieces]
    return found


def _plain(source):
    lines = _TEXT_ENDS.sub("\n", source)
    return html.unescape(re.sub(r"<[^>]*>", "", lines)).strip()


def _pdf(content):
    """PDF: the words of its pages and of its properties."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        properties = "\n".join(str(value) for value in (reader.metadata or {}).values())
        return Found(texts=[properties, "\n".join(page.extract_text() for page in reader.pages)])
    except PyPdfError as problem:
        raise CannotRead(str(problem)) from None


_READERS = {
    ".docx": _office, ".pptx": _office, ".html": _markup, ".htm": _markup, ".svg": _markup, ".png": _png, ".pdf": _pdf,
}  # fmt: skip
