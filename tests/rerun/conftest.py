"""A small project, a copy of the real one with two notebooks of a few cells, driven by its commands."""

import os
import shutil
import subprocess
import sys

import pytest
from campaigns import project
from nbformat import v4, write

#: A chart stands for all charts: what is tested is when it is drawn again and what is said of it.
DRAW = """import os
from campaigns import project
from PIL import Image, PngImagePlugin
def draw(name, rows, title):
    said, folder = PngImagePlugin.PngInfo(), project.figures()
    if str(folder) == os.devnull:
        return
    said.add_text("Title", title)
    folder.mkdir(exist_ok=True)
    seed = sum(map(ord, "".join(rows.said))) % 256
    Image.new("L", (4, 4), seed).save(folder / f"{name}.png", pnginfo=said)
    rows[["figure_id", "said", "value", "note"]].to_csv(folder / f"{name}.csv", index=False)
"""
CELLS = """
import campaigns as pc, draw
data = pc.load()
rows = pc.select(data, metric_id={metric!r}).rows
rows = rows.assign(said=[pc.wording.quantity(row) for row in rows.itertuples()]).set_index("figure_id", drop=False)
---
draw.draw({name!r}, rows, f"{{len(rows)}} claims")
rows[["said"]]
"""
MADE = {"01_visits": "households_visited", "02_police": "police_deployed"}


class Project:
    def __init__(self, folder):
        self.folder = folder

    @classmethod
    def new(cls, folder):
        """Copied, its notebooks written, nothing run."""
        for name in ("data", "notebooks/campaigns"):
            shutil.copytree(project.ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("requirements.txt", "pyproject.toml", "CITATION.cff", "conftest.py"):
            shutil.copy(project.ROOT / name, folder)
        (folder / "notebooks" / "draw.py").write_text(DRAW, "utf-8")
        for name, metric in MADE.items():
            sources = CELLS.format(metric=metric, name=f"{name}_claims").strip().split("\n---\n")
            cells = [v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
            write(v4.new_notebook(cells=cells), folder / "notebooks" / f"{name}.ipynb")
        return cls(folder)

    def start(self, *arguments):
        """The command, started; its words can be read from its stdout."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("CAMPAIGNS_")}
        environment = {**clean, "PYTHONPATH": str(self.folder / "notebooks"), "PYTHONUNBUFFERED": "1"}
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=self.folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def run(self, *arguments, code=0):
        """What a command of run.py says."""
        with self.start("-m", "campaigns", *arguments) as running:
            said = running.communicate()[0]
        assert running.returncode == code, said
        return said

    def files(self):
        """Every notebook and chart, byte for byte."""
        paths = [*self.folder.glob("notebooks/*.ipynb"), *self.folder.glob("figures/[0-9m]*")]
        return {path.name: path.read_bytes() for path in sorted(paths)}

    def litter(self):
        """What a run may not leave behind."""
        found = [*self.folder.rglob("*.part"), *self.folder.rglob(".part"), *self.folder.rglob("data.new")]
        return [str(path.relative_to(self.folder)) for path in found]

    def edit(self, old, new, file="data/reported_figures.csv"):
        """Replace what stands once or more in a file."""
        path = self.folder / file
        text = path.read_text("utf-8-sig")
        assert old in text, f"{old} is not in {file} any more: choose another row for this test"
        path.write_text(text.replace(old, new), "utf-8-sig")

    def correct(self, back=False):
        """Correct a number that 02_police draws; back: as it was."""
        old, new = (f'"{n},000 police forces",投入警力,{n}000,person_times,unhedged,{n}000,{n}000' for n in (168, 169))
        self.edit(*((new, old) if back else (old, new)))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    tiny = Project.new(tmp_path_factory.mktemp("tiny") / "project")
    tiny.run()
    return tiny


@pytest.fixture
def tiny(built, tmp_path):
    """The small project as built once: the copy of each test is its own. What is remembered is known by content."""
    return Project(shutil.copytree(built.folder, tmp_path / "project"))
