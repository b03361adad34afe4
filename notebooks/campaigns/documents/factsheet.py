"""NAME_factsheet.pdf: a question with its findings and charts on one A4 page, tagged (PDF/UA-1), for print and screen.

Set by Typst, which comes as a wheel for every system, needs no browser and no system library, and tags what it sets.
"""

import json
import re
import shutil
import tempfile
from itertools import combinations, product
from pathlib import Path

import pypdfium2
import typst
from lxml import etree
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from campaigns.charts import fonts, save
from campaigns.charts.chart import quoted
from campaigns.charts.honesty import MisleadingChart
from campaigns.charts.layout import EDGE
from campaigns.documents import office
from campaigns.documents.pictures import title_size
from campaigns.documents.words import TAGS, spoken, unbroken, whole_terms

WIDTH, GUTTER = 6.9, 0.2  # inches between the margins of the page, and between its two columns
_SVG = "http://www.w3.org/2000/svg"
_ANCHORS = {"start": 0, "middle": 0.5, "end": 1}  # share of a line that stands before its place
_ROOM = 10.3  # inches between head and foot
_MANNERS = ((1, WIDTH), (1, 6.3), (2, (WIDTH - GUTTER) / 2))  # columns, width of a chart


def factsheet(section, work, *, language="en"):
    """(bytes of the PDF, Cards for which the page has no room) of a Section: as many of its charts as fit, the first
    ones first, at full width if they fit so, else in two columns. Raises MisleadingChart if not even one fits."""
    drawn = {width: {card.number: _drawn(card, width, language) for card in section.cards} for _, width in _MANNERS}
    for count in range(len(section.cards), 0, -1):
        for shown in combinations(section.cards, count):
            missing = [card for card in section.cards if card not in shown]
            for columns, width in _MANNERS:
                charts = [drawn[width][card.number] for card in shown]
                dealt = _dealt(charts, columns) if all(charts) else None
                if not dealt:
                    continue
                told = _told(section, shown, missing, work, language) | {"columns": dealt, "gutter": GUTTER}
                content = _set(told, charts, width)
                if len(pypdfium2.PdfDocument(content)) == 1:
                    return content, missing
    raise MisleadingChart(f"no chart of “{section.title}” fits on a page with its findings")


def _drawn(card, width, language):
    """A chart laid out at a width; None where it cannot be so narrow."""
    try:
        return card.chart.at(width=width, language=language)
    except MisleadingChart:
        return None


def _dealt(charts, columns):
    """The numbers of the charts in each column, the first chart in the first, so that the columns are as even as can be;
    None where they are higher than a page."""
    heights = [chart.sheet.height for chart in charts]
    dealt = [[[n for n, there in enumerate(places) if there == column] for column in range(columns)]
             for places in product(range(columns), repeat=len(charts)) if places[0] == 0]  # fmt: skip
    highest, best = min((max(sum(heights[n] for n in column) for column in deal), deal) for deal in dealt)
    return best if highest <= _ROOM else None


def _set(told, charts, width):
    """The PDF of what is told with the Charts laid out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(office.TEMPLATES / "factsheet.typ", folder)
        for number, chart in enumerate(charts):
            (folder / f"{number}.svg").write_bytes(_in_their_fonts(save.made(chart, "svg")))
        told["edge"] = EDGE
        told["charts"] = [{"file": f"{n}.svg", "alt": chart.alt, "width": width} for n, chart in enumerate(charts)]
        return typst.compile(
            folder / "factsheet.typ", root=folder, format="pdf", pdf_standards=["ua-1"], timestamp=0,
            font_paths=[fonts.register()[0].parent], ignore_system_fonts=True, sys_inputs={"sheet": json.dumps(told)},
        )  # fmt: skip


def _in_their_fonts(svg):
    """An SVG in which every piece of a line has one font and a place of its own: Typst sets a line that needs two
    fonts in the second alone, where quotation marks are wide and nothing is bold."""
    root = etree.fromstring(svg)
    for line in root.iter(f"{{{_SVG}}}text"):
        pieces = spoken(line.text or "")
        if len(pieces) > 1:
            look = dict(re.findall(r"([\w-]+):\s*([^;]+)", line.get("style")))
            size, weight = float(look["font-size"].removesuffix("px")), int(look.get("font-weight", 400))
            widths = [_width(words, size, weight) for words, _ in pieces]
            x = float(line.get("x")) - sum(widths) * _ANCHORS[look.get("text-anchor", "start")]
            line.text = None
            for (words, tag), width in zip(pieces, widths, strict=True):
                families = "', '".join(fonts.FAMILIES[1:] if tag == TAGS["zh"] else fonts.FAMILIES[:1])
                style = f"font-family: '{families}'; text-anchor: start; white-space: pre"
                etree.SubElement(line, f"{{{_SVG}}}tspan", x=f"{x:g}", style=style).text = words
                x += width
    return etree.tostring(root)


def _width(text, size, weight):
    """Points of a line as Typst sets it, to no dots; charts.text measures the steps of letters in whole dots."""
    font = FontProperties(family=fonts.FAMILIES, size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def _told(section, shown, missing, work, language):
    """The words of a factsheet, each text as pieces with their languages."""
    words = shown[0].words
    sources = {source.source_id: source for card in shown for source in card.sources}
    titles = words["apart"].join(quoted(card.chart.title) for card in missing)
    left = words["missing"].format(charts=titles) if missing else ""
    return {
        "title": section.title, "author": work.author, "lang": language,
        "day": [work.day.year, work.day.month, work.day.day],
        "description": f"{work.title}. {work.line(language)}.", "heading": _pieces(section.title, language),
        "size": title_size(section.title, WIDTH * 72),
        "questions": _pieces(" ".join(section.questions), language),
        "findings": [_pieces(finding, language) for finding in section.findings],
        "sources_word": _pieces(words["sources"], language), "apart": words["apart"],
        "missing": _pieces(left, language),
        "sources": [{"words": _pieces(source.words, language), "link": source.link} for source in sources.values()],
        "foot": _pieces(words["reading"][0], language),
        "work": _pieces(f"{work.title} · {work.line(language)}", language),
    }  # fmt: skip


def _pieces(text, language):
    languages = {tag: language for language, tag in TAGS.items()}
    return [[words, languages[tag]] for words, tag in spoken(whole_terms(unbroken(text)), language)]
