"""The parts of what a chart says, held against what a document says of it: which moved, from what to what."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest

from campaigns.charts.chart import LEFT_OUT, SOURCES
from campaigns.documents import caption, rows
from campaigns.documents.audit.held import folded, squeezed
from campaigns.documents.audit.traces import plain, seen, typed, without_numbers

_SOURCES, _LEFT_OUT = (tuple(folded(plain(words)) for words in pair) for pair in (SOURCES, LEFT_OUT))
_WORD = re.compile(r"\d[\d,.]*\d|[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|[^\w\s\u2060]")  # a Chinese character is a word
_ALIKE = 0.6  # share of words from which a text is an older version of another
_MUCH_ALIKE = 0.8  # share from which it is changed in place
_MOST = 400  # words of a text that are compared
_FEW = 3  # words: a text of fewer is not told from any other


def said(chart):
    """{part: text} of the words that are printed around a chart."""
    parts = {"title": chart.title, "subtitle": chart.subtitle, "note": chart.note, "how to read": chart.how_to_read}
    return {part: text for part, text in {**parts, "sources": chart.sources}.items() if text}


def _forms_of_sources(chart):
    """The other forms in which we print the sources: as in a list to copy, shortened as below a chart.

    For these a chart that a run has told of is drawn.
    """
    named = [source.words for source in caption.Card(0, chart, chart.sheet.language).sources]
    yield from filter(None, ["; ".join(named), "；".join(named)])
    yield from (chart.small_print(most).partition(chart.sheet.say(SOURCES))[2] for most in (3, 1))


def holds(text, part):
    """Whether a text holds a part of a chart, whatever its white space and its last full stop."""
    return _bare(part) in _bare(text)


@lru_cache(20_000)
def _bare(text):
    bare = squeezed(typed(text)).rstrip(".。").casefold().replace(";", ",")
    return bare.replace("\\", "").replace("-", "")  # a hyphen at the end of a line is lost in many PDFs


def older(part, texts):
    """The older version of a part among texts: the most like it, cut out of what is around it; None if none is."""
    found = 0, None
    for text in texts:
        if len(_set(part) & _set(text)) >= _ALIKE * len(_set(part)):
            share, start, end = _stretch(part, seen(text))
            found = max(found, (share, folded(seen(text)[start:end])), key=lambda pair: pair[0])
    return found[1] if found[0] >= _ALIKE else None


def place(part, text):
    """(start, end) of the older version of a part in a text, or None if no stretch of it is so like the part."""
    share, start, end = _stretch(part, text)
    return (start, end) if share >= _MUCH_ALIKE else None


def likeness(one, other, least=0):
    """Share of words that two texts have in common, each in its order; 0 where it is less than ``least``."""
    matcher = SequenceMatcher(None, _words(one), _words(other), autojunk=False)
    may_be = matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least
    return matcher.ratio() if may_be else 0


@lru_cache(20_000)
def _words(text):
    return tuple(_WORD.findall(typed(text))[:_MOST])


@lru_cache(20_000)
def _set(text):
    return frozenset(_words(text))


def _stretch(part, text):
    """(share of the words of a part that stand in a text in their order, start and end of the stretch with them)."""
    wanted, places = _words(part), [found.span() for found in _WORD.finditer(text)][:_MOST]
    held = [typed(text[start:end]) for start, end in places] if len(wanted) > _FEW else []
    matcher = SequenceMatcher(None, wanted, held, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0, 0, 0
    first = max(0, blocks[0].b - blocks[0].a)
    last = min(len(held), blocks[-1].b + len(wanted) - blocks[-1].a)
    share = sum(block.size for block in blocks) / max(len(wanted), last - first)
    return share, places[first][0], places[last - 1][1]


def moved(chart, texts, whole=None):
    """Lines "title: old -> new" for every part of a chart of which the texts hold only an older version.

    whole: where the part of today may stand too, by default in the texts.
    """
    whole = "\n".join(texts) if whole is None else whole
    lines = []
    for part, text in said(chart).items():
        if holds(whole, text) or not (old := older(text, texts)) or _is_other(part, old):
            continue
        if part != "sources" or not _names_sources(whole, chart):
            lines.append(f"{part}: {old} -> {text}")
    return lines


def _is_other(part, old):
    """Whether what is like a part is none: the line below a chart, which begins as the way to read it does and goes
    on with the sources."""
    return part == "how to read" and not re.search(r"Signs:|符号[:：]", old)


def _names_sources(text, chart):
    """Whether a text names today's sources: all in some order, or in a form in which we print them."""
    listed = re.split(r"[;；]", chart.sources)
    return all(holds(text, one) for one in listed) or any(holds(text, form) for form in _forms_of_sources(chart))


def rows_moved(description, chart):
    """Lines "old -> new" of a description that a picture carries (Chart.long_alt of its day), each with its part.

    None if the text is no description of a chart.
    """
    old = [line for line in map(folded, seen(description).split("\n")) if line]
    told = list(map(plain, old))
    if len(old) < 2 or not any(line.startswith(_SOURCES) for line in told):
        return None
    begins = [n for n, line in enumerate(old) if _first_words(line) == _first_words(chart.alt)] or [0]
    end = next((n for n in range(begins[0], len(old)) if told[n].startswith(_SOURCES)), len(old) - 1)
    start = max(n for n in (0, *begins) if n <= end)  # an SVG says its short text before the long one
    old, new = old[start : end + 1], [folded(seen(line)) for line in chart.long_alt.split("\n") if line.strip()]
    lines, pair = [], [tuple(map(plain, held[:_MOST])) for held in (old, new)]
    for kind, a, b, c, d in SequenceMatcher(None, *pair, autojunk=False).get_opcodes():
        for was, now in zip_longest(old[a:b], new[c:d]) if kind != "equal" else ():
            part = _part(now or was, chart)
            if part == "words" and was and now:
                lines += moved(chart, [was]) or [f"title or subtitle: {was} -> {now}"]
            else:
                lines.append(f"{part}: {was or 'not in the document'} -> {now or 'no longer in the chart'}")
    return lines


def _first_words(text):
    return re.split("[.。]", plain(text), maxsplit=1)[0].casefold()


def _part(line, chart):
    line = plain(line)
    if line.startswith(_LEFT_OUT):
        return "left out"
    if line.startswith(_SOURCES):
        return "sources"
    if line == folded(plain(chart.alt)) or _first_words(line) == _first_words(chart.form):
        return "words"
    for part in ("note", "how to read"):
        text = folded(plain(said(chart).get(part, "")))
        if text and (line == text or older(text, [line])):
            return part
    return "row"


def row_moved(cells, chart, key):
    """What moved in the cells of a table's row for the row of a chart, or None; key: that of the row.

    Where what is drawn is there as it is today, other cells are the author's, unless they are like what is not there.
    """
    told = rows.told(chart)
    place = list(told).index(key)
    row = next(iter(chart.rows[place : place + 1].to_dict("records")), {})  # none of a line of reference
    is_id = told[key][-1] == key  # else it is who the row is of, which is a cell to be held against too
    about, drawn, *printed = told[key][:-1] if is_id else told[key]
    others = {_bare(cell): folded(cell) for cell in cells if not is_id or squeezed(cell) != squeezed(key)}
    known = {_bare(text) for value in row.values() for text in _written(value)} | {_bare(_said_in(chart, key))}
    as_drawn = {_bare(text) for text in (drawn, _said_in(chart, key), *_written(row.get("value", "")))}
    is_told = not others.keys().isdisjoint(as_drawn - {""})  # a blank cell tells nothing
    absent = [text for text in (drawn, *printed, about) if text and _bare(text) not in others]
    absent = [text for text in absent if text != drawn or not is_told]
    strange = [
        cell for bare, cell in others.items() if bare not in known | {_bare(t) for t in (about, drawn, *printed)}
    ]
    if is_told:
        strange = [cell for cell in strange if any(_is_like(cell, text) for text in absent)]
    return f"row: {key}: {'; '.join(strange)} -> {'; '.join(absent) or 'blank'}" if strange else None


def _said_in(chart, key):
    """What is drawn of a row, without what is counted."""
    return next((said for one, _, said, _ in chart.claims if one == key), "")


def _written(value):
    """A cell of a chart's row in the ways in which a table may hold it."""
    return (f"{value:.15g}", f"{value:,.15g}") if isinstance(value, float | int) else (str(value),)


def _is_like(cell, text):
    return without_numbers(cell) == without_numbers(text) or likeness(cell, text) >= _ALIKE


def flowed_rows_moved(text, chart):
    """Lines "old -> new" from a table of figures whose cells have flowed into one text, or None if there is none.

    The figure_ids are the fixed points: what stands before one of them is its row.
    """
    tables = [_flowed(part, chart) for part in re.split(rf"(?=Chart\s+{re.escape(chart.name)}\s)", text)[1:]]
    return min((moved for moved in tables if moved is not None), key=len, default=None)


def _flowed(text, chart):
    moved, at = [], 0
    for key, cells in rows.told(chart).items():
        if cells[-1] != key:
            return None
        new = cells[:-1]
        letters = ("-?" if letter == "-" else re.escape(letter) for letter in squeezed(key))
        key_place = re.compile(r"(?<![\w-])" + r"\s*".join(letters) + r"(?![\w-])")
        places = list(key_place.finditer(text, at))[:20]
        if not places:
            return None
        wanted = _bare("".join(new))
        place = next((p for p in places if _bare(text[at : p.start()]).endswith(wanted)), None)
        if place is None:
            place = places[0]
            old = folded(text[at : place.start()])[-(len(" ".join(new)) + 40) :]  # as much as the row may have held
            moved.append(f"row: {key}: {old} -> {'; '.join(filter(None, new))}")
        at = place.end()
    return moved if chart.claims else None
