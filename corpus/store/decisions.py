"""What people decide about rows. Every act adds decisions, changes rows to their next version, and tells of it.

Whoever acts sends the version they have seen. If the row has another by now, nothing happens and they get the row as it
stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.store.deed import Actor, Deed
from corpus.store.errors import ConflictError, NotAllowedError, NotFoundError
from corpus.store.kinds import Kind, kind_of, validated
from corpus.store.tables import DecisionEntry, RowEntry

LIVE = ("open", "approved", "corrected", "added")
"""States of rows that are part of the record."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A row and the version of it that the person has seen."""

    row_id: str
    version: int


def approve(session: Session, actor: Actor, seen: Seen) -> RowEntry:
    """Let a row stand as it is; return it in its next version.

    Raises:
        NotFoundError: when there is no such row.
        NotAllowedError: when the document is approved.
        ConflictError: when the row has another version by now.
    """
    row = _seen(session, seen)
    as_person_left_it = row.extracted is None or row.data != row.extracted
    state = _corrected(row) if as_person_left_it else "approved"
    Deed(session, actor, "approve").change(row, state, row.data)
    return row


def correct(session: Session, actor: Actor, seen: Seen, data: Mapping[str, Any]) -> RowEntry:
    """Give a row other values; return it in its next version. The same values as extracted approve it.

    Raises:
        NotFoundError, NotAllowedError, ConflictError: as ``approve``.
        InvalidError: when ``data`` is not valid.
    """
    row = _seen(session, seen)
    new = validated(kind_of(row), data)
    Deed(session, actor, "correct").change(row, "approved" if new == row.extracted else _corrected(row), new)
    return row


def reject(session: Session, actor: Actor, seen: Seen, comment: str | None = None) -> RowEntry:
    """Say that a row does not belong in the record; return it in its next version.

    Raises:
        NotFoundError, NotAllowedError, ConflictError: as ``approve``.
    """
    row = _seen(session, seen)
    Deed(session, actor, "reject", comment).change(row, "rejected", row.data)
    return row


def add(session: Session, actor: Actor, document_id: str, kind: Kind, data: Mapping[str, Any]) -> RowEntry:
    """Add a row that a person has marked.

    Raises:
        NotFoundError: when there is no such document.
        NotAllowedError, InvalidError: as ``correct``.
    """
    return Deed(session, actor, "add").add(document_id, kind, validated(kind, data))


def split(session: Session, actor: Actor, seen: Seen, parts: Sequence[Mapping[str, Any]]) -> list[RowEntry]:
    """Put two or more rows in the place of one; return the new ones.

    Raises:
        NotAllowedError: when there are fewer than two parts (code ``split_in_one``), or as ``correct``.
        NotFoundError, ConflictError, InvalidError: as ``correct``.
    """
    row = _seen(session, seen)
    kind = kind_of(row)
    valid = [validated(kind, part) for part in parts]
    if len(valid) < 2:
        raise NotAllowedError("split_in_one")
    deed = Deed(session, actor, "split")
    deed.change(row, "replaced", row.data)
    return [deed.add(row.document_id, kind, part, row.position) for part in valid]


def merge(session: Session, actor: Actor, rows: Sequence[Seen], data: Mapping[str, Any]) -> RowEntry:
    """Put one row in the place of two or more of the same kind in one document; return the new one.

    Raises:
        NotAllowedError: when they are not (code ``merge_unlike``), or as ``correct``.
        NotFoundError, ConflictError, InvalidError: as ``correct``.
    """
    old = [_seen(session, seen) for seen in rows]
    if len({row.id for row in old}) < 2 or len({(row.document_id, row.kind) for row in old}) != 1:
        raise NotAllowedError("merge_unlike")
    kind, deed = kind_of(old[0]), Deed(session, actor, "merge")
    valid = validated(kind, data)
    for row in old:
        deed.change(row, "replaced", row.data)
    return deed.add(old[0].document_id, kind, valid, old[0].position)


def history(session: Session, row_id: str) -> list[DecisionEntry]:
    """Return all decisions about a row, the oldest first."""
    return list(session.scalars(select(DecisionEntry).filter_by(row_id=row_id).order_by(DecisionEntry.id)))


def _seen(session: Session, seen: Seen) -> RowEntry:
    row = session.get(RowEntry, seen.row_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFoundError("row_not_found", id=seen.row_id)
    if row.version != seen.version:
        raise ConflictError(row)
    return row


def _corrected(row: RowEntry) -> str:
    return "added" if row.extracted is None else "corrected"
