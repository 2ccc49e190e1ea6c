import time

import pytest
from fastapi.testclient import TestClient

from corpus.bodies import resolve
from corpus.units import units
from outputs.review.complete import offers


def names(what: str, typed: str, language: str = "vi") -> list[str]:
    return [offer.name for offer in offers(what, typed, language)]


@pytest.mark.parametrize(
    ("what", "typed", "name"),
    [
        ("unit", "phan tr", "phần trăm"),
        ("unit", "%", "phần trăm"),
        ("unit", "percentage_p", "điểm phần trăm"),
        ("unit", "m2/ng", "mét vuông/người"),
        ("indicator", "ty le that nghiep", "tỷ lệ thất nghiệp"),
        ("indicator", "thất nghiệp", "tỷ lệ thất nghiệp"),
        ("body", "so y te", "Sở Y tế"),
        ("body", "SỞ Y TẾ", "Sở Y tế"),
        ("body", "ubnd tinh lam d", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("body", "hdnd cac cap", "Hội đồng nhân dân các cấp"),
        ("body", "mttq", "Mặt trận Tổ quốc Việt Nam"),
        ("type", "nghi quyet", "Nghị quyết"),
        ("type", "ctr", "Chương trình hành động"),
        ("place", "dak", "Đắk Lắk"),
    ],
)
def test_names_are_found_without_diacritics(what: str, typed: str, name: str) -> None:
    assert name in names(what, typed)


def test_what_begins_with_the_words_comes_before_what_holds_them() -> None:
    found = names("indicator", "tỷ lệ hộ nghèo")
    assert found[0] == "tỷ lệ hộ nghèo"


def test_a_level_is_offered_only_where_the_body_takes_one() -> None:
    assert "Ủy ban nhân dân xã" in names("body", "ubnd x")
    assert "Sở Tài chính tỉnh" in names("body", "so tai chinh t")
    assert names("body", "so tai chinh xa") == []


def test_nothing_typed_or_nothing_known_offers_nothing() -> None:
    assert names("body", "") == names("body", "  ") == names("unit", "xyzzy") == []


def test_a_body_that_is_offered_is_known() -> None:
    for typed in ("ubnd tinh", "so tai chinh", "tinh uy"):
        assert resolve(names("body", typed)[0]) is not None


def test_every_unit_is_offered_by_its_own_name() -> None:
    for key, unit in units().items():
        assert unit.name_vi in names("unit", unit.name_vi), key


def test_the_answer_is_escaped_and_quick(lan: TestClient) -> None:
    answer = lan.get("/complete/unit", params={"q": "m2"})
    assert 'data-value="mét vuông"' in answer.text
    assert lan.get("/complete/nothing", params={"q": "x"}).status_code == 404
    lan.get("/complete/body", params={"q": "a"})
    begun = time.process_time()
    for typed in ("ub", "ubn", "ubnd", "ubnd t", "so", "so n", "ban t", "hoi", "hoi d", "truong"):
        offers.__wrapped__("body", typed, "vi")
    assert (time.process_time() - begun) / 10 < 0.05
