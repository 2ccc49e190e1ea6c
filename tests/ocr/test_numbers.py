"""Letters that look like digits, and dates that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.recognition.numbers import as_digits, as_numeral, in_date, is_impossible, joined_date, with_digits


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
        ("163/⁄2016/NĐ-CP", "163/2016/NĐ-CP"),
        ("191⁄BC-SVHTTDL", "191/BC-SVHTTDL"),
        ("01⁄4QĐ-UBND,", "01/QĐ-UBND,"),  # "0" and a quarter: 1/ is one sign to the reader
        ("5//2019", "5/2019"),
        ("https://", "https://"),
    ],
)
def test_letters_among_digits(read: str, printed: str) -> None:
    assert with_digits(read) == printed


@given(st.from_regex(r"\d{1,4}([.,/-]\d{1,4}){0,2}[.,;:)]?", fullmatch=True))
def test_what_is_all_digits_stays(text: str) -> None:
    assert with_digits(text) == text


@given(st.text(max_size=12))
def test_no_word_grows(text: str) -> None:
    assert len(with_digits(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "following", "whole"),
    [
        ("25/1", "1/2013;", "25/11/2013;"),
        ("(05/1", "2/2019)", "(05/12/2019)"),
        ("30-1", "0-2024", "30-10-2024"),
        ("31/1", "1/2013", None),  # November has 30 days
        ("25/1", "3/2013", None),
        ("số", "1/2013", None),
        ("1/1", "và", None),
        ("25/11/2013", "1/2014", None),
    ],
)
def test_torn_dates(text: str, following: str, whole: str | None) -> None:
    assert joined_date(text, following) == whole


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
        ("24/2023/QH15;", "", False),
        ("24/2023/0H15;", "", True),
        ("70/2025/QH15", "", False),
        ("70/202%QH15", "", True),
        ("192/TTr-BNN", "", False),
        ("192/TT:-BNN", "", True),
        ("01/2012/TTLT-BTP-BCA", "", False),
        ("1215/QĐ.UBND,", "", False),
        ("02/TBXDTMS-2015", "", False),
        ("55/2025/NĐ-", "", False),  # goes on in the next line
        ("37/2011/QĐ-TTg).", "", False),
        ("1/2", "", False),
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
