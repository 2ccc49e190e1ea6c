"""Tables without rules or bars: columns told by white space over several lines, rows by their numbers or the gaps.

A table is read only from a head that says what its columns hold, and only where all its rows are of one make: a figure
beside another's indicator is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.structure.tables.cells import Cell, Row, Span
from extractors.structure.tables.heads import duty_kind, is_head, measure_kind

_FEWEST = 3
_HEAD_LINES = 5
_WINDOW = 30
"""Printed lines from a head on in which its columns show."""
_STRIPS = (30, 20, 12, 8, 5)
_GUTTER = 1.9
"""Letters that a strip between columns is wide, at least."""
_WIDE = 0.6
"""Of the width of all: a line of that width alone is no cell."""
_CROSSING = 2
"""Lines over several columns that head the rows below; more of them are text behind the table."""
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]+|[A-Za-zđĐ])[.)]?")
_FIGURE = re.compile(r"[\W\d]*\d[\W\d]*")

Place = tuple[float, float]
Cells = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two gaps: their span in the text, and where they stand across the page, in any unit."""

    span: Span
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Loose:
    """A printed line in pieces; ``gap``: white space stands above it; ``letter``: a letter's width in their unit."""

    pieces: tuple[Piece, ...]
    gap: bool
    letter: float


@dataclass(frozen=True, slots=True)
class LooseTable:
    """A table that the lines from ``first`` to before ``stop`` make up, its head row first."""

    first: int
    stop: int
    rows: tuple[Row, ...]


def loose_tables(flat: str, lines: Sequence[Loose]) -> Iterator[LooseTable]:
    """Yield the tables among the lines, in order."""
    at = 0
    while at < len(lines):
        table = _table_at(flat, lines, at)
        if table:
            yield table
        at = table.stop if table else at + 1


def _table_at(flat: str, lines: Sequence[Loose], at: int) -> LooseTable | None:
    window = lines[at : at + _WINDOW]
    if max(len(line.pieces) for line in window[:_HEAD_LINES]) < _FEWEST:
        return None
    if len(window[0].pieces) == 1 and flat[slice(*window[0].pieces[0].span)].isdigit():
        return None  # a page number
    for columns in (*_columns(window), *_strips(window)):
        height = _height(flat, window, columns)
        head = _head(window[:height], columns)
        table = _Reading(flat, columns, head).table(lines, at, at + height) if height else None
        if table:
            return table
    return None


def _height(flat: str, window: Sequence[Loose], columns: Sequence[Place]) -> int:
    """How many lines the head has, 0 for none: as few as say the most, and those below without a main word."""
    said = [[c.words(flat) for c in _head(window[:n], columns)] for n in range(1, min(_HEAD_LINES, len(window)) + 1)]
    known = [sum(kind is not None for kind in _kinds(texts)) if is_head(texts) else 0 for texts in said]
    if not any(known):
        return 0
    height = known.index(max(known)) + 1
    main = _main(said[height - 1])
    while height < len(said) and known[height] == max(known) and said[height][main] == said[height - 1][main]:
        if said[height][0] != said[height - 1][0]:
            break  # a row's number beside words that stand lower
        height += 1
    return height


def _kinds(texts: Sequence[str]) -> list[str | None]:
    return [measure_kind(text) or duty_kind(text) for text in texts]


def _main(texts: Sequence[str]) -> int:
    """The column of what is counted or to be done."""
    return next(i for i, t in enumerate(texts) if measure_kind(t) == "indicator" or duty_kind(t) == "task")


def _columns(window: Sequence[Loose]) -> Iterator[list[Place]]:
    """Yield where columns may stand, told by the lines that have a piece in each; the most columns first."""
    counts = {len(line.pieces) for line in window if len(line.pieces) >= _FEWEST}
    for count in sorted(counts, reverse=True):
        full = [line for line in window if len(line.pieces) == count]
        for some in (full, full[:3], full[:2], full[:1]):
            places = [_place([line.pieces[k] for line in some]) for k in range(count)]
            if all(one[1] < other[0] for one, other in pairwise(places)):
                yield places
                break


def _strips(window: Sequence[Loose]) -> Iterator[list[Place]]:
    """Yield where columns may stand, told by the white strips between them; the longest strips first."""
    for length in _STRIPS:
        lines = [line for line in window[:length] if len(line.pieces) > 1 or not _is_wide(line, window)]
        places: list[Place] = []
        for piece in sorted((piece for line in lines for piece in line.pieces), key=lambda p: p.left):
            if places and piece.left - places[-1][1] < _GUTTER * window[0].letter:
                places[-1] = places[-1][0], max(places[-1][1], piece.right)
            else:
                places.append((piece.left, piece.right))
        if len(places) >= _FEWEST:
            yield places


def _is_wide(line: Loose, window: Sequence[Loose]) -> bool:
    left, right = _place([piece for one in window for piece in one.pieces])
    return line.pieces[0].right - line.pieces[0].left > _WIDE * (right - left)


def _place(pieces: Sequence[Piece]) -> Place:
    return min(piece.left for piece in pieces), max(piece.right for piece in pieces)


def _standing(piece: Piece, columns: Sequence[Place]) -> list[int]:
    """The columns over which a piece stands; between two, the nearer."""
    over = [k for k, (left, right) in enumerate(columns) if piece.left < right and piece.right > left]
    away = [max(left - piece.right, piece.left - right) for left, right in columns]
    return over or [away.index(min(away))]


def _head(lines: Sequence[Loose], columns: Sequence[Place]) -> Row:
    """The head row that lines make up; words over several columns stand in each of them."""
    cells = [Cell()] * len(columns)
    for piece in (piece for line in lines for piece in line.pieces):
        for column in _standing(piece, columns):
            cells[column] = cells[column].joined(Cell((piece.span,)))
    return tuple(cells)


class _Reading:
    """The reading of one table below its head."""

    def __init__(self, flat: str, columns: Sequence[Place], head: Row) -> None:
        """Take the text, where the columns stand and the head."""
        self.flat, self.columns, self.head = flat, columns, head
        self.main = _main([cell.words(flat) for cell in head])
        self.edge = columns[self.main][1]
        self.top: list[str] = []

    def table(self, lines: Sequence[Loose], first: int, body: int) -> LooseTable | None:
        """Return the table, None where its rows are not told apart."""
        self.top = self._printed(lines[first:body])
        stop = self._stop(lines, body)
        kept = list(self._without_heads(lines[body:stop]))
        self.edge = max([self.edge, *(piece.right for line in kept if (piece := self._main_piece(line)))])
        cells = [self._cells(line) for line in kept]
        rows = self._by_openings(kept, cells) or self._by_main(kept, cells) or self._by_gaps(kept, cells)
        return LooseTable(first, stop, (self.head, *rows)) if rows else None

    def _stop(self, lines: Sequence[Loose], body: int) -> int:
        """Where the rows end: before text that crosses the columns, unless a row follows it at once."""
        stop, crossing = body, 0
        for at in range(body, len(lines)):
            if self._is_moved(lines, at):
                break
            if self._is_page_number(lines[at]):
                continue
            crosses = self._cells(lines[at]) is None and not self._repeats(lines, at)
            crossing = crossing + 1 if crosses else 0
            if crossing > _CROSSING or (crosses and len(lines[at].pieces) > 1):
                break
            alone = len(lines[at].pieces) == 1 and (lines[at].gap or self._anew(lines[at - 1], lines[at]) is True)
            if not crosses and not alone:
                stop = at + 1
            elif not crosses and at - stop > _HEAD_LINES:
                break
        return stop

    def _cells(self, line: Loose) -> Cells | None:
        """The cells of a printed line by column, None where a piece stands over several columns."""
        cells: Cells = {}
        for piece in line.pieces:
            column, *others = _standing(piece, self.columns)
            if others:
                return None
            cells[column] = cells.get(column, Cell()).joined(Cell((piece.span,)))
        return cells

    def _printed(self, lines: Sequence[Loose]) -> list[str]:
        return [self.flat[slice(*piece.span)] for line in lines for piece in line.pieces]

    def _is_moved(self, lines: Sequence[Loose], at: int) -> bool:
        """Whether the head is printed again with its columns at other places: another page, read for itself."""
        count, here = 0, list[str]()
        while len(here) < len(self.top) and at + count < len(lines):
            here += self._printed(lines[at + count : at + count + 1])
            count += 1
        return here == self.top and not self._repeats(lines, at)

    def _is_page_number(self, line: Loose) -> bool:
        """Whether nothing but a number stands where words do."""
        said = self._printed([line])
        return len(said) == 1 and said[0].isdigit() and self.main in _standing(line.pieces[0], self.columns)

    def _repeats(self, lines: Sequence[Loose], at: int) -> int:
        """How many lines from there on print the head again, as on a new page."""
        said = [cell.words(self.flat) for cell in self.head]
        for height in range(1, _HEAD_LINES + 1):
            again = _head(lines[at : at + height], self.columns)
            if [cell.words(self.flat) for cell in again] == said:
                return height
        return 0

    def _without_heads(self, lines: Sequence[Loose]) -> Iterator[Loose]:
        at = 0
        while at < len(lines):
            again = self._repeats(lines, at)
            if not again and not self._is_page_number(lines[at]):
                yield lines[at]
            at += again or 1

    def _by_openings(self, lines: Sequence[Loose], found: Sequence[Cells | None]) -> list[Row] | None:
        """The rows where each begins on the line of its number, or of its main words where there are no numbers."""
        rows: list[Cells] = []
        spoiled: set[int] = set()
        numbered, lost = self._is_numbered(found), False
        for at, cells in enumerate(found):
            opens = self._opens(cells, numbered=numbered) if cells else False
            anew = at > 0 and self._anew(lines[at - 1], lines[at])
            if opens is None or not (opens or rows):
                return None
            if opens:
                rows.append(dict(cells or {}))
            elif cells is not None and not lost and not anew:
                rows[-1] = {k: rows[-1].get(k, Cell()).joined(cells.get(k, Cell())) for k in {*rows[-1], *cells}}
                spoiled |= {len(rows) - 1} if anew is None else set()
            lost = not opens and (lost or cells is None or anew is True)  # what goes on below a heading is its own
        return self._sound([row for i, row in enumerate(rows) if i not in spoiled])

    def _is_numbered(self, found: Sequence[Cells | None]) -> bool:
        first = next((cells for cells in found if cells), {})
        return self.main > 0 and 0 in first and _NUMBER.fullmatch(first[0].words(self.flat)) is not None

    def _opens(self, cells: Cells, *, numbered: bool) -> bool | None:
        """Whether a line begins a row; None where rows are not set as told, their cells not level at the top."""
        main = cells[self.main].words(self.flat) if self.main in cells else ""
        told = 0 in cells if numbered else bool(main) and len(cells) > 1
        if not told:
            return False
        if not main or main[:1].islower() or (numbered and not _NUMBER.fullmatch(cells[0].words(self.flat))):
            return None
        return True

    def _anew(self, above: Loose, line: Loose) -> bool | None:
        """Whether main words with a capital were not wrapped, since there was room on the line above; None in doubt."""
        over, here = self._main_piece(above), self._main_piece(line)
        if here is None or self.flat[here.span[0]].islower():
            return False
        if over is None:
            return True
        word = len(self.flat[slice(*here.span)].split()[0])
        room = (self.edge - over.right) / line.letter
        return True if room > 1.5 * word + 3 else None if room > word + 1 else False

    def _main_piece(self, line: Loose) -> Piece | None:
        return next((p for p in reversed(line.pieces) if _standing(p, self.columns) == [self.main]), None)

    def _by_main(self, lines: Sequence[Loose], found: Sequence[Cells | None]) -> list[Row] | None:
        """The rows where main words begin anew, each with its number half-way down.

        A row without a number spoils its neighbours: nothing tells to which of them its words belong.
        """
        rows: list[Cells] = []
        doubtful: set[int] = set()
        for at, (line, cells) in enumerate(zip(lines, found, strict=True)):
            words = cells[self.main].words(self.flat) if cells and self.main in cells else ""
            anew = at == 0 or line.gap or self._anew(lines[at - 1], line)
            if cells is None or not rows or (words[:1].isupper() and anew):
                rows.append({})
            elif anew is None:
                doubtful.add(len(rows) - 1)
            capitals = [k for k, cell in (cells or {}).items() if cell.words(self.flat)[:1].isupper() and k]
            if not words and len(capitals) > 1:
                doubtful.add(len(rows) - 1)  # the next row's cells may stand higher than its main words
            for k, cell in (cells or {}).items():
                rows[-1][k] = rows[-1].get(k, Cell()).joined(cell)
        good = [self._numbers(row) == 1 and self.main in row and i not in doubtful for i, row in enumerate(rows)]
        near = [all(good[max(0, i - 1) : i + 2]) for i in range(len(rows))]
        if self.main == 0 or 2 * sum(near) < len(rows):
            return None
        return self._sound([row for row, sure in zip(rows, near, strict=True) if sure])

    def _numbers(self, row: Cells) -> int:
        """How many numbers a row's first cell has, 0 where it has other words."""
        said = [self.flat[slice(*piece)] for piece in row[0].pieces] if 0 in row else []
        return len(said) if all(_NUMBER.fullmatch(text) for text in said) else 0

    def _by_gaps(self, lines: Sequence[Loose], found: Sequence[Cells | None]) -> list[Row] | None:
        """The rows where white space parts them, as where cells stand in the middle of their row's height."""
        rows: list[Cells] = []
        numbered = any(cells and 0 in cells for cells in found) and self.main > 0
        fresh = True
        for line, cells in zip(lines, found, strict=True):
            if cells is None or line.gap or fresh:
                rows.append({})
            fresh = cells is None
            for k, cell in (cells or {}).items():
                rows[-1][k] = rows[-1].get(k, Cell()).joined(cell)
        rows = [row for row in rows if len(row) > 1]
        single = all(0 in row and len(row[0].pieces) == 1 for row in rows) or not numbered
        return self._sound(rows) if single and len(rows) > 1 else None

    def _sound(self, rows: Sequence[Cells]) -> list[Row] | None:
        """The rows, unless one has no main words, begins amid a sentence, or has two figures in one cell."""
        whole = [tuple(row.get(k, Cell()) for k in range(len(self.columns))) for row in rows]
        for row in whole:
            main = row[self.main].words(self.flat)
            twice = any(sum(bool(_FIGURE.fullmatch(self.flat[slice(*p)])) for p in cell.pieces) > 1 for cell in row)
            if not main or main[:1].islower() or twice:
                return None
        return whole if any(sum(bool(cell.pieces) for cell in row) >= _FEWEST for row in whole) else None
