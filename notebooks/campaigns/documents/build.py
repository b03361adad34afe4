"""The charts as documents: report.docx, report.pptx, report.html and captions.md in figures/, and at other sizes."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

from campaigns import project
from campaigns.documents.caption import Card, captions
from campaigns.rerun import collect
from campaigns.rerun.execute import FORKS

#: Width in inches of a journal's one and two columns; a slide's width follows from the chart (slides.drawn).
SIZES = {"one-column": 3.35, "two-columns": 6.9, "slide": None}


def write(patterns=(), language="en", tell=lambda line: None):
    """Write the documents; returns their paths. patterns: names of charts such as "02_*", none for all.

    tell is called with a line for each step. Raises collect.NoSuchChart for a pattern that matches none,
    collect.NotebookFails, MisleadingChart where a chart is not legible, OSError.
    """
    from campaigns.documents import (
        slides,
        webpage,  # here, because only a report needs the libraries
        word,
    )

    tell("drawing the charts ...")
    cards = numbered(collect.charts(patterns), language)
    made = {
        "captions.md": lambda: captions(cards).encode(),
        "report.html": lambda: webpage.page(cards),
        "report.docx": lambda: word.document(cards),
        "report.pptx": lambda: slides.presentation(cards),
    }
    tell(f"making {', '.join(made)} ...")
    contents = _side_by_side(made.values())
    for name, content in zip(made, contents, strict=True):
        project.write(project.figures() / name, content)
    return [project.figures() / name for name in made]


def _side_by_side(makers):
    """What the makers return, each run in a process of its own where the system can fork, so that the charts need not be
    drawn again for it."""
    global _makers
    _makers = list(makers)
    at_once = min(len(_makers), os.cpu_count() or 1) if FORKS else 1
    if at_once > 1:
        with suppress(BrokenProcessPool), ProcessPoolExecutor(at_once, multiprocessing.get_context("fork")) as pool:
            return list(pool.map(_made_by, range(len(_makers))))
    return [make() for make in _makers]  # also where a process was killed, for want of memory


def _made_by(number):
    return _makers[number]()


def numbered(charts, language="en"):
    """Cards of the charts, numbered from 1."""
    return [Card(number, chart, language) for number, chart in enumerate(charts, 1)]


def write_sizes(sizes, grey=False, patterns=(), language="en"):
    """Write SVG, PDF and PNG of charts laid out anew for sizes (names of SIZES), into a folder for each.

    Returns the folders. Raises as write() does, and MisleadingChart where a chart is not legible at a size.
    """
    charts, folders = collect.charts(patterns), []
    for size in sizes:
        folder = project.figures() / "sizes" / (f"{size}-grey" if grey else size)
        folders.append(folder)
        for chart in charts:
            for name, content in at_size(chart, size, grey=grey, language=language):
                project.write(folder / name, content)
    return folders


def at_size(chart, size, **layout):
    """(file name, bytes) of a chart at a size: SVG with its fonts, PDF, and PNG at 300 dpi of the size used."""
    from campaigns.charts import save
    from campaigns.documents import slides, webpage

    if SIZES[size]:
        parts = [(chart.at(width=SIZES[size], **layout), 1)]
        save.check(parts[0][0])
    else:
        parts = slides.drawn(chart, **layout)
    for n, (part, factor) in enumerate(parts, 1):
        name = chart.name if len(parts) == 1 else f"{chart.name}_{n}"
        yield f"{name}.svg", webpage.with_fonts(save.made(part, "svg"))
        yield f"{name}.pdf", save.made(part, "pdf")
        yield f"{name}.png", save.picture(part, dpi=round(300 * factor))
