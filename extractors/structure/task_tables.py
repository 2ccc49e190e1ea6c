"""Tables that share out tasks: a head row with task, who leads, who coordinates and by when, then a task to a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from extractors.structure.cells import Cell, Row, below
from extractors.structure.table_heads import duty_kind, measure_kind
from extractors.structure.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.record import Role
    from extractors.analysis import Analysis

_SHORTEST = 3
"""Words of a task, at least."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row that states a task: its cell, the cells of those who act with their roles, and those that date it."""

    task: Cell
    roles: tuple[tuple[Cell, Role], ...]
    due: tuple[Cell, ...]

    @property
    def when(self) -> Cell | None:
        """All that dates the task as one cell, None where the table has no column of dates."""
        return Cell(tuple(sorted({piece for cell in self.due for piece in cell.pieces}))) if self.due else None


@dataclass(frozen=True, slots=True)
class _Head:
    """What a table's head row says: the columns of the task, of each role, and of the dates."""

    width: int
    task: int
    roles: tuple[tuple[int, Role], ...]
    due: tuple[int, ...]


def task_rows(analysis: Analysis) -> tuple[TaskRow, ...]:
    """Return the rows of the document's tables of tasks, in text order; only well-formed rows are read."""
    return tuple(row for table in analysis.once(tables).rows for row in _rows(analysis, table))


def _rows(analysis: Analysis, table: Sequence[Row]) -> Iterator[TaskRow]:
    head: _Head | None = None
    upper: Row | None = None
    for cells in table:
        if began := _head(analysis, cells, upper):
            head, upper = began, cells
        elif head is None:
            upper = cells
        elif len(cells) == head.width and len(cells[head.task].words(analysis.flat).split()) >= _SHORTEST:
            roles = tuple((cells[column], role) for column, role in head.roles)
            yield TaskRow(cells[head.task], roles, tuple(cells[column] for column in head.due))


def _head(analysis: Analysis, cells: Row, upper: Row | None) -> _Head | None:
    """The head that a row states; where it goes on from the head row above, that one speaks for its empty cells.

    Below "Cấp trình và thời gian trình" the second row names who is handed the work in each column of dates.
    """
    said = [("", cell.words(analysis.flat)) for cell in cells]
    if upper is not None and len(upper) == len(cells) and duty_kind(said[0][1]) is None:
        said = below(analysis.flat, upper, cells)
    kinds = [_kind_of(above, own) for above, own in said]
    roles = [(i, cast("Role", kind)) for i, kind in enumerate(kinds) if kind in {"lead", "coordinate", "implement"}]
    tasks = _task_columns(kinds, said)
    if len(tasks) != 1 or not any(role != "coordinate" for _, role in roles):
        return None
    due = tuple(i for i, kind in enumerate(kinds) if kind == "due")
    return _Head(len(cells), tasks[0], tuple(roles), due)


def _kind_of(above: str, own: str) -> str | None:
    kind = duty_kind(own or above)
    return "due" if kind is None and duty_kind(above) == "due" else kind


def _task_columns(kinds: Sequence[str | None], said: Sequence[tuple[str, str]]) -> list[int]:
    """The columns of tasks; in a table of targets ("… | Cơ quan chủ trì theo dõi") the one of the indicators."""
    tasks = [i for i, kind in enumerate(kinds) if kind == "task"]
    return tasks or [i for i, (above, own) in enumerate(said) if measure_kind(own or above) == "indicator"]
