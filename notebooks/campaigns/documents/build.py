"""The charts as documents: report.docx, report.pptx, report.html, captions.md, factsheets, pages to embed, cards."""

import re
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from pathlib import Path

from campaigns import project
from campaigns.documents import KINDS, audit
from campaigns.documents.caption import numbered, work
from campaigns.documents.makers import counted
from campaigns.documents.office import CannotUse
from campaigns.documents.sections import sections
from campaigns.rerun import collect

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
    def sheet(self):
        """The paper to lay out for; None where the house template says."""
        return self.paper or (None if self.template("word") else "A4")

    @property
    def work(self):
        """How the whole work is named and cited in the documents."""
        return work(self.title, self.author, self.language)

    @property
    def file(self):
        """The one file that is wanted, or None: a name with an ending, unless a folder of that name is there."""
        named = self.out and re.fullmatch(r"\.[A-Za-z]\w*", self.out.suffix) and not self.out.is_dir()
        return self.out if named else None

    @property
    def wanted(self):
        """The kinds that are wanted; raises CannotUse for a file that is none of them."""
        if not self.file:
            return tuple(self.kinds) or USUAL
        found = tuple(kind for kind, (_, ending, _) in KINDS.items() if ending == self.file.suffix.lower())
        if not found:
            endings = ", ".join(ending for _, ending, _ in KINDS.values() if ending)
            raise CannotUse(
                f"--out {self.out}: no report is such a file. Give it one of the endings {endings}, or name a folder"
            )
        if strange := [kind for kind in self.kinds if kind not in found]:
            raise CannotUse(f"--out {self.out} is one file, for {found[0]}; for --as {' '.join(strange)} name a folder")
        return found

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
        wish.template(kind)
    wanted = wish.wanted  # what cannot be is said before the charts are drawn, which takes its time
    cards = numbered(collect.charts(wish.charts, tell=tell), wish.language)
    held = sections(cards)
    told = word.arranged(held, wish.language, wish.sheet, wish.template("word"), counted("laying out", cards, tell))
    paths = []
    for kind in wanted:
        module, maker = KINDS[kind][2].split(":")
        make = getattr(import_module(f"campaigns.documents.{module}"), maker)
        for name, content in make(wish, told, tell):
            paths.append(_written(_path(wish, kind, name), content, tell))
            _note(paths[-1], [card.chart for card in cards])
    return paths


def _note(path, charts):
    """Note the drawings of a file as ours, so that they are known again without being drawn."""
    with suppress(audit.CannotRead):  # a kind of file that is not read, or one too large to be
        audit.Shapes(audit.FOLDER).note_all(audit.look_into(path), charts)


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


def write_sizes(sizes, wish, grey=False, tell=lambda line: None):
    """Write SVG, PDF and PNG of charts laid out anew for sizes (names of pictures.SIZES), into a folder for each.

    Returns the folders. Raises as write() does, and MisleadingChart where a chart is not legible at a size.
    """
    from campaigns.documents import pictures

    if wish.file:
        raise CannotUse(f"--out {wish.out}: pictures of a size are many files. Name a folder")
    charts, folders = collect.charts(wish.charts, tell=tell), []
    for size in sizes:
        folder = (wish.out or project.figures()) / "sizes" / (f"{size}-grey" if grey else size)
        folders.append(folder)
        for number, chart in enumerate(charts, 1):
            tell(f"{size}: {chart.name} ({number} of {len(charts)})")
            for name, content in pictures.at_size(chart, size, grey=grey, language=wish.language):
                project.write(folder / name, content)
    return folders
