"""The journal of the accounts: who came in, who was refused, who changed what. For administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import select
from starlette.responses import Response

from corpus.store.tables import AuditEntry
from outputs.web.access import Administrator, TheStore
from outputs.web.pages import page

router = APIRouter(prefix="/office/journal")
ON_A_PAGE = 100


@router.get("")
def journal(
    request: Request,
    _person: Administrator,
    store: TheStore,
    before: Annotated[int | None, Query(ge=1, le=2**31)] = None,
) -> Response:
    """Show the newest entries, or those before entry ``before``."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(ON_A_PAGE + 1)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    with store.reading() as session:
        found = session.scalars(query).all()
    older = found[ON_A_PAGE - 1].id if len(found) > ON_A_PAGE else None
    return page(request, "journal.html.j2", entries=found[:ON_A_PAGE], older=older, newest=before is None)
