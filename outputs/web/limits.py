"""How often someone may ask. Kept in memory: a restart forgets, and each process counts for itself."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable

Clock = Callable[[], float]
MOST_KEYS = 20_000
"""People, tokens and addresses that are remembered; the one that asked least recently is forgotten first."""


class TooManyError(Exception):
    """Someone asks too often; ``wait`` is how many whole seconds they are to wait."""

    def __init__(self, wait: float) -> None:
        """Take the seconds that are left."""
        super().__init__("too_many")
        self.wait = int(wait) + 1


class Rate:
    """Lets each key ask ``per_minute`` times a minute on average, and that often at once."""

    def __init__(self, per_minute: int, clock: Clock = time.monotonic) -> None:
        """Take the rate, and a clock in seconds."""
        self._gap = 60 / per_minute
        self._clock = clock
        self._paid_until: dict[str, float] = {}
        self._lock = threading.Lock()

    def count(self, key: str) -> None:
        """Count one request of ``key``.

        Raises:
            TooManyError: when there were too many; this one does not count.
        """
        with self._lock:
            now = self._clock()
            until = max(now, self._paid_until.pop(key, now))
            wait = until + self._gap - now - 60
            self._paid_until[key] = until if wait > 0 else until + self._gap
            _forget(self._paid_until)
        if wait > 1e-9:
            raise TooManyError(wait)

    def forgive(self, key: str) -> None:
        """Take back one request of ``key``."""
        with self._lock:
            if key in self._paid_until:
                self._paid_until[key] -= self._gap


class BackOff:
    """Makes each key wait after failures: some are free, then twice as long each time."""

    def __init__(self, free: int = 5, longest: float = 900, clock: Clock = time.monotonic) -> None:
        """Take how many attempts are free, the longest wait in seconds, and a clock in seconds."""
        self._free, self._longest, self._clock = free, longest, clock
        self._failed: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def attempt(self, key: str) -> None:
        """Count an attempt as failed until ``succeeded`` is called: parallel ones must not slip through.

        Raises:
            TooManyError: when ``key`` has to wait; this attempt then does not count.
        """
        with self._lock:
            now = self._clock()
            times, until = self._failed.pop(key, (0, 0.0))
            if until <= now:
                times = 1 if now - until > 4 * self._longest else times + 1
            self._failed[key] = (times, until if until > now else now + self._wait(times))
            _forget(self._failed)
        if until > now:
            raise TooManyError(until - now)

    def succeeded(self, key: str) -> None:
        """Forget the failures of ``key``."""
        with self._lock:
            self._failed.pop(key, None)

    def _wait(self, times: int) -> float:
        return 0.0 if times < self._free else min(2.0 ** min(times - self._free, 30), self._longest)


class Limits:
    """The limits of one application."""

    def __init__(self, requests_per_minute: int, sign_ins_per_minute: int, clock: Clock = time.monotonic) -> None:
        """Take what the settings say."""
        self.requests = Rate(requests_per_minute, clock)
        self._addresses = Rate(sign_ins_per_minute, clock)
        self._names = Rate(3 * sign_ins_per_minute, clock)
        self._failures = BackOff(clock=clock)

    def sign_in(self, name: str, address: str) -> None:
        """Count an attempt to sign in, before the password is looked at.

        The wait grows for a name together with the place it is tried from: nobody can lock someone else out from
        elsewhere. A name tried from many places has a rate only.

        Raises:
            TooManyError: when there were too many.
        """
        self._addresses.count(address)
        self._failures.attempt(f"{name}\n{address}")
        self._names.count(name)

    def signed_in(self, name: str, address: str) -> None:
        """Note that the password was right: a whole office may come in by one address in the morning."""
        self._failures.succeeded(f"{name}\n{address}")
        self._addresses.forgive(address)
        self._names.forgive(name)

    def link(self, address: str) -> None:
        """Count an attempt to come in by a wrong link.

        Raises:
            TooManyError: when there were too many.
        """
        self._addresses.count(address)


def place_of(address: str | None) -> str:
    """Return what is counted together: an IPv4 address, or the half of an IPv6 address that one customer is given."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _forget(kept: dict[str, float] | dict[str, tuple[int, float]]) -> None:
    while len(kept) > MOST_KEYS:
        del kept[next(iter(kept))]
