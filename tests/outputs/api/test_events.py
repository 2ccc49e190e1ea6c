from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from corpus.store import Store

SCAN = "5" * 64
API = "/api/v1"


def test_events_are_cloud_events_in_their_order(client: TestClient) -> None:
    answer = client.get(f"{API}/events")
    assert answer.headers["content-type"] == "application/cloudevents-batch+json"
    events = answer.json()
    assert [event["type"] for event in events] == ["record.extracted"] * 2 + ["record.changed"] * 3
    assert [int(event["sequence"]) for event in events] == sorted(int(event["sequence"]) for event in events)
    assert len({event["id"] for event in events}) == 5
    last = events[-1]
    required = {"specversion": "1.0", "source": "urn:vanban:store", "datacontenttype": "application/json"}
    assert required.items() <= last.items()
    assert last["subject"] == last["data"]["document_id"] == SCAN
    assert (last["data"]["kind"], last["data"]["row_state"], last["data"]["row_version"]) == ("target", "rejected", 2)
    assert last["dataschema"].startswith("urn:")
    assert None not in last["data"].values()


def test_one_reads_on_from_the_last_number(client: TestClient) -> None:
    whole = client.get(f"{API}/events").json()
    answer = client.get(f"{API}/events?limit=2")
    read = answer.json()
    while answer.json():
        answer = client.get(answer.links["next"]["url"])
        read += answer.json()
    assert read == whole
    assert "next" not in answer.links
    assert client.get(f"{API}/events?after={whole[-1]['sequence']}").json() == []


def test_types_are_told_apart(client: TestClient) -> None:
    assert len(client.get(f"{API}/events?type=record.changed").json()) == 3
    assert client.get(f"{API}/events?type=record.approved").json() == []
    assert client.get(f"{API}/events?type=other").status_code == 422


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "99999999999999999999", "2147483648"])
def test_numbers_that_are_none_are_refused(client: TestClient, after: str) -> None:
    assert client.get(f"{API}/events?after={after}").status_code == 422


def test_big_numbers_are_numbers(client: TestClient) -> None:
    assert client.get(f"{API}/events?after={2**31 - 1}").json() == []


READ = (
    f"/documents/{SCAN}",
    "/documents",
    f"/documents/{SCAN}/record",
    f"/documents/{SCAN}/text",
    f"/documents/{SCAN}/pages/1/image",
    f"/documents/{SCAN}/pages/1/words",
    f"/documents/{SCAN}/decisions",
    "/targets",
    "/achievements",
    "/deadlines",
    "/assignments",
    "/citations",
    "/submissions",
    "/events",
    "/schema",
    "/health",
    "/openapi.json",
)


def test_what_is_known_is_not_sent_again(sqlite_store: Store, ask_sqlite: Callable[..., TestClient]) -> None:
    client = ask_sqlite()
    for path in READ:
        first = client.get(API + path)
        tag = first.headers["etag"]
        assert tag.startswith('"'), path
        assert first.headers["cache-control"] == "private, no-cache"
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = client.get(API + path, headers={"If-None-Match": known})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag), path
        assert client.get(API + path, headers={"If-None-Match": '"other"'}).status_code == 200
        assert client.get(API + path, headers={"If-None-Match": tag.strip('"')}).status_code == 200


def test_a_change_changes_the_etag(sqlite_store: Store, ask_sqlite: Callable[..., TestClient]) -> None:
    client = ask_sqlite()
    row = client.get(f"{API}/targets?limit=1").json()["items"][0]
    paths = [f"/rows/{row['id']}", "/targets?limit=200", f"/documents/{row['document_id']}", "/events"]
    before = [client.get(API + path).headers["etag"] for path in paths]
    body = {"action": "approve", "version": row["version"]}
    assert client.post(f"{API}/rows/{row['id']}/decisions", json=body).status_code == 200
    after = [client.get(API + path, headers={"If-None-Match": tag}) for path, tag in zip(paths, before, strict=True)]
    assert [answer.status_code for answer in after] == [200] * 4
    assert not set(before) & {answer.headers["etag"] for answer in after}


def test_a_refusal_has_no_etag(sqlite_store: Store, ask_sqlite: Callable[..., TestClient]) -> None:
    answer = ask_sqlite().get(f"{API}/documents/{'0' * 64}", headers={"If-None-Match": "*"})
    assert answer.status_code == 404
    assert "etag" not in answer.headers


def test_health_is_for_everyone_and_tells_nothing(client: TestClient) -> None:
    client.headers.pop("authorization")
    answer = client.get(f"{API}/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
