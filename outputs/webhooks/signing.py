"""Signatures in the form of Standard Webhooks 1.0: by them a receiver knows that an event came from here, unchanged."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"


def new_secret() -> str:
    """Return a secret of 256 random bits: ``whsec_`` and base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed(secret: str, identity: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers that go along with ``body``.

    ``identity`` is the event's, the same at each attempt, and has no full stop; ``timestamp`` is when this attempt is
    made, in seconds since 1970.
    """
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    signature = hmac.new(key, f"{identity}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
    }
