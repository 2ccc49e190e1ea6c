"""The work that waits: documents with what is left to judge in each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, case, func, or_, select
from sqlalchemy.orm import Session, aliased, defer

from corpus.store.deed import Actor
from corpus.store.tables import DocumentEntry, OpinionEntry, RowEntry, UserEntry

GONE = ("replaced", "withdrawn", "superseded")
"""States of rows that nobody judges any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document, whose it is, and how many of its rows are to be judged, of how many.

    For a document's second reader these are the rows of which they have said nothing.
    """

    document: DocumentEntry
    assignee: str | None
    left: int
    rows: int
    second: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents: in ``state`` (None: any); with ``mine`` those given to the actor or theirs to read second."""

    state: str | None = None
    mine: bool = False


def waiting(session: Session, actor: Actor, wanted: Wanted, *, after: int = 0, limit: int = 100) -> list[Waiting]:
    """Return up to ``limit`` documents after so many: sent back, then open, submitted, approved; the actor's first."""
    assignee = aliased(UserEntry)
    said = select(OpinionEntry.row_id).where(OpinionEntry.user_id == actor.id)
    left = _count(RowEntry.state == "open")
    unsaid = _count(_JUDGED, RowEntry.extracted.is_not(None), RowEntry.id.not_in(said))
    second = func.coalesce(DocumentEntry.second_reader_id, "") == actor.id
    query = select(DocumentEntry, assignee.full_name, case((second, unsaid), else_=left), _count(_JUDGED), second)
    query = query.outerjoin(assignee, assignee.id == DocumentEntry.assignee_id)
    query = query.options(defer(DocumentEntry.record, raiseload=True))
    mine = or_(func.coalesce(DocumentEntry.assignee_id, "") == actor.id, second)
    if wanted.state:
        query = query.where(DocumentEntry.state == wanted.state)
    if wanted.mine:
        query = query.where(mine)
    order = case(_ORDER, value=DocumentEntry.state)
    query = query.order_by(order, case((mine, 0), else_=1), DocumentEntry.created_at, DocumentEntry.id)
    found = session.execute(query.offset(after).limit(limit))
    return [Waiting(document, name, n, of, bool(reads)) for document, name, n, of, reads in found]


def states(session: Session) -> dict[str, int]:
    """Return how many documents are in each state."""
    counted = session.execute(select(DocumentEntry.state, func.count()).group_by(DocumentEntry.state))
    return {state: count for state, count in counted}  # noqa: C416  # rows are no pairs to a type checker


_ORDER = {"sent_back": 0, "assigned": 1, "new": 2, "submitted": 3, "approved": 4}
_JUDGED = RowEntry.state.not_in(GONE)


def _count(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).where(RowEntry.document_id == DocumentEntry.id, *conditions).scalar_subquery()
