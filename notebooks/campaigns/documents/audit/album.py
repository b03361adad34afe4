"""The album: how the charts of today and of earlier versions look, as small drawings with all that they say inside.

Today's are drawn when a document asks for them and kept in .cache/album; so those that are kept from last month
tell what an old picture without a trace showed.
"""

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from campaigns import project
from campaigns.charts import save
from campaigns.documents import office
from campaigns.documents.audit import looks, raster

FOLDER = project.ROOT / ".cache" / "album"
MOST = 3000  # drawings that are kept
_NAME = re.compile(r"(\w+)\.([0-9a-f]{8})\.([\w-]+)\.png")
_DPI = 300
#: How charts are published, in the order in which they are tried; "page" is a chart in parts, each a page high.
EDITIONS = ["figure", "page", "slide", "narrow", "zh", "grey"]
TRIED = EDITIONS[:3]  # for a picture that may be any chart
_UNTITLED = "u"  # what is said of a drawing whose title was cropped off, as documents do


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


_drawing = lru_cache(MOST)(Drawing)  # once it was looked at


class Album:
    """Drawings of charts; charts: those of today, folder: where the drawings are kept."""

    def __init__(self, charts, folder=None):
        self.charts = {chart.name: chart for chart in charts}
        self.folder = folder or FOLDER
        self._drawn = set()

    def kept(self):
        """The Drawings in the folder, of today and of earlier versions."""
        named = ((_NAME.fullmatch(path.name), path) for path in sorted(self.folder.glob("*.png")))
        return [_drawing(*match.groups(), path) for match, path in named if match]

    def draw(self, name, edition):
        """Draw a chart of today in an edition, if it is not kept yet; says whether there may be new Drawings."""
        if name not in self.charts or (name, edition) in self._drawn:
            return False
        self._drawn.add((name, edition))
        chart = self.charts[name]
        if not any(self.folder.glob(f"{name}.{chart.digest}.{edition}-*.png")):
            with suppress(ValueError):  # a layout in which the chart would mislead is published nowhere
                for n, (part, factor) in enumerate(laid_out(chart, edition), 1):
                    self._keep(part, chart, f"{edition}-{n}", factor)
        return True

    def tried(self):
        """[(chart, edition)] of what a picture that may be any chart is held against, likeliest first."""
        return [(name, edition) for edition in TRIED for name in self.charts]

    def draw_all(self, tell):
        """Draw all that is tried, as far as it is not kept yet; tell is called with a line for each."""
        for number, (name, edition) in enumerate(left := sorted(self._left()), 1):
            tell(f"drawing {name} ({number} of {len(left)}) ...")
            self.draw(name, edition)

    def progress(self):
        """ "40 of 102 drawings are made": of those that are tried."""
        return f"{len(self.tried()) - len(self._left())} of {len(self.tried())} drawings are made"

    def _left(self):
        kept = {(one.name, one.digest, one.edition.partition("-")[0]) for one in self.kept()}
        missing = [one for one in self.tried() if one not in self._drawn]
        return [(name, edition) for name, edition in missing if (name, self.charts[name].digest, edition) not in kept]

    def _keep(self, part, chart, edition, factor):
        """Keep a drawing, whole and without its title."""
        # Drawn at the dots of the original: where a letter stands depends on them.
        content = exported(chart, "png") if edition == "figure-1" else None
        picture = raster.image(content or save.picture(part, dpi=round(_DPI * factor)))
        words = {key: value for key, value in picture.info.items() if isinstance(value, str)}
        top = round(office.title_height(part) * _DPI * factor)
        for kind, shown in (("", picture), (_UNTITLED, picture.crop((0, top, *picture.size)))):
            if (grey := looks.ink(shown, widest=shown.width)) is not None:
                grey = looks.narrowed(grey, round(grey.width * looks.DPI / _DPI / factor))
                said, out = PngInfo(), io.BytesIO()
                for key, value in (words | {"Look": looks.look(grey)}).items():
                    said.add_text(key, value)
                grey.quantize(16).save(out, "PNG", pnginfo=said)
                project.write(self.folder / f"{chart.name}.{chart.digest}.{edition}{kind}.png", out.getvalue())

    def prune(self):
        """Let go of the oldest drawings beyond as many as are kept."""
        held = (path for ending in ("png", "shapes") for path in self.folder.glob(f"*.{ending}"))
        for path in sorted(held, key=lambda path: path.stat().st_mtime, reverse=True)[MOST:]:
            path.unlink(missing_ok=True)


def laid_out(chart, edition):
    """[(the chart in an edition and its own language, the factor by which that enlarges it)], one for each part."""
    from campaigns.documents import slides, webpage, word

    language = chart.sheet.language
    if edition == "slide":
        return [(part, slides.FACTOR) for part in slides.drawn(chart, *slides.room(), language=language)]
    layouts = {"figure": {}, "narrow": {"width": webpage.NARROW}, "grey": {"grey": True}}
    if edition in layouts:
        return [(chart.at(language=language, **layouts[edition]), 1)]
    return [(part, 1) for part in word.drawn(chart, language="zh" if edition == "zh" else language)]


def exported(chart, kind):
    """The exported file of a chart, if it is today's: then it need not be drawn again; None if it is not."""
    path = project.ROOT / "figures" / f"{chart.name}.{kind}"
    content = path.read_bytes() if path.exists() else b""
    return content if content and chart.trace in raster.words(content) else None
