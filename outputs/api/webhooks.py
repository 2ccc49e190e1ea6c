"""Addresses that are told of events, how it goes, and a test. Of tokens that act as an administrator."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from corpus.store import Store, accounts, webhooks
from corpus.store.errors import InvalidError
from corpus.store.events import EventType
from corpus.store.tables import DeliveryEntry, EventEntry, WebhookEntry
from corpus.store.webhooks import DeliveryState
from outputs.api.asked import next_link
from outputs.api.inputs import EntryId, EventNumber, Limit
from outputs.api.models import Time
from outputs.api.problems import refusals
from outputs.api.route import ApiRoute
from outputs.api.shown import PREFIX
from outputs.web.access import Person, TheStore, address_of, needs, settings_of
from outputs.webhooks import RefusedError, allowed, new_secret
from outputs.webhooks.guard import LONGEST
from outputs.webhooks.trial import tried

router = APIRouter(prefix="/webhooks", tags=["webhooks"], route_class=ApiRoute)
Manager = Annotated[Person, needs("administrator", "webhooks:manage")]
MANAGES = needs("administrator", "webhooks:manage")


class NewWebhook(BaseModel):
    """Where to send what."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(
        min_length=1,
        max_length=LONGEST,
        description="public https address, port 443 or 8443, without a user name; names outside ASCII as xn--",
        json_schema_extra={"format": "webhook-url"},
    )
    types: list[EventType] = Field(min_length=1, max_length=10)


class Activity(BaseModel):
    """Whether a webhook is told of events."""

    model_config = ConfigDict(extra="forbid", strict=True)

    active: bool


class Webhook(BaseModel):
    """A webhook and how it is; ``last_problem`` is null when the last attempt was a success."""

    id: str
    url: str
    types: list[EventType]
    active: bool
    ended: Literal["by_person", "gone"] | None = Field(description="why it is disabled; gone: it has answered 410")
    created_at: Time
    last_at: Time | None = Field(description="when the last attempt ended")
    last_problem: str | None = Field(description="why the last attempt failed: `status_` and a number, or a word")
    failing_since: Time | None = Field(description="when the failures began that no success has followed")
    rests_until: Time | None = Field(description="nothing is sent before")
    deliveries: dict[DeliveryState, int] = Field(description="number by state")


class MadeWebhook(Webhook):
    """A webhook with the secret that signs what is sent, which is told this once."""

    secret: str


class WebhookList(BaseModel):
    """All webhooks."""

    items: list[Webhook]


class Delivery(BaseModel):
    """One event on its way."""

    sequence: int = Field(description="of the event, and with the webhook's id what names the delivery")
    event_id: str
    type: EventType
    subject: str = Field(description="the document's id")
    state: DeliveryState
    attempts: int = Field(description="that have begun")
    next_at: Time | None = Field(description="when the next attempt is due, while it waits")
    tried_at: Time | None = Field(description="when the last attempt ended")
    problem: str | None = Field(description="why it failed")


class DeliveryPage(BaseModel):
    """Deliveries, that of the newest event first; ``next`` is the next page's ``before``, null on the last one."""

    items: list[Delivery]
    next: int | None


class Tried(BaseModel):
    """How the test went: ``problem`` is null for a success."""

    problem: str | None


class DeliveryQuery(BaseModel):
    """Which deliveries."""

    model_config = ConfigDict(extra="forbid")

    before: EventNumber | None = Field(None, description="only of events before the one with this `sequence`")
    state: list[DeliveryState] = Field([], description="any of these states")
    limit: Limit = 50


@router.get("", operation_id="list_webhooks", dependencies=[MANAGES])
def list_webhooks(store: TheStore) -> WebhookList:
    """List all webhooks, the oldest first; their secrets are not told any more."""
    with store.reading() as session:
        counts = webhooks.counts(session)
        return WebhookList(items=[_shown(entry, counts) for entry in webhooks.webhooks(session)])


@router.post("", operation_id="create_webhook", status_code=201, responses=refusals(400))
def create_webhook(
    request: Request, response: Response, store: TheStore, person: Manager, given: NewWebhook
) -> MadeWebhook:
    """Let an address be told of events from now on. The answer holds the secret, this once.

    An address that events may not be sent to is refused, with the reason in `problems`.
    """
    try:
        allowed(given.url, internal=settings_of(request).internal_webhooks)
    except RefusedError as error:
        raise InvalidError({"body.url": error.why}) from error
    secret = new_secret()
    with store.writing() as session:
        entry = webhooks.add(session, given.url, given.types, secret)
        accounts.audit(session, "webhook_added", person.actor.name, address_of(request), webhooks.address(entry))
    response.headers["Location"] = f"{PREFIX}/webhooks/{entry.id}"
    return MadeWebhook(**_shown(entry, {}).model_dump(), secret=secret)


@router.get("/{webhook_id}", operation_id="get_webhook", dependencies=[MANAGES], responses=refusals(404))
def get_webhook(store: TheStore, webhook_id: EntryId) -> Webhook:
    """Return a webhook and how it is."""
    return _found(store, webhook_id)


@router.patch("/{webhook_id}", operation_id="change_webhook", responses=refusals(400, 404))
def change_webhook(request: Request, store: TheStore, person: Manager, webhook_id: EntryId, given: Activity) -> Webhook:
    """Disable a webhook, or enable it again: then what waited is sent, and what happened meanwhile is not."""
    with store.writing() as session:
        entry = webhooks.webhook_by_id(session, webhook_id)
        webhooks.set_active(entry, active=given.active)
        action = "webhook_enabled" if given.active else "webhook_disabled"
        accounts.audit(session, action, person.actor.name, address_of(request), webhooks.address(entry))
    return _found(store, webhook_id)


@router.delete("/{webhook_id}", operation_id="delete_webhook", status_code=204, responses=refusals(404))
def delete_webhook(request: Request, store: TheStore, person: Manager, webhook_id: EntryId) -> None:
    """Forget a webhook, and what was or is to be sent to it."""
    with store.writing() as session:
        entry = webhooks.webhook_by_id(session, webhook_id)
        webhooks.remove(session, entry)
        accounts.audit(session, "webhook_removed", person.actor.name, address_of(request), webhooks.address(entry))


@router.get("/{webhook_id}/deliveries", operation_id="list_deliveries", dependencies=[MANAGES], responses=refusals(404))
def list_deliveries(
    request: Request,
    response: Response,
    store: TheStore,
    webhook_id: EntryId,
    query: Annotated[DeliveryQuery, Query()],
) -> DeliveryPage:
    """List what was and is to be sent to a webhook, the newest event first."""
    with store.reading() as session:
        webhooks.webhook_by_id(session, webhook_id)
        found = webhooks.deliveries(session, webhook_id, query.state, query.before, query.limit + 1)
    page = [_delivery(*pair) for pair in found[: query.limit]]
    before = page[-1].sequence if len(found) > query.limit else None
    if before is not None:
        response.headers["Link"] = next_link(request, before=str(before))
    return DeliveryPage(items=page, next=before)


@router.post(
    "/{webhook_id}/deliveries/{sequence}/send-again",
    operation_id="send_again",
    status_code=202,
    responses=refusals(404),
)
def send_again(
    request: Request, store: TheStore, person: Manager, webhook_id: EntryId, sequence: EventNumber
) -> Delivery:
    """Send an event to a webhook once more, at once: one that was given up, waits, or came and was lost there."""
    with store.writing() as session:
        entry = webhooks.send_again(session, webhook_id, sequence)
        event = session.get_one(EventEntry, sequence)
        accounts.audit(session, "webhook_sent_again", person.actor.name, address_of(request), event.id)
    return _delivery(entry, event)


@router.post("/{webhook_id}/test", operation_id="test_webhook", responses=refusals(404))
def try_webhook(request: Request, store: TheStore, _person: Manager, webhook_id: EntryId) -> Tried:
    """Send an event of the type `webhook.test` at once, and tell how it went."""
    with store.reading() as session:
        entry = webhooks.webhook_by_id(session, webhook_id)
    return Tried(problem=tried(request, store, entry))


@router.api_route(
    "", methods=["DELETE", "HEAD", "OPTIONS", "PATCH", "PUT", "TRACE"], include_in_schema=False, dependencies=[MANAGES]
)
def refuse_method() -> None:
    """Name all methods: each of the routes above knows of itself only."""
    raise HTTPException(405, headers={"Allow": "GET, POST"})


@router.api_route(
    "/{webhook_id}",
    methods=["HEAD", "OPTIONS", "POST", "PUT", "TRACE"],
    include_in_schema=False,
    dependencies=[MANAGES],
)
def refuse_method_of_one(webhook_id: str) -> None:  # noqa: ARG001  # the framework asks for it
    """Name all methods of one webhook."""
    raise HTTPException(405, headers={"Allow": "DELETE, GET, PATCH"})


def _found(store: Store, webhook_id: str) -> Webhook:
    with store.reading() as session:
        return _shown(webhooks.webhook_by_id(session, webhook_id), webhooks.counts(session))


def _shown(entry: WebhookEntry, counts: dict[str, dict[str, int]]) -> Webhook:
    values = {name: getattr(entry, name) for name in Webhook.model_fields if hasattr(entry, name)}
    values |= {"types": entry.types.split(), "deliveries": counts.get(entry.id, {})}
    return Webhook.model_validate(values)


def _delivery(entry: DeliveryEntry, event: EventEntry) -> Delivery:
    values = {name: getattr(entry, name) for name in Delivery.model_fields if hasattr(entry, name)}
    values["next_at"] = entry.next_at if entry.state == "waiting" else None
    about = {"sequence": event.sequence, "event_id": event.id, "type": event.type, "subject": event.subject}
    return Delivery.model_validate(values | about)
