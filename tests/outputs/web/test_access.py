"""Every route, asked by everyone: who may not come in stays outside, whoever added the route and whatever it does."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from starlette.routing import Mount

from corpus.store import Store, accounts
from corpus.store.accounts import ROLES, SCOPES
from corpus.store.clock import now
from corpus.store.tables import SessionEntry
from outputs.web.access import Access, Everyone

FOR_EVERYONE = {
    ("GET", "/link/{secret}"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-out"),
    ("GET", "/set-up"),
    ("GET", "/set-up/{secret}"),
    ("POST", "/set-up"),
    ("POST", "/language"),
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/api/v1/health"),
}
"""What nobody needs to sign in for. A route is only added here after thinking about what it tells and does."""
HOSTILE = ("..%2f..%2f..%2fetc%2fpasswd", "%00", "-1", "9" * 30, "%27%20OR%201=1--", "%F0%9F%98%80")


class Route(NamedTuple):
    method: str
    path: str
    declared: tuple[Access, ...]

    def allows(self, role: str | None, scopes: tuple[str, ...] | None = None) -> bool:
        return all(
            access.role is None
            or (
                role is not None
                and (scopes is None or access.scope in scopes)
                and ROLES.index(role) >= ROLES.index(access.role)  # type: ignore[arg-type]
            )
            for access in self.declared
        )


def routes_of(app: FastAPI) -> list[Route]:
    """All routes with what they declare; files that pages load are the only mount."""
    found = []
    for context in iter_route_contexts(app.routes):
        if isinstance(context.route, Mount):
            assert context.route.path == "/static"
            continue
        methods = context.methods
        assert methods, context.path
        found += [Route(method, context.path, tuple(declared(context.dependant))) for method in sorted(methods)]
    return found


def declared(dependant: Dependant) -> Iterator[Access]:
    if isinstance(dependant.call, Access):
        yield dependant.call
    for inner in dependant.dependencies:
        yield from declared(inner)


def ask(client: TestClient, route: Route, value: str = "0", **more: str) -> int:
    path = route.path
    while "{" in path:
        path = path[: path.index("{")] + value + path[path.index("}") + 1 :]
    # no body: whoever is let in learns at most that something is missing, and nothing happens
    return client.request(route.method, path, headers=more).status_code


def outside(route: Route, status: int) -> bool:
    return status in ((401, 403) if route.path.startswith("/api/") else (303, 403))


def test_every_route_declares_who_may_use_it(app: FastAPI) -> None:
    routes = routes_of(app)
    assert len(routes) > 20
    assert [route for route in routes if not route.declared] == []
    for_everyone = {(route.method, route.path) for route in routes if route.allows(None)}
    assert for_everyone <= FOR_EVERYONE


def test_a_route_that_declares_nothing_is_found(app: FastAPI) -> None:
    forgetful = APIRouter()
    forgetful.add_api_route("/secrets", lambda: "all of them", methods=["GET"])
    app.include_router(forgetful)
    assert [route.path for route in routes_of(app) if not route.declared] == ["/secrets"]


def test_a_route_for_everyone_that_nobody_thought_about_is_found(app: FastAPI) -> None:
    careless = APIRouter()

    @careless.get("/secrets")
    def secrets(_person: Everyone) -> str:
        return "all of them"

    app.include_router(careless)
    assert ("GET", "/secrets") in {(r.method, r.path) for r in routes_of(app) if r.allows(None)} - FOR_EVERYONE


def test_nobody_comes_in_without_a_session(app: FastAPI, nobody: TestClient, person: Callable[..., str]) -> None:
    person("quan.tri", "administrator")
    for route in routes_of(app):
        if not route.allows(None):
            assert outside(route, ask(nobody, route)), route
            assert outside(route, ask(nobody, route, Authorization="Bearer vb_guessed")), route
            assert outside(route, ask(nobody, route, Authorization="Basic bGFuOmxhbg==")), route
            assert outside(route, ask(nobody, route, Cookie="vanban_session=guessed")), route


@pytest.mark.parametrize("role", ROLES)
def test_each_role_comes_as_far_as_declared(
    role: str, app: FastAPI, browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    user = person("someone", role)
    person("quan.tri", "administrator")
    browser = browser_of(user)
    for route in routes_of(app):
        status = ask(browser, route)
        if route.path == "/sign-out":
            browser = browser_of(user)
        if route.allows(role):
            assert status not in (401, 403) or route.path.startswith(("/link", "/set-up", "/sign-in")), (route, status)
            assert status < 500, route
        else:
            assert status == 403, (route, status)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", ["clerk", "administrator"])
def test_a_token_comes_as_far_as_its_scope_and_its_person(
    scope: str, role: str, app: FastAPI, system_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    client = system_of(person("someone", role), scope)
    for route in routes_of(app):
        status = ask(client, route)
        if route.allows(role, (scope,)):
            assert status not in (401, 403) or route.path.startswith(("/link", "/set-up", "/sign-in")), (route, status)
            assert status < 500, route
        else:
            assert status == 403, (route, status)


def test_no_page_takes_a_token(app: FastAPI) -> None:
    """Tokens are for the API: what a page would do with one nobody has thought about."""
    pages = [route for route in routes_of(app) if not route.path.startswith("/api/") and not route.allows(None)]
    assert [route for route in pages if route.allows("administrator", SCOPES)] == []


@pytest.mark.parametrize(
    "ended",
    [{"expires_at": now(-timedelta(seconds=1))}, {"seen_at": now(-accounts.IDLE_LASTS - timedelta(seconds=1))}],
    ids=["too old", "not in use"],
)
def test_a_session_that_has_ended_is_none(
    ended: dict[str, str],
    app: FastAPI,
    store: Store,
    browser_of: Callable[..., TestClient],
    person: Callable[..., str],
) -> None:
    browser = browser_of(person("quan.tri", "administrator"))
    assert browser.get("/office/people").status_code == 200
    with store.writing() as session:
        session.query(SessionEntry).update(ended)
    for route in routes_of(app):
        if not route.allows(None):
            assert outside(route, ask(browser, route)), route


def test_whoever_is_disabled_is_outside_with_session_and_token(
    app: FastAPI,
    store: Store,
    browser_of: Callable[..., TestClient],
    system_of: Callable[..., TestClient],
    person: Callable[..., str],
) -> None:
    leaving = person("leaving", "administrator")
    person("staying", "administrator")
    browser, system = browser_of(leaving), system_of(leaving, *SCOPES)
    with store.writing() as session:
        accounts.user_by_id(session, leaving).active = False  # even where the session was forgotten
    for route in routes_of(app):
        if not route.allows(None):
            assert outside(route, ask(browser, route)), route
            assert outside(route, ask(system, route)), route


def test_a_token_that_was_revoked_or_has_ended_is_none(
    store: Store, system_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    user = person("someone")
    over = system_of(user, "records:read", lasts=timedelta(seconds=-1))
    revoked = system_of(user, "records:read")
    assert revoked.get("/api/v1/schema").status_code == 200
    with store.writing() as session:
        accounts.revoke_token(session, next(t.id for t in tokens(session) if t.expires_at is None))
    assert [client.get("/api/v1/schema").status_code for client in (over, revoked)] == [401, 401]


def tokens(session: accounts.Session) -> list[accounts.TokenEntry]:
    return session.query(accounts.TokenEntry).all()


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_names_find_nothing_and_break_nothing(
    value: str, app: FastAPI, browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    browser = browser_of(person("quan.tri", "administrator"))
    for route in routes_of(app):
        if "{" in route.path:
            assert 300 <= ask(browser, route, value) < 500, route


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_give_nothing(method: str, app: FastAPI, nobody: TestClient, person: Callable[..., str]) -> None:
    person("quan.tri", "administrator")
    there = routes_of(app)
    for route in there:
        if (method, route.path) not in {(other.method, other.path) for other in there}:
            answer = nobody.request(method, route.path.replace("{", "").replace("}", ""))
            assert answer.status_code in (303, 401, 403, 404, 405), route
            assert "Access-Control-Allow-Origin" not in answer.headers
