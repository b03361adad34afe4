"""What a document is not given time for is said to be so: it is never current, and never no chart."""

import io
import time

import papers
import pytest
from campaigns.documents import audit
from campaigns.documents.audit import pdf, today
from papers import BARS, WAYS, states


@pytest.fixture
def hurried(monkeypatch):
    """hurried(seconds): documents are given so many."""
    return lambda seconds: monkeypatch.setattr(today, "SECONDS", seconds)


def test_without_time_nothing_is_told_but_that(told, hurried, report):
    hurried(-1)
    verdicts = told("a.docx", report)
    assert {v.what for v in verdicts if v.state == audit.LATE} == {"picture", "words"}
    assert {v.state for v in verdicts} == {audit.LATE, audit.CURRENT}  # the tables, which take no time
    head, *lines = audit.summary("a.docx", verdicts)
    assert head == "a.docx: 3 not looked at, for want of time"
    assert any("words (from here on)" in line for line in lines)


def test_pictures_end_before_words(told, hurried, monkeypatch, report, now):
    """Looking at pictures takes its share only; captions and tables are judged all the same."""
    hurried(1000)
    monkeypatch.setattr(today, "_LOOKS", -1)
    verdicts = told("a.docx", report)
    assert states(verdicts, "picture") == {audit.LATE}  # known by its alt text
    assert states(verdicts, "table of figures") == {audit.CURRENT}


def test_many_foreign_pictures_take_no_longer_than_is_given(told, hurried, now, tmp_path):
    class Slow(audit.Album):
        def draw(self, name, edition):
            time.sleep(0.3)
            return True

    hurried(1)
    foreign = [(papers.as_("PNG", WAYS["padded"](papers.png(now[1], 60 + n))), now[0]) for n in range(12)]
    began = time.monotonic()
    album = Slow(now, tmp_path / "none")
    verdicts = told("a.html", papers.page(foreign, [now[0]] * 12), album=album)
    assert time.monotonic() - began < 6
    assert audit.LATE in states(verdicts, "picture") and audit.CURRENT not in states(verdicts, "picture")


def test_pages_that_were_not_read_are_said(told, monkeypatch, new_png):
    from PIL import Image

    out, page = io.BytesIO(), Image.open(io.BytesIO(new_png)).convert("RGB")
    page.save(out, "PDF", save_all=True, append_images=[page, page])
    assert audit.LATE not in {v.state for v in told("a.pdf", out.getvalue())}
    monkeypatch.setattr(pdf, "SECONDS", -1)
    (verdict,) = told("a.pdf", out.getvalue())
    assert (verdict.state, verdict.what, verdict.place) == (audit.LATE, "pages", "pages 1 to 3")


def test_how_much_is_drawn_is_said_and_all_can_be_drawn_first(told, hurried, now, bars_png, tmp_path):
    album, lines = audit.Album(now, tmp_path / "slow"), []
    foreign = papers.changed(bars_png, lambda image: image.resize((image.width, image.width)), "JPEG")
    hurried(-1)
    assert "--wait: 0 of 6 drawings are made" in papers.details(told("a.jpg", foreign, album), "")
    album.draw(BARS, "slide")
    assert "--wait: 1 of 6 drawings are made" in papers.details(told("a.jpg", foreign, album), "")
    album.draw_all(lines.append)
    assert [line.split("(")[1] for line in lines] == [f"{n} of 5) ..." for n in range(1, 6)]
    again = audit.Album(now, tmp_path / "slow")
    assert again.progress() == "6 of 6 drawings are made"
    again.draw_all(lines.append)
    assert len(lines) == 5
    hurried(90)
    (verdict,) = told("a.jpg", foreign, again)
    assert verdict.state == audit.UNSURE and verdict.details == ("a picture that cannot be identified",)
