"""What happened to a row: who, when, what was and what is."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from corpus.store.decisions import history
from corpus.store.tables import DecisionEntry, RowEntry, UserEntry
from outputs.review.answers import word
from outputs.review.conflict import Side, compared
from outputs.review.documents import side_of, the_document, the_row
from outputs.review.opinions import opinion_of, reads_second
from outputs.web.access import Clerk, TheStore
from outputs.web.pages import language_of, page
from outputs.wording import Language

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Past:
    """One decision for the reader; of the fields only those that it changed. ``mine`` is before, ``theirs`` after."""

    who: str
    when: str
    action: str
    state: str
    comment: str
    changes: list[Side]


@router.get("/documents/{document_id}/rows/{row_id}/history")
def row_history(request: Request, document_id: str, row_id: str, person: Clerk, store: TheStore) -> Response:
    """Show all decisions about a row, the newest first; to a second reader only that there is their own opinion."""
    language = language_of(request)
    with store.reading() as session:
        document = the_document(session, document_id)
        row = the_row(session, document_id, row_id)
        if reads_second(document, person):
            opinion = opinion_of(session, person, row_id)
            past = [Past(person.full_name, opinion.at, "opine", opinion.state, "", [])] if opinion else []
        else:
            past = _past(session, row, language, side_of(document))
    return page(request, "history.html.j2", past=past, word=word)


def _past(session: Session, row: RowEntry, language: Language, side: Language) -> list[Past]:
    decisions = history(session, row.id)
    people = select(UserEntry.id, UserEntry.full_name).where(UserEntry.id.in_({d.user_id for d in decisions}))
    names = dict(session.execute(people).all())
    return [_one(row, decision, names, language, side) for decision in reversed(decisions)]


def _one(row: RowEntry, decision: DecisionEntry, names: dict[str, str], language: Language, side: Language) -> Past:
    before, after = decision.before or {}, decision.after or {}
    changes = compared(row, before.get("data", {}), after.get("data", {}), language, side)
    return Past(
        who=names.get(decision.user_id, ""),
        when=decision.at,
        action=decision.action,
        state=after.get("state", ""),
        comment=decision.comment or "",
        changes=[change for change in changes if change.differs] if before else [],
    )
