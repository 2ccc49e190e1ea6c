"""Puts the application together: pages for clerks, pages for the office, the API, and the rules around all of them."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from outputs import api, office, review
from outputs.web import failures
from outputs.web.assets import Assets
from outputs.web.bodies import BodiesMiddleware
from outputs.web.headers import HeadersMiddleware
from outputs.web.limits import Limits
from outputs.web.once import Once
from outputs.web.origin import OriginMiddleware
from outputs.web.proxies import ProxyMiddleware
from outputs.web.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """Return the application for ``settings``; whoever serves it closes the store."""
    app = FastAPI(
        title="vanban",
        version="1",
        openapi_url=None,  # the API has a route of its own for it
        docs_url=None,  # the documentation pages of the framework load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,  # it would name the host that the request claims
    )
    app.state.settings = settings
    app.state.limits = Limits(settings.requests_per_minute, settings.sign_ins_per_minute)
    app.state.one_time_link = Once(settings.one_time_link)
    app.state.set_up_link = Once(settings.set_up_link)
    app.include_router(office.router, include_in_schema=False)
    app.include_router(review.router, include_in_schema=False)
    app.include_router(api.router, prefix="/api/v1")
    app.mount("/static", Assets(), name="static")
    failures.install(app)
    _guard(app, settings)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """Add what stands before all routes; the last one added is the first that a request meets."""
    app.add_middleware(BodiesMiddleware, most=settings.most_upload_bytes)
    app.add_middleware(OriginMiddleware, secure=settings.secure)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)
    if settings.trusted_proxies:
        app.add_middleware(ProxyMiddleware, trusted=settings.trusted_proxies)
    app.add_middleware(HeadersMiddleware, secure=settings.secure)
