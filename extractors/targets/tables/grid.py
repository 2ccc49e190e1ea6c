"""Grids: what each column of a table of figures holds, told by its heads and by what stands below them.

A grid has words in its first columns and figures in others; between them perhaps a unit or a code. Nothing is asked of
the heads but that they stand above the rows and hold no figures themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell
from extractors.structure.tables.cells import Row as Cells
from extractors.structure.tables.heads import duty_kind, holds_criteria, measure_kind, says_criteria
from extractors.targets.quantities import quantities
from extractors.targets.tables.cell_figures import PER, VALUE, unit_of
from extractors.targets.tables.words import YEAR, head_says

_FIGURES = 0.6
"""Of a column's cells that hold anything: from which part on figures make it one of figures."""
_LONGEST = 45
"""Words of a head cell, at most."""
_HEAD_ROWS = 3
_COUNTED = re.compile(r"\(?(?:\d{1,2}|[A-Za-zĐđ])\)?(?:\s*=.*)?")
"""A cell of the row that only numbers the columns: "A", "(1)", "3 = 1 + 2"."""
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-Za-zĐđ]|[-+*])[.)]?")
_NOTHING = re.compile(r"[\W_]*|x", re.IGNORECASE)
_REACHED = re.compile(r"(?:không\s+)?đạt\b", re.IGNORECASE)
"""What criteria without a figure ask for, beside others with one."""
_BLANK = re.compile(r"\.{4,}|…|_{4,}")
"""What a form leaves to be filled in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its place, and its head cells from top to bottom, each once."""

    index: int
    heads: tuple[Cell, ...]

    def words(self, flat: str) -> list[str]:
        """Return what its heads say, from top to bottom."""
        return [cell.words(flat) for cell in self.heads]


@dataclass(frozen=True, slots=True)
class Grid:
    """A head with the rows below it, down to the next head.

    ``title`` are the words of rows over the whole width above the head; ``number``, ``unit`` and ``labels`` the places
    of the columns of row numbers, of units, and of the words that name the rows.
    """

    title: str
    number: int | None
    labels: tuple[int, ...]
    unit: int | None
    columns: tuple[Column, ...]
    heads: Cells
    rows: tuple[Cells, ...]
    worded: tuple[Column, ...] = ()


def grids(analysis: Analysis, table: Sequence[Cells]) -> Iterator[Grid]:
    """Yield the grids of a table: one for each head in it; none where words and figures are not told apart."""
    flat = analysis.flat
    starts = [
        i for i, cells in enumerate(table) if i == 0 or (_numbers_rows(flat, cells) and cells[0] != table[i - 1][0])
    ]
    for start, stop in zip(starts, [*starts[1:], len(table)], strict=True):
        above = max((s for s in starts if s < start), default=None)
        first = start
        while first and above is not None and first - 1 > above and _title(flat, table[first - 1]):
            first -= 1
        grid = _grid(analysis, table[first:stop])
        if grid:
            yield grid


def _numbers_rows(flat: str, cells: Cells) -> bool:
    """Whether a row begins with the head of the numbers."""
    return any(head_says("number", cell.words(flat)) for cell in cells[:1])


def _title(flat: str, cells: Cells) -> str:
    """The words of a row that is but one cell over its width, "" for others."""
    said = {cell for cell in cells if cell.pieces}
    return next(iter(said)).words(flat) if len(said) == 1 else ""


def _grid(analysis: Analysis, table: Sequence[Cells]) -> Grid | None:
    flat, at, titles = analysis.flat, 0, list[str]()
    while at < len(table) and (title := _title(flat, table[at])):
        titles.append(title)
        at += 1
    head = _head(flat, table[at:])
    width = len(head[0]) if head else 0
    if not head or any(len(cell.words(flat).split()) > _LONGEST for cells in head for cell in cells):
        return None
    rows = [cells for cells in table[at + len(head) :] if len(cells) == width and not _only_counts(flat, cells)]
    paths = [tuple(dict.fromkeys(cells[i] for cells in head if cells[i].pieces)) for i in range(width)]
    return _told_apart(analysis, "\n".join(titles), _inherited(head, paths), head, rows)


def _inherited(head: Sequence[Cells], paths: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The heads of each column, with those that stand over several: "Kế hoạch" over "2026" and, behind it, "2027"."""
    if len(head) == 1:
        return paths
    held: Cell | None = None
    found = []
    for i, path in enumerate(paths):
        held = head[0][i] if head[0][i].pieces else held
        below = any(cells[i].pieces for cells in head[1:])
        found.append((held, *path) if held and below and held not in path else path)
    return found


def _head(flat: str, table: Sequence[Cells]) -> list[Cells]:
    """The rows of the head: the first, and those below it that name no row and hold no figures."""
    if not table or sum(bool(cell.pieces) for cell in table[0]) < 2 or _holds_figures(flat, table[0]):
        return []
    found = [table[0]]
    for cells in table[1:_HEAD_ROWS]:
        goes_on = len(cells) == len(table[0]) and all(
            not lower.pieces or lower == upper for lower, upper in zip(cells[:2], table[0][:2], strict=True)
        )
        if not goes_on or _holds_figures(flat, cells) or not any(cell.pieces for cell in cells):
            break
        found.append(cells)
    return found


def _holds_figures(flat: str, cells: Cells) -> bool:
    said = [cell.words(flat) for cell in cells]
    return any(VALUE.fullmatch(text) and not YEAR.fullmatch(text) for text in said)


def _only_counts(flat: str, cells: Cells) -> bool:
    said = [cell.words(flat) for cell in cells]
    return sum(bool(text) for text in said) > 1 and all(_COUNTED.fullmatch(text) for text in said if text)


def _told_apart(
    analysis: Analysis, title: str, paths: list[tuple[Cell, ...]], head: Sequence[Cells], rows: Sequence[Cells]
) -> Grid | None:
    """The grid whose columns are told apart, None where no words stand before figures, or a form is to be filled in."""
    flat = analysis.flat
    said = [[text for cells in rows if not _NOTHING.fullmatch(text := cells[i].words(flat))] for i in range(len(paths))]
    heads = [" ".join(cell.words(flat) for cell in path) for path in paths]
    if any(_BLANK.search(text) for text in (*heads, *(c.words(flat) for cells in rows for c in cells))):
        return None
    number = 0 if head_says("number", heads[0]) or (said[0] and all(map(_NUMBER.fullmatch, said[0]))) else None
    units = [i for i, path in enumerate(paths) if path and _is_unit(analysis, path[-1].words(flat), said[i])]
    others = [i for i in range(len(paths)) if i != number and i not in units and not _is_aside(flat, paths[i])]
    figures = [i for i in others if paths[i] and _are_figures(analysis, said[i])]
    if any(says_criteria(text) for text in heads) and len(figures) > 1:
        figures = [i for i in figures if not holds_criteria(paths[i][-1].words(flat))] or figures
    labels = [i for i in others if figures and i < figures[0] and any(any(map(str.isalpha, t)) for t in said[i])]
    if not labels or len(units) > 1:
        return None
    columns = tuple(Column(i, paths[i]) for i in figures)
    worded = tuple(Column(i, paths[i]) for i in others if i > figures[0] and i not in figures and paths[i])
    return Grid(title, number, tuple(labels), units[0] if units else None, columns, head[0], tuple(rows), worded)


def _is_unit(analysis: Analysis, head: str, said: Sequence[str]) -> bool:
    """Whether a column holds units; "Đơn vị" may as well head bodies."""
    known = [text for text in said if unit_of(text.lower(), analysis.language)]
    return measure_kind(head) == "unit" and (not head_says("holder", head) or 2 * len(known) >= max(1, len(said)))


def _is_aside(flat: str, path: Sequence[Cell]) -> bool:
    said = [cell.words(flat) for cell in path]
    return any(head_says("aside", text) or duty_kind(text) not in {None, "task"} for text in said)


def _are_figures(analysis: Analysis, said: Sequence[str]) -> bool:
    """Whether most cells hold a figure and at most a few words with it, and not all of them years."""
    found = [text for text in said if _is_figure(analysis, text)]
    known = set(found)
    others = [text for text in said if text not in known and not _REACHED.match(text)]
    most = len(found) >= _FIGURES * (len(found) + len(others))
    return bool(found) and most and not all(YEAR.fullmatch(text) for text in found)


def _is_figure(analysis: Analysis, text: str) -> bool:
    if (VALUE.search(text) and len(text.split()) < 5) or PER.fullmatch(text):
        return True
    return len(text.split()) < 15 and len(quantities(text, 0, len(text), analysis.language)) > 0
