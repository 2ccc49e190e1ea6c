"""How far the lines of a page slant, and the page straightened: rows of print are sharpest when they run level."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corpus.document import Box

_DPI = 67  # resolution at which the slant is measured: a line of print is four or five pixels tall
_DARK = 160  # grey level of print when it is drawn that small
_LEAST_INK = 500  # pixels; with less there are no lines to measure by
_WIDEST, _COARSE, _FINE = 5.0, 0.5, 0.1  # degrees: the greatest slant looked for, and the steps of the search
_CLEAR = 5.0  # how much sharper than at most angles the rows must be; pictures and rows that run upwards are not


def level_box(box: Box, slant: float, size: tuple[int, int]) -> Box:
    """Return the box on the slanted page that holds what ``box`` holds on the straightened one.

    Args:
        box: pixels of the straightened page.
        slant: by how many degrees the lines rose.
        size: width and height of the slanted page; the straightened one is larger, about the same middle.
    """
    width, height = size
    sine, cosine = math.sin(math.radians(slant)), math.cos(math.radians(slant))
    across = (width * cosine + height * abs(sine)) / 2
    down = (width * abs(sine) + height * cosine) / 2
    corners = [(x - across, y - down) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    xs = [x * cosine + y * sine + width / 2 for x, y in corners]
    ys = [y * cosine - x * sine + height / 2 for x, y in corners]
    left, top = (min(side - 1, max(0, round(min(at)))) for side, at in ((width, xs), (height, ys)))
    right, bottom = (max(1, min(side, round(max(at)))) for side, at in ((width, xs), (height, ys)))
    return Box(left, top, right, bottom)


def slant(image: Image.Image, dpi: int) -> float:
    """Return by how many degrees the lines of a page rise to the right; 0 where no lines can be made out."""
    small = np.asarray(image.convert("L").reduce(max(1, round(dpi / _DPI))))
    rows, columns = np.nonzero(small < _DARK)
    if len(rows) < _LEAST_INK:
        return 0.0
    columns = columns - small.shape[1] / 2
    coarse = np.arange(-_WIDEST, _WIDEST + _COARSE, _COARSE)
    scores = np.array([_sharpness(rows, columns, angle) for angle in coarse])
    best = float(coarse[int(scores.argmax())])
    fine = sorted(np.arange(best - _COARSE, best + _COARSE, _FINE), key=abs)  # of equals, the least
    score, angle = max(((_sharpness(rows, columns, a), -at, a) for at, a in enumerate(fine)), default=(0, 0, 0))[::2]
    return round(float(angle), 1) if score >= _CLEAR * float(np.median(scores)) else 0.0


def straightened(image: Image.Image, angle: float) -> Image.Image:
    """Return a page whose lines rise by ``angle`` degrees with level lines, on white."""
    white = 255 if image.mode == "L" else (255, 255, 255)
    return image.rotate(-angle, Image.Resampling.BICUBIC, expand=True, fillcolor=white)


def _sharpness(rows: NDArray[np.intp], columns: NDArray[np.float64], angle: float) -> float:
    """How much the ink differs from row to row (Postl), with rows that rise by ``angle``."""
    sheared = np.rint(rows + columns * math.tan(math.radians(angle))).astype(np.intp)
    ink = np.bincount(sheared - sheared.min())
    return float((np.diff(ink) ** 2).sum())
