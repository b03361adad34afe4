"""Run notebooks' cells in this one process, without saving anything: what they show, as text."""

import os
from pathlib import Path

from campaigns import project
from campaigns.charts import save
from campaigns.rerun import execute, shell


def shown(paths, folder, needs_to=None):
    """{notebook name: texts of its outputs} over the tables in ``folder``; what stopped it is a text too.

    needs_to: a folder; each notebook's needs are noted in <name>.jsonl there.
    """
    kept, project.DATA = project.DATA, Path(folder)
    try:
        return {path.name: _texts(path, needs_to and Path(needs_to) / f"{path.name}.jsonl") for path in paths}
    finally:
        project.DATA = kept
        os.environ.pop("CAMPAIGNS_NEEDS", None)


def _texts(path, needs):
    os.environ["CAMPAIGNS_NEEDS"] = str(needs or os.devnull)
    texts = []
    with save.collecting() as charts:
        try:
            done = shell.run_cells(execute.read(path)[1], path.parent)
            texts = [
                output.get("text") or output["data"].get("text/plain", "") for _, o in done.values() for output in o
            ]
        except shell.CellFault as fault:  # a finding that no longer holds stops a notebook
            texts = [str(fault)]
    # a chart's text does not hold the names beside its marks; its rows do
    return [*texts, *(chart.rows.to_csv() for chart in charts)]
