"""The list of the notebooks, which follows from the first heading of each, in the README and in the first notebook."""

import json
import re

from campaigns import project

#: What stands before and after the list, in a text that holds it.
_BEGIN, _END = "<!-- notebooks -->\n", "<!-- /notebooks -->"


def write():
    """Write the list into the README and the first notebook, where it differs from what stands there."""
    readme = project.ROOT / "README.md"
    if readme.exists():
        project.write(readme, _with_list(readme.read_text("utf-8"), listed("notebooks/")).encode())
    for first in _numbered()[:1]:
        project.write(first, _with_list_in_cells(first.read_text("utf-8")).encode())


def listed(folder=""):
    """The notebooks as a table in Markdown: number, as a link into ``folder``, and heading."""
    rows = [f"| [{path.name[:2]}]({folder}{path.name}) | {heading(path)} |" for path in _numbered()]
    return "\n".join(["| notebook | what it is about |", "| --- | --- |", *rows, ""])


def heading(path):
    """The first heading of a notebook; its name if it has none or cannot be read."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    except (OSError, ValueError, KeyError, TypeError):
        text = ""
    found = re.search(r"^# +(.+?) *$", text, re.MULTILINE)
    return found[1].replace("|", "&#124;") if found else path.stem


def _with_list(text, told):
    """A text with the list between its marks; as it is without marks."""
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    return f"{before}{begin}{told}{end}{after}" if end else text


def _with_list_in_cells(text):
    """The file of a notebook with the list in the cell that has its marks."""
    try:
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown" and (new := _with_list(source, listed())) != source:
                cell["source"] = new.splitlines(keepends=True)
                text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    except (ValueError, KeyError, TypeError):  # the run tells that it is no notebook
        pass
    return text


def _numbered():
    return [path for path in project.notebooks() if path.name[0].isdigit()]
