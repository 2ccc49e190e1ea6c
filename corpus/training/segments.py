"""Expectation-maximisation for the edit model: which short runs of printed letters are read as which letters.

A many-to-many alignment after Jiampojamarn, Kondrak and Sherif (2007): a printed segment of one or two letters (or
none) gives a read segment of up to three (or none). Strings are short, so plain dynamic programming is enough.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from corpus.language.channel import FLOOR, LONGEST_READ, Edits
from corpus.language.orthography import bare

Pair = tuple[str, str]  # printed, read
Costs = dict[Pair, float]  # (printed segment, read segment) -> probability
PRIOR = 0.5  # of one segment of two letters, against two of one
LENT, LEAST_LENT = 10.0, 0.02  # counts lent to a letter by its family; the share that it lends at least
INSERTION = 0.02  # P of a mark read where nothing is printed, per letter


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
    """Learn P(read segment | printed segment) from counted pairs of printed and read strings; smoothed."""
    weights: Costs = {}
    for printed, read in pairs:
        for i in range(len(printed) + 1):
            for j in range(len(read) + 1):
                for pair in steps(printed, read, i, j):
                    weights[pair] = first_guess(*pair)
    found: dict[Pair, float] = {}
    for turn in range(rounds):
        found = defaultdict(float)
        for (printed, read), count in pairs.items():
            expect(printed, read, weights, count, found)
        weights = normalise(found) if turn < rounds - 1 else weights
    return smoothed(found)


def _by_printed(found: Mapping[Pair, float]) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (printed, read), count in found.items():
        rows[printed][read] += count
    return rows


def normalise(found: Mapping[Pair, float]) -> Costs:
    """Turn expected counts into P(read segment | printed segment); insertions count per printed letter."""
    letters = sum(count for (printed, _), count in found.items() if printed)
    weights = {}
    for printed, row in _by_printed(found).items():
        total = sum(row.values()) + 1.0 if printed else letters
        for read, count in row.items():
            weights[printed, read] = count / total * (PRIOR if len(printed) == 2 else 1.0)
    return weights


def smoothed(found: Mapping[Pair, float]) -> Costs:
    """Lend every letter some of what its family is read as: the letters of one bare form, then all of one kind."""
    weights = normalise(found)
    rows = _by_printed({pair: count for pair, count in found.items() if len(pair[0]) == 1})
    families: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    kinds: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for printed, row in rows.items():
        for read, count in row.items():
            families[bare(printed)][read] += count
            kinds[kind_of(printed)][read] += math.sqrt(count)
    reads = {read for row in rows.values() for read in row if len(read) <= 2} | {""}
    for printed, row in rows.items():
        total = sum(row.values())
        share = max(LEAST_LENT, LENT / (total + LENT))
        family, kind = families[bare(printed)], kinds[kind_of(printed)]
        in_family, in_kind = sum(family.values()), sum(kind.values())
        for read in reads:
            general = 0.9 * kind.get(read, 0.0) / in_kind + 0.1 / len(reads)
            lent = 0.85 * family.get(read, 0.0) / in_family + 0.15 * general
            weights[printed, read] = (1 - share) * row.get(read, 0.0) / total + share * lent
    vowels = kinds["vowel"]
    everything = sum(vowels.values())
    for read in (r for r in reads if len(r) == 1):
        insertion = 0.9 * vowels.get(read, 0.0) / everything + 0.1 / len(reads)
        weights["", read] = max(weights.get(("", read), 0.0), INSERTION * insertion)
    return weights


def kind_of(printed: str) -> str:
    """Kind of a printed letter: vowel, consonant, and the same in capitals."""
    return ("vowel" if bare(printed.lower()) in "aeiouy" else "consonant") + ("" if printed.islower() else " capital")


def to_edits(weights: Costs, least: float = 2e-7) -> Edits:
    """Make the model of segments; those under `least` are dropped."""
    printed = sorted({x for (x, _), p in weights.items() if p >= least} | {""})
    index = {segment: number for number, segment in enumerate(printed)}
    logs: dict[str, np.ndarray] = {}
    for (x, y), p in weights.items():
        if p >= least:
            row = logs.setdefault(y, np.full(len(printed), FLOOR, dtype=np.float32))
            row[index[x]] = math.log(p)
    return Edits(printed, logs)
