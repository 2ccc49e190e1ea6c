"""Estimating the n-gram model from streams small enough to think through."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.language.ngram import Ngrams, from_arrays, to_arrays
from corpus.training.train_ngram import counted, estimate

WORDS = ["<s>", "<unk>", "<num>", "ủy", "ban", "nhân", "dân", "tỉnh"]


def model(ids: list[int], least: tuple[int, int, int] = (1, 1, 1)) -> Ngrams:
    return estimate(np.array(ids), WORDS, np.full(len(WORDS), 0.5, dtype=np.float32), least)


def distribution(ngrams: Ngrams, *history: int) -> np.ndarray:
    everything = np.arange(len(WORDS))
    return np.exp(ngrams.log_quad(*(np.full_like(everything, word) for word in history), everything))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, len(WORDS) - 1), min_size=30, max_size=200), st.integers(1, 3))
def test_whatever_is_cut_the_words_after_a_history_add_up_to_one(ids: list[int], least: int) -> None:
    ngrams = model(ids, (1, 1, least))
    for at in range(0, len(ids) - 3, 7):
        assert distribution(ngrams, *ids[at : at + 3]).sum() == pytest.approx(1, abs=1e-3)


def test_shorter_ngrams_are_counted_by_the_words_they_follow() -> None:
    ids = np.array([3, 4, 5, 6] * 5 + [7, 4, 5, 6])  # "ban nhân dân" after "ủy" many times, after "tỉnh" once
    keys, counts = counted(ids, 4)[2]
    assert counts[keys == (4 << 32 | 5 << 16 | 6)].tolist() == [2]


def test_four_words_in_a_row_tell_more_than_three() -> None:
    ids = [3, 4, 5, 6, 0, 7, 4, 5, 2, 0] * 20  # "ủy ban nhân dân", "tỉnh ban nhân <num>"
    ngrams = model(ids)
    assert distribution(ngrams, 3, 4, 5)[6] > 0.8
    assert distribution(ngrams, 7, 4, 5)[6] < 0.2


def test_rare_quads_are_cut_and_leave_nothing_behind() -> None:
    ids = [3, 4, 5, 6, 0] * 20 + [7, 4, 5, 2, 0]
    cut = model(ids, (1, 1, 2))
    assert len(cut.quads) < len(model(ids).quads)
    assert len(np.unique(cut.quads >> 16)) == len(cut.open_back) == cut.opens.max() + 1


def test_a_model_without_quads_is_one_of_trigrams() -> None:
    ngrams = model([3, 4, 5, 6, 0, 7, 4, 5, 2, 0] * 20, (1, 1, 1000))
    again = from_arrays(to_arrays(ngrams))
    assert not len(again.quads)
    assert np.allclose(distribution(again, 3, 4, 5), distribution(again, 7, 4, 5))


def test_too_many_words_for_a_key_are_refused() -> None:
    with pytest.raises(ValueError, match="64 bits"):
        estimate(np.zeros(10, dtype=np.int64), ["x"] * 40_000, np.zeros(40_000, dtype=np.float32), (1, 1, 1))
