"""Page numbers that the recogniser passed over: a digit alone at the head or foot of a page is a stain to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corpus.document import Box

_BAND = 0.1  # of the page's height, at its head and at its foot
_ACROSS = (0.35, 0.92)  # of the page's width: page numbers stand in the middle or at the right
_DARK = 128
_HEIGHTS = (0.35, 1.2)  # of the usual height of a word
_WIDEST = 4.0
_MOST = 6  # a page with more is stained all over


def unread_marks(image: Image.Image, boxes: Sequence[Box], tall: float) -> list[Box]:
    """Return where something as tall as a digit (``tall``: a word's height in pixels) stands unread in the margins."""
    drawn = np.asarray(image.convert("L")) < _DARK
    for box in boxes:
        drawn[box.top : box.bottom, box.left : box.right] = False
    height, width = drawn.shape
    left, right = (round(width * edge) for edge in _ACROSS)
    deep = round(height * _BAND)
    found = [
        mark for top in (0, height - deep) for mark in _marks(drawn[top : top + deep, left:right], tall, left, top)
    ]
    return found[:_MOST]


def _marks(part: NDArray[np.bool_], tall: float, left: int, top: int) -> Iterator[Box]:
    for start, end in _runs(np.asarray(part.any(axis=1))):
        across = np.flatnonzero(part[start:end].any(axis=0))
        wide = int(across[-1] - across[0]) + 1
        if _HEIGHTS[0] * tall <= end - start <= _HEIGHTS[1] * tall and wide <= _WIDEST * tall:
            yield Box(left + int(across[0]), top + start, left + int(across[-1]) + 1, top + end)


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches of True, as start and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
