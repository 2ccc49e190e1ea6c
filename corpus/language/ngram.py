"""The n-gram model: interpolated modified Kneser-Ney trigrams over syllables, in flat arrays.

Log probabilities are natural logarithms, stored in steps of 1/16 nat in a byte. A word is its index in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.language.stream import BOUNDARY, NUMBER, UNKNOWN

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[Any]]  # as a file holds them

STEP = 16  # stored byte = -16 * log probability
WIDTH = 16  # bits of a word index


def quantise(logs: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Store log probabilities (0 down to -15.9) in bytes."""
    stored: NDArray[np.uint8] = np.clip(np.rint(-logs * STEP), 0, 255).astype(np.uint8)
    return stored


def restore(stored: NDArray[np.uint8]) -> Floats:
    """Undo `quantise`, within 1/32 nat."""
    return stored.astype(np.float32) / np.float32(-STEP)


@dataclass(frozen=True)
class Trigrams:
    """Trigram model over a vocabulary of at most 65,536 words.

    `uni`: log P(w), shape (V,). `pairs`: sorted keys w1<<16|w2 of the kept bigrams, with `pair_log` log P(w2|w1) and
    `pair_back` log backoff weight of the context (w1, w2). `uni_back`: backoff weight of the context (w,).
    `triples`: sorted keys (index of the pair)<<16|w3, with `triple_log` log P(w3|w1, w2).
    `capitals`: how often a word within a sentence is set with a capital, 0 to 1.
    """

    words: Sequence[str]
    uni: Floats
    uni_back: Floats
    pairs: Ints
    pair_log: Floats
    pair_back: Floats
    triples: Ints
    triple_log: Floats
    capitals: Floats

    @cached_property
    def index(self) -> dict[str, int]:
        """Word to index."""
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def boundary(self) -> int:
        """Index of the sentence boundary."""
        return self.index[BOUNDARY]

    @cached_property
    def unknown(self) -> int:
        """Index of the class of unknown words."""
        return self.index[UNKNOWN]

    @cached_property
    def number(self) -> int:
        """Index of the class of numbers."""
        return self.index[NUMBER]

    def find_pairs(self, first: Ints, second: Ints) -> Ints:
        """Return the positions of bigrams in `pairs`, -1 where the model does not hold them. Shapes broadcast."""
        return find(self.pairs, (first << WIDTH) | second)

    def log_bigram(self, first: Ints, second: Ints) -> Floats:
        """Return log P(second | first). Shapes broadcast."""
        at = self.find_pairs(first, second)
        backed_off = self.uni_back[first] + self.uni[second]
        return np.where(at >= 0, self.pair_log[at], backed_off)

    def log_pairs(self, first: Ints, second: Ints) -> tuple[Floats, Ints]:
        """Return log P(second | first) and the positions of the bigrams (-1 where the model does not hold them)."""
        at = self.find_pairs(first, second)
        backed_off = self.uni_back[first] + self.uni[second]
        return np.where(at >= 0, self.pair_log[at], backed_off), at

    def log_after(self, context: Ints, third: Ints, lower: Floats) -> Floats:
        """Return log P(third | context): a context is a position in `pairs` or -1, `lower` the bigram's log P."""
        known = np.flatnonzero(context >= 0)
        found = lower.copy()
        contexts = context[known]
        at = find(self.triples, (contexts << WIDTH) | third[known])
        found[known] = np.where(at >= 0, self.triple_log[at], found[known] + self.pair_back[contexts])
        return found

    def log_trigram(self, first: Ints, second: Ints, third: Ints) -> Floats:
        """Return log P(third | first, second), for arrays of one shape (N,)."""
        return self.log_after(self.find_pairs(first, second), third, self.log_bigram(second, third))


def find(keys: Ints, wanted: Ints) -> Ints:
    """Return the positions of wanted keys among sorted ones, -1 where there is none. Shape of `wanted`."""
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = 0
    return np.where(keys[at] == wanted, at, -1)


def from_arrays(arrays: Arrays) -> Trigrams:
    """Rebuild a model from the arrays of its file (see `to_arrays`). Raises KeyError when one is missing."""
    words = bytes(np.asarray(arrays["words"], dtype=np.uint8)).decode().split("\n")
    starts = np.repeat(np.arange(len(words), dtype=np.int64), arrays["pair_counts"])
    pairs = (starts << WIDTH) | arrays["pair_second"].astype(np.int64)
    contexts = np.repeat(np.arange(len(pairs), dtype=np.int64), arrays["triple_counts"])
    return Trigrams(
        words=words,
        uni=np.asarray(arrays["uni"], dtype=np.float32),
        uni_back=np.asarray(arrays["uni_back"], dtype=np.float32),
        pairs=pairs,
        pair_log=restore(np.asarray(arrays["pair_log"], dtype=np.uint8)),
        pair_back=restore(np.asarray(arrays["pair_back"], dtype=np.uint8)),
        triples=(contexts << WIDTH) | arrays["triple_third"].astype(np.int64),
        triple_log=restore(np.asarray(arrays["triple_log"], dtype=np.uint8)),
        capitals=np.asarray(arrays["capitals"], dtype=np.float32) / np.float32(255),
    )


def to_arrays(model: Trigrams) -> dict[str, NDArray[Any]]:
    """Pack a model: first words and contexts become counts per row, log probabilities bytes."""
    mask = (1 << WIDTH) - 1
    return {
        "words": np.frombuffer("\n".join(model.words).encode(), dtype=np.uint8),
        "uni": model.uni,
        "uni_back": model.uni_back,
        "pair_counts": np.bincount(model.pairs >> WIDTH, minlength=len(model.words)).astype(np.uint16),
        "pair_second": (model.pairs & mask).astype(np.uint16),
        "pair_log": quantise(model.pair_log),
        "pair_back": quantise(model.pair_back),
        "triple_counts": np.bincount(model.triples >> WIDTH, minlength=len(model.pairs)).astype(np.uint16),
        "triple_third": (model.triples & mask).astype(np.uint16),
        "triple_log": quantise(model.triple_log),
        "capitals": np.rint(model.capitals * 255).astype(np.uint8),
    }
