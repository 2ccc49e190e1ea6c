"""Duties in tables: a head row with task, who leads, who coordinates and by when, then one task to a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from corpus.record import Role
from extractors.analysis import Analysis
from extractors.assignments.predicates import Duty
from extractors.assignments.subjects import Clause
from extractors.structure.cells import Row, below
from extractors.structure.table_heads import duty_kind
from extractors.structure.tables import tables

_SHORTEST = 3
"""Words of a task, at least."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a table's head row says: the columns of the task, of each role, and of the date where there is one."""

    width: int
    task: int
    roles: tuple[tuple[int, Role], ...]
    due: int | None


def tabled(analysis: Analysis) -> Iterator[list[Duty]]:
    """Yield the duties of each row of the document's tables, in text order; only well-formed rows are read."""
    for table in analysis.once(tables).rows:
        yield from _table(analysis, table)


def _table(analysis: Analysis, table: Sequence[Row]) -> Iterator[list[Duty]]:
    head: Head | None = None
    upper: Row | None = None
    for cells in table:
        if began := _head(analysis, cells, upper):
            head, upper = began, cells
        elif head is None:
            upper = cells
        elif len(cells) == head.width and len(cells[head.task].words(analysis.flat).split()) >= _SHORTEST:
            yield _duties(analysis, head, cells)


def _head(analysis: Analysis, cells: Row, upper: Row | None) -> Head | None:
    """The head that a row states; where it goes on from the head row above, that one speaks for its empty cells."""
    texts = [cell.words(analysis.flat) for cell in cells]
    if upper is not None and len(upper) == len(cells) and duty_kind(texts[0]) is None:
        texts = [own or above for above, own in below(analysis.flat, upper, cells)]
    kinds = [duty_kind(text) for text in texts]
    roles = [(i, cast("Role", kind)) for i, kind in enumerate(kinds) if kind in {"lead", "coordinate", "implement"}]
    if kinds.count("task") != 1 or not any(role != "coordinate" for _, role in roles):
        return None
    return Head(len(cells), kinds.index("task"), tuple(roles), kinds.index("due") if "due" in kinds else None)


def _duties(analysis: Analysis, head: Head, cells: Row) -> list[Duty]:
    task = cells[head.task]
    when = cells[head.due] if head.due is not None else None
    found = []
    for column, role in head.roles:
        clause = Clause(cells[column].text(analysis.flat), cells[column].start)
        found += [Duty(actor, role, task.start, task.end, when, task.pieces) for actor in clause.actors(clause.spans)]
    return found
