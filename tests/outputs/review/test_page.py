import io
import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from corpus.store import Store
from corpus.store.tables import RowEntry

HERE = "/documents/" + "a" * 64
Rows = Callable[[], dict[str, RowEntry]]


def test_rows_stand_in_the_order_of_doubt(lan: TestClient) -> None:
    page = lan.get(HERE).text
    sure = [float(value) for value in re.findall(r'data-confidence="([\d.]+)"', page)]
    assert len(sure) == 14
    assert sure == sorted(sure)


def test_what_is_decided_comes_last(lan: TestClient, rows: Rows) -> None:
    row = rows()["target:t-2"]
    lan.post(f"{HERE}/rows/{row.id}/approve", data={"version": "1"})
    assert re.findall(r'data-state="(\w+)"', lan.get(HERE).text)[-1] == "approved"


def test_nothing_that_a_document_says_becomes_markup(lan: TestClient, rows: Rows) -> None:
    row = rows()["metadata:symbol"]
    answers = [
        lan.get(HERE),
        lan.get(f"{HERE}/rows/{row.id}/form"),
        lan.post(f"{HERE}/rows/{row.id}/approve", data={"version": "1"}),
        lan.post(f"{HERE}/rows/{row.id}/reject", data={"version": "1"}),
        lan.get(f"{HERE}/rows/{row.id}/history"),
        lan.get(f"{HERE}/new?kind=citation&start=56&end=115"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 409, 200, 200]
    for answer in answers:
        assert "<script>alert" not in answer.text
        assert 'UBND">' not in answer.text
    assert "&lt;script&gt;alert(1)" in answers[0].text


def test_a_script_has_no_way_in_but_files_of_this_site(lan: TestClient) -> None:
    answer = lan.get(HERE)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?![^>]*src=)", answer.text) == []
    assert re.search(r'\son\w+="|\sstyle="', answer.text) is None


def test_the_image_is_the_page_and_nothing_beside_it(lan: TestClient, store: Store) -> None:
    answer = lan.get(f"{HERE}/pages/1/image")
    stored = (store.folder / "a" / "pages" / "0001.jpg").read_bytes()
    assert b"alert(2)" in stored
    assert stored.endswith(b"PK\x03\x04")
    assert answer.headers["content-type"] == "image/jpeg"
    assert b"alert" not in answer.content
    assert b"PK\x03\x04" not in answer.content
    assert Image.open(io.BytesIO(answer.content)).size == (1000, 700)


def test_the_browser_may_keep_the_image_and_ask_whether_it_still_stands(lan: TestClient) -> None:
    answer = lan.get(f"{HERE}/pages/1/image")
    assert answer.headers["cache-control"].startswith("private")
    again = lan.get(f"{HERE}/pages/1/image", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_image_that_is_none_is_not_shown(lan: TestClient, store: Store) -> None:
    (store.folder / "a" / "pages" / "0001.jpg").write_bytes(b"<html><script>alert(1)</script>")
    answer = lan.get(f"{HERE}/pages/1/image")
    assert answer.status_code == 404
    assert "alert" not in answer.text


def test_an_image_outside_of_its_folder_is_not_shown(lan: TestClient, store: Store) -> None:
    folder = store.folder / "a"
    (folder / "pages" / "0001.jpg").rename(store.folder / "outside.jpg")
    (folder / "pages" / "0001.jpg").symlink_to(store.folder / "outside.jpg")
    assert lan.get(f"{HERE}/pages/1/image").status_code == 404


@pytest.mark.parametrize("page", ["0", "3", "99999", "-1", "x"])
def test_pages_that_do_not_exist(lan: TestClient, page: str) -> None:
    assert lan.get(f"{HERE}/pages/{page}/image").status_code in (404, 422)
    assert lan.get(f"{HERE}/pages/{page}/words").status_code in (404, 422)


def test_the_words_of_a_page_know_their_places_and_doubts(lan: TestClient) -> None:
    page = lan.get(f"{HERE}/pages/1/words").json()
    word = next(word for word in page["words"] if word["text"] == "ty")
    text = page["text"]
    assert text[word["start"] - page["start"] : word["end"] - page["start"]] == "ty"
    assert word["probability"] < 0.9
    assert word["alternatives"] == [["tỷ", 0.3], ["tý", 0.1]]
    left, top, right, bottom = word["box"]
    assert 0 < left < right < 1000
    assert 0 < top < bottom < 700


def test_a_document_without_kept_words_still_has_words(lan: TestClient, store: Store) -> None:
    kept = lan.get(f"{HERE}/pages/2/words").json()
    (store.folder / "a" / "words.jsonl").unlink()
    plain = lan.get(f"{HERE}/pages/2/words").json()
    names = [(word["text"], word["start"], word["line"]) for word in kept["words"]]
    assert [(word["text"], word["start"], word["line"]) for word in plain["words"]] == names
    assert "box" not in plain["words"][0]


def test_a_text_has_no_room_for_images(lan: TestClient) -> None:
    assert 'class="review textual"' in lan.get("/documents/" + "b" * 64).text
    assert 'class="review"' in lan.get(HERE).text


def test_an_approved_document_can_only_be_looked_at(
    lan: TestClient, rows: Rows, change_document: Callable[..., None]
) -> None:
    change_document(state="approved")
    page = lan.get(HERE).text
    assert "data-sealed" in page
    assert 'data-action="approve"' not in page
    row = rows()["target:t-2"]
    for act in ("approve", "reject"):
        answer = lan.post(f"{HERE}/rows/{row.id}/{act}", data={"version": "1"})
        assert answer.status_code == 403
        assert "đã được phê duyệt" in answer.text
    assert rows()["target:t-2"].state == "open"


def test_the_next_document_is_one_with_work_left(lan: TestClient, store: Store) -> None:
    other = "/documents/" + "b" * 64
    assert lan.get(f"{HERE}/next", follow_redirects=False).headers["location"] == other
    assert lan.get(f"{other}/next", follow_redirects=False).headers["location"] == HERE
    with store.writing() as session:
        for row in session.query(RowEntry).filter_by(document_id="b" * 64):
            row.state = "approved"
    assert lan.get(f"{HERE}/next", follow_redirects=False).headers["location"] == "/"


def test_unknown_documents_and_rows_of_others_are_not_found(lan: TestClient, store: Store) -> None:
    with store.reading() as session:
        foreign = session.query(RowEntry).filter_by(document_id="b" * 64).first()
    assert foreign is not None
    assert lan.get("/documents/" + "c" * 64).status_code == 404
    assert lan.get(f"{HERE}/rows/{foreign.id}/form").status_code == 404
    assert lan.post(f"{HERE}/rows/{foreign.id}/approve", data={"version": "1"}).status_code == 404
    assert lan.get(f"{HERE}/rows/{foreign.id}/history").status_code == 404


def test_who_has_no_session_is_sent_to_sign_in(lan: TestClient) -> None:
    lan.cookies.clear()
    answer = lan.post(f"{HERE}/rows/x/approve", data={"version": "1"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/sign-in"


def test_a_document_with_many_rows_is_light(lan: TestClient, store: Store, rows: Rows) -> None:
    first = rows()["target:t-2"]
    copied = {name: getattr(first, name) for name in ("document_id", "kind", "page", "extracted", "data", "state")}
    with store.writing() as session:
        for n in range(500):
            more = {"id": f"row-{n}", "key": f"k{n}", "position": 100 + n, "confidence": n / 500, "version": 1}
            session.add(RowEntry(**copied, **more, updated_at=first.updated_at))
    answer = lan.get(HERE)
    assert answer.text.count('<li class="row') == 514
    assert len(answer.content) < 514 * 1000 + 30_000


def test_the_mouse_is_not_needed_for_what_has_a_button(lan: TestClient) -> None:
    page = lan.get(HERE).text
    actions = set(re.findall(r'data-action="([\w-]+)"', page))
    assert actions <= set(re.findall(r'data-does="([\w-]+)"', page))
