"""Who can reach the pages, and by which names: what must not be is refused before a socket is opened."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from pipeline.usage import UsageError

LOOPBACK_NAMES = ("127.0.0.1", "localhost")
_WAYS = (
    "Let a web server in front do HTTPS (--public-name vanban.example.vn --behind-proxy 127.0.0.1), or do it here "
    "(--public-name vanban.example.vn --certificate FILE --key FILE); docs/review.md explains both. Without --host and "
    "--public-name only this machine comes in."
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """The names under which the pages answer, whether by HTTPS, and the proxies that are believed."""

    hosts: tuple[str, ...]
    secure: bool
    proxies: frozenset[str]


def exposure(host: str, names: list[str], proxies: list[str], certificate: Path | None, key: Path | None) -> Exposure:
    """Return how the pages are reached; passwords and documents never go over a network unencrypted.

    Raises:
        UsageError: when they would, or a name or address is none.
    """
    for name in names:
        _check_name(name)
    trusted = frozenset(_network(proxy) for proxy in proxies)
    encrypted = certificate is not None or bool(trusted)
    for wrong, reason, remedy in (
        ((certificate is None) != (key is None), "A certificate needs its key.", "Give --certificate and --key."),
        (bool(trusted) and certificate is not None, "Either the proxy does HTTPS or vanban, not both.", _WAYS),
        (
            not encrypted and not is_loopback(host),
            f"With --host {host} others could read passwords on their way over the network.",
            _WAYS,
        ),
        (not encrypted and bool(names), "--public-name is for pages that are reached by HTTPS.", _WAYS),
        (encrypted and not names, "By which name browsers reach the pages is not known.", "Say it with --public-name."),
    ):
        if wrong:
            raise UsageError(reason, remedy=remedy, code="exposure")
    return Exposure(tuple(name.lower() for name in names) or LOOPBACK_NAMES, encrypted, trusted)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _network(proxy: str) -> str:
    try:
        return str(ipaddress.ip_network(proxy, strict=False))
    except ValueError as error:
        raise UsageError(
            f"{proxy} is no address.",
            remedy="--behind-proxy takes an address, or a network like 10.0.0.0/24.",
            code="proxy",
        ) from error


def _check_name(name: str) -> None:
    labels = name.split(".")
    if not name.isascii() or not all(label.replace("-", "").isalnum() for label in labels):
        raise UsageError(
            f"{name} is no name of a machine.",
            remedy="--public-name takes a name like vanban.example.vn, without https:// and port.",
            code="public_name",
        )
