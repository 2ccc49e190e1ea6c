"""A request to a receiver: whatever it answers, an attempt ends in time, and goes to the address that was checked."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from outputs.webhooks import Sender
from outputs.webhooks.posting import FailedError

INTERNAL = Sender(internal=True, seconds=5)
HASTY = Sender(internal=True, seconds=0.6)


def silent(_: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then: each comes in time, all of them never do."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.05)


def interim(handler: BaseHTTPRequestHandler) -> None:
    while True:
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")


def endless_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X-Bomb: " + b"x" * 8192 + b"\r\n")


def endless_content(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def slow_content(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def writes(content: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(content)
        handler.close_connection = True

    return behave


@pytest.mark.parametrize(
    ("behave", "why"),
    [
        (silent, "timed_out"),
        (dripping, "timed_out"),
        (interim, "not_http"),
        (endless_head, "not_http"),
        (writes(b""), "broken_off"),
        (writes(b"HTTP/1.1 200 OK\r\n"), "broken_off"),
        (writes(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), "not_http"),
        (writes(b"HTTP/2 200\r\n\r\n"), "not_http"),
        (writes(b"HTTP/1.1 2000 OK\r\n\r\n"), "not_http"),
        (writes(b"HTTP/1.1 +20 OK\r\n\r\n"), "not_http"),
        (writes(b"HTTP/1.1 999 OK\r\n\r\n"), "not_http"),
        (writes(b"\x00" * 30000), "not_http"),
    ],
)
def test_answers_that_are_none_end_in_time(receiver: Any, behave: Callable[..., None], why: str) -> None:
    receiver.behaviour = [behave]
    before = time.monotonic()
    with pytest.raises(FailedError) as caught:
        HASTY.post(receiver.url(), {}, b"{}")
    assert caught.value.why == why
    assert time.monotonic() - before < 2


@pytest.mark.parametrize("behave", [endless_content, slow_content])
def test_contents_are_not_waited_for(receiver: Any, behave: Callable[..., None]) -> None:
    receiver.behaviour = [behave]
    before = time.monotonic()
    assert INTERNAL.post(receiver.url(), {}, b"{}").status == 200
    assert time.monotonic() - before < 2.5


def test_interim_answers_are_passed_over(receiver: Any) -> None:
    receiver.behaviour = [
        writes(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 202 OK\r\n\r\n")
    ]
    assert INTERNAL.post(receiver.url(), {}, b"{}").status == 202


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FailedError) as caught:
        INTERNAL.post(f"http://127.0.0.1:{port}/", {}, b"{}")
    assert caught.value.why == "not_reached"


def test_one_that_takes_no_connection_ends_in_time() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        held = [socket.socket() for _ in range(3)]
        for each in held:
            each.setblocking(False)  # noqa: FBT003  # the library's own way
            each.connect_ex(("127.0.0.1", port))
        before = time.monotonic()
        with pytest.raises(FailedError) as caught:
            HASTY.post(f"http://127.0.0.1:{port}/", {}, b"{}")
        for each in held:
            each.close()
    assert caught.value.why == "timed_out"
    assert time.monotonic() - before < 2


def test_tls_that_comes_byte_by_byte_ends_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                for byte in b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03" + b"x" * 200:
                    connection.send(bytes([byte]))
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        before = time.monotonic()
        with pytest.raises(FailedError) as caught:
            HASTY.post(f"https://127.0.0.1:{listener.getsockname()[1]}/", {}, b"{}")
    assert caught.value.why == "timed_out"
    assert time.monotonic() - before < 2


def test_resolvers_that_hang_do_not_take_all_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: let_go.wait(30) and [])

    def looking() -> int:
        return len([thread for thread in threading.enumerate() if thread.name == "vanban-lookup"])

    try:
        for _ in range(25):
            with pytest.raises(FailedError, match="timed_out"):
                Sender(seconds=0.02).post("https://hook.example.vn/", {}, b"{}")
        assert looking() == 16
    finally:
        let_go.set()
    until = time.monotonic() + 5
    while looking() and time.monotonic() < until:
        time.sleep(0.02)
    assert looking() == 0


def test_a_name_that_means_something_else_a_moment_later_changes_nothing(
    receiver: Any, receivers: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second look-up would give the inner address: there is no second one, and the first one is refused alone."""
    asked: list[str] = []
    public = ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 443, 0, 0)

    def rebinding(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        if len(asked) == 1:
            return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", public)]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]

    connected: list[Any] = []

    def connect(_: socket.socket, address: Any) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(FailedError):
        Sender(internal=False).post("https://hook.example.vn/", {}, b"{}")
    assert asked == ["hook.example.vn"]
    assert connected == [public]
    assert receiver.got == []


def test_proxies_of_the_environment_are_not_asked(
    receiver: Any, receivers: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = receivers()
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    assert INTERNAL.post(receiver.url(), {}, b"{}").status == 204
    assert (len(receiver.got), proxy.got) == (1, [])


def trusting(certificate: tuple[Path, Path]) -> Sender:
    return Sender(internal=True, seconds=5, trust=lambda: ssl.create_default_context(cafile=str(certificate[0])))


def test_tls_is_to_the_name_at_the_address_that_was_checked(
    secure_receiver: Any, certificate: tuple[Path, Path], hook_name: str
) -> None:
    assert trusting(certificate).post(secure_receiver.url(hook_name), {}, b"{}").status == 204
    assert secure_receiver.got[0].headers["host"] == f"{hook_name}:{secure_receiver.port}"


@pytest.mark.parametrize("host", ["other.example.vn", "127.0.0.1"])
def test_tls_with_a_certificate_of_another_name_is_refused(
    host: str, secure_receiver: Any, certificate: tuple[Path, Path], hook_name: str
) -> None:
    with pytest.raises(FailedError) as caught:
        trusting(certificate).post(secure_receiver.url(host), {}, b"{}")
    assert caught.value.why == "certificate"
    assert secure_receiver.got == []


def test_tls_with_a_certificate_that_nobody_trusts_is_refused(secure_receiver: Any, hook_name: str) -> None:
    with pytest.raises(FailedError) as caught:
        INTERNAL.post(secure_receiver.url(hook_name), {}, b"{}")
    assert caught.value.why == "certificate"
    assert secure_receiver.got == []


def test_tls_where_there_is_none(receiver: Any) -> None:
    with pytest.raises(FailedError) as caught:
        HASTY.post(receiver.url().replace("http:", "https:"), {}, b"{}")
    assert caught.value.why in ("tls", "broken_off")
