"""Duties in sets of criteria: cells, and lines between rows, that say who is to do what about a criterion.

"Bộ A hướng dẫn; UBND cấp tỉnh quy định cụ thể …" stands beside or below what a criterion asks. The criterion is what
the first one guides, so that its verb needs no object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.assignments import cues
from extractors.assignments.clause import Clause
from extractors.assignments.local import local_names
from extractors.assignments.predicates import Duty, duties
from extractors.assignments.subjects import Subject, subjects
from extractors.structure.tables.anchored import mark
from extractors.structure.tables.heads import holds_criteria, says_criteria
from extractors.structure.tables.read import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.analysis import Analysis
    from extractors.structure.tables.cells import Cell, Row, Span

_PARTS = re.compile(r"[;()]|\.\s+(?=[^\W\d_])")
_HEAD_ROWS = 2
_FEWEST = 2
"""Columns that ask something, at least: a register of acts names criteria in one."""


def charged(analysis: Analysis) -> Iterator[list[Duty]]:
    """Yield the duties of each cell or line of the document's tables of criteria."""
    found = analysis.once(tables)
    for rows in found.rows:
        if not _asks(analysis.flat, rows):
            continue
        pieces = {cell.pieces[0] for cell in _beside(analysis.flat, rows) if len(cell.pieces) == 1}
        if not pieces:
            continue
        first, last = min(pieces)[0], max(end for _, end in pieces)
        for span in sorted({*pieces, *(note for note in found.notes if first < note[0] < last)}):
            if own := _duties(analysis, span):
                yield own


def _beside(flat: str, rows: Sequence[Row]) -> Iterator[Cell]:
    """The cells beside the criteria, whose own words may begin with a body: "3.1. Thư viện xã thực hiện …"."""
    heads = [cell.words(flat) for cell in rows[0]]
    own = {i for i, head in enumerate(heads) if holds_criteria(head)}
    for row in rows[1:]:
        numbered = mark(flat, row)
        first = numbered[0] + 1 if numbered else 1
        yield from (cell for i, cell in enumerate(row) if i >= first and (len(row) != len(heads) or i not in own))


def _asks(flat: str, rows: Sequence[Row]) -> bool:
    """Whether a head of the table says that its rows are criteria."""
    heads = [cell.words(flat) for row in rows[:1] for cell in row]
    return len(rows) > _HEAD_ROWS and len(heads) > _FEWEST and any(says_criteria(head) for head in heads)


def _duties(analysis: Analysis, span: Span) -> list[Duty]:
    """The duties of the parts of a text that begin with a body and go on with its verb; each part is its own."""
    text, at, found = analysis.flat[slice(*span)], 0, list[Duty]()
    for end in (*(part.span() for part in _PARTS.finditer(text)), (len(text), len(text))):
        said = text[at : end[0]].rstrip(" .,")
        blank = len(said) - len(said.lstrip())
        found += _of_part(Clause(said[blank:], span[0] + at + blank, analysis.once(local_names)))
        at = end[1]
    return found


def _of_part(clause: Clause) -> list[Duty]:
    own = (
        [one for one in subjects(clause) if one.first == 0 and not (one.heads or one.directed)] if clause.words else []
    )
    if not own or not cues.begins_duty(clause.words, own[0].after):
        return []
    return duties(clause, own[0], len(clause.words)) or _verb_alone(clause, own[0])


def _verb_alone(clause: Clause, subject: Subject) -> list[Duty]:
    """As in "Bộ Y tế hướng dẫn": what is guided is the criterion."""
    cue = cues.role_at(clause.words, subject.after)
    span = clause.slice(subject.after, len(clause.words))
    return [Duty(actor, cue[1] if cue else "implement", *span) for actor in subject.actors]
