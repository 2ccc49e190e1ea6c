"""The first start in an office: whoever has the link that was shown makes the first administrator."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from corpus.store import accounts
from corpus.store.errors import InvalidError, NotAllowedError
from outputs.office.entrance import drop_cookie, give_cookie, signed_in
from outputs.web.access import Everyone, TheStore, address_of, settings_of
from outputs.web.once import Once
from outputs.web.pages import page

router = APIRouter()
COOKIE = "vanban_set_up"
_LASTS = 3600  # seconds for which a browser that came by the link may fill in the form


@router.get("/set-up/{secret}")
def by_link(request: Request, secret: str, _person: Everyone) -> Response:
    """Take the secret out of the address, where others could read it, and lead to the form."""
    if not _link(request).fits(secret):
        return _refused(request)
    answer = RedirectResponse("/set-up", status_code=303)
    give_cookie(request, answer, COOKIE, secret, _LASTS)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@router.get("/set-up")
def form(request: Request, _person: Everyone) -> Response:
    """Ask for the first administrator's name and password."""
    if not _link(request).fits(_secret(request)):
        return _refused(request)
    return _page(request, {}, {})


@router.post("/set-up")
def set_up(  # noqa: PLR0913, PLR0917  # a field of the form each
    request: Request,
    store: TheStore,
    _person: Everyone,
    name: Annotated[str, Form()],
    password: Annotated[str, Form()],
    again: Annotated[str, Form()],
    full_name: Annotated[str, Form()] = "",
) -> Response:
    """Make the first administrator and sign them in; the link has then been used."""
    link = _link(request)
    if not link.fits(_secret(request)):
        return _refused(request)
    if password != again:
        return _page(request, {"again": "not_the_same"}, {"name": name, "full_name": full_name})
    try:
        with store.writing() as session:
            user = accounts.create_user(session, name, full_name, "administrator", password)
            if not link.take(_secret(request)):  # another request was faster: nothing of this one is kept
                raise NotAllowedError("link_used")
            accounts.audit(session, "set_up", user.name, address_of(request))
            cookie = accounts.begin_session(session, user)
    except InvalidError as error:
        return _page(request, error.problems, {"name": name, "full_name": full_name})
    answer = signed_in(request, cookie)
    drop_cookie(request, answer, COOKIE)
    return answer


def _link(request: Request) -> Once:
    link: Once = request.app.state.set_up_link
    return link


def _secret(request: Request) -> str:
    return request.cookies.get(settings_of(request).cookie(COOKIE), "")


def _page(request: Request, problems: dict[str, str], given: dict[str, str]) -> Response:
    least = accounts.LEAST_PASSWORD
    status = 422 if problems else 200
    return page(request, "set_up.html.j2", status=status, problems=problems, given=given, least=least)


def _refused(request: Request) -> Response:
    return page(request, "failure.html.j2", status=403, code="link_used", details={})
