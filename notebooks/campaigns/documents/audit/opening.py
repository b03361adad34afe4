"""A file, opened as Items whatever its format, within bounds of size and time."""

import contextlib
import multiprocessing
import signal
import sys
from pathlib import Path

from campaigns.documents.audit import markup, office, package, pdf, raster
from campaigns.documents.audit.held import CannotRead, Picture, Row, Unread, Words

SECONDS = 10  # of the clock, for reading one file
_MEMORY = 6_000_000_000  # bytes
LONGEST = 20_000  # characters of one paragraph, row, page or alt text: no step may take long over it
_KINDS = {
    office.word: "docx docm dotx dotm", office.slides: "pptx pptm ppsx potx", office.open_document: "odt ott odp otp",
    pdf.opened: "pdf", markup.page: "html htm xhtml", markup.markdown: "md", markup.drawing: "svg",
    raster.opened: "png jpg jpeg webp",
}  # fmt: skip
_READERS = {f".{kind}": reader for reader, kinds in _KINDS.items() for kind in kinds.split()}
_WITH_NEIGHBOURS = (markup.page, markup.markdown)
KINDS = "docx, docm, dotx, pptx, pptm, ppsx, odt, odp, pdf, html, md, svg, png, jpg, webp"


def look_into(path):
    """The Items of a file, in reading order. Raises CannotRead with a sentence that says what to do."""
    path = Path(path)
    try:
        return list(_bounded(_items(path)))
    except CannotRead as problem:
        raise CannotRead(f"{path}: {problem}") from None
    except FileNotFoundError:
        raise CannotRead(f"{path}: there is no such file") from None
    except (OSError, MemoryError, RecursionError) as problem:
        raise CannotRead(f"{path}: cannot be read ({problem or type(problem).__name__})") from None


def _items(path):
    size, reader = path.stat().st_size, _READERS.get(path.suffix.lower())
    if reader is None:
        raise CannotRead(f"{path.suffix or 'a file without suffix'} is not searched; save it as {KINDS}")
    if size > package.LARGEST_FILE:
        raise CannotRead(f"it is too large to be searched: more than {package.LARGEST_FILE // 1_000_000} MB")
    content = path.read_bytes()
    if not content.strip():
        raise CannotRead("it is empty")
    return reader(content, path.parent) if reader in _WITH_NEIGHBOURS else reader(content)


def _bounded(items):
    """The Items, none of more than LONGEST characters; what is cut off is said in an Unread behind."""
    for item in items:
        if cut := isinstance(item, Row) and sum(map(len, item.cells)) > LONGEST:
            item.cells = [cell[: LONGEST // len(item.cells)] for cell in item.cells]
        name = {Words: "text", Picture: "alt"}.get(type(item), "place")
        if len(text := getattr(item, name)) > LONGEST:
            setattr(item, name, text[:LONGEST])
            cut = True
        yield item
        if cut:
            where = f"{item.place}, " if item.place else ""
            yield Unread(f"{where}what follows the first {LONGEST:,} characters without a break", what="words")


def guarded(path, seconds=SECONDS):
    """look_into in a process of its own, which is ended when it takes too long, too much memory, or crashes."""
    fork = sys.platform == "linux"  # elsewhere a process is started anew
    context = multiprocessing.get_context("fork" if fork else "spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(str(path), there), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise CannotRead(f"{path}: gave no answer within {seconds} s; it may be damaged or made to be unreadable")
        told = here.recv()
    except EOFError:
        raise CannotRead(f"{path}: could not be read; it takes too long or too much memory, or is damaged") from None
    finally:
        process.terminate()
        process.join()
    if isinstance(told, CannotRead):
        raise told
    return told


def _answer(path, pipe):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # its end is no interruption to tell of
    with contextlib.suppress(ImportError, ValueError, OSError):  # where the system can
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        items = look_into(path)
        for item in items:
            item.mark = None  # an element of a tree does not travel
        pipe.send(items)
    except CannotRead as problem:
        pipe.send(problem)
