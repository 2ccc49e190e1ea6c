"""The application over a store with one document, people of every role, and a browser for each."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.document import Document
from corpus.record import Record
from corpus.run import RunManifest, entry_of
from corpus.store import Store, accounts, open_store
from corpus.store.clock import now
from corpus.store.importing import import_run
from outputs import write
from outputs.web import Settings, create_app
from outputs.web.access import COOKIE

OURS = {"Sec-Fetch-Site": "same-origin"}
NAME = "http://127.0.0.1"


@pytest.fixture
def store(tmp_path: Path, record: Record, document: Document) -> Iterator[Store]:
    """A store with a scan of three pages."""
    run = tmp_path / "run"
    written = write(record, document, run / "specimen")
    entry = entry_of(written, input_path=document.source, folder="specimen")
    (run / "run.json").write_text(RunManifest(started=now(), entries=[entry]).model_dump_json(), encoding="utf-8")
    opened = open_store(f"sqlite:///{run}/review.sqlite", run)
    assert list(import_run(opened, run)) == [("specimen", None)]
    yield opened
    opened.close()


@pytest.fixture
def settings(store: Store) -> Settings:
    return Settings(store)


MakeApp = Callable[..., FastAPI]


@pytest.fixture
def make_app(settings: Settings) -> MakeApp:
    """Makes the application with other settings than usual."""

    def make(**changed: Any) -> FastAPI:
        return create_app(replace(settings, **changed))

    return make


@pytest.fixture
def app(make_app: MakeApp) -> FastAPI:
    # the many requests of these tests come from one address
    return make_app(requests_per_minute=100_000, sign_ins_per_minute=100_000)


@pytest.fixture
def nobody(app: FastAPI) -> TestClient:
    return TestClient(app, NAME, headers=OURS, follow_redirects=False)


PASSWORD = "mưa rơi trên mái ngói"  # noqa: S105  # of people who exist for a second


@pytest.fixture
def person(store: Store) -> Callable[..., str]:
    """Adds someone with a role and ``PASSWORD``, and returns their id."""

    def add(name: str, role: str = "clerk") -> str:
        with store.writing() as session:
            return accounts.create_user(session, name, name.title(), role, PASSWORD).id

    return add


@pytest.fixture
def browser_of(app: FastAPI, store: Store) -> Callable[..., TestClient]:
    """Makes a browser in which someone is signed in; each call begins a session of its own."""

    def make(user_id: str) -> TestClient:
        with store.writing() as session:
            secret = accounts.begin_session(session, accounts.user_by_id(session, user_id))
        return TestClient(app, NAME, headers=OURS, cookies={COOKIE: secret}, follow_redirects=False)

    return make


@pytest.fixture
def system_of(app: FastAPI, store: Store) -> Callable[..., TestClient]:
    """Makes a client of another system with a token that acts as someone within scopes."""

    def make(user_id: str, *scopes: str, lasts: timedelta | None = None) -> TestClient:
        with store.writing() as session:
            user = accounts.user_by_id(session, user_id)
            _, secret = accounts.create_token(session, user, "system", list(scopes), lasts)
        return TestClient(app, NAME, headers={"Authorization": f"Bearer {secret}"}, follow_redirects=False)

    return make
