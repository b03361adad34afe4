"""What python-pptx cannot do alone: text that fits its box and has a language, tables, charts that Office can edit."""

import io
import re
import zipfile

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.opc.package import OpcPackage
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from campaigns.charts import marks
from campaigns.charts.text import LONE, balanced, text_width, wrap
from campaigns.documents import office
from campaigns.documents.audit import native
from campaigns.documents.rows import broken
from campaigns.documents.word_flow import share
from campaigns.documents.words import CHINESE, HAN, TAGS, kept, spoken, tag_of

SMALLEST = 16  # points: what is read from the back of a room
_SMALLER = 4  # points by which a title may shrink to have no lone word in a line
_LEADING = 1.22  # height of a line
_CLAUSES = r"(?<=[。；、])|(?<=[，：])(?!\d)"  # where running Chinese may break: a publisher stays with its day
# Where some programs leave a gap, or set a quotation mark as wide as a character, in a Chinese text.
_GAP = re.compile(rf"(?<=[{HAN}])(?=[\d(])|(?<=[\d%)])(?=[{HAN}])|[“”]")
_WIDE = 0.7  # of a character: what a quotation mark is wider there


def lines_high(text, width, size, bold=False):
    """Points that a paragraph takes in a column of ``width`` points; a bold one is a title."""
    if tag_of(text) == TAGS["zh"] and not bold:
        return broken_high(by_hand(text, width, size), size)
    return len(_lines(text, width, size, 600 if bold else "normal")) * size * _LEADING


def by_hand(text, width, size):
    """A paragraph, a Chinese one broken by hand: programs tear its dates and numbers, for their fonts have no joiner.
    Any other is broken before a Chinese word at a line's end, which they tear, or let the comma behind it hang out."""
    if tag_of(text) != TAGS["zh"]:
        lines = _lines(text, width, size, "normal")
        told = "".join(("\n" if CHINESE.match(line) else " ") + line for line in lines)[1:]
        return told if " ".join(lines) == text else text
    tried = (balanced(text, width * less / 50, size) for less in range(50, 25, -1))
    fits = (told for told in tried if all(_gapped(line, size) <= width for line in told.split("\n")))
    return next(fits, text)


def _gapped(line, size):
    return text_width(line, size) + _gaps(line, size)


def _lines(text, width, size, weight):
    return wrap(text, width / share(text, size, weight), size, weight)


def fitting(paragraphs, width, height, largest, bold=False, gap=0):
    """The largest size in points from ``largest`` down to SMALLEST at which paragraphs fit a box, or None."""
    for size in range(largest, SMALLEST - 1, -1):
        if sum(lines_high(text, width, size, bold) + gap for text in paragraphs) <= height:
            return size
    return None


def title_size(title, width, height, largest):
    """The largest size of a title that fits its box; somewhat smaller where its last line would be a lone word."""
    most = fitting([title], width, height, largest, bold=True) or SMALLEST
    for size in range(most, max(most - _SMALLER, SMALLEST) - 1, -1):
        lines = _lines(title, width * _filled(title, size), size, 600)
        if len(lines) == 1 or text_width(lines[-1], size, 600) > LONE * width:
            return size
    return most


def _filled(title, size):
    """The share of a line that a title fills as it is measured here, the rest being gaps."""
    gaps = _gaps(title, size)
    return 1 - gaps / (text_width(title, size, 600) + gaps)


def _gaps(text, size):
    """Points that programs add to a Chinese text: half a character at a number, more where a quotation mark is wide."""
    found = _GAP.findall(text) if tag_of(text) == TAGS["zh"] else ()
    return sum(_WIDE if mark else 0.5 for mark in found) * size


def whole(title, width, size):
    """A title as it is, or broken by hand: a Chinese one at its stops, where that takes no more lines, for programs tear
    its words; any where its last line would be a lone word at its size too."""
    lines = _lines(title, width * _filled(title, size), size, 600)
    at_stops = broken(title, width * _filled(title, size), size) if tag_of(title) == TAGS["zh"] else title
    if len(lines) > 1 and 1 < at_stops.count("\n") + 1 <= len(lines):
        return at_stops
    if len(lines) == 1 or text_width(lines[-1], size, 600) > LONE * width:
        return title
    return balanced(title, width / share(title, size, 600) * _filled(title, size), size, 600)


def write(frame, paragraphs, size, language, gap=0):
    """Put paragraphs into a text frame at a size (None: its own, as of notes), each run with the language of its words.

    Lines have an exact height, so that they take what was measured whatever the font; the box never resizes them.
    """
    body = frame._txBody.find(qn("a:bodyPr"))
    for old in list(body):
        body.remove(old)
    etree.SubElement(body, qn("a:noAutofit"))
    frame.word_wrap = True
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if size:
            paragraph.line_spacing, paragraph.space_before, paragraph.space_after = Pt(size * _LEADING), Pt(gap), Pt(0)
        for piece, tag in spoken(kept(text) if size else text, language):
            for part, words in enumerate(piece.split("\n")):
                if part:  # a break in a run would be spelled out: _x000B_
                    paragraph.add_line_break()
                run = paragraph.add_run()
                run.text, run.font.size = words, size and Pt(size)
                tagged(run, tag)


def tagged(run, tag):
    """Give a run its language."""
    properties = run._r.get_or_add_rPr()
    properties.set("lang", tag)
    properties.set("altLang", TAGS["en"] if tag == TAGS["zh"] else TAGS["zh"])


def box(shape):
    """(width, height) in points of the room for text in a shape."""
    frame = shape.text_frame
    wide = shape.width - frame.margin_left - frame.margin_right
    return wide / 12700, (shape.height - frame.margin_top - frame.margin_bottom) / 12700


def link_to(run, source, target):
    """Make a run of a slide a link to another slide."""
    link = etree.SubElement(run._r.get_or_add_rPr(), qn("a:hlinkClick"))
    link.set(qn("r:id"), source.part.relate_to(target.part, f"{office.LINK}/slide"))
    link.set("action", "ppaction://hlinksldjump")


def tables(rows, heads, widths, height):
    """Rows (tuples of text) in as few chunks as fit tables of columns of these widths and a height in points under
    their head; no chunk is higher than it must be, so that none is left with a row or two."""

    heights, above = [high(cells, widths) for cells in rows], high(heads, widths, bold=True)
    cuts = _cuts(heights, height - above)
    for less in range(round(height - above), 0, -4):
        tighter = _cuts(heights, less)
        if len(tighter) > len(cuts):
            break
        cuts = tighter
    return [rows[start:end] for start, end in zip(cuts, [*cuts[1:], len(rows)], strict=True)]


def high(cells, widths, bold=False):
    """Points that a row of a table takes in columns of these widths; Chinese has been broken by hand (rows.broken)."""
    told = zip(cells, widths, strict=True)
    return max(broken_high(text) if CHINESE.search(text) else lines_high(text, width - 12, SMALLEST, bold)
               for text, width in told) + 8  # fmt: skip


def broken_high(text, size=SMALLEST):
    """Points that a text broken by hand takes."""
    return (text.count("\n") + 1) * size * _LEADING


def laid(text, width):
    """(a paragraph of the smallest words as it is to be written, points that it takes) in a box ``width`` points wide;
    Chinese is broken by hand between clauses, so that no program tears a name or a date or goes over the edge."""
    if tag_of(text) != TAGS["zh"]:
        return text, lines_high(text, width, SMALLEST)
    text = broken(text, width, SMALLEST, stops=(_CLAUSES,))
    return text, broken_high(text)


def _cuts(heights, room):
    """Where chunks begin that are each filled as far as the room goes."""
    cuts, used = [0], 0
    for place, height in enumerate(heights):
        if used and used + height > room:
            cuts.append(place)
            used = 0
        used += height
    return cuts


def add_words(slide, paragraphs, left, top, width, height, language):
    """A box of the smallest words without a margin; left, top, width, height in EMU."""
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.margin_top = frame.margin_bottom = frame.margin_left = frame.margin_right = 0
    write(frame, paragraphs, SMALLEST, language)


def add_table(slide, rows, widths, left, top, language):
    """A table of Office, its first row marked as its head; widths in points; left, top in EMU; returns its shape."""
    shape = slide.shapes.add_table(len(rows), len(widths), left, top, Pt(sum(widths)), Inches(0.4) * len(rows))
    for column, width in zip(shape.table.columns, widths, strict=True):
        column.width = Pt(width)
    for cells, texts in zip(shape.table.rows, rows, strict=True):
        cells.height = Pt(high(texts, widths, bold=texts is rows[0]))
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.margin_left = cell.margin_right = Pt(6)
            cell.margin_top = cell.margin_bottom = Pt(4)
            write(cell.text_frame, [text], SMALLEST, language)
    return shape


def is_bars(chart):
    """Whether Office has all of the chart's form: bars from zero, each of one number that is sure, and no line of
    reference."""
    rows = chart.rows
    if any(ink.gid == "reference:" for ink in chart.sheet.ink) or "uncertain" in set(rows.get("reading", ())):
        return False
    return chart.form in ("Bar chart", "条形图") and "name" in rows and rows.value.notna().all() and len(rows) <= 14


def add_bars(slide, chart, left, top, width, height):
    """A bar chart that Office can edit: values as bars, the hedge in words at each, repaired bars hollow."""
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, left, top, width, height, _data(chart))
    drawn = frame.chart
    drawn.has_legend = drawn.has_title = False
    drawn.font.size = Pt(SMALLEST)
    drawn.category_axis.reverse_order = True
    drawn.category_axis.has_major_gridlines = False
    drawn.value_axis.visible, drawn.value_axis.has_major_gridlines = False, False
    drawn.plots[0].gap_width = 45
    for n, row in enumerate(chart.rows.itertuples()):
        _look(drawn.plots[0].series[0].points[n], row)
    _same_every_time(drawn)
    return frame


def _data(chart):
    data = CategoryChartData()
    data.categories = [kept(category) for category, _, _ in native.rows(chart)]
    data.add_series(chart.subtitle, list(chart.rows.value))
    return data


def renewed_bars(package, name, chart):
    """{part: bytes} of a chart of Office in a package (bytes) and of its workbook, with today's rows.

    The author's look stays, also at each row that has a place already.
    """
    parts = OpcPackage.open(io.BytesIO(package)).iter_parts()
    part = next(part for part in parts if part.partname == f"/{name}")
    drawn, book = part.chart, part.chart_workbook.xlsx_part
    points = drawn.plots[0].series[0].points
    before = len(list(drawn.plots[0].categories))
    drawn.replace_data(_data(chart))
    for n, row in enumerate(chart.rows.itertuples()):
        runs = points[n].data_label.text_frame.paragraphs[0].runs if n < before else ()
        if not runs:
            _look(points[n], row)
        for run in runs:
            run.text = row.said if run is runs[0] else ""
    for mark in [e for kind in ("c:dPt", "c:dLbl") for e in part._element.iter(qn(kind))]:
        if int(mark.find(qn("c:idx")).get("val")) >= len(chart.rows):
            mark.getparent().remove(mark)
    if book is None:  # another program left it out; what the library adds would need links of its own
        part._element.remove(part._element.find(qn("c:externalData")))
        return {name: part.blob}
    _same_every_time(drawn)
    return {name: part.blob, book.partname.lstrip("/"): book.blob}


def _look(point, row):
    colour = RGBColor.from_string(marks.colour(row).lstrip("#"))
    if row.reading == "repaired":
        point.format.fill.background()
        point.format.line.color.rgb, point.format.line.width = colour, Pt(2)
    else:
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour
    point.data_label.position = XL_LABEL_POSITION.OUTSIDE_END
    point.data_label.text_frame.text = row.said
    point.data_label.font.size = Pt(SMALLEST)


def _same_every_time(drawn):
    """Take the time of day out of the workbook behind a chart."""
    part = drawn.part.chart_workbook.xlsx_part
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(part.blob)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2000-01-01T00:00:00Z", content)
            new.writestr(name, content)
    part._blob = office.repacked(out.getvalue())
