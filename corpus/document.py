"""The document model: two texts, one map, and the layout that ties both to the page.

``as_read`` never changes after reading. Layout (pages, lines, words) speaks in offsets of ``as_read``; repair adds
``text`` and the map between both. Repair keeps every line break and form feed, so line N of a page is line N in
both texts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from corpus.offsets import OffsetMap, Replacement, apply


class Condition(StrEnum):
    """In what state the document's text arrived."""

    CLEAN = "clean"
    DIACRITICS_STRIPPED = "diacritics_stripped"
    OCR_GARBLED = "ocr_garbled"
    LEGACY_ENCODING = "legacy_encoding"
    SCAN = "scan"
    MIXED = "mixed"


class PageSource(StrEnum):
    """Where a page's text came from."""

    TEXT = "text"
    TEXT_LAYER = "text_layer"
    RECOGNISED = "recognised"
    FAILED = "failed"


class LineKind(StrEnum):
    """What a printed line is on its page; sentences are made of body lines only."""

    BODY = "body"
    HEAD_LEFT = "head_left"
    HEAD_RIGHT = "head_right"
    RUNNING_HEAD = "running_head"
    PAGE_NUMBER = "page_number"
    FOOTNOTE = "footnote"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the page image, origin top left; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a token and its probability."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word: span in ``as_read``, its box, and the recogniser's confidence from 0 to 1.

    ``alternatives``: what other readings of the same place gave instead, with their confidence.
    """

    start: int
    end: int
    box: Box | None = None
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: 1-based number in its page, span in ``as_read`` without the break, block in reading order."""

    number: int
    start: int
    end: int
    box: Box | None = None
    block: int = 0
    kind: LineKind = LineKind.BODY
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: 0-based row and column, how many of each it spans, and its span in ``as_read``.

    The span of an empty cell is empty and stands behind the cell before it.
    """

    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are known: numbers of its first and last line in the page, and its cells row by row.

    Each row is one line, in which cells that hold text are parted by " | "; a cell over several rows stands in the
    line of its first. Rows without any text have no line.
    """

    first_line: int
    last_line: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: 1-based number, span in ``as_read`` without the form feed; pixel size at ``dpi`` where it has an image.

    ``reason`` says why the text came from ``source``, in a sentence for the run's log.
    """

    number: int
    start: int
    end: int
    lines: tuple[Line, ...]
    source: PageSource
    reason: str = ""
    width: int | None = None
    height: int | None = None
    dpi: int | None = None
    image: Path | None = None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How sure a token of the repaired text is: its span in ``text``, probability of being right, and runners-up."""

    start: int
    end: int
    probability: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with part of a document: stable code, page (None for the whole), reason and remedy."""

    code: str
    reason: str
    remedy: str
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """One document, as read and as repaired.

    ``id`` is ``sha256:`` and the hash of the file's bytes; ``source`` the file's name without folders. ``readings``
    are sorted and disjoint; a token without a reading was left as it was read and is as sure as its word.
    """

    id: str
    source: str
    media_type: str
    as_read: str
    pages: tuple[Page, ...]
    text: str
    offsets: OffsetMap = field(default_factory=OffsetMap)
    readings: tuple[Reading, ...] = ()
    language: str = "vi"
    condition: Condition = Condition.CLEAN
    problems: tuple[Problem, ...] = ()

    def repaired(
        self, replacements: Iterable[Replacement], readings: Iterable[Reading], *, condition: Condition, language: str
    ) -> Document:
        """Return the document with its text repaired; replacements speak in offsets of the present ``text``.

        Raises:
            ValueError: when a replacement would add or remove a line break or form feed, or overlaps another.
        """
        text, step = apply(self.text, replacements)
        if [c for c in text if c in "\n\f"] != [c for c in self.text if c in "\n\f"]:
            raise ValueError("a repair must keep every line break")
        return replace(
            self,
            text=text,
            offsets=step.after(self.offsets),
            readings=tuple(readings),
            condition=condition,
            language=language,
        )

    @cached_property
    def lines(self) -> tuple[tuple[Page, Line], ...]:
        """Every line with its page, in text order."""
        return tuple((page, line) for page in self.pages for line in page.lines)

    @cached_property
    def _line_starts(self) -> list[int]:
        """Start of every line in ``text``; repair keeps line breaks, so both texts have the same lines."""
        starts, at = [], 0
        for piece in self.text.replace("\f", "\n").split("\n"):
            starts.append(at)
            at += len(piece) + 1
        return starts

    @cached_property
    def _raw_line_starts(self) -> list[int]:
        return [line.start for _, line in self.lines]

    @cached_property
    def _reading_starts(self) -> list[int]:
        return [r.start for r in self.readings]

    def line_at(self, offset: int) -> tuple[Page, Line]:
        """Return the page and line on which ``text[offset]`` stands."""
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def line_span(self, index: int) -> tuple[int, int]:
        """Return the span in ``text`` of the line with that 0-based index in ``lines``, without its line break."""
        start = self._line_starts[index]
        following = self._line_starts[index + 1 : index + 2]
        return start, (following[0] - 1 if following else len(self.text))

    def words_in(self, start: int, end: int) -> list[tuple[Page, Word]]:
        """Return the printed words, with their pages, that ``text[start:end]`` touches."""
        raw_start, raw_end = self.offsets.to_raw(start, end)
        first = max(0, bisect_right(self._raw_line_starts, raw_start) - 1)
        found = []
        for page, line in self.lines[first:]:
            if line.start >= raw_end:
                break
            # bisected, since a line may be a whole text that has no line breaks
            low = bisect_right(line.words, raw_start, key=lambda w: w.end)
            high = bisect_left(line.words, raw_end, key=lambda w: w.start)
            found += [(page, w) for w in line.words[low:high]]
        return found

    def readings_in(self, start: int, end: int) -> tuple[Reading, ...]:
        """Return the readings that ``text[start:end]`` touches."""
        low = max(0, bisect_right(self._reading_starts, start) - 1)
        high = bisect_left(self._reading_starts, end)
        return tuple(r for r in self.readings[low:high] if r.end > start)

    def probability(self, start: int, end: int) -> float:
        """Return how sure the least sure token in ``text[start:end]`` is, from 0 to 1.

        A reading speaks for the printed words under it, since it has weighed what was recognised there; the
        recogniser's confidence counts for words without a reading.
        """
        readings = self.readings_in(start, end)
        covered = [self.offsets.to_raw(r.start, r.end) for r in readings]
        printed = [
            word.confidence
            for _, word in self.words_in(start, end)
            if word.confidence is not None and not any(a < word.end and b > word.start for a, b in covered)
        ]
        return min([1.0, *(r.probability for r in readings), *printed])


def plain_document(text: str, *, identity: str, source: str, media_type: str = "text/plain") -> Document:
    r"""Return the document of a text input: one page, lines split at ``\n`` (and ``\f``) exactly as they stand."""
    lines, at = [], 0
    for number, piece in enumerate(text.replace("\f", "\n").split("\n"), 1):
        lines.append(Line(number, at, at + len(piece), words=_words(piece, at)))
        at += len(piece) + 1
    page = Page(1, 0, len(text), tuple(lines), PageSource.TEXT, "the file is text")
    return Document(identity, source, media_type, text, (page,), text)


def _words(line: str, offset: int) -> tuple[Word, ...]:
    words, at = [], 0
    for piece in line.split():
        start = line.index(piece, at)
        at = start + len(piece)
        words.append(Word(offset + start, offset + at))
    return tuple(words)
