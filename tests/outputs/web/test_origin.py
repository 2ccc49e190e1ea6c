"""Requests from other sites, as browsers send them when they are lured: none may change anything."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

LANGUAGE = {"language": "en"}
PORT = "http://127.0.0.1:8000"


def ask(app: FastAPI, base: str = PORT, **headers: str) -> int:
    """Send a form that needs nobody, with the headers given: ``origin``, ``sec_fetch_site`` and so on."""
    client = TestClient(app, base, follow_redirects=False)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/language", data=LANGUAGE, headers=named).status_code


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "SAME-ORIGIN", "same-origin, cross-site"])
def test_only_the_sites_own_pages_may_send_forms(app: FastAPI, site: str) -> None:
    assert ask(app, sec_fetch_site=site) == 403


def test_the_sites_own_pages_may(app: FastAPI) -> None:
    assert ask(app, sec_fetch_site="same-origin") == 303
    assert ask(app, origin=PORT) == 303
    assert ask(app, "http://LOCALHOST:8000", origin="http://localhost:8000") == 303


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:8001",
        "https://127.0.0.1:8000",
        "http://127.0.0.1:8000.evil.example",
        "http://127.0.0.1:8000@evil.example",
        "http://evil.example#127.0.0.1:8000",
        "http://user@127.0.0.1:8000",
        "http://127.0.0.1:8000/",
        "http://127.0.0.1:99999",
        "http://[",
        "file://",
        "127.0.0.1:8000",
    ],
)
def test_an_older_browser_is_told_by_its_origin(app: FastAPI, origin: str) -> None:
    assert ask(app, origin=origin) == 403


def test_the_site_counts_before_the_origin(app: FastAPI) -> None:
    assert ask(app, origin=PORT, sec_fetch_site="cross-site") == 403


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic YTpi", "bearer\t"])
def test_with_neither_only_a_token_may(app: FastAPI, authorization: str) -> None:
    assert ask(app) == 403
    assert ask(app, cookie="vanban_session=whatever") == 403
    assert ask(app, authorization=authorization) == 403
    assert ask(app, authorization="Bearer vb_x") == 303


def test_with_a_token_the_cookie_does_not_count(
    app: FastAPI, browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    """Who can make a request with any Authorization header must not ride on the session that comes along."""
    browser = browser_of(person("quan.tri", "administrator"))
    del browser.headers["Sec-Fetch-Site"]
    for value in ("Bearer vb_wrong", "Bearer", "Basic YTpi", ""):
        assert browser.get("/office/people", headers={"Authorization": value}).status_code == 303
        assert browser.post("/office/people", headers={"Authorization": value}).status_code in (303, 403)


def test_served_by_https_only_https_pages_may(make_app: Callable[..., FastAPI]) -> None:
    app = make_app(secure=True, hosts=("vanban.example.vn",))
    base = "http://vanban.example.vn"  # the proxy asks without HTTPS
    assert ask(app, base, origin="https://vanban.example.vn") == 303
    assert ask(app, base + ":443", origin="https://vanban.example.vn") == 303
    assert ask(app, base, origin="http://vanban.example.vn") == 403
    assert ask(app, base, origin="https://evil.example") == 403


@pytest.mark.parametrize(
    ("mode", "destination", "status"),
    [
        ("navigate", "document", 200),
        ("navigate", "iframe", 403),
        ("navigate", "object", 403),
        ("no-cors", "image", 403),
        ("no-cors", "script", 403),
        ("cors", "empty", 403),
    ],
)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_may_be_linked_to_but_not_embedded(
    nobody: TestClient, site: str, mode: str, destination: str, status: int
) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": destination}
    assert nobody.get("/sign-in", headers=headers).status_code == status


def test_who_follows_a_link_from_elsewhere_is_recognised_at_the_second_try(nobody: TestClient) -> None:
    """Browsers keep the strict cookie back when a link on another site is followed."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    first = nobody.get("/", headers=headers)
    assert (first.status_code, 'http-equiv="refresh" content="0"' in first.text) == (200, True)
    assert nobody.get("/").headers["Location"] == "/sign-in"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:127.0.0.1", "", "a@127.0.0.1"]
)
def test_other_names_for_this_machine_are_not_answered(nobody: TestClient, host: str) -> None:
    """A site elsewhere can let its own name lead to this machine, and its pages would then be of the same origin."""
    forwarded = {"Host": host, "X-Forwarded-Host": "127.0.0.1", "X-Original-Host": "127.0.0.1"}
    assert nobody.get("/sign-in", headers=forwarded).status_code == 400


def test_nothing_is_shared_with_other_origins(nobody: TestClient) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = nobody.options("/sign-in", headers=asked)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]
