"""Charts drawn in lines on a page of a PDF, and pictures at captions: words that are right do not make a drawing so."""

import io

import papers
import pytest
from campaigns.charts import save
from campaigns.charts.forms import bars
from campaigns.documents.audit import CURRENT, UNSURE, parts, pdf
from campaigns.documents.audit.held import Picture
from documents.small import TITLE, WORDS, few
from docx import Document
from docx.shared import Inches
from matplotlib.patches import Rectangle
from papers import BARS, VISITS, details, states


def _text(figure, words):
    return next(text for text in figure.texts if text.get_text() == words)


def _covered(figure):
    box = _text(figure, "more than 43,000 households").get_window_extent()
    corner, far = figure.transFigure.inverted().transform([box.p0, box.p1])
    figure.add_artist(Rectangle(corner, *(far - corner), transform=figure.transFigure, color="white", zorder=1000))


def _drawn_upon(figure):
    figure.add_artist(Rectangle((0.3, 0.4), 0.2, 0.2, transform=figure.transFigure, fill=False, zorder=1000))


def _without_a_mark(figure):
    figure.findobj(lambda one: one.get_gid() == "dot:gz22-shops-visited")[0].set_visible(False)


def _another_number(figure):
    _text(figure, "more than 43,000 households").set_text("more than 34,000 households")


def _another_hedge(figure):
    _text(figure, "more than 43,000 households").set_text("43,000 households")


ALTERED = [_covered, _drawn_upon, _without_a_mark, _another_number, _another_hedge]


@pytest.mark.parametrize("alter", ALTERED)
def test_a_drawing_altered_on_its_page_is_never_current(alter, now, told):
    chart = now[0].at()
    alter(chart.figure)
    verdicts = told("a.pdf", save.made(chart, "pdf"))
    assert states(verdicts, "picture") == states(verdicts) == {UNSURE}
    assert states(told("a.pdf", save.made(now[0].at(), "pdf"))) == {CURRENT}


@pytest.mark.parametrize("layout", [{"width": 3.35}, {"width": 6.9}, {"grey": True}])
def test_a_chart_file_of_another_layout_is_current(layout, now, told):
    for chart in now:
        assert states(told("a.pdf", save.made(chart.at(**layout), "pdf")), name=chart.name) == {CURRENT}


def _report(pictures, captions, above):
    made = Document()
    for picture, chart in zip(pictures, captions, strict=True):
        for is_caption in (above, not above):
            if is_caption:
                made.add_paragraph(f"Figure 1. {chart.title}.", "Caption")
            else:
                made.add_picture(io.BytesIO(picture), width=Inches(6))
    return papers.saved(made)


@pytest.mark.parametrize("above", [True, False])
def test_a_picture_at_the_caption_of_another_chart_is_doubted(above, now, told, new_png, bars_png):
    swapped = told("a.docx", _report([bars_png, new_png], now, above))
    for name, other in ((VISITS, BARS), (BARS, VISITS)):
        assert states(swapped, "picture", name) == {UNSURE}
        assert f"the caption at this picture is that of chart {other}" in details(swapped, name)
    assert {v.state for v in told("a.docx", _report([new_png, bars_png], now, above))} == {CURRENT}


@pytest.mark.parametrize("above", [True, False])
def test_captions_beside_each_other_in_a_table_are_each_their_pictures(above, now, told, new_png, bars_png):
    made = Document()
    table = made.add_table(2, 2)
    for n, (picture, chart) in enumerate(zip((new_png, bars_png), now, strict=True)):
        table.cell(int(above), n).paragraphs[0].add_run().add_picture(io.BytesIO(picture), width=Inches(3))
        table.cell(int(not above), n).paragraphs[0].text = f"Figure {n + 1}. {chart.title}."
        table.cell(int(not above), n).paragraphs[0].style = "Caption"
    verdicts = told("a.docx", papers.saved(made))
    assert states(verdicts, "picture") == states(verdicts, "picture", BARS) == {CURRENT}


def test_sources_may_stand_in_another_order_or_in_short_and_others_are_told():
    chief = [
        f"{nth} Daily of a Province and a City (第{n}日报), {n} Jul 2022"
        for n, nth in enumerate(("First", "Second"), 1)
    ]
    listed = [*chief, "Third, 3 Jul 2024", "Fourth, 4 Jul 2024"]
    chart = bars(few(1200, 900, 1500), "91_disputes_bars", title=TITLE, sources=listed, **WORDS)
    short = chart.small_print()
    assert "and 2 more" in short
    others = f"Sources: {'; '.join([*listed[:3], 'Fifth, 5 Jul 2024'])}."
    for line, moved in ((short, 0), (f"Sources: {'; '.join(listed[::-1])}.", 0), (others, 1)):
        told = [one for one in parts.moved(chart, [line]) if one.startswith("sources")]
        assert len(told) == moved, line


def _printed(boxes, texts):
    """A page as a browser prints it, on a white ground within its margins. boxes: (left, bottom, wide, high)."""
    drawn = [f"{' '.join(map(str, box))} re f" for box in boxes]
    words = [f"BT /F1 10 Tf {left} {bottom} Td (Words of an item) Tj ET" for left, bottom in texts]
    content = "\n".join(["1 g 57 42 482 757 re f 0 g", *drawn, *words])
    font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources{font}>>",
               f"<</Length {len(content)}>>stream\n{content}\nendstream"]  # fmt: skip
    told = "".join(f"{n} 0 obj\n{one}\nendobj\n" for n, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{told}trailer<</Root 1 0 R/Size 5>>\n%%EOF".encode()


def test_bullets_rules_and_grounds_of_a_printed_page_are_no_picture():
    rows = range(600, 700, 10)
    lists = [(left, y, 3, 3) for y in rows for left in (59, 298)], [(left + 7, y) for y in rows for left in (59, 298)]
    rule, marks = (57, 590, 482, 1.5), [(60 + 4 * n, y, 3, 3) for n, y in enumerate(rows)]
    for boxes, texts, many in (
        ([*lists[0], rule], lists[1], 0),
        ([*lists[0], rule], [], 1),  # without words behind them they may be the marks of a chart
        ([*marks, rule], [(left + 7, y) for left, y, *_ in marks], 1),  # in many columns too
        ([*lists[0], (57, 640, 300, 20)], lists[1], 0),
        ([*lists[0], (57, 560, 300, 70)], lists[1], 1),
    ):
        items = pdf.opened(_printed(boxes, texts))
        assert len([one for one in items if isinstance(one, Picture)]) == many, boxes
