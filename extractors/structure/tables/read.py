"""The tables of a document: ruled ones, lines that bars or tabs part, and columns told by white space alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from corpus.document import LineKind
from extractors.structure.tables.anchored import mark
from extractors.structure.tables.cells import Cell, Row, Span, parted, trimmed
from extractors.structure.tables.continued import Run, whole_tables
from extractors.structure.tables.loose import Loose, LooseTable, Piece, loose_tables
from extractors.structure.tables.spread import spread
from extractors.structure.tables.stacked import stacked_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import Line, Table
    from extractors.analysis import Analysis
    from extractors.structure.layout import Printed

_FEWEST = 3
_RULE = re.compile(r"[\s|:–-]+")
_RUN = re.compile(r"\S+(?: \S+)*")
_WIDE_GAP = 0.8
"""Of a line's height: a wider gap between words parts cells."""
_NEAR = 12
"""Printed lines before and behind a line among which the closest tell how far apart lines of one cell stand."""
_APART = 1.25
"""Of the distance of lines in a cell: from which on another row begins."""
_LEVEL = 0.7
"""Of a line's height: what stands less lower is set beside it."""
_LETTER = 0.5
"""Of a line's height: the width of a letter."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables row by row, and the spans of those that no rules or bars part, whose lines are no sentences.

    ``rows`` are those of tables whose rows stand beside each other on lines; stacked ones have none here. ``notes`` are
    the lines between the rows of one table, such as a cell over all its columns.
    """

    rows: tuple[tuple[Row, ...], ...]
    loose: tuple[Span, ...]
    stacked: tuple[Span, ...] = ()
    notes: tuple[Span, ...] = ()

    def holds(self, start: int, end: int, *, stacked: bool = True) -> bool:
        """Tell whether a span lies in a table that white space or tabs part.

        Args:
            start: where the span begins.
            end: where it ends.
            stacked: whether those count too whose cells stand one below the other; theirs may hold whole sentences.
        """
        spans = (*self.loose, *self.notes, *(self.stacked if stacked else ()))
        return any(first < end and start < last for first, last in spans)


def tables(analysis: Analysis) -> Tables:
    """Return the document's tables in text order.

    A row has three cells at least; rules between rows ("| --- | --- |") are left out. In a ruled table every row has a
    cell for each column: one that spans several columns or rows stands in all of them. A table that goes on over a
    page's end is one, with its head once and the row whole that the page's end parts.
    """
    lines = _lines(analysis)
    found = _loose(analysis, lines)
    runs = list(_runs(analysis, lines, found))
    spans = (
        *((lines[t.first].start, lines[t.stop - 1].end) for t in found),
        *((line.start, line.end) for line in lines if _is_tabbed(line.text)),
    )
    stacked = tuple(table.span for table in analysis.once(stacked_tables))
    whole = tuple(spread(analysis.flat, rows) for rows in whole_tables(analysis.flat, runs))
    return Tables(whole, spans, stacked, tuple(_notes(analysis.flat, lines, whole)))


def _notes(flat: str, lines: Sequence[Printed], whole: Sequence[Sequence[Row]]) -> Iterator[Span]:
    """The lines between the rows of a table whose numbers go on behind them."""
    for rows in whole:
        if sum(mark(flat, row) is not None for row in rows) > 1:
            pieces = {piece for row in rows for cell in row for piece in cell.pieces}
            first, last = min(start for start, _ in pieces), max(end for _, end in pieces)
            for line in lines:
                inside = first < line.start and line.end < last and line.text.strip() and "|" not in line.text
                if inside and not any(start < line.end and line.start < end for start, end in pieces):
                    yield line.start, line.end


def _lines(analysis: Analysis) -> list[Printed]:
    """The printed lines of all parts, each once."""
    lines = [line for part in analysis.parts for line in part.lines]
    return [next(group) for _, group in groupby(lines, key=lambda line: line.index)]


def _runs(analysis: Analysis, lines: Sequence[Printed], found: Sequence[LooseTable]) -> Iterator[Run]:
    """The rows that stand together; other lines, and pages, part them."""
    apart, rows, page = 0, list[Row](), 0
    for line, here in zip(lines, _rows_of_lines(analysis, lines, found), strict=True):
        if rows and (here is None or line.page != page):
            yield Run(tuple(rows), apart, page)
            rows, apart = [], 0
        apart += here is None
        rows += here or []
        page = line.page
    if rows:
        yield Run(tuple(rows), apart, page)


def _rows_of_lines(
    analysis: Analysis, lines: Sequence[Printed], found: Sequence[LooseTable]
) -> Iterator[list[Row] | None]:
    """What begins on each line: the rows of a table, none where one goes on or is ruled off, None on other lines."""
    loose = {table.first: table for table in found}
    covered = {i for table in found for i in range(table.first, table.stop)}
    ruled = _ruled(analysis)
    read: Table | None = None
    above: list[Row] | None = None
    for i, line in enumerate(lines):
        page, printed = analysis.document.lines[line.index]
        table = ruled.get((page.number, printed.number))
        if i in covered:
            yield list(loose[i].rows) if i in loose else []
        elif table is not None:
            yield [row for row in _rows(analysis, table) if len(row) >= _FEWEST] if table is not read else []
        elif _RULE.fullmatch(line.text):
            yield []
        else:
            cells = _barred(analysis, line)
            fewest = _FEWEST if above is None else 2
            above = [cells] if len(cells) >= fewest else None
            yield above
        read = table


def _ruled(analysis: Analysis) -> dict[tuple[int, int], Table]:
    """The ruled tables by page and line."""
    return {
        (page.number, number): table
        for page in analysis.document.pages
        for table in page.tables
        for number in range(table.first_line, table.last_line + 1)
    }


def _rows(analysis: Analysis, table: Table) -> Iterator[Row]:
    """The rows of a ruled table; rows without text are left out."""
    places: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        here = trimmed(analysis.flat, *analysis.document.offsets.to_text(cell.start, cell.end))
        for row in range(cell.row, cell.row + cell.rows):
            places |= {(row, column): here for column in range(cell.column, cell.column + cell.columns)}
    for row in sorted({row for row, _ in places}):
        cells = tuple(places.get((row, column), Cell()) for column in range(table.columns))
        if any(cell.pieces for cell in cells):
            yield cells


def _barred(analysis: Analysis, line: Printed) -> Row:
    """The cells of a line that bars part, or tabs as in sheets."""
    start, end = analysis.document.line_span(line.index)
    text = analysis.document.text[start:end]
    return parted(analysis.document.text, start, end, "\t" if _is_tabbed(text) else "|")


def _is_tabbed(text: str) -> bool:
    return text.count("\t") > 1 and "|" not in text


def _loose(analysis: Analysis, lines: Sequence[Printed]) -> list[LooseTable]:
    """The tables that only white space shows, among lines that no rules frame; places count in ``lines``."""
    ruled, found = _ruled(analysis), list[LooseTable]()
    for free, group in groupby(enumerate(lines), key=lambda one: _free(analysis, one[1], ruled)):
        members = list(group)
        if free:
            first, own = members[0][0], [line for _, line in members]
            shown = [replace(_pieces(analysis, line), gap=gap) for line, gap in zip(own, _gaps(own), strict=True)]
            for t in loose_tables(analysis.flat, shown):
                found.append(LooseTable(t.first + first, t.stop + first, t.rows))
    return found


def _gaps(lines: Sequence[Printed]) -> list[bool]:
    """Whether white space parts each line from the one above: more than parts the closest lines around it."""
    steps = [0.0, *(_step(above, line) for above, line in pairwise(lines))]
    gaps = []
    for at, (line, step) in enumerate(zip(lines, steps, strict=True)):
        near = [s for s in steps[max(0, at - _NEAR) : at + _NEAR] if s > 0]
        gaps.append(line.gap or (step > 0 and step > _APART * min(near)))
    return gaps


def _step(above: Printed, line: Printed) -> float:
    """How much lower a line stands than the one above, 0 where that is unknown, or the two are level."""
    if above.box is None or line.box is None or above.page != line.page:
        return 0
    step = line.box.top - above.box.top
    return step if step > _LEVEL * (line.box.bottom - line.box.top) else 0


def _free(analysis: Analysis, line: Printed, ruled: dict[tuple[int, int], Table]) -> bool:
    """Whether neither rules nor printed bars nor tabs part the line's cells."""
    page, printed = analysis.document.lines[line.index]
    barred = "|" in line.text or "\t" in line.text.strip()
    return (page.number, printed.number) not in ruled and (not barred or _is_placed(printed))


def _is_placed(line: Line) -> bool:
    """Whether the places of all its words on the page are known; then bars in it stand for gaps."""
    return bool(line.words) and line.kind is LineKind.TABLE and all(word.box for word in line.words)


def _pieces(analysis: Analysis, line: Printed) -> Loose:
    _, printed = analysis.document.lines[line.index]
    if line.box is not None and all(word.box for word in printed.words):
        return _placed(analysis, line, printed)
    start, end = analysis.document.line_span(line.index)
    text = analysis.document.text[start:end]
    pieces = (Piece((start + m.start(), start + m.end()), m.start(), m.end()) for m in _RUN.finditer(text))
    return Loose(tuple(pieces), line.gap, 1)


def _placed(analysis: Analysis, line: Printed, printed: Line) -> Loose:
    """The pieces of a line whose words have boxes, between gaps wider than a space."""
    groups: list[list[tuple[Span, float, float]]] = []
    tall = line.box.bottom - line.box.top if line.box else 1
    for word in printed.words:
        if word.box is None:
            continue
        here = (analysis.document.offsets.to_text(word.start, word.end), word.box.left, word.box.right)
        if groups and here[1] - groups[-1][-1][2] <= tall * _WIDE_GAP:
            groups[-1].append(here)
        else:
            groups.append([here])
    pieces = (Piece((g[0][0][0], g[-1][0][1]), g[0][1], g[-1][2]) for g in groups)
    return Loose(tuple(pieces), line.gap, tall * _LETTER)
