"""The lattice: every way to read a paragraph's tokens as words, as arcs between nodes in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from corpus.language.ngram import Ngrams
from corpus.language.orthography import fold
from ocr.repair.candidates import Candidates, Proposer, Setting, keep_log, single
from ocr.repair.tokens import Kind, Token

JOIN_LOG = -9.0  # log P that a reader joins two printed words, or breaks one in two
BREAK_LOG = -7.0
POOR = -8.0  # best log P under which a token is also tried as two words, or with its neighbour
DIGITS_LOG = {1: -4.5, 2: -5.5}  # log P(these digits | a number), by their count
MIXED_NUMBER_LOG = -18.0
WORD_FROM_DIGITS = -6.0  # the doubt due to a number before it may turn into a word


_WORDLIKE = (Kind.WORD, Kind.DIGITS)


class Channel(StrEnum):
    """How a line was damaged, and so how it is repaired."""

    NONE = "none"  # not at all: it only gives context
    GARBLED = "garbled"  # read by a reader that does not know Vietnamese letters
    STRIPPED = "stripped"  # without its diacritics
    MILD = "mild"  # read by a reader that knows Vietnamese: a tone or the shape of a letter is wrong here and there


@dataclass(frozen=True, slots=True)
class Item:
    """A token, the number of its line, how that was damaged, and where the token stands."""

    line: int
    token: Token
    channel: Channel
    setting: Setting


@dataclass(frozen=True, slots=True)
class Arc:
    """Candidates for what lies between two nodes: tokens `first` to `last`; `part` 1 is the second of two words."""

    source: int
    target: int
    candidates: Candidates
    first: int
    last: int
    part: int = 0


@dataclass(frozen=True)
class Lattice:
    """Nodes are numbered in topological order; the last is the end."""

    nodes: int
    arcs: list[Arc]


def build(items: Sequence[Item], proposers: Mapping[Channel, Proposer], ngram: Ngrams) -> Lattice:
    """Build the lattice of one paragraph."""
    return _Builder(items, proposers, ngram).build()


class _Builder:
    def __init__(self, items: Sequence[Item], proposers: Mapping[Channel, Proposer], ngram: Ngrams) -> None:
        self.items = items
        self.proposers = proposers
        self.ngram = ngram

    def build(self) -> Lattice:
        singles = [self._single(item) for item in self.items]
        inner = [self._as_two(number, singles[number]) for number in range(len(self.items))]
        starts = np.concatenate([[0], np.cumsum([1 + len(splits) for splits in inner])]).astype(int)
        arcs: list[Arc] = []
        for number, candidates in enumerate(singles):
            here, there = int(starts[number]), int(starts[number + 1])
            arcs.append(Arc(here, there, candidates, number, number))
            for offset, (left, right) in enumerate(inner[number], 1):
                arcs.append(Arc(here, here + offset, left, number, number))
                arcs.append(Arc(here + offset, there, right, number, number, 1))
            broken = self._with_next(number, singles)
            if broken:
                arcs.append(Arc(here, int(starts[number + 2]), broken, number, number + 1))
        arcs.sort(key=lambda arc: arc.source)
        return Lattice(int(starts[-1]) + 1, arcs)

    def _single(self, item: Item) -> Candidates:
        token = item.token
        if token.kind is Kind.STOP:
            return single(self.ngram.boundary, token.text)
        if token.kind is Kind.NUMBER or token.printed:
            printed = token.printed or token.text
            word = self.ngram.number if any(c.isdecimal() for c in printed) else self._known(printed)
            return single(word, printed)
        if item.channel is Channel.NONE or (item.channel is not Channel.GARBLED and token.kind is Kind.DIGITS):
            word = self.ngram.number if token.kind is Kind.DIGITS else self._known(token.text)
            return single(word, token.text)
        proposed = self._propose(token.text, item)
        if token.kind is Kind.DIGITS:
            return self._digits(token.text, proposed)
        if item.channel is Channel.MILD:
            return proposed
        return _with(proposed, self.ngram.unknown, token.text, keep_log(token.text, item.setting))

    def _propose(self, text: str, item: Item) -> Candidates:
        return self.proposers[item.channel].propose(text, item.setting)

    def _known(self, text: str) -> int:
        return self.ngram.index.get(fold(text), self.ngram.unknown)

    def _digits(self, text: str, proposed: Candidates) -> Candidates:
        pure = text.isdigit()
        log = DIGITS_LOG.get(len(text), -7.0) if pure else MIXED_NUMBER_LOG
        return _with(proposed.shifted(WORD_FROM_DIGITS if pure else 0.0), self.ngram.number, text, log)

    def _as_two(self, number: int, found: Candidates) -> list[tuple[Candidates, Candidates]]:
        """Ways to part one token into two words, when it makes a poor single word."""
        item = self.items[number]
        text = item.token.text
        garbled = item.channel is Channel.GARBLED and item.token.kind is Kind.WORD
        if not garbled or len(text) < 4 or found.logs.max() > POOR:
            return []
        ways = []
        for cut in range(1, len(text)):
            left, right = (self._propose(part, item) for part in (text[:cut], text[cut:]))
            if len(left.words) and len(right.words):
                ways.append((float(left.logs.max() + right.logs.max()), left, right))
        ways.sort(key=lambda way: -way[0])
        return [(left.shifted(JOIN_LOG), right) for score, left, right in ways[:2] if score > 2 * POOR]

    def _with_next(self, number: int, singles: Sequence[Candidates]) -> Candidates | None:
        """One word broken in two tokens, when either half makes a poor word."""
        if number + 1 >= len(self.items):
            return None
        a, b = self.items[number], self.items[number + 1]
        wordlike = all(i.channel is Channel.GARBLED and i.token.kind in _WORDLIKE for i in (a, b))
        if not wordlike or not a.token.glued or a.line != b.line or len(a.token.text + b.token.text) > 8:
            return None
        if b.token.start - a.token.end != 1 or (a.token.text + b.token.text).isdigit():
            return None
        if min(singles[number].logs.max(), singles[number + 1].logs.max()) > POOR:
            return None
        found = self._propose(a.token.text + b.token.text, a)
        return found.shifted(BREAK_LOG) if len(found.words) else None


def _with(found: Candidates, word: int, text: str, log: float) -> Candidates:
    """Add one candidate."""
    return Candidates(
        np.append(found.words, word), np.append(found.logs, np.float32(log)).astype(np.float32), (*found.texts, text)
    )
