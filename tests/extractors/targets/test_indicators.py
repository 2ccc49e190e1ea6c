"""The catalogue of indicators: what a phrase matches and how well, and what it must not."""

import re
from dataclasses import replace

import pytest

from corpus.document import plain_document
from corpus.indicator_match import CANDIDATE, FLOOR, match_indicator
from corpus.indicator_words import words
from corpus.indicators import indicators
from corpus.knowledge import structure
from corpus.record import Target
from corpus.units import units
from extractors.structure.analyse import analyse
from extractors.targets import extract_targets

SDG = re.compile(r"(?:[1-9]|1[0-7])\.(?:\d{1,2}|[a-d])(?:\.\d{1,2})?")


def key_of(phrase: str, unit: str | None = None, comparator: str | None = None, language: str = "vi") -> str | None:
    found = match_indicator(phrase, language, unit, comparator).found
    return found.indicator.key if found else None


@pytest.mark.parametrize(
    ("phrase", "unit", "key"),
    [
        ("tỷ lệ thất nghiệp chung", "percent", "unemployment_rate"),
        ("Tỉ lệ thất nghiệp khu vực thành thị", "percent", "unemployment_rate_urban"),
        ("tỷ lệ hộ nghèo", "percent", "poverty_rate"),
        ("tỷ lệ hộ nghèo giảm bình quân", "percent_per_year", "poverty_rate_reduction"),
        ("tỷ lệ hộ cận nghèo", "percent", "near_poverty_rate"),
        ("tỷ lệ che phủ rừng", "percent", "forest_cover"),
        ("xóa bỏ nhà tạm, nhà dột nát cho hộ nghèo", None, "temporary_houses_eliminated"),
        ("số bác sĩ trên một vạn dân", "per_10000_people", "doctors_per_10000"),
        ("số bác sỹ trên 10.000 dân", "per_10000_people", "doctors_per_10000"),
    ],
)
def test_known_indicators(phrase: str, unit: str | None, key: str) -> None:
    assert key_of(phrase, unit) == key


@pytest.mark.parametrize("phrase", ["", "diện tích bãi rác", "tỷ lệ", "nhà máy xử lý rác đi vào vận hành", "kinh phí"])
def test_what_the_catalogue_does_not_hold_has_no_key(phrase: str) -> None:
    assert key_of(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "unit", "key"),
    [
        ("tỷ lệ lao động qua đào tạo trên địa bàn tỉnh An Hải", "percent", "trained_workers_rate"),
        ("thu ngân sách nhà nước 6 tháng đầu năm", "VND", "budget_revenue"),
        ("tổng kim ngạch xuất khẩu tăng so với cùng kỳ năm trước", "percent", "export_growth"),
        ("tổng thu NSNN trên địa bàn", "VND", "budget_revenue"),
        ("(3) tỷ lệ hộ nghèo đa chiều", "percent", "poverty_rate"),
        ("tỷ lệ lao động qua đào tạo, trong đó có bằng cấp, chứng chỉ", "percent", "trained_workers_certified_rate"),
    ],
)
def test_words_around_an_indicator_do_not_change_it(phrase: str, unit: str, key: str) -> None:
    found = match_indicator(phrase, unit=unit).found
    assert found is not None
    assert (found.indicator.key, found.score >= 0.95) == (key, True)


@pytest.mark.parametrize(
    ("phrase", "unit", "never"),
    [
        ("tỷ lệ thất nghiệp khu vực nông thôn", "percent", {"unemployment_rate", "unemployment_rate_urban"}),
        ("tỷ lệ hộ nghèo khu vực biên giới", "percent", {"poverty_rate", "poverty_rate_rural"}),
        ("tỷ lệ nam đại biểu Quốc hội", "percent", {"female_national_assembly"}),
        ("chiều cao trung bình của nữ 18 tuổi", "cm", {"height_men_18"}),
        ("tỷ lệ nữ lao động qua đào tạo", "percent", {"trained_workers_rate"}),
        ("tỷ lệ hộ nghèo dân tộc thiểu số", "percent", {"poverty_rate"}),
        ("tỷ lệ trẻ em nghèo đa chiều", "percent", {"poverty_rate"}),
        ("tỷ lệ hoàn thành cấp trung học phổ thông", "percent", {"primary_completion", "lower_secondary_completion"}),
        ("xã đạt chuẩn nông thôn mới nâng cao", "percent", {"new_rural_communes", "new_rural_model_communes"}),
        ("số người tham gia bảo hiểm xã hội tự nguyện", "people", {"social_insurance_participants"}),
        ("cụm công nghiệp có hệ thống xử lý nước thải tập trung", "percent", {"industrial_zones_wastewater"}),
        ("tỷ suất tử vong trẻ em dưới 5 tuổi", "per_1000_live_births", {"infant_mortality"}),
        ("kim ngạch nhập khẩu", "USD", {"export_turnover"}),
        ("tổng thu ngân sách nhà nước so với dự toán", "percent", {"budget_revenue", "budget_revenue_growth"}),
        ("chỉ số sản xuất công nghiệp tăng so với tháng trước", "percent", {"industrial_production_index"}),
    ],
)
def test_areas_people_levels_and_growth_are_not_confused(phrase: str, unit: str, never: set[str]) -> None:
    assert key_of(phrase, unit) not in never


@pytest.mark.parametrize(
    ("phrase", "unit", "other"),
    [
        ("thu nhập bình quân đầu người", "VND", "percent"),
        ("tổng mức bán lẻ hàng hóa và doanh thu dịch vụ", "VND", "percent"),
        ("bội chi ngân sách nhà nước", "percent", "VND"),
    ],
)
def test_another_unit_is_another_measure(phrase: str, unit: str, other: str) -> None:
    match = match_indicator(phrase, unit=other)
    assert match.found is None
    assert match.others[0].indicator.key == key_of(phrase, unit)
    assert CANDIDATE <= match.others[0].score < FLOOR


def test_the_direction_counts() -> None:
    """As in "tỷ lệ hộ nghèo trên 12%": seldom, but it happens; "giảm … xuống dưới 7%" is a level, not a fall."""
    likely, unlikely = (match_indicator("tỷ lệ hộ nghèo", unit="percent", comparator=c).found for c in ("lt", "gt"))
    assert likely is not None
    assert unlikely is not None
    assert likely.score == 1 > unlikely.score
    assert key_of("giảm tỷ lệ hộ nghèo", "percent", "eq") == "poverty_rate_reduction"
    assert key_of("giảm tỷ lệ hộ nghèo", "percent", "lt") is None


def test_what_fits_two_indicators_alike_is_kept_and_not_guessed() -> None:
    match = match_indicator("diện tích nhà ở", unit="m2_per_person")
    assert match.found is None
    assert {other.indicator.key for other in match.others} == {"housing_area_per_capita", "minimum_housing_area"}


@pytest.mark.parametrize(
    ("phrase", "key"),
    [
        ("xóa nhà tắm, nhà dốt nát", "temporary_houses_eliminated"),
        ("các xa vùng đồng bào dân tộc thiểu số có điện", None),
        ("tỷ lệ che phú rừng", "forest_cover"),
    ],
)
def test_a_misread_word_still_counts(phrase: str, key: str | None) -> None:
    found = match_indicator(phrase).found
    assert (found.indicator.key if found else None) == key
    assert found is None or FLOOR <= found.score < 1


def test_a_misread_word_may_tell_indicators_apart() -> None:
    """A lost tone ("nử") is read as the name has it; it is not taken for a word that the name lacks."""
    assert key_of("tỷ lệ nử đại biểu Quốc hội", "percent") == "female_national_assembly"
    assert words("nam giới Việt Nam", "vi").marks == {"men"}
    assert words("khu vực miền Nam", "vi").marks == frozenset()


def test_english_names_match_too() -> None:
    assert key_of("the general unemployment rate", language="en") == "unemployment_rate"
    assert key_of("the urban unemployment rate", language="en") == "unemployment_rate_urban"


def test_the_catalogue_is_sound() -> None:
    catalogue = indicators()
    assert len(catalogue) >= 300
    assert {unit for i in catalogue.values() for unit in i.units} <= set(units())
    assert {i.direction for i in catalogue.values()} <= {"up", "down", "none"}
    assert all(i.vi and i.en and i.sector for i in catalogue.values())
    for names in ([n for i in catalogue.values() for n in i.vi], [n for i in catalogue.values() for n in i.en]):
        assert [name for name in names if names.count(name) > 1] == [], "one name, one indicator"


def test_sdg_numbers_have_their_form() -> None:
    numbers = {i.key: i.sdg for i in indicators().values() if i.sdg}
    assert {key: number for key, number in numbers.items() if not SDG.fullmatch(number)} == {}
    assert len({number.partition(".")[0] for number in numbers.values()}) >= 14
    assert not SDG.fullmatch("18.1")
    assert not SDG.fullmatch("8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_name_finds_its_own_indicator(language: str) -> None:
    lost = []
    for indicator in indicators().values():
        for name in indicator.names(language):
            found = match_indicator(name, language, indicator.units[0] if indicator.units else None).found
            if found is None or (found.indicator.key, found.score) != (indicator.key, 1):
                lost.append(name)
    assert lost == []


def test_every_mark_tells_two_names_of_the_catalogue_apart_or_from_their_like() -> None:
    """A group that no name of the catalogue ever has would have no effect but to refuse phrases."""
    seen = {
        m for i in indicators().values() for lang in ("vi", "en") for n in i.names(lang) for m in words(n, lang).marks
    }
    assert set(structure("indicator_words")["marks"]) - seen <= {"month", "quarter", "state"}


def only_target(sentence: str) -> Target:
    text = f"KẾ HOẠCH\nPhát triển xã hội\n\nI. MỤC TIÊU ĐẾN NĂM 2030\n\n{sentence}\n"
    (target,) = extract_targets(analyse(plain_document(text, identity="sha256:0", source="specimen.txt")))[0]
    return target


def test_a_target_carries_the_score_and_the_goal() -> None:
    indicator = only_target("Tỷ lệ thất nghiệp khu vực thành thị dưới 3%.").indicator
    assert (indicator.key, indicator.score, indicator.sdg) == ("unemployment_rate_urban", 1.0, "8.5.2")


def test_a_target_without_a_key_keeps_its_candidates() -> None:
    target = only_target("Diện tích nhà ở đạt 30 m²/người.")
    assert (target.indicator.key, target.indicator.score, target.indicator.sdg) == (None, None, None)
    assert "not_in_catalogue" in target.flags
    assert [one.key for one in target.indicator.candidates] == ["housing_area_per_capita", "minimum_housing_area"]


@pytest.mark.parametrize(
    ("goal", "keys"),
    [
        ("Giảm tỷ lệ hộ nghèo xuống dưới 7%.", ["poverty_rate"]),
        ("Giảm tỷ lệ hộ nghèo còn 5% vào năm 2025 và 3% vào năm 2030.", ["poverty_rate", "poverty_rate"]),
        ("Giảm tỷ lệ hộ nghèo 2%.", ["poverty_rate_reduction"]),
    ],
)
def test_a_change_that_leads_to_a_level_names_the_level(goal: str, keys: list[str]) -> None:
    text = f"KẾ HOẠCH\nPhát triển xã hội\n\nI. MỤC TIÊU\n\n1. Chỉ tiêu chủ yếu đến năm 2030\n\n{goal}\n"
    document = replace(plain_document(text, identity="sha256:0", source="specimen.txt"), language="vi")
    assert [target.indicator.key for target in extract_targets(analyse(document))[0]] == keys
