"""How people come in: by a link that counts once, by the first set-up, by name and password; and how they go."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import argon2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.store import Store, accounts
from corpus.store.clock import now
from corpus.store.tables import AuditEntry, SessionEntry, UserEntry
from outputs.web.access import COOKIE

OURS = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "mưa rơi trên mái ngói"  # noqa: S105  # as in conftest.py


def browser(app: FastAPI) -> TestClient:
    return TestClient(app, "http://127.0.0.1", headers=OURS, follow_redirects=False)


def journal(store: Store) -> list[tuple[str, str | None]]:
    with store.reading() as session:
        return [(e.action, e.user_name) for e in session.query(AuditEntry).order_by(AuditEntry.id)]


def count(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.query(table).count()


def test_the_link_lets_one_browser_in_once(make_app: Callable[..., FastAPI], store: Store) -> None:
    app = make_app(one_time_link="geheim", person_here="Lan")
    first, second = browser(app), browser(app)
    assert first.head("/link/geheim").status_code == 405
    assert first.get("/link/falsch").status_code == 403
    came = first.get("/link/geheim")
    assert (came.status_code, came.headers["Location"]) == (303, "/")
    assert came.headers["Referrer-Policy"] == "no-referrer"
    assert first.get("/").status_code == 200
    assert second.get("/link/geheim").status_code == 403
    assert second.get("/").status_code == 303
    assert journal(store) == [("link_refused", None), ("signed_in_by_link", accounts.HERE), ("link_refused", None)]
    with store.reading() as session:
        assert session.query(UserEntry).one().full_name == "Lan"


def test_the_link_lets_one_in_however_many_come_at_once(make_app: Callable[..., FastAPI], store: Store) -> None:
    app = make_app(one_time_link="geheim")
    start = threading.Barrier(8)

    def come(_number: int) -> int:
        start.wait()
        return browser(app).get("/link/geheim").status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(come, range(8))) == [303] + [403] * 7
    assert count(store, SessionEntry) == 1


def test_without_a_link_no_link_counts(nobody: TestClient) -> None:
    for secret in ("None", "", "null", "%00", "x" * 5000, "ữ"):
        assert nobody.get(f"/link/{secret}").status_code in (403, 404)
        assert nobody.get(f"/set-up/{secret}").status_code in (403, 404)


def test_the_next_start_knows_the_person_again(make_app: Callable[..., FastAPI], store: Store) -> None:
    for _ in range(2):
        assert browser(make_app(one_time_link="geheim")).get("/link/geheim").status_code == 303
    assert count(store, UserEntry) == 1


def test_the_name_of_the_person_here_is_no_name_to_sign_in_with(make_app: Callable[..., FastAPI], store: Store) -> None:
    app = make_app(one_time_link="geheim")
    browser(app).get("/link/geheim")
    for password in ("", "None", PASSWORD):
        answer = browser(app).post("/sign-in", data={"name": accounts.HERE, "password": password})
        assert answer.status_code in (401, 422)
    with store.writing() as session, pytest.raises(accounts.InvalidError):
        accounts.create_user(session, accounts.HERE, "", "administrator", PASSWORD)


def form(**changed: str) -> dict[str, str]:
    return {"name": "quan.tri", "full_name": "Quản trị", "password": PASSWORD, "again": PASSWORD} | changed


def test_the_first_set_up_makes_the_administrator_and_signs_them_in(
    make_app: Callable[..., FastAPI], store: Store
) -> None:
    app = make_app(set_up_link="geheim")
    one = browser(app)
    assert one.post("/set-up", data=form()).status_code == 403
    led = one.get("/set-up/geheim")
    assert (led.status_code, led.headers["Location"]) == (303, "/set-up")
    assert "geheim" not in one.get("/set-up").text
    assert one.post("/set-up", data=form(again="anders")).status_code == 422
    assert one.post("/set-up", data=form(**dict.fromkeys(("password", "again"), "ngắn"))).status_code == 422
    done = one.post("/set-up", data=form())
    assert (done.status_code, done.headers["Location"]) == (303, "/")
    assert one.get("/office/people").status_code == 200
    assert browser(app).get("/set-up/geheim").status_code == 403
    assert one.post("/set-up", data=form(name="zwei")).status_code == 403
    with store.reading() as session:
        assert [(u.name, u.role) for u in session.query(UserEntry)] == [("quan.tri", "administrator")]


def test_of_two_set_ups_at_once_one_counts(make_app: Callable[..., FastAPI], store: Store) -> None:
    app = make_app(set_up_link="geheim", requests_per_minute=1000)
    start = threading.Barrier(4)

    def set_up(number: int) -> int:
        one = browser(app)
        one.get("/set-up/geheim")
        start.wait()
        return one.post("/set-up", data=form(name=f"a{number}")).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(set_up, range(4))) == [303, 403, 403, 403]
    assert count(store, UserEntry) == 1


def test_nothing_tells_whether_a_name_exists(nobody: TestClient, person: Callable[..., str], store: Store) -> None:
    person("lan")
    gone = person("gone")
    with store.writing() as session:
        accounts.user_by_id(session, gone).active = False
    answers = [nobody.post("/sign-in", data={"name": n, "password": "x" * 12}) for n in ("lan", "gone", "nobody")]
    assert {answer.status_code for answer in answers} == {401}
    assert len({re.sub(r'value="(lan|gone|nobody)"', "", answer.text) for answer in answers}) == 1


def test_a_name_that_does_not_exist_costs_one_hash_as_well(
    nobody: TestClient, person: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    person("lan")
    verified = []

    class Counting(argon2.PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002  # the library names it
            verified.append(argon2.extract_parameters(str(hash)))
            return super().verify(hash, password)

    monkeypatch.setattr(accounts, "_hasher", Counting)
    for name in ("lan", "nobody"):
        nobody.post("/sign-in", data={"name": name, "password": "x" * 12})
    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_passwords_are_kept_as_argon2id_and_made_anew_when_the_parameters_change(
    nobody: TestClient, person: Callable[..., str], store: Store
) -> None:
    user_id = person("lan")

    def kept() -> str:
        with store.reading() as session:
            return str(accounts.user_by_id(session, user_id).password_hash)

    assert kept().startswith("$argon2id$")
    with store.writing() as session:
        weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        accounts.user_by_id(session, user_id).password_hash = weak.hash(PASSWORD)
    assert nobody.post("/sign-in", data={"name": "lan", "password": "wrong" * 3}).status_code == 401
    assert "m=8" in kept()
    assert nobody.post("/sign-in", data={"name": "lan", "password": PASSWORD}).status_code == 303
    assert "m=65536" in kept()


def test_the_keyboard_does_not_matter_to_a_vietnamese_password(nobody: TestClient, person: Callable[..., str]) -> None:
    person("lan")
    apart = PASSWORD.replace("ư", "u\u031b").replace("ó", "o\u0301")
    assert apart != PASSWORD
    assert nobody.post("/sign-in", data={"name": " LAN ", "password": apart}).status_code == 303


def test_signing_in_makes_a_new_session_and_ends_the_one_before(
    app: FastAPI, store: Store, person: Callable[..., str]
) -> None:
    """Who plants a known cookie in someone's browser must not share the session that begins there."""
    planted = "planted-by-someone"
    one = TestClient(app, "http://127.0.0.1", headers=OURS, cookies={COOKIE: planted}, follow_redirects=False)
    person("lan")
    first = one.post("/sign-in", data={"name": "lan", "password": PASSWORD}).cookies[COOKIE]
    assert first != planted
    one.cookies.set(COOKIE, first)
    second = one.post("/sign-in", data={"name": "lan", "password": PASSWORD}).cookies[COOKIE]
    assert second != first
    for cookie, status in ((planted, 303), (first, 303), (second, 200)):
        one.cookies.clear()
        assert one.get("/password", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code == status
    assert count(store, SessionEntry) == 1


def test_the_store_knows_no_secret_of_a_session_or_token(
    store: Store,
    browser_of: Callable[..., TestClient],
    system_of: Callable[..., TestClient],
    person: Callable[..., str],
) -> None:
    user = person("lan")
    secrets = [browser_of(user).cookies[COOKIE], system_of(user, "records:read").headers["Authorization"][7:]]
    content = b"".join(path.read_bytes() for path in store.folder.glob("review.sqlite*"))
    assert [secret for secret in secrets if secret.encode() in content] == []


def test_signing_out_ends_the_session_for_good(
    browser_of: Callable[..., TestClient], person: Callable[..., str], store: Store
) -> None:
    one = browser_of(person("lan"))
    cookie = {"Cookie": f"{COOKIE}={one.cookies[COOKIE]}"}
    gone = one.post("/sign-out")
    assert gone.headers["Location"] == "/sign-in"
    assert re.match(f'{COOKIE}="";.*Max-Age=0', gone.headers["Set-Cookie"])
    assert one.get("/", headers=cookie).status_code == 303
    assert journal(store)[-1] == ("signed_out", "lan")


def test_ended_sessions_are_cleared_away(
    store: Store, browser_of: Callable[..., TestClient], person: Callable[..., str]
) -> None:
    user = person("lan")
    browser_of(user)
    with store.writing() as session:
        session.query(SessionEntry).update({"expires_at": now(-accounts.IDLE_LASTS)})
    browser_of(user)
    assert count(store, SessionEntry) == 1


def test_the_journal_keeps_who_came_and_no_passwords(
    nobody: TestClient, person: Callable[..., str], store: Store
) -> None:
    person("lan")
    for name, password in (("lan", "x" * 12), (PASSWORD, "x" * 12), ("lan", PASSWORD)):
        nobody.post("/sign-in", data={"name": name, "password": password})
    assert journal(store) == [("sign_in_refused", "lan"), ("sign_in_refused", None), ("signed_in", "lan")]


def test_two_applications_on_one_machine_do_not_sign_each_other_out(make_app: Callable[..., FastAPI]) -> None:
    """Browsers send cookies to every port of a name."""
    one = browser(make_app(one_time_link="a", port=8001))
    other = browser(make_app(one_time_link="b", port=8002))
    one.get("/link/a")
    other.cookies = one.cookies
    assert other.get("/").status_code == 303
    other.get("/link/b")
    assert (one.get("/").status_code, other.get("/").status_code) == (200, 200)


@pytest.mark.parametrize(
    ("back", "led"),
    [
        ("/office/journal?before=7", "/office/journal?before=7"),
        ("/documents/abc/pages/1", "/documents/abc/pages/1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/%0d%0aSet-Cookie:a=b", "/"),
        ("/a\r\nSet-Cookie: a=b", "/"),
        ("/./\\evil.example", "/"),
        ("", "/"),
    ],
)
def test_the_choice_of_language_leads_nowhere_else(nobody: TestClient, back: str, led: str) -> None:
    answer = nobody.post("/language", data={"language": "en", "back": back})
    assert (answer.status_code, answer.headers["Location"]) == (303, led)
    assert nobody.get("/sign-in").text.count("Sign in") > 1


def test_the_page_says_what_to_do_before_anyone_may_sign_in(
    make_app: Callable[..., FastAPI], person: Callable[..., str]
) -> None:
    assert "vanban review" in browser(make_app(one_time_link="a")).get("/sign-in").text
    assert "vanban serve" in browser(make_app()).get("/sign-in").text
    person("quan.tri", "administrator")
    assert 'name="password"' in browser(make_app()).get("/sign-in").text
