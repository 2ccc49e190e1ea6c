"""Train the trigram model on clean text.

    python -m corpus.training.train_ngram OUT.npz CORPUS [CORPUS ...] [--light CORPUS] [--light-one-in 4]

Documents kept apart for measuring are left out. Smoothing is interpolated modified Kneser-Ney (Chen and Goodman,
1998); rare trigrams are cut after the discounts are taken, and their mass goes to the backoff.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.language.ngram import WIDTH, Floats, Ints, Trigrams, to_arrays
from corpus.language.orthography import fold, halves
from corpus.language.stream import SPECIAL, stream
from corpus.training.texts import kept_apart, read_corpus

MIN_SYLLABLE, MIN_OTHER = 5, 60  # occurrences for a Vietnamese syllable, for any other run of letters


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
    """Return the three discounts of modified Kneser-Ney from counts of counts."""
    n1, n2, n3, n4 = (float((counts == k).sum()) or 1.0 for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    return 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3


def discounted(counts: Ints, minimum: int) -> Floats:
    """Discount counts; those under `minimum` are cut to nothing."""
    d1, d2, d3 = discounts(counts)
    rest = counts - np.where(counts == 1, d1, np.where(counts == 2, d2, d3))
    return np.where(counts >= minimum, rest, 0).astype(np.float32)


def group_sums(groups: Ints, values: Floats | Ints, size: int) -> Floats:
    """Sum values by group number."""
    return np.bincount(groups, weights=values, minlength=size).astype(np.float32)


def estimate(ids: Ints, words: Sequence[str], capitals: Floats, min_triple: int, min_pair: int) -> Trigrams:
    """Estimate the model from a stream of word numbers (int64, shape (N,)). `words` names them."""
    size = len(words)
    triple_keys, triple_counts = np.unique((ids[:-2] << 2 * WIDTH) | (ids[1:-1] << WIDTH) | ids[2:], return_counts=True)
    mask = (1 << WIDTH) - 1
    # continuation counts: in how many contexts a bigram, a word was seen
    pair_keys, pair_counts = np.unique(triple_keys & ((1 << 2 * WIDTH) - 1), return_counts=True)
    word_counts = np.bincount(pair_keys & mask, minlength=size).astype(np.int64)

    uni = (word_counts + 0.5) / (word_counts.sum() + 0.5 * size)
    kept = discounted(pair_counts, min_pair)
    first, second = pair_keys >> WIDTH, pair_keys & mask
    totals = np.maximum(group_sums(first, pair_counts, size), 1)
    uni_back = np.clip(1 - group_sums(first, kept, size) / totals, 1e-4, 1)
    pair_prob = kept / totals[first] + uni_back[first] * uni[second]
    keep = kept > 0
    pairs, pair_prob = pair_keys[keep], pair_prob[keep]

    contexts = np.searchsorted(pairs, triple_keys >> WIDTH)
    contexts[contexts == len(pairs)] = 0
    held = pairs[contexts] == triple_keys >> WIDTH
    triple_keys, triple_counts, contexts = triple_keys[held], triple_counts[held], contexts[held]
    kept = discounted(triple_counts, min_triple)
    totals = np.maximum(group_sums(contexts, triple_counts, len(pairs)), 1)
    back = np.clip(1 - group_sums(contexts, kept, len(pairs)) / totals, 1e-4, 1)
    third, middle = triple_keys & mask, (triple_keys >> WIDTH) & mask
    at = np.searchsorted(pairs, (middle << WIDTH) | third)
    at[at == len(pairs)] = 0
    lower = np.where(pairs[at] == (middle << WIDTH) | third, pair_prob[at], uni_back[middle] * uni[third])
    prob = kept / totals[contexts] + back[contexts] * lower
    keep = kept > 0
    return Trigrams(
        words=words,
        uni=np.log(uni).astype(np.float32),
        uni_back=np.log(uni_back).astype(np.float32),
        pairs=pairs,
        pair_log=np.log(pair_prob).astype(np.float32),
        pair_back=np.log(back).astype(np.float32),
        triples=(contexts[keep] << WIDTH) | third[keep],
        triple_log=np.log(prob[keep]).astype(np.float32),
        capitals=capitals,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Train, write the model, print its sizes as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--light", type=Path, help="a corpus of another field, of which one document in N is taken")
    parser.add_argument("--light-one-in", type=int, default=4)
    parser.add_argument("--min-triple", type=int, default=1)
    parser.add_argument("--min-pair", type=int, default=1)
    args = parser.parse_args(argv)
    ids, names, counts = read_ids(args.corpus, args.light, args.light_one_in)
    words = choose_vocabulary(counts)
    index = {word: number for number, word in enumerate(words)}
    unknown = index["<unk>"]
    translate = np.array([index.get(name, unknown) for name in names], dtype=np.int64)
    capitals = read_capitals(args.corpus, words)
    model = estimate(translate[ids], words, capitals, args.min_triple, args.min_pair)
    np.savez(args.out, allow_pickle=False, **to_arrays(model))
    figures = {"tokens": len(ids), "words": len(words), "pairs": len(model.pairs), "triples": len(model.triples)}
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
