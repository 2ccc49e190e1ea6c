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
from ocr.draft import Segment, Token
from ocr.image.collage import collage
from ocr.options import ReadOptions
from ocr.recognition.recognise import BLOCK, recognise
from ocr.tables.grid import Grid, find_grids
from ocr.tables.rules import find_rules, without

_INSET = 0.01  # inches of a cell's edge that are not looked at
_ROOM = 0.02  # inches of paper left around what stands in a cell
_LEAST_INK = 0.0002  # square inches of ink in a cell that holds anything: half a hyphen
_APART = 0.03  # inches between a speck and the text, at least
_DASH = 0.9  # confidence of a dash told by its shape
_DASH_HIGH, _DASH_WIDE = 0.03, (0.025, 0.15)  # inches
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
    cells = list(_inked(bare, grids, dpi))
    segments: list[Segment] = [(Token("-", box, _DASH),) for box in cells if _is_dash(box, dpi)]
    for some in _chunks([box for box in cells if not _is_dash(box, dpi)]):
        put = collage(bare, some)
        found = recognise(put.image, language, dpi, options, layout=BLOCK)
        segments += [words for line in found if (words := tuple(put.on_page([line])))]
    pen = ImageDraw.Draw(bare)
    for grid in grids:
        pen.polygon(grid.corners, fill=255)
    return recognise(bare, language, dpi, options) + segments


def _is_dash(cell: Box, dpi: int) -> bool:
    """Tell a dash, alone in its cell, from all that readers take for text."""
    wide, high = cell.right - cell.left - 2 * _room(dpi), cell.bottom - cell.top - 2 * _room(dpi)
    return high <= _DASH_HIGH * dpi and _DASH_WIDE[0] * dpi <= wide <= _DASH_WIDE[1] * dpi


def _room(dpi: int) -> int:
    return max(2, round(_ROOM * dpi))


def _inked(image: Image.Image, grids: Sequence[Grid], dpi: int) -> Iterator[Box]:
    """Yield what is drawn in each cell, with a little paper around it; nothing for empty cells."""
    grey = np.asarray(image)
    drawn = grey < int(np.median(grey[::4, ::4])) - _DARK
    edge, room = max(1, round(_INSET * dpi)), _room(dpi)
    for box in (cell.box for grid in grids for cell in grid.cells):
        part = drawn[box.top + edge : box.bottom - edge, box.left + edge : box.right - edge]
        if part.size == 0 or part.sum() < _LEAST_INK * dpi * dpi:
            continue
        left, right = _span(part.sum(axis=0), dpi)
        top, bottom = _span(part[:, left:right].sum(axis=1), dpi)
        x, y = box.left + edge, box.top + edge
        yield Box(max(0, x + left - room), max(0, y + top - room), x + right + room, y + bottom + room)


def _span(filled: NDArray[np.int_], dpi: int) -> tuple[int, int]:
    """First and last place of what is drawn, without the specks that lie apart from it."""
    places = np.flatnonzero(filled)
    groups = np.split(places, np.flatnonzero(np.diff(places) > _APART * dpi) + 1)
    heavy = [g for g in groups if filled[g].sum() >= _LEAST_INK * 2 * dpi * dpi] or groups
    return int(heavy[0][0]), int(heavy[-1][-1]) + 1


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
