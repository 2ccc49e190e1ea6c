"""Tables of tasks whose cells a converter has written one below the other, each on the lines that it had in print.

A head that begins with the column of numbers names the columns; then each row is its number and the lines of its cells
in the order of the columns. Where a cell ends, ``stacked_cells`` tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.structure.tables.cells import Cell, Row, Span
from extractors.structure.tables.continued import follows
from extractors.structure.tables.stacked_cells import cells_of
from extractors.structure.tables.stacked_costs import Line
from extractors.structure.tables.stacked_heads import BESIDE, NUMBER, SECTION, Head, head_at, repeats

if TYPE_CHECKING:
    from extractors.analysis import Analysis
    from extractors.structure.layout import Printed

_TITLED = re.compile(r"(?P<number>\d{1,2})\.\s+[^\W\d_]")
_TITLE_LINES = 5
_FOOTNOTE = re.compile(r"\d{1,2}\s+[^\W\d_].{60,}")
_OF_WHICH = re.compile(r"Trong\s+đó\b")
_ENDS = re.compile(r"(?:phụ\s+lục|nơi\s+nhận|ghi\s+chú|mẫu\s+số|TM\.|KT\.)", re.IGNORECASE)
_ROW_LINES = 90
"""Lines of a row, at most."""
_TELLING = 3
"""Rows that tell how wide a column is, at least."""
_MEASURED = 10
"""Rows from which the widths are taken."""
_TAILS = 4
"""White gaps behind the last row before which it may end."""
_NOTE = 1.6
"""Of the widest column: what is longer below a white gap is no cell."""


@dataclass(slots=True)
class _Stack:
    """A row's number and its lines, in parts where pages end between them."""

    number: str
    mark: Cell
    parts: list[list[Printed]] = field(default_factory=lambda: [[]])


@dataclass(frozen=True, slots=True)
class StackedTable:
    """The rows of a table, its head row first, and where it stands in the text."""

    rows: tuple[Row, ...]
    span: Span


def stacked_tables(analysis: Analysis) -> tuple[StackedTable, ...]:
    """Return the tables of tasks whose cells stand one below the other.

    Rows that cannot be cut into their cells for sure are left out; a cell whose ends are in doubt is empty.
    """
    lines = list({line.index: line for part in analysis.parts for line in part.lines}.values())
    tables: list[StackedTable] = []
    at = 0
    while at < len(lines):
        head = head_at(lines, at)
        if head is None:
            at += 1
            continue
        reading, first = _Reading(lines, head), at
        at = reading.read(at + len(head.lines))
        if rows := _rows(reading.stacks, head):
            span = lines[first].start, max(cell.end for cell in rows[-1])
            tables.append(StackedTable(((head.first, *head.cells), *rows), span))
    return tuple(tables)


class _Reading:
    """The lines below a head, shared out among the rows whose numbers stand there."""

    def __init__(self, lines: Sequence[Printed], head: Head) -> None:
        """Take the document's lines and the head."""
        self.lines, self.head = lines, head
        self.stacks: list[_Stack] = []
        self.number: str | None = None
        self.open: _Stack | None = None
        """The row that goes on; None below a heading."""
        self.fresh = True
        """Whether no row stands below the last heading yet: its numbers may begin anew."""
        self.noted = False
        """Whether notes stand above, to which all belongs up to the page's end."""

    def read(self, at: int) -> int:
        """Read the rows from a line on, and return the line at which the table has ended."""
        while at < len(self.lines) and not self._is_over(at):
            if repeats(self.lines, at, self.head):
                self.noted = False
                if self.open:
                    self.open.parts.append([])
                at += len(self.head.lines)
            else:
                self._line(at)
                at += 1
        return at

    def _is_over(self, at: int) -> bool:
        if self.open and sum(len(part) for part in self.open.parts) > _ROW_LINES:
            return True
        other = not repeats(self.lines, at, self.head) and head_at(self.lines, at) is not None
        return other or _ENDS.match(self.lines[at].text) is not None

    def _line(self, at: int) -> None:
        line = self.lines[at]
        if self._opens(at):
            return
        if title := self._title(at):
            self.number, self.open = title, None
        elif SECTION.fullmatch(line.text):
            self.open, self.fresh = None, True
        elif _FOOTNOTE.fullmatch(line.text):
            self.noted = True
        elif self.open and not self.noted:
            if _OF_WHICH.match(line.text) and self.open.parts[-1]:
                self._begin(self.open.number, Cell(((line.start, line.start),)))
            self.open.parts[-1].append(line)

    def _opens(self, at: int) -> bool:
        """Begin the row whose number stands on a line: one that goes on from the last, or 1 below a heading."""
        line = self.lines[at]
        beside = BESIDE.match(line.text)
        found = NUMBER.fullmatch(line.text) or beside
        if found is None or (found is beside and not line.text[found.end()].isupper()):
            return False
        number = found["number"]
        first = self.number is None or (self.fresh and number in {"1", "1.1"})
        if not first and not (self.number and follows(self.number, number)):
            return False
        opened = self._begin(number, Cell(((line.start, line.start + len(number)),)))
        if found is beside:
            opened.parts[-1].append(replace(line, start=line.start + found.end(), text=line.text[found.end() :]))
        return True

    def _begin(self, number: str, mark: Cell) -> _Stack:
        self.stacks.append(_Stack(number, mark))
        self.number, self.open, self.fresh, self.noted = number, self.stacks[-1], False, False
        return self.stacks[-1]

    def _title(self, at: int) -> str | None:
        """The number of a heading for the rows below it: "2. Hạ tầng số" over "2.1"."""
        titled = _TITLED.match(self.lines[at].text)
        if titled is None or self.number is None or not follows(self.number, titled["number"]):
            return None
        first = re.compile(rf"{titled['number']}\.1(?:[.)]?$|\s)")
        below = self.lines[at + 1 : at + _TITLE_LINES]
        return titled["number"] if any(first.match(line.text) for line in below) else None


def _rows(stacks: Sequence[_Stack], head: Head) -> list[Row]:
    """The rows that are cut for sure, by the widths of the columns that rows within one page show."""
    whole = [stack for stack in stacks[:-1] if len(stack.parts) == 1][:_MEASURED]
    widths = _widths(whole, [cells for stack in whole if (cells := _cut(stack, head, (), last=False))], head)
    found = [_cut(stack, head, widths, last=stack is stacks[-1]) for stack in stacks]
    return [(stack.mark, *cells) for stack, cells in zip(stacks, found, strict=True) if cells]


def _widths(stacks: Sequence[_Stack], rows: Sequence[Row], head: Head) -> tuple[int, ...]:
    """The letters of the longest line of each column, 0 where too few rows tell."""
    lines = [line for stack in stacks for part in stack.parts for line in part]
    widths = []
    for k in range(len(head.kinds)):
        spans = [piece for row in rows for piece in row[k].pieces]
        own = [len(line.text) for line in lines if any(a <= line.start and line.end <= b for a, b in spans)]
        widths.append(max(own, default=0) if len(spans) >= _TELLING else 0)
    return tuple(widths)


def _cut(stack: _Stack, head: Head, widths: Sequence[int], *, last: bool) -> Row | None:
    parts = [[_line(line) for line in _above_notes(part, widths)] for part in stack.parts]
    if not last or len(parts) > 1:
        return cells_of(parts, head.kinds, widths)
    gaps = [i for i, line in enumerate(parts[0]) if line.gap and i][:_TAILS]
    tries = (cells_of([parts[0][:end]], head.kinds, widths) for end in (*gaps, len(parts[0])))
    return next((cells for cells in tries if cells), None)


def _above_notes(lines: Sequence[Printed], widths: Sequence[int]) -> Sequence[Printed]:
    """The lines of a row without those of notes at the page's foot, which run over all columns."""
    widest = _NOTE * max(widths, default=0)
    notes = (i for i, line in enumerate(lines) if line.gap and widest and len(line.text) > widest)
    return lines[: next(notes, len(lines))]


def _line(line: Printed) -> Line:
    return Line((line.start, line.end), line.text, gap=line.gap)
