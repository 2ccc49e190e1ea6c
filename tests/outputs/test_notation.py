from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import structure, table
from corpus.record import Baseline, Due, Extractor, Keyed, Target
from outputs import notation
from outputs.wording import label, pair, shown

NBSP = "\N{NO-BREAK SPACE}"


def target(**fields: Any) -> Target:
    made_by = Extractor(name="targets", version="1")
    base = {"id": "t", "kind": "numeric", "indicator": Keyed(vi="x"), "confidence": 1, "evidence": []}
    return Target(**(base | {"extractor": made_by} | fields))


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1.2, "1,2", "1.2"),
        (110000.0, "110.000", "110,000"),
        (2200, "2.200", "2,200"),
        (97.0, "97", "97"),
        (0.05, "0,05", "0.05"),
        (1e-7, "0,0000001", "0.0000001"),
        (1234567.25, "1.234.567,25", "1,234,567.25"),
        (-3.5, "-3,5", "-3.5"),
    ],
)
def test_numbers_follow_the_language(value: float, vi: str, en: str) -> None:
    assert (notation.number(value, "vi"), notation.number(value, "en")) == (vi, en)


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_a_number_can_be_read_back(value: float) -> None:
    assert float(notation.number(value, "en").replace(",", "")) == value
    assert float(notation.number(value, "vi").replace(".", "").replace(",", ".")) == value


@pytest.mark.parametrize(
    ("fields", "vi", "en"),
    [
        ({"comparator": "ge", "value": 95, "unit": "percent"}, "≥ 95 %", "≥ 95 %"),
        ({"comparator": "lt", "value": 2.5, "unit": "percent"}, "dưới 2,5 %", "under 2.5 %"),
        ({"comparator": "gt", "value": 1000, "unit": "households"}, "trên 1.000 hộ", "over 1,000 households"),
        ({"comparator": "approx", "value": 30, "unit": "percent"}, "khoảng 30 %", "about 30 %"),
        ({"comparator": "le", "value": 3, "unit": "rank"}, "trong nhóm 3 dẫn đầu", "in the top 3"),
        ({"comparator": "eq", "value": 1.2e12, "unit": "VND"}, "1.200 tỷ đồng", "VND 1,200 billion"),
        ({"comparator": "eq", "value": 75.5e6, "unit": "VND"}, "75,5 triệu đồng", "VND 75.5 million"),
        ({"comparator": "eq", "value": 2.086e6, "unit": "VND"}, "2.086.000 đồng", "VND 2,086,000"),
        ({"comparator": "eq", "value": 1.624e6, "unit": "VND"}, "1.624.000 đồng", "VND 1,624,000"),
        (
            {"comparator": "eq", "value": 2.086e6, "unit": "VND", "value_raw": "2,086 triệu đồng"},
            "2,086 triệu đồng",
            "VND 2.086 million",
        ),
        ({"comparator": "eq", "value": 1, "unit": "projects"}, "1 dự án", "1 project"),
        ({"comparator": "eq", "value": 11, "unit": "m2_per_person"}, "11 m²/người", "11 m² per person"),
        ({"comparator": "eq", "value": 0.8, "unit": "index"}, "0,8", "0.8"),
        ({"comparator": "eq", "value": 5, "unit": "unheard_of"}, "5 unheard of", "5 unheard of"),
        (
            {"comparator": "eq", "value": 35, "unit": "per_10000_people", "value_raw": "35"},
            "35 trên 10.000 dân",
            "35 per 10,000 inhabitants",
        ),
        ({"comparator": "eq", "value": 75, "unit": "years", "value_raw": "75 tuổi"}, "75 tuổi", "75 years"),
        ({"comparator": "eq", "value": 68, "unit": "years", "value_raw": "68 năm"}, "68 năm", "68 years"),
        ({"comparator": "range", "value_min": 20, "value_max": 30, "unit": "percent"}, "20–30 %", "20–30 %"),
        ({"comparator": "range", "value_min": 20, "unit": "percent"}, "≥ 20 %", "≥ 20 %"),
        ({"comparator": "achieve", "kind": "qualitative"}, "đạt được", "achieve"),
        ({"comparator": "complete", "kind": "qualitative"}, "hoàn thành", "complete"),
    ],
)
def test_levels_read_naturally_in_both_languages(fields: dict[str, Any], vi: str, en: str) -> None:
    level = notation.level(target(**fields), "vi")
    assert (plain(level.vi.text), plain(level.en.text)) == (vi, en)


def test_a_level_without_a_number_is_shown_as_printed_and_marked() -> None:
    level = notation.level(target(comparator="range", value_raw="nhóm 3 nước dẫn đầu"), "vi")
    assert (level.vi.text, level.vi.foreign) == ("nhóm 3 nước dẫn đầu", False)
    assert (level.en.text, level.en.lang, level.en.foreign) == ("nhóm 3 nước dẫn đầu", "vi", True)
    assert notation.level(target(comparator="range"), "vi") == label("unknown")


@pytest.mark.parametrize(
    ("due", "vi", "en"),
    [
        ({"end": "2030-12-31", "precision": "year"}, "đến năm 2030", "by 2030"),
        (
            {"end": "2025-09-01", "precision": "month", "relation": "before"},
            "trước tháng 9/2025",
            "before September 2025",
        ),
        ({"end": "2025-09-30", "precision": "quarter"}, "đến quý III/2025", "by the third quarter of 2025"),
        ({"end": "2023-11-24", "precision": "day", "relation": "in"}, "ngày 24/11/2023", "24 November 2023"),
        ({"start": "2019-07-11", "end": "2019-07-11", "precision": "day"}, "ngày 11/7/2019", "11 July 2019"),
        ({"end": "2026-06-30", "precision": "day"}, "đến ngày 30/6/2026", "by 30 June 2026"),
        ({"start": "2026-01-01", "precision": "year", "relation": "from"}, "từ năm 2026", "from 2026"),
        (
            {"start": "2021-01-01", "end": "2025-12-31", "precision": "year", "relation": "during"},
            "giai đoạn 2021–2025",
            "2021–2025",
        ),
        (
            {"start": "2025-01-01", "end": "2025-12-31", "precision": "year", "relation": "in"},
            "trong năm 2025",
            "in 2025",
        ),
        (
            {"start": "2025-03-01", "end": "2025-09-30", "precision": "month", "relation": "during"},
            "từ tháng 3/2025 đến tháng 9/2025",
            "March 2025 to September 2025",
        ),
    ],
)
def test_times_read_naturally_in_both_languages(due: dict[str, Any], vi: str, en: str) -> None:
    words = notation.timing(Due(raw="…", **due))
    assert words is not None
    assert (words.vi.text, words.en.text) == (vi, en)


def test_a_time_without_dates_has_no_words() -> None:
    assert notation.timing(Due(raw="sớm", precision="year")) is None


def test_a_baseline_gives_value_and_year() -> None:
    words = notation.baseline(Baseline(value=91, unit="percent", date="2024", raw="91% năm 2024"), "vi")
    assert words is not None
    assert (plain(words.vi.text), plain(words.en.text)) == ("91 % (2024)", "91 % (2024)")


def test_english_is_never_invented() -> None:
    words = pair("một cụm từ không có trong từ điển nào cả", None)
    assert words is not None
    assert words.en.foreign
    assert words.en.lang == "vi"
    assert words.en.text == words.vi.text


def test_text_for_the_eye_has_no_hidden_characters() -> None:
    assert shown("a\x00b\u202ec\u200bd\n\n e\u2029f") == "abcd e f"


def test_every_unit_with_a_short_form_is_known_and_has_room_for_the_number() -> None:
    known = {row["key"] for row in table("units")}
    for row in table("unit_names"):
        assert row["unit"] in known
        assert "{n}" in row["vi"]
        assert "{n}" in row["en"]


def test_every_label_has_both_languages() -> None:
    for group, entries in structure("labels").items():
        for key, entry in entries.items():
            assert entry["vi"], (group, key)
            assert entry["en"], (group, key)


@pytest.mark.parametrize(
    ("iso", "vi", "en"),
    [
        ("2026-11-28T07:20:31+07:00", "07:20 ngày 28/11/2026", "28 November 2026, 07:20"),
        ("2026-03-01", "00:00 ngày 1/3/2026", "1 March 2026, 00:00"),
        ("hôm qua", "hôm qua", "hôm qua"),
    ],
)
def test_a_point_in_time_is_told_by_hour_and_day(iso: str, vi: str, en: str) -> None:
    said = notation.instant(iso)
    assert (said.vi.text, said.en.text) == (vi, en)
