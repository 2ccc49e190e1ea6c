"""Who asks too often waits, and nobody else."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.store import Store
from corpus.store.tables import AuditEntry
from outputs.web.limits import MOST_KEYS, BackOff, Rate, TooManyError, place_of

WRONG = {"name": "lan", "password": "sai mật khẩu rồi"}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def refused(count: Callable[[str], None], key: str = "a") -> int:
    """The seconds to wait, 0 where nothing is to be waited for."""
    try:
        count(key)
    except TooManyError as error:
        return error.wait
    return 0


def test_a_rate_lets_a_minutes_worth_through_at_once_and_then_one_at_a_time() -> None:
    clock = Clock()
    rate = Rate(6, clock)
    assert [refused(rate.count) for _ in range(7)] == [0, 0, 0, 0, 0, 0, 11]
    assert refused(rate.count, "b") == 0
    clock.now += 9.9
    assert refused(rate.count) == 1
    clock.now += 0.2
    assert [refused(rate.count) > 0 for _ in range(2)] == [False, True]
    clock.now += 60
    assert [refused(rate.count) > 0 for _ in range(7)] == [False] * 6 + [True]


def test_who_fails_waits_twice_as_long_each_time() -> None:
    clock = Clock()
    back_off = BackOff(free=3, longest=60, clock=clock)
    waits = []
    for _ in range(12):
        while refused(back_off.attempt):
            clock.now += 0.5
        waits.append(clock.now)
    gaps = [later - earlier for earlier, later in pairwise(waits)]
    assert gaps[:2] == [0, 0]
    assert gaps[2:8] == [1, 2, 4, 8, 16, 32]
    assert gaps[8:] == [60, 60, 60]


def test_asking_while_one_waits_does_not_lengthen_the_wait() -> None:
    clock = Clock()
    back_off = BackOff(free=1, clock=clock)
    back_off.attempt("a")
    for _ in range(50):
        assert refused(back_off.attempt) == 2
    clock.now += 1.1
    assert refused(back_off.attempt) == 0


def test_success_and_time_forgive() -> None:
    clock = Clock()
    back_off = BackOff(free=1, longest=10, clock=clock)
    back_off.attempt("a")
    back_off.succeeded("a")
    assert refused(back_off.attempt) == 0
    clock.now += 100
    back_off.attempt("a")
    clock.now += 1.1
    assert refused(back_off.attempt) == 0


def test_what_is_remembered_has_an_end() -> None:
    rate = Rate(1, Clock())
    for number in range(MOST_KEYS + 100):
        rate.count(str(number))
    assert len(rate._paid_until) == MOST_KEYS
    assert refused(rate.count, str(MOST_KEYS + 99)) > 0


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, "unknown"),
    ],
)
def test_addresses_of_one_customer_are_counted_together(address: str | None, place: str) -> None:
    assert place_of(address) == place


def client(app: FastAPI, address: str = "192.0.2.1") -> TestClient:
    headers = {"Sec-Fetch-Site": "same-origin"}
    return TestClient(app, "http://127.0.0.1", headers=headers, follow_redirects=False, client=(address, 1))


def test_guessing_passwords_is_slowed_down(make_app: Callable[..., FastAPI], person: Callable[..., str]) -> None:
    person("lan")
    guesser = client(make_app())
    answers = [guesser.post("/sign-in", data=WRONG) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert "giây" in answers[-1].text


def test_guessing_locks_nobody_out_elsewhere(make_app: Callable[..., FastAPI], person: Callable[..., str]) -> None:
    person("lan")
    app = make_app()
    for _ in range(12):
        last = client(app).post("/sign-in", data=WRONG)
    assert last.status_code == 429
    right = WRONG | {"password": "mưa rơi trên mái ngói"}
    assert client(app).post("/sign-in", data=right).status_code == 429
    assert client(app, "192.0.2.2").post("/sign-in", data=right).status_code == 303


def test_one_address_may_not_try_many_names(make_app: Callable[..., FastAPI]) -> None:
    guesser = client(make_app(sign_ins_per_minute=3))
    tried = [guesser.post("/sign-in", data=WRONG | {"name": f"n{n}"}).status_code for n in range(5)]
    assert tried == [401, 401, 401, 429, 429]


def test_many_addresses_may_not_try_one_name(make_app: Callable[..., FastAPI]) -> None:
    app = make_app(sign_ins_per_minute=2)
    tried = [client(app, f"192.0.2.{n}").post("/sign-in", data=WRONG).status_code for n in range(8)]
    assert tried == [401] * 6 + [429] * 2


def test_a_whole_office_may_come_in_by_one_address(
    make_app: Callable[..., FastAPI], person: Callable[..., str]
) -> None:
    person("lan")
    office = client(make_app(sign_ins_per_minute=2))
    right = WRONG | {"password": "mưa rơi trên mái ngói"}
    assert [office.post("/sign-in", data=right).status_code for _ in range(7)] == [303] * 7


def test_links_may_not_be_tried_without_end_nor_fill_the_journal(
    make_app: Callable[..., FastAPI], store: Store
) -> None:
    office = client(make_app(sign_ins_per_minute=3))
    assert [office.get("/link/x").status_code for _ in range(5)] == [403] * 3 + [429] * 2
    with store.reading() as session:
        assert session.query(AuditEntry).count() == 0


def test_trying_links_does_not_keep_the_right_one_out(make_app: Callable[..., FastAPI]) -> None:
    here = client(make_app(sign_ins_per_minute=3, one_time_link="geheim"))
    assert [here.get("/link/x").status_code for _ in range(5)] == [403] * 3 + [429] * 2
    assert here.get("/link/geheim").status_code == 303


def test_each_person_and_each_token_has_their_own_count(
    make_app: Callable[..., FastAPI], person: Callable[..., str], system_of: Callable[..., TestClient]
) -> None:
    user = person("lan")
    first, second = (system_of(user, "records:read").headers["Authorization"] for _ in range(2))
    asker = client(make_app(requests_per_minute=3))

    def ask(secret: str) -> int:
        return asker.get("/api/v1/schema", headers={"Authorization": secret}).status_code

    assert [ask(first) for _ in range(4)] == [200, 200, 200, 429]
    assert ask(second) == 200
    limited = asker.get("/api/v1/schema", headers={"Authorization": first})
    assert limited.json()["code"] == "too_many"
    assert int(limited.headers["Retry-After"]) > 0
