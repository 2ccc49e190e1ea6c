"""Events on their way to a real receiver: signed, repeated with the same id, in order, cut short, given up."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from sqlalchemy import update

from corpus.store import Store, webhooks
from corpus.store.clock import now, parsed
from corpus.store.tables import DeliveryEntry, WebhookEntry
from corpus.store.webhooks import LEASE
from outputs.webhooks import Sender, deliver_due, new_secret, send_test, start
from outputs.webhooks.delivery import DELAYS, deliver_next, wait_after
from outputs.webhooks.posting import SECONDS, Answer
from outputs.webhooks.signing import signed

INTERNAL = Sender(internal=True, seconds=5)
HASTY = Sender(internal=True, seconds=0.6)
ATTEMPTS = len(DELAYS) + 1


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """What a receiver does, written from the specification and not with the sender's code."""
    if abs(time.time() - int(headers["webhook-timestamp"])) > 300:
        return False
    key = base64.b64decode(secret.split("_", 1)[1])
    content = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    expected = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    told = [part.split(",", 1) for part in headers["webhook-signature"].split(" ")]
    return any(version == "v1" and hmac.compare_digest(value, expected) for version, value in told)


def only_delivery(store: Store) -> DeliveryEntry:
    with store.reading() as session:
        return session.query(DeliveryEntry).one()


def only_webhook(store: Store) -> WebhookEntry:
    with store.reading() as session:
        return session.query(WebhookEntry).one()


def test_signatures_are_those_of_the_specification() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # a key that is published with examples
    headers = signed(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_secrets_are_new_each_time_and_as_long_as_the_digest() -> None:
    assert len({new_secret() for _ in range(50)}) == 50
    assert len(base64.b64decode(new_secret().removeprefix("whsec_"), validate=True)) == 32


def test_an_event_comes_signed_as_a_cloud_event(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    webhook = listen(receiver.url())
    identity = happen()
    assert deliver_due(store, INTERNAL) == 1
    [got] = receiver.got
    assert got.path == "/hook?key=1"
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert got.headers["content-type"] == "application/cloudevents+json"
    assert got.headers["webhook-id"] == identity
    assert verified(webhook.secret, got.headers, got.body)
    assert not verified(webhook.secret, got.headers, got.body + b" ")
    assert not verified(new_secret(), got.headers, got.body)
    event = json.loads(got.body)
    assert (event["specversion"], event["id"], event["type"]) == ("1.0", identity, "record.changed")
    assert event["data"]["row_state"] == "đã sửa"
    assert only_delivery(store).state == "delivered"
    assert deliver_due(store, INTERNAL) == 0


def test_failures_are_repeated_with_the_same_id_and_a_new_signature(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str], time_passes: Callable[[], None]
) -> None:
    webhook = listen(receiver.url())
    identity = happen()
    receiver.behaviour = [receiver.answers(500), receiver.answers(503), receiver.answers(200)]
    for problem in ("status_500", "status_503", None):
        assert deliver_due(store, INTERNAL) == 1
        assert only_delivery(store).problem == problem
        assert deliver_due(store, INTERNAL) == 0
        time_passes()
    assert [got.headers["webhook-id"] for got in receiver.got] == [identity] * 3
    assert all(verified(webhook.secret, got.headers, got.body) for got in receiver.got)
    assert (only_delivery(store).state, only_delivery(store).attempts) == ("delivered", 3)


def test_after_the_last_attempt_it_is_given_up(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str], time_passes: Callable[[], None]
) -> None:
    listen(receiver.url())
    happen()
    receiver.behaviour = [receiver.answers(500)]
    for _ in range(ATTEMPTS + 2):
        time_passes()
        deliver_due(store, INTERNAL)
    assert len(receiver.got) == ATTEMPTS
    assert (only_delivery(store).state, only_delivery(store).problem) == ("given_up", "status_500")


@pytest.mark.parametrize("code", [300, 301, 302, 303, 307, 308])
def test_redirects_are_failures_and_not_followed(
    code: int, store: Store, receivers: Callable[[], Any], listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    receiver, elsewhere = receivers(), receivers()
    listen(receiver.url())
    happen()
    receiver.behaviour = [receiver.answers(code, Location=elsewhere.url())]
    assert deliver_due(store, INTERNAL) == 1
    assert only_delivery(store).problem == f"status_{code}"
    assert (len(receiver.got), elsewhere.got) == (1, [])


def test_a_receiver_that_is_gone_is_disabled(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    listen(receiver.url())
    happen("a")
    happen("b")
    receiver.behaviour = [receiver.answers(410)]
    assert deliver_due(store, INTERNAL) == 1
    assert (only_webhook(store).active, only_webhook(store).ended) == (False, "gone")
    assert len(receiver.got) == 1


def test_retry_after_is_honoured(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    listen(receiver.url())
    happen()
    receiver.behaviour = [receiver.answers(429, Retry_After="7200")]
    deliver_due(store, INTERNAL)
    wait = parsed(only_delivery(store).next_at) - datetime.now(UTC)
    assert timedelta(minutes=119) < wait <= timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("90", 90, 90),
        ("0", 0, 0),
        ("in:80", 70, 81),
        ("in:-80", 0, 0),
        ("soon", None, None),
        ("-5", None, None),
        ("1e9", None, None),
        ("9" * 40, None, None),
        ("", None, None),
        ("Wed, 99 Foo 2026 99:99:99 GMT", None, None),
    ],
)
def test_retry_after_may_be_seconds_or_a_date(
    receiver: Any, text: str, least: float | None, most: float | None
) -> None:
    if text.startswith("in:"):
        text = format_datetime(datetime.now(UTC) + timedelta(seconds=int(text[3:])), usegmt=True)
    receiver.behaviour = [receiver.answers(503, Retry_After=text)]
    answer = INTERNAL.post(receiver.url(), {}, b"{}")
    if least is None or most is None:
        assert answer == Answer(503)
    else:
        assert answer.retry_after is not None
        assert least <= answer.retry_after <= most


def test_waits_grow_differ_and_end() -> None:
    for attempt, delay in enumerate(DELAYS, 1):
        waits = [wait_after(attempt) for _ in range(200)]
        assert all(wait is not None and delay * 0.8 <= wait <= delay * 1.2 for wait in waits)
        assert len(set(waits)) > 100
    assert list(DELAYS) == sorted(DELAYS)
    assert wait_after(ATTEMPTS) is None
    assert wait_after(ATTEMPTS, 60) is None
    assert wait_after(1, 3600) == timedelta(hours=1)
    assert wait_after(1, 1e9) == timedelta(hours=24)


PROGRAM = """
import os, sys
from pathlib import Path
from corpus.store import open_store, webhooks
from outputs.webhooks import Sender, deliver_due
folder = Path(sys.argv[1])
if sys.argv[2] == "killed":
    webhooks.note = lambda *_: os._exit(9)
store = open_store(f"sqlite:///{folder}/store.sqlite", folder)
print(deliver_due(store, Sender(internal=True)))
"""


def another_process(store: Store, how: str) -> subprocess.Popen[str]:
    here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(store.folder), how], env=here, stdout=subprocess.PIPE, text=True
    )


def test_who_is_killed_after_sending_has_the_event_sent_again(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    listen(receiver.url())
    identity = happen()
    assert another_process(store, "killed").wait(60) == 9
    assert (only_delivery(store).state, len(receiver.got)) == ("waiting", 1)
    assert deliver_due(store, INTERNAL) == 0
    with store.writing() as session:
        session.execute(update(DeliveryEntry).values(claimed_until=now(-timedelta(seconds=1))))
    assert deliver_due(store, INTERNAL) == 1
    assert [got.headers["webhook-id"] for got in receiver.got] == [identity] * 2


def test_several_processes_share_the_work(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    listen(receiver.url())
    receiver.behaviour = [lambda handler: (time.sleep(0.05), receiver.answers(200)(handler))]
    identities = [happen(name) for name in "0123456789abcdef" for _ in range(2)]
    processes = [another_process(store, "whole") for _ in range(3)]
    counts = [int(process.communicate(timeout=120)[0]) for process in processes]
    deliver_due(store, INTERNAL)
    assert sorted(got.headers["webhook-id"] for got in receiver.got) == sorted(identities)
    assert sum(counts) <= len(identities)


def test_an_attempt_ends_before_its_claim_does() -> None:
    assert LEASE.total_seconds() > SECONDS + 10


def test_inner_addresses_are_refused_when_they_are_not_allowed(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    listen(receiver.url())
    happen()
    assert deliver_due(store, Sender(internal=False)) == 1
    assert only_delivery(store).problem == "not_public"
    assert receiver.got == []


def test_a_test_event_comes_at_once_and_is_in_no_outbox(
    store: Store, receiver: Any, listen: Callable[..., Any]
) -> None:
    webhook = listen(receiver.url())
    assert send_test(store, INTERNAL, webhook).problem is None
    [got] = receiver.got
    event = json.loads(got.body)
    assert (event["type"], event["id"]) == ("webhook.test", got.headers["webhook-id"])
    assert verified(webhook.secret, got.headers, got.body)
    receiver.behaviour = [receiver.answers(500)]
    assert send_test(store, INTERNAL, webhook).problem == "status_500"
    assert only_webhook(store).last_problem == "status_500"
    with store.reading() as session:
        assert session.query(DeliveryEntry).count() == 0


def test_the_store_can_be_written_to_while_something_is_sent(
    store: Store, receiver: Any, listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    listen(receiver.url())
    happen("a")
    written = threading.Event()

    def behave(handler: BaseHTTPRequestHandler) -> None:
        happen("b")
        written.set()
        receiver.answers(200)(handler)

    receiver.behaviour = [behave, receiver.answers(200)]
    assert deliver_next(store, INTERNAL)
    assert written.is_set()
    assert only_first(store).state == "delivered"


def only_first(store: Store) -> DeliveryEntry:
    with store.reading() as session:
        found = session.query(DeliveryEntry).order_by(DeliveryEntry.event_sequence).first()
        assert found is not None
        return found


def test_what_nobody_foresaw_is_a_failure_that_is_told_of(
    store: Store,
    receiver: Any,
    listen: Callable[..., Any],
    happen: Callable[..., str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    webhook = listen(receiver.url())
    happen()
    with store.writing() as session:
        webhooks.webhook_by_id(session, webhook.id).secret = "whsec_!damaged!"  # noqa: S105
    assert deliver_due(store, INTERNAL) == 1
    assert only_delivery(store).problem == "unforeseen"
    assert "an event could not be sent" in caplog.text
    assert "damaged" not in caplog.text


def test_senders_deliver_what_comes_until_they_are_stopped(
    store: Store, receiver: Any, receivers: Callable[[], Any], listen: Callable[..., Any], happen: Callable[..., str]
) -> None:
    slow = receivers()
    slow.behaviour = [lambda handler: (time.sleep(0.3), slow.answers(200)(handler))]
    listen(receiver.url())
    listen(slow.url())
    names = "abcdef"
    identities = [happen(name) for name in names for _ in range(3)]
    stop = start(store, INTERNAL)
    until = time.monotonic() + 30
    while len(receiver.got) + len(slow.got) < 2 * len(identities) and time.monotonic() < until:
        time.sleep(0.05)
    stop()
    for each in (receiver, slow):
        came = [got.headers["webhook-id"] for got in each.got]
        assert sorted(came) == sorted(identities)
        for start_of in range(0, len(identities), 3):
            own = identities[start_of : start_of + 3]
            assert [identity for identity in came if identity in own] == own
        assert each.most_at_once <= webhooks.AT_ONCE
    happen("a")
    time.sleep(0.2)
    assert len(receiver.got) == len(identities)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("vanban-sender")]


def test_stopping_does_not_wait_for_a_slow_receiver(
    store: Store,
    receiver: Any,
    listen: Callable[..., Any],
    happen: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("outputs.webhooks.delivery._PATIENCE", 0.2)
    let_go = threading.Event()
    receiver.behaviour = [lambda handler: (let_go.wait(10), receiver.answers(200)(handler))]
    listen(receiver.url())
    happen()
    stop = start(store, INTERNAL)
    until = time.monotonic() + 10
    while not receiver.got and time.monotonic() < until:
        time.sleep(0.02)
    before = time.monotonic()
    stop()
    assert time.monotonic() - before < 1.5
    assert only_delivery(store).state == "waiting"
    let_go.set()
    for thread in threading.enumerate():
        if thread.name.startswith("vanban-sender"):
            thread.join(10)
