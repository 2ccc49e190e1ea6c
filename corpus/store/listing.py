"""Lists over all documents: which of them, and which of their rows, in an order in which one can read on.

A page of a list begins after the place where the last one ended, not after a number of entries: what changes meanwhile
moves to the end of a list by ``updated_at``, so that whoever reads to its end has seen everything as it stands, and
nothing twice in the same version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session, aliased, defer

from corpus.store.decisions import LIVE
from corpus.store.folding import unmarked
from corpus.store.kinds import Kind
from corpus.store.search import holding
from corpus.store.tables import (
    DecisionEntry,
    DocumentEntry,
    EventEntry,
    RowEntry,
    SubmissionEntry,
    UserEntry,
)

RowState = Literal["open", "approved", "corrected", "added", "rejected", "replaced", "withdrawn", "superseded"]
DocumentState = Literal["new", "assigned", "submitted", "sent_back", "approved"]
Order = Literal["updated_at", "-updated_at", "created_at", "-created_at"]
_Query = TypeVar("_Query", bound=Select[*tuple[Any, ...]])
STATES: tuple[RowState, ...] = get_args(RowState)
REVIEWED: tuple[RowState, ...] = ("approved", "corrected", "added")
"""States of rows that a person has let stand."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page of a list ended: the value that the list is ordered by, and the id of its last entry."""

    at: str
    id: str


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents: what is None or empty does not count.

    ``issuer`` is a part of the name and ``symbol`` the whole one, both without regard to case and diacritics; ``text``
    are words on one page, as ``search.find`` looks for them. Dates are ISO 8601 and include the day;
    ``changed_since`` is a time as the store writes it.
    """

    states: Sequence[DocumentState] = ()
    types: Sequence[str] = ()
    issuer: str | None = None
    symbol: str | None = None
    dated_from: str | None = None
    dated_to: str | None = None
    assignee: str | None = None
    changed_since: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows of a kind: what is None does not count.

    ``subject`` is as in ``RowEntry``. ``due_before`` and ``due_after`` are ISO 8601 dates that the last day lies before
    or after.
    """

    states: Sequence[RowState] = LIVE  # type: ignore[assignment]  # its strings are among them
    document_id: str | None = None
    document_states: Sequence[DocumentState] = ()
    changed_since: str | None = None
    min_confidence: float | None = None
    subject: str | None = None
    unit: str | None = None
    role: str | None = None
    due_before: str | None = None
    due_after: str | None = None


def documents(
    session: Session, where: DocumentFilter, order: Order = "updated_at", after: Position | None = None, limit: int = 50
) -> list[tuple[DocumentEntry, str | None]]:
    """Return up to ``limit`` documents, without their records, and the name of whom each was given to."""
    assignee = aliased(UserEntry)
    query = select(DocumentEntry, assignee.name).outerjoin(assignee, assignee.id == DocumentEntry.assignee_id)
    query = query.options(defer(DocumentEntry.record)).where(*_of_documents(where))
    if where.assignee is not None:
        query = query.where(assignee.name == where.assignee)
    query = _onward(query, order, DocumentEntry, after).limit(limit)
    return [(document, name) for document, name in session.execute(query)]


def rows(
    session: Session, kind: Kind, where: RowFilter, after: Position | None = None, limit: int = 50
) -> list[tuple[RowEntry, str | None]]:
    """Return up to ``limit`` rows of a kind, the one that changed longest ago first, with their documents' symbols."""
    query = select(RowEntry, DocumentEntry.symbol).join(DocumentEntry, DocumentEntry.id == RowEntry.document_id)
    query = query.options(defer(RowEntry.extracted)).where(*_of_rows(kind, where))
    query = _onward(query, "updated_at", RowEntry, after).limit(limit)
    return [(row, symbol) for row, symbol in session.execute(query)]


def submissions(
    session: Session, states: Sequence[str] = (), after: Position | None = None, limit: int = 50
) -> list[SubmissionEntry]:
    """Return up to ``limit`` submissions, the newest first."""
    query = select(SubmissionEntry)
    if states:
        query = query.where(SubmissionEntry.state.in_(states))
    return list(session.scalars(_onward(query, "-created_at", SubmissionEntry, after).limit(limit)))


def decisions(session: Session, document_id: str, after: int = 0, limit: int = 50) -> list[tuple[DecisionEntry, str]]:
    """Return up to ``limit`` decisions about a document and its rows, the oldest first, with who decided."""
    query = select(DecisionEntry, UserEntry.name).join(UserEntry, UserEntry.id == DecisionEntry.user_id)
    query = query.where(DecisionEntry.document_id == document_id, DecisionEntry.id > after)
    return [(entry, name) for entry, name in session.execute(query.order_by(DecisionEntry.id).limit(limit))]


def events(session: Session, after: int = 0, types: Sequence[str] = (), limit: int = 50) -> list[EventEntry]:
    """Return up to ``limit`` events of the outbox that came after the one numbered ``after``."""
    query = select(EventEntry).where(EventEntry.sequence > after)
    if types:
        query = query.where(EventEntry.type.in_(types))
    return list(session.scalars(query.order_by(EventEntry.sequence).limit(limit)))


def counts(session: Session, document_ids: Iterable[str]) -> dict[str, dict[str, dict[str, int]]]:
    """Return how many rows of each kind and state the documents have: document, kind, state."""
    found: dict[str, dict[str, dict[str, int]]] = {identity: {} for identity in document_ids}
    query = select(RowEntry.document_id, RowEntry.kind, RowEntry.state, func.count())
    query = query.where(RowEntry.document_id.in_(found)).group_by(RowEntry.document_id, RowEntry.kind, RowEntry.state)
    for identity, kind, state, count in session.execute(query):
        found[identity].setdefault(kind, {})[state] = count
    return found


def _of_documents(where: DocumentFilter) -> Iterator[ColumnElement[bool]]:
    if where.states:
        yield DocumentEntry.state.in_(where.states)
    if where.types:
        yield DocumentEntry.type_code.in_(where.types)
    if where.issuer is not None:
        yield DocumentEntry.issuer_folded.contains(unmarked(where.issuer), autoescape=True)
    if where.symbol is not None:
        yield DocumentEntry.symbol_folded == unmarked(where.symbol)
    if where.dated_from is not None:
        yield DocumentEntry.date >= where.dated_from
    if where.dated_to is not None:
        yield DocumentEntry.date <= where.dated_to
    if where.changed_since is not None:
        yield DocumentEntry.updated_at >= where.changed_since
    if where.text is not None:
        yield holding(where.text)


def _of_rows(kind: Kind, where: RowFilter) -> Iterator[ColumnElement[bool]]:
    yield RowEntry.kind == kind
    yield RowEntry.state.in_(where.states)
    if where.document_states:
        yield DocumentEntry.state.in_(where.document_states)
    if where.changed_since is not None:
        yield RowEntry.updated_at >= where.changed_since
    if where.min_confidence is not None:
        yield RowEntry.confidence >= where.min_confidence
    same = ((RowEntry.document_id, where.document_id), (RowEntry.subject, where.subject))
    for column, value in (*same, (_json("unit"), where.unit), (_json("role"), where.role)):
        if value is not None:
            yield column == value
    end = _json("end") if kind == "deadline" else _json("due", "end")
    if where.due_before is not None:
        yield end < where.due_before
    if where.due_after is not None:
        yield end > where.due_after


def _json(*path: str) -> ColumnElement[str]:
    """Return a text inside the row's data; null where the path leads nowhere."""
    value: ColumnElement[str] = RowEntry.data[path].as_string()
    return value


def _onward(query: _Query, order: Order, table: Any, after: Position | None) -> _Query:
    """Return ``query`` in its order, from the entry that follows ``after``; ids part entries of the same moment."""
    column = table.created_at if order.endswith("created_at") else table.updated_at
    place = tuple_(column, table.id)
    if order.startswith("-"):
        query = query.order_by(column.desc(), table.id.desc())
        return query if after is None else query.where(place < (after.at, after.id))
    query = query.order_by(column, table.id)
    return query if after is None else query.where(place > (after.at, after.id))
