"""Words beside pictures of today: notes of a speaker, alt texts, findings on pages, and a line that has no end."""

import re

import papers
import pytest
from campaigns.documents import audit
from campaigns.documents.audit import CURRENT, OUTDATED, UNSURE, opening, prose, today
from campaigns.documents.audit.held import Picture, Words

OLD = "Guizhou's police went to more than 870,000 households."
pytestmark = pytest.mark.usefixtures("record")


def numbers(verdicts):
    return [(v.state, line) for v in verdicts if v.what == "number" for line in v.details]


@pytest.mark.parametrize("kind", ["pptx", "odp"])
def test_what_a_speaker_says_is_held_against_the_record(kind, told, now, shown):
    """The notes that documents of ours hold are no matter."""
    if kind == "pptx":

        def alter(made):
            frame = made.slides[0].notes_slide.notes_text_frame
            frame.text += f"\n{OLD}"

        made = papers.slides(shown, now, alter)
    else:
        notes = f"<presentation:notes><draw:text-box><text:p>{OLD}</text:p></draw:text-box></presentation:notes>"
        deck = papers.open_document(shown, now, deck=True)
        made = papers.rewritten(
            deck, lambda _, part: part.replace(b"</draw:page>", notes.encode() + b"</draw:page>", 1)
        )
    ((state, line),) = numbers(told(f"a.{kind}", made))
    assert state == UNSURE and line.startswith(f"“{OLD}”: more than 870,000 households: ")


def test_the_numbers_of_an_alt_text_of_the_authors_are_judged(told, now, shown):
    for alt, many in ((OLD, 1), (now[0].alt, 0), ("My own words for what one sees", 0)):

        def alter(made, alt=alt):
            made.inline_shapes[0]._inline.docPr.set("descr", alt)

        verdicts = told("a.docx", papers.word(shown, now, alter=alter))
        assert len(numbers(verdicts)) == many and {v.state for v in verdicts if v.what == "picture"} == {CURRENT}


def test_a_finding_of_an_earlier_day_on_a_page_is_told_though_it_is_broken_over_lines(now, monkeypatch):
    ours = "The visits of a province come to more than 910,000 households, or 7.16 for every 100 of them."
    monkeypatch.setattr(prose, "findings", lambda language: [("91_visits", ours)])
    caption = f"Figure 1. {now[0].title}."
    for said, state in ((ours.replace("910,000", "870,000"), [OUTDATED]), (ours, [])):
        page = Words("page 2", f"Findings\n• {said[:60]}\n{said[60:]}\n{caption}", "page")
        found = [v for v in audit.audit([page], now) if v.what == "finding"]
        assert [v.state for v in found] == state and all("870,000" in v.details[0] for v in found)


def test_of_a_line_without_end_its_beginning_is_looked_at_and_the_rest_said_not_to_be(told, monkeypatch):
    monkeypatch.setattr(opening, "LONGEST", 200)
    verdicts = told("a.md", (f"{OLD} " + "word " * 100).encode())
    assert re.search("870,000", numbers(verdicts)[0][1])
    (late,) = [v for v in verdicts if v.state == audit.LATE]
    assert late.what == "words" and "first 200 characters" in late.place
    row = next(iter(opening._bounded([audit.held.Row(cells=["a" * 150, "b" * 150])])))
    assert sum(map(len, row.cells)) == 200
    picture = next(iter(opening._bounded([Picture(alt="a" * 300)])))
    assert len(picture.alt) == 200


def test_many_sentences_of_one_paragraph_end_with_the_time(monkeypatch, now):
    monkeypatch.setattr(prose.Prose, "_judged", lambda self, *_: monkeypatch.setattr(today, "SECONDS", -1) or [])
    (verdict,) = audit.audit([Words("page 1", f"{OLD} " * 9)], now)
    assert (verdict.state, verdict.what, OUTDATED in verdict.place) == (audit.LATE, "words", False)
