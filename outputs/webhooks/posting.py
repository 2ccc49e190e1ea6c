"""Sends one request, to an address that was checked, within a time that holds for all of it.

It is written on sockets because the usual clients look names up themselves, follow proxies of the environment, and
begin to count the time anew with each byte that comes. Nothing is read but the answer's head; redirects are answers.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from outputs.webhooks.guard import Deadline, Place, RefusedError, Target, places, target_of

SECONDS = 20
"""How long it may take to look the name up, connect, send, and get the answer's head."""
_MOST_HEAD = 16 * 2**10
_TO_CONNECT = 6  # seconds for one of several addresses
_CONTENT = 16 * 2**10
_CONTENT_SECONDS = 1
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: .*)?")


class FailedError(Exception):
    """No answer came.

    ``why`` is stable: timed_out, not_reached, certificate, tls, broken_off, not_http, or one of the guard's.
    """

    def __init__(self, why: str) -> None:
        """Take the reason."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """What the receiver said. ``retry_after`` is in seconds from now."""

    status: int
    retry_after: float | None = None


@dataclass(frozen=True)
class Sender:
    """How events are sent: whether to addresses of the inner network too, in how many seconds, whom TLS trusts."""

    internal: bool = False
    seconds: float = SECONDS
    trust: Callable[[], ssl.SSLContext] | None = None

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send ``body`` to ``url`` and return the answer, whatever it says.

        Raises:
            FailedError: when the address is refused or no answer comes in time.
        """
        deadline = Deadline(self.seconds)
        try:
            target = target_of(url)
            with self._connected(target, deadline) as connection:
                connection.settimeout(deadline.left())
                connection.sendall(_request(target, headers, body))
                answer = _answer(connection, deadline)
                _listen_politely(connection)
        except RefusedError as error:
            raise FailedError(error.why) from error
        except TimeoutError as error:
            raise FailedError("timed_out") from error
        except ssl.SSLCertVerificationError as error:
            raise FailedError("certificate") from error
        except ssl.SSLError as error:
            raise FailedError("tls") from error
        except OSError as error:
            raise FailedError("broken_off") from error
        return answer

    def _connected(self, target: Target, deadline: Deadline) -> socket.socket:
        found = places(target, internal=self.internal, deadline=deadline)
        plain = _first_that_answers(found, deadline)
        if not target.secure:
            return plain
        try:
            plain.settimeout(deadline.left())
            return (self.trust or _trusted)().wrap_socket(plain, server_hostname=target.host)
        except BaseException:
            plain.close()
            raise


def _first_that_answers(found: list[Place], deadline: Deadline) -> socket.socket:
    for family, address in found:
        with suppress(OSError):
            return _connection(family, address, min(deadline.left(), _TO_CONNECT))
    deadline.left()
    raise FailedError("not_reached")


def _connection(family: socket.AddressFamily, address: tuple[Any, ...], seconds: float) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(seconds)
        made.connect(address)
    except OSError:
        made.close()
        raise
    return made


@cache
def _trusted() -> ssl.SSLContext:
    """Trust whom this machine trusts; SSL_CERT_FILE names others, as for all programs."""
    made = ssl.create_default_context()
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.set_alpn_protocols(["http/1.1"])
    return made


def _request(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    own = {
        "Host": target.authority,
        "User-Agent": "vanban-webhooks",
        "Accept-Encoding": "identity",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"POST {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in (own | dict(headers)).items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _answer(connection: socket.socket, deadline: Deadline) -> Answer:
    """Read until the head of the final answer has come; interim ones (1xx) are passed over."""
    got, size = b"", 0
    while True:
        head, end, rest = got.partition(b"\r\n\r\n")
        if end and (found := _understood(head)).status >= 200:
            return found
        if end:
            got = rest
            continue
        if size > _MOST_HEAD:
            raise FailedError("not_http")
        connection.settimeout(deadline.left())
        more = connection.recv(_MOST_HEAD)
        if not more:
            raise FailedError("broken_off")
        got, size = got + more, size + len(more)


def _understood(head: bytes) -> Answer:
    first, *lines = head.split(b"\r\n")
    match = _STATUS.fullmatch(first)
    if match is None:
        raise FailedError("not_http")
    fields = dict(line.lower().partition(b":")[::2] for line in lines)
    return Answer(int(match[1]), _seconds(fields.get(b"retry-after", b"").strip().decode("ascii", "replace")))


def _seconds(retry_after: str) -> float | None:
    """Return for how long Retry-After asks to wait: seconds, or a date."""
    if re.fullmatch("[0-9]{1,9}", retry_after):
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def _listen_politely(connection: socket.socket) -> None:
    """Take some of the answer's content, or servers note that the client has gone; it is not looked at."""
    until, size = time.monotonic() + _CONTENT_SECONDS, 0
    with suppress(OSError):
        while size < _CONTENT and (left := until - time.monotonic()) > 0:
            connection.settimeout(left)
            more = connection.recv(_CONTENT)
            if not more:
                return
            size += len(more)
