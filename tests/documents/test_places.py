"""A number in the author's prose is held against the claims of the place that its sentence names."""

from decimal import Decimal

import papers
import pytest
from campaigns.documents import audit
from campaigns.documents.audit import CURRENT, OUTDATED, UNSURE, places, prose
from campaigns.documents.audit.amounts import amounts
from campaigns.documents.audit.held import Words
from campaigns.documents.audit.texts import Texts
from campaigns.documents.audit.today import Today
from campaigns.documents.audit.verdict import UNCHECKED
from campaigns.documents.refresh import refreshed

GUIZHOU, LIAONING = (
    "Guizhou's police went to 870,000 households.",
    "Liaoning's police went to more than 870,000 households.",
)
SAID = "more than 870,000 households"
pytestmark = pytest.mark.usefixtures("record")


def with_prose(charts, pictures, *sentences):
    def alter(made):
        for sentence in sentences:
            made.add_paragraph(sentence)

    return papers.word(pictures, charts, alter=alter)


def numbers(verdicts):
    """{state: what is said of numbers}."""
    found = {}
    for verdict in verdicts:
        if verdict.what == "number":
            found.setdefault(verdict.state, []).extend(verdict.details)
    return found


def test_another_places_own_number_is_not_outdated(told, then, shown_then):
    verdicts = told("a.docx", with_prose(then, shown_then, GUIZHOU, LIAONING))
    assert numbers(verdicts) == {OUTDATED: [f"“{GUIZHOU}”: 870,000 households, now 910,000 households"]}


def test_an_old_number_said_of_a_third_place_is_not_taken_for_it(told, then, shown_then):
    said = "Hunan's police went to 870,000 households."
    assert numbers(told("a.docx", with_prose(then, shown_then, said))) == {
        UNSURE: [f"“{said}”: 870,000 households: the record says it of another place: Liaoning: {SAID} (row-870000)"]
    }


@pytest.mark.parametrize(
    ("number", "claimed", "near"),
    [
        ("870,000", "the record says it of another place", 910_000),
        ("555,000", "in no row", 910_000),
        ("21,500", "in no row", 18_000),
    ],
)
def test_a_number_that_its_place_does_not_claim_is_told_with_what_it_claims(number, claimed, near, told, now, shown):
    """Also where another place claims it, and where the pictures are of today and know no older number."""
    said = GUIZHOU.replace("870,000", number)
    found = numbers(told("a.docx", with_prose(now, shown, said, LIAONING)))
    assert found.keys() == {UNSURE}
    (line,) = found[UNSURE]
    assert line.startswith(f"“{said}”: {number} households: {claimed}")
    assert f"nearest of this place: Guizhou: more than {near:,} households (row-{near})" in line


@pytest.mark.parametrize(
    "said",
    [
        "Guizhou's police went to more than 910,000 households, 18,000 of them let.",
        "Guizhou's more than 18,000 households are few. The more than 43,000 households with a shop are more.",
        "Guizhou 2026 households, 18 streets.",
        "贵州走访超过43,000户。",
    ],
)
def test_what_its_place_claims_is_no_matter(said, told, now, shown):
    assert not numbers(told("a.docx", with_prose(now, shown, said)))


@pytest.mark.parametrize(
    ("said", "printed", "why"),
    [
        ("贵州公安走访了超过79万户。", "超过79万户", "in no row"),
        ("贵州公安走访了91万户。", "91万户", "the record says Guizhou: more than 910,000 households"),
        ("贵州公安走访了超过91万户次。", "超过91万户次", "the record says Guizhou: more than 910,000 households"),
        ("湖南公安走访超过87万户。", "超过87万户", "the record says it of another place: Liaoning"),
        ("Hunan police visited more than 870,000 households.", SAID, "the record says it of another place: Liaoning"),
        (
            "Liaoning police visited fewer than 870,000 households.",
            "fewer than 870,000 households",
            "the record says L",
        ),
    ],
)
def test_an_amount_of_ones_own_is_held_against_the_record_in_both_languages(said, printed, why, told, now, shown):
    (line,) = numbers(told("a.docx", with_prose(now, shown, said)))[UNSURE]
    assert line.startswith(f"“{said}”:") and f"{printed}: {why}" in line


@pytest.mark.parametrize(
    "said",
    [
        "Guizhou police went to more than 910,000 households, that is to more than 0.91 million.",
        "贵州公安走访超过91万户，即超过910,000户。",
        "Figure 3 shows 12 provinces in 2024, on 15 August 2022, on page 140: for a thousand households, per 1,000 people.",
        "图3见第140页，2024年8月15日共12个省，每1000户。",
        "12 [title not shown: Hunan, Summer Hundred-Day Action].",
    ],
)
def test_what_the_record_bears_out_and_ordinary_numbers_are_no_matter(said, told, now, shown):
    assert not numbers(told("a.docx", with_prose(now, shown, said)))


@pytest.mark.parametrize("name", ["a.docx", "a.html"])
def test_a_text_without_a_chart_is_held_against_the_record_where_it_names_a_place(name, told, now):
    said = [
        "贵州公安走访了超过79万户。",
        "Guizhou police went to more than 910,000 households.",
        "We spent 120,000 yuan.",
    ]
    page = "".join(f"<p>{one}</p>" for one in said).encode()
    verdicts = told(name, with_prose([], [], *said) if name == "a.docx" else page)
    (line,) = numbers(verdicts)[UNSURE]
    assert line.startswith(f"“{said[0]}”: 超过79万户: in no row; nearest of this place: Guizhou")
    assert audit.summary(name, verdicts)[0] == f"{name}: 1 with numbers that the record does not bear out"


def test_the_place_of_a_sentence_is_that_of_the_one_before(told, now, shown):
    said = "Guizhou was first. Its police went to 870,000 households."
    (line,) = numbers(told("a.docx", with_prose(now, shown, said)))[UNSURE]
    assert line.startswith("“Its police went to 870,000 households.”: 870,000 households: ") and "Guizhou" in line


def test_an_older_number_that_the_place_still_claims_elsewhere_is_perhaps_outdated(told, then, shown_then):
    places._record().append(papers.claim("CN-GZ", 870_000))
    verdicts = told("a.docx", with_prose(then, shown_then, GUIZHOU))
    assert numbers(verdicts) == {UNSURE: [f"“{GUIZHOU}”: 870,000 households, perhaps now 910,000 households"]}
    assert any("perhaps of an earlier day" in line for line in audit.summary("a.docx", verdicts))


def test_a_refresh_lists_the_sentences_it_leaves_and_so_does_a_later_look(then, now, album, tmp_path, shown_then):
    path = tmp_path / "a.docx"
    path.write_bytes(with_prose(then, shown_then, GUIZHOU, LIAONING))
    copy, _, left = refreshed(path, now, {}, album=album)
    assert sum(GUIZHOU in line for line in left) == 1 and not any(LIAONING in line for line in left)
    later = papers.judged(copy, now, album)
    assert {v.state for v in later if v.what != "number"} == {CURRENT}
    (line,) = numbers(later)[UNSURE]
    assert line.startswith(f"“{GUIZHOU}”") and "another place" in line


def test_places_are_known_by_their_names_in_both_languages():
    assert places.named("In Sichuan and 辽宁, but not Sichuanese") == {"CN-SC", "CN-LN"}
    assert places.named("贵州公安，新疆，黔东南州") == {"CN-GZ", "CN-XJ", "CN-GZ-qiandongnan"}
    assert places.named("Nowhere at all") == set()


def test_what_a_finding_counts_is_not_borne_out_in_another_unit():
    held = places.Places({}, ["Guizhou’s police call on more than 123,457 households."])
    here = places.named("Guizhou")
    (households,), (villages,) = (
        amounts(f"They went to more than 123,457 {what}.") for what in ("households", "villages")
    )
    assert held.doubt(households, here) == "" and held.doubt(villages, here).startswith("in no row")


@pytest.mark.parametrize(("said", "value", "plainly", "rounds"), [
    ("about 45,700 households", "45678", False, True), ("45,700 households", "45678", False, False),
    ("45,700 households", "45678", True, True), ("nearly 46,000 households", "45678", False, True),
    ("nearly 45,000 households", "45678", False, False), ("about 45,800 households", "45678", True, False),
    ("about 50,000 households", "45678", True, False), ("45,700 households", "45650", True, True),
])  # fmt: skip
def test_an_honest_rounding_is_borne_out(said, value, plainly, rounds):
    assert amounts(f"They went to {said}.")[0].rounds(Decimal(value), plainly) == rounds


@pytest.fixture
def verdict_on(monkeypatch):
    """The function from a sentence to what is said of it: the lines told, or the states; by the record as it is."""
    monkeypatch.undo()

    def of(sentence):
        items = [Words(text=sentence)]
        told = list(prose.Prose(Texts(items, Today([])), []).judge())
        return [line for one in told if one.state == UNSURE for line in one.details] or [one.state for one in told]

    return of


@pytest.mark.parametrize(("said", "why"), [
    ("Criminal cases in Sichuan rose by 14%.", "decreased by 14%year"), ("四川治安案件环比上升36%。", "环比下降36%"),
    ("Sichuan fielded 460,000 police.", "460,000 social forces"), ("四川动用警力46万人次。", "46万人次"),
    ("四川公安走访家庭87万余户，贵州公安化解矛盾纠纷1.8万件。", "87万余户"),
    ("Police in Sichuan visited 870,000 households, those in Guizhou 18,000 schools.", "870,000 households"),
    ("全国公安每年化解矛盾纠纷6000余万起。", "in no row"), ("Chinese police resolve over 7 million disputes a year.", "in no"),
    ("Guizhou's police seized more than 88 million dollars in all.", "more than 88 million yuan"),
    ("贵州打掉犯罪团伙2000余个。", "in no row"), ("Sichuan sent out 1.68 million police forces.", "in no row"),
    ("晋中警方出动警力2.2万余人次、警车3.5万台次。", "3.5万台次"), ("贵州公安走访了全省三成家庭。", "三成"),
])  # fmt: skip
def test_a_false_sentence_is_told(said, why, verdict_on):
    (line,) = verdict_on(said)
    assert line.startswith("“") and why in line


@pytest.mark.parametrize("said", [
    "Guizhou's police visited about 870,000 households.",
    "Chinese police mobilised 23 million people or more.", "贵州和四川公安分别走访家庭87万余户、化解纠纷1.8万件。", "济南破获刑事案件三千四百多起。",
    "Guizhou's police visited between 870,000 and 900,000 households.", "Sichuan's police issued 48.6 million early warnings.",
    "Guangdong's police deployed about 1 million person-times.", "贵州公安走访了约6.9%的家庭。",
    "Sichuan's public-order cases fell by more than a third.", "四川破获刑事案件，侵财案件发案下降42.7%。",
])  # fmt: skip
def test_a_true_sentence_is_no_matter(said, verdict_on):
    assert verdict_on(said) == []


@pytest.mark.parametrize("said", [
    "Guizhou's GDP was 2.02 trillion yuan.", "We surveyed 1,234 police officers in Guizhou.", "我们在贵州访问了1234名民警。",
    "The Guizhou museum drew 870,000 visitors.", "Exports from Guangdong fell 4.6%.", "贵州考生46.7万人参加高考。",
    "A flat in Chengdu costs 18,500 yuan.", "In Zunyi, Guizhou, the police visited 300,000 households.", "四川接待游客6.4亿人次。",
    "济南趵突泉日均出水量7万立方米。",
    "Zunyi's police visited 300,000 households.", "贵州遵义警方走访家庭30万户。", "全省公安机关走访家庭30万户。",
    "Guizhou's police handled 6,512 cases a day.", "济南公安局官方微博有粉丝310万人。", "贵州省公安厅大楼建筑面积3.2万平方米。",
])  # fmt: skip
def test_a_sentence_that_no_row_can_be_tied_to_is_not_checked(said, verdict_on):
    assert verdict_on(said) == [UNCHECKED]


def test_sentences_that_are_not_checked_are_counted_and_make_no_document_current(told):
    said = ["Guizhou's GDP was 2.02 trillion yuan.", "Exports from Guizhou fell 4.6%."]
    verdicts = told("a.docx", with_prose([], [], *said))
    assert [one.state for one in verdicts] == [UNCHECKED]
    assert audit.summary("a", verdicts)[1].startswith("a: 2 sentences with numbers not checked")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_number_of_our_own_findings_is_doubted(language, monkeypatch):
    """Every one is true; they are read as an author's sentences, by the record as it is."""
    monkeypatch.undo()
    prose_ = prose.Prose.__new__(prose.Prose)
    said = [finding for _, finding in prose.findings(language)]
    prose_.places = places.Places({}, said)
    prose_.charts, prose_.counted, prose_.unchecked = {}, set(), 0
    sentences = [one for text in said for one in prose._SENTENCE.split(text)]
    doubted = [prose_._strange(amounts(one), places.named(one), one) for one in sentences]
    assert len(said) > 30 and [told for told in doubted if told] == []
