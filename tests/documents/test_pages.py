"""The page and the charts to embed: whole, small, marked in their languages."""

import io
import re

import pytest
from campaigns.charts import fonts
from campaigns.charts.forms import bars
from campaigns.charts.honesty import MisleadingChart
from campaigns.documents import caption, office, sections, webpage
from campaigns.documents.audit import markup
from campaigns.documents.audit.today import language_of
from documents.small import TITLE, WORDS, cards, few


def test_the_page_loads_nothing_and_has_no_broken_reference(html):
    references = re.findall(r'(?:href|src|action|poster|srcset)="([^"]*)"', html) + re.findall(r"url\(([^)]*)\)", html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) and references
    for reference in references:
        assert reference.startswith(("data:", "https://", "http://")) or reference.removeprefix("#") in ids
    assert not re.search(r"<script|@import|<iframe|<object|<img|<link(?! rel=\"icon\" href=\"data:)", html)
    for reference in re.findall(r'(?:src|xlink:href)="([^"]*)"', html):
        assert reference.startswith("#")


def test_the_page_has_a_heading_a_chart_its_rows_and_downloads(made, html):
    for card in cards(made):
        assert f'<h2 id="{card.chart.name}-title">' in html
        assert html.count("&lt;few&gt; visits") > 0 and "<few>" not in html
        for key, *_ in card.chart.claims:
            assert f'<td class="key"><span>{key}</span></td>' in html
        for kind in webpage.FILES:
            assert f'download="{card.chart.name}.{kind}" href="data:' in html
    assert webpage._key("five-prevention-4") == "five-<span>prevention-4</span>" and webpage._key("a-b") == "a-b"
    assert '<span lang="zh-CN">六\u2060必\u2060访</span>' in html
    assert "<title>A title &amp; more</title>" in html
    for rule in ("prefers-color-scheme:dark", "@page", "details::details-content"):
        assert rule in html


def test_the_chinese_page_marks_what_is_left_english(chinese, work):
    page = webpage.page(chinese, work, language="zh").decode()
    assert '<html lang="zh-CN">' in page and '<span lang="en-GB">A title &amp; more</span>' in page
    assert f">{TITLE[1]}" in page or TITLE[1] in page and TITLE[0] not in page


def test_the_page_carries_a_glyph_for_every_character(html):
    import base64

    from fontTools.ttLib import TTFont

    held = set()
    for encoded in set(re.findall(r"data:font/woff;base64,([^)]+)\)", html.split("</style>")[0])):
        held |= set(TTFont(io.BytesIO(base64.b64decode(encoded))).getBestCmap())
    said = re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL)
    assert {c for c in webpage.Markup(said).unescape() if not c.isspace()} - {"\u2060"} <= {
        chr(point) for point in held
    }


def test_words_are_set_in_every_family_of_the_charts(html):
    [families] = re.findall(r"body\{font:[^;]*", html)
    assert [family for family in fonts.FAMILIES if f"'{family}'" not in families] == []


def test_the_language_of_a_page_without_captions_is_that_of_its_pictures():
    """Its sources keep theirs."""
    page = "<p>{}</p><p>Xinhua News Agency, Chongqing Daily and more</p><svg aria-label='{}'></svg>"
    found = [
        language_of(markup.page(page.format(*words).encode()))
        for words in (("一", "公安部的说法"), ("公安部", "A claim"))
    ]
    assert found == ["zh", "en"]


def test_a_chart_to_embed_is_small_and_whole(made):
    for card in cards(made):
        content = webpage.embed(card)
        assert len(content) < 100_000 and b"<svg" in content and card.chart.trace.encode() in content
        assert b"@font-face" in content and b"<script" not in content
        assert b'class="narrow"' in content and b'class="broad"' in content


def test_an_inline_drawing_leaves_its_title_out(charts):
    drawn = webpage.inline_svg(charts[0], "broad")
    gone = office.title_height(charts[0]) * 72
    assert gone > 10 and re.search(
        rf'viewBox="3 {gone:g} ', drawn
    )  # it begins where the text does, but for half a digit
    assert "Many disputes" not in re.sub(r'aria-label="[^"]*"', "", drawn)


def test_many_sources_of_a_chart_fold_away(work, tmp_path):
    """A hundred links would stand between one chart and the next."""
    for count, folded in ((6, 0), (7, 1)):
        held = few(*range(100, 900, 100)).assign(source_id=list(caption._sources())[:8])
        held["source_id"] = held.source_id.where(held.index < count, held.source_id[0])
        chart = bars(held, "93_many", title=TITLE, **WORDS)
        page = webpage.page(sections.sections(caption.numbered([chart]), tmp_path), work).decode()
        assert page.count("<summary>Sources (7)</summary>") == folded and page.count("Sources: <a") == 1 - folded


def test_sources_that_are_named_alike_are_told_by_their_titles(monkeypatch):
    """Two links of one text lead to two places; a report without a publisher says so."""
    kept = list(caption._sources().values())[:4]
    names = ("One Daily", "One Daily", "not stated", "Two Daily (name inferred from the paths of a mirror)")
    made = {row["source_id"]: row | {"publisher": name, "published": "2024-07-16"}
            for row, name in zip(kept, names, strict=True)}  # fmt: skip
    monkeypatch.setattr(caption, "_sources", lambda: made)
    held = few(100, 200, 300, 400).assign(source_id=list(made))
    [card] = caption.numbered([bars(held, "94_named", title=TITLE, **WORDS)])
    told = [words for words, _ in card.named]
    assert len(set(told)) == 4 and told[3] == "Two Daily (name inferred), 16 Jul 2024"
    assert told[0].startswith("One Daily, 16 Jul 2024: ")
    assert told[2].startswith("publisher not stated, 16 Jul 2024: ")


def test_sources_in_words_end_with_one_stop(work, tmp_path):
    chart = bars(
        few(100, 200).drop(columns="source_id"), "95_own", title=TITLE, sources=[("Counted.", "计数。")], **WORDS
    )
    for language, stop in (("en", "."), ("zh", "。")):
        told = sections.sections(caption.numbered([chart], language), tmp_path)
        page = webpage.page(told, work, language=language).decode()
        assert re.search(rf"<figcaption><p>[^/]*[^.。]{re.escape(stop)}</p>", re.sub("</?span[^>]*>", "", page))


def test_a_chart_higher_than_a_sheet_of_paper_has_a_drawing_for_telephones():
    high = bars(few(*range(60, 240, 10)), "00_high", **WORDS, title="Many")
    with pytest.raises(MisleadingChart):
        high.at(width=webpage.NARROW)
    assert 'class="narrow"' in webpage._drawings(caption.Card(1, high))
