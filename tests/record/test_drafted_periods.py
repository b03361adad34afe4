"""The day of a report and the periods of its figures are those that its text prints, each with its basis."""

import pytest
from campaigns.record.periods import dates_of, period

BRIEFING = "本报讯（记者 李明）{}8月15日，某县公安局召开新闻发布会，通报{}夏季行动开展情况。"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["来源：四川日报 2023-09-28 10:15"], ("2023-09-28", "", 2023, None)),
        ([BRIEFING.format("2024年", "")], ("", "2024-08-15", 2024, None)),
        ([BRIEFING.format("", ""), "时间：2024-08-16"], ("2024-08-16", "2024-08-15", 2024, None)),
        ([BRIEFING.format("2023年", ""), "2024-01-02 10:15"], ("2024-01-02", "2023-08-15", 2024, None)),
        ([BRIEFING.format("", ""), "2024-01-02 10:15"], ("2024-01-02", "", 2024, None)),
        ([BRIEFING.format("", "2024年")], ("", "2024-08-15", None, 2024)),
        ([BRIEFING.format("", "2024年"), "2023年没有。"], ("", "", None, None)),
        ([BRIEFING.format("", "2024年").replace("8月", "1月")], ("", "", None, 2024)),
        ([BRIEFING.format("", "")], ("", "", None, None)),
        (["新華社香港2018年7月25日電 香港警方公布整體罪案數字，同比減少百分之六，" + "有關工作正在進行，" * 4], ("2018-07-25", "", 2018, None)),
        (["On 14 March 2021, police told reporters of the campaign."], ("", "2021-03-14", 2021, None)),
        (["BEIJING, July 20, 2022 (Xinhua) -- Police said that 300 suspects were caught in a campaign."],
         ("2022-07-20", "", 2022, None)),
        (["自2023年6月25日至9月25日，公安机关破获案件1.2万起。"], ("", "", None, 2023)),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_told_from_that_of_the_event(lines, told):
    dates = dates_of(lines)
    assert (dates.published, dates.event, dates.year, dates.only_year) == told


DATED, UNDATED = [BRIEFING.format("2024年", "")], [BRIEFING.format("", "2024年")]


@pytest.mark.parametrize(
    ("report", "lines", "start", "end"),
    [
        (DATED, ["自6月25日以来，走访"], ("2024-06-25", "stated"), ("2024-08-15", "inferred")),
        (DATED, ["自6月25日以来，走访。", "截至8月10日，"], ("2024-06-25", "stated"), ("2024-08-10", "stated")),
        (DATED, ["自6月25日以来，走访。", "截至8月10日，走访。", "共"], ("2024-06-25", "stated"), ("2024-08-10", "stated")),
        (DATED, ["今年以来，"], ("2024-01-01", "stated"), ("2024-08-15", "inferred")),
        (DATED, ["今年以来，截至8月10日，"], ("2024-01-01", "stated"), ("2024-08-10", "stated")),
        (DATED, ["自9月1日至12月30日，"], ("2023-09-01", "stated"), ("2023-12-30", "stated")),
        (DATED, ["自12月1日至1月15日，"], ("2023-12-01", "stated"), ("2024-01-15", "stated")),
        (UNDATED, ["自6月25日至8月10日，"], ("2024-06-25", "inferred"), ("2024-08-10", "inferred")),
        (DATED, ["2022年，全县自6月25日至8月10日走访"], ("2022-06-25", "stated"), ("2022-08-10", "stated")),
        (DATED, ["走访"], ("", "not_stated"), ("", "not_stated")),
    ],
)  # fmt: skip
def test_each_end_has_its_day_and_its_basis(report, lines, start, end):
    told = period(lines[-1], lines[:-1], dates_of(report))
    assert told[:2] == (start, end)
    assert bool(told[2]) == ("inferred" in (start[1], end[1]))


def test_a_period_whose_year_is_not_known_is_asked_for():
    *ends, note = period("自6月25日以来，", [], dates_of([BRIEFING.format("", "")]))
    assert ends == [("", "not_stated")] * 2 and note == "To decide: the period is printed without its year: 自6月25日"


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["自6月25日至8月10日，走访。", "下一步，将投入警力"], "", ""),
        (["自6月25日至8月10日，走访。下一步，将投入警力"], "", ""),
        (["走访。8月20日至9月10日，将投入警力"], "2024-08-20", "2024-09-10"),
    ],
)
def test_what_is_announced_has_no_period_of_another_sentence(lines, start, end):
    (first, _), (last, _), note = period(lines[-1], lines[:-1], dates_of(DATED), True)
    assert (first, last, note) == (start, end, "")


def test_a_figure_with_a_time_of_its_own_is_not_given_that_of_the_drive():
    report = ["On 10 October 2023 police told reporters of the drive that ran from 25 June to 30 September."]
    dates = dates_of(report)
    assert period("They resolved ", report, dates)[0] == ("2023-06-25", "stated")
    assert period("Thefts fell from last year; they caught ", report, dates)[0] == ("2023-06-25", "stated")
    for own in ("On 3 July police inspected ", "Last year police caught ", "By the end of 2022 they had "):
        start, end, note = period(own, report, dates)
        assert start == end == ("", "not_stated") and note.startswith("To decide: is its period ")
