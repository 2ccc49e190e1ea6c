"""Webhooks over the API: made, told of once, tried, disabled, removed; and what becomes of events."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.store import Store, webhooks
from corpus.store.tables import AuditEntry, DocumentEntry
from outputs.webhooks import Sender, deliver_due
from outputs.webhooks.posting import FailedError

ASKED = "/api/v1/webhooks"
URL = "https://93.184.215.14/hook?key=1"
NOBODY = "00000000-0000-4000-8000-000000000000"


pytestmark = pytest.mark.usefixtures("answers")


@pytest.fixture
def manager(ask: Callable[..., TestClient]) -> TestClient:
    return ask("webhooks:manage", name="quan.tri")


@pytest.fixture
def made(manager: TestClient) -> dict[str, Any]:
    answer = manager.post(ASKED, json={"url": URL, "types": ["record.changed", "record.approved"]})
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"{ASKED}/{found['id']}"
    return found


@pytest.fixture
def happen(store: Store) -> Callable[[], None]:
    """Lets something happen to each document."""

    def emitted() -> None:
        from corpus.store.events import emit  # noqa: PLC0415

        with store.writing() as session:
            for document in session.query(DocumentEntry).order_by(DocumentEntry.id):
                emit(session, "record.changed", document)

    return emitted


def test_the_secret_is_told_once(manager: TestClient, made: dict[str, Any], store: Store) -> None:
    secret = made["secret"]
    assert secret.startswith("whsec_")
    for path in (ASKED, f"{ASKED}/{made['id']}", f"{ASKED}/{made['id']}/deliveries"):
        assert secret not in manager.get(path).text
    assert secret not in manager.patch(f"{ASKED}/{made['id']}", json={"active": True}).text
    with store.reading() as session:
        entries = session.query(AuditEntry).filter(AuditEntry.action.like("webhook%")).all()
        assert [entry.action for entry in entries] == ["webhook_added", "webhook_enabled"]
        assert {entry.detail for entry in entries} == {URL.partition("?")[0]}


def test_a_new_webhook_is_listed(manager: TestClient, made: dict[str, Any]) -> None:
    shown = manager.get(f"{ASKED}/{made['id']}").json()
    assert manager.get(ASKED).json() == {"items": [shown]}
    assert shown == {name: value for name, value in made.items() if name != "secret"}
    assert shown["types"] == ["record.approved", "record.changed"]
    assert (shown["active"], shown["last_at"], shown["deliveries"]) == (True, None, {})


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://127.0.0.1/", "not_public"),
        ("http://93.184.215.14/", "needs_https"),
        ("https://khong-co.example.vn/", "unknown_host"),
        ("https://a:b@example.vn/", "has_password"),
        ("https://93.184.215.14:22/", "port_refused"),
        ("https://2130706433/", "not_an_address"),
    ],
)
def test_addresses_that_may_not_be_sent_to_are_refused(manager: TestClient, url: str, why: str) -> None:
    answer = manager.post(ASKED, json={"url": url, "types": ["record.changed"]})
    assert (answer.status_code, answer.json()["problems"]) == (422, {"body.url": why})
    assert manager.get(ASKED).json() == {"items": []}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"url": URL},
        {"url": URL, "types": []},
        {"url": URL, "types": ["record.vanished"]},
        {"url": URL, "types": ["record.changed"], "secret": "mine"},
        {"url": 5, "types": ["record.changed"]},
        {"url": "https://example.vn/\x00", "types": ["record.changed"]},
    ],
)
def test_what_is_no_webhook_is_refused(manager: TestClient, given: dict[str, Any]) -> None:
    assert manager.post(ASKED, json=given).status_code == 422


def test_other_scopes_and_roles_do_not_reach(ask: Callable[..., TestClient], made: dict[str, Any]) -> None:
    for client in (ask("records:read", "records:review", "documents:submit", name="quan.tri"), ask(name="lan")):
        for method, path in (
            ("GET", ""),
            ("POST", ""),
            ("GET", f"/{made['id']}"),
            ("PATCH", f"/{made['id']}"),
            ("DELETE", f"/{made['id']}"),
            ("GET", f"/{made['id']}/deliveries"),
            ("POST", f"/{made['id']}/deliveries/1/send-again"),
            ("POST", f"/{made['id']}/test"),
        ):
            assert client.request(method, ASKED + path).status_code == 403, (method, path)


def test_one_that_does_not_exist(manager: TestClient) -> None:
    for method, path in (
        ("GET", ""),
        ("DELETE", ""),
        ("GET", "/deliveries"),
        ("POST", "/deliveries/1/send-again"),
        ("POST", "/test"),
    ):
        assert manager.request(method, f"{ASKED}/{NOBODY}{path}").status_code == 404, path
    assert manager.patch(f"{ASKED}/{NOBODY}", json={"active": True}).status_code == 404


def test_a_test_tells_how_it_went(manager: TestClient, made: dict[str, Any], answers: list[Any]) -> None:
    answers += [204, 302, FailedError("certificate")]
    tried = [manager.post(f"{ASKED}/{made['id']}/test").json() for _ in range(3)]
    assert tried == [{"problem": None}, {"problem": "status_302"}, {"problem": "certificate"}]
    assert manager.get(f"{ASKED}/{made['id']}").json()["last_problem"] == "certificate"


def test_deliveries_can_be_followed_and_sent_again(
    manager: TestClient, made: dict[str, Any], store: Store, happen: Callable[[], None], answers: list[Any]
) -> None:
    happen()
    happen()
    answers += [200, 410]
    assert deliver_due(store, Sender()) == 2
    here = f"{ASKED}/{made['id']}"
    first = manager.get(f"{here}/deliveries", params={"limit": 3})
    assert [d["state"] for d in first.json()["items"]] == ["waiting", "waiting", "given_up"]
    assert first.json()["items"][2]["problem"] == "status_410"
    rest = manager.get(first.links["next"]["url"]).json()
    assert [d["state"] for d in rest["items"]] == ["delivered"]
    assert rest["next"] is None
    assert first.json()["next"] == first.json()["items"][2]["sequence"]
    waiting = manager.get(f"{here}/deliveries", params={"state": "waiting"}).json()["items"]
    assert [d["state"] for d in waiting] == ["waiting"] * 2
    shown = manager.get(here).json()
    assert (shown["active"], shown["ended"]) == (False, "gone")
    assert shown["deliveries"] == {"delivered": 1, "given_up": 1, "waiting": 2}

    again = f"{here}/deliveries/{first.json()['next']}/send-again"
    assert manager.post(again).json()["code"] == "webhook_disabled"
    assert manager.patch(here, json={"active": True}).json()["ended"] is None
    answer = manager.post(again)
    assert (answer.status_code, answer.json()["state"], answer.json()["attempts"]) == (202, "waiting", 0)
    answers += [200] * 3
    assert deliver_due(store, Sender()) == 3
    assert manager.get(here).json()["deliveries"] == {"delivered": 4}


def test_one_that_is_deleted_is_told_of_nothing(
    manager: TestClient, made: dict[str, Any], store: Store, happen: Callable[[], None]
) -> None:
    happen()
    assert manager.delete(f"{ASKED}/{made['id']}").status_code == 204
    happen()
    assert deliver_due(store, Sender()) == 0
    assert manager.get(f"{ASKED}/{made['id']}").status_code == 404
    with store.reading() as session:
        assert webhooks.counts(session) == {}
