"""Misread words that people mend: in one place, or wherever the same misreading stands.

text.txt stays as it was written, since every offset counts on it; what is mended lies over it. Rows whose evidence
holds the word take it over in their wording, and are open again where the word holds digits: a figure is never changed
unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.page_words import FILE, PageWord, PageWords
from corpus.store.clock import now
from corpus.store.decisions import LIVE
from corpus.store.deed import Actor, Deed, open_document
from corpus.store.engine import Store
from corpus.store.errors import NotFoundError
from corpus.store.kinds import kind_of, validated
from corpus.store.tables import DocumentEntry, PageEntry, RowEntry, WordEntry

_CONTEXT = 40  # characters shown on either side
_MOST = 500  # places offered at once
_KEPT = ("evidence", "id", "key", "extractor", "candidates")
"""Parts of a row that stay as the program wrote them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: ``text.txt[start:end]`` of a document."""

    document_id: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where the same misreading stands, with the words around it; ``symbol`` names the document."""

    place: Place
    symbol: str | None
    before: str
    word: str
    after: str


def words_on(store: Store, document: DocumentEntry, page: int) -> PageWords:
    """Return the words of one page, none where the document's folder does not keep them."""
    return next((words for words in _lines(_file(store, document), page)), PageWords(page=page))


def mended(session: Session, document_id: str) -> dict[tuple[int, int], WordEntry]:
    """Return the mended words of a document that stand, by their span in text.txt."""
    entries = session.scalars(select(WordEntry).filter_by(document_id=document_id).order_by(WordEntry.id))
    newest = {(entry.start, entry.end): entry for entry in entries}
    return {span: entry for span, entry in newest.items() if entry.text is not None}


def elsewhere(session: Session, store: Store, actor: Actor, place: Place) -> list[Occurrence]:
    """Return the other places where the word at ``place`` was read and repaired the same way.

    They are in the same document, or in others that are still being judged.

    Raises:
        NotFoundError: when no word stands at ``place`` (code ``word_not_found``).
    """
    document = open_document(session, place.document_id, actor)
    word = word_at(store, document, place)
    found = []
    holding = select(PageEntry, DocumentEntry).join(DocumentEntry, DocumentEntry.id == PageEntry.document_id)
    judged = DocumentEntry.state.not_in(("submitted", "approved")) | (DocumentEntry.id == document.id)
    holding = holding.where(PageEntry.text.contains(word.text, autoescape=True), judged)
    for page, other in session.execute(holding.order_by(PageEntry.document_id != place.document_id, PageEntry.number)):
        for same in words_on(store, other, page.number).words:
            here = Place(other.id, page.number, same.start, same.end)
            if (same.text, same.as_read) == (word.text, word.as_read) and here != place:
                found.append(_occurrence(here, other, page))
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def mend(session: Session, store: Store, actor: Actor, places: Sequence[Place], text: str) -> list[RowEntry]:
    """Let the words at ``places`` read ``text``, as one act; return the rows that changed with them.

    Raises:
        NotFoundError: when no word stands at a place.
        NotAllowedError: when a document is approved, or waits for approval and the actor is a clerk.
    """
    deed = Deed(session, actor, "word")
    changed = []
    for place in places:
        document = open_document(session, place.document_id, actor)
        word = word_at(store, document, place)
        earlier = mended(session, place.document_id).get((place.start, place.end))
        was = earlier.text if earlier and earlier.text is not None else word.text
        session.add(_entry(deed, place, word, text))
        deed.note(document, {"text": was}, {"text": text})
        changed += _carry_over(deed, place, was, text)
    session.flush()
    return changed


def take_back(undoing: Deed) -> None:
    """Let the words stand again that stood before the deed which ``undoing`` takes back."""
    session = undoing.session
    for entry in session.scalars(select(WordEntry).filter_by(batch=undoing.undoes)).all():
        earlier = select(WordEntry).filter_by(document_id=entry.document_id, start=entry.start, end=entry.end)
        former = session.scalar(earlier.where(WordEntry.id < entry.id).order_by(WordEntry.id.desc()).limit(1))
        place = Place(entry.document_id, entry.page, entry.start, entry.end)
        word = PageWord(start=entry.start, end=entry.end, line=1, text=entry.was, as_read=entry.as_read)
        session.add(_entry(undoing, place, word, former.text if former else None))


def word_at(store: Store, document: DocumentEntry, place: Place) -> PageWord:
    """Return the word that stands exactly at ``place``.

    Raises:
        NotFoundError: when none does (code ``word_not_found``).
    """
    for word in words_on(store, document, place.page).words:
        if (word.start, word.end) == (place.start, place.end):
            return word
    raise NotFoundError("word_not_found", start=place.start, end=place.end)


def _file(store: Store, document: DocumentEntry) -> Path:
    return store.folder / document.folder / FILE


def _lines(path: Path, page: int) -> Iterator[PageWords]:
    if not path.is_file():
        return
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if number == page:
                yield PageWords.model_validate_json(line)
                return


def _occurrence(place: Place, document: DocumentEntry, page: PageEntry) -> Occurrence:
    start, end = place.start - page.start, place.end - page.start
    return Occurrence(
        place,
        document.symbol or document.source,
        page.text[max(0, start - _CONTEXT) : start],
        page.text[start:end],
        page.text[end : end + _CONTEXT],
    )


def _entry(deed: Deed, place: Place, word: PageWord, text: str | None) -> WordEntry:
    return WordEntry(
        batch=deed.batch,
        document_id=place.document_id,
        page=place.page,
        start=place.start,
        end=place.end,
        was=word.text,
        as_read=word.text if word.as_read is None else word.as_read,
        text=text,
        user_id=deed.actor.id,
        at=now(),
    )


def _carry_over(deed: Deed, place: Place, was: str, text: str) -> list[RowEntry]:
    """Put the mended word into the wording of every row whose evidence holds it."""
    rows = select(RowEntry).filter_by(document_id=place.document_id).where(RowEntry.state.in_(LIVE))
    changed = []
    for row in deed.session.scalars(rows.with_for_update()).all():
        if not any(e["start"] <= place.start and place.end <= e["end"] for e in row.data["evidence"]):
            continue
        data = carried_over(row.data, was, text)
        if data != row.data:
            reopened = any(c.isdigit() for c in was + text)
            deed.change(row, "open" if reopened else row.state, validated(kind_of(row), data))
            changed.append(row)
    return changed


def carried_over(data: Mapping[str, Any], was: str, text: str) -> dict[str, Any]:
    """Return a row's ``data`` with a mended word in its wording; what the program wrote for itself stays."""
    return {k: v if k in _KEPT else _reworded(v, was, text) for k, v in data.items()}


def _reworded(value: Any, was: str, text: str) -> Any:
    """Return ``value`` with the whole word ``was`` as ``text`` wherever a wording holds it."""
    if isinstance(value, dict):
        return {k: v if k in _KEPT else _reworded(v, was, text) for k, v in value.items()}
    if isinstance(value, list):
        return [_reworded(item, was, text) for item in value]
    if not isinstance(value, str):
        return value
    core, new = was.strip(".,;:()"), text.strip(".,;:()")
    if not core:
        return value
    return re.sub(rf"(?<!\w){re.escape(core)}(?!\w)", lambda _: new, value)
