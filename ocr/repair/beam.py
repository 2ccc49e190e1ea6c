"""One wave of the decoder: how the kept states of all lattices at a node are extended, merged and pruned.

States of a lattice stand together, sorted by their last word, so that those which merge after one more word are
neighbours: merging is a reduction over runs, and nothing is searched or sorted but what survives. Two words of history
make a state; a third one only where the model holds a 4-gram that goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.language.ngram import Floats, Ints, Ngrams
from ocr.repair.lattice import Arc


class Memory(Protocol):
    """Mixes what a document has already said into the probabilities of the model."""

    def mixed(self, logs: Floats, first: Ints, second: Ints, of: Ints) -> Floats:
        """Return log P(second | …), shape (cells,); `of`: which of the pairs (first, second) each cell belongs to."""
        ...


NEVER = -1e30
BEAM = 20  # states kept per node
REACH = 11.0  # nats below the best at which a state is dropped
WEIGHT = np.float32(1.1)  # of the language model against the channel

Doubles = NDArray[np.float64]


@dataclass(slots=True)
class Step:
    """The expansion of a front along arcs to one node: cells, each a state of the front with a candidate of an arc.

    `starts`: where each arc's candidates begin, shape (arcs + 1,); `arc_of`: the arc of each candidate. Per merged
    state: `words`, `contexts`, `wider`, `lattice`, `best`, `forward` as in a front. Per cell: `cells_of` (its merged
    state), `states`, `candidates`, `scores`, `cell_best`; after merging only kept cells remain, with `leads`, the state
    of the next front that each leads to.
    """

    source: int
    target: int
    arcs: list[Arc]
    starts: Ints
    arc_of: Ints
    words: Ints
    contexts: Ints
    wider: Ints
    lattice: Ints
    best: Doubles
    forward: Doubles
    cells_of: Ints
    states: Ints
    candidates: Ints
    scores: Floats
    cell_best: Doubles
    leads: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass(slots=True)
class Front:
    """The kept states of all lattices at one node number.

    `words`: last word; `contexts`: number of the pair of the last two words in the model, `wider`: number of the open
    triple of the last three, each -1 where it has none;
    `lattice`: whose state it is; `best`, `forward`: Viterbi score and forward sum; `came_step`, `came`: the step (in
    `steps`) and the cell that the best path came by.
    """

    words: Ints
    contexts: Ints
    wider: Ints
    lattice: Ints
    best: Doubles
    forward: Doubles
    steps: Sequence[Step]
    came_step: Ints
    came: Ints


def start(count: int, ngram: Ngrams) -> Front:
    """Return the front before anything was read: one state per lattice, after a sentence boundary."""
    boundary = np.full(count, ngram.boundary, dtype=np.int64)
    zero = np.zeros(count)
    none = np.zeros(count, dtype=np.int64)
    context = ngram.find_pairs(boundary, boundary)
    return Front(boundary, context, none - 1, np.arange(count), zero, zero.copy(), (), none, none)


def expand(
    front: Front, arcs: Sequence[tuple[int, Arc]], ends: tuple[int, int], ngram: Ngrams, memory: Memory | None = None
) -> Step:
    """Extend every state by every candidate of its lattice's arcs; `arcs`: (lattice, arc), in order of lattices."""
    words = np.concatenate([arc.candidates.words for _, arc in arcs])
    logs = np.concatenate([arc.candidates.logs for _, arc in arcs])
    counts = np.array([len(arc.candidates.words) for _, arc in arcs])
    starts = np.concatenate([[0], np.cumsum(counts)])
    # runs of states with one last word, and for each arc those of its lattice
    heads = np.flatnonzero(_changes(front.lattice, front.words))
    run_starts = np.append(heads, len(front.words))
    run_lattice = front.lattice[heads]
    owners = np.array([number for number, _ in arcs])
    first, last = np.searchsorted(run_lattice, owners), np.searchsorted(run_lattice, owners, side="right")
    row_arc = np.repeat(np.arange(len(arcs)), last - first)
    row_run = _ranges(first, last - first)
    # merged states: each run with each candidate; cells: each state of the run
    candidates = _ranges(starts[:-1][row_arc], counts[row_arc])
    merged_run = np.repeat(row_run, counts[row_arc])
    sizes = (run_starts[1:] - run_starts[:-1])[merged_run]
    states = _ranges(run_starts[merged_run], sizes)
    merged_of = np.repeat(np.arange(len(merged_run)), sizes)
    third = words[candidates]
    last_words = front.words[heads][merged_run]
    lower, contexts = ngram.log_pairs(last_words, third)
    history = front.contexts[states], front.wider[states]
    scores, wider = ngram.log_after(*history, third[merged_of], lower[merged_of])
    if memory:
        scores = memory.mixed(scores, last_words, third, merged_of)
    scores = scores * WEIGHT + logs[candidates][merged_of]
    cell_best = front.best[states] + scores
    merged = _merged(cell_best, front.forward[states] + scores, wider, merged_of, np.cumsum(sizes) - sizes)
    return Step(
        *ends,
        arcs=[arc for _, arc in arcs],
        starts=starts,
        arc_of=np.repeat(np.arange(len(arcs)), counts),
        words=third[merged.of],
        contexts=contexts[merged.of],
        wider=merged.wider,
        lattice=run_lattice[merged_run][merged.of],
        best=merged.best,
        forward=merged.forward,
        cells_of=merged.cells_of,
        states=states,
        candidates=candidates[merged_of],
        scores=scores,
        cell_best=cell_best,
    )


@dataclass(frozen=True, slots=True)
class _Merged:
    """Merged states: which pair of words each ends in (`of`), and the rest as in a step."""

    of: Ints
    wider: Ints
    best: Doubles
    forward: Doubles
    cells_of: Ints


def _merged(best: Doubles, forward: Doubles, wider: Ints, of: Ints, firsts: Ints) -> _Merged:
    """Merge the cells of each pair of words, which begin at `firsts`; those that remember a third word stay apart."""
    apart = np.flatnonzero(wider >= 0)
    pooled, summed = best.copy(), forward.copy()
    pooled[apart] = summed[apart] = NEVER
    peak = np.maximum.reduceat(summed, firsts)
    total = np.log(np.add.reduceat(np.exp(summed - peak[of]), firsts)) + peak
    cells_of = of.copy()
    cells_of[apart] = len(firsts) + np.arange(len(apart))
    return _Merged(
        of=np.concatenate([np.arange(len(firsts)), of[apart]]),
        wider=np.concatenate([np.full(len(firsts), -1), wider[apart]]),
        best=np.concatenate([np.maximum.reduceat(pooled, firsts), best[apart]]),
        forward=np.concatenate([total, forward[apart]]),
        cells_of=cells_of,
    )


def merge(steps: Sequence[Step]) -> Front:
    """Gather what arrives at a node, keep the best of each lattice, and tell the steps where their cells lead."""
    lattice, words, contexts, wider, best, forward = (
        _joined([getattr(step, name) for step in steps])
        for name in ("lattice", "words", "contexts", "wider", "best", "forward")
    )
    kept = _kept(best, lattice)
    kept = kept[np.lexsort((wider[kept], words[kept], lattice[kept]))]
    # states that remember the same three words are one
    heads = np.flatnonzero(_changes(lattice[kept], words[kept], wider[kept]) | (wider[kept] < 0))
    leads = np.full(len(best), -1, dtype=np.int64)
    leads[kept] = np.repeat(np.arange(len(heads)), np.diff(np.append(heads, len(kept))))
    best, forward = np.maximum.reduceat(best[kept], heads), np.logaddexp.reduceat(forward[kept], heads)
    kept = kept[heads]
    came = np.zeros(len(kept), dtype=np.int64)
    came_step = np.zeros(len(kept), dtype=np.int64)
    at = 0
    for number, step in enumerate(steps):
        size = len(step.best)
        _settle(step, leads[at : at + size])
        tops = np.flatnonzero(step.cell_best == best[step.leads])
        came[step.leads[tops]], came_step[step.leads[tops]] = tops, number
        step.cell_best = step.cell_best[:0].copy()
        at += size
    return Front(words[kept], contexts[kept], wider[kept], lattice[kept], best, forward, steps, came_step, came)


def _kept(best: Doubles, lattice: Ints) -> Ints:
    """Choose the states worth keeping: within reach of their lattice's best, and not too many."""
    top = np.full(int(lattice.max()) + 1, -np.inf)
    np.maximum.at(top, lattice, best)
    near = np.flatnonzero(best > top[lattice] - REACH)
    near = near[np.lexsort((-best[near], lattice[near]))]
    heads = np.flatnonzero(_changes(lattice[near]))
    rank = np.arange(len(near)) - np.repeat(heads, np.diff(np.append(heads, len(near))))
    return near[rank < BEAM]


def _settle(step: Step, leads: Ints) -> None:
    """Keep only the cells of a step that lead to a kept state; of the merged states the next front has what is kept."""
    cell_leads = leads[step.cells_of]
    live = np.flatnonzero(cell_leads >= 0)
    step.leads = cell_leads[live]
    step.states, step.candidates = step.states[live], step.candidates[live]
    step.scores, step.cell_best = step.scores[live], step.cell_best[live]
    none = np.zeros(0, dtype=np.int64)
    step.cells_of = step.words = step.contexts = step.wider = step.lattice = none
    step.best = step.forward = np.zeros(0)


def _joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _changes(*keys: Ints) -> NDArray[np.bool_]:
    """Mark where any of the keys differs from the one before; the first is marked."""
    marks = np.ones(len(keys[0]), dtype=bool)
    marks[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return marks


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """Concatenate the ranges start, start + 1, … of the given counts."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return found
