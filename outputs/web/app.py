"""Puts the application together: pages for clerks, pages for the office, the API, and the rules around all of them."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from outputs import api, office, review
from outputs.web import failures
from outputs.web.headers import HeadersMiddleware
from outputs.web.origin import OriginMiddleware
from outputs.web.settings import Settings

STATIC = Path(__file__).with_name("static")


def create_app(settings: Settings) -> FastAPI:
    """Return the application for ``settings``; whoever serves it closes the store."""
    app = FastAPI(
        title="vanban",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # the documentation pages of the framework load scripts from elsewhere
        redoc_url=None,
    )
    app.state.settings = settings
    app.include_router(office.router, include_in_schema=False)
    app.include_router(review.router, include_in_schema=False)
    app.include_router(api.router, prefix="/api/v1")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    failures.install(app)
    # the last one added is the first that a request meets
    app.add_middleware(OriginMiddleware)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    app.add_middleware(HeadersMiddleware, secure=settings.secure)
    return app
