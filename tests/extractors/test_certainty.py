"""What makes a row less likely to be right."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.knowledge import structure
from corpus.record import Assignment
from extractors.analysis import Analysis
from extractors.assemble import extract, uncalibrated
from extractors.certainty import described, probability

HEAD = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. TỔ CHỨC THỰC HIỆN\n\n"


Build = Callable[..., Analysis]
DAMAGE = (
    "flagged",
    "unknown",
    "torn",
    "class",
    "worded",
    "split",
    "short",
    "joint",
    "vague",
    "within",
    "open",
    "uncatalogued",
    "wordy",
    "roughly",
)


def assignments(analysis: Analysis) -> list[tuple[Assignment, dict[str, float]]]:
    rows = described(uncalibrated(analysis.document))
    return [(row, seen) for _, row, seen in rows if isinstance(row, Assignment)]


def test_every_feature_has_a_weight_and_damage_never_helps(plan: Analysis) -> None:
    weights = structure("record_certainty")["weights"]
    ((_, seen), *_) = assignments(plan)
    assert set(seen) == set(weights)
    assert weights["rule"] > 0
    assert all(weights[name] <= 0 for name in DAMAGE)


@pytest.mark.parametrize(
    ("item", "torn"),
    [
        ("- Đảng ủy các xã, thị trấn (chỉ đạo);", 0),
        ("- Đảng ủy các xã. thị trần (chỉ đạo);", 1),
        ("- Các Bộ: Tài chính, Nội vụ;", 0),
        ("- Các Bộ: Tài chính, KIIDT;", 1),
    ],
)
def test_a_receiver_beside_whom_words_are_left_over(analysed: Build, item: str, torn: int) -> None:
    text = f"{HEAD}1. Sở Nội vụ lập danh sách.\n\nNơi nhận:\n- Như trên;\n{item}\n- Lưu: VT.\n\nTM. TỈNH ỦY\n\nLê An\n"
    listed = [seen for row, seen in assignments(analysed(text)) if row.role in {"recipient", "direct"}]
    assert max(seen["torn"] for seen in listed) == torn
    assert all(not seen["worded"] for seen in listed)


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Sở Nội vụ có trách nhiệm lập danh sách bạn đọc.", {"worded"}),
        ("Sở Nội vụ chủ trì lập danh sách bạn đọc.", set()),
        ("Các cơ quan, đơn vị lập danh sách bạn đọc.", {"worded", "class"}),
        ("Sở Nội vụ lập danh sách.", {"worded", "short"}),
        ("Sở Nội vụ chỉ đạo việc mua sách; kiểm tra việc cho mượn sách.", {"worded", "split"}),
        ("Các địa phương rà soát, thống kê sách của thư viện.", {"worded", "class", "vague"}),
    ],
)
def test_what_makes_a_duty_less_sure(analysed: Build, sentence: str, holds: set[str]) -> None:
    names = {"worded", "class", "short", "split", "torn", "vague"}
    rows = assignments(analysed(f"{HEAD}1. {sentence}\n"))
    assert rows
    assert all({name for name in names if seen[name]} == holds for _, seen in rows)


@pytest.mark.parametrize(
    ("sentence", "within"),
    [
        ("Số bạn đọc của tháng 9 năm 2024 là căn cứ để mua sách.", 1),
        ("Thư viện được xây dựng vào năm 2024.", 1),
        ("Thư viện được xây dựng trong giai đoạn 2024 - 2026.", 0),
        ("Thư viện được xây dựng từ năm 2024 đến năm 2026.", 0),
    ],
)
def test_a_month_or_year_is_less_sure_than_a_span(analysed: Build, sentence: str, within: int) -> None:
    rows = described(uncalibrated(analysed(f"{HEAD}1. {sentence}\n").document))
    assert [seen["within"] for kind, _, seen in rows if kind == "deadline"] == [within]


def test_an_indicator_of_very_many_words_is_less_sure(analysed: Build) -> None:
    few = "thư viện cấp xã có máy tính nối mạng"
    many = (
        f"{few}, phòng đọc cho thiếu nhi, kho sách của địa phương, người trông coi thường xuyên và chỗ ngồi cho bạn đọc"
    )
    text = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. MỤC TIÊU ĐẾN NĂM 2030\n\n- Có 80% {}.\n- Có 90% {}.\n"
    rows = described(uncalibrated(analysed(text.format(few, many)).document))
    assert [seen["wordy"] for kind, _, seen in rows if kind == "target"] == [0, 1]


@given(st.floats(0, 1), st.booleans())
def test_a_probability_rises_with_the_rule(rule: float, damaged: bool) -> None:  # noqa: FBT001  # drawn by Hypothesis
    seen = {"always": 1.0, "assignment": 1.0, "torn": float(damaged)}
    low = probability(seen | {"rule": -1.0}, rule)
    high = probability(seen | {"rule": 1.0}, rule)
    assert 0 <= low <= high <= 1


def test_records_carry_the_measured_probability(plan_document: Document) -> None:
    raw, done = described(uncalibrated(plan_document)), described(extract(plan_document))
    for (_, before, seen), (_, after, _) in zip(raw, done, strict=True):
        assert after.confidence == round(probability(seen, before.confidence), 4)
