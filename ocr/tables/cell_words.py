"""The words of recognised table cells: scraps of dirt left out, and numerals and figures that stand alone set right.

Alone in its cell a word has no sentence to be read in: II is read as H, 5 as Š, 1 as a stroke. What stands beside it
in its row and column tells more than its own shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr.draft import Segment
from ocr.marks import fold
from ocr.recognition.numbers import as_figure, is_number
from ocr.tables.grid import Grid
from ocr.tables.ruled_rows import parted

_DIRT = re.compile(r"[_'`´ˆ~¬^.,·•¡|]+")
_DIRTY_EDGE = re.compile(r"^[_ˆ`´~¬|]+|[_ˆ`´~¬|]+$")
_STROKES = re.compile(r"[|lIi!¡íÍìÌ]{1,3}")
_NUMERALS = {"H": "II", "HI": "III", "IH": "III"}
_DASHES = {"-", "–", "—"}
_UNSURE = 0.7  # confidence of what is told by its neighbours


def tidied(segments: Sequence[Segment], grids: Sequence[Grid]) -> list[Segment]:
    """Return the words of a recognised page, parted by the cells of its ruled tables and set right there."""
    around, tables = parted(segments, grids)
    for filled, grid in zip(tables, grids, strict=True):
        words = {i: [_clean(s) for s in parts] for i, parts in filled.items()}
        cells = _Cells(grid, {i: _without_dirt(parts) for i, parts in words.items()})
        around += [s for i, parts in cells.parts.items() for s in cells.settled(i, parts) if s]
    return around


def _clean(segment: Segment) -> Segment:
    return tuple(replace(t, text=_DIRTY_EDGE.sub("", t.text) or t.text) for t in segment)


def _without_dirt(parts: Sequence[Segment]) -> list[Segment]:
    """Leave out specks beside words, and dashes behind them; a dash alone in its cell stands for nothing, and stays."""
    kept = [tuple(t for t in s if not _DIRT.fullmatch(t.text) or t.text == "|") for s in parts]
    if len([t for s in kept for t in s]) > 1:
        kept = [tuple(t for t in s if t.text != "|") for s in kept]
    words = [t for s in kept for t in s]
    last = words[-1] if len(words) > 1 and words[-1].text in _DASHES else None
    return [tuple(t for t in s if t is not last) for s in kept]


@dataclass(frozen=True, slots=True)
class _Cells:
    """A table's words: for each cell by its index, the parts that stand in it."""

    grid: Grid
    parts: dict[int, list[Segment]]

    def settled(self, index: int, parts: Sequence[Segment]) -> Iterator[Segment]:
        """Yield the parts of a cell; the only word of one is set right by its neighbours."""
        words = [t for s in parts for t in s]
        if len(words) != 1:
            yield from parts
            return
        (word,) = words
        text = self._told(index, word.text)
        yield (word if text == word.text else replace(word, text=text, confidence=min(word.confidence or 0, _UNSURE)),)

    def _told(self, index: int, text: str) -> str:
        beside = self._beside(index)
        if fold(text) in _NUMERALS and "G" not in beside:
            return _NUMERALS[fold(text)]
        if _STROKES.fullmatch(text):
            return _stroke(text, beside)
        figures = sum(is_number(t) for t in beside)
        return as_figure(text) if figures * 2 >= len(beside) > 0 and text != "I" else text

    def _beside(self, index: int) -> list[str]:
        """The texts of the cells above, below, left and right of a cell that hold one word."""
        here = self.grid.cells[index]
        nearest: list[str] = []
        for same, along in ((_column, _row), (_row, _column)):
            line = [i for i in self.parts if same(self.grid, i) == same(self.grid, index) and i != index]
            before = [i for i in line if along(self.grid, i) < along(self.grid, index)]
            after = [i for i in line if along(self.grid, i) > along(self.grid, index)]
            nearest += self._words(max(before, key=lambda i: along(self.grid, i), default=None))
            nearest += self._words(min(after, key=lambda i: along(self.grid, i), default=None))
        return nearest if here.columns == 1 else []

    def _words(self, index: int | None) -> list[str]:
        words = [t.text for s in self.parts.get(-1 if index is None else index, []) for t in s]
        return words if len(words) == 1 else []


def _stroke(text: str, beside: Sequence[str]) -> str:
    """A part "I" stands over its "1", a "1" before a "2"; "II" between "10" and "12" is a figure."""
    if len(text) > 1:
        return as_figure(text) if {"10", "12"} & set(beside) else "I" * len(text)
    if "1" in beside and "2" not in beside:
        return "I"
    return "1" if text != "I" and any(map(is_number, beside)) else "I"


def _row(grid: Grid, index: int) -> int:
    return grid.cells[index].row


def _column(grid: Grid, index: int) -> int:
    return grid.cells[index].column
