"""Pictures alone, on all their ways, and how their looks are compared."""

import base64
import io
import re
import zipfile

import papers
import pytest
from campaigns.charts import save, show
from campaigns.documents import audit, factsheet, slides
from campaigns.documents.audit import looks, raster, traces
from papers import BARS, details, some, states
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

CURRENT, OUTDATED, MENTIONED, UNSURE = audit.CURRENT, audit.OUTDATED, audit.MENTIONED, audit.UNSURE


# Pictures alone, on all their ways


@pytest.mark.parametrize("kind", some(show.FORMATS[:3], "png"))
def test_a_chart_file_is_known_by_its_own_trace(kind, told, then, now):
    assert states(told(f"a.{kind}", save.made(now[0], kind))) == {CURRENT}
    old = told(f"a.{kind}", save.made(then[0], kind))
    assert states(old, "picture") == {OUTDATED} and "910,000" in details(old)


@pytest.mark.parametrize("way", some(papers.WAYS, "jpg40", "smaller"))
def test_todays_picture_without_words_is_known_by_its_looks(way, told, new_png):
    assert states(told("a.png", papers.WAYS[way](new_png))) == {CURRENT}


@pytest.mark.parametrize("way", some(papers.WAYS, "jpg40", "smaller"))
def test_an_old_picture_without_words_is_never_current(way, told, old_png):
    verdicts = told("a.jpg", papers.WAYS[way](old_png))
    assert verdicts and CURRENT not in {v.state for v in verdicts}


@pytest.mark.parametrize("way", some(papers.WAYS, "jpg40", "smaller"))
def test_an_old_picture_without_words_is_told_by_a_drawing_that_was_kept(way, told, old_png, long_album):
    verdicts = told("a.jpg", papers.WAYS[way](old_png), long_album)
    assert states(verdicts) == {OUTDATED} and re.search("870,000.* -> .*910,000", details(verdicts))


@pytest.mark.parametrize("way", some(papers.BLUNT, "tiny"))
def test_what_cannot_be_known_is_said(way, told, new_png):
    (verdict,) = told("a.webp", papers.BLUNT[way](new_png))
    assert verdict.state == UNSURE and verdict.details


@pytest.mark.parametrize("way", some([*papers.WAYS, *papers.BLUNT], "jpg90", "half"))
def test_an_old_picture_is_not_current_by_the_caption_below_it(way, told, now, old_png, bars_png):
    picture = (papers.WAYS | papers.BLUNT)[way](old_png)
    made = papers.page([(picture, now[0]), (bars_png, now[1])], now)
    verdicts = told("a.html", made)
    assert CURRENT not in states(verdicts, "picture") and states(verdicts, "picture")
    assert {v.state for v in verdicts if v.what == "picture" and v.name != BARS} <= {OUTDATED, UNSURE}


def test_texts_behind_the_picture_in_a_png_are_read(told, new_png):
    end = new_png.rindex(b"IDAT")
    texts = re.search(rb"....iTXtComment.*?(?=....(?:tEXt|iTXt|zTXt|pHYs|IDAT|PLTE))", new_png, re.DOTALL)[0]
    moved = new_png.replace(texts, b"")
    end = moved.rindex(b"IEND") - 4
    assert states(told("a.png", moved[:end] + texts + moved[end:])) == {CURRENT}
    assert traces.traces(raster.words(moved[:end] + texts + moved[end:]))


def with_words(content, change):
    """A picture of which an image program kept every text that it carries, and changed the dots."""
    opened = raster.image(content)
    said, out = PngInfo(), io.BytesIO()
    for key, value in opened.text.items():
        said.add_itxt(key, value)
    change(opened.convert("RGB")).save(out, "PNG", pnginfo=said, dpi=opened.info["dpi"])
    return out.getvalue()


def test_a_picture_that_carries_todays_mark_is_still_looked_at(told, new_png, old_png, bars_png):
    def painted_over(image):
        return Image.open(io.BytesIO(old_png)).convert("RGB")  # last month's drawing under today's mark

    (verdict,) = told("a.png", with_words(new_png, painted_over))
    assert verdict.name == papers.VISITS and verdict.state == OUTDATED and "carries today's mark" in details([verdict])
    (verdict,) = told("a.png", with_words(new_png, lambda image: Image.open(io.BytesIO(bars_png)).convert("RGB")))
    assert verdict.state == UNSURE and "carries the mark of 91_visits but does not look like it" in details([verdict])
    for harmless in (lambda image: image, lambda image: image.resize((image.width * 3 // 4, image.height * 3 // 4))):
        assert states(told("a.png", with_words(new_png, harmless))) == {CURRENT}


def test_the_words_of_a_notebooks_picture_stand_on_pure_white(now):
    shown = Image.open(io.BytesIO(show._on_screen(save.made(now[0], "pdf")))).convert("RGB")
    most, second = sorted(shown.getcolors(100_000), reverse=True)[:2]
    assert most[1] == (255, 255, 255) and shown.getpixel((0, 0)) == most[1] and most[0] > 10 * second[0]


@pytest.mark.parametrize("swap", [("910,000", "870,000"), ("more than", "less than")])
def test_a_label_altered_in_an_svg_is_found(swap, told, now):
    drawing = save.made(now[0], "svg").decode()
    body = drawing.index("</metadata>")
    altered = drawing[:body] + drawing[body:].replace(*swap)
    assert altered != drawing
    verdicts = told("a.svg", altered.encode())
    assert states(verdicts) == {OUTDATED} and "altered" in details(verdicts)


@pytest.mark.slow
def test_a_scan_in_a_pdf_is_looked_at(told, old_png, new_png):
    for content, wanted in ((new_png, {CURRENT}), (old_png, {OUTDATED, UNSURE})):
        out = io.BytesIO()
        image = Image.open(io.BytesIO(content)).convert("RGB")
        sheet = Image.new("RGB", (2480, 3508), "white")
        sheet.paste(image, (200, 300))
        sheet.save(out, "PDF", resolution=300)
        verdicts = told("a.pdf", out.getvalue())
        assert verdicts and states(verdicts, "picture") <= wanted


# The looks of pictures


def test_one_digit_is_a_difference_and_a_format_is_none(new_png):
    kept = looks.narrowed(looks.ink(raster.image(new_png)), 960)
    assert looks.differing(looks.ink(raster.image(papers.WAYS["jpg40"](new_png))), kept)[0] == 0
    grey = looks.ink(raster.image(new_png))
    grey.paste(grey.crop((0, grey.height - 26, 26, grey.height)), (131, grey.height - 26))
    assert looks.differing(grey, kept)[0] > 0


def _circled(image):
    box = [round(side * share) for share in (0.4, 0.6) for side in image.size]
    ImageDraw.Draw(image).ellipse(box, outline="red", width=image.width // 150)
    return image


def _watermarked(image):
    pale = image.copy()
    ImageDraw.Draw(pale).text((0.1 * image.width, 0.2 * image.height), "DRAFT", "grey", font_size=image.width // 5)
    return Image.blend(image, pale, 0.3)


@pytest.mark.parametrize("alter", [_circled, _watermarked])
def test_what_an_editor_drew_upon_a_picture_is_no_move_of_rows(alter, told, new_png, old_png, long_album):
    (verdict,) = told("a.jpg", papers.changed(new_png, alter, "JPEG"))
    assert (verdict.name, verdict.state) == (papers.VISITS, UNSURE) and "drawn upon" in details([verdict])
    verdicts = told("a.jpg", papers.changed(old_png, alter, "JPEG"), long_album)
    assert states(verdicts) == {OUTDATED} and re.search("870,000.* -> .*910,000", details(verdicts))
    verdicts = told("a.jpg", papers.changed(old_png, alter, "JPEG"))
    assert verdicts and CURRENT not in states(verdicts) and "drawn upon" not in details(verdicts)


def test_drawings_of_different_shapes_differ_in_all(new_png):
    kept = looks.ink(raster.image(new_png))
    differing, inked = looks.differing(kept.crop((0, 0, kept.width, kept.height * 9 // 10)), kept)
    assert differing == inked > 1000


def test_the_album_lets_go_of_the_oldest(album, monkeypatch):
    from campaigns.documents.audit import album as module

    album.draw(BARS, "figure")
    monkeypatch.setattr(module, "MOST", 1)
    before = len(album.kept())
    album.prune()
    assert len(album.kept()) == 1 < before


def test_an_svg_that_only_frames_another_picture_is_not_believed(told, now, old_png):
    """Today's mark in its description, last month's picture in it."""
    inside = base64.b64encode(papers.as_("JPEG", old_png)).decode()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{now[0].trace}</desc><image href="data:image/jpeg;base64,{inside}"/></svg>'
    nothing = f"<metadata><svg/><desc>{now[0].trace}</desc></metadata>"
    assert states(told("a.svg", svg.encode())) == states(told("a.svg", nothing.encode())) == {UNSURE}


def test_a_slides_picture_without_its_trace_is_known_as_it_was_drawn(charts, made, work, told, tmp_path):
    """Pasted as JPEG out of a deck: as many dots as the drawings that it is held against, or letters stand elsewhere."""
    with zipfile.ZipFile(io.BytesIO(slides.presentation(made, work))) as deck:
        drawn = [deck.read(name) for name in sorted(deck.namelist()) if name.endswith(".png")]
    for picture, chart in zip(drawn, charts, strict=True):
        verdicts = told("a.jpg", papers.as_("JPEG", picture), audit.Album(charts, tmp_path / "album"), charts)
        assert papers.states(verdicts, "picture", chart.name) == {audit.CURRENT}, verdicts


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_factsheet_is_current_at_the_first_look(language, made, chinese, charts, work, tmp_path, monkeypatch):
    """Its drawings, which no album holds, are known by their words, in the language of the document."""
    held = {"en": made, "zh": chinese}[language][0]
    path = tmp_path / "a.pdf"
    path.write_bytes(factsheet.factsheet(held, work, language=language)[0])
    monkeypatch.setattr(audit.Album, "draw", lambda *_: False)
    verdicts = papers.judged(path, charts, audit.Album(charts, tmp_path))
    assert states(verdicts, "picture", charts[0].name) == {audit.CURRENT}
    assert not [v for v in verdicts if v.state == audit.LATE]
