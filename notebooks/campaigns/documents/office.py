"""What Word and PowerPoint files share: parts of their package, properties, pictures with drawings and alt text.

python-docx and python-pptx place no SVG and know no custom properties. Office (2016 and later) takes an SVG from an
extension of the picture that is there, others go on showing the PNG; its text is drawn as shapes, so no font is needed.
"""

import datetime
import io
import re
import zipfile
from copy import deepcopy
from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree

from campaigns.charts import save
from campaigns.charts.chart import head
from campaigns.charts.layout import Sheet, laid_out

TEMPLATES = Path(__file__).with_name("templates")
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # what Office calls the SVG of a picture
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTY = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set that holds custom properties
_OPC = "application/vnd.openxmlformats-officedocument."


class CannotUse(ValueError):
    """A template is not one that can be used."""


def opened(template, own, open_with):
    """The document of a house template, or of the project's own (a name in templates/), opened by a library.

    Templates (dotx, dotm, potx, potm) are opened as the documents that Office makes of them. Raises CannotUse.
    """
    path = Path(template) if template else TEMPLATES / own
    try:
        return open_with(io.BytesIO(_as_document(path.read_bytes())))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as problem:
        raise CannotUse(f"{path} cannot be used as a template: {problem}") from problem


def _as_document(package):
    """The package with the content type of a document in place of a template's or a file with macros."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                kinds = re.sub(_MACROS, _plain_kind, content)
                content = kinds.replace(b"wordprocessingml.template.main", b"wordprocessingml.document.main").replace(
                    b"presentationml.template.main", b"presentationml.presentation.main"
                )
            new.writestr(name, content)
    return out.getvalue()


_MACROS = rb"application/vnd\.ms-(word|powerpoint)\.\w+\.macroEnabled(Template)?(?=\.main\+xml)"


def _plain_kind(found):
    word = found[1] == b"word"
    return f"{_OPC}{'wordprocessingml.document' if word else 'presentationml.presentation'}".encode()


def repacked(package):
    """A zip package with its parts in order and without the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()


def set_properties(properties, work, tag):
    """The core properties of a document of a Work: its dates are those of the data, for no clock is asked."""
    properties.title, properties.author, properties.last_modified_by = work.title, work.author, work.author
    properties.subject = f"Data version {work.version}"
    properties.created = properties.modified = datetime.datetime.combine(work.day, datetime.time())
    properties.comments = properties.keywords = properties.category = ""
    properties.language, properties.revision = tag, 1


def add_traces(package, cards, file_class, name_class):
    """Custom properties "Chart NAME" that hold each chart's trace: what a file is searched for, out of sight.

    package: the library's package. file_class, name_class: its classes of a part and of a part's name.
    """
    held = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _TYPES})
    for number, card in enumerate(cards, 2):  # 0 and 1 are taken
        place = dict(fmtid=_PROPERTY, pid=str(number), name=f"Chart {card.chart.name}")
        one = etree.SubElement(held, f"{{{_CUSTOM}}}property", place)
        etree.SubElement(one, f"{{{_TYPES}}}lpwstr").text = card.chart.trace
    content = etree.tostring(held, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = file_class(name_class("/docProps/custom.xml"), f"{_OPC}custom-properties+xml", blob=content, package=package)
    package.relate_to(part, f"{LINK}/custom-properties")


def title_height(chart):
    """Inches at the top of a chart's picture that its title takes: a document says it as text, so it is cropped."""
    return _title_height(chart.sheet)


def title_height_of(title, width):
    """The same of a picture of which only the title and the width in inches are known."""
    with laid_out(width=width):
        sheet = Sheet()
    head(sheet, title, "-")
    return _title_height(sheet)


def _title_height(sheet):
    ends = [ink.box[3] for ink in sheet.ink if ink.gid.startswith("title")]
    starts = [ink.box[1] for ink in sheet.ink if ink.gid.startswith("subtitle")]
    return (max(ends) + min(starts)) / 2 / 72 if ends and starts else 0


def crop_title(picture, chart):
    """Crop a picture (lxml element, as wide as its drawing) to what stands below the title; returns the share left."""
    share = title_height(chart) / chart.sheet.height
    blip = picture.find(f".//{{{_MAIN}}}blip")
    shown = etree.Element(f"{{{_MAIN}}}srcRect", t=str(round(share * 100_000)))
    for old in blip.getparent().findall(f"{{{_MAIN}}}srcRect"):
        blip.getparent().remove(old)
    blip.addnext(shown)
    return 1 - share


def add_drawing(picture, chart, part, file_class, name):
    """Add the SVG of a chart to a picture (lxml element) that holds its PNG.

    part: the part of the package in which it stands. file_class, name: the library's class of a part, the file's name.
    """
    drawn = file_class(name, "image/svg+xml", blob=save.outlined(chart), package=part.package)
    link = part.relate_to(drawn, f"{LINK}/image")
    blip = picture.find(f".//{{{_MAIN}}}blip")
    extension = etree.SubElement(etree.SubElement(blip, f"{{{_MAIN}}}extLst"), f"{{{_MAIN}}}ext", uri=_EXTENSION)
    etree.SubElement(extension, f"{{{_SVG}}}svgBlip", {f"{{{LINK}}}embed": link}, nsmap={"asvg": _SVG})


def add_missing_styles(document, own):
    """Give a Word document the styles of the project's own template that its house template has not."""
    there = {style.name for style in document.styles}
    for style in own.styles:
        if style.name not in there:
            added = deepcopy(style.element)
            for numbering in added.iter(qn("w:numPr")):  # numbers a list that the house template has not
                numbering.getparent().remove(numbering)
            document.styles.element.append(added)


def empty(document):
    """Take the text out of a house template; styles, page, header and footer stay."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
