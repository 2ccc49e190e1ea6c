"""The secret of a token, as it is sent along with a request."""

from __future__ import annotations

from starlette.datastructures import Headers


def bearer(headers: Headers) -> str | None:
    """Return the secret of the token in the Authorization header."""
    kind, _, secret = headers.get("authorization", "").partition(" ")
    return secret.strip() or None if kind.lower() == "bearer" else None
