"""A copy of a Word file with a comment at each object that is not today's."""

import io
from pathlib import Path

from docx import Document
from docx.text.run import Run

from campaigns import project
from campaigns.documents import audit
from campaigns.documents.audit.package import ancestor
from campaigns.record import schema

AUTHOR = "run.py stale"


def annotated(path, charts, failures=None, album=None):
    """Write the copy beside a file, as NAME.checked.docx; returns its path, or a sentence why there is none.

    Raises CannotRead as audit.look_into does.
    """
    path = Path(path)
    if path.suffix.lower() not in (".docx", ".docm", ".dotx"):
        return f"{path}: only Word files can be annotated"
    items = audit.look_into(path)
    document = Document(io.BytesIO(_as_docx(path.read_bytes())))
    told = [verdict for verdict in audit.audit(items, charts, failures, album) if verdict.is_fault]
    paragraphs = list(document.element.body.iter(f"{{{document.element.nsmap['w']}}}p"))
    places = _places(items)
    for verdict in told:
        paragraph = places.get(id(verdict.item))
        if paragraph is not None and paragraph < len(paragraphs):
            _comment(document, paragraphs[paragraph], verdict)
    out = io.BytesIO()
    document.save(out)
    target = path.with_name(f"{path.stem}.checked.docx")
    project.write(target, out.getvalue())
    return target


def _places(items):
    """{id of an Item: number of the paragraph that holds it, in the body of the document}."""
    numbers, places = {}, {}
    for item in items:
        mark = getattr(item, "mark", None)
        if mark is None or not mark.getroottree().getroot().tag.endswith("}document"):
            continue
        root = mark.getroottree().getroot()
        if not numbers:
            numbers = {
                p: n
                for n, p in enumerate(
                    e for e in root.iter() if str(e.tag).endswith("}p") and "wordprocessingml" in e.tag
                )
            }
        holder = mark if mark in numbers else ancestor(mark, {"p"})
        if holder is None:  # a row of a table
            holder = next((e for e in mark.iter() if e in numbers), None)
        if holder in numbers:
            places[id(item)] = numbers[holder]
    return places


def _comment(document, paragraph, verdict):
    """Put a comment on the runs of a paragraph."""
    runs = [Run(element, None) for element in paragraph.iter(f"{{{paragraph.nsmap['w']}}}r")]
    if runs:
        words = "\n".join(filter(None, [f"{verdict.name} {verdict.what}: {verdict.state}".strip(), *verdict.details]))
        document.add_comment([runs[0], runs[-1]], text=words[:4000], author=AUTHOR, initials=schema.version()[:9])


def _as_docx(content):
    """The bytes of a Word file as those of a docx: a macro file or a template differs in what it calls itself."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "[Content_Types].xml":
                for kind in (b"application/vnd.ms-word.document.macroEnabled",
                             b"application/vnd.ms-word.template.macroEnabledTemplate",
                             b"application/vnd.openxmlformats-officedocument.wordprocessingml.template"):  # fmt: skip
                    data = data.replace(
                        kind + b".main+xml",
                        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    )
            new.writestr(part, data)
    return out.getvalue()
