"""The charts as documents: report.docx, report.pptx, report.html and captions.md in figures/."""

from campaigns import collect, tables
from campaigns.cards import Card, captions

#: name of a size: width in inches of a journal's one and two columns, and of a 16:9 slide.
SIZES = {"one-column": 3.35, "two-columns": 6.9, "slide": None}


def write(patterns=(), language="en", folder=None):
    """Write the documents; returns their paths. patterns: names of charts such as "02_*", none for all.

    Raises collect.NoSuchChart for a pattern that matches none.
    """
    from campaigns import page, slides, word  # here, because only a report needs the libraries

    cards = numbered(collect.charts(patterns), language)
    folder = folder or tables.figures()
    made = {
        "captions.md": lambda: captions(cards).encode(),
        "report.html": lambda: page.page(cards),
        "report.docx": lambda: word.document(cards),
        "report.pptx": lambda: slides.presentation(cards),
    }
    for name, make in made.items():
        tables.write(folder / name, make())
    return [folder / name for name in made]


def numbered(charts, language="en"):
    """Cards of the charts, numbered from 1."""
    return [Card(number, chart, language) for number, chart in enumerate(charts, 1)]
