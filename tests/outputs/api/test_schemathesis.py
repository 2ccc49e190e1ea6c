"""Schemathesis asks every operation for everything that its description allows, and for much that it does not."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from corpus.store.listing import Position
from outputs.api.cursors import List, packed
from outputs.webhooks.posting import Answer, Sender

LISTS: tuple[List, ...] = ("documents", "rows", "submissions", "decisions")


def cursors(of: List) -> st.SearchStrategy[str]:
    ids = st.integers(0, 2**31 - 1).map(str) if of == "decisions" else st.uuids().map(str)
    return ids.map(lambda identity: packed(of, Position("2026-11-28T03:04:05.000006Z", identity)))


def settings(token: str) -> dict[str, Any]:
    accepted = ["2xx", "403", "404", "409", "412", "422"]
    return {
        "seed": 7,
        "headers": {"Authorization": token},
        "generation": {"deterministic": True, "database": "none", "max-examples": 5, "mode": "all"},
        "operations": [
            {
                "include-operation-id": "decide",
                # whether values suit a row's kind, and whether an ETag is still true, no description can say
                "checks": {"positive_data_acceptance": {"expected-statuses": accepted}},
            },
            {
                "include-operation-id": "create_webhook",
                # nor what a name on the internet means
                "checks": {"positive_data_acceptance": {"expected-statuses": ["201", "403", "422"]}},
            },
        ],
    }


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is known, and every receiver says that all is well."""
    real = socket.getaddrinfo

    def only_numbers(host: str, port: int, *_: Any, **more: Any) -> Any:
        return real(host, port, flags=socket.AI_NUMERICHOST, **more)

    monkeypatch.setattr(socket, "getaddrinfo", only_numbers)
    monkeypatch.setattr(Sender, "post", lambda *_: Answer(204))


@pytest.mark.usefixtures("no_network")
def test_schemathesis_finds_nothing(ask_sqlite: Callable[..., TestClient]) -> None:
    schemathesis.openapi.format("webhook-url", st.integers(1, 254).map(lambda n: f"https://93.184.215.{n}/hook"))
    for name in LISTS:
        schemathesis.openapi.format(f"cursor-{name}", cursors(name))
    client = ask_sqlite(name="quan.tri")
    config = SchemathesisConfig.from_dict(settings(client.headers["authorization"]))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app, config=config)
    failures, asked = [], set()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError):
            failures.append(f"{event.label}: {event.info}")
        if isinstance(event, events.FatalError):
            failures.append(str(event.exception))
        if isinstance(event, events.ScenarioFinished):
            failures += told(event)
            asked |= {node.value.operation.label for node in event.recorder.cases.values()}
    if failures:
        pytest.fail(f"{len(failures)} failures\n" + "\n\n".join(dict.fromkeys(failures)))
    assert asked == {operation.ok().label for operation in schema.get_all_operations()}


def told(event: events.ScenarioFinished) -> Iterator[str]:
    for case, nodes in event.recorder.checks.items():
        response = event.recorder.interactions[case].response
        answer = f"{response.status_code} {response.content[:500]!r}" if response else "no answer"
        for node in nodes:
            # the document_id of a submission that waits is null, and gets asked for as a document's
            if node.failure_info and "/documents/None" not in node.failure_info.code_sample:
                yield f"{node.name}: {node.failure_info.failure}\n{node.failure_info.code_sample}\n{answer}"
