"""Cells of tables: what is printed in them, over one or several lines, with its places in the text."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.text import squeeze

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the spans of its printed pieces in text order, white space trimmed; an empty cell has none.

    Between two pieces stand other columns' words, or the end of a page.
    """

    pieces: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        """Where its first piece starts in the text, 0 for an empty cell."""
        return self.pieces[0][0] if self.pieces else 0

    @property
    def end(self) -> int:
        """Where its last piece ends in the text, 0 for an empty cell."""
        return self.pieces[-1][1] if self.pieces else 0

    def text(self, flat: str) -> str:
        """Return ``flat[start:end]`` with all that is not the cell's own as spaces, so that offsets hold."""
        said, at = "", self.start
        for start, end in self.pieces:
            said += " " * (start - at) + flat[start:end]
            at = end
        return said

    def words(self, flat: str) -> str:
        """Return its words on one line; for decisions and display, not for offsets."""
        said, at = "", self.start
        for start, end in self.pieces:
            said += (" " if start > at else "") + flat[start:end]
            at = end
        return squeeze(said)

    def joined(self, other: Cell) -> Cell:
        """Return the cell that has the pieces of both."""
        return Cell(tuple(sorted({*self.pieces, *other.pieces})))


Row = tuple[Cell, ...]


def trimmed(flat: str, start: int, end: int) -> Cell:
    """Return the cell that this span holds, without the white space around it."""
    text = flat[start:end]
    start += len(text) - len(text.lstrip())
    return Cell(((start, start + len(text.strip())),)) if text.strip() else Cell()


def parted(flat: str, start: int, end: int, mark: str) -> Row:
    """Return the cells of a line that ``mark`` parts; a bar at either end begins or ends a cell, it is none."""
    text, cells, at = flat[start:end], [], start
    for piece in text.split(mark):
        cells.append(trimmed(flat, at, at + len(piece)))
        at += len(piece) + 1
    if mark == "|":
        cells = cells[1:] if text.lstrip().startswith(mark) else cells
        cells = cells[:-1] if text.rstrip().endswith(mark) and len(cells) > 1 else cells
    return tuple(cells)


def below(flat: str, upper: Row, cells: Row) -> list[tuple[str, str]]:
    """Return what two head rows say of each column: "Kế hoạch" over "2026" and, beside an empty cell, over "2030".

    A cell over both rows says it once.
    """
    found, held = [], ""
    for one, other in zip(upper, cells, strict=True):
        above = one.words(flat)
        own = other.words(flat) if one != other else ""
        held = above or held
        found.append((held if own else above, own))
    return found
