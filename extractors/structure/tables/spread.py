"""Cells over several rows or columns that a converter has printed once: each row gets a cell for each column again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.structure.tables.cells import Cell, Row

_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[\d.,]*\d[\d.,]*\s*%?$")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-Za-z])[.)]?")
_PART = re.compile(r"[-–+•]\s*[^\W\d_]")


def spread(flat: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a table with a cell for each column where one over several rows or columns is printed once.

    As in "STT | Chỉ tiêu | Tổng | Phân theo xã | | " over "Xã A | Xã B | Xã C": the lower row has as many cells as the
    upper one spreads over columns, and the cells before them, which go over both rows, are not printed again. Where the
    blanks are left out too ("STT | Nội dung | Mức chi" over "Xã A | Xã B"), the last head stands over the lower row if
    that makes as many columns as the rows below have. A row that begins with its words has the number of the one above.
    """
    found = list(rows)
    for at in range(len(rows) - 1):
        upper, lower = rows[at : at + 2]
        whole = _whole_head(upper, lower, _width(flat, rows[at + 2 :])) if _says_words(flat, lower) else None
        if whole and not _FIGURE.search(upper[0].words(flat)):
            found[at : at + 2] = whole
    wide = _width(flat, found)
    for at in range(1, len(found)):
        if len(found[at]) == wide - 1 == len(found[at - 1]) - 1 and _goes_on(flat, found[at - 1], found[at]):
            found[at] = (found[at - 1][0], *found[at])
    return tuple(found)


def _whole_head(upper: Row, lower: Row, width: int) -> tuple[Row, Row] | None:
    """The two rows of a head with all their cells, None where the lower one is no part of a head."""
    wide = _spread_over(upper)
    if len(lower) == len(wide) < len(upper):
        own = dict(zip(wide, lower, strict=True))
        return upper, tuple(own.get(i, cell) for i, cell in enumerate(upper))
    if not wide and len(upper) - 1 + len(lower) == width and len(lower) > 1:
        return (*upper, *[Cell()] * (len(lower) - 1)), (*upper[:-1], *lower)
    return None


def _width(flat: str, rows: Sequence[Row]) -> int:
    """How many cells most rows have that begin with a number, 0 where none does."""
    numbered = [len(row) for row in rows if _NUMBER.fullmatch(row[0].words(flat))]
    return Counter(numbered).most_common(1)[0][0] if numbered else 0


def _goes_on(flat: str, above: Row, here: Row) -> bool:
    """Whether a row lacks only its number: it begins with words, as the one above does behind its number."""
    numbered = _NUMBER.fullmatch(above[0].words(flat))
    return bool(numbered and _PART.match(here[0].words(flat)))


def _spread_over(upper: Row) -> list[int]:
    """The columns that heads of several columns stand over: a cell and the empty ones behind it."""
    held: list[int] = []
    for i, cell in enumerate(upper):
        behind = i + 1 < len(upper) and not upper[i + 1].pieces
        if (cell.pieces and behind) or (not cell.pieces and i):
            held.append(i)
    return held


def _says_words(flat: str, lower: Sequence[Cell]) -> bool:
    said = [cell.words(flat) for cell in lower]
    return len(said) > 1 and all(said) and not any(_FIGURE.fullmatch(text) for text in said)
