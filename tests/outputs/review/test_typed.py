import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.units import units
from outputs import notation
from outputs.review import typed
from outputs.review.typed import TypedError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,2", 1.2),
        ("110.000", 110000),
        ("1.200,5", 1200.5),
        ("2030", 2030),
        ("85 triệu", 85e6),
        ("1.200 tỷ", 1.2e12),
        ("0,95", 0.95),
        ("-3,5", -3.5),
        (" 7 ", 7),
    ],
)
def test_numbers_in_vietnamese_notation(text: str, value: float) -> None:
    assert typed.number(text, "vi") == value


@pytest.mark.parametrize("text", ["1.2", "0.5", "1.20", "12.00", "1.2.3", "1.2345"])
def test_a_decimal_point_is_not_guessed_at(text: str) -> None:
    with pytest.raises(TypedError) as error:
        typed.number(text, "vi")
    assert error.value.code == "notation"


@pytest.mark.parametrize("text", ["", "x", "1,", ",5", "1,2,3", "5 cái", "1 2", "²", "٣", "1e5", "nan", "∞"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(TypedError) as error:
        typed.number(text, "vi")
    assert error.value.code == "number"


@given(st.floats(-1e12, 1e12).map(lambda value: round(value, 3)), st.sampled_from(["vi", "en"]))
def test_a_number_that_is_shown_can_be_typed(value: float, language: str) -> None:
    shown = notation.number(value, language)  # type: ignore[arg-type]
    assert typed.number(shown, language) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "last", "day", "precision"),
    [
        ("31/12/2030", True, "2030-12-31", "day"),
        ("2030-2-5", True, "2030-02-05", "day"),
        ("2030", True, "2030-12-31", "year"),
        ("năm 2030", False, "2030-01-01", "year"),
        ("2/2028", True, "2028-02-29", "month"),
        ("tháng 9/2027", False, "2027-09-01", "month"),
        ("quý II/2026", True, "2026-06-30", "quarter"),
        ("Quý 4/2026", False, "2026-10-01", "quarter"),
        ("29/2/2028", True, "2028-02-29", "day"),
    ],
)
def test_days(text: str, last: bool, day: str, precision: str) -> None:  # noqa: FBT001  # a case of the table
    assert typed.day(text, last=last) == (day, precision)


@pytest.mark.parametrize(
    "text", ["29/2/2027", "31/4/2026", "2026-13-01", "0000", "mai", "١/٢/٢٠٣٠", "13/2026", "1/2/26", "32/1/2026"]
)
def test_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(TypedError):
        typed.day(text, last=True)


@pytest.mark.parametrize("text", ["percent", "%", "phần trăm", "Phần Trăm"])
def test_a_unit_by_any_of_its_names(text: str) -> None:
    assert typed.unit(text) == "percent"


def test_every_unit_is_known_by_the_name_that_its_field_shows() -> None:
    for key in units():
        assert typed.unit(typed.shown_unit(key, "vi")) == key
        assert typed.unit(typed.shown_unit(key, "en")) == key
    assert typed.shown_unit("percent", "vi") == "phần trăm"
    assert typed.shown_unit("no_such_unit", "vi") == "no_such_unit"


def test_an_unknown_unit() -> None:
    with pytest.raises(TypedError):
        typed.unit("cái xô")
