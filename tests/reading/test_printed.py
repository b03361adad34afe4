"""The reader of printed figures: value, hedge, bounds, rounding, unit, in English and Chinese."""

import pytest
from campaigns.hedges import bounds_of
from campaigns.reading import ReadingError, read_figure, read_range
from campaigns.reading.printed import names_direction
from hypothesis import given
from hypothesis import strategies as st

CASES = [
    # printed, value, qualifier, low, high, step, unit
    ("more than 870,000 households", 870_000, "more_than", 870_000, None, 10_000, "households"),
    ("over 20,000", 20_000, "more_than", 20_000, None, 10_000, ""),
    ("more than six million cases", 6_000_000, "more_than", 6_000_000, None, 1_000_000, "cases"),
    ("48.56 million", 48_560_000, "unhedged", 48_560_000, 48_560_000, 10_000, ""),
    ("fell 14%", -14, "unhedged", -14, -14, 1, "percent"),
    ("etc1.1 million motor vehicles", 1_100_000, "unhedged", 1_100_000, 1_100_000, 100_000, ""),
    ("nearly 300 people", 300, "nearly", None, 300, 100, "people"),
    ("about 5,000 people", 5_000, "about", None, None, 1_000, "people"),
    ("up to 50 schools", 50, "up_to", None, 50, 10, "schools"),
    ("no more than 30", 30, "up_to", None, 30, 10, ""),
    ("no fewer than 30", 30, "at_least", 30, None, 10, ""),
    ("at least three hundred and fifty", 350, "at_least", 350, None, 1, ""),
    ("half a million", 500_000, "unhedged", 500_000, 500_000, 1_000_000, ""),
    ("five consecutive years", 5, "unhedged", 5, 5, 1, "years"),
    ("273.5万余起", 2_735_000, "more_than", 2_735_000, None, 1_000, ""),
    ("近2万人次", 20_000, "nearly", None, 20_000, 10_000, "person_times"),
    ("1.2亿元", 120_000_000, "unhedged", 120_000_000, 120_000_000, 10_000_000, "yuan"),
    ("300余万元", 3_000_000, "more_than", 3_000_000, None, 1_000_000, "yuan"),
    ("20多万户次", 200_000, "more_than", 200_000, None, 100_000, "household_visits"),
    ("1亿3000万元", 130_000_000, "unhedged", 130_000_000, 130_000_000, 10_000_000, "yuan"),
    ("一亿二千万", 120_000_000, "unhedged", 120_000_000, 120_000_000, 10_000_000, ""),
    ("192.2萬起", 1_922_000, "unhedged", 1_922_000, 1_922_000, 1_000, ""),
    ("两千余名", 2_000, "more_than", 2_000, None, 1_000, "people"),
    ("99.8%以上", 99.8, "at_least", 99.8, None, 0.1, "percent"),
    ("约5000人", 5_000, "about", None, None, 1_000, "people"),
    ("超1000万元", 10_000_000, "more_than", 10_000_000, None, 10_000_000, "yuan"),
    ("不少于100户", 100, "at_least", 100, None, 100, "households"),
    ("百分之十四", 14, "unhedged", 14, 14, 1, "percent"),
    ("0.4个百分点", 0.4, "unhedged", 0.4, 0.4, 0.1, "percentage_points"),
    ("同比下降14.3%", -14.3, "unhedged", -14.3, -14.3, 0.1, "percent"),
    ("more than US$ 5 million", 5_000_000, "more_than", 5_000_000, None, 1_000_000, ""),
    ("RMB 3 million", 3_000_000, "unhedged", 3_000_000, 3_000_000, 1_000_000, "yuan"),
    ("排名全国第二", 2, "unhedged", 2, 2, 1, ""),
    ("twenty-five people", 25, "unhedged", 25, 25, 1, "people"),
    ("同比下落12.4%", -12.4, "unhedged", -12.4, -12.4, 0.1, "percent"),
    ("比降13.42%", -13.42, "unhedged", -13.42, -13.42, 0.01, "percent"),
    ("同比再降22.32%", -22.32, "unhedged", -22.32, -22.32, 0.01, "percent"),
    ("分别下降…8.3%", -8.3, "unhedged", -8.3, -8.3, 0.1, "percent"),
    ("占比降至14%", 14, "unhedged", 14, 14, 1, "percent"),  # a level, no fall
    ("破案率再降到1.2%", 1.2, "unhedged", 1.2, 1.2, 0.1, "percent"),
    ("fell to 14%", 14, "unhedged", 14, 14, 1, "percent"),
    ("同比下滑14%", -14, "unhedged", -14, -14, 1, "percent"),
    ("比升6.13%", 6.13, "unhedged", 6.13, 6.13, 0.01, "percent"),
    ("下降超过14%", -14, "more_than", None, -14, 1, "percent"),
    ("降幅达31.5%", -31.5, "unhedged", -31.5, -31.5, 0.1, "percent"),
    ("同比分别下降…6.2%", -6.2, "unhedged", -6.2, -6.2, 0.1, "percent"),
    ("no fewer than 14%", 14, "at_least", 14, None, 1, "percent"),
    ("14 percent fewer", -14, "unhedged", -14, -14, 1, "percent"),
    # a part is never taken for the whole
    ("1 200 户", 1200, "unhedged", 1200, 1200, 100, "households"),
    ("1 234 567 people", 1_234_567, "unhedged", 1_234_567, 1_234_567, 1, "people"),
    ("some 20k officers", 20_000, "about", None, None, 10_000, ""),
    ("3 lakh households", 300_000, "unhedged", 300_000, 300_000, 100_000, "households"),
    ("1.2bn yuan", 1_200_000_000, "unhedged", 1_200_000_000, 1_200_000_000, 100_000_000, "yuan"),
    ("2.5 bln yuan", 2_500_000_000, "unhedged", 2_500_000_000, 2_500_000_000, 100_000_000, "yuan"),
    ("dropped 12.9 pct", -12.9, "unhedged", -12.9, -12.9, 0.1, "percent"),
    ("3.4m yuan", 3_400_000, "unhedged", 3_400_000, 3_400_000, 100_000, "yuan"),
    ("三百一十二点五克", 312.5, "unhedged", 312.5, 312.5, 0.1, ""),
    ("百分之九十八点五", 98.5, "unhedged", 98.5, 98.5, 0.1, "percent"),
    ("11.5千克", 11.5, "unhedged", 11.5, 11.5, 0.1, ""),
    # a fall in number, and what is only counted of falls
    ("同比减少3起", -3, "unhedged", -3, -3, 1, ""),
    ("比4月减少近100起", -100, "nearly", -100, None, 100, ""),
    ("28 fewer burglaries", -28, "unhedged", -28, -28, 1, ""),
    ("300 falls", 300, "unhedged", 300, 300, 100, ""),
    ("3‰", 0.3, "unhedged", 0.3, 0.3, 0.1, "percent"),
    # shares and multiples
    ("one in five households", 20, "unhedged", 20, 20, 1, "percent"),
    ("two thirds of them", 66.7, "unhedged", 66.7, 66.7, 0.1, "percent"),
    ("警情下降近四成", -40, "nearly", -40, None, 1, "percent"),
    ("三成以上", 30, "at_least", 30, None, 1, "percent"),
    ("八成五", 85, "unhedged", 85, 85, 1, "percent"),
    ("三分之二以上", 66.7, "at_least", 66.7, None, 0.1, "percent"),
    ("过半数纠纷", 50, "more_than", 50, None, 1, "percent"),
    ("增长1.5倍", 150, "unhedged", 150, 150, 1, "percent"),
    ("翻了一番", 100, "unhedged", 100, 100, 1, "percent"),
    ("declined by half", -50, "unhedged", -50, -50, 1, "percent"),
    # hedges
    ("上百家", 100, "at_least", 100, None, 100, ""),
    ("大约有300户", 300, "about", None, None, 100, "households"),
    ("不少于总警力的40%", 40, "at_least", 40, None, 10, "percent"),
    ("至少走访30户", 30, "at_least", 30, None, 10, "households"),
    ("an estimated 300 households", 300, "about", None, None, 100, "households"),
    ("upward of 300 households", 300, "more_than", 300, None, 100, "households"),
    ("300-plus households", 300, "more_than", 300, None, 100, "households"),
    ("300+ households", 300, "more_than", 300, None, 100, "households"),
    ("just under 300 households", 300, "nearly", None, 300, 100, "households"),
    ("三十来户", 30, "about", None, None, 10, "households"),
    ("cut thefts by 12 percent", -12, "unhedged", -12, -12, 1, "percent"),
    ("１，３０５处", 1305, "unhedged", 1305, 1305, 1, ""),
    ("1/3 of the force", 33.3, "unhedged", 33.3, 33.3, 0.1, "percent"),
    ("quadrupled", 300, "unhedged", 300, 300, 1, "percent"),
    ("300 or fewer", 300, "up_to", None, 300, 100, ""),
    ("超出20人", 20, "more_than", 20, None, 10, "people"),
    ("约七成半", 75, "about", None, None, 1, "percent"),
    ("下降9成7", -97, "unhedged", -97, -97, 1, "percent"),
    ("增幅超過10倍", 1000, "more_than", 1000, None, 1, "percent"),
    ("比上一年增加一點一倍", 110, "unhedged", 110, 110, 1, "percent"),
    ("增长3倍多", 300, "more_than", 300, None, 1, "percent"),
    ("一千一百○五宗", 1105, "unhedged", 1105, 1105, 1, ""),
    ("HK$190.5mil", 190_500_000, "unhedged", 190_500_000, 190_500_000, 100_000, ""),
    ("8.4万人(次)", 84_000, "unhedged", 84_000, 84_000, 1_000, "people_or_person_times"),
]


@pytest.mark.parametrize(("printed", "value", "qualifier", "low", "high", "step", "unit"), CASES)
def test_reads(printed, value, qualifier, low, high, step, unit):
    read = read_figure(printed)
    assert (read.value, read.qualifier, read.low, read.high, read.step, read.unit) == (
        value, qualifier, low, high, step, unit,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "baseline"),
    [
        ("decreased by 14%year -on -year", "year_on_year"),
        ("decreased by 36%month -on -month", "previous_period"),
        ("同比下降14%", "year_on_year"),
        ("环比下降36%", "previous_period"),
        ("fell 14%", ""),
        ("fell 11 percent compared with the same period last year", "year_on_year"),
        ("up 14% from a year earlier", "year_on_year"),
        ("down 5 percent from the previous month", "previous_period"),
        ("与去年同期相比…下降12%", "year_on_year"),
        ("比上年同期下降27.2%", "year_on_year"),
        ("比上月下降23%", "previous_period"),
    ],
)
def test_reads_the_baseline(printed, baseline):
    assert read_figure(printed).baseline == baseline


@pytest.mark.parametrize(
    "printed",
    ["decreased by 42 year-on-year71%", "1 yuan100 million yuan", "no number here", "25 cases and 30 gangs", "3,1 million",
     "2022.07.21", "more than 20 or so", "2022 six people", "the first six", "二〇二二", "三五人", "5 一", "几十户",
     "数千人次", "案件数十起", "十几名", "成百上千人", "hundreds of cases", "several hundred people", "two twofold", "2倍",
     "four times as many", "a wall of 3.5m", "30至50户", "13~36户"],
)  # fmt: skip
def test_refuses_what_is_not_one_number(printed):
    with pytest.raises(ReadingError):
        read_figure(printed)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("14840O起", "148400起"), ("1O,000 people", "10,000 people"), ("l4%", "14%"), ("约I.2万人", "约1.2万人")],
)
def test_a_letter_for_a_digit_is_told_with_the_words_that_are_meant(printed, meant):
    with pytest.raises(ReadingError, match="a letter [OlI] where a digit is meant") as told:
        read_figure(printed)
    assert told.value.cure == f"Write {meant}" and read_figure(meant)
    assert read_figure("1480 officers of OII and lo").value == 1480


@given(st.integers(0, 10**12), st.sampled_from(["more than ", "at least ", "about ", "nearly ", "up to ", ""]))
def test_reads_every_number_written_with_separators(n, hedge):
    assert read_figure(f"{hedge}{n:,} cases").value == n


@given(st.integers(1, 99_999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_chinese_scales_keep_decimals(tenths, scale):
    word, factor = scale
    assert read_figure(f"{tenths / 10:.1f}{word}").value == pytest.approx(tenths * factor / 10)


@given(st.floats(-100, 100, allow_nan=False), st.sampled_from(["unhedged", "more_than", "at_least", "nearly", "up_to"]))
def test_bounds_hold_the_value(value, qualifier):
    low, high = bounds_of(value, qualifier)
    assert (low is None or low <= value) and (high is None or high >= value)
    assert (low, high) != (None, None)


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("fell 14%", True),
        ("同比上升10%", True),
        ("climbed 14% year-on-year", True),
        ("提高到14%", False),
        ("rose 10%", True),
        ("14%", False),
        ("95%以上", False),
        ("up to 3%", False),
    ],
)
def test_a_change_may_be_printed_by_its_size_only(printed, says):
    assert names_direction(printed) == says


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit"),
    [
        ("30至50户", 30, 50, "households"),
        ("30-50户", 30, 50, "households"),
        ("30户至50户", 30, 50, "households"),
        ("三到五人", 3, 5, "people"),
        ("between 30 and 50 households", 30, 50, "households"),
        ("3至5万户", 30_000, 50_000, "households"),
        ("two to three million cases", 2_000_000, 3_000_000, "cases"),
        ("同比下降3%至5%", -5, -3, "percent"),
        ("六成至七成", 60, 70, "percent"),
        ("下降三至五成", -50, -30, "percent"),
        ("200 yuan to 500 yuan", 200, 500, "yuan"),
    ],
)
def test_a_range_has_both_its_ends_and_no_value(printed, low, high, unit):
    read = read_range(printed)
    assert (read.value, read.qualifier, read.low, read.high, read.unit) == (None, "about", low, high, unit)


@pytest.mark.parametrize(
    "printed", ["30户", "50至30户", "500 to 1 million", "30 and 50 households", "30、50户", "几十至五十户"]
)
def test_what_is_no_range_is_refused(printed):
    with pytest.raises(ReadingError):
        read_range(printed)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range_is_read_from_the_lower_to_the_higher(a, b):
    if a < b:
        assert (read_range(f"{a:,} to {b:,} cases").low, read_range(f"{a}至{b}起").high) == (a, b)
    else:
        with pytest.raises(ReadingError):
            read_range(f"{a:,} to {b:,} cases")
