"""What a browser or a system is told when something is refused: pages for people, problem details for systems."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from corpus.store.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError, StoreError
from outputs.web.access import ForbiddenError, SignInError, known_person, settings_of
from outputs.web.headers import complete
from outputs.web.limits import TooManyError
from outputs.web.pages import page

API = "/api/"
_STATUS: dict[type[Exception], int] = {
    NotFoundError: 404,
    NotAllowedError: 403,
    InvalidError: 422,
    ConflictError: 409,
    ForbiddenError: 403,
    SignInError: 401,
}
_CODES = {400: "not_understood", 404: "not_found", 405: "method_not_allowed", 413: "too_large", 429: "too_many"}
_AGAIN = '<!doctype html><meta charset="utf-8"><title>vanban</title><meta http-equiv="refresh" content="0">'
log = logging.getLogger("vanban.web")


def install(app: FastAPI) -> None:
    """Let the application answer all errors that people and systems can meet."""
    for kind in (StoreError, ForbiddenError):
        app.add_exception_handler(kind, refused)
    app.add_exception_handler(SignInError, sign_in_first)
    app.add_exception_handler(TooManyError, too_many)
    app.add_exception_handler(RequestValidationError, not_understood)
    app.add_exception_handler(DataError, not_storable)
    app.add_exception_handler(HTTPException, http_problem)
    app.add_exception_handler(Exception, unforeseen)


def sign_in_first(request: Request, _error: Exception) -> Response:
    """Send a person to the sign-in page, tell a system that it needs a token.

    Who follows a link from another site comes without the cookie, which browsers keep back then: the page asks for
    itself once more, and the cookie comes along.
    """
    if request.url.path.startswith(API):
        return problem(401, "not_signed_in", headers={"WWW-Authenticate": "Bearer"})
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    if request.method == "GET" and request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        return HTMLResponse(_AGAIN)
    return RedirectResponse("/sign-in", status_code=303)


def refused(request: Request, error: Exception) -> Response:
    """Tell why the store, or the person's role, did not allow something."""
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
    code = error.code if isinstance(error, StoreError) else "forbidden"
    details = error.details if isinstance(error, StoreError) else {}
    if isinstance(error, InvalidError):
        details = {"problems": error.problems}
    return told(request, status, code, **details)


def too_many(request: Request, error: Exception) -> Response:
    """Tell how long to wait."""
    wait = error.wait if isinstance(error, TooManyError) else 60
    return told(request, 429, "too_many", headers={"Retry-After": str(wait)}, seconds=wait)


def not_understood(request: Request, error: Exception) -> Response:
    """Tell which part of a request has the wrong form."""
    fields = {".".join(map(str, e["loc"])): e["msg"] for e in _errors(error)}
    return told(request, 422, "invalid", problems=fields)


def not_storable(request: Request, _error: Exception) -> Response:
    """Tell that a value cannot be in the database: text with a NUL in PostgreSQL, a number out of range."""
    return told(request, 422, "invalid", problems={})


def http_problem(request: Request, error: Exception) -> Response:
    """Tell of a page or method that does not exist; who is signed in still sees the way back."""
    request.state.person = known_person(request)
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return told(request, status, _CODES.get(status, "failed"), headers=headers)


def unforeseen(request: Request, error: Exception) -> Response:
    """Tell the number under which the log has the details; nothing of them leaves this machine.

    This answer goes past all middleware, so it completes its headers itself.
    """
    number = secrets.token_hex(4)
    log.error("%s: %s %s failed", number, request.method, request.url.path, exc_info=error)
    answer = told(request, 500, "unforeseen", number=number)
    complete(answer.headers, secure=settings_of(request).secure)
    return answer


def told(
    request: Request, status: int, code: str, *, headers: dict[str, str] | None = None, **details: Any
) -> Response:
    """Return problem details for a system, a page for a person: ``code`` is stable."""
    if request.url.path.startswith(API):
        return problem(status, code, headers=headers, **details)
    return page(request, "failure.html.j2", status=status, code=code, details=details, headers=headers)


def problem(status: int, code: str, *, headers: dict[str, str] | None = None, **details: Any) -> JSONResponse:
    """Return problem details (RFC 9457): ``code`` is stable, for programs."""
    content = {"type": f"urn:vanban:problem:{code}", "status": status, "code": code, **details}
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def _errors(error: Exception) -> list[dict[str, Any]]:
    return list(error.errors()) if isinstance(error, RequestValidationError) else []
