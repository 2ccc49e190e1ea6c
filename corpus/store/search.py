"""Finds words on the pages of all documents: with their diacritics where the question has any, without where not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from corpus.store.folding import lowered, unmarked
from corpus.store.tables import DocumentEntry, PageEntry
from corpus.text import nfc, squeeze

_CONTEXT = 90  # characters shown on either side
_PARTS = re.compile(r'"([^"]+)"|(\S+)')
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that holds what was asked for: the words, and those around them, as the document has them."""

    document_id: str
    name: str
    title: str | None
    page: int
    before: str
    words: str
    after: str


def find(session: Session, question: str, limit: int = 50) -> list[Hit]:
    """Return up to ``limit`` pages that hold all words of ``question``, those in quotation marks side by side.

    The hit that is shown is the first place where the whole question stands, or else its first part.
    """
    parts = _parts(question)
    if not parts:
        return []
    query = select(PageEntry, DocumentEntry.symbol, DocumentEntry.source, DocumentEntry.title)
    query = query.join(DocumentEntry, DocumentEntry.id == PageEntry.document_id)
    query = (
        query.where(*_held(parts))
        .order_by(DocumentEntry.updated_at.desc(), PageEntry.document_id, PageEntry.number)
        .limit(limit)
    )
    found = session.execute(query).all()
    whole = question.replace('"', " ")
    return [_hit(page, symbol or source, title, [whole, *parts]) for page, symbol, source, title in found]


def holding(question: str) -> ColumnElement[bool]:
    """Return the condition that a page of the document holds all words of ``question``, as ``find`` looks for them."""
    parts = _parts(question)
    return DocumentEntry.id.in_(select(PageEntry.document_id).where(*_held(parts))) if parts else false()


def _parts(question: str) -> list[str]:
    parts = [quoted or word for quoted, word in _PARTS.findall(question)][:_MOST_PARTS]
    return [part for part in parts if lowered(part)]


def _held(parts: list[str]) -> list[ColumnElement[bool]]:
    return [column.contains(form, autoescape=True) for column, form in map(_form, parts)]


def _form(part: str) -> tuple[InstrumentedAttribute[str], str]:
    words, bare = lowered(part), unmarked(part)
    return (PageEntry.folded, bare) if words == bare else (PageEntry.lowered, words)


def _hit(page: PageEntry, name: str, title: str | None, wanted: list[str]) -> Hit:
    shown = squeeze(nfc(page.text))
    if len(shown) != len(page.lowered):  # a letter whose small form is longer: then the small letters are shown
        shown = page.lowered
    for part in wanted:
        words, bare = lowered(part), unmarked(part)
        at = (page.folded if words == bare else page.lowered).find(words)
        if at >= 0:
            end = at + len(words)
            before, after = _from_a_word(shown, at), _to_a_word(shown, end, _CONTEXT)
            return Hit(page.document_id, name, title, page.number, before, shown[at:end], after)
    return Hit(page.document_id, name, title, page.number, "", "", _to_a_word(shown, 0, 2 * _CONTEXT))


def _from_a_word(text: str, end: int) -> str:
    """Return what stands before ``end``, about ``_CONTEXT`` characters, no word cut at its start."""
    start = max(0, end - _CONTEXT)
    if start and text[start - 1] != " ":
        start = text.find(" ", start, end) + 1 or start
    return text[start:end]


def _to_a_word(text: str, start: int, most: int) -> str:
    """Return what stands after ``start``, up to ``most`` characters, no word cut at its end."""
    end = start + most
    if end < len(text) and text[end] != " ":
        end = max(text.rfind(" ", start, end), start) or end
    return text[start:end]
