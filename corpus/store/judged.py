"""What people's decisions say of what was extracted: right, corrected, false or missed, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.store.kinds import Kind, kind_of
from corpus.store.tables import DecisionEntry, DocumentEntry, RowEntry, WordEntry
from corpus.store.words import carried_over, mended
from corpus.store.workflow import open_rows

Verdict = Literal["right", "reworded", "corrected", "false", "missed", "absent"]
"""``reworded``: right but for misread words; ``absent``: a field of the head that is rightly empty."""

_OWN = frozenset({"id", "confidence", "flags", "extractor", "evidence", "candidates", "score", "sdg", "inherited"})
"""What the program writes for itself, or what follows from the rest."""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row and what people say of it.

    ``extracted`` is what the program said, None where it said nothing; ``data`` what is right, None where nothing is;
    ``wrong`` names the fields that were corrected ("due.end"), or "split", "merged", "evidence".
    """

    kind: Kind
    key: str
    verdict: Verdict
    extracted: Mapping[str, Any] | None
    data: Mapping[str, Any] | None
    wrong: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """How sure the program was of what it said; 0 where it said nothing."""
        return float(self.extracted["confidence"]) if self.extracted else 0.0


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document that people have finished with: its rows, and the words they mended, by their span in text.txt."""

    entry: DocumentEntry
    rows: tuple[JudgedRow, ...]
    words: Mapping[tuple[int, int], WordEntry]

    @property
    def name(self) -> str:
        """The document's symbol, or its file's name."""
        return self.entry.symbol or self.entry.source


def judged_documents(session: Session, *, every: bool = False) -> Iterator[JudgedDocument]:
    """Yield the approved documents in the order of their identifiers; with ``every``, all without open rows.

    Documents about which nobody has decided anything are left out.
    """
    query = select(DocumentEntry).order_by(DocumentEntry.id)
    for entry in session.scalars(query if every else query.where(DocumentEntry.state == "approved")):
        if entry.state != "approved" and (open_rows(session, entry.id) or not _touched(session, entry.id)):
            continue
        words = mended(session, entry.id)
        yield JudgedDocument(entry, tuple(_judged(session, entry.id, words)), words)


def _touched(session: Session, document_id: str) -> bool:
    decided = RowEntry.state.in_(("approved", "corrected", "rejected", "added"))
    return session.scalar(select(RowEntry.id).filter_by(document_id=document_id).where(decided).limit(1)) is not None


def _judged(session: Session, document_id: str, words: Mapping[tuple[int, int], WordEntry]) -> Iterator[JudgedRow]:
    rows = list(session.scalars(select(RowEntry).filter_by(document_id=document_id).order_by(RowEntry.position)))
    remade = list(_remade(rows, _batches(session, document_id)))
    done = {id(row) for group in remade for row in group.all}
    for row in rows:
        if id(row) not in done and row.state not in ("withdrawn", "superseded", "replaced"):
            yield _alone(row, words)
    for group in remade:
        yield from group.judged()


def _alone(row: RowEntry, words: Mapping[tuple[int, int], WordEntry]) -> JudgedRow:
    kind = kind_of(row)
    if row.state == "rejected":
        return JudgedRow(kind, row.key, _of_nothing(row), row.extracted, None)
    if row.extracted is None:
        return JudgedRow(kind, row.key, "missed", None, row.data)
    if kind == "metadata":
        return _field(row, words)
    expected = reworded(row.extracted, words)
    wrong = differences(expected, row.data)
    if not wrong and row.state == "corrected" and expected == row.extracted and row.data != row.extracted:
        wrong = ("evidence",)
    verdict: Verdict = "corrected" if wrong else "right" if expected == row.extracted else "reworded"
    return JudgedRow(kind, row.key, verdict, row.extracted, row.data, wrong)


def _of_nothing(row: RowEntry) -> Verdict:
    empty = row.kind == "metadata" and row.data.get("value") is None
    return "absent" if empty else "false" if row.extracted is not None else "absent"


def _field(row: RowEntry, words: Mapping[tuple[int, int], WordEntry]) -> JudgedRow:
    """A field of the head: what is empty is missed or rightly absent, what is emptied was false."""
    extracted = row.extracted or {}
    expected = reworded(extracted, words)
    said, right = extracted.get("value"), row.data.get("value")
    wrong = differences({"value": expected.get("value")}, {"value": right})
    if said is None:
        verdict: Verdict = "absent" if right is None else "missed"
    elif right is None:
        verdict = "false"
    else:
        verdict = "corrected" if wrong else "right" if expected == extracted else "reworded"
    data = None if right is None else row.data
    return JudgedRow("metadata", row.key, verdict, row.extracted if said is not None else None, data, wrong)


def reworded(data: Mapping[str, Any], words: Mapping[tuple[int, int], WordEntry]) -> Mapping[str, Any]:
    """Return a row as it was extracted, with the mended words of its evidence in its wording."""
    for (start, end), word in sorted(words.items()):
        if word.text is not None and any(e["start"] <= start and end <= e["end"] for e in data.get("evidence", ())):
            data = carried_over(data, word.was, word.text)
    return data


def differences(said: Mapping[str, Any], right: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the dotted names of the values that differ, without what the program writes for itself."""
    found = []
    for name in sorted(said.keys() | right.keys()):
        a, b = said.get(name), right.get(name)
        if name in _OWN or _said(a) == _said(b):
            continue
        inner = differences(a, b) if isinstance(a, dict) and isinstance(b, dict) else ("",)
        found += [f"{name}.{part}" if part else name for part in inner]
    return tuple(found)


def _said(value: Any) -> Any:
    """Return a value without what the program writes for itself, however deep."""
    if isinstance(value, Mapping):
        return {name: _said(part) for name, part in value.items() if name not in _OWN}
    return [_said(part) for part in value] if isinstance(value, list) else value


def _batches(session: Session, document_id: str) -> dict[str, str]:
    """Return the act that last split or merged each row, or made it by that, by the row's identifier."""
    acts = select(DecisionEntry.row_id, DecisionEntry.batch).filter_by(document_id=document_id)
    acts = acts.where(DecisionEntry.action.in_(("split", "merge")), DecisionEntry.row_id.is_not(None))
    return {row_id: batch for row_id, batch in session.execute(acts.order_by(DecisionEntry.id)) if row_id}


@dataclass(frozen=True, slots=True)
class _Remade:
    """Rows that were split or merged, and what was put in their place."""

    old: Sequence[RowEntry]
    new: Sequence[RowEntry]

    @property
    def all(self) -> Iterator[RowEntry]:
        yield from self.old
        yield from self.new

    def judged(self) -> Iterator[JudgedRow]:
        """One of the old rows stands for each of the new ones; the rest was too much, or missing."""
        act = "split" if len(self.new) > len(self.old) else "merged"
        for row, made in zip(self.old, self.new, strict=False):
            yield JudgedRow(kind_of(row), row.key, "corrected", row.extracted, made.data, (act,))
        for row in self.old[len(self.new) :]:
            yield JudgedRow(kind_of(row), row.key, "false", row.extracted, None, (act,))
        for row in self.new[len(self.old) :]:
            yield JudgedRow(kind_of(row), row.key, "missed", None, row.data, (act,))


def _remade(rows: Sequence[RowEntry], batches: Mapping[str, str]) -> Iterator[_Remade]:
    by_batch: dict[str, tuple[list[RowEntry], list[RowEntry]]] = defaultdict(lambda: ([], []))
    for row in rows:
        batch = batches.get(row.id)
        if batch is None:
            continue
        if row.state == "replaced" and row.extracted is not None:
            by_batch[batch][0].append(row)
        elif row.state == "added":
            by_batch[batch][1].append(row)
    for old, new in by_batch.values():
        if old:
            yield _Remade(old, new)
