"""How people come in and go out: by the one-time link of this machine, or by name and password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from corpus.store import accounts
from corpus.store.tables import UserEntry
from outputs.web.access import COOKIE, Everyone, TheStore, address_of, limits_of, session_secret, settings_of
from outputs.web.limits import place_of
from outputs.web.once import Once
from outputs.web.pages import page

router = APIRouter()


@router.get("/link/{secret}")
def by_link(request: Request, secret: str, store: TheStore, _person: Everyone) -> Response:
    """Let in whoever has the link that was shown at the start; it works once."""
    link: Once = request.app.state.one_time_link
    if not link.take(secret):
        limits_of(request).link(place_of(address_of(request)))  # guessing must not keep the right one out
        if settings_of(request).one_person:
            with store.writing() as session:
                accounts.audit(session, "link_refused", None, address_of(request))
        return page(request, "failure.html.j2", status=403, code="link_used", details={})
    with store.writing() as session:
        user = accounts.person_here(session, settings_of(request).person_here)
        cookie = _begin(request, session, user)
        accounts.audit(session, "signed_in_by_link", user.name, address_of(request))
    return signed_in(request, cookie)


@router.get("/sign-in")
def sign_in_page(request: Request, _person: Everyone) -> Response:
    """Ask for name and password."""
    return _form(request)


@router.post("/sign-in")
def sign_in(
    request: Request,
    store: TheStore,
    _person: Everyone,
    name: Annotated[str, Form()],
    password: Annotated[str, Form()],
) -> Response:
    """Let in who knows name and password; the refusal does not say which was wrong.

    A name that does not exist is not kept in the audit: people type their password into the wrong field.
    """
    key, place = accounts.same_name(name)[:80], place_of(address_of(request))
    limits_of(request).sign_in(key, place)
    with store.reading() as session:
        user = accounts.checked(session, name, password)
        known = accounts.exists(session, name)
    with store.writing() as session:
        accounts.audit(session, "signed_in" if user else "sign_in_refused", key if known else None, address_of(request))
        if user:
            accounts.renew_hash(session, user.id, password)
        cookie = _begin(request, session, user) if user else None
    if cookie is None:
        return _form(request, status=401, failed=True, name=name[:80])
    limits_of(request).signed_in(key, place)
    return signed_in(request, cookie)


@router.post("/sign-out")
def sign_out(request: Request, store: TheStore, person: Everyone) -> Response:
    """Let the browser's session end."""
    with store.writing() as session:
        accounts.end_session(session, session_secret(request) or "")
        if person:
            accounts.audit(session, "signed_out", person.actor.name, address_of(request))
    answer = RedirectResponse("/sign-in", status_code=303)
    drop_cookie(request, answer, COOKIE)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def signed_in(request: Request, cookie: str) -> Response:
    """Return the answer that gives a browser its session's cookie and leads to the documents."""
    answer = RedirectResponse("/", status_code=303)
    give_cookie(request, answer, COOKIE, cookie)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def give_cookie(request: Request, answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Set a cookie that no script sees; without ``seconds`` the browser keeps it until it ends."""
    settings = settings_of(request)
    answer.set_cookie(
        settings.cookie(name), value, seconds, path="/", httponly=True, samesite="strict", secure=settings.secure
    )


def drop_cookie(request: Request, answer: Response, name: str) -> None:
    """Let the browser forget a cookie."""
    settings = settings_of(request)
    answer.delete_cookie(settings.cookie(name), path="/", httponly=True, samesite="strict", secure=settings.secure)


def _begin(request: Request, session: Session, user: UserEntry) -> str:
    """Sign ``user`` in with a new secret: one that the browser had before, from whomever, counts no more."""
    accounts.end_session(session, session_secret(request) or "")
    return accounts.begin_session(session, user)


def _form(request: Request, *, status: int = 200, failed: bool = False, name: str = "") -> Response:
    settings = settings_of(request)
    with settings.store.reading() as session:
        waiting = not settings.one_person and not accounts.has_administrator(session)
    return page(request, "sign_in.html.j2", status=status, failed=failed, name=name, not_set_up=waiting)
