"""Duties in tables of tasks: one for each body that a cell of a role names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.bodies import BodySpan
from corpus.knowledge import structure
from corpus.text import squeeze
from extractors.analysis import Analysis
from extractors.assignments import cues
from extractors.assignments.charged import charged
from extractors.assignments.clause import Actor, Clause
from extractors.assignments.predicates import Duty
from extractors.structure.tables.cells import Cell, Span
from extractors.structure.tables.tasks import TaskRow, task_rows

if TYPE_CHECKING:
    from corpus.record import Role

_DASH = re.compile(r"(?:^|(?<=\s))[-–—+•]\s+(?=\w)")
_NUMBER = re.compile(r"(?:^|(?<=[\s.;]))\d{1,2}[.)]\s+(?=\w)")
_WITH = re.compile(r"phối\s+hợp(?:\s+(?:cùng|với))?", re.IGNORECASE)
_SAYS = re.compile(r"\s*[-–:(]?\s*(?:(?:làm\s+)?(?:chủ\s+trì|đầu\s+mối)|(?P<joins>phối\s+hợp))(?!\w)", re.IGNORECASE)
_DOING = re.compile(r"\s+(?P<word>[^\W\d_]+)")
_OTHERS = re.compile(
    r"\s+(?:khác|(?:trực\s+)?thuộc\s+(?:Bộ|Sở|Cục|Tổng\s+cục))(?:\s+(?:có\s+)?liên\s+quan)?(?=\s*[,;.]?\s*$)"
)


def tabled(analysis: Analysis) -> Iterator[list[Duty]]:
    """Yield the duties of each row of the document's tables of tasks.

    The task is the cell, behind the words of the head that say what the body does with it ("soạn thảo", "theo dõi").
    """
    for row in analysis.once(task_rows):
        yield _duties(analysis, row)
    yield from charged(analysis)


def _duties(analysis: Analysis, row: TaskRow) -> list[Duty]:
    task = row.task
    return [
        Duty(_as_sure(actor, row.sure), own, task.start, task.end, row.when, (*part.verb.pieces, *task.pieces))
        for part in row.parts
        for actor, own in _actors(part.cell, analysis.flat, part.role)
    ]


def _as_sure(actor: Actor, sure: float) -> Actor:
    return actor if sure == 1 else replace(actor, body=replace(actor.body, score=actor.body.score * sure))


def _actors(cell: Cell, flat: str, role: Role) -> Iterator[tuple[Actor, Role]]:
    """The bodies of a cell, each item of a list by itself, in the role of the column or of the cell's own words."""
    text = cell.text(flat)
    for start, end in _items(text):
        clause = Clause(text[start:end], cell.start + start)
        found = [(actor, own) for group, own in _parts(clause, role) for actor in clause.actors(group)]
        for actor, own in found:
            whole = _whole(clause, actor, alone=len(found) == 1)
            yield whole or actor, own
            if whole:
                break


def _parts(clause: Clause, role: Role) -> Iterator[tuple[Sequence[BodySpan], Role]]:
    """The groups of bodies with their roles, up to the one of which the cell tells what it does.

    "Sở A chủ trì, phối hợp với Sở B" and "Sở A (chủ trì), Sở B (phối hợp)" say so in any column; those with or for whom
    a body does something have no part.
    """
    at, standing = 0, role
    for group in (part for whole in clause.groups for part in _bracketed(clause, whole)):
        start, end = group[0].start, group[-1].end
        if _WITH.search(clause.text, at, start):
            standing = "coordinate"
        says = _SAYS.match(clause.text, end)
        yield group, (("coordinate" if says["joins"] else "lead") if says else standing)
        if says is None and _does(clause, group[-1]):
            return
        at = end


def _bracketed(clause: Clause, group: Sequence[BodySpan]) -> Iterator[Sequence[BodySpan]]:
    """Cut a list of names behind brackets: "Sở A (chủ trì), Sở B (phối hợp)"."""
    first = 0
    for i in range(1, len(group)):
        if "(" in clause.text[group[i - 1].end : group[i].start]:
            yield group[first:i]
            first = i
    yield group[first:]


def _does(clause: Clause, last: BodySpan) -> bool:
    """Whether the words behind a name tell what the body does; a class goes on with which ("các cơ quan báo chí")."""
    after, doing = clause.after_token(last), _DOING.match(clause.text, last.end)
    before = clause.text[: last.end]
    if doing is None or before.count("(") > before.count(")") or doing["word"] in _following():
        return False
    if any(cues.phrases(verbs).at(clause.words, after) for verbs in ("words.duty", "words.item_verbs")):
        return True
    return doing["word"].islower() and not (last.body.key or "class.").startswith("class.")


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
