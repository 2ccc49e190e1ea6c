"""Misread words: mended where they stand, and after asking wherever the same misreading stands."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from corpus.store.errors import InvalidError, NotAllowedError, NotFoundError
from corpus.store.words import Occurrence, Place, elsewhere, mend, mended
from corpus.text import nfc, squeeze
from outputs.review import answers
from outputs.review.desk import Desk
from outputs.review.rows import view
from outputs.review.sent import Answers, Sent
from outputs.web.access import Clerk, TheStore
from outputs.web.pages import page

router = APIRouter()
_LONGEST = 200


@router.get("/documents/{document_id}/words/elsewhere")
def other_places(request: Request, document_id: str, person: Clerk, store: TheStore) -> Response:
    """Show where else the word was misread the same way, and is not mended yet; figures are to be ticked one by one."""
    sent = Answers.of(request.query_params.multi_items())
    try:
        with store.reading() as session:
            found = _unmended(session, elsewhere(session, store, person.actor, _here(document_id, sent)))
    except (NotFoundError, NotAllowedError) as error:
        return answers.refusal(request, error)
    except InvalidError as error:
        return answers.not_taken(request, error)
    figure = any(c.isdigit() for one in found[:1] for c in one.word + sent.one("text"))
    return page(request, "elsewhere.html.j2", found=found, figure=figure, here=document_id)


@router.post("/documents/{document_id}/words")
def mend_word(request: Request, document_id: str, person: Clerk, store: TheStore, sent: Sent) -> Response:
    """Let a word, and the other places that were ticked, read as typed; answer with the rows that changed with it."""
    desk = Desk(request, store, person, document_id, sent)
    try:
        text = _text(sent)
        places = [_here(document_id, sent), *map(_place, sent.all("also"))]
        with desk.writing() as job:
            job.first_only()
            rows = mend(job.session, store, person.actor, places, text)
            views = [view(row, job.reader) for row in dict.fromkeys(rows) if row.document_id == document_id]
    except (NotFoundError, NotAllowedError) as error:
        return answers.refusal(request, error)
    except InvalidError as error:
        return answers.not_taken(request, error)
    return answers.row_list(request, views)


def _text(sent: Answers) -> str:
    text = squeeze(nfc(sent.one("text")))
    if not text or len(text) > _LONGEST:
        raise InvalidError({"text": "needed"})
    return text


def _here(document_id: str, sent: Answers) -> Place:
    return Place(document_id, sent.whole("number"), sent.whole("start"), sent.whole("end"))


def _unmended(session: Session, found: list[Occurrence]) -> list[Occurrence]:
    done = {identity: mended(session, identity) for identity in {one.place.document_id for one in found}}
    return [one for one in found if (one.place.start, one.place.end) not in done[one.place.document_id]]


def _place(name: str) -> Place:
    identity, *numbers = name.split(":")
    if len(numbers) != 3 or not all(number.isdecimal() for number in numbers):
        raise InvalidError({"also": "number"})
    return Place(identity, *map(int, numbers))
