"""A notebook of one's own: notebooks/my_*.ipynb run, rerun, report and export like the others; git ignores them."""

import re
from pathlib import Path

from campaigns import project
from campaigns.rerun import execute

_TEMPLATE = Path(__file__).with_name("own.txt")  # cells, each under a line "# %%" or "# %% [markdown]"


def new(question, folder=project.NOTEBOOKS):
    """Write a notebook for a question, with a worked example; returns its path. FileExistsError if there is one."""
    from nbformat import v4, writes

    words = re.sub(r"\W+", "_", question.casefold()).strip("_").removeprefix("my_") or "question"
    path = folder / f"my_{words}.ipynb"
    text = (
        _TEMPLATE.read_text("utf-8")
        .replace("{title}", question[:1].upper() + question[1:])
        .replace("{stem}", path.stem)
    )
    cells = []
    for kind, source in re.findall(r"^# %%(.*)\n((?:(?!# %%).*\n)*)", text, re.MULTILINE):
        make = v4.new_markdown_cell if "markdown" in kind else v4.new_code_cell
        cells.append(make(source.strip(), id=f"cell-{len(cells)}"))
    metadata = {"kernelspec": execute.KERNEL, "language_info": {"name": "python"}}  # else JupyterLab asks for a kernel
    with path.open("x", encoding="utf-8") as file:
        file.write(writes(v4.new_notebook(cells=cells, metadata=metadata)) + "\n")
    return path
