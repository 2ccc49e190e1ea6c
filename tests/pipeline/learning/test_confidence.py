"""Confidence is moved where other documents say so, and left alone else."""

import numpy as np
import pytest

from corpus.learned import Moved
from corpus.store.judged import JudgedRow
from pipeline.learning.again import UNJUDGED
from pipeline.learning.confidence import Sample, fitted, refit, samples


def sample(said: float, right: float, rows: int = 300, documents: int = 10, seed: int = 5) -> Sample:
    """Rows that are told to be right with a chance around ``said`` while ``right`` of them are."""
    rng = np.random.default_rng(seed)
    told = rng.normal(said, 0.05, rows).clip(0.02, 0.98)
    return Sample(told, (rng.random(rows) < right).astype(float), np.arange(rows) % documents)


def test_a_program_that_is_too_sure_is_moved_down() -> None:
    moved, outcomes = refit({"target": sample(0.95, 0.7)})
    assert outcomes["target"].adopted
    assert moved["target"](0.95) == pytest.approx(0.7, abs=0.08)
    assert outcomes["target"].measured["after"] < outcomes["target"].measured["before"]


def test_a_program_that_is_right_about_itself_is_left_alone() -> None:
    moved, outcomes = refit({"target": sample(0.8, 0.8)})
    assert moved == {}
    assert "not better" in outcomes["target"].why


def test_few_rows_say_so_with_what_is_needed() -> None:
    moved, outcomes = refit({"deadline": sample(0.9, 0.5, rows=20, documents=2)})
    assert moved == {}
    assert "too few: 20 of 60 rows" in outcomes["deadline"].why
    assert "2 of 5 documents" in outcomes["deadline"].why


def test_few_rows_move_little() -> None:
    few, many = (fitted(sample(0.95, 0.5, rows=rows)) for rows in (4, 2000))
    assert few(0.95) > many(0.95)
    assert many(0.95) == pytest.approx(0.5, abs=0.05)


def test_the_order_of_rows_is_kept_even_where_the_decisions_turn_it_round() -> None:
    told = np.tile([0.1, 0.9], 100)
    moved = fitted(Sample(told, (told < 0.5).astype(float), np.arange(200) % 10))
    assert moved.slope > 0


def test_without_rows_nothing_is_moved() -> None:
    assert fitted(Sample(np.zeros(0), np.zeros(0), np.zeros(0, np.int64))) == Moved(0.0, 1.0)


def test_rows_that_nobody_judged_say_nothing() -> None:
    judged = JudgedRow("target", "a", "right", {"confidence": 0.9}, {}, ())
    unjudged = JudgedRow("target", "b", "false", {"confidence": 0.9}, None, UNJUDGED)
    missed = JudgedRow("target", "c", "missed", None, {}, ())
    assert samples([[judged, unjudged, missed]])["target"].said.tolist() == [0.9]
