"""The images on a PDF page: how much of it they cover together, and which of them show what no text layer says.

Scanners and printers cut a page into strips or tiles, so that the largest image says little: what lies side by side is
one picture, and the union of all counts.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from corpus.document import Box
from ocr.files.page_space import Rectangle, to_pixels

_CELLS = 280  # along the page's longer side: 3 points each on A4
_REACH = 1  # cell by which images may lie apart and be one picture: strips, tiles, lines of a cut-up text
_NOTABLE = 0.01  # of the page: a line of print across it is 1.2 %, a QR code or an emblem less
_NARROW = 8  # points: a picture that is narrower is a rule, and no line of print
_DEEP = 4  # forms within forms
_WHITE = frozenset(map(ord, " \t\r\n\f\v\u00a0\0"))
_TOLD = 0.15  # of a picture lies under letters of the layer or between their lines: the layer says what it shows

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the images of a page cover: ``share`` of it (0 to 1), all together.

    ``unread``: where the pictures lie that have (almost) no letters of the text layer on them, in points of the page as
    it is shown, from its top left.
    """

    share: float = 0.0
    unread: tuple[Box, ...] = ()


def find_pictures(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Pictures:
    """Return what the images of a page cover, and where its text (``textpage``) does not say what they show."""
    width, height = page.get_size()
    cell = max(width, height, 1.0) / _CELLS
    across, down = max(1, round(width / cell)), max(1, round(height / cell))
    drawn = union(_images(page, across, down), across, down)
    share = float(drawn.mean())
    if share < _NOTABLE:
        return Pictures(share)
    told = union(_letters_on(drawn, page, textpage), across, down)
    boxes = [_box(p, width / across, height / down) for p in parts(drawn) if told[p].mean() < _TOLD]
    return Pictures(share, tuple(b for b in boxes if min(b.right - b.left, b.bottom - b.top) >= _NARROW))


def union(boxes: Iterable[Rectangle], across: int, down: int) -> Mask:
    """Return which of ``across`` by ``down`` cells these boxes (left, top, right, bottom in cells) cover together.

    Edges go to the nearest border of cells, so that tiles cover what the whole would.
    """
    mask = np.zeros((down, across), dtype=np.bool_)
    for left, top, right, bottom in boxes:
        mask[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))] = True
    return mask


def parts(mask: Mask) -> Iterator[Mask]:
    """Yield the notable parts of a mask that lie apart from each other, from top to bottom."""
    near = np.asarray(Image.fromarray(mask).convert("L").filter(ImageFilter.MaxFilter(2 * _REACH + 1))) > 0
    labels = np.where(mask, _labels(near), 0)
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    for label in np.flatnonzero(sizes >= _NOTABLE * mask.size):
        yield labels == label


def _labels(mask: Mask) -> NDArray[np.int_]:
    """Return a number from 1 for each connected part of a mask, 0 elsewhere."""
    labels = np.zeros(mask.shape, dtype=np.int_)
    home = [0]

    def root(label: int) -> int:
        while home[label] != label:
            label = home[label]
        return label

    for row, filled in enumerate(mask):
        above = labels[row - 1] if row else labels[0]
        for first, last in _runs(filled):
            touched = {root(int(n)) for n in np.unique(above[max(0, first - 1) : last + 1]) if n}
            if not touched:
                home.append(len(home))
            label = min(touched, default=len(home) - 1)
            for other in touched:
                home[other] = label
            labels[row, first:last] = label
    return np.array([root(label) for label in range(len(home))])[labels]


def _runs(filled: Mask) -> list[tuple[int, int]]:
    """Stretches of True, as start and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _box(part: Mask, wide: float, tall: float) -> Box:
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    left, right = float(columns[0]) * wide, float(columns[-1] + 1) * wide
    return Box(round(left), round(float(rows[0]) * tall), round(right), round(float(rows[-1] + 1) * tall))


def _images(page: pdfium.PdfPage, across: int, down: int) -> Iterator[Rectangle]:
    """Yield what shows of each image: bounds and clips are in the space of the form that an object stands in."""
    place = to_pixels(page, across, down)
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEP):
        box, form = _clipped(item.get_bounds(), item), item.container
        while form is not None:
            box, form = _clipped(_through(form.get_matrix(), box), form), form.container
        if box[0] < box[2] and box[1] < box[3]:
            yield place(*box)


def _through(matrix: pdfium.PdfMatrix, box: Rectangle) -> Rectangle:
    corners = [matrix.on_point(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return _around(corners)


def _clipped(box: Rectangle, item: pdfium.PdfObject) -> Rectangle:
    """Return what the paths that clip an object leave of a box; right is left of left where that is nothing."""
    clip = pdfium_c.FPDFPageObj_GetClipPath(item)
    for path in range(max(0, pdfium_c.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = pdfium_c.FPDFClipPath_CountPathSegments(clip, path)
        points = [_point(pdfium_c.FPDFClipPath_GetPathSegment(clip, path, at)) for at in range(max(0, count))]
        if points:
            left, bottom, right, top = _around(points)
            box = (max(box[0], left), max(box[1], bottom), min(box[2], right), min(box[3], top))
    return box


def _point(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _around(points: Sequence[tuple[float, float]]) -> Rectangle:
    """Left, bottom, right and top of points in a space whose y grows upwards."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _letters_on(drawn: Mask, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Iterator[Rectangle]:
    """Yield the layer's letters that stand on images, with as much room as they are tall: the space between lines."""
    down, across = drawn.shape
    rectangle = pdfium_c.FS_RECTF()
    place = to_pixels(page, across, down)
    for index in range(textpage.count_chars()):
        known = pdfium_c.FPDFText_GetLooseCharBox(textpage, index, rectangle)
        if not known or pdfium_c.FPDFText_GetUnicode(textpage, index) in _WHITE:
            continue
        left, top, right, bottom = place(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        column, row = int((left + right) / 2), int((top + bottom) / 2)
        if 0 <= column < across and 0 <= row < down and drawn[row, column]:
            room = max(right - left, bottom - top)
            yield left - room, top - room, right + room, bottom + room
