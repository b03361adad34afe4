"""Which caption belongs to which picture: its number, and whether it is that of the chart that is shown."""

from campaigns.documents.audit.held import LABEL, Picture, Words
from campaigns.documents.audit.verdict import CURRENT, OUTDATED, UNSURE


def number(items):
    """Give each picture its place: its number in the document, and the number of its caption."""
    pictures = [n for n, item in enumerate(items) if isinstance(item, Picture)]
    if len(items) == 1:
        return
    above = _stand_above(items, pictures)
    for number, n in enumerate(pictures, 1):
        label = _label(reversed(items[max(0, n - 4) : n]) if above else items[n + 1 : n + 5])
        names = [items[n].place, f"Figure {label[1]}" if label else "", f"picture {number}"]
        items[n].place = ", ".join(filter(None, names))


def _label(items):
    """The number at the beginning of the first caption among items, as a match; or None."""
    texts = [item.text for item in items if isinstance(item, Words) and item.kind not in ("page", "list")]
    return next(filter(None, map(LABEL.match, texts)), None)


def _stand_above(items, pictures):
    """Whether captions stand above their pictures, as that of the first one does."""
    return bool(pictures) and _label(items[: pictures[0]][-1:]) is not None


def doubt(items, worded, shown):
    """Doubt the Verdicts on pictures, of which those on words say that their captions are of other charts only.

    All captions up to the next picture may be its own, on a slide all there: pictures and captions stand in many ways.
    """
    pictures = [n for n, item in enumerate(items) if isinstance(item, Picture)]
    above, names, places = _stand_above(items, pictures), {}, {id(item): n for n, item in enumerate(items)}
    for verdict in worded:
        names.setdefault(id(verdict.item), []).append(verdict.name if verdict.what in ("caption", "title") else "")
    for verdict in [one for one in shown if one.what == "picture" and one.state in (CURRENT, OUTDATED)]:
        around = _around(items, pictures, places[id(verdict.item)], above)
        said = [(item, name) for item in around for name in names.get(id(item), ()) if name]
        heads = [name for item, name in said if item.kind in ("caption", "title") or LABEL.match(item.text)]
        if heads and verdict.name not in [name for _, name in said]:
            verdict.details += (f"the caption at this picture is that of chart {heads[-1 if above else 0]}",)
            verdict.state = UNSURE if verdict.state == CURRENT else OUTDATED


def _around(items, pictures, n, above):
    """The Words that may caption the picture that is item number n."""
    place = items[n].place.split(",")[0]
    if place.startswith("slide"):
        held = items
    elif above:
        held = items[max((m for m in pictures if m < n), default=-1) + 1 : n]
    else:
        held = items[n + 1 : min((m for m in pictures if m > n), default=len(items))]
    same = [item for item in held if isinstance(item, Words) and item.kind not in ("page", "list", "notes")]
    return [item for item in same if not place.startswith("slide") or item.place.split(",")[0] == place]
