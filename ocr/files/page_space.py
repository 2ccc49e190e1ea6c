"""From places in a PDF page's own space to those of an image that shows it, turned and cropped as it may be."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_FINER = 16

Rectangle = tuple[float, float, float, float]


def to_pixels(page: pdfium.PdfPage, width: int, height: int) -> Callable[[float, float, float, float], Rectangle]:
    """Return what turns a rectangle of a page into pixels of an image of ``width`` by ``height`` that shows the page.

    It takes left, bottom, right and top in the page's points, and gives left, top, right and bottom in fractions of
    pixels, also where they lie beyond the image.
    """
    x, y = ctypes.c_int(), ctypes.c_int()

    def point(across: float, up: float) -> tuple[float, float]:
        # pdfium answers in whole pixels: it is asked for a finer grid
        pdfium_c.FPDF_PageToDevice(page, 0, 0, width * _FINER, height * _FINER, 0, across, up, x, y)
        return x.value / _FINER, y.value / _FINER

    def box(left: float, bottom: float, right: float, top: float) -> Rectangle:
        first, second = point(left, top), point(right, bottom)
        (low, high), (upper, lower) = sorted((first[0], second[0])), sorted((first[1], second[1]))
        return low, upper, high, lower

    return box
