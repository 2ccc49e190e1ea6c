"""What a document has already said: its own pairs of words, of which it says many again.

A first decoding shows which words are certain; in a second one every pair of such neighbours speaks for the same pair
elsewhere ("định giá" in a decree on prices, where "đánh giá" is the commoner phrase).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.language.ngram import WIDTH, Floats, Ints, Ngrams, find
from ocr.repair.decoder import Choice, decode_all
from ocr.repair.draft import Draft
from ocr.repair.lattice import Lattice

SHARE = 0.1  # of the document's own pairs in the probability of a word, at most
LENT = 3.0  # occurrences of a word that are lent to the general model
SURE = 0.8  # probability of a pair from which it counts
DISCOUNT = 0.5  # taken from every count
LEAST_PAIRS = 20  # pairs under which a text is too short to learn from
AROUND = 3  # words of context that a 4-gram sees
_CLASSES = 3  # boundary, unknown word, number: no words


@dataclass(frozen=True)
class Said:
    """Pairs of words that a document is known to hold: sorted keys w1<<16|w2 with log P(w2|w1) within the document.

    `share`: for every word of the model, the weight of the document's own pairs after it.
    """

    keys: Ints
    logs: Floats
    share: Floats

    def mixed(self, logs: Floats, first: Ints, second: Ints, of: Ints) -> Floats:
        """Mix the document into log P(second | …), shape (cells,); `of`: which of the pairs (first, second) each is."""
        share = self.share[first]
        found = logs + np.log1p(-share)[of]
        at = find(self.keys, (first << WIDTH) | second)
        own = np.where(at >= 0, self.logs[at] + np.log(np.maximum(share, 1e-9)), np.float32(-np.inf))[of]
        cells = np.flatnonzero(own > -np.inf)
        found[cells] = np.logaddexp(found[cells], own[cells])
        return found


def reconsider(draft: Draft, said: Said | None, ngram: Ngrams) -> list[list[Choice]]:
    """Decode a draft once more, with the pairs of words that the document is sure of; the segmentation stays.

    Only stretches around doubtful words are decoded, each with the three sure words on either side: more context than
    that a 4-gram does not see.
    """
    found = draft.choices()
    if said is None:
        return found
    stretches = [(number, span) for number, choices in enumerate(found) for span in _doubtful(choices)]
    lattices = [_path(found[number][span]) for number, span in stretches]
    for (number, span), choices in zip(stretches, decode_all(lattices, ngram, said), strict=True):
        for at, choice in enumerate(choices, span.start):
            if len(choice.posteriors) > 1:
                found[number][at] = choice
    return found


def _doubtful(choices: Sequence[Choice]) -> Iterator[slice]:
    """Find the stretches that hold doubtful words, with their surroundings."""
    doubtful = [at for at, choice in enumerate(choices) if len(choice.posteriors) > 1]
    begin = end = -1
    for at in doubtful:
        if end >= 0 and at > end + 2 * AROUND:
            yield slice(max(0, begin - AROUND), end + AROUND + 1)
            begin = at
        begin, end = (at if end < 0 else begin), at
    if end >= 0:
        yield slice(max(0, begin - AROUND), end + AROUND + 1)


def learnt(drafts: Sequence[Draft], size: int) -> Said | None:
    """Count the pairs of words that are sure; `size`: words of the model. None when there are too few."""
    found, weights = zip(*map(_sure_pairs, drafts), strict=True) if drafts else ((), ())
    keys, which = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *found]), return_inverse=True)
    if len(keys) < LEAST_PAIRS:
        return None
    seen = np.bincount(which, weights=np.concatenate(weights))
    totals = np.bincount(keys >> WIDTH, weights=seen, minlength=size)
    logs = np.log(np.maximum(seen - DISCOUNT, 1e-3) / totals[keys >> WIDTH])
    return Said(keys, logs.astype(np.float32), (SHARE * totals / (totals + LENT)).astype(np.float32))


def _sure_pairs(draft: Draft) -> tuple[Ints, NDArray[np.float64]]:
    """Keys of the pairs of neighbours that are sure, and how sure each is."""
    words = draft.words[draft.taken].astype(np.int64)
    posteriors = draft.posteriors[draft.taken].astype(np.float64)
    together = np.ones(max(0, len(words) - 1), dtype=bool)
    together[draft.sentences[1:-1] - 1] = False
    both = posteriors[:-1] * posteriors[1:]
    sure = np.flatnonzero(together & (np.minimum(words[:-1], words[1:]) >= _CLASSES) & (both > SURE))
    return (words[sure] << WIDTH) | words[sure + 1], both[sure]


def _path(choices: Sequence[Choice]) -> Lattice:
    """Lay out the best path alone, with the candidates of the draft."""
    arcs = [replace(choice.arc, source=at, target=at + 1) for at, choice in enumerate(choices)]
    return Lattice(len(arcs) + 1, arcs)
