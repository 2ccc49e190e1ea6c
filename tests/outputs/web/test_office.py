"""The pages for administrators: people, tokens, the journal; and everyone's own password."""

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import outputs
from corpus.store import Store, accounts
from corpus.store.accounts import ROLES, SCOPES
from corpus.store.clock import now
from corpus.store.tables import AuditEntry, TokenEntry, UserEntry
from outputs.office import journal

PASSWORD = "mưa rơi trên mái ngói"  # noqa: S105  # as in conftest.py
NEW = "một câu khác, cũng dài"


@pytest.fixture
def administrator(browser_of: Callable[..., TestClient], person: Callable[..., str]) -> TestClient:
    return browser_of(person("quan.tri", "administrator"))


def user(store: Store, name: str) -> UserEntry:
    with store.reading() as session:
        return accounts.user_by_name(session, name)


def told(store: Store) -> list[tuple[str, str | None, str | None]]:
    with store.reading() as session:
        return [(e.action, e.user_name, e.detail) for e in session.query(AuditEntry).order_by(AuditEntry.id)]


def test_an_administrator_adds_someone_who_then_signs_in(
    administrator: TestClient, nobody: TestClient, store: Store
) -> None:
    form = {"name": "Lan", "full_name": "Nguyễn Thị <b>Lan</b>", "role": "clerk", "password": PASSWORD}
    assert administrator.post("/office/people", data=form).headers["Location"] == "/office/people?done=added"
    shown = administrator.get("/office/people?done=added").text
    assert "Nguyễn Thị &lt;b&gt;Lan&lt;/b&gt;" in shown
    assert "Đã thêm người dùng" in shown
    assert nobody.post("/sign-in", data={"name": "lan", "password": PASSWORD}).status_code == 303
    assert told(store)[0] == ("user_added", "quan.tri", "lan clerk")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": "quan.tri"}, "Tên đăng nhập này đã được sử dụng."),
        ({"name": "lan lan"}, "Chỉ dùng chữ, số"),
        ({"name": "@here"}, "Chỉ dùng chữ, số"),
        ({"name": "a" * 81}, "Chỉ dùng chữ, số"),
        ({"password": "chín ký t"}, "Mật khẩu quá ngắn."),
        ({"password": "aaaaaaaaaaaa"}, "Mật khẩu quá dễ đoán."),
        ({"password": "password123"}, "Mật khẩu quá dễ đoán."),
        ({"name": "nguyenlan", "password": "nguyenlan2026"}, "Mật khẩu quá dễ đoán."),
        ({"full_name": "a" * 201}, "Quá dài."),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field_and_the_rest_is_kept(
    administrator: TestClient, store: Store, changed: dict[str, str], why: str
) -> None:
    form = {"name": "lan", "full_name": "Lan", "role": "approver", "password": PASSWORD} | changed
    answer = administrator.post("/office/people", data=form)
    assert answer.status_code == 422
    assert why in answer.text
    assert f'value="{form["full_name"]}"' in answer.text
    assert form["password"] not in answer.text
    with store.reading() as session:
        assert session.query(UserEntry).count() == 1


def test_an_unknown_role_is_not_given(administrator: TestClient, person: Callable[..., str], store: Store) -> None:
    lan = person("lan")
    assert administrator.post(f"/office/people/{lan}/role", data={"role": "root"}).status_code == 422
    form = {"name": "x", "role": "root", "password": PASSWORD}
    assert administrator.post("/office/people", data=form).status_code == 422
    assert user(store, "lan").role == "clerk"


def test_another_role_counts_at_once(
    administrator: TestClient, browser_of: Callable[..., TestClient], person: Callable[..., str], store: Store
) -> None:
    lan = person("lan")
    browser = browser_of(lan)
    assert browser.get("/office/people").status_code == 403
    administrator.post(f"/office/people/{lan}/role", data={"role": "administrator"})
    assert browser.get("/office/people").status_code == 200
    assert told(store)[-1] == ("role_changed", "quan.tri", "lan clerk → administrator")


def test_whoever_is_disabled_is_signed_out_and_may_come_back(
    administrator: TestClient,
    nobody: TestClient,
    browser_of: Callable[..., TestClient],
    person: Callable[..., str],
) -> None:
    lan = person("lan")
    browser = browser_of(lan)
    administrator.post(f"/office/people/{lan}/active", data={"active": "false"})
    sign_in = {"name": "lan", "password": PASSWORD}
    assert browser.get("/").status_code == 303
    assert nobody.post("/sign-in", data=sign_in).status_code == 401
    administrator.post(f"/office/people/{lan}/active", data={"active": "true"})
    assert browser.get("/").status_code == 303
    assert nobody.post("/sign-in", data=sign_in).status_code == 303


def test_the_last_administrator_stays(administrator: TestClient, person: Callable[..., str], store: Store) -> None:
    me = user(store, "quan.tri").id
    for change in ({"path": "active", "active": "false"}, {"path": "role", "role": "clerk"}):
        answer = administrator.post(f"/office/people/{me}/{change['path']}", data=change)
        assert answer.status_code == 422
        assert "ít nhất một người quản trị" in answer.text
    other = person("other", "administrator")
    administrator.post(f"/office/people/{other}/active", data={"active": "false"})
    assert administrator.post(f"/office/people/{me}/role", data={"role": "clerk"}).status_code == 422
    administrator.post(f"/office/people/{other}/active", data={"active": "true"})
    assert administrator.post(f"/office/people/{me}/role", data={"role": "clerk"}).status_code == 303
    assert administrator.get("/office/people").status_code == 403


def test_the_person_at_the_machine_cannot_be_given_a_password(administrator: TestClient, store: Store) -> None:
    with store.writing() as session:
        here = accounts.person_here(session, "Lan").id
    for path, form in (("password", {"password": NEW}), ("role", {"role": "clerk"}), ("active", {"active": "false"})):
        assert administrator.post(f"/office/people/{here}/{path}", data=form).status_code == 404


def test_a_new_password_ends_the_old_one_and_every_session(
    administrator: TestClient, nobody: TestClient, browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    lan = person("lan")
    browser = browser_of(lan)
    assert administrator.post(f"/office/people/{lan}/password", data={"password": "ngắn"}).status_code == 422
    assert browser.get("/password").status_code == 200
    administrator.post(f"/office/people/{lan}/password", data={"password": NEW})
    assert browser.get("/password").status_code == 303
    assert nobody.post("/sign-in", data={"name": "lan", "password": PASSWORD}).status_code == 401
    assert nobody.post("/sign-in", data={"name": "lan", "password": NEW}).status_code == 303


def test_everyone_may_change_their_own_password_who_knows_the_old_one(
    browser_of: Callable[..., TestClient], person: Callable[..., str], store: Store
) -> None:
    lan = person("lan")
    here, elsewhere = browser_of(lan), browser_of(lan)
    form = {"old": PASSWORD, "password": NEW, "again": NEW}
    for wrong in ({"old": "sai rồi nhé!"}, {"again": "khác"}, {"password": "ngắn", "again": "ngắn"}):
        assert here.post("/password", data=form | wrong).status_code == 422
    assert elsewhere.get("/password").status_code == 200
    done = here.post("/password", data=form)
    assert done.headers["Location"] == "/password?done=changed"
    assert here.get("/password?done=changed").status_code == 200
    assert elsewhere.get("/password").status_code == 303
    assert told(store)[-1] == ("password_changed", "lan", None)


def test_guessing_the_old_password_is_slowed_down_as_well(
    make_app: Callable[..., FastAPI], browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    cookies = browser_of(person("lan")).cookies
    thief = TestClient(make_app(), "http://127.0.0.1", headers={"Sec-Fetch-Site": "same-origin"}, cookies=cookies)
    form = {"old": "sai rồi nhé!", "password": NEW, "again": NEW}
    assert [thief.post("/password", data=form).status_code for _ in range(6)] == [422] * 5 + [429]


def new_token(administrator: TestClient, store: Store, **changed: object) -> str:
    form = {"name": "Kho", "days": "30", "scopes": ["records:read"], "user_id": user(store, "quan.tri").id} | changed
    answer = administrator.post("/office/tokens", data=form)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r"vb_[\w-]{43}", answer.text)
    assert found
    return found[0]


def test_a_token_is_shown_once_and_lets_a_system_in(
    administrator: TestClient, nobody: TestClient, store: Store
) -> None:
    secret = new_token(administrator, store)
    assert secret not in administrator.get("/office/tokens").text
    as_system = {"Authorization": f"Bearer {secret}"}
    assert nobody.get("/api/v1/schema", headers=as_system).status_code == 200
    with store.reading() as session:
        token = session.query(TokenEntry).one()
    assert token.used_at
    assert now(timedelta(days=29)) < str(token.expires_at) < now(timedelta(days=31))
    assert administrator.post(f"/office/tokens/{token.id}/revoke").status_code == 303
    assert nobody.get("/api/v1/schema", headers=as_system).status_code == 401
    assert "Đã thu hồi" in administrator.get("/office/tokens").text
    assert [action for action, _, _ in told(store)] == ["token_created", "token_revoked"]
    assert secret not in str(told(store))


@pytest.mark.parametrize(
    "changed",
    [{"scopes": []}, {"scopes": ["everything"]}, {"days": "1000000"}, {"name": " "}, {"user_id": "nobody"}],
)
def test_a_token_without_sense_is_not_made(administrator: TestClient, store: Store, changed: dict[str, object]) -> None:
    form = {"name": "Kho", "days": "30", "scopes": ["records:read"], "user_id": user(store, "quan.tri").id} | changed
    assert administrator.post("/office/tokens", data=form).status_code == 422
    with store.reading() as session:
        assert session.query(TokenEntry).count() == 0


def test_the_journal_is_read_page_by_page(administrator: TestClient, store: Store) -> None:
    with store.writing() as session:
        for number in range(journal.ON_A_PAGE + 5):
            accounts.audit(session, "signed_in", "lan", "192.0.2.1", f"entry {number} <i>")
    first = administrator.get("/office/journal").text
    older = re.search(r"/office/journal\?before=\d+", first)
    assert older
    second = administrator.get(older[0]).text
    assert first.count("entry ") == journal.ON_A_PAGE
    assert second.count("entry ") == 5
    assert "entry 4 &lt;i&gt;" in second
    assert "<i>" not in first


def test_the_journal_names_roles_in_words(administrator: TestClient, store: Store) -> None:
    with store.writing() as session:
        accounts.audit(session, "role_changed", "quan.tri", "192.0.2.1", "lan approver")
    assert "<td>lan: Người duyệt</td>" in administrator.get("/office/journal").text


def test_every_role_scope_and_deed_has_its_words() -> None:
    room = Path(outputs.__file__).parent
    words: dict[str, dict[str, str]] = {}
    for path in (room / "web/texts.toml", room / "office/texts.toml"):
        words |= tomllib.loads(path.read_text(encoding="utf-8"))
    deeds = set()
    for path in (room / "office").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        deeds |= set(re.findall(r'accounts\.audit\(\s*session, "(\w+)"', text))
    deeds |= {"user_enabled", "user_disabled", "sign_in_refused"}
    expected = {f"role_{role}" for role in ROLES} | {f"scope_{scope}" for scope in SCOPES}
    assert expected | {f"action_{deed}" for deed in deeds} <= words.keys()
    assert len(deeds) > 8
    assert all(both["vi"] and both["en"] for both in words.values())
