"""Pages with ruled tables, read in two parts: what stands around the tables, and the cells, each by itself.

Readers lose lone figures between rules, and lose more of them where the rules have been taken out: what was a column
of cells is scattered letters then. Set one below the other, cells are lines of text, which readers are made for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from corpus.document import Box
from ocr.collage import collage
from ocr.draft import Segment
from ocr.grid import Grid, find_grids
from ocr.options import ReadOptions
from ocr.recognise import BLOCK, recognise
from ocr.rules import find_rules, without

_INSET = 0.01  # inches of a cell's edge that are not looked at
_ROOM = 0.02  # inches of paper left around what stands in a cell
_LEAST_INK = 0.0002  # square inches of ink in a cell that holds anything: half a hyphen
_DARK = 60  # grey levels darker than the paper
_TALLEST = 12_000  # pixels of an image of cells; the reader takes 32,767


def grids_of(image: Image.Image, dpi: int) -> tuple[Grid, ...]:
    """Return the ruled tables of a page image, in its pixels."""
    return tuple(find_grids(find_rules(image, dpi), *image.size, dpi))


def without_rules(image: Image.Image, grids: Sequence[Grid]) -> Image.Image:
    """Return the page without the rules of these tables, in grey where there are any."""
    for grid in grids:
        image = without(image, grid.rules)
    return image


def in_table(segment: Segment, grids: Sequence[Grid]) -> bool:
    """Tell whether words stand in a cell of one of these tables."""
    middles = [((t.box.left + t.box.right) / 2, (t.box.top + t.box.bottom) / 2) for t in segment[:1] if t.box]
    return any(grid.cell_at(*middle) is not None for middle in middles for grid in grids)


def read(image: Image.Image, grids: Sequence[Grid], language: str, dpi: int, options: ReadOptions) -> list[Segment]:
    """Return the words of a page image whose ruled tables are known; see ``recognise``, which reads the parts.

    Raises:
        PageError: when Tesseract runs out of time or memory.
        MissingDependencyError: when Tesseract or its language data is not installed.
    """
    if not grids:
        return recognise(image, language, dpi, options)
    bare = without_rules(image, grids)
    parts = list(_inked(bare, grids, dpi))
    pen = ImageDraw.Draw(bare)
    for grid in grids:
        pen.polygon(grid.corners, fill=255)
    segments = recognise(bare, language, dpi, options)
    bare = without_rules(image, grids)
    for some in _chunks(parts):
        put = collage(bare, some)
        found = recognise(put.image, language, dpi, options, layout=BLOCK)
        segments += [words for line in found if (words := tuple(put.on_page([line])))]
    return segments


def _inked(image: Image.Image, grids: Sequence[Grid], dpi: int) -> Iterator[Box]:
    """Yield what is drawn in each cell, with a little paper around it; nothing for empty cells."""
    grey = np.asarray(image)
    drawn = grey < int(np.median(grey[::4, ::4])) - _DARK
    edge, room = max(1, round(_INSET * dpi)), max(2, round(_ROOM * dpi))
    for cell in (cell for grid in grids for cell in grid.cells):
        box = cell.box
        part = drawn[box.top + edge : box.bottom - edge, box.left + edge : box.right - edge]
        if part.size == 0 or part.sum() < _LEAST_INK * dpi * dpi:
            continue
        top, bottom = _span(part.sum(axis=1))
        left, right = _span(part.sum(axis=0))
        x, y = box.left + edge, box.top + edge
        yield Box(max(0, x + left - room), max(0, y + top - room), x + right + room, y + bottom + room)


def _span(filled: NDArray[np.int_]) -> tuple[int, int]:
    """First and last place with more than a speck."""
    places = np.flatnonzero(filled >= min(2, int(filled.max())))
    return int(places[0]), int(places[-1]) + 1


def _chunks(parts: Sequence[Box]) -> Iterator[list[Box]]:
    chunk: list[Box] = []
    tall = 0
    for part in parts:
        chunk.append(part)
        tall += (part.bottom - part.top) * 4 // 3 + 16
        if tall > _TALLEST:
            yield chunk
            chunk, tall = [], 0
    if chunk:
        yield chunk
