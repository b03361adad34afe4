"""What documents of this project say beside the charts: findings, sources, the version. Their numbers need no row."""

import re
from functools import cache

import nbformat

from campaigns import project
from campaigns.documents import caption, sections
from campaigns.documents.audit import parts
from campaigns.documents.audit.traces import numbers
from campaigns.documents.words import WORDS


def numbers_of_ours(text):
    """The numbers of a text that stand in a sentence of the project's own, or before it, as in a list."""
    said = [*(finding for language in WORDS for _, finding in findings(language)), *_sentences()]
    held = [one for one in said if parts.holds(text, one)]
    return set().union(*map(numbers, held), re.findall(r"^\d+", text) if held else ())


@cache
def findings(language):
    """(stem of a notebook, finding) of every finding as it is stored, in a language."""
    stored = {path.stem: nbformat.read(path, as_version=4) for path in sorted(project.NOTEBOOKS.glob("*.ipynb"))}
    return [(stem, finding) for stem, notebook in stored.items() for finding in sections.findings(notebook, language)]


@cache
def _sentences():
    """Sources, version lines."""
    work = caption.work()
    told = [text for source in caption.sources() for text in (source.title, source.words)]
    return [*told, *(work.line(language) for language in WORDS)]
