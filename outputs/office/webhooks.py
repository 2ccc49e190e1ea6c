"""Addresses that are told of events: added, tried, disabled, removed; and what did not arrive. For administrators."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request
from starlette.responses import RedirectResponse, Response

from corpus.store import Store, accounts, webhooks
from corpus.store.errors import InvalidError, NotAllowedError
from corpus.store.events import TYPES
from corpus.store.tables import EventEntry
from outputs.web.access import Administrator, TheStore, address_of, settings_of
from outputs.web.pages import page
from outputs.webhooks import allowed, new_secret
from outputs.webhooks.trial import tried

router = APIRouter(prefix="/office/webhooks")
FAILURES = 20
"""Failed deliveries that are shown of each webhook, the newest ones."""
_DONE = ("webhook_enabled", "webhook_disabled", "webhook_removed", "webhook_sent_again")


@router.get("")
def overview(request: Request, _person: Administrator, store: TheStore, done: str = "") -> Response:
    """Show all webhooks, how they are, and what did not arrive."""
    return _page(request, store, done=done if done in _DONE else "")


@router.post("")
def add(
    request: Request,
    person: Administrator,
    store: TheStore,
    url: Annotated[str, Form()],
    types: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Add an address; its secret is on the page that comes back, once."""
    url, secret = url.strip(), new_secret()
    try:
        allowed(url, internal=settings_of(request).internal_webhooks)
        with store.writing() as session:
            entry = webhooks.add(session, url, types or [], secret)
            accounts.audit(session, "webhook_added", person.actor.name, address_of(request), webhooks.address(entry))
    except InvalidError as error:
        return _page(request, store, problems=error.problems, given={"url": url, "types": types or []})
    except NotAllowedError as error:
        return _page(request, store, problems={"url": error.code}, given={"url": url, "types": types or []})
    return _page(request, store, secret=secret)


@router.post("/{webhook_id}/active")
def change_active(
    request: Request, person: Administrator, store: TheStore, webhook_id: str, active: Annotated[bool, Form()]
) -> Response:
    """Tell a webhook of nothing any more, or again."""
    done = "webhook_enabled" if active else "webhook_disabled"
    with store.writing() as session:
        entry = webhooks.webhook_by_id(session, webhook_id)
        webhooks.set_active(entry, active=active)
        accounts.audit(session, done, person.actor.name, address_of(request), webhooks.address(entry))
    return _back(done)


@router.post("/{webhook_id}/remove")
def remove(request: Request, person: Administrator, store: TheStore, webhook_id: str) -> Response:
    """Forget a webhook."""
    with store.writing() as session:
        entry = webhooks.webhook_by_id(session, webhook_id)
        webhooks.remove(session, entry)
        accounts.audit(session, "webhook_removed", person.actor.name, address_of(request), webhooks.address(entry))
    return _back("webhook_removed")


@router.post("/{webhook_id}/test")
def test(request: Request, _person: Administrator, store: TheStore, webhook_id: str) -> Response:
    """Send a test event, and show how it went."""
    with store.reading() as session:
        entry = webhooks.webhook_by_id(session, webhook_id)
    return _page(request, store, tested=webhooks.address(entry), test_problem=tried(request, store, entry))


@router.post("/{webhook_id}/deliveries/{sequence}/send-again")
def send_again(
    request: Request,
    person: Administrator,
    store: TheStore,
    webhook_id: str,
    sequence: Annotated[int, Path(ge=1, le=2**31 - 1)],
) -> Response:
    """Send an event once more."""
    try:
        with store.writing() as session:
            webhooks.send_again(session, webhook_id, sequence)
            event = session.get_one(EventEntry, sequence)
            accounts.audit(session, "webhook_sent_again", person.actor.name, address_of(request), event.id)
    except NotAllowedError as error:
        return _page(request, store, problems={webhook_id: error.code})
    return _back("webhook_sent_again")


def _page(request: Request, store: Store, **values: Any) -> Response:
    with store.reading() as session:
        shown = webhooks.webhooks(session)
        counts = webhooks.counts(session)
        failures = [(entry, *pair) for entry in shown for pair in webhooks.failures(session, entry.id, FAILURES)]
    usual: dict[str, Any] = {
        "problems": {},
        "given": {},
        "done": "",
        "secret": None,
        "tested": None,
        "test_problem": None,
    }
    return page(
        request,
        "webhooks.html.j2",
        status=422 if values.get("problems") else 200,
        webhooks=shown,
        counts=counts,
        failures=failures,
        types=TYPES,
        internal=settings_of(request).internal_webhooks,
        **(usual | values),
    )


def _back(done: str) -> Response:
    return RedirectResponse(f"/office/webhooks?done={done}", status_code=303)
