"""A report and a deck that an author edited in LibreOffice itself: refresh renews what is outdated, and nothing else."""

import html
import io
import re
import shutil
import subprocess
from pathlib import Path

import papers
import pytest
from campaigns.charts.forms import bars
from campaigns.documents import audit, caption, sections, slides, word
from campaigns.documents.audit import raster
from campaigns.documents.refresh import refreshed
from documents.small import WORDS, few
from lxml import etree
from PIL import Image

pytestmark = pytest.mark.slow
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://openoffice.org/2000"
_LISTED = '<library:library xmlns:library="{}/library" library:name="Standard">{}</library:library>'
_ONE = '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/{}.xlb/" xlink:type="simple"/>'
_ALL = '<library:libraries xmlns:library="{}/library" xmlns:xlink="http://www.w3.org/1999/xlink">{}</library:libraries>'
_MODULE = '<script:module xmlns:script="{}/script" script:name="Edited" script:language="StarBasic">{}</script:module>'


def drawn(value):
    """Three charts, the value being that of a row of each, and of the title of two."""
    titles = [(f"More than {value} disputes “resolved” are claimed here", f"声称“化解”纠纷超过{value}起，比走访多")]
    titles += [("Disputes are claimed in another place", "另一处声称化解了纠纷")]
    titles += [(f"Of all disputes {value} are claimed in the last place", f"最后一处声称化解的纠纷为{value}起")]
    return [bars(few(value, 1500 + n), f"9{n}_bars", title=title, **WORDS) for n, title in enumerate(titles, 3)]


def run(profile, *command):
    """Run LibreOffice with a profile of its own."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice (soffice)")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *map(str, command)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def edited(path, profile):
    """The file after what edited.bas does to it in LibreOffice, saved by LibreOffice."""
    basic, target = profile / "user" / "basic", path.with_name(f"edited{path.suffix}")
    if not basic.exists():
        run(profile, "--terminate_after_init")
    macro = html.escape(Path(__file__).with_name("edited.bas").read_text("utf-8"))
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "Standard" / "Edited.xba").write_text(_HEAD + _MODULE.format(_SPACE, macro), "utf-8")
    for kind, held in (("script", '<library:element library:name="Edited"/>'), ("dialog", "")):
        (basic / "Standard" / f"{kind}.xlb").write_text(_HEAD + _LISTED.format(_SPACE, held), "utf-8")
        (basic / f"{kind}.xlc").write_text(_HEAD + _ALL.format(_SPACE, _ONE.format(kind)), "utf-8")
    run(profile, f"macro:///Standard.Edited.Edit({path},{target})")
    return target


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module", params=["docx", "pptx"])
def kind(request):
    return request.param


@pytest.fixture(scope="module", params=["en", "zh"])
def done(request, kind, profile, tmp_path_factory):
    """(the edited file, its copy, what was done, what is left, charts of today, album)."""
    folder, language = tmp_path_factory.mktemp("edited"), request.param
    held = sections.sections(caption.numbered(drawn(945), language), papers.NO_NOTEBOOKS)
    write = word.document if kind == "docx" else slides.presentation
    path = folder / f"a.{kind}"
    path.write_bytes(write(held, caption.work("A report", "An author", language), language=language))
    path, now = edited(path, profile), drawn(987)
    album = audit.Album(now, folder / "album")
    return (path, *refreshed(path, now, {}, album=album), now, album)


def test_what_is_outdated_is_renewed_and_the_authors_words_stand(done):
    path, copy, renewed, left, now, album = done
    told = papers.judged(copy, now, album)
    assert renewed and {v.state for v in told} <= {audit.CURRENT, audit.MENTIONED}, left
    before, after = ("".join(re.findall(r">([^<>]+)<", words(p))) for p in (path, copy))
    for said in ("Prose of the author", "As the author puts it", "To be checked"):
        assert said in before and said in after
    assert "945" in before and not re.search(r"(?<!\d)945(?!\d)", after)


def words(path):
    """All XML of a file that holds words of the document."""
    return "\n".join(
        content.decode()
        for name, content in papers.parts_of(path).items()
        if re.search(r"document\.xml|/(slide|notesSlide)\d+\.xml|comment", name)
    )


def test_only_outdated_words_and_pictures_differ(done):
    before, after = map(papers.parts_of, done[:2])
    assert before.keys() == after.keys()
    texts, attributes = [], set()
    for name in (name for name in before if before[name] != after[name]):
        if not name.endswith(".xml"):
            assert "945" in said(before[name]) and "987" in said(after[name]), name
            continue
        for old, new in zip(*(list(etree.fromstring(held[name]).iter()) for held in (before, after)), strict=True):
            assert (old.tag, old.tail) == (new.tag, new.tail)
            texts += [(old.text, new.text)] if old.text != new.text else []
            changed = {key for key in {*old.attrib, *new.attrib} if old.get(key) != new.get(key)}
            attributes |= {(old.tag.rpartition("}")[2], key) for key in changed if not key.endswith("}space")}
    assert texts and [pair for pair in texts if not re.search(r"945|[0-9a-f]{8}", pair[0])] == []
    assert attributes <= {("docPr", "descr"), ("cNvPr", "descr"), ("cNvPr", "title")}


def said(picture):
    return raster.words(picture)


def test_its_pages_differ_in_what_was_renewed_alone(done, profile):
    """As many pages as before, and outside of pictures and words nothing moved: most of each page is the same dots."""
    if not shutil.which("pdftoppm"):
        pytest.skip("needs poppler-utils (pdftoppm)")
    shown = []
    for path in done[:2]:
        run(profile, "--convert-to", "pdf", "--outdir", path.parent / "made", path)
        stem = path.parent / "made" / path.stem
        subprocess.run(["pdftoppm", "-r", "30", "-gray", "-png", f"{stem}.pdf", stem], check=True)
        shown.append(sorted(path.parent.glob(f"made/{path.stem}-*.png")))
    assert len(shown[0]) == len(shown[1]) > 2
    for old, new in zip(*shown, strict=True):
        old, new = (Image.open(io.BytesIO(path.read_bytes())) for path in (old, new))
        apart = sum(abs(a - b) > 60 for a, b in zip(old.tobytes(), new.tobytes(), strict=True))
        assert old.size == new.size and apart < 0.02 * old.width * old.height
