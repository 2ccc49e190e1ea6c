"""Who may use which route. Every route says it by ``needs``; a test walks all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from corpus.store import Store, accounts
from corpus.store.accounts import ROLES, Role
from corpus.store.deed import Actor
from outputs.web.bearer import bearer
from outputs.web.limits import Limits, place_of
from outputs.web.settings import Settings

COOKIE = "vanban_session"
_KNOWN = "vanban.person"


class SignInError(Exception):
    """Nobody is signed in, and the route is not for everyone."""


class ForbiddenError(Exception):
    """Someone is signed in whose role, or whose token's scopes, do not reach."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: the actor, their full name, and of a token its scopes (None for a browser's session).

    ``key`` is what their requests are counted by: each token for itself.
    """

    actor: Actor
    full_name: str
    scopes: frozenset[str] | None = None
    token_id: str | None = None

    @property
    def key(self) -> str:
        """Return what requests are counted by."""
        return f"token {self.token_id}" if self.token_id else f"user {self.actor.id}"


@dataclass(frozen=True, slots=True)
class Access:
    """What a route needs: the least role (None for everyone), and of a token the scope."""

    role: Role | None
    scope: str | None = None

    def __call__(self, request: Request) -> Person | None:
        """Return who asks, if they may."""
        person = known_person(request)
        request.state.person = person
        limits_of(request).requests.count(person.key if person else place_of(address_of(request)))
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


def limits_of(request: Request) -> Limits:
    """Return how often people may ask, and how often they have."""
    limits: Limits = request.app.state.limits
    return limits


def address_of(request: Request) -> str | None:
    """Return the address that asks; behind a proxy the one that the proxy names."""
    return request.client.host if request.client else None


def session_secret(request: Request) -> str | None:
    """Return the secret of the browser's session."""
    return request.cookies.get(settings_of(request).cookie(COOKIE))


def known_person(request: Request) -> Person | None:
    """Return who asks, looked up once for each request; with a token sent along, the session does not count."""
    if _KNOWN not in request.scope:
        request.scope[_KNOWN] = _person(request)
    person: Person | None = request.scope[_KNOWN]
    return person


def _person(request: Request) -> Person | None:
    if "authorization" in request.headers:
        secret = bearer(request.headers)
        return _by_token(store_of(request), secret) if secret else None
    if secret := session_secret(request):
        return _by_session(request, secret)
    return None


def _by_token(store: Store, secret: str) -> Person | None:
    with store.reading() as session:
        found = accounts.token_user(session, secret)
    if found is None:
        return None
    user, token = found
    if accounts.is_unnoted(token):
        with store.writing() as session:
            accounts.note_use(session, token.id)
    return Person(accounts.actor_of(user), user.full_name, frozenset(token.scopes.split()), token.id)


def _by_session(request: Request, secret: str) -> Person | None:
    store = store_of(request)
    idle = accounts.SESSION_LASTS if settings_of(request).one_person else accounts.IDLE_LASTS
    with store.reading() as session:
        user = accounts.session_user(session, secret, idle)
        stale = user is not None and accounts.is_stale(session, secret)
    if stale:
        with store.writing() as session:
            accounts.keep_alive(session, secret)
    return Person(accounts.actor_of(user), user.full_name) if user else None
