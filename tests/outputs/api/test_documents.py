import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from corpus.record import Record
from corpus.store import Store, decisions
from corpus.store.decisions import Seen
from corpus.store.deed import Actor
from corpus.store.listing import Position
from corpus.store.tables import DocumentEntry, RowEntry, UserEntry
from outputs.api.cursors import packed

SCAN, TEXT = "5" * 64, "e" * 64
API = "/api/v1"


def test_documents_say_where_they_stand(client: TestClient) -> None:
    shown = client.get(f"{API}/documents/{SCAN}").json()
    assert (shown["symbol"], shown["state"], shown["status"], shown["pages"]) == ("15-CTr/TU", "new", "partial", 3)
    assert shown["counts"]["target"] == {"approved": 1, "corrected": 1, "rejected": 1, "open": 7}
    assert shown["assignee"] is None
    for link in shown["links"].values():
        assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {SCAN, TEXT}),
        ("issuer=song+ha", {SCAN}),
        ("issuer=Sông Hạ", {SCAN}),
        ("symbol=15-ctr/tu", {SCAN}),
        ("type=CTr&type=NQ", {SCAN}),
        ("type=NQ", set()),
        ("state=new&state=approved", {SCAN, TEXT}),
        ("state=approved", set()),
        ("q=thất nghiệp", {SCAN}),
        ("q=that nghiep", {SCAN}),
        ("q=households", {TEXT}),
        ("assignee=lan", set()),
        ("changed_since=2100-01-01T00:00:00Z", set()),
        ("changed_since=2000-01-01T00:00:00%2B07:00", {SCAN, TEXT}),
        ("dated_from=2000-01-01", set()),
    ],
)
def test_documents_are_found(client: TestClient, query: str, found: set[str]) -> None:
    answer = client.get(f"{API}/documents?{query}")
    assert answer.status_code == 200, answer.text
    assert {item["id"] for item in answer.json()["items"]} == found


@pytest.mark.parametrize("order", ["updated_at", "-updated_at", "created_at", "-created_at"])
def test_the_list_goes_on_by_cursor_and_by_link(client: TestClient, order: str) -> None:
    first = client.get(f"{API}/documents?limit=1&order={order}&q=2030")
    second = client.get(first.links["next"]["url"])
    assert {first.json()["items"][0]["id"], second.json()["items"][0]["id"]} == {SCAN, TEXT}
    by_cursor = client.get(f"{API}/documents?limit=1&order={order}&q=2030&cursor={first.json()['next']}")
    assert by_cursor.json() == second.json()
    assert second.json()["next"] is None
    assert "next" not in second.links


def test_the_record_is_the_reviewed_one_or_the_extracted(client: TestClient) -> None:
    reviewed = Record.model_validate(client.get(f"{API}/documents/{SCAN}/record").json())
    extracted = Record.model_validate(client.get(f"{API}/documents/{SCAN}/record?as=extracted").json())
    decided = Record.model_validate(client.get(f"{API}/documents/{SCAN}/record?decided_only=true").json())
    values = {target.id: target.value for target in reviewed.targets}
    assert (values["t2"], "t3" in values, len(reviewed.targets)) == (1.3, False, 9)
    assert {target.id: target.value for target in extracted.targets}["t2"] == 1.2
    assert [target.id for target in decided.targets] == ["t1", "t2"]
    assert reviewed.document == extracted.document


def test_the_text_is_the_one_that_offsets_count_on(client: TestClient, run_folder: Path) -> None:
    target = client.get(f"{API}/targets?limit=1&document={SCAN}").json()["items"][0]["data"]
    answer = client.get(f"{API}/documents/{SCAN}/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    text = answer.content.decode()
    for proof in target["evidence"]:
        assert text[proof["start"] : proof["end"]] == proof["quote"]
    as_read = client.get(f"{API}/documents/{SCAN}/text?as=as_read").content.decode()
    assert "nghiép khu vuc" in as_read
    assert "nghiệp khu vực" in text


def test_pages_are_shown_with_their_words(client: TestClient) -> None:
    image = client.get(f"{API}/documents/{SCAN}/pages/1/image")
    with Image.open(io.BytesIO(image.content)) as shown:
        assert (shown.size, image.headers["content-type"]) == ((1240, 1754), "image/jpeg")
    words = client.get(f"{API}/documents/{SCAN}/pages/1/words").json()["words"]
    assert next(word for word in words if word["text"] == "nghiệp")["as_read"].startswith("nghiép")
    for missing in ("pages/3/image", "pages/9/image", "pages/9/words"):
        assert client.get(f"{API}/documents/{SCAN}/{missing}").status_code == 404


def test_an_image_outside_the_document_is_never_shown(client: TestClient, store: Store, run_folder: Path) -> None:
    Image.new("L", (10, 10)).save(run_folder / "other.png")
    with store.writing() as session:
        document = session.get_one(DocumentEntry, SCAN)
        record = Record.model_validate(document.record).model_dump(mode="json")
        record["document"]["page_details"][0]["image"] = "../other.png"
        document.record = record
    assert client.get(f"{API}/documents/{SCAN}/pages/1/image").status_code == 404


def test_history_tells_who_when_what_was_and_what_is(client: TestClient) -> None:
    first = client.get(f"{API}/documents/{SCAN}/decisions?limit=2")
    rest = client.get(first.links["next"]["url"])
    told = first.json()["items"] + rest.json()["items"]
    assert [(item["by"], item["action"]) for item in told] == [
        ("lan", "approve"),
        ("lan", "correct"),
        ("lan", "reject"),
    ]
    assert (told[1]["before"]["data"]["value"], told[1]["after"]["data"]["value"]) == (1.2, 1.3)
    assert told[2]["comment"] == "không phải chỉ tiêu"
    assert rest.json()["next"] is None


@pytest.mark.parametrize("number", ["99999999999", "abc-def"])
def test_a_forged_number_in_a_cursor_is_refused(client: TestClient, number: str) -> None:
    cursor = packed("decisions", Position("2026-11-28T03:04:05.000006Z", number))
    assert client.get(f"{API}/documents/{SCAN}/decisions?cursor={cursor}").status_code == 422


def test_a_corrected_head_is_what_the_list_shows(client: TestClient, store: Store) -> None:
    with store.writing() as session:
        user = session.query(UserEntry).filter_by(name="lan").one()
        row = session.query(RowEntry).filter_by(document_id=SCAN, kind="metadata", key="symbol").one()
        lan = Actor(user.id, "lan", "clerk")
        decisions.correct(session, lan, Seen(row.id, 1), row.data | {"value": "15-CTr/ĐU"})
    [found] = client.get(f"{API}/documents?symbol=15-ctr/đu").json()["items"]
    assert found["symbol"] == "15-CTr/ĐU"
    assert client.get(f"{API}/targets?limit=1&document={SCAN}").json()["items"][0]["symbol"] == "15-CTr/ĐU"


def test_what_there_is_not_is_told(client: TestClient) -> None:
    for path in ("", "/record", "/text", "/pages/1/image", "/pages/1/words", "/decisions"):
        answer = client.get(f"{API}/documents/{'0' * 64}{path}")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
        assert answer.json()["code"] == "document_not_found"


BAD = (
    "limit=0",
    "limit=201",
    "limit=1e2",
    "limit=99999999999999999999999",
    "limt=1",
    "state=unknown",
    "q=%00",
    "q=",
    "issuer=a%00b",
    "symbol=%00",
    "dated_from=2030-02-30",
    "dated_from=20300101",
    "dated_to=0",
    "changed_since=2030-01-01",
    "changed_since=2030-01-01T00:00:00",
    "changed_since=0",
    "order=name",
    "cursor=x",
)


@pytest.mark.parametrize("query", BAD)
def test_what_is_not_understood_is_refused_with_its_place(client: TestClient, query: str) -> None:
    answer = client.get(f"{API}/documents?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    [place] = answer.json()["problems"]
    assert place.startswith(f"query.{query.partition('=')[0]}")


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-12:00", "2030-01-01t00:00:00.5z"])
def test_times_at_the_ends_of_the_calendar_are_times(client: TestClient, time: str) -> None:
    assert client.get(f"{API}/documents?changed_since={time}").status_code == 200


def test_reading_needs_the_scope(ask: Callable[..., TestClient]) -> None:
    other, none = ask("documents:submit"), ask()
    none.headers.pop("authorization")
    for path in (f"/documents/{SCAN}", "/documents", "/targets", "/events", "/schema", f"/documents/{SCAN}/text"):
        assert other.get(API + path).status_code == 403
        answer = none.get(API + path)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
