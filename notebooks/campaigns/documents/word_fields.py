"""What python-docx cannot write: fields with their last result, bookmarks, links, tables that repeat their head."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from campaigns.documents import rows, word_flow
from campaigns.documents.words import TAGS, WORDS, kept

_RULE = 0.5  # points of the line between two rows of a table


def element(name, /, **attributes):
    """An element of Word's own name space with attributes of the same."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def field(paragraph, instruction, result):
    """Append a field with its last result, which Word and LibreOffice can bring up to date."""
    field_start(paragraph, instruction)
    paragraph.add_run(result)
    field_end(paragraph)


def field_start(paragraph, instruction):
    """Append what stands before a field's result."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="begin"))
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))


def field_end(paragraph):
    """Append what stands after a field's result."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


class Bookmarks:
    """Gives the bookmarks of a document their numbers."""

    def __init__(self):
        self.count = 0

    def around(self, paragraph, name):
        """Put the whole of a paragraph inside a bookmark, so that fields and links may point at it."""
        self.count += 1
        start = element("bookmarkStart", id=self.count, name=name)
        first = paragraph._p.find(qn("w:r"))
        first.addprevious(start)
        paragraph._p.append(element("bookmarkEnd", id=self.count))


def link(paragraph, text, *, anchor=None, address=None):
    """Append a link to a bookmark (anchor), or to an address on the web; returns its run."""
    holder = OxmlElement("w:hyperlink")
    if anchor:
        holder.set(qn("w:anchor"), anchor)
    else:
        target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        holder.set(qn("r:id"), target)
    run = paragraph.add_run(text)
    holder.append(run._r)
    paragraph._p.append(holder)
    return run


def contents(document, style, instruction, entries):
    """A table of contents as its field will give it: entries are (text, bookmark, page), a paragraph each."""
    for number, (text, bookmark, page) in enumerate(entries):
        entry = document.add_paragraph(style=style)
        if number == 0:
            field_start(entry, instruction)
        holder = link(entry, text, anchor=bookmark)._r.getparent()
        before = len(entry._p)
        entry.add_run("\t")
        field(entry, f"PAGEREF {bookmark} \\h", str(page))
        holder.extend(list(entry._p)[before:])
    if entries:
        field_end(entry)


def figures_table(document, chart, width, most=0):
    """The table of a chart's figures, ``width`` points wide; it stays on one page if it is no higher than ``most``."""
    lines = [rows.heads(chart), *rows.told(chart).values()]
    keyed = lines[0][-1] in {words["headings"][-1] for words in WORDS.values()}
    styles = ["Table Text"] * (len(lines[0]) - keyed) + ["Table Key"] * keyed
    sizes = [word_flow.look(document.styles[style])[0] for style in styles]
    widths = rows.widths(lines, width, sizes)
    lines = [[rows.broken(cell, *room) for cell, *room in zip(line, widths, sizes, strict=True)] for line in lines]
    high = sum(max(_cell_height(document, *cell) for cell in zip(styles, line, widths, strict=True)) for line in lines)
    table(document, "Figures Table", lines, widths, styles, chart.name, chart.trace, whole=high <= most)


def _cell_height(document, style, text, width):
    return word_flow.text_height(document.styles[style], text, width - rows.GAP) + _RULE


def table(document, style, rows, widths, text_styles, name, described, whole=False):
    """A table whose first row repeats as its head on every page and whose rows do not break; all rows stay together if
    it is to be whole, else head and first two, and the last two. name and description are for those who do not see it.
    widths in points; text_styles: a paragraph style a column."""
    made = document.add_table(rows=0, cols=len(widths))
    made.style, made.autofit = style, False
    properties = made._tbl.tblPr
    properties.append(element("tblCaption", val=name))
    properties.append(element("tblDescription", val=described))
    for column, width in zip(made._tbl.tblGrid, widths, strict=True):
        column.set(qn("w:w"), str(round(width * 20)))
    ids = [document.styles[text_style].style_id for text_style in text_styles]
    last = len(rows) - 1
    for number, cells in enumerate(rows):
        stays = number < last and (whole or number < 2 or number == last - 1)
        made._tbl.append(_row(cells, widths, ids, heading=number == 0, stays=stays))
    return made


def _row(cells, widths, style_ids, heading, stays):
    row, properties = element("tr"), element("trPr")
    properties.append(element("cantSplit"))
    if heading:
        properties.append(element("tblHeader"))
    row.append(properties)
    for text, width, style_id in zip(cells, widths, style_ids, strict=True):
        cell, look, paragraph = element("tc"), element("tcPr"), element("p")
        look.append(element("tcW", w=round(width * 20), type="dxa"))
        properties = element("pPr")
        properties.append(element("pStyle", val=style_id))
        if stays:
            properties.append(element("keepNext"))
        run = element("r")
        if heading:
            bold = element("rPr")
            bold.append(element("b"))
            run.append(bold)
        for line in text.split("\n"):
            if len(run) > heading:
                run.append(element("br"))
            words = element("t")
            words.text = line
            words.set(qn("xml:space"), "preserve")
            run.append(words)
        paragraph.append(properties)
        paragraph.append(run)
        cell.append(look)
        cell.append(paragraph)
        row.append(cell)
    return row


def first_empty(part, style):
    """The empty first paragraph of a header or footer, in its style."""
    paragraph = part.paragraphs[0] if part.paragraphs and not part.paragraphs[0].text else part.add_paragraph()
    paragraph.style = style
    return paragraph


def keep_lines(root):
    """Keep dates and numbers of all texts on one line, but in addresses, which somebody may type."""
    for text in root.iter(qn("w:t")):
        holder = text.getparent().getparent()
        if not holder.get(qn("r:id")):
            text.text = kept(text.text or "")


def tag_languages(root, language):
    """Give every run its languages: Chinese of its Chinese characters, English of its letters and digits, in a Chinese
    document too, where a program that takes a number for Chinese breaks the line inside it. There quotation marks and
    the like, which both scripts have, are Chinese."""
    for run in root.iter(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        if properties is None:
            properties = element("rPr")
            run.insert(0, properties)
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        if language == "zh" and properties.find(qn("w:rFonts")) is None:
            style = properties.find(qn("w:rStyle"))
            properties.insert(0 if style is None else 1, element("rFonts", hint="eastAsia"))
        properties.append(element("lang", val=TAGS["en"], eastAsia=TAGS["zh"]))
