"""Behind a proxy: only it is let in, and only it is believed."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

PROXY = "10.0.0.5"


@pytest.fixture
def app(make_app: Callable[..., FastAPI]) -> FastAPI:
    made = make_app(secure=True, hosts=("vanban.example.vn",), trusted_proxies=frozenset({"10.0.0.0/29"}))

    @made.get("/me")
    def me(request: Request) -> list[str]:
        return [request.client.host if request.client else "", request.url.scheme]

    return made


def ask(app: FastAPI, address: str = PROXY, **headers: str) -> TestClient:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return TestClient(app, "http://vanban.example.vn", headers=named, client=(address, 1), follow_redirects=False)


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("1.1.1.1, 198.51.100.7", "198.51.100.7"),
        ("1.1.1.1,198.51.100.7,10.0.0.6", "198.51.100.7"),
        ("127.0.0.1, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.5", PROXY),
        ("", PROXY),
        (" , ,", PROXY),
        ("2001:db8::1", "2001:db8::1"),
        ("1.1.1.1, <script>", "<script>"),
    ],
)
def test_the_last_address_that_is_no_proxys_is_the_one_who_asks(app: FastAPI, forwarded: str, client: str) -> None:
    assert ask(app, x_forwarded_for=forwarded).get("/me").json() == [client, "https"]


def test_several_headers_are_one_list(app: FastAPI) -> None:
    headers = [("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-For", "198.51.100.7")]
    assert ask(app).get("/me", headers=headers).json()[0] == "198.51.100.7"


def test_whoever_comes_past_the_proxy_is_turned_away(app: FastAPI) -> None:
    for address in ("10.0.0.9", "127.0.0.1", "198.51.100.7"):
        answer = ask(app, address, x_forwarded_for=PROXY).get("/sign-in")
        assert answer.status_code == 403
        assert "Content-Security-Policy" in answer.headers
    assert ask(app, "::ffff:10.0.0.5").get("/me").status_code == 200


def test_a_proxy_that_was_asked_without_https_is_turned_away(app: FastAPI) -> None:
    assert ask(app, x_forwarded_proto="http").get("/sign-in").status_code == 403
    assert ask(app, x_forwarded_proto="https").get("/sign-in").status_code == 200


def test_the_name_is_the_hosts_and_not_what_is_forwarded(app: FastAPI) -> None:
    answer = ask(app, x_forwarded_host="vanban.example.vn", host="evil.example").get("/sign-in")
    assert answer.status_code == 400


def test_without_a_proxy_nobody_is_believed(make_app: Callable[..., FastAPI]) -> None:
    made = make_app()

    @made.get("/me")
    def me(request: Request) -> str:
        return request.client.host if request.client else ""

    client = TestClient(made, "http://127.0.0.1", client=("192.0.2.1", 1))
    assert client.get("/me", headers={"X-Forwarded-For": "198.51.100.7"}).json() == "192.0.2.1"


def test_cookies_of_a_site_with_https_cannot_be_planted(app: FastAPI, person: Callable[..., str]) -> None:
    """A cookie with this prefix is taken from this very host by HTTPS only: no neighbour of the domain can set it."""
    person("lan")
    form = {"name": "lan", "password": "mưa rơi trên mái ngói"}
    answer = ask(app, sec_fetch_site="same-origin").post("/sign-in", data=form)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-vanban_session=")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} == set(cookie.split("; ")[1:])
    assert answer.headers["Strict-Transport-Security"]
