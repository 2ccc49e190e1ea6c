"""Tables that share out tasks: a head row with task, who leads, who coordinates and by when, then a task to a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, cast

from corpus.knowledge import structure
from extractors.structure.tables.cells import Cell, Row, below
from extractors.structure.tables.heads import duty_kind, measure_kind
from extractors.structure.tables.read import tables
from extractors.structure.tables.stacked import stacked_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.record import Role
    from extractors.analysis import Analysis

_SHORTEST = 3
"""Words of a task, at least."""
_DITTO = re.compile(r"[-–\s]*(?:nt|n\.t\.?|như\s+trên|[\"″”“'’]{1,2})[-–\s.]*", re.IGNORECASE)
_ROLES = frozenset({"lead", "coordinate", "implement", "supervise", "direct"})
_DOERS = frozenset({"lead", "implement", "supervise"})
"""Roles of which a table of tasks has one at least."""
_STACKED, _BROKEN = 0.95, 0.9
"""How sure the ends of cells are that stand one below the other; where a page's end parts the row besides."""


@dataclass(frozen=True, slots=True)
class Part:
    """Those who have a role in a task: their cell, and what their column's head says that they do, if it does.

    ``verb`` holds such words as "soạn thảo" or "theo dõi, đánh giá", empty below "Cơ quan chủ trì" alone.
    """

    cell: Cell
    role: Role
    verb: Cell


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row that states a task: its cell, those who act, and the cells that date it.

    ``sure``, from 0 to 1, is how sure the cells' ends are: 1 where rules, bars or gaps part them.
    """

    task: Cell
    parts: tuple[Part, ...]
    due: tuple[Cell, ...]
    sure: float = 1.0

    @property
    def when(self) -> Cell | None:
        """All that dates the task as one cell, None where the table has no column of dates."""
        return Cell(tuple(sorted({piece for cell in self.due for piece in cell.pieces}))) if self.due else None


@dataclass(frozen=True, slots=True)
class _Head:
    """What a table's head row says: the columns of the task, of each role with its verb, and of the dates."""

    width: int
    task: int
    roles: tuple[tuple[int, Role, Cell], ...]
    due: tuple[int, ...]


def task_rows(analysis: Analysis) -> tuple[TaskRow, ...]:
    """Return the well-formed rows of the document's tables of tasks, those whose cells stand below each other last."""
    parted = (row for table in analysis.once(tables).rows for row in _rows(analysis, table))
    stacked = (row for table in analysis.once(stacked_tables) for row in _rows(analysis, table.rows))
    return (*parted, *(replace(row, sure=_STACKED if len(row.task.pieces) < 2 else _BROKEN) for row in stacked))


def _rows(analysis: Analysis, table: Sequence[Row]) -> Iterator[TaskRow]:
    head: _Head | None = None
    upper: Row | None = None
    above: Row = ()
    for cells in table:
        if began := _head(analysis, cells, upper):
            head, upper, above = began, cells, ()
        elif head is None:
            upper = cells
        elif len(cells) == head.width and len(cells[head.task].words(analysis.flat).split()) >= _SHORTEST:
            own = _with_dittos(analysis.flat, cells, above)
            parts = tuple(Part(own[column], role, verb) for column, role, verb in head.roles)
            yield TaskRow(own[head.task], parts, tuple(own[column] for column in head.due))
            above = own


def _with_dittos(flat: str, cells: Row, above: Row) -> Row:
    """The row with the cells of the one above where it says that they are the same ("nt", "Như trên")."""
    if len(above) != len(cells):
        return cells
    return tuple(old if _DITTO.fullmatch(cell.words(flat)) else cell for cell, old in zip(cells, above, strict=True))


def _head(analysis: Analysis, cells: Row, upper: Row | None) -> _Head | None:
    """The head that a row states; where it goes on from the head row above, that one speaks for its empty cells.

    Below "Cấp trình và thời gian trình" the second row names who is handed the work in each column of dates.
    """
    said = [("", cell.words(analysis.flat)) for cell in cells]
    if upper is not None and len(cells) < len(upper):
        cells = _spread(analysis.flat, upper, cells)
        said = [("", cell.words(analysis.flat)) for cell in cells]
    if upper is not None and len(upper) == len(cells) and duty_kind(said[0][1]) is None:
        said = below(analysis.flat, upper, cells)
    kinds = [_kind_of(above, own) for above, own in said]
    tasks = _task_columns(kinds, said)
    if len(tasks) != 1 or not _DOERS & {*kinds}:
        return None
    wide = _wide(cells, upper)
    roles = [
        (i, cast("Role", kind), _verb(analysis.flat, cells[i]) or _verb(analysis.flat, wide[i]) or Cell())
        for i, kind in enumerate(kinds)
        if kind in _ROLES
    ]
    due = tuple(i for i, kind in enumerate(kinds) if kind == "due")
    return _Head(len(cells), tasks[0], tuple(roles), due)


def _wide(cells: Row, upper: Row | None) -> Row:
    """The cells of the head row above, each also over the empty ones right of it; none of a row of other columns."""
    if upper is None or len(upper) != len(cells):
        return (Cell(),) * len(cells)
    found, held = [], Cell()
    for cell in upper:
        held = cell if cell.pieces else held
        found.append(held)
    return tuple(found)


def _verb(flat: str, cell: Cell) -> Cell | None:
    """What a head cell says that its bodies do: "theo dõi, đánh giá" in "Cơ quan chủ trì theo dõi, đánh giá".

    A head in capitals would stand out before a task's words: its verb is left out.
    """
    found = _verbs().search(cell.text(flat))
    if found is None or found[0].isupper():
        return None
    start, end = cell.start + found.start(), cell.start + found.end()
    return Cell(tuple((max(a, start), min(b, end)) for a, b in cell.pieces if a < end and start < b))


@cache
def _verbs() -> re.Pattern[str]:
    verbs = "|".join(structure("table_heads")["cells"]["verbs"])
    return re.compile(
        rf"(?<!\w)(?:{verbs})(?:\s*[,/]?\s*(?:và\s+)?(?:{verbs}))*(?=\s*(?:\([^()]*\)\s*)?$)", re.IGNORECASE
    )


def _spread(flat: str, upper: Row, cells: Row) -> Row:
    """A second head row that has cells only below those over several columns, with empty ones below the others.

    As "Chủ trì | Phối hợp" below "TT | Nội dung | Đơn vị thực hiện | | Thời gian"; other rows stay as they are.
    """
    said = [cell.words(flat) for cell in upper]
    below_wide = [i for i in range(len(upper)) if not said[i] or (i + 1 < len(upper) and said[i] and not said[i + 1])]
    own = [cell for cell in cells if cell.pieces]
    if len(own) != len(below_wide) or not all(duty_kind(cell.words(flat)) for cell in own):
        return cells
    spread = dict(zip(below_wide, own, strict=True))
    return tuple(spread.get(i, Cell()) for i in range(len(upper)))


def _kind_of(above: str, own: str) -> str | None:
    kind = duty_kind(own or above)
    return "due" if kind is None and duty_kind(above) == "due" else kind


def _task_columns(kinds: Sequence[str | None], said: Sequence[tuple[str, str]]) -> list[int]:
    """The columns of tasks; in a table of targets ("… | Cơ quan chủ trì theo dõi") the one of the indicators.

    Of several side by side ("Nhóm nhiệm vụ | Nhiệm vụ cụ thể") the last says most closely what is to be done.
    """
    tasks = [i for i, kind in enumerate(kinds) if kind == "task"]
    if len(tasks) > 1 and tasks[-1] - tasks[0] + 1 == len(tasks):
        return tasks[-1:]
    return tasks or [i for i, (above, own) in enumerate(said) if measure_kind(own or above) == "indicator"]
