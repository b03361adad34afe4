"""What lies on what: words on words, and marks on words, found from the boxes of what was laid on a sheet."""

import numpy as np

from campaigns.charts.layout import ACCENT

_SLACK = np.array([0.5, 0.8, -0.5, -0.8])  # points by which the box of words is larger than their ink
_PAD = np.array([-1, -1, 1, 1])  # and by which their white ground is, where they hide what is behind them


def words_on_words(sheet):
    """The first two words that lie on each other, as Ink, or None."""
    texts = [ink for ink in sheet.ink if ink.kind == "text"]
    edges = _edges(texts)
    for n, ink in enumerate(texts):
        hit = _hit(edges[n + 1 :], edges[n])
        if hit.any():
            return ink, texts[n + 1 + int(np.argmax(hit))]
    return None


def marks_on_words(sheet):
    """Pairs (mark, words), as Ink, of every dot, sign, line or surface that crosses the box of words.

    Words may stand on a surface of the colour that they are written for, and hide a grid line or a line of reference,
    but no part of the ground that marks stand on.
    """
    texts = [ink for ink in sheet.ink if ink.kind == "text"]
    edges, grounds = _edges(texts), _edges(texts) - _SLACK + _PAD
    for mark in sheet.ink:
        if mark.kind == "text":
            continue
        for part in mark.parts:
            for n in np.flatnonzero(_hit(grounds if mark.gid == "ground:" else edges, part)):
                if not _meant(mark, part, texts[n], edges[n]):
                    yield mark, texts[n]


def _edges(texts):
    return np.array([ink.box for ink in texts]).reshape(-1, 4) + _SLACK


def _hit(edges, box):
    x0, y0, x1, y1 = box
    return (edges[:, 0] < x1) & (edges[:, 2] > x0) & (edges[:, 1] < y1) & (edges[:, 3] > y0)


def _meant(mark, part, words, edges):
    if mark.kind == "line" and words.over and (mark.gid == "reference:" or not mark.gid and mark.color != ACCENT):
        return True
    holds = part[0] <= edges[0] and part[1] <= edges[1] and part[2] >= edges[2] and part[3] >= edges[3]
    return mark.kind in ("rect", "polygon") and mark.color == words.ground and holds
