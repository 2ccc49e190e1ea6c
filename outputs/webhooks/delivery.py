"""Brings events to the webhooks that asked for them: at least once, again after failures, a document's events in order.

Each sender claims a delivery in one short transaction, sends without any, and notes the outcome in another.
"""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from corpus.store import Store, webhooks
from corpus.store.clock import new_id, now
from corpus.store.cloud_events import MEDIA_TYPE, SOURCE, cloud_event
from corpus.store.tables import WebhookEntry
from corpus.store.webhooks import Outcome
from outputs.webhooks.posting import Answer, FailedError, Sender
from outputs.webhooks.signing import signed

TEST_TYPE = "webhook.test"
"""Type of the event that is sent to try a webhook; it is in no outbox."""
DELAYS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600))
"""How long to wait after each failure; the attempt after the last one is the last."""
_LONGEST_WAIT = timedelta(hours=24)
_SENDERS = 4
_LOOKS_AGAIN = 2  # seconds after which a sender that found nothing to do looks again
_AFTER_ERRORS = 30  # seconds for which a sender rests when the database does not answer
_PATIENCE = 3  # seconds for which an attempt may go on when it all ends
log = logging.getLogger("vanban.webhooks")


def wait_after(attempt: int, retry_after: float | None = None) -> timedelta | None:
    """Return how long to wait after the failed attempt number ``attempt`` (from 1), None to give up.

    A fifth more or less, at random, keeps failures that came together from coming together again. A receiver's
    Retry-After (seconds) is honoured up to a day.
    """
    if attempt > len(DELAYS):
        return None
    own = DELAYS[attempt - 1] * random.uniform(0.8, 1.2)  # noqa: S311  # no secret
    asked = timedelta(seconds=min(retry_after or 0, _LONGEST_WAIT.total_seconds()))
    return max(own, asked)


def deliver_next(store: Store, sender: Sender) -> bool:
    """Attempt the delivery that has waited longest; return whether there was one that is due."""
    with store.reading() as session:
        if not webhooks.is_due(session):
            return False
    with store.writing() as session:
        claimed = webhooks.claim(session)
    if claimed is None:
        return False
    body = cloud_event(claimed.event).model_dump_json(exclude_none=True).encode()
    outcome = attempted(sender, claimed.url, claimed.secret, claimed.event.id, body, claimed.attempt)
    with store.writing() as session:
        webhooks.note(session, claimed, outcome)
    return True


def deliver_due(store: Store, sender: Sender) -> int:
    """Attempt whatever is due, one after the other, and return the number of attempts."""
    count = 0
    while deliver_next(store, sender):
        count += 1
    return count


def send_test(store: Store, sender: Sender, webhook: WebhookEntry) -> Outcome:
    """Send an event of the type ``webhook.test`` at once, and once; a webhook that is disabled gets it as well."""
    identity = new_id()
    event = {
        "specversion": "1.0",
        "id": identity,
        "source": SOURCE,
        "type": TEST_TYPE,
        "time": now(),
        "datacontenttype": "application/json",
        "data": {"webhook_id": webhook.id},
    }
    outcome = attempted(sender, webhook.url, webhook.secret, identity, json.dumps(event).encode(), len(DELAYS) + 1)
    with store.writing() as session:
        if still := session.get(WebhookEntry, webhook.id):
            webhooks.note_contact(still, outcome)
    return outcome


def attempted(  # noqa: PLR0913, PLR0917  # what a request is made of
    sender: Sender, url: str, secret: str, identity: str, body: bytes, attempt: int
) -> Outcome:
    """Send ``body`` to ``url`` once, signed, and return how it went; nothing that happens then is an error here."""
    try:
        headers = signed(secret, identity, int(time.time()), body) | {"Content-Type": MEDIA_TYPE}
        return _judged(sender.post(url, headers, body), attempt)
    except FailedError as error:
        return Outcome(error.why, wait_after(attempt), ill=True)
    except Exception:
        log.exception("an event could not be sent")
        return Outcome("unforeseen", wait_after(attempt), ill=True)


@contextmanager
def delivering(store: Store, *, internal: bool) -> Iterator[None]:
    """Deliver as long as the block runs."""
    stop = start(store, Sender(internal=internal))
    try:
        yield
    finally:
        stop()


def start(store: Store, sender: Sender) -> Callable[[], None]:
    """Deliver what is due from now on, in threads; return what ends it.

    An attempt that goes on for more than a few seconds then is broken off with the program, and made again later.
    """
    ended = threading.Event()
    threads = [
        threading.Thread(target=_work, args=(store, sender, ended), daemon=True, name=f"vanban-sender-{number}")
        for number in range(_SENDERS)
    ]
    for thread in threads:
        thread.start()

    def stop() -> None:
        ended.set()
        until = time.monotonic() + _PATIENCE
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))

    return stop


def _work(store: Store, sender: Sender, ended: threading.Event) -> None:
    while not ended.is_set():
        rest = _LOOKS_AGAIN
        try:
            if deliver_next(store, sender):
                continue
        except Exception:  # the database may be gone for a while; what was claimed is attempted later
            log.exception("deliveries rest for a while")
            rest = _AFTER_ERRORS
        ended.wait(rest * random.uniform(0.8, 1.2))  # noqa: S311  # no secret


def _judged(answer: Answer, attempt: int) -> Outcome:
    """Return what an answer means: 2xx is a success, 410 an end, and anything else a failure, redirects too."""
    if 200 <= answer.status < 300:
        return Outcome()
    problem = f"status_{answer.status}"
    if answer.status == 410:
        return Outcome(problem, gone=True)
    ill = answer.status >= 500 or answer.status == 429
    return Outcome(problem, wait_after(attempt, answer.retry_after), ill=ill)
