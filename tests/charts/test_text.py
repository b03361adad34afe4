"""Where a line of words may break."""

from campaigns.charts.text import text_width, wrap


def test_an_english_word_is_never_broken_and_a_long_run_of_chinese_may_be():
    words = "For each police turn of duty the nation’s claims and “helpers” work out at"
    for width in range(60, 400, 7):
        lines = wrap(words, width, 8)
        assert " ".join(lines).split() == words.split()
    run = "由国家统计局公布的人口普查家庭户总数计算得出的比例"
    assert all(text_width(line, 8) <= 60 for line in wrap(run, 60, 8))


def test_a_chinese_date_and_a_number_with_its_counter_stand_on_one_line():
    words = "民警辅警，2022年7月22日至7月24日*，2.07万起中1.83万"
    for width in range(70, 300, 7):
        lines = wrap(words, width, 8)
        assert "".join(lines) == words
        for whole in ("2022年7月22日", "7月24日*", "2.07万"):
            assert any(whole in line for line in lines), (width, lines)


def test_an_english_date_and_a_number_with_its_size_stand_on_one_line():
    words = "police and auxiliaries, 15 Jul 2015*, since Aug 2022, more than 12 million of 2.07 million"
    for width in range(80, 300, 7):
        lines = wrap(words, width, 8)
        assert " ".join(lines) == words
        for whole in ("15 Jul 2015*", "Aug 2022", "12 million", "2.07 million"):
            assert any(whole in line for line in lines), (width, lines)
