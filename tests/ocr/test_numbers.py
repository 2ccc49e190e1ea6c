"""Letters that look like digits, and dates that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.numbers import as_digits, as_numeral, in_date, is_impossible, with_digits


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("I5", "15"),
        ("3Š", "35"),
        ("3]", "31"),
        ("l6", "16"),
        ("(¡1;", "(11;"),
        ("2O30.", "2030."),
        ("25/I1/2013;", "25/11/2013;"),
        ("§", "8"),
        ("II", "II"),  # a numeral has no digit
        ("quý", "quý"),
        ("Illinois", "Illinois"),
        ("QH14", "QH14"),
        ("163/2016/NĐ-CP", "163/2016/NĐ-CP"),
        ("3(t/h);", "3(t/h);"),
        ("1,5%", "1,5%"),
        ("700m,", "700m,"),
    ],
)
def test_letters_among_digits(read: str, printed: str) -> None:
    assert with_digits(read) == printed


@given(st.from_regex(r"\d{1,4}([.,/-]\d{1,4}){0,2}[.,;:)]?", fullmatch=True))
def test_what_is_all_digits_stays(text: str) -> None:
    assert with_digits(text) == text


@given(st.text(max_size=12))
def test_length_never_changes(text: str) -> None:
    assert len(with_digits(text)) == len(text)


def test_strokes_are_digits_where_only_a_number_can_stand() -> None:
    assert in_date("II", "tháng") == "11"
    assert in_date("ÍI", "Ngày") == "11"
    assert in_date("III", "quý") == "III"
    assert as_digits("|") == "1"


@pytest.mark.parametrize(
    ("text", "before", "impossible"),
    [
        ("31/02/2020", "", True),
        ("29/02/2020;", "", False),
        ("24/5/2019", "ngày", False),
        ("12/13/2019", "", True),
        ("01/01/0218", "", True),
        ("45", "ngày", True),
        ("13", "tháng", True),
        ("12", "tháng", False),
        ("45", "Điều", False),
    ],
)
def test_dates_that_cannot_be(text: str, before: str, *, impossible: bool) -> None:
    assert is_impossible(text, before) is impossible


@pytest.mark.parametrize(
    ("read", "before", "printed"),
    [
        ("H.", "", "II."),  # H. MỤC TIÊU
        ("H", "lục", "II"),  # Phụ lục H
        ("H;", "quý", "II;"),
        ("H", "", "H"),
        ("H.", "ông", "H."),
        ("Hà", "quý", "Hà"),
    ],
)
def test_two_strokes_that_were_read_as_an_h(read: str, before: str, printed: str) -> None:
    assert as_numeral(read, before) == printed
