"""The models that ship with the project, loaded once per process."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.language import ngram
from corpus.language.channel import ChannelModel
from corpus.language.ngram import Ngrams


def _arrays(name: str) -> dict[str, NDArray[Any]]:
    with as_file(files("corpus").joinpath("models", name)) as path, np.load(path) as stored:
        return dict(stored)


@lru_cache(maxsize=1)
def load_ngram() -> Ngrams:
    """Load the n-gram model. Raises FileNotFoundError when the installation lacks it."""
    return ngram.from_arrays(_arrays("ngram.npz"))


@lru_cache(maxsize=1)
def load_channel() -> ChannelModel:
    """Load the channel model. Raises FileNotFoundError when the installation lacks it."""
    return ChannelModel.from_arrays(_arrays("channel.npz"))


@lru_cache(maxsize=1)
def load_hand() -> tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]:
    """Load the convolutions of the reader of handwriting, first to last: weights (out, in, height, width) and bias."""
    stored = {name: array.astype(np.float32) for name, array in _arrays("hand.npz").items()}
    return tuple((stored[f"w{at}"], stored[f"b{at}"]) for at in range(len(stored) // 2))
