from typing import Any

import pytest

from corpus.store.kinds import Kind
from corpus.store.tables import RowEntry
from outputs.review.rows import Reader, RowView, in_order, view

PROOF: dict[str, Any] = {
    "page": 2,
    "page_end": 2,
    "line": 1,
    "line_end": 1,
    "start": 7,
    "end": 19,
    "quote": "",
    "quote_as_read": "",
}
COMMON: dict[str, Any] = {"confidence": 0.9, "flags": ["numeric_unverified", "inherited_due"], "evidence": [PROOF]}
MADE: dict[str, Any] = COMMON | {"id": "x", "extractor": {"name": "targets", "version": "1"}}
DUE: dict[str, Any] = {
    "raw": "đến 2030",
    "end": "2030-12-31",
    "precision": "year",
    "evidence": [PROOF | {"start": 1, "end": 5}],
}


def seen(kind: Kind, data: dict[str, Any], reader: Reader, **columns: Any) -> RowView:
    known = {"id": "r", "version": 1, "page": 2, "position": 0, "confidence": 0.9, "state": "open"}
    return view(RowEntry(kind=kind, extracted=data, data=data, **(known | columns)), reader)


VI, EN = Reader("vi", "vi"), Reader("en", "vi")


def test_a_target_says_its_figure_its_time_and_whom_it_is_for() -> None:
    data = MADE | {"kind": "numeric", "indicator": {"vi": "tỷ lệ hộ nghèo"}, "comparator": "lt", "value": 1.2}
    row = seen("target", data | {"unit": "percent", "due": DUE, "population": {"vi": "hộ"}}, VI)
    assert (row.figure.replace("\xa0", " "), row.head) == ("dưới 1,2 %", "tỷ lệ hộ nghèo")
    assert row.more == [("Thời hạn", "đến năm 2030"), ("Đối tượng", "hộ")]
    assert row.flags == ["Con số chưa được đối chiếu, cần xem bản gốc"]  # the other flag only explains
    assert (row.spans, row.others) == ("7-19", "1-5")


def test_a_goal_without_a_figure_says_how_it_is_met() -> None:
    data = MADE | {"kind": "qualitative", "indicator": {"vi": "xóa nhà tạm"}, "comparator": "complete"}
    row = seen("target", data, VI)
    assert (row.about, row.figure, row.head) == ("hoàn thành", "", "xóa nhà tạm")


def test_wordings_are_in_the_language_of_the_document() -> None:
    data = MADE | {"kind": "qualitative", "indicator": {"vi": "a", "en": "b"}, "comparator": "achieve"}
    assert seen("target", data, EN).head == "a"
    assert seen("target", data, Reader("vi", "en")).head == "b"


YEARLY = COMMON | {"kind": "recurring", "raw": "hằng năm", "recurrence": "P1Y"}
LEAD = MADE | {"body": {"raw": "Sở", "name": "Sở Y tế"}, "role": "lead", "task": {}}
SIGNER = {"name": "An", "role": "Chủ tịch"}


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("deadline", YEARLY, ("Định kỳ, thường xuyên", "hằng năm", "hằng năm")),
        ("assignment", LEAD, ("", "Sở Y tế", "Chủ trì")),
        (
            "citation",
            COMMON | {"symbol": "08-NQ/TW", "type": "Nghị quyết", "raw": "x"},
            ("", "Nghị quyết 08-NQ/TW", ""),
        ),
        ("citation", COMMON | {"raw": "Luật Đất đai"}, ("", "Luật Đất đai", "")),
        ("metadata", COMMON | {"field": "symbol", "value": None}, ("Số, ký hiệu", "", "")),
        ("metadata", COMMON | {"field": "date", "value": "2026-03-05"}, ("Ngày ban hành", "ngày 5/3/2026", "")),
        ("metadata", COMMON | {"field": "signer", "value": SIGNER}, ("Người ký", "Chủ tịch – An", "")),
    ],
)
def test_other_kinds(kind: Kind, data: dict[str, Any], said: tuple[str, str, str]) -> None:
    row = seen(kind, data, VI)
    assert (row.about, row.head, row.figure) == said


def test_undecided_rows_come_first_and_the_least_sure_before_others() -> None:
    data = COMMON | {"field": "symbol", "value": "1"}
    rows = [
        seen("metadata", data, VI, state=state, confidence=sure)
        for state, sure in (("approved", 0.1), ("open", 0.9), ("open", 0.2), ("rejected", 0.05))
    ]
    assert [(row.state, row.confidence) for row in in_order(rows)] == [
        ("open", 0.2),
        ("open", 0.9),
        ("rejected", 0.05),
        ("approved", 0.1),
    ]


def test_signs_that_turn_the_text_round_are_not_shown() -> None:
    row = seen("metadata", COMMON | {"field": "symbol", "value": "12\u202e/QĐ\x00\n-UB"}, VI)
    assert row.head == "12/QĐ -UB"
