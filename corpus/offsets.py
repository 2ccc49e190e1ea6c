"""The map between the text as read and the text as repaired."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Replacement:
    """``as_read[raw_start:raw_end]`` is to become ``text`` (offsets in code points, end-exclusive)."""

    raw_start: int
    raw_end: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """``as_read[raw_start:raw_end]`` has become ``text[start:end]``; both differ only inside edits."""

    start: int
    end: int
    raw_start: int
    raw_end: int


def apply(as_read: str, replacements: Iterable[Replacement]) -> tuple[str, OffsetMap]:
    """Carry out ``replacements`` on ``as_read`` and return the new text with the map between both.

    Raises:
        ValueError: when replacements overlap or lie outside the text.
    """
    pieces: list[str] = []
    edits: list[Edit] = []
    raw_at = at = 0
    for new in sorted(replacements, key=lambda r: (r.raw_start, r.raw_end)):
        if new.raw_start < raw_at or new.raw_end < new.raw_start or new.raw_end > len(as_read):
            raise ValueError(f"replacement {new.raw_start}:{new.raw_end} overlaps another or leaves the text")
        pieces += (as_read[raw_at : new.raw_start], new.text)
        start = at + new.raw_start - raw_at
        at, raw_at = start + len(new.text), new.raw_end
        edits.append(Edit(start, at, new.raw_start, new.raw_end))
    pieces.append(as_read[raw_at:])
    return "".join(pieces), OffsetMap(tuple(edits))


class OffsetMap:
    """Maps spans between two texts that are equal outside a sorted list of edits.

    A border inside an edit has no exact counterpart; it snaps outwards to the edit's own border, so that a
    mapped span always holds at least what the span holds.
    """

    def __init__(self, edits: Sequence[Edit] = ()) -> None:
        """Take edits sorted by position in both texts."""
        self.edits: tuple[Edit, ...] = tuple(edits)
        self._ends = [e.end for e in self.edits]
        self._starts = [e.start for e in self.edits]
        self._raw_ends = [e.raw_end for e in self.edits]
        self._raw_starts = [e.raw_start for e in self.edits]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self.edits == other.edits

    def __hash__(self) -> int:
        return hash(self.edits)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text as read that holds ``text[start:end]``."""
        low, high = self._touched(self._starts, self._ends, start, end)
        raw_start, raw_end = start + self._shift(low), end + self._shift(high)
        if low < high and self.edits[low].start < start:
            raw_start = self.edits[low].raw_start
        if low < high and self.edits[high - 1].end > end:
            raw_end = self.edits[high - 1].raw_end
        return raw_start, raw_end

    def to_text(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """Return the span of the repaired text that holds ``as_read[raw_start:raw_end]``."""
        low, high = self._touched(self._raw_starts, self._raw_ends, raw_start, raw_end)
        start, end = raw_start - self._shift(low), raw_end - self._shift(high)
        if low < high and self.edits[low].raw_start < raw_start:
            start = self.edits[low].start
        if low < high and self.edits[high - 1].raw_end > raw_end:
            end = self.edits[high - 1].end
        return start, end

    def after(self, first: Self) -> OffsetMap:
        """Compose: ``first`` maps A to B, this maps B to C; the result maps A to C."""
        borders = _components(first.edits, self.edits)
        edits = []
        for middle_start, middle_end in borders:
            raw_start, raw_end = first.to_raw(middle_start, middle_end)
            start, end = self.to_text(middle_start, middle_end)
            edits.append(Edit(start, end, raw_start, raw_end))
        return OffsetMap(edits)

    def _shift(self, index: int) -> int:
        """Raw offset minus text offset just before edit ``index``."""
        return self.edits[index - 1].raw_end - self.edits[index - 1].end if index else 0

    @staticmethod
    def _touched(starts: list[int], ends: list[int], start: int, end: int) -> tuple[int, int]:
        """Half-open range of edits inside, overlapping or, when empty on this side, bordering the span.

        An edit that is empty on this side (a deletion seen from the text) has no place of its own; taking it in
        at both borders loses nothing.
        """
        low, high = bisect_right(ends, start), bisect_left(starts, end)
        while low > 0 and starts[low - 1] == ends[low - 1] == start:
            low -= 1
        high = max(low, high)
        while high < len(starts) and starts[high] == ends[high] == end:
            high += 1
        return low, high


def _components(first: Sequence[Edit], second: Sequence[Edit]) -> list[tuple[int, int]]:
    """Merge the spans that both maps touch in the middle text into disjoint spans."""
    spans = sorted([(e.start, e.end) for e in first] + [(e.raw_start, e.raw_end) for e in second])
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
