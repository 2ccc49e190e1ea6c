"""One deed of a person: it brings rows to their next version, keeps a decision for each, and tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.store.clock import new_id, now
from corpus.store.errors import NotAllowedError, NotFoundError
from corpus.store.events import row_changed
from corpus.store.head import describe
from corpus.store.kinds import Kind
from corpus.store.tables import DecisionEntry, DocumentEntry, RowEntry

SEALED, SUBMITTED = "approved", "submitted"
"""State of a document whose rows may not be changed."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user's id, name and role."""

    id: str
    name: str
    role: Literal["clerk", "approver", "administrator"]


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, by whom. All its decisions have one ``batch``; ``undoes`` is the batch that it takes back."""

    session: Session
    actor: Actor
    action: str
    comment: str | None = None
    undoes: str | None = None
    batch: str = field(default_factory=new_id)

    def change(self, row: RowEntry, state: str, data: dict[str, Any]) -> None:
        """Bring ``row``, whose document must be open, to its next version."""
        document = open_document(self.session, row.document_id, self.actor)
        before = {"state": row.state, "data": row.data}
        row.state, row.data, row.version, row.updated_at = state, data, row.version + 1, now()
        if row.kind == "metadata":
            describe(document, {data["field"]: None if state == "rejected" else data["value"]})
        self._keep(document, row, before, {"state": state, "data": data}, row.version)
        row_changed(self.session, document, row)

    def add(self, document_id: str, kind: Kind, data: dict[str, Any], position: int | None = None) -> RowEntry:
        """Add a row with valid ``data``, at the end of its document or at ``position``; return it."""
        document = open_document(self.session, document_id, self.actor)
        identity = new_id()
        if position is None:
            last = select(func.max(RowEntry.position)).filter_by(document_id=document_id)
            position = (self.session.scalar(last) or 0) + 1
        row = RowEntry(
            id=identity,
            document_id=document_id,
            kind=kind,
            key=f"added-{identity}",
            position=position,
            page=data["evidence"][0]["page"] if data["evidence"] else 1,
            extracted=None,
            data=data,
            confidence=1.0,
            state="added",
            version=1,
            updated_at=now(),
        )
        self.session.add(row)
        self.session.flush()
        self._keep(document, row, None, {"state": row.state, "data": data}, row.version)
        row_changed(self.session, document, row)
        return row

    def note(self, document: DocumentEntry, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Keep a decision about the document as a whole."""
        self._keep(document, None, before, after, document.version)

    def _keep(
        self,
        document: DocumentEntry,
        row: RowEntry | None,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        version: int,
    ) -> None:
        decision = DecisionEntry(
            batch=self.batch,
            document_id=document.id,
            row_id=row.id if row else None,
            user_id=self.actor.id,
            at=now(),
            action=self.action,
            before=before,
            after=after,
            version=version,
            comment=self.comment,
            undoes=self.undoes,
        )
        self.session.add(decision)
        document.updated_at = decision.at
        self.session.flush()


def open_document(session: Session, document_id: str, actor: Actor) -> DocumentEntry:
    """Return a document whose rows ``actor`` may change, locked until the transaction ends.

    What a clerk has sent for approval stays as it is until it comes back: an approver signs what they have seen.

    Raises:
        NotFoundError: when there is none.
        NotAllowedError: when it is approved (code ``document_approved``), or waits for approval and the actor is a
            clerk (``document_submitted``).
    """
    document = session.get(DocumentEntry, document_id, with_for_update=True, populate_existing=True)
    if document is None:
        raise NotFoundError("document_not_found", id=document_id)
    if document.state == SEALED:
        raise NotAllowedError("document_approved")
    if document.state == SUBMITTED and actor.role == "clerk":
        raise NotAllowedError("document_submitted")
    return document
