"""The decoder: the best path through a lattice under the trigram model, and how probable each arc is.

Viterbi and forward-backward run together over the same pruned states; a state is the last two words. Everything is in
natural logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from corpus.language.ngram import WIDTH, Floats, Ints, Trigrams
from ocr.repair.lattice import Arc, Lattice

BEAM = 24  # states kept per node
REACH = 10.0  # nats below the best at which a state is dropped
WEIGHT = 1.1  # of the language model against the channel

_MASK = (1 << WIDTH) - 1


@dataclass(frozen=True, slots=True)
class Choice:
    """An arc on the best path, the candidate taken, and the posterior of each of its candidates."""

    arc: Arc
    taken: int
    posteriors: Floats


@dataclass(slots=True)
class _States:
    """States of a node: keys w1<<16|w2, best score, forward sum; per state the (step, row) it came from."""

    keys: Ints
    best: Floats
    forward: Floats
    came: Ints
    backward: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


@dataclass(slots=True)
class _Step:
    """One arc's expansion: scores (S, C) to be added, and the states it leads to, (S, C), -1 where pruned."""

    arc: Arc
    scores: Floats
    leads: Ints


def decode(lattice: Lattice, ngram: Trigrams) -> list[Choice]:
    """Return the choices of the best path, in reading order."""
    return _Decoding(lattice, ngram).run()


class _Decoding:
    def __init__(self, lattice: Lattice, ngram: Trigrams) -> None:
        self.ngram = ngram
        self.lattice = lattice
        self.leaving: list[list[int]] = [[] for _ in range(lattice.nodes)]
        self.steps: list[_Step] = []
        self.arriving: list[list[tuple[int, Floats, Floats]]] = [[] for _ in range(lattice.nodes)]
        self.states: list[_States | None] = [None] * lattice.nodes
        self.by_source: list[list[Arc]] = [[] for _ in range(lattice.nodes)]
        for arc in lattice.arcs:
            self.by_source[arc.source].append(arc)

    def run(self) -> list[Choice]:
        start = (self.ngram.boundary << WIDTH) | self.ngram.boundary
        zero = np.zeros(1, dtype=np.float32)
        self.states[0] = _States(np.array([start], dtype=np.int64), zero, zero.copy(), np.zeros((1, 2), dtype=np.int64))
        for node in range(self.lattice.nodes):
            if node:
                self._gather(node)
            self._expand(node)
        self._go_back()
        return self._trace()

    def _at(self, node: int) -> _States:
        states = self.states[node]
        if states is None:
            raise ValueError(f"no path reaches node {node} of the lattice")
        return states

    def _expand(self, node: int) -> None:
        states = self.states[node]
        if states is None:
            return
        first, second = states.keys >> WIDTH, states.keys & _MASK
        for arc in self.by_source[node]:
            scores = self.ngram.log_trigram(first, second, arc.candidates.words) * np.float32(WEIGHT)
            scores = scores + arc.candidates.logs[None, :]
            self.arriving[arc.target].append(
                (len(self.steps), states.best[:, None] + scores, states.forward[:, None] + scores)
            )
            self.leaving[node].append(len(self.steps))
            self.steps.append(_Step(arc, scores, np.zeros(0, dtype=np.int64)))

    def _gather(self, node: int) -> None:
        """Merge what arrives at a node into states, and prune them."""
        blocks = self.arriving[node]
        if not blocks:
            return
        keys, best, forward, came = (np.concatenate(part) for part in zip(*map(self._flat, blocks), strict=True))
        order = np.lexsort((-best, keys))
        fresh = np.ones(len(order), dtype=bool)
        fresh[1:] = keys[order][1:] != keys[order][:-1]
        heads = np.flatnonzero(fresh)
        distinct, tops = keys[order][heads], best[order][heads]
        top = tops.max()
        kept = np.flatnonzero(tops > top - REACH)
        if len(kept) > BEAM:
            kept = kept[np.argpartition(-tops[kept], BEAM)[:BEAM]]
        ordered = forward[order]
        peak = ordered.max()
        sums = np.log(np.add.reduceat(np.exp(ordered - peak), heads) + 1e-30) + peak
        self.states[node] = _States(distinct[kept], tops[kept], sums[kept].astype(np.float32), came[order][heads][kept])
        renumber = np.full(len(heads), -1, dtype=np.int64)
        renumber[kept] = np.arange(len(kept))
        leads = np.empty(len(order), dtype=np.int64)
        leads[order] = renumber[np.cumsum(fresh) - 1]
        at = 0
        for number, scores, _ in blocks:
            self.steps[number].leads = leads[at : at + scores.size].reshape(scores.shape)
            at += scores.size
        self.arriving[node] = []

    def _flat(self, block: tuple[int, Floats, Floats]) -> tuple[Ints, Floats, Floats, Ints]:
        number, best, forward = block
        arc = self.steps[number].arc
        states = self._at(arc.source)
        keys = ((states.keys & _MASK)[:, None] << WIDTH) | arc.candidates.words[None, :]
        came = np.stack([np.full(best.size, number), np.repeat(np.arange(best.shape[0]), best.shape[1])], axis=1)
        return keys.ravel(), best.ravel(), forward.ravel(), came

    def _go_back(self) -> None:
        """Run the backward pass over the kept states."""
        for node in range(self.lattice.nodes - 1, -1, -1):
            states = self.states[node]
            if states is None:
                continue
            if node == self.lattice.nodes - 1:
                states.backward = np.zeros(len(states.keys), dtype=np.float32)
                continue
            total = np.full(len(states.keys), -np.inf, dtype=np.float32)
            for number in self.leaving[node]:
                total = np.logaddexp(total, _log_sum(self._outward(number)))
            states.backward = total

    def _outward(self, number: int) -> Floats:
        """Scores (S, C) of a step together with all that may follow."""
        step = self.steps[number]
        after = self.states[step.arc.target]
        if after is None or step.leads.size == 0:
            return np.full(step.scores.shape, -np.inf, dtype=np.float32)
        follow = np.append(after.backward, np.float32(-np.inf))[step.leads]
        return step.scores + follow

    def _trace(self) -> list[Choice]:
        node = self.lattice.nodes - 1
        states = self._at(node)
        at = int(np.argmax(states.best))
        start = self._at(0)
        everything = float(start.backward[0])
        choices: list[Choice] = []
        while node:
            number, row = (int(v) for v in states.came[at])
            arc = self.steps[number].arc
            posteriors = self._posteriors(number, everything)
            # the word most probable over all paths, which is not always the one on the best path
            choices.append(Choice(arc, int(np.argmax(posteriors)), posteriors))
            node, at = arc.source, row
            states = self._at(node)
        return choices[::-1]

    def _posteriors(self, number: int, everything: float) -> Floats:
        step = self.steps[number]
        states = self._at(step.arc.source)
        joint = states.forward[:, None] + self._outward(number) - np.float32(everything)
        shares: Floats = np.minimum(np.exp(joint).sum(axis=0), 1.0).astype(np.float32)
        return shares


def _log_sum(values: Floats) -> Floats:
    """Log of the sum of exponentials over the last axis; -inf where all are."""
    peak = values.max(axis=1)
    safe = np.where(np.isfinite(peak), peak, 0)
    with np.errstate(divide="ignore"):
        total: Floats = (np.log(np.exp(values - safe[:, None]).sum(axis=1)) + safe).astype(np.float32)
    return total


__all__: Sequence[str] = ["Choice", "decode"]
