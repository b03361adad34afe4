"""A document of last month against the charts of today: what moved is named, old and new; what is lost is said."""

import io
import shutil
import subprocess
import zipfile

import pandas as pd
import pytest
from campaigns.charts import forms, save
from campaigns.claims.select import Claims, select
from campaigns.documents import audit, build, slides, webpage, word
from PIL import Image

WORDS = {"subtitle": "What, where, when"}


def drawn(data, **cells):
    """Two charts; cells change the row of the households in the first."""
    claims = select(data, coverage="complete", campaign_id="six-must-visits")
    rows, row = claims.rows.copy(), claims.rows.figure_id == "gz22-households-visited"
    for column, value in cells.items():
        rows.loc[row, column] = value
    one = Claims(rows, claims.left_out)
    said = one.say("gz22-households-visited")
    counts = pd.DataFrame({"key": ["a", "b"], "label": ["A", "B"], "count": [3, 12]})
    return [
        forms.claim_dots(one, "91_visits", panels="metric_id", title=f"Guizhou claims {said}", **WORDS),
        forms.count_bars(counts, "92_bars", title="Most are B", sources="ours", **WORDS),
    ]


@pytest.fixture(scope="module")
def then(data):
    return drawn(data)


@pytest.fixture(scope="module")
def now(data):
    return drawn(data, value=910000.0, low=910000.0, printed="more than 910,000 households")


@pytest.fixture(scope="module")
def documents(then, tmp_path_factory):
    """Last month's files, one of each kind."""
    folder, cards = tmp_path_factory.mktemp("documents"), build.numbered(then)
    made = {
        "report.docx": word.document(cards),
        "report.pptx": slides.presentation(cards),
        "report.html": webpage.page(cards),
    }
    made |= {f"chart.{kind}": save.made(then[0], kind) for kind in ("svg", "png", "pdf")}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return folder


KINDS = ["report.docx", "report.pptx", "report.html", "chart.svg", "chart.png", "chart.pdf"]


def states(verdicts):
    return {verdict.name: verdict.state for verdict in verdicts}


@pytest.mark.parametrize("name", KINDS)
def test_what_has_not_moved_is_current(documents, then, name):
    told = states(audit.verdicts(documents / name, then))
    assert told == {"91_visits": "current", "92_bars": "current"} if name[0] == "r" else {"91_visits": "current"}


@pytest.mark.parametrize("name", KINDS)
def test_the_row_that_moved_is_named_old_and_new(documents, now, name):
    told = audit.verdicts(documents / name, now)
    assert states(told)["91_visits"] == "outdated" and states(told).get("92_bars", "current") == "current"
    lines = [line for line in told[0].details if "->" in line]
    assert len(lines) == 1
    old, new = lines[0].split(" -> ", 1)
    assert "870,000" in old and "910,000" in new and "18,000" not in lines[0]


def test_a_note_that_moved_is_not_told_as_a_value(documents, data):
    (told, _) = audit.verdicts(documents / "report.docx", drawn(data, note="Another doubt."))
    assert told.state == "outdated" and "no claim as printed moved" in told.details[-1]


def test_a_chart_that_is_gone_and_a_notebook_that_fails_cannot_be_told(documents, then):
    told = audit.verdicts(documents / "report.docx", then[1:], {"91_visits.ipynb": "fails in cell 3: ValueError"})
    assert states(told) == {"91_visits": "cannot tell", "92_bars": "current"}
    assert "fails in cell 3" in told[0].details[0]
    told = audit.verdicts(documents / "report.docx", then[:1])
    assert "no notebook makes" in {t.name: t for t in told}["92_bars"].details[0]


def edited(source, target, drop=(), replace=(), pictures=None):
    """A copy of a Word file as an editor may leave it: parts gone, words changed, pictures made anew and renamed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = content.decode()
                for words in drop:
                    start, end = text.index(f"<w:{words}>"), text.rindex(f"</w:{words}>") + len(f"</w:{words}>")
                    text = text[:start] + text[end:]
                for was, now in replace:
                    text = text.replace(was, now)
                content = text.encode()
            if name.endswith(".png") and pictures:
                content = pictures(content)
            if name.endswith(".svg") and pictures:  # the drawing beside it goes
                content = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
            new.writestr(name, content)
    return target


def bare(content):
    """The picture without its texts."""
    out = io.BytesIO()
    Image.open(io.BytesIO(content)).convert("RGB").save(out, "PNG")
    return out.getvalue()


def test_without_the_table_the_pictures_still_hold_the_rows(documents, now, tmp_path):
    file = edited(documents / "report.docx", tmp_path / "a.docx", drop=["tbl"])
    (told, *_) = audit.verdicts(file, now)
    assert told.state == "outdated" and any("870,000" in line and "910,000" in line for line in told.details)


def test_without_table_and_pictures_texts_the_loss_is_said(documents, now, tmp_path):
    file = edited(documents / "report.docx", tmp_path / "a.docx", drop=["tbl"], pictures=bare)
    (told, *_) = audit.verdicts(file, now)
    assert told.state == "outdated" and "cannot be told" in told.details[-1]


def test_a_picture_known_by_its_alt_text_alone_cannot_be_told(documents, then, now, tmp_path):
    traces = [(chart.trace, "") for chart in then]
    file = edited(documents / "report.docx", tmp_path / "a.docx", drop=["tbl"], replace=traces, pictures=bare)
    assert states(audit.verdicts(file, then)) == {"91_visits": "cannot tell", "92_bars": "cannot tell"}
    (told, _) = audit.verdicts(file, now)
    assert "differs" in told.details[0] and "910,000" in told.details[0]


def test_a_chart_replaced_only_in_part_is_said(documents, then, now, tmp_path):
    file = edited(documents / "report.docx", tmp_path / "a.docx", pictures=lambda old: save.picture(now[0]))
    told = {verdict.name: verdict for verdict in audit.verdicts(file, now)}
    assert told["91_visits"].state == "outdated" and "replaced only in part" in told["91_visits"].details[1]


def test_a_file_without_charts_tells_nothing_and_a_broken_one_is_refused(then, tmp_path):
    (tmp_path / "a.html").write_text("<p>No chart here.</p>", "utf-8")
    assert audit.verdicts(tmp_path / "a.html", then) == []
    for name, content, message in (
        ("b.docx", b"PK not a zip", "cannot be read as docx"),
        ("b.pdf", b"nothing", "cannot be read as pdf"),
        ("b.png", b"\x89PNG\r\n", "cannot be read as png"),
        ("b.odt", b"", "is not searched"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(audit.CannotRead, match=message):
            audit.verdicts(tmp_path / name, then)
    with pytest.raises(audit.CannotRead, match="no such file"):
        audit.verdicts(tmp_path / "c.docx", then)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "pptx", "pdf"])
def test_a_file_saved_by_libreoffice_still_tells(documents, now, tmp_path, kind):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    source = documents / ("report.pptx" if kind == "pptx" else "report.docx")
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", tmp_path, source], check=True, capture_output=True, timeout=120)
    told = audit.verdicts(tmp_path / f"report.{kind}", now)
    assert states(told) == {"91_visits": "outdated", "92_bars": "current"}
    assert any("870,000" in line and "910,000" in line and "->" in line for line in told[0].details)
    if kind == "docx":
        held, kept = (audit.look_into(folder / "report.docx").alts for folder in (documents, tmp_path))
        assert set(held) <= set(kept)
