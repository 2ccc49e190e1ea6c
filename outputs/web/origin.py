"""Against other sites that let a signed-in browser send requests here: the browser itself says where they come from."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE = ("GET", "HEAD", "OPTIONS")


class OriginMiddleware:
    """Refuses requests that change something unless they come from this site's own pages, or carry a token.

    Browsers send ``Sec-Fetch-Site``; older ones at least ``Origin``. A request with neither is no browser's, and is let
    through only with a token, which no other site can make a browser send.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Take the application behind this one."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and scope["method"] not in _SAFE and not _ours(Headers(scope=scope)):
            await PlainTextResponse("cross-site request refused", status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _ours(headers: Headers) -> bool:
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    if origin := headers.get("origin"):
        return urlsplit(origin).netloc == headers.get("host")
    return headers.get("authorization", "").lower().startswith("bearer ")
