"""Printed lines as extraction needs them: trimmed, without page furniture, and the paragraphs they form.

Text inputs separate paragraphs by blank lines, recognised pages by indentation and short last lines; both kinds of
sign are used, whichever the document offers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from corpus.document import LineKind, PageSource
from extractors.structure import numbering

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.document import Box, Document

_PAGE_NUMBER = re.compile(r"^[\-–—\s.]*\d{1,4}[\-–—\s.]*$")
_GAZETTE_HEAD = re.compile(r"^C[ÔO]NG B[ÁA]O\s*/\s*S[ốo6]")
_NOISE_BEFORE = re.compile(r"(?:\s*[|ˆ^~`¬¦]+(?=\s))*\s*")
_NOISE_AFTER = re.compile(r"(?:\s+[|ˆ^~`¬¦]+)*\s*$")
_CLOSED = re.compile(r"[.;:!?…/]['\"”’)\]]*$")
_SCRAP = re.compile(r"^\W*(?![IVX])[A-ZĐ]\W*$")  # a seal's rim read as "D)"; a lone I, V or X may be a numeral
_UNWRAPPED_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line without the white space around it.

    ``index`` counts in ``document.lines``; ``gap`` tells that a blank line or a tall space stands above it; ``indent``
    that it begins to the right of its page's margin; ``short`` that it ends well before the right margin.
    """

    index: int
    page: int
    start: int
    end: int
    text: str
    kind: LineKind
    box: Box | None
    gap: bool
    indent: bool
    short: bool

    @property
    def closed(self) -> bool:
        """Whether the line ends as sentences and list items do."""
        return bool(_CLOSED.search(self.text))


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one paragraph or heading."""

    lines: tuple[Printed, ...]

    @property
    def start(self) -> int:
        """Where its first line starts in the text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where its last line ends in the text."""
        return self.lines[-1].end

    @property
    def text(self) -> str:
        """Its words on one line; for decisions, not for offsets."""
        return " ".join(line.text for line in self.lines)


def printed_lines(document: Document) -> tuple[list[Printed], list[tuple[int, int]]]:
    """Return the document's lines that carry text, and the spans of its page furniture."""
    spans = [_trim(document.text, *document.line_span(i)) for i in range(len(document.lines))]
    kept = [i for i, (start, end) in enumerate(spans) if start < end]
    furniture = set(_furniture(document, spans, kept))
    lines = [i for i in kept if i not in furniture]
    measure = _Measure(document, spans, lines)
    return [measure.printed(i) for i in lines], [spans[i] for i in sorted(furniture)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The line without white space and without the strokes of stamps and frames at its ends."""
    piece = text[start:end]
    if not piece.strip():
        return start, start
    lead, tail = _NOISE_BEFORE.match(piece), _NOISE_AFTER.search(piece)
    return start + (lead.end() if lead else 0), start + (tail.start() if tail else len(piece))


def _furniture(document: Document, spans: list[tuple[int, int]], kept: list[int]) -> Iterable[int]:
    """Yield the lines that belong to the page: running heads, page numbers, rules, scraps, the Gazette's head."""
    many = len(document.pages) > 1
    for at, i in enumerate(kept):
        page, line = document.lines[i]
        text = document.text[slice(*spans[i])]
        edge = many and (
            at in {0, len(kept) - 1}
            or document.lines[kept[at - 1]][0] is not page
            or document.lines[kept[at + 1]][0] is not page
        )
        number = bool(_PAGE_NUMBER.match(text))
        beside_head = number and any(
            _GAZETTE_HEAD.match(document.text[slice(*spans[j])]) for j in kept[max(0, at - 1) : at + 2]
        )
        known = line.kind in {LineKind.RUNNING_HEAD, LineKind.PAGE_NUMBER}
        wordless = not any(c.isalnum() or c in "%‰" for c in text)  # "(%)" is a unit
        scrap = page.source is PageSource.RECOGNISED and bool(_SCRAP.match(text))
        if known or wordless or scrap or _GAZETTE_HEAD.match(text) or (number and edge) or beside_head:
            yield i


class _Measure:
    """What counts as indented, spaced and short in one document."""

    def __init__(self, document: Document, spans: list[tuple[int, int]], lines: list[int]) -> None:
        self.document, self.spans, self.lines = document, spans, lines
        self.before = dict(zip(lines[1:], lines, strict=False))
        lengths = [spans[i][1] - spans[i][0] for i in lines]
        self.full = _high(lengths)
        self.margins = self._margins()

    def _margins(self) -> dict[int, tuple[float, float, float]]:
        """Left and right margin and line height of every page whose body lines have boxes."""
        boxes: dict[int, list[Box]] = {}
        for i in self.lines:
            page, line = self.document.lines[i]
            if line.box and line.kind is LineKind.BODY:
                boxes.setdefault(page.number, []).append(line.box)
        return {
            number: (
                -_high([-b.left for b in found]),
                _high([b.right for b in found]),
                median(b.bottom - b.top for b in found),
            )
            for number, found in boxes.items()
            if len(found) > 4
        }

    def printed(self, i: int) -> Printed:
        page, line = self.document.lines[i]
        start, end = self.spans[i]
        left, right, height = self.margins.get(page.number, (0.0, 0.0, 0.0))
        boxed = line.box if height and line.kind is LineKind.BODY else None
        return Printed(
            index=i,
            page=page.number,
            start=start,
            end=end,
            text=self.document.text[start:end],
            kind=line.kind,
            box=line.box,
            gap=self._gap(i, height),
            indent=bool(boxed and boxed.left > left + height),
            short=boxed.right < right - 4 * height if boxed else end - start < 0.75 * self.full,
        )

    def _gap(self, i: int, height: float) -> bool:
        earlier = self.before.get(i)
        if earlier is None:
            return True
        between = self.document.text[self.spans[earlier][1] : self.spans[i][0]]
        if "\f" in between or self.document.lines[earlier][0] is not self.document.lines[i][0]:
            return False
        above, here = self.document.lines[earlier][1].box, self.document.lines[i][1].box
        tall = bool(height and above and here and here.top - above.bottom > 1.2 * height)
        return between.count("\n") > 1 or tall


def _high(values: Sequence[float]) -> float:
    """The value that nine tenths of the values do not exceed, 0 for none."""
    if len(values) < 2:
        return values[0] if values else 0
    return quantiles(values, n=10)[8]


def blocks(lines: Sequence[Printed]) -> list[Block]:
    """Return the paragraphs and headings that the lines form, in order."""
    unwrapped = _high([line.end - line.start for line in lines]) > _UNWRAPPED_LENGTH
    groups: list[list[Printed]] = []
    for line in lines:
        if groups and not unwrapped and not _opens(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Block(tuple(group)) for group in groups]


def _opens(group: list[Printed], line: Printed) -> bool:
    """Tell whether ``line`` begins a new block after the lines of ``group``."""
    above = group[-1]
    if line.kind is not above.kind or line.kind is LineKind.TABLE:
        return True
    ended = above.closed or above.short
    mark = numbering.mark(line.text)
    if mark:
        point = mark.style == "letter" and line.text[: mark.end].rstrip().endswith(")")
        # "điểm / a) khoản 2" goes on with a sentence; "a) Các bộ …" below a title of full width does not
        new = point and line.text[mark.end :].lstrip()[:1].isupper()
        return mark.structural or line.gap or ended or line.indent or new or is_upper(above.text) != is_upper(line.text)
    if line.gap:
        return ended or not starts_lower(line.text)
    if starts_lower(line.text):
        return False
    if is_upper(above.text) or is_upper(line.text):
        # a heading in capitals over two lines stays whole; capitals and small letters never share a block
        return is_upper(above.text) != is_upper(line.text)
    # only the first line of a paragraph is indented; where nothing has boxes, the line above tells
    return line.indent or (ended and above.short)


def starts_lower(text: str) -> bool:
    """Whether the text goes on with a sentence: its first character is a small letter."""
    return text[:1].islower()


def is_upper(text: str) -> bool:
    """Whether the letters are capitals, as in the headings of the highest level."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)
