"""Documents: which there are, and everything about one of them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session
from starlette.responses import PlainTextResponse

from corpus.page_words import PageWords
from corpus.record import Record
from corpus.store import listing
from corpus.store.errors import NotFoundError
from corpus.store.listing import DocumentFilter, DocumentState, Order, Position
from corpus.store.reviewed import reviewed_record
from corpus.store.tables import DocumentEntry, UserEntry
from corpus.store.words import mended, words_on
from outputs.api.asked import This
from outputs.api.cursors import numbered
from outputs.api.inputs import (
    Day,
    DecisionsCursor,
    DocumentId,
    DocumentsCursor,
    Filters,
    Flag,
    Moment,
    PageNumber,
    Text,
)
from outputs.api.models import DecisionPage, Document, DocumentPage, Word, Words
from outputs.api.problems import refusals
from outputs.api.route import ApiRoute
from outputs.api.shown import decision_shown, document_shown
from outputs.page_images import ImageError, safe_image
from outputs.web.access import TheStore, needs

router = APIRouter(prefix="/documents", tags=["documents"], route_class=ApiRoute)
READS = needs("clerk", "records:read")
_TEXTS = {"repaired": "text.txt", "as_read": "text.as-read.txt"}


class DocumentQuery(Filters):
    """Which documents."""

    cursor: DocumentsCursor | None = None
    state: list[DocumentState] = Field([], description="any of these states")
    type: list[Text] = Field([], description="any of these codes of types (NQ, CTr)")
    issuer: Text | None = Field(None, description="part of the issuer's name; case and diacritics do not count")
    symbol: Text | None = Field(None, description="the symbol; case and diacritics do not count")
    dated_from: Day | None = Field(None, description="dated on this day or later")
    dated_to: Day | None = Field(None, description="dated on this day or earlier")
    assignee: Text | None = Field(None, description="name of the person to whom it was given")
    changed_since: Moment | None = Field(None, description="changed at this time or later")
    q: Text | None = Field(
        None,
        description='words on one page, "side by side" in quotation marks; diacritics count in words that have any',
    )
    order: Order = Field("updated_at", description="- before the name: the latest first")


class DecisionQuery(Filters):
    """Which decisions."""

    cursor: DecisionsCursor | None = None


class RecordQuery(BaseModel):
    """Which form of the record."""

    model_config = ConfigDict(extra="forbid")

    form: Literal["reviewed", "extracted"] = Field("reviewed", alias="as")
    decided_only: Flag = Field(default=False, description="of the reviewed record, only what a person has judged")


class TextQuery(BaseModel):
    """Which form of the text."""

    model_config = ConfigDict(extra="forbid")

    form: Literal["repaired", "as_read"] = Field("repaired", alias="as")


@router.get("", operation_id="list_documents", dependencies=[READS])
def list_documents(this: This, query: Annotated[DocumentQuery, Query()]) -> DocumentPage:
    """List documents.

    In the order of `updated_at` nothing is lost when documents change while the list is read: what changes comes again
    at its end. In the order of `created_at` every document comes once.
    """
    where = DocumentFilter(
        states=query.state,
        types=query.type,
        issuer=query.issuer,
        symbol=query.symbol,
        dated_from=query.dated_from,
        dated_to=query.dated_to,
        assignee=query.assignee,
        changed_since=query.changed_since,
        text=query.q,
    )
    column = query.order.removeprefix("-")
    with this.store.reading() as session:
        page, cursor = this.page(
            "documents",
            query,
            lambda after, limit: listing.documents(session, where, query.order, after, limit),
            lambda found: Position(getattr(found[0], column), found[0].id),
        )
        counts = listing.counts(session, [document.id for document, _ in page])
    return DocumentPage(items=[document_shown(d, name, counts[d.id]) for d, name in page], next=cursor)


@router.get("/{document_id}", operation_id="get_document", dependencies=[READS], responses=refusals(404))
def get_document(store: TheStore, document_id: DocumentId) -> Document:
    """Return a document's head, state and numbers of rows."""
    with store.reading() as session:
        document = _document(session, document_id)
        user = session.get(UserEntry, document.assignee_id) if document.assignee_id else None
        counts = listing.counts(session, [document_id])[document_id]
    return document_shown(document, user.name if user else None, counts)


@router.get("/{document_id}/record", operation_id="get_record", dependencies=[READS], responses=refusals(404))
def get_record(store: TheStore, document_id: DocumentId, query: Annotated[RecordQuery, Query()]) -> Record:
    """Return the record: as it stands after people's decisions, or as the program extracted it."""
    with store.reading() as session:
        document = _document(session, document_id)
        if query.form == "extracted":
            return Record.model_validate(document.record)
        return reviewed_record(session, document, decided_only=query.decided_only)


@router.get(
    "/{document_id}/text",
    operation_id="get_text",
    dependencies=[READS],
    response_class=PlainTextResponse,
    responses=refusals(404),
)
def get_text(store: TheStore, document_id: DocumentId, query: Annotated[TextQuery, Query()]) -> Response:
    """Return the text, UTF-8, a form feed between pages; offsets of evidence count code points of the repaired one."""
    with store.reading() as session:
        document = _document(session, document_id)
    try:
        content = (store.folder / document.folder / _TEXTS[query.form]).read_bytes()
    except OSError as error:
        raise NotFoundError("text_not_found", id=document_id) from error
    return PlainTextResponse(content)


@router.get(
    "/{document_id}/pages/{page}/image",
    operation_id="get_page_image",
    dependencies=[READS],
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}, "image/png": {}}}, **refusals(404)},
)
def get_page_image(store: TheStore, document_id: DocumentId, page: PageNumber) -> Response:
    """Return the image of a page, in whose pixels the boxes of evidence and words are given."""
    with store.reading() as session:
        document = _document(session, document_id)
    details = Record.model_validate(document.record).document.page_details
    name = next((detail.image for detail in details if detail.number == page), None)
    folder = (store.folder / document.folder).resolve()
    path = (folder / name).resolve() if name else None
    if path is None or not path.is_relative_to(folder):
        raise NotFoundError("page_image_not_found", page=page)
    try:
        content, media_type = safe_image(path)
    except ImageError as error:
        raise NotFoundError("page_image_not_shown", page=page) from error
    return Response(content, media_type=media_type)


@router.get(
    "/{document_id}/pages/{page}/words", operation_id="get_page_words", dependencies=[READS], responses=refusals(404)
)
def get_page_words(store: TheStore, document_id: DocumentId, page: PageNumber) -> Words:
    """Return the words of a page: their places in text and image, how sure they are, and what else they may be."""
    with store.reading() as session:
        document = _document(session, document_id)
        mends = {span: entry.text for span, entry in mended(session, document_id).items()}
    if page > document.pages:
        raise NotFoundError("page_not_found", page=page)
    found: PageWords = words_on(store, document, page)
    words = [Word(**word.model_dump(), mended=mends.get((word.start, word.end))) for word in found.words]
    return Words(page=page, words=words)


@router.get("/{document_id}/decisions", operation_id="list_decisions", dependencies=[READS], responses=refusals(404))
def list_decisions(this: This, document_id: DocumentId, query: Annotated[DecisionQuery, Query()]) -> DecisionPage:
    """List everything that people decided about a document and its rows, the oldest first."""
    with this.store.reading() as session:
        _document(session, document_id)
        page, cursor = this.page(
            "decisions",
            query,
            lambda after, limit: listing.decisions(session, document_id, numbered(after) if after else 0, limit),
            lambda found: Position(found[0].at, str(found[0].id)),
        )
    return DecisionPage(items=[decision_shown(*item) for item in page], next=cursor)


def _document(session: Session, document_id: str) -> DocumentEntry:
    document = session.get(DocumentEntry, document_id)
    if document is None:
        raise NotFoundError("document_not_found", id=document_id)
    return document
