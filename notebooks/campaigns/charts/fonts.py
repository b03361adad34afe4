"""The two fonts of every chart, from packages, so that no machine shows an empty box.

Latin: Fira Sans. Chinese: Noto Sans SC. The charts use lean copies, made once
and kept in matplotlib's cache: Noto's outlines become TrueType, which a PDF
with TrueType fonts needs, reduced to Latin and the common Chinese characters,
simplified (GB 2312) and traditional (Big5, first level). Layout tables go, one
map of characters stays, and glyphs have their names in it: each PDF takes its
own few letters out of these files, and most of its time was reading them.
"""

import base64
import dataclasses
import io
import os
from functools import cache
from importlib import metadata
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

#: (family, weight, package, file in it); the Chinese font has one weight, which serves semibold text too.
_FONTS = [
    ("Fira Sans", 400, "fontpkg-fira-sans", "fontpkg_fira_sans/files/FiraSans-Regular.ttf"),
    ("Fira Sans", 600, "fontpkg-fira-sans", "fontpkg_fira_sans/files/FiraSans-SemiBold.ttf"),
    ("Noto Sans SC", 400, "pylopdf-fonts-zh-cn", "pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf"),
]
FAMILIES = ["Fira Sans", "Noto Sans SC"]


@cache
def register():
    """Make both families known to matplotlib; returns the paths of the lean copies."""
    paths = [_lean(package, file) for _, _, package, file in _FONTS]
    entries = font_manager.fontManager.ttflist
    for path, (_, weight, _, _) in zip(paths, _FONTS, strict=True):
        font_manager.fontManager.addfont(path)
        entries[-1] = dataclasses.replace(entries[-1], weight=weight)
    # Without this entry every semibold Chinese title would warn on stderr.
    entries.append(dataclasses.replace(entries[-1], weight=600))
    return paths


@cache
def glyphs():
    """The code points that the charts' fonts can draw."""
    return {point for path in register() for point in FT2Font(str(path)).get_charmap()}


def undrawable(text):
    """The characters of a text that no font of the charts has."""
    return sorted({c for c in text if not c.isspace() and ord(c) not in glyphs()})


def drawable(text):
    """A text with every character that no font has spelled as its code point: [U+1F600]."""
    return "".join(c if c.isspace() or ord(c) in glyphs() else f"[U+{ord(c):04X}]" for c in text)


def faces(text):
    """CSS @font-face rules that hold the charts' fonts reduced to the characters of a text (WOFF in data URIs)."""
    held = list(zip(_FONTS, register(), strict=True))
    if {ord(c) for c in text if not c.isspace()} <= FT2Font(str(held[0][1])).get_charmap().keys():
        held = held[:2]  # nothing Chinese
    return "\n".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/woff;base64,{_woff(path, text)})}}"
        for (family, weight, _, _), path in held
    )


def _woff(path, text):
    """A font reduced to the characters of a text, as WOFF in base64."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)
    subsetter = subset.Subsetter(subset.Options(hinting=False, layout_features=[]))
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return base64.b64encode(out.getvalue()).decode()


def _lean(package, file):
    """Path of the lean copy of a package's font, made if it is not there yet."""
    source = metadata.distribution(package)
    target = Path(matplotlib.get_cachedir()) / f"campaigns-3-{source.version}-{Path(file).stem}.ttf"
    if not target.exists():
        made = target.with_suffix(f".{os.getpid()}.tmp")
        _convert(source.locate_file(file), made)
        os.replace(made, target)  # two kernels may start at once
    return target


def _convert(source, target):
    """Write a font without layout tables, as TrueType, with Latin and common Chinese characters only."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    simplified = (bytes([a, b]).decode("gb2312", "ignore") for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    traditional = (bytes([a, b]).decode("big5", "ignore") for a in range(0xA4, 0xC7) for b in range(0x40, 0xFF))
    chinese = {*simplified, *traditional, "為", "爲", "衆"}
    options = subset.Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["VORG", "vhea", "vmtx", "GPOS", "GSUB", "BASE", "GDEF", "DSIG", "kern"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*range(0x20, 0x250), *range(0x2000, 0x2300)], text="".join(sorted(chinese)))
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    subsetter.subset(font)
    if "CFF " in font:
        _to_truetype(font)
    font["cmap"].tables = [table for table in font["cmap"].tables if (table.platformID, table.platEncID) == (3, 1)]
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font.save(target)


def _to_truetype(font):
    """Replace CFF outlines by quadratic ones, in place."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order, outlines, glyf = font.getGlyphOrder(), font.getGlyphSet(), newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), glyf
    font["maxp"].tableVersion = 0x00010000
    for counter in "TwilightPoints Storage FunctionDefs InstructionDefs StackElements SizeOfInstructions".split():
        setattr(font["maxp"], f"max{counter}", 0)
    font["maxp"].maxZones, font["maxp"].maxComponentElements, font["maxp"].maxComponentDepth = 1, 0, 0
    font.sfntVersion = "\x00\x01\x00\x00"
