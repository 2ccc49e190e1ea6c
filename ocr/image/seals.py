"""Round red seals on a page: circles of the size of a seal whose rim is red ink."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corpus.document import Box

_LOOK_DPI = 25  # a millimetre to the pixel
_RADII = range(
    13, 24
)  # millimetres: seals of bodies measure 28 to 36 across, those of the Party and the State up to 45
_RIM = 0.8  # of the rim is red; of a half seal at the page's edge, a register's stamp or coloured letters, less
_WARM = (15, 10)  # by which red is stronger than green and blue, in ink that paper between its strokes thins
_LARGER = 0.01  # that a rim may be less full for each millimetre that it is larger
_LEAST, _MOST = 100, 0.15  # red pixels that a seal has at least; share of them on a page that is coloured all over
_SEALS = 3  # on one page: bodies that issue together

Mask = NDArray[np.bool_]
Shares = NDArray[np.float64]


def seals(image: Image.Image, dpi: int) -> list[Box]:
    """Return where whole red seals lie on a page image drawn at ``dpi``, in its pixels; none on a grey page."""
    if image.mode != "RGB":
        return []
    factor, red = _factor(dpi), red_ink(image, dpi)
    if red.sum() < _LEAST or red.mean() > _MOST:
        return []
    unit = dpi / factor / _LOOK_DPI
    radii = [round(radius * unit) for radius in _RADII]
    return [_box(x, y, radius, factor) for x, y, radius in _circles(_thicker(red), radii)]


def red_ink(image: Image.Image, dpi: int) -> Mask:
    """Return where an RGB image drawn at ``dpi`` has red ink: an array (height, width), a pixel to the millimetre."""
    red, green, blue = (np.asarray(part, dtype=np.int16) for part in image.reduce(_factor(dpi)).split())
    return np.asarray((red - green > _WARM[0]) & (red - blue > _WARM[1]))


def _box(x: int, y: int, radius: int, factor: int) -> Box:
    left, top = (max(0, middle - radius) * factor for middle in (x, y))
    return Box(left, top, (x + radius + 1) * factor, (y + radius + 1) * factor)


def _factor(dpi: int) -> int:
    return max(1, round(dpi / _LOOK_DPI))


def _thicker(mask: Mask) -> Mask:
    """A pixel more on all sides: no seal is quite round."""
    edged = np.pad(mask, 1)
    across = edged[1:-1, :-2] | edged[1:-1, 2:] | mask
    return np.asarray(across | edged[:-2, 1:-1] | edged[2:, 1:-1])


def _circles(red: Mask, radii: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield x, y and radius of the circles whose rims are red, the fullest first, none upon another."""
    shares = np.array([_rims(red, radius) for radius in radii])
    # a seal is red all over, so that smaller circles within it are as full as its rim
    ranks = np.where(shares >= _RIM, shares + _LARGER * np.array(radii)[:, None, None], 0.0)
    ys, xs = np.ogrid[: red.shape[0], : red.shape[1]]
    for _ in range(_SEALS):
        at, y, x = (int(place) for place in np.unravel_index(ranks.argmax(), ranks.shape))
        if not ranks[at, y, x]:
            return
        yield x, y, radii[at]
        ranks[:, np.hypot(xs - x, ys - y) < 2 * radii[at]] = 0.0


def _rims(red: Mask, radius: int) -> Shares:
    """Return for each pixel how much of the circle around it is red, from 0 to 1, by way of Fourier transforms."""
    angles = np.linspace(0, 2 * np.pi, 8 * radius, endpoint=False)
    rim = {(round(radius * np.sin(a)), round(radius * np.cos(a))) for a in angles}
    height, width = red.shape[0] + 2 * radius, red.shape[1] + 2 * radius  # beyond the page there is no ink
    circle = np.zeros((height, width))
    for down, across in rim:
        circle[down, across] = 1 / len(rim)  # places before the first wrap around, as the transform takes them
    spectrum = np.fft.rfft2(red, (height, width)) * np.conj(np.fft.rfft2(circle))
    shares = np.asarray(np.fft.irfft2(spectrum, (height, width))[: red.shape[0], : red.shape[1]])
    whole = np.zeros_like(shares)
    inside = slice(radius, -radius)
    whole[inside, inside] = shares[inside, inside]  # half a seal at the edge is the other half of another page's
    return whole
