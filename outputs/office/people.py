"""The people who may sign in: added, given another role or password, let in no more. For administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from corpus.store import accounts
from corpus.store.errors import InvalidError, NotAllowedError
from corpus.store.tables import UserEntry
from outputs.web.access import Administrator, TheStore, address_of
from outputs.web.pages import page

router = APIRouter(prefix="/office/people")
_DONE = ("added", "role", "disabled", "enabled", "password")


@router.get("")
def people(request: Request, _person: Administrator, store: TheStore, done: str = "") -> Response:
    """Show everyone."""
    return _page(request, store, done=done if done in _DONE else "")


@router.post("")
def add(  # noqa: PLR0913, PLR0917  # a field of the form each
    request: Request,
    person: Administrator,
    store: TheStore,
    name: Annotated[str, Form()],
    role: Annotated[str, Form()],
    password: Annotated[str, Form()],
    full_name: Annotated[str, Form()] = "",
) -> Response:
    """Add someone."""
    try:
        with store.writing() as session:
            user = accounts.create_user(session, name, full_name, role, password)
            accounts.audit(session, "user_added", person.actor.name, address_of(request), f"{user.name} {user.role}")
    except InvalidError as error:
        given = {"name": name, "full_name": full_name, "role": role}
        return _page(request, store, problems=error.problems, given=given)
    return _back("added")


@router.post("/{user_id}/role")
def change_role(
    request: Request, person: Administrator, store: TheStore, user_id: str, role: Annotated[str, Form()]
) -> Response:
    """Give someone another role."""
    try:
        with store.writing() as session:
            user = accounts.user_by_id(session, user_id)
            before = user.role
            accounts.set_role(session, user, role)
            detail = f"{user.name} {before} → {role}"
            accounts.audit(session, "role_changed", person.actor.name, address_of(request), detail)
    except NotAllowedError as error:
        return _page(request, store, problems={user_id: error.code})
    return _back("role")


@router.post("/{user_id}/active")
def change_active(
    request: Request, person: Administrator, store: TheStore, user_id: str, active: Annotated[bool, Form()]
) -> Response:
    """Let someone in no more, or again."""
    try:
        with store.writing() as session:
            user = accounts.user_by_id(session, user_id)
            accounts.set_active(session, user, active=active)
            action = "user_enabled" if active else "user_disabled"
            accounts.audit(session, action, person.actor.name, address_of(request), user.name)
    except NotAllowedError as error:
        return _page(request, store, problems={user_id: error.code})
    return _back("enabled" if active else "disabled")


@router.post("/{user_id}/password")
def give_password(
    request: Request, person: Administrator, store: TheStore, user_id: str, password: Annotated[str, Form()]
) -> Response:
    """Give someone a new password, which signs them out everywhere."""
    try:
        with store.writing() as session:
            user = accounts.user_by_id(session, user_id)
            accounts.set_password(session, user, password)
            accounts.audit(session, "password_given", person.actor.name, address_of(request), user.name)
    except InvalidError as error:
        return _page(request, store, problems={user_id: error.problems["password"]})
    return _back("password")


def _page(
    request: Request,
    store: TheStore,
    *,
    problems: dict[str, str] | None = None,
    given: dict[str, str] | None = None,
    done: str = "",
) -> Response:
    with store.reading() as session:
        shown = select(UserEntry).where(UserEntry.name != accounts.HERE)
        users = session.scalars(shown.order_by(UserEntry.active.desc(), UserEntry.name)).all()
    return page(
        request,
        "people.html.j2",
        status=422 if problems else 200,
        users=users,
        roles=accounts.ROLES,
        least=accounts.LEAST_PASSWORD,
        problems=problems or {},
        given=given or {},
        done=done,
    )


def _back(done: str) -> Response:
    return RedirectResponse(f"/office/people?done={done}", status_code=303)
