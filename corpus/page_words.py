"""The words of a page for people who compare them with the print: words.jsonl, one line for each page.

Words are those of the repaired text, parted by white space. Each knows its place in text.txt, its place on the page
image, how sure it is, what was read there, and what else it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from corpus.document import Alternative, Box, Document, Page
from corpus.record import Model

FILE = "words.jsonl"
"""The file's name in a document's folder."""
_WORD = re.compile(r"\S+")
_RUNNERS_UP = 4


class PageWord(Model):
    """One word of text.txt: ``text[start:end]`` in code points.

    ``box`` is left, top, right, bottom in pixels of the page image, null where the page has none; ``as_read`` null
    where nothing was changed.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    line: int = Field(ge=1, description="1-based within the page")
    text: str
    box: tuple[int, int, int, int] | None = None
    probability: float = Field(1.0, ge=0, le=1)
    as_read: str | None = None
    alternatives: list[tuple[str, float]] = Field(default=[], description="other readings with their probability")


class PageWords(Model):
    """All words of one page, in text order."""

    page: int = Field(ge=1)
    words: list[PageWord] = Field(default_factory=list)


def page_words(document: Document) -> Iterator[PageWords]:
    """Yield the words of every page of ``document``, pages in order; pages without text have none."""
    found: dict[int, list[PageWord]] = {page.number: [] for page in document.pages}
    for index, (page, line) in enumerate(document.lines):
        start, end = document.line_span(index)
        for match in _WORD.finditer(document.text, start, end):
            found[page.number].append(_word(document, page, line.number, match.start(), match.end()))
    for number, words in sorted(found.items()):
        yield PageWords(page=number, words=words)


def _word(document: Document, page: Page, line: int, start: int, end: int) -> PageWord:
    text = document.text[start:end]
    raw_start, raw_end = document.offsets.to_raw(start, end)
    as_read = document.as_read[raw_start:raw_end]
    printed = [word for on, word in document.words_in(start, end) if on is page]
    return PageWord(
        start=start,
        end=end,
        line=line,
        text=text,
        box=_around([word.box for word in printed if word.box]),
        probability=round(document.probability(start, end), 4),
        as_read=as_read if as_read != text else None,
        alternatives=_runners_up(document, start, end, [a for word in printed for a in word.alternatives]),
    )


def _around(boxes: list[Box]) -> tuple[int, int, int, int] | None:
    if not boxes:
        return None
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return box.left, box.top, box.right, box.bottom


def _runners_up(document: Document, start: int, end: int, printed: list[Alternative]) -> list[tuple[str, float]]:
    """Return what else the word may be, the likeliest first: from its repair, then from other readings of the print."""
    text = document.text[start:end]
    best: dict[str, float] = {}
    for reading in document.readings_in(start, end):
        if start <= reading.start and reading.end <= end:  # a reading of several words says nothing of one
            before, after = text[: reading.start - start], text[reading.end - start :]
            for other in reading.alternatives:
                best.setdefault(before + other.text + after, other.probability)
    for other in printed:
        best.setdefault(other.text, other.probability)
    best.pop(text, None)
    ranked = sorted(best.items(), key=lambda item: -item[1])[:_RUNNERS_UP]
    return [(other, round(probability, 4)) for other, probability in ranked]
