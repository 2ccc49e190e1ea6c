"""From the store's entries to what the API answers with."""

from __future__ import annotations

from corpus.store.kinds import kind_of
from corpus.store.tables import DecisionEntry, DocumentEntry, RowEntry, SubmissionEntry
from outputs.api.models import ROWS, AnyRow, Decision, Document, Submission

PREFIX = "/api/v1"


def document_shown(entry: DocumentEntry, assignee: str | None, counts: dict[str, dict[str, int]]) -> Document:
    """Return a document with the name of whom it was given to, and the numbers of its rows by kind and state."""
    here = f"{PREFIX}/documents/{entry.id}"
    links = {"self": here, "targets": f"{PREFIX}/targets?document={entry.id}"}
    links |= {name: f"{here}/{name}" for name in ("record", "text", "decisions")}
    values = {name: getattr(entry, name) for name in Document.model_fields if hasattr(entry, name)}
    return Document.model_validate(values | {"assignee": assignee, "counts": counts, "links": links})


def row_shown(row: RowEntry, symbol: str | None) -> AnyRow:
    """Return a row with its document's symbol."""
    names = ("id", "document_id", "kind", "state", "version", "updated_at", "confidence", "data")
    return ROWS[kind_of(row)].model_validate({name: getattr(row, name) for name in names} | {"symbol": symbol})


def decision_shown(entry: DecisionEntry, name: str) -> Decision:
    """Return a decision with the name of who decided."""
    values = {field: getattr(entry, field) for field in Decision.model_fields if hasattr(entry, field)}
    return Decision.model_validate(values | {"by": name})


def submission_shown(entry: SubmissionEntry) -> Submission:
    """Return a submission."""
    document = f"{PREFIX}/documents/{entry.document_id}" if entry.document_id else None
    links = {"self": f"{PREFIX}/submissions/{entry.id}", "document": document}
    values = {field: getattr(entry, field) for field in Submission.model_fields if hasattr(entry, field)}
    return Submission.model_validate(values | {"links": links})
