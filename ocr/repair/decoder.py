"""The decoder: the best path through a lattice under the n-gram model, and how probable each arc is.

Viterbi and forward-backward run together over the same pruned states; a state is the last two words, or three where
the model knows what follows them. All lattices of a text advance side by side, one node at a time (a wave), so that
each wave is a few operations on long arrays. Everything is in natural logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.language.ngram import Floats, Ints, Ngrams
from ocr.repair.beam import NEVER, Front, Memory, Step, expand, merge, start
from ocr.repair.lattice import Arc, Lattice

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """An arc on the best path, the candidate taken, and the posterior of each of its candidates."""

    arc: Arc
    taken: int
    posteriors: Floats


def decode(lattice: Lattice, ngram: Ngrams) -> list[Choice]:
    """Return the choices of the best path, in reading order."""
    return decode_all([lattice], ngram)[0]


def decode_all(lattices: Sequence[Lattice], ngram: Ngrams, memory: Memory | None = None) -> list[list[Choice]]:
    """Decode several lattices at once; the choices of each in reading order."""
    return _Decoding(lattices, ngram, memory).run() if lattices else []


class _Decoding:
    """Fronts (the kept states of all lattices at a node number) and the steps between them."""

    def __init__(self, lattices: Sequence[Lattice], ngram: Ngrams, memory: Memory | None = None) -> None:
        self.ngram = ngram
        self.memory = memory
        self.lattices = lattices
        self.fronts: list[Front] = []
        self.steps: list[Step] = []
        self.backward: list[Doubles] = []

    def run(self) -> list[list[Choice]]:
        waves = max(lattice.nodes for lattice in self.lattices)
        self.backward = [np.zeros(0)] * waves
        leaving = _by_wave(self.lattices, waves)
        arriving: list[list[Step]] = [[] for _ in range(waves)]
        for wave in range(waves):
            front = merge(arriving[wave]) if wave else start(len(self.lattices), self.ngram)
            self.fronts.append(front)
            for target, arcs in leaving[wave].items():
                step = expand(front, arcs, (wave, target), self.ngram, self.memory)
                arriving[target].append(step)
                self.steps.append(step)
        self._go_back()
        whole = self.backward[0][np.argsort(self.fronts[0].lattice)]
        return self._trace([self._posteriors(step, whole) for step in self.steps])

    def _go_back(self) -> None:
        """Run the backward pass over the kept states: log of the sum of all that may follow each."""
        last = np.array([lattice.nodes - 1 for lattice in self.lattices])
        leaving: dict[int, list[Step]] = {}
        for step in self.steps:
            leaving.setdefault(step.source, []).append(step)
        for wave in range(len(self.fronts) - 1, -1, -1):
            front = self.fronts[wave]
            after = [
                (step.states, step.scores + self.backward[step.target][step.leads]) for step in leaving.get(wave, [])
            ]
            total = _log_sums(after, len(front.words))
            total[last[front.lattice] == wave] = 0.0
            self.backward[wave] = total

    def _posteriors(self, step: Step, whole: Doubles) -> Floats:
        """Share of all paths that take each candidate of a step, shape (candidates,)."""
        front = self.fronts[step.source]
        joint = front.forward[step.states] + step.scores + self.backward[step.target][step.leads]
        shares = np.exp(joint - whole[front.lattice[step.states]])
        total = np.bincount(step.candidates, weights=shares, minlength=int(step.starts[-1]))
        found: Floats = np.minimum(total, 1.0).astype(np.float32)
        return found

    def _trace(self, posteriors: Sequence[Floats]) -> list[list[Choice]]:
        numbers = {id(step): number for number, step in enumerate(self.steps)}
        return [self._path(number, numbers, posteriors) for number in range(len(self.lattices))]

    def _path(self, lattice: int, numbers: dict[int, int], posteriors: Sequence[Floats]) -> list[Choice]:
        """Follow the best path of a lattice from its end."""
        wave = self.lattices[lattice].nodes - 1
        front = self.fronts[wave]
        own = np.flatnonzero(front.lattice == lattice)
        if not len(own):
            raise ValueError("no path reaches the end of a lattice")
        at = int(own[np.argmax(front.best[own])])
        choices: list[Choice] = []
        while wave:
            step = self.fronts[wave].steps[self.fronts[wave].came_step[at]]
            cell = int(self.fronts[wave].came[at])
            arc = int(step.arc_of[step.candidates[cell]])
            shares = posteriors[numbers[id(step)]][step.starts[arc] : step.starts[arc + 1]]
            # the word most probable over all paths, which is not always the one on the best path
            choices.append(Choice(step.arcs[arc], int(np.argmax(shares)), shares))
            wave, at = step.source, int(step.states[cell])
        return choices[::-1]


def _by_wave(lattices: Sequence[Lattice], waves: int) -> list[dict[int, list[tuple[int, Arc]]]]:
    """Group the arcs of all lattices by the node they leave, then by the node they reach; lattices in order."""
    found: list[dict[int, list[tuple[int, Arc]]]] = [{} for _ in range(waves)]
    for number, lattice in enumerate(lattices):
        for arc in lattice.arcs:
            found[arc.source].setdefault(arc.target, []).append((number, arc))
    return found


def _log_sums(parts: Sequence[tuple[Ints, Doubles]], size: int) -> Doubles:
    """Log of the sum of exponentials of values by group number, over several parts; NEVER where there are none."""
    peak = np.full(size, NEVER)
    for groups, values in parts:
        np.maximum.at(peak, groups, values)
    total = np.zeros(size)
    for groups, values in parts:
        total += np.bincount(groups, weights=np.exp(values - peak[groups]), minlength=size)
    found: Doubles = np.where(total > 0, np.log(np.maximum(total, 1e-300)) + peak, NEVER)
    return found


__all__: Sequence[str] = ["Choice", "decode", "decode_all"]
