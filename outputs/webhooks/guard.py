"""Where events may be sent: to the public internet, and to the inner network only where that is allowed.

Whoever can name an address that this machine sends to, could otherwise reach what only this machine reaches. The name
is looked up once, every address that it has is judged, and what is sent goes to one of these very addresses: a name
that means something else a moment later changes nothing.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Any, TypeAlias

from corpus.store.errors import InvalidError
from outputs.webhooks.addresses import Kind, kind_of

LONGEST = 2000
"""Characters that an address may have."""
PUBLIC_PORTS = (443, 8443)
"""Ports on the public internet."""
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[!-\"$-\[\]-~]*)?(?P<query>\?[!-\"$-\[\]-~]*)?",
    re.IGNORECASE | re.ASCII,  # without ASCII, ſ counts as s
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_AT_ONCE = threading.BoundedSemaphore(16)
"""Looking a name up cannot be broken off: no more than that many may hang."""
_MOST_ADDRESSES = 4

Place: TypeAlias = tuple[socket.AddressFamily, tuple[Any, ...]]
"""Where to connect to: the family, and the socket's address, which holds numbers and no name."""


class RefusedError(InvalidError):
    """Nothing is sent to this address. ``why`` is stable: see ``allowed``."""

    def __init__(self, why: str) -> None:
        """Take the reason."""
        super().__init__({"url": why})
        self.why = why


class Deadline:
    """The end of the time that something may take as a whole."""

    def __init__(self, seconds: float) -> None:
        """Start now."""
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left, more than 0.

        Raises:
            TimeoutError: when there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. ``host`` has small letters and no brackets, ``path`` goes on to the end of the query."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Return the host as requests name it, with the port unless it is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def allowed(url: str, *, internal: bool, seconds: float = 5) -> None:
    """Check that events may be sent to ``url``.

    Raises:
        RefusedError: why not_an_address (not a plain http or https address in ASCII), too_long, has_password,
            needs_https, port_refused, not_public (an address of the inner network, or one that nothing is sent to) or
            unknown_host (the name has no address, or looking it up took longer than ``seconds``).
    """
    try:
        places(target_of(url), internal=internal, deadline=Deadline(seconds))
    except TimeoutError as error:
        raise RefusedError("unknown_host") from error


def target_of(url: str) -> Target:
    """Take an address apart; only plain forms are understood, which everything else reads in the same way.

    Raises:
        RefusedError: when it has another form.
    """
    if len(url) > LONGEST:
        raise RefusedError("too_long")
    match = _URL.fullmatch(url)
    if match is None:
        authority = url.partition("://")[2].replace("\\", "/").partition("/")[0]
        raise RefusedError("has_password" if "@" in authority else "not_an_address")
    secure = match["scheme"].lower() == "https"
    port = int(match["port"] or (443 if secure else 80))
    path = (match["path"] or "/") + (match["query"] or "")
    return Target(secure, _host(match["host"].lower()), port, path)


def places(target: Target, *, internal: bool, deadline: Deadline) -> list[Place]:
    """Return where to connect to for ``target``, in the order in which to try.

    Raises:
        RefusedError: when the name has no address, or one of them may not be sent to.
        TimeoutError: when looking the name up takes too long.
    """
    found = _looked_up(target, deadline)
    if not found:
        raise RefusedError("unknown_host")
    for _, address in found:
        _check(target, kind_of(str(address[0])), internal=internal)
    return found[:_MOST_ADDRESSES]


def _check(target: Target, kind: Kind, *, internal: bool) -> None:
    """Refuse what is not public, unless internal addresses are allowed: there, http and ports of programs are too."""
    if kind == "refused" or (kind == "internal" and not internal):
        raise RefusedError("not_public")
    if kind == "public" and not target.secure:
        raise RefusedError("needs_https")
    usual = target.port in (80, 443) or 1024 <= target.port <= 65535
    if not (usual if kind == "internal" else target.port in PUBLIC_PORTS):
        raise RefusedError("port_refused")


def _host(host: str) -> str:
    """Return a host without brackets; numbers are an address only in the usual form with four of them."""
    try:
        if host.startswith("["):
            return str(IPv6Address(host[1:-1]))
        labels = host.split(".")
        if _NUMBER.fullmatch(labels[-1]):
            return str(IPv4Address(host))
    except ValueError as error:
        raise RefusedError("not_an_address") from error
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise RefusedError("not_an_address")
    return host


def _looked_up(target: Target, deadline: Deadline) -> list[Place]:
    def look() -> list[Place]:
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        except (OSError, UnicodeError):
            return []
        return list(dict.fromkeys((family, address) for family, _, _, _, address in found))

    return _within(deadline, look)


def _within(deadline: Deadline, look: Callable[[], list[Place]]) -> list[Place]:
    """Run ``look`` beside, and wait for it no longer than ``deadline``."""
    found: list[Place] = []
    done = threading.Event()

    def run() -> None:
        try:
            found.extend(look())
        finally:
            _AT_ONCE.release()
            done.set()

    if not _AT_ONCE.acquire(timeout=deadline.left()):
        raise TimeoutError
    try:
        threading.Thread(target=run, daemon=True, name="vanban-lookup").start()
    except RuntimeError:  # no more threads
        _AT_ONCE.release()
        raise
    if not done.wait(deadline.left()):
        raise TimeoutError
    return found
