"""Documents as editors make them, made in a test and stored nowhere: with these pictures, and with those words."""

import base64
import html
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from campaigns.charts import save
from campaigns.charts.forms import bars, strip
from campaigns.charts.forms.bars import own_counts
from campaigns.documents import audit, office, word_fields
from campaigns.documents import rows as shown
from campaigns.documents.audit import places
from charts.made_up import rows
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Inches
from PIL import Image, ImageOps
from pptx import Presentation

NO_NOTEBOOKS = Path(__file__).parent  # a folder without any
VISITS, BARS = "91_visits", "92_bars"
_CLAIMS = {
    "gz22-households-visited": (870_000, "households", "Households visited"),
    "gz22-places-visited": (18_000, "households", "Flats that are let"),
    "gz22-shops-visited": (43_000, "households", "Shops with a flat above"),
}


def drawn(value=870_000, note="Nobody knows what a visit is.", few=3, title=""):
    """Two charts: value is that of the households in the first, title its own, few the least in the second."""
    made = [_row(key, value if n == 0 else other, *words) for n, (key, (other, *words)) in enumerate(_CLAIMS.items())]
    claims = rows(*made, unit="households", metric_id="households_visited", publisher="Guizhou Daily")
    counts = pd.DataFrame({"key": ["a-1", "b-2 / all of them"], "label": ["A", "B"], "count": [few, 12]})
    title = title or f"Guizhou's police claim more than {value:,} households in half a year"
    words = {"subtitle": "What was visited, where and when"}
    return [
        strip(claims, VISITS, lane="name", title=title, note=note, log=True, **words),
        bars(
            own_counts(counts),
            BARS,
            claims=False,
            title="Most of what was counted here are B",
            sources=["ours"],
            **words,
        ),
    ]


def _row(key, value, unit, name):
    said = f"more than {value:,} {unit}"
    cells = {"figure_id": key, "value": float(value), "qualifier": "more_than", "said": said, "printed": f"“{said}”"}
    return {**cells, "name": name, "detail": "", "who": f"Guizhou: {name}", "when": "July 2022"}


def claim(area, value, unit="households", qualifier="more_than"):
    """A row of the record."""
    said = f"{'more than ' * (qualifier == 'more_than')}{value:,} {unit}"
    return places.Claim(f"row-{value}", (area,), unit, frozenset([Decimal(value)]), qualifier, said)


def small_print(chart):
    """The lines below a caption."""
    lines = f"{chart.subtitle}.", f"Note: {chart.note}" if chart.note else "", chart.how_to_read
    return [line for line in (*lines, f"Sources: {chart.sources}", chart.trace) if line]


def png(chart, dpi=300):
    """The chart as in a report."""
    return save.picture(chart, dpi)


def as_(kind, content, **how):
    """A picture in another format, without its texts."""
    out = io.BytesIO()
    Image.open(io.BytesIO(content)).convert("RGB").save(out, kind, **how)
    return out.getvalue()


def changed(content, change, kind="PNG"):
    """A picture after a change of the image."""
    out = io.BytesIO()
    change(Image.open(io.BytesIO(content)).convert("RGB")).save(out, kind)
    return out.getvalue()


def resized(content, factor):
    """A picture in another size."""
    return changed(
        content, lambda image: image.resize([round(side * factor) for side in image.size], Image.Resampling.LANCZOS)
    )


#: What is done to pictures on their way, and of which no word inside is left.
WAYS = {
    "jpg90": lambda p: as_("JPEG", p, quality=90),
    "jpg40": lambda p: as_("JPEG", p, quality=40),
    "webp": lambda p: as_("WEBP", p, quality=70),
    "bare": lambda p: as_("PNG", p),
    "smaller": lambda p: resized(p, 0.6),
    "larger": lambda p: resized(p, 1.3),
    "grey": lambda p: changed(p, lambda image: image.convert("L")),
    "padded": lambda p: changed(p, lambda image: ImageOps.expand(image, 60, "white")),
    "sixteen": lambda p: changed(p, lambda image: image.quantize(16)),
}
#: Ways after which no one can say whether it is today's.
BLUNT = {
    "tiny": lambda p: resized(p, 0.15),
    "half": lambda p: changed(p, lambda image: image.crop((0, 0, image.width, image.height // 2))),
    "left": lambda p: changed(p, lambda image: image.crop((0, 0, image.width // 2, image.height))),
    "upright": lambda p: changed(p, lambda image: image.rotate(90, expand=True)),
}


def saved(made, alter=None):
    """A document as bytes, after a change of it."""
    if alter:
        alter(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def word(pictures, words, with_svg=True, table=True, alter=None):
    """A report in Word. pictures: [(bytes, chart of the SVG and the alt text)], words: charts; alter: changes it."""
    made = Document()
    made.styles.add_style("Figures Table", 3)
    made.add_heading("Figures", 1)
    made.styles.add_style("table of figures", 1)
    for number, chart in enumerate(words, 1):
        made.add_paragraph(f"Figure {number}. {chart.title}.", "table of figures")
    for number, ((content, drawn), chart) in enumerate(zip(pictures, words, strict=True), 1):
        made.add_paragraph(f"Figure {number}. {chart.title}.", "Caption")
        picture = made.add_paragraph().add_run().add_picture(io.BytesIO(content), width=Inches(6.3))._inline
        for place in (picture.docPr, picture.graphic.graphicData.pic.nvPicPr.cNvPr):
            place.set("name", drawn.name)
            place.set("descr", drawn.alt)
        if with_svg:
            office.add_drawing(picture, drawn, made.part, Part, PackURI(f"/word/media/chart{number}.svg"))
        left = office.crop_title(picture, drawn)
        picture.extent.cy = picture.graphic.graphicData.pic.spPr.cy = round(picture.extent.cy * left)
        for line in small_print(chart):
            made.add_paragraph(line)
    made.add_paragraph("A paragraph of the author's own, with nothing in it that a chart says.")
    for number, chart in enumerate(words if table else (), 1):
        made.add_paragraph(f"Figure {number}. {chart.title}.", "Heading 2")
        lines = [shown.heads(chart), *shown.told(chart).values()]
        many = len(lines[0])
        word_fields.table(made, "Figures Table", lines, [115] * many, ["Normal"] * many, chart.name, chart.trace)
    return saved(made, alter)


def slides(pictures, words, alter=None):
    """A deck in PowerPoint; see word."""
    made = Presentation()
    for (content, drawn), chart in zip(pictures, words, strict=True):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = chart.title
        picture = slide.shapes.add_picture(io.BytesIO(content), Inches(0.5), Inches(1.9), width=Inches(8))
        picture.name = drawn.name
        picture._element.nvPicPr.cNvPr.set("descr", drawn.alt)
        box = slide.shapes.add_textbox(Inches(0.5), Inches(7), Inches(9), Inches(0.4))
        box.text_frame.text = f"{chart.subtitle}. Sources: {chart.sources}"
        notes = [f"Figure 1. {chart.title}. {chart.subtitle}.", *small_print(chart)[1:], "", chart.long_alt]
        slide.notes_slide.notes_text_frame.text = "\n".join(notes)
    return saved(made, alter)


def page(pictures, words, kind="png"):
    """A page with its pictures inside; pictures: [(bytes, chart)]."""
    mime = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}[kind]
    parts = []
    for number, ((content, drawn), chart) in enumerate(zip(pictures, words, strict=True), 1):
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in small_print(chart))
        table = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"
            for cells in shown.told(chart).values()
        )
        inside = content.decode() if kind == "svg" and b"<text" in content else ""
        inside = inside[inside.index("<svg") :] if inside else ""
        picture = (
            inside
            or f'<img alt="{html.escape(drawn.alt)}" src="data:{mime};base64,{base64.b64encode(content).decode()}">'
        )
        caption = f"<h2>Figure {number}. {html.escape(chart.title)}.</h2>"
        parts.append(f"{caption}<figure>{picture}<figcaption>{lines}<table>{table}</table></figcaption></figure>")
    return f"<!DOCTYPE html><html><head><title>R</title></head><body>{''.join(parts)}</body></html>".encode()


_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'
)


def open_document(pictures, words, deck=False):
    """An OpenDocument text or deck, as its XML stands."""
    body = []
    for number, ((_, drawn), chart) in enumerate(zip(pictures, words, strict=True), 1):
        frame = f'<draw:frame draw:name="{drawn.name}"><draw:image xlink:href="Pictures/{number}.png"/>'
        frame += f"<svg:desc>{html.escape(drawn.alt)}</svg:desc></draw:frame>"
        lines = [f"Figure {number}. {chart.title}.", *small_print(chart)]
        lines = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
        if deck:
            box = f"<draw:frame><draw:text-box>{lines}</draw:text-box></draw:frame>"
            body.append(f"<draw:page>{frame}{box}</draw:page>")
        else:
            body.append(f"<text:p>{frame}</text:p><text:soft-page-break/>{lines}")
    kind = "presentation" if deck else "text"
    xml = f"<office:document-content {_ODF}><office:body><office:{kind}>{''.join(body)}</office:{kind}></office:body></office:document-content>"
    files = {"content.xml": xml.encode(), **{f"Pictures/{n}.png": p for n, (p, _) in enumerate(pictures, 1)}}
    return zipped(files)


def zipped(files):
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def joined(package, files):
    """A zip package with further files."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return zipped({**{name: old.read(name) for name in old.namelist()}, **files})


def rewritten(package, change):
    """A zip package of which change(name, bytes) gives each part anew."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return zipped({name: change(name, old.read(name)) for name in old.namelist()})


def parts_of(path):
    """{name: bytes} of the parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def judged(path, charts, album):
    """The Verdicts on a file."""
    return audit.audit(audit.look_into(path), charts, {}, album)


def some(of, *quick):
    """All of them as parameters, those that are not named as slow ones."""
    return [name if name in quick else pytest.param(name, marks=pytest.mark.slow) for name in of]


def states(verdicts, what=None, name=VISITS):
    return {v.state for v in verdicts if v.name == name and what in (None, v.what)}


def details(verdicts, name=VISITS):
    return "\n".join(line for v in verdicts if v.name == name for line in v.details)


#: How a report is made in each format.
MAKERS = {
    "docx": word, "docm": word, "dotx": word, "pptx": slides, "pptm": slides,
    "ppsx": slides, "html": page, "htm": page, "odt": open_document,
    "odp": lambda pictures, words: open_document(pictures, words, deck=True),
}  # fmt: skip
