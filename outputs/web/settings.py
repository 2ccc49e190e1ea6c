"""What the one who starts the application decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.store import Store

Submit = Callable[[str], None]
"""Told the id of a submission that waits; the pipeline reads the file and brings the submission to its end."""


@dataclass(frozen=True)
class Settings:
    """How the application is served.

    ``hosts`` are the names under which it answers, against pages elsewhere that rebind a name to this machine.
    ``secure`` is true where it is served over HTTPS: cookies are then never sent without. ``one_time_link`` is the
    secret of the link that lets the person at this machine in, once; without it, people sign in with passwords.
    ``person_here`` is that person's name. ``set_up_link`` is the secret of the link to the page that makes the first
    administrator; it counts while nobody has a password. ``port`` tells sessions of several applications on this
    machine apart: browsers send cookies to all ports of a name. ``submit`` is None where no documents are taken in.
    ``internal_webhooks`` allows webhooks to addresses of the inner network. ``trusted_proxies`` are addresses or
    networks: with any, requests are taken from them only, and they are believed when they say who asks.
    """

    store: Store
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    secure: bool = False
    one_time_link: str | None = None
    submit: Submit | None = None
    internal_webhooks: bool = False
    most_upload_bytes: int = 200 * 2**20
    requests_per_minute: int = 600
    sign_ins_per_minute: int = 10
    trusted_proxies: frozenset[str] = field(default_factory=frozenset)
    set_up_link: str | None = None
    person_here: str = ""
    port: int | None = None

    @property
    def one_person(self) -> bool:
        """Whether it serves the person at this machine, and no office."""
        return self.one_time_link is not None

    def cookie(self, name: str) -> str:
        """Return the full name of a cookie. ``__Host-`` lets no other site of the domain set it."""
        port = f"_{self.port}" if self.port and not self.secure else ""
        return f"{'__Host-' if self.secure else ''}{name}{port}"
