"""What the API answers with: the values of the record's schema, and around them what the store knows."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from corpus.page_words import PageWord
from corpus.record import Assignment, Citation, Deadline, Model, Status, Target
from corpus.store.kinds import HeadField, Kind
from corpus.store.listing import DocumentState, RowState
from corpus.store.submissions import State as SubmissionState

Time = Annotated[str, Field(description="RFC 3339, UTC", json_schema_extra={"format": "date-time"})]
Next = Annotated[str | None, Field(description="the cursor of the next page; null on the last one")]


class DocumentLinks(Model):
    """Where to go on from a document."""

    self: str
    record: str
    text: str
    decisions: str
    targets: str


class Document(Model):
    """A document as it stands: its head as corrected, its state in the office's work, and how many rows it has."""

    id: str
    source: str = Field(description="the file's name")
    status: Status
    condition: str | None
    language: str
    pages: int
    symbol: str | None
    title: str | None
    type_code: str | None
    type_name: str | None
    issuer: str | None
    date: str | None
    state: DocumentState
    version: int = Field(description="counts changes of the state")
    assignee: str | None = Field(description="name of the person to whom it was given")
    comment: str | None
    counts: dict[Kind, dict[RowState, int]] = Field(description="rows by kind and state")
    created_at: Time
    updated_at: Time = Field(description="of the last decision about the document or one of its rows")
    links: DocumentLinks


class Row(Model):
    """What all rows have in common. ``version`` counts changes; a decision names the one that it is about."""

    id: str
    document_id: str
    symbol: str | None = Field(description="of the document")
    state: RowState
    version: int
    updated_at: Time
    confidence: float = Field(ge=0, le=1, description="of the extraction; a person's decision is in `state`")


class HeadRow(Row):
    """A field of the document's head or foot."""

    kind: Literal["metadata"]
    data: HeadField


class TargetRow(Row):
    """A target."""

    kind: Literal["target"]
    data: Target


class AchievementRow(Row):
    """A result already reached."""

    kind: Literal["achievement"]
    data: Target


class DeadlineRow(Row):
    """A date, horizon or period."""

    kind: Literal["deadline"]
    data: Deadline


class AssignmentRow(Row):
    """A body with its role and task."""

    kind: Literal["assignment"]
    data: Assignment


class CitationRow(Row):
    """Another document that is named."""

    kind: Literal["citation"]
    data: Citation


AnyRow = HeadRow | TargetRow | AchievementRow | DeadlineRow | AssignmentRow | CitationRow
ROWS: dict[Kind, type[AnyRow]] = {
    "metadata": HeadRow,
    "target": TargetRow,
    "achievement": AchievementRow,
    "deadline": DeadlineRow,
    "assignment": AssignmentRow,
    "citation": CitationRow,
}


class Decision(Model):
    """What a person did: who, when, what was and what is."""

    id: int
    batch: str = Field(description="joins the decisions of one act")
    row_id: str | None = Field(description="null where it is about the document as a whole")
    by: str
    at: Time
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    version: int
    comment: str | None
    undoes: str | None = Field(description="the batch that it takes back")


class Trouble(Model):
    """Why a file did not become a document, or why it still waits."""

    code: str
    reason: str
    remedy: str


class SubmissionLinks(Model):
    """Where to go on from a submission."""

    self: str
    document: str | None


class Submission(Model):
    """A file that was sent in.

    It waits (queued), is read (running), and ends as a document (done; partial where pages failed; duplicate where the
    store had it already), or as rejected or quarantined, with a problem that says why.
    """

    id: str
    state: SubmissionState
    name: str
    sha256: str
    document_id: str | None
    problem: Trouble | None
    created_at: Time
    updated_at: Time
    links: SubmissionLinks


class Word(PageWord):
    """A word of the page; ``mended`` is how a person said that it reads."""

    mended: str | None = None


class Words(Model):
    """The words of one page, in text order."""

    page: int
    words: list[Word]


class Health(Model):
    """That the service answers and its database too."""

    status: Literal["ok"] = "ok"


class DocumentPage(Model):
    """One page of the list of documents."""

    items: list[Document]
    next: Next


class TargetPage(Model):
    """One page of the list of targets."""

    items: list[TargetRow]
    next: Next


class AchievementPage(Model):
    """One page of the list of achievements."""

    items: list[AchievementRow]
    next: Next


class DeadlinePage(Model):
    """One page of the list of deadlines."""

    items: list[DeadlineRow]
    next: Next


class AssignmentPage(Model):
    """One page of the list of assignments."""

    items: list[AssignmentRow]
    next: Next


class CitationPage(Model):
    """One page of the list of citations."""

    items: list[CitationRow]
    next: Next


class DecisionPage(Model):
    """One page of a document's history."""

    items: list[Decision]
    next: Next


class SubmissionPage(Model):
    """One page of the list of submissions."""

    items: list[Submission]
    next: Next
