"""A page before it is part of a document, and how pages become one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from pathlib import Path

from corpus.document import (
    Alternative,
    Box,
    Cell,
    Condition,
    Document,
    Line,
    LineKind,
    Page,
    PageSource,
    Problem,
    Table,
    Word,
)
from corpus.text import nfc


@dataclass(frozen=True, slots=True)
class Token:
    """A printed word before it has an offset; ``before`` separates it from the token to its left.

    ``alternatives``: what other readings of the same place gave instead, with their confidence.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    before: str = " "
    alternatives: tuple[Alternative, ...] = ()


Segment = tuple[Token, ...]
"""Words that stand side by side on one line, left to right."""


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell before it has an offset: its place in the table, and how many of the line's tokens it holds."""

    row: int
    column: int
    rows: int
    columns: int
    tokens: int


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of a table, whose ``columns`` are known; lines of one ``table`` (a number within the page) make it up."""

    table: int
    columns: int
    cells: tuple[DraftCell, ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A printed line before it has an offset. ``tokens`` run from left to right and hold no white space.

    A line that is a ``row`` of a table has the tokens of its cells, one cell after the other.
    """

    tokens: tuple[Token, ...]
    block: int = 0
    kind: LineKind = LineKind.BODY
    row: DraftRow | None = None

    @property
    def text(self) -> str:
        """The line as it will stand in the document."""
        return "".join((t.before if i else "") + t.text for i, t in enumerate(self.tokens))


@dataclass(frozen=True, slots=True)
class PageDraft:
    """What was read from one page. ``width`` and ``height`` are pixels of ``image`` at ``dpi``.

    ``problem``: what could not be read of it, where the rest could.
    """

    lines: tuple[DraftLine, ...]
    source: PageSource
    reason: str
    width: int | None = None
    height: int | None = None
    dpi: int | None = None
    image: Path | None = None
    encoding: str | None = None
    problem: Problem | None = None

    @property
    def text(self) -> str:
        """The page's text."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Origin:
    """Which file a document comes from: ``sha256:`` identity, name without folders, media type."""

    identity: str
    source: str
    media_type: str


def assemble(
    origin: Origin,
    drafts: Sequence[PageDraft],
    *,
    condition: Condition,
    language: str,
    problems: Sequence[Problem] = (),
) -> Document:
    r"""Return the document of these pages: lines joined by ``\n``, pages by ``\f``, all of it NFC."""
    pages: list[Page] = []
    texts: list[str] = []
    at = 0
    for number, draft in enumerate(drafts, 1):
        page, text = _page(number, draft, at)
        pages.append(page)
        texts.append(text)
        at += len(text) + 1
    as_read = "\f".join(texts)
    return Document(
        origin.identity,
        origin.source,
        origin.media_type,
        as_read,
        tuple(pages),
        as_read,
        language=language,
        condition=condition,
        problems=tuple(problems),
    )


def _page(number: int, draft: PageDraft, start: int) -> tuple[Page, str]:
    """An empty page still has one, empty, line: the text between two form feeds is a line too."""
    lines: list[Line] = []
    texts: list[str] = []
    at = start
    for index, drafted in enumerate(draft.lines or (DraftLine(()),), 1):
        line, text = _line(index, drafted, at)
        lines.append(line)
        texts.append(text)
        at += len(text) + 1
    text = "\n".join(texts)
    page = Page(
        number,
        start,
        start + len(text),
        tuple(lines),
        draft.source,
        draft.reason,
        draft.width,
        draft.height,
        draft.dpi,
        draft.image,
        tuple(_tables(draft.lines, lines)),
    )
    return page, text


def _tables(drafts: Sequence[DraftLine], lines: Sequence[Line]) -> Iterator[Table]:
    rows = [(draft.row, line) for draft, line in zip(drafts, lines, strict=False) if draft.row]
    for _, group in groupby(rows, key=lambda pair: pair[0].table):
        members = list(group)
        cells = tuple(cell for row, line in members for cell in _cells(row, line))
        yield Table(members[0][1].number, members[-1][1].number, members[0][0].columns, cells)


def _cells(row: DraftRow, line: Line) -> Iterator[Cell]:
    at, end = 0, line.start
    for cell in row.cells:
        words = line.words[at : at + cell.tokens]
        at += cell.tokens
        start, end = (words[0].start, words[-1].end) if words else (end, end)
        yield Cell(cell.row, cell.column, cell.rows, cell.columns, start, end)


def _line(number: int, drafted: DraftLine, start: int) -> tuple[Line, str]:
    words: list[Word] = []
    text = ""
    for token in drafted.tokens:
        text += token.before if words else ""
        begin = start + len(text)
        text += nfc(token.text)
        words.append(Word(begin, start + len(text), token.box, token.confidence, token.alternatives))
    boxes = [w.box for w in words if w.box]
    box = reduce(Box.union, boxes) if boxes else None
    return Line(number, start, start + len(text), box, drafted.block, drafted.kind, tuple(words)), text
