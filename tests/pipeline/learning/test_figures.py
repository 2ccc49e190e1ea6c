"""Figures on judged rows, on numbers that one can count by hand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.store.judged import JudgedRow
from pipeline.learning.figures import figures

Row = Callable[..., JudgedRow]


def test_rows_are_counted_by_what_people_said(row: Row) -> None:
    rows = [row("right")] * 5 + [row("reworded"), row("corrected", wrong=("due.end",)), row("false"), row("missed")]
    found = figures([*rows, row("absent")])
    assert (found.extracted, found.right, found.reworded, found.corrected) == (8, 5, 1, 1)
    assert (found.false, found.missed) == (1, 1)
    assert found.precision == pytest.approx(7 / 8)
    assert found.recall == pytest.approx(7 / 8)
    assert found.f1 == pytest.approx(7 / 8)
    assert found.full == pytest.approx(6 / 8)
    assert found.fields == {"due.end": 1}


def test_wrong_rows_are_looked_for_among_the_least_sure(row: Row) -> None:
    rows = [row("right", 0.9)] * 17 + [row("false", 0.1), row("corrected", 0.2), row("false", 0.95)]
    assert figures(rows).caught == pytest.approx(2 / 3, abs=1e-4)
    assert figures([row("right")]).caught is None


def test_rows_that_are_equally_sure_share_their_place(row: Row) -> None:
    assert figures([row("right", 0.9)] * 10 + [row("false", 0.9)] * 10).caught == pytest.approx(0.15)


def test_calibration_error_is_the_distance_from_what_is_right(row: Row) -> None:
    assert figures([row("right", 1.0)] * 20).calibration_error == 0
    assert figures([row("false", 0.8)] * 20).calibration_error == pytest.approx(0.8)
    assert figures([]).calibration_error is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["right", "reworded", "corrected", "false", "missed", "absent"]), st.floats(0, 1))
    )
)
def test_shares_are_shares(judged: list[tuple[str, float]]) -> None:
    rows = [
        JudgedRow(
            "target",
            "x",
            verdict,  # type: ignore[arg-type]  # one of them
            None if verdict in ("missed", "absent") else {"confidence": sure},
            None,
        )
        for verdict, sure in judged
    ]
    found = figures(rows)
    shares = (found.precision, found.recall, found.f1, found.full, found.caught, found.calibration_error)
    assert all(share is None or 0 <= share <= 1 for share in shares)
    assert found.extracted == sum(verdict not in ("missed", "absent") for verdict, _ in judged)
