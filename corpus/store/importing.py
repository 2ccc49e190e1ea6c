"""Takes documents into the store from the folders that a run has written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from corpus.record import Record
from corpus.run import RunManifest
from corpus.store.clock import new_id, now
from corpus.store.engine import Store
from corpus.store.events import emit
from corpus.store.folding import lowered, unmarked
from corpus.store.head import describe
from corpus.store.kinds import Extracted, rows_of
from corpus.store.tables import DocumentEntry, PageEntry, RowEntry

UNTOUCHED = "open"
SUPERSEDED = "superseded"


def import_run(store: Store, run: Path) -> Iterator[tuple[str, str | None]]:
    """Take in every document of a run that is new or has another record than before; one transaction for each.

    Yields each document's folder and None, or the reason why it could not be taken in. The others go on.
    """
    manifest = RunManifest.model_validate_json((run / "run.json").read_bytes())
    for name in dict.fromkeys(entry.folder for entry in manifest.entries if entry.folder):
        try:
            with store.writing() as session:
                import_document(session, store, run / name)
        except (OSError, ValidationError, ValueError) as error:
            yield name, str(error).splitlines()[0]
        except DataError:  # PostgreSQL keeps no character U+0000
            yield name, "its text holds a character that the database cannot keep"
        else:
            yield name, None


def import_document(session: Session, store: Store, folder: Path) -> DocumentEntry:
    """Take one document in, or bring it up to date where its record has changed; what people decided stays.

    Raises:
        OSError: when a file of the folder is missing.
        ValidationError: when record.json is damaged.
    """
    data = (folder / "record.json").read_bytes()
    record = Record.model_validate_json(data)
    digest = hashlib.sha256(data).hexdigest()
    entry = session.get(DocumentEntry, record.document.id.removeprefix("sha256:"), with_for_update=True)
    known = entry is not None
    if entry is None:
        entry = DocumentEntry(
            id=record.document.id.removeprefix("sha256:"), state="new", version=1, created_at=now(), record_sha256=""
        )
    place = str(folder.resolve().relative_to(store.folder.resolve()))
    if entry.record_sha256 == digest and entry.folder == place:
        return entry
    _describe(entry, record, place, digest)
    if not known:
        session.add(entry)
    session.flush()
    _pages(session, entry, (folder / "text.txt").read_bytes().decode("utf-8"))
    _rows(session, entry, record)
    emit(session, "record.extracted", entry)
    return entry


def _describe(entry: DocumentEntry, record: Record, folder: str, digest: str) -> None:
    info = record.document
    entry.folder, entry.record_sha256 = folder, digest
    entry.record = record.model_dump(mode="json")
    entry.source, entry.status, entry.language, entry.pages = info.source, info.status, info.language, info.pages
    entry.condition = info.condition.value if info.condition else None
    describe(entry, entry.record["metadata"])
    entry.updated_at = now()


def _pages(session: Session, entry: DocumentEntry, text: str) -> None:
    """Keep the pages' texts for searching; offsets go on from page to page, as in text.txt."""
    session.execute(delete(PageEntry).where(PageEntry.document_id == entry.id))
    start = 0
    for number, page in enumerate(text.split("\f"), 1):
        words = lowered(page)
        session.add(
            PageEntry(
                document_id=entry.id, number=number, start=start, text=page, lowered=words, folded=unmarked(words)
            )
        )
        start += len(page) + 1


def _rows(session: Session, entry: DocumentEntry, record: Record) -> None:
    old = {(row.kind, row.key): row for row in session.scalars(select(RowEntry).filter_by(document_id=entry.id))}
    for position, found in enumerate(rows_of(record)):
        row = old.pop((found.kind, found.key), None)
        if row is None:
            session.add(_new_row(entry.id, found, position))
        elif row.state in (UNTOUCHED, SUPERSEDED):
            _renew(row, found, position)
        elif row.kind == "metadata":  # what people decided about the head also stands in lists
            describe(entry, {row.data["field"]: None if row.state == "rejected" else row.data["value"]})
    for row in old.values():
        if row.state == UNTOUCHED:
            row.state, row.version, row.updated_at = SUPERSEDED, row.version + 1, now()


def _new_row(document_id: str, found: Extracted, position: int) -> RowEntry:
    data = found.row.model_dump(mode="json")
    return RowEntry(
        id=new_id(),
        document_id=document_id,
        kind=found.kind,
        key=found.key,
        position=position,
        page=found.page,
        extracted=data,
        data=data,
        confidence=found.row.confidence,
        state=UNTOUCHED,
        version=1,
        updated_at=now(),
    )


def _renew(row: RowEntry, found: Extracted, position: int) -> None:
    data = found.row.model_dump(mode="json")
    row.position, row.page, row.confidence = position, found.page, found.row.confidence
    if data != row.data or row.state != UNTOUCHED:
        row.extracted, row.data, row.state = data, data, UNTOUCHED
        row.version, row.updated_at = row.version + 1, now()
