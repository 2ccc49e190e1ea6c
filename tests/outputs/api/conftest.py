"""The API over a store with a scan, a text and what people did with them, in each database; asked by several tokens."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.document import Document
from corpus.record import Record
from corpus.run import RunManifest, entry_of
from corpus.store import Store, accounts, decisions, open_store
from corpus.store.clock import now
from corpus.store.decisions import Seen
from corpus.store.deed import Actor
from corpus.store.importing import import_run
from corpus.store.tables import RowEntry
from outputs import write
from outputs.web import Settings, create_app

ASKED = "/api/v1"
SCAN, TEXT = "5" * 64, "e" * 64


@pytest.fixture
def run_folder(tmp_path: Path, record: Record, document: Document, english: tuple[Record, Document]) -> Path:
    """A run folder with the two specimens as the line writes them."""
    run = tmp_path / "run"
    entries = []
    for made, read in ((record, document), english):
        folder = run / f"specimen-{read.id[-12:]}"
        written = write(made, read, folder)
        entries.append(entry_of(written, input_path=read.source, folder=folder.name))
    (run / "run.json").write_text(RunManifest(started=now(), entries=entries).model_dump_json(), encoding="utf-8")
    return run


@pytest.fixture
def sqlite_store(run_folder: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{run_folder}/review.sqlite", run_folder)
    yield _filled(store, run_folder)
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store(request: pytest.FixtureRequest, run_folder: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_store")
        return
    url: str = request.getfixturevalue("empty_postgresql")
    opened = open_store(url, run_folder)
    yield _filled(opened, run_folder)
    opened.close()


def _filled(store: Store, run: Path) -> Store:
    assert [problem for _, problem in import_run(store, run)] == [None, None]
    with store.writing() as session:
        lan = accounts.create_user(session, "lan", "Lan", "clerk", None)
        accounts.create_user(session, "quan.tri", "Quản Trị", "administrator", None)
        actor = Actor(lan.id, "lan", "clerk")
        first = session.query(RowEntry).filter_by(kind="target", key="t1").filter_by(document_id=SCAN).one()
        decisions.approve(session, actor, Seen(first.id, 1))
        second = session.query(RowEntry).filter_by(kind="target", key="t2").one()
        decisions.correct(session, actor, Seen(second.id, 1), second.data | {"value": 1.3})
        third = session.query(RowEntry).filter_by(kind="target", key="t3").one()
        decisions.reject(session, actor, Seen(third.id, 1), "không phải chỉ tiêu")
    return store


@pytest.fixture
def submitted() -> list[str]:
    """Ids of the submissions that the pipeline was told of."""
    return []


Ask = Callable[..., TestClient]


@pytest.fixture
def ask(store: Store, submitted: list[str]) -> Ask:
    return asker(store, submitted)


def asker(store: Store, submitted: list[str]) -> Ask:
    """Return what makes clients with a token of some scopes."""
    app = create_app(
        Settings(
            store, hosts=("testserver",), submit=submitted.append, most_upload_bytes=100_000, requests_per_minute=10**6
        )
    )

    def client(*scopes: str, name: str = "lan") -> TestClient:
        with store.writing() as session:
            user = session.query(accounts.UserEntry).filter_by(name=name).one()
            _, secret = accounts.create_token(session, user, "test", list(scopes or accounts.SCOPES), None)
        return TestClient(app, headers={"Authorization": f"Bearer {secret}"}, base_url="http://testserver")

    return client


@pytest.fixture
def client(ask: Ask) -> TestClient:
    return ask()


@pytest.fixture
def ask_sqlite(sqlite_store: Store, submitted: list[str]) -> Ask:
    return asker(sqlite_store, submitted)
