"""A document's way through the office: given to someone, sent for approval, sent back, approved, opened again."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from corpus.store import workflow
from corpus.store.deed import Actor
from corpus.store.errors import ConflictError, InvalidError, NotAllowedError
from corpus.store.listing import decisions
from corpus.store.tables import DocumentEntry, UserEntry
from outputs.review.documents import the_document
from outputs.web.access import Clerk, Person, TheStore
from outputs.web.pages import page

router = APIRouter()
Step = Literal["take", "leave", "give", "submit", "send-back", "approve", "reopen"]
_OPEN = ("new", "assigned", "sent_back")


@router.get("/documents/{document_id}/course")
def course(request: Request, document_id: str, person: Clerk, store: TheStore) -> Response:
    """Show where a document stands, what has been done with it, and what may be done next."""
    return _page(request, store, document_id, person)


@router.post("/documents/{document_id}/course/{step}")
def go(  # noqa: PLR0913, PLR0917  # a part of the form each
    request: Request,
    document_id: str,
    step: Step,
    person: Clerk,
    store: TheStore,
    version: Annotated[int, Form(ge=1, lt=2**31)],
    comment: Annotated[str, Form(max_length=2000)] = "",
    user: Annotated[str, Form(max_length=36)] = "",
) -> Response:
    """Take the document one step on; what stands in the way is told on the page, and a comment is not lost."""
    try:
        with store.writing() as session:
            _step(session, person.actor, step, (document_id, version), (comment.strip(), user))
    except ConflictError:
        return _page(request, store, document_id, person, status=409, problem="course_moved", comment=comment)
    except NotAllowedError as error:
        count = error.details.get("count", 0)
        code = "course_" + error.code
        return _page(request, store, document_id, person, status=403, problem=code, comment=comment, count=count)
    except InvalidError:
        return _page(request, store, document_id, person, status=422, problem="course_say_why", comment=comment)
    return RedirectResponse(f"/documents/{document_id}/course", status_code=303)


def possible(actor: Actor, document: DocumentEntry) -> tuple[Step, ...]:
    """Return what ``actor`` may do with a document as it stands, the likeliest first."""
    steps: list[Step] = []
    approver = actor.role != "clerk"
    if document.state in _OPEN:
        if approver or document.assignee_id in (None, actor.id):
            steps.append("submit")
        if document.assignee_id is None:
            steps.append("take")
        elif document.assignee_id == actor.id:
            steps.append("leave")
        if approver:
            steps.append("give")
    if document.state == "submitted" and approver:
        steps += ["approve", "send-back"]
    if document.state == "approved" and approver:
        steps.append("reopen")
    return tuple(steps)


def _step(session: Session, actor: Actor, step: Step, document: tuple[str, int], words: tuple[str, str]) -> None:
    """Do it: ``document`` is the id and the version seen, ``words`` the comment and the chosen user's id."""
    comment, user = words
    if step == "take":
        workflow.assign(session, actor, *document, actor.id)
    elif step == "leave":
        workflow.give_back(session, actor, *document)
    elif step == "give":
        workflow.assign(session, actor, *document, user or None)
    elif step == "send-back":
        workflow.send_back(session, actor, *document, comment)
    else:
        act = {"submit": workflow.submit, "approve": workflow.seal, "reopen": workflow.reopen}[step]
        act(session, actor, *document, comment or None)


def _page(  # noqa: PLR0913  # what the page may have to tell
    request: Request,
    store: TheStore,
    document_id: str,
    person: Person,
    *,
    status: int = 200,
    problem: str | None = None,
    comment: str = "",
    count: int = 0,
) -> Response:
    with store.reading() as session:
        document = the_document(session, document_id)
        assignee = session.get(UserEntry, document.assignee_id) if document.assignee_id else None
        people = list(session.scalars(select(UserEntry).where(UserEntry.active).order_by(UserEntry.full_name)))
        past = [d for d, _ in decisions(session, document_id, limit=10_000) if d.row_id is None]
        names = {user.id: user.full_name for user in session.scalars(select(UserEntry))}
        left = workflow.open_rows(session, document_id)
        agreed = workflow.agreement(session, document_id) if document.second_reader_id else None
    return page(
        request,
        "course.html.j2",
        status=status,
        document=document,
        assignee=assignee,
        people=people,
        past=[(d, names[d.user_id]) for d in reversed(past) if d.action not in ("word", "undo")],
        steps=possible(person.actor, document),
        left=left,
        agreed=agreed if person.actor.role != "clerk" else None,
        problem=problem,
        count=count,
        comment=comment,
    )
