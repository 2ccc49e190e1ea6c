"""Events on their way: who is told, what is claimed by whom, and how outcomes are kept, in each database."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from corpus.store import Store, webhooks
from corpus.store.clock import now, parsed
from corpus.store.errors import InvalidError, NotAllowedError, NotFoundError
from corpus.store.events import TYPES, emit
from corpus.store.tables import DeliveryEntry, DocumentEntry, EventEntry, WebhookEntry
from corpus.store.webhooks import AT_ONCE, Claimed, Outcome

URL = "https://cong-van.example.vn/hook"
SECRET = "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cw=="  # noqa: S105  # of the tests
AGAIN = Outcome("status_500", timedelta(hours=1))
Happen = Callable[..., int]


@pytest.fixture
def webhook(store: Store) -> str:
    with store.writing() as session:
        return webhooks.add(session, URL, TYPES, SECRET).id


@pytest.fixture
def happen(store: Store) -> Happen:
    """Lets something happen to a document, another one if it has a name, and returns the event's number."""

    def emitted(name: str = "a", kind: str = "record.changed") -> int:
        with store.writing() as session:
            first = session.query(DocumentEntry).first()
            assert first is not None
            other = DocumentEntry(id=name * 64, symbol=first.symbol, state="new", version=1)
            return emit(session, kind, other).sequence  # type: ignore[arg-type]

    return emitted


def claim(store: Store) -> Claimed | None:
    with store.writing() as session:
        return webhooks.claim(session)


def claimed(store: Store) -> Claimed:
    found = claim(store)
    assert found is not None
    return found


def note(store: Store, attempt: Claimed, outcome: Outcome) -> None:
    with store.writing() as session:
        webhooks.note(session, attempt, outcome)


def delivery(store: Store, attempt: Claimed) -> DeliveryEntry:
    with store.reading() as session:
        found = session.get(DeliveryEntry, (attempt.event.sequence, attempt.webhook_id))
        assert found is not None
        return found


def time_passes(store: Store) -> None:
    """All waits and claims have run out."""
    with store.writing() as session:
        session.execute(update(DeliveryEntry).values(next_at=now(), claimed_until=None))
        session.execute(update(WebhookEntry).values(rests_until=None))


def test_only_what_was_asked_for_is_entered(store: Store, happen: Happen) -> None:
    with store.writing() as session:
        approvals = webhooks.add(session, URL, ["record.approved"], SECRET).id
        resting = webhooks.add(session, URL, TYPES, SECRET)
        webhooks.set_active(resting, active=False)
    happen("a", "record.changed")
    approved = happen("b", "record.approved")
    attempt = claimed(store)
    assert (attempt.webhook_id, attempt.event.sequence, attempt.url, attempt.secret) == (
        approvals,
        approved,
        URL,
        SECRET,
    )
    assert claim(store) is None


@pytest.mark.parametrize("types", [[], ["record.vanished"], ["record.changed", ""]])
def test_types_must_be_known(store: Store, types: list[str]) -> None:
    with pytest.raises(InvalidError) as caught, store.writing() as session:
        webhooks.add(session, URL, types, SECRET)
    assert caught.value.problems == {"types": "unknown"}


def test_there_are_not_any_number_of_webhooks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "MOST", 1)
    with store.writing() as session:
        webhooks.add(session, URL, TYPES, SECRET)
    with pytest.raises(NotAllowedError, match="too_many_webhooks"), store.writing() as session:
        webhooks.add(session, URL, TYPES, SECRET)


def test_one_delivery_is_claimed_by_one(store: Store, webhook: str, happen: Happen) -> None:
    happen("b")
    found: list[Claimed | None] = []
    together = Barrier(4)

    def work() -> None:
        together.wait()
        found.append(claim(store))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len([each for each in found if each]) == 1


def test_events_of_a_document_do_not_overtake_each_other_but_those_of_others_do(
    store: Store, webhook: str, happen: Happen
) -> None:
    first, second, other = happen("b"), happen("b"), happen("c")
    attempt = claimed(store)
    assert attempt.event.sequence == first
    assert claimed(store).event.sequence == other
    note(store, attempt, AGAIN)
    assert claim(store) is None
    time_passes(store)
    attempt = claimed(store)
    assert (attempt.event.sequence, attempt.attempt) == (first, 2)
    note(store, attempt, Outcome())
    time_passes(store)
    assert {claimed(store).event.sequence, claimed(store).event.sequence} == {second, other}


def test_what_was_given_up_lets_later_events_go(store: Store, webhook: str, happen: Happen) -> None:
    happen("b")
    second = happen("b")
    attempt = claimed(store)
    note(store, attempt, Outcome("status_400", None))
    assert delivery(store, attempt).state == "given_up"
    assert claimed(store).event.sequence == second


def test_who_is_gone_before_noting_leaves_the_delivery_to_another(store: Store, webhook: str, happen: Happen) -> None:
    happen("b")
    lost = claimed(store)
    assert claim(store) is None
    time_passes(store)
    second = claimed(store)
    assert (second.event.id, second.attempt) == (lost.event.id, 2)


def test_a_late_failure_does_not_count_and_a_late_success_does(store: Store, webhook: str, happen: Happen) -> None:
    happen("b")
    late = claimed(store)
    time_passes(store)
    second = claimed(store)
    note(store, late, Outcome("timed_out", None))
    assert delivery(store, second).state == "waiting"
    note(store, late, Outcome())
    assert delivery(store, second).state == "delivered"
    note(store, second, Outcome("timed_out", None))
    assert delivery(store, second).state == "delivered"


def test_a_slow_receiver_does_not_hold_all_senders(store: Store, webhook: str, happen: Happen) -> None:
    for name in "bcdef":
        happen(name)
    with store.writing() as session:
        quick = webhooks.add(session, URL, TYPES, SECRET).id
    happen("9")
    taken = [claimed(store) for _ in range(AT_ONCE + 1)]
    assert [each.webhook_id for each in taken] == [webhook] * AT_ONCE + [quick]
    assert claim(store) is None


def test_a_receiver_that_is_ill_is_left_in_peace_for_longer_and_longer(
    store: Store, webhook: str, happen: Happen
) -> None:
    happen("b")
    happen("c")
    note(store, claimed(store), Outcome("status_503", timedelta(hours=1), ill=True))
    assert claim(store) is None

    def rest(failing: timedelta) -> timedelta:
        with store.writing() as session:
            entry = webhooks.webhook_by_id(session, webhook)
            entry.failing_since = now(-failing)
            webhooks.note_contact(entry, Outcome("timed_out", timedelta(seconds=5), ill=True))
            assert entry.rests_until is not None
            return parsed(entry.rests_until) - parsed(now())

    assert timedelta(seconds=4) < rest(timedelta()) <= timedelta(seconds=5)
    assert timedelta(seconds=58) < rest(timedelta(minutes=4)) < timedelta(seconds=62)
    assert rest(timedelta(days=3)) <= timedelta(minutes=10)
    time_passes(store)
    note(store, claimed(store), Outcome())
    with store.reading() as session:
        entry = webhooks.webhook_by_id(session, webhook)
        assert (entry.failing_since, entry.rests_until, entry.last_problem) == (None, None, None)
        assert entry.last_at


def test_one_bad_event_does_not_hold_the_others(store: Store, webhook: str, happen: Happen) -> None:
    happen("b")
    other = happen("c")
    note(store, claimed(store), Outcome("status_422", timedelta(hours=1)))
    assert claimed(store).event.sequence == other


def test_a_receiver_that_is_gone_gets_nothing_more(store: Store, webhook: str, happen: Happen) -> None:
    first = happen("b")
    happen("c")
    note(store, claimed(store), Outcome("status_410", gone=True))
    assert claim(store) is None
    with store.reading() as session:
        assert not webhooks.is_due(session)
        entry = webhooks.webhook_by_id(session, webhook)
        assert (entry.active, entry.ended, entry.last_problem) == (False, "gone", "status_410")
    with pytest.raises(NotAllowedError, match="webhook_disabled"), store.writing() as session:
        webhooks.send_again(session, webhook, first)
    with store.writing() as session:
        webhooks.set_active(webhooks.webhook_by_id(session, webhook), active=True)
    assert claimed(store).event.sequence != first


def test_what_was_given_up_can_be_sent_again(store: Store, webhook: str, happen: Happen) -> None:
    sequence = happen("b")
    note(store, claimed(store), Outcome("not_reached", None, ill=True))
    with store.reading() as session:
        [(failed, event)] = webhooks.failures(session, webhook, 10)
        assert (failed.problem, failed.state, event.sequence) == ("not_reached", "given_up", sequence)
    with store.writing() as session:
        webhooks.send_again(session, webhook, sequence)
    attempt = claimed(store)
    assert (attempt.event.sequence, attempt.attempt) == (sequence, 1)
    note(store, attempt, Outcome())
    with store.reading() as session:
        assert webhooks.failures(session, webhook, 10) == []
        assert webhooks.counts(session) == {webhook: {"delivered": 1}}
    with pytest.raises(NotFoundError), store.writing() as session:
        webhooks.send_again(session, webhook, 10**6)


def test_a_webhook_goes_with_its_deliveries_even_while_one_is_under_way(
    store: Store, webhook: str, happen: Happen
) -> None:
    happen("b")
    attempt = claimed(store)
    with store.writing() as session:
        webhooks.remove(session, webhooks.webhook_by_id(session, webhook))
    note(store, attempt, Outcome())
    with store.reading() as session:
        assert webhooks.webhooks(session) == []
        assert session.query(DeliveryEntry).count() == 0
        assert session.query(EventEntry).filter_by(id=attempt.event.id).count() == 1


def test_deliveries_are_listed_the_newest_first(store: Store, webhook: str, happen: Happen) -> None:
    first, second, third = happen("b"), happen("c"), happen("d")
    note(store, claimed(store), Outcome())
    with store.reading() as session:

        def listed(*states: webhooks.DeliveryState, before: int | None = None, limit: int = 9) -> list[int]:
            return [event.sequence for _, event in webhooks.deliveries(session, webhook, states, before, limit)]

        assert listed() == [third, second, first]
        assert listed(limit=2) == [third, second]
        assert listed(before=second) == [first]
        assert listed("waiting") == [third, second]
        assert listed("delivered", "given_up") == [first]


def test_the_secret_is_shown_by_no_error_and_no_text(
    store: Store, webhook: str, happen: Happen, caplog: pytest.LogCaptureFixture
) -> None:
    happen("b")
    assert SECRET not in repr(claimed(store))
    entry = WebhookEntry(id=webhook, url=URL, secret=SECRET, types="", active=True, created_at=now())
    with pytest.raises(IntegrityError) as caught, store.writing() as session:
        session.add(entry)
    logging.getLogger("test").error("it failed", exc_info=caught.value)
    assert "Traceback" in caplog.text
    assert SECRET not in caplog.text
