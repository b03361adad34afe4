"""What documents of this project say beside the charts: findings, sources, the version. Their numbers need no row."""

import re
from functools import cache

import nbformat

from campaigns import project
from campaigns.documents import caption, sections
from campaigns.documents.audit import parts
from campaigns.documents.audit.traces import numbers
from campaigns.documents.words import WORDS


def numbers_of_ours(text, charts):
    """The numbers of a text that stand in a sentence of the project's own, or before it, as in a list."""
    said = [*_sentences(), *_counted(frozenset(len(card.sources) for card in caption.numbered(charts)))]
    held = [one for one in said if parts.holds(text, one)]
    return set().union(*map(numbers, held), re.findall(r"^\d+", text) if held else ())


@cache
def _sentences():
    """Findings as they are stored, sources, version lines."""
    stored = [nbformat.read(path, as_version=4) for path in sorted(project.NOTEBOOKS.glob("*.ipynb"))]
    work = caption.work()
    told = [finding for notebook in stored for finding in sections.findings(notebook)]
    told += [text for source in caption.sources() for text in (source.title, source.words)]
    return [*told, *(work.line(language) for language in WORDS)]


@cache
def _counted(counts):
    return [words["numbered"].format(n=n) for words in WORDS.values() for n in counts]
