"""Edit, rerun: only what an edit can change runs again, and a run that is ended leaves whole things."""

import json
import os
import random
import re
import signal
import time
from types import SimpleNamespace

import pytest
from campaigns import project
from campaigns.claims import needs, telling
from campaigns.claims.load import Record
from campaigns.record import schema, tables, validate
from campaigns.rerun import incremental, own
from plain import shown

NOTEBOOKS = sorted((project.ROOT / "notebooks").glob("[0-9]*.ipynb"))


def test_a_new_notebook_names_its_kernel(tmp_path):
    """Else JupyterLab asks for one, and a run of all cells does nothing."""
    held = json.loads(own.new("who claims most?", tmp_path).read_text("utf-8"))
    assert held["metadata"]["kernelspec"]["name"] == "python3"
    assert "".join(held["cells"][0]["source"]).startswith("# Who claims most?")


@pytest.mark.slow
def test_an_edit_reruns_what_it_can_change_says_so_and_equals_a_full_run(tiny):
    before = tiny.files()
    tiny.correct()
    told = tiny.run()
    assert "Running 1 of 2" in told and "1 of 1: 02_police.ipynb ran" in told and not tiny.litter()
    assert "value 168000 -> 169000" in told
    assert "sc22-police-deployed: 168,000 turns of duty -> 169,000 turns of duty" in told
    partly = tiny.files()
    assert {n for n in partly if partly[n] != before[n]} == {
        "02_police.ipynb", "02_police_claims.csv", "02_police_claims.png",
    }  # fmt: skip
    page = (tiny.folder / "figures" / "CHANGES.html").read_text("utf-8")
    assert '<td class="was">168,000 turns of duty</td><td class="now">169,000 turns of duty</td>' in page
    assert "Nothing to do" in tiny.run()
    tiny.run("all")
    assert tiny.files() == partly, "the partial run left something stale"
    assert page == (tiny.folder / "figures" / "CHANGES.html").read_text("utf-8"), "the last real edit is forgotten"


def test_reading_alone_reruns_nothing(tiny):
    """JupyterLab's autosave writes language_info and how cells are folded."""
    path = tiny.folder / "notebooks" / "01_visits.ipynb"
    held = json.loads(path.read_text("utf-8"))
    held["metadata"]["language_info"] = {"name": "python", "version": "3.99", "mimetype": "text/x-python"}
    held["cells"][0]["metadata"] = {"collapsed": True, "jupyter": {"source_hidden": True}, "scrolled": True}
    held["cells"][0]["id"] = "other"
    path.write_text(json.dumps(held), "utf-8")
    assert "Nothing to do" in tiny.run()


@pytest.mark.slow
def test_a_failing_finding_leaves_notebook_and_charts_and_an_own_notebook_runs(tiny):
    before = tiny.files()
    path = tiny.folder / "notebooks" / "02_police.ipynb"
    source = json.loads(path.read_text("utf-8"))
    source["cells"][1]["source"] = ["x = 1\n", "assert False, 'this finding does not hold'"]
    path.write_text(json.dumps(source), "utf-8")
    edited = path.read_bytes()
    assert "my_question.ipynb is there" in tiny.run("new", "My question")
    assert "is there already" in tiny.run("new", "my question", code=1)
    tiny.correct()
    told = tiny.run(code=1)
    assert re.search(r"02_police.ipynb, cell 2, line 2: AssertionError: this finding does not hold", told)
    assert "my_question.ipynb ran" in told and (tiny.folder / "figures" / "my_question_claims.png").exists()
    after = {name: content for name, content in tiny.files().items() if not name.startswith("my_")}
    assert after == before | {path.name: edited}
    (tiny.folder / "notebooks" / "my_question.ipynb").unlink()
    path.write_bytes(before[path.name])
    tiny.run()
    assert not list(tiny.folder.glob("figures/my_*")), "the charts of a notebook that is gone stay"


def kill(tiny, how, after):
    """End a full run after some seconds; what it said."""
    running = tiny.start("-m", "campaigns", "all")
    time.sleep(after)
    os.killpg(running.pid, how) if how == signal.SIGINT else os.kill(running.pid, how)
    return running.communicate(timeout=20)[0], running.returncode


@pytest.mark.slow
def test_an_ended_run_leaves_whole_things_and_the_next_is_clean(tiny):
    before = tiny.files()
    tiny.correct()
    for how, seconds in ((signal.SIGINT, 1.2), (signal.SIGTERM, 2.4)):
        said, code = kill(tiny, how, seconds)
        assert code in (0, 130) and "Traceback" not in said  # 0: it was done before
        assert not code or said.endswith((
            "Stopped: what was finished is in place, whole; all else is as it was before.\n",
            "Stopped before anything was changed.\n",  # on a slow machine it had not begun
        ))  # fmt: skip
        assert not tiny.litter() and not processes_of(tiny)
    left = tiny.files()
    tiny.run()
    for name in ("01_visits", "02_police"):
        own = [{n: c for n, c in state.items() if n.startswith(name)} for state in (left, before, tiny.files())]
        assert own[0] in own[1:], f"{name} and its charts are a mixture"
    assert "Nothing to do" in tiny.run()


def processes_of(tiny, seconds=5):
    """Processes that still work in the small project's folder."""
    deadline = time.monotonic() + seconds
    while (found := _in_folder(str(tiny.folder))) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def _in_folder(folder):
    found = []
    for entry in os.listdir("/proc") if os.path.isdir("/proc") else ():
        try:
            if entry.isdigit() and os.readlink(f"/proc/{entry}/cwd").startswith(folder):
                found.append(int(entry))
        except OSError:
            continue
    return found


@pytest.mark.slow
def test_kills_at_random_moments(tiny):
    draw, before = random.Random(7), tiny.files()
    tiny.correct()
    tiny.run()
    after = tiny.files()
    for n in range(int(os.environ.get("CAMPAIGNS_KILLS", "30"))):
        tiny.correct(back=not n % 2)
        how = draw.choice([signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
        said, _ = kill(tiny, how, draw.uniform(0.05, 4))
        assert "Traceback" not in said and not processes_of(tiny), f"{how.name}: {said}"
        assert how == signal.SIGKILL or not tiny.litter()
        tiny.run()
        assert tiny.files() == (after if n % 2 else before) and not tiny.litter()


# ---- what is remembered ----


def test_a_digest_changes_with_all_that_a_notebook_says_and_shows(tmp_path):
    def digest(change=lambda cell: None):
        cell = {"cell_type": "code", "source": ["a = 1\n", "a"], "metadata": {"tags": ["t"]}, "execution_count": 1,
                "outputs": [{"output_type": "stream", "name": "stdout", "text": ["1,234.5"]}]}  # fmt: skip
        change(cell)
        path = tmp_path / "a.ipynb"
        path.write_text(json.dumps({"cells": [cell], "metadata": {"kernelspec": {}}, "nbformat": 4}))
        return incremental.content_digest(path)

    changes = [
        lambda cell: cell.update(source=["a = 1\n", "b"]),
        lambda cell: cell["outputs"][0].update(text=["1,234.6"]),
        lambda cell: cell.update(outputs=[]),
        lambda cell: cell.update(execution_count=2),
        lambda cell: cell["metadata"].update(tags=["raises-exception"]),
        lambda cell: cell.update(cell_type="raw"),
    ]
    assert len({digest(), *map(digest, changes)}) == 1 + len(changes)
    assert digest() == digest(lambda cell: cell["metadata"].update(collapsed=True))
    (tmp_path / "b.ipynb").write_text("{")
    assert incremental.content_digest(tmp_path / "b.ipynb") is None


def test_a_need_changes_with_the_last_printed_digit(data):
    rows = data.figures.set_index("figure_id")
    numbers = rows.value[rows.value.notna()]
    for figure_id, value in numbers.drop_duplicates().items():
        printed = f"{value:.15g}"
        step = 10 ** -len(printed.partition(".")[2]) if "." in printed else 1
        row = rows.loc[[figure_id]]
        assert needs.digest(row) != needs.digest(row.assign(value=value + step)), printed


def test_what_is_reckoned_is_needed_by_its_result_alone(data, tmp_path, monkeypatch):
    monkeypatch.setenv("CAMPAIGNS_NEEDS", str(tmp_path / "needs"))
    telling.hedges_of_counts(Record(data))
    ((kind, key, digest),) = map(json.loads, (tmp_path / "needs").read_text("utf-8").splitlines())
    figures = data.figures

    def now(**columns):
        edited = SimpleNamespace(**vars(data) | {"figures": figures.assign(**columns)})
        return incremental._held_now(edited, kind, key)

    assert now() == now(value=figures.value + 1, note="looked at again") == digest
    assert now(qualifier="nearly") != digest
    assert now(metric_id="no_such_metric") != digest


def test_what_must_run_follows_from_what_is_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr(project, "NOTEBOOKS", tmp_path)
    monkeypatch.setenv("CAMPAIGNS_FIGURES", str(tmp_path))
    for name in ("1.ipynb", "2.ipynb"):
        (tmp_path / name).write_text(json.dumps({"cells": []}))
    (tmp_path / "chart.svg").write_text("drawn")
    data = validate.load()
    kinds = {
        "reference": data.reference.reference_id.iloc[0],
        "table": "areas",
        "claims": {"metric_id": ["households_visited"]},
        "reckoned": "campaigns.claims.telling:hedges_of_counts",
    }

    def remembered(kind="table", digest=None, **more):
        held = digest or incremental._held_now(data, kind, kinds[kind])
        made = {"content": incremental.content_digest(tmp_path / "1.ipynb"), "charts": {}, "needs": []}
        chart = {"chart.svg": project.digest(b"drawn")}
        return {
            "code": incremental.code_digest(), "data": {},
            "notebooks": {"1.ipynb": made | {"needs": [[kind, kinds[kind], held]]}, "2.ipynb": made | {"charts": chart}},
        } | more  # fmt: skip

    def run(built):
        return [path.name for path in incremental.to_run(built)[0]]

    assert run({}) == run(remembered(code="other")) == ["1.ipynb", "2.ipynb"]
    for kind in kinds:
        assert run(remembered(kind)) == []
        assert run(remembered(kind, digest="other")) == ["1.ipynb"], f"a changed need of {kind} reruns nothing"
    (tmp_path / "chart.svg").write_text("drawn by hand")
    assert run(remembered()) == ["2.ipynb"]
    (tmp_path / "3.ipynb").write_text("{}")
    assert run(remembered()) == ["2.ipynb", "3.ipynb"]


# ---- any edit: what is not rerun would have come out the same ----


def edits(data_folder, seed):
    """One to seven random valid edits of the tables on disk together, in words; a draw that is not valid is undone."""
    draw, done = random.Random(seed), []
    wanted = draw.randint(1, 7)
    while len(done) < wanted:
        before = {path: path.read_bytes() for path in data_folder.glob("*.csv")}
        told = _edit(data_folder, draw)
        if validate.faults(tables.read_all(data_folder)):
            for path, content in before.items():
                path.write_bytes(content)
        else:
            done.append(told)
    return done


def _edit(data_folder, draw):
    name = draw.choice(["reported_figures"] * 4 + ["campaigns", "metrics", "areas", "sources", "reference", "tasks"])
    table = tables.read(name, data_folder)
    row, column = draw.choice(table.rows), table.header.index
    if name == "reported_figures":
        told = _edit_figure(draw, row, column, table)
    elif name == "reference":
        row[column("value")] = str(round(float(row[column("value")]) * 1.01))
        told = f"value of {row[0]}"
    else:
        field = draw.choice(
            {
                "campaigns": ["name_en", "name_zh"],
                "metrics": ["name_en"],
                "areas": ["name_en"],
                "sources": ["publisher", "note"],
                "tasks": ["task"],
            }[name]
        )
        row[column(field)] += " anew"
        told = f"{field} of {row[0]}"
    text = schema.written(table.header, table.rows)
    (data_folder / f"{name}.csv").write_text(text, "utf-8-sig")
    return told


def _edit_figure(draw, row, column, table):
    """Another number in print, value and bounds, also where the claim is told again; or another note."""
    token = re.search(r"\d[\d,]*", row[column("printed")])
    if row[column("reading")] != "as_printed" or not token or draw.random() < 0.3:
        row[column("note")] += " Looked at again."
        return f"note of {row[0]}"
    number = int(token[0].replace(",", ""))
    other = max(1, round(number * draw.choice([0.5, 0.9, 1.1])))
    ids = {row[0], row[column("same_as")]} - {""}
    for line in table.rows:
        if line[0] in ids or line[column("same_as")] in ids:
            line[column("printed")] = line[column("printed")].replace(
                token[0], f"{other:,}" if "," in token[0] else str(other)
            )
            for name in ("value", "low", "high"):
                at = column(name)
                line[at] = line[at].replace(str(number), str(other)) if line[at] else ""
    return f"number of {row[0]}"


@pytest.fixture(scope="module")
def unedited(tmp_path_factory):
    """What the notebooks show of the data as they are, and the needs that they note: {name: texts}, {name: lines}."""
    folder = tmp_path_factory.mktemp("needs")
    before = shown(NOTEBOOKS, project.DATA, folder)
    return before, {p.name: (folder / f"{p.name}.jsonl").read_text("utf-8").splitlines() for p in NOTEBOOKS}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(int(os.environ.get("CAMPAIGNS_EDITS", "5"))))
def test_what_an_edit_does_not_rerun_would_not_change(unedited, data_folder, seed):
    before, noted = unedited
    told = edits(data_folder, seed)
    data = validate.load(data_folder)
    changed = {
        name
        for name, lines in noted.items()
        if any(incremental._held_now(data, kind, key) != digest for kind, key, digest in map(json.loads, lines))
    }
    after = shown(NOTEBOOKS, data_folder)
    moved = {name for name in after if after[name] != before[name]}
    assert moved <= changed, f"{told}: {moved - changed} would be left stale"


@pytest.mark.slow
def test_watch_redraws_when_a_table_is_saved(tiny):
    with tiny.start("-m", "campaigns", "watch") as watching:
        try:
            assert any("Nothing to do" in line for line in watching.stdout)
            tiny.correct()
            assert any("Row changed: reported_figures.csv" in line for line in watching.stdout)
            assert any(line.startswith("Done in") for line in watching.stdout)
        finally:
            watching.send_signal(signal.SIGTERM)
        assert "Stopped" in watching.stdout.read()
