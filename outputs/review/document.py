"""The review page of one document: its rows, beside the image and the text of its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from corpus.store.errors import InvalidError, NotAllowedError, NotFoundError
from corpus.store.queue import GONE, Waiting, Wanted, waiting
from corpus.store.tables import DocumentEntry, RowEntry, UserEntry
from outputs.review import answers, drafts
from outputs.review.complete import make_ready
from outputs.review.desk import Desk, Job
from outputs.review.documents import page_details, side_of, the_document, the_row
from outputs.review.keys import keys
from outputs.review.opinions import reads_second, second_views
from outputs.review.rows import KINDS, Reader, RowView, in_order, view
from outputs.review.sent import Answers
from outputs.web.access import Clerk, Person, TheStore
from outputs.web.pages import language_of, page
from outputs.wording import shown

router = APIRouter()
_NEAR = 500  # documents among which the next one is looked for


@router.get("/documents/{document_id}")
def document(request: Request, document_id: str, person: Clerk, store: TheStore) -> Response:
    """Show a document to be judged; the page's image and words are asked for by the page itself."""
    language = language_of(request)
    with store.reading() as session:
        entry = the_document(session, document_id)
        details = page_details(session, document_id)
        second, reader = reads_second(entry, person), Reader(language, side_of(entry))
        rows = second_views(session, person, document_id, reader) if second else _views(session, document_id, reader)
        assignee = session.get(UserEntry, entry.assignee_id) if entry.assignee_id else None
    answer = page(
        request,
        "document.html.j2",
        document=entry,
        name=shown(entry.symbol or entry.source),
        title=shown(entry.title or ""),
        assignee=assignee,
        second=second,
        sealed=_is_sealed(entry, person) and not second,
        rows=in_order(rows),
        counts={kind: sum(row.kind == kind for row in rows) for kind in KINDS},
        pages=_pages(entry, details),
        keys=keys(),
        kinds=KINDS,
        word=answers.word,
    )
    answer.background = BackgroundTask(make_ready, language)
    return answer


def _is_sealed(entry: DocumentEntry, person: Person) -> bool:
    """Whether ``person`` may only look at the document."""
    return entry.state == "approved" or (entry.state == "submitted" and person.actor.role == "clerk")


@router.get("/documents/{document_id}/next")
def next_document(document_id: str, person: Clerk, store: TheStore) -> Response:
    """Lead to the document that comes after this one among those that wait for the person; to the list without any."""
    with store.reading() as session:
        found = [
            entry.document.id
            for entry in waiting(session, person.actor, Wanted(), limit=_NEAR)
            if _is_theirs(entry, person)
        ]
    at = found.index(document_id) if document_id in found else -1
    chosen = next((identity for identity in found[at + 1 :] + found[: at + 1] if identity != document_id), None)
    return RedirectResponse(f"/documents/{chosen}" if chosen else "/", status_code=303)


def _is_theirs(entry: Waiting, person: Person) -> bool:
    """Whether rows are left to ``person`` in a document: nobody's or their own, or one that they read second."""
    free = entry.document.state != "approved" and entry.document.assignee_id in (None, person.actor.id)
    return entry.left > 0 and (entry.second or free)


@router.get("/documents/{document_id}/rows/{row_id}/form")
def row_form(request: Request, document_id: str, row_id: str, person: Clerk, store: TheStore) -> Response:
    """Give the form to correct a row, or with ``act=split`` to split it."""
    desk = Desk(request, store, person, document_id, _query(request))
    act = "split" if desk.sent.one("act") == "split" else "correct"
    with desk.looking() as job:
        return drafts.row_form(job, the_row(job.session, document_id, row_id), act)


@router.get("/documents/{document_id}/merge")
def merge_form(request: Request, document_id: str, person: Clerk, store: TheStore) -> Response:
    """Give the form of the row that the marked ones become."""
    return _form(Desk(request, store, person, document_id, _query(request)), drafts.merge_form)


@router.get("/documents/{document_id}/new")
def new_form(request: Request, document_id: str, person: Clerk, store: TheStore) -> Response:
    """Give the form of a new row on the words that are selected."""
    return _form(Desk(request, store, person, document_id, _query(request)), drafts.new_form)


def _form(desk: Desk, make: Callable[[Job], Response]) -> Response:
    try:
        with desk.looking() as job:
            return make(job)
    except (NotAllowedError, NotFoundError) as error:
        return answers.refusal(desk.request, error)
    except InvalidError as error:
        return answers.not_taken(desk.request, error)


def _query(request: Request) -> Answers:
    return Answers.of(request.query_params.multi_items())


def _views(session: Session, document_id: str, reader: Reader) -> list[RowView]:
    query = select(RowEntry).filter_by(document_id=document_id).where(RowEntry.state.not_in(GONE))
    return [view(row, reader) for row in session.scalars(query)]


def _pages(entry: DocumentEntry, details: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each page's number and whether it has an image, with the image's size in the pixels that boxes count."""
    known = {detail["number"]: detail for detail in details}
    found = []
    for number in range(1, max(entry.pages, 1) + 1):
        detail = known.get(number, {})
        size = (detail.get("width"), detail.get("height")) if detail.get("image") else (None, None)
        found.append({"number": number, "width": size[0], "height": size[1]})
    return found
