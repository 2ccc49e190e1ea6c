"""Files that are sent in, and how they get on."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from corpus.errors import OutputError
from corpus.store import listing
from corpus.store.errors import NotFoundError
from corpus.store.listing import Position
from corpus.store.submissions import State
from corpus.store.tables import SubmissionEntry
from outputs.api.asked import This
from outputs.api.inputs import EntryId, Filters, SubmissionsCursor
from outputs.api.models import Submission, SubmissionPage
from outputs.api.problems import refusals
from outputs.api.route import ApiRoute
from outputs.api.shown import PREFIX, submission_shown
from outputs.web.access import Person, TheStore, needs, settings_of
from outputs.web.failures import problem
from outputs.web.taking import OneFile, take

_LATER = "600"  # seconds after which a full disk may have room again


class UploadRoute(ApiRoute):
    """A route that takes one file."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]  # a narrower kind
        """Return what answers a request."""
        handler = super().get_route_handler()

        async def limited(request: Request) -> Response:
            return await handler(OneFile(request.scope, request.receive))

        return limited


_log = logging.getLogger(__name__)
router = APIRouter(prefix="/submissions", tags=["submissions"], route_class=ApiRoute)
uploads = APIRouter(prefix="/submissions", tags=["submissions"], route_class=UploadRoute)
Submitter = Annotated[Person, needs("clerk", "documents:submit")]
SUBMITS = needs("clerk", "documents:submit")


class Upload(BaseModel):
    """The form that a document is sent in with."""

    model_config = ConfigDict(extra="forbid")

    file: UploadFile = Field(description="the document: a scan, photograph, PDF, Word file or text")


class SubmissionQuery(Filters):
    """Which submissions."""

    cursor: SubmissionsCursor | None = None
    state: list[State] = Field([], description="any of these states")


@uploads.post(
    "",
    operation_id="submit_document",
    status_code=202,
    response_model=Submission,
    responses={
        200: {"model": Submission, "description": "The same bytes are there already: their submission."},
        202: {
            "description": "The file waits, or waits again where it failed before.",
            "headers": {"Location": {"description": "where to ask how it gets on", "schema": {"type": "string"}}},
        },
        **refusals(400, 413, 503),
    },
)
def submit_document(
    this: This,
    person: Submitter,
    form: Annotated[Upload, Form(media_type="multipart/form-data")],
) -> Submission | Response:
    """Send a document in. What it is, is found out when it is read, not from its name.

    The same bytes are one submission, however often they are sent: whoever has lost the answer sends them again.
    """
    settings = settings_of(this.request)
    if settings.submit is None:
        return problem(503, "not_taken_in")
    try:
        entry, to_do = take(this.store, person, form.file, settings.most_upload_bytes)
    except (OutputError, OSError):
        _log.exception("a file that was sent in cannot be kept")
        return problem(503, "not_kept", headers={"Retry-After": _LATER})
    if to_do:
        settings.submit(entry.id)
    this.response.status_code = 202 if to_do else 200
    this.response.headers["Location"] = f"{PREFIX}/submissions/{entry.id}"
    return submission_shown(entry)


@router.get("", operation_id="list_submissions", dependencies=[SUBMITS])
def list_submissions(this: This, query: Annotated[SubmissionQuery, Query()]) -> SubmissionPage:
    """List what was sent in, the newest first."""
    with this.store.reading() as session:
        page, cursor = this.page(
            "submissions",
            query,
            lambda after, limit: listing.submissions(session, query.state, after, limit),
            lambda entry: Position(entry.created_at, entry.id),
        )
    return SubmissionPage(items=[submission_shown(entry) for entry in page], next=cursor)


@router.get("/{submission_id}", operation_id="get_submission", dependencies=[SUBMITS], responses=refusals(404))
def get_submission(store: TheStore, submission_id: EntryId) -> Submission:
    """Tell how a submission gets on."""
    with store.reading() as session:
        entry = session.get(SubmissionEntry, submission_id)
    if entry is None:
        raise NotFoundError("submission_not_found", id=submission_id)
    return submission_shown(entry)


_OTHERS = ["DELETE", "HEAD", "OPTIONS", "PATCH", "PUT", "TRACE"]


@router.api_route("", methods=_OTHERS, include_in_schema=False, dependencies=[SUBMITS])
def refuse_method() -> None:
    """Name both methods: each of the two routes above knows of itself only."""
    raise HTTPException(405, headers={"Allow": "GET, POST"})
