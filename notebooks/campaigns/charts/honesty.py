"""The rules that keep a chart from lying, as errors that say what to do instead.

The first half looks at rows before they are drawn, the second at the figure
that was drawn. Each rule names the design rule it stands for.
"""

import matplotlib.colors
import numpy as np
from matplotlib.text import Text

from campaigns.charts import fonts

SMALLEST_TEXT = 8
TEXT_CONTRAST = 4.5
SPREAD_FOR_LOG = 100


class MisleadingChart(ValueError):
    """The chart asked for would say what its rows do not."""


def one_unit(rows, axis="an axis"):
    """People never with person-times, visits never with households, levels never with changes (rule 2)."""
    units = sorted(set(rows.unit))
    if len(units) > 1:
        raise MisleadingChart(
            f"{', '.join(units)} cannot share {axis}: "
            f"select one with unit=..., or draw a panel for each with panels='unit'"
        )
    if rows.kind.nunique() > 1:
        raise MisleadingChart(f"{', '.join(sorted(set(rows.kind)))} cannot share {axis}: draw levels and changes apart")


def one_baseline(rows):
    """Year-on-year changes are never ranked against the preceding period (rule 6)."""
    baselines = sorted(set(rows.baseline))
    if len(baselines) > 1:
        raise MisleadingChart(f"{' and '.join(baselines)} cannot be ranked together: draw a panel for each baseline")


def spread_fits(values, scale):
    """More than a 100-fold spread needs a log axis or panels; a log axis has no zero or negative values (rule 5)."""
    values = np.abs([v for v in values if v == v and v])
    if scale == "linear" and len(values) and values.max() > SPREAD_FOR_LOG * values.min():
        spread = values.max() / values.min()
        raise MisleadingChart(f"the values spread {spread:,.0f}-fold: use scale='log', or panels")


def bars_from_zero(scale):
    """A bar's length is its value, so it starts at zero, which a log axis has not (rule 5)."""
    if scale == "log":
        raise MisleadingChart("bars have no length on a log axis: use labelled dots (claim_dots) there")


def said_with_source(title, subtitle, sources):
    """No chart without a finding, a subtitle and a source (rule 7)."""
    for what, text in (("title", title), ("subtitle", subtitle), ("source", sources)):
        if not text or not text.strip():
            raise MisleadingChart(
                f"the chart has no {what}: say {'the finding' if what == 'title' else 'it'} in {what}=..."
            )


def has_glyphs(*texts):
    """What the author of a chart writes can be drawn; a cell of the data is spelled out instead (rule 8)."""
    for text in texts:
        missing = fonts.undrawable(text)
        if missing:
            raise MisleadingChart(f"{text!r} holds {' '.join(missing)}, which no font of the charts has: reword it")


def nothing_dropped(selected, drawn):
    """Every selected row is drawn; rows to leave out are listed with a reason first (rule 3)."""
    lost = [figure_id for figure_id in selected if figure_id not in set(drawn)]
    if lost:
        raise MisleadingChart(f"{', '.join(lost)} would be dropped in silence: use leave_out('reason', figure_id=...)")


def hedges_survive(rows, marks):
    """Every drawn mark shows the hedge and the doubt of its row, in its form and in its label (rule 1)."""
    drawn = {mark.figure_id: mark for mark in marks}
    for row in rows.itertuples():
        mark = drawn.get(row.figure_id)
        if mark is None:
            raise MisleadingChart(f"{row.figure_id} is not drawn: list it with leave_out('reason', ...)")
        due = expected_form(row)
        shown = {"low": mark.open_low, "high": mark.open_high, "fill": mark.fill, "range": mark.dashed_range}
        for part, wanted in due.items():
            if shown[part] != wanted:
                raise MisleadingChart(
                    f"{row.figure_id} is {row.qualifier} and {row.reading}, its mark must show {part} {wanted}, "
                    f"not {shown[part]}: draw it with a form of campaigns.charts"
                )
        if row.said not in mark.label.replace("\n", " "):
            raise MisleadingChart(f"{row.figure_id} is labelled {mark.label!r}: its label must say {row.said!r}")


def expected_form(row):
    """The form a row's mark must have: which ends are open, how the dot is filled, whether a range is dashed."""
    uncertain = row.reading == "uncertain"
    return {
        "low": not uncertain and row.low != row.low,
        "high": not uncertain and row.high != row.high,
        "fill": "full" if row.reading == "as_printed" else "hollow",
        "range": uncertain,
    }


def legible(figure):
    """Text is large and dark enough, inside the canvas and free of other text (rule 8)."""
    figure.draw_without_rendering()  # tick labels have no place before
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    renderer = figure.canvas.get_renderer()
    boxes = [(t, t.get_window_extent(renderer)) for t in texts]
    for text, box in boxes:
        said = text.get_text()
        if text.get_fontsize() < SMALLEST_TEXT:
            raise MisleadingChart(f"{said!r} is set in {text.get_fontsize():g} pt: use {SMALLEST_TEXT} pt or more")
        if contrast(text.get_color()) < TEXT_CONTRAST:
            raise MisleadingChart(f"{said!r} has too little contrast ({contrast(text.get_color()):.1f}:1): darken it")
        if box.x0 < -1 or box.y0 < -1 or box.x1 > figure.bbox.x1 + 1 or box.y1 > figure.bbox.y1 + 1:
            raise MisleadingChart(f"{said!r} runs off the canvas: shorten or wrap it")
    _no_overlap(boxes)


def _no_overlap(boxes):
    slack = boxes[0][0].figure.dpi / 72 if boxes else 0  # a point: ascenders may touch the line above
    edges = np.array([[b.x0, b.y0, b.x1, b.y1] for _, b in boxes]) + np.array([0.5, 1.5, -0.5, -1.5]) * slack
    for n, (text, _) in enumerate(boxes):
        x0, y0, x1, y1 = edges[n]
        later = edges[n + 1 :]
        hit = (later[:, 0] < x1) & (later[:, 2] > x0) & (later[:, 1] < y1) & (later[:, 3] > y0)
        if hit.any():
            other = boxes[n + 1 + int(np.argmax(hit))][0]
            raise MisleadingChart(f"{text.get_text()!r} and {other.get_text()!r} lie on each other: shorten one")


def contrast(color, background="white"):
    """Contrast ratio of two colours (WCAG 2)."""
    light, dark = sorted((_luminance(color), _luminance(background)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color):
    rgb = np.array(matplotlib.colors.to_rgb(color))
    linear = np.where(rgb <= 0.03928, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
