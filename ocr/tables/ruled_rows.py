"""The words of ruled tables, cell by cell and row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from ocr.draft import DraftCell, DraftRow, Segment, Token
from ocr.page.layout import Piece, piece
from ocr.tables.grid import Grid

_LEVEL = 0.5  # of the letters' height: what lies less apart is on one line of a cell

RuledRow = tuple[DraftRow, list[Piece]]
"""A row of a table, and one piece for each of its cells that holds words."""


def ruled_rows(segments: Sequence[Segment], grids: Sequence[Grid]) -> tuple[list[RuledRow], list[Segment]]:
    """Return the rows of the page's ruled tables that hold words, and the segments around the tables.

    Args:
        segments: the page's words with boxes; a segment may run over the rules of a table.
        grids: the tables.
    """
    around, filled = parted(segments, grids)
    return [row for n, grid in enumerate(grids) for row in _rows(n, grid, filled[n])], around


def parted(segments: Sequence[Segment], grids: Sequence[Grid]) -> tuple[list[Segment], list[dict[int, list[Segment]]]]:
    """Return the segments around the tables, and for each table those in its cells, by the cells' indexes.

    A segment that runs over rules is cut there.
    """
    around: list[Segment] = []
    filled: list[dict[int, list[Segment]]] = [{} for _ in grids]
    for segment in segments if grids else ():
        for place, tokens in groupby(segment, key=lambda token: _place(token, grids)):
            home = around if place is None else filled[place[0]].setdefault(place[1], [])
            home.append(tuple(tokens))
    return around if grids else list(segments), filled


def _place(token: Token, grids: Sequence[Grid]) -> tuple[int, int] | None:
    if token.box is None:
        return None
    x, y = (token.box.left + token.box.right) / 2, (token.box.top + token.box.bottom) / 2
    for number, grid in enumerate(grids):
        cell = grid.cell_at(x, y)
        if cell is not None:
            return number, cell
    return None


def _rows(number: int, grid: Grid, filled: dict[int, list[Segment]]) -> Iterator[RuledRow]:
    columns = len(grid.us) - 1
    for row, group in groupby(range(len(grid.cells)), key=lambda i: grid.cells[i].row):
        cells, pieces = [], []
        for i in group:
            cell, tokens = grid.cells[i], _in_order(filled.get(i, []))
            cells.append(DraftCell(cell.row, cell.column, cell.rows, cell.columns, len(tokens)))
            if tokens:
                # as of all pieces, heights are told with the slant taken out
                pieces.append(Piece(tokens, cell.box.left, grid.vs[row], cell.box.right, grid.vs[row + 1]))
        if pieces:
            yield DraftRow(number, columns, tuple(cells)), pieces


def _in_order(parts: Sequence[Segment]) -> Segment:
    """The words of a cell line by line."""
    lines: list[list[Piece]] = []
    for part in sorted(map(piece, parts), key=lambda p: p.middle):
        tall = part.bottom - part.top
        if lines and part.middle - median(p.middle for p in lines[-1]) < tall * _LEVEL:
            lines[-1].append(part)
        else:
            lines.append([part])
    return tuple(t for line in lines for p in sorted(line, key=lambda p: p.left) for t in p.tokens)
