"""What stands on a page: its words with their places, its text, and the proof that a span of it gives."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.page_words import PageWord
from corpus.record import BoxModel, Evidence
from corpus.store import Store
from corpus.store.errors import InvalidError, NotFoundError
from corpus.store.tables import DocumentEntry, PageEntry
from corpus.store.words import mended, words_on

_WORD = re.compile(r"\S+")
_MOST = 5000  # characters of one proof


def page_of(session: Session, document_id: str, number: int) -> PageEntry:
    """Return the text of one page.

    Raises:
        NotFoundError: when the document has no such page.
    """
    page = session.get(PageEntry, (document_id, number))
    if page is None:
        raise NotFoundError("page_not_found", page=number)
    return page


def words_of(store: Store, document: DocumentEntry, page: PageEntry) -> list[PageWord]:
    """Return the words of one page; where the run kept none, those that white space parts, without places."""
    kept = words_on(store, document, page.number).words
    if kept:
        return kept
    found = list[PageWord]()
    for line, text in _lines(page):
        for match in _WORD.finditer(page.text, text[0], text[1]):
            start, end = page.start + match.start(), page.start + match.end()
            found.append(PageWord(start=start, end=end, line=line, text=match[0]))
    return found


def shown_words(session: Session, store: Store, document: DocumentEntry, page: PageEntry, *, mends: bool) -> list[Any]:
    """Return the words of one page as the browser needs them; ``mends`` lays what people mended over them."""
    laid = mended(session, document.id) if mends else {}
    shown = []
    for word in words_of(store, document, page):
        data = word.model_dump(exclude_defaults=True)
        if entry := laid.get((word.start, word.end)):
            data["mended"] = entry.text
        shown.append(data)
    return shown


def proof(session: Session, store: Store, document: DocumentEntry, span: tuple[int, int]) -> dict[str, Any]:
    """Return the evidence of a span of text.txt (start and end in code points) as records hold it.

    Raises:
        InvalidError: when the span is empty, too long or no part of the text.
    """
    start, end = span
    if not 0 <= start < end <= start + _MOST:
        raise InvalidError({"evidence": "span"})
    query = select(PageEntry).filter_by(document_id=document.id).where(PageEntry.start < end)
    pages = list(session.scalars(query.order_by(PageEntry.number.desc()).limit(10)))
    pages = [page for page in reversed(pages) if page.start + len(page.text) >= start]
    if not pages or end > pages[-1].start + len(pages[-1].text):
        raise InvalidError({"evidence": "span"})
    words = [(page, word) for page in pages for word in words_of(store, document, page)]
    words = [(page, word) for page, word in words if word.start < end and start < word.end]
    whole = "\f".join(page.text for page in pages)
    quote = whole[start - pages[0].start : end - pages[0].start]
    if not quote.strip():
        raise InvalidError({"evidence": "span"})
    return _evidence(pages, words, start, quote).model_dump(mode="json")


def _evidence(pages: list[PageEntry], words: list[tuple[PageEntry, PageWord]], start: int, quote: str) -> Evidence:
    first, last, end = pages[0], pages[-1], start + len(quote)
    return Evidence(
        page=first.number,
        page_end=last.number,
        line=first.text.count("\n", 0, start - first.start) + 1,
        line_end=last.text.count("\n", 0, max(0, end - 1 - last.start)) + 1,
        start=start,
        end=end,
        quote=quote,
        quote_as_read=_as_read(quote, start, [word for _, word in words]),
        boxes=_boxes(words),
        confidence=min((word.probability for _, word in words), default=1.0),
    )


def _as_read(quote: str, start: int, words: list[PageWord]) -> str:
    """Put back what was read where a whole word of the quote was repaired."""
    for word in reversed(words):
        low, high = word.start - start, word.end - start
        if word.as_read is not None and low >= 0 and high <= len(quote):
            quote = quote[:low] + word.as_read + quote[high:]
    return quote


def _boxes(words: list[tuple[PageEntry, PageWord]]) -> list[BoxModel]:
    """One box for each printed line."""
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for page, word in words:
        if word.box:
            at = (page.number, word.line)
            left, top, right, bottom = found.get(at, word.box)
            box = word.box
            found[at] = (min(left, box[0]), min(top, box[1]), max(right, box[2]), max(bottom, box[3]))
    return [
        BoxModel(page=number, left=box[0], top=box[1], right=box[2], bottom=box[3])
        for (number, _line), box in found.items()
    ]


def _lines(page: PageEntry) -> list[tuple[int, tuple[int, int]]]:
    """The lines of a page by number, with their span within its text."""
    found, at = [], 0
    for number, line in enumerate(page.text.split("\n"), 1):
        found.append((number, (at, at + len(line))))
        at += len(line) + 1
    return found
