"""Duties in tables: a head row with task, who leads, who coordinates and by when, then one task to a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from corpus.knowledge import structure
from corpus.record import Role
from corpus.text import squeeze
from extractors.analysis import Analysis
from extractors.assignments.predicates import Duty
from extractors.assignments.subjects import Clause
from extractors.structure.cells import Span, below, table_rows

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
    head: Head | None = None
    upper: Sequence[Span] | None = None
    for cells in table_rows(analysis):
        if cells is None:
            head = upper = None
        elif began := _head(analysis, cells, upper):
            head, upper = began, cells
        elif head is None:
            upper = cells
        elif len(cells) == head.width and len(analysis.flat[slice(*cells[head.task])].split()) >= _SHORTEST:
            yield _duties(analysis, head, cells)


def _head(analysis: Analysis, cells: Sequence[Span], upper: Sequence[Span] | None) -> Head | None:
    """The head that a row states; where it goes on from the head row above, that one speaks for its empty cells."""
    texts = [squeeze(analysis.flat[slice(*cell)]) for cell in cells]
    if upper is not None and len(upper) == len(cells) and _kind(texts[0]) is None:
        texts = [own or above for above, own in below(analysis, upper, cells)]
    kinds = [_kind(text) for text in texts]
    roles = [(i, cast("Role", kind)) for i, kind in enumerate(kinds) if kind in {"lead", "coordinate", "implement"}]
    if kinds.count("task") != 1 or not any(role != "coordinate" for _, role in roles):
        return None
    return Head(len(cells), kinds.index("task"), tuple(roles), kinds.index("due") if "due" in kinds else None)


def _kind(text: str) -> str | None:
    return next((name for name, pattern in _heads().items() if pattern.fullmatch(text)), None)


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    lists = structure("table_heads")["duties"]
    return {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in lists.items()}


def _duties(analysis: Analysis, head: Head, cells: Sequence[Span]) -> list[Duty]:
    start, end = cells[head.task]
    when = cells[head.due] if head.due is not None else None
    found = []
    for column, role in head.roles:
        first, last = cells[column]
        clause = Clause(analysis.flat[first:last], first)
        found += [Duty(actor, role, start, end, when) for actor in clause.actors(clause.spans)]
    return found
