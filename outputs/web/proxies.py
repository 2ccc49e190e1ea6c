"""Behind a proxy: who asks is what the proxy says, and only the proxy is believed."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class ProxyMiddleware:
    """Puts the address that the trusted proxies name in place of their own, and turns others away.

    Of ``X-Forwarded-For`` the last address counts that is no trusted proxy's: what stands before it may be made up by
    the one who asks. ``X-Forwarded-Host`` is never looked at. A proxy that says it was asked without HTTPS is refused.
    """

    def __init__(self, app: ASGIApp, *, trusted: Iterable[str]) -> None:
        """Take the application behind this one, and the proxies' addresses or networks.

        Raises:
            ValueError: when one of them is neither.
        """
        self.app = app
        self.trusted = [ipaddress.ip_network(place, strict=False) for place in trusted]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the address of the one who asks, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._is_proxy(scope["client"][0] if scope.get("client") else ""):
            await PlainTextResponse("use the public address", status_code=403)(scope, receive, send)
        elif headers.get("x-forwarded-proto", "https") != "https":
            await PlainTextResponse("use https", status_code=403)(scope, receive, send)
        else:
            client = self._client(headers.getlist("x-forwarded-for"))
            changed = {**scope, "scheme": "https", "client": (client, 0) if client else scope["client"]}
            await self.app(changed, receive, send)

    def _client(self, headers: list[str]) -> str | None:
        chain = [part.strip() for part in ",".join(headers).split(",") if part.strip()]
        return next((address for address in reversed(chain) if not self._is_proxy(address)), None)

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        return any(found in network for network in self.trusted)
