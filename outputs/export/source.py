"""Where exported records come from: the folders of a run, or the store with what people decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, collate, func, select, tuple_
from sqlalchemy.orm import Session

from corpus.errors import RejectedError, VanbanError
from corpus.record import Record
from corpus.store import Store
from corpus.store.kinds import LISTS
from corpus.store.reviewed import live_rows, reviewed_record
from corpus.store.tables import DocumentEntry
from outputs.export.folders import check_run, damaged, document_folders, load

Tell = Callable[[VanbanError], None]
"""Is called with the reason for each document that has to be left out; the others go on."""

SUMMARY = "summary.html"
_BATCH = 200
_HEAD_OF_MANIFEST = 4096  # bytes; the times stand before the list of inputs, which may be long
_TIME = re.compile(r'"(?:started|finished)":\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Review:
    """How far people are with a document.

    ``document`` is new, assigned, submitted, sent_back or approved. The others are open, approved, corrected or added:
    ``head`` by the field of the metadata, ``rows`` by the record's list, in the order of its rows.
    """

    document: str
    head: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exported:
    """One document: its folder relative to the run's, its record, and the record's JSON.

    ``has_summary`` tells whether a summary lies in the folder. ``review`` is None where the record is as extracted.
    """

    folder: str
    record: Record
    data: dict[str, Any]
    has_summary: bool
    review: Review | None = None

    def state(self, table: str, at: int) -> str | None:
        """Return the state of row ``at`` of the record's list ``table``; None where nobody was asked."""
        return self.review.rows[table][at] if self.review else None


def from_folder(folder: Path, tell: Tell) -> Iterator[Exported]:
    """Return an iterator over the documents of the run in ``folder``, in order of the folders' names.

    Raises:
        OutputError: when ``folder`` cannot be read.
        RejectedError: when it is not of a run.
    """
    check_run(folder)
    return _from_folder(folder, tell)


def _from_folder(folder: Path, tell: Tell) -> Iterator[Exported]:
    for name in document_folders(folder):
        try:
            record, data = load(folder, name)
        except RejectedError as error:
            tell(error)
        else:
            yield Exported(name, record, data, (folder / name / SUMMARY).is_file())


def from_store(store: Store, tell: Tell, *, decided_only: bool = False) -> Iterator[Exported]:
    """Yield the documents of ``store`` as people have left them at one moment, in order of their folders.

    ``decided_only`` leaves out rows that nobody has judged. Documents of the run that the store does not hold yet are
    told of and left out.
    """
    with store.snapshot() as session:
        for entry in _entries(session, store):
            try:
                yield _reviewed(session, entry, store.folder, decided_only=decided_only)
            except (ValidationError, KeyError) as error:
                tell(damaged(entry.folder, f"in the review's database does not fit the schema: {_first(error)}", _ANEW))
            session.expunge_all()
        for name in document_folders(store.folder):
            if (store.folder / name / "text.txt").is_file() and not _is_held(session, name):
                tell(_not_taken_in(name))


_ANEW = "Run the file again and open the review once: vanban review DIR."


def _entries(session: Session, store: Store) -> Iterator[DocumentEntry]:
    """Yield all documents, a batch at a time, in the same order in either database."""
    place: ColumnElement[str] = DocumentEntry.folder.expression
    if not store.is_sqlite:
        place = collate(place, "C")
    names = select(DocumentEntry.folder, DocumentEntry.id).order_by(place, DocumentEntry.id).limit(_BATCH)
    last = ("", "")
    while batch := session.execute(names.where(tuple_(place, DocumentEntry.id) > last)).all():
        for _, identity in batch:
            yield session.get_one(DocumentEntry, identity)
        last = (batch[-1].folder, batch[-1].id)


def _reviewed(session: Session, entry: DocumentEntry, folder: Path, *, decided_only: bool) -> Exported:
    record = reviewed_record(session, entry, decided_only=decided_only)
    rows = live_rows(session, entry.id, decided_only=decided_only)
    review = Review(
        entry.state,
        {row.data["field"]: row.state for row in rows if row.kind == "metadata"},
        {name: [row.state for row in rows if row.kind == kind] for kind, name in LISTS.items()},
    )
    has_summary = (folder / entry.folder / SUMMARY).is_file()
    return Exported(entry.folder, record, _with_states(record, review), has_summary, review)


def _with_states(record: Record, review: Review) -> dict[str, Any]:
    """Return the record's JSON with a field ``review`` in the document, the metadata and every row."""
    data = record.model_dump(mode="json")
    data["document"]["review"] = review.document
    data["metadata"]["review"] = review.head
    for name, states in review.rows.items():
        data[name] = [row | {"review": state} for row, state in zip(data[name], states, strict=True)]
    return data


def _is_held(session: Session, folder: str) -> bool:
    return session.scalar(select(DocumentEntry.id).where(DocumentEntry.folder == folder)) is not None


def _first(error: Exception) -> str:
    return str(error.errors()[0]["msg"]) if isinstance(error, ValidationError) else str(error)


def _not_taken_in(name: str) -> RejectedError:
    return RejectedError(
        "The document is not in the review's database yet.",
        remedy="Open the review once, which takes it in: vanban review DIR.",
        code="not_in_review",
        file=name,
    )


def run_moment(folder: Path) -> datetime:
    """Return when the run in ``folder`` ended, or began where it has not ended; 1980 where that is not known."""
    try:
        with (folder / "run.json").open("rb") as stream:
            head = stream.read(_HEAD_OF_MANIFEST).decode("utf-8", "replace")
    except OSError:
        head = ""
    return _instant((_TIME.findall(head) or [""])[-1])


def reviewed_until(store: Store) -> datetime:
    """Return when somebody last decided something."""
    with store.reading() as session:
        return _instant(session.scalar(select(func.max(DocumentEntry.updated_at))) or "")


def _instant(iso: str) -> datetime:
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
