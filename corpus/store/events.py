"""Events: written where they happen, in the same transaction, and handed to every webhook that asked for them."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.store.clock import new_id, now
from corpus.store.tables import DeliveryEntry, DocumentEntry, EventEntry, RowEntry, WebhookEntry

EventType = Literal["record.extracted", "record.approved", "record.changed"]
TYPES: tuple[EventType, ...] = ("record.extracted", "record.approved", "record.changed")


def emit(session: Session, kind: EventType, document: DocumentEntry, data: dict[str, Any] | None = None) -> EventEntry:
    """Write an event about ``document`` to the outbox, and one delivery for every active webhook that wants it."""
    about = {
        "document_id": document.id,
        "symbol": document.symbol,
        "state": document.state,
        "version": document.version,
    }
    event = EventEntry(id=new_id(), type=kind, subject=document.id, time=now(), data=about | (data or {}))
    session.add(event)
    session.flush()
    for webhook in session.scalars(select(WebhookEntry).where(WebhookEntry.active)):
        if kind in webhook.types.split():
            session.add(
                DeliveryEntry(
                    event_sequence=event.sequence,
                    webhook_id=webhook.id,
                    state="waiting",
                    attempts=0,
                    next_at=event.time,
                )
            )
    return event


def row_changed(session: Session, document: DocumentEntry, row: RowEntry) -> None:
    """Tell that a row is another than before."""
    about = {"row_id": row.id, "kind": row.kind, "row_state": row.state, "row_version": row.version}
    emit(session, "record.changed", document, about)
