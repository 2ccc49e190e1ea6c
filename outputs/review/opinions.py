"""The second reading: the reader sees the rows as extracted, and says of each what they think, apart from the first."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.store.tables import DocumentEntry, OpinionEntry, RowEntry
from outputs.review.rows import Reader, RowView, second_view
from outputs.web.access import Person


def reads_second(document: DocumentEntry, person: Person) -> bool:
    """Whether ``person`` is the document's second reader."""
    return document.second_reader_id == person.actor.id


def opinion_of(session: Session, person: Person, row_id: str) -> OpinionEntry | None:
    """Return what ``person`` has said of a row."""
    return session.get(OpinionEntry, (row_id, person.actor.id))


def second_views(session: Session, person: Person, document_id: str, reader: Reader) -> list[RowView]:
    """Return the rows as the second reader sees them: what the program found, and their own opinions."""
    mine = {
        opinion.row_id: opinion
        for opinion in session.scalars(
            select(OpinionEntry)
            .join(RowEntry, RowEntry.id == OpinionEntry.row_id)
            .where(RowEntry.document_id == document_id, OpinionEntry.user_id == person.actor.id)
        )
    }
    rows = select(RowEntry).filter_by(document_id=document_id).where(RowEntry.state != "superseded")
    found = [row for row in session.scalars(rows) if row.extracted is not None]
    return [second_view(row, reader, mine.get(row.id)) for row in found]


def take_back_last(session: Session, person: Person, document_id: str) -> RowEntry | None:
    """Forget the newest opinion of ``person`` on the document; return its row, None where there is none."""
    query = select(OpinionEntry, RowEntry).join(RowEntry, RowEntry.id == OpinionEntry.row_id)
    mine = query.where(RowEntry.document_id == document_id, OpinionEntry.user_id == person.actor.id)
    newest = session.execute(mine.order_by(OpinionEntry.at.desc()).limit(1)).first()
    if newest is None:
        return None
    session.delete(newest[0])
    session.flush()
    return newest[1]
