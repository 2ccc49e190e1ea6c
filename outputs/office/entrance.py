"""How people come in and go out: by the one-time link of this machine, or by name and password."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from corpus.store import accounts
from corpus.store.tables import UserEntry
from outputs.web.access import COOKIE, Everyone, TheStore, settings_of
from outputs.web.pages import page

router = APIRouter()
HERE = "here"
"""Name of the person at this machine, who comes by the link."""


@router.get("/link/{secret}")
def by_link(request: Request, secret: str, store: TheStore, _person: Everyone) -> Response:
    """Let in whoever has the link that was shown at the start; it works once."""
    expected = getattr(request.app.state, "one_time_link", settings_of(request).one_time_link)
    if expected is None or not hmac.compare_digest(secret.encode(), expected.encode()):
        return page(request, "failure.html.j2", status=403, code="link_used", details={})
    request.app.state.one_time_link = None
    with store.writing() as session:
        user = session.query(UserEntry).filter_by(name=HERE).one_or_none()
        user = user or accounts.create_user(session, HERE, "", "administrator", None)
        cookie = accounts.begin_session(session, user)
        accounts.audit(session, "signed_in_by_link", user.name, _address(request))
    return signed_in(request, cookie)


@router.get("/sign-in")
def sign_in_page(request: Request, _person: Everyone) -> Response:
    """Ask for name and password."""
    return page(request, "sign_in.html.j2", failed=False)


@router.post("/sign-in")
def sign_in(
    request: Request,
    store: TheStore,
    _person: Everyone,
    name: Annotated[str, Form()],
    password: Annotated[str, Form()],
) -> Response:
    """Let in who knows name and password; the refusal does not say which was wrong."""
    with store.reading() as session:
        user = accounts.checked(session, name, password)
    with store.writing() as session:
        accounts.audit(session, "signed_in" if user else "sign_in_refused", name[:80], _address(request))
        cookie = accounts.begin_session(session, user) if user else None
    if cookie is None:
        return page(request, "sign_in.html.j2", status=401, failed=True)
    return signed_in(request, cookie)


@router.post("/sign-out")
def sign_out(request: Request, store: TheStore, _person: Everyone) -> Response:
    """Let the browser's session end."""
    with store.writing() as session:
        accounts.end_session(session, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


def signed_in(request: Request, cookie: str) -> Response:
    """Return the answer that gives a browser its session's cookie and leads to the documents."""
    answer = RedirectResponse("/", status_code=303)
    secure = settings_of(request).secure
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=secure, path="/")
    return answer


def _address(request: Request) -> str | None:
    return request.client.host if request.client else None
