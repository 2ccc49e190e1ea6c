"""The pages of the office's work: the list, the search, a document's way, second readings."""

import re
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
from corpus.store.importing import import_run
from corpus.store.tables import DocumentEntry, RowEntry, UserEntry
from outputs import write
from outputs.web import Settings, create_app

OWN = {"sec-fetch-site": "same-origin"}
PASSWORD = "mat-khau-thu-nghiem"  # noqa: S105  # of users that exist in this test only
SignIn = Callable[[str], TestClient]


@pytest.fixture
def store(tmp_path: Path, record: Record, document: Document) -> Iterator[Store]:
    run = tmp_path / "run"
    written = write(record, document, run / "a")
    manifest = RunManifest(started=now(), entries=[entry_of(written, input_path="a.pdf", folder="a")])
    (run / "run.json").write_text(manifest.model_dump_json(), encoding="utf-8")
    opened = open_store(f"sqlite:///{run}/store.sqlite", run)
    assert list(import_run(opened, run)) == [("a", None)]
    with opened.writing() as session:
        for name, role in (("lan", "clerk"), ("minh", "clerk"), ("hoa", "approver")):
            accounts.create_user(session, name, name.title(), role, PASSWORD)
    yield opened
    opened.close()


@pytest.fixture
def sign_in(store: Store) -> SignIn:
    app = create_app(Settings(store, hosts=("testserver",), sign_ins_per_minute=100))

    def client(name: str) -> TestClient:
        made = TestClient(app, headers=OWN)
        assert made.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 200
        return made

    return client


def the_document(store: Store) -> DocumentEntry:
    with store.reading() as session:
        return session.query(DocumentEntry).one()


def go(client: TestClient, store: Store, step: str, **fields: str) -> int:
    document = the_document(store)
    answer = client.post(f"/documents/{document.id}/course/{step}", data={"version": str(document.version)} | fields)
    return answer.status_code


def judge_all(store: Store) -> None:
    with store.writing() as session:
        lan = accounts.actor_of(session.query(UserEntry).filter_by(name="lan").one())
        for row in session.query(RowEntry).filter_by(state="open").all():
            decisions.approve(session, lan, Seen(row.id, row.version))


def test_the_list_shows_the_document_and_what_is_left(sign_in: SignIn, store: Store) -> None:
    page = sign_in("lan").get("/").text
    assert "15-CTr/TU" in page
    assert "chưa giao" in page
    assert re.search(r"\d+ / \d+ mục", page)
    assert "Không có văn bản nào ở mục này" in sign_in("lan").get("/?state=approved").text


def test_the_search_marks_what_it_found(sign_in: SignIn) -> None:
    page = sign_in("lan").get("/search", params={"q": "bao hiem y te"}).text
    assert "<mark>bảo hiểm y tế</mark>" in page
    assert "Không tìm thấy" in sign_in("lan").get("/search", params={"q": "không có từ này"}).text


def test_what_is_searched_for_is_escaped(sign_in: SignIn) -> None:
    page = sign_in("lan").get("/search", params={"q": '<img src=x onerror="alert(1)">\0'}).text
    assert "<img" not in page


def test_a_document_goes_its_way_from_page_to_page(sign_in: SignIn, store: Store) -> None:
    lan, hoa = sign_in("lan"), sign_in("hoa")
    assert go(lan, store, "take") == 200
    assert go(lan, store, "submit") == 403  # rows are open
    judge_all(store)
    assert go(lan, store, "submit", comment="Đã xong") == 200
    address = f"/documents/{the_document(store).id}"
    assert "data-sealed" in lan.get(address).text  # it stays as it is until the approver has seen it
    assert "data-sealed" not in hoa.get(address).text
    assert go(lan, store, "approve") == 403
    assert go(hoa, store, "send-back") == 422  # without saying why
    assert go(hoa, store, "send-back", comment="Xem lại <b>mục</b> 2") == 200
    for seen in ("/", f"/documents/{the_document(store).id}"):  # the clerk reads on both what is to be done
        assert "Xem lại &lt;b&gt;mục&lt;/b&gt; 2" in lan.get(seen).text
    assert go(lan, store, "submit") == 200
    assert go(hoa, store, "approve") == 200
    assert the_document(store).state == "approved"
    page = hoa.get(f"/documents/{the_document(store).id}/course").text
    for done in ("Giao việc", "Trình phê duyệt", "Trả lại", "Phê duyệt"):
        assert f"<td>{done}</td>" in page
    assert "<td>Lan</td>" in page  # by the full name
    assert go(hoa, store, "reopen") == 200
    assert the_document(store).state == "sent_back"


def test_what_stands_in_the_way_is_told_in_words_and_the_comment_is_kept(sign_in: SignIn, store: Store) -> None:
    document = the_document(store)
    form = {"version": str(document.version), "comment": "ý kiến dài của tôi"}
    page = sign_in("lan").post(f"/documents/{document.id}/course/submit", data=form).text
    assert re.search(r"Còn \d+ mục chưa rà soát", page)
    assert "ý kiến dài của tôi" in page


def test_who_comes_second_sees_how_it_stands_now(sign_in: SignIn, store: Store) -> None:
    document = the_document(store)
    assert go(sign_in("lan"), store, "take") == 200
    late = sign_in("minh").post(f"/documents/{document.id}/course/take", data={"version": str(document.version)})
    assert late.status_code == 409
    assert "Người khác vừa xử lý văn bản này" in late.text


def test_an_approver_gives_and_a_clerk_puts_back(sign_in: SignIn, store: Store) -> None:
    with store.reading() as session:
        minh = session.query(UserEntry).filter_by(name="minh").one()
    assert go(sign_in("hoa"), store, "give", user=minh.id) == 200
    assert the_document(store).assignee_id == minh.id
    assert go(sign_in("lan"), store, "leave") == 403
    assert go(sign_in("minh"), store, "leave") == 200
    assert (the_document(store).assignee_id, the_document(store).state) == (None, "new")


def test_second_readings_are_drawn_by_approvers_only(sign_in: SignIn, store: Store) -> None:
    with store.reading() as session:
        minh = session.query(UserEntry).filter_by(name="minh").one()
    form = {"reader": minh.id, "percent": "100"}
    assert sign_in("lan").post("/second-readings", data=form).status_code == 403
    page = sign_in("hoa").post("/second-readings", data=form).text
    assert "Đã chọn 1 văn bản." in page
    assert the_document(store).second_reader_id == minh.id
    assert "rà soát lần hai" in sign_in("minh").get("/?whose=mine").text
