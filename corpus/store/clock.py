"""Times and identifiers as the store keeps them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def now(later: timedelta = timedelta()) -> str:
    """Return the present time in UTC, moved by ``later``: ISO 8601 with microseconds, sortable as text."""
    return (datetime.now(UTC) + later).strftime(_FORM)


def parsed(time: str) -> datetime:
    """Return the time that ``now`` has written.

    Raises:
        ValueError: when it has another form.
    """
    return datetime.strptime(time, _FORM).replace(tzinfo=UTC)


def new_id() -> str:
    """Return an identifier that nobody can guess."""
    return str(uuid4())
