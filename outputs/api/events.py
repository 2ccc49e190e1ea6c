"""The outbox: what happened, in its order, for those who would rather ask than be told by webhooks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from corpus.store import listing
from corpus.store.cloud_events import BATCH_MEDIA_TYPE, CloudEvent, cloud_event
from corpus.store.events import EventType
from outputs.api.asked import next_link
from outputs.api.inputs import After, Limit
from outputs.api.route import ApiRoute
from outputs.web.access import TheStore, needs

router = APIRouter(tags=["events"], route_class=ApiRoute)
_BATCH = TypeAdapter(list[CloudEvent])


class Batch(Response):
    """A batch of events, as CloudEvents names it."""

    media_type = BATCH_MEDIA_TYPE


class EventQuery(BaseModel):
    """Which events."""

    model_config = ConfigDict(extra="forbid")

    after: After = Field(0, description="the `sequence` of the last event that is known")
    type: list[EventType] = Field([], description="any of these types")
    limit: Limit = 50


@router.get(
    "/events",
    operation_id="list_events",
    dependencies=[needs("clerk", "records:read")],
    response_class=Batch,
    responses={200: {"model": list[CloudEvent], "description": "A batch of CloudEvents 1.0."}},
)
def list_events(request: Request, store: TheStore, query: Annotated[EventQuery, Query()]) -> Response:
    """List events in the order in which they happened; an empty batch says that there are no more yet.

    None comes later with a lower number: whoever keeps the last `sequence` and asks for what is `after` it misses none.
    """
    with store.reading() as session:
        found = listing.events(session, query.after, query.type, query.limit)
        events = [cloud_event(entry) for entry in found]
    response = Batch(_BATCH.dump_json(events, exclude_none=True))
    if found:
        response.headers["Link"] = next_link(request, after=str(found[-1].sequence))
    return response
