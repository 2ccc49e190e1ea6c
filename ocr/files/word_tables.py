"""Word files: where the cells of a table stand, and over how many rows and columns each goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from ocr.draft import DraftCell, DraftRow


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell of a row: its 0-based column, over how many columns it goes, and whether it goes on from the row above."""

    column: int
    columns: int
    continued: bool


def word_cells(table: Any) -> list[list[WordCell]]:
    """Return the cells of each row of a table (its XML element ``w:tbl``)."""
    return [_cells(row) for row in table.iter(qn("w:tr"))]


def _cells(row: Any) -> list[WordCell]:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    column = 0 if before is None else _value(before)
    cells = []
    for cell in row.iter(qn("w:tc")):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        columns = 1 if span is None else max(1, _value(span))
        continued = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        cells.append(WordCell(column, columns, continued))
        column += columns
    return cells


def _value(element: Any) -> int:
    value = str(element.get(qn("w:val"), "0"))
    return int(value) if value.isdigit() else 0


def draft_rows(number: int, rows: Sequence[Sequence[WordCell]], lengths: Sequence[Sequence[int]]) -> list[DraftRow]:
    """Return what is kept of each row of the table ``number``; ``lengths`` are the numbers of words of its cells."""
    width = max((c.column + c.columns for row in rows for c in row), default=0)
    return [
        DraftRow(
            number,
            width,
            tuple(
                DraftCell(at, c.column, _height(rows, at, c), c.columns, length)
                for c, length in zip(row, words, strict=True)
                if not c.continued
            ),
        )
        for at, (row, words) in enumerate(zip(rows, lengths, strict=True))
    ]


def _height(rows: Sequence[Sequence[WordCell]], at: int, cell: WordCell) -> int:
    """In how many rows the cell goes on, its own included."""
    below = at + 1
    while below < len(rows) and any(c.continued and c.column == cell.column for c in rows[below]):
        below += 1
    return below - at
