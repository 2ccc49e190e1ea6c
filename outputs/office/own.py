"""What everyone may settle for themselves: the language of the pages, and their password."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from corpus.store import accounts
from corpus.store.errors import InvalidError
from outputs.office.entrance import signed_in
from outputs.web.access import Clerk, Everyone, Person, TheStore, address_of, limits_of, settings_of
from outputs.web.limits import place_of
from outputs.web.pages import LANGUAGE, page

router = APIRouter()
_YEAR = 365 * 24 * 3600
_WITHIN = re.compile(r"/(?:[\w.~-][\w.~/-]*)?(?:\?[\w.~/=&%+-]*)?", re.ASCII)
"""An address of this site: a second stroke or a control sign after the first would lead to another one."""


@router.post("/language")
def choose_language(
    request: Request,
    _person: Everyone,
    language: Annotated[Literal["vi", "en"], Form()],
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Show the pages in another language from now on."""
    answer = RedirectResponse(back if _WITHIN.fullmatch(back) else "/", status_code=303)
    secure = settings_of(request).secure
    answer.set_cookie(LANGUAGE, language, _YEAR, path="/", httponly=True, samesite="lax", secure=secure)
    return answer


@router.get("/password")
def password_page(request: Request, _person: Clerk, done: str = "") -> Response:
    """Ask for the old and a new password."""
    return _page(request, {}, done=done == "changed")


@router.post("/password")
def change_password(  # noqa: PLR0913, PLR0917  # a field of the form each
    request: Request,
    person: Clerk,
    store: TheStore,
    old: Annotated[str, Form()],
    password: Annotated[str, Form()],
    again: Annotated[str, Form()],
) -> Response:
    """Take a new password; every other browser that was signed in with the old one is signed out."""
    place = place_of(address_of(request))
    limits_of(request).sign_in(person.actor.name, place)
    with store.reading() as session:
        if accounts.checked(session, person.actor.name, old) is None:
            return _page(request, {"old": "wrong"})
    limits_of(request).signed_in(person.actor.name, place)
    if password != again:
        return _page(request, {"again": "not_the_same"})
    try:
        cookie = _changed(request, person, store, password)
    except InvalidError as error:
        return _page(request, error.problems)
    answer = signed_in(request, cookie)
    answer.headers["Location"] = "/password?done=changed"
    return answer


def _changed(request: Request, person: Person, store: TheStore, password: str) -> str:
    with store.writing() as session:
        user = accounts.user_by_id(session, person.actor.id)
        accounts.set_password(session, user, password)
        accounts.audit(session, "password_changed", user.name, address_of(request))
        return accounts.begin_session(session, user)


def _page(request: Request, problems: dict[str, str], *, done: bool = False) -> Response:
    least = accounts.LEAST_PASSWORD
    status = 422 if problems else 200
    return page(request, "password.html.j2", status=status, problems=problems, done=done, least=least)
