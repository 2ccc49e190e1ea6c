"""How honest the probabilities of words are: calibration, and whether the least sure words hold the errors."""
# ruff: noqa: INP001  # a script and its neighbours, not a package

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from scoring import fold

from corpus.document import Document

_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,/]*")
_HANDWRITTEN = re.compile(r"‹[^›]*›")
BINS = 10
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
    spans = [match.span() for match in _TOKEN.finditer(document.text, start, end)]
    found = [fold(document.text[a:b]) for a, b in spans]
    wanted = _TOKEN.findall(fold(_HANDWRITTEN.sub(" ", printed)))
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
