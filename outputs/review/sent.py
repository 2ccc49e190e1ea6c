"""What the page's scripts send: a small form, read whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from corpus.store.errors import InvalidError

_MOST_BYTES = 512 * 1024
_MOST_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class Answers:
    """Names and values as sent, in order; a name may stand several times."""

    pairs: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Answers:
        """Return what was sent without NUL, which no text holds and PostgreSQL does not take."""
        return cls([(name.replace("\0", ""), value.replace("\0", "")) for name, value in pairs])

    def one(self, name: str, missing: str = "") -> str:
        """Return the last value of ``name``."""
        return next((value for key, value in reversed(self.pairs) if key == name), missing)

    def all(self, name: str) -> list[str]:
        """Return every value of ``name``."""
        return [value for key, value in self.pairs if key == name]

    def has(self, name: str) -> bool:
        """Whether ``name`` was sent."""
        return any(key == name for key, _ in self.pairs)

    def whole(self, name: str) -> int:
        """Return the whole number under ``name``.

        Raises:
            InvalidError: when it is none.
        """
        text = self.one(name)
        if not text.isdecimal() or len(text) > 9:
            raise InvalidError({name: "number"})
        return int(text)

    def part(self, prefix: str) -> dict[str, str]:
        """Return what was typed into the fields whose names begin with ``prefix``, by the rest of the name."""
        return {key.removeprefix(prefix): value for key, value in self.pairs if key.startswith(prefix)}


async def _read(request: Request) -> Answers:
    """Read the form that was sent.

    Raises:
        HTTPException: when it is too long or has too many fields.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise HTTPException(413)
    try:
        text = body.decode("utf-8")
        return Answers.of(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise HTTPException(400) from error


Sent = Annotated[Answers, Depends(_read)]
