"""The page on which people send documents in."""

import re

import pytest
from fastapi.testclient import TestClient

from corpus.store import Store, accounts, submissions
from corpus.store.tables import SubmissionEntry, UserEntry
from outputs.web import Settings, create_app
from outputs.web.access import COOKIE

OWN = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def told() -> list[str]:
    """Ids of the submissions that the line was told of."""
    return []


@pytest.fixture
def clerk(store: Store, told: list[str]) -> TestClient:
    settings = Settings(store, hosts=("testserver",), submit=told.append, most_upload_bytes=2**20)
    with store.writing() as session:
        secret = accounts.begin_session(session, session.query(UserEntry).filter_by(name="lan").one())
    return TestClient(create_app(settings), headers=OWN, cookies={settings.cookie(COOKIE): secret})


def send(clerk: TestClient, content: bytes, name: str = "Nghị quyết.pdf") -> str:
    return str(clerk.post("/incoming", files={"file": (name, content)}).text)


def test_a_file_that_is_sent_in_waits_and_is_followed(clerk: TestClient, store: Store, told: list[str]) -> None:
    page = send(clerk, b"content")
    assert re.search(r'Nghị quyết\.pdf</th>.*role="status">\s*<span class="">Chờ xử lý', page, re.DOTALL)
    assert "every 3s" in page
    with store.writing() as session:
        [entry] = session.query(SubmissionEntry)
        assert told == [entry.id]
        submissions.turn(entry, "rejected", {"code": "encrypted", "reason": "It has a <b>password</b>.", "remedy": ""})
    page = clerk.get("/incoming").text
    assert "Không đọc được tệp" in page
    assert "mật khẩu" in page
    assert "<b>" not in page
    assert "every 3s" not in page


def test_who_sends_the_same_again_is_led_to_what_is_there(clerk: TestClient, store: Store, told: list[str]) -> None:
    send(clerk, b"content")
    with store.writing() as session:
        [entry] = session.query(SubmissionEntry)
        submissions.turn(entry, "done")
    page = send(clerk, b"content", "other.pdf")
    assert f'href="/documents/{entry.sha256}"' in page
    assert len(told) == 1


def test_no_file_and_one_too_large_are_refused_in_words(clerk: TestClient, told: list[str]) -> None:
    assert "Có thông tin bị thiếu" in clerk.post("/incoming").text
    assert "quá lớn" in send(clerk, bytes(2**20 + 1))
    assert told == []


def test_where_nothing_is_taken_in_the_page_says_so(store: Store, clerk: TestClient) -> None:
    closed = TestClient(create_app(Settings(store, hosts=("testserver",))), headers=OWN, cookies=dict(clerk.cookies))
    assert "không nhận văn bản" in closed.get("/incoming").text
    assert closed.post("/incoming", files={"file": ("a.pdf", b"content")}).status_code == 404
