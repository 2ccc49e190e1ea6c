"""Cursors: where a page of a list ended, for reading on. Nobody is to look into them, and changed ones are refused.

A cursor gives no right to anything: it only says a place, so a hash against slips is enough.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Literal

from corpus.store.errors import InvalidError
from corpus.store.listing import Position

List = Literal["documents", "rows", "submissions", "decisions"]
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_BIG = 2**31
_ID = re.compile(r"[0-9a-f-]{1,64}")


def packed(of: List, place: Position) -> str:
    """Return the cursor of a place in a list."""
    text = f"{place.at} {place.id}"
    return base64.urlsafe_b64encode(json.dumps([text, _check(of, text)]).encode()).rstrip(b"=").decode()


def unpacked(of: List, cursor: str) -> Position:
    """Return the place that ``cursor`` says.

    Raises:
        InvalidError: when it is not a cursor of that list.
    """
    place = _place(cursor)
    if place is None or packed(of, place) != cursor:
        raise InvalidError({"query.cursor": "not a cursor of this list"})
    return place


def numbered(place: Position) -> int:
    """Return the number of the entry at a place of a list whose entries are numbered.

    Raises:
        InvalidError: when it has none.
    """
    if not place.id.isdecimal() or int(place.id) >= _BIG:
        raise InvalidError({"query.cursor": "not a cursor of this list"})
    return int(place.id)


def _place(cursor: str) -> Position | None:
    try:
        text, _ = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        at, identity = text.split(" ")
    except (ValueError, TypeError, AttributeError):
        return None
    return Position(at, identity) if _TIME.fullmatch(at) and _ID.fullmatch(identity) else None


def _check(of: List, text: str) -> str:
    return hashlib.sha256(f"{of} {text}".encode()).hexdigest()[:16]
