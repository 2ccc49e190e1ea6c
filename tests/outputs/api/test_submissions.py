import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.store import Store, submissions
from corpus.store.submissions import INBOX
from corpus.store.tables import SubmissionEntry, UserEntry
from outputs.web import Settings, create_app
from outputs.web.taking import clean_name

API = "/api/v1"
SCAN = "5" * 64


def send(client: TestClient, content: bytes, name: str = "a.pdf") -> Any:
    return client.post(f"{API}/submissions", files={"file": (name, content)})


def turn(store: Store, identity: str, state: submissions.State, problem: dict[str, Any] | None = None) -> None:
    with store.writing() as session:
        submissions.turn(session.get_one(SubmissionEntry, identity), state, problem)


def test_a_file_is_kept_entered_and_told_of(client: TestClient, store: Store, submitted: list[str]) -> None:
    answer = send(client, b"content", "../../Nghị quyết.pdf")
    sent = answer.json()
    assert (answer.status_code, sent["state"], sent["name"]) == (202, "queued", "Nghị quyết.pdf")
    assert sent["sha256"] == hashlib.sha256(b"content").hexdigest()
    assert submitted == [sent["id"]]
    assert client.get(answer.headers["location"]).json() == sent
    kept = store.folder / INBOX / sent["sha256"] / "Nghị quyết.pdf"
    assert kept.read_bytes() == b"content"
    assert [path for path in (store.folder / INBOX).rglob("*") if path.is_file()] == [kept]


def test_the_same_bytes_are_one_submission(client: TestClient, store: Store, submitted: list[str]) -> None:
    first, second = send(client, b"content"), send(client, b"content", "b.pdf")
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json() == second.json()
    assert second.headers["location"] == first.headers["location"]
    assert len(submitted) == 1
    turn(store, first.json()["id"], "done")
    third = send(client, b"content")
    assert (third.status_code, third.json()["state"], third.json()["id"]) == (200, "done", first.json()["id"])


@pytest.mark.parametrize("state", ["rejected", "quarantined"])
def test_what_failed_waits_again_when_it_is_sent_again(
    client: TestClient, store: Store, submitted: list[str], state: submissions.State
) -> None:
    first = send(client, b"content").json()
    problem = {"code": "encrypted", "reason": "It has a password.", "remedy": "Take it off."}
    turn(store, first["id"], state, problem)
    assert client.get(f"{API}/submissions/{first['id']}").json()["problem"] == problem
    again = send(client, b"content")
    assert (again.status_code, again.json()["state"], again.json()["id"]) == (202, "queued", first["id"])
    assert again.json()["problem"] is None
    assert submitted == [first["id"]] * 2


def test_a_document_that_is_there_already_is_named(client: TestClient, store: Store) -> None:
    with store.writing() as session:
        lan = session.query(UserEntry).filter_by(name="lan").one()
        entry, to_do = submissions.receive(session, lan.id, "a.pdf", SCAN)
    assert (entry.state, entry.document_id, to_do) == ("duplicate", SCAN, False)
    shown = client.get(f"{API}/submissions/{entry.id}").json()
    assert client.get(shown["links"]["document"]).json()["symbol"] == "15-CTr/TU"


def test_too_big_a_file_is_refused_and_nothing_of_it_kept(client: TestClient, store: Store) -> None:
    answer = send(client, b"x" * 100_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert send(client, b"x" * 400_000).status_code == 413
    assert not (store.folder / INBOX).exists()
    assert send(client, b"x" * 100_000).status_code == 202


def test_one_file_and_nothing_else_is_sent(client: TestClient, submitted: list[str]) -> None:
    two = [("file", ("a.pdf", b"a")), ("file", ("b.pdf", b"b"))]
    assert client.post(f"{API}/submissions", files=two).status_code == 400
    assert client.post(f"{API}/submissions", files={"other": ("a.pdf", b"a")}).status_code == 422
    more = client.post(f"{API}/submissions", files={"file": ("a.pdf", b"a")}, data={"more": "x"})
    assert more.status_code == 422
    assert client.post(f"{API}/submissions", json={"file": "a"}).status_code == 422
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post(f"{API}/submissions", content=b"--x\r\nbroken", headers=broken).status_code in (400, 422)
    assert client.post(f"{API}/submissions", data={"file": "text"}).status_code == 422
    assert submitted == []


def test_the_newest_comes_first_and_states_are_told_apart(client: TestClient, store: Store) -> None:
    sent = [send(client, content).json()["id"] for content in (b"a", b"b", b"c")]
    turn(store, sent[0], "done")
    first = client.get(f"{API}/submissions?limit=2")
    rest = client.get(first.links["next"]["url"])
    assert [item["id"] for item in first.json()["items"] + rest.json()["items"]] == sent[::-1]
    assert [item["id"] for item in client.get(f"{API}/submissions?state=done").json()["items"]] == [sent[0]]


def test_an_empty_file_is_for_the_line_to_refuse(client: TestClient) -> None:
    assert send(client, b"").status_code == 202


def test_where_nothing_is_taken_in_it_is_said(store: Store, ask: Callable[..., TestClient]) -> None:
    token = ask().headers["authorization"]
    closed = TestClient(create_app(Settings(store, hosts=("testserver",))), headers={"Authorization": token})
    answer = send(closed, b"a")
    assert (answer.status_code, answer.json()["code"]) == (503, "not_taken_in")


def test_a_full_disk_is_told_and_nothing_entered(
    client: TestClient, store: Store, submitted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("outputs.web.taking.stream_atomically", full)
    answer = send(client, b"a")
    assert (answer.status_code, answer.json()["code"]) == (503, "not_kept")
    assert answer.headers["retry-after"]
    assert submitted == []
    assert client.get(f"{API}/submissions").json()["items"] == []
    monkeypatch.undo()
    assert send(client, b"a").status_code == 202


def test_sending_needs_its_scope(ask: Callable[..., TestClient], store: Store) -> None:
    assert send(ask("records:read"), b"a").status_code == 403
    assert ask("records:read").get(f"{API}/submissions").status_code == 403
    assert send(ask("documents:submit"), b"a").status_code == 202


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Nghị quyết 01.pdf", "Nghị quyết 01.pdf"),
        ("C:\\Văn bản\\a.docx", "a.docx"),
        ("../../etc/passwd", "passwd"),
        ("..", "document"),
        (".bashrc", "bashrc"),
        ("a\0\n\u202efdp.exe", "afdp.exe"),
        ("", "document"),
        (None, "document"),
        ("e\u0302.pdf", "ê.pdf"),
        ("half\ud800.pdf", "half.pdf"),
        ("ă" * 300 + ".pdf", "ă" * 75 + ".pdf"),
    ],
)
def test_names_are_cleaned(given_name: str | None, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text(alphabet=st.characters(), max_size=400))
def test_whatever_a_name_is_it_names_one_file_in_its_folder(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept.encode()) <= 180
    assert "/" not in kept
    assert "\0" not in kept
    assert not kept.startswith(".")
