"""Duties in tables of tasks: one for each body that a cell of a role names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from corpus.bodies import BodySpan
from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.analysis import Analysis
from extractors.assignments.clause import Actor, Clause
from extractors.assignments.predicates import Duty
from extractors.structure.cells import Cell, Span
from extractors.structure.task_tables import TaskRow, task_rows

_DASH = re.compile(r"(?:^|(?<=\s))[-–—+•]\s+(?=\w)")
_NUMBER = re.compile(r"(?:^|(?<=[\s.;]))\d{1,2}[.)]\s+(?=\w)")
_DOING = re.compile(r"\s+(?P<word>[^\W\d_]+)")
_OTHERS = re.compile(
    r"\s+(?:khác|(?:trực\s+)?thuộc\s+(?:Bộ|Sở|Cục|Tổng\s+cục))(?:\s+(?:có\s+)?liên\s+quan)?(?=\s*[,;.]?\s*$)"
)


def tabled(analysis: Analysis) -> Iterator[list[Duty]]:
    """Yield the duties of each row of the document's tables of tasks, in text order."""
    for row in analysis.once(task_rows):
        yield _duties(analysis, row)


def _duties(analysis: Analysis, row: TaskRow) -> list[Duty]:
    task = row.task
    return [
        Duty(_as_sure(actor, row.sure), role, task.start, task.end, row.when, task.pieces)
        for cell, role in row.roles
        for actor in _actors(cell, analysis.flat)
    ]


def _as_sure(actor: Actor, sure: float) -> Actor:
    return actor if sure == 1 else replace(actor, body=replace(actor.body, score=actor.body.score * sure))


def _actors(cell: Cell, flat: str) -> Iterator[Actor]:
    """The bodies of a cell, each item of a list by itself."""
    text = cell.text(flat)
    for start, end in _items(text):
        clause = Clause(text[start:end], cell.start + start)
        actors = clause.actors(_named(clause))
        for actor in actors:
            whole = _whole(clause, actor, alone=len(actors) == 1)
            yield whole or actor
            if whole:
                break


def _named(clause: Clause) -> list[BodySpan]:
    """The bodies up to the one of which the cell tells what it does: others are those with or for whom it does so."""
    named: list[BodySpan] = []
    for group in clause.groups:
        named += group
        doing, before = _DOING.match(clause.text, group[-1].end), clause.text[: group[-1].end]
        aside = before.count("(") > before.count(")")
        if doing and not aside and doing["word"].islower() and doing["word"] not in _following():
            break
    return named


@cache
def _following() -> frozenset[str]:
    return frozenset(structure("table_heads")["cells"]["following"])


def _items(text: str) -> list[Span]:
    """Cut "- Cục Thư viện - Vụ Kế hoạch - Tài chính" at its dashes, not at those within a name, and "1. … 2. …"."""
    numbers = [number.end() for number in _NUMBER.finditer(text)] if _NUMBER.match(text.lstrip()) else []
    cuts = numbers or [0, *_dashes(text)]
    return [span for span in zip(cuts, [*cuts[1:], len(text)], strict=True) if text[slice(*span)].strip(" -–—+•")]


def _dashes(text: str) -> Iterator[int]:
    listed = _DASH.match(text.lstrip()) is not None
    for dash in _DASH.finditer(text):
        clause = Clause(text[dash.end() :], 0)
        opens = clause.spans and clause.spans[0].start == 0
        if opens and (listed or clause.spans[0].body.key is not None):
            yield dash.end()


def _whole(clause: Clause, actor: Actor, *, alone: bool) -> Actor | None:
    """An item's last name up to its end: "Các đơn vị khác có liên quan", "Viện Chiến lược, Chính sách văn hóa"."""
    text, at = clause.text, actor.end - clause.offset
    field = _field().match(text, at) if alone and actor.body.key is None else None
    more = _OTHERS.match(text, at) or field
    if more is None:
        return None
    raw = squeeze(text[actor.start - clause.offset : more.end()])
    return Actor(actor.start, clause.offset + more.end(), replace(actor.body, raw=raw, name=raw))


@cache
def _field() -> re.Pattern[str]:
    """Further fields behind commas, to the end of the name: no body begins with such a word."""
    words = "|".join(structure("duties")["words"]["fields"])
    return re.compile(rf"(?:,\s+(?:{words})(?!\w)[^,;.()]*?)+(?=\s*[,;.]?\s*$)")
