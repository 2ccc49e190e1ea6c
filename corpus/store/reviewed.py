"""The record as people have left it: the extracted one with what was corrected, added and rejected."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.record import Record
from corpus.store.decisions import LIVE
from corpus.store.kinds import FIELDS, LISTS, kind_of
from corpus.store.tables import DocumentEntry, RowEntry


def reviewed_record(session: Session, document: DocumentEntry, *, decided_only: bool = False) -> Record:
    """Return the record of ``document`` as it stands; ``decided_only`` leaves out rows that nobody has judged."""
    rows = live_rows(session, document.id, decided_only=decided_only)
    data: dict[str, Any] = dict(document.record)
    data["metadata"] = dict(data["metadata"])
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS.values()}
    fields = {row.data["field"]: row.data["value"] for row in rows if row.kind == "metadata"}
    for field in FIELDS:
        data["metadata"][field] = fields.get(field)
    _follow(data["metadata"], document.record["metadata"])
    for row in rows:
        if row.kind != "metadata":
            lists[LISTS[kind_of(row)]].append(row.data)
    return Record.model_validate(data | lists)


def _follow(now: dict[str, Any], extracted: dict[str, Any]) -> None:
    """Let what was made from a field follow its correction: the number the symbol; the work's name is not made anew."""
    symbol = now["symbol"]
    if symbol != extracted["symbol"]:
        now["number"] = re.split(r"[-/:]", symbol, maxsplit=1)[0] if symbol and not symbol.startswith("…") else None
    if any(now[field] != extracted[field] for field in ("symbol", "document_type", "issuer", "date")):
        now["work"] = None


def live_rows(session: Session, document_id: str, *, decided_only: bool = False) -> list[RowEntry]:
    """Return the rows that are part of the record, in the order of the document."""
    states = tuple(state for state in LIVE if not (decided_only and state == "open"))
    query = select(RowEntry).filter_by(document_id=document_id).where(RowEntry.state.in_(states))
    return list(session.scalars(query.order_by(RowEntry.position, RowEntry.id)))
