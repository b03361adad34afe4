"""A selection drawn with one line: the form that suits any claims of one metric and unit.

As many claims as a page holds are a list, one a row, in an order that is asked for; more are a strip of dots.
"""

import re

from campaigns.charts.forms import described, listed, short_period, strip
from campaigns.charts.honesty import MisleadingChart, TallChart, one_unit
from campaigns.charts.text import joined, said_in
from campaigns.claims import wording

_LISTED = 24  # rows that a page holds with all that tells them apart
_NAMED = 15  # labels of a strip that read well; further claims are pale and stand in the table of rows
_NAME = 48  # letters of a file's name that are made of a title
_LOG_FROM = 50  # a spread of so many times wants a log scale
_STOP = "; ", "；"
_TONGUES = {"": "en", "_zh": "zh"}
_ORDERS = {
    "value": ["value"],
    "period": ["period_end", "period_start"],
    "place": ["area_id", "period_end"],
    "given": [],
}


def _named(row, what, language):
    return language == "zh" and getattr(row, f"{what}_zh") or getattr(row, f"{what}_en")


def _campaign(row, language):
    return "" if row.campaign_en.startswith("No campaign") else _named(row, "campaign", language)


#: What may tell claims of one metric apart, beside their place: functions (row, language).
_TELLING = {
    "campaign": _campaign,
    "period": wording.period,
    "scope": lambda row, language: row.scope,
    "word": lambda row, language: row.label_zh,
    "kind of claim": lambda row, language: "" if row.claim == "result" else row.claim,
    "baseline": lambda row, language: row.baseline.replace("_", " "),
    "publisher": lambda row, language: row.publisher,
}
#: Differences that make claims another count; the note says so.
_UNLIKE = {
    "scope": ("in scope", "范围"),
    "word": ("in the words counted", "所数名目"),
    "kind of claim": ("in kind of claim", "说法性质"),
    "baseline": ("in what they are compared with", "比较基期"),
}


def draw(claims, title, subtitle="", *, name="", note="", order=None):
    """Claims of one metric and unit as a Chart, ready for ``pc.finish``: dots on one scale.

    title: the finding; subtitle: what, where, when, by default what all rows have in common. name: stem of its files,
    my_..., by default made of the title; one that is given stays when the title changes.
    order: "value", "period", "place" (default) or "given" (as the selection stands), one row a claim; more claims than
    a page holds are a strip without order, the nation's and large ones named. What tells rows apart stands beside them,
    and the note says if they differ in more than place and time. Raises MisleadingChart where the claims do not fit one
    scale (several metrics or units, a single claim), where an order is asked of too many, or where the name is not that
    of an own chart, with what to do.
    """
    name = name or _name_of(title)
    _hold(claims, name, order)
    apart = [what for what, say in _TELLING.items() if len({say(row, "en") for row in claims}) > 1]
    rows = _described(claims, apart)
    if by := _ORDERS[order or "place"]:
        rows = rows.sort_values(by, kind="stable")
    unlike = [_UNLIKE[what] for what in apart if what in _UNLIKE]
    words = dict(
        title=title, subtitle=subtitle or _in_common(claims, apart), **_noted(note, unlike, order),
        log=_is_wide(rows), percent=set(rows.unit) == {"percent"}, left_out=claims.left_out,
    )  # fmt: skip
    if len(claims) <= _LISTED:
        try:
            return listed(rows, name, **words)
        except TallChart as problem:
            if order:
                raise MisleadingChart(f"{problem}; or leave order= out for a strip of dots") from None
    weight = rows.value.abs().where(rows.owner != "nation", float("inf"))
    named = list(rows.figure_id[weight.rank(ascending=False, method="first") <= _NAMED])
    return strip(rows.assign(lane=""), name, lane="lane", named=named, label=_label(rows), **words)


def _hold(claims, name, order):
    """Raise MisleadingChart where a selection cannot be drawn on one scale."""
    if not len(claims):
        raise MisleadingChart("there is no claim to draw: widen the selection")
    if claims.frame.metric_id.nunique() > 1:
        names = ", ".join(sorted(set(claims.frame.metric_id)))
        raise MisleadingChart(f"{names} are different counts: select one with metric=...")
    one_unit(claims.frame)
    if len(claims) == 1:
        said = wording.quantity(next(iter(claims)))
        raise MisleadingChart(f"one claim is no chart, on an axis of its own it shows nothing. Say it: {said}")
    if order is not None and order not in _ORDERS:
        raise MisleadingChart(f"order={order!r}: choose from {', '.join(_ORDERS)}")
    if order is not None and len(claims) > _LISTED:
        raise MisleadingChart(f"{len(claims)} rows fit no page one under another (up to {_LISTED} do): select fewer, "
                              "or leave order= out for a strip of dots")  # fmt: skip
    if not re.fullmatch(r"my_\w+", name):
        raise MisleadingChart(f"{name!r}: a chart of one's own is named my_..., in letters, digits and _")


def _name_of(title):
    """A name made of the words of a title, so that charts without a name do not take each other's files."""
    words = re.findall(r"[^\W_]+", said_in(title, "en").casefold())
    while len(words) > 1 and len("_".join(words)) > _NAME:
        words.pop()
    return "_".join(["my", *words])[: len("my_") + _NAME] if words else "my_chart"


def _described(claims, apart):
    """Described rows: their place (of one place what else tells them apart) as name, the rest as detail."""
    places, held = claims.frame.area_id.nunique() > 1, claims.frame.groupby(["area_id", "period_end"]).size()

    def told(row, language):
        parts = [say(row, language) for what, say in _TELLING.items() if what in apart and what != "publisher"]
        if held.get((row.area_id, row.period_end), 1) > 1:  # two bodies may tell of one place and day
            parts.append(row.publisher)
        return list(dict.fromkeys(filter(None, parts)))

    def name(row, language):
        telling = [] if places else told(row, language)
        return telling[0] if telling else _named(row, "area", language)

    rows = described(
        claims, say=wording.quantity if set(claims.frame.kind) == {"change"} else _number,
        name=name, detail=lambda row, language: joined(language, *told(row, language)[not places :], stop=_STOP),
    )  # fmt: skip
    in_full = {f"told{end}": [wording.quantity(row, tongue) for row in claims] for end, tongue in _TONGUES.items()}
    return rows.assign(**in_full)  # for tables: beside a mark the unit is left to the subtitle


def _number(row, language):
    return wording.size(row, language) + "%" * (row.unit == "percent")


def _in_common(claims, apart):
    """The subtitle: metric, unit, and whatever is the same for all rows, in both languages."""
    first, places, said = next(iter(claims)), claims.frame.area_id.nunique(), []
    for language in _TONGUES.values():
        parts = [_named(first, "metric", language), wording.unit_words(first.unit, 2, language)]
        parts += [_named(first, "area", language)] * (places == 1)
        parts += [say(first, language) for what, say in _TELLING.items() if what not in {*apart, "publisher"}]
        said.append(joined(language, *dict.fromkeys(parts), stop=_STOP))
    return tuple(said)


def _noted(note, unlike, order):
    """The note with what the rows differ in, and that an order by value is then no ranking: a caution."""
    if not unlike:
        return {"note": note}
    english = f"The rows differ {wording.listed([en for en, _ in unlike])}: they are not one count"
    chinese = f"各行{'、'.join(zh for _, zh in unlike)}不同，并非同一统计"
    if order == "value":
        english, chinese = f"{english}, and their order is no ranking", f"{chinese}，次序并非排名"
    caution = f"{english}.", f"{chinese}。"
    return {"note": (f"{note} {caution[0]}".strip(), f"{note}{caution[1]}"), "caution": caution}


def _is_wide(rows):
    """Whether the values want a log scale: positive ones that spread far."""
    sizes = rows.value.dropna()
    return bool(len(sizes)) and (sizes > 0).all() and sizes.max() > _LOG_FROM * sizes.min()


def _label(rows):
    """The words of a label in a strip: place, month (of rows that it does not tell apart the whole period), scope."""
    brief = [(row.area_id, short_period(row)) for row in rows.itertuples()]

    def label(row, language):
        whole = brief.count((row.area_id, short_period(row))) > 1
        period = wording.period(row, language) if whole else short_period(row, language)
        return joined(language, f"{row.name} {period}".strip(), row.scope)

    return label
