"""The reader of handwritten digits: a few convolutions over the picture of a gap, and the texts that they can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from corpus.gap_picture import SIGNS, STEP, Picture
from corpus.language.models import load_hand

_POOLS = {1: (2, 2), 2: (2, 1)}  # after which convolution how much is pooled, high and wide
_LEAST_WIDTH = 16  # pixels
_BEAM = 16  # beginnings of texts kept
_SEEN = 1e-3  # probability below which a sign is not thought of in a column
Array = NDArray[np.float32]


def columns(picture: Picture) -> Array:
    """Return the probability of the blank and each of ``SIGNS`` in each column, (width / STEP, 12), of a picture."""
    wide = max(_LEAST_WIDTH, -(-picture.shape[2] // STEP) * STEP)
    answer: Array = np.zeros((*picture.shape[:2], wide), np.float32)
    answer[:, :, : picture.shape[2]] = picture
    layers = load_hand()
    for at, (weights, bias) in enumerate(layers):
        answer = _convolved(answer, weights, bias, step=1 if at else 2)
        if at < len(layers) - 1:
            answer = np.maximum(answer, 0)
        if at in _POOLS:
            answer = _pooled(answer, *_POOLS[at])
    odds = answer[:, 0, :].T
    shares = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float32)


def _convolved(answer: Array, weights: Array, bias: Array, *, step: int) -> Array:
    high, wide = weights.shape[2:]
    around = 0 if high == answer.shape[1] else (high - 1) // 2  # one takes in the whole height
    padded = np.pad(answer, ((0, 0), (around, around), ((wide - 1) // 2, (wide - 1) // 2)))
    windows = sliding_window_view(padded, (high, wide), axis=(1, 2))[:, ::step, ::step]
    rows, across = windows.shape[1:3]
    laid = windows.transpose(0, 3, 4, 1, 2).reshape(-1, rows * across)
    flat = weights.reshape(len(weights), -1) @ laid + bias[:, None]
    return np.asarray(flat.reshape(len(weights), rows, across), np.float32)


def _pooled(answer: Array, high: int, wide: int) -> Array:
    depth, rows, across = answer.shape
    return np.asarray(answer.reshape(depth, rows // high, high, across // wide, wide).max(axis=(2, 4)))


def texts(shares: Array, may_begin: Callable[[str], bool]) -> dict[str, float]:
    """Return the likeliest texts and their probabilities (Graves: connectionist temporal classification).

    A text's probability is that of all ways to lay it out over the columns. ``may_begin`` tells which beginnings to
    follow up; what is dropped is missing from the sum, so that probabilities need not add up to 1.
    """
    ends: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # of ways that end with the blank, and with the last sign
    for column in shares:
        signs = [(sign, float(p)) for sign, p in zip(SIGNS, column[1:], strict=True) if p > _SEEN]
        found: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for text, (blank, last) in ends.items():
            found[text][0] += (blank + last) * float(column[0])
            for sign, p in signs:
                if text.endswith(sign):
                    found[text][1] += last * p
                    found[text + sign][1] += blank * p
                else:
                    found[text + sign][1] += (blank + last) * p
        kept = sorted(((t, (b, s)) for t, (b, s) in found.items() if may_begin(t)), key=lambda e: -sum(e[1]))
        ends = dict(kept[:_BEAM])
    return {text: blank + last for text, (blank, last) in ends.items()}
