"""Targets that English articles tell of, each by the phrase that its rule exists for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.record import Target
from extractors.analysis import Analysis
from extractors.targets import extract_targets

Build = Callable[..., Analysis]


def read(analysed: Build, title: str, *paragraphs: str) -> tuple[list[Target], list[Target]]:
    return extract_targets(analysed("\n\n".join([title, *paragraphs]) + "\n", "en"))


def told(rows: list[Target]) -> list[tuple[str | None, float | None]]:
    return [(row.indicator.en, row.value) for row in rows]


def test_what_follows_a_herald_is_a_target_also_in_the_past_tense(analysed: Build) -> None:
    found, achieved = read(
        analysed,
        "Minh Tan adopts its plan in 2030",
        "The resolution sets out 12 key targets.",
        "1. The rate of villages with a library is about 40%.",
        "2. The rate of readers with a card reached 95.5%.",
    )
    assert told(found) == [
        ("the rate of villages with a library", 40.0),
        ("the rate of readers with a card", 95.5),
    ]
    assert achieved == []
    assert {row.due.end for row in found if row.due} == {"2030-12-31"}


def test_behind_a_title_only_what_looks_ahead_is_one(analysed: Build) -> None:
    found, achieved = read(
        analysed,
        "Minh Tan sets a target of 40 libraries",
        "So far, 30% of villages have opened a library.",
        "70% of villages will have a library.",
    )
    assert told(found) == [("villages will have a library", 70.0)]
    assert [row.value for row in achieved] == [30.0]


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        (
            "The Ministry of Health was asked to achieve 41.6 percent library coverage.",
            "achieve library coverage",
            41.6,
        ),
        ("The share of readers must reach 90 percent.", "the share of readers", 90.0),
        ("By 2030, reduce the rate of closed libraries to 5 percent.", "reduce the rate of closed libraries", 5.0),
        ("The resolution targets that the rate of readers will be 12 percent.", "the rate of readers", 12.0),
    ],
)
def test_sentences_that_set_a_target_themselves(analysed: Build, text: str, indicator: str, value: float) -> None:
    assert told(read(analysed, "Libraries for all", text)[0]) == [(indicator, value)]


def test_what_is_so_by_the_year_told_of_is_a_result(analysed: Build) -> None:
    found, achieved = read(
        analysed,
        "Libraries for all",
        "In 2023, the province opened a hall. By 2023, readers will account for 52% of the people.",
    )
    assert (found, [row.value for row in achieved]) == ([], [52.0])


def test_while_and_and_part_two_measures(analysed: Build) -> None:
    text = (
        "The Ministry of Health was assigned to reducing closures by 1-1.5 percent and the rate of lost books in poor"
        " districts by 4 percent. The share of readers must reach 90 percent while that of pupils reaches 8 percent."
    )
    assert [row.indicator.en for row in read(analysed, "Libraries for all", text)[0]] == [
        "reducing closures",
        "the rate of lost books in poor districts",
        "the share of readers",
        "the share of pupils",
    ]


def test_half_and_what_it_becomes(analysed: Build) -> None:
    text = "By 2030, reduce by a half the rate of closures to below 45 per 100,000 people."
    assert [(row.value, row.unit, row.comparator) for row in read(analysed, "Libraries for all", text)[0]] == [
        (50.0, "percent", "eq"),
        (45.0, "per_100000_people", "lt"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Specific targets of the plan include opening 48,000 reading rooms.",
        "The plan sets the target of 100% of villages to have a library.",
        "The goal for this year is to raise the rate of readers to 80%.",
    ],
)
def test_the_first_of_several_targets_announces_the_others(analysed: Build, text: str) -> None:
    found, achieved = read(analysed, "Libraries for all", text, "The rate of readers with a card is over 85%.")
    assert (len(found), found[-1].value, achieved) == (2, 85.0, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The strategy aims to turn Minh Tan into one of three leading provinces in lending.", 3.0),
        ("The strategy aims for a place among the top 50 nations with the most readers.", 50.0),
    ],
)
def test_places_in_rankings(analysed: Build, text: str, value: float) -> None:
    (row,) = read(analysed, "Libraries for all", text)[0]
    assert (row.value, row.unit, row.comparator) == (value, "rank", "le")


def test_another_year_than_the_title_s(analysed: Build) -> None:
    found, _ = read(
        analysed,
        "Minh Tan sets targets for libraries by 2030",
        "By 2025, 20% of villages will have a library. Readers will account for 30% of the people by that year.",
        "The share of borrowers must reach 50%.",
    )
    assert [(row.value, row.due and row.due.end) for row in found] == [
        (20.0, "2025-12-31"),
        (30.0, "2025-12-31"),
        (50.0, None),
    ]
