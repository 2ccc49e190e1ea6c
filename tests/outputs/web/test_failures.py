"""What is told when something goes wrong, and what is not."""

import logging
import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.exc import DataError

from outputs.web.headers import POLICY


@pytest.fixture
def broken(app: FastAPI) -> TestClient:
    def fail() -> None:
        raise RuntimeError("the secret of the house")

    def unstorable() -> None:
        raise DataError("INSERT", {}, ValueError("a NUL in secret text"))

    for prefix in ("", "/api/v1"):
        app.add_api_route(f"{prefix}/fail", fail)
        app.add_api_route(f"{prefix}/unstorable", unstorable)
    return TestClient(app, "http://127.0.0.1", raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/fail", "/api/v1/fail"])
def test_what_nobody_foresaw_is_told_by_a_number_and_logged_under_it(
    broken: TestClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = broken.get(path)
    assert answer.status_code == 500
    assert not re.search("secret|Traceback|RuntimeError|outputs", answer.text)
    number = re.search(r"\b[0-9a-f]{8}\b", answer.text)
    assert number
    assert number[0] in caplog.text
    assert "the secret of the house" in caplog.text
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_the_database_cannot_hold_is_the_askers_mistake(broken: TestClient) -> None:
    for prefix in ("", "/api/v1"):
        answer = broken.get(f"{prefix}/unstorable")
        assert answer.status_code == 422
        assert "secret" not in answer.text


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/nowhere", "/static/nowhere", "/sign-in", "/static/site.css"])
def test_every_answer_has_the_headers(nobody: TestClient, path: str) -> None:
    for answer in (nobody.get(path), nobody.delete(path), nobody.get(path, headers={"Host": "evil.example"})):
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/....//app.py",
        "/static/%2fetc%2fpasswd",
        "/static//etc/passwd",
        "/static/..%5capp.py",
        "/static/site.css%00.js",
        "/static/",
        "/static/../texts.toml",
    ],
)
def test_only_the_files_for_pages_are_served(app: FastAPI, path: str) -> None:
    assert TestClient(app, "http://127.0.0.1").get(path).status_code == 404


def test_files_for_pages_are_kept_by_browsers_and_nothing_else_is(
    nobody: TestClient, browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    first = nobody.get("/static/site.css")
    assert first.headers["Cache-Control"] == "no-cache"
    again = nobody.get("/static/site.css", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert browser_of(person("lan")).get("/password").headers["Cache-Control"] == "no-store"


def test_who_is_signed_in_finds_the_way_back_from_a_page_that_is_not_there(
    nobody: TestClient, browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    browser = browser_of(person("lan"))
    for path in ("/nowhere", "/documents/nowhere"):
        assert 'class="who"' in browser.get(path).text
        assert "Không tìm thấy." in browser.get(path).text
    assert 'class="who"' not in nobody.get("/nowhere").text


def test_hostile_input_comes_back_as_text(nobody: TestClient) -> None:
    form = {"name": '"><script>alert(1)</script>', "password": "x" * 12}
    answer = nobody.post("/sign-in", data=form)
    assert "<script>" not in answer.text
