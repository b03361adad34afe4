"""A kind of crime is told from what was stolen, what warns of it, and words that look like it."""

import pytest
from campaigns.reading.kinds import kinds


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("破获盗窃案件", {"theft"}),
        ("“盗抢骗”发案", {"theft", "robbery", "fraud"}),
        ("侦办涉黄赌刑事案件", {"gambling", "prostitution"}),
        ("118 burglaries and robberies", {"theft", "robbery"}),
        ("drug cases", {"drugs"}),
        ("追回被盗财物", set()),
        ("开展反诈、防盗、反盗、反抢、禁毒宣传", set()),
        ("抢险救灾", set()),
        ("刑事案件", set()),
    ],
)
def test_kinds(words, named):
    assert set(kinds(words)) == named
