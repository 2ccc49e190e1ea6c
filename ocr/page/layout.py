"""Where words stand on a page: pieces between wide gaps, and rows of pieces, with the page's slant taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.document import Box
from ocr.draft import Segment, Token

_WIDE_GAP = 1.8  # of the letters' height: wider than the spaces of a justified line
_SPACE = 0.6  # of the letters' height: the widest gap over which separate pieces are one after all
_LONG = 0.3  # of the page's width: lines long enough to tell the slant


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two wide gaps, and where they stand: pixels, with the slant taken out of the heights."""

    tokens: Segment
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Height of the piece's middle."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half-way between left and right."""
        return (self.left + self.right) / 2

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(t.text for t in self.tokens)


Row = list[Piece]


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Rows from top to bottom, pieces in them from left to right; ``tall`` is the usual height of a line, in pixels."""

    rows: list[Row]
    width: int
    height: int
    tall: float


def geometry(segments: Sequence[Segment], width: int, height: int) -> PageGeometry:
    """Return the rows of a page whose words a reader has grouped into segments (whole lines or parts of them)."""
    boxed = [tuple(t for t in s if t.box is not None) for s in segments]
    boxed = [s for s in boxed if s]
    tall = median([_box(t).bottom - _box(t).top for s in boxed for t in s] or [1])
    slant = _slant(boxed, width)
    pieces = [piece(part, slant) for s in boxed for part in split_at_gaps(s, tall * _WIDE_GAP)]
    return PageGeometry(_rows(pieces, tall), width, height, tall)


def piece(tokens: Segment, slant: float = 0.0) -> Piece:
    """Return the piece that these words make; ``slant`` is the rise of the page's lines, in pixels a pixel."""
    boxes = [_box(t) for t in tokens]
    left, right = min(b.left for b in boxes), max(b.right for b in boxes)
    shift = slant * (left + right) / 2
    # the median keeps a stain that was read as a letter from making the line tall
    return Piece(tokens, left, median(b.top for b in boxes) - shift, right, median(b.bottom for b in boxes) - shift)


def split_at_gaps(tokens: Segment, gap: float) -> list[Segment]:
    """Cut a segment where the space between two words is wider than ``gap`` pixels."""
    parts: list[list[Token]] = [[tokens[0]]]
    for last, token in pairwise(tokens):
        if _box(token).left - _box(last).right > gap:
            parts.append([token])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts]


def split_near(whole: Piece, x: float, least: float) -> tuple[Piece, Piece] | None:
    """Cut a piece at its widest gap, at least ``least`` pixels wide, within a tenth of its width of ``x``."""
    reach = (whole.right - whole.left) / 10
    gaps = [
        (_box(b).left - _box(a).right, i)
        for i, (a, b) in enumerate(pairwise(whole.tokens), 1)
        if abs((_box(a).right + _box(b).left) / 2 - x) <= reach
    ]
    widest, at = max(gaps, default=(0, 0))
    return cut(whole, at) if widest >= least else None


def cut(whole: Piece, at: int) -> tuple[Piece, Piece]:
    """Cut a piece before its token ``at`` (neither first nor beyond the last)."""
    slant = (median(_box(t).top for t in whole.tokens) - whole.top) / max(1.0, whole.centre)
    return piece(whole.tokens[:at], slant), piece(whole.tokens[at:], slant)


def joined(last: Piece, new: Piece) -> Piece:
    """Return the piece of two that stand side by side."""
    top, bottom = (last.top + new.top) / 2, (last.bottom + new.bottom) / 2
    return Piece(last.tokens + new.tokens, last.left, top, max(last.right, new.right), bottom)


def _slant(segments: Sequence[Segment], width: int) -> float:
    slopes = []
    for tokens in segments:
        first, last = _box(tokens[0]), _box(tokens[-1])
        across = (last.left + last.right) / 2 - (first.left + first.right) / 2
        if across >= width * _LONG:
            slopes.append((_middle(last) - _middle(first)) / across)
    return median(slopes) if len(slopes) >= 3 else 0.0


def _rows(pieces: Sequence[Piece], tall: float) -> list[Row]:
    rows: list[Row] = []
    for new in sorted(pieces, key=lambda p: p.middle):
        row = next((r for r in reversed(rows[-3:]) if _fits(r, new, tall)), None)
        if row is None:
            rows.append([new])
        else:
            row.append(new)
    rows.sort(key=lambda r: median(p.middle for p in r))
    return [_merged(sorted(row, key=lambda p: p.left), tall) for row in rows]


def _merged(row: Row, tall: float) -> Row:
    """Join what a reader has parted although only a space lies between."""
    merged = row[:1]
    for new in row[1:]:
        if new.left - merged[-1].right <= tall * _SPACE:
            merged[-1] = joined(merged[-1], new)
        else:
            merged.append(new)
    return merged


def _fits(row: Row, new: Piece, tall: float) -> bool:
    level = abs(median(p.middle for p in row) - new.middle) <= tall * 0.4
    return level and all(p.right <= new.left + tall / 2 or new.right <= p.left + tall / 2 for p in row)


def _box(token: Token) -> Box:
    if token.box is None:
        raise ValueError("layout needs words with boxes")
    return token.box


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2
