"""Who may use which route. Every route says it by ``needs``; a test walks all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from corpus.store import Store, accounts
from corpus.store.accounts import ROLES, Role
from corpus.store.deed import Actor
from outputs.web.settings import Settings

COOKIE = "vanban_session"


class SignInError(Exception):
    """Nobody is signed in, and the route is not for everyone."""


class ForbiddenError(Exception):
    """Someone is signed in whose role, or whose token's scopes, do not reach."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: the actor, their full name, and of a token its scopes (None for a browser's session)."""

    actor: Actor
    full_name: str
    scopes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """What a route needs: the least role (None for everyone), and of a token the scope."""

    role: Role | None
    scope: str | None = None

    def __call__(self, request: Request) -> Person | None:
        """Return who asks, if they may."""
        person = _person(request)
        request.state.person = person
        if self.role is None:
            return person
        if person is None:
            raise SignInError
        if person.scopes is not None and self.scope not in person.scopes:
            raise ForbiddenError
        if ROLES.index(person.actor.role) < ROLES.index(self.role):
            raise ForbiddenError
        return person


def needs(role: Role | None, scope: str | None = None) -> Any:
    """Return the dependency of a route for people with at least ``role``; a token needs ``scope`` (None: no token)."""
    return Depends(Access(role, scope))


def settings_of(request: Request) -> Settings:
    """Return how the application is served."""
    settings: Settings = request.app.state.settings
    return settings


def store_of(request: Request) -> Store:
    """Return the application's store."""
    return settings_of(request).store


TheStore = Annotated[Store, Depends(store_of)]
Everyone = Annotated[Person | None, needs(None)]
Clerk = Annotated[Person, needs("clerk")]
Approver = Annotated[Person, needs("approver")]
Administrator = Annotated[Person, needs("administrator")]


def bearer(request: Request) -> str | None:
    """Return the secret of the token that is sent along."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() or None if kind.lower() == "bearer" else None


def _person(request: Request) -> Person | None:
    if secret := bearer(request):
        return _by_token(store_of(request), secret)
    if secret := request.cookies.get(COOKIE):
        return _by_session(store_of(request), secret)
    return None


def _by_token(store: Store, secret: str) -> Person | None:
    with store.reading() as session:
        found = accounts.token_user(session, secret)
    if found is None:
        return None
    user, token = found
    return Person(accounts.actor_of(user), user.full_name, frozenset(token.scopes.split()))


def _by_session(store: Store, secret: str) -> Person | None:
    with store.reading() as session:
        user = accounts.session_user(session, secret)
        stale = user is not None and accounts.is_stale(session, secret)
    if stale:
        with store.writing() as session:
            accounts.keep_alive(session, secret)
    return Person(accounts.actor_of(user), user.full_name) if user else None
