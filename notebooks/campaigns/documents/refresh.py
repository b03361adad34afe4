"""A finished Word or PowerPoint file brought up to date in place, as a copy: pictures, captions, tables, notes.

Size, position and crop stay, and so does every word that is the author's. What a chart printed in its day is known
from the picture that is replaced; only those very words, or words very like today's beside a trace, are changed.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from campaigns import project
from campaigns.charts.chart import quoted
from campaigns.documents import audit, inplace, tables
from campaigns.documents.audit import parts, raster
from campaigns.documents.audit.held import LABEL, Picture, Words, folded
from campaigns.documents.audit.office import slides, word
from campaigns.documents.audit.package import Package
from campaigns.documents.audit.texts import Texts
from campaigns.documents.audit.today import Today, language_of
from campaigns.documents.audit.traces import NUMBER, seen, traces
from campaigns.documents.drawn_anew import Replacer

_PROPERTIES = "docProps/custom.xml"
_READERS = {".docx": word, ".docm": word, ".dotx": word, ".pptx": slides, ".pptm": slides, ".ppsx": slides}
_NEAR = 6  # paragraphs between a picture of no known chart and words that may tell of it
_TRACE = r"({name}[^0-9a-zA-Z]+\w+[^0-9a-zA-Z]+)(\d[\d.]*\d)([^0-9a-zA-Z]+\w+[^0-9a-zA-Z]+)({digest})"


@dataclass
class Work:
    """A file on its way: path, items, charts of today, what is outdated, parts that changed, what was done."""

    path: Path
    items: list
    today: Today
    told: list
    files: dict = field(default_factory=dict)  # {part: bytes} of parts that are new or changed
    done: list = field(default_factory=list)
    kept: list = field(default_factory=list)  # lines on what is the author's own where a chart's words are
    beside: dict = field(default_factory=dict)  # {id of words beside a picture that stays as it was: name of a chart}

    def note(self, item, what):
        """Write down what was done to an item, and that its part has changed."""
        self.files.setdefault(item.part, None)
        place = f"{item.place}: " if item.place else ""
        self.done.append(f"{place}{what}")

    def words_of(self, name):
        """The words that the pictures of a chart carry, as they were in the file."""
        pictures = [v.item for v in self.told if v.name == name and isinstance(v.item, Picture)]
        return [raster.words(content) for picture in pictures for content in picture.files]


def refreshed(path, charts, failures=None, out=None, album=None):
    """Write the copy; returns (its path, lines of what was replaced, lines of what is left to the author).

    path: a docx or pptx file. out: the copy, by default NAME.refreshed.docx beside it. Raises CannotRead, OSError.
    """
    path, album = Path(path), album or audit.Album(charts)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise audit.CannotRead(f"{path}: only Word and PowerPoint files can be refreshed")
    audit.guarded(path)
    items = audit.look_into(path)
    told = audit.audit(items, charts, failures, album)
    work = Work(path, items, Today(charts, failures, language_of(items)), told)
    names = dict.fromkeys(v.name for v in told if v.state == audit.OUTDATED and v.name in work.today.charts)
    pictures = Replacer(work, album)
    for name in list(names):
        olds = _old_words(work, name)
        pictures.replace(name)
        if _keep_beside(work, name, pictures.done):
            del names[name]  # its trace in the properties stays too
        _replace_words(work, name, olds)
        tables.replace(work, name)
        tables.replace_on_slides(work, name)
        _replace_description(work, name)
    _replace_findings(work)
    _renew_properties(work, names)
    target = Path(out) if out else path.with_name(f"{path.stem}.refreshed{path.suffix}")
    project.write(target, _written(work))
    left = _left(told, audit.audit(audit.look_into(target), charts, failures, album))
    return target, work.done, [*audit.listed(left), *work.kept]


def _left(before, after):
    """The Verdicts on what is left to the author: old numbers in prose, known by the pictures before, and the rest."""
    numbers = [v for v in before if v.what == "number" and v.name and v.is_fault]
    said = {line.rpartition("”: ")[0] for verdict in numbers for line in verdict.details}
    return numbers + [
        verdict
        for verdict in after
        if verdict.is_fault
        and not (verdict.what == "number" and {line.rpartition("”: ")[0] for line in verdict.details} <= said)
    ]


def _keep_beside(work, name, replaced):
    """Leave the words beside a picture of a chart that is not today's and was not replaced (``replaced``: ids of those
    that were), for they tell of that one; returns whether there are any."""
    shown = [v for v in work.told if v.what == "picture" and isinstance(v.item, Picture)]
    own = [v for v in shown if v.name == name] or [v for v in shown if not v.name]
    for item in _tellers(work, name):
        verdict = _beside(work.items, item, own)
        if verdict and verdict.state != audit.CURRENT and id(verdict.item) not in replaced:
            work.beside[id(item)] = name
    if name in work.beside.values():
        work.kept.append(f"{name}: a picture is not today’s and was not replaced; the words beside it stay as they are")
    return name in work.beside.values()


def _beside(items, item, own):
    """Of the Verdicts on pictures of a chart, or on those of no known one, that on the picture which words tell of."""
    if item.place.startswith("slide"):
        return next((v for v in own if v.item.place.split(",")[0] == item.place), None)
    at = {id(one): n for n, one in enumerate(items)}
    above = (one for one in items[at[id(item)] :: -1] if isinstance(one, Words) and (one.kind != "list" or one is item))
    label = next(filter(None, (LABEL.match(one.text) for one in above)), None)
    of_number = [v for v in own if label and f"Figure {label[1]}" in v.item.place.split(", ")]
    near = min(of_number or own, key=lambda v: abs(at[id(v.item)] - at[id(item)]), default=None)
    is_beside = near and (near.name or abs(at[id(near.item)] - at[id(item)]) <= _NEAR)
    return near if is_beside else None


def _written(work):
    """The bytes of the copy: parts that did not change are copied as they are."""
    roots = {
        item.part: item.mark.getroottree().getroot() for item in work.items if getattr(item, "mark", None) is not None
    }
    out = io.BytesIO()
    with zipfile.ZipFile(work.path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = work.files.pop(part.filename, b"")
            if content is None:
                content = etree.tostring(roots[part.filename], xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(part, content or old.read(part))
        for name, content in work.files.items():
            new.writestr(name, content)
    return out.getvalue()


def _old_words(work, name):
    """{part: the texts that a chart printed in its day}, from the pictures of it that the file still holds."""
    chart, found = work.today.charts[name], {}
    lines = [line for text in work.words_of(name) for line in text.split("\n") if line.strip()]
    for part, now in parts.said(chart).items():
        near = [parts.older(now, [line]) for line in lines if not parts.holds(line, now)]
        found[part] = list(dict.fromkeys(filter(None, near)))
    return found


def _renew_properties(work, names):
    """Today's traces in the properties of the file by which its charts are found."""
    package = Package(work.path.read_bytes())
    if _PROPERTIES not in package.names:
        return
    root = package.xml(_PROPERTIES)
    for holder in [e for e in root.iter() if e.text and not len(e)]:
        for trace in traces(holder.text):
            if (name := work.today.name(trace)) in names:
                holder.text = work.today.charts[name].trace
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if content != package.read(_PROPERTIES) and names:
        work.files[_PROPERTIES] = content


def _replace_words(work, name, olds):
    """Traces, titles, subtitles, notes and sources of a chart, in the paragraphs that tell of it."""
    chart = work.today.charts[name]
    for item in _tellers(work, name):
        if tables.describes(item) or id(item) in work.beside:
            continue
        before = inplace.text_of(item.mark)
        _renew_trace(item.mark, chart)
        for part, now in parts.said(chart).items():
            _renew_part(item.mark, now, olds[part])
        if (after := inplace.text_of(item.mark)) != before:
            work.note(item, f"{before.strip()} -> {after.strip()}")


def _tellers(work, name):
    """The paragraphs that a chart's own words may stand in: round a trace, in lists, titles and notes; each once."""
    texts, found = Texts(work.items, work.today), {}
    for n in range(len(work.items)):
        if any(work.today.name(trace) == name for trace in texts.found[n]):
            found |= {id(other): other for other in texts.around(n, name)}
    told = [v.item for v in work.told if v.name == name and v.what not in ("number", "table of figures", "finding")]
    found |= {id(item): item for item in told if isinstance(item, Words)}
    places = {item.place for item in found.values() if item.place.startswith("slide")}
    found |= {id(i): i for i in work.items if isinstance(i, Words) and i.place in places}
    return [item for item in work.items if id(item) in found and item.mark is not None]


def _renew_trace(paragraph, chart):
    """Today's version and digest in place of old ones after a chart's name."""
    version = re.search(r"· data (\S+) ·", chart.trace)
    pattern = _TRACE.format(name=re.escape(chart.name), digest="[0-9a-fA-F]{8}")
    for found in reversed(list(re.finditer(pattern, inplace.text_of(paragraph), re.IGNORECASE))):
        inplace.replace(paragraph, *found.span(4), chart.digest)
        if version:
            inplace.replace(paragraph, *found.span(2), version[1])


def _renew_part(paragraph, now, olds):
    """Today's words of a part in place of old ones; within quotation marks they have single ones inside."""
    text = inplace.text_of(paragraph)
    if parts.holds(text, now):
        return
    for old in sorted(olds, key=len, reverse=True):
        for as_said in (str, _within):
            place = re.search(_however_kept(as_said(old)), text)
            if place:
                new = as_said(now)
                inplace.replace(paragraph, *place.span(), new.rstrip(".") if not old.endswith(".") else new)
                return
    if place := parts.place(now, text):
        ended, held = text[place[1] : place[1] + 1] == ".", text[slice(*place)]
        new = _within(now) if "‘" in held and "“" not in held else now
        inplace.replace(paragraph, *place, new.rstrip(".") if ended or text[place[1] - 1] != "." else new)


def _however_kept(text):
    """The pattern of a text with any white space between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _within(text):
    return quoted(text)[1:-1]


def _replace_findings(work):
    """Findings as they were, by those of today; one that somebody edited is the author's."""
    for verdict in work.told:
        if verdict.what == "finding" and verdict.state == audit.OUTDATED:
            was, _, now = verdict.details[0].partition(" -> ")
            _renew_numbers(verdict.item.mark, now)
            work.note(verdict.item, f"{was} -> {now}")


def _renew_numbers(paragraph, now):
    """Today's numbers in a paragraph that differs from today's words in its numbers alone: its looks stay."""
    held, wanted = (list(NUMBER.finditer(text)) for text in (inplace.text_of(paragraph), now))
    for old, new in reversed(list(zip(held, wanted, strict=True))):
        if old[0] != new[0]:
            inplace.replace(paragraph, *old.span(), new[0])


def _replace_description(work, name):
    """The long description in the notes of a slide: whole where it is as it was, line by line where it was edited."""
    chart = work.today.charts[name]
    lines = {folded(seen(line)): line for line in chart.long_alt.split("\n")}  # as compared: as written
    for verdict in [v for v in work.told if v.name == name and v.what == "notes" and v.details]:
        pairs = dict(
            line.removeprefix("row: ").split(" -> ", 1) for line in verdict.details if line.startswith("row: ")
        )
        held = [i for i in work.items if isinstance(i, Words) and i.kind == "notes" and i.place == verdict.place]
        for item in [i for i in held if id(i) not in work.beside]:
            new = pairs.pop(folded(seen(item.text)), None)
            new = lines.get(new, new)
            if new and new != "no longer in the chart":
                inplace.set_text(item.mark, new)
            elif new:
                item.mark.getparent().remove(item.mark)
            if new:
                work.note(item, f"{item.text} -> {new}")
        last = next(
            (
                i
                for i in reversed(held)
                if parts.holds(chart.long_alt, inplace.text_of(i.mark)) and re.search(": |：", i.text)
            ),
            None,
        )
        for old, new in pairs.items():
            if old == "not in the document" and last is not None:
                inplace.add_after(last.mark, [lines.get(new, new)])
                work.note(last, f"new: {new}")
