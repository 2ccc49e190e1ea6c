"""Spelling of syllables."""

from __future__ import annotations

import pytest

from corpus.language.orthography import bare, fold, halves, traditional


@pytest.mark.parametrize(
    ("modern", "placed"),
    [
        ("hoà", "hòa"),
        ("uỷ", "ủy"),
        ("thuỷ", "thủy"),
        ("quý", "quý"),
        ("hoàn", "hoàn"),
        ("xoè", "xòe"),
        ("khuỷu", "khuỷu"),
    ],
)
def test_tones_stand_in_the_traditional_place(modern: str, placed: str) -> None:
    assert traditional(modern) == placed


@pytest.mark.parametrize(
    ("syllable", "parts"),
    [
        ("nghiệp", ("ngh", "iệp")),
        ("quốc", ("qu", "ốc")),
        ("gì", ("g", "ì")),
        ("giết", ("gi", "ết")),
        ("ở", ("", "ở")),
        ("đường", ("đ", "ường")),
        ("school", None),
        ("tac", None),  # a stop needs a tone
        ("ubnd", None),
    ],
)
def test_halves_of_a_syllable(syllable: str, parts: tuple[str, str] | None) -> None:
    assert halves(syllable) == parts


def test_bare_letters_are_one_for_one() -> None:
    assert bare("Đường lối") == "Duong loi"
    assert fold("Thuỷ lợi") == "thủy lợi"
