"""The administrator's page of webhooks: added with a secret shown once, tried, sent again, disabled, removed."""

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

import outputs
from corpus.store import Store, webhooks
from corpus.store.events import TYPES, emit
from corpus.store.tables import AuditEntry, DocumentEntry
from corpus.store.webhooks import Outcome
from outputs.webhooks import Sender, deliver_due, new_secret
from outputs.webhooks.posting import FailedError

PAGE = "/office/webhooks"
URL = "https://93.184.215.14/hook?key=1"
REASONS = (
    "not_an_address",
    "too_long",
    "has_password",
    "needs_https",
    "port_refused",
    "not_public",
    "unknown_host",
    "timed_out",
    "not_reached",
    "certificate",
    "tls",
    "broken_off",
    "not_http",
    "unforeseen",
)


pytestmark = pytest.mark.usefixtures("answers")


@pytest.fixture
def administrator(browser_of: Callable[..., TestClient], person: Callable[..., str]) -> TestClient:
    return browser_of(person("quan.tri", "administrator"))


@pytest.fixture
def webhook(store: Store) -> str:
    with store.writing() as session:
        return webhooks.add(session, URL, TYPES, new_secret()).id


@pytest.fixture
def failed(store: Store, webhook: str, answers: list[Any]) -> int:
    """The number of an event that the receiver has answered with 500."""
    with store.writing() as session:
        event = emit(session, "record.changed", session.query(DocumentEntry).one())
    answers.append(500)
    assert deliver_due(store, Sender()) == 1
    return event.sequence


def words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(outputs.__file__).parent / "office" / "texts.toml").read_text(encoding="utf-8"))


def journal(store: Store) -> list[tuple[str, str | None, str | None]]:
    with store.reading() as session:
        return [(e.action, e.user_name, e.detail) for e in session.query(AuditEntry).order_by(AuditEntry.id)]


def test_the_secret_is_shown_once(administrator: TestClient, store: Store) -> None:
    assert "Chưa có địa chỉ nhận nào" in administrator.get(PAGE).text
    made = administrator.post(PAGE, data={"url": f" {URL} ", "types": ["record.approved"]})
    [secret] = re.findall(r"whsec_[A-Za-z0-9+/=]+", made.text)
    with store.reading() as session:
        [entry] = webhooks.webhooks(session)
    assert (entry.url, entry.types, entry.secret) == (URL, "record.approved", secret)
    again = administrator.get(PAGE).text
    assert URL in again
    assert "Văn bản được phê duyệt" in again
    assert "whsec_" not in again
    assert "whsec_" not in administrator.get("/office/journal").text
    assert journal(store) == [("webhook_added", "quan.tri", URL.partition("?")[0])]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"url": "https://127.0.0.1/"}, "Không được gửi tới địa chỉ nội bộ."),
        ({"url": "http://93.184.215.14/"}, "Địa chỉ trên Internet phải bắt đầu bằng https."),
        ({"url": "https://a:b@example.vn/"}, "Địa chỉ không được chứa tên đăng nhập hay mật khẩu."),
        ({"url": "https://khong-co.example.vn/"}, "Không tìm thấy tên miền này."),
        ({"url": "<script>"}, "Địa chỉ không hợp lệ."),
        ({"types": []}, "Hãy chọn ít nhất một loại thông báo."),
        ({"types": ["record.vanished"]}, "Hãy chọn ít nhất một loại thông báo."),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(
    administrator: TestClient, store: Store, changed: dict[str, Any], why: str
) -> None:
    shown = administrator.post(PAGE, data={"url": URL, "types": ["record.approved"]} | changed)
    assert shown.status_code == 422
    assert why in shown.text
    assert "<script>" not in shown.text.partition("<main")[2]
    assert "whsec_" not in shown.text
    assert journal(store) == []


def test_there_may_be_too_many(administrator: TestClient, webhook: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "MOST", 1)
    shown = administrator.post(PAGE, data={"url": URL, "types": ["record.approved"]})
    assert "Đã có quá nhiều địa chỉ nhận." in shown.text


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (204, "Đã gửi thử thành công"),
        (302, "Nơi nhận trả lời mã 302."),
        (FailedError("timed_out"), "Nơi nhận không trả lời kịp."),
    ],
)
def test_a_test_shows_how_it_went(
    administrator: TestClient, webhook: str, answers: list[Any], answer: Any, told: str
) -> None:
    answers.append(answer)
    assert told in administrator.post(f"{PAGE}/{webhook}/test").text


def test_what_failed_is_shown_and_sent_again(
    administrator: TestClient, store: Store, webhook: str, failed: int, answers: list[Any]
) -> None:
    shown = administrator.get(PAGE).text
    assert "Nơi nhận trả lời mã 500." in shown
    assert "15-CTr/TU" in shown
    [action] = re.findall(rf'action="({PAGE}/{webhook}/deliveries/{failed}/send-again)"', shown)
    sent = administrator.post(action)
    assert sent.headers["location"] == f"{PAGE}?done=webhook_sent_again"
    answers.append(200)
    assert deliver_due(store, Sender()) == 1
    shown = administrator.get(sent.headers["location"]).text
    assert "mã 500" not in shown
    assert "Đã gửi: 1" in shown
    assert journal(store)[-1][:2] == ("webhook_sent_again", "quan.tri")


def test_one_is_disabled_enabled_and_removed(
    administrator: TestClient, store: Store, webhook: str, failed: int
) -> None:
    assert administrator.post(f"{PAGE}/{webhook}/active", data={"active": "false"}).status_code == 303
    shown = administrator.get(PAGE).text
    assert "Đã tắt" in shown
    assert "send-again" not in shown
    refused = administrator.post(f"{PAGE}/{webhook}/deliveries/{failed}/send-again")
    assert "Địa chỉ này đang tắt." in refused.text
    assert administrator.post(f"{PAGE}/{webhook}/active", data={"active": "true"}).status_code == 303
    assert "send-again" in administrator.get(PAGE).text
    assert administrator.post(f"{PAGE}/{webhook}/remove").status_code == 303
    assert "Chưa có địa chỉ nhận nào" in administrator.get(PAGE).text
    assert [action for action, *_ in journal(store)] == ["webhook_disabled", "webhook_enabled", "webhook_removed"]
    assert administrator.post(f"{PAGE}/{webhook}/test").status_code == 404


@pytest.mark.parametrize("reason", [*REASONS, "status_410", "status_503"])
def test_every_reason_has_words(administrator: TestClient, store: Store, webhook: str, reason: str) -> None:
    with store.writing() as session:
        emit(session, "record.changed", session.query(DocumentEntry).one())
        claimed = webhooks.claim(session)
        assert claimed
        webhooks.note(session, claimed, Outcome(reason, timedelta(hours=1), gone=reason == "status_410"))
    kind, _, number = reason.partition("_") if reason.startswith("status_") else (reason, "", "")
    for language in ("vi", "en"):
        administrator.cookies.set("vanban_language", language)
        told = words()[f"problem_{kind}"][language].format(number=number)
        assert escape(told) in administrator.get(PAGE).text


def test_the_reasons_are_all_that_the_code_gives() -> None:
    here = Path(outputs.__file__).parent / "webhooks"
    source = "".join(path.read_text(encoding="utf-8") for path in here.glob("*.py"))
    given = re.findall(r'(?:RefusedError|FailedError|Outcome)\(\s*"(\w+)"', source)
    given += re.findall(r'"(\w+)" if .* else "(\w+)"\)', source)[0]
    assert set(given) == set(REASONS)


def test_every_deed_has_words_in_the_journal() -> None:
    known = words()
    for deed in ("added", "enabled", "disabled", "removed", "sent_again"):
        assert known[f"action_webhook_{deed}"]["vi"] != known[f"action_webhook_{deed}"]["en"]
    assert {f"event_{kind}" for kind in TYPES} <= known.keys()
