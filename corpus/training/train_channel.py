"""Train the channel model on pages of aligned pairs (see make_pairs).

python -m corpus.training.train_channel OUT.npz NGRAM.npz PAGES.jsonl [PAGES.jsonl ...]
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from corpus.language.channel import LOW, TITLE, UPPER, Aligner, ChannelModel, Table, dressed_halves
from corpus.language.ngram import from_arrays
from corpus.language.orthography import bare, halves, traditional
from corpus.language.peel import peel
from corpus.training.segments import learn, to_edits
from corpus.training.texts import kept_apart

Pair = tuple[str, str]
LONGEST_ONSET_READ = 5
DISCOUNT = 0.7  # taken from every count for what was never seen
KEPT = 100  # printed halves kept per read half
UNSEEN_READS = 5  # counts of what was never seen, for each way a syllable was read (Witten and Bell took 1)
LEAST = 1e-7


def read_pairs(paths: Sequence[Path]) -> Iterator[Pair]:
    """Yield one-to-one pairs of printed and read words, without the punctuation around them."""
    for path in paths:
        with path.open(encoding="utf-8") as pages:
            for page in map(json.loads, pages):
                for line in () if kept_apart(page["doc"]) else page["lines"]:
                    for printed, read in line:
                        if " " not in printed and " " not in read and printed and read:
                            yield peel(printed)[1], peel(read)[1]


def shape_of(printed: str) -> int | None:
    """Tell how a printed word is set; None when it is none of the three ways."""
    if printed == printed.lower():
        return LOW
    if printed == printed.upper() and len(printed) > 1:
        return UPPER
    return TITLE if printed[1:] == printed[1:].lower() else None


def printed_halves(printed: str) -> Pair | None:
    """Split a printed word into its halves as they are set."""
    shape, parts = shape_of(printed), halves(traditional(printed.lower()))
    return dressed_halves(parts, shape) if parts and shape is not None else None


def split_read(pairs: Mapping[Pair, int], rounds: int) -> tuple[Counter[Pair], Counter[Pair]]:
    """Find where the onset ends in each read word: counts of (printed, read) onsets and rhymes, by EM on the split."""
    onset_log: dict[Pair, float] = {}
    rhyme_log: dict[Pair, float] = {}
    onsets: Counter[Pair] = Counter()
    rhymes: Counter[Pair] = Counter()
    for turn in range(rounds):
        onsets, rhymes = Counter(), Counter()
        for (printed, read), count in pairs.items():
            parts = printed_halves(printed)
            if parts is None:
                continue
            options = [(read[:k], read[k:]) for k in range(min(LONGEST_ONSET_READ, len(read)) + 1)]
            best = max(options, key=lambda o: _fit(parts, o, onset_log, rhyme_log, first=turn == 0))
            onsets[parts[0], best[0]] += count
            rhymes[parts[1], best[1]] += count
        onset_log, rhyme_log = _logs(onsets), _logs(rhymes)
    return onsets, rhymes


def _fit(
    parts: Pair, reads: Pair, onset_log: Mapping[Pair, float], rhyme_log: Mapping[Pair, float], *, first: bool
) -> float:
    far = -sum(Levenshtein.distance(bare(a), b) for a, b in zip(parts, reads, strict=True))
    if not parts[0] and reads[0]:
        far -= 3
    if first:
        return float(far)
    return onset_log.get((parts[0], reads[0]), -12.0) + rhyme_log.get((parts[1], reads[1]), -12.0) + 0.5 * far


def _logs(counts: Mapping[Pair, int]) -> dict[Pair, float]:
    totals: Counter[str] = Counter()
    for (printed, _), count in counts.items():
        totals[printed] += count
    return {pair: math.log(count / totals[pair[0]]) for pair, count in counts.items()}


def smooth(counts: Mapping[Pair, int], targets: Sequence[str], aligner: Aligner) -> Table:
    """Make the table of a half: discounted counts, the rest shared out by the edit model."""
    totals: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    by_read: dict[str, dict[str, int]] = defaultdict(dict)
    for (printed, read), count in counts.items():
        totals[printed] += count
        kinds[printed] += 1
        by_read[read][printed] = count
    rest = np.array([(DISCOUNT * kinds[t] + 0.5) / (totals[t] + 0.5) for t in targets])
    entries = {}
    for read, seen in by_read.items():
        prob = rest * np.exp(aligner.score(read).astype(np.float64))
        for printed, count in seen.items():
            row = aligner_row(targets, printed)
            prob[row] += max(0.0, count - DISCOUNT) / (totals[printed] + 0.5)
        best = [int(row) for row in np.argsort(-prob)[:KEPT] if prob[row] > LEAST]
        entries[read] = [(row, math.log(prob[row])) for row in best]
    return Table.build({read: row for read, row in entries.items() if row})


_ROWS: dict[int, dict[str, int]] = {}


def aligner_row(targets: Sequence[str], printed: str) -> int:
    """Number of a printed half among the targets."""
    rows = _ROWS.setdefault(id(targets), {t: n for n, t in enumerate(targets)})
    return rows[printed]


def all_halves(syllables: Iterable[str]) -> tuple[list[str], list[str]]:
    """List every onset and rhyme of the syllables, in the three shapes."""
    onsets: set[str] = set()
    rhymes: set[str] = set()
    for syllable in syllables:
        parts = halves(syllable)
        if parts:
            for shape in (LOW, TITLE, UPPER):
                onset, rhyme = dressed_halves(parts, shape)
                onsets.add(onset)
                rhymes.add(rhyme)
    return sorted(onsets), sorted(rhymes)


def whole(pairs: Mapping[Pair, int], syllables: Sequence[str]) -> tuple[Table, np.ndarray]:
    """Make the table of whole syllables, and the share left to the halves for each target (Witten-Bell)."""
    number = {syllable: n for n, syllable in enumerate(syllables)}
    totals: Counter[int] = Counter()
    kinds: Counter[int] = Counter()
    by_read: dict[str, dict[int, int]] = defaultdict(dict)
    for (printed, read), count in pairs.items():
        shape, at = shape_of(printed), number.get(traditional(printed.lower()))
        if shape is None or at is None:
            continue
        target = 3 * at + shape
        totals[target] += count
        kinds[target] += 1
        by_read[read][target] = by_read[read].get(target, 0) + count
    left = np.ones(3 * len(syllables), dtype=np.float32)
    for target, total in totals.items():
        left[target] = UNSEEN_READS * kinds[target] / (total + UNSEEN_READS * kinds[target])
    entries = {}
    for read, seen in by_read.items():
        row = [(t, math.log((1 - left[t]) * c / totals[t])) for t, c in seen.items()]
        if row:
            entries[read] = row
    return Table.build(entries), np.log(left)


def train(paths: Sequence[Path], words: Sequence[str]) -> tuple[ChannelModel, dict[str, int]]:
    """Train the model; also returns its figures."""
    syllables = [word for word in words if not word.startswith("<")]
    known = set(syllables)
    pairs = Counter(
        (printed, read)
        for printed, read in read_pairs(paths)
        if read and shape_of(printed) is not None and traditional(printed.lower()) in known
    )
    onset_counts, rhyme_counts = split_read(pairs, rounds=3)
    onsets, rhymes = all_halves(syllables)
    edits = to_edits(
        learn({p: n for p, n in (onset_counts + rhyme_counts).items() if n > 1 or len(p[1]) < 7}, rounds=6)
    )
    rhyme_table = smooth(rhyme_counts, rhymes, Aligner(edits, rhymes))
    onset_table = smooth(onset_counts, onsets, Aligner(edits, onsets))
    whole_table, left = whole(pairs, syllables)
    model = ChannelModel(onsets, rhymes, syllables, onset_table, rhyme_table, whole_table, left, edits)
    figures = {"pairs": sum(pairs.values()), "rhymes": len(rhymes), "read_rhymes": len(rhyme_table.rows)}
    return model, {**figures, "read_onsets": len(onset_table.rows), "read_syllables": len(whole_table.rows)}


def main(argv: Sequence[str] | None = None) -> int:
    """Train, write the model, print its sizes as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("ngram", type=Path)
    parser.add_argument("pages", type=Path, nargs="+")
    args = parser.parse_args(argv)
    with np.load(args.ngram) as arrays:
        words = from_arrays(arrays).words
    model, figures = train(args.pages, words)
    np.savez(args.out, allow_pickle=False, **model.to_arrays())
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
