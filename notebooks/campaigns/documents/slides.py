"""report.pptx: one slide a chart, 16:9; the finding is the slide's title, the rows are in the speaker notes."""

import io
from bisect import bisect

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches, Pt

from campaigns.charts import save
from campaigns.charts.honesty import MisleadingChart
from campaigns.charts.layout import text_width
from campaigns.documents import caption as words_of
from campaigns.documents import svg
from campaigns.documents.word import plain_properties, repacked
from campaigns.record import schema

WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.5  # inches
TOP, BOTTOM = 1.2, 6.9  # where a chart may stand
_FONT = "Calibri"
#: How much a chart may be enlarged; its text never shrinks.
_FACTORS = [n / 10 for n in range(10, 21)]


def presentation(cards):
    """The bytes of a PowerPoint presentation that holds the charts of the Cards."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    plain_properties(made.core_properties)
    made.core_properties.title = words_of.title()
    titled = made.slide_layouts[5]
    for holder in list(titled.placeholders)[1:]:  # date, footer, number: laid out for 4:3
        holder._element.getparent().remove(holder._element)
    _place(titled.placeholders[0], 0.3, 0.85)
    first = made.slides.add_slide(titled)
    _words(first.shapes.title, words_of.title(), 32, bold=True)
    reading = cards[0].words["subtitle"].format(version=schema.version()), *cards[0].words["reading"]
    _place(box := first.shapes.add_textbox(0, 0, 0, 0), 1.6, 5)
    _words(box, "\n".join(reading), 16)
    for card in cards:
        parts = drawn(card.chart, language=card.language)
        for part, (chart, factor) in enumerate(parts, 1):
            count = f" ({part}/{len(parts)})" if len(parts) > 1 else ""
            _slide(made.slides.add_slide(titled), card, chart, factor, count, len(made.slides))
    out = io.BytesIO()
    made.save(out)
    return repacked(out.getvalue())


def drawn(chart, **layout):
    """[(chart laid out for a slide, factor by which it is enlarged)]; two or more where one slide is too small.

    The factor is the largest at which the chart fits; it is never below 1, so text never falls below 8 points.
    """
    layout, room = layout | {"framed": False}, BOTTOM - TOP
    parts = chart.spread(room, width=WIDTH - 2 * EDGE, **layout)
    if not parts:
        raise MisleadingChart(
            f"{chart.name} fits on no slide: it has a row higher than one; leave it out with --charts"
        )

    def laid(factor):
        width = (WIDTH - 2 * EDGE) / factor
        return [chart.at(width=width, part=(n, len(parts)), **layout) for n in range(1, len(parts) + 1)]

    def too_large(factor):  # the larger the factor, the higher the chart
        return any(part.sheet.height * factor > room for part in laid(factor))

    factor = _FACTORS[bisect(_FACTORS, False, lo=1, key=too_large) - 1]
    save.check(*(parts := laid(factor)))
    return [(part, factor) for part in parts]


def _slide(slide, card, chart, factor, count, number):
    _words(slide.shapes.title, card.title + count, 24, bold=True)
    file = io.BytesIO(save.picture(chart, dpi=round(300 * factor)))
    height = chart.sheet.height * factor
    picture = slide.shapes.add_picture(file, Inches(EDGE), Inches(TOP), Inches(WIDTH - 2 * EDGE), Inches(height))
    picture.name = card.chart.name
    picture._element.nvPicPr.cNvPr.set("descr", card.chart.alt)
    svg.add(picture._element, chart, slide.part, Part, PackURI(f"/ppt/media/chart{number}.svg"))
    _place(box := slide.shapes.add_textbox(0, 0, 0, 0), BOTTOM + 0.02, 0.5)
    _words(box, _footer(card), 9, grey=True)
    notes = [f"{card.label}{card.words['between']}{card.caption}", *card.small_print, "", card.chart.long_alt]
    slide.notes_slide.notes_text_frame.text = "\n".join([*notes, "", f"{card.words['cite']}: {card.chart.citation}"])


def _footer(card):
    """Subtitle, note, how to read and sources as far as three lines hold them; the notes have it all."""
    subtitle, width = f"{card.chart.subtitle}.", (WIDTH - 2 * EDGE) * 72
    *before, sources, _ = card.small_print
    for lines in ([*before, sources], [*before, card.counted_sources], [card.chart.how_to_read, card.counted_sources]):
        words = " ".join([subtitle, *lines])
        if text_width(words, 9) <= 2.85 * width:  # less what the ends of lines lose
            break
    return words


def _place(shape, top, height):
    shape.left, shape.top = Inches(EDGE), Inches(top)
    shape.width, shape.height = Inches(WIDTH - 2 * EDGE), Inches(height)


def _words(shape, text, size, bold=False, grey=False):
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    for n, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.alignment = 1  # left
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FONT
        run.font.color.rgb = RGBColor(0x50, 0x50, 0x50) if grey else RGBColor(0x1A, 0x1A, 0x1A)
