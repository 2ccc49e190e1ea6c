"""Rows that lack cells, set right by the number with which their main words begin: "1.2. Có phòng đọc | Đạt".

In sets of criteria the first cells of a row ("1 | Bạn đọc") go over several rows and are printed once, the last ones go
over several groups and are printed once too. The numbered cell tells the column that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.structure.tables.cells import Cell, Row

_MARK = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+[^\W\d_]")
_FEWEST = 2


def mark(flat: str, row: Row) -> tuple[int, tuple[int, ...]] | None:
    """Return which cell begins with a number of two levels and words, and that number; None where none does."""
    for i, cell in enumerate(row):
        if found := _MARK.match(cell.words(flat)):
            return i, tuple(int(part) for part in found[1].split("."))
    return None


def goes_on(flat: str, table: Sequence[Row], first: Row) -> bool:
    """Tell whether a row's number is the next in the table: 1.2 or 2.1 after 1.1, 1.1.1 too."""
    new = mark(flat, first)
    old = next((found for row in reversed(table) if (found := mark(flat, row))), None)
    if new is None or old is None:
        return False
    before, after = old[1], new[1]
    same = [(*before[:k], before[k] + 1) for k in range(1, len(before))]
    return after in {*same, (before[0] + 1, 1), (*before, 1)}


def anchored(flat: str, rows: Sequence[Row]) -> tuple[Row, ...] | None:
    """Return the rows below a head of one or two rows with a cell for each column, None where they cannot be set right.

    The last head stands over all cells of the lower row, and at least one row has a cell for each column. Of fewer
    cells behind the main words one goes over all groups; of several only the first and the last are sure to stand below
    the first and the last group.
    """
    marks = [mark(flat, row) for row in rows]
    places = [found[0] for found in marks if found]
    if len(places) < _FEWEST or marks[0] or not all(cell.pieces for row in rows[:2] for cell in row):
        return None
    upper, lower = rows[0], rows[1] if marks[1] is None else ()
    single, at = len(upper) - bool(lower), max(places)
    width, first = single + len(lower), 1 + bool(lower)
    whole = any(len(row) == width and own and own[0] == at for row, own in zip(rows, marks, strict=True))
    if len(lower) == 1 or not whole or at >= single or all(len(row) == width for row in rows[first:]):
        return None
    blanks = [Cell()] * (len(lower) - 1)
    found: list[Row] = [(*upper, *blanks), (*upper[:-1], *lower)][:first]
    for row, own in zip(rows[first:], marks[first:], strict=True):
        lacking = at - own[0] if own else 0
        behind = _spread(row[single - lacking :], len(lower))
        full = own and len(found[-1]) == width and lacking + len(row[: single - lacking]) + len(behind) == width
        found.append((*found[-1][:lacking], *row[: single - lacking], *behind) if full else row)
    return tuple(found)


def _spread(cells: Row, groups: int) -> Row:
    """The cells below the groups, one for each; none where nobody can tell."""
    if len(cells) == 1:
        return cells * groups
    if 1 < len(cells) < groups:
        return (cells[0], *[Cell()] * (groups - 2), cells[-1])
    return cells
