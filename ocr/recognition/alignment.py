"""Which words of two readings of a page stand in the same place: one for one, or one for several."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.document import Box
from ocr.draft import Segment, Token

_ACROSS = 0.5  # of the narrower box
_DOWN = 0.5  # of the lower box


@dataclass(frozen=True, slots=True)
class Group:
    """Words of the first reading and those of the second in their place; either may be empty, not both."""

    mine: Segment
    theirs: Segment


class Words:
    """Words by height on the page."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = sorted((t for t in tokens if t.box), key=lambda t: t.box.top if t.box else 0)
        self.tops = [t.box.top for t in self.tokens if t.box]
        self.tallest = max((t.box.bottom - t.box.top for t in self.tokens if t.box), default=0)

    def near(self, box: Box) -> Sequence[Token]:
        """Words whose height on the page may be that of ``box``."""
        return self.tokens[bisect_left(self.tops, box.top - self.tallest) : bisect_right(self.tops, box.bottom)]

    def at(self, box: Box | None) -> list[Token]:
        """The words that stand in the same place."""
        return [t for t in self.near(box) if t.box and _same_place(t.box, box)] if box else []

    def touching(self, box: Box | None) -> bool:
        """Tell whether a word lies on the box, or partly."""
        return box is not None and any(t.box and _overlap(t.box, box) > (0, 0) for t in self.near(box))


def groups(segment: Segment, others: Words) -> Iterator[Group]:
    """Give the words of a line in order, each with those of the other reading in its place.

    Neighbours that share a word of the other reading make one group.
    """
    found = [others.at(token.box) for token in segment]
    label = 0
    labelled = []
    for at, token in enumerate(segment):
        shared = at > 0 and any(t is o for t in found[at] for o in found[at - 1])
        label += not shared
        labelled.append((label, token, found[at]))
    for _, members in groupby(labelled, key=lambda member: member[0]):
        mine, theirs = [], {}
        for _, token, place in members:
            mine.append(token)
            theirs.update({id(other): other for other in place})
        yield Group(tuple(mine), tuple(sorted(theirs.values(), key=_left)))


def scaled(token: Token, scale: float) -> Token:
    """Return the word with its box multiplied by ``scale``."""
    if token.box is None or scale == 1.0:
        return token
    box = token.box
    return replace(
        token,
        box=Box(round(box.left * scale), round(box.top * scale), round(box.right * scale), round(box.bottom * scale)),
    )


def _left(token: Token) -> int:
    return token.box.left if token.box else 0


def _overlap(a: Box, b: Box) -> tuple[int, int]:
    across, down = min(a.right, b.right) - max(a.left, b.left), min(a.bottom, b.bottom) - max(a.top, b.top)
    return (across, down) if across > 0 and down > 0 else (0, 0)


def _same_place(a: Box, b: Box) -> bool:
    across, down = _overlap(a, b)
    narrower = min(a.right - a.left, b.right - b.left)
    lower = min(a.bottom - a.top, b.bottom - b.top)
    return across > 0 and across >= _ACROSS * narrower and down >= _DOWN * lower
