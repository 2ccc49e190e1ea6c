"""How much may be sent: looked at before anything is read, since forms are read before anyone is asked who they are."""

from __future__ import annotations

from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outputs.web.access import known_person
from outputs.web.failures import told

MOST_FORM = 2**20
"""Bytes of a form without files, of JSON, and of anything from someone who is not signed in."""
_FRAME = 2**16
_HELD_IN_MEMORY = ("application/json", "application/x-www-form-urlencoded", "text/plain")


class _TooLargeError(Exception):
    pass


class BodiesMiddleware:
    """Refuses bodies that are too large; only people who are signed in may send files."""

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        """Take the application behind this one, and the bytes that a file may have."""
        self.app = app
        self.most = most + _FRAME

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it as soon as it says or shows that it is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        declared = _declared(headers)
        if not _has_body(headers):
            await self.app(scope, receive, send)
            return
        most = await self._most(scope, headers, declared)
        if declared is not None and declared > most:
            await _refusal(scope)(scope, receive, send)
            return
        await self._counted(scope, receive, send, most)

    async def _most(self, scope: Scope, headers: Headers, declared: int | None) -> int:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if (declared is not None and declared <= MOST_FORM) or kind in _HELD_IN_MEMORY or kind.endswith("+json"):
            return MOST_FORM
        person = await run_in_threadpool(known_person, Request(scope))
        return MOST_FORM if person is None else self.most

    async def _counted(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        """Pass the request on; a body that was not declared, or is longer than it was, ends it."""
        seen = 0
        started = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > most:
                    raise _TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            if seen <= most:  # else it is what the application makes of the broken body
                started = True
                await send(message)

        with suppress(_TooLargeError):
            await self.app(scope, counted, noted)
        if seen > most and not started:
            await _refusal(scope)(scope, receive, send)


def _declared(headers: Headers) -> int | None:
    """Return the length that the request says it has; servers refuse one that is no number."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() else None


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _refusal(scope: Scope) -> Response:
    return told(Request(scope), 413, "too_large", headers={"Connection": "close"})
