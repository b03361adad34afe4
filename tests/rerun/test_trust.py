"""JupyterLab trusts what this machine made, and nothing else; and it ends when run.py is ended."""

import json
import os
import signal
import time

import pytest
from campaigns.rerun import trust
from nbformat import read, sign


def trusted(path):
    notary = sign.NotebookNotary()
    try:
        return notary.check_signature(read(path, as_version=4))
    finally:
        notary.store.close()


def test_only_notebooks_made_here_are_signed(tiny, monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    own, foreign = (tiny.folder / "notebooks" / f"{name}.ipynb" for name in ("01_visits", "02_police"))
    held = json.loads(foreign.read_text("utf-8"))
    script = {"output_type": "display_data", "metadata": {}, "data": {"text/html": ["<script>alert(1)</script>"]}}
    held["cells"][1]["outputs"].append(script)
    foreign.write_text(json.dumps(held), "utf-8")
    built = json.loads((tiny.folder / ".cache" / "built.json").read_text("utf-8"))
    assert trust.sign_own([own, foreign], built) == ([own], [foreign])
    assert trusted(own) and not trusted(foreign)
    assert trust.sign_own([own, foreign], {}) == ([], [foreign]), "what is trusted already needs no word"
    new = own.with_name("my_new.ipynb")
    new.write_text(json.dumps(held | {"cells": [cell | {"outputs": []} for cell in held["cells"]]}), "utf-8")
    assert trust.sign_own([new], {}) == ([], []), "nothing is stored in it that could run"
    new.unlink()
    words = trust.how_others_are_trusted([foreign])
    assert "02_police.ipynb" in words and "python3 run.py" in words and "Trust Notebook" in words


@pytest.mark.slow
def test_ending_run_py_lab_ends_jupyterlab(tiny, monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER", "true")  # a program that opens nothing
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    (tmp_path / "jupyter_server_config.json").write_text('{"ServerApp": {"allow_root": true}}')  # in a container
    with tiny.start("-m", "campaigns", "lab") as lab:
        deadline = time.monotonic() + 30
        while not (found := list(tmp_path.glob("jpserver-*.json"))) and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(1)
        lab.send_signal(signal.SIGTERM)
        said = lab.communicate(timeout=20)[0]
    server = int(found[0].stem.removeprefix("jpserver-"))
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
    assert lab.returncode == 0 and said.endswith("JupyterLab has ended.\n")
