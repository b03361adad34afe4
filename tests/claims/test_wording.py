"""A row in words, English and Chinese: hedge, number, unit, period, the signs of its reading."""

import re
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest
from campaigns.claims import publishers, wording
from campaigns.claims.select import select
from campaigns.reading.printed import read_figure
from campaigns.record import schema
from hypothesis import given
from hypothesis import strategies as st


def row(value, unit="cases", qualifier="unhedged", kind="count", reading="as_printed", **more):
    cells = {"value": value, "low": value, "high": value, "unit": unit, "qualifier": qualifier, "kind": kind}
    return SimpleNamespace(**cells | {"reading": reading} | more)


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (870_000, "870,000", "87万"),
        (48_560_000, "48.56 million", "4,856万"),
        (110_000_000, "110 million", "1.1亿"),
        (12_696_585, "12,696,585", "12,696,585"),
        (2_411_200, "2,411,200", "241.12万"),
        (86_312, "86,312", "86,312"),
        (485_600_000, "485.6 million", "4.856亿"),
        (5_000.0, "5,000", "5,000"),
        (-42.71, "−42.71", "−42.71"),
        (0.1 + 0.2, "0.3", "0.3"),
        (123_456_789_012, "123,456,789,012", "123,456,789,012"),
        (Decimal("1.30E+4"), "13,000", "1.3万"),
        (Fraction(1, 3), "0.3333333333", "0.3333333333"),
    ],
)
def test_a_number_is_said_whole(value, english, chinese):
    assert (wording.number(value), wording.number(value, "zh")) == (english, chinese)


@given(st.integers(1, 10**13) | st.decimals(min_value="0.001", max_value="1e9", places=3))
def test_what_is_said_is_read_back_as_the_same_number(value):
    for language in ("en", "zh"):
        assert Decimal(str(read_figure(wording.number(value, language)).value)) == Decimal(value)


@pytest.mark.parametrize(
    ("one", "english", "chinese"),
    [
        (row(870_000, "households", "more_than"), "more than 870,000 households", "超过87万户"),
        (row(95, "percent", "at_least", "share"), "at least 95%", "至少95%"),
        (row(20_000, "person_times", "nearly"), "nearly 20,000 person-times", "近2万人次"),
        (row(180, "cases", "about"), "about 180 cases", "约180起"),
        (row(1, "gangs"), "1 gang", "1个"),
        (row(1, "rank", kind="rank"), "rank 1", "第1名"),
        (row(-14, "percent", kind="change"), "fell 14%", "下降14%"),
        (row(-14, "percent", "more_than", "change"), "fell by more than 14%", "下降超过14%"),
        (row(3, "percentage_points", kind="change"), "rose 3 percentage points", "上升3个百分点"),
        (row(110, "yuan", reading="uncertain", ) , "110 yuan?", "110元?"),
        (row(float("nan"), "yuan", reading="uncertain") , "unreadable?", "无法辨读?"),
        (row(440, "people", reading="repaired"), "440 people ○", "440人 ○"),
    ],
)  # fmt: skip
def test_a_row_is_said_with_hedge_unit_and_sign(one, english, chinese):
    assert (wording.signed(one), wording.signed(one, "zh")) == (english, chinese)


def uncertain(low, high, **cells):
    return SimpleNamespace(**vars(row(float("nan"), reading="uncertain")) | {"low": low, "high": high} | cells)


def test_an_uncertain_reading_is_said_as_its_candidates_even_without_a_value():
    assert wording.quantity(uncertain(101, 110)) == "101 or 110 cases"
    assert wording.quantity(uncertain(101, 110, qualifier="more_than")) == "more than 101 or 110 cases"
    assert wording.quantity(uncertain(-14.8, -7.9, unit="percent", kind="change")) == "fell 7.9 or 14.8%"


@pytest.mark.parametrize(
    ("start", "end", "bases", "claim", "english", "chinese"),
    [
        ("2022-01-01", "2022-08-08", "is", "result", "1 Jan* – 8 Aug 2022", "2022年1月1日*至8月8日"),
        ("2022-01-01", "2022-08-08", "si", "result", "1 Jan – 8 Aug 2022*", "2022年1月1日至8月8日*"),
        ("2021-12-01", "2022-01-05", "ii", "result", "1 Dec 2021* – 5 Jan 2022*", "2021年12月1日*至2022年1月5日*"),
        ("2022-07-20", "2022-07-20", "ii", "result", "20 Jul 2022*", "2022年7月20日*"),
        (None, "2024-08-27", "ni", "standing", "as of 27 Aug 2024*", "截至2024年8月27日*"),
        (None, "2024-08-27", "ns", "result", "to 27 Aug 2024", "至2024年8月27日"),
        ("2024-06-24", None, "in", "plan", "from 24 Jun 2024*", "2024年6月24日*起"),
        (None, None, "nn", "result", "period not stated", "时间未说明"),
    ],
)
def test_a_star_stands_behind_each_inferred_date(start, end, bases, claim, english, chinese):
    names = {"s": "stated", "i": "inferred", "n": "not_stated"}
    cells = {"period_start": pd.Timestamp(start), "period_end": pd.Timestamp(end), "claim": claim}
    one = SimpleNamespace(**cells, start_basis=names[bases[0]], end_basis=names[bases[1]])
    assert (wording.period(one), wording.period(one, "zh")) == (english, chinese)


def test_the_words_of_a_report_are_a_column_of_their_own():
    one = SimpleNamespace(label_zh="消除治安隐患", metric_zh="隐患", note="Chinese label: other; a doubt")
    assert wording.printed_words(one) == "消除治安隐患"
    assert wording.printed_words(SimpleNamespace(**vars(one) | {"label_zh": ""})) == "隐患"


def test_what_is_counted_is_said_with_its_limits():
    one = SimpleNamespace(metric_en="Disputes resolved", metric_zh="化解矛盾纠纷", scope="within 3 days")
    assert wording.what(one) == "Disputes resolved 化解矛盾纠纷 (within 3 days)"
    one = row(5, qualifier="more_than", incomplete="yes")
    assert wording.firmness(one) == "as printed, hedged, incomplete count (据不完全统计)"


def test_every_unit_of_the_record_has_its_counter_and_its_singular(data):
    units = {unit for cell in data.metrics.units for unit in cell.split(schema.SEPARATOR)}
    assert not {unit for unit in units if wording.unit_words(unit, language="zh").isascii()} - {"percent"}
    assert wording.unit_words("rounds", language="zh") == "发"  # as the scanner reads it
    assert [wording.unit_words(u, 1) for u in ("companies", "classes", "boxes", "cases", "glass", "days")] == [
        "company", "class", "box", "case", "glass", "day",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("figure_id", "said"),
    [
        ("gz22-households-visited", "more than 870,000 households or visits"),
        ("sc22-police-deployed", "168,000 turns of duty ○"),
        ("sc23-property-recovered", "101 million or 110 million yuan?"),
        ("sc22-criminal-cases-headline", "fell 14%"),
        ("sc23-satisfaction-rank", "rank 1"),
    ],
)
def test_a_figure_of_the_record_is_said_with_hedge_and_sign(data, figure_id, said):
    assert wording.signed(select(data).row(figure_id)) == said


@pytest.mark.parametrize(
    ("name", "chinese"),
    [
        ("Legal Daily (法治日报, 法治网)", "法治日报、法治网"),
        ("Guizhou Daily (贵州日报), digest by the Centre for China Analysis and Strategy",
         "贵州日报（Centre for China Analysis and Strategy摘编）"),
        ("China Daily (Metro)", "中国日报都市版"),
        ("Shaanxi Daily (陕西日报), by People's Daily Online Shaanxi (人民网)", "陕西日报（人民网转发）"),
        ("State Council Information Office, by China.org.cn", "国务院新闻办公室（中国网转发）"),
        ("not stated (copy at a.cn)", "未注明（a.cn转载）"),
        ("not stated (page of NetEase, 网易)", "未注明（网易网页）"),
    ],
)  # fmt: skip
def test_a_publisher_has_its_chinese_name(name, chinese):
    assert (wording.publisher(name), wording.publisher(name, "zh")) == (name, chinese)
    assert wording.named_source(name, None, "zh") == f"{chinese}，日期不详"


def test_no_publisher_of_the_record_is_called_by_english_words_in_chinese(data):
    sites = re.compile(r"[\w-]+\.(?:com|cn|org|city)[\w.]*|fx361|how234|HK01")
    for name in set(data.sources.publisher):
        told = wording.publisher(name, "zh")
        for foreign in publishers.FOREIGN:
            told = told.replace(foreign, "")
        assert not re.search(r"[A-Za-z()]|, ", sites.sub("", told)), (name, told)


def test_our_words_for_what_is_counted_are_simplified(data):
    for printed in set(data.figures.label_zh):
        wording.simplified(printed).encode("gb2312")
    assert wording.simplified("抓獲違法犯罪嫌疑人") == "抓获违法犯罪嫌疑人"
