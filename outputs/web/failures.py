"""What a browser or a system is told when something is refused: pages for people, problem details for systems."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from corpus.store.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError, StoreError
from outputs.web.access import ForbiddenError, SignInError
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


def install(app: FastAPI) -> None:
    """Let the application answer all errors that people and systems can meet."""
    for kind in (StoreError, ForbiddenError):
        app.add_exception_handler(kind, refused)
    app.add_exception_handler(SignInError, sign_in_first)
    app.add_exception_handler(RequestValidationError, not_understood)
    app.add_exception_handler(HTTPException, http_problem)


def sign_in_first(request: Request, _error: Exception) -> Response:
    """Send a person to the sign-in page, tell a system that it needs a token."""
    if request.url.path.startswith(API):
        return problem(401, "not_signed_in", headers={"WWW-Authenticate": "Bearer"})
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse("/sign-in", status_code=303)


def refused(request: Request, error: Exception) -> Response:
    """Tell why the store, or the person's role, did not allow something."""
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
    code = error.code if isinstance(error, StoreError) else "forbidden"
    details = error.details if isinstance(error, StoreError) else {}
    if isinstance(error, InvalidError):
        details = {"problems": error.problems}
    if request.url.path.startswith(API):
        return problem(status, code, **details)
    return page(request, "failure.html.j2", status=status, code=code, details=details)


def not_understood(request: Request, error: Exception) -> Response:
    """Tell which part of a request has the wrong form."""
    fields = {".".join(map(str, e["loc"])): e["msg"] for e in _errors(error)}
    if request.url.path.startswith(API):
        return problem(422, "invalid", problems=fields)
    return page(request, "failure.html.j2", status=422, code="invalid", details={"problems": fields})


def http_problem(request: Request, error: Exception) -> Response:
    """Tell of a page or method that does not exist."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    code = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 429: "too_many"}.get(status, "failed")
    if request.url.path.startswith(API):
        return problem(status, code, headers=headers)
    return page(request, "failure.html.j2", status=status, code=code, details={}, headers=headers)


def problem(status: int, code: str, *, headers: dict[str, str] | None = None, **details: Any) -> JSONResponse:
    """Return problem details (RFC 9457): ``code`` is stable, for programs."""
    content = {"type": f"urn:vanban:problem:{code}", "status": status, "code": code, **details}
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def _errors(error: Exception) -> list[dict[str, Any]]:
    return list(error.errors()) if isinstance(error, RequestValidationError) else []
