"""The n-gram model: interpolated modified Kneser-Ney 4-grams over syllables, in flat arrays.

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
class Ngrams:
    """Model of four words in a row, over a vocabulary of at most 32,768 words.

    `uni`: log P(w), shape (V,). `pairs`: sorted keys w1<<16|w2 of the kept bigrams, with `pair_log` log P(w2|w1) and
    `pair_back` log backoff weight of the context (w1, w2). `uni_back`: backoff weight of the context (w,).
    `triples`: sorted keys (index of the pair)<<16|w3, with `triple_log` log P(w3|w1, w2). Some triples begin a 4-gram
    that was kept: `opens` numbers those, shape of `triples`, -1 for the others; `open_back` is their backoff weight.
    `quads`: sorted keys (number of the open triple)<<16|w4, with `quad_log` log P(w4|w1, w2, w3); perhaps none.
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
    opens: NDArray[np.int32]
    open_back: Floats
    quads: Ints
    quad_log: Floats
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

    def log_after(self, context: Ints, wider: Ints, word: Ints, lower: Floats) -> tuple[Floats, Ints]:
        """Return log P(word | history), and the number of the open triple that the word ends (-1 for none).

        Of the history, `context` is the position of its last two words in `pairs`, `wider` the number of the open
        triple of its last three (both -1 where there is none); `lower` is the bigram's log P. Shapes are alike, (N,).
        """
        known = np.flatnonzero(context >= 0)
        found = lower.copy()
        contexts = context[known]
        at = find(self.triples, (contexts << WIDTH) | word[known])
        found[known] = np.where(at >= 0, self.triple_log[at], found[known] + self.pair_back[contexts])
        opened = np.full(len(found), -1, dtype=np.int64)
        opened[known] = np.where(at >= 0, self.opens[at], -1)
        wide = np.flatnonzero(wider >= 0)
        if len(wide):
            triples = wider[wide]
            at = find(self.quads, (triples << WIDTH) | word[wide])
            found[wide] = np.where(at >= 0, self.quad_log[at], found[wide] + self.open_back[triples])
        return found, opened

    def log_quad(self, first: Ints, second: Ints, third: Ints, fourth: Ints) -> Floats:
        """Return log P(fourth | first, second, third), for arrays of one shape (N,)."""
        context, bigram = self.find_pairs(first, second), self.log_bigram(second, third)
        _, wider = self.log_after(context, np.full(len(first), -1), third, bigram)
        return self.log_after(self.find_pairs(second, third), wider, fourth, self.log_bigram(third, fourth))[0]


def find(keys: Ints, wanted: Ints) -> Ints:
    """Return the positions of wanted keys among sorted ones, -1 where there is none. Shape of `wanted`."""
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = 0
    return np.where(keys[at] == wanted, at, -1)


def from_arrays(arrays: Arrays) -> Ngrams:
    """Rebuild a model from the arrays of its file (see `to_arrays`). Raises KeyError when one is missing."""
    words = bytes(np.asarray(arrays["words"], dtype=np.uint8)).decode().split("\n")
    pairs = _keys(arrays["pair_counts"], arrays["pair_second"])
    triples = _keys(arrays["triple_counts"], arrays["triple_third"])
    is_open = np.unpackbits(np.asarray(arrays["triple_open"], dtype=np.uint8), count=len(triples)).astype(bool)
    return Ngrams(
        words=words,
        uni=np.asarray(arrays["uni"], dtype=np.float32),
        uni_back=np.asarray(arrays["uni_back"], dtype=np.float32),
        pairs=pairs,
        pair_log=restore(np.asarray(arrays["pair_log"], dtype=np.uint8)),
        pair_back=restore(np.asarray(arrays["pair_back"], dtype=np.uint8)),
        triples=triples,
        triple_log=restore(np.asarray(arrays["triple_log"], dtype=np.uint8)),
        opens=numbered(is_open),
        open_back=restore(np.asarray(arrays["open_back"], dtype=np.uint8)),
        quads=_keys(arrays["quad_counts"], arrays["quad_fourth"]),
        quad_log=restore(np.asarray(arrays["quad_log"], dtype=np.uint8)),
        capitals=np.asarray(arrays["capitals"], dtype=np.float32) / np.float32(255),
    )


def numbered(marks: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Number the places that are marked; -1 for the others."""
    found: NDArray[np.int32] = np.where(marks, np.cumsum(marks) - 1, -1).astype(np.int32)
    return found


def _keys(counts: NDArray[Any], last: NDArray[Any]) -> Ints:
    """Undo `_rows`: keys of n-grams, from how many there are in each context and the last word of each."""
    contexts = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    return (contexts << WIDTH) | last.astype(np.int64)


def _rows(keys: Ints, contexts: int) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """How many of the sorted keys each context has, and the last word of each key."""
    counts = np.bincount(keys >> WIDTH, minlength=contexts)
    return counts.astype(np.uint16), (keys & ((1 << WIDTH) - 1)).astype(np.uint16)


def to_arrays(model: Ngrams) -> dict[str, NDArray[Any]]:
    """Pack a model: first words and contexts become counts per row, log probabilities bytes."""
    pair_counts, pair_second = _rows(model.pairs, len(model.words))
    triple_counts, triple_third = _rows(model.triples, len(model.pairs))
    quad_counts, quad_fourth = _rows(model.quads, len(model.open_back))
    return {
        "words": np.frombuffer("\n".join(model.words).encode(), dtype=np.uint8),
        "uni": model.uni,
        "uni_back": model.uni_back,
        "pair_counts": pair_counts,
        "pair_second": pair_second,
        "pair_log": quantise(model.pair_log),
        "pair_back": quantise(model.pair_back),
        "triple_counts": triple_counts,
        "triple_third": triple_third,
        "triple_log": quantise(model.triple_log),
        "triple_open": np.packbits(model.opens >= 0),
        "open_back": quantise(model.open_back),
        "quad_counts": quad_counts,
        "quad_fourth": quad_fourth,
        "quad_log": quantise(model.quad_log),
        "capitals": np.rint(model.capitals * 255).astype(np.uint8),
    }
