"""Bodies that are too large are refused before anything of them is kept."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from outputs.web.bodies import MOST_FORM

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FILE = {"Content-Type": "application/octet-stream"}
CHUNK = 2**16


@pytest.fixture
def app(make_app: Callable[..., FastAPI]) -> FastAPI:
    """An application that counts what reaches it, and takes files of up to 3 MB."""
    made = make_app(most_upload_bytes=3 * 2**20)

    @made.post("/count")
    async def count(request: Request) -> int:
        size = 0
        async for piece in request.stream():
            size += len(piece)
            made.state.most = size
        return size

    made.state.most = 0
    return made


def chunks(total: int) -> Iterator[bytes]:
    for _ in range(total // CHUNK):
        yield b"x" * CHUNK


def test_a_declared_size_is_refused_before_the_body_is_read(app: FastAPI, nobody: TestClient) -> None:
    for headers in (FORM, FILE):
        answer = nobody.post("/count", content=b"x" * (MOST_FORM + 1), headers=headers)
        assert (answer.status_code, answer.headers["Connection"]) == (413, "close")
        assert "Content-Security-Policy" in answer.headers
    assert app.state.most == 0
    assert nobody.post("/count", content=b"x" * MOST_FORM, headers=FORM).json() == MOST_FORM


def test_a_body_of_undeclared_size_is_cut_off(app: FastAPI, nobody: TestClient) -> None:
    assert nobody.post("/count", content=chunks(4 * MOST_FORM), headers=FORM).status_code == 413
    assert app.state.most <= MOST_FORM
    assert nobody.post("/count", content=chunks(MOST_FORM), headers=FORM).json() == MOST_FORM


def test_a_form_of_undeclared_size_is_cut_off_where_the_framework_reads_it(nobody: TestClient) -> None:
    def form() -> Iterator[bytes]:
        yield b"name="
        yield from chunks(2 * MOST_FORM)

    assert nobody.post("/sign-in", content=form(), headers=FORM).status_code == 413


def test_people_who_are_signed_in_may_send_files_and_nothing_else_so_large(
    browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    browser = browser_of(person("lan"))
    assert browser.post("/count", content=b"x" * 3 * 2**20, headers=FILE).json() == 3 * 2**20
    assert browser.post("/count", content=chunks(3 * 2**20), headers=FILE).json() == 3 * 2**20
    assert browser.post("/count", content=b"x" * 4 * 2**20, headers=FILE).status_code == 413
    assert browser.post("/count", content=chunks(4 * 2**20), headers=FILE).status_code == 413
    for kind in ("application/json", "application/problem+json", "Text/Plain; charset=utf-8"):
        assert browser.post("/count", content=b"x" * 2 * MOST_FORM, headers={"Content-Type": kind}).status_code == 413


def test_a_system_is_told_so_in_its_own_words(nobody: TestClient) -> None:
    answer = nobody.post("/api/v1/documents", content=b"x" * (MOST_FORM + 1), headers=FILE)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
