"""Words on a sheet: measured, wrapped, in the sheet's language."""

import re
from functools import cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from campaigns.charts import fonts
from campaigns.claims.wording import curled
from campaigns.reading.settled import MONTH

DPI = 300  # text is measured as finely as it is printed
LONE = 0.2  # of the width: a shorter last line looks like a mistake
_COUNTED = r"[万亿]?[余多]?(?:[人户家辆]次|个百分点|个月|[人户起件名个条处份项宗辆元次倍](?:（次）)?)"
_NUMBER = (
    rf"(?:\d[\d,.–-]*(?:{_COUNTED}|[\u4e00-\u9fff]))+\*?"  # 2022年6月25日*, 6,637起, 310万余人次: with its counter
)
# Where a line may break: after blanks and beside a run of Chinese; a run longer than a term at its stops and quotes,
# and inside what is between them only if that is longer than a term, clear of its ends and of a number of years.
_PIECE = re.compile(_NUMBER + r"|[\u2e80-\u9fff\uff01-\uffef“”]+ *|[^ \u2e80-\u9fff\uff01-\uffef“”]+ *| +")
_TERM = 8  # characters
_BETWEEN_STOPS = re.compile(r"“[^“”]+”|[^，。；：、？！（）《》“”]+|.")
_SINGLE = re.compile(r"[一二两三四五六七八九十]+[年月日天夜]|..率|.")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uff01-\uffef]")
_NO_START, _NO_END = "，。；：、）》」』！？”)];:,.!?–", "（《「『“(["

# What stays with the piece before it: a month with its day, a year with its month, a size with its number, a number with
# that of which it is a part; a Latin letter in a Chinese word; the version of the data, the digest of rows.
_BOUND = re.compile(
    rf"(?:\b\d{{1,2}} )?{MONTH}(?: \d{{4}})?|\d (?:thousand|million|billion|percent)\b"
    r"|[\u4e00-\u9fff][a-z](?:[\u4e00-\u9fff]|$)"
    r"|\d of\b(?: \d[\d,.]*(?: [a-z]+)?)?|\b(?:data \d[\d.]*|rows [0-9a-f]{8}\b)"
)
# What stays with it where no further line is needed for it: what a number counts, the end of a range.
_NEAR = re.compile(rf"{_BOUND.pattern}|\d [a-z]{{4,}}|\d to\b(?: \d[\d,.]*(?: [a-z]+)?)?")


def said_in(words, language):
    """Words in a language: a string is the same in both, a pair is (English, Chinese)."""
    return words if isinstance(words, str) else words[language == "zh"]


def joined(language, *words, stop=(", ", "，")):
    """Those of the words that say something, with a stop between them."""
    return said_in(stop, language).join(filter(None, words))


@cache
def _renderer():
    return RendererAgg(10, 10, DPI)


@cache
def text_width(text, size, weight="normal"):
    """Width of one line of text in points, at its own size: the steps of its letters are whole dots."""
    fonts.register()
    font = FontProperties(family=fonts.FAMILIES, size=size, weight=weight)
    return _renderer().get_text_width_height_descent(text, font, ismath=False)[0] * 72 / DPI


@cache
def wrap(text, width, size, weight="normal"):
    """Break a text into lines no wider than ``width`` points; newlines are kept, brackets stay with their words."""
    lines = []
    for paragraph in fonts.drawable(curled(text)).split("\n"):
        plain = _wrapped(paragraph, width, size, weight, _BOUND)
        near = _wrapped(paragraph, width, size, weight, _NEAR) if len(plain) > 1 else plain
        lines += near if len(near) == len(plain) else plain
    return tuple(lines)


def _wrapped(paragraph, width, size, weight, bound):
    """The lines of a paragraph of which what is bound stays together."""
    lines, line, taken = [], "", 0.0
    for piece in _pieces(paragraph, width, size, weight, bound):
        word = text_width(piece.rstrip(), size, weight)
        if line and _is_wider((line + piece).rstrip(), taken + word, width, size, weight):
            lines.append(line.rstrip())
            line, taken = "", 0.0
            piece = piece.lstrip()
        line += piece
        taken += word + (len(piece) - len(piece.rstrip())) * _blank(size, weight)
    return [*lines, line.rstrip()]


def balanced(text, width, size, weight="normal"):
    """A text broken by hand into as few lines as it needs, so that the last is no lone word or character."""
    first = wrap(text, width, size, weight)
    tried = (wrap(text, width * less / 20, size, weight) for less in range(20, 9, -1))
    good = (lines for lines in tried if len(lines) == len(first) and _is_long(lines[-1], width, size, weight))
    return "\n".join(next(good, first))


def _is_long(line, width, size, weight):
    return text_width(line, size, weight) > max(LONE * width, 2 * size)


def _is_wider(text, estimate, width, size, weight):
    """Whether a line is wider than there is room; it is measured only where the sum of its words is near that."""
    return text_width(text, size, weight) > width if abs(estimate - width) < 0.03 * width else estimate > width


@cache
def _blank(size, weight):
    return text_width("n n", size, weight) - 2 * text_width("n", size, weight)


def _pieces(text, width, size, weight, bound):
    """Pieces between which a line may break: never before a closing bracket, stop or dash, never after an opening
    bracket, never inside a date, nor between a number and its size, where there is room for the whole."""
    joined = []
    for piece in _PIECE.findall(text):
        is_term = len(piece) <= _TERM or re.fullmatch(_NUMBER, piece)
        fits = not _CHINESE.search(piece) or (is_term and text_width(piece.rstrip(), size, weight) <= width)
        for part in [piece] if fits else _parts(piece, width, size, weight):
            if joined and (_is_bound(bound, joined[-1], part, width, size, weight) or part[0] in _NO_START
                           or joined[-1].rstrip()[-1:] in _NO_END):  # fmt: skip
                joined[-1] += part
            else:
                joined.append(part)
    return joined


def _parts(run, width, size, weight):
    """Parts of a long run of Chinese between which it may break."""
    for part in _BETWEEN_STOPS.findall(run):
        if len(part) <= _TERM and text_width(part.rstrip(), size, weight) <= width:
            yield part
        elif len(part) <= 4:
            yield from part
        else:
            single = _SINGLE.findall(part)
            yield from filter(None, ("".join(single[:2]), *single[2:-2], "".join(single[2:][-2:])))


def _is_bound(bound, before, part, width, size, weight):
    """Whether what is bound together goes over from one piece to the next, and has room on a line."""
    crosses = any(found.start() < len(before) < found.end() for found in bound.finditer(before + part))
    return crosses and text_width((before + part).rstrip(), size, weight) <= width
