"""A report made today is current in every part, of whatever kind and in both languages."""

import json

import pytest
from campaigns.charts import save
from campaigns.documents import KINDS, audit, build
from campaigns.rerun import collect

pytestmark = pytest.mark.slow
#: Bars with a line of reference, rows that have no id, claims of one unit.
CHOSEN = (
    "11_how_the_numbers_are_told_person_times",
    "11_how_the_numbers_are_told_hedges",
    "04_disputes_resolved_by_verb",
)


@pytest.fixture(scope="module")
def chosen():
    return collect.charts(CHOSEN)


@pytest.fixture(scope="module")
def kept(chosen):
    """The charts as a run has told of them: made anew only where more is asked."""
    return [collect.Kept(json.loads(json.dumps(save.told(chart))), lambda chart=chart: chart) for chart in chosen]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_report_holds_is_current(kind, language, chosen, kept, monkeypatch, tmp_path):
    """Captions, which come without pictures, are mentions; of slides, those that can be edited too."""
    monkeypatch.setattr(collect, "charts", lambda *_, **__: chosen)
    monkeypatch.setattr(audit, "FOLDER", tmp_path / "album")
    wish = build.Wish(language=language, kinds=(kind,), out=tmp_path / "made", native=kind == "slides")
    wanted, names = audit.MENTIONED if kind == "captions" else audit.CURRENT, set()
    for path in build.write(wish):
        told = audit.audit(audit.look_into(path), kept, album=audit.Album(kept, tmp_path / "album"))
        assert [line for line in told if line.state != wanted] == [], path.name
        names |= {verdict.name for verdict in told}
    assert names == set(CHOSEN)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_the_files_of_a_chart_are_current(kind, language, chosen, kept, tmp_path):
    for chart in chosen:
        path = tmp_path / f"a.{kind}"
        path.write_bytes(save.made(chart.at(language=language), kind))
        told = audit.audit(audit.look_into(path), kept, album=audit.Album(kept, tmp_path / "album"))
        assert {(one.name, one.state) for one in told} == {(chart.name, audit.CURRENT)}
