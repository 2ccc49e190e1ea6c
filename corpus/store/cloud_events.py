"""Events in the form in which other systems get them: CloudEvents 1.0."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corpus.record import Model
from corpus.store.events import EventType
from corpus.store.tables import EventEntry

MEDIA_TYPE = "application/cloudevents+json"
BATCH_MEDIA_TYPE = "application/cloudevents-batch+json"
SOURCE = "urn:vanban:store"
DATA_SCHEMA = "urn:vanban:schema:event:1.0"


class EventData(Model):
    """What happened: to which document, and where it happened to one row, to which; as it stood right then."""

    document_id: str
    symbol: str | None = None
    state: str = Field(description="of the document")
    version: int = Field(ge=1, description="of the document")
    row_id: str | None = None
    kind: str | None = None
    row_state: str | None = None
    row_version: int | None = None


class CloudEvent(Model):
    """An event; ``id`` never changes, so that one that comes twice is known."""

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str = SOURCE
    type: EventType
    subject: str = Field(description="the document's id")
    time: str = Field(description="RFC 3339, UTC")
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str = DATA_SCHEMA
    sequence: str = Field(description="number in the outbox with leading zeros: sorted as text, in the order of events")
    data: EventData


def cloud_event(entry: EventEntry) -> CloudEvent:
    """Return an event of the outbox as other systems get it; null fields are left out when it is written."""
    return CloudEvent.model_validate(
        {
            "id": entry.id,
            "type": entry.type,
            "subject": entry.subject,
            "time": entry.time,
            "sequence": f"{entry.sequence:016d}",
            "data": entry.data,
        }
    )
