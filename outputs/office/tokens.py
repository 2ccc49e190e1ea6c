"""Keys for other systems: made with what they may do and for how long, shown once, taken back. For administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from corpus.store import accounts
from corpus.store.clock import now
from corpus.store.errors import InvalidError
from corpus.store.tables import TokenEntry, UserEntry
from outputs.web.access import Administrator, TheStore, address_of
from outputs.web.pages import page

router = APIRouter(prefix="/office/tokens")
DAYS = (30, 90, 365, 0)
"""How long a token may count; 0 is without end."""


@router.get("")
def tokens(request: Request, _person: Administrator, store: TheStore) -> Response:
    """Show all tokens; their secrets are not known any more."""
    return _page(request, store)


@router.post("")
def create(  # noqa: PLR0913, PLR0917  # a field of the form each
    request: Request,
    person: Administrator,
    store: TheStore,
    name: Annotated[str, Form()],
    days: Annotated[int, Form()],
    user_id: Annotated[str, Form()],
    scopes: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Make a token that acts as someone, within ``scopes``; its secret is on the page that comes back, once."""
    given: dict[str, object] = {"name": name, "days": days, "scopes": scopes or [], "user_id": user_id}
    if days not in DAYS:
        return _page(request, store, problems={"days": "unknown"}, given=given)
    try:
        with store.writing() as session:
            user = _holder(session, user_id)
            lasts = timedelta(days=days) if days else None
            token, secret = accounts.create_token(session, user, name, scopes or [], lasts)
            detail = f"{token.name} ({user.name}: {token.scopes})"
            accounts.audit(session, "token_created", person.actor.name, address_of(request), detail)
    except InvalidError as error:
        return _page(request, store, problems=error.problems, given=given)
    return _page(request, store, secret=secret)


@router.post("/{token_id}/revoke")
def revoke(request: Request, person: Administrator, store: TheStore, token_id: str) -> Response:
    """Let a token count no more."""
    with store.writing() as session:
        token = accounts.revoke_token(session, token_id)
        accounts.audit(session, "token_revoked", person.actor.name, address_of(request), token.name)
    return RedirectResponse("/office/tokens", status_code=303)


def _holder(session: Session, user_id: str) -> UserEntry:
    user = session.get(UserEntry, user_id)
    if user is None or not user.active:
        raise InvalidError({"user_id": "unknown"})
    return user


def _page(
    request: Request,
    store: TheStore,
    *,
    problems: dict[str, str] | None = None,
    given: dict[str, object] | None = None,
    secret: str | None = None,
) -> Response:
    with store.reading() as session:
        pairs = select(TokenEntry, UserEntry).join(UserEntry, UserEntry.id == TokenEntry.user_id)
        found = session.execute(pairs.order_by(TokenEntry.created_at.desc())).all()
        users = session.scalars(select(UserEntry).where(UserEntry.active).order_by(UserEntry.name)).all()
    return page(
        request,
        "tokens.html.j2",
        status=422 if problems else 200,
        tokens=[(token, user) for token, user in found],
        users=users,
        scopes=accounts.SCOPES,
        days=DAYS,
        present=now(),
        problems=problems or {},
        given=given or {},
        secret=secret,
    )
