"""The page on which people send documents in, and see how those get on."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, UploadFile
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from corpus.errors import OutputError
from corpus.record import Problem
from corpus.store import listing
from corpus.store.tables import SubmissionEntry
from outputs.problems import in_words
from outputs.web.access import Clerk, TheStore, settings_of
from outputs.web.pages import language_of, page
from outputs.web.taking import OneFile, take
from outputs.wording import Language

_SHOWN = 50
_log = logging.getLogger(__name__)


class _UploadRoute(APIRoute):
    """A route that takes one file."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]  # a narrower kind
        """Return what answers a request."""
        handler = super().get_route_handler()

        async def limited(request: Request) -> Response:
            return await handler(OneFile(request.scope, request.receive))

        return limited


router = APIRouter(route_class=_UploadRoute)


@router.get("/incoming")
def incoming(
    request: Request, _person: Clerk, store: TheStore, sent: Annotated[str, Query(max_length=36)] = ""
) -> Response:
    """Show what was sent in, the newest first; ``sent`` is the submission that a file has just become."""
    return _page(request, store, sent=sent)


@router.post("/incoming")
def send_in(request: Request, person: Clerk, store: TheStore, file: UploadFile) -> Response:
    """Take a document in; the same bytes are one submission, however often they are sent."""
    settings = settings_of(request)
    if settings.submit is None:
        raise HTTPException(404)
    if not file.filename:
        return _page(request, store, status=422, problem="incoming_no_file")
    try:
        entry, to_do = take(store, person, file, settings.most_upload_bytes)
    except (OutputError, OSError):
        _log.exception("a file that was sent in cannot be kept")
        return _page(request, store, status=503, problem="incoming_not_kept")
    if to_do:
        settings.submit(entry.id)
    return RedirectResponse(f"/incoming?sent={entry.id}", status_code=303)


def _page(request: Request, store: TheStore, *, status: int = 200, sent: str = "", problem: str = "") -> Response:
    language = language_of(request)
    with store.reading() as session:
        entries = listing.submissions(session, limit=_SHOWN)
        chosen = session.get(SubmissionEntry, sent) if sent else None
    if chosen is not None:  # it may be an old one
        entries = [chosen, *(entry for entry in entries if entry.id != chosen.id)]
    return page(
        request,
        "incoming.html.j2",
        status=status,
        entries=[(entry, _why(entry, language)) for entry in entries],
        waiting=any(entry.state in ("queued", "running") for entry in entries),
        takes_in=settings_of(request).submit is not None,
        sent=sent,
        problem=problem,
        most=settings_of(request).most_upload_bytes // 2**20,
    )


def _why(entry: SubmissionEntry, language: Language) -> list[str]:
    """Return why a file was not read and what to do, in the reader's language as far as it is known in it."""
    if not entry.problem:
        return []
    found = in_words(Problem(**entry.problem))
    return [said.side(language).text for said in (found.reason, found.remedy) if said]
