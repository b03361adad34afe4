"""The two fonts of every chart, from packages, so that no machine shows an empty box.

Latin: Fira Sans. Chinese: Noto Sans SC. The charts use lean copies, made once
and kept in matplotlib's cache: Noto's outlines become TrueType, which a PDF
with TrueType fonts needs, reduced to Latin and the common Chinese characters,
simplified (GB 2312) and traditional (Big5, first level). Layout tables go, one
map of characters stays, and glyphs have their names in it: each PDF takes its
own few letters out of these files, and most of its time was reading them. So
Noto is two files: the 3,755 characters of every day (GB 2312, first level), and
the rest, which few charts need.
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

FAMILIES = [_LATIN, _CHINESE, _RARE] = ["Fira Sans", "Noto Sans SC", "Noto Sans SC Rare"]
_NOTO = "pylopdf-fonts-zh-cn", "pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf"
#: (family, weight, package, file in it); the Chinese fonts have one weight, which serves semibold text too.
_FONTS = [
    (_LATIN, 400, "fontpkg-fira-sans", "fontpkg_fira_sans/files/FiraSans-Regular.ttf"),
    (_LATIN, 600, "fontpkg-fira-sans", "fontpkg_fira_sans/files/FiraSans-SemiBold.ttf"),
    (_CHINESE, 400, *_NOTO),
    (_RARE, 400, *_NOTO),
]


@cache
def register():
    """Make the families known to matplotlib; returns the paths of the lean copies."""
    paths = [_lean(family, package, file) for family, _, package, file in _FONTS]
    entries = font_manager.fontManager.ttflist
    for path, (family, weight, _, _) in zip(paths, _FONTS, strict=True):
        font_manager.fontManager.addfont(path)
        entries[-1] = dataclasses.replace(entries[-1], weight=weight)
        if family != _LATIN:  # without this entry every semibold Chinese title would warn on stderr
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
    rules, left = [], {ord(c) for c in text if not c.isspace()}
    for (family, weight, _, _), path in zip(_FONTS, register(), strict=True):
        held = FT2Font(str(path)).get_charmap().keys()
        if family == _LATIN or left & held:
            face = f"font-family:'{family}';font-weight:{weight};src:url(data:font/woff;base64,{_woff(path, text)})"
            rules.append(f"@font-face{{{face}}}")
        left -= held
    return "\n".join(rules)


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


def _lean(family, package, file):
    """Path of the lean copy of a package's font, made if it is not there yet."""
    source = metadata.distribution(package)
    stem = Path(file).stem + "-Rare" * (family == _RARE)
    target = Path(matplotlib.get_cachedir()) / f"campaigns-4-{source.version}-{stem}.ttf"
    if not target.exists():
        made = target.with_suffix(f".{os.getpid()}.tmp")
        _convert(source.locate_file(file), made, family)
        os.replace(made, target)  # two kernels may start at once
    return target


def _characters(family):
    """The code points of a family's lean copy: Latin and the Chinese characters of every day, or the less common."""
    rows = {c for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF) for c in bytes([a, b]).decode("gb2312", "ignore")}
    daily = {c for c in rows if c.encode("gb2312")[0] < 0xD8}  # punctuation and the first level
    if family != _RARE:
        return {*range(0x20, 0x250), *range(0x2000, 0x2300), *map(ord, daily)}
    traditional = {
        c for a in range(0xA4, 0xC7) for b in range(0x40, 0xFF) for c in bytes([a, b]).decode("big5", "ignore")
    }
    return set(map(ord, (rows | traditional | {"為", "爲", "衆"}) - daily))


def _convert(source, target, family):
    """Write a font without layout tables, as TrueType, with the characters of a family's lean copy only."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["VORG", "vhea", "vmtx", "GPOS", "GSUB", "BASE", "GDEF", "DSIG", "kern"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(_characters(family)))
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    subsetter.subset(font)
    if "CFF " in font:
        _to_truetype(font)
    if family == _RARE:
        for name in [one for one in font["name"].names if one.nameID in (1, 4, 6, 16)]:
            font["name"].setName(family, name.nameID, name.platformID, name.platEncID, name.langID)
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
