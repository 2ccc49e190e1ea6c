"""Who can reach the pages, and by which names: what must not be is refused before a socket is opened."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

import click

LOOPBACK_NAMES = ("127.0.0.1", "localhost")
_WAYS = """
Either let a web server in front do HTTPS (docs/deploy has examples):
  vanban serve --data DIR --public-name vanban.example.vn --behind-proxy 127.0.0.1
or do HTTPS here:
  vanban serve --data DIR --host 0.0.0.0 --port 443 --public-name vanban.example.vn --certificate FILE --key FILE
or stay on this machine: leave --host and --public-name away."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """The names under which the pages answer, whether by HTTPS, and the proxies that are believed."""

    hosts: tuple[str, ...]
    secure: bool
    proxies: frozenset[str]


def exposure(host: str, names: list[str], proxies: list[str], certificate: Path | None, key: Path | None) -> Exposure:
    """Return how the pages are reached; passwords and documents never go over a network unencrypted.

    Raises:
        click.UsageError: when they would, or a name or address is none.
    """
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key go together.")
    for name in names:
        _check_name(name)
    trusted = frozenset(_network(proxy) for proxy in proxies)
    encrypted = certificate is not None or bool(trusted)
    if not encrypted and not is_loopback(host):
        raise click.UsageError(f"With --host {host} others could read passwords on their way over the network.{_WAYS}")
    if not encrypted and names:
        raise click.UsageError(f"--public-name is for pages that are reached by HTTPS.{_WAYS}")
    if encrypted and not names:
        raise click.UsageError(f"Say with --public-name by which name browsers reach the pages.{_WAYS}")
    if trusted and certificate:
        raise click.UsageError("Either the proxy does HTTPS (--behind-proxy) or vanban (--certificate), not both.")
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
        raise click.UsageError(
            f"--behind-proxy takes an address or a network like 10.0.0.0/24, not {proxy}."
        ) from error


def _check_name(name: str) -> None:
    labels = name.lower().split(".")
    if not name.isascii() or not all(label and label.replace("-", "").isalnum() for label in labels):
        raise click.UsageError(
            f"--public-name takes a name like vanban.example.vn, without https:// and port, not {name}."
        )
