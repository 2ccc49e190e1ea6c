"""What makes a row less likely to be right."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.knowledge import structure
from extractors.analysis import Analysis
from extractors.assemble import extract, uncalibrated
from extractors.assignments import extract_assignments
from extractors.certainty import features, probability

HEAD = "TỈNH ỦY AN HẢI\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. TỔ CHỨC THỰC HIỆN\n\n"


def test_every_feature_has_a_weight_and_damage_never_helps(plan: Analysis) -> None:
    weights = structure("record_certainty")["weights"]
    (row, *_) = extract_assignments(plan)
    assert set(features(row)) == set(weights)
    assert weights["rule"] > 0
    assert all(weights[name] <= 0 for name in ("flagged", "unknown", "torn"))


@pytest.mark.parametrize(
    ("item", "torn"),
    [
        ("- Đảng ủy các xã, thị trấn (chỉ đạo);", 0),
        ("- Đảng ủy các xã. thị trần (chỉ đạo);", 1),
        ("- Các Bộ: Tài chính, Nội vụ;", 0),
        ("- Các Bộ: Tài chính, KIIDT;", 1),
    ],
)
def test_a_receiver_beside_whom_words_are_left_over(analysed: Callable[..., Analysis], item: str, torn: int) -> None:
    text = f"{HEAD}1. Sở Nội vụ lập danh sách.\n\nNơi nhận:\n- Như trên;\n{item}\n- Lưu: VT.\n\nTM. TỈNH ỦY\n\nLê An\n"
    listed = [row for row in extract_assignments(analysed(text)) if row.role in {"recipient", "direct"}]
    assert max(features(row)["torn"] for row in listed) == torn


def test_a_task_without_its_verb(analysed: Callable[..., Analysis]) -> None:
    whole = extract_assignments(analysed(HEAD + "1. Sở Nội vụ có trách nhiệm lập danh sách bạn đọc.\n"))
    assert [features(row)["torn"] for row in whole] == [0]


@given(st.floats(0, 1), st.booleans())
def test_a_probability_rises_with_the_rule(rule: float, damaged: bool) -> None:  # noqa: FBT001  # drawn by Hypothesis
    seen = {"always": 1.0, "deadline": 0.0, "assignment": 1.0, "flagged": 0.0, "unknown": 0.0, "torn": float(damaged)}
    low = probability(seen | {"rule": -1.0}, rule)
    high = probability(seen | {"rule": 1.0}, rule)
    assert 0 <= low <= high <= 1


def test_records_carry_the_measured_probability(plan_document: Document) -> None:
    raw, done = uncalibrated(plan_document), extract(plan_document)
    for before, after in zip(raw.assignments + raw.deadlines, done.assignments + done.deadlines, strict=True):
        assert after.confidence == round(probability(features(before), before.confidence), 4)
