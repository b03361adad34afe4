"""A drawing in a Word or PowerPoint file: as SVG for programs that read it, as PNG for all others.

Neither python-docx nor python-pptx places SVG. Office (2016 and later) takes it from an extension of the picture that
is there, others go on showing the PNG; its text is drawn as shapes, so no font is needed.
"""

from lxml import etree

from campaigns.charts import save

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # what Office calls the SVG of a picture


def add(picture, chart, part, file_class, name):
    """Add the SVG of a chart to a picture that holds its PNG.

    picture: the lxml element of the picture. part: the part of the package in
    which it stands. file_class, name: the library's class of a file in a package, and the file's name.
    """
    drawn = file_class(name, "image/svg+xml", blob=save.outlined(chart), package=part.package)
    link = part.relate_to(drawn, f"{_LINK}/image")
    blip = picture.find(f".//{{{_MAIN}}}blip")
    extension = etree.SubElement(etree.SubElement(blip, f"{{{_MAIN}}}extLst"), f"{{{_MAIN}}}ext", uri=_EXTENSION)
    etree.SubElement(extension, f"{{{_SVG}}}svgBlip", {f"{{{_LINK}}}embed": link}, nsmap={"asvg": _SVG})
