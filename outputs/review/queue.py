"""The list of documents: what is to be done, and by whom."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import func, select
from starlette.responses import Response

from corpus.store.tables import DocumentEntry, RowEntry
from outputs.web.access import Clerk, TheStore
from outputs.web.pages import page

router = APIRouter()


@router.get("/")
def documents(request: Request, _person: Clerk, store: TheStore) -> Response:
    """Show all documents, those with the most open rows first."""
    open_rows = select(func.count()).where(RowEntry.document_id == DocumentEntry.id, RowEntry.state == "open")
    left = open_rows.scalar_subquery()
    with store.reading() as session:
        found = session.execute(select(DocumentEntry, left).order_by(left.desc(), DocumentEntry.id)).all()
    return page(request, "queue.html.j2", documents=[(document, count) for document, count in found])
