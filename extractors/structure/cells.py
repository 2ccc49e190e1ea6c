"""Rows of tables: the cells of ruled tables and of lines that bars part, with their places in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import Table
    from extractors.analysis import Analysis
    from extractors.structure.layout import Printed

Span = tuple[int, int]
_FEWEST = 3
_RULE = re.compile(r"[\s|:–-]+")


def table_rows(analysis: Analysis) -> Iterator[tuple[Span, ...] | None]:
    """Yield the cells of each row in text order, and None wherever other lines stand between rows.

    A row has three cells at least; rules between rows ("| --- | --- |") are left out. In a ruled table every row has a
    cell for each column: one that spans several columns or rows stands in all of them. A table that goes on over a
    page's end is one.
    """
    ruled = {
        (page.number, number): table
        for page in analysis.document.pages
        for table in page.tables
        for number in range(table.first_line, table.last_line + 1)
    }
    read: Table | None = None
    for line in (line for part in analysis.parts for line in part.lines):
        page, printed = analysis.document.lines[line.index]
        table = ruled.get((page.number, printed.number))
        if table is not None and table is not read:
            yield from (row if len(row) >= _FEWEST else None for row in _ruled(analysis, table))
        read = table
        if table is None and not _RULE.fullmatch(line.text):
            cells = _cells(analysis, line)
            yield cells if len(cells) >= _FEWEST else None


def _ruled(analysis: Analysis, table: Table) -> Iterator[tuple[Span, ...]]:
    """The rows of a ruled table; rows without text are left out."""
    places: dict[tuple[int, int], Span] = {}
    for cell in table.cells:
        span = analysis.document.offsets.to_text(cell.start, cell.end)
        for row in range(cell.row, cell.row + cell.rows):
            places |= {(row, column): span for column in range(cell.column, cell.column + cell.columns)}
    for row in sorted({row for row, _ in places}):
        cells = tuple(_trimmed(analysis, places.get((row, column), (0, 0))) for column in range(table.columns))
        if any(start < end for start, end in cells):
            yield cells


def _trimmed(analysis: Analysis, span: Span) -> Span:
    text = analysis.flat[slice(*span)]
    start = span[0] + len(text) - len(text.lstrip())
    return start, max(start, span[0] + len(text.rstrip()))


def _cells(analysis: Analysis, line: Printed) -> tuple[Span, ...]:
    """The spans of a line's cells, trimmed; a bar at either end of the line begins or ends a cell, it is none."""
    at, stop = analysis.document.line_span(line.index)
    text = analysis.document.text[at:stop]
    cells = []
    for piece in text.split("|"):
        lead = len(piece) - len(piece.lstrip())
        cells.append((at + lead, at + lead + len(piece.strip())))
        at += len(piece) + 1
    cells = cells[1:] if text.lstrip().startswith("|") else cells
    return tuple(cells[:-1] if text.rstrip().endswith("|") and len(cells) > 1 else cells)


def below(analysis: Analysis, upper: Sequence[Span], cells: Sequence[Span]) -> list[tuple[str, str]]:
    """Return what two head rows say of each column: "Kế hoạch" over "2026" and, beside an empty cell, over "2030".

    A cell over both rows says it once.
    """
    found, held = [], ""
    for one, other in zip(upper, cells, strict=True):
        above = squeeze(analysis.flat[slice(*one)])
        own = squeeze(analysis.flat[slice(*other)]) if one != other else ""
        held = above or held
        found.append((held if own else above, own))
    return found
