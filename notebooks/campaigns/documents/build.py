"""The charts as documents: report.docx, report.pptx, report.html, captions.md, factsheets, pages to embed, cards."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from campaigns import project
from campaigns.documents.caption import captions, numbered, work
from campaigns.documents.office import CannotUse
from campaigns.documents.sections import Section, sections
from campaigns.rerun import collect

#: kind: (file name, ending by which --out FILE asks for it; "" where it is many files).
KINDS = {
    "word": ("report.docx", ".docx"),
    "slides": ("report.pptx", ".pptx"),
    "page": ("report.html", ".html"),
    "captions": ("captions.md", ".md"),
    "factsheet": ("{name}_factsheet.pdf", ".pdf"),
    "embed": ("embed/{name}.html", ""),
    "cards": ("cards/{name}.png", ""),
}
USUAL = ("word", "slides", "page", "captions")
_TEMPLATES = {"word": (".docx", ".dotx", ".docm", ".dotm"), "slides": (".pptx", ".potx", ".pptm", ".potm")}


@dataclass(frozen=True)
class Wish:
    """What documents are wanted, and how.

    charts: patterns of names such as "02_*", none for all. kinds: of KINDS. out: folder, or a file whose ending says
    the kind. paper: "A4" or "Letter", None = A4 or the house template's. templates: paths of docx, dotx, pptx or potx
    files. table: the Word file ends with the table of figures. native: slides also hold charts and tables to edit.
    """

    charts: tuple = ()
    language: str = "en"
    kinds: tuple = ()
    out: Path | None = None
    title: str | None = None
    author: str | None = None
    paper: str | None = None
    templates: tuple = ()
    table: bool = True
    native: bool = False

    @property
    def file(self):
        """The one file that is wanted, or None."""
        return self.out if self.out and self.out.suffix in {ending for _, ending in KINDS.values() if ending} else None

    @property
    def wanted(self):
        """The kinds that are wanted."""
        if self.file:
            return tuple(kind for kind, (_, ending) in KINDS.items() if ending == self.file.suffix)
        return tuple(self.kinds) or USUAL

    def template(self, kind):
        """The house template for a kind, or None; raises CannotUse for a file that is none."""
        for path in self.templates:
            if not any(str(path).lower().endswith(endings) for endings in _TEMPLATES.values()):
                raise CannotUse(f"{path} is no template: a docx, dotx, pptx or potx file is needed")
        return next((path for path in self.templates if str(path).lower().endswith(_TEMPLATES[kind])), None)


def write(wish, tell=lambda line: None):
    """Write the documents of a Wish; returns their paths. tell is called with a line for each step.

    A file that is there already and differs is kept beside the new one under another name, and told. Raises
    collect.NoSuchChart, collect.NotebookFails, MisleadingChart where a chart is not legible, CannotUse, OSError.
    """
    from campaigns.documents import word  # here, because only a report needs the library

    for kind in _TEMPLATES:
        wish.template(kind)  # before the charts are drawn, which takes its time
    cards = numbered(collect.charts(wish.charts, tell=tell), wish.language)
    held = sections(cards)
    template = wish.template("word")
    told = word.arranged(held, wish.language, _paper(wish), template)
    paths = []
    for kind in wish.wanted:
        for name, content in _MAKERS[kind](wish, told, tell):
            paths.append(_written(_path(wish, kind, name), content, tell))
    return paths


def _paper(wish):
    return wish.paper or (None if wish.template("word") else "A4")


def _path(wish, kind, name):
    folder = wish.out or project.figures()
    return wish.file or folder / KINDS[kind][0].format(name=name)


def _written(path, content, tell):
    """Write a file; one that is there and differs, perhaps with an author's edits, is kept beside it."""
    if path.exists() and path.read_bytes() != content:
        names = (path.with_name(f"{path.stem}.kept-{n}{path.suffix}") for n in count(1))
        kept = next(name for name in names if not name.exists())
        path.rename(kept)
        tell(f"{path.name} was there before; it is kept as {kept.name}")
    project.write(path, content)
    return path


def _word(wish, told, tell):
    from campaigns.documents import word

    tell("making the Word file ...")
    yield "", word.document(told, _work(wish), language=wish.language, paper=_paper(wish),
                            template=wish.template("word"), table=wish.table)  # fmt: skip


def _slides(wish, told, tell):
    from campaigns.documents import slides

    tell("making the slides ...")
    template = wish.template("slides")
    yield "", slides.presentation(told, _work(wish), language=wish.language, template=template, native=wish.native)


def _page(wish, told, tell):
    from campaigns.documents import webpage

    tell("making the page ...")
    yield "", webpage.page(told, _work(wish), language=wish.language)


def _captions(wish, told, tell):
    yield "", captions([card for section in told for card in section.cards], _work(wish)).encode()


def _factsheets(wish, told, tell):
    from campaigns.documents.factsheet import factsheet

    if len(told) > 1 and (wish.file or wish.title):  # a choice of charts under a title of its own
        told = [Section("report", _work(wish).title, cards=[card for section in told for card in section.cards])]
    for section in told:
        tell(f"making the factsheet of {section.title} ...")
        content, missing = factsheet(section, _work(wish), language=wish.language)
        if missing:
            tell(f"no room on its page for {', '.join(card.chart.name for card in missing)}; choose with --charts")
        yield section.name or "report", content


def _embedded(wish, told, tell):
    from campaigns.documents import webpage

    tell("making a page to embed for each chart ...")
    for section in told:
        for card in section.cards:
            yield card.chart.name, webpage.embed(card)


def _cards(wish, told, tell):
    from campaigns.documents import pictures

    tell("making a card for each chart ...")
    for section in told:
        for card in section.cards:
            yield card.chart.name, pictures.card(card.chart, language=wish.language)


_MAKERS = {
    "word": _word, "slides": _slides, "page": _page, "captions": _captions, "factsheet": _factsheets,
    "embed": _embedded, "cards": _cards,
}  # fmt: skip


def _work(wish):
    return work(wish.title, wish.author, wish.language)


def write_sizes(sizes, wish, grey=False, tell=lambda line: None):
    """Write SVG, PDF and PNG of charts laid out anew for sizes (names of pictures.SIZES), into a folder for each.

    Returns the folders. Raises as write() does, and MisleadingChart where a chart is not legible at a size.
    """
    from campaigns.documents import pictures

    charts, folders = collect.charts(wish.charts, tell=tell), []
    for size in sizes:
        folder = (wish.out or project.figures()) / "sizes" / (f"{size}-grey" if grey else size)
        folders.append(folder)
        for number, chart in enumerate(charts, 1):
            tell(f"{size}: {chart.name} ({number} of {len(charts)})")
            for name, content in pictures.at_size(chart, size, grey=grey, language=wish.language):
                project.write(folder / name, content)
    return folders
