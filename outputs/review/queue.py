"""The list of documents: what is to be done and by whom, and the search over all of them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from corpus.store.queue import Wanted, states, waiting
from corpus.store.search import find
from corpus.store.workflow import STATES
from outputs.web.access import Clerk, TheStore
from outputs.web.pages import page

router = APIRouter()
_PAGE = 100
State = Literal["", "new", "assigned", "submitted", "sent_back", "approved"]


@router.get("/")
def documents(  # noqa: PLR0913, PLR0917  # a part of the question each
    request: Request,
    person: Clerk,
    store: TheStore,
    state: State = "",
    whose: Literal["", "mine"] = "",
    after: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """Show the documents, what waits first."""
    with store.reading() as session:
        counts = states(session)
        found = waiting(
            session, person.actor, Wanted(state or None, mine=whose == "mine"), after=after, limit=_PAGE + 1
        )
    return page(
        request,
        "queue.html.j2",
        found=found[:_PAGE],
        counts=counts,
        states=STATES,
        state=state,
        whose=whose,
        before=max(0, after - _PAGE) if after else None,
        following=after + _PAGE if len(found) > _PAGE else None,
    )


@router.get("/search")
def search(
    request: Request, _person: Clerk, store: TheStore, q: Annotated[str, Query(max_length=300)] = ""
) -> Response:
    """Show the pages that hold the words asked for, with or without diacritics."""
    with store.reading() as session:
        hits = find(session, q.replace("\0", ""))
    return page(request, "search.html.j2", q=q, hits=hits)
