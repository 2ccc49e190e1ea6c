"""The present extractors on documents that people have judged: what they find now, and whether that is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus.document import Document
from corpus.record import Record
from corpus.store.judged import JudgedDocument, JudgedRow, differences, reworded
from corpus.store.kinds import Kind, rows_of
from pipeline.learning.stored import repaired_document, ruled_rows

UNJUDGED = ("unjudged",)
"""What is wrong with a row that nobody has seen yet, in a document where everything right was marked: it is false."""
Extract = Callable[[Document], Record]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is there now and was not, or the other way, or has another value; ``right`` as people judged it."""

    kind: Kind
    what: Literal["appeared", "disappeared", "changed"]
    right: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class Again:
    """A document's rows as the present extractors find them, and what has changed since it was extracted.

    ``rows`` are all that are found now. ``before``, ``now`` and ``changes`` leave out what is in ruled tables: their
    cells were not kept, so that what is missing there may be due to that.
    """

    rows: tuple[JudgedRow, ...]
    before: tuple[JudgedRow, ...]
    now: tuple[JudgedRow, ...]
    changes: tuple[Change, ...]


def extract_again(document: JudgedDocument, folder: Path, extract: Extract) -> Again:
    """Run ``extract`` over the stored text in ``folder`` and compare what it finds with what people decided.

    Raises:
        OSError: when the folder has lost its text.
        ValidationError: when a file of it is damaged.
    """
    stored = Record.model_validate(document.entry.record)
    again = extract(repaired_document(folder, stored.document))
    found = {
        (one.kind, one.key): one.row.model_dump(mode="json")
        for one in rows_of(again)
        if one.kind != "metadata" or one.row.model_dump()["value"] is not None
    }
    rows = tuple(_judged(document, found))
    ruled = ruled_rows(folder, stored.document)
    before, now = (tuple(row for row in some if not _in(ruled, row)) for some in (document.rows, rows))
    return Again(rows, before, now, tuple(_changes(before, frozenset(found), now)))


def _in(spans: Sequence[tuple[int, int]], row: JudgedRow) -> bool:
    evidence = (row.extracted or row.data or {}).get("evidence") or []
    return any(start < e["end"] and e["start"] < end for e in evidence[:1] for start, end in spans)


Found = Mapping[tuple[Kind, str], Mapping[str, Any]]


def _judged(document: JudgedDocument, found: Found) -> Iterator[JudgedRow]:
    """Judge what was found by the same row, else by a row people left at the same place; what is left is missed."""
    known = {(row.kind, row.key): row for row in document.rows}
    left = [row for row in document.rows if row.data is not None and (row.kind, row.key) not in found]
    for key, data in found.items():
        same = known.get(key)
        if same is None and (same := _at_same_place(data, key[0], left)) is not None:
            left.remove(same)
        yield _compared(key, data, same, document)
    for row in left:
        yield JudgedRow(row.kind, row.key, "missed", None, row.data)


def _compared(
    key: tuple[Kind, str], data: Mapping[str, Any], same: JudgedRow | None, document: JudgedDocument
) -> JudgedRow:
    kind, name = key
    if same is None or same.data is None:
        return JudgedRow(kind, name, "false", data, None, UNJUDGED if same is None else same.wrong)
    expected = reworded(data, document.words)
    wrong = differences(expected, same.data)
    if not wrong and same.wrong and same.extracted is not None and not differences(data, same.extracted):
        wrong = same.wrong  # what was said wrongly in another way (split, merged, its place) is said again
    verdict = "corrected" if wrong else "right" if expected == data else "reworded"
    return JudgedRow(kind, name, verdict, data, same.data, wrong)  # type: ignore[arg-type]  # one of the three


def _at_same_place(data: Mapping[str, Any], kind: Kind, left: Sequence[JudgedRow]) -> JudgedRow | None:
    """Return the row of that kind whose proof overlaps, the one that differs least."""
    near = [row for row in left if row.kind == kind and row.data is not None and _overlap(data, row.data)]
    return min(near, key=lambda row: len(differences(data, row.data or {})), default=None)


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return any(
        a["start"] < b["end"] and b["start"] < a["end"]
        for a in (one.get("evidence") or [])[:1]
        for b in (other.get("evidence") or [])[:1]
    )


def _changes(
    before: Sequence[JudgedRow], found: AbstractSet[tuple[Kind, str]], now: Sequence[JudgedRow]
) -> Iterator[Change]:
    then = {(row.kind, row.key): row for row in before if row.extracted is not None}
    for row in now:
        old = then.get((row.kind, row.key))
        if row.extracted is None:
            continue
        right = None if row.wrong == UNJUDGED else row.verdict in ("right", "reworded")
        if old is None:
            yield Change(row.kind, "appeared", right, _text(row.extracted))
        elif differences(old.extracted or {}, row.extracted):
            yield Change(row.kind, "changed", right, _text(row.extracted))
    for key, old in then.items():
        if key not in found:
            yield Change(old.kind, "disappeared", old.verdict in ("right", "reworded"), _text(old.extracted or {}))


def _text(data: Mapping[str, Any]) -> str:
    evidence = data.get("evidence") or []
    return " ".join(evidence[0]["quote"].split())[:120] if evidence else str(data.get("field", ""))
