"""The sections of a document: for each notebook its title, the question it asks, its findings, and its charts."""

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from campaigns import project
from campaigns.documents.caption import ended
from campaigns.documents.words import WORDS


@dataclass(frozen=True)
class Section:
    """A notebook's part of a document. path: of its file (None for charts of no notebook). title: its heading.
    questions: what it asks, in sentences. findings: sentences. cards: the Cards of its charts. findings_after: how many
    charts stand before the findings, where that fills the pages better."""

    path: Path | None
    title: str
    questions: tuple = ()
    findings: tuple = ()
    cards: list = field(default_factory=list)
    findings_after: int = 0

    @property
    def name(self):
        """The stem of its file, "" of none."""
        return self.path.stem if self.path else ""

    def at(self, cards):
        """The same of these Cards, in their language."""
        return _read(self.path, cards) if self.path else replace(self, cards=cards)


def sections(cards, folder=None):
    """Sections that hold the Cards, in the order of the notebooks that made them; charts of none come last."""
    left, made = list(cards), []
    for path in sorted((folder or project.NOTEBOOKS).glob("*.ipynb")):
        own = [card for card in left if card.chart.notebook == path.stem]
        left = [card for card in left if card not in own]
        if own:
            made.append(_read(path, own))
    if left:
        made.append(Section(None, WORDS[left[0].language]["more"], cards=left))
    return made


def stored(path):
    """A notebook as a dictionary, each text one string; nbformat takes two seconds to be imported, and checks nothing
    that is asked for here."""
    return json.loads(path.read_bytes(), object_hook=_with_whole_texts)


def _with_whole_texts(held):
    """A JSON object whose texts are not lists of lines."""
    texts = {key for key in held if key in ("source", "text") or key.startswith("text/")}
    return {key: "".join(value) if key in texts and isinstance(value, list) else value for key, value in held.items()}


def _read(path, cards):
    """Section of a stored notebook with its cards; in a Chinese document what the notebook says in Chinese."""
    notebook, language = stored(path), cards[0].language
    told = next((cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown"), "")
    title = re.search(r"^# +(.+)$", told, re.MULTILINE)
    heading = _words(title[1]) if title else path.stem
    if language == "zh":
        chinese = re.search(r"[\u3400-\u9fff][\u3400-\u9fff\d、 ]*[\u3400-\u9fff\d]", heading)
        said = findings(notebook, "zh") or tuple(ended(card.chart.title) for card in cards)
        return Section(path, chinese[0].replace(" ", "") if chinese else heading, (), said, cards)
    prose = " ".join(line for line in told.splitlines() if not line.startswith("#"))
    questions = re.findall(r"[^.?!]*[^.?!\s]\?", _words(prose))
    return Section(path, heading, tuple(q.strip() for q in questions), findings(notebook), cards)


def findings(notebook, language="en"):
    """The sentences of the first cell that shows findings, as stored; () where there are none in a language."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and re.search(r"^(?:\w+\.)?findings\(", cell["source"], re.MULTILINE):
            shown = next((out for out in cell["outputs"] if "text/markdown" in out.get("data", {})), {})
            if language == "zh":
                return tuple(shown.get("metadata", {}).get("text/markdown", {}).get("zh", ()))
            lines = shown.get("data", {}).get("text/plain", "").splitlines()
            return tuple(line.removeprefix("- ") for line in lines)
    return ()


def _words(markdown):
    """A line of Markdown without its marks."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"\s+", " ", re.sub(r"(?<!\\)[*`]+|\\(?=[^\w\s])", "", text)).strip()
