"""report.docx: captions as numbered fields, a list of figures, alt text, the table of the figures used."""

import datetime
import io
import zipfile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from campaigns.charts import save
from campaigns.charts.honesty import MisleadingChart
from campaigns.charts.layout import WIDTH
from campaigns.documents import caption as words_of
from campaigns.documents import svg
from campaigns.record import schema

HIGHEST = 7.8  # inches of a drawing that leave a page room for its caption, note and sources
_WHEN = datetime.datetime(2000, 1, 1)  # the same contents give the same file, so no clock is asked
_DIM, _INK = RGBColor(0x50, 0x50, 0x50), RGBColor(0x1A, 0x1A, 0x1A)


def document(cards):
    """The bytes of a Word document that holds the charts of the Cards."""
    made = _blank(cards[0].language)
    words = cards[0].words
    made.core_properties.title = words_of.title()
    made.add_paragraph(words_of.title(), "Title")
    made.add_paragraph(words["subtitle"].format(version=schema.version()), "Subtitle")
    made.add_paragraph(words["how"], "Heading 1")
    for line in words["reading"]:
        made.add_paragraph(line, "List Bullet")
    made.add_paragraph(words["figures"], "Heading 1")
    _list_of_figures(made, cards)
    for card in cards:
        _chart(made, card)
    made.add_paragraph(words["table"], "Heading 1")
    _table_of_figures(made, cards)
    out = io.BytesIO()
    made.save(out)
    return repacked(out.getvalue())


def repacked(package):
    """A zip package with its parts in order and without the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()


def plain_properties(properties):
    """Set the properties that a library fills with names and times of its own."""
    properties.author = properties.last_modified_by = ""
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = _WHEN
    properties.revision = 1


def _blank(language):
    """An empty A4 document whose text is as wide as the charts."""
    made = Document()
    plain_properties(made.core_properties)
    page = made.sections[0]
    page.page_width, page.page_height = Inches(8.27), Inches(11.69)
    page.left_margin = page.right_margin = Inches((8.27 - WIDTH) / 2)
    page.top_margin = page.bottom_margin = Inches(0.9)
    styles = made.styles
    for name, size, bold, colour in (
        ("Normal", 10.5, None, None), ("Title", 22, True, _INK), ("Subtitle", 11, None, _DIM),
        ("Heading 1", 14, True, _INK), ("Caption", 9.5, True, _INK),
    ):  # fmt: skip
        font = styles[name].font
        font.size, font.bold, font.italic = Pt(size), bold, None
        if colour is not None:
            font.color.rgb = colour
        _fonts(styles[name])
    for name, size in (("Small Print", 8.5), ("table of figures", 10)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles["Normal"], Pt(size)
        style.paragraph_format.space_after = Pt(2)
    styles["Small Print"].font.color.rgb = _DIM
    styles["Caption"].paragraph_format.space_before = Pt(4)
    languages = styles.element.find(".//" + qn("w:lang"))
    languages.set(qn("w:val"), "en-GB")
    languages.set(qn("w:eastAsia"), "zh-CN")
    return made


def _fonts(style):
    """One Latin and one Chinese font, in place of the theme's."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, font in (("ascii", "Calibri"), ("hAnsi", "Calibri"), ("cs", "Calibri"), ("eastAsia", "Microsoft YaHei")):
        fonts.set(qn(f"w:{name}"), font)


def _chart(made, card):
    """A chart at column width with its caption and small print, kept on one page; a tall chart is spread over several."""
    parts = card.chart.spread(HIGHEST, framed=False, language=card.language)
    if not parts:
        raise MisleadingChart(f"{card.chart.name} has a row higher than a page; leave it out with --charts")
    save.check(*parts)
    for number, part in enumerate(parts, 1):
        holder = _picture(made, card, part)
        if number < len(parts):
            made.add_paragraph(f"{card.label} ({number}/{len(parts)})", "Small Print")
            holder.paragraph_format.keep_with_next = True
    caption = made.add_paragraph(style="Caption")
    _bookmarked(caption, card)
    caption.add_run(f"{card.words['between']}{card.title}.")
    small = [made.add_paragraph(line, "Small Print") for line in (f"{card.chart.subtitle}.", *card.small_print)]
    for paragraph in (holder, caption, *small[:-1]):
        paragraph.paragraph_format.keep_with_next = True


def _picture(made, card, chart):
    """A paragraph with the drawing of a chart, or of a part of one."""
    holder = made.add_paragraph()
    holder.paragraph_format.space_before = Pt(14)
    picture = holder.add_run().add_picture(io.BytesIO(save.picture(chart)), width=Inches(WIDTH))._inline
    outer, inner = picture.docPr, picture.graphic.graphicData.pic.nvPicPr.cNvPr
    for place in (outer, inner):
        place.set("name", card.chart.name)
        place.set("descr", card.chart.alt)
    number = len(made.inline_shapes)
    outer.set("id", str(number))
    svg.add(picture, chart, made.part, Part, PackURI(f"/word/media/chart{number}.svg"))
    return holder


def _bookmark(card):
    return f"_Toc{card.number:08d}"


def _bookmarked(caption, card):
    """ "Figure 3" with the number as a SEQ field, inside a bookmark that the list of figures points at."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(card.number))
    start.set(qn("w:name"), _bookmark(card))
    caption._p.append(start)
    caption.add_run(f"{card.words['figure']} ")
    field(caption, f" SEQ {card.words['figure']} \\* ARABIC ", str(card.number))
    caption._p.append(end)


def field(paragraph, instruction, result):
    """Append a complex field with its last result, which Word and LibreOffice can bring up to date."""
    _field_mark(paragraph, "begin")
    _instruction(paragraph, instruction)
    _field_mark(paragraph, "separate")
    paragraph.add_run(result)
    _field_mark(paragraph, "end")


def _field_mark(paragraph, kind):
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _instruction(paragraph, text):
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = text
    paragraph.add_run()._r.append(code)


def _list_of_figures(made, cards):
    """A table-of-contents field over the captions, filled with the entries that it will give.

    Without page numbers (\\n): only the program that lays the pages out knows them.
    """
    for card in cards:
        entry = made.add_paragraph(style="table of figures")
        if card is cards[0]:
            _field_mark(entry, "begin")
            _instruction(entry, f' TOC \\h \\z \\n \\c "{card.words["figure"]}" ')
            _field_mark(entry, "separate")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _bookmark(card))
        run = entry.add_run(f"{card.label}{card.words['between']}{card.title}.")
        link.append(run._r)
        entry._p.append(link)
    _field_mark(entry, "end")


def _table_of_figures(made, cards):
    """Every row of every chart: the values that a later check compares with."""
    headings = cards[0].words["headings"]
    table = made.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    table.autofit = False
    _row(table.rows[0], headings, bold=True)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for card in cards:
        band = table.add_row().cells
        _cell(band[0].merge(band[-1]), f"{card.label} · {card.chart.trace}", bold=True)
        for figure_id, about, said, printed in card.chart.claims:
            _row(table.add_row(), (about, said, printed, figure_id))


def _row(row, texts, bold=False):
    for cell, text, width in zip(row.cells, texts, (1.9, 1.7, 1.5, 1.2), strict=True):
        cell.width = Inches(width)
        _cell(cell, text, bold)
    whole = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(whole)


def _cell(cell, text, bold=False):
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(8), bold or None
