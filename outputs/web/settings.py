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
    ``submit`` is None where no documents are taken in. ``internal_webhooks`` allows webhooks to addresses of the
    inner network.
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
