"""Takes back what a person did last: as a new act, so that the history stays whole."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.store import words
from corpus.store.deed import Actor, Deed, open_document
from corpus.store.errors import ConflictError, NotFoundError
from corpus.store.tables import DecisionEntry, RowEntry

_UNDOABLE = ("approve", "correct", "reject", "reopen", "add", "split", "merge", "word")


def undo(session: Session, actor: Actor, document_id: str) -> list[RowEntry]:
    """Take back the last act of ``actor`` on the document's rows or words that stands; return the rows it touched.

    Raises:
        NotFoundError: when there is nothing to take back (code ``nothing_to_undo``).
        ConflictError: when someone has changed one of the rows since.
        NotAllowedError: when the document is approved, or waits for approval and the actor is a clerk.
    """
    document = open_document(session, document_id, actor)
    batch = _last_batch(session, actor, document_id)
    newest_first = select(DecisionEntry).filter_by(batch=batch).order_by(DecisionEntry.id.desc())
    decisions = [d for d in session.scalars(newest_first) if d.row_id is not None]
    rows = []
    for decision in decisions:
        row = session.get(RowEntry, decision.row_id, with_for_update=True, populate_existing=True)
        if row is None or {"state": row.state, "data": row.data} != decision.after:
            raise ConflictError(row or document)
        rows.append(row)
    undoing = Deed(session, actor, "undo", undoes=batch)
    for row, decision in zip(rows, decisions, strict=True):
        before = decision.before or {"state": "withdrawn", "data": row.data}
        undoing.change(row, before["state"], before["data"])
    if not rows:
        undoing.note(document, None, None)
    words.take_back(undoing)
    return list(dict.fromkeys(rows))


def _last_batch(session: Session, actor: Actor, document_id: str) -> str:
    """Return the actor's newest act on the document that is neither an undo nor undone."""
    undone = select(DecisionEntry.undoes).where(DecisionEntry.undoes.is_not(None))
    newest = (
        select(DecisionEntry.batch)
        .filter_by(document_id=document_id, user_id=actor.id)
        .where(DecisionEntry.action.in_(_UNDOABLE), DecisionEntry.batch.not_in(undone))
        .order_by(DecisionEntry.id.desc())
        .limit(1)
    )
    batch = session.scalar(newest)
    if batch is None:
        raise NotFoundError("nothing_to_undo")
    return batch
