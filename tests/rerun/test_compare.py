"""What a changed notebook says in a test: which cell of which table, and what to do."""

import re

import pytest
from campaigns.rerun.compare import table_moves

TABLE = """<table><thead><tr><th></th><th>claim</th></tr><tr><th>figure</th><th></th></tr></thead>
<tbody><tr><th>gz-visits</th><td>{}</td></tr><tr><th>sc-police</th><td>168,000</td></tr></tbody></table>"""


def test_a_changed_table_names_row_column_old_and_new():
    old, new = TABLE.format("more than 870,000"), TABLE.format("more than 880,000")
    assert table_moves(old, new) == ["gz-visits, claim: more than 870,000 -> more than 880,000"]
    assert table_moves(old, old) == []
    assert "sc-police, claim: 168,000 -> no longer there" in table_moves(old, re.sub("<tr><th>sc-.*</tr>", "", old))


@pytest.mark.slow
def test_a_red_notebook_says_so_and_what_to_do(tiny):
    path = tiny.folder / "notebooks" / "02_police.ipynb"
    text = path.read_text("utf-8")
    assert "<td>168,000 turns of duty</td>" in text and " 168,000 turns of duty" in text
    path.write_text(text.replace("168,000 turns of duty", "186,000 turns of duty"), "utf-8")
    with tiny.start("-m", "pytest", "-q", "-p", "no:xdist", str(path)) as running:
        said = running.communicate()[0]
    assert running.returncode == 1 and "If you meant it, run `python3 run.py`" in said
    assert "sc22-police-deployed, said: 186,000 turns of duty -> 168,000 turns of duty" in said
