"""Propose what printed words do not say: campaign, metric, area, period, who counted; and the report's own data.

Proposals come from the text and from past rows of the record. Each row names its proposed cells in ``proposed``: they
are for a person to confirm, and nothing is proposed that the text or the record does not suggest.
"""

import re
from collections import Counter
from functools import cache

from campaigns.reading.announced import announced
from campaigns.reading.kinds import kinds
from campaigns.reading.nouns import NO_UNIT
from campaigns.reading.verbs import VERB
from campaigns.record import area_names, schema, tables
from campaigns.record.periods import NO_DAY, dates_of, period

#: The column of a draft that names its proposed cells.
PROPOSED = "proposed"

_PUBLISHER = re.compile(r"(?:来源|來源|Source)\s*[:：]\s*(?P<name>[^\s|,，。;；()（）]+(?: [A-Z][a-z]+)*)")


def propose(paragraphs, passages, source, found):
    """Fill blank cells of the source row and of each (figure row, Phrase) with proposals, named in ``proposed``.

    passages: (text, locators) of the lines that are read as one, in which the places of a Phrase are.
    """
    dates = dates_of(paragraphs)
    text = "\n".join(paragraphs)
    language = "zh" if len(re.findall(r"[\u4e00-\u9fff]", text)) > len(text) / 5 else "en"
    title = paragraphs[0].strip() if paragraphs and len(paragraphs[0]) <= 120 else ""
    publisher = _PUBLISHER.search(text)
    _fill(
        source,
        {"title": title, "published": dates.published, "event_date": dates.event, "language": language}
        | {"publisher": publisher and publisher["name"]},
        "To decide: is the year of its day the only one that the text names?" if dates.only_year and dates.day else "",
    )
    main, campaign = _main_area(paragraphs), _campaign(text, dates.day)
    seen, read_as = {}, {locator: (text, locators[0]) for text, locators in passages for locator in locators}
    for row, phrase in found:
        (line, first), place = read_as[int(row["locator"])], phrase.number[0]
        coming = announced(line, *phrase.number, dates.year)
        start, end, note = period(line[:place], paragraphs[: first - 1], dates, bool(coming))
        label = _label(line, phrase, seen)
        metric = _metric(phrase, "" if NO_UNIT in phrase.doubts else row["unit"], label)
        area = _area(line[:place])
        cells = {"campaign_id": campaign, "metric_id": metric, "area_id": main if area is None else area}
        cells |= {column: _usual(metric, column) for column in ("counted_by", "claim")}
        cells["scope"], narrower = _narrower(metric, label)
        if coming:
            cells["claim"], note = "target", _joined(f"To decide: announced ({coming}); a target or a plan?", note)
        start = NO_DAY if cells["claim"] == "standing" else start
        cells |= {"label_zh": label_zh(phrase, label)}
        cells |= dict(zip(("period_start", "start_basis", "period_end", "end_basis"), (*start, *end), strict=True))
        _fill(row, cells, _joined(narrower, note))


def _fill(row, cells, note=""):
    proposed = [column for column, text in cells.items() if text and row.get(column) == ""]
    row |= {column: cells[column] for column in proposed}
    if note:
        row["note"] = _joined(row["note"], note)
        proposed.append("note")
    row[PROPOSED] = schema.SEPARATOR.join(proposed)


def _joined(*sentences):
    """The sentences of a note, one behind the other."""
    return ". ".join(filter(None, sentences)).replace("?. ", "? ")


# ---- areas ---------------------------------------------------------------------------------------------------------


@cache
def _area_names():
    """(pattern of every area's names, {name: area_id}), the longest name first."""
    names = {}
    for area in tables.read("areas").records():
        for name in area_names.names(area):
            names.setdefault(name, area["area_id"])
    names |= {"全国": "CN", "nationwide": "CN", "across the country": "CN"}
    return area_names.pattern_of(names), names


#: A place and, behind a comma, what it lies in: Yueyang, Hunan Province; 湖南省岳阳市.
_LIES_IN = re.compile(r"([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?),\s+$")
_INSIDE = re.compile(r"(?:省|市|自治区|自治州)?([\u4e00-\u9fff]{2,4}?[市县区州])")


def _areas_in(line):
    """The areas that a line names, in its order; "" for one that lies in a known area and is not known itself."""
    pattern, names = _area_names()
    for found in pattern.finditer(line):
        outer = _LIES_IN.search(line, 0, found.start())
        inner = _INSIDE.match(line, found.end()) if not found[0].isascii() else None
        if outer and pattern.fullmatch(outer[1]):  # the place before the comma, which is named itself
            continue
        yield "" if outer or inner and not pattern.match(inner[1]) else names[found[0]]


def _area(before):
    """The area named last before a figure; "" of one that areas.csv does not have, None if none is named."""
    return next(reversed(list(_areas_in(before))), None)


def _main_area(paragraphs):
    """The area that the title names, or else the one named most often; the nation only where no other is named."""
    for part in (paragraphs[:1], paragraphs):
        named = Counter(area for line in part for area in _areas_in(line))
        nation = named.pop("CN", 0)
        if named or nation:
            return named.most_common(1)[0][0] if named else "CN"
    return ""


# ---- campaigns ----------------------------------------------------------------------------------------------------


def _campaign(text, published):
    """The campaign whose name stands most often in the text and that had begun when it was published, or ""."""
    found = [("", 0, "")]
    for campaign in tables.read("campaigns").records():
        named = max(text.count(name) for name in (campaign["name_en"], campaign["name_zh"]) if name)
        if named and campaign["kind"] != "catch_all" and campaign["from"] <= (published or "9999"):
            found.append((campaign["campaign_id"], named, campaign["from"]))
    return max(found, key=lambda one: one[1:])[0]  # of two of one name, the one that began last


# ---- metrics -------------------------------------------------------------------------------------------------------


#: Kinds of crime that a scope of the list names.
_SCOPES = {
    frozenset({"theft"}): "theft only",
    frozenset({"theft", "robbery"}): "robbery and theft only",
    frozenset({"theft", "robbery", "fraud"}): "theft, robbery and fraud only",
    frozenset({"economic crime"}): "economic crime only",
}


@cache
def _known_labels():
    """[(metric, set of word parts, times used)] of the metrics' names and of what past rows were labelled."""
    metrics = {m["metric_id"]: m for m in tables.read("metrics").records()}
    labels = Counter()
    for metric_id, metric in metrics.items():
        labels.update({(metric_id, metric["name_zh"]): 1, (metric_id, metric["name_en"]): 1})
    for row in tables.read("reported_figures").records():
        labels[row["metric_id"], row["label_zh"] or (row["printed"] if row["printed"].isascii() else "")] += 1
    known = [(metrics[key], _parts(label), times) for (key, label), times in labels.items()]
    return [(metric, parts, times) for metric, parts, times in known if parts]


@cache
def _usual(metric_id, column):
    """What four in five of a metric's past rows hold in a column, or ""; fewer than five rows tell nothing."""
    held = Counter(row[column] for row in tables.read("reported_figures").records() if row["metric_id"] == metric_id)
    [(usual, times)] = held.most_common(1) or [("", 0)]
    return usual if held.total() >= 5 and times >= 0.8 * held.total() else ""


def _parts(words):
    """Pairs of Chinese characters, and English words without ending, that make two labels alike."""
    han = re.sub(r"[^\u4e00-\u9fff]|各类|共|累计|同比|分别|下降|上升|变化", "", words)
    english = re.sub(
        "more than|nearly|about|over|year|percent|respectively|cases|people|total|change", "", words.lower()
    )
    english = re.findall("[a-z]{3,}", english)
    return {han[i : i + 2] for i in range(len(han) - 1)} | {word.removesuffix("s")[:7] for word in english}


def _metric(phrase, unit, label):
    """The metric whose names or past labels are most like the figure's words and that allows its unit, or ""."""
    said, best, score = _parts(label), "", 0.75
    for metric, parts, times in _known_labels():
        fits = not unit or unit in metric["units"].split(schema.SEPARATOR)
        if not fits or (len(parts & said) < 2 and parts != said) or (metric["kind"] == "change") != phrase.changed:
            continue
        held = len(parts & said)  # how much of the known label is said counts more than what else is said
        shared = 0.7 * held / len(parts) + 0.3 * held / len(said) + min(times, 20) / 1000
        if shared > score:
            best, score = metric["metric_id"], shared
    return best


def _narrower(metric_id, label):
    """(scope or "", doubt or "") of a figure whose words name kinds of crime that its metric does not."""
    named = kinds(label) if metric_id else {}
    metric = next((m for m in tables.read("metrics").records() if m["metric_id"] == metric_id), {"name_zh": ""})
    more = {kind: word for kind, word in named.items() if kind not in kinds(metric["name_zh"])}
    if not more:
        return "", ""
    scope = _SCOPES.get(frozenset(more), "")
    past = tables.read("reported_figures").records()
    if scope and any((row["metric_id"], row["scope"]) == (metric_id, scope) for row in past):
        return scope, ""
    return scope, f"To decide: {metric_id} counts more than {', '.join(more.values())}; another metric, or a scope?"


def label_zh(phrase, label):
    """What a Chinese figure counts, in the report's own words with their verb (排查化解矛盾纠纷), or ""."""
    if not re.search("[\u4e00-\u9fff]", label):
        return ""
    before, _, after = (label, "", "") if phrase.changed else label.partition(phrase.printed)
    words = re.sub("(?:同比|环比|分别|均|达到?|为)+$", "", before.strip('“”" ')) or after.strip('“”" ')
    return re.sub("^(?:据统计|期间|其中|目前|累计|先后|共计|全[省市县]|[共已并])+", "", words)


def _label(line, phrase, seen):
    """What is counted, in the words of the clause; of numbers that share a verb, each its own item of the list."""
    chinese = [words for words in (phrase.label, phrase.printed) if re.search("[\u4e00-\u9fff]", words)]
    if not chinese:
        return VERB.sub("", phrase.label) if phrase.changed else phrase.printed  # what fell, not that it fell
    if not phrase.changed:
        return chinese[0]
    verb = max((start for start, _ in phrase.spans if start < phrase.number[0]), default=phrase.number[0])
    clause = re.split(r"[，,。；;]", line[max(0, verb - 60) : verb])[-1]
    items = [item for item in re.split("、|和|及", clause) if item]
    place = seen[verb] = seen.get(verb, -1) + 1
    if len(items) < 2 or place >= len(items):
        return clause
    noun = re.search("(?:警情|案件|事故|人数|起数|发案数|立案数)(?=$|同比|环比|分别|均)", items[-1])
    return items[place] + (noun[0] if noun and noun[0] not in items[place] else "")
