"""Train the n-gram model on clean text.

    python -m corpus.training.train_ngram OUT.npz CORPUS [CORPUS ...] [--light CORPUS] [--light-one-in 4]

Documents kept apart for measuring are left out. Smoothing is interpolated modified Kneser-Ney (Chen and Goodman,
1998); rare 4-grams are cut after the discounts are taken, and their mass goes to the backoff.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.language.ngram import WIDTH, Floats, Ints, Ngrams, find, numbered, to_arrays
from corpus.language.orthography import fold, halves
from corpus.language.stream import SPECIAL, stream
from corpus.training.texts import kept_apart, read_corpus

MIN_SYLLABLE, MIN_OTHER = 5, 60  # occurrences for a Vietnamese syllable, for any other run of letters
LEAST_DISCOUNT = 0.1
LEAST = (1, 1, 3)  # counts from which pairs, triples and 4-grams are kept


# a word after a word in small letters: it stands within a sentence
_WITHIN = re.compile(r"(?<=[a-zà-ỹđ] )([^\W\d_])[^\W\d_A-ZĐ]*(?![^\W\d_])")


def read_capitals(paths: Sequence[Path], words: Sequence[str]) -> Floats:
    """Count how often each word is set with a capital within a sentence; half a count is lent to both ways."""
    seen: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    for path in paths:
        for text in read_corpus(path):
            for match in _WITHIN.finditer("" if kept_apart(text.id) else text.text):
                word = fold(match[0])
                seen[word] += 1
                raised[word] += match[1].isupper()
    return np.array([(raised[w] + 0.5) / (seen[w] + 1) for w in words], dtype=np.float32)


def read_ids(paths: Sequence[Path], light: Path | None, one_in: int) -> tuple[Ints, list[str], Counter[str]]:
    """Read corpora into one array of provisional word numbers, with the words and their counts."""
    numbers: dict[str, int] = {}
    pick = count()
    parts: list[NDArray[np.int32]] = []
    counts: Counter[str] = Counter()

    def texts() -> Iterator[str]:
        for path in paths:
            yield from (t.text for t in read_corpus(path) if not kept_apart(t.id))
        if light:
            yield from (t.text for t in read_corpus(light) if next(pick) % one_in == 0)

    for text in texts():
        tokens = stream(text)
        counts.update(tokens)
        parts.append(np.fromiter((numbers.setdefault(t, len(numbers)) for t in tokens), np.int32, len(tokens)))
    return np.concatenate(parts).astype(np.int64), list(numbers), counts


def choose_vocabulary(counts: Counter[str]) -> list[str]:
    """Keep syllables and frequent other words; the special classes come first."""
    kept = [
        w
        for w, n in counts.most_common()
        if w not in SPECIAL and len(w) < 20 and n >= (MIN_SYLLABLE if halves(w) else MIN_OTHER)
    ]
    return [*SPECIAL, *kept]


def discounts(counts: Ints) -> tuple[float, float, float]:
    """Return the three discounts of modified Kneser-Ney from counts of counts; of a tiny text, held within bounds."""
    n1, n2, n3, n4 = (float((counts == k).sum()) or 1.0 for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    raw = 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3
    d1, d2, d3 = (min(max(one, LEAST_DISCOUNT), most) for most, one in enumerate(raw, 1))
    return d1, d2, d3


def discounted(counts: Ints, minimum: int) -> Floats:
    """Discount counts; those under `minimum` are cut to nothing."""
    d1, d2, d3 = discounts(counts)
    rest = counts - np.where(counts == 1, d1, np.where(counts == 2, d2, d3))
    return np.where(counts >= minimum, rest, 0).astype(np.float32)


def group_sums(groups: Ints, values: Floats | Ints, size: int) -> Floats:
    """Sum values by group number."""
    return np.bincount(groups, weights=values, minlength=size).astype(np.float32)


@dataclass(frozen=True)
class Level:
    """The n-grams of one length: sorted keys (words packed in 16 bits each) and P(last word | the others).

    `below`: those that are one word shorter; `back`: the backoff weight of each of them as a context. Single words have
    nothing below.
    """

    keys: Ints
    prob: Floats
    below: Level | None = None
    back: Floats | None = None

    def prob_of(self, keys: Ints) -> Floats:
        """Return P(last word | the others) of any n-grams of this length, kept or not."""
        at = find(self.keys, keys)
        if self.below is None or self.back is None:
            return self.prob[at]
        context = find(self.below.keys, keys >> WIDTH)
        shorter = self.below.prob_of(keys & _mask(self.below.keys))
        backed_off = np.where(context >= 0, self.back[context], 1) * shorter
        return np.where(at >= 0, self.prob[at], backed_off)


def _mask(keys: Ints) -> int:
    """Mask of the bits that keys of this length use."""
    return (1 << -(-int(keys.max()).bit_length() // WIDTH) * WIDTH) - 1


def level(keys: Ints, counts: Ints, below: Level, minimum: int) -> Level:
    """Estimate the n-grams of one length; those counted less than `minimum` times are left to the shorter ones."""
    contexts = find(below.keys, keys >> WIDTH)
    held = contexts >= 0
    keys, counts, contexts = keys[held], counts[held], contexts[held]
    kept = discounted(counts, minimum)
    totals = np.maximum(group_sums(contexts, counts, len(below.keys)), 1)
    back = np.clip(1 - group_sums(contexts, kept, len(below.keys)) / totals, 1e-4, 1).astype(np.float32)
    prob = kept / totals[contexts] + back[contexts] * below.prob_of(keys & _mask(below.keys))
    return Level(keys[kept > 0], prob[kept > 0].astype(np.float32), below, back)


def counted(ids: Ints, longest: int) -> list[tuple[Ints, Ints]]:
    """Count n-grams, single words first: the longest as they occur, the others by how many words they follow."""
    keys = sum((ids[at : len(ids) - longest + 1 + at] << WIDTH * (longest - 1 - at) for at in range(longest)), start=0)
    found = [np.unique(keys, return_counts=True)]
    for length in range(longest - 1, 0, -1):
        found.append(np.unique(found[-1][0] & ((1 << WIDTH * length) - 1), return_counts=True))
    return found[::-1]


def estimate(ids: Ints, words: Sequence[str], capitals: Floats, least: Sequence[int]) -> Ngrams:
    """Estimate the model from a stream of word numbers (int64, shape (N,)). `words` names them.

    `least`: how often pairs, triples and 4-grams are counted that are kept. Raises ValueError for too many words.
    """
    if len(words) >= 1 << WIDTH - 1:
        raise ValueError(f"{len(words)} words: four of them do not fit into one key of 64 bits")
    (single, single_counts), *longer = counted(ids, len(least) + 1)
    counts = np.zeros(len(words), dtype=np.int64)
    counts[single] = single_counts
    uni = ((counts + 0.5) / (counts.sum() + 0.5 * len(words))).astype(np.float32)
    levels = [Level(np.arange(len(words)), uni)]
    for (keys, seen), minimum in zip(longer, least, strict=True):
        levels.append(level(keys, seen, levels[-1], minimum))
    return _flat(levels, words, capitals)


def _flat(levels: Sequence[Level], words: Sequence[str], capitals: Floats) -> Ngrams:
    """Lay the levels out as the model holds them: each n-gram under the position of its context."""
    _, pairs, triples, quads = levels
    logs = [np.log(one.prob) for one in levels]
    backs = [np.log(one.back) for one in levels if one.back is not None]
    mask = (1 << WIDTH) - 1
    context = find(triples.keys, quads.keys >> WIDTH)
    marks = np.zeros(len(triples.keys), dtype=bool)
    marks[context] = True
    opens = numbered(marks)
    return Ngrams(
        words=words,
        uni=logs[0],
        uni_back=backs[0],
        pairs=pairs.keys,
        pair_log=logs[1],
        pair_back=backs[1],
        triples=(find(pairs.keys, triples.keys >> WIDTH) << WIDTH) | (triples.keys & mask),
        triple_log=logs[2],
        opens=opens,
        open_back=backs[2][marks],
        quads=(opens[context].astype(np.int64) << WIDTH) | (quads.keys & mask),
        quad_log=logs[3],
        capitals=capitals,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Train, write the model, print its sizes as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--light", type=Path, help="a corpus of another field, of which one document in N is taken")
    parser.add_argument("--light-one-in", type=int, default=4)
    parser.add_argument("--least", type=int, nargs=3, default=LEAST, help="counts of pairs, triples, 4-grams to keep")
    args = parser.parse_args(argv)
    ids, names, counts = read_ids(args.corpus, args.light, args.light_one_in)
    words = choose_vocabulary(counts)
    index = {word: number for number, word in enumerate(words)}
    unknown = index["<unk>"]
    translate = np.array([index.get(name, unknown) for name in names], dtype=np.int64)
    capitals = read_capitals(args.corpus, words)
    model = estimate(translate[ids], words, capitals, args.least)
    np.savez(args.out, allow_pickle=False, **to_arrays(model))
    sizes = {name: len(getattr(model, name)) for name in ("words", "pairs", "triples", "quads")}
    sys.stdout.write(json.dumps({"tokens": len(ids), **sizes}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
