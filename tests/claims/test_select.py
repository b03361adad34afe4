"""What an analyst asks is answered with rows, or with what is near: never with silence."""

import json

import campaigns
import pandas as pd
import pytest
from campaigns import project
from campaigns.claims import needs, select
from campaigns.claims.load import Record
from campaigns.claims.names import NotInRecord
from campaigns.rerun import incremental


@pytest.fixture(scope="module")
def record(data):
    return Record(data)


def test_a_place_comes_with_all_that_lies_in_it(record):
    provinces, tree = record.select(province="Sichuan"), record.areas.set_index("area_id").parent
    inside = {"CN-SC"}
    while more := set(tree.index[tree.isin(inside)]) - inside:
        inside |= more
    every = record.figures.area_id.isin(inside)
    assert set(provinces.rows.area_id) <= inside and "CN-SC-chengdu" in set(provinces.rows.area_id)
    assert len(provinces) + len(provinces.left_out) == every.sum()
    village = record.select(place="Huayuan*")  # lies in a prefecture, and its station has another prefix
    assert "CN-HN-xiangxi-shibadong" in set(village.rows.area_id)


@pytest.mark.parametrize("name", ["Sichuan", "sichuan", "四川", "四川省", "CN-SC", ["Sichuan"], ["CN-SC", "四川"]])
def test_a_place_has_several_names(record, name):
    assert set(record.select(place=name).rows.figure_id) == set(record.select(province="CN-SC").rows.figure_id)


def test_metrics_campaigns_and_sources_are_asked_by_name_and_wildcard(record):
    disputes = record.select(metric="disputes*").rows
    names = dict(zip(record.metrics.metric_id, record.metrics.name_en, strict=True))
    begins = {
        m
        for m in record.figures.metric_id
        if f"{m} {names[m]}".lower().count("disputes")
        and (m.startswith("disputes") or names[m].lower().startswith("disputes"))
    }
    assert set(disputes.metric_id) == begins
    assert set(record.select(metric="走访家庭").rows.metric_id) == {"households_visited"}
    assert set(record.select(campaign="六必访").rows.campaign_id) == {"six-must-visits"}
    assert set(record.select(source="*Guizhou Daily*").rows.source_id) == {"gz-2022"}
    assert len(record.select(metric=["Households visited", "disputes_resolved"])) == len(
        record.select(metric_id=["disputes_resolved", "households_visited"])
    )


def test_rounds_belong_to_their_action(data):
    campaigns = data.campaigns.assign(parent="")
    campaigns.loc[campaigns.campaign_id == "night-rounds-2022", "parent"] = "hundred-day-2022"
    grown = Record(type(data)(**vars(data) | {"campaigns": campaigns}))
    assert set(grown.select(campaign="hundred-day-2022").rows.campaign_id) == {"hundred-day-2022", "night-rounds-2022"}


def test_the_year_is_that_of_the_periods_end_or_of_publication(record):
    rows = record.select(year=2022).rows
    ends = rows.period_end.dropna().dt.year
    assert set(ends) == {2022} and set(rows.published[rows.period_end.isna()].dt.year) <= {2022}
    assert len(record.select(year=[2022, 2023])) == len(rows) + len(record.select(year=2023))


def test_years_are_asked_one_by_one_and_as_a_range(record):
    years = record.select(year=[2020, 2021, 2022])
    for asked in ("2020-2022", "2020–2022", "2020 to 2022", range(2020, 2023), ("2020", 2021, "2022")):
        assert list(record.select(year=asked).rows.figure_id) == list(years.rows.figure_id)
    assert len(record.select(year=range(1900, 2100))) > len(years)
    assert len(record.select(year=(2020, 2022))) < len(years)
    assert list(record.select(period_end="2022-07").rows) and record.select(value="870,000").rows.value[0] == 870_000


def test_what_is_asked_without_saying_what_it_is_is_answered(record):
    with pytest.raises(TypeError, match=r"say what 'Sichuan' is: select\(place='Sichuan'\)"):
        record.select("Sichuan")


@pytest.mark.parametrize(
    ("how", "error", "words"),
    [
        (lambda c: c.only(), TypeError, "which rows to keep"),
        (lambda c: c.leave_out("no"), TypeError, "which rows to leave out"),
        (lambda c: c.leave_out(unit="people"), TypeError, "say why"),
        (lambda c: c.sorted_by(), TypeError, "by which columns"),
        (lambda c: c.only(unt="people"), NotInRecord, "near: .*unit"),
        (lambda c: c.leave_out("no", metric="x"), NotInRecord, "near: metric_id"),
        (lambda c: c.sorted_by("area_id", "valeu"), NotInRecord, "near: value"),
        (lambda c: c.only(qualifier="mor_than"), NotInRecord, "near: more_than"),
        (lambda c: c.leave_out("no", figure_id="sc22-suspect-caught"), NotInRecord, "near: sc22-suspects-caught"),
    ],
)
def test_a_narrower_selection_is_refused_with_what_is_near(record, how, error, words):
    with pytest.raises(error, match=words):
        how(record.select(province="Sichuan"))


def test_rows_and_left_out_are_the_whole_selection_and_a_repeat_is_left_out_with_its_reason(record):
    chosen = record.select(source_id="sc-2022")
    stated = record.figures.figure_id[record.figures.source_id == "sc-2022"]
    assert sorted([*chosen.rows.figure_id, *chosen.left_out.figure_id]) == sorted(stated)
    assert ["sc22-suspects-caught-body", "tells again sc22-suspects-caught"] in chosen.left_out.values.tolist()
    narrower = chosen.leave_out("not a count", kind="change")
    assert len(narrower) + len(narrower.left_out) == len(stated)
    assert (narrower.left_out.reason == "not a count").sum() == 3
    marked = narrower.marked(place=lambda row: row.area_en.upper(), one=1)
    assert set(marked.rows.place) == {"SICHUAN"} and set(marked.rows.one) == {1} and len(marked) == len(narrower)
    with pytest.raises(NotInRecord, match="nowhere"):
        chosen.say("nowhere")


def test_an_emptied_selection_says_what_emptied_it(record):
    sichuan = record.select(province="Sichuan")
    assert "0 claims: province=Sichuan, only area_id=CN-GZ" in repr(sichuan.only(area_id="CN-GZ"))
    gone = sichuan.leave_out("too many", area_id=sorted(set(sichuan.rows.area_id)))
    assert f"0 claims: province=Sichuan, all {len(sichuan)} left out" in repr(gone)


def test_columns_take_lists_wildcards_dates_and_blanks(record):
    rows = record.select(qualifier=["more_than", "at_least"], printed="*万*").rows
    assert set(rows.qualifier) <= {"more_than", "at_least"} and len(rows) > 50 and rows.printed.str.contains("万").all()
    ended = record.select(period_end="2022-07-20").rows
    assert set(ended.period_end) == {pd.Timestamp("2022-07-20")}
    assert len(record.select(period_end=pd.Timestamp("2022-07-20"))) == len(ended)
    assert record.select(high=None).rows.high.isna().all()


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ({"province": "Sichaun"}, "CN-SC (Sichuan 四川省)"),
        ({"metric": "dispute_resolved"}, "disputes_resolved (Disputes resolved"),
        ({"metric_id": "dispute_resolved"}, "near: disputes_resolved"),
        ({"area_id": "Sichuan"}, "place='Sichuan' takes names"),
        ({"campaign": "Hundred-Day"}, "hundred-day-2022"),
        ({"source": "Guizhou Daily"}, "gz-2022"),
        ({"figure_id": "gz22-household-visited"}, "gz22-households-visited"),
        ({"qualifier": "morethan"}, "more_than"),
        ({"year": 1949}, "it goes from 2006 to"),
        ({"value": 0.123}, "it goes from"),
        ({"metrics": "x"}, "near: metric,"),
        ({"province": ["Sichuan", "Nowhere"]}, "'Nowhere'"),
        ({"province": "Chengdu"}, 'Chengdu lies in Sichuan: place="Chengdu"'),
        ({"province": "China"}, 'China is a place: place="China"'),
        ({"metric": "Sichuan"}, 'Sichuan is a province: province="Sichuan"'),
        ({"place": "households_visited"}, 'metric="households_visited"'),
        ({"year": "2022-2020"}, 'a year is written 2022, several "2020-2022" or a list'),
        ({"year": "last"}, "it goes from 2006 to"),
        ({"nights": "two"}, "it goes from 1 to"),
    ],
)
def test_what_the_record_does_not_hold_is_answered_with_what_is_near(record, asked, near):
    with pytest.raises(NotInRecord) as told:
        record.select(**asked)
    assert near in str(told.value) and "\n" not in str(told.value)


def test_an_empty_answer_says_how_many_each_condition_has(record):
    none = record.select(province="Tibet*", metric="suspects_caught", claim="target", coverage="selected")
    assert len(none) == 0 and f"metric {(record.figures.metric_id == 'suspects_caught').sum()}" in repr(none)
    assert "0 claims" in none._repr_html_()


def test_the_record_shows_its_tables(record):
    assert {"figures", "reported_figures", "metrics", "select", "joined"} <= set(dir(record))
    assert record.reported_figures is record.figures
    with pytest.raises(AttributeError, match="near: metrics"):
        _ = record.metric
    assert f"{len(record.figures):,} rows" in repr(record) and "<th scope" in record._repr_html_()


def test_a_question_is_noted_as_it_was_asked_and_can_be_answered_again(data, tmp_path, monkeypatch):
    monkeypatch.setenv("CAMPAIGNS_NEEDS", str(tmp_path / "needs"))
    record = Record(data)
    repr(record), record.select(province="Sichuan", metric="disputes*")
    ((kind, key, digest),) = map(json.loads, (tmp_path / "needs").read_text("utf-8").splitlines())
    assert (kind, key) == ("selection", {"province": ["Sichuan"], "metric": ["disputes*"]})
    _ = record.metrics
    assert json.loads((tmp_path / "needs").read_text("utf-8").splitlines()[1])[:2] == ["table", "metrics"]
    assert incremental._held_now(data, kind, key) == digest
    figures = data.figures.copy()
    figures.loc[figures.figure_id == "luzhou-fengmian-y2022-1-disputes-resolved", "value"] += 1
    assert incremental._held_now(type(data)(**vars(data) | {"figures": figures}), kind, key) != digest
    assert incremental._held_now(data, kind, {"metric": ["gone"]}) != digest


def test_claims_show_themselves(record):
    claims = record.select(metric="households_visited", province="Guizhou")
    assert "gz22-households-visited | more than 870,000 households or visits | Guizhou | " in repr(claims)
    html = claims._repr_html_()
    assert "Households visited 走访家庭" in html and "more than 870,000" in html and "1 claim" in html
    assert [row.figure_id for row in claims] == list(claims.frame.figure_id) and len(claims) == 1
    long = record.select()
    assert long._repr_html_().count("<tr>") == select.SHOWN + 1 and f"{len(long):,} claims" in repr(long)


def test_sums_and_rates_are_asked_of_the_claims(record):
    claims = record.select(figure_id="sc22-disputes-resolved")
    assert claims.total().said() == "18,000" and claims.rates().rows.unit[0] == "disputes a day per 100,000 residents"


def test_a_saved_selection_is_read_back_cell_by_cell(record, tmp_path):
    claims = record.select()
    cells = {"note": ["=1+1", "-x", *claims.rows.note[2:]]}
    claims.marked(**cells, hedged=lambda row: row.qualifier != "unhedged").to_csv(tmp_path / "claims.csv")
    text = (tmp_path / "claims.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") and b",'," not in text
    dates = ["period_start", "period_end", "published"]
    back = pd.read_csv(tmp_path / "claims.csv", parse_dates=dates, keep_default_na=False, na_values={
        column: [""] for column in ["value", "low", "high", "locator", "nights", *dates]})  # fmt: skip
    assert list(back.note[:2]) == ["'=1+1", "'-x"] and set(back.hedged) == {"yes", "no"}
    for column in claims.rows.columns.drop("note"):
        one, other = back[column], claims.rows[column]
        assert ((one == other).fillna(False) | (one.isna() & other.isna())).all(), column


def test_pandas_alone_reads_the_table_with_its_types(record):
    dates = ["period_start", "period_end"]
    alone = pd.read_csv(project.DATA / "reported_figures.csv", dtype_backend="numpy_nullable", parse_dates=dates)
    assert alone.baseline.isna().sum() == (record.figures.baseline == "").sum()
    assert str(alone.locator.dtype) == "Int64" and pd.api.types.is_numeric_dtype(alone.value)
    assert alone.period_end.equals(record.figures.period_end)
    assert {"metric_en", "area_zh", "claimant", "published"} <= set(record.joined()) and len(record.joined()) == len(
        alone
    )


def test_every_public_name_is_there_and_says_what_it_is():
    for name in campaigns.__all__:
        found = getattr(campaigns, name)
        assert name == "HEDGES" or found.__doc__, name
        assert name in dir(campaigns)
    needs.note("table", "figures", [])  # without CAMPAIGNS_NEEDS nothing is written


def test_whose_claim_a_row_is_follows_the_report_and_its_province_the_place(record):
    rows = record.select(province="Sichuan").rows.set_index("figure_id")
    assert (rows.owner == rows.coverage.map({"complete": "core", "selected": "other"})).all()
    assert set(rows.owner) == {"core", "other"} and set(rows.province_en) == {"Sichuan"}
    assert set(record.select(place="China", level="nation").rows.owner) == {"nation"}


def test_tab_offers_what_can_be_asked():
    from inspect import signature

    from campaigns.claims.load import Record

    asked = signature(Record.select).parameters
    assert {"place", "province", "metric", "campaign", "source", "year", "qualifier", "level"} <= set(asked)


def test_one_row_is_asked_for_as_in_only_and_is_one(record):
    """Whoever picks a row that an edit has moved is told what was asked, and what to do."""
    visits = record.select(metric="households_visited", level="province")
    assert visits.row("gz22-households-visited").Index == visits.row(source_id="gz-2022").Index
    moved = visits.leave_out("an edit", area_id="CN-GZ")
    with pytest.raises(NotInRecord, match=r"no claim of this selection \(.*\) has area_id CN-GZ.*reword the cell"):
        moved.row(area_id="CN-GZ")
    with pytest.raises(NotInRecord, match=r"^\d+ claims of this selection have level province: .*Ask for more columns"):
        visits.row(level="province")
    with pytest.raises(TypeError):
        visits.row()


def test_two_ways_to_count_differ_by_what_is_told_again_and_both_say_so(record):
    chosen, table = record.select(qualifier="more_than"), record.joined()
    alike = table[table.qualifier == "more_than"]
    assert len(chosen) == (alike.same_as == "").sum() < len(alike) == len(chosen) + len(chosen.left_out)
    assert all("same_as" in words for words in (Record.select.__doc__, Record.joined.__doc__))
    readme = (project.ROOT / "README.md").read_text("utf-8")
    assert "`joined()` and the CSV hold such rows too" in readme
