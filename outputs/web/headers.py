"""Headers of every answer: text from documents is hostile, and nothing of it may run or be framed."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_UNLESS_SAID = {
    "Cache-Control": "no-store",
    # not no-referrer: browsers then send "Origin: null" with forms, and older ones nothing else to tell ours by
    "Referrer-Policy": "same-origin",
}


def complete(headers: MutableHeaders, *, secure: bool) -> None:
    """Add what every answer has; one that says nothing of caching is not kept by anyone."""
    for name, value in _ALWAYS.items():
        headers[name] = value
    for name, value in _UNLESS_SAID.items():
        headers.setdefault(name, value)
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"


class HeadersMiddleware:
    """Adds the headers to every answer of the application behind it."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        """Take the application behind this one; ``secure`` where it is served over HTTPS."""
        self.app = app
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                complete(MutableHeaders(scope=message), secure=self.secure)
            await send(message)

        await self.app(scope, receive, completed)
