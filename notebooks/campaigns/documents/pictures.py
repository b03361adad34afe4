"""Charts as pictures for other media: a journal's columns, a slide, a card for a link on the web."""

import io
import re
from dataclasses import replace

from PIL import Image

from campaigns.charts import save
from campaigns.charts.honesty import MisleadingChart
from campaigns.charts.layout import ACCENT, SOFT, Sheet, laid_out
from campaigns.charts.show import few_colours
from campaigns.charts.text import balanced, text_width, wrap
from campaigns.documents import slides, webpage
from campaigns.documents.words import HAN, unbroken

#: Width in inches of a journal's one and two columns; a slide's follows from its room.
SIZES = {"one-column": 3.35, "two-columns": 6.9, "slide": None}
CARD, _EDGE = (1200, 630), 30  # pixels of a card, and of the white around what stands on it
_ENDS = re.compile(
    rf"[的为与和或在是了、，：；”」](?!\d*[{HAN}]?[，。])|[{HAN}](?=[\d“]|超过|至少)|[%倍起户人次](?=[{HAN}])"
)
_WIDTHS = [tenth / 10 for tenth in range(48, 91, 2)]  # inches: the wider a card is laid out, the smaller its text


def at_size(chart, size, **layout):
    """(file name, bytes) of a chart laid out anew at a size: SVG with its fonts, PDF, PNG of 300 dpi."""
    if SIZES[size]:
        parts, factor = [chart.at(width=SIZES[size], **layout)], 1
    else:
        parts, factor = slides.drawn(chart, *slides.room(), **layout), slides.FACTOR
    if not parts:
        raise MisleadingChart(f"{chart.name} cannot be read on slides; leave it out with --charts")
    for n, part in enumerate(parts, 1):
        name = chart.name if len(parts) == 1 else f"{chart.name}_{n}"
        yield f"{name}.svg", webpage.with_fonts(save.made(part, "svg"))
        yield f"{name}.pdf", save.made(part, "pdf")
        yield f"{name}.png", save.picture(part, dpi=round(300 * factor))


def card(chart, **layout):
    """A chart as a card of 1200 x 630 pixels (PNG); a chart that does not fit legibly gives its finding and sources."""
    wide, high = (side - 2 * _EDGE for side in CARD)
    for width in _WIDTHS:
        height = width * high / wide
        try:
            with laid_out(height=height):
                drawn = chart.at(width=width, compact=True, **layout)
        except MisleadingChart:
            continue
        if drawn.sheet.height <= height:
            return _on_card(save.picture(drawn, dpi=wide / width))
    return _on_card(save.picture(_finding(chart.at(**layout)), dpi=wide / _WIDTHS[0]))


def _finding(chart):
    """The chart with a sheet that holds its words alone, large."""
    sources = " ".join(ink.words for ink in chart.sheet.ink if ink.gid.startswith("sources"))
    sources = re.sub(rf"(?<=[{HAN}，；。]) (?=[\d{HAN}])", "", sources)  # where a line of the chart ended
    with laid_out(width=_WIDTHS[0], language=chart.sheet.language, grey=chart.sheet.layout.grey):
        sheet = Sheet()
    sheet.top += 14
    size = title_size(chart.title, sheet.width)
    sheet.text(between_words(chart.title, sheet.width, size), size=size, weight=600, gap=6)
    sheet.text(chart.subtitle, size=10, color=SOFT, gap=8)
    sheet.line([sheet.left, sheet.left + 60], [sheet.top, sheet.top], ACCENT, 2)
    sheet.top += 8
    sheet.text(balanced(sources, sheet.width, 8), size=8, color=SOFT, gap=2)
    sheet.text(unbroken(chart.trace), size=8, color=SOFT)
    return replace(chart, sheet=sheet)


def title_size(title, width):
    """18 points, or somewhat less where the last line would be a lone word."""
    for size in (18, 17, 16, 15):
        lines = wrap(title, width, size, 600)
        if len(lines) == 1 or text_width(lines[-1], size, 600) > 0.2 * width:
            return size
    return 18


def between_words(title, width, size):
    """A Chinese title whose lines end between words, as far as its particles, numbers and marks tell where one ends."""
    lines = []
    while re.search(f"[{HAN}]", title) and text_width(title, size, 600) > width:
        ends = [end for end in map(re.Match.end, _ENDS.finditer(title)) if text_width(title[:end], size, 600) <= width]
        if not ends or text_width(title[: ends[-1]], size, 600) < width / 2:
            break
        lines.append(title[: ends[-1]].rstrip())
        title = title[ends[-1] :].lstrip()
    return "\n".join([*lines, title])


def _on_card(png):
    """A PNG in the middle of a white card, with what is said inside it."""
    drawn = Image.open(io.BytesIO(png))
    drawn.load()
    canvas = Image.new("RGB", CARD, "white")
    canvas.paste(drawn.convert("RGB"), (_EDGE, max(0, (CARD[1] - drawn.height) // 2)))
    return save.marked(few_colours(canvas), drawn.text)
