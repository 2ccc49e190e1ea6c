"""The review page on PostgreSQL: each of its requests once."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from corpus.store.tables import RowEntry

pytestmark = pytest.mark.postgresql
HERE = "/documents/" + "a" * 64
Rows = Callable[[], dict[str, RowEntry]]


@pytest.fixture
def database(empty_postgresql: str) -> str:
    return empty_postgresql


def test_each_request(lan: TestClient, minh: TestClient, rows: Rows, change_document: Callable[..., None]) -> None:
    first, second, third = (rows()[f"target:t-{value}"] for value in (2, 70, 1200))
    word = next(word for word in lan.get(f"{HERE}/pages/1/words").json()["words"] if word["text"] == "ty")
    place = {"number": "1", "start": str(word["start"]), "end": str(word["end"]), "text": "t\0ỷ"}
    looked = [
        lan.get(HERE),
        lan.get(f"{HERE}/pages/1/image"),
        lan.get(f"{HERE}/rows/{first.id}/form"),
        lan.get(f"{HERE}/rows/{first.id}/history"),
        lan.get(f"{HERE}/words/elsewhere", params=place),
        lan.get(f"{HERE}/new", params={"kind": "target", "start": "0", "end": "3"}),
    ]
    assert [answer.status_code for answer in looked] == [200] * 6
    done = [
        lan.post(f"{HERE}/rows/{first.id}/correct", data={"version": "1", "0:area.vi": "cả\0 tỉnh"}),
        minh.post(f"{HERE}/rows/{first.id}/approve", data={"version": "1"}),
        lan.post(f"{HERE}/rows/{second.id}/split", data={"version": "1", "0:value": "1", "1:value": "2"}),
        lan.post(f"{HERE}/undo"),
        lan.post(f"{HERE}/merge", data={"rows": f"{second.id}:3 {third.id}:1", "0:value": "3"}),
        lan.post(f"{HERE}/words", data=place),
        lan.get(f"{HERE}/next", follow_redirects=False),
    ]
    assert [answer.status_code for answer in done] == [200, 409, 200, 200, 200, 200, 303]
    assert rows()["target:t-2"].data["area"]["vi"] == "cả tỉnh"
    assert lan.post(f"{HERE}/rows/%00/approve", data={"version": "1"}).status_code == 404
    assert lan.get("/documents/%00").status_code == 404
    change_document(second_reader="minh")
    read_second = [
        minh.get(HERE),
        minh.post(f"{HERE}/rows/{first.id}/reject", data={"version": "1"}),
        minh.post(f"{HERE}/undo"),
    ]
    assert [answer.status_code for answer in read_second] == [200] * 3
