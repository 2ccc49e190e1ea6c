"""Tries a webhook while a person waits for what comes of it."""

from __future__ import annotations

import threading

from fastapi import Request

from corpus.store import Store
from corpus.store.tables import WebhookEntry
from outputs.web.access import settings_of
from outputs.web.limits import TooManyError
from outputs.webhooks.delivery import send_test
from outputs.webhooks.posting import SECONDS, Sender

_AT_ONCE = threading.BoundedSemaphore(2)
"""A test takes as long as the receiver lets it: many at once would leave nobody to answer others."""


def tried(request: Request, store: Store, webhook: WebhookEntry) -> str | None:
    """Send a test event, and return why it failed.

    Raises:
        TooManyError: when other tests are under way.
    """
    if not _AT_ONCE.acquire(blocking=False):
        raise TooManyError(wait=SECONDS)
    try:
        return send_test(store, Sender(internal=settings_of(request).internal_webhooks), webhook).problem
    finally:
        _AT_ONCE.release()
