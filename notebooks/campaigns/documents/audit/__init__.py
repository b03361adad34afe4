"""Is my figure still true? Every object of a document that shows or tells of a chart, held against the charts of today.

A picture is known by the trace that it carries, else by its looks; words by what they say. "current" is said of what
was looked at and is today's, of nothing else.
"""

from campaigns.documents.audit import native, raster, traces
from campaigns.documents.audit.album import FOLDER, Album
from campaigns.documents.audit.clock import Clock
from campaigns.documents.audit.held import LABEL, CannotRead, Picture, Unread, Words
from campaigns.documents.audit.opening import guarded, look_into
from campaigns.documents.audit.pictures import Pictures
from campaigns.documents.audit.prose import Prose
from campaigns.documents.audit.shapes import Shapes
from campaigns.documents.audit.texts import Texts
from campaigns.documents.audit.today import Today, language_of
from campaigns.documents.audit.verdict import (
    CURRENT,
    LATE,
    MENTIONED,
    OUTDATED,
    UNSURE,
    Verdict,
    listed,
    summary,
    worst,
)

__all__ = [
    "CURRENT", "FOLDER", "LATE", "MENTIONED", "OUTDATED", "UNSURE", "Album", "CannotRead", "Shapes", "Verdict", "audit",
    "guarded", "listed", "look_into", "named", "summary", "verdicts", "worst",
]  # fmt: skip


def verdicts(path, charts, failures=None, album=None, reader=guarded):
    """The Verdicts on every object of a file that shows or tells of a chart, in reading order.

    failures: {notebook: problem} of notebooks that do not run now (rerun.collect.charts). album: an Album of drawings,
    by default that of .cache/album. reader: look_into, or guarded, which reads in a process of its own.
    Raises CannotRead if the file is missing, damaged, protected, too large or of a kind that is not known.
    """
    return audit(reader(path), charts, failures, album)


def named(documents):
    """How the names of the charts begin ("02") that documents, lists of Items, name by their traces.

    None where a picture has no trace, or there is none at all: then it may be any chart.
    """
    found = set()
    for item in [item for items in documents for item in items]:
        files = item.files if isinstance(item, Picture) else ()
        texts = [getattr(item, name, "") for name in ("text", "alt", "words")] + list(map(raster.words, files))
        held = {trace.name[:2] for text in texts for trace in traces.traces(text)}
        if isinstance(item, Picture) and not held:
            return None
        found |= held
    return found or None


def audit(items, charts, failures=None, album=None):
    """The Verdicts on the Items of a document."""
    today = Today(charts, failures, language_of(items))
    clock = Clock()
    pictures, texts = Pictures(today, album or Album(charts), clock), Texts(items, today, clock)
    _numbered(items)
    worded, told = [*texts.judge(), *native.tables(items, today)], []
    for n, item in enumerate(items):
        if isinstance(item, Picture):
            judged = pictures.judge(item, texts.near(n))
            told += [judged] if judged else []
    told = [_by_its_words(verdict, items, today, clock) for verdict in told]
    told += [verdict for picture in told for verdict in _alt(picture, today)]
    for verdict in told:
        texts.old.setdefault(verdict.name, []).extend(line for line in verdict.details if " -> " in line)
    told = _mentions(told, worded)
    told += [*Prose(texts, told).judge(), *_late(items, clock)]
    order = {id(item): n for n, item in enumerate(items)}
    return sorted(told, key=lambda verdict: order.get(id(verdict.item), len(order)))


def _late(items, clock):
    """Verdicts on pages that were not read, and on words that were not judged, for want of time."""
    for item in items:
        if isinstance(item, Unread):
            yield Verdict("", LATE, "pages", item.place, (), item)
    if clock.late:
        first = items[min(clock.late)]
        yield Verdict("", LATE, "words", f"from {first.place or 'here'} on", (), first)


def _numbered(items):
    """Give each picture its place: its number in the document, and the number of its caption."""
    pictures = [n for n, item in enumerate(items) if isinstance(item, Picture)]
    if len(items) == 1:
        return
    above = bool(pictures) and _label(items[: pictures[0]][-1:]) is not None
    for number, n in enumerate(pictures, 1):
        near = reversed(items[max(0, n - 4) : n]) if above else items[n + 1 : n + 5]
        label = _label(near)
        names = [items[n].place, f"Figure {label[1]}" if label else "", f"picture {number}"]
        items[n].place = ", ".join(filter(None, names))


def _label(items):
    """The number at the beginning of the first caption among items, as a match; or None."""
    texts = [item.text for item in items if isinstance(item, Words) and item.kind not in ("page", "list")]
    return next(filter(None, map(LABEL.match, texts)), None)


def _by_its_words(verdict, items, today, clock):
    """A drawing in lines on a page of a PDF whose every word is on that page as today's drawing has it."""
    page = verdict.item.place.split(",")[0]
    if clock.is_over() or verdict.state != UNSURE or verdict.item.made_of not in ("lines", "rules"):
        return verdict
    from campaigns.documents.audit.inwords import drawn_as_today

    text = "\n".join(
        item.text for item in items if isinstance(item, Words) and item.kind == "page" and item.place == page
    )
    name = drawn_as_today(text, today)
    return Verdict(name, CURRENT, "picture", verdict.place, (), verdict.item) if name else verdict


def _alt(verdict, today):
    """The Verdict of a picture's alt text, where it tells of an older version of the chart."""
    name, old = today.titled(verdict.item.alt) if verdict.item.alt else (None, None)
    if name and old and name == verdict.name:
        line = f"title: {old} -> {today.charts[name].title}"
        yield Verdict(name, OUTDATED, "alt text", verdict.place, (line,), verdict.item)


def _mentions(pictures, worded):
    """All Verdicts; where no picture of a chart was found, its words that are today's are no more than a mention."""
    shown = {verdict.name for verdict in pictures if verdict.name}
    unknown = any(not verdict.name for verdict in pictures)
    for verdict in worded:
        if verdict.name not in shown and verdict.state == CURRENT:
            verdict.state = MENTIONED
            verdict.details += ("a picture that cannot be identified may show it",) if unknown else ()
    return [*pictures, *worded]
