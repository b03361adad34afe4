"""Words beside pictures of today: notes of a speaker, alt texts, findings on pages, and a line that has no end."""

import re
from dataclasses import replace

import papers
import pytest
from campaigns.documents import audit, caption, rows
from campaigns.documents.audit import CURRENT, OUTDATED, UNSURE, opening, places, prose, references, today
from campaigns.documents.audit.held import Picture, Words
from campaigns.reading.printed import NUMERAL

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
    def judged(self, *_):
        monkeypatch.setattr(today, "SECONDS", -1)
        return []

    monkeypatch.setattr(prose.Prose, "_judged", judged)
    (verdict,) = audit.audit([Words("page 1", f"{OLD} " * 9)], now)
    assert (verdict.state, verdict.what) == (audit.LATE, "words")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_numbers_in_titles_and_addresses_of_sources_are_no_claims(language):
    """However they are quoted and broken; those beside them are."""
    told = [one for one in caption.sources(language) if len(one.title) > 6 and NUMERAL.search(one.title)]
    assert len(told) > 50
    for one in told:
        title = one.title.replace("“", '"').replace("”", '"')
        text = f"7. {title[:9]}\n{title[9:]}. {one.link} and more than 870,000 households"
        assert re.findall(r"\d[\d,]*", references.without_numbers(text)) == ["7", "870,000"], text
    assert references.without_numbers("3.5/4 of 870,000") == "3.5/4 of 870,000"


@pytest.mark.parametrize("kind", ["pptx", "docx"])
def test_an_old_number_in_an_address_is_no_old_number(kind, told, then, shown_then, now):
    """In notes and lists of a report in which that number is outdated elsewhere."""
    source = "See https://example.org/2022/870000.html, example.org/870,000 and \n"

    def alter(made):
        if kind == "pptx":
            made.slides[0].notes_slide.notes_text_frame.text += f"\n{source}"
        else:
            made.add_paragraph(source)

    made = {"pptx": papers.slides, "docx": papers.word}[kind](shown_then, then, alter=alter)
    assert numbers(told(f"a.{kind}", made)) == []


HEAD, ROWS = (
    ("What", "Year", "Claim"),
    [("more than 910,000", "2022"), ("more than 18,000", "2023"), ("43,000", "2024")],
)


@pytest.mark.parametrize("with_chart", [True, False])
@pytest.mark.parametrize("old", [True, False])
def test_an_old_number_in_a_table_that_was_typed_anew_is_told(with_chart, old, told, now, shown, monkeypatch):
    """Known by what its rows count and by its other numbers; a column and a table of the author's are no matter."""
    held = [papers.claim("CN-GZ", value) for value in (910_000, 18_000, 43_000)]
    held = [replace(one, metric="households_visited") for one in held]
    monkeypatch.setattr(places, "_record", lambda: held)
    typed = [*ROWS, ("870,000", "2025")] if old else ROWS

    def alter(made):
        added = [HEAD, *(("Households visited", year, value) for value, year in typed), ("Pages", "5,000", "777,000")]
        for cells in [(*row, f"{n + 4},321") for n, row in enumerate(added)]:
            table = made.add_table(0, 4) if cells[0] == "What" else made.tables[-1]
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        others = made.add_table(2, 2)
        for row, number in zip(others.rows, ("111,000", "222,000"), strict=True):
            row.cells[0].text, row.cells[1].text = "Households visited", number

    verdicts = told("a.docx", papers.word(shown if with_chart else [], now if with_chart else [], alter=alter))
    lines = [line for _, line in numbers(verdicts)]
    assert len(lines) == old and all("870,000: in no row of today's" in line for line in lines)


def _of_record(many):
    """Claims of the record with one plain number, none of which a chart of today shows."""
    held = [one for one in places.claims() if one.qualifier == "unhedged" and len(one.values) == 1 and not one.change]
    held = [one for one in held if 5_000 < min(one.values) < 10**9 and one.key not in papers._CLAIMS]
    return held[:many]


def _table(told, lines):
    def alter(made):
        table = made.add_table(0, len(lines[0]))
        for line in lines:
            for cell, words in zip(table.add_row().cells, line, strict=True):
                cell.text = words

    return told("a.docx", papers.word([], [], alter=alter))


def test_rows_of_a_csv_are_of_the_record_and_of_no_chart_that_is_not_there(told, monkeypatch):
    monkeypatch.undo()  # the record as it is
    held = _of_record(6)
    said = [f"{min(one.values) + 9_999 * (n == 2):,}" for n, one in enumerate(held)]
    verdicts = _table(told, [("figure_id", "said"), *zip([c.key for c in held], said, strict=True)])
    assert [(v.name, v.state, v.what) for v in verdicts] == [
        ("the record", CURRENT, "5 rows"), ("the record", OUTDATED, "1 row")]  # fmt: skip
    assert verdicts[1].details == (f"row: {held[2].key}: {said[2]} -> {held[2].printed}",)


def test_a_number_reckoned_from_a_row_of_the_record_is_not_outdated(told, monkeypatch):
    """Only a chart may know it; and one that is wrong beside one that is right is doubted."""
    monkeypatch.undo()
    (one,) = _of_record(1)
    right = f"{min(one.values):,}"
    for cells, state in (
        (("7.72 per 100,000 residents", ""), UNSURE),
        ((right, "7.72"), CURRENT),
        ((right, f"{min(one.values) + 7:,}"), UNSURE),
        ((one.printed, one.areas[0]), CURRENT),
        ((f"more than {right}", ""), OUTDATED),
    ):
        (verdict,) = _table(told, [("figure_id", "said", ""), (one.key, *cells)])
        assert (verdict.name, verdict.state) == ("the record", state), cells


def test_a_row_that_reads_as_a_charts_is_of_that_chart(told, now):
    lines = [*rows.told(now[0]).values()]
    for cells in (lines, [(line[-1], line[1]) for line in lines]):
        assert {(v.name, v.state) for v in _table(told, cells)} == {(papers.VISITS, audit.MENTIONED)}
