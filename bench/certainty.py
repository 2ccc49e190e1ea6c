"""How honest the probabilities of words are: calibration, and whether the least sure words hold the errors.

    python bench/certainty.py PDF_FOLDER CACHE_FOLDER [--documents 12] [--seeds 1 2]

measures the restored text of garbled pages (garble.py makes them; CACHE_FOLDER keeps those of each seed in a folder).
"""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from garble import Garbled, garble
from rapidfuzz.distance import Levenshtein
from scoring import fold

from corpus.document import Document, plain_document
from ocr.repair import repair

TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/]\d+)*")
_HANDWRITTEN = re.compile(r"‹[^›]*›")
BINS = 10
STEPS = (0.0, 0.5, 0.7, 0.9, 0.97, 0.99, 0.995, 0.999, 1.01)  # probabilities between which words are told apart
LEAST_SURE = 0.05  # of all words: what a clerk has time to look at


@dataclass(frozen=True, slots=True)
class Judged:
    """A word or number of a text that was read: its probability of being right, and whether it is."""

    text: str
    probability: float
    right: bool


@dataclass(frozen=True, slots=True)
class Certainty:
    """Expected calibration error (10 bins of equal width) and the share of all errors among the 5 % least sure."""

    words: int
    errors: int
    calibration_error: float
    caught: float


def judge(document: Document, start: int, end: int, printed: str) -> Iterator[Judged]:
    """Judge the words of ``document.text[start:end]`` by what is printed there.

    Words without a counterpart count only where nothing is handwritten or stamped, since nobody has transcribed those.
    """
    spans = [match.span() for match in TOKEN.finditer(document.text, start, end)]
    found = [fold(document.text[a:b]) for a, b in spans]
    wanted = TOKEN.findall(fold(_HANDWRITTEN.sub(" ", printed)))
    every = _HANDWRITTEN.search(printed) is None
    for op in Levenshtein.opcodes(wanted, found):
        if op.tag == "insert" and not every:
            continue
        for at in range(op.dest_start, op.dest_end):
            yield Judged(found[at], document.probability(*spans[at]), op.tag == "equal")


def certainty(words: Sequence[Judged]) -> Certainty:
    """Return how honest the probabilities of these words are."""
    wrong = sum(not word.right for word in words)
    least = sorted(words, key=lambda word: word.probability)[: round(len(words) * LEAST_SURE)]
    caught = sum(not word.right for word in least)
    return Certainty(len(words), wrong, round(_calibration_error(words), 4), round(caught / max(1, wrong), 4))


def _calibration_error(words: Sequence[Judged]) -> float:
    """Sum over bins of the gap between mean probability and share right, each weighing as many words as it holds."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for word in words:
        bins[min(BINS - 1, int(word.probability * BINS))].append(word)
    gaps = (abs(sum(w.probability for w in one) - sum(w.right for w in one)) for one in bins)
    return sum(gaps) / max(1, len(words))


def restored(page: Garbled) -> Iterator[Judged]:
    """Judge the words of a garbled page after its repair."""
    document = repair(plain_document(page.read, identity="", source=page.document))
    return judge(document, 0, len(document.text), page.printed)


def main(argv: Sequence[str] | None = None) -> int:
    """Print how honest the probabilities are: all, figures, and between steps of probability."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    args = parser.parse_args(argv)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    pages = [page for seed in args.seeds for page in garble(args.folder, args.cache / str(seed), args.documents, seed)]
    words = [word for page in pages for word in restored(page)]
    sys.stdout.write(f"all: {certainty(words)}\n")
    sys.stdout.write(f"figures: {certainty([word for word in words if word.text[0].isdecimal()])}\n")
    for low, high in pairwise(STEPS):
        between = [word for word in words if low <= word.probability < high]
        right = sum(word.right for word in between) / max(1, len(between))
        sys.stdout.write(f"{low} to {min(high, 1.0)}: {len(between)} words, {right:.4f} right\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
