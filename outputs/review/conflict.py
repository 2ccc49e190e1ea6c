"""When two people act on one row: what each saw, and whether the second act is only the first sent again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.store.decisions import Seen
from corpus.store.kinds import kind_of
from corpus.store.tables import DecisionEntry, RowEntry, UserEntry
from outputs.review.forms import form_of
from outputs.web.access import Person
from outputs.wording import Language


@dataclass(frozen=True, slots=True)
class Side:
    """One field in both versions; ``label`` names it."""

    label: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether the versions differ in it."""
        return self.mine != self.theirs


def data_at(session: Session, row: RowEntry, version: int) -> dict[str, Any]:
    """Return what stood in ``row`` at an earlier version: what the first decision after it found."""
    later = select(DecisionEntry).filter_by(row_id=row.id).where(DecisionEntry.version > version)
    decision = session.scalar(later.order_by(DecisionEntry.id).limit(1))
    before = decision.before if decision else None
    found: dict[str, Any] = before["data"] if before else row.data
    return found


def sent_again(
    session: Session, person: Person, seen: Seen, action: str, data: Mapping[str, Any] | None
) -> list[RowEntry] | None:
    """Return the rows of an act that is already done, where ``seen`` was sent once more after a lost answer.

    None where the row's last decision is another's, another act, or left other values.
    """
    newest = select(DecisionEntry).filter_by(row_id=seen.row_id).order_by(DecisionEntry.id.desc()).limit(1)
    last = session.scalar(newest)
    if last is None or (last.user_id, last.action, last.version) != (person.actor.id, action, seen.version + 1):
        return None
    row = session.get(RowEntry, seen.row_id)
    if row is None or row.version != last.version or (data is not None and row.data != data):
        return None
    batch = select(RowEntry).join(DecisionEntry, DecisionEntry.row_id == RowEntry.id)
    return list(session.scalars(batch.where(DecisionEntry.batch == last.batch).order_by(RowEntry.position)))


def who_decided(session: Session, row_id: str) -> tuple[str, str] | None:
    """Return the full name of who decided last on a row, and when; None where nobody did."""
    query = select(UserEntry.full_name, DecisionEntry.at).join(UserEntry, UserEntry.id == DecisionEntry.user_id)
    newest = query.where(DecisionEntry.row_id == row_id).order_by(DecisionEntry.id.desc()).limit(1)
    found = session.execute(newest).first()
    return (found[0], found[1]) if found else None


def compared(
    row: RowEntry, mine: Mapping[str, Any], theirs: Mapping[str, Any], language: Language, side: Language
) -> list[Side]:
    """Return the fields of the row's form in both versions, those without any value left out."""
    kind = kind_of(row)
    pairs = [
        Side(field.label, field.shown(mine, language), field.shown(theirs, language))
        for field in form_of(kind, row.data, side)
    ]
    return [pair for pair in pairs if pair.mine or pair.theirs]
