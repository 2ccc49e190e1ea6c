"""Accounts in each database: what may never happen, whoever asks at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from corpus.store import Store, accounts
from corpus.store.clock import now
from corpus.store.errors import InvalidError, NotAllowedError
from corpus.store.tables import SessionEntry, UserEntry

PASSWORD = "mưa rơi trên mái ngói"  # noqa: S105  # of people who exist for a second


@pytest.fixture
def administrators(store: Store) -> list[str]:
    with store.writing() as session:
        return [accounts.create_user(session, name, "", "administrator", PASSWORD).id for name in ("an", "binh")]


@pytest.mark.parametrize(
    "leave",
    [
        lambda session, user: accounts.set_active(session, user, active=False),
        lambda session, user: accounts.set_role(session, user, "clerk"),
    ],
    ids=["disabled", "another role"],
)
def test_two_administrators_cannot_take_each_other_away(
    store: Store, administrators: list[str], leave: Callable[..., None]
) -> None:
    start = threading.Barrier(2)

    def take_away(user_id: str) -> bool:
        start.wait()
        try:
            with store.writing() as session:
                leave(session, accounts.user_by_id(session, user_id))
        except NotAllowedError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take_away, administrators)) == [False, True]
    with store.reading() as session:
        assert accounts.has_administrator(session)


def test_someone_without_a_password_is_no_administrator_to_rely_on(store: Store) -> None:
    with store.writing() as session:
        accounts.person_here(session, "Lan")
        assert not accounts.has_administrator(session)
        only = accounts.create_user(session, "an", "", "administrator", PASSWORD)
        with pytest.raises(NotAllowedError):
            accounts.set_active(session, only, active=False)


def test_a_name_is_given_once_however_it_is_written(store: Store) -> None:
    with store.writing() as session:
        accounts.create_user(session, " Hòa ", "", "clerk", PASSWORD)
        for same in ("hòa", "HÒA", "ho\u0300a"):
            with pytest.raises(InvalidError) as refused:
                accounts.create_user(session, same, "", "clerk", PASSWORD)
            assert refused.value.problems == {"name": "taken"}


def test_sessions_end_and_are_cleared_away(store: Store, administrators: list[str]) -> None:
    with store.writing() as session:
        user = accounts.user_by_id(session, administrators[0])
        secret = accounts.begin_session(session, user)
    with store.reading() as session:
        assert accounts.session_user(session, secret)
        assert not accounts.is_stale(session, secret)
    with store.writing() as session:
        session.query(SessionEntry).update({"seen_at": now(-accounts.IDLE_LASTS - timedelta(seconds=1))})
    with store.reading() as session:
        assert accounts.session_user(session, secret) is None
        assert accounts.session_user(session, secret, accounts.SESSION_LASTS)
        assert accounts.is_stale(session, secret)
    with store.writing() as session:
        session.query(SessionEntry).update({"expires_at": now(-timedelta(seconds=1))})
        accounts.begin_session(session, user)
    with store.reading() as session:
        assert session.query(SessionEntry).count() == 1


def test_sessions_without_a_password_end_where_an_office_is_served(store: Store, administrators: list[str]) -> None:
    with store.writing() as session:
        here = accounts.begin_session(session, accounts.person_here(session, "Lan"))
        office = accounts.begin_session(session, accounts.user_by_id(session, administrators[0]))
        accounts.end_sessions_here(session)
    with store.reading() as session:
        assert accounts.session_user(session, here) is None
        assert accounts.session_user(session, office)


def test_a_token_counts_until_its_end_or_its_persons(store: Store, administrators: list[str]) -> None:
    with store.writing() as session:
        user = accounts.user_by_id(session, administrators[0])
        token, secret = accounts.create_token(session, user, "kho", ["records:read", "records:read"], timedelta(1))
        assert (token.scopes, accounts.is_unnoted(token)) == ("records:read", True)
        accounts.note_use(session, token.id)
    with store.reading() as session:
        found = accounts.token_user(session, secret)
        assert found is not None
        assert not accounts.is_unnoted(found[1])
        assert accounts.token_user(session, secret + "x") is None
    with store.writing() as session:
        session.query(UserEntry).filter_by(id=user.id).update({"active": False})
        assert accounts.token_user(session, secret) is None
