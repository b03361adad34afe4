"""The codebook says what the tables hold, and agreement is reckoned as it is said to be."""

import re
import shutil

import pytest
from campaigns import project
from campaigns.record import agreement, codebook, tables


@pytest.fixture(scope="module")
def text(sound):
    return codebook.text(sound)


def test_every_hard_case_is_a_row_of_the_record(text):
    known = {record["figure_id"]: record for record in tables.read("reported_figures").records()}
    for _, figure_id, columns in codebook.CASES:
        assert set(columns.split()) <= set(known[figure_id])
    assert text.count("| `") > len(codebook.CASES)


def test_a_row_that_is_gone_is_passed_over(data_folder, text):
    path = data_folder / "reported_figures.csv"
    kept = [line for line in path.read_text("utf-8-sig").splitlines() if not line.startswith(codebook.CASES[0][1])]
    path.write_text("\n".join(kept) + "\n", "utf-8-sig")
    assert f"`{codebook.CASES[0][1]}`" in text
    assert f"`{codebook.CASES[0][1]}`" not in codebook.text(tables.read_all(data_folder))


def test_no_cell_ends_its_table_early(text):
    for block in text.split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1, rows[:2]


def test_what_the_prose_counts_follows_the_tables(tmp_path, text):
    folder = shutil.copytree(project.DATA, tmp_path / "data")
    path = folder / "coding" / "searches.csv"
    path.write_text(path.read_text("utf-8-sig").split("\n", 1)[0] + "\n", "utf-8-sig")
    line = next(line for line in text.splitlines() if line.startswith("| suspects caught | 2022 |"))
    now = next(
        line
        for line in codebook.text(tables.read_all(folder)).splitlines()
        if line.startswith("| suspects caught | 2022 |")
    )
    assert line.endswith("| 0 |") and not now.endswith("| 0 |")


@pytest.mark.parametrize(("agree", "pairs", "low", "high"), [(49, 49, 0.9273, 1), (153, 179, 0.7956, 0.8989)])
def test_the_interval_is_wilsons(agree, pairs, low, high):
    assert agreement.Agreement("unit", pairs, agree, None).interval() == pytest.approx((low, high), abs=5e-4)


def test_a_difference_lowers_agreement_and_kappa():
    same = [{"claim": claim} for claim in ("result", "result", "standing", "plan")]
    pairs = list(zip(same, same, strict=True))
    [full] = agreement.agreement(pairs, ["claim"])
    [less] = agreement.agreement([*pairs, ({"claim": "result"}, {"claim": "standing"})], ["claim"])
    assert (full.agree, full.kappa, less.agree) == (4, 1, 4) and less.kappa < 1
