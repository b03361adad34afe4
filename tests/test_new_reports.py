"""Three more reports, and every notebook is still true, with no hand on any; out again, nothing is left of them."""

import json
import re

import pytest
from campaigns import project
from campaigns.record import drafts, scan
from example_reports import examples
from plain import shown

NOTEBOOKS = sorted(path for path in project.NOTEBOOKS.glob("*.ipynb") if not path.stem.startswith("my_"))
QUICK = "01_"  # the others take their time: slow
#: A count of reports in words that were written by hand.
COUNTED = re.compile(r"\b(?:five|six|[56])(?: \w+)? reports\b|[五六]份报告", re.IGNORECASE)


@pytest.fixture(scope="module")
def with_three_more(tmp_path_factory):
    import shutil

    folder = tmp_path_factory.mktemp("three")
    data = shutil.copytree(project.DATA, folder / "data")
    for example in examples():
        scan.scan(example.file, folder / example.source_id, example.source_id)
        example.settle(folder / example.source_id)
        drafts.add(folder / example.source_id, data)
    return data


@pytest.mark.parametrize("path", [
    pytest.param(path, id=path.stem, marks=[] if path.stem.startswith(QUICK) else pytest.mark.slow) for path in NOTEBOOKS
])  # fmt: skip
def test_three_more_reports_leave_a_notebook_true(path, with_three_more):
    before, after = (shown([path], folder)[path.name] for folder in (project.DATA, with_three_more))
    stops = [text for text in after if re.match(r"cell \d+(, line \d+)?: ", text)]
    assert not stops
    told = [line for text in after for line in text.splitlines() if COUNTED.search(line)]
    assert not told
    assert before != after or not path.stem.startswith(QUICK)  # the reports are there to be seen


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_no_words_of_a_notebook_count_the_reports(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert not [found[0] for cell in cells if (found := COUNTED.search("".join(cell["source"])))]
