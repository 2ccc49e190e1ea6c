"""Refits confidence: by how much the log odds of each kind of row are to be moved, from what people decided.

Each kind gets a shift and a slope, shrunk towards none and one, so that few rows move little. They are kept only where
they foretell better which rows of other documents are right: each document is foretold from the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.learned import KINDS, Moved
from corpus.store.judged import JudgedRow
from pipeline.learning.again import UNJUDGED
from pipeline.learning.figures import is_right
from pipeline.learning.outcome import Outcome, too_few

LEAST = {"rows": 60, "wrong rows": 8, "right rows": 8, "documents": 5}
_FOLDS = 10
_SHIFT_SPREAD, _SLOPE_SPREAD = 1.0, 0.5  # how far both are expected to be from none and one
_FLATTEST, _STEEPEST, _FARTHEST = 0.05, 4.0, 5.0
_STEPS = 50
_GAIN = 0.01  # by how much the loss must fall for each row, in nats, before anything is moved
_EPSILON = 1e-3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of one kind: what the program said, whether it was right, and the number of the document of each."""

    said: Floats
    right: Floats
    document: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> Sample:
        """Return some of the rows."""
        return Sample(self.said[kept], self.right[kept], self.document[kept])


def samples(documents: Sequence[Iterable[JudgedRow]]) -> dict[str, Sample]:
    """Gather the rows of each kind whose confidence can be moved."""
    found: dict[str, list[tuple[float, float, int]]] = {kind: [] for kind in KINDS}
    for number, rows in enumerate(documents):
        for row in rows:
            if row.kind in found and row.extracted is not None and row.wrong != UNJUDGED:
                found[row.kind].append((row.confidence, float(is_right(row)), number))
    return {kind: _sample(rows) for kind, rows in found.items()}


def _sample(rows: Sequence[tuple[float, float, int]]) -> Sample:
    said, right, document = zip(*rows, strict=True) if rows else ((), (), ())
    return Sample(np.array(said, float), np.array(right, float), np.array(document, np.int64))


def refit(found: Mapping[str, Sample]) -> tuple[dict[str, Moved], dict[str, Outcome]]:
    """Return by how much each kind is moved, for those that are, and what was measured for all."""
    moved, outcomes = {}, {}
    for kind, sample in found.items():
        outcomes[kind] = outcome = _tried(sample)
        if outcome.adopted:
            moved[kind] = fitted(sample)
    return moved, outcomes


def _tried(sample: Sample) -> Outcome:
    there = {
        "rows": len(sample.said),
        "wrong rows": int((1 - sample.right).sum()),
        "right rows": int(sample.right.sum()),
        "documents": len(set(sample.document.tolist())),
    }
    if few := too_few(there, LEAST):
        return few
    before, after = loss(sample.said, sample.right), loss(_foretold(sample), sample.right)
    better = before - after > _GAIN
    what = f"loss on other documents {before:.4f} as shipped, {after:.4f} refitted"
    return Outcome(better, what if better else f"not better: {what}", {**there, "before": before, "after": after})


def _foretold(sample: Sample) -> Floats:
    """What the rows of each document are told by a fit on the others."""
    told = sample.said.copy()
    numbers = np.unique(sample.document)
    for part in np.array_split(numbers, min(_FOLDS, len(numbers))):
        held_out = np.isin(sample.document, part)
        move = fitted(sample.only(~held_out))
        told[held_out] = [move(float(p)) for p in sample.said[held_out]]
    return told


def fitted(sample: Sample) -> Moved:
    """Return the likeliest shift and slope; where the slope would turn the order round, the shift that is left."""
    odds = _log_odds(sample.said)
    shift, slope = _likeliest(np.stack([np.ones_like(odds), odds], axis=1), sample.right, 0 * odds)
    if slope < _FLATTEST:
        slope = _FLATTEST
        (shift,) = _likeliest(np.ones((len(odds), 1)), sample.right, slope * odds)
    return Moved(round(max(-_FARTHEST, min(shift, _FARTHEST)), 3), round(min(slope, _STEEPEST), 3))


def _likeliest(columns: Floats, right: Floats, given: Floats) -> list[float]:
    """Find the weights of ``columns`` beside log odds that are ``given``, by Newton's method."""
    count = columns.shape[1]
    expected, tightness = np.array([0.0, 1.0])[:count], np.diag([_SHIFT_SPREAD**-2, _SLOPE_SPREAD**-2])[:count, :count]
    weights = expected.copy()
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-(columns @ weights + given).clip(-30, 30)))
        climb = columns.T @ (right - sure) - tightness @ (weights - expected)
        bend = (columns * (sure * (1 - sure))[:, None]).T @ columns + tightness
        step = np.linalg.solve(bend, climb)
        weights = weights + step.clip(-1, 1)
        if np.abs(step).max() < 1e-9:
            break
    return [float(weight) for weight in weights]


def loss(told: Floats, right: Floats) -> float:
    """Return the mean log loss, in nats."""
    p = told.clip(_EPSILON, 1 - _EPSILON)
    return round(float(-(right * np.log(p) + (1 - right) * np.log(1 - p)).mean()), 4)


def _log_odds(probability: Floats) -> Floats:
    p = probability.clip(_EPSILON, 1 - _EPSILON)
    odds: Floats = np.log(p / (1 - p))
    return odds
