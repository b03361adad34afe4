"""Disputes by verb, and how far apart they lie, reckoned anew by hand."""

from types import SimpleNamespace

import pandas as pd
import pytest
from campaigns.claims import disputes
from campaigns.claims.load import load
from campaigns.claims.yardsticks import day_rate


@pytest.fixture(scope="module")
def record():
    return load()


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("化解矛盾纠纷", disputes.RESOLVED),
        ("排查化解矛盾纠纷", disputes.FOUND_AND_RESOLVED),
        ("处置化解矛盾纠纷", disputes.FOUND_AND_RESOLVED),
        ("调处各类矛盾纠纷", disputes.MEDIATED),
        ("排查整改矛盾纠纷", disputes.DEALT_WITH),
        ("", disputes.NOT_KNOWN),
    ],
)
def test_the_printed_verb_decides(printed, said):
    assert disputes.verb(SimpleNamespace(figure_id="x", label_zh=printed)) is said


def test_a_new_verb_is_refused():
    with pytest.raises(ValueError, match="x: '排查矛盾纠纷' holds no verb"):
        disputes.verb(SimpleNamespace(figure_id="x", label_zh="排查矛盾纠纷"))


def test_the_farthest_apart_keep_their_bounds(record):
    claims = record.select(figure_id=["shaanxi-cnwest-y2022-1-disputes-resolved", "sc22-disputes-resolved",
                                      "anhui-shichang-xingbao-y2023-1-disputes-resolved"])  # fmt: skip
    slow, fast, apart = disputes.farthest_apart(record, claims)
    assert (slow.area_id, fast.area_id) == ("CN-SN", "CN-AH")
    assert apart.strict_low and apart.high is None
    late = day_rate(record, slow, start="2022-07-01")  # its first day is not printed, and this one is the nearer
    assert apart.low == day_rate(record, fast).low / late.high


def test_by_verb_keeps_every_row_and_orders_the_verbs(record):
    claims = record.select(metric=["disputes_resolved", "disputes_mediated"], level="province")
    told = disputes.by_verb(claims)
    assert sorted(told.rows.figure_id) == sorted(claims.rows.figure_id)
    order = [one.words[0] for one in disputes.VERBS]
    assert list(dict.fromkeys(told.rows.act)) == [act for act in order if act in set(told.rows.act)]


def test_a_year_that_is_not_named_says_so():
    row = SimpleNamespace(figure_id="x", label_zh="", metric_id="disputes_resolved_per_year", scope="", claim="result",
                          period_start=pd.NaT, period_end=pd.NaT, start_basis="", end_basis="")  # fmt: skip
    assert disputes.verb_and_period(row) == "Chinese verb not known, a year (which one is not said)"


def test_the_year_stands_behind_the_place_where_it_is_known(record):
    known, unknown = (record.select(figure_id=[name]).row(name) for name in (
        "sc22-disputes-resolved", "mps24-disputes-per-year"))  # fmt: skip
    assert [disputes.place_and_year(known, language) for language in ("en", "zh")] == ["Sichuan 2022", "四川省2022年"]
    assert [disputes.place_and_year(unknown, language) for language in ("en", "zh")] == ["China", "中国"]
