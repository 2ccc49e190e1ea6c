"""One row with its evidence, and decisions about it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Header, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from corpus.store import Store, decisions
from corpus.store.decisions import Seen
from corpus.store.errors import ConflictError, NotFoundError
from corpus.store.tables import DocumentEntry, RowEntry
from outputs.api.asked import This
from outputs.api.etags import is_matched, tag_of
from outputs.api.inputs import EntryId, Text, Version
from outputs.api.models import AnyRow
from outputs.api.problems import refusals
from outputs.api.route import ApiRoute
from outputs.api.shown import row_shown
from outputs.web.access import Person, TheStore, needs
from outputs.web.failures import problem

router = APIRouter(prefix="/rows", tags=["rows"], route_class=ApiRoute)
Reviewer = Annotated[Person, needs("clerk", "records:review")]


class _Judgement(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Version = Field(description="the version that the person has seen")


class Approval(_Judgement):
    """The row stands as it is."""

    action: Literal["approve"]


class Correction(_Judgement):
    """The row is to have other values."""

    action: Literal["correct"]
    data: dict[str, Any] = Field(description="all fields of the row, in the form of its kind in the record's schema")


class Rejection(_Judgement):
    """The row does not belong in the record."""

    action: Literal["reject"]
    comment: Text | None = None


Judgement = Annotated[Approval | Correction | Rejection, Body(discriminator="action")]


@router.get(
    "/{row_id}",
    operation_id="get_row",
    dependencies=[needs("clerk", "records:read")],
    responses=refusals(404),
)
def get_row(response: Response, store: TheStore, row_id: EntryId) -> AnyRow:
    """Return a row with its evidence, whatever its state. Its ETag may be sent as If-Match with a decision."""
    with store.reading() as session:
        shown = _shown(session, row_id)
    response.headers["ETag"] = _tag(shown)
    return shown


@router.post(
    "/{row_id}/decisions", operation_id="decide", response_model=AnyRow, responses=refusals(400, 404, 409, 412)
)
def decide(
    this: This,
    person: Reviewer,
    row_id: EntryId,
    judgement: Judgement,
    if_match: Annotated[
        str | None, Header(description="the row's ETag, for those who would rather be told 412")
    ] = None,
) -> AnyRow | Response:
    """Approve, correct or reject a row, and get it in its next version.

    Whoever decides says which version they have seen. If it is another by now, nothing happens, and 409 tells the row
    as it stands.
    """
    try:
        with this.store.writing() as session:
            if if_match is not None and not is_matched(_tag(_shown(session, row_id)), if_match):
                return problem(412, "changed_since")
            row = _decided(session, person, Seen(row_id, judgement.version), judgement)
            session.flush()
            shown = _shown(session, row.id)
    except ConflictError:
        return _conflict(this.store, row_id)
    this.response.headers["ETag"] = _tag(shown)
    return shown


def _decided(session: Session, person: Person, seen: Seen, judgement: Approval | Correction | Rejection) -> RowEntry:
    if isinstance(judgement, Approval):
        return decisions.approve(session, person.actor, seen)
    if isinstance(judgement, Correction):
        return decisions.correct(session, person.actor, seen, judgement.data)
    return decisions.reject(session, person.actor, seen, judgement.comment)


def _conflict(store: Store, row_id: str) -> Response:
    with store.reading() as session:
        current = _shown(session, row_id)
    return problem(409, "conflict", headers={"ETag": _tag(current)}, current=current.model_dump(mode="json"))


def _shown(session: Session, row_id: str) -> AnyRow:
    row = session.get(RowEntry, row_id)
    document = session.get(DocumentEntry, row.document_id) if row else None
    if row is None or document is None:
        raise NotFoundError("row_not_found", id=row_id)
    return row_shown(row, document.symbol)


def _tag(row: AnyRow) -> str:
    return tag_of(row.model_dump_json().encode())
