"""Documents made again from their folders, so that they are repaired and extracted anew without being read anew.

What a folder does not keep is lost: which lines are heads of columns or page numbers, the cells of tables, and how
sure the recogniser was of a word before it was repaired. For text inputs nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.document import (
    Alternative,
    Box,
    Condition,
    Document,
    Line,
    Page,
    PageSource,
    Reading,
    Word,
    plain_document,
)
from corpus.page_words import FILE, PageWord, PageWords
from corpus.record import DocumentInfo, PageInfo

_REREAD = 0.6
"""Confidence given to a recognised word that the repair has changed: its own was not kept."""
_BAR = " | "
"""What parts the cells of a ruled table."""
PageLines = Mapping[int, Mapping[int, Sequence[PageWord]]]


def repaired_document(folder: Path, info: DocumentInfo) -> Document:
    """Return the document as it was after repair, for extractors; its text as read is that of the repair.

    Raises:
        OSError: when a file of the folder is missing.
        ValidationError: when words.jsonl is damaged.
    """
    text, words = _text(folder / "text.txt"), stored_words(folder)
    pages = _pages(text, info, _by_line(words), repaired=True)
    return Document(
        info.id,
        info.source,
        info.media_type,
        text,
        pages,
        text,
        readings=tuple(_readings(words)),
        language=info.language,
        condition=info.condition or Condition.CLEAN,
    )


def read_document(folder: Path, info: DocumentInfo) -> Document:
    """Return the document as it was before repair.

    Raises:
        OSError, ValidationError: as ``repaired_document``.
    """
    text = _text(folder / "text.as-read.txt")
    if info.pages <= 1 and not any(page.source == "recognised" for page in info.page_details):
        plain = plain_document(text, identity=info.id, source=info.source, media_type=info.media_type)
        return Document(plain.id, plain.source, plain.media_type, text, plain.pages, text)
    pages = _pages(text, info, _by_line(stored_words(folder)), repaired=False)
    condition = info.condition or Condition.CLEAN
    return Document(info.id, info.source, info.media_type, text, pages, text, condition=condition)


def ruled_rows(folder: Path, info: DocumentInfo) -> list[tuple[int, int]]:
    """Return the spans of text.txt that are rows of ruled tables, whose cells the folder keeps as text only."""
    if not any(page.source in ("recognised", "text_layer") for page in info.page_details):
        return []
    found, at = [], 0
    for line in _text(folder / "text.txt").replace("\f", "\n").split("\n"):
        if _BAR in line:
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def stored_words(folder: Path) -> list[PageWords]:
    """Return the words of all pages, none where the folder does not keep them."""
    path = folder / FILE
    if not path.is_file():
        return []
    with path.open("rb") as stream:
        return [PageWords.model_validate_json(line) for line in stream if line.strip()]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _by_line(pages: Iterable[PageWords]) -> PageLines:
    found: dict[int, dict[int, list[PageWord]]] = defaultdict(lambda: defaultdict(list))
    for page in pages:
        for word in page.words:
            found[page.page][word.line].append(word)
    return found


def _pages(text: str, info: DocumentInfo, words: PageLines, *, repaired: bool) -> tuple[Page, ...]:
    details = {page.number: page for page in info.page_details}
    pieces = text.split("\f") if info.pages > 1 else [text]
    pages, at = [], 0
    for number, piece in enumerate(pieces, 1):
        told = details.get(number) or PageInfo(number=number, source="text")
        lines = tuple(_lines(piece, at, words.get(number, {}), repaired=repaired))
        pages.append(
            Page(number, at, at + len(piece), lines, PageSource(told.source), "", told.width, told.height, told.dpi)
        )
        at += len(piece) + 1
    return tuple(pages)


def _lines(page: str, offset: int, words: Mapping[int, Sequence[PageWord]], *, repaired: bool) -> Iterator[Line]:
    at = offset
    for number, line in enumerate(page.replace("\f", "\n").split("\n"), 1):
        known = words.get(number, ())
        found = tuple(_placed(known) if repaired else _sought(line, at, known))
        yield Line(number, at, at + len(line), _around(found), words=found)
        at += len(line) + 1


def _placed(known: Sequence[PageWord]) -> Iterator[Word]:
    for word in known:
        yield Word(word.start, word.end, _box(word))


def _sought(line: str, offset: int, known: Sequence[PageWord]) -> Iterator[Word]:
    """Find the words as they were read in their line; one that is not found there is left out."""
    at = 0
    for word in known:
        read = word.text if word.as_read is None else word.as_read
        start = line.find(read, at) if read else -1
        if start < 0:
            continue
        at = start + len(read)
        others = tuple(Alternative(text, probability) for text, probability in word.alternatives)
        changed = word.as_read is not None
        if changed:
            others = (Alternative(word.text, 1 - _REREAD),)
        sure = _REREAD if changed else word.probability
        yield Word(offset + start, offset + at, _box(word), sure if word.box else None, others)


def _box(word: PageWord) -> Box | None:
    return Box(*word.box) if word.box else None


def _around(words: Sequence[Word]) -> Box | None:
    boxes = [word.box for word in words if word.box]
    box = boxes[0] if boxes else None
    for other in boxes[1:]:
        box = box.union(other) if box else other
    return box


def _readings(pages: Iterable[PageWords]) -> Iterator[Reading]:
    for page in pages:
        for word in page.words:
            if word.probability < 1:
                others = tuple(Alternative(text, probability) for text, probability in word.alternatives)
                yield Reading(word.start, word.end, word.probability, others)
