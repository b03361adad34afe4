"""How two drawings are compared by their looks: first from afar, then closely, both without their white margins.

From afar a picture is a thumbnail of 24 x 24 shades, which outlives every change of size and format. Closely, one
drawing is laid upon the other to a fraction of a point, so that what another format or renderer does to an edge is
no difference, and another digit is one. As a chart prints the digest of all it says, no two of its versions look alike.
"""

import base64

import numpy as np
from PIL import Image, ImageFilter

DPI = 152  # pixels an inch at which drawings are kept and compared
SMALLEST = 0.58  # share of them below which a digit is not seen
_WIDEST = 2400  # pixels
_SIDE = 24
NEAR = 4.0  # as far as two pictures of one drawing are apart
ALL = 1_000_000  # fields: of two drawings of different shapes
FAR = 14.0  # mean difference of two thumbnails, of 255, up to which two pictures may be one chart
_SHAPE = 0.02  # relative difference of two shapes (height by width)
_FEW = 3  # points that differ, from which a field does
_LAST = 17  # points: as high as the last line of a drawing, which says its digest
_BLANK, _STAIN = 251, 12  # shades: of blank paper at least; by which formats and renderers do not change it
_BLUR = 1.0  # points; what formats and renderers do to an edge is less, what another digit does is more


def ink(picture, widest=_WIDEST):
    """A PIL image in grey on white without its white margins, at most so many pixels wide; None if it is blank."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture)
    grey = picture.convert("L")
    box = grey.point(lambda shade: 255 if shade < 200 else 0).getbbox()
    if box is None or box[2] - box[0] < 40 or box[3] - box[1] < 20:
        return None
    return narrowed(grey.crop(box), widest)


def narrowed(grey, width):
    """A drawing at most so many pixels wide."""
    if grey.width <= width:
        return grey
    return grey.resize((width, max(1, round(grey.height * width / grey.width))), Image.Resampling.LANCZOS)


def look(grey):
    """A drawing from afar, as text that fits into a file's properties: its shape and its thumbnail."""
    small = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX)
    return f"{grey.height / grey.width:.5f} {base64.b64encode(small.tobytes()).decode()}"


def apart(one, other):
    """How far two looks are apart: the mean difference of their thumbnails, infinite where their shapes differ."""
    (shape, small), (shape2, small2) = (_read(which) for which in (one, other))
    if abs(shape - shape2) > 2 * _SHAPE * max(shape, shape2):
        return float("inf")
    return float(np.abs(small - small2).mean())


def _read(text):
    shape, small = text.split()
    return float(shape), np.frombuffer(base64.b64decode(small), np.uint8).astype(np.int16)


def differing(one, kept):
    """In how many fields (of 12 x 12 points) a picture and a kept drawing differ, and how many hold ink.

    All differ where the shapes of the two do.
    """
    pair = _together(one, kept)
    if pair is None:
        return ALL, ALL
    one, other, step = pair
    apart = np.abs(one - other) > step
    apart[:2] = apart[-2:] = apart[:, :2] = apart[:, -2:] = False  # where the margin was cut off
    inked = _fields(np.minimum(one, other) < 200, 1)
    return int((_fields(apart, _FEW) & inked | _stained(one, other)).sum()), max(1, int(inked.sum()))


def _stained(one, other):
    """Whether each field that is blank in a drawing is darker in a picture than its paper, as under a pale watermark."""
    blank, shade = ~_fields(other < _BLANK, 1), _split(one).mean((1, 3))
    return blank & (shade < np.median(shade[blank]) - _STAIN) if blank.any() else blank


def holds_last_line(one, kept):
    """Whether a picture has all ink of the last line of a kept drawing, whatever somebody drew upon it."""
    pair = _together(one, kept)
    if pair is None:
        return False
    one, other, step = pair
    last = slice(-round(_LAST * one.shape[1] / kept.width), None)
    return int((one - other > step)[last].sum()) < _FEW


def _together(one, kept):
    """(shades of a picture, shades of a kept drawing laid upon it, by how many they differ at least); None where their
    shapes differ."""
    one, other = narrowed(one, kept.width), kept
    shapes = [grey.height / grey.width for grey in (one, other)]
    if abs(shapes[0] - shapes[1]) > _SHAPE * max(shapes):
        return None
    size = min(one.width, other.width), max(12, round(min(one.width, other.width) * sum(shapes) / 2))
    one, other = (grey if grey.size == size else grey.resize(size, Image.Resampling.LANCZOS) for grey in (one, other))
    one, other = (grey.filter(ImageFilter.GaussianBlur(_BLUR)) for grey in (one, other))
    other = _laid_upon(one, other)
    step = np.interp(size[0] / kept.width, (0.68, 0.94), (42, 55))
    return np.asarray(one, np.int16), np.asarray(other, np.int16), step


def _laid_upon(one, other):
    """The other drawing moved and stretched by fractions of a point until it lies upon the first (Lucas and Kanade)."""
    wanted = np.asarray(one, np.float32)
    size = wanted.shape
    down, right = np.mgrid[: size[0], : size[1]].astype(np.float32)
    some = (slice(4, -4, 2), slice(4, -4, 2))
    place = np.array([1, 0, 0, 0, 1, 0], np.float64)
    moved = other
    for _ in range(4):
        held = np.asarray(moved, np.float32)
        steep_down, steep_right = np.gradient(held)
        steep_down, steep_right = steep_down[some], steep_right[some]
        ways = [steep_right * right[some], steep_right, steep_down * down[some], steep_down]
        ways = np.stack([way.ravel() for way in ways], 1)
        wide, x, high, y = np.linalg.lstsq(ways.T @ ways, ways.T @ (wanted - held)[some].ravel(), rcond=None)[0]
        if max(abs(x), abs(y), abs(wide) * size[1], abs(high) * size[0]) < 0.02:
            break
        place += (wide, 0, x, 0, high, y)
        if abs(place[2]) > 4 or abs(place[5]) > 4:
            return other  # not the same drawing; there is nothing to lay upon
        moved = other.transform(other.size, Image.Transform.AFFINE, place, Image.Resampling.BICUBIC, fillcolor=255)
    return moved


def _fields(points, least):
    """Whether each field of 12 x 12 points holds at least so many of them."""
    return _split(points).sum((1, 3)) >= least


def _split(points):
    high, wide = (side // 12 * 12 for side in points.shape)
    return points[:high, :wide].reshape(high // 12, 12, wide // 12, 12)
