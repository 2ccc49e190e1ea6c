"""Cells over several rows or columns that a converter has printed once: each row gets a cell for each column again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from extractors.structure.tables.anchored import anchored
from extractors.structure.tables.cells import Cell, Row
from extractors.structure.tables.heads import duty_kind, other_kind

_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)(?:[<>≥≤=]+\s*)?[\d.,]*\d[\d.,]*\s*%?")
_SHORT = 3
"""Words of a cell that may be one of several below a head."""
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-Za-z])[.)]?")
_PART = re.compile(r"[-–+•]\s*[^\W\d_]")


def spread(flat: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a table with a cell for each column where one over several rows or columns is printed once.

    As in "STT | Chỉ tiêu | Tổng | Phân theo xã | | " over "Xã A | Xã B | Xã C": the lower row has as many cells as the
    upper one spreads over columns, and the cells before them, which go over both rows, are not printed again. Where the
    blanks are left out too ("STT | Nội dung | Mức chi" over "Xã A | Xã B"), the last heads stand over the lower row,
    each over as many cells, if the rows below have room for them. A row that begins with its words has the first cells
    of the one above, and one that ends in a single cell has it below all of the last head.
    """
    if whole := anchored(flat, rows):
        return whole
    found = list(rows)
    for at in range(len(rows) - 1):
        head = _whole_head(flat, rows[at], rows[at + 1], rows[at + 2 :])
        if head:
            found[at : at + 2] = head
            single = len(head[0]) == len(rows[at]) - 1 + len(rows[at + 1])
            for i in range(at + 2, len(found) if single else 0):
                found[i] = _aligned(flat, found[i], found[i - 1], len(head[0]), len(rows[at + 1]))
            break
    wide = _width(flat, found)
    for at in range(1, len(found)):
        if len(found[at]) == wide - 1 == len(found[at - 1]) - 1 and _is_part(flat, found[at - 1], found[at]):
            found[at] = (found[at - 1][0], *found[at])
    return tuple(found)


def _whole_head(flat: str, upper: Row, lower: Row, below: Sequence[Row]) -> tuple[Row, Row] | None:
    """The two rows of a head with all their cells, None where the lower one is no part of a head."""
    wide = _spread_over(upper)
    if not _says_words(flat, lower) or _FIGURE.fullmatch(upper[0].words(flat)):
        return None
    if len(lower) == len(wide) < len(upper):
        own = dict(zip(wide, lower, strict=True))
        return upper, tuple(own.get(i, cell) for i, cell in enumerate(upper))
    over, behind = len(upper) + len(lower) - _width(flat, below), _asides(flat, upper)
    if not _parts(over, lower):  # rows that lack cells do not tell the width; figures at their end do
        over, behind = int(sum(_ends_in(flat, row, len(lower)) for row in below) > 1), 0
    first, stop = len(upper) - behind - over, len(upper) - behind
    if wide or first < 1 or not _parts(over, lower):
        return None
    parts = [(cell, *[Cell()] * (len(lower) // over - 1)) for cell in upper[first:stop]]
    return (*upper[:first], *chain(*parts), *upper[stop:]), (*upper[:first], *lower, *upper[stop:])


def _parts(over: int, lower: Row) -> bool:
    """Whether so many heads may stand over a lower row, each over as many of its cells."""
    return over > 0 and len(lower) % over == 0 and len(lower) // over > 1


def _asides(flat: str, upper: Row) -> int:
    """How many heads at the end hold no figures: notes, who leads, by when."""
    kinds = [other_kind(cell.words(flat)) or duty_kind(cell.words(flat)) for cell in upper]
    return next((i for i, kind in enumerate(reversed(kinds)) if kind in {None, "task"}), 0)


def _ends_in(flat: str, row: Row, count: int) -> bool:
    """Whether a row without a number ends in so many figures behind words."""
    bare = len(row) > count and not _NUMBER.fullmatch(row[0].words(flat))
    return bare and all(_FIGURE.fullmatch(cell.words(flat)) for cell in row[-count:])


def _aligned(flat: str, row: Row, above: Row, width: int, count: int) -> Row:
    """A row below such a head with a cell for each column, as it is where nobody can tell which are left out."""
    short = all(len(cell.words(flat).split()) <= _SHORT for cell in row[-count:])
    tail = row[-count:] if len(row) > count and short else row[-1:] * count
    labels = row[: len(row) - (count if len(row) > count and short else 1)]
    missing = width - count - len(labels)
    numbered = labels and _NUMBER.fullmatch(labels[0].words(flat))
    if len(row) == width or not labels or missing < 0 or (missing and (numbered or len(above) != width)):
        return row
    return (*above[:missing], *labels, *tail)


def _width(flat: str, rows: Sequence[Row]) -> int:
    """How many cells most rows have that begin with a number, 0 where none does."""
    numbered = [len(row) for row in rows if _NUMBER.fullmatch(row[0].words(flat))]
    return Counter(numbered).most_common(1)[0][0] if numbered else 0


def _is_part(flat: str, above: Row, here: Row) -> bool:
    """Whether a row lacks only its number: it begins with a dash, the one above with its number."""
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
