"""Figures and their units, with the printed phrase that each rule exists for."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.units import unit_of_form, units
from extractors.targets.figures import Quantity
from extractors.targets.quantities import denominators, parse_number, quantities


def only(text: str, language: str = "vi") -> Quantity:
    found = quantities(text, 0, len(text), language)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("tỷ lệ nghèo dưới 1,2%", 1.2, "percent"),
        ("xây 110.000 m² sàn", 110_000, "m2"),
        ("đạt 27,5 m² sàn/người", 27.5, "m2_per_person"),
        ("đạt 27,5 m2 sàn/người", 27.5, "m2_per_person"),
        ("có 05 dự án", 5, "projects"),
        ("vốn 1,5 tỷ đồng", 1_500_000_000, "VND"),
        ("vốn 25 nghìn tỷ đồng", 25_000_000_000_000, "VND"),
        ("thu nhập 90 triệu đồng/người/năm", 90_000_000, "VND_per_person_per_year"),
        ("đón 2,5 triệu lượt khách", 2_500_000, "visits"),
        ("tăng 0,5 điểm phần trăm", 0.5, "percentage_points"),
        ("tăng trung bình 9%/năm", 9, "percent_per_year"),
        ("tuổi thọ trung bình đạt 74 tuổi", 74, "years"),
        ("trồng mới 1.250 ha", 1250, "ha"),
        ("chỉ số phát triển con người (HDI) duy trì trên 0,7", 0.7, "index"),
        ("thuộc nhóm 3 nước dẫn đầu khu vực", 3, "rank"),
    ],
)
def test_vietnamese_figures(text: str, value: float, unit: str) -> None:
    found = only(text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("more than 96 billion VND", 96_000_000_000, "VND"),
        ("support for 1,024 households", 1024, "households"),
        ("reaches 27.7m2 of floor space/person", 27.7, "m2_per_person"),
        ("nearly 17,000 health insurance cards", 17_000, "cards"),
        ("at least 7,600 social housing apartments", 7600, "apartments"),
        ("is below 4%", 4, "percent"),
        ("about 14.22 hectares", 14.22, "ha"),
    ],
)
def test_english_figures(text: str, value: float, unit: str) -> None:
    found = only(text, "en")
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize("text", ["tăng 16 - 18%/năm", "tăng 16–18%/năm", "tăng từ 16% đến 18%/năm"])
def test_a_range_has_two_ends_and_no_value(text: str) -> None:
    found = only(text)
    assert (found.value, found.low, found.high, found.unit) == (None, 16, 18, "percent_per_year")


@pytest.mark.parametrize(
    "text",
    [
        "trẻ em dưới 36 tháng tuổi",
        "trẻ em dưới 5 tuổi",
        "trẻ mẫu giáo từ 3 đến 5 tuổi",
        "đạt chuẩn xóa mù chữ mức độ 2",
        "theo khoản 2 Điều 15",
        "ngày 24/11/2023",
        "ngày 24 tháng 11 năm 2023",
        "Nghị quyết số 42-NQ/TW",
        "Nghị định số 98/2018/NĐ-CP",
        "mạng 5G toàn quốc",
        "tăng trưởng 2 con số",
        "đến năm 2030",
        "giai đoạn 2021-2025",
        "Cách mạng công nghiệp lần thứ 4",
        "tại thôn 8 xã bên cạnh",
        "trên 10.000 dân",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert quantities(text, 0, len(text)) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("trên 10.000 dân", "per_10000_people"),
        ("trên một vạn dân", "per_10000_people"),
        ("/10.000 dân", "per_10000_people"),
        ("trên 100.000 trẻ đẻ sống", "per_100000_live_births"),
        ("per 10,000 inhabitants", "per_10000_people"),
    ],
)
def test_per_so_many_is_a_rate(text: str, unit: str) -> None:
    assert [d.unit for d in denominators(text, 0, len(text))] == [unit]


def test_dots_group_and_commas_point_in_vietnamese_the_reverse_in_english() -> None:
    assert parse_number("2.200") == 2200
    assert parse_number("2,2") == 2.2
    assert parse_number("2,200", "en") == 2200
    assert parse_number("2.2", "en") == 2.2
    assert parse_number("11.5") == 11.5  # two digits cannot be thousands


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number("78-CTr")


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_integers_keep_their_value(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == value
    assert parse_number(f"{value:,}", "en") == value


@given(st.text(alphabet="0123456789.,%- /mdânhộxãtrên", max_size=60))
def test_spans_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    found = quantities(text, 0, len(text))
    for one in found:
        assert 0 <= one.start < one.number_end <= one.end <= one.unit_end <= len(text)
        assert (one.value is None) == (one.low is not None)
    assert all(a.number_end <= b.start for a, b in pairwise(found))


def test_every_unit_key_is_a_name_and_every_form_has_one_owner() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", key) for key in units())
    assert unit_of_form("vi")["%"].key == "percent"
    assert unit_of_form("vi")["hộ gia đình"].key == "households"
