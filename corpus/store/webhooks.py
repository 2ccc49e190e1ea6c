"""Addresses that are told of events, and every event's way to them.

Sending takes long, so it happens outside of transactions: whoever sends claims a delivery for a while, sends, and notes
how it went. If they are gone in between, another one claims it later, and the event comes twice: by the same id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session, aliased

from corpus.store.clock import new_id, now, parsed
from corpus.store.errors import InvalidError, NotAllowedError, NotFoundError
from corpus.store.events import TYPES
from corpus.store.tables import DeliveryEntry, EventEntry, WebhookEntry

DeliveryState = Literal["waiting", "delivered", "given_up"]
MOST = 50
"""Webhooks that a store may have: every event is entered once for each."""
LEASE = timedelta(seconds=90)
"""How long a claim counts; longer than an attempt may take."""
AT_ONCE = 2
"""Attempts that may be made to one webhook at the same time: a slow receiver must not hold all senders."""
_SHORTEST_REST, _LONGEST_REST = timedelta(seconds=5), timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that the caller, and nobody else, is to attempt. ``attempt`` counts from 1."""

    webhook_id: str
    url: str
    secret: str = field(repr=False)
    event: EventEntry
    attempt: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt went: ``problem`` is None for a success.

    After a failure, ``again`` is in how long the next attempt is due, None to give up. ``ill`` says that the receiver
    as a whole is not well: then others wait too. ``gone`` says that it wants to be told nothing any more.
    """

    problem: str | None = None
    again: timedelta | None = None
    ill: bool = False
    gone: bool = False


def add(session: Session, url: str, types: Sequence[str], secret: str) -> WebhookEntry:
    """Let ``url``, which must have been checked, be told of events of ``types`` from now on.

    Raises:
        InvalidError: when a type is unknown or there is none.
        NotAllowedError: when there are too many webhooks (code ``too_many_webhooks``).
    """
    if not types or any(kind not in TYPES for kind in types):
        raise InvalidError({"types": "unknown"})
    if (session.scalar(select(func.count()).select_from(WebhookEntry)) or 0) >= MOST:
        raise NotAllowedError("too_many_webhooks", most=MOST)
    chosen = " ".join(kind for kind in TYPES if kind in types)
    webhook = WebhookEntry(id=new_id(), url=url, secret=secret, types=chosen, active=True, created_at=now())
    session.add(webhook)
    session.flush()
    return webhook


def webhook_by_id(session: Session, webhook_id: str) -> WebhookEntry:
    """Return a webhook.

    Raises:
        NotFoundError: when there is none.
    """
    webhook = session.get(WebhookEntry, webhook_id)
    if webhook is None:
        raise NotFoundError("webhook_not_found", id=webhook_id)
    return webhook


def webhooks(session: Session) -> Sequence[WebhookEntry]:
    """Return all webhooks, the oldest first."""
    return session.scalars(select(WebhookEntry).order_by(WebhookEntry.created_at, WebhookEntry.id)).all()


def address(webhook: WebhookEntry) -> str:
    """Return where a webhook is, for journals: without the query, in which systems like to have keys."""
    return webhook.url.partition("?")[0]


def set_active(webhook: WebhookEntry, *, active: bool) -> None:
    """Tell a webhook of nothing any more, or again: what waited by then is sent, what happened meanwhile is not."""
    webhook.active, webhook.ended = active, None if active else "by_person"
    webhook.failing_since = webhook.rests_until = None


def remove(session: Session, webhook: WebhookEntry) -> None:
    """Forget a webhook and all that was or is to be sent to it."""
    session.execute(delete(DeliveryEntry).filter_by(webhook_id=webhook.id))
    session.delete(webhook)


def counts(session: Session) -> dict[str, dict[str, int]]:
    """Return the number of deliveries by webhook and state."""
    query = select(DeliveryEntry.webhook_id, DeliveryEntry.state, func.count())
    found: dict[str, dict[str, int]] = {}
    for webhook, state, number in session.execute(query.group_by(DeliveryEntry.webhook_id, DeliveryEntry.state)):
        found.setdefault(webhook, {})[state] = number
    return found


def deliveries(
    session: Session, webhook_id: str, states: Sequence[DeliveryState], before: int | None, limit: int
) -> list[tuple[DeliveryEntry, EventEntry]]:
    """Return deliveries to a webhook with their events, the newest event first, of those before event ``before``."""
    query = _pairs().where(DeliveryEntry.webhook_id == webhook_id)
    if states:
        query = query.where(DeliveryEntry.state.in_(states))
    if before is not None:
        query = query.where(DeliveryEntry.event_sequence < before)
    found = session.execute(query.order_by(DeliveryEntry.event_sequence.desc()).limit(limit))
    return [(delivery, event) for delivery, event in found]


def failures(session: Session, webhook_id: str, limit: int) -> list[tuple[DeliveryEntry, EventEntry]]:
    """Return deliveries that were given up or whose last attempt failed, the newest event first."""
    failed = DeliveryEntry.state.in_(("given_up", "waiting")) & DeliveryEntry.problem.is_not(None)
    query = _pairs().where(DeliveryEntry.webhook_id == webhook_id, failed)
    found = session.execute(query.order_by(DeliveryEntry.event_sequence.desc()).limit(limit))
    return [(delivery, event) for delivery, event in found]


def send_again(session: Session, webhook_id: str, sequence: int) -> DeliveryEntry:
    """Let a delivery be attempted at once, from the first attempt on if it had come to an end.

    Raises:
        NotFoundError: when there is none.
        NotAllowedError: when the webhook is disabled (code ``webhook_disabled``).
    """
    delivery = session.get(DeliveryEntry, (sequence, webhook_id))
    if delivery is None:
        raise NotFoundError("delivery_not_found", id=f"{webhook_id}/{sequence}")
    webhook = webhook_by_id(session, webhook_id)
    if not webhook.active:
        raise NotAllowedError("webhook_disabled")
    if delivery.state != "waiting":
        delivery.state, delivery.attempts = "waiting", 0
    delivery.next_at, webhook.rests_until = now(), None
    return delivery


def is_due(session: Session) -> bool:
    """Whether there is something to claim: asked often, and without holding up those who write."""
    return next(_due(session), None) is not None


def claim(session: Session) -> Claimed | None:
    """Return what has waited longest, for the caller to attempt within ``LEASE``; None when nothing is due.

    An event never overtakes an earlier one of its document that still waits for the same webhook.
    """
    found = min(_due(session), key=lambda due: due[1].next_at, default=None)
    if found is None:
        return None
    webhook, delivery, event = found
    delivery.attempts, delivery.claimed_until = delivery.attempts + 1, now(LEASE)
    return Claimed(webhook.id, webhook.url, webhook.secret, event, delivery.attempts)


def note(session: Session, claimed: Claimed, outcome: Outcome) -> None:
    """Keep how an attempt went. A success always counts; a failure only if nobody has claimed the delivery since."""
    webhook = session.get(WebhookEntry, claimed.webhook_id)
    delivery = session.get(DeliveryEntry, (claimed.event.sequence, claimed.webhook_id))
    if webhook is None or delivery is None:
        return
    note_contact(webhook, outcome)
    if delivery.state != "waiting" or (outcome.problem is not None and delivery.attempts != claimed.attempt):
        return
    delivery.claimed_until, delivery.tried_at, delivery.problem = None, now(), outcome.problem
    if outcome.problem is None:
        delivery.state = "delivered"
    elif outcome.again is None:
        delivery.state = "given_up"
    else:
        delivery.next_at = now(outcome.again)


def note_contact(webhook: WebhookEntry, outcome: Outcome) -> None:
    """Keep what an attempt tells of the receiver: how it is, that it must rest, that it wants nothing any more."""
    webhook.last_at, webhook.last_problem = now(), outcome.problem
    if outcome.problem is None:
        webhook.failing_since = webhook.rests_until = None
        return
    webhook.failing_since = webhook.failing_since or webhook.last_at
    if outcome.ill:
        webhook.rests_until = now(_rest(webhook.failing_since))
    if outcome.gone and webhook.active:
        webhook.active, webhook.ended = False, "gone"


def _rest(failing_since: str) -> timedelta:
    """Return how long a receiver is left in peace: a quarter of the time for which it has failed."""
    failing = datetime.now(UTC) - parsed(failing_since)
    return min(max(failing / 4, _SHORTEST_REST), _LONGEST_REST)


def _due(session: Session) -> Iterator[tuple[WebhookEntry, DeliveryEntry, EventEntry]]:
    """Yield for each webhook the first delivery that is due."""
    present = now()
    for webhook in session.scalars(select(WebhookEntry).where(WebhookEntry.active)):
        if webhook.rests_until and webhook.rests_until > present:
            continue
        found = session.execute(_first_due(webhook.id, present)).first()
        if found and _under_way(session, webhook.id, present) < AT_ONCE:
            yield webhook, found[0], found[1]


def _under_way(session: Session, webhook_id: str, present: str) -> int:
    query = select(func.count()).select_from(DeliveryEntry).filter_by(webhook_id=webhook_id, state="waiting")
    return session.scalar(query.where(DeliveryEntry.claimed_until > present)) or 0


def _first_due(webhook_id: str, present: str) -> Select[DeliveryEntry, EventEntry]:
    earlier, told = aliased(DeliveryEntry), aliased(EventEntry)
    before = (
        select(earlier.event_sequence)
        .join(told, told.sequence == earlier.event_sequence)
        .where(told.subject == EventEntry.subject, told.sequence < EventEntry.sequence)
        .where(earlier.webhook_id == webhook_id, earlier.state == "waiting")
    )
    free = DeliveryEntry.claimed_until.is_(None) | (DeliveryEntry.claimed_until <= present)
    return (
        _pairs()
        .where(DeliveryEntry.webhook_id == webhook_id, DeliveryEntry.state == "waiting")
        .where(DeliveryEntry.next_at <= present, free, ~before.exists())
        .order_by(DeliveryEntry.event_sequence)
        .limit(1)
    )


def _pairs() -> Select[DeliveryEntry, EventEntry]:
    return select(DeliveryEntry, EventEntry).join(EventEntry, EventEntry.sequence == DeliveryEntry.event_sequence)
