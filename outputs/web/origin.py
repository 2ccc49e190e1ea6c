"""Against other sites that let a signed-in browser send requests here: the browser itself says where they come from."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from outputs.web.bearer import bearer
from outputs.web.failures import API, problem

_SAFE = ("GET", "HEAD", "OPTIONS")
_PORTS = {"http": 80, "https": 443}


class OriginMiddleware:
    """Refuses requests that change something unless they come from this site's own pages, or carry a token.

    Browsers send ``Sec-Fetch-Site``; older ones at least ``Origin``. A request with neither is no browser's, and is let
    through only with a token, which no other site can make a browser send. What is only looked at may be followed to
    from elsewhere, but not be embedded there.
    """

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        """Take the application behind this one; ``secure`` where it is served over HTTPS."""
        self.app = app
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and not self._may(scope, Headers(scope=scope)):
            await _refusal(scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _may(self, scope: Scope, headers: Headers) -> bool:
        if scope["method"] in _SAFE:
            return _followed_or_ours(headers)
        return self._ours(headers) or _by_nobody(scope, headers)

    def _ours(self, headers: Headers) -> bool:
        if site := headers.get("sec-fetch-site"):
            return site == "same-origin"
        if (origin := headers.get("origin")) is not None:
            scheme = "https" if self.secure else "http"
            ours = _place(f"{scheme}://{headers.get('host', '')}")
            return ours is not None and _place(origin) == ours
        return bearer(headers) is not None


def _by_nobody(scope: Scope, headers: Headers) -> bool:
    """Whether a program asks the API without saying who it is: nothing to abuse, and it is to be told to say it."""
    known = any(name in headers for name in ("cookie", "origin", "sec-fetch-site"))
    return scope["path"].startswith(API) and not known


def _refusal(scope: Scope) -> Response:
    if scope["path"].startswith(API):
        return problem(403, "cross_site")
    return PlainTextResponse("cross-site request refused", status_code=403)


def _followed_or_ours(headers: Headers) -> bool:
    """Whether a page of this site asks, the person themselves, a program, or someone follows a link from elsewhere."""
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return True
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest", "document") == "document"


def _place(origin: str) -> tuple[str, str, int] | None:
    """Return scheme, name and port of an origin, None for "null" and what else is none."""
    try:
        parts = urlsplit(origin)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.hostname is None or port is None or parts.path or parts.query or parts.fragment or parts.username:
        return None
    return parts.scheme, parts.hostname.lower(), port
