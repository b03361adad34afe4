"""Is my figure still true? Every object of a document that shows or tells of a chart, held against the charts of today.

A picture is known by the trace that it carries, else by its looks; words by what they say. "current" is said of what
was looked at and is today's, of nothing else.
"""

from campaigns.documents.audit import captioned, native, raster, traces
from campaigns.documents.audit.album import FOLDER, Album
from campaigns.documents.audit.held import CannotRead, Picture, Unread
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
    RECORD,
    UNSURE,
    Verdict,
    listed,
    summary,
)

__all__ = [
    "CURRENT", "FOLDER", "LATE", "MENTIONED", "OUTDATED", "UNSURE", "Album", "CannotRead", "Shapes", "Verdict", "audit",
    "guarded", "listed", "look_into", "named", "summary",
]  # fmt: skip


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
    """The Verdicts on every Item of a document that shows or tells of a chart, in reading order.

    charts: those of today, in English. failures: {notebook: problem} of notebooks that do not run now
    (rerun.collect.charts). album: an Album of drawings, by default that of .cache/album.
    """
    today = Today(charts, failures, language_of(items))
    texts = Texts(items, today)
    pictures = Pictures(texts, album or Album(charts))
    captioned.number(items)
    worded = [*texts.judge(), *native.tables(items, today)]
    shown = [one for n, item in enumerate(items) if isinstance(item, Picture) for one in pictures.judge(n)]
    captioned.doubt(items, worded, shown)
    told = [*_mentions(_of_drawings(worded, pictures.altered), shown), *shown]
    told += [*Prose(texts, told).judge(), *_late(items, today)]
    order = {id(item): n for n, item in enumerate(items)}
    return sorted(told, key=lambda verdict: order[id(verdict.item)])


def _of_drawings(worded, altered):
    """The Verdicts on words; those that a drawing on a page says are no surer than the drawing."""
    for verdict in worded:
        if verdict.state == CURRENT and verdict.what == "words" and (verdict.place, verdict.name) in altered:
            verdict.state = UNSURE
    return worded


def _mentions(worded, shown):
    """The Verdicts on words; without a picture of the chart, one that is today's is no more than a mention."""
    names = {verdict.name for verdict in shown}
    for verdict in worded:
        if verdict.name not in {*names, RECORD} and verdict.state == CURRENT:
            verdict.state = MENTIONED
            verdict.details += ("a picture that cannot be identified may show it",) if "" in names else ()
    return worded


def _late(items, today):
    """Verdicts on what was not read, and on words that were not judged, for want of time."""
    for item in items:
        if isinstance(item, Unread):
            yield Verdict("", LATE, item.what, item.place, (), item)
    if today.late:
        first = items[min(today.late)]
        yield Verdict("", LATE, "words", f"from {first.place or 'here'} on", (), first)
