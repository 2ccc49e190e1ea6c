"""Expectation-maximisation for the edit model: which short runs of printed letters are read as which letters.

A many-to-many alignment after Jiampojamarn, Kondrak and Sherif (2007): a printed segment of one or two letters (or none)
gives a read segment of up to three (or none). Strings are short, so plain dynamic programming is enough.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from corpus.language.channel import FLOOR, LONGEST_READ, Edits
from corpus.language.orthography import bare

Pair = tuple[str, str]  # printed, read
Costs = dict[Pair, float]  # (printed segment, read segment) -> probability
PRIOR = 0.5  # of one segment of two letters, against two of one


def steps(printed: str, read: str, i: int, j: int) -> Iterator[Pair]:
    """List the segment pairs that may follow position (i, j)."""
    if j < len(read):
        yield "", read[j : j + 1]
    for width in (1, 2):
        if i + width > len(printed):
            break
        for length in range(LONGEST_READ + 1):
            if j + length <= len(read):
                yield printed[i : i + width], read[j : j + length]


def first_guess(printed: str, read: str) -> float:
    """Weight of a segment pair before anything is learnt: same bare letters, then same length, then the rest."""
    if not printed:
        return 1e-4
    if bare(printed) == bare(read):
        return 0.7
    return 0.05 * math.exp(-2.0 * abs(len(printed) - len(read)) - 1.5 * (len(printed) - 1))


def expect(printed: str, read: str, weights: Costs, weight: float, found: dict[Pair, float]) -> None:
    """Add the expected counts of one pair of strings (seen `weight` times) to `found`."""
    rows, cols = len(printed) + 1, len(read) + 1
    edges = [
        (i, j, pair, p)
        for i in range(rows)
        for j in range(cols)
        for pair in steps(printed, read, i, j)
        if (p := weights.get(pair, 0.0)) > 0
    ]
    alpha = np.zeros((rows, cols)).tolist()
    beta = np.zeros((rows, cols)).tolist()
    alpha[0][0] = beta[-1][-1] = 1.0
    for i, j, (x, y), p in edges:
        alpha[i + len(x)][j + len(y)] += alpha[i][j] * p
    for i, j, (x, y), p in reversed(edges):
        beta[i][j] += p * beta[i + len(x)][j + len(y)]
    total = alpha[-1][-1]
    if total > 0:
        for i, j, (x, y), p in edges:
            share = alpha[i][j] * p * beta[i + len(x)][j + len(y)] / total
            if share > 1e-6:
                found[x, y] += weight * share


def learn(pairs: Mapping[Pair, int], rounds: int) -> Costs:
    """Learn P(read segment | printed segment) from counted pairs of printed and read strings."""
    weights: Costs = {}
    for printed, read in pairs:
        for i in range(len(printed) + 1):
            for j in range(len(read) + 1):
                for pair in steps(printed, read, i, j):
                    weights[pair] = first_guess(*pair)
    for _ in range(rounds):
        found: dict[Pair, float] = defaultdict(float)
        for (printed, read), count in pairs.items():
            expect(printed, read, weights, count, found)
        weights = normalise(found)
    return weights


def normalise(found: Mapping[Pair, float]) -> Costs:
    """Turn expected counts into probabilities: of a read segment given the printed one; insertions per printed letter."""
    totals: Counter[str] = Counter()
    for (printed, _), count in found.items():
        totals[printed] += count  # type: ignore[assignment]
    letters = sum(count for (printed, _), count in found.items() if printed)
    weights = {}
    for (printed, read), count in found.items():
        total = letters if not printed else totals[printed] + 5.0
        weights[printed, read] = count / total * (PRIOR if len(printed) == 2 else 1.0)
    return weights


def to_edits(weights: Costs, least: float = 1e-6) -> Edits:
    """Make the model of segments; those under `least` are dropped."""
    printed = sorted({x for (x, _), p in weights.items() if p >= least} | {""})
    index = {segment: number for number, segment in enumerate(printed)}
    logs: dict[str, np.ndarray] = {}
    for (x, y), p in weights.items():
        if p >= least:
            row = logs.setdefault(y, np.full(len(printed), FLOOR, dtype=np.float32))
            row[index[x]] = math.log(p)
    return Edits(printed, logs)
