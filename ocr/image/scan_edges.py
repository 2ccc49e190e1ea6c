"""Black edges of a scan: where the scanner saw past the sheet, or a copier the open lid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_DPI = 50  # resolution at which edges are looked for
_DARK = 110  # grey level of what is no paper
_THIN, _DEEP = 0.06, 0.12  # inches: how far a dark edge reaches in to count; of the page's side, how far at most
_LONG = 0.1  # of the page's side, over which the edge must run; marks at the margin are shorter
_AROUND = 3  # pixels at the small size: the grey fringe of the edge is wiped too


def dark_edges(image: Image.Image, dpi: int) -> Image.Image | None:
    """Return where the page has dark edges, as a small mask (mode L, 255 there), or None where it has none."""
    small = np.asarray(image.convert("L").reduce(max(1, round(dpi / _DPI))))
    dark = small < _DARK
    mask = np.zeros_like(dark)
    # each side in turn becomes the left one
    for turn in range(4):
        mask |= np.rot90(_from_left(np.rot90(dark, turn)), -turn)
    if not mask.any():
        return None
    return Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(_AROUND))


def wiped(image: Image.Image, mask: Image.Image) -> Image.Image:
    """Return the page (any size) with white where ``mask`` says."""
    white: int | tuple[int, int, int] = 255 if image.mode == "L" else (255, 255, 255)
    page = image.copy()
    page.paste(white, None, mask.resize(image.size, Image.Resampling.NEAREST))
    return page


def _from_left(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the dark runs that begin at the left edge, where they are deep and many enough to be the scan's edge."""
    height, width = dark.shape
    edge = dark.copy()
    edge[:, 0] |= edge[:, 1]  # some scanners leave a line of white outside
    runs = np.logical_and.accumulate(edge, axis=1)
    depth = runs.sum(axis=1)
    most = round(_DEEP * width)
    deep = depth >= _THIN * _DPI
    if (deep & (depth <= most)).sum() < _LONG * height:
        return np.zeros_like(dark)
    runs[:, most:] = False  # in a corner the edge of the next side goes on
    return np.asarray(runs & deep[:, None])
