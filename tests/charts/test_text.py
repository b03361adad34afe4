"""Where a line of words may break."""

from campaigns.charts.text import text_width, wrap


def test_an_english_word_is_never_broken_and_a_long_run_of_chinese_may_be():
    words = "For each police turn of duty the nation’s claims and “helpers” work out at"
    for width in range(60, 400, 7):
        lines = wrap(words, width, 8)
        assert " ".join(lines).split() == words.split()
    run = "由国家统计局公布的人口普查家庭户总数计算得出的比例"
    assert all(text_width(line, 8) <= 60 for line in wrap(run, 60, 8))
