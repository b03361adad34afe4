"""Run notebooks' cells in this one process, without a kernel and without saving anything: what they show, as text."""

import ast
import json
import os
from pathlib import Path

from campaigns import project
from campaigns.charts import save


def shown(paths, folder, needs_to=None):
    """{notebook name: texts of its outputs} over the tables in ``folder``; an error is a text too.

    needs_to: a folder; each notebook's needs are noted in <name>.jsonl there.
    """
    kept = project.DATA, save.finish
    project.DATA, save.finish = Path(folder), lambda chart: chart
    try:
        return {path.name: _cells(path, needs_to and Path(needs_to) / f"{path.name}.jsonl") for path in paths}
    finally:
        project.DATA, save.finish = kept
        os.environ.pop("CAMPAIGNS_NEEDS", None)


def _cells(path, needs):
    os.environ["CAMPAIGNS_NEEDS"] = str(needs or os.devnull)
    names, texts = {"__name__": "__main__"}, []
    try:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                texts.append(_run("".join(cell["source"]), names))
    except Exception as error:  # a finding that no longer holds stops a notebook
        texts.append(f"{type(error).__name__}: {error}")
    return texts


def _run(source, names):
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    if value is None:
        return ""
    # a chart's text does not hold the names beside its marks; its rows do
    return f"{value}\n{value.rows.to_csv()}" if hasattr(value, "rows") and hasattr(value, "marks") else str(value)
