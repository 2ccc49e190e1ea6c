"""How sure a word or figure of a restored text is: its signals, weighed by logistic regressions.

The weights are in corpus/data/certainty.tsv; bench/fit_certainty.py fits them on pages that serve for nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np

from corpus.knowledge import table
from corpus.language.ngram import Floats
from ocr.repair.lattice import Channel
from ocr.repair.signals import NAMES, Chosen, is_figure

KINDS = ("word", "figure", "stripped word")


class Certainty(Protocol):
    """Turns signals into probabilities."""

    def __call__(self, signals: Floats, kinds: Sequence[str]) -> Floats:
        """Return the probability of being right for signals of shape (words, NAMES), each of a kind."""
        ...


def kind(chosen: Chosen) -> str:
    """Tell which regression speaks for a word or figure; "" where it is certain, or as sure as its posterior."""
    channel = chosen.first.channel
    if channel is Channel.GARBLED:
        return "figure" if is_figure(chosen) else "word"
    return "stripped word" if channel is Channel.STRIPPED and not is_figure(chosen) else ""


class Regressions:
    """Logistic regressions, one of each kind; `weights` of shape (kinds, NAMES)."""

    def __init__(self, weights: Floats) -> None:
        self.weights = weights

    def __call__(self, signals: Floats, kinds: Sequence[str]) -> Floats:
        """Return the probabilities; 1 for what is of no kind."""
        which = np.array([KINDS.index(one) if one else -1 for one in kinds], dtype=np.int64)
        odds = (signals * self.weights[which]).sum(axis=1)
        found: Floats = np.where(which >= 0, 1 / (1 + np.exp(-odds.clip(-20, 20))), 1.0)
        return found


@lru_cache(maxsize=1)
def shipped() -> Regressions:
    """Load the weights that ship with the project."""
    weights = np.zeros((len(KINDS), len(NAMES)), dtype=np.float32)
    for row in table("certainty"):
        weights[KINDS.index(row["kind"]), NAMES.index(row["signal"])] = float(row["weight"])
    return Regressions(weights)
