"""What the words next to a figure make of it."""

import re
from typing import get_args

import pytest

from corpus.knowledge import table
from corpus.record import Comparator
from extractors.targets.comparators import compare


def said(text: str, language: str = "vi") -> tuple[str, str]:
    """The comparator and the words that remain before it."""
    figure = re.search(r"\d[\d.,]*\s?%?", text)
    assert figure
    found = compare(text, 0, figure.span(), len(text), language)
    return found.comparator, text[: found.start].strip()


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("tỷ lệ tối thiểu đạt 95%", "ge"),
        ("tỷ lệ đạt tối thiểu 95%", "ge"),
        ("tỷ lệ đạt ít nhất 95%", "ge"),
        ("tỷ lệ không dưới 95%", "ge"),
        ("tỷ lệ đạt mức trên 40%", "gt"),
        ("tỷ lệ ở mức hơn 40%", "gt"),
        ("tỷ lệ dưới 2%", "lt"),
        ("tỷ lệ giảm xuống còn dưới 2%", "lt"),
        ("tỷ lệ không quá 2%", "le"),
        ("tỷ lệ tối đa không quá 2%", "le"),
        ("tỷ lệ đạt khoảng 30%", "approx"),
        ("tỷ lệ tương ứng khoảng 30%", "approx"),
        ("tỷ lệ đạt từ 10% trở lên", "ge"),
        ("tỷ lệ đạt 10% trở xuống", "le"),
        ("tỷ lệ đạt 95%", "eq"),
        ("tỷ lệ 95%", "eq"),
    ],
)
def test_vietnamese(text: str, comparator: str) -> None:
    assert said(text) == (comparator, "tỷ lệ")


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("the rate reaches at least 75%", "ge"),
        ("the rate reaches over 45%", "gt"),
        ("the rate is below 4%", "lt"),
        ("the rate remains around 1.2%", "approx"),
        ("the rate is not more than 5%", "le"),
        ("the rate reaches 80%", "eq"),
    ],
)
def test_english(text: str, comparator: str) -> None:
    assert said(text, "en") == (comparator, "the rate")


def test_a_comparator_governs_its_own_figure_only() -> None:
    text = "có ít nhất 75% người dân, 100% các xã"
    second = text.index("100%")
    assert compare(text, text.index(",") + 1, (second, second + 4), len(text)).comparator == "eq"


def test_the_table_holds_comparators_only() -> None:
    assert {row["comparator"] for row in table("comparators")} <= set(get_args(Comparator))
    assert {row["place"] for row in table("comparators")} == {"before", "after"}
