"""Writes one folder of reference annotations for each judged document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.files import folder_atomically, write_atomically
from corpus.store.annotations import rows
from corpus.store.annotations.meta import meta
from corpus.store.annotations.printed import Printed
from corpus.store.engine import Store
from corpus.store.judged import JudgedDocument, judged_documents
from corpus.store.tables import DecisionEntry, RowEntry

_FILES: dict[str, tuple[str, Callable[[Mapping[str, Any], str, Printed], dict[str, Any]]]] = {
    "targets": ("target", rows.target),
    "achievements": ("achievement", rows.achievement),
    "bodies": ("assignment", rows.body),
    "deadlines": ("deadline", rows.deadline),
}
_UNSAID = "rejected by a reader"


def export_annotations(session: Session, store: Store, folder: Path, *, every: bool = False) -> Iterator[Path]:
    """Write the approved documents below ``folder``, with ``every`` all without open rows; yield each one's folder.

    Raises:
        OSError: when a document's own folder has lost its text.
        OutputError: when ``folder`` cannot be written.
    """
    for document in judged_documents(session, every=every):
        place = folder / Path(document.entry.folder).name
        with folder_atomically(place) as unfinished:
            for name, text in _contents(document, store.folder / document.entry.folder, _reasons(session, document)):
                write_atomically(unfinished / name, text)
        yield place


def _contents(document: JudgedDocument, source: Path, reasons: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    stored = (source / "text.txt").read_bytes().decode("utf-8")
    printed = Printed.of(stored, document.words.values(), by_page=not _is_text(document))
    yield from _texts(printed, source)
    for name, (kind, convert) in _FILES.items():
        right = [row.data for row in document.rows if row.kind == kind and row.data is not None]
        found = (convert(d, f"{rows.LETTERS[kind]}{n:02}", printed) for n, d in enumerate(right, 1))
        yield f"gold.{name}.jsonl", _lines(found)
        yield f"gold.{name}.optional.jsonl", ""
    yield "gold.negatives.jsonl", _lines(_negatives(document, printed, reasons))
    own = meta(document, printed, "page-N.gold.txt" if printed.by_page else "doc.txt")
    yield "gold.meta.json", json.dumps(own, ensure_ascii=False, indent=1) + "\n"


def _is_text(document: JudgedDocument) -> bool:
    details = document.entry.record["document"]["page_details"]
    return document.entry.pages <= 1 and all(page["source"] == "text" for page in details)


def _texts(printed: Printed, source: Path) -> Iterator[tuple[str, str]]:
    if printed.by_page:
        for number, page in enumerate(printed.pages, 1):
            yield f"page-{number}.gold.txt", page.rstrip("\n") + "\n"
        return
    kept = source / "text.as-read.txt"
    read = kept.read_bytes().decode("utf-8") if kept.is_file() else printed.stored
    yield "doc.txt", read
    if read != printed.text:
        yield "doc.gold.txt", printed.text


def _negatives(document: JudgedDocument, printed: Printed, reasons: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    false = [row for row in document.rows if row.verdict == "false" and row.extracted is not None]
    for number, row in enumerate(false, 1):
        yield rows.negative(row, f"N{number:02}", printed, reasons.get(f"{row.kind}:{row.key}", _UNSAID))


def _reasons(session: Session, document: JudgedDocument) -> dict[str, str]:
    """Return what people said when they rejected rows, by kind and key; the newest counts."""
    query = select(RowEntry.kind, RowEntry.key, DecisionEntry.comment).join(
        DecisionEntry, DecisionEntry.row_id == RowEntry.id
    )
    query = query.where(RowEntry.document_id == document.entry.id, DecisionEntry.action == "reject")
    ordered = session.execute(query.order_by(DecisionEntry.id))
    return {f"{kind}:{key}": comment for kind, key, comment in ordered if comment}


def _lines(found: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
