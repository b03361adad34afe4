"""A selection drawn with one line: the form that suits any claims of one unit, a strip of dots."""

import re

from campaigns.charts.forms import described, strip
from campaigns.charts.honesty import MisleadingChart
from campaigns.claims import wording

_NAMED = 15  # labels that read well; further claims are pale and stand in the table of rows
_LOG_FROM = 50  # a spread of so many times wants a log scale


def draw(claims, title, subtitle="", *, name="my_chart", note=""):
    """Claims of one unit as a Chart, ready for ``pc.finish``: dots on one scale, the nation's and large ones named.

    title: the finding; subtitle: what, where, when, by default the metrics and the unit. name: stem of its files.
    Raises MisleadingChart where the claims do not fit one scale (several metrics or units, a single claim), or where
    the name is not that of an own chart, with what to do.
    """
    if claims.frame.metric_id.nunique() > 1:
        names = ", ".join(sorted(set(claims.frame.metric_id)))
        raise MisleadingChart(f"{names} are different counts: select one with metric=...")
    if not re.fullmatch(r"my_\w+", name):
        raise MisleadingChart(f"{name!r}: a chart of one's own is named my_..., in letters, digits and _")
    rows = described(claims.sorted_by("area_id", "period_end"), say=wording.size).assign(lane="")
    sizes = rows.value.abs().replace(0, float("nan")).dropna()
    metrics = wording.listed(dict.fromkeys(rows.metric_en))
    unit = wording.listed(dict.fromkeys(map(wording.unit_words, rows.unit)))
    weight = rows.value.abs().where(rows.owner != "nation", float("inf"))
    return strip(
        rows, name, title=title, subtitle=subtitle or f"{metrics}; {unit}", lane="lane", note=note,
        log=bool(len(sizes)) and sizes.max() > _LOG_FROM * sizes.min() and (rows.value > 0).all(),
        named=list(rows.figure_id[weight.rank(ascending=False, method="first") <= _NAMED]),
        left_out=claims.left_out,
    )  # fmt: skip
