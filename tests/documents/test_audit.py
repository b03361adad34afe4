"""A battery of documents: what is not today's is never called current, and what is there is never missing."""

import json
import re
from dataclasses import replace

import papers
import pytest
from campaigns.charts import save
from campaigns.charts.forms import bars
from campaigns.documents import audit
from campaigns.documents.audit import parts, prose, traces
from campaigns.documents.audit.held import Words
from campaigns.rerun import collect
from documents.small import TITLE, WORDS, few
from papers import BARS, MAKERS, details, some, states

CURRENT, OUTDATED, MENTIONED, UNSURE = audit.CURRENT, audit.OUTDATED, audit.MENTIONED, audit.UNSURE
pytestmark = pytest.mark.usefixtures("record")


# Whole documents, last month's and today's, in every format


@pytest.mark.parametrize("kind", some(MAKERS, "docx", "pptx", "html", "odt"))
def test_todays_document_is_current_in_every_object(kind, told, now, shown):
    verdicts = told(f"a.{kind}", MAKERS[kind](shown, now))
    assert [v for v in verdicts if v.state != CURRENT] == []
    assert states(verdicts, "picture") == states(verdicts, "picture", BARS) == {CURRENT}


@pytest.mark.parametrize("kind", some(MAKERS, "docx", "pptx", "html", "odt"))
def test_last_months_document_is_outdated_with_old_and_new(kind, told, then, shown_then):
    verdicts = told(f"a.{kind}", MAKERS[kind](shown_then, then))
    assert states(verdicts, "picture") == {OUTDATED} and CURRENT not in states(verdicts, "caption")
    assert states(verdicts, "picture", BARS) == {CURRENT}
    lines = [line for line in details(verdicts).split("\n") if "->" in line]
    assert any(re.search("870,000.* -> .*910,000", line) for line in lines)
    assert not any("18,000" in line for line in lines)


@pytest.mark.parametrize("kind", some(MAKERS, "docx", "pptx", "html", "odt"))
def test_old_pictures_under_new_words_are_outdated(kind, told, now, old_png, bars_png):
    """The worst case: every word is today's, and the picture is not."""
    pictures = [(old_png, now[0]), (bars_png, now[1])]
    made = MAKERS[kind](pictures, now, with_svg=False) if kind[:3] in ("doc", "dot") else MAKERS[kind](pictures, now)
    verdicts = told(f"a.{kind}", made)
    assert states(verdicts, "picture") == {OUTDATED} and states(verdicts, name=BARS) == {CURRENT}


@pytest.mark.parametrize("kind", some(MAKERS, "pptx", "html"))
def test_new_pictures_under_old_words_are_outdated_in_the_words_only(kind, told, then, shown):
    verdicts = told(f"a.{kind}", MAKERS[kind](shown, then))
    assert states(verdicts, "picture") == {CURRENT} and OUTDATED in states(verdicts)


# The line by which a chart is found

WORN = {
    "bullet": ("·", "•"), "dash": (" · ", " - "), "long dash": ("·", "–"), "full stop": (" ·", "."), "comma": (" ·", ","),
    "full width": ("·", "・"), "star": ("·", "*"), "bar": ("·", "|"), "no-break": (" ", "\u00a0"), "lines": (" ", "\n"),
    "zero width": ("·", "\u200b·\u200b"), "soft hyphen": ("visits", "vi\u00adsits"), "small": ("Chart", "chart"),
    "German": ("Chart", "Diagramm"),
}  # fmt: skip


@pytest.mark.parametrize("way", WORN)
@pytest.mark.parametrize("today", [True, False])
def test_a_worn_line_is_still_read(way, today, told, then, now):
    line = (now if today else then)[0].trace.replace(*WORN[way])
    verdicts = told("a.html", f"<p>As shown there. {line}</p>".encode())
    assert states(verdicts) == {MENTIONED if today else OUTDATED}


def test_capitals_and_wide_letters_are_read(told, now):
    for line in (now[0].trace.upper(), "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in now[0].trace)):
        assert states(told("a.md", line.replace("_", "\\_").encode())) == {MENTIONED}


def test_a_line_that_is_cut_off_says_nothing_sure(told, now):
    assert states(told("a.html", f"<p>{now[0].trace[:-3]}</p>".encode())) == {UNSURE}


def test_another_projects_chart_is_not_ours(told):
    assert (
        told("a.html", b"<p>Chart sales_2024 \xc2\xb7 data 1.1.0 \xc2\xb7 rows deadbeef, 2024.11.20 20241120</p>") == []
    )


def test_a_chart_that_is_gone_and_a_notebook_that_fails_cannot_be_told(told, now, old_png):
    failures = {"91_visits.ipynb": "fails in cell 3: ValueError"}
    verdicts = told("a.png", old_png, charts=now[1:], failures=failures)
    assert states(verdicts) == {UNSURE} and "fails in cell 3" in details(verdicts)
    gone = details(told("a.png", old_png, charts=now[1:]))
    assert "no notebook makes" in gone and "or a script drew it" in gone  # of a script's chart, none ever did


# Words beside pictures that are today's

EDITED = {
    "caption": ("910,000 households", "870,000 households"),
    "note": ("Nobody knows what", "Everybody knows what"),
    "subtitle": ("What was visited, where", "What was counted, where"),
    "sources": ("Guizhou Daily", "Sichuan Daily"),
}


@pytest.mark.parametrize("edit", EDITED)
@pytest.mark.parametrize("kind", some(["docx", "pptx", "html", "odt"], "html"))
def test_words_that_are_not_todays_are_found_though_the_digest_is(edit, kind, told, now, shown):
    made = MAKERS[kind](shown, now)
    was, new = EDITED[edit]
    changed = (
        papers.rewritten(made, lambda _, part: _in_texts(part, was, new))
        if kind != "html"
        else _in_texts(made, was, new)
    )
    verdicts = told(f"a.{kind}", changed)
    assert states(verdicts, "picture") == {CURRENT} and OUTDATED in states(verdicts)
    assert new.split()[0] in details(verdicts) and was.split()[0] in details(verdicts)


def _in_texts(part, was, new):
    """A part with words changed in texts, not in attributes or pictures."""
    if not part.startswith(b"<"):
        return part
    return re.sub(rb">[^<]*<", lambda found: found[0].replace(was.encode(), new.encode()), part)


def test_an_edited_cell_of_the_table_of_figures_is_named(told, now, shown):
    def alter(made):
        cell = next(c for row in made.tables[0].rows for c in row.cells if "910,000" in c.text)
        cell.text = cell.text.replace("910,000", "870,000")

    verdicts = told("a.docx", papers.word(shown, now, alter=alter))
    assert OUTDATED in states(verdicts, "table of figures") and states(verdicts, "picture") == {CURRENT}
    assert re.search("gz22-households-visited: .*870,000.* -> .*910,000", details(verdicts))


def test_an_old_alt_text_is_named_and_the_authors_own_is_not(told, then, now, shown):
    for alt, wanted in ((then[0].alt, {OUTDATED}), ("My own words for what one sees", set())):

        def alter(made, alt=alt):
            made.inline_shapes[0]._inline.docPr.set("descr", alt)

        verdicts = told("a.docx", papers.word(shown, now, alter=alter))
        assert states(verdicts, "alt text") == wanted and states(verdicts, "picture") == {CURRENT}


def test_an_old_number_in_the_authors_prose_is_named(told, then, shown_then):
    def alter(made):
        made.add_paragraph("As we saw, some 870,000 households had police at the door, on 18 streets.")

    verdicts = told("a.docx", papers.word(shown_then, then, alter=alter))
    (number,) = [v for v in verdicts if v.what == "number"]
    assert number.state == OUTDATED
    quote = "“As we saw, some 870,000 households had police at the door, on 18 streets.”"
    assert number.details == (f"{quote}: 870,000 households, now 910,000 households",)


@pytest.mark.parametrize("written", ["870 000 households", "0.87 million households", "870 thousand homes", "87万户"])
def test_an_old_number_is_known_however_it_is_written_and_quoted_so(told, then, written, shown_then):
    """One line for a sentence, however often it stands there; today's numbers and what is counted by are no matter."""
    said = f"Some say {written}, or 12.7 for every 100 households."

    def alter(made):
        made.add_paragraph(said)
        made.add_table(1, 1).rows[0].cells[0].text = said

    verdicts = told("a.docx", papers.word(shown_then, then, alter=alter))
    lines = [line for line in audit.summary("a.docx", verdicts) if "Some say" in line]
    assert lines == [f"    “{said}”: {written}, now 910,000 households (2 times)"]


def test_each_object_is_listed_once(told, then, shown_then):
    verdicts = told("a.docx", papers.word(shown_then, then))
    lines = audit.summary("a.docx", verdicts)
    assert len(lines) == len(set(lines)) and not any(line.endswith(": outdated") for line in lines)


def test_findings_of_ours_are_told_from_the_authors(told, then, monkeypatch, shown_then):
    ours = "The visits of a province come to more than 910,000 households, or 7.16 for every 100."
    monkeypatch.setattr(prose, "findings", lambda language: [("91_visits", ours)])

    def alter(made):
        made.add_paragraph(ours.replace("910,000", "870,000").replace("7.16", "6.85"))
        made.add_paragraph(ours.replace("910,000", "870,000").replace("come to", "amount to"))
        made.add_paragraph("\u2060".join(ours))  # what keeps words on a line is no word

    verdicts = told("a.docx", papers.word(shown_then, then, alter=alter))
    old, edited = [v for v in verdicts if v.what == "finding"]
    assert (old.state, edited.state) == (OUTDATED, UNSURE) and "edited" in edited.details[0]
    assert not [v for v in verdicts if v.what == "number"]


def test_what_a_run_told_of_the_charts_stands_for_them(told, then, now, shown_then):
    """No chart is made to judge a document whose pictures carry their traces."""
    asked = []
    content = papers.word(shown_then, then, with_svg=False)
    kept = [
        collect.Kept(json.loads(json.dumps(save.told(one))), lambda one=one: asked.append(one) or one) for one in now
    ]
    assert told("a.docx", content, charts=kept) == told("a.docx", content)
    assert not asked and [str(one) for one in kept] == [str(one) for one in now]
    assert kept[0].at(width=3.35).sheet.layout.width == 3.35 and asked


def test_a_document_names_its_charts_or_may_hold_any(then, old_png, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(papers.word([(old_png, then[0])], then[:1]))
    assert audit.named([audit.look_into(path)]) == {"91"}
    path.write_bytes(papers.word([(papers.as_("JPEG", old_png), then[0])], then[:1], with_svg=False))
    assert audit.named([audit.look_into(path)]) is None


def test_a_caption_among_the_words_of_a_page_is_judged(now):
    old = now[0].title.replace("910,000", "870,000")
    page = Words("page 2", f"Contents\nFigure 1. {old[:40]}\n{old[40:]}.\nSome 870,000 households.", "page")
    caption, number = audit.audit([page], now)
    assert (caption.what, caption.state, caption.place) == ("caption", OUTDATED, "page 2")
    assert number.details == ("“Some 870,000 households.”: 870,000 households, now 910,000 households",)


def test_a_sentence_broken_over_the_lines_of_a_page_is_read_whole(now):
    """The place stands in one line, the number in the next, what is counted in a third."""
    old = now[0].title.replace("910,000", "870,000")
    said = ["What the police of the province of Guizhou say is that no fewer than", "870,000", "households were seen."]
    lines = [f"Figure 1. {old}.", f"{said[0]} {said[1]}", said[2], "A heading", "4 households"]
    told = audit.audit([Words("page 2", "\n".join(lines), "page")], now)
    (number,) = [verdict for verdict in told if verdict.what == "number"]
    assert number.details == (f"“{' '.join(said)}”: 870,000 households, now 910,000 households",)
    assert prose.paragraphs("\n".join(lines))[1:] == [" ".join(said), *lines[3:]]
    assert prose.paragraphs("报告称四川公安在行动中走访了群众家庭\n超过三万户。\n图") == [
        "报告称四川公安在行动中走访了群众家庭超过三万户。",
        "图",
    ]


def test_an_old_row_pasted_into_a_table_of_the_authors_is_told(told, now, then, shown):
    """Beside pictures that are all today's; the rest of such a table is no matter."""

    def alter(made):
        for about, cells in ((then[0].claims[0][1], then[0].claims[0][2:]), ("My own", ("18,000 households", ""))):
            row = made.add_table(1, 3).rows[0]
            for cell, words in zip(row.cells, (about, *cells), strict=True):
                cell.text = words

    verdicts = told("a.docx", papers.word(shown, now, alter=alter))
    lines = [line for verdict in verdicts if verdict.state != CURRENT for line in verdict.details]
    assert lines and all("870,000 households" in line for line in lines)


def test_the_digest_of_a_chart_is_no_number_of_the_prose():
    assert traces.counts("rows fb817008, RMB870,000") == traces.counts("RMB870,000")


def test_words_that_go_on_overleaf_have_not_moved(now):
    """Part of them stands on the page before, and a hyphen at the end of a line is lost."""
    chart = papers.drawn(value=910_000, note="Nobody knows what a visit is, or whether half-open doors count as well.")[
        0
    ]
    first, last = f"{chart.note[:40]}", f"{chart.note[40:].replace('half-', 'half')}\n{chart.trace}"
    told = audit.audit([Words("page 1", first, "page"), Words("page 2", last, "page")], [chart, now[1]])
    assert states(told, "words") == {MENTIONED}
    told = audit.audit(
        [Words("page 1", "Else", "page"), Words("page 2", f"{chart.note[:-8]} badly.\n{last}", "page")], [chart]
    )
    assert states(told, "words") == {OUTDATED}


def test_a_citation_without_a_picture_is_a_mention(told, now):
    said = f"<p>There were 555,000 households.</p><p>{now[0].citation}</p>"
    verdicts = told("a.html", said.encode())
    assert states(verdicts) == {MENTIONED} and any(v.what == "number" and v.state == UNSURE for v in verdicts)


def test_a_picture_known_by_its_alt_text_alone_cannot_be_told(told, now, new_png):
    half = papers.BLUNT["upright"](new_png)
    verdicts = told("a.html", papers.page([(half, now[0])], now[:1]).replace(now[0].trace.encode(), b""))
    assert states(verdicts, "picture") == {UNSURE} and "alone" in details(verdicts)


def test_only_the_part_that_moved_is_told(told, now):
    other = papers.drawn(value=910_000, note="Everybody knows what a visit is.")
    verdicts = told("a.png", papers.png(other[0]))
    assert states(verdicts) == {OUTDATED} and "note: Everybody" in details(verdicts)
    verdicts = told("a.docx", papers.word([(papers.png(now[0]), now[0])], other[:1], table=False))
    assert (
        "note: " in details(verdicts)
        and "Everybody" in details(verdicts)
        and "row" not in details(verdicts).replace("rows", "")
    )


def test_a_chinese_description_is_known_by_how_its_lines_begin():
    chart = bars(few(1200, 900), "91_disputes_bars", title=TITLE, **WORDS).at(language="zh")
    assert parts.rows_moved(chart.long_alt, chart) == []
    moved = parts.rows_moved(chart.long_alt.replace("资料来源：", "资料来源：某报；"), chart)
    assert len(moved) == 1 and moved[0].startswith("sources: 资料来源：某报；")


def test_a_chinese_form_in_brackets_is_no_row_and_quoted_as_it_stands():
    chart = replace(bars(few(1200, 900), "91_disputes_bars", title=TITLE, **WORDS).at(language="zh"), form="条形（长）")
    moved = parts.rows_moved(chart.long_alt.replace("1,200起", "1,300起"), chart)
    assert chart.long_alt.startswith("条形（长）") and "1,200起" in chart.long_alt
    (line,) = moved
    assert line.startswith("row: ") and "1,300起" in line.partition(" -> ")[0] and "：" in line.partition(" -> ")[0]
