"""Figures that only English writes, each by the phrase that its rule exists for."""

from __future__ import annotations

import pytest

from extractors.targets.quantities import quantities


def read(text: str) -> list[tuple[float | None, str | None]]:
    return [(q.value, q.unit) for q in quantities(text, 0, len(text), "en")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Eighty percent of readers will have a card.", 80.0, "percent"),
        ("two-thirds of villages will have a library", 66.6667, "percent"),
        ("A quarter of households", 25.0, "percent"),
        ("half of the households", 50.0, "percent"),
        ("to double the number of readers", 2.0, "times"),
        ("The number of closed libraries will be halved", 50.0, "percent"),
        ("The number of readers will reach one million, including pupils", 1e6, None),
        ("at least one village library for a ward", 1.0, "libraries"),
        ("to reduce the rate to 7 per 10,000 children", 7.0, "per_10000_children"),
        ("by 2015,100% of villages will have a library", 100.0, "percent"),
        ("An Hai will be among 15 leading provinces", 15.0, "rank"),
        ("over 30,000 small- and medium-sized enterprises", 30000.0, "enterprises"),
        ("to train 500 bookbinders", 500.0, None),
        ("14 out of 63 village libraries", 14.0, "libraries"),
        ("books for 10,000 menders of shelves", 10000.0, None),
    ],
)
def test_words_and_nouns_of_figures(text: str, value: float, unit: str | None) -> None:
    assert (value, unit) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "in the first half of the year",
        "one of the largest libraries",
        "within three months",
        "the 3 following matters",
        "Article 500 menders",
        "half of 2011",
        "the ASEAN+3 centers",
    ],
)
def test_words_that_count_nothing(text: str) -> None:
    assert read(text) == []


def test_a_number_behind_its_head_counts_what_the_head_names() -> None:
    text = "The number of readers with cards will reach 400 by 2015 and 1,000 by 2018."
    assert read(text) == [(400.0, None), (1000.0, None)]
    assert read("The number of small libraries will increase to 60, of which some are new.") == [(60.0, "libraries")]


def test_from_one_figure_to_another_is_a_range_only_where_nothing_changes() -> None:
    raised, ranged = "to raise the rate from 40% to 50%", "from 40% to 50% of villages"
    assert read(raised) == [(40.0, "percent"), (50.0, "percent")]
    assert [(q.low, q.high) for q in quantities(ranged, 0, len(ranged), "en")] == [(40.0, 50.0)]


def test_parts_of_a_count_have_its_unit() -> None:
    text = "The city issued 2,900 reader cards, including 844 for pupils, 517 related to old books, and 14 in towns."
    assert read(text) == [(2900.0, "cards"), (844.0, "cards"), (517.0, "cards"), (14.0, "cards")]


def test_a_series_counts_what_no_unit_names() -> None:
    assert read("the formation of 33 book centers, 16 lending divisions and 11 reading centers") == [
        (33.0, "centers"),
        (16.0, None),
        (11.0, "centers"),
    ]


@pytest.mark.parametrize(
    "text", ["33 centers; 16 for pupils", "33 centers, 2011 for pupils", "12% of pupils, 16 for girls"]
)
def test_what_is_no_part_of_a_count(text: str) -> None:
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Loans will grow by two times and the plan is to triple the number of readers.",
        "The plan is to triple the number of readers and loans will grow by two times.",
    ],
)
def test_multiples_are_read_in_either_order(text: str) -> None:
    assert sorted(value or 0 for value, unit in read(text) if unit == "times") == [2, 3]
