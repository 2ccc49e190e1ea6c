"""The catalogue of indicators: what a phrase matches, and what it must not."""

import pytest

from corpus.indicators import find_indicator, indicators
from corpus.units import units


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("tỷ lệ thất nghiệp chung", "unemployment_rate"),
        ("Tỉ lệ thất nghiệp khu vực thành thị", "unemployment_rate_urban"),
        ("tỷ lệ hộ nghèo", "poverty_rate"),
        ("tỷ lệ hộ nghèo giảm bình quân", "poverty_rate_reduction"),
        ("tỷ lệ hộ cận nghèo", "near_poverty_rate"),
        ("tỷ lệ che phủ rừng", "forest_cover"),
        ("xóa bỏ nhà tạm, nhà dột nát cho hộ nghèo", "temporary_houses_eliminated"),
        ("số bác sĩ trên một vạn dân", "doctors_per_10000"),
    ],
)
def test_known_indicators(phrase: str, key: str) -> None:
    found = find_indicator(phrase)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("phrase", ["", "diện tích bãi rác", "tỷ lệ", "nhà máy xử lý rác đi vào vận hành", "kinh phí"])
def test_what_the_catalogue_does_not_hold_has_no_key(phrase: str) -> None:
    assert find_indicator(phrase) is None


def test_english_names_match_too() -> None:
    found = find_indicator("the general unemployment rate", "en")
    assert found is not None
    assert found.key == "unemployment_rate"


def test_the_catalogue_is_sound() -> None:
    catalogue = indicators()
    assert len(catalogue) >= 120
    assert {i.unit for i in catalogue.values() if i.unit} <= set(units())
    assert {i.direction for i in catalogue.values()} <= {"up", "down", "none"}
    assert all(i.vi and i.en for i in catalogue.values())
    names = [name for i in catalogue.values() for name in i.vi]
    assert len(names) == len(set(names)), "one name, one indicator"


def test_every_first_name_finds_its_own_indicator() -> None:
    lost = [i.key for i in indicators().values() if (found := find_indicator(i.vi[0])) is None or found.key != i.key]
    assert lost == []
