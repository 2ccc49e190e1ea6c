"""A document as the review page needs it: without its record, which may be large, unless asked for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from corpus.store.errors import NotFoundError
from corpus.store.tables import DocumentEntry, RowEntry
from outputs.wording import Language


def the_document(session: Session, document_id: str) -> DocumentEntry:
    """Return a document without its record.

    Raises:
        NotFoundError: when there is none.
    """
    query = select(DocumentEntry).filter_by(id=document_id).options(defer(DocumentEntry.record, raiseload=True))
    document = session.scalar(query) if "\0" not in document_id else None
    if document is None:
        raise NotFoundError("document_not_found", id=document_id)
    return document


def the_row(session: Session, document_id: str, row_id: str) -> RowEntry:
    """Return a row of that document.

    Raises:
        NotFoundError: when the document has no such row.
    """
    row = session.get(RowEntry, row_id) if "\0" not in row_id else None
    if row is None or row.document_id != document_id:
        raise NotFoundError("row_not_found", id=row_id)
    return row


def page_details(session: Session, document_id: str) -> list[dict[str, Any]]:
    """Return what the record says of each page."""
    details = DocumentEntry.record["document"]["page_details"]
    found = session.scalar(select(details).where(DocumentEntry.id == document_id))
    return found if isinstance(found, list) else []


def image_names(session: Session, document_id: str) -> list[str | None]:
    """Return the image of each page, relative to the document's folder."""
    return [page.get("image") for page in page_details(session, document_id)]


def side_of(document: DocumentEntry) -> Language:
    """Return the language in which the document's wordings are kept."""
    return "en" if document.language == "en" else "vi"
