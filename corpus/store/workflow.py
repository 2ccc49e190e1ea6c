"""A document's way through the office: given to a clerk, sent for approval, sent back or approved.

A sample of documents is read by a second person as well, who does not see the first one's decisions; how often both
agree is the office's own measure of its work.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.store.clock import now
from corpus.store.deed import Actor, Deed
from corpus.store.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from corpus.store.events import emit
from corpus.store.kinds import kind_of, validated
from corpus.store.tables import DocumentEntry, OpinionEntry, RowEntry, UserEntry

STATES = ("new", "assigned", "submitted", "sent_back", "approved")
_OPEN = ("new", "assigned", "sent_back")


def assign(session: Session, actor: Actor, document_id: str, version: int, user_id: str | None) -> DocumentEntry:
    """Give a document to someone, or with None to nobody. A clerk may only take what is nobody's.

    Raises:
        NotFoundError, ConflictError: as in ``decisions.approve``.
        NotAllowedError: when a clerk gives to others or takes another's, or the document is approved.
    """
    document = seen(session, document_id, version)
    if actor.role == "clerk" and (user_id != actor.id or document.assignee_id not in (None, actor.id)):
        raise NotAllowedError("clerk_takes_only_free")
    if document.state not in _OPEN:
        raise NotAllowedError("document_not_open")
    user = _user(session, user_id) if user_id else None
    before = {"assignee_id": document.assignee_id, "state": document.state}
    document.assignee_id = user.id if user else None
    if document.state != "sent_back":
        document.state = "assigned" if user else "new"
    _advance(Deed(session, actor, "assign"), document, before)
    return document


def give_back(session: Session, actor: Actor, document_id: str, version: int) -> DocumentEntry:
    """Let a document that was given to ``actor`` be nobody's again.

    Raises:
        NotAllowedError: when it is another's, or not open.
        NotFoundError, ConflictError: as in ``decisions.approve``.
    """
    document = seen(session, document_id, version)
    if document.assignee_id != actor.id:
        raise NotAllowedError("document_of_another")
    if document.state not in _OPEN:
        raise NotAllowedError("document_not_open")
    before = {"assignee_id": document.assignee_id, "state": document.state}
    document.assignee_id = None
    if document.state != "sent_back":
        document.state = "new"
    _advance(Deed(session, actor, "assign"), document, before)
    return document


def submit(session: Session, actor: Actor, document_id: str, version: int, comment: str | None = None) -> DocumentEntry:
    """Send a document for approval: every row must be decided on.

    Raises:
        NotAllowedError: when rows are open (code ``rows_open``) or it is another's.
        NotFoundError, ConflictError: as in ``decisions.approve``.
    """
    document = seen(session, document_id, version)
    if document.state not in _OPEN:
        raise NotAllowedError("document_not_open")
    if actor.role == "clerk" and document.assignee_id not in (None, actor.id):
        raise NotAllowedError("document_of_another")
    if left := open_rows(session, document_id):
        raise NotAllowedError("rows_open", count=left)
    _move(Deed(session, actor, "submit", comment), document, "submitted")
    return document


def send_back(session: Session, actor: Actor, document_id: str, version: int, comment: str) -> DocumentEntry:
    """Send a document back to its clerk, with what is to be done.

    Raises:
        NotAllowedError: when the actor is a clerk or the document was not sent for approval.
        InvalidError: when the comment is empty.
        NotFoundError, ConflictError: as in ``decisions.approve``.
    """
    document = _for_approval(session, actor, document_id, version)
    if not comment.strip():
        raise InvalidError({"comment": "empty"})
    _move(Deed(session, actor, "send_back", comment), document, "sent_back")
    return document


def seal(session: Session, actor: Actor, document_id: str, version: int, comment: str | None = None) -> DocumentEntry:
    """Approve a document: its rows stand, and other systems are told.

    Raises:
        NotAllowedError: when the actor is a clerk, the document was not sent for approval or rows are open.
        NotFoundError, ConflictError: as in ``decisions.approve``.
    """
    document = _for_approval(session, actor, document_id, version)
    if left := open_rows(session, document_id):
        raise NotAllowedError("rows_open", count=left)
    _move(Deed(session, actor, "seal", comment), document, "approved")
    emit(session, "record.approved", document)
    return document


def reopen(session: Session, actor: Actor, document_id: str, version: int, comment: str | None = None) -> DocumentEntry:
    """Open an approved document again.

    Raises:
        NotAllowedError: when the actor is a clerk or the document is not approved.
        NotFoundError, ConflictError: as in ``decisions.approve``.
    """
    document = seen(session, document_id, version)
    if actor.role == "clerk" or document.state != "approved":
        raise NotAllowedError("approver_only" if actor.role == "clerk" else "document_not_approved")
    _move(Deed(session, actor, "unseal", comment), document, "sent_back")
    emit(session, "record.changed", document)
    return document


def draw_sample(session: Session, actor: Actor, reader_id: str, share: float, seed: int) -> list[DocumentEntry]:
    """Choose ``share`` (0 to 1) of the open documents at random for a second reading by ``reader_id``.

    Raises:
        NotAllowedError: when the actor is a clerk.
        NotFoundError: when there is no such reader.
    """
    if actor.role == "clerk":
        raise NotAllowedError("approver_only")
    reader = _user(session, reader_id)
    free = select(DocumentEntry).where(DocumentEntry.state.in_(_OPEN), DocumentEntry.second_reader_id.is_(None))
    candidates = [d for d in session.scalars(free.order_by(DocumentEntry.id)) if d.assignee_id != reader.id]
    chosen = random.Random(seed).sample(candidates, round(share * len(candidates)))  # noqa: S311  # a sample, no secret
    for document in chosen:
        document.second_reader_id = reader.id
        _advance(Deed(session, actor, "second_reading"), document, None)
    return chosen


def opine(session: Session, actor: Actor, row_id: str, state: str, data: dict[str, Any]) -> OpinionEntry:
    """Keep what the second reader says of a row: approved, corrected (with ``data``) or rejected.

    Raises:
        NotFoundError: when there is no such row.
        NotAllowedError: when the actor is not the document's second reader.
        InvalidError: when ``data`` or ``state`` is not valid.
    """
    row = session.get(RowEntry, row_id)
    document = session.get(DocumentEntry, row.document_id) if row else None
    if row is None or document is None:
        raise NotFoundError("row_not_found", id=row_id)
    if document.second_reader_id != actor.id:
        raise NotAllowedError("not_second_reader")
    if state not in ("approved", "corrected", "rejected"):
        raise InvalidError({"state": "unknown"})
    opinion = OpinionEntry(row_id=row_id, user_id=actor.id, at=now(), state=state, data=validated(kind_of(row), data))
    return session.merge(opinion)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two readers agree: rows that both judged, those judged alike, and Cohen's kappa (None without any)."""

    rows: int
    alike: int
    kappa: float | None


def agreement(session: Session, document_id: str | None = None) -> Agreement:
    """Compare second readings with the decisions that stand, in one document or all.

    Two judgements are alike when both keep the row with the same values, or both reject it. Kappa is of kept as it
    was, kept otherwise, and rejected.
    """
    both = select(RowEntry, OpinionEntry).join(OpinionEntry, OpinionEntry.row_id == RowEntry.id)
    both = both.where(RowEntry.state.in_(("approved", "corrected", "rejected")))
    if document_id:
        both = both.where(RowEntry.document_id == document_id)
    pairs = [(row, opinion) for row, opinion in session.execute(both)]
    alike = sum(_alike(row, opinion) for row, opinion in pairs)
    return Agreement(len(pairs), alike, _kappa([(row.state, opinion.state) for row, opinion in pairs]))


def open_rows(session: Session, document_id: str) -> int:
    """Return how many rows of a document nobody has decided on."""
    query = select(func.count()).select_from(RowEntry).filter_by(document_id=document_id, state="open")
    return session.scalar(query) or 0


def seen(session: Session, document_id: str, version: int) -> DocumentEntry:
    """Return a document that still has the version that the person has seen, locked.

    Raises:
        NotFoundError: when there is none.
        ConflictError: when it has another version by now.
    """
    document = session.get(DocumentEntry, document_id, with_for_update=True, populate_existing=True)
    if document is None:
        raise NotFoundError("document_not_found", id=document_id)
    if document.version != version:
        raise ConflictError(document)
    return document


def _for_approval(session: Session, actor: Actor, document_id: str, version: int) -> DocumentEntry:
    if actor.role == "clerk":
        raise NotAllowedError("approver_only")
    document = seen(session, document_id, version)
    if document.state != "submitted":
        raise NotAllowedError("document_not_submitted")
    return document


def _move(deed: Deed, document: DocumentEntry, state: str) -> None:
    before = {"state": document.state}
    document.state, document.comment = state, deed.comment
    _advance(deed, document, before)


def _advance(deed: Deed, document: DocumentEntry, before: dict[str, Any] | None) -> None:
    document.version, document.updated_at = document.version + 1, now()
    deed.note(document, before, {"state": document.state, "assignee_id": document.assignee_id})


def _user(session: Session, user_id: str) -> UserEntry:
    user = session.get(UserEntry, user_id)
    if user is None or not user.active:
        raise NotFoundError("user_not_found", id=user_id)
    return user


def _alike(row: RowEntry, opinion: OpinionEntry) -> bool:
    if "rejected" in (row.state, opinion.state):
        return row.state == opinion.state
    return row.data == opinion.data


def _kappa(pairs: list[tuple[str, str]]) -> float | None:
    if not pairs:
        return None
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / len(pairs)
    expected = sum(first[state] * second[state] for state in first) / len(pairs) ** 2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)
