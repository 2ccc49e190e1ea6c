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
_UNDER = 2
"""Groups below a head, at least."""


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
    """Return the rows below a head of two rows with a cell for each column, None where they cannot be set right.

    The last head stands over all cells of the lower row, and at least one row has a cell for each column. Of fewer
    cells behind the main words one goes over all groups; of several only the first and the last are sure to stand below
    the first and the last group.
    """
    marks = [mark(flat, row) for row in rows[2:]]
    places = [found[0] for found in marks if found]
    if len(places) < _FEWEST or any(mark(flat, row) for row in rows[:2]):
        return None
    upper, lower, at = rows[0], rows[1], max(places)
    width = len(upper) - 1 + len(lower)
    whole = any(len(row) == width and found and found[0] == at for row, found in zip(rows[2:], marks, strict=True))
    said = all(cell.pieces for cell in (*upper, *lower)) and len(lower) >= _UNDER
    if not (said and whole and at < len(upper) - 1) or all(len(row) == width for row in rows[2:]):
        return None
    blanks = [Cell()] * (len(lower) - 1)
    found: list[Row] = [(*upper, *blanks), (*upper[:-1], *lower)]
    for row, own in zip(rows[2:], marks, strict=True):
        lacking = at - own[0] if own else 0
        behind = _spread(row[len(upper) - 1 - lacking :], len(lower)) if own else ()
        full = len(behind) == len(lower) and len(found[-1]) == width
        found.append((*found[-1][:lacking], *row[: len(upper) - 1 - lacking], *behind) if full else row)
    return tuple(found)


def _spread(cells: Row, groups: int) -> Row:
    """The cells below the groups, one for each; none where nobody can tell."""
    if len(cells) == 1:
        return cells * groups
    if 1 < len(cells) < groups:
        return (cells[0], *[Cell()] * (groups - 2), cells[-1])
    return cells
