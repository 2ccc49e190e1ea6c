"""Coloured ink on a page: stamps and signatures that lie over the print, and what is written by hand with a pen."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from corpus.document import Box
from ocr.draft import Segment, Token
from ocr.recognition.numbers import is_number

_CHROMA = 45  # difference between the strongest and the weakest of red, green and blue: paper and print have less
_DARK = 150  # grey level of what is drawn at all
_HALF = 2  # colour is looked for at half the size, where the fringes of black print are gone
_BY_HAND = 0.15  # share of a number's ink that is coloured when part of it was written or stamped, and not printed
_DOUBT = 0.3  # of the confidence of a number written by hand


@dataclass(frozen=True, slots=True)
class Ink:
    """Where a page is drawn upon, and where with coloured ink: arrays (height, width) of booleans at half its size."""

    drawn: NDArray[np.bool_]
    coloured: NDArray[np.bool_]

    def coloured_share(self, box: Box) -> float:
        """Return the share of the ink within ``box`` (pixels of the page) that is coloured; 0 where there is none."""
        part = _part(box)
        drawn = self.drawn[part] | self.coloured[part]
        return float(self.coloured[part].sum() / max(1, drawn.sum()))

    @property
    def height(self) -> int:
        """Return the page's height in pixels, give or take one."""
        return int(self.drawn.shape[0]) * _HALF

    def drawn_in(self, box: Box) -> NDArray[np.bool_]:
        """Return what is drawn within ``box`` (pixels of the page), at half its size."""
        return self.drawn[_part(box)]


def _part(box: Box) -> tuple[slice, slice]:
    return slice(box.top // _HALF, box.bottom // _HALF + 1), slice(box.left // _HALF, box.right // _HALF + 1)


def ink_of(image: Image.Image) -> Ink:
    """Return the ink of a page image in RGB or grey."""
    small = image.reduce(_HALF)
    grey = np.asarray(small.convert("L"))
    if small.mode != "RGB":
        return Ink(grey < _DARK, np.zeros_like(grey, dtype=bool))
    weakest, strongest = np.asarray(_weakest(small)), np.asarray(_strongest(small))
    return Ink(grey < _DARK, strongest.astype(np.int16) - weakest > _CHROMA)


def without_colour(image: Image.Image) -> Image.Image:
    """Return the page in grey, coloured ink as light as its strongest colour: print beneath a stamp can be read."""
    return _strongest(image) if image.mode == "RGB" else image.convert("L")


def doubted_where_written(segments: Sequence[Segment], ink: Ink, written: Container[Box] = ()) -> list[Segment]:
    """Return the segments with little confidence in numbers that a pen or a stamp has set: readers know print.

    ``written``: boxes of words that a pen has set in black.
    """
    return [tuple(_doubted(token, ink, written) for token in segment) for segment in segments]


def _doubted(token: Token, ink: Ink, written: Container[Box]) -> Token:
    if token.box is None or not (token.box in written or is_number(token.text)):
        return token
    by_hand = token.box in written or ink.coloured_share(token.box) >= _BY_HAND
    return replace(token, confidence=(token.confidence or 0.0) * _DOUBT) if by_hand else token


def _strongest(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _weakest(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)
