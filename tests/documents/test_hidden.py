"""Old charts and numbers where nobody looks for them: a document that holds one is not told to be current."""

import base64
import io

import papers
import pytest
from campaigns.charts import save
from campaigns.documents.audit import CURRENT, OUTDATED, UNSURE
from docx.oxml.ns import qn
from papers import states
from PIL import Image
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pypdf import PdfReader, PdfWriter

SAID = "Guizhou's police visited 870,000 households"
_DIAGRAM = (
    '<d:drawing xmlns:d="http://schemas.microsoft.com/office/drawing/2008/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<d:sp><a:blipFill><a:blip r:embed="{}"/></a:blipFill></d:sp></d:drawing>'
)


def address(old):
    return f"data:image/png;base64,{base64.b64encode(old).decode()}"


IN_PAGES = {
    "poster": '<video poster="{}"></video>',
    "late": '<img data-src="{}" class="lazy">',
    "noscript": '<noscript><img src="{}"></noscript>',
    "choice": '<picture><source srcset="{} 2x"></picture>',
    "width": '<img srcset="{} 800w">',
    "ground": "<div style=\"background-image: url('{}')\"></div>",
    "style": "<style>main {background: url({})}</style>",
    "head": "<style>main {background: url({})}</style>",
    "shadow": '<div><template shadowrootmode="open"><img src="{}"></template></div>',
    "canvas": "<canvas></canvas><script>'{}'</script>",
    "svg": '<svg width="90" height="60"><image href="{}" width="90" height="60"/></svg>',
    "caption": f"<figure><figcaption>Figure 9. {SAID}</figcaption></figure>",
}


@pytest.mark.parametrize("kind", IN_PAGES)
def test_pages(kind, told, now, old_png, new_png):
    end = b"</head>" if kind == "head" else b"</body>"
    made = papers.page([(new_png, now[0])], now[:1]).replace(end, IN_PAGES[kind].encode() + end)
    verdicts = told("a.html", made.replace(b"{}", address(old_png).encode()))
    wanted = UNSURE if kind in ("canvas", "svg", "caption") else OUTDATED
    assert {v.state for v in verdicts} == {CURRENT, wanted}


def test_pictures_of_other_kinds_of_markdown(told, now, old_png, tmp_path):
    (tmp_path / "old.png").write_bytes(old_png)
    assert states(told("a.md", f"![[old.png|300]]\n\n{now[0].trace}\n".encode()), "picture") == {OUTDATED}


@pytest.mark.parametrize("suffix", ["odt", "odp"])
def test_heads_and_masters_of_open_documents(suffix, told, now, old_png, shown):
    whole = papers.MAKERS[suffix](shown, now)
    frame = '<draw:frame><draw:image xlink:href="Pictures/old.png"/></draw:frame>'
    style = f"<office:document-styles {papers._ODF}><office:master-styles>{frame}</office:master-styles></office:document-styles>"
    made = papers.joined(whole, {"styles.xml": style.encode(), "Pictures/old.png": old_png})
    assert states(told(f"a.{suffix}", made), "picture") == {CURRENT, OUTDATED}


def test_a_diagram(told, now, old_png, shown):
    def alter(made):
        part = made.slides[0].part
        held, _ = part.get_or_add_image_part(io.BytesIO(old_png))
        drawn = Part(PackURI("/ppt/diagrams/drawing1.xml"), "application/xml", part.package, b"")
        drawn._blob = _DIAGRAM.format(drawn.relate_to(held, f"{papers.office.LINK}/image")).encode()
        part.relate_to(drawn, "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing")

    verdicts = told("a.pptx", papers.slides(shown, now, alter=alter))
    assert {v.state for v in verdicts if v.place.startswith("diagram 1")} == {OUTDATED}


def test_a_document_within_a_document_is_said(told, now, shown):
    def alter(made):
        made._body._element.insert(0, made._body._element.makeelement(qn("w:altChunk"), {}))

    (strange,) = [v for v in told("a.docx", papers.word(shown, now, alter=alter))
                  if v.state != CURRENT]  # fmt: skip
    assert strange.state == UNSURE and "document within" in strange.details[0]


@pytest.mark.parametrize("kind", ["title", "caption"])
def test_the_authors_titles_and_captions(kind, told, now, shown):

    def retitled(made):
        made.slides[0].shapes.title.text = SAID

    def captioned(made):
        made.add_paragraph(f"Figure 9. {SAID}.", "Caption")

    made = papers.slides(shown, now, alter=retitled) if kind == "title" else papers.word(shown, now, alter=captioned)
    verdicts = told("a.pptx" if kind == "title" else "a.docx", made)
    assert any(v.what == "number" and SAID in v.details[0] for v in verdicts)


@pytest.mark.parametrize("keeps_properties", [True, False])
def test_a_scan_laid_over_todays_page(keeps_properties, told, now, old_png):
    scan, out, made = io.BytesIO(), io.BytesIO(), PdfWriter()
    Image.open(io.BytesIO(old_png)).convert("RGB").save(scan, "PDF", resolution=300)
    page = PdfReader(io.BytesIO(save.made(now[0], "pdf")))
    made.add_page(page.pages[0])
    made.add_metadata(dict(page.metadata) if keeps_properties else {})
    made.pages[0].merge_page(PdfReader(scan).pages[0], over=True)
    made.write(out)
    assert CURRENT not in states(told("a.pdf", out.getvalue()), "picture")
