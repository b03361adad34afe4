"""The album: what the charts of today and of earlier versions look like, as small drawings with all that they say inside.

Today's are drawn when a document asks for them and kept in .cache/pictures; so those that are kept from last month
tell what an old picture without a trace showed.
"""

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from campaigns import project
from campaigns.charts import save
from campaigns.documents.audit import looks, raster

FOLDER = project.ROOT / ".cache" / "pictures"
MOST = 3000  # drawings that are kept
_NAME = re.compile(r"(\w+)\.([0-9a-f]{8})\.([\w-]+)\.png")
_DPI = 300
#: Layouts in which charts are published, beside those that a document's writer chooses for itself.
LAYOUTS = {"figure": {}, "plain": {"framed": False}, "narrow": {"width": 3.35, "framed": False}, "column": {"width": 3.35}}


@dataclass(frozen=True)
class Drawing:
    """One drawing of a chart: name and digest of the chart, edition (how it was laid out), the file that holds it."""

    name: str
    digest: str
    edition: str
    path: object

    @cached_property
    def image(self):
        """The drawing in grey, without margins."""
        return Image.open(self.path).convert("L")

    @cached_property
    def look(self):
        """The drawing from afar."""
        with Image.open(self.path) as opened:
            return opened.info["Look"]

    @property
    def words(self):
        """What the chart says, every row of it."""
        return raster.words(self.path.read_bytes())


class Album:
    """Drawings of charts; charts: those of today, folder: where the drawings are kept."""

    def __init__(self, charts, folder=None):
        self.charts = {chart.name: chart for chart in charts}
        self.folder = folder or FOLDER
        self._drawn = set()

    def kept(self):
        """The Drawings in the folder, of today and of earlier versions."""
        self.folder.mkdir(parents=True, exist_ok=True)
        found = [(_NAME.fullmatch(path.name), path) for path in self.folder.glob("*.png")]
        return [self._known(match, path) for match, path in sorted(found, key=lambda pair: pair[1]) if match]

    def _known(self, match, path):
        key = match[1], match[2], match[3]
        held = self.__dict__.setdefault("_held", {})
        return held.setdefault(key, Drawing(*key, path))

    def draw(self, name, editions=None):
        """Draw a chart of today in every edition (or some) that is not kept yet."""
        chart = self.charts[name]
        for edition in editions or [*LAYOUTS, "page", "slide", "zh", "grey"]:
            if (name, edition) in self._drawn:
                continue
            self._drawn.add((name, edition))
            if not any(self.folder.glob(f"{name}.{chart.digest}.{edition}-*.png")):
                with suppress(ValueError):  # a layout in which the chart would mislead is published nowhere
                    for n, part in enumerate(_laid_out(chart, edition), 1):
                        self._keep(part, chart, f"{edition}-{n}")

    def draw_all(self, edition="figure"):
        """Draw all charts of today in one edition."""
        for name in self.charts:
            self.draw(name, [edition])

    def _keep(self, part, chart, edition):
        content = _made_before(chart, edition) or save.picture(part, dpi=_DPI)
        picture = raster.image(content)
        grey = looks.ink(picture)
        if grey is None:
            return
        said = PngInfo()
        for key, value in picture.info.items():
            if isinstance(value, str):
                said.add_text(key, value)
        said.add_text("Look", looks.look(grey))
        out = io.BytesIO()
        grey.quantize(16).save(out, "PNG", pnginfo=said)
        project.write(self.folder / f"{chart.name}.{chart.digest}.{edition}.png", out.getvalue())

    def prune(self):
        """Let go of the oldest drawings beyond as many as are kept."""
        kept = sorted(self.folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(0, len(kept) - MOST)]:
            path.unlink(missing_ok=True)


def _laid_out(chart, edition):
    """The chart in an edition, in as many parts as it has there."""
    from campaigns.documents import slides, word

    if edition == "page":
        return chart.spread(word.HIGHEST, framed=False) or []
    if edition == "slide":
        return [part for part, _ in slides.drawn(chart)]
    if edition == "zh":
        return [chart.at(language="zh"), *(chart.spread(word.HIGHEST, framed=False, language="zh") or [])]
    if edition == "grey":
        return [chart.at(grey=True), chart.at(grey=True, framed=False)]
    return [chart.at(**LAYOUTS[edition])]


def _made_before(chart, edition):
    """The exported picture of the chart, if it is today's: then it need not be drawn again."""
    path = project.ROOT / "figures" / f"{chart.name}.png"
    if edition != "figure-1" or not path.exists():
        return None
    content = path.read_bytes()
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        return content if opened.info.get("Comment") == chart.trace else None
