"""Files that were sent in, on their way through the line. The file lies in the data folder before its entry exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.store.clock import new_id, now
from corpus.store.engine import Store
from corpus.store.tables import DocumentEntry, SubmissionEntry

State = Literal["queued", "running", "done", "partial", "rejected", "quarantined", "duplicate"]
INBOX = "inbox"
"""The folder of the data folder that holds the files as they were sent."""
_FAILED = ("rejected", "quarantined")
_WAITING = ("queued", "running")


def file_of(store: Store, sha256: str, name: str) -> Path:
    """Return where the file with that hash and name lies, or is to lie."""
    return store.folder / INBOX / sha256 / name


def newest(session: Session, sha256: str) -> SubmissionEntry | None:
    """Return the newest submission of the bytes with the hash ``sha256``."""
    query = select(SubmissionEntry).filter_by(sha256=sha256)
    return session.scalar(query.order_by(SubmissionEntry.created_at.desc()).limit(1))


def receive(session: Session, user_id: str, name: str, sha256: str) -> tuple[SubmissionEntry, bool]:
    """Enter a file, and return its submission and whether the line has something to do.

    The same bytes are one submission: what waits, or has become a document, is left alone; what failed waits again.
    A document that came into the store another way makes a ``duplicate``.
    """
    known = newest(session, sha256)
    if known is not None:
        again = known.state in _FAILED
        if again:
            turn(known, "queued")
        return known, again
    there = session.get(DocumentEntry, sha256) is not None
    entry = SubmissionEntry(
        id=new_id(),
        user_id=user_id,
        name=name,
        sha256=sha256,
        state="duplicate" if there else "queued",
        document_id=sha256 if there else None,
        created_at=now(),
        updated_at=now(),
    )
    session.add(entry)
    session.flush()
    return entry, not there


def turn(entry: SubmissionEntry, state: State, problem: dict[str, Any] | None = None) -> None:
    """Bring a submission to another state; ``problem`` has a code, a reason and a remedy."""
    entry.state, entry.problem, entry.updated_at = state, problem, now()
    entry.document_id = entry.sha256 if state in ("done", "partial", "duplicate") else None


def waiting(session: Session, limit: int) -> list[SubmissionEntry]:
    """Return up to ``limit`` submissions that are not at their end, the oldest first."""
    query = select(SubmissionEntry).where(SubmissionEntry.state.in_(_WAITING))
    return list(session.scalars(query.order_by(SubmissionEntry.created_at, SubmissionEntry.id).limit(limit)))
