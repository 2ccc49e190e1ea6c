"""Second readings: a sample of documents is read by two people, and how often they agree is shown. For approvers."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from corpus.store import workflow
from corpus.store.tables import DocumentEntry, UserEntry
from outputs import notation
from outputs.web.access import Approver, TheStore
from outputs.web.pages import language_of, page

router = APIRouter(prefix="/second-readings")


@router.get("")
def second_readings(request: Request, _person: Approver, store: TheStore, drawn: int = -1) -> Response:
    """Show the documents that are read twice and the figures of agreement."""
    with store.reading() as session:
        reader = select(DocumentEntry, UserEntry).join(UserEntry, UserEntry.id == DocumentEntry.second_reader_id)
        pairs = [(document, user) for document, user in session.execute(reader.order_by(DocumentEntry.created_at))]
        rows = [(document, user, workflow.agreement(session, document.id)) for document, user in pairs]
        everything = workflow.agreement(session)
        people = list(session.scalars(select(UserEntry).where(UserEntry.active).order_by(UserEntry.full_name)))

    def number(value: float) -> str:
        return notation.number(round(value, 2), language_of(request))

    return page(request, "second.html.j2", rows=rows, everything=everything, people=people, drawn=drawn, number=number)


@router.post("")
def draw(
    person: Approver,
    store: TheStore,
    reader: Annotated[str, Form(max_length=36)],
    percent: Annotated[float, Form(gt=0, le=100)],
) -> Response:
    """Choose a share of the open documents at random for a second reading."""
    with store.writing() as session:
        chosen = workflow.draw_sample(session, person.actor, reader, percent / 100, secrets.randbits(32))
    return RedirectResponse(f"/second-readings?drawn={len(chosen)}", status_code=303)
