"""The kind of route that the API is made of: it says who may use it, and answers briefly what is known already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from outputs.api.etags import is_known, tag_of
from outputs.api.problems import refusals
from outputs.web.access import Access

SCHEME = "bearer"
_KEPT = ("etag", "link", "vary", "content-location")


class ApiRoute(APIRoute):
    """A route whose documentation names the scope that it really asks for, and the refusals that it may meet.

    Whoever reads gets an ETag, and 304 without a body for one that is still true.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Take what the framework's routes take."""
        super().__init__(path, endpoint, **options)
        access = next((d.call for d in self.dependant.dependencies if isinstance(d.call, Access)), None)
        statuses = [429]
        if access is not None and access.role is not None:
            self.openapi_extra = {"security": [{SCHEME: [access.scope]}]}
            statuses += [401, 403]
        if self.dependant.path_params or self.dependant.query_params or self.dependant.body_params:
            statuses.append(422)
        read = {304: {"description": "The answer is the one with the ETag in If-None-Match."}} if self._reads() else {}
        self.responses = read | refusals(*statuses) | self.responses

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]  # a narrower kind
        """Return what answers a request."""
        handler = super().get_route_handler()
        if not self._reads():
            return handler

        async def conditional(request: Request) -> Response:
            return _fresh(request, await handler(request))

        return conditional

    def _reads(self) -> bool:
        return self.methods == {"GET"}


def _fresh(request: Request, response: Response) -> Response:
    if response.status_code != 200:
        return response
    tag = response.headers.setdefault("ETag", tag_of(bytes(response.body)))
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.headers["Vary"] = "Authorization, Cookie"
    if is_known(tag, ", ".join(request.headers.getlist("if-none-match"))):
        kept = {name: value for name, value in response.headers.items() if name in (*_KEPT, "cache-control")}
        return Response(status_code=304, headers=kept)
    return response
