import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.store import Store
from corpus.store.tables import DecisionEntry, DocumentEntry, RowEntry

SCAN, TEXT = "5" * 64, "e" * 64
API = "/api/v1"
HOSTILE = ["null \0 character", "half \ud800 of a character"]


def keys(client: TestClient, path: str) -> list[str]:
    answer = client.get(API + path)
    assert answer.status_code == 200, answer.text
    return sorted(item["data"].get("id") or item["data"]["raw"] for item in answer.json()["items"])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (f"/targets?document={SCAN}&reviewed_only=true", ["t1", "t2"]),
        (f"/targets?document={SCAN}&state=rejected", ["t3"]),
        (f"/targets?document={SCAN}&state=any&reviewed_only=true", ["t1", "t2"]),
        (f"/targets?document={SCAN}&unit=VND", ["t5"]),
        (f"/targets?document={TEXT}", ["t1"]),
        ("/targets?due_after=2040-01-01", ["t9"]),
        ("/targets?due_before=2027-12-31", ["t6"]),
        ("/targets?due_after=2027-08-31&due_before=2027-09-02", ["t6"]),
        ("/targets?min_confidence=0.97&unit=VND", ["t5"]),
        ("/targets?unit=VND&min_confidence=0.98", []),
        ("/targets?document_state=approved", []),
        ("/targets?indicator=no_such_key", []),
        ("/achievements", ["t20"]),
        ("/achievements?unit=households", ["t20"]),
        ("/deadlines?kind=recurring", ["thường xuyên", "định kỳ hằng năm"]),
        ("/deadlines?due_before=2025-12-31", ["ngày 12/3/2025"]),
        ("/assignments?body=so_y_te", ["a2", "a3"]),
        ("/assignments?body=so_y_te&role=coordinate&due_before=2026-07-01", ["a2"]),
        ("/citations?symbol=08-NQ/TW", ["Nghị quyết số 08-NQ/TW ngày 12/3/2025"]),
        ("/citations?symbol=09-NQ/TW", []),
        ("/citations?changed_since=2100-01-01T00:00:00Z", []),
    ],
)
def test_rows_are_found_across_documents(client: TestClient, path: str, found: list[str]) -> None:
    assert keys(client, path) == found


def test_all_pages_together_are_the_list_and_each_goes_on_where_the_last_one_ended(client: TestClient) -> None:
    whole = client.get(f"{API}/targets?state=any").json()["items"]
    pages: list[dict[str, Any]] = []
    answer = client.get(f"{API}/targets?state=any&limit=4")
    pages += answer.json()["items"]
    while "next" in answer.links:
        answer = client.get(answer.links["next"]["url"])
        pages += answer.json()["items"]
    assert pages == whole
    assert len(whole) == 11


def test_a_row_comes_with_its_proof_and_what_stands_around_it(client: TestClient) -> None:
    listed = client.get(f"{API}/deadlines?limit=1").json()["items"][0]
    shown = client.get(f"{API}/rows/{listed['id']}").json()
    assert shown == listed
    assert shown["data"]["evidence"][0]["quote"]
    assert (shown["kind"], shown["document_id"], shown["symbol"]) == ("deadline", SCAN, "15-CTr/TU")


@pytest.fixture
def row(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}/targets?document={SCAN}&unit=VND").json()["items"][0]
    return found


def decide(client: TestClient, row: dict[str, Any], headers: dict[str, str] | None = None, **body: Any) -> Any:
    content = json.dumps({"version": row["version"]} | body)  # in ASCII, so that halves of characters can be sent
    told = {"Content-Type": "application/json"} | (headers or {})
    return client.post(f"{API}/rows/{row['id']}/decisions", content=content, headers=told)


def test_rows_are_decided_on(client: TestClient, store: Store, row: dict[str, Any]) -> None:
    approved = decide(client, row, action="approve")
    assert (approved.status_code, approved.json()["state"], approved.json()["version"]) == (200, "approved", 2)
    corrected = decide(client, approved.json(), action="correct", data=row["data"] | {"value": 7})
    assert (corrected.json()["state"], corrected.json()["data"]["value"]) == ("corrected", 7)
    rejected = decide(client, corrected.json(), action="reject", comment="không phải chỉ tiêu")
    assert (rejected.json()["state"], rejected.json()["version"]) == ("rejected", 4)
    assert client.get(f"{API}/rows/{row['id']}").json() == rejected.json()
    with store.reading() as session:
        kept = session.query(DecisionEntry).filter_by(row_id=row["id"]).order_by(DecisionEntry.id).all()
        assert [entry.action for entry in kept] == ["approve", "correct", "reject"]


def test_who_is_late_gets_the_row_as_it_stands(client: TestClient, row: dict[str, Any]) -> None:
    now = decide(client, row, action="correct", data=row["data"] | {"value": 7}).json()
    late = decide(client, row, action="reject")
    assert (late.status_code, late.headers["content-type"]) == (409, "application/problem+json")
    assert late.json()["current"] == now
    assert late.headers["etag"] == client.get(f"{API}/rows/{row['id']}").headers["etag"]


def test_an_etag_guards_a_decision(client: TestClient, row: dict[str, Any]) -> None:
    tag = client.get(f"{API}/rows/{row['id']}").headers["etag"]
    assert decide(client, row, {"If-Match": '"other"'}, action="approve").status_code == 412
    assert decide(client, row, {"If-Match": f"W/{tag}"}, action="approve").status_code == 412
    done = decide(client, row, {"If-Match": f'"other", {tag}'}, action="approve")
    assert done.status_code == 200
    assert decide(client, done.json(), {"If-Match": tag}, action="reject").status_code == 412
    assert decide(client, done.json(), {"If-Match": done.headers["etag"]}, action="reject").status_code == 200
    assert decide(client, row, {"If-Match": "*"}, action="reject").status_code == 409


def test_values_that_do_not_suit_the_kind_are_refused_with_the_field(client: TestClient, row: dict[str, Any]) -> None:
    answer = decide(client, row, action="correct", data=row["data"] | {"comparator": "about"})
    assert (answer.status_code, list(answer.json()["problems"])) == (422, ["comparator"])
    assert client.get(f"{API}/rows/{row['id']}").json() == row


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_no_database_keeps_is_refused(client: TestClient, row: dict[str, Any], text: str) -> None:
    assert decide(client, row, action="correct", data=row["data"] | {"value_raw": text}).status_code == 422
    assert decide(client, row, action="correct", data=row["data"] | {"flags": [text]}).status_code == 422
    assert decide(client, row, action="reject", comment=text).status_code == 422


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1" + "0" * 400])
def test_numbers_without_an_end_are_refused(client: TestClient, row: dict[str, Any], number: str) -> None:
    known = json.dumps({"action": "correct", "version": row["version"], "data": row["data"] | {"value": 12345}})
    body = known.replace("12345", number)
    headers = {"Content-Type": "application/json"}
    answer = client.post(f"{API}/rows/{row['id']}/decisions", content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert list(answer.json()["problems"]) == ["value"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": "approve"},
        {"action": "burn", "version": 1},
        {"action": "approve", "version": True},
        {"action": "approve", "version": "1"},
        {"action": "approve", "version": 0},
        {"action": "approve", "version": 2**40},
        {"action": "approve", "version": 1, "data": {}},
        {"action": "correct", "version": 1},
        {"action": "correct", "version": 1, "data": []},
    ],
)
def test_decisions_have_one_form(client: TestClient, row: dict[str, Any], body: dict[str, Any]) -> None:
    assert client.post(f"{API}/rows/{row['id']}/decisions", json=body).status_code == 422
    assert client.get(f"{API}/rows/{row['id']}").json() == row


def test_nobody_decides_in_an_approved_document(client: TestClient, store: Store, row: dict[str, Any]) -> None:
    with store.writing() as session:
        session.get_one(DocumentEntry, SCAN).state = "approved"
    answer = decide(client, row, action="approve")
    assert (answer.status_code, answer.json()["code"]) == (403, "document_approved")


def test_deciding_needs_a_scope_of_its_own(ask: Callable[..., TestClient], row: dict[str, Any], store: Store) -> None:
    assert decide(ask("records:read"), row, action="approve").status_code == 403
    with store.reading() as session:
        assert session.get_one(RowEntry, row["id"]).version == 1


def test_an_unknown_row_is_told(client: TestClient) -> None:
    row = {"id": "00000000-0000-4000-8000-000000000000", "version": 1}
    assert client.get(f"{API}/rows/{row['id']}").status_code == 404
    assert decide(client, row, action="approve").status_code == 404
    assert client.get(f"{API}/rows/1").status_code == 422
