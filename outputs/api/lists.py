"""Rows of all documents: targets, achievements, deadlines, assignments and citations."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from corpus.record import DeadlineKind, Role
from corpus.store import listing
from corpus.store.decisions import LIVE
from corpus.store.kinds import Kind
from corpus.store.listing import REVIEWED, STATES, DocumentState, Position, RowFilter, RowState
from outputs.api.asked import Asked, This
from outputs.api.inputs import Day, Filters, Flag, Moment, RowsCursor, Share, Text
from outputs.api.models import AchievementPage, AssignmentPage, CitationPage, DeadlinePage, TargetPage
from outputs.api.route import ApiRoute
from outputs.api.shown import row_shown
from outputs.web.access import needs

router = APIRouter(tags=["rows"], route_class=ApiRoute)
READS = needs("clerk", "records:read")
_BASE = frozenset(
    ("limit", "cursor", "document", "document_state", "state", "reviewed_only", "changed_since", "min_confidence")
)


class RowQuery(Filters):
    """Which rows, of any kind."""

    cursor: RowsCursor | None = None
    document: str | None = Field(None, pattern=r"^[0-9a-f]{64}$", description="id of their document")
    document_state: list[DocumentState] = Field([], description="any of these states of their document")
    state: list[RowState | Literal["any"]] = Field(
        [], description="any of these states; without it, those of rows that are part of the record"
    )
    reviewed_only: Flag = Field(default=False, description="only rows that a person has let stand")
    changed_since: Moment | None = Field(None, description="changed at this time or later")
    min_confidence: Share | None = Field(None, description="with at least this probability of being right")

    def filter(self) -> RowFilter:
        """Return what the store looks for; fields of the kinds' own have the names that the store gives them."""
        states: tuple[Any, ...] = STATES if "any" in self.state else tuple(self.state) or LIVE
        if self.reviewed_only:
            states = tuple(state for state in states if state in REVIEWED)
        own = {name: value for name, value in self if name not in _BASE}
        return RowFilter(
            states=states,
            document_id=self.document,
            document_states=self.document_state,
            changed_since=self.changed_since,
            min_confidence=self.min_confidence,
            **own,
        )


class TargetQuery(RowQuery):
    """Which targets or achievements."""

    subject: Text | None = Field(None, alias="indicator", description="key of the indicator")
    unit: Text | None = Field(None, description="unit of the value (percent, VND)")
    due_before: Day | None = Field(None, description="due before this day")
    due_after: Day | None = Field(None, description="due after this day")


class DeadlineQuery(RowQuery):
    """Which deadlines."""

    subject: DeadlineKind | None = Field(None, alias="kind")
    due_before: Day | None = Field(None, description="that end before this day")
    due_after: Day | None = Field(None, description="that end after this day")


class AssignmentQuery(RowQuery):
    """Which assignments."""

    subject: Text | None = Field(None, alias="body", description="key of the body")
    role: Role | None = None
    due_before: Day | None = Field(None, description="due before this day")
    due_after: Day | None = Field(None, description="due after this day")


class CitationQuery(RowQuery):
    """Which citations."""

    subject: Text | None = Field(None, alias="symbol", description="symbol of the cited document")


@router.get("/targets", operation_id="list_targets", dependencies=[READS])
def list_targets(this: This, query: Annotated[TargetQuery, Query()]) -> TargetPage:
    """List targets of all documents, those that changed longest ago first.

    Whoever reads to the end has seen every target as it stands: what changes meanwhile comes again at the end in its
    new version, and nothing comes twice in the same. To hear also of what is gone, ask for `state=any`.
    """
    return TargetPage.model_validate(_page(this, "target", query))


@router.get("/achievements", operation_id="list_achievements", dependencies=[READS])
def list_achievements(this: This, query: Annotated[TargetQuery, Query()]) -> AchievementPage:
    """List results already reached, as targets are listed."""
    return AchievementPage.model_validate(_page(this, "achievement", query))


@router.get("/deadlines", operation_id="list_deadlines", dependencies=[READS])
def list_deadlines(this: This, query: Annotated[DeadlineQuery, Query()]) -> DeadlinePage:
    """List dates, horizons and periods, as targets are listed."""
    return DeadlinePage.model_validate(_page(this, "deadline", query))


@router.get("/assignments", operation_id="list_assignments", dependencies=[READS])
def list_assignments(this: This, query: Annotated[AssignmentQuery, Query()]) -> AssignmentPage:
    """List bodies with their roles and tasks, as targets are listed."""
    return AssignmentPage.model_validate(_page(this, "assignment", query))


@router.get("/citations", operation_id="list_citations", dependencies=[READS])
def list_citations(this: This, query: Annotated[CitationQuery, Query()]) -> CitationPage:
    """List documents that are named in others, as targets are listed."""
    return CitationPage.model_validate(_page(this, "citation", query))


def _page(this: Asked, kind: Kind, query: RowQuery) -> dict[str, Any]:
    with this.store.reading() as session:
        page, cursor = this.page(
            "rows",
            query,
            lambda after, limit: listing.rows(session, kind, query.filter(), after, limit),
            lambda found: Position(found[0].updated_at, found[0].id),
        )
    return {"items": [row_shown(row, symbol) for row, symbol in page], "next": cursor}
