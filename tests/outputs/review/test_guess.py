from typing import Any

import pytest

from corpus.store.kinds import Kind
from outputs.review.guess import guessed


def guess(kind: Kind, text: str) -> dict[str, Any]:
    return guessed(kind, {"evidence": [{"quote": text}]}, "vi")


@pytest.mark.parametrize(
    ("text", "indicator", "comparator", "value", "unit"),
    [
        ("tỷ lệ hộ nghèo giảm còn dưới 2%", "tỷ lệ hộ nghèo giảm còn", "lt", 2, "percent"),
        ("tỷ lệ lao động qua đào tạo đạt 70%", "tỷ lệ lao động qua đào tạo", "eq", 70, "percent"),
        ("dân số tham gia bảo hiểm y tế đạt tối thiểu\n95%", "dân số tham gia bảo hiểm y tế", "ge", 95, "percent"),
        ("bố trí khoảng 1.200 tỷ đồng", "bố trí", "approx", 1.2e12, "VND"),
        ("Đến năm 2030 xây dựng 110.000 m² sàn", "Đến năm 2030 xây dựng", "eq", 110000, "m2"),
    ],
)
def test_a_figure_with_its_unit(text: str, indicator: str, comparator: str, value: float, unit: str) -> None:
    found = guess("target", text)
    assert found["indicator"]["vi"] == indicator
    assert (found["comparator"], found["value"], found["unit"]) == (comparator, value, unit)


def test_a_goal_without_a_figure_and_one_that_is_no_number() -> None:
    assert guess("target", "xóa nhà tạm")["comparator"] == "achieve"
    assert guess("target", "đạt 1.2 lần")["value"] is None  # it may be 1,2 or 12


def test_a_horizon_is_taken_along() -> None:
    due = guess("target", "đến năm 2030 đạt 70%")["due"]
    assert (due["end"], due["precision"], due["relation"]) == ("2030-12-31", "year", "by")
    assert guess("target", "đạt 70%")["due"] is None


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        ("trước ngày 30/6/2026", "task_deadline", "2026-06-30"),
        ("đến năm 2030", "target_horizon", "2030-12-31"),
    ],
)
def test_deadlines(text: str, kind: str, end: str) -> None:
    found = guess("deadline", text)
    assert (found["kind"], found["end"], found["raw"]) == (kind, end, text)


def test_a_time_that_names_no_day() -> None:
    assert guess("deadline", "thường xuyên")["end"] is None
    assert guess("deadline", "ngày 31/2/2026")["end"] is None


def test_a_body_its_role_and_its_task() -> None:
    found = guess("assignment", "Sở Y tế chủ trì, lập đề án")
    assert found["body"]["name"] == "Sở Y tế"
    assert (found["role"], found["task"]) == ("lead", {"vi": "lập đề án"})
    assert guess("assignment", "lập đề án") == {
        "evidence": [{"quote": "lập đề án"}],
        "body": {},
        "task": {"vi": "lập đề án"},
    }


def test_a_citation() -> None:
    found = guess("citation", "Nghị quyết số 08-NQ/TW ngày 12/3/2025")
    assert (found["symbol"], found["type"], found["date"]) == ("08-NQ/TW", "Nghị quyết", "2025-03-12")
    found = guess("citation", "Quyết định số 15/2021/QĐ-TTg")
    assert (found["symbol"], found["type"], found["date"]) == ("15/2021/QĐ-TTg", "Quyết định", None)
