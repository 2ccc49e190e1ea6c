"""Sets of criteria: figures in the words of a criterion, and in the words that each group is asked.

"2.1. Đường xã được cứng hóa đạt tỷ lệ 100% | Đạt | … đạt ≥ 90%": a column that asks for words has no figures of its
own, so that each cell is read as a sentence. Only shares are taken from words: other numbers there are classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from corpus.text import squeeze
from corpus.units import form_pattern, unit_of_form
from extractors.analysis import Analysis
from extractors.structure.tables.cells import Cell
from extractors.structure.tables.cells import Row as Cells
from extractors.targets.clauses import Clause, clauses, masked
from extractors.targets.comparators import compare
from extractors.targets.coordination import rows
from extractors.targets.figures import Quantity
from extractors.targets.rows import EDGES, Row
from extractors.targets.tables.cell_figures import VALUE, figure_of
from extractors.targets.tables.grid import Column, Grid
from extractors.targets.tables.words import head_says

_SHARES = frozenset({"percent", "percent_per_year", "percentage_points"})
_HAS = re.compile(r"(?:Có|Số(?:\s+lượng)?)\s+(?=\S)")
# "≥ 01": so many of what the criterion says there is to be
_SO_MANY = re.compile(r"(?:≥|>=|tối\s+thiểu|ít\s+nhất)\s*\d{1,3}", re.IGNORECASE)
_SAYS = 5
"""Words from which on a cell is a sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that a criterion asks for, and the heads of the column that asks it, of all columns in its own words."""

    row: Row
    heads: tuple[Cell, ...]


def asked(
    analysis: Analysis, grid: Grid, cells: Cells, name: tuple[int, str], whom: Mapping[int, str]
) -> Iterator[Asked]:
    """Yield the figures of a row that no column of figures states.

    Args:
        analysis: the document.
        grid: a grid of criteria.
        cells: one of its rows.
        name: the place of the criterion's words in it, and what the row counts.
        whom: of whom a column of figures asks it, by the column's place.
    """
    flat, (label, words) = analysis.flat, name
    figures = [cells[column.index] for column in grid.columns]
    if not any(any(map(str.isdigit, cell.words(flat))) for cell in figures):
        heads = grid.columns[0].heads
        yield from (Asked(row, heads) for row in _shares(analysis, cells[label], None))
    for column in grid.columns:
        if own := _so_many(analysis, cells[column.index], cells[label], words):
            yield Asked(replace(own, population=whom.get(column.index) or None), column.heads)
    behind = [cells[column.index] for column in grid.worded]
    for i, column in enumerate(grid.worded):
        if behind[i].pieces and behind[i] not in (*behind[:i], *figures):
            group = _group(flat, column) if behind.count(behind[i]) == 1 else None
            yield from (Asked(row, column.heads) for row in _of_group(analysis, behind[i], cells[label], words, group))


def _group(flat: str, column: Column) -> str | None:
    words = column.heads[-1].words(flat)
    return None if head_says("sum", words) else words


def _of_group(analysis: Analysis, cell: Cell, label: Cell, words: str, group: str | None) -> Iterator[Row]:
    """What a group is asked: a figure alone is of the criterion, one in words is of what they name."""
    said = cell.words(analysis.flat)
    if len(said.split()) >= _SAYS:
        yield from _shares(analysis, cell, group)
    elif (found := VALUE.search(said)) and said.endswith("%"):
        figure = figure_of(analysis, cell, "percent", 1.0)
        if figure and found:
            yield replace(_row(analysis, cell, label, words, figure), population=group)


def _so_many(analysis: Analysis, cell: Cell, label: Cell, words: str) -> Row | None:
    """As in "Có tổ đọc sách hoạt động | ≥ 01": a bare number at least, of what there is to be."""
    has = _HAS.match(words)
    if has is None or not _SO_MANY.fullmatch(cell.words(analysis.flat)):
        return None
    counted = _counted().match(words, has.end())
    unit = unit_of_form("vi")[squeeze(counted[0].lower())].key if counted else None
    figure = figure_of(analysis, cell, unit, 1.0)
    what = words[has.end() :] if has[0].startswith("Có") else words
    return _row(analysis, cell, label, what, figure) if figure else None


def _row(analysis: Analysis, cell: Cell, label: Cell, words: str, figure: Quantity) -> Row:
    clause = Clause(min(label.start, cell.start), max(label.end, cell.end), 0, figure)
    bound = compare(analysis.flat, cell.start, (figure.start, figure.end), cell.end, analysis.language)
    return Row(clause, figure, bound.comparator, words.strip(EDGES), "")


@cache
def _counted() -> re.Pattern[str]:
    what = form_pattern("vi", frozenset({"count"}))
    return re.compile(rf"(?:{what})(?!\w)", re.IGNORECASE)


def _shares(analysis: Analysis, cell: Cell, group: str | None) -> Iterator[Row]:
    """The shares in the words of a cell, each with the words of its own clause."""
    if len(cell.pieces) != 1:
        return
    number = re.match(r"\d+(?:\.\d+)+\.?\s+", cell.text(analysis.flat))
    start = cell.start + (number.end() if number else 0)
    found = clauses(analysis.once(masked), start, cell.end, analysis.language)
    for row in rows(analysis.flat, found, analysis.language):
        there_is = row.figure.counted and row.comparator == "ge" and not row.before and start == row.clause.start
        if row.indicator and (row.figure.unit in _SHARES or there_is):
            yield replace(row, population=group or row.population)
